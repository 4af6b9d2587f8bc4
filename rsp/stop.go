package rsp

import (
	"bytes"
	"fmt"

	"kbreak/mem"
)

// StopKind is the sort of a [StopReply].
type StopKind uint8

const (
	Stopped   StopKind = iota // S or T: stopped by a signal
	Exited                    // W: the target ended (kgdb: the machine reboots)
	Killed                    // X: the target was ended by a signal
	NoResumed                 // N: nothing is left that could stop
)

// StopReply says why and where the target stopped (GDB manual, "Stop Reply Packets").
type StopReply struct {
	Kind   StopKind
	Signal int // of Stopped and Killed: GDB's number, not the host's
	Status int // of Exited

	Thread    ThreadID
	HasThread bool           // the stub named Thread
	FromKDB   bool           // the target was found at kdb's prompt, where a kernel is that nobody has debugged since it was booted
	Core      int            // -1 if not said
	Regs      map[int][]byte // expedited registers by number, in target byte order
	Reason    string         // "watch", "rwatch", "awatch", "swbreak", "hwbreak", "library"..., "" if not said
	Watch     mem.Addr       // data address of the watch reasons
}

// maxExpedited bounds the registers taken from one stop reply.
const maxExpedited = 512

// stopWords are the keys of a T packet that say why. A key that is all hex digits is a register
// number, so whole words are compared first: "core" and "fork" are no numbers, but lldb's and later
// versions' words might be.
var stopReasons = map[string]bool{
	"watch": true, "rwatch": true, "awatch": true, "swbreak": true, "hwbreak": true, "library": true,
	"replaylog": true, "fork": true, "vfork": true, "vforkdone": true, "exec": true, "clone": true,
	"create": true, "syscall_entry": true, "syscall_return": true, "reason": true,
}

// parseStopReply decodes S, T, W, X and N packets.
func parseStopReply(p []byte) (*StopReply, error) {
	bad := func() (*StopReply, error) { return nil, malformed("stop reply", p) }
	if len(p) == 0 {
		return bad()
	}
	r := &StopReply{Core: -1}
	if p[0] == 'N' {
		r.Kind = NoResumed
		return r, nil
	}
	if len(p) < 3 {
		return bad()
	}
	code, ok := parseHex(p[1:3])
	if !ok {
		return bad()
	}
	switch p[0] {
	case 'S':
		r.Signal = int(code)
	case 'T':
		r.Signal = int(code)
		if err := r.parsePairs(p[3:]); err != nil {
			return nil, err
		}
	case 'W':
		r.Kind, r.Status = Exited, int(code)
	case 'X':
		r.Kind, r.Signal = Killed, int(code)
	default:
		return bad()
	}
	return r, nil
}

// parsePairs decodes the "key:value;" part of a T packet.
func (r *StopReply) parsePairs(p []byte) error {
	for pair := range bytes.SplitSeq(p, []byte{';'}) {
		if len(pair) == 0 {
			continue
		}
		key, value, ok := bytes.Cut(pair, []byte{':'})
		if !ok {
			return fmt.Errorf("stop reply: %w", &WireError{Problem: fmt.Sprintf("pair %q has no colon", printable(pair, 20))})
		}
		word := string(key)
		switch {
		case word == "thread":
			r.Thread, r.HasThread = parseThreadID(value)
		case word == "core":
			if n, ok := parseHex(value); ok && n < 1<<16 {
				r.Core = int(n)
			}
		case stopReasons[word]:
			r.Reason = word
			if word == "reason" { // lldb: the value is the word
				r.Reason = printable(value, 40)
			}
			if word == "watch" || word == "rwatch" || word == "awatch" {
				a, _ := parseHex(value)
				r.Watch = mem.Addr(a)
			}
		default:
			n, ok := parseHex(key)
			if !ok || n > 1<<16 || len(r.Regs) >= maxExpedited {
				continue // a word of some other dialect
			}
			raw := make([]byte, len(value)/2)
			if decodeHex(raw, value) != len(raw) || len(raw) == 0 {
				continue // "xx": not available
			}
			if r.Regs == nil {
				r.Regs = make(map[int][]byte)
			}
			r.Regs[int(n)] = raw
		}
	}
	return nil
}
