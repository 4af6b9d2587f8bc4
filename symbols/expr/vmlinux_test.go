package expr

import (
	"debug/dwarf"
	"debug/elf"
	"encoding/binary"
	"errors"
	"os"
	"testing"

	"kbreak/mem"
)

// TestVmlinux evaluates every location expression of a real kernel, those of attributes and those of
// location lists, in an Env that knows everything. None may be malformed, none may be gone for a
// reason of ours. It needs KBREAK_VMLINUX to name a vmlinux with DWARF 5 and takes half a minute.
func TestVmlinux(t *testing.T) {
	path := os.Getenv("KBREAK_VMLINUX")
	if path == "" {
		t.Skip("KBREAK_VMLINUX does not name a vmlinux")
	}
	f, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.DWARF()
	if err != nil {
		t.Fatal(err)
	}
	lists, err := f.Section(".debug_loclists").Data()
	if err != nil {
		t.Fatal(err)
	}
	s := scanner{t: t, ops: map[byte]int{}, gone: map[string]int{}, sum: map[string]int{}, seen: map[int64]bool{}}
	r := d.Reader()
	for {
		e, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if e == nil {
			break
		}
		for _, a := range e.Field {
			switch v := a.Val.(type) {
			case []byte:
				if a.Class == dwarf.ClassExprLoc {
					s.eval(v)
				}
			case int64:
				if a.Class == dwarf.ClassLocList || a.Class == dwarf.ClassLocListPtr {
					s.list(lists, v)
				}
			}
		}
	}
	t.Logf("%d expressions, %d operations executed", s.count, s.steps)
	for op, n := range s.ops {
		t.Logf("%8d %s", n, opName(op))
	}
	for k, n := range s.sum {
		t.Logf("%8d results %s", n, k)
	}
	for k, n := range s.gone {
		t.Logf("%8d gone: %s", n, k)
	}
	if s.count < 1_000_000 {
		t.Errorf("only %d expressions", s.count)
	}
}

type scanner struct {
	t     *testing.T
	count int
	steps int
	ops   map[byte]int
	sum   map[string]int
	gone  map[string]int
	seen  map[int64]bool
	bad   int
}

func (s *scanner) eval(code []byte) {
	s.count++
	for at := 0; at < len(code); {
		in, err := amd64.decode(code, at)
		if err != nil {
			s.t.Fatalf("% x: %v", code, err)
		}
		s.ops[in.op]++
		s.steps++
		at = in.next
	}
	loc, err := Eval(code, amd64, everything{})
	var e *Error
	if errors.As(err, &e) && e.Reason == "division by zero" {
		s.sum["division by zero"]++ // the fault of our made-up values
		return
	}
	if err != nil {
		if s.bad++; s.bad < 20 {
			s.t.Errorf("%s: %v", Disassemble(code, amd64), err)
		}
		return
	}
	switch l := loc.(type) {
	case Gone:
		s.gone[l.Reason]++
	case Pieces:
		for _, p := range l {
			if g, ok := p.Loc.(Gone); ok {
				s.gone[g.Reason]++
			}
		}
		s.sum["pieces"]++
	case Memory:
		s.sum["memory"]++
	case Register:
		s.sum["register"]++
	case Value:
		s.sum["value"]++
	case ImplicitPointer:
		s.sum["implicit pointer"]++
	}
	if _, err := Read(loc, 16, amd64, everything{}); err != nil {
		s.t.Errorf("%s: %v", Disassemble(code, amd64), err)
	}
}

// list evaluates one location list (DWARF 5 §7.7.3).
func (s *scanner) list(p []byte, off int64) {
	if s.seen[off] || off < 0 || off >= int64(len(p)) {
		return
	}
	s.seen[off] = true
	d := decoder{code: p, pos: int(off), unit: amd64}
	for d.err == "" {
		switch kind := d.fixed(1); kind {
		case 0: // end_of_list
			return
		case 1: // base_addressx
			d.uleb()
			continue
		case 6: // base_address
			d.fixed(8)
			continue
		case 2, 3, 4: // startx_endx, startx_length, offset_pair
			d.uleb()
			d.uleb()
		case 5: // default_location
		case 7: // start_end
			d.bytes(16)
		case 8: // start_length
			d.bytes(8)
			d.uleb()
		default:
			s.t.Fatalf("location list at %#x: entry kind %#x", off, kind)
		}
		s.eval(d.bytes(d.uleb()))
	}
	s.t.Fatalf("location list at %#x: %s", off, d.err)
}

// everything knows all registers and all memory.
type everything struct{ fakeEnv }

func (everything) Reg(n int) (uint64, bool) { return 0xffff888000000000 + uint64(n)<<12, true }
func (everything) ReadMem(a mem.Addr, p []byte) error {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(a))
	for i := range p {
		p[i] = b[i%8] | 1
	}
	return nil
}
func (everything) EntryValue([]byte) (uint64, error)      { return 1, nil }
func (everything) BaseType(die uint64) (BaseType, error)  { return BaseType{8, EncSigned}, nil }
func (everything) Procedure(uint64, bool) ([]byte, error) { return nil, nil }
