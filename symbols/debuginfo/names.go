package debuginfo

import (
	"bytes"
	"cmp"
	"context"
	"debug/dwarf"
	"fmt"
	"slices"
	"strings"

	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// Kind is what a [Name] stands for.
type Kind uint8

const (
	KindStruct Kind = iota + 1
	KindUnion
	KindEnum
	KindTypedef
	KindBase // int, char...
	KindFunction
	KindVariable
	KindEnumerator

	// In the index only:
	kindDeclared // a variable that is not defined here
	kindGone     // a variable that the compiler left nowhere
	kindAbstract // a function that may exist only inlined

	kindInlined // a copy of a function, see [skimmer.code]
)

// Name is a name that the debug information defines at file scope, or an enumerator.
type Name struct {
	Name string
	Kind Kind

	d   *Data
	die int
}

// places lists the offsets in .debug_str that read as name. Linkers merge tails: "task_struct" may
// exist only as the end of "get_task_struct".
func (d *Data) places(name string) []uint32 {
	str := d.bytes(secStr)
	if name == "" || strings.IndexByte(name, 0) >= 0 {
		return nil
	}
	needle := append([]byte(name), 0)
	var out []uint32
	for at := 0; ; {
		i := bytes.Index(str[at:], needle)
		if i < 0 {
			return out
		}
		out = append(out, uint32(at+i))
		at += i + 1
	}
}

// Names finds what is called name, types first and functions and variables after them, in the order of
// the file within each kind. It needs the index, see [Data.BuildIndex]. No such name is no error.
func (d *Data) Names(ctx context.Context, name string) ([]Name, error) {
	ix, err := d.nameIndex(ctx)
	if err != nil {
		return nil, err
	}
	var found []nameEntry
	for _, str := range d.places(name) {
		i, _ := slices.BinarySearchFunc(ix.strp, str, func(e nameEntry, str uint32) int { return cmp.Compare(e.str, str) })
		for ; i < len(ix.strp) && ix.strp[i].str == str; i++ {
			found = append(found, ix.strp[i])
		}
	}
	info := d.bytes(secInfo)
	for _, e := range ix.inline {
		if startsWith(info[e.str:], name) {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b nameEntry) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.die, b.die)) })
	defined := slices.ContainsFunc(found, func(e nameEntry) bool { return e.kind == KindVariable })
	out := make([]Name, 0, len(found))
	for _, e := range found {
		if e.kind == kindDeclared || e.kind == kindGone {
			if defined {
				continue
			}
			e.kind = KindVariable
		}
		if e.kind == kindAbstract {
			e.kind = KindFunction
		}
		n := Name{name, e.kind, d, int(e.die)}
		if len(out) == 0 || out[len(out)-1] != n {
			out = append(out, n)
		}
	}
	return out, nil
}

