package repl

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kbreak/debugger"
)

func searchCommands() []*Command {
	return []*Command{{
		Names:   []string{"search"},
		Group:   GroupData,
		Summary: "Search memory for values or strings, as crash does.",
		Params:  []Param{{Name: "VALUE", Kind: Symbol, Repeat: true}},
		Options: []Option{
			{Name: "k", Help: "kernel memory, which is what is searched if nothing else is said"},
			{Name: "u", Help: "user memory of the task that the selected thread runs"},
			{Name: "s", Values: []Param{{Name: "START", Kind: Symbol}}, Help: "from this address on"},
			{Name: "e", Values: []Param{{Name: "END", Kind: Symbol}}, Help: "up to and without this address"},
			{Name: "l", Values: []Param{{Name: "LENGTH", Kind: Word}}, Help: "so many bytes from START on; K, M and G may follow"},
			{Name: "m", Values: []Param{{Name: "MASK", Kind: Word}}, Help: "bits that do not matter, in hexadecimal"},
			{Name: "c", Help: "the values are strings; one with blanks needs quotes"},
			{Name: "w", Help: "values of 4 bytes instead of 8"},
			{Name: "h", Help: "values of 2 bytes"},
			{Name: "x", Values: []Param{{Name: "COUNT", Kind: Count}}, Help: "show so many values before and behind each hit"},
		},
		Needs:  Stopped,
		Result: searchJSON{},
		Help: `A VALUE is hexadecimal, with or without 0x, or an expression. Values are found where their size
divides the address, strings everywhere. Without a range it is the mapping of all RAM, the kernel's
image and its modules; for -u, the mappings of the task. With START and END, or START and LENGTH, it
is just that range, whatever is there. Pages that cannot be read are skipped. Ctrl-C ends the search
and keeps what was found.

` + crashAddressHelp,
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			q, err := r.searchSpec(ctx, a)
			if err != nil {
				return nil, err
			}
			p := r.progress()
			found, err := r.session.Search(ctx, q, p.show)
			p.clear()
			if found == nil {
				return nil, err
			}
			if found.Unreadable > 0 && len(found.Hits) == 0 && found.Searched == 0 && err == nil {
				err = fmt.Errorf("nothing of the %s to search can be read", sizeText(found.Unreadable))
			}
			if errors.Is(err, context.Canceled) {
				err = fmt.Errorf("%w: %s searched", ErrInterrupted, sizeText(found.Searched))
			}
			return searchResult{found}, err
		},
	}}
}

func (r *REPL) searchSpec(ctx context.Context, a *Args) (debugger.SearchSpec, error) {
	q := debugger.SearchSpec{Size: 8, User: a.Has("u")}
	sizes := 0
	for name, size := range map[string]int{"c": 0, "w": 4, "h": 2} {
		if a.Has(name) {
			q.Size = size
			sizes++
		}
	}
	switch {
	case sizes > 1:
		return q, errors.New("-c, -w and -h exclude each other")
	case a.Has("k") && a.Has("u"):
		return q, errors.New("-k and -u exclude each other")
	case a.Has("e") && a.Has("l"):
		return q, errors.New("-e and -l exclude each other")
	case a.Has("l") && !a.Has("s"):
		return q, errors.New("-l needs -s")
	case q.Size == 0 && (a.Has("m") || a.Has("x")):
		return q, errors.New("-m and -x are not for strings")
	}
	var err error
	if s := last(a, "s"); s != "" {
		if q.Start, err = r.session.CrashAddr(ctx, s); err != nil {
			return q, err
		}
		q.HasStart = true
	}
	if s := last(a, "e"); s != "" {
		if q.End, err = r.session.CrashAddr(ctx, s); err != nil {
			return q, err
		}
		q.HasEnd = true
	}
	if s := last(a, "l"); s != "" {
		n, err := parseSize(s)
		if err != nil {
			return q, err
		}
		q.End, q.HasEnd = q.Start.Add(int64(n)), true
	}
	if s := last(a, "m"); s != "" {
		if q.Mask, err = strconv.ParseUint(strings.TrimPrefix(s, "0x"), 16, 64); err != nil {
			return q, fmt.Errorf("invalid mask %q", s)
		}
	}
	if s := last(a, "x"); s != "" {
		q.Context, _ = parseInt(s)
	}
	for _, w := range a.List("VALUE") {
		v := debugger.Wanted{Text: w}
		if q.Size > 0 {
			if n, err := strconv.ParseUint(strings.TrimPrefix(w, "0x"), 16, 64); err == nil {
				v.Value, v.Text = n, ""
			} else if addr, err := r.session.ResolveAddr(ctx, w); err != nil {
				return q, err
			} else {
				v.Value = uint64(addr)
			}
		}
		q.Values = append(q.Values, v)
	}
	return q, nil
}

