package debugger

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"kbreak/arch"
	"kbreak/debugger/eval"
	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/ctype"
	"kbreak/symbols/debuginfo"
)

// evalEnv answers what an expression asks about the session. It lives for one expression.
type evalEnv struct {
	s      *Session
	r      mem.Reader
	frame  *Frame // selected; nil without a stopped target
	scope  *debuginfo.Scope
	locals []debuginfo.Variable // of scope, innermost first; nil until the first lookup
	loaded bool
	names  map[eval.Name]looked
	percpu *symbols.SymbolAddr // the per-CPU variable that was looked up last
}

type looked struct {
	sym eval.Symbol
	err error
}

// env is the environment of the selected frame.
func (s *Session) env(ctx context.Context) *evalEnv {
	e := &evalEnv{s: s, r: s.memory(), names: make(map[eval.Name]looked)}
	if s.state == Stopped && s.stop.selected != nil {
		// Without a frame there still are globals. A lost link comes up again at the first read.
		if tr, err := s.walk(ctx, s.stop.selected, s.stop.frame+1); err == nil && s.stop.frame < len(tr.frames) {
			e.frame = tr.frames[s.stop.frame]
			e.scope = e.frame.scopeOf()
			e.r = e.frame.phys.mem
		}
	}
	return e
}

func (e *evalEnv) Arch() *arch.Arch   { return e.s.arch }
func (e *evalEnv) Memory() mem.Reader { return e.r }

func (e *evalEnv) History(n int64) (value.Value, error) { return e.s.historyEntry(n) }

func (e *evalEnv) Variable(name string) (value.Value, bool) {
	v, ok := e.s.remembered.variables[name]
	return v, ok
}

func (e *evalEnv) SetVariable(name string, v value.Value) { e.s.setConvenience(name, v) }

func (e *evalEnv) WriteMemory(ctx context.Context, a mem.Addr, p []byte) error {
	return e.s.WriteMemory(ctx, a, p)
}

func (e *evalEnv) PerCPU(ctx context.Context, template mem.Addr, cpu int64) (mem.Addr, error) {
	s := e.s
	if err := s.needStopped(); err != nil {
		return 0, err
	}
	if s.kernel == nil {
		return 0, errors.New("no kernel was found in the target: its per-CPU areas are not known")
	}
	if t := s.stop.selected; t != nil {
		if err := s.identify(ctx, t); err != nil {
			return 0, err
		}
		if cpu < 0 {
			cpu = int64(t.CPU)
		}
	}
	if err := s.needPerCPU(ctx); err != nil {
		return 0, err
	}
	offsets := s.percpu.Offset
	switch {
	case cpu < 0:
		return 0, errors.New("which CPU the selected thread is is not known: name one, as in per_cpu(VARIABLE, 0)")
	case cpu >= int64(len(offsets)), offsets[cpu] == 0 && len(offsets) > 1:
		return 0, fmt.Errorf("there is no CPU %d: there are CPUs 0 to %d", cpu, len(offsets)-1)
	}
	return template + offsets[cpu], nil
}

func (e *evalEnv) Current(ctx context.Context) (mem.Addr, error) {
	s := e.s
	if err := s.needStopped(); err != nil {
		return 0, err
	}
	t := s.stop.selected
	if t == nil {
		return 0, ErrNoFrame
	}
	if err := s.identify(ctx, t); err != nil {
		return 0, err
	}
	if t.Task == nil {
		return 0, errors.New("which task the selected thread runs is not known")
	}
	return t.Task.Addr, nil
}

// Tag finds a type by its tag, in the frame's image first.
func (e *evalEnv) Tag(_ context.Context, k ctype.Kind, tag string) (*ctype.Type, error) {
	debug := false
	var broken error
	for _, p := range e.images() {
		t, err := p.Image.TypeNamed(k, tag)
		if err == nil {
			return t, nil
		}
		var none *ctype.NotFoundError
		switch {
		case errors.As(err, &none):
			debug = true
		case !errors.Is(err, symbols.ErrNoDebugInfo):
			broken = err
		}
	}
	if broken != nil {
		return nil, broken
	}
	if !debug {
		return nil, ErrNoSymbol
	}
	word := map[ctype.Kind]string{ctype.Struct: "struct", ctype.Union: "union", ctype.Enum: "enum"}[k]
	return nil, eval.Unknown(tag, e.nearTags(k, tag), "No %s type named %s.", word, tag)
}

