package symbols

import (
	"bytes"
	"debug/elf"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kbreak/symbols/elffile"
)

// OpenOptions say where the other files of an image may be.
type OpenOptions struct {
	// DebugDirs are the roots of trees of separate debug files; nil means none.
	DebugDirs []string
	// CodePath is the file with the code and data, if the one opened is a debug file without them;
	// "" means that it is looked for.
	CodePath string
}

// Open opens a vmlinux, a module or a System.map, compressed or not, and the separate debug file
// that belongs to it if it has no debug info itself.
//
// A debug file belongs to a file if both have the same build-id, or, where there is none, if
// .gnu_debuglink has its CRC. That it was not found is not an error here: see [Image.Debug].
func Open(path string, opt OpenOptions) (im *Image, err error) {
	m, err := elffile.Map(path)
	if err != nil {
		return nil, err
	}
	err = elffile.Guard(func() error {
		if isSystemMap(m.Data) {
			im, err = openSystemMap(path, m)
			return err
		}
		f, err := elffile.FromMapping(path, m)
		if err != nil {
			return err
		}
		im, err = newImage(f, opt)
		return err
	})
	if err != nil {
		m.Close()
		return nil, err
	}
	return im, nil
}

// newImage makes an image of f and of the debug file that it finds. It owns f if there is no error.
func newImage(f *elffile.File, opt OpenOptions) (*Image, error) {
	im := &Image{path: f.Path, opt: opt, buildID: f.BuildID()}
	switch f.Type {
	case elf.ET_EXEC, elf.ET_DYN:
	case elf.ET_REL:
		im.Kind = Module
	case elf.ET_CORE:
		return nil, fmt.Errorf("%s: a core file, not a vmlinux or a module", f.Path)
	default:
		return nil, fmt.Errorf("%s: ELF file of type %v, not a vmlinux or a module", f.Path, f.Type)
	}
	main := f
	if !hasDebugInfo(f) {
		if d := openDebug(f, opt.DebugDirs); d != nil {
			main, im.debugPath = d, d.Path
		}
	}
	var err error
	if im.main, err = im.layOut(main); err != nil {
		if main != f {
			main.Close()
		}
		return nil, err
	}
	switch {
	case main != f:
		im.code = im.overlay(f)
	case opt.CodePath != "":
		c, err := elffile.Open(opt.CodePath)
		if err != nil {
			return nil, err
		}
		if c.Type != f.Type || !bytes.Equal(c.BuildID(), im.buildID) {
			c.Close()
			return nil, fmt.Errorf("%s: not the file that %s belongs to: build-id %x, want %x", opt.CodePath, f.Path, c.BuildID(), im.buildID)
		}
		im.code = im.overlay(c)
	case !stripped(f):
		im.code = im.main
	}
	for _, p := range []*part{im.main, im.code} {
		if p == nil {
			continue
		}
		for i := range p.f.Sections {
			if t := symtabOf(p, i); t != nil && t.n > 1 {
				im.syms = t
				return im, nil
			}
		}
	}
	im.syms = newSymtab(nil, nil)
	return im, nil
}

func hasDebugInfo(f *elffile.File) bool {
	for _, n := range []string{".debug_info", ".zdebug_info"} {
		if i := f.Index(n); i >= 0 && f.Sections[i].HasContents() && f.Sections[i].Size > 0 {
			return true
		}
	}
	return false
}

// stripped reports whether f is a debug file whose code was left out ("objcopy --only-keep-debug").
func stripped(f *elffile.File) bool {
	for i := range f.Sections {
		s := &f.Sections[i]
		if s.Alloc() && s.Flags&elf.SHF_EXECINSTR != 0 && s.Size > 0 && s.HasContents() {
			return false
		}
	}
	return true
}

// openDebug finds and opens the debug file of f; nil if there is none.
func openDebug(f *elffile.File, dirs []string) *elffile.File {
	id := f.BuildID()
	link, crc, hasLink := f.DebugLink()
	if hasLink {
		link = filepath.Base(link) // the format has a file name, and a path would lead anywhere
	}
	for _, path := range debugPaths(f.Path, id, link, dirs) {
		if samePath(path, f.Path) {
			continue
		}
		d, err := elffile.Open(path)
		if err != nil {
			continue // not there, or broken: the next one may do
		}
		if d.Type == f.Type && d.Machine == f.Machine && hasDebugInfo(d) {
			did := d.BuildID()
			if len(id) > 0 && bytes.Equal(did, id) {
				return d
			}
			if len(id) == 0 || len(did) == 0 {
				if sum, err := elffile.FileCRC(path); err == nil && hasLink && sum == crc {
					return d
				}
			}
		}
		d.Close()
	}
	return nil
}

