package debugger

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/rsp"
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

// BreakRequest is what "break" and its kin say.
type BreakRequest struct {
	Spec      string
	Log       string
	Hardware  bool
	Temporary bool
	Condition string
	Thread    int // 0: any
	CPU       int // -1: any
	Task      string
	Pending   bool // if the spec is not found, wait for a module that has it
}

// resolveAgain finds the locations of all breakpoints anew: the kernel or its place is another one now.
// A breakpoint whose spec means nothing any more waits for a module that has it.
func (s *Session) resolveAgain(ctx context.Context) error {
	for _, b := range s.breakpoints {
		if b.Kind.Watch() {
			b.Enabled = false // the address was of another run
			continue
		}
		b.Locations = nil
		var err error
		if b.catch != nil {
			err = s.arm(ctx, b)
		} else {
			err = s.resolveAt(ctx, b)
		}
		if s.linkError(err); s.state == Lost {
			return err
		}
		var missing *NotFoundError
		if errors.As(err, &missing) {
			s.opt.Notice(fmt.Sprintf("breakpoint %d is pending: %v", b.Num, err))
		} else if err != nil {
			b.Enabled = false
			s.opt.Notice(fmt.Sprintf("breakpoint %d is disabled: %v", b.Num, err))
		}
	}
	return s.insert(ctx)
}

// ErrNoBreakpoint is the error for a number that no breakpoint has.
var ErrNoBreakpoint = errors.New("no such breakpoint")

// Breakpoints lists the user's breakpoints by number.
func (s *Session) Breakpoints() []*Breakpoint { return slices.Clone(s.breakpoints) }

// Breakpoint finds one by its number.
func (s *Session) Breakpoint(num int) (*Breakpoint, error) {
	for _, b := range s.breakpoints {
		if b.Num == num {
			return b, nil
		}
	}
	return nil, fmt.Errorf("%w: no breakpoint number %d", ErrNoBreakpoint, num)
}

// maxBreakLocations bounds the points of one breakpoint; kgdb's table has 1000.
const maxBreakLocations = 500

// Break sets a breakpoint on every location of a spec. With a stopped target it is inserted at once:
// what the stub refuses is an error and leaves nothing behind.
func (s *Session) Break(ctx context.Context, req BreakRequest) (*Breakpoint, error) {
	if s.state == Running {
		return nil, ErrRunning
	}
	b := &Breakpoint{Kind: BreakSoftware, Spec: req.Spec, Enabled: true, Condition: req.Condition,
		Thread: req.Thread, CPU: req.CPU, Task: req.Task, Log: req.Log}
	if req.Hardware {
		b.Kind = BreakHardware
	}
	if req.Temporary {
		b.Disp = Delete
	}
	if err := s.resolveAt(ctx, b); err != nil {
		if b.Note, err = s.pends(ctx, req, err); err != nil {
			return nil, err
		}
	}
	return b, s.addBreakpoint(ctx, b)
}

// breakAt makes a location of a breakpoint. What static keys and static calls rewrite whenever they are
// switched takes no trap in memory; ftrace, which is switched by hand, has its place at the entry of
// nearly every function, and four debug registers are not for that: see [Session.plantTrap].
func (s *Session) breakAt(l Location, hardware bool) *BreakpointLocation {
	at := &BreakpointLocation{Location: l, Enabled: true, hardware: hardware}
	if by := s.rewritten(l.Addr); !hardware && (by == "static key" || by == "static call") {
		at.hardware = true
		at.Note = fmt.Sprintf("by a debug register: the kernel rewrites this instruction itself (%s)", by)
	}
	return at
}

