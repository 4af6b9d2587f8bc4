package rsp

import (
	"fmt"
	"net"
	"regexp"
	"time"
)

// A kernel with kdb stops at kdb's prompt as long as nobody has talked to its kgdb, which each boot begins
// with. kdb takes "$qSupported", or a packet at the beginning of its line, for its command kgdb
// (kernel/debug/kdb/kdb_io.c), and from then on kgdb answers. Where that command is forbidden, as in a
// kernel that is locked down since 5.19 (kernel/debug/kdb/kdb_main.c, kdb_check_for_lockdown), nothing gets
// in: each packet is answered by an error in words.
var (
	kdbPrompt  = regexp.MustCompile(`^(\[[0-9]+\])?kdb> $`)
	kdbAsks    = regexp.MustCompile(`kdb> $`)
	kdbRefuses = regexp.MustCompile(`diag: -[0-9]+: Permission denied`)
	lockedDown = regexp.MustCompile(`Kernel is locked down from [ -:<-~]{1,80}|Lockdown: [ -:<-~]{1,40}: use of kgdb/kdb`)
)

// keptOut says why kdb refuses packets, having asked its log, and lets the kernel run if it is to: who
// stopped it was us.
func (c *Client) keptOut(run bool) error {
	c.mute.Store(true)
	defer c.mute.Store(false)
	c.askKDB("") // what is left of the packet stands on its line
	log := c.askKDB("dmesg | grep kernel_lockdown")
	why := "its command kgdb is forbidden, as kdb.cmd_enable= on the kernel's command line does"
	if found := lockedDown.Find(log); found != nil {
		why = fmt.Sprintf("the kernel is locked down (%q); switch Secure Boot off in the machine's firmware, or take lockdown= off the kernel's command line", found)
	}
	now := `the kernel stands at its prompt, where "go" lets it run`
	if run {
		if said := c.askKDB("go"); !kdbAsks.Match(said) {
			now = "the kernel was let go again"
		}
	}
	return fmt.Errorf("kdb keeps gdb out: %s; %s", why, now)
}

// kdbTurns is how often kdb is listened to, settleTime apart, while it carries out a command.
const kdbTurns = 15

// askKDB types a command at kdb's prompt and returns what follows, up to the next prompt. After one that
// lets the kernel run there is none.
func (c *Client) askKDB(command string) (said []byte) {
	mark := c.conn.heard.total()
	if c.typeIn(command+"\r") != nil {
		return nil
	}
	for range kdbTurns {
		select {
		case <-time.After(settleTime):
		case <-c.closed:
			return said
		}
		said = c.conn.heard.since(mark)
		switch {
		case kdbAsks.Match(said):
			return said
		case atPager(said):
			_ = c.typeIn("q")
		}
	}
	return said
}

// fromKDB has kgdb take over from kdb, at whose prompt a kernel stands that was told to run: it was booted
// anew. Both results nil means that it was no such prompt. interrupted says that it stopped because of us.
func (c *Client) fromKDB(interrupted bool) (*StopReply, error) {
	c.anchor = 0
	mark := c.conn.heard.total()
	if err := c.send([]byte("qC")); err != nil { // unlike ?, it leaves breakpoints alone
		return nil, err
	}
	timer := time.NewTimer(openWait)
	defer timer.Stop()
	for {
		select {
		case f, ok := <-c.frames:
			if !ok {
				return nil, c.lose(c.readErr)
			}
			if f.kind != framePacket {
				continue
			}
			c.ackOwed = true
			if len(f.payload) < 3 || string(f.payload[:2]) != "QC" {
				continue
			}
			s := &StopReply{Kind: Stopped, Signal: 5, Core: -1, FromKDB: true}
			s.Thread, s.HasThread = parseThreadID(f.payload[2:])
			c.stopped(s)
			return s, nil
		case <-timer.C:
			if kdbRefuses.Match(c.conn.heard.since(mark)) {
				return nil, fmt.Errorf("%w: %w", ErrNoStop, c.keptOut(interrupted))
			}
			return nil, nil
		case <-c.closed:
			return nil, c.lose(net.ErrClosed)
		}
	}
}
