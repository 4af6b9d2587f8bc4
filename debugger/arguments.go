package debugger

import (
	"bytes"
	"context"
	"fmt"

	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/ctype"
	"kbreak/symbols/debuginfo"
)

// PrintSettings say how values are shown ("show print").
type PrintSettings struct {
	FrameArguments  string // of "bt": "scalars", "all", "none", "presence"
	EntryValues     string // of parameters: "default" or "no"
	Address         bool   // show addresses: the PC of frames, those in values
	Elements        int    // of arrays and strings, 0 is no limit
	RepeatThreshold int    // equal elements printed once with their count, 0 is never
	Pretty          bool   // a member of a struct on a line
	Symbol          bool   // <symbol> behind pointers to data
	Union           bool   // unions inside of structs, otherwise {...}
	Array           bool   // an array element on a line
	ArrayIndexes    bool   // [0] = before array elements
	NullStop        bool   // character arrays end at their first NUL
	MaxDepth        int    // structs and arrays nested deeper are {...}, 0 is no limit
}

// PrintSettings returns the settings, to be changed in place.
func (s *Session) PrintSettings() *PrintSettings { return &s.print }

// printer formats values in a frame.
func (s *Session) printer(f *physFrame) *value.Printer {
	return s.valuePrinter(f.mem)
}

// symbolText names an address as gdb puts it between < and >. Data symbols without a size are mere
// marks and name nothing, as in gdb.
func (s *Session) symbolText(ctx context.Context, a mem.Addr) string {
	s.syncFor(ctx, a)
	sym, ok := s.space.SymbolAt(a)
	if !ok || sym.Size == 0 && !s.space.TextAt(a) {
		return ""
	}
	sym.Name = s.declaredName(sym)
	return nameAndOffset(sym)
}

func nameAndOffset(sym symbols.SymbolAddr) string {
	if sym.Offset == 0 {
		return sym.Name
	}
	return fmt.Sprintf("%s+%d", sym.Name, sym.Offset)
}

// scopeOf is the function that a frame shows, nil without debug info.
func (f *Frame) scopeOf() *debuginfo.Scope {
	if f.phys == nil || f.scope < 0 {
		return nil
	}
	return &f.phys.scopes[f.scope]
}

// Args returns the parameters of a frame with their values in full ("info args").
func (s *Session) Args(ctx context.Context, f *Frame) ([]Arg, error) { return s.args(ctx, f, "all") }

// args formats the parameters of a frame; mode is [PrintSettings.FrameArguments].
func (s *Session) args(ctx context.Context, f *Frame, mode string) ([]Arg, error) {
	scope := f.scopeOf()
	if scope == nil {
		return []Arg{}, nil
	}
	params, err := scope.Params()
	if err != nil {
		s.noticeOnce(fmt.Sprintf("parameters of %s: %v", scope.Name, err))
	}
	out := make([]Arg, 0, len(params))
	for i := range params {
		if mode == "none" || mode == "presence" {
			out = append(out, Arg{Name: params[i].Name, Text: "..."})
			continue
		}
		a, err := s.arg(ctx, f.phys, scope, &params[i], mode == "scalars")
		if err != nil {
			return out, err
		}
		out = append(out, a)
	}
	return out, nil
}

// arg formats one parameter: its value, and the value it had when the function was called where that
// is known (GDB manual, "Print Settings", print entry-values default).
func (s *Session) arg(ctx context.Context, p *physFrame, scope *debuginfo.Scope, v *debuginfo.Variable, scalars bool) (Arg, error) {
	a := Arg{Name: v.Name}
	if scalars && !isScalar(v.Type) {
		a.Text = "..."
		return a, nil
	}
	val, err := s.evaluate(ctx, p, scope, v)
	if err != nil {
		return a, err
	}
	var entry *value.Value
	if s.print.EntryValues != "no" && isRegister(v.Entry) {
		if entry, err = s.entryValue(ctx, p, scope, v); err != nil {
			return a, err
		}
	}
	shown, err := s.printer(p).Arg(ctx, val, entry)
	a.Text, a.Entry, a.Same = shown.Text, shown.Entry, shown.Same
	return a, err
}

// entryValue is what a parameter was when the function was called; nil where that is not known.
func (s *Session) entryValue(ctx context.Context, p *physFrame, scope *debuginfo.Scope, v *debuginfo.Variable) (*value.Value, error) {
	env := &frameEnv{ctx: ctx, s: s, f: p, scope: scope}
	param, caller, err := env.callParam(func(c *debuginfo.CallParam) bool { return bytes.Equal(c.Location, v.Entry) })
	if err != nil {
		return nil, s.linkOnly(err)
	}
	val, err := value.AtCall(v.Type, param.Value, s.unit(), caller)
	if err != nil || val.Reason() != "" {
		return nil, err
	}
	return &val, nil
}

// isRegister reports whether an expression is a register by itself, DW_OP_reg0 to reg31.
func isRegister(code []byte) bool { return len(code) == 1 && code[0] >= 0x50 && code[0] <= 0x6f }

func isScalar(t *ctype.Type) bool {
	if t == nil {
		return true
	}
	switch t.Strip().Kind {
	case ctype.Struct, ctype.Union, ctype.Array:
		return false
	}
	return true
}

// Locals returns the local variables of a frame that are visible at its PC ("info locals").
func (s *Session) Locals(ctx context.Context, f *Frame) ([]Arg, error) {
	scope := f.scopeOf()
	if scope == nil {
		return nil, fmt.Errorf("no symbol table info available for this frame")
	}
	vars, err := scope.Locals()
	if err != nil {
		s.noticeOnce(fmt.Sprintf("variables of %s: %v", scope.Name, err))
	}
	out := make([]Arg, 0, len(vars))
	pr := s.printer(f.phys)
	for i := range vars {
		val, err := s.evaluate(ctx, f.phys, scope, &vars[i])
		if err != nil {
			return out, s.linkError(err)
		}
		text, err := pr.Local(ctx, vars[i].Name, val)
		if err != nil {
			return out, s.linkError(err)
		}
		out = append(out, Arg{Name: vars[i].Name, Text: text})
	}
	return out, nil
}
