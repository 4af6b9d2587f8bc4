package lab

import (
	"context"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// program is a program with the Debian package that it is in.
type program struct{ name, pkg string }

// tools are what tests, demo and benchmark need.
var tools = []program{
	{"qemu-system-x86_64", "qemu-system-x86"},
	{"busybox", "busybox-static"},
	{"gdb", "gdb"},
	{"gdbserver", "gdbserver"},
	{"gcc", "gcc"},
	{"/usr/include/stdlib.h", "libc6-dev"},
	{"socat", "socat"},
	{"addr2line", "binutils"},
}

// apt runs Debian's package tools for one preparation.
type apt struct {
	log     io.Writer
	updated bool // the lists are fresh
}

// install installs what is missing. A name with a slash is a file.
func (a *apt) install(ctx context.Context, programs []program) error {
	var missing []string
	for _, t := range programs {
		var err error
		if filepath.IsAbs(t.name) {
			_, err = os.Stat(t.name)
		} else {
			_, err = exec.LookPath(t.name)
		}
		if err == nil && t.name == "busybox" {
			_, err = staticBusybox()
		}
		if err != nil {
			missing = append(missing, t.pkg)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	if err := a.update(ctx); err != nil {
		return err
	}
	args := append([]string{"install", "--yes", "--no-install-recommends"}, missing...)
	if err := a.asRoot(ctx, "apt-get", args...); err != nil {
		return fmt.Errorf("install %s: %w", strings.Join(missing, " "), err)
	}
	return nil
}

// staticBusybox finds the busybox that can run in a guest without libraries.
func staticBusybox() (string, error) {
	path, err := exec.LookPath("busybox")
	if err != nil {
		return "", err
	}
	f, err := elf.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			return "", fmt.Errorf("%s is not linked statically: install the package busybox-static", path)
		}
	}
	return path, nil
}

// update fetches the package lists, once. A source that cannot be reached is no reason to stop: whether
// what we need is there is seen later.
func (a *apt) update(ctx context.Context) error {
	if a.updated {
		return nil
	}
	if _, err := exec.LookPath("apt-get"); err != nil {
		return errors.New("the guest lab is made of Debian packages, and there is no apt-get here")
	}
	if err := a.asRoot(ctx, "apt-get", "update"); err != nil {
		if ctx.Err() != nil {
			return err
		}
		fmt.Fprintf(a.log, "guest: update the package lists: %v (going on with the lists there are)\n", err)
	}
	a.updated = true
	return nil
}

// asRoot runs a command with sudo where we are not root.
func (a *apt) asRoot(ctx context.Context, name string, args ...string) error {
	args = append([]string{name, "-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3"}, args...)
	if os.Geteuid() != 0 {
		args = append([]string{"sudo", "env", "DEBIAN_FRONTEND=noninteractive"}, args...)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	cmd.Stdin = os.Stdin // sudo may ask
	cmd.Stdout, cmd.Stderr = a.log, a.log
	fmt.Fprintf(a.log, "guest: %s\n", strings.Join(args, " "))
	return cmd.Run()
}

// output runs a command that only asks and gives what it prints.
func output(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		err = fmt.Errorf("%w: %s", err, strings.TrimSpace(string(exit.Stderr)))
	}
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return string(out), nil
}

// control is the first stanza that apt has for a package: field name to value.
func control(ctx context.Context, pkg string) (map[string]string, error) {
	out, err := output(ctx, "apt-cache", "show", "--no-all-versions", pkg)
	if err != nil {
		return nil, err
	}
	fields := parseControl(out)
	if fields["Version"] == "" {
		return nil, fmt.Errorf("apt knows no package %s", pkg)
	}
	return fields, nil
}

// parseControl reads the first stanza of a Debian control file (deb-control(5)); only the first line of
// each value is kept, which is all there is of the fields we use.
func parseControl(text string) map[string]string {
	fields := make(map[string]string)
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if ok && line[0] != ' ' && line[0] != '\t' {
			fields[name] = strings.TrimSpace(value)
		}
	}
	return fields
}

// depends gives the package names in a Depends field, alternatives included, versions left out.
func depends(field string) []string {
	var names []string
	for item := range strings.FieldsFuncSeq(field, func(r rune) bool { return r == ',' || r == '|' }) {
		if words := strings.Fields(item); len(words) > 0 {
			name, _, _ := strings.Cut(words[0], ":") // NAME:ARCH
			names = append(names, name)
		}
	}
	return names
}

// kernelPackages are the packages that one kernel consists of.
type kernelPackages struct {
	release string   // of uname -r
	version string   // of the Debian package
	image   []string // NAME=VERSION of the packages with vmlinuz and modules
	debug   string   // NAME=VERSION of the package with vmlinux and the modules' debug information
}

const (
	imageMeta   = "linux-image-cloud-amd64"
	imagePrefix = "linux-image-"
)

// resolve finds the newest cloud kernel. Names and versions leave the archive with every update, so they
// are never written down anywhere.
func resolve(ctx context.Context) (*kernelPackages, error) {
	meta, err := control(ctx, imageMeta)
	if err != nil {
		return nil, fmt.Errorf("%w (the guest lab needs a Debian release for amd64)", err)
	}
	var image string
	for _, name := range depends(meta["Depends"]) {
		if strings.HasPrefix(name, imagePrefix) {
			image = name
			break
		}
	}
	if image == "" {
		return nil, fmt.Errorf("package %s depends on no kernel: %q", imageMeta, meta["Depends"])
	}
	fields, err := control(ctx, image)
	if err != nil {
		return nil, err
	}
	k := &kernelPackages{
		release: strings.TrimPrefix(image, imagePrefix),
		version: fields["Version"],
		image:   []string{image + "=" + fields["Version"]},
		debug:   image + "-dbg=" + fields["Version"],
	}
	// Later releases of Debian split the image; its parts carry the same release in their names.
	for _, name := range depends(fields["Depends"]) {
		if strings.HasPrefix(name, "linux-") && strings.HasSuffix(name, "-"+k.release) {
			k.image = append(k.image, name)
		}
	}
	return k, nil
}

// download fetches one package (NAME or NAME=VERSION) into the empty directory dir and gives its path.
// apt checks its signature chain.
func (a *apt) download(ctx context.Context, dir, pkg string) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "apt-get", "-o", "Acquire::Retries=3", "download", pkg)
	cmd.Dir = dir
	cmd.Stdout, cmd.Stderr = a.log, a.log
	fmt.Fprintf(a.log, "guest: apt-get download %s\n", pkg)
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("download %s: %w", pkg, err)
	}
	debs, err := filepath.Glob(filepath.Join(dir, "*.deb"))
	if err != nil || len(debs) != 1 {
		return "", fmt.Errorf("download %s: apt-get left %d packages: %w", pkg, len(debs), err)
	}
	return debs[0], nil
}
