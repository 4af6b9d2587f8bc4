package debugger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"kbreak/arch"
	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/rsp"
)

// machine is one CPU as package kernel sees it.
func (s *Session) machine(t *Thread) kernel.Machine {
	return kernel.Machine{
		Virt: mem.ReaderFunc(func(ctx context.Context, a mem.Addr, p []byte) error {
			return s.client.ReadMemory(ctx, t.id, a, p)
		}),
		Phys: physReader{s.client},
		Regs: func(ctx context.Context) (arch.Registers, error) { return s.registers(ctx, t) },
		IDTR: s.idtr,
	}
}

// physReader makes "the stub cannot" what package kernel understands.
type physReader struct{ c *rsp.Client }

func (r physReader) ReadPhys(ctx context.Context, a mem.PhysAddr, p []byte) error {
	err := r.c.ReadPhys(ctx, a, p)
	if errors.Is(err, rsp.ErrUnsupported) {
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	return err
}

// registers reads a thread's registers and names them by our architecture's table. The control and
// segment base registers are there only where the stub offers them.
func (s *Session) registers(ctx context.Context, t *Thread) (arch.Registers, error) {
	file, err := s.client.Registers(ctx, t.id)
	if err != nil {
		return arch.Registers{}, err
	}
	return s.named(&file), nil
}

func (s *Session) named(file *rsp.RegisterFile) arch.Registers {
	var r arch.Registers
	for i, info := range s.arch.Regs {
		if raw, ok := file.Value(info.Name); ok && len(raw) <= 8 {
			if v, err := mem.DecodeUint(s.arch.Order, raw); err == nil {
				r.Set(arch.Reg(i), v)
			}
		}
	}
	return r
}

// idtLine finds the base of the interrupt descriptor table in what a monitor prints:
//
//	IDT=     fffffe0000000000 00000fff              QEMU, info registers
//	idtr base=0xfffffe0000000000 limit=0xfff        VMware, r idtr
var idtLine = regexp.MustCompile(`(?i)\bidtr?\s*(?:=|base=0x)\s*([0-9a-f]{8,16})`)

// idtr asks the stub's monitor for the IDTR, with the words of the two monitors that have it.
func (s *Session) idtr(ctx context.Context) (mem.Addr, error) {
	f := s.client.Features()
	if !f.Answered {
		return 0, fmt.Errorf("ask the monitor for the IDTR: %w", errors.ErrUnsupported)
	}
	for _, command := range []string{"r idtr", "info registers"} {
		var out bytes.Buffer
		if err := s.client.Monitor(ctx, command, func(b []byte) {
			if out.Len() < 1<<16 {
				out.Write(b)
			}
		}); err != nil {
			var refused *rsp.ReplyError
			if errors.As(err, &refused) {
				continue
			}
			return 0, err
		}
		if m := idtLine.FindSubmatch(out.Bytes()); m != nil {
			v, err := strconv.ParseUint(string(m[1]), 16, 64)
			return mem.Addr(v), err
		}
	}
	return 0, fmt.Errorf("the monitor does not show the IDTR: %w", errors.ErrUnsupported)
}
