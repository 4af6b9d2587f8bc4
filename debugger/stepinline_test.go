package debugger

import (
	"testing"

	"kbreak/mem"
)

// TestStepInline is what gdb does where inlined functions begin, go on and end; the guest test
// TestStepsEqualGDB has it from gdb itself.
func TestStepInline(t *testing.T) {
	const lo, hi = mem.Addr(0x1000), mem.Addr(0x1010)
	// f calls g on line 7 and h on line 9, both inlined; g calls k on its line 22.
	in := func(pc mem.Addr, line, entered int, stmt bool, scopes ...int) where {
		w := where{fn: 1, scopes: append([]int{1}, scopes...), file: "f.c", line: line, lo: pc, hi: pc + 8,
			start: stmt, lines: true, entered: entered}
		w.at = make([]sourceLine, len(w.scopes))
		calls := map[int]int{20: 7, 30: 9, 40: 22}
		for i := range w.at {
			w.at[i] = sourceLine{"f.c", line}
			if i+1 < len(w.scopes) {
				w.at[i].line = calls[w.scopes[i+1]]
			}
		}
		return w
	}
	inF := func(line int) where {
		w := in(lo, line, 0, true)
		w.hi = hi
		return w
	}
	inG := in(lo, 21, 0, true, 20)
	middle := in(0x2000, 8, 0, true)
	middle.lo -= 4
	middle.start = false
	for _, tt := range []struct {
		name        string
		over        bool
		begin, now  where
		on          bool // goes on
		line        int  // of the stop, or of the line that is stepped through then
		hidden      int  // of the stop
		scopesAfter int  // functions of the line that is stepped through
	}{
		{"another line", true, inF(6), in(0x2000, 8, 0, true), false, 8, 0, 0},
		{"no statement", true, inF(6), in(0x2000, 8, 0, false), true, 6, 0, 1},
		{"the middle of another line", true, inF(6), middle, true, 6, 0, 1},
		{"the same line again", true, inF(8), in(0x2000, 8, 0, true), true, 8, 0, 1},
		{"next to a call on another line", true, inF(6), in(0x2000, 21, 1, true, 20), false, 7, 1, 0},
		{"next to a call that is no statement", true, inF(6), in(0x2000, 21, 1, false, 20), false, 7, 1, 0},
		{"next over a call on this line", true, inF(7), in(0x2000, 21, 1, true, 20), true, 7, 0, 1},
		{"next over the middle of a function", true, inF(6), in(0x2000, 25, 0, true, 20), true, 6, 0, 1},
		{"next over what is called there", true, inF(7), in(0x2000, 41, 1, true, 20, 40), true, 7, 0, 1},
		{"step to a call on another line", false, inF(6), in(0x2000, 21, 1, true, 20), false, 7, 1, 0},
		{"step into a call on this line", false, inF(7), in(0x2000, 21, 1, true, 20), false, 21, 0, 0},
		{"step into the first of two calls", false, inF(7), in(0x2000, 41, 2, true, 20, 40), false, 22, 1, 0},
		{"step into the middle of a function", false, inF(6), in(0x2000, 25, 0, false, 20), false, 25, 0, 0},
		{"out of a function to a line", true, inG, in(0x2000, 8, 0, true), false, 8, 0, 0},
		{"out of a function to no statement", true, inG, in(0x2000, 8, 0, false), true, 0, 0, 1},
		{"out of a function into the middle", true, inG, middle, true, 8, 0, 1},
		{"from one function to the next", true, inG, in(0x2000, 31, 1, true, 30), false, 9, 1, 0},
	} {
		st := &stepper{s: &Session{stop: &stopped{}}, over: tt.over, left: 1, begin: tt.begin, first: tt.begin}
		on, begin := st.goesOn(tt.begin, 0x2000, tt.now)
		if on != tt.on {
			t.Errorf("%s: goes on: %v, want %v", tt.name, on, tt.on)
			continue
		}
		if on {
			if begin.line != tt.line || len(begin.scopes) != tt.scopesAfter {
				t.Errorf("%s: goes on through line %d of %v, want line %d of %d functions", tt.name, begin.line, begin.scopes, tt.line, tt.scopesAfter)
			}
			// What is not passed over as a call would be is stepped through without a look.
			if passed := tt.over && len(tt.now.scopes) > len(tt.begin.scopes); !passed && (begin.lo != tt.now.lo || begin.hi != tt.now.hi) {
				t.Errorf("%s: goes on through %v to %v, want %v to %v", tt.name, begin.lo, begin.hi, tt.now.lo, tt.now.hi)
			}
			continue
		}
		hidden := st.hides(&begin, &tt.now)
		if at := tt.now.outwards(hidden); hidden != tt.hidden || at.line != tt.line {
			t.Errorf("%s: stops at line %d with %d hidden, want line %d with %d", tt.name, at.line, hidden, tt.line, tt.hidden)
		}
	}
}

// A step that was to be repeated goes into functions that begin where it ends first.
func TestStepsInPlace(t *testing.T) {
	now := where{scopes: []int{1, 2, 3}, at: []sourceLine{{"f.c", 1}, {"f.c", 2}, {"f.c", 3}}, line: 3, lines: true, entered: 2}
	for _, tt := range []struct {
		over         bool
		left, hidden int // steps to be done, frames still hidden then
		done         bool
	}{
		{false, 1, 2, true},
		{false, 2, 1, true},
		{false, 3, 0, true},
		{false, 4, 0, false},
		{true, 1, 2, true},
		{true, 2, 2, false},
	} {
		st := &stepper{s: &Session{stop: &stopped{}}, over: tt.over, left: tt.left}
		done, _, err := st.end(now, 2)
		if err != nil || done != tt.done || st.s.stop.hidden != tt.hidden {
			t.Errorf("%+v: done %v, %d hidden, %v", tt, done, st.s.stop.hidden, err)
		}
	}
}
