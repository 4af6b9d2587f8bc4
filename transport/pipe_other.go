//go:build !windows

package transport

import (
	"errors"
	"io"
)

func openPipe(string) (io.ReadWriteCloser, error) {
	return nil, errors.New(`named pipes of the form \\.\pipe\NAME are of Windows; elsewhere VMware makes a socket: unix:PATH`)
}
