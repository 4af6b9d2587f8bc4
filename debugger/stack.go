package debugger

import (
	"context"
	"errors"
	"fmt"

	"kbreak/arch"
	"kbreak/debugger/unwind"
	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/expr"
)

// trace is the stack of one thread at one stop, as far as it was walked.
type trace struct {
	phys   []*physFrame
	end    unwind.End
	limit  int      // physical frames that were asked for
	frames []*Frame // phys with inlined functions unfolded
}

// physFrame is one activation on the stack, with what its PC means.
type physFrame struct {
	thread  *Thread
	depth   int // index in the trace
	pc      mem.Addr
	lookup  mem.Addr // address to look things up with: PC, or the call before it
	returns bool     // PC is a return address
	cfa     mem.Addr
	hasCFA  bool
	regs    arch.Registers
	mem     mem.Reader
	how     unwind.How
	kind    unwind.Kind
	tail    *tailCall // the jump that this frame ended in; nil for a frame that is on the stack

	placed *symbols.Placement // image that PC is in, nil if it is in none
	link   symbols.LinkAddr   // lookup, in that image
	data   *debuginfo.Data    // of that image, nil if it has none
	scopes []debuginfo.Scope  // functions at lookup, innermost first
}

// unwinder walks the stack of thread t.
func (s *Session) unwinder(ctx context.Context, t *Thread) *unwind.Unwinder {
	return &unwind.Unwinder{Arch: s.arch, Mem: s.mem.stack(t), Rules: rules{s, ctx},
		Process: s.location != nil && s.location.Process}
}

// walk returns the trace of t, with at least limit physical frames if the stack has them; 0 means
// all of it.
func (s *Session) walk(ctx context.Context, t *Thread, limit int) (*trace, error) {
	if limit <= 0 || limit > unwind.MaxLimit {
		limit = unwind.MaxLimit
	}
	tr := s.stop.traces[t]
	if tr != nil && (tr.end.Reason != unwind.LimitReached || tr.limit >= limit) {
		return tr, nil
	}
	regs, returns, err := s.innermost(ctx, t)
	if err != nil {
		return nil, s.linkError(err)
	}
	got := unwind.Trace{End: unwind.End{Reason: unwind.LimitReached}}
	if limit == 1 {
		// Where the target stopped is shown at every stop: it costs no read unless a value needs one.
		got.Frames = []unwind.Frame{s.topFrame(regs, returns)}
	} else if got, err = s.unwinder(ctx, t).Unwind(ctx, regs, unwind.Options{Limit: limit, ReturnAddress: returns}); err != nil {
		return nil, s.linkError(err)
	}
	tr = &trace{end: got.End, limit: limit}
	env := func(p *physFrame, sc *debuginfo.Scope) expr.Env { return &frameEnv{ctx: ctx, s: s, f: p, scope: sc} }
	for i := range got.Frames {
		f := &got.Frames[i]
		p := &physFrame{thread: t, pc: f.PC, lookup: f.Lookup(), returns: f.ReturnAddress,
			cfa: f.CFA, hasCFA: f.HasCFA, regs: f.Regs, mem: s.mem.of(t), how: f.How, kind: f.Kind}
		s.resolve(ctx, p)
		if n := len(tr.phys); n > 0 {
			tr.phys = append(tr.phys, s.tailFrames(ctx, env, tr.phys[n-1], p)...)
		}
		tr.phys = append(tr.phys, p)
	}
	for i, p := range tr.phys {
		p.depth = i
		tr.frames = append(tr.frames, s.unfold(p, len(tr.frames))...)
	}
	s.stop.traces[t] = tr
	return tr, nil
}

// topFrame is the innermost frame without its CFA, see [Session.cfaOf].
func (s *Session) topFrame(regs arch.Registers, returns bool) unwind.Frame {
	pc, _ := regs.Addr(s.arch.PC)
	f := unwind.Frame{PC: pc, Regs: regs, How: unwind.FromRegisters, ReturnAddress: returns}
	if s.userHalf(pc) {
		f.Kind = unwind.User
	}
	return f
}

