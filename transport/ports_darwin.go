//go:build !cgo

package transport

// usbPorts knows nothing: macOS tells it to C alone.
func usbPorts() map[string]Port { return nil }