// debugPaths are the places of the debug file of the file at path, best first.
func debugPaths(path string, id []byte, link string, dirs []string) []string {
	var out []string
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	for _, d := range dirs {
		if p := buildIDPath(id, ".debug"); p != "" {
			out = append(out, filepath.Join(d, p))
		}
	}
	dir := filepath.Dir(path)
	if link != "" {
		out = append(out, filepath.Join(dir, link), filepath.Join(dir, ".debug", link))
		for _, d := range dirs {
			out = append(out, filepath.Join(d, stripVolume(dir), link))
		}
	}
	// Distributions mirror the tree of modules, with or without /usr, and with the whole root
	// elsewhere if it was unpacked there.
	base := trimCompression(path)
	root, rest := splitTree(base)
	roots := slices.Clone(dirs)
	if rest != "" {
		roots = append(roots, filepath.Join(root, "usr/lib/debug"))
	} else {
		rest = stripVolume(base)
	}
	for _, d := range roots {
		for _, r := range []string{rest, filepath.Join("usr", rest)} {
			out = append(out, filepath.Join(d, r+".debug"), filepath.Join(d, r))
		}
	}
	return unique(out)
}

// splitTree splits a path into a root and the part below it that distributions mirror: "lib/modules/…"
// or "boot/…", without the "usr" before it. rest is "" if there is no such part.
func splitTree(path string) (root, rest string) {
	p := filepath.ToSlash(path)
	for _, mark := range []string{"/usr/lib/debug/", "/usr/lib/modules/", "/lib/modules/", "/boot/"} {
		i := strings.Index(p, mark)
		if i < 0 {
			continue
		}
		rest := p[i+1:]
		if mark == "/usr/lib/debug/" {
			rest = p[i+len(mark):]
		}
		return filepath.FromSlash(p[:i] + "/"), filepath.FromSlash(strings.TrimPrefix(rest, "usr/"))
	}
	return "", ""
}

// openCode finds and opens the file that a debug file was split from.
func (im *Image) openCode() (*elffile.File, error) {
	f := im.main.f
	for _, path := range im.codePaths() {
		if samePath(path, f.Path) {
			continue
		}
		c, err := elffile.Open(path)
		if err != nil {
			continue
		}
		if c.Type == f.Type && len(im.buildID) > 0 && bytes.Equal(c.BuildID(), im.buildID) && !stripped(c) {
			return c, nil
		}
		c.Close()
	}
	return nil, errors.New("the file that this debug file belongs to was not found")
}

func (im *Image) codePaths() []string {
	path, err := filepath.Abs(im.path)
	if err != nil {
		path = im.path
	}
	base := strings.TrimSuffix(trimCompression(path), ".debug")
	var plain []string
	root, rest := splitTree(base)
	if strings.Contains(filepath.ToSlash(base), "/usr/lib/debug/") && rest != "" {
		plain = append(plain, filepath.Join(root, rest), filepath.Join(root, "usr", rest))
	}
	for _, d := range im.opt.DebugDirs {
		if rest, err := filepath.Rel(d, base); err == nil && filepath.IsLocal(rest) {
			plain = append(plain, string(filepath.Separator)+rest)
		}
		if p := buildIDPath(im.buildID, ""); p != "" {
			plain = append(plain, filepath.Join(d, p))
		}
	}
	plain = append(plain, base)
	var out []string
	for _, p := range plain {
		for _, suffix := range moduleSuffixes {
			out = append(out, p+suffix)
		}
	}
	return unique(out)
}

// moduleSuffixes are what Linux appends to compressed modules (scripts/Makefile.modinst).
var moduleSuffixes = []string{"", ".xz", ".zst", ".gz"}

func trimCompression(path string) string {
	for _, s := range moduleSuffixes[1:] {
		if t, ok := strings.CutSuffix(path, s); ok {
			return t
		}
	}
	return path
}

// buildIDPath is ".build-id/ab/cdef….debug", "" for a build-id too short to have one.
func buildIDPath(id []byte, suffix string) string {
	if len(id) < 2 {
		return ""
	}
	h := hex.EncodeToString(id)
	return filepath.Join(".build-id", h[:2], h[2:]+suffix)
}

func stripVolume(path string) string { return strings.TrimPrefix(path, filepath.VolumeName(path)) }

func samePath(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular() && st.Mode()&fs.ModeType == 0
}

// unique drops repeated strings and keeps the order.
func unique(in []string) []string {
	seen := make(map[string]bool, len(in))
	out := in[:0]
	for _, s := range in {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
