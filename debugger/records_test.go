package debugger

import (
	"context"
	"errors"
	"strings"
	"testing"

	"kbreak/debugger/value"
	"kbreak/mem"
)

// cFile is a session on a program that was built from value/testdata/values.c; its data is read from the
// file.
func cFile(t *testing.T) *Session {
	t.Helper()
	s := New(Options{})
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	bias := int64(0)
	if err := s.SymbolFile(context.Background(), "value/testdata/values", &bias); err != nil {
		t.Fatal(err)
	}
	return s
}

func lines(s string) string { return strings.TrimPrefix(s, "\n") }

// The offsets are those that gdb 13's ptype/o prints for the same file.
func TestStructDefinition(t *testing.T) {
	ctx := context.Background()
	s := cFile(t)
	for _, tt := range []struct {
		q    StructSpec
		want string
	}{
		{StructSpec{Keyword: "struct", Name: "point"}, `
struct point {
    int x;
    int y;
}`},
		{StructSpec{Keyword: "struct", Name: "node", Offsets: true}, `
struct node {
   [0] int value;
   [8] struct node *next;
}`},
		{StructSpec{Keyword: "struct", Name: "nested.p,i,named"}, `
struct nested {
   [0] struct point p;
   [8] int i;
       struct {
  [12]     int a;
  [16]     char c;
       } named;
}`},
		{StructSpec{Keyword: "struct", Name: "node", Offsets: true, At: "0xffff888000001000"}, `
struct node {
  [ffff888000001000] int value;
  [ffff888000001008] struct node *next;
}`},
		{StructSpec{Keyword: "union", Name: "u", Offsets: true}, `
union u {
  [0] int i;
  [0] unsigned char c[4];
  [0] struct point *p;
}`},
		{StructSpec{Keyword: "struct", Name: "deep.b.c.d.a[1]"}, `
struct deep {
  [4] int a[1];
}`},
	} {
		got, err := s.Struct(ctx, tt.q)
		if err != nil {
			t.Errorf("%+v: %v", tt.q, err)
			continue
		}
		if got.Definition != lines(tt.want) {
			t.Errorf("%+v: have\n%s\nwant\n%s", tt.q, got.Definition, lines(tt.want))
		}
	}
	for name, want := range map[string]string{
		"nosuch":          "No struct type named nosuch.",
		"u":               "No struct type named u.",
		"point.z":         "There is no member named z in struct point.",
		"nested.poi":      "There is no member named poi in struct nested.",
		"point.x[1]":      "x is no array: it is of type int",
		"point.x.y":       "There is no member named y in int.",
		"point.":          `a member is missing behind "point."`,
		"zero.data[x":     `"data[x": an index is a number in brackets`,
		"u.c[4]":          "No struct type named u.",
		"deep.b.c.d.a[2]": "a has no element 2: it is of type int [2]",
	} {
		if _, err := s.Struct(ctx, StructSpec{Keyword: "struct", Name: name}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: have %v, want %s", name, err, want)
		}
	}
}

