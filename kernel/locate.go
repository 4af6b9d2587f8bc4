package kernel

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kbreak/mem"
	"kbreak/symbols/link"
)

// Location is where the running kernel is, and the proof of it.
type Location struct {
	Bias       int64      // runtime address = link address + Bias; a multiple of 2 MiB
	Base       mem.Addr   // runtime address of _text, 0 if the image does not name it
	Method     string     // how it was found, as in "found through the IDT"
	VerifiedBy string     // what proves it: "build-id", "banner"
	Banner     string     // linux_banner without its newline
	Release    string     // as "uname -r" prints it
	BuildID    []byte     // of the image, when memory has the same
	Process    bool       // the kernel is a process of another one: all of it runs in user mode
	Mem        mem.Reader // memory as the kernel sees it, for the stop and the CPU at hand: a [View]
	Notes      []string   // what a user should know about it, one sentence each
}

// String is the line that users see.
func (l *Location) String() string {
	return fmt.Sprintf("kernel at %v, slide %s, found %s, verified by %s", l.Base, slide(l.Bias), l.Method, l.VerifiedBy)
}

func slide(bias int64) string {
	if bias < 0 {
		return fmt.Sprintf("-%#x", uint64(-bias))
	}
	return fmt.Sprintf("%#x", uint64(bias))
}

// Attempt is one way to find the kernel that did not lead to it.
type Attempt struct {
	Method string
	Err    error
}

// LocateError says that no way led to a kernel that matches the image.
type LocateError struct {
	Attempts []Attempt
	Hint     string // what to do, "" if nothing is known
}

func (e *LocateError) Error() string {
	var b strings.Builder
	b.WriteString("the running kernel was not found")
	for i, a := range e.Attempts {
		sep := "; "
		if i == 0 {
			sep = ": "
		}
		fmt.Fprintf(&b, "%s%s: %v", sep, a.Method, a.Err)
	}
	if e.Hint != "" {
		b.WriteString(": " + e.Hint)
	}
	return b.String()
}

// Unwrap makes what stopped the attempts visible to errors.Is, e.g. [ErrUserTables].
func (e *LocateError) Unwrap() []error {
	var errs []error
	for _, a := range e.Attempts {
		errs = append(errs, a.Err)
	}
	return errs
}

// Hints of a LocateError.
const (
	hintBoot = "if the guest is still booting, continue and interrupt it later; if the CPU uses FRED or the kernel " +
		"runs under Xen, stop it in the kernel or give the slide with \"symbol-file -o OFFSET\""
	hintStrip = "the file has neither the symbols nor the contents to find it with; use the vmlinux with its debug info"
)

// locator is one run of [Locate].
type locator struct {
	ctx   context.Context
	m     Machine
	im    Image
	view  *View
	facts *imageFacts
	tried []Attempt
	found mem.Addr // an address that is in the running kernel's text, once one is known
}

// rung is one way to find the bias: it gives candidates, best first.
type rung struct {
	method string // completes "found ..."
	find   func(*locator) ([]int64, error)
}

// The ladder, cheapest and surest first.
var ladder = []rung{
	{"through the IDT", (*locator).byIDT},
	{"through the IDT register", (*locator).byIDTR},
	{"by the kgdb breakpoint", (*locator).byKGDB},
	{"by MSR_LSTAR", (*locator).byLSTAR},
	{"by the code at the PC", (*locator).byPC},
	{"by the page tables", (*locator).byTables},
	{"by trying every slot", (*locator).byScan},
}

// errNotHere says that a way is not open on this machine; such attempts are not reported.
var errNotHere = errors.New("not available here")

// Locate finds where the running kernel is and proves that it is the one im was built with. The
// usual case takes three reads of at most a few hundred bytes (the gate, the banner, the build-id;
// none crosses a page, so a [mem.Cache] makes no more of them) and needs no registers.
//
// The error is a *[WrongKernelError] if another kernel runs, else a *[LocateError]; an error that is
// about the link is returned as it is.
func Locate(ctx context.Context, m Machine, im Image) (*Location, error) {
	l, err := newLocator(ctx, m, im)
	if err != nil {
		return nil, err
	}
	if l.facts.process() {
		return l.locateProcess()
	}
	for _, r := range ladder {
		loc, err := l.try(r)
		if loc != nil || err != nil {
			return loc, err
		}
		if e := (&LocateError{Attempts: l.tried}); errors.Is(e, ErrUserTables) {
			return nil, e // every other way ends there as well
		}
	}
	return l.fail()
}