// images are the placements with a file: that of the frame first, then the kernel's, then modules.
func (e *evalEnv) images() []*symbols.Placement {
	all := e.s.space.Placements()
	all = slices.DeleteFunc(all, func(p *symbols.Placement) bool { return p.Image == nil })
	rank := func(p *symbols.Placement) int {
		switch {
		case e.frame != nil && e.frame.phys.placed == p:
			return 0
		case p == e.s.placed:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(all, func(a, b *symbols.Placement) int { return rank(a) - rank(b) })
	return all
}

// explain says more about a value that cannot be read where that helps: the template of a per-CPU
// variable is nowhere once the kernel runs.
func (e *evalEnv) explain(v value.Value, err error) error {
	var fault *mem.Fault
	a, ok := v.Address()
	if p := e.percpu; p != nil && ok && errors.As(err, &fault) && a >= p.Addr && a < p.Addr+mem.Addr(max(p.Size, 1)) {
		return fmt.Errorf("%w: %s is a per-CPU variable: see this_cpu(%s) and per_cpu(%s, CPU)", err, p.Name, p.Name, p.Name)
	}
	return err
}

// registerTypes are gdb's types of the registers that are not plain integers.
var (
	codePointer = eval.PointerTo(ctype.New(ctype.Info{Kind: ctype.Func}, nil))
	dataPointer = eval.PointerTo(nil)
)

func registerInt(size int, name string, signed bool) *ctype.Type {
	return ctype.New(ctype.Info{Kind: ctype.Int, Name: name, Size: int64(size), Signed: signed}, nil)
}

var (
	int8Type   = registerInt(1, "int8_t", true)
	int16Type  = registerInt(2, "int16_t", true)
	int32Type  = registerInt(4, "int32_t", true)
	int64Type  = registerInt(8, "int64_t", true)
	flags4Type = registerInt(4, "i386_eflags", false)
	flags8Type = registerInt(8, "", false)
)

// subRegister finds a part of a general register: $eax, $ax, $al, $ah (Intel SDM volume 1, 3.4.1).
func subRegister(a *arch.Arch, name string) (reg arch.Reg, offset, size int, ok bool) {
	find := func(whole string, off, n int) (arch.Reg, int, int, bool) {
		r, ok := a.Reg(whole)
		return r, off, n, ok
	}
	n := len(name)
	switch {
	case n == 3 && name[0] == 'e':
		if name == "eip" {
			return 0, 0, 0, false
		}
		return find("r"+name[1:], 0, 4)
	case n == 2 && (name[1] == 'x' || name[1] == 'i' || name[1] == 'p'):
		if name == "ip" || name == "sp" {
			return 0, 0, 0, false
		}
		return find("r"+name, 0, 2)
	case n == 2 && name[1] == 'l' && name[0] >= 'a' && name[0] <= 'd':
		return find("r"+name[:1]+"x", 0, 1)
	case n == 2 && name[1] == 'h' && name[0] >= 'a' && name[0] <= 'd':
		return find("r"+name[:1]+"x", 1, 1)
	case n == 3 && name[2] == 'l' && (name == "sil" || name == "dil" || name == "bpl" || name == "spl"):
		return find("r"+name[:2], 0, 1)
	case n >= 3 && name[0] == 'r' && name[1] >= '0' && name[1] <= '9':
		size := map[byte]int{'d': 4, 'w': 2, 'l': 1}[name[n-1]]
		if size > 0 {
			return find(name[:n-1], 0, size)
		}
	}
	return 0, 0, 0, false
}

// wholeRegister tells gdb's type of a register in the table.
func wholeRegister(a *arch.Arch, r arch.Reg) *ctype.Type {
	switch r {
	case a.PC:
		return codePointer
	case a.SP, a.FP:
		return dataPointer
	}
	if _, ok := flagNames[r]; ok {
		if a.Regs[r].Size == 4 {
			return flags4Type
		}
		return flags8Type
	}
	if a.Regs[r].Size == 4 {
		return int32Type
	}
	return int64Type
}

// Register gives a register of the selected frame. Without a target gdb has none: they are void.
func (e *evalEnv) Register(ctx context.Context, name string) (value.Value, bool, error) {
	s := e.s
	reg, ok := s.arch.Reg(name)
	var offset int
	var size int
	var t *ctype.Type
	if ok {
		t = wholeRegister(s.arch, reg)
	} else if reg, offset, size, ok = subRegister(s.arch, name); ok {
		t = map[int]*ctype.Type{1: int8Type, 2: int16Type, 4: int32Type}[size]
	}
	if !ok {
		return e.wideRegister(ctx, name)
	}
	if s.state != Stopped {
		return value.FromNumber(t, new(big.Int), s.arch.Order), true, fmt.Errorf("No registers: %w", s.needStopped())
	}
	if e.frame == nil {
		return value.Value{}, true, ErrNoFrame
	}
	v, known := e.frame.phys.regs.Get(reg)
	if !known {
		return value.Gone(t, fmt.Sprintf("$%s was not saved", name)), true, nil
	}
	n := new(big.Int).SetUint64(v >> (8 * offset))
	return value.FromNumber(t, n, s.arch.Order), true, nil
}

// wideRegister gives a register that our table does not have.
func (e *evalEnv) wideRegister(ctx context.Context, name string) (value.Value, bool, error) {
	s := e.s
	if s.state != Stopped || e.frame == nil {
		return value.Value{}, false, nil
	}
	file, err := s.client.Registers(ctx, e.frame.phys.thread.id)
	if err != nil {
		return value.Value{}, false, s.linkError(err)
	}
	raw, ok := file.Value(name)
	if !ok {
		return value.Value{}, false, nil
	}
	r, _ := file.Layout().Lookup(name)
	return value.FromBytes(describedType(r, len(raw)), raw), true, nil
}

// flagsText is how gdb prints a register of flags: their names; one of a byte is no character. Other
// registers have no text of their own.
func (s *Session) flagsText(ctx context.Context, e *evalEnv, name string, v value.Value) string {
	n, err := v.Number(ctx, e.r, s.arch.Order)
	if err != nil {
		return ""
	}
	switch {
	case v.Type == int8Type:
		return n.String()
	case isMXCSR(v.Type.Name):
		return mxcsrText(n.Uint64())
	}
	reg, ok := s.arch.Reg(name)
	if _, flags := flagNames[reg]; !ok || !flags {
		return ""
	}
	return s.registerNote(ctx, reg, n.Uint64(), true)
}

// WriteRegister changes a register, or the part of one that a name stands for.
func (e *evalEnv) WriteRegister(ctx context.Context, name string, p []byte) error {
	s := e.s
	if err := s.needStopped(); err != nil {
		return err
	}
	if e.frame == nil {
		return ErrNoFrame
	}
	reg, ok := s.arch.Reg(name)
	if !ok {
		var offset, size int
		if reg, offset, size, ok = subRegister(s.arch, name); !ok || size != len(p) {
			return fmt.Errorf("$%s cannot be written", name)
		}
		old, known := e.frame.phys.regs.Get(reg)
		if !known {
			return fmt.Errorf("$%s cannot be written: the rest of the register is not known", name)
		}
		whole := make([]byte, s.arch.Regs[reg].Size)
		for i := range whole {
			whole[i] = byte(old >> (8 * i))
		}
		copy(whole[offset:], p)
		p = whole
	}
	return s.writeRegister(ctx, e.frame.phys, reg, p)
}
