package eval

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/expr"
)

// world is an Env of a few objects: memory from 0x1000, two CPUs 0x100 apart.
type world struct {
	memory  []byte
	symbols map[string]Symbol
	regs    map[string]uint64
	vars    map[string]value.Value
	history []value.Value
	wrote   []string
}

const base = mem.Addr(0x1000)

var (
	pairType = ctype.New(ctype.Info{Kind: ctype.Struct, Name: "pair", Size: 16}, func() (ctype.Body, error) {
		return ctype.Body{Members: []ctype.Member{
			{Name: "first", Type: intType}, {Name: "second", Type: intType, Offset: 4},
			ctype.BitField("low", uintType, 64, 3), ctype.BitField("high", intType, 67, 5), {Name: "next", Type: PointerTo(charType), Offset: 8},
		}}, nil
	})
	taskType = ctype.New(ctype.Info{Kind: ctype.Struct, Name: "task_struct", Size: 16}, func() (ctype.Body, error) {
		b, err := pairType.Body()
		return *b, err
	})
	tagged = map[string]*ctype.Type{"pair": pairType, "task_struct": taskType}
)

func newWorld() *world {
	w := &world{memory: make([]byte, 0x400), regs: map[string]uint64{"rax": 0x1122334455667788, "rip": 0x1000},
		vars: make(map[string]value.Value), symbols: make(map[string]Symbol)}
	for i := range w.memory {
		w.memory[i] = byte(i)
	}
	copy(w.memory[0x200:], "some text\x00")
	put := func(name string, v value.Value, percpu bool) {
		w.symbols[name] = Symbol{Type: v.Type, PerCPU: percpu, Value: func(context.Context) (value.Value, error) { return v, nil }}
	}
	put("i", value.At(intType, base), false)
	put("byte", value.At(ucharType, base+3), false)
	put("pair", value.At(pairType, base+0x10), false)
	put("ptr", value.FromBytes(PointerTo(pairType), []byte{0x10, 0x10, 0, 0, 0, 0, 0, 0}), false)
	put("text", value.FromBytes(PointerTo(charType), []byte{0, 0x12, 0, 0, 0, 0, 0, 0}), false)
	put("nowhere", value.At(intType, 0x10), false)
	put("gone", value.Gone(intType, "the compiler kept nothing"), false)
	put("percpu", value.At(intType, base+0x20), true)
	put("inreg", mustRegister(intType, 0), false)
	put("main", value.At(function(intType, nil, false, true), base), false)
	put("nodebug", value.At(NoDebugData, base+8), false)
	w.symbols["u64"] = Symbol{Type: derived(ctype.Info{Kind: ctype.Typedef, Name: "u64", Size: 8}, ulongType), IsType: true}
	return w
}

// registerEnv has rax only.
type registerEnv struct{ expr.Nothing }

func (registerEnv) Reg(n int) (uint64, bool) { return 0x1122334455667788, n == 0 }

func mustRegister(t *ctype.Type, n int) value.Value {
	v, err := value.FromLocation(t, expr.Register{Num: n}, expr.Unit{Arch: arch.AMD64}, registerEnv{})
	if err != nil {
		panic(err)
	}
	return v
}

func (w *world) Arch() *arch.Arch   { return arch.AMD64 }
func (w *world) Memory() mem.Reader { return mem.ReaderFunc(w.read) }

func (w *world) read(_ context.Context, a mem.Addr, p []byte) error {
	for i := range p {
		at := a.Add(int64(i)) - base
		if at >= mem.Addr(len(w.memory)) {
			return &mem.Fault{Addr: a.Add(int64(i)), Got: i}
		}
		p[i] = w.memory[at]
	}
	return nil
}

func (w *world) Lookup(_ context.Context, n Name) (Symbol, error) {
	if s, ok := w.symbols[n.Name]; ok && (n.Kind == Here || n.Scope == "mod" || n.Scope == "dir/file.c") {
		return s, nil
	}
	return Symbol{}, Unknown(n.Name, []string{"pair", "percpu"}, "No symbol \"%v\" in current context.", n)
}

