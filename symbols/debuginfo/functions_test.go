package debuginfo

import (
	"context"
	"errors"
	"testing"
)

// TestSites expects what "gdb -batch -ex 'break NAME' -ex 'info breakpoints' scope5.elf" says of a
// function, an inlined one and none.
func TestSites(t *testing.T) {
	for _, file := range []string{"scope4.elf", "scope5.elf"} {
		d := fixture(t, file)
		for name, want := range wantSites {
			sites, err := d.Sites(t.Context(), name)
			if err != nil || len(sites) != len(want) {
				t.Errorf("%s: %s: have %+v, %v; want %d", file, name, sites, err, len(want))
				continue
			}
			for i, s := range sites {
				if s.Name != name || s.Entry != want[i].Entry || s.Inlined != want[i].Inlined || s.Line != want[i].Line {
					t.Errorf("%s: %s: have %+v, want %+v", file, name, s, want[i])
				}
			}
		}
	}
}

// A search that is cancelled leaves nothing half made.
func TestSitesCancelled(t *testing.T) {
	d := fixture(t, "scope5.elf")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Sites(ctx, "start"); !errors.Is(err, context.Canceled) {
		t.Errorf("have %v, want Canceled", err)
	}
	if sites, err := d.Sites(t.Context(), "start"); err != nil || len(sites) != 1 {
		t.Errorf("have %v, %v", sites, err)
	}
}

// wantSites has the lines of the declarations in scope.c and scope.h.
var wantSites = map[string][]Site{
	"start":         {{Entry: 0xffffffff810000d0, Line: 57}},
	"innermost":     {{Entry: 0xffffffff81000062, Line: 16, Inlined: true}},
	"header_inline": {{Entry: 0xffffffff81000110, Line: 1, Inlined: true}, {Entry: 0xffffffff81000130, Line: 1, Inlined: true}},
	"none":          nil,
	"":              nil,
}
