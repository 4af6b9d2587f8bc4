package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"kbreak/console"
	"kbreak/debugger/repl"
	"kbreak/transport"
)

var portsOptions = []option{
	{[]string{"--dmesg"}, "FILE", "have ports say what the serial ports in this output of dmesg are, a\nguest's or this machine's; - is standard input", func(c *config, v string) { c.dmesg = v }},
}

// checkPorts refuses what the command ports cannot do.
func (c *config) checkPorts() error {
	if c.target != "" {
		return fmt.Errorf("unexpected argument %q: ports lists those of this machine", c.target)
	}
	for _, name := range c.given {
		if !slices.Contains([]string{"--dmesg", "--json", "-v"}, name) {
			return fmt.Errorf("ports takes no option %s", name)
		}
	}
	return nil
}

// listPorts is the command ports.
func listPorts(c *config) int {
	if err := writePorts(os.Stdout, os.Stdin, c.dmesg, c.json); err != nil {
		repl.WriteError(os.Stderr, err, c.verbose)
		return repl.StatusFailed
	}
	return 0
}

type portsJSON struct {
	Ports []portJSON     `json:"ports"`
	Dmesg []console.UART `json:"dmesg,omitempty"` // of --dmesg
}

type portJSON struct {
	Name    string `json:"name"`
	USB     string `json:"usb,omitempty"` // vendor:product
	Product string `json:"product,omitempty"`
	Serial  string `json:"serial,omitempty"`
	Holder  string `json:"holder,omitempty"` // the program that has it open
}

func writePorts(w io.Writer, stdin io.Reader, dmesg string, asJSON bool) error {
	ports, err := transport.Ports()
	if err != nil {
		return fmt.Errorf("the serial ports: %w", err)
	}
	all := portsJSON{Ports: make([]portJSON, 0, len(ports))}
	for _, p := range ports {
		all.Ports = append(all.Ports, portJSON(p))
	}
	if dmesg != "" {
		if all.Dmesg, err = readUARTs(stdin, dmesg); err != nil {
			return err
		}
	}
	if asJSON {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(all)
	}
	_, err = io.WriteString(w, repl.Printable(all.text(dmesg)))
	return err
}

func readUARTs(stdin io.Reader, name string) ([]console.UART, error) {
	if name == "-" {
		return console.UARTs(stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	uarts, err := console.UARTs(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return uarts, errors.Join(err, f.Close())
}

func (all *portsJSON) text(dmesg string) string {
	var b strings.Builder
	if len(all.Ports) == 0 {
		b.WriteString("This machine has no serial ports.\n")
	}
	for _, p := range all.Ports {
		fmt.Fprintf(&b, "%-14s", "serial:"+p.Name)
		if p.USB != "" {
			fmt.Fprintf(&b, " USB %s", p.USB)
		}
		if p.Product != "" {
			fmt.Fprintf(&b, " %s", p.Product)
		}
		if p.Serial != "" {
			fmt.Fprintf(&b, " (%s)", p.Serial)
		}
		if p.Holder != "" {
			fmt.Fprintf(&b, " in use by %s", p.Holder)
		}
		b.WriteByte('\n')
	}
	if dmesg == "" {
		return trimLines(b.String())
	}
	fmt.Fprintf(&b, "\nIn %s:\n", map[bool]string{true: "what was read from standard input", false: dmesg}[dmesg == "-"])
	if len(all.Dmesg) == 0 {
		b.WriteString("no serial ports\n")
	}
	for _, u := range all.Dmesg {
		fmt.Fprintf(&b, "%-8s", u.Name)
		if u.Found != "" {
			fmt.Fprintf(&b, " %s;", u.Found)
		}
		switch {
		case u.Console != "" && u.Enabled:
			fmt.Fprintf(&b, " console (console=%s);", u.Console)
		case u.Enabled:
			b.WriteString(" console;")
		case u.Console != "":
			fmt.Fprintf(&b, " asked for as a console (console=%s), but not turned on;", u.Console)
		}
		if u.KGDB != "" {
			fmt.Fprintf(&b, " kgdb listens (kgdboc=%s);", u.KGDB)
		}
		if u.Found == "" {
			b.WriteString(" no such port was found;")
		}
		b.WriteByte('\n')
	}
	return trimLines(b.String())
}

// trimLines takes away what nothing follows.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ;")
	}
	return strings.Join(lines, "\n")
}
