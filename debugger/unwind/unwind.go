package unwind

import (
	"context"
	"errors"
	"fmt"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/cfi"
)

// Rules are the tables and the extent of the code, in runtime addresses. symbols.Space has them.
type Rules interface {
	// RowsAt returns what ORC and DWARF say about pc. A row's Source is [cfi.None] where the table
	// has nothing for pc. The error is of a table that cannot be used; the rows that could be had
	// are valid all the same.
	RowsAt(pc mem.Addr) (orc, dwarf cfi.Row, err error)
	// TextAt reports whether pc is in the code of the kernel or of a loaded module, be its file
	// known or not.
	TextAt(pc mem.Addr) bool
}

// Unwinder walks stacks. Its fields are not changed by a walk; it may be used by several
// goroutines if Mem and Rules may.
type Unwinder struct {
	Arch  *arch.Arch
	Mem   mem.Reader // reads are few, small and go upwards within a stack: put a [mem.Cache] here
	Rules Rules

	// Process says that the kernel is itself a process (user-mode Linux): its code runs in user mode.
	Process bool

	// Hooked reports whether pc is the code that a tracer returns to in place of the caller:
	// return_to_handler of the function graph tracer, the trampolines of kretprobes. The true
	// return address is in a list of the task then. May be nil.
	Hooked func(pc mem.Addr) bool
}

// Options are what a walk may differ in.
type Options struct {
	Limit         int  // frames; 0 means [DefaultLimit]
	ReturnAddress bool // the PC to start from is a return address: that of a task that sleeps
	Guess         bool // where no rule is left, scan the stack
}

// DefaultLimit bounds a trace, as MaxLimit bounds what a caller may ask for. A kernel stack of 16
// KiB has room for 1,024 frames without any contents; real ones stay below 100.
const (
	DefaultLimit = 256
	MaxLimit     = 4096
)

// How says how a frame was found: it is about the step that led to it from its callee.
type How uint8

const (
	FromRegisters    How = iota // the frame that a walk starts with
	FromORC                     // callee-saved registers are known only where that is certain
	FromORCAndCFI               // ORC found it, DWARF agreed and gave the callee-saved registers
	FromCFI                     // DWARF alone
	FromFramePointer            // RBP was taken for a frame pointer: no table covers the callee
	FromPop                     // the callee's PC is no code: a bad call, undone
	FromGuess                   // the stack was scanned for a return address
)

func (h How) String() string {
	return [...]string{"registers", "orc", "orc+cfi", "cfi", "frame pointer", "popped", "guess"}[h]
}

// Reliable reports whether a table says so, as opposed to a convention that code may not follow.
func (h How) Reliable() bool { return h <= FromCFI }

// Kind says how a frame was left.
type Kind uint8

const (
	Called      Kind = iota // it called the frame before it (or is the first one)
	Interrupted             // an interrupt, exception or NMI stopped it where PC is
	User                    // PC is in user mode; it is the only frame of its trace
	HookedCall              // PC is a tracer's, see [Unwinder.Hooked]; who called is not known
)

func (k Kind) String() string { return [...]string{"called", "interrupted", "user", "hooked"}[k] }

// Frame is one activation of a function. Functions inlined into it share it.
type Frame struct {
	PC   mem.Addr
	Regs arch.Registers // as they are in this frame; unknown where the callee may have changed them
	How  How
	Kind Kind

	// ReturnAddress says that PC is the address after a call. What belongs to the frame (function,
	// line, variables, rules) is then looked up at PC-1: the call may be the last instruction of
	// its function, or of an inlined one. See [Frame.Lookup].
	ReturnAddress bool

	// CFA is the canonical frame address: the stack pointer of the caller before its call. HasCFA
	// is false for a last frame that no rule covers.
	CFA    mem.Addr
	HasCFA bool

	// PtRegs is where entry code, which this frame then is, left the registers of what it
	// interrupted; 0 if this is an ordinary frame. PtRegsFull tells a whole struct pt_regs from the
	// part that the CPU pushed (PtRegs is then the address of its ip member).
	PtRegs     mem.Addr
	PtRegsFull bool
}

// Lookup is the address to look the frame up with in tables and symbols.
func (f *Frame) Lookup() mem.Addr {
	if f.ReturnAddress {
		return f.PC - 1
	}
	return f.PC
}

// Reason says why a trace ended.
type Reason uint8

const (
	EndOfStack       Reason = iota // the outermost frame was reached
	UserMode                       // the last frame was entered from user mode (or is there)
	LimitReached                   // there is at least one more frame
	Unreadable                     // memory that the next frame needs cannot be read: Addr
	NoRule                         // no table covers the last frame's PC (Addr), and no convention fits
	NotText                        // the return address found (Addr) is not in any code
	NoProgress                     // the next frame would lie at or below the last one (Addr: its SP), or where the trace has been
	Corrupt                        // the registers an interrupt saved (Addr) cannot be what an interrupt saved
	HookedReturn                   // a tracer has put its own address (Addr) in place of the caller
	UnknownRegisters               // the registers to go on from are not known
)