func (w *world) Tag(_ context.Context, k ctype.Kind, tag string) (*ctype.Type, error) {
	if t := tagged[tag]; t != nil && k == ctype.Struct {
		return t, nil
	}
	return nil, Unknown(tag, nil, "No struct type named %s.", tag)
}

func (w *world) Register(_ context.Context, name string) (value.Value, bool, error) {
	v, ok := w.regs[name]
	return value.FromNumber(longType, new(big.Int).SetUint64(v), arch.AMD64.Order), ok, nil
}

func (w *world) PerCPU(_ context.Context, a mem.Addr, cpu int64) (mem.Addr, error) {
	if cpu < 0 {
		cpu = 1
	}
	if cpu > 1 {
		return 0, fmt.Errorf("there is no CPU %d", cpu)
	}
	return a.Add(0x100 * cpu), nil
}

func (w *world) Current(context.Context) (mem.Addr, error) { return base + 0x10, nil }

func (w *world) TaskByPID(_ context.Context, pid int64) (mem.Addr, error) {
	if pid != 1 {
		return 0, fmt.Errorf("No task of PID %d", pid)
	}
	return base + 0x10, nil
}

func (w *world) Module(_ context.Context, name string) (mem.Addr, error) {
	return 0, fmt.Errorf("Unable to find MODULE %s", name)
}

func (w *world) History(n int64) (value.Value, error) {
	if n <= 0 {
		n += int64(len(w.history))
	}
	if n < 1 || n > int64(len(w.history)) {
		return value.Value{}, errors.New("no such entry")
	}
	return w.history[n-1], nil
}

func (w *world) Variable(name string) (value.Value, bool) { v, ok := w.vars[name]; return v, ok }
func (w *world) SetVariable(name string, v value.Value)   { w.vars[name] = v }
func (w *world) logf(format string, args ...any) {
	w.wrote = append(w.wrote, fmt.Sprintf(format, args...))
}
func (w *world) written() string { s := strings.Join(w.wrote, "; "); w.wrote = nil; return s }
func (w *world) WriteRegister(_ context.Context, name string, p []byte) error {
	w.logf("$%s %x", name, p)
	return nil
}

func (w *world) WriteMemory(_ context.Context, a mem.Addr, p []byte) error {
	w.logf("%v %x", a, p)
	if n := a - base; n+mem.Addr(len(p)) <= mem.Addr(len(w.memory)) {
		copy(w.memory[n:], p)
	}
	return nil
}

// show evaluates an expression and gives the value as print would.
func (w *world) show(text string) string {
	ctx := context.Background()
	e, err := Compile(ctx, w, text)
	if err != nil {
		return "! " + err.Error()
	}
	v, err := e.Value(ctx)
	if err == nil {
		v, err = v.Freeze(ctx, w.Memory())
	}
	if err != nil {
		return "! " + err.Error()
	}
	p := value.Printer{Arch: arch.AMD64, Mem: w.Memory(), Options: value.Defaults}
	s, err := p.Print(ctx, v)
	if err != nil {
		return "! " + err.Error()
	}
	return s
}

