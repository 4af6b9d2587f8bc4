package rsp

import (
	"bytes"
	"context"
	"fmt"
)

// maxThreads bounds a thread list; kgdb lists every task of the system.
const maxThreads = 1 << 16

// Threads lists the stub's threads in its order. kgdb ends the list with an empty reply instead of
// l; a stub without lists has the thread of its last stop reply, else that of qC.
func (c *Client) Threads(ctx context.Context) ([]ThreadID, error) {
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	defer c.release()
	var list []ThreadID
	seen := make(map[ThreadID]bool)
	for op := "qfThreadInfo"; ; op = "qsThreadInfo" {
		reply, err := c.request(ctx, op)
		if err != nil {
			return nil, err
		}
		if len(reply) == 0 && op == "qfThreadInfo" {
			return c.loneThread(ctx)
		}
		if len(reply) == 0 || reply[0] == 'l' {
			return list, nil
		}
		if reply[0] != 'm' {
			if err := replyError(op, reply); err != nil {
				return nil, err
			}
			return nil, malformed(op, reply)
		}
		fresh := false
		for word := range bytes.SplitSeq(reply[1:], []byte{','}) {
			if len(word) == 0 {
				continue // trailing comma
			}
			t, ok := parseThreadID(word)
			if !ok {
				return nil, malformed(op, reply)
			}
			if !seen[t] {
				seen[t], fresh = true, true
				list = append(list, t)
			}
		}
		if !fresh || len(list) > maxThreads {
			return list, nil // a list that repeats itself never ends
		}
	}
}

func (c *Client) loneThread(ctx context.Context) ([]ThreadID, error) {
	if c.stop != nil && c.stop.HasThread {
		return []ThreadID{c.stop.Thread}, nil
	}
	reply, err := c.request(ctx, "qC")
	if err != nil {
		return nil, err
	}
	if id, ok := bytes.CutPrefix(reply, []byte("QC")); ok {
		if t, ok := parseThreadID(bytes.TrimSpace(id)); ok { // VirtualBox puts a space in between
			return []ThreadID{t}, nil
		}
	}
	return []ThreadID{AnyThread}, nil
}

// ThreadExtra is the stub's description of a thread ("CPU#0 [running]"), made printable.
func (c *Client) ThreadExtra(ctx context.Context, t ThreadID) (string, error) {
	if err := c.begin(ctx); err != nil {
		return "", err
	}
	defer c.release()
	op := "qThreadExtraInfo," + t.String()
	reply, err := c.request(ctx, op)
	if err != nil {
		return "", err
	}
	if err := replyError(op, reply); err != nil {
		return "", err
	}
	text := make([]byte, len(reply)/2)
	text = text[:decodeHex(text, reply)]
	if i := bytes.IndexByte(text, 0); i >= 0 { // kgdb sends all 16 bytes of comm
		text = text[:i]
	}
	return printable(text, 200), nil
}

// selectThread makes t the thread of g, p, m: Hg, unless it is selected already.
func (c *Client) selectThread(ctx context.Context, t ThreadID) error {
	if c.selected != nil && *c.selected == t {
		return nil
	}
	reply, err := c.request(ctx, "Hg"+t.String())
	if err != nil {
		return err
	}
	if string(reply) != "OK" {
		if err := replyError("Hg"+t.String(), reply); err != nil {
			return fmt.Errorf("select thread %v: %w", t, err)
		}
		return malformed("Hg", reply)
	}
	c.selected = &t
	return nil
}
