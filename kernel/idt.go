package kernel

import (
	"context"
	"encoding/binary"
	"fmt"

	"kbreak/arch"
	"kbreak/mem"
)

// A gate descriptor of the IDT (Intel SDM volume 3, figure 6-8):
//
//	byte 0-1    offset 15..0
//	byte 2-3    segment selector
//	byte 4      IST
//	byte 5      present (bit 7), DPL, type (14 interrupt, 15 trap)
//	byte 6-7    offset 31..16
//	byte 8-11   offset 63..32
//	byte 12-15  reserved
const gateSize = 16

// gateError says that a gate does not lead into a running kernel.
type gateError struct {
	at   mem.Addr
	what string
}

func (e *gateError) Error() string { return fmt.Sprintf("gate 0 at %v %s", e.at, e.what) }

// readGate returns the handler of vector 0 of the IDT at base.
func readGate(ctx context.Context, r mem.Reader, base mem.Addr) (mem.Addr, error) {
	var g [gateSize]byte
	if err := r.ReadMem(ctx, base, g[:]); err != nil {
		return 0, err
	}
	le := binary.LittleEndian
	handler := mem.Addr(uint64(le.Uint16(g[0:])) | uint64(le.Uint16(g[6:]))<<16 | uint64(le.Uint32(g[8:]))<<32)
	switch kind := g[5] & 0xf; {
	case g[5]&0x80 == 0:
		return 0, &gateError{base, "is not present: the kernel is still booting, or the CPU delivers events by FRED"}
	case kind != 14 && kind != 15:
		return 0, &gateError{base, fmt.Sprintf("has type %d, which is no interrupt or trap gate", kind)}
	case handler < kernelImage:
		return 0, &gateError{base, fmt.Sprintf("leads to %v, outside the kernel image: firmware or another system runs", handler)}
	}
	return handler, nil
}

// kernelPC is the PC if it lies in the address range of the kernel image.
func kernelPC(r *arch.Registers) (mem.Addr, bool) {
	pc, ok := r.Addr(arch.RIP)
	if !ok || userMode(r) || pc < kernelImage || pc >= kernelImage+1<<30 {
		return 0, false
	}
	return pc, true
}
