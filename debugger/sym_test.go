package debugger

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// Letters and addresses are those that nm prints for symbols/testdata/vmlinux, lines are addr2line's.
func TestSym(t *testing.T) {
	ctx := context.Background()
	s := New(Options{})
	defer s.Close(ctx)
	bias := int64(0x1000000)
	if err := s.SymbolFile(ctx, "../symbols/testdata/vmlinux", &bias); err != nil {
		t.Fatal(err)
	}
	show := func(list []SymbolLine) string {
		var out []string
		for _, l := range list {
			file := l.File
			if i := strings.LastIndexByte(file, '/'); i >= 0 {
				file = file[i+1:]
			}
			text := fmt.Sprintf("%c %s", l.Letter, l.Name)
			if l.Offset > 0 {
				text += fmt.Sprintf("+%d", l.Offset)
			}
			if file != "" {
				text += fmt.Sprintf(" %s:%d", file, l.Line)
			}
			out = append(out, text)
		}
		return strings.Join(out, ", ")
	}
	for name, want := range map[string]string{
		"schedule":         "T schedule vm.c:13",
		"vmlinux:schedule": "T schedule vm.c:13",
		"vm.c:schedule":    "T schedule vm.c:13",
		"linux_banner":     "R linux_banner",
		"vm.c:init_task":   "D init_task vm.c:7",
		"bss_object":       "B bss_object",
		"twin":             "t twin vm.c:10, t twin vm2.c:3",
		"vm2.c:twin":       "t twin vm2.c:3",
		"vm.c:twin":        "t twin vm.c:10",
	} {
		got, err := s.Sym(ctx, name)
		if err != nil || show(got) != want {
			t.Errorf("%s: have %s, %v; want %s", name, show(got), err, want)
		}
	}
	for name, want := range map[string]string{
		"nosuch":       `no symbol "nosuch" in current context`,
		"nomod:twin":   `no symbol "twin" in nomod: there is one in `,
		"vm2.c:nosuch": `no symbol "vm2.c:nosuch" in current context`,
	} {
		if got, err := s.Sym(ctx, name); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: have %v, %v; want %s", name, got, err, want)
		}
	}
	found, err := s.Sym(ctx, "schedule")
	if err != nil {
		t.Fatal(err)
	}
	at, err := s.SymAt(ctx, found[0].Addr+2)
	if err != nil || at.Name != "schedule" || at.Offset != 2 || at.Line != 13 {
		t.Errorf("have %+v, %v", at, err)
	}
	if _, err := s.SymAt(ctx, 0x10); err == nil {
		t.Error("a symbol at 0x10")
	}
	near, err := s.SymNear(ctx, found[0], true, true)
	if err != nil || len(near) != 3 || near[0].Addr >= near[1].Addr || near[1].Addr >= near[2].Addr || near[1].Name != "schedule" {
		t.Errorf("have %s, %v", show(near), err)
	}
	lists, err := s.AllSymbols(ctx, "", "twin")
	if err != nil || len(lists) != 1 || show(lists[0].Symbols) != "t twin, t twin, D twin_ref, D twin_ref2" {
		t.Errorf("have %+v, %v", lists, err)
	}
	if _, err := s.AllSymbols(ctx, "nosuch", ""); err == nil || err.Error() != `no module "nosuch" is loaded` {
		t.Errorf("have %v", err)
	}
	all, err := s.AllSymbols(ctx, "vmlinux", "")
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range all[0].Symbols[1:] {
		if l.Addr < all[0].Symbols[i].Addr {
			t.Errorf("%s comes behind %s", l.Name, all[0].Symbols[i].Name)
		}
	}
}
