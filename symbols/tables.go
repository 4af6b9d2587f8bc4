package symbols

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"strings"
	"sync"

	"kbreak/symbols/btf"
	"kbreak/symbols/cfi"
	"kbreak/symbols/ctype"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/orc"
)

// tables are what is made of an image's sections at first use.
type tables struct {
	orcOnce sync.Once
	orc     *orc.Table
	orcErr  error

	cfiOnce sync.Once
	cfi     *cfi.Table
	cfiErr  error

	debugOnce sync.Once
	debug     *debuginfo.Data
	debugErr  error

	btfOnce sync.Once
	btf     *btf.Data
}

const ptrSize = 8 // elffile reads 64-bit files only

// optional is SectionData without the error for a section that does not exist.
func (im *Image) optional(name string) ([]byte, error) {
	b, err := im.SectionData(name)
	if none := (*NotFoundError)(nil); errors.As(err, &none) {
		return nil, nil
	}
	return b, err
}

// ORCRow is what the kernel's own unwind table says about pc. Its Source is [cfi.None] where it says
// nothing: no such table, or pc is not in it. The error is of a table that cannot be used.
func (im *Image) ORCRow(pc LinkAddr) (cfi.Row, error) {
	t := &im.tables
	t.orcOnce.Do(func() { t.orc, t.orcErr = im.loadORC() })
	if t.orc == nil {
		return cfi.Row{}, t.orcErr
	}
	row, ok := t.orc.Row(pc)
	if !ok {
		return cfi.Row{}, nil
	}
	return row, nil
}

func (im *Image) loadORC() (*orc.Table, error) {
	if im.Machine() != elf.EM_X86_64 {
		return nil, nil // the formats known to package orc are x86-64's
	}
	ipSection, ok := im.Section(".orc_unwind_ip")
	if !ok {
		return nil, nil
	}
	ip, err := im.SectionData(".orc_unwind_ip")
	if err != nil {
		return nil, err
	}
	entries, err := im.SectionData(".orc_unwind")
	if err != nil {
		return nil, err
	}
	header, err := im.optional(".orc_header")
	if err != nil {
		return nil, err
	}
	version, err := orc.Detect(header, im.Release())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", im.path, err)
	}
	t, err := orc.New(ip, ipSection.Addr, entries, version)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", im.path, err)
	}
	return t, nil
}

// CFIRow is what .debug_frame, or without it .eh_frame, says about pc. Its Source is [cfi.None] where
// they say nothing. The error is of a table, or an entry of it, that cannot be used.
func (im *Image) CFIRow(pc LinkAddr) (cfi.Row, error) {
	t := &im.tables
	t.cfiOnce.Do(func() { t.cfi, t.cfiErr = im.loadCFI() })
	if t.cfi == nil {
		return cfi.Row{}, t.cfiErr
	}
	row, err := t.cfi.Row(pc)
	if errors.Is(err, cfi.ErrNoRow) {
		return cfi.Row{}, nil
	}
	if err != nil {
		return cfi.Row{}, fmt.Errorf("%s: %w", im.path, err)
	}
	return row, nil
}

func (im *Image) loadCFI() (*cfi.Table, error) {
	for _, try := range []struct {
		section string
		format  cfi.Format
	}{{".debug_frame", cfi.DebugFrame}, {".eh_frame", cfi.EHFrame}} {
		b, err := im.optional(try.section)
		if err != nil {
			return nil, err
		}
		if len(b) == 0 {
			continue
		}
		s, _ := im.Section(try.section) // .debug_frame is not loaded: address 0
		t, err := cfi.NewTable(b, try.format, s.Addr, le, ptrSize)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", im.path, try.section, err)
		}
		return t, nil
	}
	return nil, nil
}

// Debug is the image's DWARF. The error is a *NoDebugInfoError if it has none, see [ErrNoDebugInfo].
func (im *Image) Debug() (*debuginfo.Data, error) {
	t := &im.tables
	t.debugOnce.Do(func() {
		if !im.HasDebugInfo() {
			t.debugErr = im.noDebugInfo()
			return
		}
		// A section that is not there is nil; one that cannot be used has to be said once, and
		// .debug_info is the one that a hostile or broken file fails on.
		if _, err := im.SectionData(".debug_info"); err != nil {
			t.debugErr = err
			return
		}
		data, err := debuginfo.New(im.optional, le, debuginfo.WithRelease(im.release))
		if err != nil {
			t.debugErr = fmt.Errorf("%s: %w", im.path, err)
			return
		}
		t.debug = data
	})
	return t.debug, t.debugErr
}

