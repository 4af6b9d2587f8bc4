package debugger

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// StructSpec says what "struct" and "union" show.
type StructSpec struct {
	Keyword string // "struct", "union", "" for either
	Name    string // NAME[.member[,member]...]
	At      string // expression of the address, per-CPU with :CPUS behind it; "" for the definition
	Link    string // offset of what At points to in the structure, a number or STRUCT.MEMBER
	Count   int    // structures in a row, 0 is 1; below 0, those that lead up to the one at At
	Offsets bool   // where the members are, instead of their values
	Raw     bool   // the bytes
	As      byte   // format letter: x, d; 0 is by type
}

// StructShown is the answer to a StructSpec.
type StructShown struct {
	Definition string // C with crash's offsets; "" if there are records
	Size       int64  // bytes
	Records    []Record
	CPUs       []int64 // of which CPU each record is, if they are per-CPU
	Raw        []RawRecord
}

// RawRecord is the bytes of a structure.
type RawRecord struct {
	Addr  mem.Addr
	Bytes []byte // fewer than the structure has where memory ends
}

const (
	maxRecords = 1 << 16
	maxRaw     = 1 << 20 // bytes of one raw record
)

// Struct shows a type, or structures in the target. With an error what was read before it is returned.
func (s *Session) Struct(ctx context.Context, q StructSpec) (*StructShown, error) {
	spec, err := s.parseRecord(ctx, q.Keyword, q.Name)
	if err != nil {
		return nil, err
	}
	t := spec.t.Strip().Complete()
	if t.Incomplete {
		return nil, fmt.Errorf("%s is only declared: no file that is loaded has its definition", spec.name)
	}
	out := &StructShown{Size: t.Size}
	if q.At == "" {
		out.Definition, err = definition(spec, q.Offsets, nil)
		return out, err
	}
	if text, cpus, ok := splitCPUs(q.At); ok {
		return out, s.structCopies(ctx, spec, q, text, cpus, out)
	}
	if found := s.space.Lookup(strings.TrimSpace(q.At)); len(found) > 0 && found[0].PerCPU && !q.Offsets {
		return nil, fmt.Errorf("%s is a per-CPU variable: say of which CPUs, as in %[1]s:0 or %[1]s:a", strings.TrimSpace(q.At))
	}
	at, err := s.CrashAddr(ctx, q.At)
	if err != nil {
		return nil, err
	}
	off, _, err := s.offset(ctx, q.Link)
	if err != nil {
		return nil, err
	}
	at = at.Add(-off)
	count := q.Count
	if count < 0 {
		count = -count
		at = at.Add(-int64(count-1) * t.Size)
	}
	if count = max(count, 1); count > maxRecords {
		return nil, fmt.Errorf("%d structures are more than the %d that are shown at once", count, maxRecords)
	}
	if q.Offsets {
		out.Definition, err = definition(spec, true, &at)
		return out, err
	}
	for i := range count {
		a := at.Add(int64(i) * t.Size)
		if q.Raw {
			raw := RawRecord{Addr: a, Bytes: make([]byte, min(t.Size, maxRaw))}
			err := s.memory().ReadMem(ctx, a, raw.Bytes)
			var fault *mem.Fault
			if errors.As(err, &fault) {
				raw.Bytes = raw.Bytes[:min(max(fault.Got, 0), len(raw.Bytes))]
			}
			if len(raw.Bytes) > 0 {
				out.Raw = append(out.Raw, raw)
			}
			if err != nil {
				return out, s.linkError(err)
			}
			continue
		}
		r, err := s.readRecord(ctx, spec, a, value.Format(q.As))
		if err != nil {
			return out, err
		}
		out.Records = append(out.Records, r)
	}
	return out, nil
}

// structCopies reads the copies of some CPUs.
func (s *Session) structCopies(ctx context.Context, spec recordSpec, q StructSpec, text, cpus string, out *StructShown) error {
	if q.Count != 0 || q.Link != "" || q.Offsets || q.Raw {
		return errors.New("a per-CPU structure is shown by value, one of a CPU: not with -l, -o, -r or a count")
	}
	copies, err := s.perCPUCopies(ctx, text, cpus)
	if err != nil {
		return s.linkError(err)
	}
	for _, c := range copies {
		r, err := s.readRecord(ctx, spec, c.at, value.Format(q.As))
		if err != nil {
			return err
		}
		out.Records, out.CPUs = append(out.Records, r), append(out.CPUs, c.cpu)
	}
	return nil
}

