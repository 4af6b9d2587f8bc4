package kernel

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
)

func TestLocateCostsThreeReads(t *testing.T) {
	f := testImage(testText, testID)
	m := boot(f, testBias)
	// Through a cache as a session has it: what is asked for must not cross pages.
	loc, err := Locate(context.Background(), Machine{Virt: mem.NewCache(m, 2048), Regs: mustFailRegs(t)}, f)
	if err != nil {
		t.Fatal(err)
	}
	const want = "kernel at 0xffffffffa4e00000, slide 0x23e00000, found through the IDT, verified by build-id"
	if loc.String() != want {
		t.Errorf("have %s\nwant %s", loc, want)
	}
	if loc.Bias != testBias || loc.Banner != testText || loc.Release != "6.1.0-56-cloud-amd64" ||
		!bytes.Equal(loc.BuildID, testID) || len(loc.Notes) != 0 {
		t.Errorf("have %+v", loc)
	}
	reads := []string{"0xfffffe0000000000+2048", "0xffffffffa5f1ffc0+64", "0xffffffffa6238000+2048"}
	if !slices.Equal(m.log, reads) {
		t.Errorf("reads %v, want %v", m.log, reads)
	}
	m.log = nil
	if _, err := Try(context.Background(), Machine{Virt: m}, f); err != nil || len(m.log) != 3 {
		t.Errorf("Try: %v after %v", err, m.log)
	}
}

// TestLadder takes away one way after the other.
func TestLadder(t *testing.T) {
	const up = textLink + testBias
	noIDT := func(m *memory) { delete(m.pages, uint64(cpuEntryArea)) }
	kernelAt := func(pc uint64) map[arch.Reg]uint64 { return map[arch.Reg]uint64{arch.RIP: pc, arch.CS: 0x10} }
	for _, tt := range []struct {
		name   string
		change func(*memory)
		mach   Machine
		method string
	}{
		{"gate", func(*memory) {}, Machine{}, "through the IDT"},
		{"gate of an old kernel", func(m *memory) {
			noIDT(m)
			m.put(up+0x500000, gate(gateLink+testBias))
		}, Machine{IDTR: addr(up + 0x500000)}, "through the IDT register"},
		{"kgdb", noIDT, Machine{Regs: regs(kernelAt(up + 0x17a000 + 10))}, "by the kgdb breakpoint"},
		{"kgdb, PC at the trap", noIDT, Machine{Regs: regs(kernelAt(up + 0x17a000 + 9))}, "by the kgdb breakpoint"},
		{"LSTAR", noIDT, Machine{LSTAR: addr(0xffffffff81c00080 + testBias)}, "by MSR_LSTAR"},
		{"code", noIDT, Machine{Regs: regs(kernelAt(up + 0x654321))}, "by the code at the PC"},
		{"patched code", func(m *memory) {
			noIDT(m)
			m.put(up+0x654321-30, bytes.Repeat([]byte{0x90}, 60))
		}, Machine{Regs: regs(kernelAt(up + 0x654321))}, "by the code at the PC"},
		{"code at the end of what is mapped", func(m *memory) {
			noIDT(m)
			delete(m.pages, up+0x655000)
		}, Machine{Regs: regs(kernelAt(up + 0x654ff0))}, "by the code at the PC"},
		{"all slots", noIDT, Machine{}, "by trying every slot"},
		{"all slots, the gate is not present", func(m *memory) {
			m.put(uint64(cpuEntryArea), make([]byte, gateSize))
		}, Machine{Regs: regs(map[arch.Reg]uint64{arch.RIP: 0x401000, arch.CS: 0x33})}, "by trying every slot"},
		{"monitor without the command", noIDT, Machine{IDTR: func(context.Context) (mem.Addr, error) {
			return 0, errors.New("unknown command")
		}}, "by trying every slot"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := testImage(testText, testID)
			m := boot(f, testBias)
			tt.change(m)
			tt.mach.Virt = m
			loc, err := Locate(context.Background(), tt.mach, f)
			if err != nil {
				t.Fatal(err)
			}
			if loc.Method != tt.method || loc.Bias != testBias || loc.VerifiedBy != "build-id" {
				t.Errorf("have %v, want %s", loc, tt.method)
			}
		})
	}
}

