package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kbreak/mem"
	"kbreak/symbols"
)

// NotFoundError says that a location spec means nothing in the images that are known. It may mean
// something in a module that is loaded later: a [BreakRequest] with Pending waits for that.
type NotFoundError struct{ Text string }

func (e *NotFoundError) Error() string { return e.Text }

func notFoundf(format string, args ...any) error { return &NotFoundError{fmt.Sprintf(format, args...)} }

// mayMove reports whether where a breakpoint is may change with the modules: it is pending, or has been
// in a module.
func (b *Breakpoint) mayMove() bool {
	if b.Kind.Watch() || b.catch != nil {
		return false
	}
	if len(b.Locations) == 0 || slices.ContainsFunc(b.Locations, func(l *BreakpointLocation) bool { return l.Module != "" }) {
		b.moved = true
	}
	return b.moved
}

// pends decides about a location spec that was not found: nil if the breakpoint waits for a module, and
// what is worth saying about it.
func (s *Session) pends(ctx context.Context, req BreakRequest, err error) (note string, _ error) {
	var missing *NotFoundError
	if !errors.As(err, &missing) {
		return "", err
	}
	if part, name := cutSpec(strings.TrimSpace(req.Spec)); part != "" && !strings.ContainsAny(part, "./") {
		named := strings.ReplaceAll(part, "-", "_")
		if im := s.openModule(named, nil); im != nil {
			defer func() { _ = im.Close() }()
			if !hasFunction(ctx, im, name) {
				return "", fmt.Errorf("function %q not defined in module %s (%s)", name, named, im.Name())
			}
			if slices.ContainsFunc(s.modules.list, func(x *module) bool { return x.m.Name == named }) {
				return fmt.Sprintf("module %s is initialised and %s, which did that, is gone: the breakpoint is set when the module is loaded again",
					named, name), nil
			}
			return fmt.Sprintf("module %s is not loaded: the breakpoint is set when it is, before its initialisation runs", named), nil
		}
	}
	if req.Pending {
		return "", nil
	}
	return "", err
}

func hasFunction(ctx context.Context, im *symbols.Image, name string) bool {
	if _, _, ok := im.Symbol(name); ok {
		return true
	}
	data, err := im.Debug()
	if err != nil {
		return false
	}
	sites, err := data.Sites(ctx, name)
	return err == nil && len(sites) > 0
}

// canonical is the spec by which a location is found again: a line is of the file that it was in, as
// what it was counted from is another one later.
func canonical(spec string, found []Location) string {
	if _, ok := lineNumber(spec, 0); (spec == "" || ok) && len(found) > 0 && found[0].Line > 0 {
		return fmt.Sprintf("%s:%d", found[0].FullFile, found[0].Line)
	}
	return spec
}

// resolveIn adds to a breakpoint the locations that its spec has in a module, or with nil in all of them.
// The error is one of the link.
func (s *Session) resolveIn(ctx context.Context, b *Breakpoint, in *module) error {
	found, err := s.Locations(ctx, b.Spec)
	if err = s.linkOnly(err); err != nil || len(found) > maxBreakLocations {
		return err
	}
	for _, l := range found {
		if in != nil && !in.m.Contains(l.Addr) || l.Module == "" && len(b.Locations) > 0 {
			continue
		}
		if err := s.addLocation(ctx, b, l); err != nil {
			if err = s.linkOnly(err); err != nil {
				return err
			}
			s.opt.Notice(fmt.Sprintf("breakpoint %d: %v", b.Num, err))
		}
	}
	return nil
}

// addLocation gives a breakpoint one more location, unless it has that already.
func (s *Session) addLocation(ctx context.Context, b *Breakpoint, l Location) error {
	l, err := s.PastPrologue(ctx, l)
	if err != nil {
		return err
	}
	has := func(a mem.Addr) bool {
		return slices.ContainsFunc(b.Locations, func(o *BreakpointLocation) bool { return o.Addr == a })
	}
	if has(l.Addr) {
		return nil
	}
	if err := s.mayBreakAt(ctx, l.Addr); err != nil {
		return err
	}
	loc, err := s.breakAt(ctx, l, b.Kind == BreakHardware)
	if err != nil || has(loc.Addr) { // it may have been moved behind what the kernel rewrites
		return err
	}
	if l.Module != "" {
		loc.byHand = true
		for _, x := range s.modules.list {
			if x.m.Contains(l.Addr) {
				loc.byHand, loc.init = false, x.inInit(l.Addr)
			}
		}
	}
	b.Locations = append(b.Locations, loc)
	return nil
}
