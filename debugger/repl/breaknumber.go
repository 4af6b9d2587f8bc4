package repl

import (
	"context"
	"strconv"
	"strings"

	"kbreak/debugger"
)

// breakNumber is N or N.M.
type breakNumber struct{ num, loc int }

// breakNumbers reads numbers and ranges of breakpoints. No text is all of them, or with last those that
// "commands" is about: the newest.
func breakNumbers(r *REPL, text string, last bool) ([]int, error) {
	if last && strings.TrimSpace(text) == "" {
		return newestBreaks(r)
	}
	list, err := breakPlaces(r, text, false)
	out := make([]int, 0, len(list))
	for _, n := range list {
		out = append(out, n.num)
	}
	return out, err
}

// newestBreaks is the breakpoint set last, or all that were set together with it.
func newestBreaks(r *REPL) ([]int, error) {
	all := r.session.Breakpoints()
	if len(all) == 0 {
		return nil, gdbError("No breakpoints specified.")
	}
	var out []int
	newest := all[len(all)-1].Num
	for _, b := range all {
		if b.Num == newest || r.together.from <= b.Num && newest <= r.together.to {
			out = append(out, b.Num)
		}
	}
	return out, nil
}

// breakPlaces reads numbers and ranges of breakpoints, and if located is set those of locations: N.M,
// N.M-K. No text is all breakpoints.
func breakPlaces(r *REPL, text string, located bool) ([]breakNumber, error) {
	var out []breakNumber
	all := r.session.Breakpoints()
	if strings.TrimSpace(text) == "" {
		for _, b := range all {
			out = append(out, breakNumber{num: b.Num})
		}
		return out, nil
	}
	for word := range strings.FieldsSeq(text) {
		if whole, places, ok := strings.Cut(word, "."); ok && located {
			list, err := placesOf(r, whole, places)
			if err != nil {
				return nil, err
			}
			out = append(out, list...)
			continue
		}
		from, to, ranged := strings.Cut(word, "-")
		lo, err := breakNumberOf(r, from)
		hi := lo
		if err == nil && ranged {
			hi, err = breakNumberOf(r, to)
		}
		if err != nil || lo < 1 || hi < lo {
			return nil, gdbErrorf("Bad breakpoint number '%s'", Printable(word))
		}
		if _, err := r.session.Breakpoint(lo); err != nil && !ranged {
			return nil, gdbErrorf("No breakpoint number %d.", lo)
		}
		for _, b := range all {
			if lo <= b.Num && b.Num <= hi {
				out = append(out, breakNumber{num: b.Num})
			}
		}
	}
	return out, nil
}

// placesOf reads the locations M or M-K of a breakpoint.
func placesOf(r *REPL, whole, places string) ([]breakNumber, error) {
	num, err := breakNumberOf(r, whole)
	var b *debugger.Breakpoint
	if err == nil {
		b, err = r.session.Breakpoint(num)
	}
	if err != nil {
		return nil, gdbErrorf("Bad breakpoint number '%s.%s'", Printable(whole), Printable(places))
	}
	from, to, ranged := strings.Cut(places, "-")
	if !ranged {
		to = from
	}
	var ends [2]int
	for i, word := range []string{from, to} {
		if ends[i], err = strconv.Atoi(word); err != nil || ends[i] < 1 || ends[i] > len(b.Locations) {
			return nil, gdbErrorf("Bad breakpoint location number '%s'", Printable(word))
		}
	}
	if ends[0] > ends[1] {
		return nil, gdbErrorf("Inverted breakpoint location range at '%s'", Printable(places))
	}
	var out []breakNumber
	for m := ends[0]; m <= ends[1]; m++ {
		out = append(out, breakNumber{num, m})
	}
	return out, nil
}

// breakNumberOf reads the number of a breakpoint, which may be in a convenience variable: scripts use
// $bpnum, the one set last.
func breakNumberOf(r *REPL, word string) (int, error) {
	if strings.HasPrefix(word, "$") {
		n, err := r.session.Int(context.Background(), word)
		return int(n), err
	}
	return strconv.Atoi(word)
}

// oneBreak reads the number of the one breakpoint that a command is about.
func oneBreak(_ context.Context, r *REPL, word string) (int, error) {
	n, err := breakNumberOf(r, word)
	if err != nil {
		return 0, gdbErrorf("Bad breakpoint argument: '%s'", Printable(word))
	}
	if _, err := r.session.Breakpoint(n); err != nil {
		return 0, gdbErrorf("No breakpoint number %d.", n)
	}
	return n, nil
}

// ignoreCount evaluates the count of ignore; a negative one is 0.
func ignoreCount(ctx context.Context, r *REPL, text string) (int, error) {
	n, err := r.session.Int(ctx, text)
	return int(min(max(n, 0), 1<<31-1)), err
}
