package live

import (
	"context"
	"net"
	"strings"
	"testing"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
)

// TestSearch names no vmlinux: it is found below the debug directories by the running kernel's
// release and proved by its build-id. Then one that is another kernel's is refused, with both banners.
func TestSearch(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	ctx := context.Background()
	attach := func(opt debugger.Options) (*debugger.Session, error) {
		conn, err := net.Dial("tcp", g.Stub)
		if err != nil {
			t.Fatal(err)
		}
		s := debugger.New(opt)
		_, err = s.Attach(ctx, conn, g.Stub)
		return s, err
	}

	s, err := attach(debugger.Options{DebugDirs: []string{t.TempDir(), g.Assets.DebugDir()}})
	if err != nil || !strings.Contains(s.KernelLine(), "verified by build-id") {
		t.Errorf("have %q, %v", s.KernelLine(), err)
	}
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
	runs(t, g)

	s, err = attach(debugger.Options{Vmlinux: "../../../symbols/testdata/vmlinux"})
	if err == nil || !strings.Contains(err.Error(), "6.1.0-test") || !strings.Contains(err.Error(), g.Facts.Release) {
		t.Errorf("another kernel's file: have %v, want an error with both banners", err)
	}
	if s.State() != debugger.Stopped {
		t.Errorf("after a refused file the session is %v, want stopped", s.State())
	}
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
	runs(t, g)

	s, err = attach(debugger.Options{DebugDirs: []string{t.TempDir()}})
	if err == nil || !strings.Contains(err.Error(), g.Facts.Release) {
		t.Errorf("without any file: have %v, want an error that names the release", err)
	}
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
	runs(t, g)
}
