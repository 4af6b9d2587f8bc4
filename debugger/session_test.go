package debugger

import (
	"context"
	"errors"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols"
)

// What needs a target says so, and leaves the session as it was.
func TestWithoutTarget(t *testing.T) {
	ctx := context.Background()
	s := New(Options{})
	for name, err := range map[string]error{
		"Continue":    second(s.Continue(ctx)),
		"Wait":        second(s.Wait(ctx)),
		"Threads":     second(s.Threads(ctx)),
		"CPUs":        second(s.CPUs(ctx)),
		"Frame":       second(s.Frame(ctx)),
		"SelectFrame": second(s.SelectFrame(ctx, 0)),
		"Registers":   second(s.Registers(ctx, nil, nil)),
		"Modules":     second(s.Modules(ctx)),
		"Monitor":     s.Monitor(ctx, "help", func(string) {}),
		"Detach":      s.Detach(ctx),
	} {
		if !errors.Is(err, ErrNoTarget) {
			t.Errorf("%s: have %v, want ErrNoTarget", name, err)
		}
	}
	if s.State() != NoTarget || s.Thread() != nil || s.KernelLine() != "" {
		t.Error("the session thinks that it has a target")
	}
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}

func second[T any](_ T, err error) error { return err }

// Symbols work without a target, at their link addresses or where the user says.
func TestSymbolsWithoutTarget(t *testing.T) {
	ctx := context.Background()
	s := New(Options{})
	defer s.Close(ctx)
	bias := int64(0x1000000)
	if err := s.SymbolFile(ctx, "../symbols/testdata/vmlinux", &bias); err != nil {
		t.Fatal(err)
	}
	found, err := s.AddressOf("linux_banner")
	if err != nil || len(found) != 1 {
		t.Fatalf("linux_banner: %v, %v", found, err)
	}
	im, err := symbols.Open("../symbols/testdata/vmlinux", symbols.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer im.Close()
	at, _, _ := im.Symbol("linux_banner")
	if want := mem.Addr(at).Add(bias); found[0].Addr != want {
		t.Errorf("linux_banner is at %v, want %v", found[0].Addr, want)
	}
	for text, want := range map[string]mem.Addr{
		"linux_banner":     found[0].Addr,
		"*linux_banner+16": found[0].Addr + 16,
		"linux_banner - 8": found[0].Addr - 8,
		"0x1234":           0x1234,
		"10+0x10":          26,
	} {
		if a, err := s.ResolveAddr(ctx, text); err != nil || a != want {
			t.Errorf("%q: have %v, %v; want %v", text, a, err, want)
		}
	}
	for _, text := range []string{"", "*", "no_such_symbol", "no_such_symbol+1", "$pc"} {
		if a, err := s.ResolveAddr(ctx, text); err == nil {
			t.Errorf("%q: have %v, want an error", text, a)
		}
	}
	sym, err := s.SymbolAt(found[0].Addr + 2)
	if err != nil || sym.Name != "linux_banner" || sym.Offset != 2 {
		t.Errorf("have %+v, %v", sym, err)
	}
	// A file that is refused leaves the one before in place.
	if err := s.SymbolFile(ctx, "session_test.go", nil); err == nil {
		t.Error("a source file was taken for symbols")
	}
	if again, err := s.AddressOf("linux_banner"); err != nil || again[0].Addr != found[0].Addr {
		t.Errorf("after a refused file: %v, %v", again, err)
	}
}

func TestAddSymbolFile(t *testing.T) {
	ctx := context.Background()
	s := New(Options{})
	defer s.Close(ctx)
	const file = "../symbols/testdata/mod.ko"
	text, offset := mem.Addr(0xffffffffc0001000), int64(0x1000)
	for name, w := range map[string]Where{
		"a section that the file has not": {Text: &text, Sections: map[string]mem.Addr{".no.such": 1}},
		"a module at an offset":           {Offset: &offset},
		"a module without any address":    {},
		"an offset and a section":         {Text: &text, Offset: &offset},
	} {
		if _, err := s.AddSymbolFile(ctx, file, w); err == nil {
			t.Errorf("%s was placed", name)
		}
	}
	f, err := s.AddSymbolFile(ctx, file, Where{Text: &text})
	if err != nil {
		t.Fatal(err)
	}
	if f.Name != "mod" || f.Start != text {
		t.Errorf("have %+v", f)
	}
	if sym, err := s.SymbolAt(text); err != nil || sym.Module != "mod" || sym.Addr != text {
		t.Errorf("have %+v, %v", sym, err)
	}
	if err := s.RemoveSymbolFile("", text-1); err == nil {
		t.Error("removed a file that is elsewhere")
	}
	if err := s.RemoveSymbolFile("", text); err != nil {
		t.Error(err)
	}
	if sym, err := s.SymbolAt(text); err == nil {
		t.Errorf("after remove-symbol-file: %+v", sym)
	}
	if _, err := s.AddSymbolFile(ctx, "../symbols/testdata/vmlinux", Where{Offset: &offset}); err != nil {
		t.Fatal(err)
	}
	if sym, err := s.AddressOf("linux_banner"); err != nil || len(sym) != 1 {
		t.Errorf("of a vmlinux at an offset: %+v, %v", sym, err)
	}
	if err := s.RemoveSymbolFile("../symbols/testdata/vmlinux", 0); err != nil {
		t.Error(err)
	}
}

func TestModuleName(t *testing.T) {
	for path, want := range map[string]string{
		"/lib/modules/6.1/kernel/fs/fuse/fuse.ko": "fuse",
		"drivers/virtio-rng.ko.xz":                "virtio_rng",
		`C:\debug\snd-hda-intel.ko.debug`:         "snd_hda_intel",
		"plain":                                   "plain",
	} {
		if have := moduleName(path); have != want {
			t.Errorf("%s: have %s, want %s", path, have, want)
		}
	}
}

func TestFileLine(t *testing.T) {
	for spec, want := range map[string]int{"idle.c:199": 199, "a:b.c:7": 7, "fuse:fuse_init": 0, "idle.c:": 0, ":12": 0, "f": 0} {
		if _, line, ok := fileLine(spec); ok != (want > 0) || ok && line != want {
			t.Errorf("%q: have %d, %v; want %d", spec, line, ok, want)
		}
	}
}

// The lines of the two monitors that show the IDTR.
func TestIDTLine(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"GDT=     fffffe0000001000 0000007f\r\nIDT=     fffffe0000000000 00000fff\r\n", "fffffe0000000000"},
		{"idtr base=0xfffffe0000000000 limit=0xfff\n", "fffffe0000000000"},
		{"not supported in real mode\n", ""},
	} {
		have := ""
		if m := idtLine.FindStringSubmatch(tt.text); m != nil {
			have = m[1]
		}
		if have != tt.want {
			t.Errorf("%q: have %q, want %q", tt.text, have, tt.want)
		}
	}
}

