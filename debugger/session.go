package debugger

import (
	"context"
	"fmt"
	"sync"

	"kbreak/arch"
	"kbreak/debugger/disasm"
	"kbreak/debugger/source"
	"kbreak/debugger/value"
	"kbreak/kernel"
	"kbreak/rsp"
	"kbreak/symbols"
)

// Options are what a [Session] is told before it has a target.
type Options struct {
	Vmlinux    string       // path; "" means that it is looked for when a target is there
	Bias       *int64       // runtime minus link address; nil means that it is found
	ModulePath []string     // directories searched for module files before the usual ones
	DebugDirs  []string     // where separate debug files are; nil means [symbols.DefaultDebugDirs]
	StateDir   string       // where inserted breakpoints are noted on disk; "" means nowhere
	Notice     func(string) // gets one-line warnings worth showing; may be nil
	BreakIn    BreakIn      // how a running target is made to stop, to begin with
	Console    func([]byte) // gets what the target writes to its console through the stub; may be nil
	// RunCommand runs the command of BreakIn, until it ends or ctx does; nil: there are no commands.
	RunCommand func(ctx context.Context, command string) error
}

// Session is one debugger: the files it knows and at most one target. It is used by one goroutine
// at a time.
type Session struct {
	opt   Options
	print PrintSettings
	arch  *arch.Arch
	space *symbols.Space

	vmlinux  *symbols.Image     // nil until one is loaded
	placed   *symbols.Placement // of vmlinux; without a target at its link addresses
	warming  sync.WaitGroup     // indexes of vmlinux being made
	location *kernel.Location   // nil until a kernel was found in the target
	kernel   *kernel.Kernel     // nil until then too

	client  *rsp.Client
	name    string // of the target, as the user gave it
	state   State
	left    left      // the target before, whose line was lost
	reboots bootWatch // on the console
	wrong   wrong     // answers of the stub
	mem     *memory
	stop    *stopped // what is known about this stop; nil unless state is Stopped

	threads  []*Thread
	numbered int                  // the highest number that a thread has
	byHand   []*symbols.Placement // add-symbol-file
	modules  moduleSet

	percpu   *kernel.PerCPU
	cacheOff bool
	flavor   disasm.Syntax
	sites    map[*symbols.Image]kernel.TextSites // where the kernel patches code
	faults   map[*symbols.Image]kernel.TextSites // instructions that may fault
	noticed  map[string]bool                     // warnings given

	examined examining

	mayWrite MayWrite
	position position // in the source
	listSize int      // lines of a listing; 0: all
	sources  *source.Finder

	remembered remembered // by expressions
	control
}

// New returns a session without a target.
func New(opt Options) *Session {
	if opt.Notice == nil {
		opt.Notice = func(string) {}
	}
	if opt.DebugDirs == nil {
		opt.DebugDirs = symbols.DefaultDebugDirs()
	}
	return &Session{opt: opt, arch: arch.AMD64, space: new(symbols.Space), noticed: make(map[string]bool),
		sources: source.New(), listSize: 10,
		control: control{locking: "off"},
		print: PrintSettings{FrameArguments: "scalars", EntryValues: "default", Address: true,
			Elements: value.Defaults.Elements, RepeatThreshold: value.Defaults.Repeats, MaxDepth: value.Defaults.Depth, Symbol: true, Union: true}}
}

// State tells where the session stands with its target. One that is seen to boot while it is stopped is
// [Lost].
func (s *Session) State() State {
	s.noticeReset()
	return s.state
}

// TargetName is the target as it was named to [Session.Attach], "" without one.
func (s *Session) TargetName() string { return s.name }

// needStopped is the error of a command that needs a stopped target.
func (s *Session) needStopped() error {
	switch s.state {
	case Stopped:
		return nil
	case Running:
		return ErrRunning
	case Lost:
		return fmt.Errorf("%w; \"reconnect\" opens the line to %s again", rsp.ErrLost, s.name)
	}
	return ErrNoTarget
}
