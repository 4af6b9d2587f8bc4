package kernel

import (
	"errors"
	"fmt"
	"sync"

	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// Kernel is the running kernel: an image, where it is, and what has been worked out of its
// structures. It holds nothing that a resume makes stale; memory is passed to each method. It is
// safe for concurrent use.
type Kernel struct {
	im   Image
	bias int64

	mu      sync.Mutex
	structs map[string]*ctype.Type
	mod     *moduleLayout
	modErr  error
	cpu     *cpuLayout
	cpuErr  error
	task    *taskLayout
	taskErr error
}

// New returns the kernel that Locate found. It reads nothing.
func New(im Image, loc *Location) *Kernel {
	return &Kernel{im: im, bias: loc.Bias, structs: make(map[string]*ctype.Type)}
}

// Addr is the runtime address of a symbol that is not per-CPU.
func (k *Kernel) Addr(name string) (mem.Addr, error) {
	a, _, ok := k.im.Symbol(name)
	if !ok {
		return 0, &NoSymbolError{k.im.Name(), name}
	}
	return mem.Addr(a).Add(k.bias), nil
}

// NoSymbolError says that the image lacks a symbol that is needed.
type NoSymbolError struct{ Image, Symbol string }

func (e *NoSymbolError) Error() string { return fmt.Sprintf("%s has no symbol %s", e.Image, e.Symbol) }

// structLocked finds a struct and keeps it. The caller holds k.mu.
func (k *Kernel) structLocked(name, what string) (*ctype.Type, error) {
	if t := k.structs[name]; t != nil {
		return t, nil
	}
	t, err := k.im.Struct(name)
	if err != nil {
		return nil, &LayoutError{Struct: name, Member: what, Err: err}
	}
	if t == nil || t.Size <= 0 || t.Size > maxStruct {
		return nil, &LayoutError{Struct: name, Member: what, Err: errors.New("the type is incomplete")}
	}
	k.structs[name] = t
	return t, nil
}

// structType is structLocked for callers that do not hold k.mu.
func (k *Kernel) structType(name string) (*ctype.Type, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.structLocked(name, "")
}

// zeroBasedPerCPU tells whether a link address lies in the per-CPU section of an x86-64 kernel before 6.15,
// which is linked at 0 and which the slide does not move. From 6.15 on the section lies in the image
// (commit 01157ddc58dc) and moves with it.
func (k *Kernel) zeroBasedPerCPU(a link.Addr) bool {
	start, _, ok1 := k.im.Symbol("__per_cpu_start")
	end, _, ok2 := k.im.Symbol("__per_cpu_end")
	return ok1 && ok2 && start == 0 && a < end
}
