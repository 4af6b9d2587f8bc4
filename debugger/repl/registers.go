package repl

import (
	"context"
	"fmt"
	"strings"

	"kbreak/arch"
	"kbreak/debugger"
)

func registerCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"info registers", "info r"},
			Group:   GroupData,
			Summary: "The integer registers of the selected frame, or those named.",
			Params:  []Param{{Name: "REGISTER", Kind: Register, Optional: true, Repeat: true}},
			Needs:   Stopped,
			Result:  []registerJSON{},
			Help: `In a frame that called another one, the registers are those it will have when the call returns; what
the callee did not save is shown as <not saved>.`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return readRegisters(ctx, r, a.List("REGISTER"))
			},
		},
		{
			Names:   []string{"info all-registers"},
			Group:   GroupData,
			Summary: "All registers that the stub offers.",
			Params:  []Param{{Name: "REGISTER", Kind: Register, Optional: true, Repeat: true}},
			Needs:   Stopped,
			Result:  []registerJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				names := a.List("REGISTER")
				if names == nil {
					names = []string{"all"}
				}
				return readRegisters(ctx, r, names)
			},
		},
	}
}

func readRegisters(ctx context.Context, r *REPL, names []string) (Value, error) {
	f, err := r.session.Frame(ctx)
	if err != nil {
		return nil, err
	}
	for i, n := range names {
		names[i] = strings.TrimPrefix(n, "$")
	}
	list, err := r.session.Registers(ctx, f, names)
	if err != nil {
		return nil, err
	}
	v := registers{list: list, missing: "<not saved>"}
	if f.Level == 0 {
		v.missing = "<unavailable>"
	}
	return v, nil
}

type registers struct {
	list    []debugger.Register
	missing string
}

// The columns are gdb's: the name, the value from column 15, what it means from column 35, counted
// from 0.
func (v registers) Text(p *Printer) {
	for _, x := range v.list {
		name := fmt.Sprintf("%-14s ", x.Name)
		if !x.Known {
			p.Print(name + v.missing + "\n")
			continue
		}
		if x.Text != "" {
			p.Print(strings.TrimRight(fmt.Sprintf("%s%-19s %s", name, Printable(x.Text), x.Note), " ") + "\n")
		} else if natural := natural(x); natural != "" {
			p.Printf("%s%-19s %s\n", name, rawValue(x), natural)
		} else {
			p.Printf("%s%s\n", name, rawValue(x))
		}
	}
}

// rawValue is the value in hexadecimal.
func rawValue(x debugger.Register) string {
	if len(x.Raw) <= 8 {
		return fmt.Sprintf("%#x", x.Value)
	}
	var b strings.Builder
	b.WriteString("0x")
	for i := len(x.Raw) - 1; i >= 0; i-- {
		fmt.Fprintf(&b, "%02x", x.Raw[i])
	}
	return b.String()
}

// natural is what the value means: the flags that are set, a symbol, an address again, or a signed
// number. Vector registers have no such column.
func natural(x debugger.Register) string {
	note := Printable(x.Note)
	reg, ok := arch.AMD64.Reg(x.Name)
	if ok && (reg == arch.AMD64.PC || reg == arch.AMD64.SP || reg == arch.AMD64.FP) {
		s := fmt.Sprintf("%#x", x.Value)
		switch {
		case note == "" || note == s:
			return s
		case strings.HasPrefix(note, "0x"):
			return note
		case strings.HasPrefix(note, "<"):
			return s + " " + note
		}
		return s + " <" + note + ">"
	}
	if note != "" || len(x.Raw) > 8 {
		return note
	}
	shift := max(64-8*x.Size, 0)
	return fmt.Sprint(int64(x.Value<<shift) >> shift)
}

type registerJSON struct {
	Name  string `json:"name"`
	Size  int    `json:"size"`            // bytes
	Value string `json:"value,omitempty"` // hexadecimal; absent if it is not known
	Text  string `json:"text,omitempty"`  // of a vector or a floating-point number, as print shows it
	Note  string `json:"note,omitempty"`
}

func (v registers) JSON() any {
	list := make([]registerJSON, 0, len(v.list))
	for _, x := range v.list {
		j := registerJSON{Name: x.Name, Size: x.Size, Text: x.Text, Note: x.Note}
		if x.Known {
			j.Value = rawValue(x)
		}
		list = append(list, j)
	}
	return list
}
