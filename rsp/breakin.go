package rsp

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
)

// Sequence is what is sent over the line to make a running target stop (GDB manual, "Remote
// Configuration", set remote interrupt-sequence).
type Sequence string

const (
	Auto    Sequence = "auto"          // what line and stub are known to understand
	CtrlC   Sequence = "Ctrl-C"        // one byte 0x03
	Break   Sequence = "BREAK"         // the BREAK condition of a UART
	BreakG  Sequence = "BREAK-g"       // BREAK and the letter g: Linux' SysRq g, which enters kgdb
	Trigger Sequence = "sysrq-trigger" // "echo g > /proc/sysrq-trigger", typed into a root shell on the line
)

// BreakIn is how a running target is made to stop.
//
//	auto, in this order                                        because
//	Command, if there is one                                   the user says how
//	Ctrl-C, if the stub answers qSupported                     QEMU, VMware, gdbserver stop at it
//	BREAK-g, if the line has a BREAK                           kgdb ignores Ctrl-C, and the shell on its line does not
//	nothing, if the registers are kgdb's                       what is left would end a program of the shell's
//	Ctrl-C
type BreakIn struct {
	Sequence Sequence // "" is Auto
	// Command stops the target by a way of its own. It may return late or never, since who writes to
	// /proc/sysrq-trigger sleeps with the kernel; its context ends when the target was stopped again by
	// other means or the Client is closed. nil: there is none.
	Command func(ctx context.Context) error
}

// trigger clears what stands on a terminal's line and types the command.
const trigger = killLine + "echo g > /proc/sysrq-trigger\r"

// attempt is one try to make the target stop.
type attempt struct {
	what  string       // was done, for people; "" if nothing was
	ended <-chan error // of a command; nil without one
	mark  uint64       // how much had been heard
}

// breakIn tries to make the target stop. With unknown nothing is known of the peer yet: what only a stub
// understands is not sent to one that may be a shell.
func (c *Client) breakIn(unknown bool) (*attempt, error) {
	var how BreakIn
	if c.opt.BreakIn != nil {
		how = c.opt.BreakIn()
	}
	a := &attempt{mark: c.conn.heard.total()}
	switch how.Sequence {
	case CtrlC:
		return a.did("Ctrl-C was sent", c.write([]byte{byteInterrupt}))
	case Break:
		return a.did("a BREAK was sent", c.conn.SendBreak())
	case BreakG:
		return a.did("BREAK and g were sent", c.breakG())
	case Trigger:
		return a.did(`"echo g > /proc/sysrq-trigger" was typed on the line`, c.typeIn(trigger))
	}
	if how.Command != nil {
		a.what, a.ended = "the break command was run", c.command.start(how.Command)
		return a, nil
	}
	c.mu.Lock()
	answers := c.features.Answered
	kgdb := !answers && c.layout != nil && c.layout.Size == kgdbSize
	c.mu.Unlock()
	if !answers {
		err := c.breakG()
		if err == nil || c.lostErr() != nil {
			return a.did("BREAK and g were sent", err)
		}
		if kgdb || unknown {
			hint := byHand
			if kgdb {
				hint += proxied
			}
			return a, fmt.Errorf("kgdb ignores Ctrl-C; BREAK: %w; %s", err, hint)
		}
	}
	return a.did("Ctrl-C was sent", c.write([]byte{byteInterrupt}))
}

func (a *attempt) did(what string, err error) (*attempt, error) {
	if err == nil {
		a.what = what
	}
	return a, err
}

// kgdbSize is how many bytes a g reply of kgdb on x86-64 has, and of no other stub known.
const kgdbSize = 156

// byHand is what works always.
const byHand = "run \"echo g > /proc/sysrq-trigger\" in the guest as root, or say how that is done with --break-command"

// proxied is for a line that another program shares, which breaks in when it sees 0x03. It cannot be told
// from a line that a shell reads.
const proxied = "; where kbreak console or agent-proxy is between, \"set remote interrupt-sequence Ctrl-C\" has it break in"