func TestStructContents(t *testing.T) {
	ctx := context.Background()
	s := cFile(t)
	show := func(q StructSpec) (string, error) {
		q.Keyword = "struct"
		got, err := s.Struct(ctx, q)
		var b strings.Builder
		if got != nil {
			for _, r := range got.Records {
				b.WriteString(r.Text)
				for _, m := range r.Members {
					b.WriteString(m.Name + "=" + m.Text)
					if m.More {
						b.WriteString(",")
					}
				}
				b.WriteString(";")
			}
		}
		return b.String(), err
	}
	for _, tt := range []struct {
		q    StructSpec
		want string
	}{
		{StructSpec{Name: "point", At: "origin"}, "struct point {\n  x = 1,\n  y = 2\n};"},
		{StructSpec{Name: "point", At: "_start::sa", Count: 2}, "struct point {\n  x = 1,\n  y = 2\n};struct point {\n  x = 3,\n  y = 4\n};"},
		{StructSpec{Name: "point.x", At: "&_start::sa[1]", Count: -2}, "x=1,;x=3,;"},
		{StructSpec{Name: "point.y", At: "&origin.y", Link: "point.y"}, "y=2;"},
		{StructSpec{Name: "point.y", At: "&origin.y", Link: "4"}, "y=2;"},
		{StructSpec{Name: "point", At: "_start::pt", As: 'x'}, "struct point {\n  x = 0xa,\n  y = 0xffffffec\n};"},
		{StructSpec{Name: "nested.p,named.c", At: "_start::ne"}, "p={\n    x = 1,\n    y = 2\n  },named.c=99 'c';"},
		{StructSpec{Name: "deep.b.c.d.a[1]", At: "_start::de"}, "b.c.d.a[1]=2;"},
		{StructSpec{Name: "bits.a", At: "_start::bi"}, "a=5,;"},
	} {
		if got, err := show(tt.q); err != nil || got != tt.want {
			t.Errorf("%+v: have %q, %v; want %q", tt.q, got, err, tt.want)
		}
	}
	var fault *mem.Fault
	if _, err := show(StructSpec{Name: "point", At: "0x10"}); !errors.As(err, &fault) || fault.Addr != 0x10 {
		t.Errorf("nothing readable: have %v", err)
	}
	if _, err := show(StructSpec{Name: "point", At: "origin", Count: 1 << 20}); err == nil || !strings.Contains(err.Error(), "are more than") {
		t.Errorf("have %v", err)
	}
	raw, err := s.Struct(ctx, StructSpec{Keyword: "struct", Name: "point", At: "origin", Raw: true})
	if err != nil || string(raw.Raw[0].Bytes) != "\x01\x00\x00\x00\x02\x00\x00\x00" {
		t.Errorf("raw: %+v, %v", raw, err)
	}
}

// The readable part of a structure is shown and the rest marked; a structure of which neither end can
// be read is an error.
func TestRecordPartly(t *testing.T) {
	ctx := context.Background()
	s := cFile(t)
	spec, err := s.parseRecord(ctx, "struct", "node")
	if err != nil {
		t.Fatal(err)
	}
	half := mem.ReaderFunc(func(_ context.Context, a mem.Addr, p []byte) error {
		for i := range p {
			if a.Add(int64(i)) >= 0x1008 {
				return &mem.Fault{Addr: a.Add(int64(i)), Got: i}
			}
			p[i] = 7
		}
		return nil
	})
	pr := s.valuePrinter(half)
	pr.Pretty = true
	text, err := pr.Format(ctx, value.At(spec.t, 0x1000))
	want := "{\n  value = 117901063,\n  next = <error: Cannot access memory at address 0x1008>\n}"
	if err != nil || text != want {
		t.Errorf("have %q, %v", text, err)
	}
	for a, nothing := range map[mem.Addr]bool{0x1000: false, 0xff8: false, 0x1008: true} {
		if err := nothingThere(ctx, half, a, 16); isFault(err) != nothing {
			t.Errorf("%v: have %v", a, err)
		}
	}
}

func TestOffset(t *testing.T) {
	ctx := context.Background()
	s := cFile(t)
	for text, want := range map[string]int64{"": 0, "16": 16, "0x20": 32, "node.next": 8, "nested.named.c": 16, "struct deep.b.c.d.a[1]": 4} {
		if off, _, err := s.offset(ctx, text); err != nil || off != want {
			t.Errorf("%q: have %d, %v; want %d", text, off, err, want)
		}
	}
	for _, text := range []string{"node", "node.", "node.prev", "nosuch.x", "node.value,next", "bits.a"} {
		if off, _, err := s.offset(ctx, text); err == nil {
			t.Errorf("%q: have %d", text, off)
		}
	}
}

func TestCrashAddr(t *testing.T) {
	ctx := context.Background()
	s := cFile(t)
	origin, err := s.ResolveAddr(ctx, "&origin")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]mem.Addr{
		"origin": origin, "origin+4": origin + 4, "origin - 0x10": origin - 16, "ffff888003199980": 0xffff888003199980,
		"1234567812345678": 0x1234567812345678, "c0de": 0xc0de, "10": 10, "0x10": 16,
	} {
		if a, err := s.CrashAddr(ctx, text); err != nil || a != want {
			t.Errorf("%q: have %v, %v; want %v", text, a, err, want)
		}
	}
	for _, text := range []string{"", "nosuch", "origin+x", "nosuch+4"} {
		if a, err := s.CrashAddr(ctx, text); err == nil {
			t.Errorf("%q: have %v", text, a)
		}
	}
}
