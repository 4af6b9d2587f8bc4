package debugger

import (
	"context"
	"errors"
	"fmt"

	"kbreak/debugger/unwind"
	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/expr"
)

// A call that is the last thing a function does is compiled to a jump: the function that stands on
// the stack is then not the one that its caller called. gdb finds the functions in between in the
// descriptions of calls (DWARF 5 §3.4) and shows them as frames; entry values hold only along such a
// path. Both follow GDB's manual, "Tail Call Frames", and the rules here are gdb's.

// function is a concrete function that a call may lead to.
type function struct {
	name   string
	placed *symbols.Placement
	data   *debuginfo.Data
	entry  symbols.LinkAddr
}

// maxTailSearch bounds the functions looked at for one question about tail calls.
const maxTailSearch = 256

// errHidden: an indirect jump may lead anywhere, so nothing can be said.
var errHidden = errors.New("an indirect jump may lead anywhere")

// functionAt finds the function at a runtime address.
func (s *Session) functionAt(a mem.Addr) (function, bool) {
	placed, at, ok := s.space.Find(a)
	if !ok || placed.Image == nil {
		return function{}, false
	}
	data, err := placed.Image.Debug()
	if err != nil {
		return function{}, false
	}
	name, entry, err := data.Function(at)
	return function{name: name, placed: placed, data: data, entry: entry}, err == nil
}

// target finds the function that a call site calls. env, which may be nil, evaluates the target of an
// indirect call.
func (s *Session) target(from *symbols.Placement, site *debuginfo.CallSite, env expr.Env) (function, error) {
	if site.Entry != 0 {
		if a, ok := from.Addr(site.Entry); ok {
			if f, ok := s.functionAt(a); ok {
				return f, nil
			}
		}
		return function{}, errHidden
	}
	if site.Target == "" {
		if env == nil || site.TargetExpr == nil {
			return function{}, errHidden
		}
		a, err := expr.EvalUint(site.TargetExpr, s.unit(), env)
		if err != nil {
			return function{}, err
		}
		f, ok := s.functionAt(mem.Addr(a))
		if !ok {
			return function{}, errHidden
		}
		return f, nil
	}
	for _, sym := range s.space.Lookup(site.Target) {
		if f, ok := s.functionAt(sym.Addr); ok {
			return f, nil
		}
	}
	return function{}, fmt.Errorf("%s is in no image: %w", site.Target, errHidden)
}

// mayTailCallItself reports an error if a function can reach itself, or an unknown function, by
// jumps alone: what it was called with first cannot be told then from what it was entered with last.
func (s *Session) mayTailCallItself(f function) error {
	seen := map[symbols.LinkAddr]bool{f.entry: true}
	todo := []function{f}
	for n := 0; len(todo) > 0; n++ {
		if n > maxTailSearch {
			return errHidden
		}
		cur := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		sites, err := cur.data.TailCalls(cur.entry)
		if err != nil {
			return err
		}
		for _, site := range sites {
			t, err := s.target(cur.placed, site, nil)
			if err != nil {
				return err
			}
			if t.entry == f.entry && t.placed == f.placed {
				return fmt.Errorf("%s may have called itself by a jump", f.name)
			}
			if !seen[t.entry] {
				seen[t.entry] = true
				todo = append(todo, t)
			}
		}
	}
	return nil
}

// tailPath finds the one chain of tail calls from a function to another; the sites are in the order
// of the calls. With several chains only what they begin and end with alike is certain, so none of
// it is given.
func (s *Session) tailPath(from, to function) []*tailCall {
	var found [][]*tailCall
	visited := map[symbols.LinkAddr]bool{from.entry: true}
	steps := 0
	var search func(cur function, path []*tailCall) bool
	search = func(cur function, path []*tailCall) bool {
		if steps++; steps > maxTailSearch || len(path) > maxEntryDepth {
			return false
		}
		sites, err := cur.data.TailCalls(cur.entry)
		if err != nil {
			return false
		}
		for _, site := range sites {
			t, err := s.target(cur.placed, site, nil)
			if err != nil {
				continue
			}
			step := append(path[:len(path):len(path)], &tailCall{in: cur, site: site})
			if t.entry == to.entry && t.placed == to.placed {
				found = append(found, step)
				continue
			}
			if visited[t.entry] {
				continue
			}
			visited[t.entry] = true
			ok := search(t, step)
			delete(visited, t.entry)
			if !ok {
				return false
			}
		}
		return true
	}
	if !search(from, nil) || len(found) != 1 {
		return nil
	}
	return found[0]
}

// tailCall is a function that ended in a jump, and that jump.
type tailCall struct {
	in   function
	site *debuginfo.CallSite
}

// functionOf is the concrete function that a frame is in.
func (p *physFrame) functionOf() (function, bool) {
	n := len(p.scopes)
	if n == 0 || p.placed == nil {
		return function{}, false
	}
	return function{name: p.scopes[n-1].Name, placed: p.placed, data: p.data, entry: p.scopes[n-1].Low}, true
}

// callSite is the call that a frame stands in, for computing what its callee was given.
func (s *Session) callSite(p *physFrame) (*debuginfo.CallSite, error) {
	if p.tail != nil {
		return p.tail.site, nil
	}
	if !p.returns || p.data == nil {
		return nil, debuginfo.ErrNone
	}
	ret, ok := p.placed.Link(p.pc)
	if !ok {
		return nil, debuginfo.ErrNone
	}
	return p.data.CallSite(ret)
}

// tailFrames makes the frames of the functions that stood between callee and caller and ended in a
// jump, innermost first.
func (s *Session) tailFrames(ctx context.Context, env func(*physFrame, *debuginfo.Scope) expr.Env, callee, caller *physFrame) []*physFrame {
	self, ok := callee.functionOf()
	if !ok {
		return nil
	}
	site, err := s.callSite(caller)
	if err != nil {
		return nil
	}
	called, err := s.target(caller.placed, site, env(caller, site.Scope))
	if err != nil || called.entry == self.entry && called.placed == self.placed {
		return nil
	}
	path := s.tailPath(called, self)
	var out []*physFrame
	for i := len(path) - 1; i >= 0; i-- {
		step := path[i]
		pc, ok := step.in.placed.Addr(step.site.Return)
		if !ok {
			return nil
		}
		p := *caller
		p.pc, p.lookup, p.returns = pc, pc-1, true
		p.cfa, p.hasCFA = callee.cfa, callee.hasCFA
		p.kind, p.tail = unwind.Called, step
		p.placed, p.data, p.scopes = nil, nil, nil
		p.regs.Set(s.arch.PC, uint64(pc))
		s.resolve(ctx, &p)
		out = append(out, &p)
	}
	return out
}
