package console

import (
	"fmt"
	"io"
	"sync"
)

// maxBehind is how much text waits for a terminal that does not take it; more is dropped, and said.
const maxBehind = 256 << 10

// terminal writes text to one client, which may be slow or stuck.
type terminal struct {
	w io.Writer

	mu     sync.Mutex
	more   *sync.Cond
	queue  []byte
	missed int
	over   bool
}

func newTerminal(w io.Writer) *terminal {
	t := &terminal{w: w}
	t.more = sync.NewCond(&t.mu)
	go t.run()
	return t
}

// say queues text. It never waits.
func (t *terminal) say(p []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.missed > 0 && len(t.queue) < maxBehind/2 {
		t.queue = fmt.Appendf(t.queue, "\r\n[kbreak: %d bytes are missing here]\r\n", t.missed)
		t.missed = 0
	}
	if t.missed > 0 || len(t.queue)+len(p) > maxBehind {
		t.missed += len(p)
		return
	}
	t.queue = append(t.queue, p...)
	t.more.Signal()
}

// run ends with end, or when w does.
func (t *terminal) run() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		for len(t.queue) == 0 && !t.over {
			t.more.Wait()
		}
		if len(t.queue) == 0 {
			return
		}
		p := t.queue
		t.queue = nil
		t.mu.Unlock()
		_, err := t.w.Write(p)
		t.mu.Lock()
		if err != nil {
			t.over, t.queue = true, nil
			return
		}
	}
}

func (t *terminal) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over = true
	t.more.Signal()
}
