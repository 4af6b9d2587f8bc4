//go:build !darwin || cgo

package transport

import (
	"strings"

	"go.bug.st/serial/enumerator"
)

// usbPorts tells what the ports on USB are, as far as the system does.
func usbPorts() map[string]Port {
	ports := make(map[string]Port)
	details, err := enumerator.GetDetailedPortsList()
	if err != nil {
		return ports // the names alone are worth listing
	}
	for _, d := range details {
		if d.IsUSB {
			ports[d.Name] = Port{USB: strings.ToLower(d.VID + ":" + d.PID), Product: d.Product, Serial: d.SerialNumber}
		}
	}
	return ports
}
