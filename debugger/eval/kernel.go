package eval

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// builtin is a function of the debugger: the kernel's macros, which no debug info has, and what its gdb
// scripts define (scripts/gdb/linux).
type builtin struct {
	min, max int
	usage    string
	run      func(m *machine, args []node) (operand, error)
	parse    func(p *parser) (node, error) // for arguments that are no expressions
}

type callNode struct {
	name string
	f    *builtin
	args []node
}

func (n *callNode) eval(m *machine) (operand, error) { return n.f.run(m, n.args) }

var kernelFunctions, dollarFunctions map[string]*builtin

func init() {
	offset := &builtin{usage: "a type and a member", parse: parseOffsetof}
	container := &builtin{usage: "a pointer, a type and a member", parse: parseContainerOf}
	current := &builtin{usage: "no argument", run: runCurrent}
	perCPU := &builtin{min: 2, max: 2, usage: "a per-CPU variable and a CPU", run: runPerCPU}
	perCPUPtr := &builtin{min: 2, max: 2, usage: "a per-CPU pointer and a CPU", run: runPerCPUPtr}
	thisCPU := &builtin{min: 1, max: 1, usage: "a per-CPU variable", run: runPerCPU}
	kernelFunctions = map[string]*builtin{"offsetof": offset, "container_of": container, "current": current,
		"per_cpu": perCPU, "per_cpu_ptr": perCPUPtr, "this_cpu": thisCPU,
		"this_cpu_ptr": {min: 1, max: 1, usage: "a per-CPU pointer", run: runPerCPUPtr}}
	dollarFunctions = map[string]*builtin{
		"container_of":          {min: 3, max: 3, usage: `a pointer, "struct NAME" and "member"`, run: runScriptContainerOf},
		"lx_current":            {usage: "no argument", run: runScriptCurrent},
		"lx_per_cpu":            {min: 1, max: 2, usage: `"variable" and an optional CPU`, run: runScriptPerCPU},
		"lx_module":             {min: 1, max: 1, usage: `the name of a module`, run: runScriptModule},
		"lx_task_by_pid":        {min: 1, max: 1, usage: "a PID", run: runTaskByPID},
		"lx_thread_info":        {min: 1, max: 1, usage: "a task", run: runThreadInfo},
		"lx_thread_info_by_pid": {min: 1, max: 1, usage: "a PID", run: runThreadInfoByPID},
		"_strlen":               {min: 1, max: 1, usage: "a string", run: runStrlen},
		"_streq":                {min: 2, max: 2, usage: "two strings", run: runStreq},
		"_regex":                {min: 2, max: 2, usage: "a string and a regular expression", run: runRegex},
	}
}

func dollarNames() string {
	return "$" + strings.Join(slices.Sorted(maps.Keys(dollarFunctions)), ", $")
}

// path reads member.member[index]...
func (p *parser) path() (string, error) {
	var b strings.Builder
	for {
		if p.tok.kind != tokName {
			return "", p.unexpected()
		}
		b.WriteString(p.tok.text)
		if err := p.next(); err != nil {
			return "", err
		}
		if ok, err := p.accept("."); err != nil || !ok {
			return b.String(), err
		}
		b.WriteByte('.')
	}
}

// parseOffsetof reads TYPE, member.path and makes a number of it.
func parseOffsetof(p *parser) (node, error) {
	_, f, err := p.typeMember()
	if err != nil {
		return nil, err
	}
	return &constNode{value.FromNumber(ulongType, big.NewInt(f.Offset), p.env.Arch().Order)}, nil
}

// typeMember reads TYPE, member.path.
func (p *parser) typeMember() (*ctype.Type, ctype.Member, error) {
	t, err := p.typeName()
	if err == nil {
		err = p.expect(",")
	}
	if err != nil {
		return nil, ctype.Member{}, err
	}
	path, err := p.path()
	if err != nil {
		return nil, ctype.Member{}, err
	}
	f, err := p.member(t, path)
	return t, f, err
}

func (p *parser) member(t *ctype.Type, path string) (ctype.Member, error) {
	s := strip(t)
	if s.Kind != ctype.Struct && s.Kind != ctype.Union {
		return ctype.Member{}, fmt.Errorf("%s is neither a struct nor a union", typeName(t))
	}
	f, err := findMember(s, path)
	if err == nil && f.BitSize != 0 {
		err = fmt.Errorf("%s of %s is a bit-field", path, typeName(t))
	}
	return f, err
}

type containerNode struct {
	x   node
	t   *ctype.Type
	off int64
}

// parseContainerOf reads POINTER, TYPE, member.path.
func parseContainerOf(p *parser) (node, error) {
	outer := p.ternary
	p.ternary = 0
	x, err := p.assignment()
	p.ternary = outer
	if err == nil {
		err = p.expect(",")
	}
	if err != nil {
		return nil, err
	}
	t, f, err := p.typeMember()
	return &containerNode{x, t, f.Offset}, err
}

func (n *containerNode) eval(m *machine) (operand, error) {
	v, err := m.eval(n.x)
	if err != nil {
		return operand{}, err
	}
	if t := strip(v.Type); t.Kind != ctype.Pointer && !isInteger(t) {
		return operand{}, fmt.Errorf("container_of needs a pointer, not a value of type %s", typeName(v.Type))
	}
	a, err := m.address(v)
	return plain(m.pointer(PointerTo(n.t), a.Add(-n.off))), err
}

func runCurrent(m *machine, _ []node) (operand, error) {
	t, err := m.env.Tag(m.ctx, ctype.Struct, "task_struct")
	if err != nil || m.dry {
		return plain(m.pointer(PointerTo(t), 0)), err
	}
	a, err := m.env.Current(m.ctx)
	return plain(m.pointer(PointerTo(t), a)), err
}

