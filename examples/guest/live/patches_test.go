package live

import (
	"context"
	"testing"
	"time"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
	"kbreak/mem"
	"kbreak/transport"
)

// TestPatchedText compares all code of a running kernel and of its modules with their files. Whatever
// differs must be what the kernel's own tables say that it patches: nothing else rewrites this guest.
func TestPatchedText(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	conn, err := transport.Dial(ctx, g.Stub)
	if err != nil {
		t.Fatal(err)
	}
	s := debugger.New(debugger.Options{Vmlinux: g.Assets.Vmlinux, ModulePath: []string{g.Assets.DebugModuleDir()}})
	defer s.Close(ctx)
	if _, err := s.Attach(ctx, conn, g.Stub); err != nil {
		t.Fatal(err)
	}
	first, err := s.AddressOf("_stext")
	if err != nil {
		t.Fatal(err)
	}
	last, err := s.AddressOf("_etext")
	if err != nil {
		t.Fatal(err)
	}
	ranges := map[string]mem.Span{"vmlinux": {Start: first[0].Addr, End: last[0].Addr}}
	files, err := s.Files(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files[1:] {
		ranges[f.Name] = mem.Span{Start: f.Start, End: f.End}
	}
	total := make(map[string]int)
	for name, r := range ranges {
		patches, err := s.PatchedText(ctx, r.Start, r.End)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		unknown := 0
		for _, p := range patches {
			if total[p.By]++; p.By == "" {
				if unknown++; unknown < 20 {
					t.Errorf("%s: %v <%s+%d>", name, p.Addr, p.Function, p.Offset)
					for _, i := range p.Was {
						t.Logf("  was %x %s", i.Bytes, i.Text)
					}
					for _, i := range p.Is {
						t.Logf("  is  %x %s", i.Bytes, i.Text)
					}
				}
			}
		}
	}
	t.Logf("%d files: %v", len(ranges), total)
	for _, by := range []string{"alternative", "static key", "static call", "paravirt", "ftrace", "return thunk"} {
		if total[by] == 0 {
			t.Errorf("no %s is patched", by)
		}
	}
	if err := s.Detach(ctx); err != nil {
		t.Error(err)
	}
}
