package value

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"kbreak/symbols/ctype"
	"kbreak/symbols/expr"
)

// structure prints a struct or union with its members.
func (f *formatter) structure(v Value, t *ctype.Type, depth int) {
	body, err := t.Body()
	if err != nil {
		f.puts("<error: " + err.Error() + ">")
		return
	}
	f.puts("{")
	if len(body.Members) == 0 {
		f.puts("<No data fields>")
	}
	for i, m := range body.Members {
		if f.stop() {
			break
		}
		if i > 0 {
			f.puts(",")
			if !f.Pretty {
				f.puts(" ")
			}
		}
		if f.Pretty {
			f.puts("\n" + strings.Repeat("  ", depth+1))
		}
		if m.Name != "" {
			f.puts(m.Name + " = ")
			f.value(v.Member(m), depth+1)
		} else { // an anonymous struct is indented but does not count as nested
			f.anonymous++
			f.value(v.Member(m), depth+1)
			f.anonymous--
		}
	}
	if f.Pretty && len(body.Members) > 0 {
		f.puts("\n" + strings.Repeat("  ", depth))
	}
	f.puts("}")
}

// maxRun is how many bytes of an array are compared to find the end of a run of equal elements.
const maxRun = 1 << 20

// maxCompared is how many bytes are compared for one value, plus elementCost for each element. After
// them no runs are looked for.
const (
	maxCompared = 16 << 20
	elementCost = 64
)

// array prints an array: characters as a string, everything else element by element.
func (f *formatter) array(v Value, t *ctype.Type, depth int) {
	elem := target(t)
	size := sizeOf(elem)
	if t.Count <= 0 || size == 0 {
		// An array without a length is shown as a pointer to where it starts.
		if a, ok := v.Address(); ok {
			f.pointerTo(elem, a)
		} else {
			f.puts("{}")
		}
		return
	}
	count := t.Count
	if isText(elem, f.As) && count <= expr.MaxObject {
		c, ok := f.contents(v)
		if !ok {
			return
		}
		if len(c.Missing) == 0 {
			if end := bytes.IndexByte(c.Bytes, 0); f.NullStop && end >= 0 {
				c.Bytes = c.Bytes[:end+1]
			}
			f.quoted(c.Bytes, false)
			return
		}
	}
	f.puts("{")
	limit := int64(f.Elements)
	if limit <= 0 {
		limit = maxText
	}
	var i, printed int64
	for i < count && printed < limit && !f.stop() {
		switch {
		case i > 0 && f.Array:
			f.puts(",")
		case i > 0:
			f.puts(", ")
		}
		if f.Array {
			f.puts("\n" + strings.Repeat("  ", depth+1))
		}
		if f.ArrayIndexes {
			fmt.Fprintf(f, "[%d] = ", i)
		}
		n, cut := f.run(v, elem, i, count)
		if f.err != nil {
			return
		}
		f.value(v.Index(elem, i), depth+1)
		if f.Repeats > 0 && n > int64(f.Repeats) {
			more := ""
			if cut {
				more = "at least "
			}
			fmt.Fprintf(f, " <repeats %s%d times>", more, n)
			i += n
			printed += int64(f.Repeats)
			if cut {
				break
			}
		} else {
			i++
			printed++
		}
	}
	if i < count {
		f.puts("...")
	}
	if f.Array {
		f.puts("\n" + strings.Repeat("  ", depth))
	}
	f.puts("}")
}

// run counts how many elements from the i-th on are equal to it, what is missing included. cut: the
// run goes on beyond what is compared.
func (f *formatter) run(v Value, elem *ctype.Type, i, count int64) (n int64, cut bool) {
	size := sizeOf(elem)
	if f.Repeats <= 0 || size > window || f.compared >= maxCompared {
		return 1, false
	}
	first, ok := f.element(v, elem, i, count)
	if !ok {
		return 1, false
	}
	first.Bytes = slices.Clone(first.Bytes) // the window may move on
	for n = 1; i+n < count; n++ {
		if n*size > maxRun || f.compared >= maxCompared {
			return n, true
		}
		f.compared += size + elementCost
		next, ok := f.element(v, elem, i+n, count)
		if !ok || !equal(first, next) {
			break
		}
	}
	return n, false
}

// element reads one element, and what follows it in the array if the window has to be moved.
func (f *formatter) element(v Value, elem *ctype.Type, i, count int64) (expr.Contents, bool) {
	e := v.Index(elem, i)
	size := sizeOf(elem)
	if o := v.obj; o.mem && (e.off < o.start || e.off+size > o.start+int64(len(o.contents.Bytes))) {
		ahead := min((count-i)*size, max(size, 4096))
		if f.err = e.prefetch(f.ctx, f.Mem, ahead); f.err != nil {
			return expr.Contents{}, false
		}
	}
	return f.contents(e)
}

// equal reports whether two objects have the same contents with the same parts missing.
func equal(a, b expr.Contents) bool {
	return bytes.Equal(a.Bytes, b.Bytes) && slices.EqualFunc(a.Missing, b.Missing, func(x, y expr.Missing) bool {
		return x.Bit == y.Bit && x.Bits == y.Bits && (x.Fault == nil) == (y.Fault == nil) &&
			(x.Pointer == nil) == (y.Pointer == nil)
	})
}