// What gdb has no counterpart of; the rest is compared with gdb in package debugger.
func TestKernelFunctions(t *testing.T) {
	w := newWorld()
	for text, want := range map[string]string{
		"offsetof(struct pair, next)":                            "8",
		"offsetof(struct pair, nexd)":                            "! There is no member named nexd in struct pair. Did you mean next?",
		"offsetof(struct pair, low)":                             "! low of struct pair is a bit-field",
		"offsetof(int, x)":                                       "! int is neither a struct nor a union",
		"container_of((char *)0x1018, struct pair, next)":        "(struct pair *) 0x1010",
		"container_of(&pair.second, struct pair, second)":        "(struct pair *) 0x1010",
		"container_of(&pair.second, struct pair, second)->first": "319951120",
		`$container_of(0x1018, "struct pair", "next")`:           "(struct pair *) 0x1010",
		"container_of(pair, struct pair, next)":                  "! container_of needs a pointer, not a value of type struct pair",
		"per_cpu(percpu, 0)":                                     "589439264",
		"per_cpu(percpu, 1)":                                     "589439264",
		"&per_cpu(percpu, 1)":                                    "(int *) 0x1120",
		"&this_cpu(percpu)":                                      "(int *) 0x1120",
		"per_cpu(percpu, 2)":                                     "! there is no CPU 2",
		"per_cpu(percpu, -1)":                                    "! there is no CPU -1",
		"per_cpu(percpu)":                                        "! per_cpu takes a per-CPU variable and a CPU",
		"per_cpu_ptr(&percpu, 1)":                                "(int *) 0x1120",
		"per_cpu_ptr(ptr, 1)":                                    "(struct pair *) 0x1110",
		"per_cpu_ptr(i, 1)":                                      "! per_cpu_ptr needs a pointer; for a variable there is per_cpu",
		"per_cpu(ptr, 1).second":                                 "387323156",
		`$lx_per_cpu("percpu", 1)`:                               "589439264",
		"$lx_per_cpu(percpu)":                                    "589439264",
		"current()":                                              "(struct task_struct *) 0x1010",
		"current()->second":                                      "387323156",
		"{1, 2, 3}":                                              "{1, 2, 3}",
		"{}":                                                     "! the type of the elements is not known: write (TYPE){...}",
		"((int[]){1, 2, 3})[2]":                                  "3",
		"(int){5} + 1":                                           "6",
		"sizeof((int[4]){1})":                                    "16",
		`(char[4]){"abc"}[1]`:                                    "98 'b'",
		"(int[2]){1, 2, 3}":                                      "! too many initializers",
		"(int[100000000]){1}":                                    "! a literal of 400000000 bytes",
		"&(int){1}":                                              "! Attempt to take address of value not located in memory.",
		"(int[2]){1, ":                                           "! A syntax error in expression, near `'.",
		"(int[2]){.a = 1}":                                       "! int [2] is neither a struct nor a union",
		"$lx_task_by_pid(1).second":                              "387323156",
		"sizeof($lx_task_by_pid(7))":                             "16",
		"$lx_task_by_pid(7)":                                     "! No task of PID 7",
		"$lx_task_by_pid(1 << 70)":                               "! No task of PID 0",
		"$lx_module(text)":                                       "! No struct type named module.",
		"$lx_thread_info(i)":                                     "! $lx_thread_info needs a task, not a value of type int",
		"$lx_current().second":                                   "387323156",
		"$_strlen(text)":                                         "9",
		`$_streq(text, "some text")`:                             "1",
		`$_regex(text, "some.*")`:                                "1",
		`$_regex(text, "text")`:                                  "0",
		`$_regex(text, "(")`:                                     "! error parsing regexp: missing closing ): `(`",
		"$_strlen(0)":                                            "! cannot access memory at address 0x0",
		"$nope(1)":                                               "! There is no function $nope: there are $_regex, $_streq, $_strlen, $container_of, $lx_current, $lx_module, $lx_per_cpu, $lx_task_by_pid, $lx_thread_info, $lx_thread_info_by_pid.",
		"mod:i":                                                  "50462976",
		"dir/file.c:i + 1":                                       "50462977",
		"other:i":                                                "! No symbol \"other:i\" in current context.",
		"1 ? i:2":                                                "50462976",
		"0 ? 1:i":                                                "50462976",
		"(0 ? 1 : mod:i)":                                        "50462976",
		"pari":                                                   "! No symbol \"pari\" in current context. Did you mean pair?",
		"nodebug":                                                "! 'nodebug' has unknown type; cast it to its declared type",
		"nodebug + 1":                                            "! 'nodebug' has unknown type; cast it to its declared type",
		"(u64)nodebug":                                           "1084818905618843912",
		"*(int *)&nodebug":                                       "185207048",
		"&nodebug":                                               "(<data variable, no debug info> *) 0x1008",
		"nowhere":                                                "! cannot access memory at address 0x10",
		"nowhere + 1":                                            "! cannot access memory at address 0x10",
		"gone":                                                   "<optimized out>",
		"gone + 1":                                               "! value has been optimized out",
		"&gone":                                                  "! Attempt to take address of value not located in memory: the compiler kept nothing.",
		"&inreg":                                                 "! Attempt to take address of value not located in memory: it is in $rax.",
		"&$rax":                                                  "! Attempt to take address of value not located in memory: it is in $rax.",
		"inreg":                                                  "1432778632",
		"main()":                                                 "! functions of the target are not called: it would run with a state that nobody knows (locks, interrupts, CPU); set a breakpoint where the kernel calls it",
		"*nowhere@1000000000000000":                              "! cannot access memory at address 0x10",
		"byte@0xffffffffffffffff":                                "! array of 18446744073709551615 elements of 1 bytes",
		"(char [0x7fffffffffffffff])i":                           "! array of 9223372036854775807 elements",
	} {
		if have := w.show(text); have != want {
			t.Errorf("%s\nhave %s\nwant %s", text, have, want)
		}
	}
	if s := w.written(); s != "" {
		t.Errorf("something was written: %s", s)
	}
}

