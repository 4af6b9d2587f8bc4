package debugger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kbreak/rsp"
)

// Handling is what is done about a signal ("handle"; GDB manual, "Signals"). A stub of a whole machine
// reports few signals; a kernel that runs as a process (user-mode Linux under gdbserver) lives on them.
type Handling struct {
	Signal int    // GDB's number
	Name   string // "SIGSEGV"
	Text   string // "Segmentation fault"
	Stop   bool   // stop for it
	Print  bool   // say that it came
	Pass   bool   // let the target have it
}

// passing is a signal to deliver at the next resume.
type passing struct {
	thread rsp.ThreadID
	signal int
}

// handling is what is done about one signal: as gdb, stop, print and pass, but keep SIGTRAP and SIGINT.
func (s *Session) handling(signal int) Handling {
	if h, ok := s.handles[signal]; ok {
		return h
	}
	h := Handling{Signal: signal, Stop: true, Print: true, Pass: signal != sigTrap && signal != sigInt}
	if quiet[signal] {
		h.Stop, h.Print = false, false
	}
	h.Name, h.Text = SignalName(signal)
	return h
}

// quiet are the signals of which processes get many and that mean no error, as in gdb.
var quiet = map[int]bool{14: true, 16: true, 20: true, 23: true, 26: true, 27: true, 28: true}

// Handle changes what is done about signals. words are names or numbers of signals, ranges A-B, "all",
// and the actions stop, nostop, print, noprint, pass, nopass, ignore, noignore. The result is what now
// holds for the signals named.
func (s *Session) Handle(words []string) ([]Handling, error) {
	var signals []int
	var actions []string
	for _, w := range words {
		switch {
		case slices.Contains(handleActions, w):
			actions = append(actions, w)
		case w == "all":
			for n := range signalNames {
				if n != sigTrap && n != sigInt {
					signals = append(signals, n)
				}
			}
		default:
			list, err := signalRange(w)
			if err != nil {
				return nil, err
			}
			signals = append(signals, list...)
		}
	}
	slices.Sort(signals)
	signals = slices.Compact(signals)
	if len(signals) == 0 {
		return nil, fmt.Errorf("argument required (signal to handle)")
	}
	var out []Handling
	for _, n := range signals {
		h := s.handling(n)
		for _, a := range actions {
			h.apply(a)
		}
		if s.handles == nil {
			s.handles = make(map[int]Handling)
		}
		s.handles[n] = h
		out = append(out, h)
	}
	return out, nil
}

var handleActions = []string{"stop", "nostop", "print", "noprint", "pass", "nopass", "ignore", "noignore"}

// apply does one action. To stop implies to print, and not to print implies not to stop.
func (h *Handling) apply(action string) {
	switch action {
	case "stop":
		h.Stop, h.Print = true, true
	case "nostop":
		h.Stop = false
	case "print":
		h.Print = true
	case "noprint":
		h.Print, h.Stop = false, false
	case "pass", "noignore":
		h.Pass = true
	case "nopass", "ignore":
		h.Pass = false
	}
}

// signalNames has every signal that has a name.
var signalNames = signals

// signalRange reads SIGSEGV, 11, 1-15.
func signalRange(w string) ([]int, error) {
	for n, names := range signalNames {
		if names[0] == w && n > 0 {
			return []int{n}, nil
		}
	}
	lo, hi, ranged := strings.Cut(w, "-")
	from, err := strconv.Atoi(lo)
	to := from
	if err == nil && ranged {
		to, err = strconv.Atoi(hi)
	}
	if err != nil || from > to {
		return nil, fmt.Errorf("Unrecognized or ambiguous flag word: %q.", w) //nolint:staticcheck // gdb's words
	}
	if from < 1 || to > 15 {
		return nil, fmt.Errorf("only signals 1-15 are valid as numeric signals; use \"info signals\" for a list of symbolic signals")
	}
	var out []int
	for n := from; n <= to; n++ {
		out = append(out, n)
	}
	return out, nil
}

// Signals tells what is done about every signal that has a name ("info signals").
func (s *Session) Signals() []Handling {
	var out []Handling
	for n := range signalNames {
		if n > 0 {
			out = append(out, s.handling(n))
		}
	}
	slices.SortFunc(out, func(a, b Handling) int { return a.Signal - b.Signal })
	return out
}

// signalled is a stop by a signal that is no trap; nil where the user said not to stop for it.
func (s *Session) signalled(stop *Stop) *Stop {
	h := s.handling(stop.Signal)
	if h.Pass {
		s.passing = passing{stop.Thread.id, stop.Signal}
	}
	if h.Stop {
		return stop
	}
	if h.Print {
		s.opt.Notice(fmt.Sprintf("Thread %d received signal %s, %s.", stop.Thread.Num, h.Name, h.Text))
	}
	return nil
}

// SchedulerLocking is the setting of that name: "off" lets all threads run whenever one does, "step"
// holds the others while one is stepped, "on" holds them always.
func (s *Session) SchedulerLocking() string { return s.locking }

// SetSchedulerLocking changes the setting.
func (s *Session) SetSchedulerLocking(mode string) { s.locking = mode }
