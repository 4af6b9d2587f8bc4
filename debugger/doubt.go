package debugger

import "slices"

// doubt is what speaks for and against breakpoints that work.
type doubt struct {
	waited bool // the target ran with breakpoints until it was interrupted
	fired  bool // one of them has stopped it
}

// BreakDoubt says what may be wrong where breakpoints are set and the target ran until it was
// interrupted, and none of them has ever stopped it; "" for nothing. A stub cannot be asked whether its
// breakpoints work: VMware says OK to all of them, and on a host with Hyper-V they do not fire.
func (s *Session) BreakDoubt() string {
	set := slices.ContainsFunc(s.breakpoints, func(b *Breakpoint) bool { return b.Enabled && len(b.Locations) > 0 })
	if s.state != Stopped || !set || !s.doubt.waited || s.doubt.fired {
		return ""
	}
	return "the target ran with breakpoints until it was interrupted, and none has ever stopped it. If one should have: " +
		"a stub may accept breakpoints that never fire, as VMware's does on a host with Hyper-V, VBS or WSL2; " +
		"the reported cure is to switch the host's hypervisor off"
}
