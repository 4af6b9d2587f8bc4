package debugger

import (
	"context"
	"fmt"
	"regexp"
	"sync/atomic"

	"kbreak/debugger/points"
	"kbreak/kernel"
)

// left is what is remembered of a target whose line was lost, until another one is attached to. The
// kernel may be the same boot, in which everything is where it was, or another.
type left struct {
	name  string
	bias  int64
	found bool // bias is known
}

// LostTarget names the target whose line was lost, now or since the last one that was attached to; "" if
// there is none.
func (s *Session) LostTarget() string {
	switch s.state {
	case Lost:
		return s.name
	case NoTarget:
		return s.left.name
	}
	return ""
}

// GiveUp treats the line as lost: nothing more is sent over it, and what is inserted in the target stays
// there. It is for a target that was reset, which a line need not show.
func (s *Session) GiveUp() {
	if s.client != nil {
		s.state, s.stop = Lost, nil
	}
}

// noticeReset gives up a target that began to boot while it was stopped. What is read and written there
// since is not what it was.
func (s *Session) noticeReset() {
	if s.state != Stopped || !s.reboots.seen.Swap(false) {
		return
	}
	s.opt.Notice("the target was reset while it was stopped: its console shows a kernel that boots")
	s.GiveUp()
}

// loseTarget remembers a target that is dropped because its line was lost.
func (s *Session) loseTarget() {
	if s.state != Lost {
		return
	}
	s.left = left{name: s.name}
	if s.location != nil {
		s.left.bias, s.left.found = s.location.Bias, true
	}
}

// sameBoot reports whether the kernel that was found is where that of the lost line was, and says so if
// not. What was known of the other target is then used up.
func (s *Session) sameBoot() bool {
	was := s.left
	s.left = left{}
	if was.name != s.name || !was.found || s.location == nil {
		return false
	}
	if was.bias != s.location.Bias {
		s.movedFrom(was.bias)
		return false
	}
	return true
}

func (s *Session) movedFrom(bias int64) {
	s.opt.Notice(fmt.Sprintf("the target was booted anew: the slide was %s and is %s; symbols and breakpoints are placed anew",
		signedHex(bias), signedHex(s.location.Bias)))
}

func signedHex(n int64) string {
	if n < 0 {
		return fmt.Sprintf("-%#x", -n)
	}
	return fmt.Sprintf("%#x", n)
}

// bootWatch looks for a kernel that begins to boot in what the target writes to its console.
type bootWatch struct {
	tail []byte
	seen atomic.Bool
}

// firstLine is what a kernel says first; its clock stands.
var firstLine = regexp.MustCompile(`\[ *0\.000000\] Linux version `)

const maxFirstLine = 64

// take gets text of the console, from one goroutine at a time.
func (b *bootWatch) take(p []byte) {
	b.tail = append(b.tail, p...)
	if firstLine.Match(b.tail) {
		b.seen.Store(true)
		b.tail = b.tail[:0]
	}
	if n := len(b.tail) - maxFirstLine; n > 0 {
		b.tail = append(b.tail[:0], b.tail[n:]...)
	}
}

// listen is what the stub's client hands the console's text to.
func (s *Session) listen(b *bootWatch) func([]byte) {
	return func(p []byte) {
		b.take(p)
		if s.opt.Console != nil {
			s.opt.Console(p)
		}
	}
}

// checkBoot looks, at a stop, whether the kernel is still the one that was found, if a boot was seen on
// the console, or the target was found at kdb's prompt or stopped where no code is known. It costs nothing
// otherwise. Another boot has forgotten what was inserted, and has everything in another place.
func (s *Session) checkBoot(ctx context.Context, stop *Stop) error {
	booted := s.reboots.seen.Swap(false)
	if s.state != Stopped || s.kernel == nil || s.vmlinux == nil || stop == nil || stop.Thread == nil {
		return nil
	}
	if !booted && !stop.kdb && !s.nowhere(ctx, stop.Thread) {
		return nil
	}
	m := s.machine(s.stop.at)
	m.Virt = s.mem.kernel
	was := s.location.Bias
	if _, err := kernel.At(ctx, m, s.vmlinux, was, "at the last stop"); err == nil || s.linkError(err) != nil && s.state == Lost {
		return nil
	}
	loc, err := kernel.Locate(ctx, m, s.vmlinux)
	if err != nil {
		return fmt.Errorf("the target was booted anew, and its kernel is not found: %w", s.linkError(err))
	}
	s.place(s.vmlinux, loc)
	s.dropModules()
	s.points = points.New(s.arch, pointTarget{s})
	s.forgetRuns()
	s.movedFrom(was)
	if err := s.sweep(ctx, false); err != nil {
		return err
	}
	return s.resolveAgain(ctx, false)
}

// nowhere reports whether a thread stands in the kernel's half where no code is known, as code of another
// boot would look.
func (s *Session) nowhere(ctx context.Context, t *Thread) bool {
	regs, err := s.registers(ctx, t)
	if err != nil {
		return false
	}
	pc, ok := regs.Addr(s.arch.PC)
	if !ok || s.userHalf(pc) {
		return false
	}
	_, ok = s.space.SymbolAt(pc)
	return !ok
}

// Reread says what to do about answers that were used and turned out to be wrong, on a line that damages
// bytes unnoticed at first ([rsp.Stats.Doubted]).
type Reread uint8

const (
	ReadWell  Reread = iota
	ReadAgain        // some were wrong: what was read at this stop is forgotten, and may be read again
	TooLate          // the same, but something was written, or the target ran, in between
)

// Reread tells whether answers that were given since the last call were wrong.
func (s *Session) Reread() Reread {
	if s.client == nil {
		return ReadWell
	}
	st := s.client.Stats()
	was := s.wrong
	s.wrong = wrong{st.Doubted, st.Changes}
	if st.Doubted <= was.answers {
		return ReadWell
	}
	if s.stop != nil {
		s.mem.drop()
		clear(s.stop.traces)
		clear(s.stop.known)
		s.stop.listed, s.percpu, s.modules.mark = false, nil, nil
		s.modulesStale()
	}
	if st.Changes != was.changes {
		return TooLate
	}
	return ReadAgain
}

// wrong is what was counted at the last look.
type wrong struct{ answers, changes uint64 }
