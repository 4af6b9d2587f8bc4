package kernel

import (
	"errors"

	"kbreak/mem"
)

// isFault reports whether err is about an address, and not about the way to the target.
func isFault(err error) bool {
	var f *mem.Fault
	return errors.As(err, &f)
}

// faultAfter moves a fault that was met after done bytes of a larger request.
func faultAfter(err error, done int) error {
	var f *mem.Fault
	if !errors.As(err, &f) {
		return err
	}
	return &mem.Fault{Addr: f.Addr, Got: done + f.Got, Err: f.Err}
}
