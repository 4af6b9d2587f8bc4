package debugger

import (
	"context"
	"errors"
	"fmt"
	"io"

	"kbreak/debugger/points"
	"kbreak/kernel"
	"kbreak/rsp"
)

// stopped is what is known about one stop. It is made when the target stops and dropped when it
// resumes, and nothing in it outlives that.
type stopped struct {
	at       *Thread // the thread that the stub named, nil if it named none
	selected *Thread
	frame    int // level of the selected frame
	listed   bool
	known    map[*Thread]bool // CPU and task were looked for
	kgdb     *heldByKGDB      // nil until it was asked for, see [Session.kgdb]
	traces   map[*Thread]*trace
	hidden   int              // frames inlined at the PC, which are shown as not entered yet; the one outside is selected
	probes   *[]kernel.Kprobe // in the code; nil until they were read
	stepped  bool             // the thread was stepped: that its PC follows a breakpoint means nothing
}

// stoppedAt begins a stop.
func (s *Session) stoppedAt(reply *rsp.StopReply) *Stop {
	s.mem.drop()
	s.state = Stopped
	s.stop = &stopped{traces: make(map[*Thread]*trace), known: make(map[*Thread]bool)}
	stop := &Stop{Signal: reply.Signal, Reason: reply.Reason, watch: reply.Watch, kdb: reply.FromKDB}
	if reply.Kind == rsp.Exited || reply.Kind == rsp.Killed {
		stop.Exited = true
		return stop
	}
	if reply.HasThread {
		s.stop.at = s.thread(reply.Thread)
		s.stop.selected = s.stop.at
	}
	stop.Thread = s.stop.selected
	return stop
}

// Continue resumes the target and waits until it stops for something that the user wants to see. When
// ctx ends the target is interrupted, and the stop that follows is the result. If it does not stop,
// the error is [rsp.ErrNoStop], the state is [Running], and [Session.Wait] goes on waiting.
func (s *Session) Continue(ctx context.Context) (*Stop, error) { return s.pursue(ctx, &goal{}) }

// resumed drops what belonged to the stop.
func (s *Session) resumed() {
	s.state, s.stop = Running, nil
	s.mem.drop()
	s.modulesStale()
}

// Wait waits for a running target to stop, as [Session.Continue] does, and goes on with what it was
// resumed for.
func (s *Session) Wait(ctx context.Context) (*Stop, error) {
	if s.state != Running {
		return nil, s.needStopped()
	}
	g := s.goal
	if g == nil {
		g = &goal{}
	}
	event, err := s.await(ctx)
	if err != nil {
		return nil, err
	}
	stop, err := s.judge(ctx, g, event)
	if stop == nil && err == nil {
		stop, err = s.relaunch(ctx, g)
	}
	return s.finishRun(stop, err)
}

// halt interrupts a running target and waits for the stop.
func (s *Session) halt(ctx context.Context) (*Stop, error) {
	interrupted, cancel := context.WithCancel(ctx)
	cancel()
	return s.Wait(interrupted)
}

// linkError notes a broken link.
func (s *Session) linkError(err error) error {
	if errors.Is(err, rsp.ErrLost) {
		s.state, s.stop = Lost, nil
	}
	return err
}

// Detach lets the target run and ends the conversation; files stay loaded.
func (s *Session) Detach(ctx context.Context) error {
	if s.client == nil {
		return ErrNoTarget
	}
	s.noticeReset()
	var err error
	if s.state == Running {
		_, err = s.halt(ctx)
		err = s.leftRunning(err)
	}
	if s.state == Stopped {
		// Breakpoints first: a trap that stays behind is a crash of the guest.
		err = errors.Join(err, s.linkError(s.points.RemoveAll(ctx)))
	}
	if s.state == Stopped {
		err = errors.Join(err, s.drain(ctx))
	}
	if s.state == Stopped {
		err = errors.Join(err, s.client.Detach(ctx))
	}
	return errors.Join(err, s.drop())
}

