package debuginfo

import (
	"cmp"
	"context"
	"debug/dwarf"
	"runtime"
	"slices"
	"sync"

	"kbreak/symbols/ctype"
)

// Search lists what is defined under the names that match: of the kinds that are asked for, in the order
// of the file. Functions are those with code of their own, once for each. Match is called once for
// each distinct name, concurrently; what it is given is part of the file and not to be kept. Search
// needs the index, see [Data.BuildIndex].
func (d *Data) Search(ctx context.Context, match func(name []byte) bool, kinds ...Kind) ([]Name, error) {
	ix, err := d.nameIndex(ctx)
	if err != nil {
		return nil, err
	}
	var want [kindAbstract + 1]bool
	for _, k := range kinds {
		want[k] = true
	}
	want[kindGone] = want[KindVariable]
	var out []Name
	for _, part := range []struct {
		section section
		entries []nameEntry
	}{{secStr, ix.strp}, {secInfo, ix.inline}} {
		section := d.bytes(part.section)
		out = append(out, parallel(part.entries, func(entries []nameEntry) (out []Name) {
			last, matched := int64(-1), false
			for i, e := range entries {
				if i&0xfff == 0 && ctx.Err() != nil {
					return nil
				}
				if !want[e.kind] || int64(e.str) >= int64(len(section)) {
					continue
				}
				if int64(e.str) != last { // entries are in the order of the names' places
					last, matched = int64(e.str), match(nameAt(section, e.str))
				}
				if matched {
					kind := e.kind
					if kind == kindGone {
						kind = KindVariable
					}
					out = append(out, Name{text(section, e.str), kind, d, int(e.die)})
				}
			}
			return out
		})...)
	}
	slices.SortStableFunc(out, func(a, b Name) int { return cmp.Compare(a.die, b.die) })
	return out, ctx.Err()
}

// parallel splits a list among the processors and joins what they make of it, in order.
func parallel[T, R any](list []T, f func([]T) []R) []R {
	n := min(runtime.GOMAXPROCS(0), 8, len(list)/1024+1)
	parts := make([][]R, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { parts[i] = f(list[len(list)*i/n : len(list)*(i+1)/n]) })
	}
	wg.Wait()
	return slices.Concat(parts...)
}

// Declaration is how and where something is declared.
type Declaration struct {
	File   string // as the compiler was given it; that of the unit where the declaration has none
	Line   int    // 0 where the compiler made it, as base types
	Static bool   // a function or variable that other units cannot name
	Type   *ctype.Type
}

// Declaration reads how and where the name is declared.
func (n Name) Declaration() (Declaration, error) {
	var out Declaration
	var e entry
	if err := n.entry(&e); err != nil {
		return out, err
	}
	external := false
	file := 0
	err := n.d.follow(&e, func(e *entry) bool {
		if l, ok := e.num(dwarf.AttrDeclLine); ok && out.Line == 0 {
			out.Line = int(min(l, maxOffset))
		}
		if f, ok := e.num(dwarf.AttrDeclFile); ok && file == 0 {
			file = int(min(f, maxFiles))
			if h, err := e.u.lineHeader(); err == nil {
				out.File, _ = h.file(file)
			}
		}
		external = external || e.flag(dwarf.AttrExternal)
		return false
	})
	if err != nil {
		return out, err
	}
	if out.File == "" {
		out.File = e.u.name
	}
	out.Static = !external && (n.Kind == KindFunction || n.Kind == KindVariable)
	out.Type, err = n.Type()
	return out, err
}