// parseSize reads a number of bytes: 4096, 0x1000, 64K, 1g.
func parseSize(s string) (uint64, error) {
	digits, shift := s, 0
	if i := strings.IndexByte("kmg", s[len(s)-1]|0x20); i >= 0 {
		digits, shift = s[:len(s)-1], 10*(i+1)
	}
	n, err := strconv.ParseUint(digits, 0, 64)
	if err != nil || n > 1<<63>>shift {
		return 0, fmt.Errorf("%q is no number of bytes", s)
	}
	return n << shift, nil
}

// sizeText is a number of bytes for a reader.
func sizeText(n uint64) string {
	switch {
	case n >= 10<<30:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// progress shows on a terminal how far something has come, on a line that is overwritten.
type progress struct {
	r     *REPL
	begun time.Time
	next  time.Time
	width int
}

func (r *REPL) progress() *progress {
	now := time.Now()
	return &progress{r: r, begun: now, next: now.Add(time.Second)}
}

// show is called often; it writes twice a second, after a second.
func (p *progress) show(done, total uint64) {
	now := time.Now()
	if !p.r.opt.Prompts || p.r.opt.Terminal == nil || now.Before(p.next) || total == 0 {
		return
	}
	p.next = now.Add(time.Second / 2)
	rate := float64(done) / now.Sub(p.begun).Seconds()
	line := fmt.Sprintf("%d%% of %s, %s/s", done*100/total, sizeText(total), sizeText(uint64(rate)))
	p.r.out.text(fmt.Sprintf("\r%-*s", p.width, line))
	p.width = max(p.width, len(line))
}

// clear takes the line away.
func (p *progress) clear() {
	if p.width > 0 {
		p.r.out.text("\r" + strings.Repeat(" ", p.width) + "\r")
	}
}

type searchResult struct{ v *debugger.Found }

func (v searchResult) Text(p *Printer) {
	f := v.v
	for _, h := range f.Hits {
		context := len(h.Before)+len(h.After) > 0
		if context {
			hexLines(p, h.Addr.Add(-int64(len(h.Before)*f.Size)), littleEndian(h.Before, f.Size), f.Size)
		}
		p.Printf("%x: ", uint64(h.Addr))
		switch {
		case f.Size == 0:
			p.Print(visible(h.Text))
		case h.Text != "":
			p.Printf("%x (%s)", h.Value, Printable(h.Text))
		default:
			p.Printf("%x", h.Value)
		}
		p.Print("\n")
		if context {
			hexLines(p, h.Addr.Add(int64(f.Size)), littleEndian(h.After, f.Size), f.Size)
			p.Print("\n")
		}
	}
	if f.Cut {
		p.Printf("cut after %d hits\n", len(f.Hits))
	}
	if f.Unreadable > 0 {
		p.Printf("%s of %s could not be read\n", sizeText(f.Unreadable), sizeText(f.Searched+f.Unreadable))
	}
}

func littleEndian(values []uint64, size int) []byte {
	var b []byte
	for _, v := range values {
		for i := range size {
			b = append(b, byte(v>>(8*i)))
		}
	}
	return b
}

// visible is what crash shows of memory as text: a dot for what is not ASCII.
func visible(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c < ' ' || c > '~' {
			b[i] = '.'
		}
	}
	return string(b)
}

type searchJSON struct {
	Hits       []hitJSON `json:"hits"`
	Searched   uint64    `json:"searched"`             // bytes
	Unreadable uint64    `json:"unreadable,omitempty"` // bytes that were skipped
	Cut        bool      `json:"cut,omitempty"`        // there may be more hits
}

type hitJSON struct {
	Addr  hex    `json:"addr"`
	Value *hex   `json:"value,omitempty"`
	Text  string `json:"text,omitempty"` // of a string, what is there; of a value, the expression
}

func (v searchResult) JSON() any {
	out := searchJSON{Hits: make([]hitJSON, 0, len(v.v.Hits)), Searched: v.v.Searched, Unreadable: v.v.Unreadable, Cut: v.v.Cut}
	for _, h := range v.v.Hits {
		j := hitJSON{Addr: hexAddr(h.Addr), Text: h.Text}
		if v.v.Size > 0 {
			n := hex(h.Value)
			j.Value = &n
		} else {
			j.Text = visible(h.Text)
		}
		out.Hits = append(out.Hits, j)
	}
	return out
}
