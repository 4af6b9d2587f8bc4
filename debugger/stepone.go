package debugger

import (
	"context"
	"strings"

	"kbreak/debugger/disasm"
	"kbreak/mem"
	"kbreak/rsp"
)

// instAt decodes the instruction at pc.
func (s *Session) instAt(ctx context.Context, t *Thread, pc mem.Addr) (disasm.Inst, error) {
	if x := s.points.At(pc); x != nil {
		return x.Inst, nil
	}
	code := make([]byte, disasm.MaxLen)
	err := s.mem.of(t).ReadMem(ctx, pc, code)
	n := len(code)
	if f := faultOf(err); f != nil {
		n = f.Got
	} else if err != nil {
		return disasm.Inst{}, err
	}
	return disasm.Decode(s.arch, code[:n], pc), nil
}

// stepOne executes one instruction of t. The others run along if "set scheduler-locking" says so and
// nothing has to be taken out of their way.
func (s *Session) stepOne(ctx context.Context, t *Thread, pc mem.Addr) (*Stop, error) {
	if x := s.points.At(pc); x != nil && s.points.StepsOver != rsp.Proven {
		event, err := s.stepOff(ctx, t, pc)
		if event == nil && err == nil {
			event = &Stop{Signal: sigTrap, Thread: t}
			s.stop.selected, s.stop.stepped = t, true
		}
		return event, err
	}
	return s.stepAs(ctx, t, rsp.Action{Verb: rsp.Do1, Thread: t.id})
}

// stepAs lets t do one action that ends by itself.
func (s *Session) stepAs(ctx context.Context, t *Thread, action rsp.Action) (*Stop, error) {
	if _, err := s.client.HoldInterrupts(ctx); err != nil {
		return nil, err
	}
	actions := []rsp.Action{action}
	if s.locking == "off" {
		along := append(actions, rsp.Action{Verb: rsp.Go, Thread: rsp.AllThreads})
		if ok, err := s.client.Can(ctx, along...); err != nil {
			return nil, err
		} else if ok {
			actions = along
		}
	}
	delete(s.passed, t.id)
	return s.single(ctx, t, actions...)
}

// isThunk reports whether a function is one through which indirect calls and returns go, as gdb has it
// (x86_in_indirect_branch_thunk).
func isThunk(name string) bool {
	return strings.HasPrefix(name, "__x86_indirect_thunk") || strings.HasPrefix(name, "__x86_return_thunk") ||
		strings.HasPrefix(name, "__x86_indirect_call_thunk") || strings.HasPrefix(name, "__x86_indirect_jump_thunk")
}
