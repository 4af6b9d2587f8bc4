package lab

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Assets are the files of one Debian kernel in the cache directory. They lie as Debian would install
// them, so Dir can be taken for the root of a file system.
type Assets struct {
	Dir     string `json:"-"`
	Release string // of uname -r, for instance 6.1.0-56-cloud-amd64
	Version string // of the Debian package

	Vmlinuz   string // what boots
	Vmlinux   string // the same with debug information
	SystemMap string

	Modules []Module // in the order they are loaded
	Spare   []Module `json:",omitempty"` // in the guest too, below /lib/modules, for insmod

	Source string `json:",omitempty"` // the source that a kernel of ours was built from
}

// DebugDir is where Debian's usr/lib/debug is: the directory to search vmlinux and modules under.
func (a *Assets) DebugDir() string { return filepath.Join(a.Dir, "usr/lib/debug") }

// ModuleDir has the modules as they are loaded, without debug information.
func (a *Assets) ModuleDir() string { return filepath.Join(a.Dir, "lib/modules", a.Release) }

// DebugModuleDir has the modules' debug files.
func (a *Assets) DebugModuleDir() string {
	return filepath.Join(a.DebugDir(), "lib/modules", a.Release)
}

// Module finds a module of the guest by name.
func (a *Assets) Module(name string) (Module, bool) {
	for _, m := range slices.Concat(a.Modules, a.Spare) {
		if m.Name == name {
			return m, true
		}
	}
	return Module{}, false
}

// The directories of the lab's two kernels. A name changes when what the directory holds does; an older
// one is then left alone.
const (
	cloudLayout = "debian-cloud-1"
	manifest    = "lab.json"
)

var kgdbLayout = "kgdb-1-" + options(kgdbConfig)

// CacheDir is the lab's directory: $XDG_CACHE_HOME/kbreak/guest, or ~/.cache/kbreak/guest.
func CacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "kbreak", "guest"), nil
}

// ErrNotPrepared says that the cache directory has no kernel yet.
var ErrNotPrepared = errors.New("the guest's kernel is not there yet: make it with: go run ./examples/guest prepare")

// Open gives the assets that Prepare has made. It needs no network and waits for nobody.
func Open() (*Assets, error) { return open(cloudLayout) }

// OpenKGDB gives the assets that PrepareKGDB has made.
func OpenKGDB() (*Assets, error) { return open(kgdbLayout) }

func open(layout string) (*Assets, error) {
	cache, err := CacheDir()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(cache, layout)
	text, err := os.ReadFile(filepath.Join(dir, manifest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotPrepared
	}
	if err != nil {
		return nil, err
	}
	var a Assets
	if err := json.Unmarshal(text, &a); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, manifest), err)
	}
	a.absolute(dir)
	return &a, nil
}

// absolute makes the manifest's paths, which are relative so that a cache can be moved, usable.
func (a *Assets) absolute(dir string) {
	a.Dir = dir
	paths := []*string{&a.Vmlinuz, &a.Vmlinux, &a.SystemMap, &a.Source}
	for _, list := range [][]Module{a.Modules, a.Spare} {
		for i := range list {
			paths = append(paths, &list[i].File, &list[i].Debug)
		}
	}
	for _, p := range paths {
		if *p != "" {
			*p = filepath.Join(dir, *p)
		}
	}
}

// Prepare installs the programs that the lab needs and makes the cache directory, as far as they are
// missing. The first time it downloads about 320 MB and keeps about 700 MB; afterwards it takes no time
// and no network. Several may run at once: one does the work. A run that was interrupted leaves nothing
// that a later one takes for complete.
//
// What is done is told on log.
func Prepare(ctx context.Context, log io.Writer) (*Assets, error) {
	return prepare(ctx, log, cloudLayout, tools, func(ctx context.Context, a *apt, dir, work string) (*Assets, error) {
		return a.makeCloud(ctx, dir, work)
	})
}

// prepare installs programs and makes the directory of a kernel, as far as they are missing. fill puts
// the files into dir, and what is not kept into work; the assets it returns have paths relative to dir.
func prepare(ctx context.Context, log io.Writer, layout string, programs []program,
	fill func(ctx context.Context, a *apt, dir, work string) (*Assets, error)) (*Assets, error) {
	cache, err := CacheDir()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, err
	}
	unlock, err := lockFile(ctx, filepath.Join(cache, "lock"), func() {
		fmt.Fprintln(log, "guest: waiting for another preparation to finish")
	})
	if err != nil {
		return nil, err
	}
	defer unlock()

	a := &apt{log: log}
	if err := a.install(ctx, tools); err != nil {
		return nil, err
	}
	assets, err := open(layout)
	if !errors.Is(err, ErrNotPrepared) {
		return assets, err
	}
	if err := a.install(ctx, programs); err != nil {
		return nil, err
	}
	return a.makeAssets(ctx, cache, layout, fill)
}

// Clean removes what Prepare made, the installed programs excepted.
func Clean(ctx context.Context) error {
	cache, err := CacheDir()
	if err != nil {
		return err
	}
	if _, err := os.Stat(cache); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	unlock, err := lockFile(ctx, filepath.Join(cache, "lock"), func() {})
	if err != nil {
		return err
	}
	defer unlock()
	for _, layout := range []string{cloudLayout, kgdbLayout} {
		err = errors.Join(err, os.RemoveAll(filepath.Join(cache, layout)), os.RemoveAll(filepath.Join(cache, layout+".tmp")))
	}
	return err
}

