package live

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestAttach checks what kbreak finds by itself against what the guest says, what it costs, and that
// the guest runs on afterwards.
func TestAttach(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	t.Run("slide", func(t *testing.T) {
		out := batch(t, g, "info files", "detach")
		want := fmt.Sprintf("kernel at %v, slide %#x, found through the IDT, verified by build-id",
			g.Facts.Symbols["_text"], uint64(g.Facts.Symbols["_text"])-linkedText)
		if !strings.Contains(out, want) {
			t.Errorf("want %q in\n%s", want, out)
		}
		runs(t, g)
	})
	t.Run("modules", func(t *testing.T) {
		out := batch(t, g, "mod", "detach")
		for _, m := range g.Facts.Modules {
			line := regexp.MustCompile(fmt.Sprintf(`(?m)^[0-9a-f]{16} +%s +%016x +%d +/\S+/%s\.ko$`,
				m.Name, uint64(m.Addr), m.Size, strings.ReplaceAll(m.Name, "_", "[-_]")))
			if !line.MatchString(out) {
				t.Errorf("no line for module %s at %v in\n%s", m.Name, m.Addr, out)
			}
			sections := batch(t, g, "mod "+m.Name, "detach")
			for name, addr := range m.Sections {
				want := regexp.MustCompile(fmt.Sprintf(`(?m)\b%016x +%s$|^ *%s +(0x)?%016x`, uint64(addr), regexp.QuoteMeta(name), regexp.QuoteMeta(name), uint64(addr)))
				// Some sections are in memory that is freed after the initialisation: the addresses that the
				// guest still shows of them are not the module's any more.
				freed := strings.HasPrefix(name, ".init") || name == ".symtab" || name == ".strtab"
				if !freed && !want.MatchString(sections) {
					t.Errorf("%s: no section %s at %v in\n%s", m.Name, name, addr, sections)
				}
			}
		}
		runs(t, g)
	})
	t.Run("round trips", func(t *testing.T) {
		attach, stacks := trips(t, g, "info link"), trips(t, g, "bt -a", "info link")
		modules := trips(t, g, "mod", "info link")
		t.Logf("%d to attach, %d for both stacks, %d for %d modules", attach, stacks-attach, modules-attach, len(g.Facts.Modules))
		if attach > 14 {
			t.Errorf("%d round trips to attach, want at most 14", attach)
		}
		if stacks-attach > 9 {
			t.Errorf("%d round trips for both stacks, want at most 9", stacks-attach)
		}
		if modules-attach > 5*len(g.Facts.Modules) {
			t.Errorf("%d round trips for %d modules, want at most 5 each", modules-attach, len(g.Facts.Modules))
		}
	})
}

// trips runs commands, the last of which is "info link", and returns its count.
func trips(t *testing.T, g *lab.Guest, commands ...string) int {
	t.Helper()
	var link struct {
		RoundTrips int `json:"round_trips"`
	}
	batchJSON(t, g, &link, commands...)
	if link.RoundTrips == 0 {
		t.Fatal("info link shows no round trips")
	}
	return link.RoundTrips
}

// TestUserMode stops CPUs in user mode, with page-table isolation and without, with four and five
// levels of page tables: the kernel has to be found and read all the same.
func TestUserMode(t *testing.T) {
	for _, tt := range []struct {
		name string
		cfg  lab.Config
	}{
		{"isolated page tables", lab.Config{CPUs: 1, Append: "pti=on", Load: []lab.Load{lab.User}}},
		{"shared page tables", lab.Config{CPUs: 1, Append: "nopti", Load: []lab.Load{lab.User}}},
		{"five levels", lab.Config{CPUs: 1, CPU: "max", Append: "pti=on", Load: []lab.Load{lab.User}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := lab.Start(t, tt.cfg)
			out := ""
			for range 10 { // the load is a shell script: now and then it stands in the kernel or in a child
				if out = batch(t, g, "bt -a", "mod", "detach"); strings.Contains(out, "spin-user") {
					break
				}
			}
			for _, want := range []string{"verified by build-id", "spin-user", "user mode", "RIP", "fuse"} {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
			runs(t, g)
		})
	}
}
