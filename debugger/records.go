package debugger

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kbreak/debugger/eval"
	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// Record is a structure of the target as crash shows it: with all members, or with some.
type Record struct {
	Addr    mem.Addr
	Type    string        // "struct list_head"
	Text    string        // gdb's print in pretty form; "" if Members has the members that were asked for
	Tree    *value.Node   // the same for programs
	Members []MemberValue // in the order asked for
}

// MemberValue is one member of a Record.
type MemberValue struct {
	Name string // as asked for: "se.on_rq", "pids[2]"
	Addr mem.Addr
	Text string // further lines are indented for a first one that is indented by two
	More bool   // it is not the last member of its structure: a comma follows in gdb's form
	Tree *value.Node
}

// recordSpec is a type and the members of it that are wanted: "task_struct", "task_struct.pid,se.on_rq".
type recordSpec struct {
	t       *ctype.Type
	name    string // with its keyword
	members []string
}

// parseRecord finds the type and checks the members. keyword is "struct", "union", or "" for either.
// As in crash the name may be that of a typedef.
func (s *Session) parseRecord(ctx context.Context, keyword, text string) (recordSpec, error) {
	name, members, _ := strings.Cut(strings.TrimSpace(text), ".")
	for _, k := range []string{"struct ", "union "} {
		if rest, ok := strings.CutPrefix(name, k); ok {
			keyword, name = strings.TrimSpace(k), strings.TrimSpace(rest)
		}
	}
	t, err := s.recordType(ctx, keyword, name)
	if err != nil {
		return recordSpec{}, err
	}
	spec := recordSpec{t: t, name: t.String()}
	if members == "" {
		if strings.HasSuffix(text, ".") {
			return spec, fmt.Errorf("a member is missing behind %q", text)
		}
		return spec, nil
	}
	for m := range strings.SplitSeq(members, ",") {
		m = strings.TrimSpace(m)
		if _, _, err := memberOf(value.At(t, 0), m); err != nil {
			return spec, err
		}
		spec.members = append(spec.members, m)
	}
	return spec, nil
}

func (s *Session) recordType(ctx context.Context, keyword, name string) (*ctype.Type, error) {
	env := &evalEnv{s: s, r: s.memory(), names: make(map[eval.Name]looked)} // without a frame: that costs reads
	kinds := []ctype.Kind{ctype.Struct, ctype.Union}
	switch keyword {
	case "struct":
		kinds = kinds[:1]
	case "union":
		kinds = kinds[1:]
	}
	var first error
	for _, k := range kinds {
		t, err := env.Tag(ctx, k, name)
		if err == nil {
			return t, nil
		}
		if first == nil {
			first = err
		}
	}
	var unknown *eval.UnknownError
	if !errors.As(first, &unknown) {
		return nil, first
	}
	if t, err := env.Tag(ctx, ctype.Typedef, name); err == nil {
		switch k := t.Strip().Kind; {
		case k != ctype.Struct && k != ctype.Union:
			return nil, fmt.Errorf("%s is no struct or union: it is a typedef of %s", name, t.Strip())
		case keyword == "" || k == ctype.Struct && keyword == "struct" || k == ctype.Union && keyword == "union":
			return t, nil
		}
	}
	return nil, first
}

// memberOf is a part of a structure by a path: "se.on_rq", "pids[2].node". last: it is the last member
// of the structure that it is in.
func memberOf(v value.Value, path string) (m value.Value, last bool, err error) {
	for part := range strings.SplitSeq(path, ".") {
		name, indexes, _ := strings.Cut(part, "[")
		t := v.Type.Strip().Complete()
		f, err := t.Member(name)
		var none *ctype.NoMemberError
		if errors.As(err, &none) {
			return v, false, eval.Unknown(name, memberNames(t, nil, 0), "There is no member named %s in %s.", name, t)
		}
		if err != nil {
			return v, false, err
		}
		last = isLast(t, name)
		v = v.Member(f)
		for indexes != "" {
			digits, rest, ok := strings.Cut(indexes, "]")
			i, err := strconv.ParseInt(strings.TrimSpace(digits), 0, 64)
			if !ok || err != nil || rest != "" && rest[0] != '[' {
				return v, false, fmt.Errorf("%q: an index is a number in brackets", part)
			}
			a := v.Type.Strip()
			b, err := a.Body()
			switch {
			case err != nil:
				return v, false, err
			case a.Kind != ctype.Array:
				return v, false, fmt.Errorf("%s is no array: it is of type %s", name, v.Type)
			case i < 0 || a.Count >= 0 && i >= a.Count:
				return v, false, fmt.Errorf("%s has no element %d: it is of type %s", name, i, v.Type)
			}
			v = v.Index(b.Elem, i)
			indexes = strings.TrimPrefix(rest, "[")
		}
	}
	return v, last, nil
}

// isLast reports whether gdb prints no comma behind a member.
func isLast(t *ctype.Type, name string) bool {
	b, err := t.Body()
	return err == nil && len(b.Members) > 0 && b.Members[len(b.Members)-1].Name == name
}

