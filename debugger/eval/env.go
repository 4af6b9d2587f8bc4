package eval

import (
	"context"
	"fmt"
	"strings"

	"kbreak/arch"
	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// Env is what an expression may ask about what is outside of it. Errors are shown to the user as they
// are; an *[UnknownError] says that there is no such thing.
type Env interface {
	// Arch is the target's CPU family.
	Arch() *arch.Arch
	// Memory is what the selected thread sees.
	Memory() mem.Reader

	// Lookup finds what a name stands for. It reads no memory of the target.
	Lookup(ctx context.Context, n Name) (Symbol, error)
	// Tag finds a struct, union or enum by its tag.
	Tag(ctx context.Context, k ctype.Kind, tag string) (*ctype.Type, error)

	// Register gives a register of the selected frame in gdb's type; false if there is none of that
	// name.
	Register(ctx context.Context, name string) (v value.Value, ok bool, err error)
	// PerCPU moves an address in the per-CPU section to the copy of one CPU; -1 is the selected one.
	PerCPU(ctx context.Context, template mem.Addr, cpu int64) (mem.Addr, error)
	// Current is the task that the selected thread runs.
	Current(ctx context.Context) (mem.Addr, error)

	// TaskByPID finds a task by its PID in the first namespace, Module a loaded module by its name.
	TaskByPID(ctx context.Context, pid int64) (mem.Addr, error)
	Module(ctx context.Context, name string) (mem.Addr, error)

	// History is entry n of the value history, from 1; n <= 0 counts from the last.
	History(n int64) (value.Value, error)
	// Variable is a convenience variable; false if it was never set.
	Variable(name string) (value.Value, bool)

	SetVariable(name string, v value.Value)
	WriteMemory(ctx context.Context, a mem.Addr, p []byte) error
	// WriteRegister changes a register of the selected frame, named as in $name; p has its size.
	WriteRegister(ctx context.Context, name string, p []byte) error
}

// Name is a name with the scope that the text gives it, if any.
type Name struct {
	Scope string // before the colons: a function, a file, a module, "vmlinux"; "" where there is none
	Kind  ScopeKind
	Name  string
}

// ScopeKind says how a [Name] is qualified.
type ScopeKind uint8

const (
	Here   ScopeKind = iota // as the selected frame sees it
	Global                  // ::name
	Inside                  // scope::name: a function or a file
	Within                  // scope:name: a module or a file
)

func (n Name) String() string {
	switch n.Kind {
	case Global:
		return "::" + n.Name
	case Inside:
		return n.Scope + "::" + n.Name
	case Within:
		return n.Scope + ":" + n.Name
	}
	return n.Name
}

// Symbol is what a name stands for: a type or something that has a value.
type Symbol struct {
	Type   *ctype.Type // of the value, or the type itself
	IsType bool        // a typedef or a base type
	PerCPU bool        // its address is that of a template: each CPU has a copy
	// Value gives the value; it may read what the location of a variable needs, not the variable.
	Value func(ctx context.Context) (value.Value, error)
}

// NoDebugData is the type of a variable of which only the symbol table knows, NoDebugText that of a
// function. The names are gdb's.
var (
	NoDebugData = ctype.New(ctype.Info{Kind: ctype.Typedef, Name: "<data variable, no debug info>"},
		func() (ctype.Body, error) { return ctype.Body{Elem: voidType}, nil })
	NoDebugText = ctype.New(ctype.Info{Kind: ctype.Typedef, Name: "<text variable, no debug info>"},
		func() (ctype.Body, error) {
			return ctype.Body{Elem: ctype.New(ctype.Info{Kind: ctype.Func}, func() (ctype.Body, error) {
				return ctype.Body{Elem: intType}, nil
			})}, nil
		})
)

// UnknownError says that something does not exist, and what is called nearly so.
type UnknownError struct {
	Text string // the whole message
	Near []string
}

func (e *UnknownError) Error() string {
	if len(e.Near) == 0 {
		return e.Text
	}
	return e.Text + " Did you mean " + strings.Join(e.Near, ", ") + "?"
}

// Unknown makes an [UnknownError] in gdb's words with the candidates that are spelled most like name.
func Unknown(name string, candidates []string, format string, args ...any) error {
	return &UnknownError{fmt.Sprintf(format, args...), Nearest(name, candidates)}
}

// SyntaxError says where an expression is no C.
type SyntaxError struct {
	Problem string
	Offset  int // bytes
}

func (e *SyntaxError) Error() string { return e.Problem }
