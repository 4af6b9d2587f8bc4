package debugger

import (
	"errors"
	"fmt"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/rsp"
)

// State is where a [Session] stands with its target.
type State uint8

const (
	NoTarget State = iota
	Stopped
	Running
	Lost // the link broke; what the target does is unknown
)

func (s State) String() string { return [...]string{"no target", "stopped", "running", "lost"}[s] }

// Errors that callers tell apart.
var (
	ErrNoTarget = errors.New("no target: attach with \"target remote HOST:PORT\"")
	ErrRunning  = errors.New("the target is running: interrupt it first with Ctrl-C")
	ErrNoFrame  = errors.New("no frame selected")
	ErrNoSymbol = errors.New("no symbol table is loaded: use \"symbol-file VMLINUX\"")
)

// Stop says why and where the target stopped.
type Stop struct {
	Signal int    // GDB signal number (5 SIGTRAP, 2 SIGINT)
	Reason string // "", "attached", "interrupted", "breakpoint", "watchpoint", "step", "finish", "location reached"...
	Thread *Thread
	Exited bool // the stub says that the target is gone
	kdb    bool // it was found at kdb's prompt: no breakpoint stopped it, and it may be another boot

	Hits     []*Breakpoint // that it stopped for, with reason "breakpoint" and "watchpoint"
	HitPlace int           // of the first of them: which of its locations, from 1; 0 if it has one only
	Changes  []*Change     // what the watchpoints among Hits saw, in their order
	Returned *Printed      // of "finish": what the function returned, nil where that is not known
	Note     string        // something that went wrong and is worth showing, "" if nothing did
	NewFrame bool          // of a step: another function than the one that it began in

	watch mem.Addr // data address as the stub gave it
}

// Change is what a watchpoint saw.
type Change struct{ Old, New string } // Old is "" for a watchpoint that only saw a read

// SignalName gives the name gdb prints for a signal number of the protocol (GDB manual,
// "Stop Reply Packets"; include/gdb/signals.def has the numbers).
func SignalName(n int) (name, text string) {
	if s, ok := signals[n]; ok {
		return s[0], s[1]
	}
	return fmt.Sprintf("SIG%d", n), "Unknown signal"
}

var signals = map[int][2]string{
	0:  {"0", "Signal 0"},
	1:  {"SIGHUP", "Hangup"},
	2:  {"SIGINT", "Interrupt"},
	3:  {"SIGQUIT", "Quit"},
	4:  {"SIGILL", "Illegal instruction"},
	5:  {"SIGTRAP", "Trace/breakpoint trap"},
	6:  {"SIGABRT", "Aborted"},
	7:  {"SIGEMT", "Emulation trap"},
	8:  {"SIGFPE", "Arithmetic exception"},
	9:  {"SIGKILL", "Killed"},
	10: {"SIGBUS", "Bus error"},
	11: {"SIGSEGV", "Segmentation fault"},
	13: {"SIGPIPE", "Broken pipe"},
	14: {"SIGALRM", "Alarm clock"},
	15: {"SIGTERM", "Terminated"},
	16: {"SIGURG", "Urgent I/O condition"},
	17: {"SIGSTOP", "Stopped (signal)"},
	18: {"SIGTSTP", "Stopped (user)"},
	19: {"SIGCONT", "Continued"},
	20: {"SIGCHLD", "Child status changed"},
	21: {"SIGTTIN", "Stopped (tty input)"},
	22: {"SIGTTOU", "Stopped (tty output)"},
	23: {"SIGIO", "I/O possible"},
	24: {"SIGXCPU", "CPU time limit exceeded"},
	25: {"SIGXFSZ", "File size limit exceeded"},
	26: {"SIGVTALRM", "Virtual timer expired"},
	27: {"SIGPROF", "Profiling timer expired"},
	28: {"SIGWINCH", "Window size changed"},
	30: {"SIGUSR1", "User defined signal 1"},
	31: {"SIGUSR2", "User defined signal 2"},
}

// Thread is one thread of the stub. With a hypervisor it is a vCPU.
type Thread struct {
	Num  int    // gdb's number, from 1, in the order the stub listed them
	ID   string // the stub's own name for it, as on the wire
	CPU  int    // Linux CPU number, -1 if it is not known
	Info string // what the stub says about it (qThreadExtraInfo), if it was asked
	Task *Task  // task that the CPU runs, nil if it is not known

	id rsp.ThreadID
}

// Task is the part of a struct task_struct that identifies it.
type Task struct {
	Addr mem.Addr `json:"addr"`
	PID  int      `json:"pid"`
	Comm string   `json:"comm"` // at most 15 characters, made printable
}

// Frame is one line of a backtrace: a physical frame or a function inlined into one.
type Frame struct {
	Level    int
	PC       mem.Addr // of the physical frame; for a caller, the return address
	ShowPC   bool     // gdb's rule: PC is not the start of the line, and the frame is not one that an inlined function stands in
	Function string   // "" where no symbol covers PC
	Offset   uint64   // bytes from the start of the symbol; meaningful where there is no line
	Module   string   // "" for the kernel itself
	Args     []Arg    // empty where there is no debug info, see HasLine
	File     string   // as gdb prints it; "" if it is not known
	FullFile string   // with the compilation directory
	Line     int
	HasDebug bool   // debug info covers PC: Args and the line are what it says
	Inlined  bool   // inlined into the next frame
	How      string // how it was found: "orc", "orc+cfi", "cfi", "frame pointer", "guess", "registers"
	Reliable bool   // a table says so; false for a frame pointer that was trusted and for a guess
	Note     string // "interrupted" where something other than a call stopped it here

	// What only [Session.FrameInfo] fills in; 0 where it is not known.
	CFA       mem.Addr // canonical frame address: the stack pointer of the caller before its call
	CallerPC  mem.Addr // where it returns to
	CallerCFA mem.Addr

	phys  *physFrame
	scope int // index in phys.scopes, -1 without debug info

}

// Arg is a parameter or a local variable with its value as gdb prints it.
type Arg struct {
	Name  string
	Text  string // the value alone: "5", "0xffff88800319a000", "<optimized out>"
	Entry string // the value at entry, "" where gdb would print none; Same tells how they relate
	Same  bool   // Text and Entry are the same: printed x=x@entry=5
}

// String gives the argument as "bt" prints it.
func (a Arg) String() string {
	switch {
	case a.Entry == "":
		return a.Name + "=" + a.Text
	case a.Same:
		return a.Name + "=" + a.Name + "@entry=" + a.Text
	case a.Text == "":
		return a.Name + "@entry=" + a.Entry
	}
	return a.Name + "=" + a.Text + ", " + a.Name + "@entry=" + a.Entry
}

// Trace is the stack of one thread.
type Trace struct {
	Thread *Thread
	Frames []*Frame
	End    string          // why it ends, "" where the stack ends as it should or Max was reached
	More   bool            // there are further frames beyond the number asked for
	User   *arch.Registers // user-mode registers where the trace ends at the user boundary
}

// File is one image of "info files".
type File struct {
	Name    string   // "vmlinux" or the module's name
	Path    string   // "" where no file was found
	Debug   string   // path of a separate debug file, if there is one
	BuildID string   // hex
	Start   mem.Addr // lowest address of its code
	End     mem.Addr
	How     string // how its place was found
	Note    string // what is missing, e.g. "no debug info"
}