func (r Reason) String() string {
	return [...]string{
		"end of stack", "user mode", "limit reached", "unreadable memory", "no rule", "not text",
		"no progress", "corrupt", "hooked return", "unknown registers",
	}[r]
}

// End says why a trace ended.
type End struct {
	Reason Reason
	Addr   mem.Addr        // see the reasons
	Err    error           // the fault, or what is wrong with a table; may be nil
	User   *arch.Registers // for UserMode: the registers to return to it with
}

// Complete reports whether nothing is missing.
func (e End) Complete() bool { return e.Reason == EndOfStack || e.Reason == UserMode }

// String says it in a few words, for a line under a backtrace.
func (e End) String() string {
	var s string
	switch e.Reason {
	case EndOfStack:
		return "end of stack"
	case UserMode:
		return "user mode"
	case LimitReached:
		return "more frames follow"
	case Unreadable:
		if e.Err != nil {
			return e.Err.Error()
		}
		return fmt.Sprintf("cannot access memory at address %v", e.Addr)
	case NoRule:
		s = fmt.Sprintf("no unwind information for %v", e.Addr)
	case NotText:
		s = fmt.Sprintf("return address %v is not in the kernel's code", e.Addr)
	case NoProgress:
		s = fmt.Sprintf("corrupt stack: the next frame's stack pointer would be %v", e.Addr)
	case Corrupt:
		s = fmt.Sprintf("corrupt stack: no saved registers at %v", e.Addr)
	case HookedReturn:
		s = fmt.Sprintf("a tracer returns through %v", e.Addr)
	default:
		s = "registers unknown"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Trace is a stack, innermost frame first.
type Trace struct {
	Frames []Frame
	End    End
}

// Unwind walks the stack that regs stand on. Whatever is wrong with the stack is in the trace's
// End; the error is for what is not about the target's contents (link lost, context done), and the
// frames found until then are returned with it.
func (u *Unwinder) Unwind(ctx context.Context, regs arch.Registers, opt Options) (Trace, error) {
	limit := opt.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	w := &walk{Unwinder: u, ctx: ctx, abi: u.abi(), guess: opt.Guess}

	pc, ok := regs.Addr(u.Arch.PC)
	if !ok {
		return Trace{End: End{Reason: UnknownRegisters}}, nil
	}
	var t Trace
	f := Frame{PC: pc, Regs: regs, ReturnAddress: opt.ReturnAddress}
	if w.abi.userMode(&regs) {
		f.Kind = User
		t.Frames = append(t.Frames, f)
		t.End = End{Reason: UserMode, User: &regs}
		return t, nil
	}
	sp, ok := regs.Addr(u.Arch.SP)
	if !ok {
		t.Frames = append(t.Frames, f)
		t.End = End{Reason: UnknownRegisters}
		return t, nil
	}
	// One read from the lowest address of interest lets a cache fetch the rest of the page with it.
	var word [8]byte
	if err := u.Mem.ReadMem(ctx, sp, word[:u.Arch.PtrSize]); err != nil && !isFault(err) {
		t.Frames = append(t.Frames, f)
		return t, err
	}
	w.sp = sp
	for {
		t.Frames = append(t.Frames, f)
		next, end := w.next(&t.Frames[len(t.Frames)-1])
		if w.err != nil {
			return t, w.err
		}
		if end == nil && len(t.Frames) >= min(limit, MaxLimit) {
			end = &End{Reason: LimitReached}
		}
		if end != nil {
			t.End = *end
			return t, nil
		}
		f = *next
	}
}

// CFA computes the canonical frame address of a frame that is left by a call, for who needs nothing of its
// caller: by the rule that a walk would begin with, and in most functions without a read. It is false where
// a walk may find another one: then [Unwinder.Unwind] tells. The error is as there.
func (u *Unwinder) CFA(ctx context.Context, f *Frame) (mem.Addr, bool, error) {
	w := &walk{Unwinder: u, ctx: ctx, abi: u.abi()}
	orc, dwarf, _ := u.Rules.RowsAt(f.Lookup())
	row := &orc
	if orc.Source == cfi.None {
		row = &dwarf
	}
	if f.Kind != Called || !f.ReturnAddress || row.Source == cfi.None || row.Kind != cfi.Call {
		return 0, false, nil
	}
	cfa, end := w.cfa(f, &row.CFA)
	return cfa, end == nil, w.err
}

func isFault(err error) bool {
	var f *mem.Fault
	return errors.As(err, &f)
}