// makeAssets fills the directory under another name and renames it when it is complete.
func (a *apt) makeAssets(ctx context.Context, cache, layout string,
	fill func(ctx context.Context, a *apt, dir, work string) (*Assets, error)) (_ *Assets, err error) {
	if err := a.update(ctx); err != nil {
		return nil, err
	}
	final, tmp := filepath.Join(cache, layout), filepath.Join(cache, layout+".tmp")
	// We hold the lock: what lies here is from a run that was killed, or has no manifest.
	if err := errors.Join(os.RemoveAll(tmp), os.RemoveAll(final)); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	dir := filepath.Join(tmp, "root")
	assets, err := fill(ctx, a, dir, filepath.Join(tmp, "work"))
	if err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(assets, "", "\t")
	if err != nil {
		return nil, err
	}
	if err := writeFile(filepath.Join(dir, manifest), strings.NewReader(string(text)+"\n")); err != nil {
		return nil, err
	}
	if err := os.Rename(dir, final); err != nil {
		return nil, err
	}
	fmt.Fprintf(a.log, "guest: kernel %s (%s) is in %s\n", assets.Release, assets.Version, final)
	return open(layout)
}

// makeCloud takes the newest cloud kernel out of Debian's packages.
func (a *apt) makeCloud(ctx context.Context, dir, work string) (*Assets, error) {
	k, err := resolve(ctx)
	if err != nil {
		return nil, err
	}
	b := &builder{apt: a, kernel: k, dir: dir, work: work, assets: Assets{Release: k.release, Version: k.version}}
	if err := b.image(ctx); err != nil {
		return nil, err
	}
	if err := b.debug(ctx); err != nil {
		return nil, err
	}
	return &b.assets, nil
}

// builder fills one directory with the files of one kernel.
type builder struct {
	apt       *apt
	kernel    *kernelPackages
	dir, work string // what is kept, and what is not
	assets    Assets // with paths relative to dir
}

// image takes the kernel and the modules that the guest loads out of the image packages.
func (b *builder) image(ctx context.Context) error {
	files := make(map[string]string) // module to file, all of them for now
	for _, pkg := range b.kernel.image {
		deb, err := b.apt.download(ctx, filepath.Join(b.work, "deb"), pkg)
		if err != nil {
			return err
		}
		err = unpack(ctx, deb, func(name string) (string, bool) {
			if strings.HasPrefix(filepath.Base(name), "vmlinuz") {
				b.assets.Vmlinuz = filepath.Join("boot", "vmlinuz-"+b.kernel.release)
				return filepath.Join(b.dir, b.assets.Vmlinuz), true
			}
			module, ok := moduleName(name)
			if ok {
				files[module] = filepath.Join(b.work, "root", name)
			}
			return files[module], ok
		})
		if err = errors.Join(err, os.Remove(deb)); err != nil {
			return err
		}
	}
	if b.assets.Vmlinuz == "" {
		return fmt.Errorf("no vmlinuz in %v", b.kernel.image)
	}
	order, err := loadOrder(wanted, files)
	if err != nil {
		return err
	}
	if len(order) == 0 {
		return fmt.Errorf("none of the modules %v in %v", wanted, b.kernel.image)
	}
	for _, name := range order {
		rel, err := filepath.Rel(filepath.Join(b.work, "root"), files[name])
		if err != nil {
			return err
		}
		dst := filepath.Join(b.dir, rel)
		if err := os.MkdirAll(filepath.Dir(dst), 0o755); err != nil {
			return err
		}
		if err := os.Rename(files[name], dst); err != nil {
			return err
		}
		b.assets.Modules = append(b.assets.Modules, Module{Name: name, File: rel})
	}
	return os.RemoveAll(filepath.Join(b.work, "root"))
}

// debug takes vmlinux, System.map and the chosen modules out of the debug package, which has 1.7 GB.
func (b *builder) debug(ctx context.Context) error {
	deb, err := b.apt.download(ctx, filepath.Join(b.work, "deb"), b.kernel.debug)
	if err != nil {
		return err
	}
	modules := make(map[string]*Module)
	for i := range b.assets.Modules {
		modules[b.assets.Modules[i].Name] = &b.assets.Modules[i]
	}
	err = unpack(ctx, deb, func(name string) (string, bool) {
		base := filepath.Base(name)
		switch {
		case base == "vmlinux" || base == "vmlinux-"+b.kernel.release:
			b.assets.Vmlinux = name
		case base == "System.map" || base == "System.map-"+b.kernel.release:
			b.assets.SystemMap = name
		default:
			module, _ := moduleName(name)
			m, ok := modules[module]
			if !ok {
				return "", false
			}
			m.Debug = name
		}
		return filepath.Join(b.dir, name), true
	})
	if err = errors.Join(err, os.Remove(deb)); err != nil {
		return err
	}
	if b.assets.Vmlinux == "" {
		return fmt.Errorf("no vmlinux in %s", b.kernel.debug)
	}
	for _, m := range b.assets.Modules {
		if m.Debug == "" {
			return fmt.Errorf("no debug file for module %s in %s", m.Name, b.kernel.debug)
		}
	}
	return nil
}
