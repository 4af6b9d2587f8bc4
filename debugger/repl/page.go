package repl

import (
	"strings"
	"unicode/utf8"
)

// Terminal is what the output is shown on.
type Terminal struct {
	Size  func() (rows, columns int) // 0, 0 if it is not known
	Color bool                       // colours may be used
}

const pagePrompt = "--Type <RET> for more, q to quit, c to continue without paging--"

// printer returns a Printer with the settings as they are now.
func (r *REPL) printer() *Printer {
	_, width := r.settings.size()
	p := &Printer{width: width, color: r.settings.style && r.opt.Terminal != nil, hint: -1, ShowAddress: true}
	if s := r.session.PrintSettings(); s != nil {
		p.ShowAddress = s.Address
	}
	return p
}

// page writes text and stops after every screenful, until the user has had enough.
func (r *REPL) page(text string) {
	rows, columns := r.settings.size()
	if !r.opt.Prompts || r.opt.Terminal == nil || !r.settings.pagination || rows == 0 || r.out.json {
		r.out.text(text)
		return
	}
	for line := range strings.Lines(text) {
		if r.out.rows >= rows-1 && !r.out.endless {
			r.in.reader.SetCompleter(nil)
			answer, err := r.readLine(pagePrompt)
			r.in.reader.SetCompleter(r.complete)
			r.out.startScreen()
			if err != nil || strings.HasPrefix(answer, "q") {
				r.out.text("Quit\n")
				return
			}
			r.out.endless = strings.HasPrefix(answer, "c")
		}
		r.out.text(line)
		r.out.rows += screenRows(line, columns)
	}
}

// screenRows tells how many rows a line takes on the terminal.
func screenRows(line string, columns int) int {
	n := 0
	for i := 0; i < len(line); {
		if line[i] == 0x1b {
			if end := strings.IndexByte(line[i:], 'm'); end >= 0 {
				i += end + 1
				continue
			}
		}
		_, size := utf8.DecodeRuneInString(line[i:])
		i += size
		n++
	}
	if strings.HasSuffix(line, "\n") {
		n--
	}
	if columns <= 0 || n <= columns {
		return 1
	}
	return (n + columns - 1) / columns
}