// cfaOf is the canonical frame address of p; false if no rule gives one.
func (s *Session) cfaOf(ctx context.Context, p *physFrame) (mem.Addr, bool, error) {
	if !p.hasCFA && p.returns && p.kind == unwind.Called && p.tail == nil {
		f := unwind.Frame{PC: p.pc, Regs: p.regs, ReturnAddress: true}
		cfa, ok, err := s.unwinder(ctx, p.thread).CFA(ctx, &f)
		if err != nil {
			return 0, false, err
		}
		p.cfa, p.hasCFA = cfa, ok
	}
	if !p.hasCFA {
		tr, err := s.walk(ctx, p.thread, p.depth+2)
		if err != nil || p.depth >= len(tr.phys) {
			return 0, false, err
		}
		p.cfa, p.hasCFA = tr.phys[p.depth].cfa, tr.phys[p.depth].hasCFA
	}
	return p.cfa, p.hasCFA, nil
}

// callerOf is the physical frame that called p, nil if there is none.
func (s *Session) callerOf(ctx context.Context, p *physFrame) (*physFrame, error) {
	tr, err := s.walk(ctx, p.thread, p.depth+2) // tail calls only make more frames of these
	if err != nil || p.depth+1 >= len(tr.phys) {
		return nil, err
	}
	return tr.phys[p.depth+1], nil
}

// resolve finds what p's PC means: image, debug info, functions.
func (s *Session) resolve(ctx context.Context, p *physFrame) {
	if p.kind == unwind.User {
		return
	}
	s.syncFor(ctx, p.lookup)
	placed, at, ok := s.space.Find(p.lookup)
	if !ok {
		return
	}
	p.placed, p.link = placed, at
	if placed.Image == nil {
		return
	}
	data, err := placed.Image.Debug()
	if err != nil {
		if !errors.Is(err, symbols.ErrNoDebugInfo) {
			s.noticeOnce(fmt.Sprintf("%s: %v", placed.Image.Name(), err))
		}
		return
	}
	p.data = data
	scopes, err := data.Scopes(at)
	if err != nil && !errors.Is(err, debuginfo.ErrNone) {
		s.noticeOnce(fmt.Sprintf("%s: %v", placed.Image.Name(), err))
	}
	p.scopes = scopes
}

// unfold makes the frames of a physical one, level being the number of the first.
func (s *Session) unfold(p *physFrame, level int) []*Frame {
	how := p.how.String()
	if p.tail != nil {
		how = "tail call"
	}
	base := Frame{PC: p.pc, How: how, Reliable: p.how.Reliable(), phys: p, scope: -1, ShowPC: true}
	switch p.kind {
	case unwind.Interrupted:
		base.Note = "interrupted"
	case unwind.HookedCall:
		base.Note = "the caller is hidden by a tracer"
	}
	if p.placed != nil {
		base.Module = p.placed.Name
	}
	if sym, ok := s.space.SymbolAt(p.lookup); ok {
		base.Function = sym.Name
		base.Offset = sym.Offset + uint64(p.pc-p.lookup)
	}
	if len(p.scopes) == 0 {
		base.Level = level
		if p.data != nil {
			if row, err := p.data.LineAt(p.link); err == nil {
				base.HasDebug, base.File, base.FullFile, base.Line = true, row.File, row.FullFile, row.Line
				base.ShowPC = p.returns || row.Start != p.link || !row.IsStmt
			}
		}
		return []*Frame{&base}
	}
	var out []*Frame
	for i := range p.scopes {
		sc := &p.scopes[i]
		f := base
		f.Level = level + i
		f.Function, f.File, f.FullFile, f.Line = sc.Name, sc.File, sc.FullFile, sc.Line
		if i == 0 && sc.Row.End != 0 {
			f.File, f.FullFile, f.Line = sc.Row.File, sc.Row.FullFile, sc.Row.Line
		}
		f.HasDebug, f.Inlined, f.scope = true, sc.Inlined, i
		f.ShowPC = i == 0 && (p.returns || !sc.Row.IsStmt || sc.Row.Start != p.link)
		if i > 0 {
			f.Note = ""
		}
		out = append(out, &f)
	}
	return out
}

