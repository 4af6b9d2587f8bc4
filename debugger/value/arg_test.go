package value

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/expr"
	"kbreak/symbols/link"
)

// callEnv is one frame of a stack: its registers and those of the frames above it.
type callEnv struct {
	env
	frames []map[int]uint64 // this one first
}

// preserved are the DWARF numbers of the registers that an unwinder knows in a caller's frame.
var preserved = map[int]bool{3: true, 6: true, 7: true, 12: true, 13: true, 14: true, 15: true, 16: true}

func (e callEnv) Reg(n int) (uint64, bool) {
	v, ok := e.frames[0][n]
	return v, ok
}

func (e callEnv) CFA() (mem.Addr, error) { return mem.Addr(e.frames[1][7]), nil }

func (e callEnv) FrameBase() (mem.Addr, error) { return e.CFA() }

func (e callEnv) EntryValue(code []byte) (uint64, error) {
	par, err := e.param(code)
	if err != nil {
		return 0, err
	}
	return expr.EvalUint(par.Value, unit, e.caller())
}

func (e callEnv) caller() callEnv { return callEnv{e.env, e.frames[1:]} }

func (e callEnv) param(code []byte) (*debuginfo.CallParam, error) {
	if len(e.frames) < 2 {
		return nil, expr.Unavailablef("no caller")
	}
	site, err := e.data.CallSite(link.Addr(e.frames[1][16]))
	if err != nil {
		return nil, expr.Unavailablef("%v", err)
	}
	for i := range site.Params {
		if bytes.Equal(site.Params[i].Location, code) {
			return &site.Params[i], nil
		}
	}
	return nil, expr.Unavailablef("the caller has no such parameter")
}

// TestArgsLikeGDB prints the arguments of frames of optimised code from a recorded stack and compares
// with gdb's frame lines.
func TestArgsLikeGDB(t *testing.T) {
	p := loadProgram(t, "args")
	var frames []map[int]uint64
	var lines []string
	compared := 0
	flush := func() {
		for i := range frames {
			// The innermost frame is stop(), which has no arguments; the outermost has no caller.
			if i == 0 || i+1 == len(frames) {
				continue
			}
			e := callEnv{env{program: p}, frames[i:]}
			if have := frameLine(t, p, e); have != lines[i] {
				t.Errorf("have %s\nwant %s", have, lines[i])
			}
			compared++
		}
		frames, lines = nil, nil
	}
	for _, line := range readLines(t, "args.gdb") {
		word := strings.Fields(line)
		switch {
		case word[0] == "stop" && len(word) == 3:
			flush()
			a, err1 := strconv.ParseUint(word[1], 16, 64)
			b, err2 := hex.DecodeString(word[2])
			if err1 != nil || err2 != nil {
				t.Fatal(line)
			}
			p.write(mem.Addr(a), b)
		case word[0] == "frame":
			frames = append(frames, parseRegs(t, word[1:], len(frames) > 0))
		default:
			lines = append(lines, line)
		}
	}
	flush()
	if compared < 17 {
		t.Errorf("only %d frames compared", compared)
	}
}

func parseRegs(t *testing.T, words []string, caller bool) map[int]uint64 {
	t.Helper()
	regs := make(map[int]uint64)
	for _, w := range words {
		name, val, _ := strings.Cut(w, "=")
		v, err := strconv.ParseUint(val, 16, 64)
		reg, ok := unit.Arch.Reg(name)
		if err != nil || !ok {
			t.Fatal(w)
		}
		if n := unit.Arch.Regs[reg].DWARF; !caller || preserved[n] {
			regs[n] = v
		}
	}
	return regs
}

func frameLine(t *testing.T, p *program, e callEnv) string {
	t.Helper()
	ctx := context.Background()
	scopes, err := p.data.Scopes(link.Addr(e.frames[0][16] - 1))
	if err != nil {
		t.Fatal(err)
	}
	vars, err := scopes[0].Params()
	if err != nil {
		t.Fatal(err)
	}
	var args []string
	for _, v := range vars {
		actual, err := Evaluate(v.Type, v.Expr, unit, e)
		if err != nil {
			t.Fatal(err)
		}
		var entry *Value
		if par, err := e.param(v.Entry); err == nil && len(v.Entry) == 1 {
			val, err := AtCall(v.Type, par.Value, unit, e.caller())
			if err != nil {
				t.Fatal(err)
			}
			entry = &val
		}
		a, err := p.printer().Arg(ctx, actual, entry)
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, a.String(v.Name))
	}
	return fmt.Sprintf("%s (%s)", scopes[0].Name, strings.Join(args, ", "))
}

var intType = ctype.New(ctype.Info{Kind: ctype.Int, Name: "int", Size: 4, Signed: true}, nil)

// The rule by itself, with the cases that no compiler could be made to emit. GDB manual, "Print
// Settings", "set print entry-values default".
func TestArgRule(t *testing.T) {
	ctx := context.Background()
	p := loadProgram(t, "args").printer()
	num := func(n byte) Value { return FromBytes(intType, []byte{n, 0, 0, 0}) }
	gone := Gone(intType, "lost")
	broken := Broken(intType, &mem.Fault{Addr: 8})
	missing := At(intType, 16)
	malformed := Broken(intType, errors.New("bad"))
	ptr := func(v Value) *Value { return &v }
	for _, tt := range []struct {
		actual Value
		entry  *Value
		want   string
	}{
		{num(5), nil, "x=5"},
		{num(5), ptr(num(5)), "x=x@entry=5"},
		{num(6), ptr(num(5)), "x=6, x@entry=5"},
		{gone, ptr(num(5)), "x=<optimized out>, x@entry=5"},
		{gone, nil, "x=<optimized out>"},
		{num(5), ptr(gone), "x=5"},
		{gone, ptr(gone), "x=<optimized out>"},
		{broken, nil, "x=<error reading variable: Cannot access memory at address 0x8>"},
		{missing, nil, "x=<error reading variable: Cannot access memory at address 0x10>"},
		{missing, ptr(num(5)), "x=<error reading variable: Cannot access memory at address 0x10>, x@entry=5"},
		{num(5), ptr(broken), "x=5, x@entry=<error reading variable: Cannot access memory at address 0x8>"},
		{broken, ptr(broken), "x=<error reading variable: Cannot access memory at address 0x8>"},
		{broken, ptr(malformed), "x=<error reading variable: Cannot access memory at address 0x8>, x@entry=<error reading variable: Bad>"},
	} {
		a, err := p.Arg(ctx, tt.actual, tt.entry)
		if err != nil || a.String("x") != tt.want {
			t.Errorf("have %s, %v\nwant %s", a.String("x"), err, tt.want)
		}
	}
}
