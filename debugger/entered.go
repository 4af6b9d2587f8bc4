package debugger

import (
	"strings"

	"kbreak/mem"
)

// hideEntered selects the frame that a breakpoint is about where other functions were inlined at its very
// first instruction: those are not entered yet (gdb's stopped_by_user_bp_inline_frame). Where a
// breakpoint is about an address, everything that is inlined there is shown.
func (s *Session) hideEntered(stop *Stop, pc mem.Addr) {
	placed, at, ok := s.space.Find(pc)
	if !ok || placed.Image == nil {
		return
	}
	data, err := placed.Image.Debug()
	if err != nil {
		return // said where the breakpoint was set
	}
	scopes, err := data.Scopes(at)
	if err != nil || len(scopes) == 0 {
		return
	}
	p := &physFrame{link: at, data: data, scopes: scopes}
	names := make([]string, 0, len(p.scopes)) // of the functions that begin here, and the one around them
	for _, scope := range p.scopes[:min(beginning(p)+1, len(p.scopes))] {
		names = append(names, scope.Name)
	}
	hidden := len(names)
	for _, b := range stop.Hits {
		for _, l := range b.Locations {
			if l.Addr == pc {
				hidden = min(hidden, levelOf(b, l, names))
			}
		}
	}
	s.stop.hidden, s.stop.frame = hidden, hidden
}

// levelOf is which of the functions a location is about, the innermost if that is not known.
func levelOf(b *Breakpoint, l *BreakpointLocation, names []string) int {
	if b.Kind == Catchpoint || b.Spec == "" || strings.HasPrefix(b.Spec, "*") {
		return 0
	}
	for i, name := range names {
		if name == l.Function {
			return i
		}
	}
	return 0
}
