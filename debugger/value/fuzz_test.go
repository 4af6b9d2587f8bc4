package value

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"testing"
	"time"
	"unicode/utf8"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/expr"
)

// typeMaker makes types out of bytes: any kind, any size, members anywhere, types inside themselves.
type typeMaker struct {
	b    []byte
	made []*ctype.Type
}

func (m *typeMaker) next() int64 {
	if len(m.b) == 0 {
		return 0
	}
	v := m.b[0]
	m.b = m.b[1:]
	switch {
	case v == 0xff: // now and then something absurd
		return 1 << 60
	case v == 0xfe:
		return -1
	}
	return int64(v)
}

func (m *typeMaker) ref() *ctype.Type {
	if len(m.made) == 0 || m.next()%4 == 0 {
		return m.make()
	}
	return m.made[m.next()&0xff%int64(len(m.made))]
}

func (m *typeMaker) make() *ctype.Type {
	if len(m.b) == 0 {
		return nil
	}
	info := ctype.Info{Kind: ctype.Kind(m.next() & 15), Name: "t", Size: m.next(), Signed: m.next()&1 != 0}
	if info.Kind == ctype.Array {
		info.Count = m.next()
	}
	var body ctype.Body
	t := ctype.New(info, func() (ctype.Body, error) { return body, nil })
	m.made = append(m.made, t)
	body.Elem = m.ref()
	for range m.next() & 7 {
		body.Members = append(body.Members, ctype.Member{Name: []string{"", "m"}[m.next()&1], Type: m.ref(),
			Offset: m.next(), BitOffset: m.next(), BitSize: max(m.next()-200, 0)})
		body.Enumerators = append(body.Enumerators, ctype.Enumerator{Name: "E", Value: m.next()})
		body.Params = append(body.Params, ctype.Param{Type: m.ref()})
	}
	return t
}

func FuzzFormat(f *testing.F) {
	f.Add([]byte{12, 16, 0, 1, 1, 4, 1, 0, 2, 1, 1, 0, 0, 0, 0}, []byte{0x93, 8}, byte(0))
	f.Add([]byte{6, 0xff, 0, 0xff, 1, 1, 1, 0, 0}, []byte{0x9e, 2, 1, 2}, byte('x'))
	f.Add([]byte{5, 8, 0, 1, 1, 1, 0, 0}, []byte{0x91, 0}, byte('s'))
	f.Fuzz(func(t *testing.T, types, code []byte, letter byte) {
		m := &typeMaker{b: types}
		ty := m.make()
		v, err := Evaluate(ty, code, unit, fuzzEnv{})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range []*arch.Arch{arch.AMD64, {Order: binary.BigEndian, PtrSize: 8}} {
			p := &Printer{Arch: a, Mem: fuzzMem{}, Options: Defaults}
			if p.As = Format(letter); !p.As.Valid() {
				p.As = 0
			}
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			s, err := p.Print(ctx, v)
			if err != nil || len(s) > maxText+1024 || !utf8.ValidString(s) {
				t.Errorf("%d bytes, %v", len(s), err)
			}
			if n, err := p.Tree(ctx, "x", v); err != nil || count(n) > maxNodes+1 {
				t.Errorf("tree: %v", err)
			} else if _, err := json.Marshal(n); err != nil {
				t.Errorf("tree: %v", err)
			}
			if arg, err := p.Arg(ctx, v, &v); err != nil || arg.String("x") == "" {
				t.Errorf("arg: %v", err)
			}
			cancel()
		}
	})
}

// fuzzMem has every other page.
type fuzzMem struct{}

func (fuzzMem) ReadMem(_ context.Context, a mem.Addr, p []byte) error {
	for i := range p {
		at := a.Add(int64(i))
		if at>>12&1 != 0 {
			return &mem.Fault{Addr: at, Got: i}
		}
		p[i] = byte(at * 7)
	}
	return nil
}

type fuzzEnv struct{ expr.Nothing }

func (fuzzEnv) Reg(n int) (uint64, bool) { return uint64(n) << 10, n%3 != 0 }
func (fuzzEnv) FrameBase() (mem.Addr, error) {
	return 0x2f80, nil
}
func (fuzzEnv) ReadMem(a mem.Addr, p []byte) error {
	return fuzzMem{}.ReadMem(context.Background(), a, p)
}