func TestArgString(t *testing.T) {
	for _, tt := range []struct {
		arg  Arg
		want string
	}{
		{Arg{Name: "x", Text: "5"}, "x=5"},
		{Arg{Name: "x", Text: "5", Entry: "5", Same: true}, "x=x@entry=5"},
		{Arg{Name: "x", Text: "6", Entry: "5"}, "x=6, x@entry=5"},
		{Arg{Name: "x", Text: "<optimized out>", Entry: "5"}, "x=<optimized out>, x@entry=5"},
	} {
		if have := tt.arg.String(); have != tt.want {
			t.Errorf("have %s, want %s", have, tt.want)
		}
	}
}

// As gdb 13 prints them with QEMU's target description.
func TestRegisterNotes(t *testing.T) {
	s := New(Options{})
	for _, tt := range []struct {
		reg   arch.Reg
		value uint64
		want  string
	}{
		{arch.EFLAGS, 0x246, "[ IOPL=0 IF ZF PF ]"},
		{arch.EFLAGS, 0x3202, "[ IOPL=3 IF ]"},
		{arch.CR0, 0x80050033, "[ PG AM WP NE ET MP PE ]"},
		{arch.CR3, 0x19c0000, "[ PDBR=6592 PCID=0 ]"},
		{arch.CR4, 0x6b0, "[ OSXMMEXCPT OSFXSR PGE PAE PSE ]"},
		{arch.EFER, 0xd01, "[ NXE LMA LME SCE ]"},
		{arch.RAX, 1, ""},
	} {
		if have := s.registerNote(t.Context(), tt.reg, tt.value, true); have != tt.want {
			t.Errorf("%s %#x: have %q, want %q", s.arch.Regs[tt.reg].Name, tt.value, have, tt.want)
		}
	}
}

func TestSignalName(t *testing.T) {
	if name, text := SignalName(2); name != "SIGINT" || text != "Interrupt" {
		t.Errorf("have %s, %s", name, text)
	}
	if name, _ := SignalName(99); name != "SIG99" {
		t.Errorf("have %s", name)
	}
}
