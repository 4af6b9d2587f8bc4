package transport

import (
	"slices"
	"strings"

	"go.bug.st/serial"
)

// Port is a serial port of this machine.
type Port struct {
	Name    string // as serial: takes it
	USB     string // VENDOR:PRODUCT in hex, of an adapter on USB
	Product string // what the adapter calls itself, as far as the system says
	Serial  string // the adapter's serial number
	Holder  string // the program that has it open, "screen (pid 123)", or several, as far as the system lets us look
}

// Ports lists the serial ports of this machine by name.
func Ports() ([]Port, error) {
	names, err := serial.GetPortsList()
	if err != nil {
		return nil, err
	}
	details := usbPorts()
	ports := make([]Port, 0, len(names))
	for _, name := range names {
		p := details[name]
		p.Name, p.Holder = name, holder(name)
		ports = append(ports, p)
	}
	slices.SortFunc(ports, func(a, b Port) int { return natural(a.Name, b.Name) })
	return ports, nil
}

// natural compares names so that COM10 comes after COM9.
func natural(a, b string) int {
	stem := func(s string) string { return strings.TrimRight(s, "0123456789") }
	if stem(a) == stem(b) && len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
