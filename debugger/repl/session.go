package repl

import (
	"context"
	"io"

	"kbreak/debugger"
	"kbreak/debugger/disasm"
	"kbreak/debugger/source"
	"kbreak/mem"
)

// Session is what the commands need of a *[debugger.Session]; the methods are documented there.
// It is used by one goroutine at a time.
type Session interface {
	Attach(ctx context.Context, conn io.ReadWriteCloser, name string) (*debugger.Stop, error)
	Detach(ctx context.Context) error
	Close(ctx context.Context) error
	State() debugger.State
	TargetName() string
	LostTarget() string
	GiveUp()
	Reread() debugger.Reread
	KernelLine() string
	Link() debugger.LinkInfo

	Continue(ctx context.Context) (*debugger.Stop, error)
	Wait(ctx context.Context) (*debugger.Stop, error)
	Monitor(ctx context.Context, command string, out func(string)) error

	Threads(ctx context.Context) ([]*debugger.Thread, error)
	CPUs(ctx context.Context) ([]*debugger.Thread, error)
	Thread() *debugger.Thread
	Describe(ctx context.Context, t *debugger.Thread) error
	SelectThread(ctx context.Context, num int) (*debugger.Thread, error)
	Backtrace(ctx context.Context, t *debugger.Thread, max int) (*debugger.Trace, error)
	Innermost(ctx context.Context, t *debugger.Thread) (*debugger.Frame, error)
	Frame(ctx context.Context) (*debugger.Frame, error)
	FrameLine(ctx context.Context) (*debugger.Frame, error)
	FrameInfo(ctx context.Context) (*debugger.Frame, error)
	SelectFrame(ctx context.Context, level int) (*debugger.Frame, error)
	Args(ctx context.Context, f *debugger.Frame) ([]debugger.Arg, error)
	Locals(ctx context.Context, f *debugger.Frame) ([]debugger.Arg, error)
	Registers(ctx context.Context, f *debugger.Frame, names []string) ([]debugger.Register, error)

	Printf(ctx context.Context, text string) ([]debugger.Piece, error)
	CompleteMember(ctx context.Context, text string) (names []string, ok bool)
	CheckExpression(ctx context.Context, text string) error
	Examine(ctx context.Context, text string, f debugger.PrintFormat, given bool) (*debugger.Memory, error)
	ExamineOnce(ctx context.Context, text string, f debugger.PrintFormat) (*debugger.Memory, error)
	ResolveAddr(ctx context.Context, text string) (mem.Addr, error)
	Print(ctx context.Context, text string, f debugger.PrintFormat) (*debugger.Printed, error)
	Call(ctx context.Context, text string, f debugger.PrintFormat) (*debugger.Printed, error)
	Evaluate(ctx context.Context, text string, f debugger.PrintFormat) (*debugger.Printed, error)
	Values(ctx context.Context, n int) ([]debugger.HistoryValue, error)
	Convenience(ctx context.Context) ([]debugger.Convenience, error)
	Explain(ctx context.Context, text string) (*debugger.Explanation, error)
	Truth(ctx context.Context, text string) (bool, error)
	Int(ctx context.Context, text string) (int64, error)
	SymbolAt(a mem.Addr) (*debugger.Symbol, error)
	AddressOf(name string) ([]debugger.Symbol, error)
	FrameSource(f *debugger.Frame) (text string, ok bool)
	List(ctx context.Context, arg string) ([]debugger.Listing, error)
	DisassembleAt(ctx context.Context, text string) (*debugger.Disassembly, error)
	SourceRows(ctx context.Context, code mem.Span) []debugger.SourceRow
	Dis(ctx context.Context, text string, opt debugger.DisOptions) ([]debugger.Instruction, error)
	Patched(ctx context.Context, text string) ([]debugger.Patch, *debugger.Function, error)
	Flavor() *disasm.Syntax
	SearchSource(ctx context.Context, pattern string, backwards bool) (*debugger.Listing, error)
	SourceInfo(ctx context.Context) (*debugger.SourceInfo, error)
	Sources() *source.Finder
	ListSize() *int

	LineOf(ctx context.Context, spec string) ([]debugger.Line, error)
	Ptype(ctx context.Context, text string, l debugger.TypeLayout) (*debugger.TypeInfo, error)
	Whatis(ctx context.Context, text string) (*debugger.TypeInfo, error)
	ScopeOf(ctx context.Context, spec string) (*debugger.ScopeInfo, error)
	SymbolList(ctx context.Context, q debugger.SymbolQuery) (*debugger.SymbolList, error)
	Complete(prefix string, max int) []string
	CompleteName(ctx context.Context, prefix string, max int) []string

	Files(ctx context.Context) ([]debugger.File, error)
	Modules(ctx context.Context) ([]debugger.Module, error)
	SymbolFile(ctx context.Context, path string, bias *int64) error
	AddSymbolFile(ctx context.Context, path string, w debugger.Where) (*debugger.File, error)
	RemoveSymbolFile(path string, a mem.Addr) error

	BreakIn() *debugger.BreakIn
	SetReadCache(on bool)
	ReadCache() bool
	PrintSettings() *debugger.PrintSettings

	kernelData
	MayWrite() *debugger.MayWrite

	breakSession
	catchSession
	stepSession
	textSession
}

// kernelData is what the commands that crash has, too, need of a session.
type kernelData interface {
	Struct(ctx context.Context, q debugger.StructSpec) (*debugger.StructShown, error)
	KList(ctx context.Context, q debugger.ListSpec) ([]debugger.Entry, error)
	Tree(ctx context.Context, q debugger.TreeSpec) ([]debugger.Entry, error)
	IsStruct(ctx context.Context, name string) bool
	IsOffset(ctx context.Context, text string) bool
	CrashAddr(ctx context.Context, text string) (mem.Addr, error)
	Sym(ctx context.Context, name string) ([]debugger.SymbolLine, error)
	SymAt(ctx context.Context, a mem.Addr) (*debugger.SymbolLine, error)
	SymNear(ctx context.Context, l debugger.SymbolLine, before, behind bool) ([]debugger.SymbolLine, error)
	AllSymbols(ctx context.Context, module, text string) ([]debugger.ImageSymbols, error)
	Search(ctx context.Context, spec debugger.SearchSpec, progress func(done, total uint64)) (*debugger.Found, error)
	DumpMemory(ctx context.Context, w io.Writer, start, stop mem.Addr, progress func(done, total uint64)) (uint64, error)
	RestoreMemory(ctx context.Context, r io.Reader, start mem.Addr) (uint64, error)
	ValueBytes(ctx context.Context, text string) ([]byte, error)
}
