package unwind_test

import (
	"context"
	"encoding/binary"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kbreak/arch"
	"kbreak/debugger/unwind"
	"kbreak/mem"
	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
	"kbreak/symbols/orc"
)

// checkTrace checks what holds for every trace, whatever the memory.
func checkTrace(t *testing.T, tr unwind.Trace, limit int) {
	t.Helper()
	n := len(tr.Frames)
	if n == 0 || n > limit {
		t.Fatalf("%d frames, limit %d", n, limit)
	}
	if tr.End.String() == "" || (tr.End.Reason == unwind.UserMode) != (tr.End.User != nil) {
		t.Errorf("end %+v", tr.End)
	}
	for i := range tr.Frames {
		f := &tr.Frames[i]
		if pc, ok := f.Regs.Addr(arch.RIP); !ok || pc != f.PC {
			t.Errorf("frame %d: PC %v, RIP %v", i, f.PC, pc)
		}
		if (f.How == unwind.FromRegisters) != (i == 0) {
			t.Errorf("frame %d is from %v", i, f.How)
		}
		if i > 0 && f.Kind == unwind.Called && tr.Frames[i-1].PtRegs == 0 {
			a, ok1 := tr.Frames[i-1].Regs.Addr(arch.RSP)
			b, ok2 := f.Regs.Addr(arch.RSP)
			if !ok1 || !ok2 || b%8 != 0 {
				t.Errorf("frame %d: stack pointers %v, %v", i, a, b)
			}
		}
		if f.Kind == unwind.Interrupted && f.ReturnAddress {
			t.Errorf("frame %d: interrupted at a return address", i)
		}
	}
}

// FuzzUnwind walks through random memory by random tables of both kinds.
func FuzzUnwind(f *testing.F) {
	f.Add([]byte{5, 0, 8, 0, 8, 0}, []byte("\x10\x10\x00\x81\xff\xff\xff\xff"), uint64(0xffffffff81000000), uint64(stack), uint8(0))
	f.Add([]byte{0x05, 0x01, 0, 0, 0, 0}, []byte("\x10\x00\x00\x81\xff\xff\xff\xff\x10\x00\x00\x00\x00\x00\x00\x00\x02"), uint64(0xffffffff81000000), uint64(stack), uint8(1))
	f.Add([]byte{0x09, 0, 8, 0, 0xf0, 0xff}, []byte{0, 0, 1, 0, 0, 0xc9, 0xff, 0xff}, uint64(0xffffffff81000010), uint64(stack), uint8(3))
	f.Add([]byte{0x19}, []byte{0}, uint64(0xffffffff8100008b), uint64(stack-0x6f), uint8(7)) // slots on both ends of the address space
	f.Fuzz(func(t *testing.T, table, memory []byte, pc, sp uint64, flags uint8) {
		const n = 64 // ranges of 16 bytes
		var ip, entries []byte
		for i := range n {
			const at = 0xffffffff82000000
			ip = binary.LittleEndian.AppendUint32(ip, uint32(uint64(code)+uint64(16*i)-at-uint64(4*i)))
			e := make([]byte, 6)
			copy(e, table[min(len(table), 6*i):])
			if len(table) > 0 && 6*i >= len(table) {
				copy(e, table)
			}
			entries = append(entries, e[2:]...)
			entries = append(entries, e[:2]...)
		}
		o, err := orc.New(ip, 0xffffffff82000000, entries, orc.Version(flags>>4&3)+1)
		if err != nil {
			t.Fatal(err)
		}
		rules := fuzzRules{o, flags&4 != 0}
		var reads int
		m := mem.ReaderFunc(func(_ context.Context, a mem.Addr, p []byte) error {
			if reads++; reads > 1<<20 {
				t.Fatal("reads without end")
			}
			if len(memory) == 0 {
				return &mem.Fault{Addr: a}
			}
			for i := range p {
				at := a.Add(int64(i))
				if flags&8 != 0 && at>>16 != stack>>16 {
					return &mem.Fault{Addr: at, Got: i}
				}
				p[i] = memory[uint64(at)%uint64(len(memory))]
			}
			return nil
		})
		var r arch.Registers
		for i := range arch.AMD64.Regs {
			if len(memory) > 0 && memory[i%len(memory)]&1 != 0 {
				r.Set(arch.Reg(i), sp+uint64(memory[i%len(memory)]))
			}
		}
		r.Set(arch.RIP, pc)
		r.Set(arch.RSP, sp)
		r.Set(arch.CS, 0x10)
		opt := unwind.Options{Limit: 100, ReturnAddress: flags&1 != 0, Guess: flags&2 != 0}
		u := &unwind.Unwinder{Arch: arch.AMD64, Mem: m, Rules: rules}
		tr, err := u.Unwind(context.Background(), r, opt)
		if err != nil {
			t.Fatal(err)
		}
		checkTrace(t, tr, 100)
	})
}

// fuzzRules has ORC's rows, and for every second range DWARF's in its place.
type fuzzRules struct {
	orc   *orc.Table
	dwarf bool
}

func (r fuzzRules) RowsAt(pc mem.Addr) (o, d cfi.Row, err error) {
	o, ok := r.orc.Row(link.Addr(pc))
	if ok && r.dwarf {
		d = o
		d.Source, d.Kind, d.Signal = cfi.DWARF, cfi.Call, false
		d.Regs = append(d.Regs[:len(d.Regs):len(d.Regs)], cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.AtReg, Reg: 6, Offset: 8}})
		if pc&16 != 0 {
			return cfi.Row{}, d, nil
		}
	}
	return o, d, nil
}

func (r fuzzRules) TextAt(pc mem.Addr) bool { return pc >= code && pc < code+1024 }

// FuzzSnapshot damages the memory of real stacks.
func FuzzSnapshot(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	var all []*snapshot
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		s, err := parseSnapshot(ar)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, s)
		f.Add(uint16(len(all)-1), uint16(64), uint64(1), false)
	}
	f.Fuzz(func(t *testing.T, which, at uint16, value uint64, guess bool) {
		s := all[int(which)%len(all)]
		m := mem.ReaderFunc(func(ctx context.Context, a mem.Addr, p []byte) error {
			if err := s.mem.ReadMem(ctx, a, p); err != nil {
				return err
			}
			sp, _ := s.regs.Addr(arch.RSP)
			bad := sp&^7 + mem.Addr(at)&^7
			var word [8]byte
			binary.LittleEndian.PutUint64(word[:], value)
			for i := range p {
				if b := a.Add(int64(i)); b&^7 == bad {
					p[i] = word[b&7]
				}
			}
			return nil
		})
		u := &unwind.Unwinder{Arch: arch.AMD64, Mem: m, Rules: s.kernel}
		tr, err := u.Unwind(context.Background(), s.regs, unwind.Options{Limit: 100, Guess: guess, ReturnAddress: s.opt.ReturnAddress})
		if err != nil {
			t.Fatal(err)
		}
		checkTrace(t, tr, 100)
	})
}
