package console

import (
	"bufio"
	"cmp"
	"io"
	"regexp"
	"slices"
	"strings"
)

// UART is what a kernel log says about one serial port.
type UART struct {
	Name    string `json:"name"`              // ttyS0
	Found   string `json:"found,omitempty"`   // where and what it is: "I/O 0x3f8 (irq = 4, base_baud = 115200) is a 16550A"
	Console string `json:"console,omitempty"` // its settings if the kernel's console is on it: "ttyS0,115200"
	KGDB    string `json:"kgdb,omitempty"`    // its settings if kgdb listens on it
	Enabled bool   `json:"enabled"`           // the kernel did turn on the console on it
}

// What a kernel says (drivers/tty/serial/serial_core.c, uart_report_port; kernel/printk/printk.c,
// register_console; drivers/usb/serial/bus.c and usb-serial.c; drivers/usb/class/cdc-acm.c).
var (
	uartFound = regexp.MustCompile(`\b(tty[A-Za-z]+[0-9]+) at ((?:I/O|MMIO|MEM|IOMEM|iomem|I/O port|[A-Z*/]+) ?0x[0-9a-f]+ .*)`)
	usbFound  = regexp.MustCompile(`: (.{1,80}) now attached to (tty[A-Za-z]+[0-9]+)`)
	acmFound  = regexp.MustCompile(`: (tty[A-Za-z]+[0-9]+): (USB ACM device)`)
	enabled   = regexp.MustCompile(`console \[(tty[A-Za-z]*[0-9]*)\] (enabled|disabled)`)
	arguments = regexp.MustCompile(`(?:Kernel command line|Command line): (.*)`)
	device    = regexp.MustCompile(`^tty[A-Za-z]+[0-9]+$`)
)

// maxUARTs and maxLogLine bound what a log, which anybody may have written, costs.
const (
	maxUARTs   = 256
	maxLogLine = 64 << 10
)

// UARTs reads the text of dmesg and returns the serial ports in it by name.
func UARTs(dmesg io.Reader) ([]UART, error) {
	found := make(map[string]*UART)
	uart := func(name string) *UART {
		u := found[name]
		if u == nil {
			u = &UART{Name: name}
			if len(found) < maxUARTs {
				found[name] = u
			}
		}
		return u
	}
	lines := bufio.NewScanner(dmesg)
	lines.Buffer(nil, maxLogLine)
	for lines.Scan() {
		line := strings.TrimRight(lines.Text(), "\r")
		if m := arguments.FindStringSubmatch(line); m != nil {
			for _, word := range strings.Fields(m[1]) {
				name, value, _ := strings.Cut(word, "=")
				dev, _, _ := strings.Cut(value, ",")
				switch {
				case name == "console" && device.MatchString(dev):
					uart(dev).Console = value
				case name == "kgdboc" || name == "kgdboc.kgdboc" || name == "ekgdboc":
					// kgdboc=kbd,ttyS0,115200: the keyboard may come before the port.
					for value != "" && !device.MatchString(dev) {
						_, value, _ = strings.Cut(value, ",")
						dev, _, _ = strings.Cut(value, ",")
					}
					if value != "" {
						uart(dev).KGDB = value
					}
				}
			}
		} else if m := uartFound.FindStringSubmatch(line); m != nil {
			uart(m[1]).Found = m[2]
		} else if m := usbFound.FindStringSubmatch(line); m != nil {
			uart(m[2]).Found = m[1]
		} else if m := acmFound.FindStringSubmatch(line); m != nil {
			uart(m[1]).Found = m[2]
		} else if m := enabled.FindStringSubmatch(line); m != nil && device.MatchString(m[1]) {
			uart(m[1]).Enabled = m[2] == "enabled"
		}
	}
	all := make([]UART, 0, len(found))
	for _, u := range found {
		all = append(all, *u)
	}
	slices.SortFunc(all, func(a, b UART) int {
		return cmp.Or(cmp.Compare(len(a.Name), len(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return all, lines.Err()
}
