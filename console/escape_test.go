package console

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEscapes(t *testing.T) {
	for _, tt := range []struct {
		typed, sent string
		actions     []Action
	}{
		{"ls\r~.", "ls\r", []Action{Quit}},
		{"a~.b", "a~.b", nil},
		{"~~.\r", "~.\r", nil},
		{"~b~?x", "x", []Action{SendBreak, Help}},
		{"~x~.\n~B", "~x~.\n", []Action{SendBreak}},
		{"~\r~.", "~\r", []Action{Quit}},
		{"~", "", nil},
	} {
		for _, step := range []int{1, 100} {
			var e Escapes
			var sent []byte
			var actions []Action
			for p := []byte(tt.typed); len(p) > 0; {
				n := min(step, len(p))
				for chunk := p[:n]; len(chunk) > 0; {
					send, action, rest := e.Cut(chunk)
					sent = append(sent, send...)
					if action != 0 {
						actions = append(actions, action)
					}
					chunk = rest
				}
				p = p[n:]
			}
			if string(sent) != tt.sent || !cmp.Equal(actions, tt.actions) {
				t.Errorf("%q: sent %q, actions %v, want %q, %v", tt.typed, sent, actions, tt.sent, tt.actions)
			}
		}
	}
}

func TestWatch(t *testing.T) {
	var out bytes.Buffer
	w := NewWatch(&out)
	_ = w.Line("ttyS0", strings.NewReader("[    0.0] Linux\r\n\r\n\x1b[1mlogin: "))
	_ = w.Line("ttyS1", strings.NewReader(strings.Repeat("x", maxWatched+5)))
	want := "ttyS0: [    0.0] Linux\nttyS0: \\x1b[1mlogin: \nttyS1: " + strings.Repeat("x", maxWatched) + "\nttyS1: xxxxx\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

// What Debian's kernel says in a guest, and lines of other machines.
const dmesg = `[    0.000000] Command line: BOOT_IMAGE=/vmlinuz console=tty0 console=ttyS0,115200n8 kgdboc=kbd,ttyS1,115200 kgdbwait
[    0.010000] Kernel command line: BOOT_IMAGE=/vmlinuz console=tty0 console=ttyS0,115200n8 kgdboc=kbd,ttyS1,115200 kgdbwait
[    0.020000] printk: console [tty0] enabled
[    0.030000] printk: legacy console [ttyS0] enabled
[    0.500000] Serial: 8250/16550 driver, 4 ports, IRQ sharing enabled
[    0.521234] 00:04: ttyS0 at I/O 0x3f8 (irq = 4, base_baud = 115200) is a 16550A
[    0.541234] serial8250: ttyS1 at I/O 0x2f8 (irq = 3, base_baud = 115200) is a 16550A
[    0.561234] fe201000.serial: ttyAMA0 at MMIO 0xfe201000 (irq = 19, base_baud = 0) is a PL011 rev2
[    9.100000] usb 1-2: FTDI USB Serial Device converter now attached to ttyUSB0
[    9.200000] cdc_acm 1-3:1.0: ttyACM0: USB ACM device
`

func TestUARTs(t *testing.T) {
	got, err := UARTs(strings.NewReader(dmesg))
	want := []UART{
		{Name: "ttyS0", Found: "I/O 0x3f8 (irq = 4, base_baud = 115200) is a 16550A", Console: "ttyS0,115200n8", Enabled: true},
		{Name: "ttyS1", Found: "I/O 0x2f8 (irq = 3, base_baud = 115200) is a 16550A", KGDB: "ttyS1,115200"},
		{Name: "ttyACM0", Found: "USB ACM device"},
		{Name: "ttyAMA0", Found: "MMIO 0xfe201000 (irq = 19, base_baud = 0) is a PL011 rev2"},
		{Name: "ttyUSB0", Found: "FTDI USB Serial Device converter"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func FuzzUARTs(f *testing.F) {
	f.Add(dmesg)
	f.Add("Command line: kgdboc=,,,ttyS1 kgdboc= console=")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := UARTs(strings.NewReader(text))
		if len(got) > maxUARTs || err == nil && len(got) == 0 && strings.Contains(text, "\nCommand line: console=ttyS0\n") {
			t.Errorf("%d ports, %v", len(got), err)
		}
	})
}
