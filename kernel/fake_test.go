package kernel

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// memory is sparse memory of pages; it logs the reads it gets. It serves as virtual and as
// physical memory of a target, and as the contents of a file.
type memory struct {
	pages map[uint64]*[pageSize]byte
	log   []string
	bytes int
	fail  error // answers every read
}

func (m *memory) put(at uint64, p []byte) {
	if m.pages == nil {
		m.pages = make(map[uint64]*[pageSize]byte)
	}
	for len(p) > 0 {
		base := at &^ (pageSize - 1)
		if m.pages[base] == nil {
			m.pages[base] = new([pageSize]byte)
		}
		n := copy(m.pages[base][at-base:], p)
		at, p = at+uint64(n), p[n:]
	}
}

func (m *memory) put64(at uint64, vs ...uint64) {
	for i, v := range vs {
		m.put(at+uint64(8*i), binary.LittleEndian.AppendUint64(nil, v))
	}
}

func (m *memory) put32(at uint64, v uint32) { m.put(at, binary.LittleEndian.AppendUint32(nil, v)) }

func (m *memory) read(at uint64, p []byte) error {
	for n := 0; n < len(p); {
		page := m.pages[(at+uint64(n))&^(pageSize-1)]
		if page == nil {
			return &mem.Fault{Addr: mem.Addr(at + uint64(n)), Got: n}
		}
		n += copy(p[n:], page[(at+uint64(n))%pageSize:])
	}
	return nil
}

func (m *memory) ReadMem(_ context.Context, a mem.Addr, p []byte) error {
	m.log = append(m.log, fmt.Sprintf("%v+%d", a, len(p)))
	m.bytes += len(p)
	if m.fail != nil {
		return m.fail
	}
	return m.read(uint64(a), p)
}

func (m *memory) ReadPhys(ctx context.Context, a mem.PhysAddr, p []byte) error {
	return m.ReadMem(ctx, mem.Addr(a), p)
}

// file is an [Image].
type file struct {
	name    string
	syms    map[string]uint64
	sizes   map[string]uint64
	static  *memory // nil for a file without contents
	structs map[string]*ctype.Type
	id      []byte
}

func (f *file) Name() string    { return f.name }
func (f *file) BuildID() []byte { return f.id }
func (f *file) Symbol(name string) (link.Addr, uint64, bool) {
	a, ok := f.syms[name]
	return link.Addr(a), f.sizes[name], ok
}

func (f *file) ReadStatic(a link.Addr, p []byte) error {
	if f.static == nil {
		return errNoStatic
	}
	return f.static.read(uint64(a), p)
}

var (
	errNoStruct = errors.New("not in the type information")
	errNoStatic = errors.New("the file has no contents there")
)

func (f *file) Struct(name string) (*ctype.Type, error) {
	if t := f.structs[name]; t != nil {
		return t, nil
	}
	return nil, errNoStruct
}

// tstruct makes a struct type of a size and members.
func tstruct(name string, size int64, members ...ctype.Member) *ctype.Type {
	return ctype.New(ctype.Info{Kind: ctype.Struct, Name: name, Size: size}, func() (ctype.Body, error) {
		return ctype.Body{Members: members}, nil
	})
}

// num is a member of a plain type.
func num(name string, off, size int64) ctype.Member {
	return ctype.Member{Name: name, Offset: off, Type: ctype.New(ctype.Info{Kind: ctype.Int, Size: size}, nil)}
}

func sub(name string, off int64, t *ctype.Type) ctype.Member {
	return ctype.Member{Name: name, Offset: off, Type: t}
}

// array is a member that is an array; count -1 makes it a flexible one.
func array(name string, off int64, elem *ctype.Type, count int64) ctype.Member {
	return sub(name, off, ctype.New(ctype.Info{Kind: ctype.Array, Count: count, Size: max(count, 0) * elem.Size},
		func() (ctype.Body, error) { return ctype.Body{Elem: elem}, nil }))
}

func list(name string, off int64) ctype.Member {
	return sub(name, off, tstruct("list_head", 16, num("next", 0, 8), num("prev", 8, 8)))
}

