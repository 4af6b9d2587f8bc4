package points

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/rsp"
)

// fake is a target of 64 bytes of code at base.
type fake struct {
	code   [64]byte
	asked  map[rsp.Point]bool
	under  map[mem.Addr]byte // what the stub's breakpoints replaced
	noZ0   bool              // the stub has no software breakpoints
	rom    bool              // writes are taken and do nothing
	lost   bool              // the link is broken
	shown  bool              // the stub's breakpoints are seen in the code
	patchy string            // what rewrites the code
	table  *Table
	writes int
}

const base mem.Addr = 0xffffffff81000000

func newFake(f *fake) (*fake, *Table) {
	copy(f.code[:], bytes.Repeat([]byte{0x55, 0x90, 0x48, 0xff, 0xc0, 0x5d, 0xc3, 0x90}, 8))
	f.asked, f.under = make(map[rsp.Point]bool), make(map[mem.Addr]byte)
	f.table = New(arch.AMD64, f)
	return f, f.table
}

func (f *fake) Insert(_ context.Context, p rsp.Point) error {
	refusal := func(code string) error { return &rsp.PointError{Point: p, Err: &rsp.ReplyError{Op: "Z", Code: code}} }
	switch {
	case f.lost:
		return rsp.ErrLost
	case f.noZ0 && p.Kind == rsp.SoftwareBreak:
		return rsp.ErrUnsupported
	case p.Kind == rsp.ReadWatch:
		return refusal("16")
	}
	f.asked[p] = true
	if f.shown {
		f.under[p.Addr], f.code[p.Addr.Sub(base)] = f.code[p.Addr.Sub(base)], 0xcc
	}
	return nil
}

func (f *fake) Remove(_ context.Context, p rsp.Point) error {
	if f.lost {
		return rsp.ErrLost
	}
	delete(f.asked, p)
	if old, ok := f.under[p.Addr]; ok {
		f.code[p.Addr.Sub(base)] = old
	}
	return nil
}

func (f *fake) Code(ctx context.Context, a mem.Addr, p []byte) error {
	err := f.Read(ctx, a, p)
	f.table.Hide(a, p)
	return err
}

func (f *fake) Read(_ context.Context, a mem.Addr, p []byte) error {
	at := a.Sub(base)
	if at < 0 || at >= int64(len(f.code)) {
		return &mem.Fault{Addr: a}
	}
	if n := copy(p, f.code[at:]); n < len(p) {
		return &mem.Fault{Addr: a.Add(int64(n)), Got: n}
	}
	return nil
}

func (f *fake) Write(_ context.Context, a mem.Addr, p []byte) error {
	f.writes++
	if !f.rom {
		copy(f.code[a.Sub(base):], p)
	}
	return nil
}

func (f *fake) Rewritten(mem.Addr) string { return f.patchy }

func software(a mem.Addr) rsp.Point { return rsp.Point{Kind: rsp.SoftwareBreak, Addr: a, Size: 1} }

