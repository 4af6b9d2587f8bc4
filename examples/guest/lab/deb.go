package lab

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// unpack writes those regular files of a Debian package that place gives a path for. place gets the
// path in the package, cleaned and without a leading slash, with usr/ cut off before lib/modules: Debian
// is on its way from /lib/modules to /usr/lib/modules.
func unpack(ctx context.Context, deb string, place func(name string) (dst string, ok bool)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, "dpkg-deb", "--fsys-tarfile", deb)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = untar(out, place)
	if err != nil {
		cancel() // nobody reads its output any more
	}
	if waitErr := cmd.Wait(); err == nil {
		err = waitErr
	}
	if err != nil {
		return fmt.Errorf("unpack %s: %w", filepath.Base(deb), err)
	}
	return nil
}

func untar(r io.Reader, place func(name string) (dst string, ok bool)) error {
	tr := tar.NewReader(r)
	for {
		h, err := tr.Next()
		if err == io.EOF {
			// What follows the end mark is padding, but the writer wants to get rid of it.
			_, err = io.Copy(io.Discard, r)
			return err
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		name := strings.TrimPrefix(path.Clean("/"+h.Name), "/")
		if strings.HasPrefix(name, "usr/lib/modules/") {
			name = strings.TrimPrefix(name, "usr/")
		}
		dst, ok := place(name)
		if !ok {
			continue
		}
		if err := writeFile(dst, tr); err != nil {
			return err
		}
	}
}

// writeFile makes a file, and the directories it is in, from what r gives.
func writeFile(dst string, r io.Reader) (err error) {
	if err := os.MkdirAll(filepath.Dir(dst), 0o755); err != nil {
		return err
	}
	f, err := os.Create(dst)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = io.Copy(f, r)
	return err
}