// The kernel that most tests run: link addresses as those of a Debian 6.1, where the banner and the
// build-id both lie across two pages.
const (
	textLink   = 0xffffffff81000000
	textSize   = 0xe00000
	gateLink   = 0xffffffff81c00990
	rodata     = 0xffffffff82000000
	bannerLink = 0xffffffff8211ffe0
	notesLink  = 0xffffffff82437e70
	testBias   = 0x23e00000
	testText   = "Linux version 6.1.0-56-cloud-amd64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP Debian 6.1.192-2"
)

var testID = []byte{
	0x3b, 0x43, 0xfa, 0xd5, 0x03, 0x48, 0x74, 0x49, 0x04, 0x92,
	0x49, 0x5d, 0x55, 0x2c, 0x0a, 0xf6, 0xa5, 0xfa, 0xb2, 0x35,
}

func note(owner string, kind uint32, desc []byte) []byte {
	pad := func(p []byte) []byte { return append(p, make([]byte, -len(p)&3)...) }
	name := append([]byte(owner), 0)
	p := binary.LittleEndian.AppendUint32(nil, uint32(len(name)))
	p = binary.LittleEndian.AppendUint32(p, uint32(len(desc)))
	p = binary.LittleEndian.AppendUint32(p, kind)
	return append(append(p, pad(name)...), pad(desc)...)
}

// testImage is a vmlinux with contents.
func testImage(banner string, id []byte) *file {
	f := &file{name: "vmlinux", static: &memory{}, id: id, syms: map[string]uint64{
		"_text": textLink, "_stext": textLink, "_etext": textLink + textSize,
		"asm_exc_divide_error": gateLink, "entry_SYSCALL_64": 0xffffffff81c00080,
		"linux_banner": bannerLink, "__start_notes": notesLink, "__stop_notes": notesLink + 0x200,
		"kgdb_breakpoint": 0xffffffff8117a000,
	}, sizes: map[string]uint64{"linux_banner": uint64(len(banner) + 2), "kgdb_breakpoint": 32}}
	f.static.put(bannerLink, append([]byte(banner), '\n', 0))
	// As in the real file: the id's bytes begin on a page of their own.
	f.static.put(notesLink, note("Xen", 18, make([]byte, 0x170)))
	if id != nil {
		f.static.put(notesLink+0x180, note("GNU", noteBuildID, id))
	}
	// Code only where tests look for it: at 0x54000 and 0x55000 from each multiple of 2 MiB.
	v := uint32(1)
	code := make([]byte, 2*pageSize)
	for at := uint64(textLink + 0x54000); at < textLink+textSize; at += hugePage {
		for i := range code {
			v = v*1664525 + 1013904223
			code[i] = byte(v>>24) | 1 // not 0xcc, the trap
		}
		f.static.put(at, code)
	}
	f.static.put(0xffffffff8117a000, []byte("\x55\x48\x89\xe5\xf0\xff\x05\x90\x90\xcc\xc3"))
	f.static.put(textLink, []byte{0x48})
	return f
}

// boot puts the contents of a file at a bias, with a gate 0 that leads there.
func boot(f *file, bias uint64) *memory {
	m := &memory{}
	for a, p := range f.static.pages {
		m.put(a+bias, p[:])
	}
	m.put(uint64(cpuEntryArea), gate(f.syms["asm_exc_divide_error"]+bias))
	return m
}

func gate(handler uint64) []byte {
	g := make([]byte, gateSize)
	binary.LittleEndian.PutUint16(g[0:], uint16(handler))
	g[2], g[5] = 0x10, 0x8e
	binary.LittleEndian.PutUint16(g[6:], uint16(handler>>16))
	binary.LittleEndian.PutUint32(g[8:], uint32(handler>>32))
	return g
}

// regs makes a Machine's Regs of pairs.
func regs(v map[arch.Reg]uint64) func(context.Context) (arch.Registers, error) {
	return func(context.Context) (arch.Registers, error) {
		var r arch.Registers
		for reg, x := range v {
			r.Set(reg, x)
		}
		return r, nil
	}
}

func addr(a mem.Addr) func(context.Context) (mem.Addr, error) {
	return func(context.Context) (mem.Addr, error) { return a, nil }
}

func mustFailRegs(t *testing.T) func(context.Context) (arch.Registers, error) {
	return func(context.Context) (arch.Registers, error) {
		t.Error("registers were asked for")
		return arch.Registers{}, nil
	}
}