func TestVerifiedBy(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(f *file, m *memory)
		by     string
		notes  int
	}{
		{"build-id across a page", func(f *file, m *memory) {
			f.static.put(notesLink, note("Xen", 18, make([]byte, 0x168)))
			f.static.put(notesLink+0x178, note("GNU", noteBuildID, testID))
			*m = *boot(f, testBias)
		}, "build-id", 0},
		{"separate debug file: build-id only", func(f *file, _ *memory) { f.static = nil }, "build-id", 0},
		{"no build-id", func(f *file, m *memory) {
			*f = *testImage(testText, nil)
		}, "banner", 1},
		{"symbols only", func(f *file, m *memory) { f.static, f.id = nil, nil }, "the place of the banner alone", 2},
		{"notes cannot be read", func(f *file, m *memory) {
			delete(m.pages, notesLink+testBias&^0xfff+0x1000)
			delete(m.pages, (notesLink+testBias+0x1000)&^0xfff)
		}, "banner", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := testImage(testText, testID)
			m := boot(f, testBias)
			tt.change(f, m)
			loc, err := Locate(context.Background(), Machine{Virt: m}, f)
			if err != nil {
				t.Fatal(err)
			}
			if loc.VerifiedBy != tt.by || len(loc.Notes) != tt.notes || loc.Banner != testText {
				t.Errorf("verified by %q, notes %q, banner %q; want %q", loc.VerifiedBy, loc.Notes, loc.Banner, tt.by)
			}
		})
	}
}

func TestWrongKernel(t *testing.T) {
	other := strings.Replace(testText, "6.1.0-56", "6.1.0-55", 1)
	otherID := bytes.Repeat([]byte{7}, 20)
	for _, tt := range []struct {
		name     string
		target   *file
		bias     uint64
		targetID []byte
		banner   string
	}{
		{"other banner", testImage(other, otherID), testBias, otherID, other},
		{"same banner, other build-id", testImage(testText, otherID), testBias, otherID, testText},
		{"differs behind the page", testImage(testText+"!", otherID), testBias, otherID, testText + "!"},
		{"the handler is elsewhere", func() *file {
			f := testImage(other, otherID)
			f.syms["asm_exc_divide_error"] += 0x40
			// And so is everything else.
			moved := &memory{}
			moved.put(rodata, []byte("Linux proc %s version %s (...)"))
			moved.put(bannerLink+0x12345, append([]byte(other), 0))
			for a := uint64(rodata); a < bannerLink+0x20000; a += pageSize {
				moved.put(a, nil)
				if moved.pages[a] == nil {
					moved.pages[a] = new([pageSize]byte)
				}
			}
			f.static = moved
			return f
		}(), testBias, nil, other},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := testImage(testText, testID)
			_, err := Locate(context.Background(), Machine{Virt: boot(tt.target, tt.bias)}, f)
			var wrong *WrongKernelError
			if !errors.As(err, &wrong) {
				t.Fatalf("have %v", err)
			}
			if wrong.FileBanner != testText || wrong.TargetBanner != tt.banner || !bytes.Equal(wrong.TargetID, tt.targetID) {
				t.Errorf("have %+v", wrong)
			}
			text := err.Error()
			if !strings.Contains(text, "file: "+testText) || !strings.Contains(text, "target: "+tt.banner) {
				t.Errorf("message %q", text)
			}
			if _, err := Try(context.Background(), Machine{Virt: boot(tt.target, tt.bias)}, f); err == nil {
				t.Error("Try took it")
			}
		})
	}
}

func TestLocateErrors(t *testing.T) {
	f := testImage(testText, testID)
	ctx := context.Background()
	t.Run("nothing there", func(t *testing.T) {
		_, err := Locate(ctx, Machine{Virt: &memory{}}, f)
		var le *LocateError
		if !errors.As(err, &le) || le.Hint == "" || !strings.Contains(err.Error(), "through the IDT: ") {
			t.Errorf("have %v", err)
		}
	})
	t.Run("firmware", func(t *testing.T) {
		m := &memory{}
		m.put(uint64(cpuEntryArea), gate(0x7f000000))
		_, err := Locate(ctx, Machine{Virt: m}, f)
		if err == nil || !strings.Contains(err.Error(), "firmware or another system") {
			t.Errorf("have %v", err)
		}
	})
	t.Run("the link is lost", func(t *testing.T) {
		lost := errors.New("link lost")
		m := &memory{fail: lost}
		if _, err := Locate(ctx, Machine{Virt: m}, f); !errors.Is(err, lost) || len(m.log) != 1 {
			t.Errorf("have %v after %d reads", err, len(m.log))
		}
	})
	t.Run("no vmlinux", func(t *testing.T) {
		var no *NoKernelImageError
		if _, err := Locate(ctx, Machine{Virt: &memory{}}, &file{name: "a.out"}); !errors.As(err, &no) {
			t.Errorf("have %v", err)
		}
		g := testImage("hello", nil)
		if _, err := Locate(ctx, Machine{Virt: &memory{}}, g); !errors.As(err, &no) {
			t.Errorf("have %v", err)
		}
	})
	t.Run("a bias that is wrong", func(t *testing.T) {
		m := boot(f, testBias)
		if loc, err := At(ctx, Machine{Virt: m}, f, testBias, "by the user"); err != nil || loc.Method != "by the user" {
			t.Errorf("have %v, %v", loc, err)
		}
		if _, err := At(ctx, Machine{Virt: m}, f, 0, "by the user"); err == nil {
			t.Error("no error")
		}
	})
}