// resolveAt gives a breakpoint the locations that its spec has now.
func (s *Session) resolveAt(ctx context.Context, b *Breakpoint) error {
	found, err := s.Locations(ctx, b.Spec)
	if err != nil {
		return err
	}
	if len(found) > maxBreakLocations {
		return fmt.Errorf("%q is %d places in the code, more than %d: be more precise", b.Spec, len(found), maxBreakLocations)
	}
	for _, l := range found {
		if err := s.addLocation(ctx, b, l); err != nil {
			return err
		}
	}
	b.Spec = canonical(b.Spec, found)
	return nil
}

// mayBreakAt refuses addresses that hold no code of an image that is known: a trap written into data
// is found by whoever reads the data.
func (s *Session) mayBreakAt(ctx context.Context, a mem.Addr) error {
	if s.state != Stopped {
		return nil
	}
	if !s.space.TextAt(a) {
		if _, _, ok := s.space.Find(a); ok {
			return fmt.Errorf("%v is data%s: no breakpoint can be there", a, behind(" of ", s.symbolText(a)))
		}
	}
	if err := s.mem.of(s.stop.selected).ReadMem(ctx, a, make([]byte, 1)); err != nil {
		return s.linkError(err)
	}
	return nil
}

func behind(word, text string) string {
	if text == "" {
		return ""
	}
	return word + text
}

// addBreakpoint numbers a breakpoint and inserts it.
func (s *Session) addBreakpoint(ctx context.Context, b *Breakpoint) error {
	if err := s.validate(ctx, b); err != nil {
		return err
	}
	s.breakpoints = append(s.breakpoints, b)
	b.Num = s.lastBreakpoint + 1
	if err := s.insert(ctx); err != nil {
		s.breakpoints = slices.DeleteFunc(s.breakpoints, func(o *Breakpoint) bool { return o == b })
		return errors.Join(err, s.insert(ctx))
	}
	s.lastBreakpoint = b.Num
	s.setConvenience("bpnum", value.FromNumber(int32Type, big.NewInt(int64(b.Num)), s.arch.Order))
	return nil
}

// pointOf is what a location needs in the target.
func (b *Breakpoint) pointOf(l *BreakpointLocation) rsp.Point {
	switch {
	case b.Kind == WatchWrite:
		return rsp.Point{Kind: rsp.WriteWatch, Addr: l.Addr, Size: b.size}
	case b.Kind == WatchRead:
		return rsp.Point{Kind: rsp.ReadWatch, Addr: l.Addr, Size: b.size}
	case b.Kind == WatchAccess:
		return rsp.Point{Kind: rsp.AccessWatch, Addr: l.Addr, Size: b.size}
	case l.hardware:
		return rsp.Point{Kind: rsp.HardwareBreak, Addr: l.Addr, Size: 1}
	}
	return rsp.Point{Kind: rsp.SoftwareBreak, Addr: l.Addr, Size: 1}
}

// insert makes what is inserted in a stopped target what the breakpoints and the steps under way want.
// The first refusal ends it.
func (s *Session) insert(ctx context.Context) error {
	if s.state != Stopped {
		return nil
	}
	want := make(map[rsp.Point]string)
	var order []rsp.Point
	add := func(point rsp.Point, what string) {
		if _, ok := want[point]; !ok {
			want[point] = what
			order = append(order, point)
		}
	}
	for _, b := range s.breakpoints {
		for _, l := range b.Locations {
			if b.Enabled && l.Enabled {
				add(b.pointOf(l), fmt.Sprintf("breakpoint %d", b.Num))
			}
		}
	}
	for _, h := range s.hooks() {
		add(rsp.Point{Kind: rsp.SoftwareBreak, Addr: h.at, Size: 1}, h.what)
	}
	for _, a := range s.marks {
		add(rsp.Point{Kind: rsp.SoftwareBreak, Addr: a, Size: 1}, "a temporary breakpoint")
	}
	for point, x := range s.points.in {
		if _, ok := want[point]; ok {
			continue
		}
		if err := s.uproot(ctx, x); err != nil {
			return s.linkError(fmt.Errorf("remove %v: %w", point, err))
		}
	}
	for _, point := range order {
		if s.points.in[point] != nil {
			continue
		}
		if err := s.plant(ctx, point); err != nil {
			return s.linkError(plantError(want[point], point, err))
		}
		// Who is there already when the breakpoint is set goes on from there.
		if t := s.stop.selected; t != nil && point.Kind <= rsp.HardwareBreak {
			if regs, err := s.registers(ctx, t); err == nil {
				if pc, ok := regs.Addr(s.arch.PC); ok && pc == point.Addr {
					s.pass(t, pc)
				}
			}
		}
	}
	return nil
}