// CompleteName lists at most limit distinct names that begin with prefix, sorted; those of some kinds only
// if any are given. It needs the index.
func (d *Data) CompleteName(ctx context.Context, prefix string, limit int, kinds ...Kind) ([]string, error) {
	ix, err := d.nameIndex(ctx)
	if err != nil {
		return nil, err
	}
	set := make(map[string]bool)
	scan := func(section []byte, entries []nameEntry) {
		for i, e := range entries {
			if len(kinds) == 0 && i > 0 && entries[i-1].str == e.str || int64(e.str) >= int64(len(section)) ||
				len(kinds) > 0 && !slices.Contains(kinds, e.kind) {
				continue
			}
			if b := section[e.str:]; len(b) >= len(prefix) && string(b[:len(prefix)]) == prefix {
				if n := bytes.IndexByte(b, 0); n > 0 {
					set[string(b[:n])] = true
				}
			}
		}
	}
	scan(d.bytes(secStr), ix.strp)
	scan(d.bytes(secInfo), ix.inline)
	out := make([]string, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out[:min(len(out), max(limit, 0))], nil
}

var kindTags = map[ctype.Kind]Kind{ctype.Struct: KindStruct, ctype.Union: KindUnion, ctype.Enum: KindEnum,
	ctype.Typedef: KindTypedef, ctype.Int: KindBase, ctype.Float: KindBase, ctype.Bool: KindBase}

// KindOf is the kind of name that a type has.
func KindOf(k ctype.Kind) Kind { return kindTags[k] }

// Struct finds a struct or union by its tag: "module", or as C has it, "struct module". Where there is
// none the error is a *ctype.NotFoundError.
func (d *Data) Struct(tag string) (*ctype.Type, error) {
	name, isStruct := strings.CutPrefix(tag, "struct ")
	name, isUnion := strings.CutPrefix(name, "union ")
	var kinds []Kind
	if !isUnion {
		kinds = append(kinds, KindStruct)
	}
	if !isStruct {
		kinds = append(kinds, KindUnion)
	}
	k := ctype.Struct
	if isUnion {
		k = ctype.Union
	}
	return d.findType(k, name, kinds...)
}

// TypeNamed finds the first definition of a struct, union, enum, typedef or base type by its name.
func (d *Data) TypeNamed(k ctype.Kind, name string) (*ctype.Type, error) {
	kind, ok := kindTags[k]
	if !ok {
		return nil, &ctype.NotFoundError{Type: ctype.KeywordTag(k, name)}
	}
	return d.findType(k, name, kind)
}

// findType looks a definition up in the index if there is one, and otherwise reads units in the order
// of the file until it comes by: what the kernel needs of itself is in the first few of them.
func (d *Data) findType(k ctype.Kind, name string, kinds ...Kind) (*ctype.Type, error) {
	d.index.mu.Lock()
	ready := d.index.ready != nil || d.index.missed > 0 // to search in vain again would cost an index
	d.index.mu.Unlock()
	var u *unit
	die := -1
	if ready {
		names, err := d.Names(context.Background(), name)
		if err != nil {
			return nil, err
		}
		for _, n := range names {
			if slices.Contains(kinds, n.Kind) {
				die = n.die
				break
			}
		}
	} else if name != "" {
		var err error
		if u, die, err = d.searchType(name, kinds); err != nil {
			return nil, err
		}
	}
	if die < 0 {
		return nil, &ctype.NotFoundError{Type: ctype.KeywordTag(k, name)}
	}
	if u == nil {
		var err error
		if u, err = d.unitOf(die); err != nil {
			return nil, err
		}
	}
	return u.typeAt(die)
}

// searchType returns the first definition and its unit; nil, -1 if there is none.
func (d *Data) searchType(name string, kinds []Kind) (*unit, int, error) {
	return d.search(name, func(k Kind, _ *skimAbbrev) bool { return slices.Contains(kinds, k) })
}

// maxSearches is how many names are searched for before the index is made.
const maxSearches = 4

// OnlyVariable finds the definition of a variable of which there is one in the image, as there is of a
// global symbol: without the index, by reading units in the order of the file until it comes by, which is
// quicker than making the index. It is false where the index is there, or will be worth its making: after
// some such searches, or one in vain. [Data.Names] is the way then.
func (d *Data) OnlyVariable(name string) (Name, bool, error) {
	d.index.mu.Lock()
	ready := d.index.ready != nil || d.index.running != nil || d.index.missed > 0 || d.index.searches >= maxSearches
	d.index.searches++
	d.index.mu.Unlock()
	if ready || name == "" {
		return Name{}, false, nil
	}
	_, die, err := d.search(name, func(k Kind, a *skimAbbrev) bool { return k == KindVariable && a.defined })
	if err != nil || die < 0 {
		return Name{}, false, err
	}
	return Name{name, KindVariable, d, die}, true, nil
}

// search returns the first DIE of a name that is wanted, and its unit; nil, -1 if there is none. It stops
// at a unit whose length makes no sense.
func (d *Data) search(name string, wanted func(Kind, *skimAbbrev) bool) (*unit, int, error) {
	places := d.places(name)
	s := newSkimmer(d)
	die, released := -1, 0
	for off := 0; off < len(s.info); {
		open := s.unit(off)
		if s.u == nil || s.u.off != off {
			return nil, -1, nil
		}
		if open {
			s.names(func(k Kind, a *skimAbbrev, x *skimDie) bool {
				if !x.named || !wanted(k, a) {
					return true
				}
				if x.inline {
					if !startsWith(s.info[x.name:], name) {
						return true
					}
				} else if _, ok := slices.BinarySearch(places, x.name); !ok {
					return true
				}
				die = x.off
				return false
			})
		}
		if die >= 0 {
			u, err := d.unitAt(off)
			return u, die, err
		}
		if off = s.u.end; off-released >= chunkSize {
			d.done(released, off)
			released = off
		}
	}
	d.done(released, len(s.info))
	d.index.mu.Lock()
	d.index.missed++
	d.index.mu.Unlock()
	return nil, -1, nil
}

// startsWith reports whether b is the string name and its NUL.
func startsWith(b []byte, name string) bool {
	return len(b) > len(name) && b[len(name)] == 0 && string(b[:len(name)]) == name
}

// entry decodes the name's DIE.
func (n Name) entry(e *entry) error {
	if n.d == nil {
		return ErrNone
	}
	u, err := n.d.unitOf(n.die)
	if err != nil {
		return err
	}
	return u.entry(n.die, e)
}

// Type is the type that the name stands for; of a function, variable or enumerator, its type.
func (n Name) Type() (*ctype.Type, error) {
	var e entry
	if err := n.entry(&e); err != nil {
		return nil, err
	}
	switch n.Kind {
	case KindFunction:
		u, off := e.u, e.off
		if o, ok := e.ref(dwarf.AttrAbstractOrigin); ok { // the abstract instance has the result type
			if x, err := n.d.unitOf(o); err == nil {
				u, off = x, o
			}
		}
		return ctype.New(ctype.Info{Kind: ctype.Func}, func() (ctype.Body, error) { return u.function(off) }), nil
	case KindVariable:
		var t *ctype.Type
		var terr error
		err := n.d.follow(&e, func(e *entry) bool {
			off, ok := e.ref(dwarf.AttrType)
			if ok {
				t, terr = e.u.typeAt(off)
			}
			return ok
		})
		return t, cmp.Or(terr, err)
	}
	return e.u.typeAt(n.die)
}

// Value is the value of an enumerator.
func (n Name) Value() (int64, error) {
	if n.Kind != KindEnumerator {
		return 0, fmt.Errorf("%s is no enumerator", n.Name)
	}
	t, err := n.Type()
	if err != nil {
		return 0, err
	}
	b, err := t.Body()
	if err != nil {
		return 0, err
	}
	for _, c := range b.Enumerators {
		if c.Name == n.Name {
			return c.Value, nil
		}
	}
	return 0, fmt.Errorf("%s is no enumerator of %s", n.Name, t)
}

// Declared is where the name is declared: the file as the compiler was given it, and the line, 0 if
// that is unknown.
func (n Name) Declared() (file string, line int, err error) {
	var e entry
	if err := n.entry(&e); err != nil {
		return "", 0, err
	}
	file, _, line, err = n.d.declared(&e)
	return file, line, err
}

// Ranges is the code of a function; none if it exists only inlined.
func (n Name) Ranges() ([]link.Range, error) {
	var e entry
	if err := n.entry(&e); err != nil || n.Kind != KindFunction {
		return nil, err
	}
	var out []link.Range
	err := e.u.ranges(&e, func(r link.Range) bool {
		out = append(out, r)
		return true
	})
	return out, err
}

// Location is the expression of a variable; nil if the compiler left it nowhere.
func (n Name) Location() ([]byte, error) {
	var e entry
	if err := n.entry(&e); err != nil || n.Kind != KindVariable {
		return nil, err
	}
	if v, ok := e.value(dwarf.AttrLocation); ok && (v.class == classExpr || v.class == classBlock) {
		return v.b, nil
	}
	return nil, nil
}
