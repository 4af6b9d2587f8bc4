package lab

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

//go:embed kgdb.config
var kgdbConfig string

// builders are what building a kernel needs beside tools.
var builders = []program{
	{"make", "make"}, {"flex", "flex"}, {"bison", "bison"}, {"bc", "bc"}, {"perl", "perl"},
	{"xz", "xz-utils"}, {"/usr/include/gelf.h", "libelf-dev"},
	{"/usr/include/openssl/evp.h", "libssl-dev"},
}

// options makes a word of the options in a configuration, the same whatever its comments say.
func options(config string) string {
	sum := fnv.New32a()
	for line := range strings.Lines(config) {
		if strings.Contains(line, "CONFIG_") {
			fmt.Fprintln(sum, strings.TrimSpace(line))
		}
	}
	return fmt.Sprintf("%08x", sum.Sum32())
}

// kgdbModules are loaded at boot; kgdbSpare only lie in the guest, so that there is something to load.
var (
	kgdbModules = []string{"configfs", "dummy_hcd", "fuse"}
	kgdbSpare   = []string{"udc_core", "libcomposite", "usb_f_hid", "usbhid", "configs"}
)

// PrepareKGDB builds the second kernel of the lab out of Debian's linux-source package, as far as it is
// missing: small, with KGDB, KDB and USB gadgets, all of it with debug information, and with f_hid's old
// deadlock (see [plantDeadlock]). It downloads 140 MB, takes some minutes once (nine on two cores), and
// keeps 600 MB. For the rest it is as [Prepare] is.
func PrepareKGDB(ctx context.Context, log io.Writer) (*Assets, error) {
	return prepare(ctx, log, kgdbLayout, builders, func(ctx context.Context, a *apt, dir, work string) (*Assets, error) {
		b := &kernelBuild{apt: a, dir: dir, work: work}
		return b.run(ctx)
	})
}

// kernelBuild builds one kernel.
type kernelBuild struct {
	apt       *apt
	dir, work string // what is kept, and what is not
	tree      string // the source in work
}

func (b *kernelBuild) run(ctx context.Context) (*Assets, error) {
	version, err := b.source(ctx)
	if err != nil {
		return nil, err
	}
	if err := plantDeadlock(filepath.Join(b.tree, "drivers/usb/gadget/function/f_hid.c")); err != nil {
		return nil, err
	}
	if err := b.configure(ctx); err != nil {
		return nil, err
	}
	fmt.Fprintf(b.apt.log, "guest: building the kgdb kernel, which takes some minutes\n")
	if err := b.make(ctx, fmt.Sprintf("-j%d", runtime.NumCPU()), "vmlinux", "bzImage", "modules"); err != nil {
		return nil, err
	}
	return b.collect(ctx, version)
}

// source fetches and unpacks linux-source. Of the parts that are not built only what Kconfig and make
// read is unpacked.
func (b *kernelBuild) source(ctx context.Context) (version string, err error) {
	meta, err := control(ctx, "linux-source")
	if err != nil {
		return "", err
	}
	var pkg string
	for _, name := range depends(meta["Depends"]) {
		if strings.HasPrefix(name, "linux-source-") {
			pkg = name
			break
		}
	}
	fields, err := control(ctx, pkg)
	if err != nil {
		return "", err
	}
	deb, err := b.apt.download(ctx, filepath.Join(b.work, "deb"), pkg+"="+fields["Version"])
	if err != nil {
		return "", err
	}
	archive := filepath.Join(b.work, pkg+".tar.xz")
	err = unpack(ctx, deb, func(name string) (string, bool) {
		return archive, strings.HasPrefix(filepath.Base(name), pkg+".tar")
	})
	if err = errors.Join(err, os.Remove(deb)); err != nil {
		return "", err
	}
	args := []string{"-xJf", archive, "-C", b.work, "--exclude=*/arch/[a-wyz]*/*.[chS]", "--exclude=*.dts", "--exclude=*.dtsi"}
	for _, part := range []string{"Documentation", "sound", "drivers/gpu", "drivers/net", "drivers/media", "drivers/staging",
		"drivers/scsi", "drivers/infiniband", "tools/testing", "tools/perf"} {
		args = append(args, "--exclude=*/"+part+"/*.[chS]", "--exclude=*/"+part+"/*.rst", "--exclude=*/"+part+"/*.json")
	}
	if err := run(ctx, b.work, "tar", args...); err != nil {
		return "", err
	}
	b.tree = filepath.Join(b.work, pkg)
	return fields["Version"], os.Remove(archive)
}

