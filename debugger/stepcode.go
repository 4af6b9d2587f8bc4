package debugger

import (
	"context"
	"slices"

	"kbreak/debugger/disasm"
	"kbreak/mem"
)

// stepCode is the code that steps came by, in pieces that one read gives. It is kept from step to step, for
// as long as the target runs for nothing else: that the kernel patches this very code meanwhile is not
// feared, except where its own tables say that it may ([Session.mayJump]).
type stepCode map[mem.Addr][]byte

// codePiece is a length that every stub gives in one read.
const codePiece = 256

// readCode reads code at a, through pieces if steps are under way.
func (s *Session) readCode(ctx context.Context, a mem.Addr, p []byte) error {
	if start := a &^ (codePiece - 1); s.code != nil && a.Add(int64(len(p))) <= start.Add(codePiece) && !s.userHalf(a) {
		piece, err := s.codeAt(ctx, start)
		if err != nil {
			return err
		}
		if piece != nil {
			copy(p, piece[a.Sub(start):])
			return nil
		}
	}
	return s.mem.kernel.ReadMem(ctx, a, p)
}

// codeAt is the piece at start, nil if it cannot be read as a whole.
func (s *Session) codeAt(ctx context.Context, start mem.Addr) ([]byte, error) {
	piece, ok := s.code[start]
	if !ok {
		piece = make([]byte, codePiece)
		if err := s.mem.kernel.ReadMem(ctx, start, piece); faultOf(err) != nil {
			piece = nil
		} else if err != nil {
			return nil, err
		}
		if s.code == nil {
			s.code = make(stepCode)
		}
		s.code[start] = piece
	}
	return piece, nil
}

// instAt decodes an instruction that a step comes by.
func (st *stepper) instAt(ctx context.Context, pc mem.Addr) (disasm.Inst, error) {
	s := st.s
	if x := s.points.At(pc); x != nil {
		return x.Inst, nil
	}
	start := pc &^ (codePiece - 1)
	if s.userHalf(pc) || s.mayJump(pc) {
		return s.instAt(ctx, st.t, pc)
	}
	piece, err := s.codeAt(ctx, start)
	if err != nil {
		return disasm.Inst{}, err
	}
	if piece == nil {
		return s.instAt(ctx, st.t, pc)
	}
	inst := disasm.Decode(s.arch, piece[pc.Sub(start):], pc)
	if inst.Kind != disasm.Bad {
		return inst, nil
	}
	next, err := s.codeAt(ctx, start.Add(codePiece)) // its end is there
	if err != nil || next == nil {
		return inst, err
	}
	return disasm.Decode(s.arch, append(slices.Clone(piece[pc.Sub(start):]), next[:disasm.MaxLen]...), pc), nil
}