// breakG sends BREAK and g. The kernel takes the g for five seconds (SYSRQ_TIMEOUT,
// include/linux/serial_core.h).
func (c *Client) breakG() error {
	if err := c.conn.SendBreak(); err != nil {
		return err
	}
	return c.typeIn("g")
}

// typeIn writes what is not for a stub.
func (c *Client) typeIn(text string) error {
	c.wmu.Lock()
	defer c.wmu.Unlock()
	n, err := c.conn.Type([]byte(text))
	c.stats.sentBytes.Add(uint64(n))
	if err != nil {
		return c.lose(err)
	}
	return nil
}

// noStop says why a target runs on, as far as what it said since tells.
func (c *Client) noStop(a *attempt) error {
	what := ""
	if a.what != "" {
		what = ": " + a.what
	}
	return fmt.Errorf("%w%s; %s", ErrNoStop, what, c.whyNot(a))
}

// refusals are what the kernel says when SysRq g does not lead into kgdb (drivers/tty/sysrq.c,
// kernel/debug/debug_core.c), and what to do about it.
var refusals = []struct{ said, means string }{
	{"This sysrq operation is disabled", "the kernel answered \"This sysrq operation is disabled.\": run \"sysctl kernel.sysrq=1\" in the guest as root; " +
		"\"echo g > /proc/sysrq-trigger\" works without"},
	{"No KGDB I/O module available", noKGDB},
	{"sysrq: HELP", noKGDB},
	{"use of kgdb/kdb", "the kernel is locked down and keeps gdb out: switch Secure Boot off in the machine's firmware, or take lockdown= off the kernel's command line"},
	{"kdb>", "the kernel stopped at kdb's prompt and answers no packet; \"go\" typed there lets it run"},
}

const noKGDB = "the kernel knows no SysRq g: kgdb has no line; run \"echo ttyS0,115200 > /sys/module/kgdboc/parameters/kgdboc\" " +
	"in the guest as root, with the UART that this line is"

func (c *Client) whyNot(a *attempt) string {
	said := c.conn.heard.since(a.mark)
	for _, r := range refusals {
		if bytes.Contains(said, []byte(r.said)) {
			return r.means
		}
	}
	switch {
	case strings.Contains(a.what, "BREAK"):
		return "the kernel did not react, which it does only if this UART is one of its consoles, at this rate, and kernel.sysrq is 1: " + byHand
	case strings.Contains(a.what, "Ctrl-C") && !c.Features().Answered:
		return "kgdb ignores Ctrl-C: " + byHand
	case a.ended != nil:
		return "is what it does SysRq g in this guest?"
	}
	return "it may be busy with interrupts off"
}

// command is the break command that runs, one at a time.
type command struct {
	mu     sync.Mutex
	cancel context.CancelFunc
	closed bool
}

// start runs f, after ending what was started before.
func (c *command) start(f func(context.Context) error) <-chan error {
	c.end(false)
	ctx, cancel := context.WithCancel(context.Background())
	c.mu.Lock()
	c.cancel = cancel
	if c.closed {
		cancel()
	}
	c.mu.Unlock()
	ended := make(chan error, 1)
	go func() { ended <- f(ctx) }()
	return ended
}

func (c *command) end(forever bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel != nil {
		c.cancel()
	}
	c.closed = c.closed || forever
}

// hearing keeps the end of what came over a line, packets or not.
type hearing struct {
	mu   sync.Mutex
	text []byte
	all  uint64
}

// maxHeard is how much of it is kept.
const maxHeard = 4 << 10

func (h *hearing) add(p []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all += uint64(len(p))
	h.text = append(h.text, p[max(0, len(p)-maxHeard):]...)
	if len(h.text) > 2*maxHeard {
		h.text = append(h.text[:0], h.text[len(h.text)-maxHeard:]...)
	}
}

func (h *hearing) total() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.all
}

// since is what came after total was mark, or the end of it.
func (h *hearing) since(mark uint64) []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := min(h.all-mark, uint64(len(h.text)), maxHeard)
	return bytes.Clone(h.text[uint64(len(h.text))-n:])
}