// A point is asked for once, is found by its address with the instruction under it, and goes.
func TestTable(t *testing.T) {
	ctx := context.Background()
	f, table := newFake(&fake{})
	hard := rsp.Point{Kind: rsp.HardwareBreak, Addr: base + 2, Size: 1}
	for _, p := range []rsp.Point{software(base), software(base), hard} {
		if err := table.Insert(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.asked) != 2 || len(table.All()) != 2 {
		t.Errorf("asked for %v", f.asked)
	}
	x := table.At(base + 2)
	if x == nil || x.Point != hard || x.Inst.Len != 3 || x.Old != nil || table.Software(base+2) != nil || table.At(base+1) != nil {
		t.Errorf("at the second is %+v", x)
	}
	if err := table.Remove(ctx, x); err != nil || len(f.asked) != 1 || table.Get(hard) != nil {
		t.Errorf("%v, left %v", err, f.asked)
	}
	// The last instruction of a page is decoded from what there is.
	if err := table.Insert(ctx, software(base+63)); err != nil || table.At(base+63).Inst.Len != 1 {
		t.Errorf("at the end: %v, %+v", err, table.At(base+63))
	}
	if err := table.Insert(ctx, software(base+64)); err == nil || !strings.Contains(err.Error(), "cannot access memory at address 0xffffffff81000040") {
		t.Errorf("where nothing is: %v", err)
	}
	if err := table.RemoveAll(ctx); err != nil || len(f.asked)+len(table.All()) > 0 {
		t.Errorf("%v, left %v", err, f.asked)
	}
}

// x86 has no watchpoint for reads alone: one for all accesses takes its place, and is what is removed.
func TestReadWatch(t *testing.T) {
	ctx := context.Background()
	f, table := newFake(&fake{})
	p := rsp.Point{Kind: rsp.ReadWatch, Addr: base, Size: 8}
	if err := table.Insert(ctx, p); err != nil {
		t.Fatal(err)
	}
	x := table.Get(p)
	if x == nil || x.Asked.Kind != rsp.AccessWatch || !f.asked[x.Asked] {
		t.Fatalf("%+v", x)
	}
	if err := table.Remove(ctx, x); err != nil || len(f.asked) > 0 {
		t.Errorf("%v, left %v", err, f.asked)
	}
}

// Without Z0 traps are written; reads do not show them, writes go underneath.
func TestTraps(t *testing.T) {
	ctx := context.Background()
	f, table := newFake(&fake{noZ0: true})
	before := f.code
	for _, at := range []mem.Addr{base + 2, base + 5} {
		if err := table.Insert(ctx, software(at)); err != nil {
			t.Fatal(err)
		}
	}
	if f.code[2] != 0xcc || f.code[5] != 0xcc || len(f.asked) > 0 {
		t.Fatalf("code % x, asked for %v", f.code[:8], f.asked)
	}
	shown := make([]byte, 8)
	if err := f.Code(ctx, base, shown); err != nil || !bytes.Equal(shown, before[:8]) {
		t.Errorf("shown % x", shown)
	}
	b := []byte{1, 2, 3, 4}
	if under := table.Underneath(base+1, b); !bytes.Equal(under, []byte{1, 0xcc, 3, 4}) || b[1] != 2 {
		t.Errorf("to be written % x, given % x", under, b)
	}
	if err := table.Insert(ctx, software(base+5)); err != nil {
		t.Error(err)
	}
	f.code[5] = 0x66 // somebody else has it now
	if err := table.RemoveAll(ctx); err != nil {
		t.Fatal(err)
	}
	if f.code[2] != 2 || f.code[5] != 0x66 {
		t.Errorf("code % x", f.code[:8])
	}
}

// A trap is not written where it does harm, and one that is not there is not believed in.
func TestTrapRefused(t *testing.T) {
	ctx := context.Background()
	for want, f := range map[string]*fake{
		"the kernel rewrites the instruction at 0xffffffff81000002 itself (ftrace)": {noZ0: true, patchy: "ftrace"},
		"the trap written to 0xffffffff81000002 is not there":                       {noZ0: true, rom: true},
	} {
		f, table := newFake(f)
		if err := table.Insert(ctx, software(base+2)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("have %v, want %s", err, want)
		}
		if f.code[2] != 0x48 || len(table.All()) > 0 {
			t.Errorf("%s: code % x, in the table %v", want, f.code[:8], table.All())
		}
	}
	f, table := newFake(&fake{noZ0: true})
	f.code[2] = 0xcc
	if err := table.Insert(ctx, software(base+2)); err == nil || !strings.Contains(err.Error(), "that is not ours") || f.writes > 0 {
		t.Errorf("over a trap: %v, %d writes", err, f.writes)
	}
}

// A broken link ends RemoveAll; the journal still lists all.
func TestLost(t *testing.T) {
	ctx := context.Background()
	f, table := newFake(&fake{})
	dir := t.TempDir()
	sweep(t, table, dir)
	for i := range mem.Addr(5) {
		if err := table.Insert(ctx, software(base+i)); err != nil {
			t.Fatal(err)
		}
	}
	f.lost = true
	if err := table.RemoveAll(ctx); !errors.Is(err, rsp.ErrLost) || strings.Count(err.Error(), "remove") != 1 {
		t.Errorf("have %v", err)
	}
	f.lost = false
	next := New(arch.AMD64, f)
	if n := sweep(t, next, dir); n != 5 || len(f.asked) > 0 {
		t.Errorf("removed %d, left %v", n, slices.Collect(maps.Keys(f.asked)))
	}
}

// sweep opens the journal of target "t" in dir.
func sweep(t *testing.T, table *Table, dir string) int {
	t.Helper()
	removed, err := table.Sweep(context.Background(), dir, "t", []byte{1, 2}, 4096, func(text string) { t.Error(text) })
	if err != nil {
		t.Error(err)
	}
	return len(removed)
}

// The journal belongs to one target, one kernel and one slide.
func TestJournalOfAnother(t *testing.T) {
	ctx := context.Background()
	f, table := newFake(&fake{})
	dir := t.TempDir()
	sweep(t, table, dir)
	if err := table.Insert(ctx, software(base)); err != nil {
		t.Fatal(err)
	}
	for _, other := range []struct {
		target  string
		buildID []byte
		slide   int64
	}{{"u", []byte{1, 2}, 4096}, {"t", []byte{1, 3}, 4096}, {"t", []byte{1, 2}, 8192}} {
		n, err := New(arch.AMD64, f).Sweep(ctx, dir, other.target, other.buildID, other.slide, nil)
		if len(n) != 0 || err != nil || len(f.asked) != 1 {
			t.Errorf("%v: %v, %v", other, n, err)
		}
	}
	if n := sweep(t, New(arch.AMD64, f), dir); n != 1 {
		t.Errorf("removed %d", n)
	}
}

// A file of any content is read without harm: it moves no memory but where a trap stands.
func FuzzJournal(f *testing.F) {
	for _, text := range []string{
		"", "{", "null", "[]", strings.Repeat("x", 1000),
		`{"slide":4096,"points":[{"kind":9,"addr":1,"size":-1}]}`,
		`{"slide":4096,"points":[{"kind":0,"addr":1,"size":1,"old":"zz"}]}`,
		`{"slide":4096,"points":[{"kind":0,"addr":18446744071578845184,"size":1,"old":"90"}]}`, // no trap there
		`{"slide":4096,"points":[{"kind":0,"addr":18446744071578845185,"size":1,"old":"90"}]}`, // one
		`{"slide":4096,"points":[{"kind":0,"addr":18446744071578845185,"size":1,"old":"90909090"}]}`,
	} {
		f.Add([]byte(text))
	}
	dir := f.TempDir()
	name := func() string {
		t, table := newFake(&fake{})
		if _, err := table.Sweep(context.Background(), dir, "t", nil, 4096, nil); err != nil {
			f.Fatal(err)
		}
		_ = t
		return table.journal.path
	}()
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		target, table := newFake(&fake{})
		target.code[1] = 0xcc
		before := target.code
		n, err := table.Sweep(context.Background(), dir, "t", nil, 4096, func(string) {})
		if err != nil || len(n) > maxJournalPoints {
			t.Errorf("%d, %v", len(n), err)
		}
		after := target.code
		after[1] = before[1]
		if after != before {
			t.Errorf("the code is % x", target.code)
		}
	})
}