func TestAssignments(t *testing.T) {
	for _, tt := range []struct{ text, want, wrote string }{
		{"i = 5", "5", "0x1000 05000000"},
		{"i += 1", "50462977", "0x1000 01010203"},
		{"i++", "50462976", "0x1000 01010203"},
		{"++i", "50462977", "0x1000 01010203"},
		{"i--", "50462976", "0x1000 ff000203"},
		{"byte = 300", "44 ','", "0x1003 2c"},
		{"byte = i = 0x102", "2 '\\002'", "0x1000 02010000; 0x1003 02"},
		{"pair.second = -1", "-1", "0x1014 ffffffff"},
		{"ptr->first = 7", "7", "0x1010 07000000"},
		{"pair.low = 5", "5", "0x1018 1d"},
		{"pair.low = 13", "5", "0x1018 1d"},
		{"pair.high = -1", "-1", "0x1018 f8"},
		{"pair.high += 1", "4", "0x1018 20"},
		{"pair = *(struct pair *)0x1000", "{first = 50462976, second = 117835012, low = 0, high = 1, next = 0xf0e0d0c0b0a0908 <error: Cannot access memory at address 0xf0e0d0c0b0a0908>}",
			"0x1010 000102030405060708090a0b0c0d0e0f"},
		{"*(u64 *)0x1020 = 1", "1", "0x1020 0100000000000000"},
		{"{int}0x1020 = 1", "1", "0x1020 01000000"},
		{"$rax = 5", "5", "$rax 0500000000000000"},
		{"$rax |= 1", "1234605616436508553", "$rax 8977665544332211"},
		{"inreg = 1", "1", "$rax 0100000044332211"},
		{"per_cpu(percpu, 1) = 2", "2", "0x1120 02000000"},
		{"$x = i, $x += 1, $x", "50462977", ""},
		{"$x++, $x", "1", ""},
		{"sizeof(i = 5)", "4", ""},
		{"0 && (i = 5)", "0", ""},
		{"1 || (i = 5)", "1", ""},
		{"1 ? 2 : (i = 5)", "2", ""},
		{"5 = 6", "! Left operand of assignment is not an lvalue.", ""},
		{"i + 1 = 6", "! Left operand of assignment is not an lvalue.", ""},
		{"(i) = (struct pair)pair", "! Invalid cast.", ""},
		{"main = 5", "! Left operand of assignment is not an lvalue.", ""},
		{"gone = 5", "! value has been optimized out", ""},
		{"nodebug = 5", "! 'nodebug' has unknown type; cast it to its declared type", ""},
		{"pair.low = nowhere", "! cannot access memory at address 0x10", ""},
		{"i = 1/0", "! Division by zero", ""},
	} {
		w := newWorld()
		have := w.show(tt.text)
		if wrote := w.written(); have != tt.want || wrote != tt.wrote {
			t.Errorf("%s\nhave %s, wrote %q\nwant %s, wrote %q", tt.text, have, wrote, tt.want, tt.wrote)
		}
	}
}

