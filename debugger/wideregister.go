package debugger

import (
	"context"
	"fmt"
	"strings"

	"kbreak/debugger/eval"
	"kbreak/debugger/value"
	"kbreak/rsp"
	"kbreak/symbols/ctype"
)

// vec128 is the type of an SSE register: its 16 bytes in every way that instructions take them (GDB
// manual, "Predefined Target Types"; gdb-xml/i386-64bit.xml of QEMU).
var vec128 = func() *ctype.Type {
	var members []ctype.Member
	for _, f := range []struct {
		name, typeName string
		elem           *ctype.Type
	}{
		{"v4_float", "v4f", ctype.New(ctype.Info{Kind: ctype.Float, Name: "float", Size: 4}, nil)},
		{"v2_double", "v2d", ctype.New(ctype.Info{Kind: ctype.Float, Name: "double", Size: 8}, nil)},
		{"v16_int8", "v16i8", int8Type}, {"v8_int16", "v8i16", int16Type},
		{"v4_int32", "v4i32", int32Type}, {"v2_int64", "v2i64", int64Type},
	} {
		array := eval.ArrayOf(f.elem, 16/f.elem.Size)
		t := ctype.New(ctype.Info{Kind: ctype.Typedef, Name: f.typeName, Size: 16},
			func() (ctype.Body, error) { return ctype.Body{Elem: array}, nil })
		members = append(members, ctype.Member{Name: f.name, Type: t})
	}
	members = append(members, ctype.Member{Name: "uint128", Type: registerInt(16, "uint128_t", false)})
	return ctype.New(ctype.Info{Kind: ctype.Union, Name: "vec128", Size: 16},
		func() (ctype.Body, error) { return ctype.Body{Members: members}, nil })
}()

var (
	x87Type      = ctype.New(ctype.Info{Kind: ctype.Float, Name: "builtin_type_i387_ext", Size: 10}, nil)
	plainIntType = registerInt(4, "int", true)
)

// describedType is gdb's type of a register that our table does not have, by the type that the stub's
// description gives it: one that says nothing more is an unsigned integer of its size.
func describedType(r *rsp.Register, size int) *ctype.Type {
	switch {
	case r.Type == "vec128" && size == 16:
		return vec128
	case r.Type == "i387_ext" && size == 10:
		return x87Type
	case r.Type == "int" && size == 4:
		return plainIntType
	case isMXCSR(r.Type) && size == 4:
		return registerInt(4, r.Type, false)
	}
	return registerInt(size, fmt.Sprintf("uint%d_t", 8*size), false)
}

// isMXCSR: x64_mxcsr of QEMU, i386_mxcsr of gdb.
func isMXCSR(typeName string) bool { return strings.HasSuffix(typeName, "_mxcsr") }

// mxcsrFlags are the bits of MXCSR from bit 0 up (Intel SDM volume 1, 10.2.3); those of the rounding mode
// have no name.
var mxcsrFlags = []string{"IE", "DE", "ZE", "OE", "UE", "PE", "DAZ", "IM", "DM", "ZM", "OM", "UM", "PM", "", "", "FZ"}

func mxcsrText(v uint64) string {
	words := []string{"["}
	for bit, name := range mxcsrFlags {
		if v&(1<<bit) != 0 && name != "" {
			words = append(words, name)
		}
	}
	return strings.Join(append(words, "]"), " ")
}

// describe fills in what gdb shows of a register that our table does not have.
func (s *Session) describe(ctx context.Context, r *Register, in *rsp.Register, raw []byte) error {
	t := describedType(in, len(raw))
	if isMXCSR(t.Name) {
		r.Note = mxcsrText(little(raw))
		return nil
	}
	p := s.valuePrinter(nil)
	switch t {
	case vec128:
		p.As = value.FormatHex
	case x87Type:
		r.Note = "(raw 0x"
		for i := len(raw) - 1; i >= 0; i-- {
			r.Note += fmt.Sprintf("%02x", raw[i])
		}
		r.Note += ")"
	default:
		return nil
	}
	var err error
	r.Text, err = p.Format(ctx, value.FromBytes(t, raw))
	return err
}