// definition writes a type as crash does: gdb's ptype, with offsets in front of the members if they are
// wanted or only some of the members are; at an address they are addresses.
func definition(spec recordSpec, offsets bool, at *mem.Addr) (string, error) {
	if !offsets && len(spec.members) == 0 {
		text := strings.TrimPrefix(spec.t.Ptype(ctype.Layout{}), "type = ")
		if spec.t.Kind == ctype.Typedef {
			text = "typedef " + text + " " + spec.t.Name + ";"
		}
		return text, nil
	}
	d := &definer{at: at, width: 20, left: maxLines}
	t := spec.t.Strip().Complete()
	if at == nil {
		d.width = len(fmt.Sprint(t.Size)) + 4
	}
	fmt.Fprintf(d, "%s {\n", spec.name)
	if len(spec.members) == 0 {
		if err := d.members(t, 0, 0); err != nil {
			return "", err
		}
	}
	for _, path := range spec.members {
		// crash names the last part of a path, as the declaration does.
		v, _, err := memberOf(value.At(spec.t, 0), path)
		if err != nil {
			return "", err
		}
		parent, part := path, path
		if i := strings.LastIndexByte(path, '.'); i >= 0 {
			parent, part = path[:i], path[i+1:]
		} else {
			parent = ""
		}
		m, err := fieldOf(spec.t, parent, part, v)
		if err != nil {
			return "", err
		}
		if err := d.member(m, m.Offset, 0); err != nil {
			return "", err
		}
	}
	d.WriteString("}")
	return d.String(), nil
}

// fieldOf describes the member at a path with its offset from the outermost structure.
func fieldOf(t *ctype.Type, parent, part string, v value.Value) (ctype.Member, error) {
	if strings.Contains(part, "[") {
		a, _ := v.Address()
		return ctype.Member{Name: part, Type: v.Type, Offset: int64(a)}, nil
	}
	base := int64(0)
	if parent != "" {
		p, _, err := memberOf(value.At(t, 0), parent)
		if err != nil {
			return ctype.Member{}, err
		}
		a, _ := p.Address()
		t, base = p.Type, int64(a)
	}
	m, err := t.Strip().Complete().Member(part)
	m.Offset += base
	return m, err
}

const maxLines = 1 << 16

type definer struct {
	strings.Builder
	at    *mem.Addr
	width int // of the column in front
	left  int
}

// members writes the members of t, which begins at off.
func (d *definer) members(t *ctype.Type, off int64, depth int) error {
	b, err := t.Body()
	if err != nil {
		return err
	}
	for _, m := range b.Members {
		if err := d.member(m, off+m.Offset, depth); err != nil {
			return err
		}
	}
	return nil
}

func (d *definer) member(m ctype.Member, off int64, depth int) error {
	if d.left--; d.left < 0 || depth > 32 {
		return fmt.Errorf("the definition has more than %d lines or 32 levels", maxLines)
	}
	indent := strings.Repeat(" ", 4*depth)
	// A structure without a tag is written out.
	if t := m.Type.Strip(); t.Name == "" && m.Type == t && (t.Kind == ctype.Struct || t.Kind == ctype.Union) {
		blank := strings.Repeat(" ", d.width+1) + indent
		fmt.Fprintf(d, "%s%s {\n", blank, strings.TrimSuffix(t.Tag(), " {...}"))
		if err := d.members(t, off, depth+1); err != nil {
			return err
		}
		name := m.Name
		if name != "" {
			name = " " + name
		}
		fmt.Fprintf(d, "%s}%s;\n", blank, name)
		return nil
	}
	where := fmt.Sprintf("[%d]", off)
	if d.at != nil {
		where = fmt.Sprintf("[%x]", uint64(d.at.Add(off)))
	}
	bits := ""
	if m.BitSize > 0 {
		bits = fmt.Sprintf(" : %d", m.BitSize)
	}
	fmt.Fprintf(d, "%*s %s%s%s;\n", d.width, where, indent, m.Type.Declare(m.Name), bits)
	return nil
}
