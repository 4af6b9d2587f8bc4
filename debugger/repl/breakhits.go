package repl

import (
	"fmt"
	"strconv"

	"kbreak/debugger"
)

func openCommands(r *REPL, text string) error {
	list, err := breakNumbers(r, text, true)
	if err != nil {
		return err
	}
	if r.person() {
		what := strconv.Itoa(list[0])
		if len(list) > 1 {
			what += "-" + strconv.Itoa(list[len(list)-1])
		}
		r.out.text(fmt.Sprintf("Type commands for breakpoint(s) %s, one per line.\nEnd with a line saying just \"end\".\n", what))
	}
	return nil
}

// silenced reports whether the commands of what was hit say that the stop is not to be shown.
func (r *REPL) silenced(hits []*debugger.Breakpoint) bool {
	for _, b := range hits {
		if c := r.commands[b.Num]; len(c) > 0 && c[0].text == "silent" {
			return true
		}
	}
	return false
}

// runHits runs the commands of the breakpoints that were hit. A command among them that lets the target
// run ends the list; what that stops at comes after it, not inside of it, however long it goes on.
func (r *REPL) runHits(hits []*debugger.Breakpoint) error {
	var list []stmt
	for _, b := range hits {
		for i, s := range r.commands[b.Num] {
			if i > 0 || s.text != "silent" {
				list = append(list, s)
			}
		}
	}
	if r.draining {
		r.stops, r.queued = r.stops+1, list
		return nil
	}
	r.draining = true
	defer func() { r.draining = false }()
	for len(list) > 0 {
		before := r.stops
		r.queued = nil
		for i := range list {
			if err := r.runBlock(list[i : i+1]); err != nil || r.ended() {
				return err
			}
			if r.stops != before {
				break
			}
		}
		list = r.queued
	}
	return nil
}

// ignoreHere makes the breakpoint that the target is stopped at pass over n-1 hits.
func (r *REPL) ignoreHere(n int) error {
	if n <= 1 {
		return nil
	}
	for _, b := range r.hit {
		if _, err := r.session.Breakpoint(b.Num); err != nil {
			continue
		}
		if err := r.session.SetIgnore(b.Num, n-1); err != nil {
			return err
		}
		if r.opt.Prompts {
			r.out.text(ignoreText(b.Num, n-1) + " ")
		}
		return nil
	}
	return nil
}

func ignoreText(num, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("Will stop next time breakpoint %d is reached.", num)
	case 1:
		return fmt.Sprintf("Will ignore next crossing of breakpoint %d.", num)
	}
	return fmt.Sprintf("Will ignore next %d crossings of breakpoint %d.", count, num)
}

// stepped reports whether a step or the like is done, and nothing else came in between.
func (v *stopEvent) stepped() bool {
	return v.stop.Reason == "step" || v.stop.Reason == "finish" || v.stop.Reason == "location reached"
}

// arrival shows a stop at a breakpoint, and the end of a step.
func (v *stopEvent) arrival(p *Printer) {
	t := v.stop.Thread
	if v.before != nil && v.before.Num != t.Num {
		p.Printf("[Switching to %s]\n", targetID(t))
	}
	if v.stop.Note != "" {
		p.Print(Printable(v.stop.Note) + "\n")
	}
	if v.stepped() {
		switch {
		case v.frame == nil:
		case v.stop.NewFrame || v.stop.Reason != "step" || v.frame.frame.Line == 0:
			v.frame.print(p, false)
		default:
			v.frame.line(p)
		}
		if x := v.stop.Returned; x != nil {
			p.Printf("Value returned is $%d = %s\n", x.Num, Printable(x.Text))
		}
		return
	}
	for i, b := range v.stop.Hits {
		if i > 0 && !b.Kind.Watch() {
			break // gdb names the first, and each watchpoint
		}
		p.Printf("\nThread %d hit ", t.Num)
		switch {
		case b.Kind.Watch():
			p.Print(Printable(b.Describe()) + "\n\n")
			if i >= len(v.stop.Changes) {
				break
			}
			if c := v.stop.Changes[i]; c.Old != "" {
				p.Printf("Old value = %s\nNew value = %s\n", Printable(c.Old), Printable(c.New))
			} else {
				p.Printf("Value = %s\n", Printable(c.New))
			}
		case b.Kind == debugger.Catchpoint:
			name := "Catchpoint"
			if b.Disp == debugger.Delete {
				name = "Temporary catchpoint"
			}
			p.Printf("%s %d (%s), ", name, b.Num, Printable(b.Event))
		case b.Disp == debugger.Delete:
			p.Printf("Temporary breakpoint %s, ", v.numberOf(b))
		default:
			p.Printf("Breakpoint %s, ", v.numberOf(b))
		}
	}
	v.where(p)
}

// numberOf is N, or N.M of a breakpoint that has several locations.
func (v *stopEvent) numberOf(b *debugger.Breakpoint) string {
	if m := v.stop.HitPlace; m > 0 {
		return fmt.Sprintf("%d.%d", b.Num, m)
	}
	return strconv.Itoa(b.Num)
}

// line shows where a step ended in the function that it began in, as gdb does: the source line alone,
// with the address where that is not its beginning.
func (v *shownFrame) line(p *Printer) {
	if v.frame.ShowPC && p.ShowAddress {
		p.Address(v.frame.PC)
		p.Print("\t")
	}
	v.sourceLine(p)
}