// DeleteBreakpoint removes a breakpoint, from the target too.
func (s *Session) DeleteBreakpoint(ctx context.Context, num int) error {
	if s.state == Running {
		return ErrRunning
	}
	b, err := s.Breakpoint(num)
	if err != nil {
		return err
	}
	s.breakpoints = slices.DeleteFunc(s.breakpoints, func(o *Breakpoint) bool { return o == b })
	return s.insert(ctx)
}

// ClearAt deletes the breakpoints that have a location of spec and returns their numbers ("clear").
func (s *Session) ClearAt(ctx context.Context, spec string) ([]int, error) {
	found, err := s.Locations(ctx, spec)
	if err != nil {
		return nil, err
	}
	var nums []int
	for _, b := range s.breakpoints {
		if b.Kind.Watch() {
			continue
		}
		if slices.ContainsFunc(b.Locations, func(l *BreakpointLocation) bool {
			return slices.ContainsFunc(found, func(f Location) bool {
				return f.Addr == l.Addr || f.Entry && f.Function == l.Function && f.Module == l.Module && b.Spec == spec
			})
		}) {
			nums = append(nums, b.Num)
		}
	}
	if len(nums) == 0 {
		return nil, fmt.Errorf("no breakpoint at %s", spec)
	}
	for _, n := range nums {
		if err := s.DeleteBreakpoint(ctx, n); err != nil {
			return nums, err
		}
	}
	return nums, nil
}

// EnableBreakpoint enables or disables a breakpoint, or with loc > 0 one location of it. With enable,
// disp and count say what becomes of it when it is hit.
func (s *Session) EnableBreakpoint(ctx context.Context, num, loc int, enable bool, disp Disposition, count int) error {
	if s.state == Running {
		return ErrRunning
	}
	b, err := s.Breakpoint(num)
	if err != nil {
		return err
	}
	if loc > 0 {
		if loc > len(b.Locations) {
			return fmt.Errorf("breakpoint %d has no location %d", num, loc)
		}
		b.Locations[loc-1].Enabled = enable
	} else {
		b.Enabled = enable
		if enable && (disp != Keep || b.Disp == Disable) {
			b.Disp, b.Count = disp, count
		}
	}
	return s.insert(ctx)
}

// SetIgnore makes a breakpoint pass over its next count hits.
func (s *Session) SetIgnore(num, count int) error {
	b, err := s.Breakpoint(num)
	if err != nil {
		return err
	}
	b.Ignore = max(count, 0)
	return nil
}

// concerns reports whether a breakpoint concerns the thread that hit it. Finding out which task a CPU runs
// costs reads and is done only where it is asked about.
func (s *Session) concerns(ctx context.Context, b *Breakpoint, t *Thread) (bool, error) {
	if b.Thread > 0 && (t == nil || t.Num != b.Thread) {
		return false, nil
	}
	if b.CPU < 0 && b.Task == "" {
		return true, nil
	}
	if t == nil {
		return false, nil
	}
	if err := s.identify(ctx, t); err != nil {
		return false, err
	}
	if b.CPU >= 0 && t.CPU != b.CPU {
		return false, nil
	}
	if b.Task == "" {
		return true, nil
	}
	return t.Task != nil && (t.Task.Comm == b.Task || strconv.Itoa(t.Task.PID) == b.Task), nil
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
