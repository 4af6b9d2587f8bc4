package symbols

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"kbreak/symbols/elffile"
)

// FuzzImage opens anything as an image and asks it everything. Whatever it is: no panic, the two
// indexes agree with a plain scan, and what SymbolAt finds is where it says.
func FuzzImage(f *testing.F) {
	for _, name := range []string{"vmlinux", "vmlinux.zlib", "vmlinux.stripped", "mod.ko", "mod.ko.debug", "mod.zlib.ko", "System.map"} {
		b, err := os.ReadFile(fixture(name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var im *Image
		m := &elffile.Mapping{Data: data}
		if isSystemMap(data) {
			got, err := openSystemMap("x", m)
			if err != nil {
				return
			}
			im = got
		} else {
			file, err := elffile.FromMapping("x", m)
			if err != nil {
				return
			}
			if im, err = newImage(file, OpenOptions{}); err != nil {
				return
			}
		}
		im.Note()
		im.Release()
		p := PlaceBias(im, 0x1000, "")
		for i := range min(len(im.sections), 16) {
			s := im.sections[i]
			_ = im.ReadStatic(s.Addr, make([]byte, 8))
			if l, ok := p.Addr(s.Addr); ok && !im.unslid(s.Addr) && s.Size > 0 {
				if back, ok := p.Link(l); ok && back != s.Addr {
					t.Fatalf("%v is at %v, which is %v", s.Addr, l, back)
				}
			}
		}
		for i := range min(im.syms.n, 64) {
			e := im.syms.at(i)
			if !e.wanted() {
				continue
			}
			name := string(im.syms.nameOf(&e))
			if !slices.ContainsFunc(im.Lookup(name), func(s Symbol) bool { return uint64(s.Addr) == e.value && s.Size == e.size }) {
				t.Fatalf("symbol %d %q was not found", i, name)
			}
			for _, a := range []LinkAddr{LinkAddr(e.value), LinkAddr(e.value + e.size/2)} {
				s, ok := im.SymbolAt(a)
				if ok && (s.Addr > a || s.Size != 0 && a-s.Addr >= LinkAddr(s.Size)) {
					t.Fatalf("%v: %+v", a, s)
				}
				_, _ = im.ORCRow(a)
				_, _ = im.CFIRow(a)
			}
			im.External(LinkAddr(e.value))
		}
		if im.main != nil {
			for i := range min(len(im.main.f.Sections), 64) {
				_, _ = im.main.load(i)
			}
		}
		if d, err := im.Debug(); err == nil && d == nil {
			t.Fatal("neither debug info nor an error")
		}
		im.Complete("", 5)
	})
}

func TestRadixSort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, mask := range []uint64{0, 0xff, 0xff00ff, 0xffffffff00000000, ^uint64(0)} {
		for _, n := range []int{0, 1, 2, 1000} {
			keys, vals := make([]uint64, n), make([]uint32, n)
			type pair struct {
				k uint64
				v uint32
			}
			want := make([]pair, n)
			for i := range keys {
				keys[i], vals[i] = r.Uint64()&mask&0x03ff03ff03ff03ff|0xff<<56, uint32(i)
				want[i] = pair{keys[i], vals[i]}
			}
			slices.SortStableFunc(want, func(a, b pair) int {
				switch {
				case a.k < b.k:
					return -1
				case a.k > b.k:
					return 1
				}
				return 0
			})
			keys, vals = radixSort(keys, vals)
			for i := range want {
				if keys[i] != want[i].k || vals[i] != want[i].v {
					t.Fatalf("mask %#x, %d keys: at %d", mask, n, i)
				}
			}
		}
	}
}
