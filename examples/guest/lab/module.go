package lab

import (
	"bytes"
	"compress/gzip"
	"debug/elf"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// wanted are the modules that the guest loads, besides those they need: drivers of the devices it has,
// small ones, and one large one (xfs).
var wanted = []string{
	"virtio_pci", "virtio_console", "virtio_rng",
	"configfs", "fuse", "virtiofs", "overlay", "loop", "tun", "xfs",
}

// Module is one module of the guest's kernel.
type Module struct {
	Name  string // as the kernel says it, with underscores
	File  string // as the guest loads it: stripped, possibly compressed (.ko, .ko.xz, .ko.zst)
	Debug string // with DWARF, its code left out; from the debug package
}

// moduleName gives the module's name for a file name, or false if that is none of a module.
func moduleName(file string) (string, bool) {
	base := path.Base(file)
	for _, ext := range []string{".ko", ".ko.xz", ".ko.zst", ".ko.gz"} {
		if name, ok := strings.CutSuffix(base, ext); ok {
			return strings.ReplaceAll(name, "-", "_"), true
		}
	}
	return "", false
}

// readModule reads a module file and takes off its compression.
func readModule(file string) ([]byte, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var r io.Reader = bytes.NewReader(data)
	switch path.Ext(file) {
	case ".xz":
		r, err = xz.NewReader(r)
	case ".zst":
		r, err = zstd.NewReader(r)
	case ".gz":
		r, err = gzip.NewReader(r)
	default:
		return data, nil
	}
	if err == nil {
		data, err = io.ReadAll(r)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return data, nil
}

// moduleDepends gives the modules that a module needs, out of its .modinfo section: NUL-terminated
// KEY=VALUE strings, "depends" being a list with commas (kernel scripts/mod/modpost.c, add_depends).
func moduleDepends(data []byte) ([]string, error) {
	f, err := elf.NewFile(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	s := f.Section(".modinfo")
	if s == nil {
		return nil, fmt.Errorf("no .modinfo section: not a kernel module")
	}
	info, err := s.Data()
	if err != nil {
		return nil, err
	}
	for entry := range strings.SplitSeq(string(info), "\x00") {
		if list, ok := strings.CutPrefix(entry, "depends="); ok {
			return strings.FieldsFunc(strings.ReplaceAll(list, "-", "_"), func(r rune) bool { return r == ',' }), nil
		}
	}
	return nil, nil
}

// loadOrder gives the modules of names and all that they need, each after what it needs. Names that are
// not in files are left out when they are in names (a later kernel may have them built in) and are an
// error when another module needs them.
func loadOrder(names []string, files map[string]string) ([]string, error) {
	var order []string
	state := make(map[string]int) // 1: being visited, 2: done
	var visit func(name, neededBy string) error
	visit = func(name, neededBy string) error {
		file, ok := files[name]
		switch {
		case state[name] == 2:
			return nil
		case state[name] == 1:
			return fmt.Errorf("module %s needs itself", name)
		case !ok && neededBy == "":
			return nil
		case !ok:
			return fmt.Errorf("module %s needs %s, which is not there", neededBy, name)
		}
		state[name] = 1
		data, err := readModule(file)
		if err != nil {
			return err
		}
		needs, err := moduleDepends(data)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, n := range needs {
			if err := visit(n, name); err != nil {
				return err
			}
		}
		state[name] = 2
		order = append(order, name)
		return nil
	}
	for _, name := range names {
		if err := visit(name, ""); err != nil {
			return nil, err
		}
	}
	return order, nil
}
