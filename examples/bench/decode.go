package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"kbreak/arch"
	"kbreak/debugger/disasm"
	"kbreak/mem"
	"kbreak/symbols"
)

// decode decodes all of .text and compares the lengths of the instructions with objdump's.
func decode(ctx context.Context, vmlinux string) error {
	im, err := symbols.Open(vmlinux, symbols.OpenOptions{})
	if err != nil {
		return err
	}
	defer im.Close()
	text, ok := im.Section(".text")
	if !ok {
		return errors.New("no .text")
	}
	code, err := im.SectionData(".text")
	if err != nil {
		return err
	}
	starts, labels, err := objdump(ctx, vmlinux)
	if err != nil {
		return err
	}
	begun := time.Now()
	n := 0
	for off := 0; off < len(code); n++ {
		i := disasm.Decode(arch.AMD64, code[off:], mem.Addr(text.Addr).Add(int64(off)))
		off += max(i.Len, 1)
	}
	took := time.Since(begun).Seconds()
	checked, differ := 0, 0
	for k := range starts[:max(len(starts)-1, 0)] {
		off, length := starts[k]-uint64(text.Addr), starts[k+1]-starts[k]
		if length > disasm.MaxLen || off >= uint64(len(code)) {
			continue // objdump leaves out zeros
		}
		checked++
		i := disasm.Decode(arch.AMD64, code[off:], mem.Addr(starts[k]))
		if uint64(i.Len) > length && labelIn(labels, starts[k]+1, starts[k]+uint64(i.Len)) {
			continue // objdump stops at each symbol, and the kernel jumps into the middle of some instructions
		}
		if uint64(i.Len) != length {
			if differ++; differ <= 5 {
				fmt.Printf("  %#x: %d bytes, objdump has %d: % x\n", starts[k], i.Len, length, code[off:off+length])
			}
		}
	}
	fmt.Printf("disassemble all of .text: %d instructions, %.1f M instructions/s; %d lengths compared with objdump, %d differ\n",
		n, float64(n)/took/1e6, checked, differ)
	return nil
}

func labelIn(labels map[uint64]bool, from, to uint64) bool {
	for a := from; a < to; a++ {
		if labels[a] {
			return true
		}
	}
	return false
}

// objdump lists where it finds instructions, and at which of them it has a symbol.
func objdump(ctx context.Context, vmlinux string) (starts []uint64, labels map[uint64]bool, err error) {
	cmd := exec.CommandContext(ctx, "objdump", "-d", "--no-show-raw-insn", "-j", ".text", vmlinux)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, err
	}
	labels = make(map[uint64]bool)
	sc := bufio.NewScanner(out)
	for sc.Scan() {
		line := sc.Text()
		if strings.HasSuffix(line, ">:") {
			addr, _, _ := strings.Cut(line, " ")
			if a, err := strconv.ParseUint(addr, 16, 64); err == nil {
				labels[a] = true
			}
			continue
		}
		addr, _, ok := strings.Cut(line, ":\t")
		if !ok {
			continue
		}
		a, err := strconv.ParseUint(strings.TrimSpace(addr), 16, 64)
		if err == nil {
			starts = append(starts, a)
		}
	}
	if err := errors.Join(sc.Err(), cmd.Wait()); err != nil {
		return nil, nil, fmt.Errorf("objdump: %w", err)
	}
	return starts, labels, nil
}
