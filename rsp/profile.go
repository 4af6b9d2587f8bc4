package rsp

import (
	"fmt"
	"strings"
)

// Outcome is what a probe found.
type Outcome uint8

const (
	Has      Outcome = iota // the stub does it
	HasNot                  // the stub says that it does not
	Odd                     // the stub answered something else, see the detail
	NotTried                // asking was not safe or not useful, see the detail
)

func (o Outcome) String() string { return [...]string{"yes", "no", "odd", "not tried"}[o] }

// MarshalText gives the words of String.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// Finding is the result of one probe.
type Finding struct {
	Name    string // the packet or the ability
	Outcome Outcome
	Detail  string // what was answered, or why it was not asked
}

// Profile is what a stub can do, for people: a first user of a stub that nobody here could run sends
// this. Nothing in the program depends on it.
type Profile struct {
	Looks     string // whose stub answers like this, "" if that says nothing; a guess, for the heading
	Features  string // the qSupported reply
	Stop      string // how the stop is reported
	Registers string // number, bytes, and where the layout is from
	MaxRead   int    // bytes of the largest memory read that came back whole, 0 if none did
	Threads   string // the form of the thread list
	Physical  string // how physical memory is read
	Findings  []Finding
	Stats     Stats // what the probes and the handshake cost
}

// String is the profile as text, one fact a line.
func (p *Profile) String() string {
	var b strings.Builder
	line := func(name, text string) {
		if text == "" {
			text = "unknown"
		}
		fmt.Fprintf(&b, "%-10s %s\n", name, text)
	}
	looks := p.Looks
	if looks == "" {
		looks = "no stub known by its answers"
	}
	line("looks like", looks)
	line("features", p.Features)
	line("stop", p.Stop)
	line("registers", p.Registers)
	line("memory", fmt.Sprintf("reads of %d bytes proven", p.MaxRead))
	line("threads", p.Threads)
	line("physical", p.Physical)
	line("cost", fmt.Sprintf("%d round trips, %d bytes sent, %d received, %d sent again, %d damaged", p.Stats.RoundTrips,
		p.Stats.SentBytes, p.Stats.ReceivedBytes, p.Stats.Retransmits, p.Stats.BadPackets))
	b.WriteString("\n")
	for _, f := range p.Findings {
		b.WriteString(strings.TrimRight(fmt.Sprintf("%-20s %-9s %s", f.Name, f.Outcome, f.Detail), " ") + "\n")
	}
	return b.String()
}

// add notes a finding.
func (p *Profile) add(name string, o Outcome, format string, args ...any) {
	p.Findings = append(p.Findings, Finding{name, o, fmt.Sprintf(format, args...)})
}

// evidence is how answers give a stub away. The first match names it.
var evidence = []struct {
	looks string
	holds func(s *signs) bool
}{
	{"QEMU", func(s *signs) bool { return s.phys == physPacket || strings.HasPrefix(s.extra, "CPU#") }},
	{"VMware debugStub", func(s *signs) bool { return s.phys == physMonitor }},
	{"kgdb", func(s *signs) bool { return strings.HasPrefix(s.extra, "shadowCPU") }},
	{"kgdb", func(s *signs) bool { return !s.features.Answered && s.registers == 156 }},
	{"VirtualBox", func(s *signs) bool { return strings.HasPrefix(s.current, "QC ") }},
	{"lldb-server or debugserver", func(s *signs) bool { return s.features.has("QThreadSuffixSupported") }},
	{"gdbserver", func(s *signs) bool { return s.features.has("QNonStop") }},
	{"a stub made with the gdbstub crate", func(s *signs) bool {
		return s.features.has("QStartNoAckMode") && s.features.PacketSize == 0x1000
	}},
}

// signs are the answers that evidence looks at.
type signs struct {
	features  Features
	phys      physMethod
	registers int    // bytes of a g reply
	extra     string // qThreadExtraInfo of the first thread
	current   string // the reply to qC
}

func (s *signs) looks() string {
	for _, e := range evidence {
		if e.holds(s) {
			return e.looks
		}
	}
	return ""
}