// Backtrace returns the stack of a thread. max limits the number of frames: 0 means all of them, a
// positive number the innermost ones, a negative one the outermost, as for gdb's bt.
func (s *Session) Backtrace(ctx context.Context, t *Thread, max int) (*Trace, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	if t == nil {
		return nil, ErrNoFrame
	}
	if !s.mem.kernel.Frugal() {
		if err := s.identify(ctx, t); err != nil {
			return nil, err
		}
	}
	limit := 0
	if max > 0 {
		limit = max + 1 // inlined functions only make more frames of them
	}
	tr, err := s.walk(ctx, t, limit)
	if err != nil {
		return nil, err
	}
	out := &Trace{Thread: t, Frames: tr.frames}
	switch {
	case max > 0 && len(tr.frames) > max:
		out.Frames, out.More = tr.frames[:max], true
	case max < 0 && len(tr.frames) > -max:
		out.Frames = tr.frames[len(tr.frames)+max:]
	}
	if !out.More {
		out.User = tr.end.User
		if out.User != nil {
			if err := s.identify(ctx, t); err != nil { // for the line about user mode
				return out, err
			}
		}
		if !tr.end.Complete() {
			out.End = tr.end.String()
		}
	}
	for _, f := range out.Frames {
		if f.Args, err = s.args(ctx, f, s.print.FrameArguments); err != nil {
			return out, s.linkError(err)
		}
	}
	return out, nil
}

// Innermost is the frame in which a thread stands, for lists of threads.
func (s *Session) Innermost(ctx context.Context, t *Thread) (*Frame, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	tr, err := s.walk(ctx, t, 1)
	if err != nil {
		return nil, err
	}
	if len(tr.frames) == 0 {
		return nil, ErrNoFrame
	}
	f := tr.frames[0]
	if f.Args == nil {
		f.Args, err = s.args(ctx, f, s.print.FrameArguments)
	}
	return f, s.linkError(err)
}

// Frame is the selected frame of the selected thread.
func (s *Session) Frame(ctx context.Context) (*Frame, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	return s.SelectFrame(ctx, s.stop.frame)
}

// FrameInfo is the selected frame with what lies around it ("info frame").
func (s *Session) FrameInfo(ctx context.Context) (*Frame, error) {
	f, err := s.Frame(ctx)
	if err != nil || f.phys == nil {
		return f, err
	}
	out := *f
	if out.CFA, _, err = s.cfaOf(ctx, f.phys); err != nil {
		return f, s.linkError(err)
	}
	caller, err := s.callerOf(ctx, f.phys)
	if err != nil || caller == nil {
		return &out, s.linkError(err)
	}
	out.CallerPC = caller.pc
	out.CallerCFA, _, err = s.cfaOf(ctx, caller)
	return &out, s.linkError(err)
}

// SelectFrame selects a frame of the selected thread by its level.
func (s *Session) SelectFrame(ctx context.Context, level int) (*Frame, error) {
	f, err := s.selectFrame(ctx, level)
	if err == nil && f.Args == nil {
		if f.Args, err = s.args(ctx, f, s.print.FrameArguments); err != nil {
			return nil, s.linkError(err)
		}
	}
	return f, err
}

// FrameLine is the selected frame, perhaps without its arguments, for which memory is read.
func (s *Session) FrameLine(ctx context.Context) (*Frame, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	return s.selectFrame(ctx, s.stop.frame)
}

func (s *Session) selectFrame(ctx context.Context, level int) (*Frame, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	t := s.stop.selected
	if t == nil {
		return nil, ErrNoFrame
	}
	tr, err := s.walk(ctx, t, 1)
	if err == nil && level >= len(tr.frames) { // not one that is inlined at the PC
		tr, err = s.walk(ctx, t, level+1)
	}
	if err != nil {
		return nil, err
	}
	if level < 0 || level >= len(tr.frames) {
		return nil, fmt.Errorf("no frame at level %d: this stack has frames 0 to %d", level, len(tr.frames)-1)
	}
	s.stop.frame = level
	return tr.frames[level], nil
}

// noticeOnce gives a warning to the user the first time it comes up.
func (s *Session) noticeOnce(text string) {
	if !s.noticed[text] {
		s.noticed[text] = true
		s.opt.Notice(text)
	}
}
