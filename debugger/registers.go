package debugger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kbreak/arch"
)

// Register is one register as "info registers" shows it.
type Register struct {
	Name  string
	Size  int    // bytes
	Known bool   // false where the stub has none, or the frame's callees may have changed it
	Value uint64 // of registers of at most 8 bytes
	Raw   []byte // of wider ones, in target byte order
	Text  string // of those that are no integers, their value as gdb shows it
	Note  string // symbol for the PC, names of flags...
}

// Registers returns registers of a frame in the stub's order. Without names they are gdb's general
// ones; "all" adds the rest. In a frame other than the innermost, those that a callee may have
// changed are unknown; x87 and SSE registers are the innermost frame's.
func (s *Session) Registers(ctx context.Context, f *Frame, names []string) ([]Register, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	t := s.stop.selected
	if f != nil && f.phys != nil {
		t = f.phys.thread
	}
	if t == nil {
		return nil, ErrNoFrame
	}
	file, err := s.client.Registers(ctx, t.id)
	if err != nil {
		return nil, s.linkError(err)
	}
	regs := s.named(&file)
	if f != nil && f.phys != nil {
		regs = f.phys.regs
	}
	all := slices.Contains(names, "all")
	var out []Register
	seen := make(map[string]bool)
	var failed error
	add := func(name string, size int) {
		r := Register{Name: name, Size: size}
		seen[name] = true
		if reg, ok := s.arch.Reg(name); ok && reg != arch.NoReg {
			r.Value, r.Known = regs.Get(reg)
			r.Size = s.arch.Regs[reg].Size
			r.Note = s.registerNote(ctx, reg, r.Value, r.Known)
		} else if raw, ok := file.Value(name); ok && (f == nil || f.Level == 0) {
			r.Raw, r.Known = raw, true
			if len(raw) <= 8 {
				r.Value, r.Raw = little(raw), nil
			}
			in, _ := file.Layout().Lookup(name)
			failed = cmp.Or(failed, s.describe(ctx, &r, in, raw))
		}
		out = append(out, r)
	}
	if len(names) > 0 && !all {
		for _, n := range names {
			n = strings.ToLower(strings.TrimPrefix(n, "$"))
			if reg, ok := s.arch.Reg(n); ok {
				add(s.arch.Regs[reg].Name, 0)
			} else if r, ok := file.Layout().Lookup(n); ok {
				add(n, r.Size())
			} else {
				return nil, fmt.Errorf("invalid register %q", n)
			}
		}
		return out, failed
	}
	for i := range file.Layout().Regs {
		r := &file.Layout().Regs[i]
		if _, ours := s.arch.Reg(r.Name); ours || all {
			add(r.Name, r.Size())
		}
	}
	return out, failed
}

// little decodes up to 8 bytes.
func little(b []byte) uint64 {
	var v uint64
	for i, c := range b {
		v |= uint64(c) << (8 * i)
	}
	return v
}

// flagNames are the bits that gdb names (gdb-xml/i386-64bit.xml of QEMU).
var flagNames = map[arch.Reg][]struct {
	bit  int
	name string
}{
	arch.EFLAGS: {{0, "CF"}, {2, "PF"}, {4, "AF"}, {6, "ZF"}, {7, "SF"}, {8, "TF"}, {9, "IF"}, {10, "DF"},
		{11, "OF"}, {12, "IOPL"}, {14, "NT"}, {16, "RF"}, {17, "VM"}, {18, "AC"}, {19, "VIF"}, {20, "VIP"}, {21, "ID"}},
	arch.CR0: {{0, "PE"}, {1, "MP"}, {2, "EM"}, {3, "TS"}, {4, "ET"}, {5, "NE"}, {16, "WP"}, {18, "AM"}, {29, "NW"},
		{30, "CD"}, {31, "PG"}},
	arch.CR4: {{0, "VME"}, {1, "PVI"}, {2, "TSD"}, {3, "DE"}, {4, "PSE"}, {5, "PAE"}, {6, "MCE"}, {7, "PGE"}, {8, "PCE"},
		{9, "OSFXSR"}, {10, "OSXMMEXCPT"}, {11, "UMIP"}, {12, "LA57"}, {13, "VMXE"}, {14, "SMXE"}, {16, "FSGSBASE"},
		{17, "PCIDE"}, {18, "OSXSAVE"}, {20, "SMEP"}, {21, "SMAP"}, {22, "PKE"}},
	arch.EFER: {{0, "SCE"}, {8, "LME"}, {10, "LMA"}, {11, "NXE"}, {12, "SVME"}, {13, "LMSLE"}, {14, "FFXSR"}, {15, "TCE"}},
}

// registerNote is what gdb prints behind the value of some registers; flags from the high bit down, as
// with QEMU's description.
func (s *Session) registerNote(ctx context.Context, reg arch.Reg, v uint64, known bool) string {
	if !known {
		return ""
	}
	switch reg {
	case s.arch.PC, s.arch.FP, s.arch.SP:
		return s.symbolTextOf(ctx, v)
	case arch.CR3:
		return fmt.Sprintf("[ PDBR=%d PCID=%d ]", v>>12, v&0xfff)
	}
	names, ok := flagNames[reg]
	if !ok {
		return ""
	}
	var words []string
	for _, f := range names {
		switch {
		case f.name == "IOPL":
			words = append(words, fmt.Sprintf("IOPL=%d", v>>f.bit&3))
		case v&(1<<f.bit) != 0:
			words = append(words, f.name)
		}
	}
	slices.Reverse(words)
	return "[ " + strings.Join(append(words, "]"), " ")
}