// memberNames lists the members of a structure, those of anonymous ones in it included.
func memberNames(t *ctype.Type, names []string, depth int) []string {
	b, err := t.Body()
	if err != nil || depth > 16 || len(names) > 4096 {
		return names
	}
	for _, m := range b.Members {
		if m.Name != "" {
			names = append(names, m.Name)
		} else if m.Type != nil {
			names = memberNames(m.Type.Strip(), names, depth+1)
		}
	}
	return names
}

// readRecord reads and formats a structure at a. Parts that cannot be read are marked in the text; if that
// is all of it, the error is the *[mem.Fault].
func (s *Session) readRecord(ctx context.Context, spec recordSpec, a mem.Addr, as value.Format) (Record, error) {
	r := s.memory()
	out := Record{Addr: a, Type: spec.name}
	if len(spec.members) == 0 {
		if err := nothingThere(ctx, r, a, spec.t.Strip().Size); err != nil {
			return out, s.linkError(err)
		}
	}
	pr := s.valuePrinter(r)
	pr.Pretty, pr.As = true, as
	v := value.At(spec.t, a)
	if len(spec.members) == 0 {
		text, err := pr.Format(ctx, v)
		if err == nil {
			out.Text = spec.name + " " + text
			out.Tree, err = pr.Tree(ctx, "", v)
		}
		return out, s.linkError(err)
	}
	for i, path := range spec.members {
		m, last, err := memberOf(v, path)
		if err != nil {
			return out, err
		}
		x := MemberValue{Name: path, More: !last}
		if at, ok := m.Address(); ok {
			x.Addr = at
			if i == 0 && m.Type != nil { // only what is asked for is read
				if err := nothingThere(ctx, r, at, m.Type.Strip().Size); err != nil {
					return out, s.linkError(err)
				}
			}
		}
		if x.Text, err = pr.Format(ctx, m); err == nil {
			x.Tree, err = pr.Tree(ctx, path, m)
		}
		if err != nil {
			return out, s.linkError(err)
		}
		x.Text = strings.ReplaceAll(x.Text, "\n", "\n  ")
		out.Members = append(out.Members, x)
	}
	return out, nil
}

// nothingThere is the fault of reading n bytes at a where neither end can be read.
func nothingThere(ctx context.Context, r mem.Reader, a mem.Addr, n int64) error {
	n = min(max(n, 1), 64<<10)
	err := r.ReadMem(ctx, a, make([]byte, n))
	var fault *mem.Fault
	if !errors.As(err, &fault) {
		return err
	}
	if fault.Got > 0 {
		return nil
	}
	var end [1]byte
	if again := r.ReadMem(ctx, a.Add(n-1), end[:]); isFault(again) {
		return err
	}
	return nil
}

// offset reads an offset in a structure: a number of bytes, or STRUCT.MEMBER, for which member is its
// type too.
func (s *Session) offset(ctx context.Context, text string) (off int64, member *ctype.Type, err error) {
	if text == "" {
		return 0, nil, nil
	}
	if n, err := strconv.ParseInt(text, 0, 64); err == nil {
		return n, nil, nil
	}
	if !strings.Contains(text, ".") {
		return 0, nil, fmt.Errorf("%q is no offset: it has to be a number or STRUCT.MEMBER", text)
	}
	spec, err := s.parseRecord(ctx, "", text)
	if err != nil {
		return 0, nil, err
	}
	if len(spec.members) != 1 {
		return 0, nil, fmt.Errorf("%q: one member is needed for an offset", text)
	}
	v, _, err := memberOf(value.At(spec.t, 0), spec.members[0])
	if err != nil {
		return 0, nil, err
	}
	a, ok := v.Address()
	if !ok {
		return 0, nil, fmt.Errorf("%q is a bit-field: it has no offset in bytes", text)
	}
	return int64(a), v.Type, nil
}

// IsStruct reports whether there is a struct or union of that name, or a typedef of one.
func (s *Session) IsStruct(ctx context.Context, name string) bool {
	_, err := s.recordType(ctx, "", name)
	return err == nil
}

// IsOffset reports whether text is an offset as commands take it: a small number, or STRUCT.MEMBER.
func (s *Session) IsOffset(ctx context.Context, text string) bool {
	n, _, err := s.offset(ctx, text)
	return err == nil && n < 1<<20 && n > -1<<20
}

// CrashAddr is [Session.ResolveAddr] for the commands that crash has too: there an address is
// hexadecimal without 0x as well, which is how crash and these commands print it, and NAME+N is N bytes
// behind a name whatever its type.
func (s *Session) CrashAddr(ctx context.Context, text string) (mem.Addr, error) {
	text = strings.TrimSpace(text)
	n, herr := strconv.ParseUint(text, 16, 64)
	if herr == nil && len(text) == 16 {
		return mem.Addr(n), nil
	}
	a, err := s.ResolveAddr(ctx, text)
	if err == nil {
		return a, nil
	}
	if herr == nil {
		return mem.Addr(n), nil
	}
	if i := strings.LastIndexAny(text, "+-"); i > 0 {
		base, berr := s.ResolveAddr(ctx, text[:i])
		off, oerr := strconv.ParseInt(strings.TrimSpace(text[i+1:]), 0, 64)
		if berr == nil && oerr == nil {
			if text[i] == '-' {
				off = -off
			}
			return base.Add(off), nil
		}
	}
	return a, err
}