// Close detaches if there is a target and releases all files.
func (s *Session) Close(ctx context.Context) error {
	var err error
	if s.client != nil {
		err = s.Detach(ctx)
	}
	s.cool()
	return errors.Join(err, s.space.Close())
}

// Monitor runs a command of the stub's own and hands its output to out as it comes.
func (s *Session) Monitor(ctx context.Context, command string, out func(string)) error {
	if err := s.needStopped(); err != nil {
		return err
	}
	err := s.client.Monitor(ctx, command, func(b []byte) { out(string(b)) })
	// The command may have changed anything: memory, registers.
	s.mem.drop()
	clear(s.stop.traces)
	if errors.Is(err, rsp.ErrUnsupported) {
		return fmt.Errorf("this stub has no monitor commands")
	}
	return s.linkError(err)
}

// Attach takes over conn, a line to a stub, and finds the kernel behind it. The target is stopped
// afterwards. Where the stub answers but the kernel cannot be found or is not the vmlinux given, the
// session stays attached without symbols and the error says why: registers and memory still work.
// Where the stub itself fails, conn is closed and the session has no target.
func (s *Session) Attach(ctx context.Context, conn io.ReadWriteCloser, name string) (*Stop, error) {
	if s.client != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("already attached to %s: detach first", s.name)
	}
	early := s.openVmlinux() // while the stub answers, its indexes are made; an error is told below
	client := rsp.NewClient(conn, rsp.Options{Console: s.listen(&s.reboots), BreakIn: s.breakIn})
	reply, err := client.Handshake(ctx)
	if err != nil {
		_ = client.Close()
		return nil, err
	}
	s.reboots.seen.Store(false) // what was said before the stop is of the kernel that stopped
	stop := s.connected(client, name, reply)
	stop.Reason = "attached"
	if stop.Exited {
		return stop, nil
	}
	who := s.whoStopped
	if f := client.Features(); f.Answered {
		s.numberAnew()
		who = s.listThreads
	}
	if err := who(ctx); err != nil {
		return stop, s.linkError(err)
	}
	stop.Thread = s.stop.selected
	if early != nil {
		return stop, early
	}
	if err := s.findKernel(ctx); err != nil {
		return stop, s.linkError(err)
	}
	for try := 0; s.Reread() == ReadAgain && try < maxRereads; try++ {
		if err := s.findKernel(ctx); err != nil {
			return stop, s.linkError(err)
		}
	}
	same := s.sameBoot()
	if err := s.sweep(ctx, same); err != nil {
		return stop, err
	}
	return stop, s.resolveAgain(ctx, same)
}

// maxRereads bounds how often the kernel is looked for on a line that turns out to have lied.
const maxRereads = 3

// connected begins the conversation with a stub that has told why its target stands.
func (s *Session) connected(client *rsp.Client, name string, reply *rsp.StopReply) *Stop {
	s.client, s.name = client, name
	s.mem, s.points = newMemory(s), points.New(s.arch, pointTarget{s})
	return s.stoppedAt(reply)
}

// forgetRuns forgets what came of resuming a kernel that is not there any more.
func (s *Session) forgetRuns() {
	s.boot, s.doubt, s.passed, s.emulated, s.halfway = bootUnknown, doubt{}, nil, 0, nil
	s.marks, s.code, s.passing = nil, nil, passing{}
}

// drop forgets the target. The kernel's files stay; its modules, which were the target's, go.
func (s *Session) drop() error {
	s.loseTarget()
	err := s.client.Close()
	if errors.Is(err, errClosed) {
		err = nil
	}
	s.client, s.name, s.state, s.wrong = nil, "", NoTarget, wrong{}
	s.mem, s.stop, s.location, s.kernel, s.threads, s.numbered = nil, nil, nil, nil, nil, 0
	s.points, s.goal, s.ranges = nil, nil, rsp.Untried
	s.forgetRuns()
	s.dropModules()
	return err
}
