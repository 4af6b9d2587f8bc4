package main

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"kbreak/debugger"
	"kbreak/debugger/repl"
	"kbreak/kernel"
)

// modscript writes add-symbol-file commands for the modules of a target, or of a guest whose
// /sys/module was copied. The target runs on afterwards.
func modscript(c *config, dial dialFunc) int {
	ctx, stop := untilSignal()
	defer stop()
	if err := writeScript(ctx, c, dial); err != nil {
		repl.WriteError(os.Stderr, err, c.verbose)
		return repl.StatusFailed
	}
	return 0
}

func writeScript(ctx context.Context, c *config, dial dialFunc) error {
	s, err := makeScript(ctx, c, dial)
	if err != nil {
		return err
	}
	if c.output == "" {
		_, err = s.WriteTo(os.Stdout)
		return err
	}
	f, err := os.Create(c.output)
	if err != nil {
		return err
	}
	_, err = s.WriteTo(f)
	return errors.Join(err, f.Close())
}

func makeScript(ctx context.Context, c *config, dial dialFunc) (*debugger.ModuleScript, error) {
	switch st, err := os.Stat(c.target); {
	case err == nil && st.IsDir():
		return debugger.SavedModuleScript(inDir(c.target), c.target, c.vmlinux, c.modulePath)
	case err == nil && st.Mode().IsRegular():
		f, err := os.Open(c.target)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return debugger.SavedModuleScript(inTar(f), c.target, c.vmlinux, c.modulePath)
	}
	conn, err := dial(ctx, c.target)
	if err != nil {
		return nil, err
	}
	s := debugger.New(debugger.Options{Vmlinux: c.vmlinux, ModulePath: c.modulePath,
		Notice: func(text string) { fmt.Fprintf(os.Stderr, "kbreak: %s\n", repl.Printable(text)) }})
	defer func() {
		leave, cancel := context.WithTimeout(context.WithoutCancel(ctx), detachTimeout)
		defer cancel()
		_ = s.Close(leave)
	}()
	if _, err := s.Attach(ctx, conn, c.target); err != nil {
		return nil, err
	}
	script, err := s.ModuleScript(ctx)
	if err != nil {
		return nil, err
	}
	leave, cancel := context.WithTimeout(ctx, detachTimeout)
	defer cancel()
	if err := s.Detach(leave); err != nil {
		return nil, fmt.Errorf("detach from %s: %w; the target may still be stopped", c.target, err)
	}
	return script, nil
}

// maxSaved bounds a saved file, in bytes: sysfs gives a page at most.
const maxSaved = 1 << 16

// inDir gives the files of a directory.
func inDir(dir string) iter.Seq2[kernel.SavedFile, error] {
	return func(yield func(kernel.SavedFile, error) bool) {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			file := kernel.SavedFile{Name: filepath.ToSlash(name), Read: func() ([]byte, error) {
				f, err := os.Open(name)
				if err != nil {
					return nil, err
				}
				defer f.Close()
				return io.ReadAll(io.LimitReader(f, maxSaved))
			}}
			if !yield(file, nil) {
				return filepath.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(kernel.SavedFile{}, err)
		}
	}
}

// inTar gives the files of a tar.
func inTar(r io.Reader) iter.Seq2[kernel.SavedFile, error] {
	return func(yield func(kernel.SavedFile, error) bool) {
		for members := tar.NewReader(r); ; {
			h, err := members.Next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(kernel.SavedFile{}, err)
				return
			}
			file := kernel.SavedFile{Name: h.Name, Read: func() ([]byte, error) {
				return io.ReadAll(io.LimitReader(members, maxSaved))
			}}
			if h.Typeflag == tar.TypeReg && !yield(file, nil) {
				return
			}
		}
	}
}
