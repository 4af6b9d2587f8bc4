package repl

import (
	"os"
	"os/signal"
	"syscall"
)

// Signals returns the signals that [REPL] handles, and a function that ends the delivery. A write to
// a closed pipe is made an ordinary error: dying of SIGPIPE would leave the target stopped.
func Signals() (<-chan os.Signal, func()) {
	c := make(chan os.Signal, 8)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	signal.Ignore(syscall.SIGPIPE)
	return c, func() { signal.Stop(c) }
}