func TestReleaseOf(t *testing.T) {
	ctx := context.Background()
	weak := strings.Replace(testText, "#1", "#", 1)
	for _, tt := range []struct {
		name   string
		change func(*file)
		want   string
		reads  int
	}{
		{"weak banner at the front (6.1)", func(f *file) {
			f.static.put(rodata+0x1a0, append([]byte(weak), 0))
		}, weak, 12},
		{"banner at the front (before 6.1)", func(f *file) {
			f.static.put(rodata+0x100, append([]byte(testText), 0))
		}, testText, 12},
		{"banner far behind", func(f *file) {
			f.static.put(rodata, []byte("text Linux version is not it and "+procBanner))
			for a := uint64(rodata); a < bannerLink; a += pageSize {
				f.static.put(a+8, []byte{1})
			}
		}, testText, 320},
	} {
		f := testImage(testText, testID)
		tt.change(f)
		m := boot(f, testBias)
		run, err := ReleaseOf(ctx, Machine{Virt: m})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if run.Banner != tt.want || run.Release != "6.1.0-56-cloud-amd64" || len(m.log) > tt.reads {
			t.Errorf("%s: have %+v after %d reads, want %q", tt.name, run, len(m.log), tt.want)
		}
	}
	m := &memory{}
	m.put(uint64(cpuEntryArea), gate(gateLink))
	if _, err := ReleaseOf(ctx, Machine{Virt: m}); !errors.Is(err, ErrNoBanner) {
		t.Errorf("have %v", err)
	}
	if _, err := ReleaseOf(ctx, Machine{Virt: &memory{}}); err == nil {
		t.Error("no error")
	}
}

func TestWithoutBuild(t *testing.T) {
	for _, tt := range [][2]string{
		{"Linux version 6 (a) #12 SMP", "Linux version 6 (a) # SMP"},
		{"Linux version 6 (a#7) # SMP", "Linux version 6 (a#7) # SMP"},
		{"no number", "no number"}, {"#", "#"}, {"", ""},
	} {
		if have := withoutBuild(tt[0]); have != tt[1] {
			t.Errorf("withoutBuild(%q) = %q, want %q", tt[0], have, tt[1])
		}
	}
}

func TestFindBuildID(t *testing.T) {
	gnu := note("GNU", noteBuildID, testID)
	for _, tt := range []struct {
		name string
		p    []byte
		off  int
		want []byte
	}{
		{"alone", gnu, 16, testID},
		{"after others", slices.Concat(note("Linux", 1, []byte{1}), note("GNU", 5, make([]byte, 16)), gnu), 24 + 32 + 16, testID},
		{"empty", nil, 0, nil},
		{"none", note("Linux", 3, testID), 0, nil},
		{"cut", gnu[:30], 0, nil},
		{"absurd sizes", append(bytes.Repeat([]byte{0xff}, 8), 3, 0, 0, 0, 'G', 'N', 'U', 0), 0, nil},
		{"too long", note("GNU", noteBuildID, make([]byte, maxBuildID+1)), 0, nil},
		{"no desc", note("GNU", noteBuildID, nil), 0, nil},
	} {
		off, id := findBuildID(tt.p)
		if off != tt.off || !bytes.Equal(id, tt.want) {
			t.Errorf("%s: have %d, %x; want %d, %x", tt.name, off, id, tt.off, tt.want)
		}
	}
}

func FuzzFindBuildID(f *testing.F) {
	f.Add(note("GNU", noteBuildID, testID))
	f.Add(append(note("Xen", 1, []byte{1, 2, 3}), note("GNU", noteBuildID, testID)...))
	f.Fuzz(func(t *testing.T, p []byte) {
		off, id := findBuildID(p)
		if id != nil && (len(id) > maxBuildID || !bytes.Equal(p[off:off+len(id)], id)) {
			t.Errorf("id %x is not at %d", id, off)
		}
	})
}
