package rsp

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Layouts of stubs that have no target description. They differ in where they end, so the length of
// the first g reply decides. Sources: gdb's features/i386/64bit-core.xml and 32bit-core.xml, Linux
// arch/x86/include/asm/kgdb.h, VirtualBox DBGCGdbRemoteStub.cpp, and for VMware the 276 bytes that
// its clients agree on.
var layoutsByLength = []struct {
	bytes  int
	last   string // name of the last register
	source string
	regs   []Register
}{
	{148, "ss", "g reply of 148 bytes (VirtualBox)", amd64Regs},
	{156, "es", "g reply of 156 bytes (kgdb x86-64)", amd64Regs},
	{164, "gs", "g reply of 164 bytes (amd64 core)", amd64Regs},
	{276, "fop", "g reply of 276 bytes (VMware guest64)", amd64Regs},
	{536, "mxcsr", "g reply of 536 bytes (gdb's amd64 default)", amd64Regs},
	{544, "orig_rax", "g reply of 544 bytes (gdb's amd64-linux default)", slices.Concat(amd64Regs, origRAX)},
	{552, "gs_base", "g reply of 552 bytes (amd64 with segment bases)", slices.Concat(amd64Regs, segmentBases)},
	{560, "gs_base", "g reply of 560 bytes (amd64-linux with segment bases)", slices.Concat(amd64Regs, origRAX, segmentBases)},
	{64, "gs", "g reply of 64 bytes (kgdb i386)", i386Regs},
	{176, "fop", "g reply of 176 bytes (i386, VMware guest32)", i386Regs},
	{308, "mxcsr", "g reply of 308 bytes (gdb's i386 default)", i386Regs},
}

// amd64Core is what every x86-64 layout starts with: 164 bytes.
const amd64Core = 164

var (
	amd64Regs = slices.Concat(
		reg("general", "int64", 64, "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp",
			"r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "rip"),
		reg("general", "int32", 32, "eflags", "cs", "ss", "ds", "es", "fs", "gs"),
		x87, numbered("vector", "vec128", 128, "xmm", 16), reg("vector", "i386_mxcsr", 32, "mxcsr"))
	i386Regs = slices.Concat(
		reg("general", "int32", 32, "eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "eip",
			"eflags", "cs", "ss", "ds", "es", "fs", "gs"),
		x87, numbered("vector", "vec128", 128, "xmm", 8), reg("vector", "i386_mxcsr", 32, "mxcsr"))
	x87 = slices.Concat(numbered("float", "i387_ext", 80, "st", 8),
		reg("float", "int", 32, "fctrl", "fstat", "ftag", "fiseg", "fioff", "foseg", "fooff", "fop"))
	origRAX      = reg("system", "int64", 64, "orig_rax")
	segmentBases = reg("general", "int64", 64, "fs_base", "gs_base")
)

func reg(group, typ string, bits int, names ...string) []Register {
	var out []Register
	for _, n := range names {
		out = append(out, Register{Name: n, Bits: bits, Group: group, Type: typ})
	}
	return out
}

func numbered(group, typ string, bits int, prefix string, n int) []Register {
	var names []string
	for i := range n {
		names = append(names, prefix+strconv.Itoa(i))
	}
	return reg(group, typ, bits, names...)
}

// layoutFor picks the layout of a g reply (hex digits) by its length. arch is the architecture that
// an otherwise empty description named, or "".
func layoutFor(reply []byte, arch string) (*Layout, error) {
	n := len(reply) / 2
	if arch != "" && !strings.HasPrefix(arch, "i386") {
		return nil, fmt.Errorf("the stub describes no registers of its architecture %s", arch)
	}
	for _, l := range layoutsByLength {
		if l.bytes == n {
			return prefixLayout(l.regs, n, l.source)
		}
	}
	if n > amd64Core && looksAMD64(reply) {
		return prefixLayout(amd64Regs, amd64Core,
			fmt.Sprintf("g reply of %d bytes, unknown: its first %d look like amd64's", n, amd64Core))
	}
	return nil, fmt.Errorf("a g reply of %d bytes fits no register layout known, and the stub has no target description", n)
}

// looksAMD64 checks what must hold of eflags, cs and ss where amd64's layout has them: bit 1 of
// eflags is always set, the bits above 21 never are, and selectors have 16 bits.
func looksAMD64(reply []byte) bool {
	var b [12]byte
	if len(reply) < 2*amd64Core || decodeHex(b[:], reply[2*136:]) != len(b) {
		return false
	}
	eflags, cs, ss := binary.LittleEndian.Uint32(b[:]), binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint32(b[8:])
	return eflags&2 != 0 && eflags < 1<<22 && cs < 1<<16 && ss < 1<<16
}

// amd64CoreLayout names the registers of a stop reply that came before any layout.
func amd64CoreLayout() *Layout {
	l, _ := prefixLayout(amd64Regs, amd64Core, "assumed: amd64 core") // a table of ours: it has no error
	return l
}

// prefixLayout numbers the registers that fit n bytes.
func prefixLayout(regs []Register, n int, source string) (*Layout, error) {
	var out []Register
	for size := 0; len(out) < len(regs) && size+regs[len(out)].Size() <= n; {
		r := regs[len(out)]
		r.Num = len(out)
		size += r.Size()
		out = append(out, r)
	}
	return newLayout(out, "", source)
}