// Try is Locate for one of several files: it looks only where it costs at most three reads, and
// refuses a file that does not fit without a search for the banner of the kernel that does run.
func Try(ctx context.Context, m Machine, im Image) (*Location, error) {
	l, err := newLocator(ctx, m, im)
	if err != nil {
		return nil, err
	}
	if l.facts.process() {
		return l.locateProcess()
	}
	loc, err := l.try(ladder[0])
	if loc == nil && err == nil {
		err = &LocateError{Attempts: l.tried}
	}
	return loc, err
}

// At verifies a bias that is known from elsewhere, and fails as Locate does. how completes
// "found ...", as in "by the user".
func At(ctx context.Context, m Machine, im Image, bias int64, how string) (*Location, error) {
	l, err := newLocator(ctx, m, im)
	if err != nil {
		return nil, err
	}
	loc, err := l.try(rung{how, func(*locator) ([]int64, error) { return []int64{bias}, nil }})
	if loc == nil && err == nil {
		err = &LocateError{Attempts: l.tried}
	}
	return loc, err
}

func newLocator(ctx context.Context, m Machine, im Image) (*locator, error) {
	facts, err := factsOf(im)
	if err != nil {
		return nil, err
	}
	return &locator{ctx: ctx, m: m, im: im, view: NewView(m), facts: facts}, nil
}

// try climbs one rung. Both results are nil if it leads nowhere.
func (l *locator) try(r rung) (*Location, error) {
	biases, err := r.find(l)
	if err != nil {
		if errors.Is(err, errNotHere) {
			return nil, nil
		}
		if l.fatal(err) {
			return nil, err
		}
		l.note(r.method, err)
		return nil, nil
	}
	var last error
	for _, b := range biases {
		loc, err := l.verify(b)
		if err == nil {
			loc.Method = r.method
			return loc, nil
		}
		var wrong *WrongKernelError
		if errors.As(err, &wrong) || l.fatal(err) {
			return nil, err
		}
		last = err
	}
	if last == nil {
		last = errors.New("no candidate")
	}
	l.note(r.method, last)
	return nil, nil
}

// fatal reports whether err is about the link or the caller's context, so that going on is useless.
func (l *locator) fatal(err error) bool {
	if l.ctx.Err() != nil {
		return true
	}
	var gate *gateError
	var no *notThereError
	var known *knownError
	return !isFault(err) && !errors.As(err, &gate) && !errors.As(err, &no) && !errors.As(err, &known)
}

func (l *locator) note(method string, err error) {
	l.tried = append(l.tried, Attempt{method, err})
}

// knownError is a reason of this package why a rung leads nowhere.
type knownError struct{ text string }

func (e *knownError) Error() string { return e.text }

func known(format string, args ...any) error { return &knownError{fmt.Sprintf(format, args...)} }

// fail ends a search that found nothing. If some Linux runs, its banner tells the user more than
// the list of attempts: either it is another kernel, or its place follows from the banner's.
func (l *locator) fail() (*Location, error) {
	hint := hintBoot
	if l.facts.banner == "" && len(l.facts.id) == 0 && l.facts.text.Start == 0 {
		hint = hintStrip
	}
	e := &LocateError{Attempts: l.tried, Hint: hint}
	if l.found == 0 {
		return nil, e
	}
	run, err := scanBanner(l.ctx, l.view, l.found, false)
	if err == nil && !run.final && withoutBuild(l.facts.banner) == run.Banner {
		// The front of an image like this one: its banner proper tells more.
		run, err = scanBanner(l.ctx, l.view, l.found, true)
	}
	if err != nil {
		if errors.Is(err, ErrNoBanner) || isFault(err) {
			return nil, e
		}
		return nil, err
	}
	if l.facts.banner == "" || l.facts.banner != run.Banner {
		return nil, l.wrong(run.Banner, nil)
	}
	loc, err := l.verify(run.at.Sub(mem.Addr(l.facts.bannerAt)))
	if err != nil {
		return nil, err
	}
	loc.Method = "by a search for the banner"
	return loc, nil
}

// candidate is the bias that puts a link address at a runtime address, if it is a possible one.
// KASLR moves the image by multiples of CONFIG_PHYSICAL_ALIGN, which is at least 2 MiB on x86-64.
func candidate(at mem.Addr, linked link.Addr) (int64, bool) {
	bias := at.Sub(mem.Addr(linked))
	return bias, bias%hugePage == 0 && bias > -1<<30 && bias < 1<<30
}
