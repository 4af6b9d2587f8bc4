package debugger

import (
	"context"
	"strings"
	"testing"

	"kbreak/kernel"
)

// A line that breaks and is opened again: breakpoints and watchpoints are there as before, what was inserted
// is taken out first, and the journal knows what is there. In another boot watchpoints have lost their
// address, and that it is another is said.
func TestLineLost(t *testing.T) {
	for name, bias := range map[string]int64{"the same boot": 0x1000, "another boot": 0x2000} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			notice := ""
			m, s := newSim(t, loopCode, stubs["QEMU"](), loopCall)
			s.opt.Notice = func(text string) { notice += text + "\n" }
			journalled(t, m, s, dir)
			mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
			watch, err := s.Watch(context.Background(), "*(long *)"+addr(simBase+0x800), WatchWrite, BreakRequest{CPU: -1})
			if err != nil {
				t.Fatal(err)
			}
			before := m.left()
			if len(before) != 2 || s.LostTarget() != "" {
				t.Fatalf("inserted %v, lost %q", before, s.LostTarget())
			}
			_ = m.conn.Close()
			if _, err := s.Continue(context.Background()); err == nil || s.State() != Lost || s.LostTarget() != "sim:1" {
				t.Fatalf("%v, %v, lost %q", err, s.State(), s.LostTarget())
			}
			_ = s.Detach(context.Background()) // as the command does
			if s.LostTarget() != "sim:1" {
				t.Errorf("the target is forgotten: %q", s.LostTarget())
			}
			m.attach(s)
			s.location = &kernel.Location{Bias: bias}
			same := s.sameBoot()
			if same != (bias == 0x1000) || s.LostTarget() != "" {
				t.Errorf("same boot: %v, lost %q", same, s.LostTarget())
			}
			if said := strings.Contains(notice, "the target was booted anew: the slide was 0x1000 and is 0x2000"); said == same {
				t.Errorf("said %q", notice)
			}
			if err := s.sweep(context.Background(), same); err != nil {
				t.Fatal(err)
			}
			if err := s.resolveAgain(context.Background(), same); err != nil {
				t.Fatal(err)
			}
			if watch.Enabled != same || strings.Contains(notice, "an earlier session") {
				t.Errorf("the watchpoint is enabled: %v, said %q", watch.Enabled, notice)
			}
			if same && len(m.left()) != len(before) {
				t.Errorf("inserted %v, before %v", m.left(), before)
			}
			if stop, err := s.Continue(context.Background()); err != nil || stop.Reason != "breakpoint" {
				t.Errorf("%+v, %v", stop, err)
			}
			if err := s.Detach(context.Background()); err != nil {
				t.Fatal(err)
			}
			if left := m.left(); same && (len(left) > 0 || len(journalFiles(t, dir)) > 0) {
				t.Errorf("left behind: %v, %v", left, journalFiles(t, dir))
			}
		})
	}
}

// A boot is recognised however its first line arrives.
func TestBootWatch(t *testing.T) {
	for text, want := range map[string]bool{
		"\r\n[    0.000000] Linux version 6.1.192 (gcc) #1\r\n":    true,
		"[0.000000] Linux version 5.4":                             true,
		"[   12.345678] Linux version 6.1.192\r\n":                 false,
		"Linux version 6.1.192 (cat /proc/version)":                false,
		strings.Repeat("x", 300) + "[    0.000000] Linux version ": true,
	} {
		for _, piece := range []int{1, 7, 1000} {
			var b bootWatch
			for rest := text; rest != ""; {
				n := min(piece, len(rest))
				b.take([]byte(rest[:n]))
				rest = rest[n:]
			}
			if b.seen.Load() != want {
				t.Errorf("%q by %d: %v", text, piece, !want)
			}
		}
	}
}

// A target that is seen to boot while it is stopped is lost, and nothing more is sent to it; what was said
// before a stop is of the kernel that stopped.
func TestResetWhileStopped(t *testing.T) {
	notice := ""
	m, s := newSim(t, loopCode, stubs["QEMU"](), loopCall)
	s.opt.Notice = func(text string) { notice += text + "\n" }
	mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
	hear := s.listen(&s.reboots)
	hear([]byte("[    1.000000] Linux version 6.1.192\r\n"))
	if s.State() != Stopped || notice != "" {
		t.Fatalf("%v, said %q", s.State(), notice)
	}
	hear([]byte("[    0.000000] Linux version 6.1.192\r\n"))
	before := m.left()
	if err := s.Detach(context.Background()); err != nil || s.LostTarget() != "sim:1" {
		t.Errorf("%v, lost %q", err, s.LostTarget())
	}
	if !strings.Contains(notice, "the target was reset while it was stopped") {
		t.Errorf("said %q", notice)
	}
	if after := m.left(); len(before) != 1 || len(after) != 1 {
		t.Errorf("inserted %v, then %v", before, after)
	}
	m.attach(s)
	if s.State() != Stopped {
		t.Errorf("attached anew it is %v", s.State())
	}
	s.GiveUp()
	if _, err := s.Continue(context.Background()); s.State() != Lost || err == nil {
		t.Errorf("given up: %v, %v", s.State(), err)
	}
}
