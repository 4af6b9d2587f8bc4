package repl

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kbreak/debugger"
)

// breakTable is "info breakpoints".
type breakTable struct {
	list     []*debugger.Breakpoint
	commands map[int][]stmt
	none     string // what is said where the list is empty
}

// listBreaks is "info breakpoints" and "info watchpoints".
func listBreaks(names []string, summary string, watches bool) *Command {
	help, none := `Disp is what becomes of a breakpoint when it is hit: it is kept, deleted or disabled. A location of
one that has several is N.M, and can be disabled by that name.`, "No breakpoints or watchpoints."
	if watches {
		help, none = "", "No watchpoints."
	}
	return &Command{
		Names: names, Group: GroupBreak, Summary: summary, Help: help,
		Params: []Param{{Name: "N[-M]", Kind: Rest, Optional: true}}, Result: []breakpointJSON{},
		Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
			if text := r.session.BreakDoubt(); text != "" {
				r.notice(text)
			}
			v := &breakTable{commands: r.commands, none: none}
			nums, err := breakNumbers(r, a.Text("N[-M]"), false)
			if err != nil {
				return nil, err
			}
			for _, b := range r.session.Breakpoints() {
				if slices.Contains(nums, b.Num) && (b.Kind.Watch() || !watches) {
					v.list = append(v.list, b)
				}
			}
			return v, nil
		},
	}
}

func (v *breakTable) Text(p *Printer) {
	if len(v.list) == 0 {
		p.Print(v.none + "\n")
		return
	}
	width := 14 // gdb's
	for _, b := range v.list {
		width = max(width, len(b.Type()))
	}
	p.Printf("%-7s %-*s Disp Enb %-18s What\n", "Num", width, "Type", "Address")
	for _, b := range v.list {
		address, what := "<MULTIPLE>", ""
		switch {
		case b.Kind.Watch(), b.Kind == debugger.Catchpoint:
			address, what = "", b.Spec
		case len(b.Locations) == 0:
			address, what = "<PENDING>", b.Spec
		case len(b.Locations) == 1:
			address, what = fmt.Sprintf("0x%016x", uint64(b.Locations[0].Addr)), placeText(b.Locations[0])
		}
		if b.Thread > 0 {
			what = strings.TrimSpace(fmt.Sprintf("%s thread %d", what, b.Thread))
		}
		p.Print(strings.TrimRight(fmt.Sprintf("%-7d %-*s %-4s %-3s %-18s %s", b.Num, width, b.Type(), b.Disp, yn(b.Enabled), address,
			Printable(what)), " ") + "\n")
		v.details(p, b)
		if len(b.Locations) > 1 && b.Kind != debugger.Catchpoint {
			for i, l := range b.Locations {
				p.Printf("%-7s %-*s %-4s %-3s 0x%016x %s\n", fmt.Sprintf("%d.%d", b.Num, i+1), width, "", "", yn(l.Enabled),
					uint64(l.Addr), Printable(placeText(l)))
			}
		}
	}
}

func (v *breakTable) details(p *Printer, b *debugger.Breakpoint) {
	if b.Condition != "" {
		p.Printf("\tstop only if %s\n", Printable(b.Condition))
	}
	if b.Thread > 0 {
		p.Printf("\tstop only in thread %d\n", b.Thread)
	}
	if b.CPU >= 0 {
		p.Printf("\tstop only on CPU %d\n", b.CPU)
	}
	if b.Task != "" {
		p.Printf("\tstop only in task %s\n", Printable(b.Task))
	}
	switch {
	case b.Hits == 1:
		p.Print("\tbreakpoint already hit 1 time\n")
	case b.Hits > 1:
		p.Printf("\tbreakpoint already hit %d times\n", b.Hits)
	}
	next := "next"
	if b.Ignore > 0 {
		p.Printf("\tignore next %d hits\n", b.Ignore)
		next = "additional"
	}
	if b.Disp == debugger.Disable && b.Count > 1 {
		p.Printf("\tdisable after %s %d hits\n", next, b.Count)
	}
	for _, l := range b.Locations {
		if l.Note != "" {
			p.Printf("\t%s\n", Printable(l.Note))
		}
	}
	if b.Log != "" {
		p.Printf("        printf %s\n", Printable(b.Log))
	}
	writeBlock(p, v.commands[b.Num], 4)
}

func placeText(l *debugger.BreakpointLocation) string {
	text := ""
	if l.Function != "" {
		text = "in " + l.Function
	}
	if l.Line > 0 {
		text += fmt.Sprintf(" at %s:%d", l.File, l.Line)
	} else if l.Function != "" {
		text = "<" + l.Function + ">"
	}
	if l.Module != "" {
		text += " [" + l.Module + "]"
	}
	return strings.TrimSpace(text)
}

func yn(b bool) string {
	if b {
		return "y"
	}
	return "n"
}

type breakpointJSON struct {
	Num       int          `json:"number"`
	Type      string       `json:"type"`
	Disp      string       `json:"disposition"` // keep, del, dis
	Enabled   bool         `json:"enabled"`
	What      string       `json:"what"`          // location spec or expression as given
	Log       string       `json:"log,omitempty"` // format and arguments that are printed instead of a stop
	Condition string       `json:"condition,omitempty"`
	Thread    int          `json:"thread,omitempty"`
	CPU       *int         `json:"cpu,omitempty"`
	Task      string       `json:"task,omitempty"`
	Hits      int          `json:"hits"`
	Ignore    int          `json:"ignore,omitempty"`
	Note      string       `json:"note,omitempty"` // why it is pending
	Locations []breakPlace `json:"locations"`      // none: it is pending
}

type breakPlace struct {
	Addr     string `json:"addr"`
	Enabled  bool   `json:"enabled"`
	Function string `json:"function,omitempty"`
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Module   string `json:"module,omitempty"`
	Note     string `json:"note,omitempty"`
}

func breaksJSON(list []*debugger.Breakpoint) []breakpointJSON {
	out := []breakpointJSON{}
	for _, b := range list {
		j := breakpointJSON{Num: b.Num, Type: b.Type(), Log: b.Log, Disp: b.Disp.String(), Enabled: b.Enabled, What: b.Spec,
			Condition: b.Condition, Thread: b.Thread, Task: b.Task, Hits: b.Hits, Ignore: b.Ignore, Note: b.Note, Locations: []breakPlace{}}
		if b.CPU >= 0 {
			j.CPU = &b.CPU
		}
		for _, l := range b.Locations {
			j.Locations = append(j.Locations, breakPlace{Addr: l.Addr.String(), Enabled: l.Enabled, Function: l.Function,
				File: cmp.Or(l.FullFile, l.File), Line: l.Line, Module: l.Module, Note: l.Note})
		}
		out = append(out, j)
	}
	return out
}

func (v *breakTable) JSON() any { return breaksJSON(v.list) }