// release gives back the pages of a part of a section that was read once and for all.
func (im *Image) release(section string, off, n int64) {
	if b, err := im.SectionData(section); err == nil && off >= 0 && n >= 0 && off <= int64(len(b)) && n <= int64(len(b))-off {
		im.main.f.Release(b[off : off+n])
	}
}

func (im *Image) noDebugInfo() error {
	e := &NoDebugInfoError{Path: im.path}
	switch {
	case im.Kind == SystemMap:
		e.Hint = "a System.map has symbols only; use the vmlinux of the kernel's debug package"
	case len(im.buildID) > 0:
		e.Hint = fmt.Sprintf("install the kernel's debug package; a file with build-id %x was looked for in the debug directories", im.buildID)
	default:
		e.Hint = "install the kernel's debug package"
	}
	return e
}

// Struct finds a complete struct or union by its tag. BTF is asked first: it takes milliseconds where
// the index of DWARF takes tenths of a second. A module's BTF is of no use without the kernel's, so a
// module's types come from DWARF. The error is a *ctype.NotFoundError where neither has it, and
// that of Debug where there is nothing to look in.
func (im *Image) Struct(name string) (*ctype.Type, error) {
	var missing error
	if b := im.loadBTF(); b != nil {
		typ, err := b.Struct(name)
		if err == nil {
			return typ, nil
		}
		missing = err
	}
	data, err := im.Debug()
	if err != nil {
		if missing != nil {
			err = missing
		}
		return nil, err
	}
	return data.Struct(name)
}

// loadBTF is the image's BTF, nil if it has none of use.
func (im *Image) loadBTF() *btf.Data {
	t := &im.tables
	t.btfOnce.Do(func() {
		if im.Kind == Module {
			return
		}
		// BTF that cannot be read is no loss while there is DWARF; without it the error is DWARF's.
		if b, err := im.optional(".BTF"); err == nil && len(b) > 0 {
			t.btf, _ = btf.New(b, nil)
		}
	})
	return t.btf
}

// TypeNamed finds a complete struct, union, enum, typedef or base type by its name: what a user sees, so
// that DWARF comes first, which says more than BTF. The error is a *ctype.NotFoundError where neither
// has it, and that of Debug where there is nothing to look in.
func (im *Image) TypeNamed(k ctype.Kind, name string) (*ctype.Type, error) {
	data, err := im.Debug()
	if err == nil {
		return data.TypeNamed(k, name)
	}
	if b := im.loadBTF(); b != nil {
		return b.Lookup(k, name)
	}
	return nil, err
}

// Release is the kernel release that the file was built for, as "uname -r" prints it: from the
// banner of a vmlinux, or the vermagic of a module. It is "" if the file does not say.
func (im *Image) Release() string {
	if im.Kind == Module {
		info, err := im.SectionData(".modinfo")
		if err != nil {
			return ""
		}
		for field := range bytes.SplitSeq(info, []byte{0}) {
			if v, ok := bytes.CutPrefix(field, []byte("vermagic=")); ok {
				release, _, _ := strings.Cut(string(v[:min(len(v), 256)]), " ")
				return release
			}
		}
		return ""
	}
	const prefix = "Linux version "
	a, _, ok := im.Symbol("linux_banner")
	if !ok {
		return ""
	}
	at := im.sectionAt(a)
	if at < 0 {
		return ""
	}
	// UTS_RELEASE has at most 64 characters.
	b := make([]byte, min(uint64(len(prefix)+64), uint64(im.sections[at].end()-a)))
	if err := im.ReadStatic(a, b); err != nil {
		return ""
	}
	rest, ok := strings.CutPrefix(string(b), prefix)
	if !ok {
		return ""
	}
	release, _, _ := strings.Cut(rest, " ")
	return strings.TrimRight(release, "\x00")
}
