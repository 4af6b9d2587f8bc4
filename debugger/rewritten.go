package debugger

import (
	"context"
	"fmt"

	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/rsp"
)

// The kernel rewrites its own code while it runs, and a trap of ours in the way does harm. Static keys,
// static calls and ftrace check what they find before they write (jump_label.c and ftrace.c of
// arch/x86/kernel): a trap is a BUG for the first, ends all tracing for the last, or is put back over
// newer code. A kprobe refuses a place where a trap stands, and one that is there already is a trap or
// a jump itself. What is rewritten at boot alone (alternatives, retpolines...) does no harm.

// rewritten names what may rewrite the instruction at a while the kernel runs, by its tables; "" if
// nothing does. Kprobes are in no table of a file, see [Session.kprobes].
func (s *Session) rewritten(a mem.Addr) string {
	p, at, ok := s.space.Find(a)
	if !ok || p.Image == nil {
		return ""
	}
	if by := s.textSites(p.Image).By(at, at+1); switched(by) || by == "ftrace" {
		return by
	}
	return ""
}

// switched reports whether the kernel rewrites something without being asked to: as often as it likes.
func switched(by string) bool { return by == "static key" || by == "static call" }

// kprobes are the probes in the kernel's code: read once in a stop.
func (s *Session) kprobes(ctx context.Context) ([]kernel.Kprobe, error) {
	if s.kernel == nil || s.state != Stopped {
		return nil, nil
	}
	if s.stop.probes == nil {
		probes, err := s.kernel.Kprobes(ctx, s.mem.kernel)
		if err = s.linkError(err); err != nil {
			return probes, fmt.Errorf("which kprobes are in the code: %w", err)
		}
		s.stop.probes = &probes
	}
	return *s.stop.probes, nil
}

// breakAt makes a location of a breakpoint. Where the kernel rewrites the instruction by itself, or has
// done so, it is a debug register that breaks. A nop that ftrace may make a call of a tracer is at the
// entry of nearly every function, and four debug registers are not for that: where a trap would stand in
// the code, it stands behind the nop or the call, which the function itself knows nothing of.
func (s *Session) breakAt(ctx context.Context, l Location, hardware bool) (*BreakpointLocation, error) {
	at := &BreakpointLocation{Location: l, Enabled: true, hardware: hardware}
	probes, err := s.kprobes(ctx)
	if s.linkError(err); s.state == Lost {
		return nil, err
	}
	if err != nil {
		s.noticeOnce(err.Error())
	}
	for _, p := range probes {
		if behind := l.Addr.Sub(p.Addr); behind > 0 && behind < int64(p.Len) && p.Optimized {
			at.hardware = true
			at.Note = fmt.Sprintf("nothing is executed here while the kprobe at %v is there: the kernel has made a jump of these instructions", p.Addr)
			return at, nil
		} else if behind == 0 {
			at.inHardware("kprobe")
			return at, nil
		}
	}
	if at.Note = s.midInst(ctx, l.Addr); at.Note != "" {
		return at, nil
	}
	by := s.rewritten(l.Addr)
	if switched(by) {
		at.inHardware(by)
	}
	if by != "ftrace" || hardware || s.state != Stopped {
		return at, nil
	}
	inst, err := s.instAt(ctx, s.stop.selected, l.Addr)
	if err != nil {
		return nil, s.linkError(err)
	}
	in, err := s.trapsInCode(ctx)
	if err != nil {
		return nil, err
	}
	if !in {
		if !inst.Nop() {
			at.inHardware("ftrace, which traces this function")
		}
		return at, nil
	}
	at.Location = s.locationAt(ctx, inst.Next())
	at.Function, at.File, at.FullFile, at.Line, at.Inlined = l.Function, l.File, l.FullFile, l.Line, l.Inlined
	at.Note = fmt.Sprintf("behind the instruction at %v, which the kernel rewrites itself (ftrace)", l.Addr)
	return at, nil
}

func (l *BreakpointLocation) inHardware(by string) {
	if !l.hardware {
		l.hardware = true
		l.Note = fmt.Sprintf("by a debug register: the kernel rewrites this instruction itself (%s)", by)
	}
}

// trapsInCode reports whether software breakpoints stand in the code while the target runs. Until one
// has shown that, the kernel is asked: its own kgdb, when that is connected, writes traps.
func (s *Session) trapsInCode(ctx context.Context) (bool, error) {
	if in := s.points.InCode(); in != rsp.Untried || s.kernel == nil {
		return in == rsp.Proven, nil
	}
	at, err := s.kernel.Addr("kgdb_connected") // kernel/debug/debug_core.c
	if err != nil {
		return false, nil
	}
	b := make([]byte, 4)
	if err := s.mem.kernel.ReadMem(ctx, at, b); err != nil {
		return false, s.linkOnly(err)
	}
	return uintLE(b) != 0, nil
}
