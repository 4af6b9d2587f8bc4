package debugger

import (
	"fmt"
)

// BreakKind is the sort of a [Breakpoint].
type BreakKind uint8

const (
	BreakSoftware BreakKind = iota
	BreakHardware
	WatchWrite
	WatchRead
	WatchAccess
	Catchpoint
)

// String gives the type as "info breakpoints" shows it.
func (k BreakKind) String() string {
	return [...]string{"breakpoint", "hw breakpoint", "hw watchpoint", "read watchpoint", "acc watchpoint", "catchpoint"}[k]
}

// Watch reports whether the kind is about data.
func (k BreakKind) Watch() bool { return k >= WatchWrite && k <= WatchAccess }

// Disposition is what becomes of a breakpoint when it is hit.
type Disposition uint8

const (
	Keep    Disposition = iota
	Delete              // tbreak, enable delete
	Disable             // enable once, enable count
)

func (d Disposition) String() string { return [...]string{"keep", "del", "dis"}[d] }

// Breakpoint is one numbered request of the user. What it became in the target is in its locations.
type Breakpoint struct {
	Num       int
	Kind      BreakKind
	Spec      string // location spec, or the expression that is watched
	Log       string // format and arguments of "printf", printed at each hit instead of a stop; "": it stops
	Enabled   bool
	Disp      Disposition
	Count     int                   // stops until it is disabled, with Disable; 0 is 1
	Condition string                // C expression, "" is always
	Thread    int                   // gdb's number of the only thread it is for, 0 is any
	CPU       int                   // Linux CPU that it is for, -1 is any
	Task      string                // pid or command name of the only task it is for, "" is any
	Ignore    int                   // hits still to be passed over
	Hits      int                   // times that it was hit and its condition held
	Old       string                // of a watchpoint: the value last seen, as text
	Locations []*BreakpointLocation // none: it is pending
	Note      string                // why it is pending although nobody said that it may be
	Event     string                // of a catchpoint: what it saw last
	Catch     []string              // of a catchpoint: the words behind "catch", its kind and what it is for

	watched
	catch *catching // nil for what is no catchpoint
	moved bool      // see mayMove
}

// BreakpointLocation is one address of a [Breakpoint].
type BreakpointLocation struct {
	Location
	Enabled bool
	Note    string // why it is in hardware although nobody asked for that

	hardware bool
	init     bool // in memory that is freed when the module is initialised
	byHand   bool // in a file that add-symbol-file placed
}

// Describe is a breakpoint as gdb confirms that it was set: "Breakpoint 1 at 0x...: file F, line N."
func (b *Breakpoint) Describe() string {
	what := "Breakpoint"
	switch {
	case b.Kind == BreakHardware && b.Disp == Delete:
		what = "Temporary hardware breakpoint"
	case b.Kind == BreakHardware:
		what = "Hardware assisted breakpoint"
	case b.Log != "":
		what = "Dprintf"
	case b.Disp == Delete:
		what = "Temporary breakpoint"
	case b.Kind == WatchWrite:
		return fmt.Sprintf("Hardware watchpoint %d: %s", b.Num, b.Spec)
	case b.Kind == WatchRead:
		return fmt.Sprintf("Hardware read watchpoint %d: %s", b.Num, b.Spec)
	case b.Kind == WatchAccess:
		return fmt.Sprintf("Hardware access (read/write) watchpoint %d: %s", b.Num, b.Spec)
	}
	if b.Kind == Catchpoint {
		label := b.Spec
		if b.catch != nil {
			label = b.catch.label
		}
		return fmt.Sprintf("Catchpoint %d (%s)", b.Num, label)
	}
	text := fmt.Sprintf("%s %d", what, b.Num)
	if len(b.Locations) == 0 {
		return text + fmt.Sprintf(" (%s) pending.", b.Spec)
	}
	l := b.Locations[0]
	text += fmt.Sprintf(" at %v", l.Addr)
	switch {
	case len(b.Locations) > 1:
		return text + fmt.Sprintf(": %s. (%d locations)", b.Spec, len(b.Locations))
	case l.Line > 0:
		return text + fmt.Sprintf(": file %s, line %d.", l.File, l.Line)
	}
	return text
}