// What is too long to be ours is not read.
func TestLongJournal(t *testing.T) {
	_, table := newFake(&fake{})
	dir := t.TempDir()
	sweep(t, table, dir)
	one := `{"kind":0,"addr":1,"size":1},`
	for _, text := range []string{
		fmt.Sprintf(`{"slide":4096,"points":[%s]}`, strings.TrimSuffix(strings.Repeat(one, maxJournalPoints+1), ",")),
		fmt.Sprintf(`{"slide":4096,"points":[%s%s]}`, strings.TrimSuffix(one, ","), strings.Repeat(" ", maxJournalSize)),
	} {
		if err := os.WriteFile(table.journal.path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if n := sweep(t, table, dir); n != 0 {
			t.Errorf("%d points of %d bytes were taken", n, len(text))
		}
	}
}

// Without points there is no file, and without a directory no journal.
func TestNoJournal(t *testing.T) {
	ctx := context.Background()
	_, table := newFake(&fake{})
	dir := t.TempDir()
	for _, d := range []string{"", dir} {
		sweep(t, table, d)
		if err := table.Insert(ctx, software(base)); err != nil {
			t.Fatal(err)
		}
		files, _ := filepath.Glob(filepath.Join(dir, "*"))
		if (len(files) > 0) != (d != "") {
			t.Errorf("in %q: files %v", d, files)
		}
		if err := table.RemoveAll(ctx); err != nil {
			t.Fatal(err)
		}
		if files, _ := filepath.Glob(filepath.Join(dir, "*")); len(files) > 0 {
			t.Errorf("left over: %v", files)
		}
	}
}

// Code that the kernel rewrites under a point is noticed when it is looked at again.
func TestRefresh(t *testing.T) {
	ctx := context.Background()
	f, table := newFake(&fake{})
	if err := table.Insert(ctx, software(base+2)); err != nil {
		t.Fatal(err)
	}
	x := table.At(base + 2)
	if same, err := table.Refresh(ctx, x); !same || err != nil {
		t.Errorf("%v, %v", same, err)
	}
	copy(f.code[2:], "\xe8\x00\x00\x00\x00")
	if same, err := table.Refresh(ctx, x); same || err != nil || x.Inst.Len != 5 {
		t.Errorf("%v, %v, %+v", same, err, x.Inst)
	}
}

// A stub whose breakpoints can be read, as KVM's can, is found out by the first of them: reads do not show
// them either.
func TestShown(t *testing.T) {
	ctx := context.Background()
	for _, shown := range []bool{false, true} {
		f, table := newFake(&fake{shown: shown})
		want := f.code
		for _, at := range []mem.Addr{base + 2, base + 5} {
			if err := table.Insert(ctx, software(at)); err != nil {
				t.Fatal(err)
			}
		}
		have := make([]byte, 8)
		if err := f.Code(ctx, base, have); err != nil || !bytes.Equal(have, want[:8]) {
			t.Errorf("shown %v: code % x", shown, have)
		}
		if in := table.InCode(); (in == rsp.Proven) != shown {
			t.Errorf("shown %v: in the code %v", shown, in)
		}
		if same, err := table.Refresh(ctx, table.At(base+2)); !same || err != nil {
			t.Errorf("shown %v: %v, %v", shown, same, err)
		}
		if err := table.RemoveAll(ctx); err != nil || f.code != want {
			t.Errorf("shown %v: %v, code % x", shown, err, f.code[:8])
		}
	}
}
