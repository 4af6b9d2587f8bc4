package repl

import (
	"io"
	"os"
	"testing"
)

// TestMain lets the test binary stand in for kbreak over the fake session, for tests that need a
// process of its own on a terminal. What the session is asked to do is written to the file named.
func TestMain(m *testing.M) {
	if path := os.Getenv("KBREAK_REPL_LOG"); path != "" {
		log, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		os.Exit(fakeMain(log, os.Args[1:]))
	}
	os.Exit(m.Run())
}

func fakeMain(log io.Writer, args []string) int {
	signals, stop := Signals()
	defer stop()
	opt := Options{
		Open: func(n func(string), c func([]byte)) Session {
			s := newFake(n, c)
			s.log = log
			return s
		},
		Dial:    dialFake,
		Signals: signals,
	}
	opt.Standard(os.Getenv, true)
	var steps []Step
	for _, a := range args {
		steps = append(steps, Step{Target: a})
	}
	return New(opt).Main(steps, true)
}