func runScriptCurrent(m *machine, _ []node) (operand, error) {
	x, err := runCurrent(m, nil)
	if err != nil {
		return x, err
	}
	return m.deref(x.Value)
}

// cpu is the CPU that the second argument names, -1 without one.
func (m *machine) cpu(args []node) (int64, error) {
	if len(args) < 2 {
		return -1, nil
	}
	n, err := m.integer(args[1])
	if err != nil {
		return 0, err
	}
	if !n.IsInt64() || n.Sign() < 0 {
		return 0, fmt.Errorf("there is no CPU %v", n)
	}
	return n.Int64(), nil
}

// runPerCPU is per_cpu(var, cpu) and this_cpu(var): the copy of a variable.
func runPerCPU(m *machine, args []node) (operand, error) {
	x, err := args[0].eval(m)
	if err != nil {
		return operand{}, err
	}
	if strip(x.Type).Kind == ctype.Pointer && !x.percpu { // what alloc_percpu gave
		return m.perCPUTarget(x.Value, args)
	}
	cpu, err := m.cpu(args)
	if err != nil || m.dry {
		return plain(x.Value), err
	}
	a, ok := x.Address()
	if !ok {
		return operand{}, errors.New("per_cpu needs a variable in the per-CPU section")
	}
	a, err = m.env.PerCPU(m.ctx, a, cpu)
	return plain(value.At(x.Type, a)), err
}

// perCPUTarget is *per_cpu_ptr(p, cpu).
func (m *machine) perCPUTarget(p value.Value, args []node) (operand, error) {
	v, err := m.perCPUPointer(p, args)
	if err != nil {
		return operand{}, err
	}
	return m.deref(v)
}

func runPerCPUPtr(m *machine, args []node) (operand, error) {
	v, err := m.eval(args[0])
	if err != nil {
		return operand{}, err
	}
	v, err = m.perCPUPointer(v, args)
	return plain(v), err
}

func (m *machine) perCPUPointer(v value.Value, args []node) (value.Value, error) {
	if strip(v.Type).Kind != ctype.Pointer {
		return v, errors.New("per_cpu_ptr needs a pointer; for a variable there is per_cpu")
	}
	cpu, err := m.cpu(args)
	if err != nil || m.dry {
		return v, err
	}
	a, err := m.address(v)
	if err != nil {
		return v, err
	}
	a, err = m.env.PerCPU(m.ctx, a, cpu)
	return m.pointer(v.Type, a), err
}

func runScriptPerCPU(m *machine, args []node) (operand, error) {
	x, err := args[0].eval(m)
	if err != nil {
		return operand{}, err
	}
	if strip(x.Type).Kind != ctype.Array || isMemory(x.Value) {
		return runPerCPU(m, args)
	}
	name, err := m.text(args[0])
	if err != nil {
		return operand{}, err
	}
	s, err := m.env.Lookup(m.ctx, Name{Name: name})
	if err != nil {
		return operand{}, err
	}
	return runPerCPU(m, append([]node{&symbolNode{name, s}}, args[1:]...))
}

func runScriptContainerOf(m *machine, args []node) (operand, error) {
	tag, err := m.text(args[1])
	if err != nil {
		return operand{}, err
	}
	member, err := m.text(args[2])
	if err != nil {
		return operand{}, err
	}
	e, err := Compile(m.ctx, m.env, tag)
	if err != nil {
		return operand{}, err
	}
	if !e.IsType() {
		return operand{}, fmt.Errorf("No type named %s.", tag)
	}
	t, err := e.Type(m.ctx)
	if err != nil {
		return operand{}, err
	}
	f, err := (&parser{}).member(t, member)
	if err != nil {
		return operand{}, err
	}
	return (&containerNode{args[0], t, f.Offset}).eval(m)
}

// maxString bounds the strings that functions look at.
const maxString = 64 << 10

// text reads the string that an argument is or points to.
func (m *machine) text(n node) (string, error) {
	x, err := n.eval(m)
	if err != nil || m.dry {
		return "", err
	}
	t := strip(x.Type)
	if a, ok := x.Address(); ok && t.Kind == ctype.Array && t.Count < 0 { // nobody says how long it is
		return mem.CString(m.ctx, m.env.Memory(), a, maxString)
	}
	if t.Kind == ctype.Array {
		b, err := x.Value.Complete(m.ctx, m.env.Memory())
		if err != nil {
			return "", err
		}
		s, _, _ := strings.Cut(string(b), "\x00")
		return s, nil
	}
	if t.Kind != ctype.Pointer && !isInteger(t) {
		return "", fmt.Errorf("a value of type %s is no string", typeName(x.Type))
	}
	a, err := m.address(x.Value)
	if err != nil {
		return "", err
	}
	return mem.CString(m.ctx, m.env.Memory(), a, maxString)
}

func runStrlen(m *machine, args []node) (operand, error) {
	s, err := m.text(args[0])
	return plain(m.number(intType, big.NewInt(int64(len(s))))), err
}

func runStreq(m *machine, args []node) (operand, error) {
	a, err := m.text(args[0])
	if err != nil {
		return operand{}, err
	}
	b, err := m.text(args[1])
	return plain(m.boolean(a == b)), err
}

func runRegex(m *machine, args []node) (operand, error) {
	s, err := m.text(args[0])
	if err != nil {
		return operand{}, err
	}
	pattern, err := m.text(args[1])
	if err != nil {
		return operand{}, err
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return operand{}, err
	}
	loc := re.FindStringIndex(s)
	return plain(m.boolean(loc != nil && loc[0] == 0)), nil // Python's re.match, which gdb uses
}