// An expression is bounded in every direction, and says so.
func TestBounds(t *testing.T) {
	w := newWorld()
	for name, text := range map[string]string{
		"long":           strings.Repeat("1+", 1<<19) + "1",
		"parentheses":    strings.Repeat("(", 1000) + "1" + strings.Repeat(")", 1000),
		"open":           strings.Repeat("(", 10000),
		"unary":          strings.Repeat("- ", 20000) + "1",
		"casts":          strings.Repeat("(int)", 10000) + "1",
		"conditionals":   strings.Repeat("1?", 10000) + "1" + strings.Repeat(":1", 10000),
		"assignments":    strings.Repeat("$a=", 10000) + "1",
		"stars":          "(int " + strings.Repeat("*", 10000) + ")0",
		"declarators":    "(int " + strings.Repeat("(*", 5000) + strings.Repeat(")", 5000) + ")0",
		"dimensions":     "(int" + strings.Repeat("[1]", 10000) + ")0",
		"qualifiers":     "(" + strings.Repeat("const ", 10000) + "int)0",
		"braces":         strings.Repeat("{int}", 10000) + "1",
		"big":            strings.Repeat("9", 10000),
		"parameters":     "(int (*)(" + strings.Repeat("int(*)(", 5000) + strings.Repeat(")", 5000) + "))0",
		"calls":          strings.Repeat("per_cpu(", 10000),
		"typeof":         strings.Repeat("(typeof(", 5000) + "1" + strings.Repeat("))0", 5000),
		"float":          "1e" + strings.Repeat("9", 200),
		"float exponent": "1e999999999",
	} {
		have := w.show(text)
		if !strings.HasPrefix(have, "! ") && !strings.HasPrefix(name, "float") {
			t.Errorf("%s: have %s, want an error", name, have)
		}
		if len(have) > 500 {
			t.Errorf("%s: the error has %d bytes", name, len(have))
		}
	}
	// What is long and flat is computed.
	if have := w.show(strings.Repeat("1+", 30000) + "1"); have != "30001" {
		t.Errorf("have %s, want 30001", have)
	}
}

func FuzzExpression(f *testing.F) {
	for _, s := range []string{"1+2*3", "ptr->next", "*ptr@3", "$x = (u64)pair.low << 3", "mod:i ? 'a' : \"b\"", "{int}0x1000",
		"container_of(ptr, struct pair, next)", "per_cpu(percpu, 1)++", "sizeof(int (*[3])(char))", "$$2", "1.5e3l / 0", "&pair.second - &pair.first"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := newWorld()
		w.history = []value.Value{value.At(pairType, base)}
		ctx := context.Background()
		e, err := Compile(ctx, w, text)
		if err != nil {
			return
		}
		typ, err := e.Type(ctx)
		if s := w.written(); s != "" || len(w.vars) > 0 {
			t.Fatalf("asking for the type of %q changed something: %s", text, s)
		}
		v, verr := e.Value(ctx)
		if verr == nil && err == nil && typ.String() != typeName(v.Type) && !strings.ContainsAny(text, "$=@?+-") {
			t.Errorf("%q has type %s and gives a value of type %s", text, typ, typeName(v.Type))
		}
		if verr == nil {
			p := value.Printer{Arch: arch.AMD64, Mem: w.Memory(), Options: value.Defaults}
			if _, err := p.Print(ctx, v); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}
