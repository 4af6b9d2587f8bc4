package console

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// pause is how long a line may stand still before what it has of a line of text is shown: a prompt has
// no end.
const pause = 300 * time.Millisecond

// maxWatched is how long a line of text gets before it is broken.
const maxWatched = 1 << 10

// Watch shows what several lines say, each line of text behind the name of the line that said it.
type Watch struct {
	mu  sync.Mutex
	out io.Writer
}

// NewWatch returns a Watch that writes to out.
func NewWatch(out io.Writer) *Watch { return &Watch{out: out} }

// Line shows what conn says until it ends, and returns why that was. Several lines are watched at the
// same time by goroutines of their own.
func (w *Watch) Line(name string, conn io.Reader) error {
	l := &watched{w: w, name: name}
	l.timer = time.AfterFunc(pause, l.flush)
	defer func() {
		l.timer.Stop()
		l.flush()
	}()
	buf := make([]byte, 4<<10)
	for {
		n, err := conn.Read(buf)
		l.add(buf[:n])
		if err != nil {
			return err
		}
	}
}

// watched is one line of a Watch; Watch.mu guards it.
type watched struct {
	w     *Watch
	name  string
	text  []byte
	timer *time.Timer
}

func (l *watched) add(p []byte) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	for _, c := range p {
		if c == '\n' || len(l.text) >= maxWatched {
			l.print()
		}
		if c != '\n' {
			l.text = append(l.text, c)
		}
	}
	if len(l.text) > 0 {
		l.timer.Reset(pause)
	}
}

func (l *watched) flush() {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	l.print()
}

// print shows the text, if there is any to see, with what a terminal could take for commands escaped.
func (l *watched) print() {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(strings.TrimRight(string(l.text), "\r"), "\ufffd") {
		if r == '\r' || r == 0 {
			continue
		}
		if (r < ' ' && r != '\t') || r >= 0x7f && r < 0xa0 {
			fmt.Fprintf(&b, `\x%02x`, r)
			continue
		}
		b.WriteRune(r)
	}
	l.text = l.text[:0]
	if b.Len() > 0 {
		_, _ = fmt.Fprintf(l.w.out, "%s: %s\n", l.name, b.String())
	}
}
