package arch

import "testing"

func TestAMD64Table(t *testing.T) {
	for _, tt := range []struct {
		name  string
		reg   Reg
		dwarf int
	}{
		{"rax", RAX, 0}, {"rdx", RDX, 1}, {"r15", R15, 15}, {"rip", RIP, 16}, {"eflags", EFLAGS, 49},
		{"cs", CS, 51}, {"gs_base", GSBase, 59}, {"efer", EFER, -1},
		{"$pc", RIP, 16}, {"SP", RSP, 7}, {"fp", RBP, 6},
	} {
		reg, ok := AMD64.Reg(tt.name)
		if !ok || reg != tt.reg {
			t.Errorf("Reg(%q) = %d, %v; want %d", tt.name, reg, ok, tt.reg)
		}
		if d := AMD64.Regs[reg].DWARF; d != tt.dwarf {
			t.Errorf("%s has DWARF number %d, want %d", tt.name, d, tt.dwarf)
		}
		if tt.dwarf >= 0 {
			if back, ok := AMD64.FromDWARF(tt.dwarf); !ok || back != tt.reg {
				t.Errorf("FromDWARF(%d) = %d, %v; want %d", tt.dwarf, back, ok, tt.reg)
			}
		}
	}
	if _, ok := AMD64.Reg("r16"); ok {
		t.Error("r16 exists")
	}
}

func TestRegistersKnown(t *testing.T) {
	var r Registers
	if _, ok := r.Get(RAX); ok {
		t.Error("zero value knows rax")
	}
	r.Set(RAX, 0)
	if v, ok := r.Get(RAX); !ok || v != 0 {
		t.Errorf("have %d, %v; want 0, true", v, ok)
	}
	c := r
	c.Forget(RAX)
	if _, ok := r.Get(RAX); !ok {
		t.Error("a copy shares state with its original")
	}
	if _, ok := r.Get(NoReg); ok {
		t.Error("NoReg is known")
	}
}
