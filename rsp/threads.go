package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
)

// maxThreads bounds a thread list; kgdb lists every task of the system.
const maxThreads = 1 << 16

// Threads lists the stub's threads in its order. kgdb ends the list with an empty reply instead of
// l; a stub without lists, or with an empty one, has the thread of its last stop reply, else that of qC.
func (c *Client) Threads(ctx context.Context) ([]ThreadID, error) {
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	defer c.release()
	list, err := c.threadList(ctx, "qfThreadInfo", func(threadPage) {})
	for try := 0; err == nil && c.noisy; try++ { // a page may be lost, or come twice
		var again []ThreadID
		again, err = c.threadList(ctx, "qfThreadInfo", func(threadPage) {})
		same := slices.Equal(again, list)
		if list = again; same {
			break
		}
		if try >= maxDoubts {
			return nil, fmt.Errorf("%w: the lists of threads differ each time", ErrNoise)
		}
	}
	if err == nil && len(list) == 0 {
		return c.loneThread(ctx)
	}
	return list, err
}

// MaxShadows is for how many CPUs [Client.Threads] is safe with kgdb, whose first packet of the list has
// nine characters for each of them, and for each of 17 tasks, in a buffer of 1024 that nothing guards.
const MaxShadows = 90

// Tasks lists the threads that kgdb has beside the shadows of the CPUs, without the packet that is too
// large for it where there are many: the list is gone on with before it was begun, and then starts with
// the first task, which has the number 1. That holds once a stop. It is an error where somebody has asked
// for a list at this stop, and on a line with noise, on which it cannot be confirmed.
func (c *Client) Tasks(ctx context.Context) ([]ThreadID, error) {
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	defer c.release()
	list, err := c.threadList(ctx, "qsThreadInfo", func(threadPage) {})
	switch {
	case err != nil:
		return nil, err
	case len(list) == 0 || list[0] != ThreadID{Thread: 1}:
		return nil, errors.New("the stub does not begin its list of tasks with the first one, because it was asked " +
			"for it before at this stop: let the target run and stop it again")
	case c.noisy:
		return nil, fmt.Errorf("%w: a list of tasks cannot be confirmed", ErrNoise)
	}
	return list, nil
}

// threadPage is one reply of a thread list.
type threadPage struct {
	ids int  // threads in it
	end byte // of the list: 'l', 'e' for an empty reply, 'r' for one that repeats; 0: more to come
}

// threadList asks for the list, by op at first, and tells each page. It is empty where the stub has none.
func (c *Client) threadList(ctx context.Context, op string, each func(threadPage)) ([]ThreadID, error) {
	var list []ThreadID
	seen := make(map[ThreadID]bool)
	for ; ; op = "qsThreadInfo" {
		reply, err := c.request(ctx, op)
		if err != nil {
			return nil, err
		}
		if len(reply) == 0 {
			each(threadPage{end: 'e'})
			return list, nil
		}
		if reply[0] == 'l' {
			each(threadPage{end: 'l'})
			return list, nil
		}
		if reply[0] != 'm' {
			if err := replyError(op, reply); err != nil {
				return nil, err
			}
			return nil, malformed(op, reply)
		}
		fresh := 0
		for word := range bytes.SplitSeq(reply[1:], []byte{','}) {
			if len(word) == 0 {
				continue // trailing comma
			}
			t, ok := parseThreadID(word)
			if !ok {
				return nil, malformed(op, reply)
			}
			if !seen[t] {
				seen[t] = true
				fresh++
				list = append(list, t)
			}
		}
		if fresh == 0 || len(list) > maxThreads {
			each(threadPage{end: 'r'})
			return list, nil // a list that repeats itself never ends
		}
		each(threadPage{ids: fresh})
	}
}

func (c *Client) loneThread(ctx context.Context) ([]ThreadID, error) {
	if c.stop != nil && c.stop.HasThread {
		return []ThreadID{c.stop.Thread}, nil
	}
	t, err := c.currentThread(ctx)
	if err != nil {
		return nil, err
	}
	return []ThreadID{t}, nil
}

// CurrentThread asks for the thread that the stub means when none is named (qC): after a stop whose
// reply names none, the one that stopped. It is AnyThread where the stub does not say.
func (c *Client) CurrentThread(ctx context.Context) (ThreadID, error) {
	if err := c.begin(ctx); err != nil {
		return AnyThread, err
	}
	defer c.release()
	return c.currentThread(ctx)
}

func (c *Client) currentThread(ctx context.Context) (ThreadID, error) {
	reply, err := c.request(ctx, "qC")
	if err != nil {
		return AnyThread, err
	}
	if id, ok := bytes.CutPrefix(reply, []byte("QC")); ok {
		if t, ok := parseThreadID(bytes.TrimSpace(id)); ok { // VirtualBox puts a space in between
			return t, nil
		}
	}
	return AnyThread, nil
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
	c.ownChoice, c.selected = false, nil
	reply, err := c.request(ctx, "Hg"+t.String())
	if err != nil {
		return err
	}
	if string(reply) != "OK" {
		err := replyError("Hg"+t.String(), reply)
		if errors.Is(err, ErrUnsupported) && (t == AnyThread || c.stop == nil || !c.stop.HasThread || c.stop.Thread == t) {
			return nil // it has one thread and nothing to choose from
		}
		if err != nil {
			return fmt.Errorf("select thread %v: %w", t, err)
		}
		return malformed("Hg", reply)
	}
	c.selected = &t
	return nil
}
