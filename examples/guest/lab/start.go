package lab

import (
	"context"
	"os"
)

// TB is what Start needs of a [testing.TB].
type TB interface {
	Helper()
	Cleanup(func())
	Context() context.Context
	Failed() bool
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
	Logf(format string, args ...any)
	Skipf(format string, args ...any)
}

// Need skips the test where no guest is promised, and otherwise gives the guest's files: a test that
// wants a real vmlinux but no machine calls it alone.
func Need(t TB) *Assets {
	t.Helper()
	return need(t, Open)
}

// NeedKGDB is Need for the kernel that PrepareKGDB builds.
func NeedKGDB(t TB) *Assets {
	t.Helper()
	return need(t, OpenKGDB)
}

func need(t TB, open func() (*Assets, error)) *Assets {
	t.Helper()
	if os.Getenv("KBREAK_GUEST") == "" {
		t.Skipf("no guest is promised here: set KBREAK_GUEST=1, as make test does")
	}
	a, err := open()
	if err != nil {
		t.Fatalf("KBREAK_GUEST is set, but: %v", err)
	}
	return a
}

// Start boots a guest for a test and stops it when the test and its subtests are done. A test that
// failed gets the guest's console in its log.
func Start(t TB, cfg Config) *Guest {
	t.Helper()
	return start(t, Need(t), cfg)
}

// StartKGDB is Start with the kernel that PrepareKGDB builds.
func StartKGDB(t TB, cfg Config) *Guest {
	t.Helper()
	return start(t, NeedKGDB(t), cfg)
}

func start(t TB, a *Assets, cfg Config) *Guest {
	t.Helper()
	// Not t.Context(): that is done before the cleanups run, and Stop would find the guest gone.
	g, err := Boot(context.WithoutCancel(t.Context()), a, cfg)
	if err != nil {
		t.Fatalf("%v", err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the guest's console:\n%s", g.Console())
		}
		if err := g.Stop(); err != nil {
			t.Errorf("stop the guest: %v", err)
		}
	})
	return g
}
