package lab

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// Guest is a machine that runs. Stop may be called from any goroutine; Run from one at a time.
type Guest struct {
	Assets *Assets
	Stub   string // HOST:PORT of the stub
	Line   string // kgdb's UART as a target: HOST:PORT, unix:PATH or serial:DEVICE; "" without Config.KGDB
	Facts  Facts

	console *os.File // its log; never closed by us, so that Console works after Stop
	sockets []string // files that go with the guest

	cmd     *exec.Cmd
	running bool // cmd has been started
	stdin   io.WriteCloser
	lines   *lineReader
	stderr  tail
	ended   chan struct{} // closed when QEMU has ended and exit is set
	exit    error

	forgetContext func() bool // that Boot was given

	marks    atomic.Uint64
	shell    sync.Mutex
	stopOnce sync.Once
	stopErr  error
}

// PID is that of QEMU.
func (g *Guest) PID() int { return g.cmd.Process.Pid }

// Ended is closed when QEMU is gone, for whatever reason.
func (g *Guest) Ended() <-chan struct{} { return g.ended }

// Console gives what the guest has written to its console so far.
func (g *Guest) Console() string {
	const most = 16 << 20
	text, err := io.ReadAll(io.NewSectionReader(g.console, 0, most))
	if err != nil {
		return fmt.Sprintf("(no console log: %v)\n", err)
	}
	return string(text)
}

// Stop kills the guest and returns when QEMU is gone. It is an error if QEMU had ended by itself before.
func (g *Guest) Stop() error {
	g.stopOnce.Do(func() {
		defer func() {
			for _, path := range g.sockets {
				_ = os.Remove(path)
			}
		}()
		if !g.running {
			return
		}
		select {
		case <-g.ended:
			g.stopErr = fmt.Errorf("the guest had ended by itself: %s", g.describe())
		default:
			g.kill()
			<-g.ended
		}
		if g.forgetContext != nil {
			g.forgetContext()
		}
	})
	return g.stopErr
}

// kill ends QEMU, once: afterwards the number of its process may be another's.
func (g *Guest) kill() {
	select {
	case <-g.ended:
	default:
		killAll(g.cmd)
	}
}

// describe is for messages about a guest in trouble.
func (g *Guest) describe() string {
	var s strings.Builder
	select {
	case <-g.ended:
		fmt.Fprintf(&s, "QEMU ended: %v\n", g.exit)
	default:
	}
	if text := g.stderr.String(); text != "" {
		fmt.Fprintf(&s, "QEMU says:\n%s\n", text)
	}
	const most = 8 << 10
	console := g.Console()
	fmt.Fprintf(&s, "console:\n%s\n", console[max(0, len(console)-most):])
	return s.String()
}

// readFacts reads what init.sh tells, up to its "ready".
func (g *Guest) readFacts(ctx context.Context) error {
	for {
		line, err := g.lines.next(ctx)
		if err != nil {
			return fmt.Errorf("boot the guest: %w", err)
		}
		if line == "ready" {
			return nil
		}
		if err := g.Facts.add(line); err != nil {
			return err
		}
	}
}

// Run runs a shell command in the guest, with busybox's programs, and gives its output: standard error
// too, but not the line ends at its end. It waits for as long as the guest is stopped; after ctx is done,
// a later Run skips what the earlier command still says.
func (g *Guest) Run(ctx context.Context, command string) (string, error) {
	if strings.ContainsAny(command, "\n\r") {
		return "", errors.New("a command for the guest is one line")
	}
	g.shell.Lock() // it has one, and what it says goes to one reader
	defer g.shell.Unlock()
	// Two marks: output of a command that was given up ends with its mark, not with ours.
	mark := "mark-" + strconv.FormatUint(g.marks.Add(1), 10)
	begin, end := mark+"-begin", mark+"-end"
	for _, line := range []string{begin + " :", end + " " + command} {
		if _, err := io.WriteString(g.stdin, line+"\n"); err != nil {
			return "", fmt.Errorf("run %q in the guest: %w", command, err)
		}
	}
	var out strings.Builder
	for begun := false; ; {
		line, err := g.lines.next(ctx)
		if err != nil {
			return "", fmt.Errorf("run %q in the guest: %w", command, err)
		}
		word, status, _ := strings.Cut(line, " ")
		switch {
		case word == begin:
			begun = true
		case word == end:
			text := strings.TrimRight(out.String(), "\n")
			if status != "0" {
				return text, fmt.Errorf("run %q in the guest: status %s: %s", command, status, text)
			}
			return text, nil
		case begun:
			out.WriteString(line)
			out.WriteByte('\n')
		}
	}
}

// lineReader hands out lines of a stream that may stay silent for ever.
type lineReader struct {
	r   *bufio.Reader
	c   chan string
	err error // why c is closed
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, 64<<10), c: make(chan string, 1<<12)}
}

// run reads until the stream ends. Lines that nobody takes are dropped when there are too many: the
// guest must not block because a test lost interest.
func (l *lineReader) run() {
	defer close(l.c)
	for {
		line, err := l.r.ReadSlice('\n')
		if len(line) > 0 {
			select {
			case l.c <- strings.TrimRight(string(line), "\r\n"):
			default:
			}
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			l.err = err
			return
		}
	}
}

func (l *lineReader) next(ctx context.Context) (string, error) {
	select {
	case line, ok := <-l.c:
		if !ok {
			return "", fmt.Errorf("the guest is gone: %w", l.err)
		}
		return line, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	text []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	const most = 16 << 10
	t.text = append(t.text, p...)
	t.text = t.text[max(0, len(t.text)-most):]
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}