// plantDeadlock makes f_hidg_write hold its spinlock while it queues a request, as kernels before 4.19
// did: a controller that completes the request at once, as dummy_hcd does for short ones, calls
// f_hidg_req_complete, which wants the same lock.
func plantDeadlock(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	const lock = "\tspin_lock_irqsave(&hidg->write_spinlock, flags);\n"
	const queue = "\tstatus = usb_ep_queue(hidg->in_ep, req, GFP_ATOMIC);\n"
	const unlock = "\tspin_unlock_irqrestore(&hidg->write_spinlock, flags);\n"
	if bytes.Count(text, []byte(queue)) != 1 {
		return fmt.Errorf("%s: f_hidg_write does not look as expected", file)
	}
	text = bytes.Replace(text, []byte(queue), []byte(lock+queue+unlock), 1)
	return os.WriteFile(file, text, 0o644)
}

// configure makes .config, and fails if the kernel did not take an option: its name has changed, or
// what it needs is not there.
func (b *kernelBuild) configure(ctx context.Context) error {
	fragment := filepath.Join(b.work, "kgdb.config")
	if err := os.WriteFile(fragment, []byte(kgdbConfig), 0o644); err != nil {
		return err
	}
	if err := b.make(ctx, "KCONFIG_ALLCONFIG="+fragment, "allnoconfig"); err != nil {
		return err
	}
	config, err := os.ReadFile(filepath.Join(b.tree, ".config"))
	if err != nil {
		return err
	}
	for line := range strings.Lines(kgdbConfig) {
		if strings.HasPrefix(line, "CONFIG_") && !bytes.Contains(config, []byte("\n"+line)) {
			return fmt.Errorf("the kernel does not take %s", strings.TrimSpace(line))
		}
	}
	return nil
}

func (b *kernelBuild) make(ctx context.Context, args ...string) error {
	return run(ctx, b.tree, "make", append([]string{"-s", "KBUILD_BUILD_USER=kbreak", "KBUILD_BUILD_HOST=lab",
		"KBUILD_BUILD_VERSION=1"}, args...)...)
}

// collect takes what is kept: it lies as Debian would install it.
func (b *kernelBuild) collect(ctx context.Context, version string) (*Assets, error) {
	text, err := os.ReadFile(filepath.Join(b.tree, "include/config/kernel.release"))
	if err != nil {
		return nil, err
	}
	release := strings.TrimSpace(string(text))
	a := &Assets{Release: release, Version: version,
		Vmlinuz:   "boot/vmlinuz-" + release,
		Vmlinux:   "usr/lib/debug/boot/vmlinux-" + release,
		SystemMap: "usr/lib/debug/boot/System.map-" + release,
		Source:    filepath.Join("usr/src", filepath.Base(b.tree)),
	}
	for from, to := range map[string]string{"arch/x86/boot/bzImage": a.Vmlinuz, "vmlinux": a.Vmlinux, "System.map": a.SystemMap} {
		if err := b.keep(from, to); err != nil {
			return nil, err
		}
	}
	if err := b.modules(ctx, a); err != nil {
		return nil, err
	}
	// What is left of the tree is the source, once all that was made is gone.
	if err := b.make(ctx, "mrproper"); err != nil {
		return nil, err
	}
	return a, b.keep("", a.Source)
}

// keep moves a file or directory of the source tree.
func (b *kernelBuild) keep(from, to string) error {
	to = filepath.Join(b.dir, to)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(filepath.Join(b.tree, from), to)
}

// modules keeps each module twice: as the guest loads it, and with its debug information.
func (b *kernelBuild) modules(ctx context.Context, a *Assets) error {
	files := make(map[string]string)
	err := filepath.WalkDir(b.tree, func(path string, _ os.DirEntry, err error) error {
		if name, ok := moduleName(path); ok && err == nil {
			files[name] = path
		}
		return err
	})
	if err != nil {
		return err
	}
	order, err := loadOrder(kgdbModules, files)
	if err != nil {
		return err
	}
	spare, err := loadOrder(append(order, kgdbSpare...), files)
	if err != nil {
		return err
	}
	for i, name := range spare {
		rel, err := filepath.Rel(b.tree, files[name])
		if err != nil {
			return err
		}
		m := Module{Name: name,
			File:  filepath.Join("lib/modules", a.Release, "kernel", rel),
			Debug: filepath.Join("usr/lib/debug/lib/modules", a.Release, "kernel", rel)}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(b.dir, m.File)), 0o755); err != nil {
			return err
		}
		if err := run(ctx, b.tree, "strip", "--strip-debug", "-o", filepath.Join(b.dir, m.File), rel); err != nil {
			return err
		}
		if err := b.keep(rel, m.Debug); err != nil {
			return err
		}
		if i < len(order) {
			a.Modules = append(a.Modules, m)
		} else {
			a.Spare = append(a.Spare, m)
		}
	}
	return nil
}

// run runs a program that says nothing unless it fails.
func run(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var last tail
	cmd.Stdout, cmd.Stderr = &last, &last
	if err := cmd.Run(); err != nil {
		// Not %w: the program's status is not to be taken for that of a command of the user's.
		return fmt.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, last.String())
	}
	return nil
}
