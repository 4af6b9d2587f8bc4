package debugger

import (
	"context"
	"strings"
	"testing"

	"kbreak/debugger/value"
)

func TestHistory(t *testing.T) {
	ctx := context.Background()
	s := expressionSession(t)
	if p, err := s.Print(ctx, "$", PrintFormat{}); err != nil || p.Text != "void" {
		t.Errorf("the history is empty: have %+v, %v", p, err)
	}
	s.remembered = remembered{}
	for i, text := range []string{"obj.id", "$ + 1", "$$1", "$1 + $2", "obj", "$.in.y", "$$.arr[1]"} {
		p, err := s.Print(ctx, text, PrintFormat{})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if p.Num != i+1 {
			t.Errorf("%s has number %d, want %d", text, p.Num, i+1)
		}
	}
	for text, want := range map[string]string{"$2": "43", "$3": "42", "$4": "85", "$6": "2", "$7.x": "5"} {
		if p, err := s.Evaluate(ctx, text, PrintFormat{}); err != nil || p.Text != want || p.Num != 0 {
			t.Errorf("%s: have %+v, %v; want %s", text, p, err, want)
		}
	}
	for text, want := range map[string]string{"$99": "History has not yet reached $99.", "$$99": "History does not go back to $$99."} {
		if p, err := s.Evaluate(ctx, text, PrintFormat{}); err == nil || err.Error() != want {
			t.Errorf("%s: have %+v, %v; want %s", text, p, err, want)
		}
	}
	if list, err := s.Values(ctx, 0); err != nil || len(list) != 7 || list[6].Text != "{x = 5, y = 6}" {
		t.Errorf("have %v, %v", list, err)
	}
	if v, err := s.Call(ctx, "(void)0", PrintFormat{}); v != nil || err != nil {
		t.Errorf("call of a void value: have %v, %v", v, err)
	}
}

// What was printed stays printable when its memory is gone.
func TestHistoryOutlivesFiles(t *testing.T) {
	ctx := context.Background()
	s := expressionSession(t)
	if _, err := s.Print(ctx, "obj.arr", PrintFormat{}); err != nil {
		t.Fatal(err)
	}
	for _, p := range s.space.Placements() {
		s.space.Remove(p)
	}
	p, err := s.Print(ctx, "$1[2].y", PrintFormat{})
	if err != nil || p.Text != "8" {
		t.Errorf("have %+v, %v; want 8", p, err)
	}
}

// The history forgets its oldest values before it takes all memory.
func TestHistoryIsBounded(t *testing.T) {
	s := New(Options{})
	v := value.FromBytes(nil, make([]byte, 16<<20))
	for range 40 {
		s.record(v)
	}
	if n := len(s.remembered.history); n > maxHeld>>24 || s.remembered.held > maxHeld {
		t.Errorf("%d values are kept, %d bytes", n, s.remembered.held)
	}
	if _, err := s.historyEntry(1); err == nil || !strings.Contains(err.Error(), "was dropped") {
		t.Errorf("have %v", err)
	}
	if _, err := s.historyEntry(40); err != nil {
		t.Error(err)
	}
}

func TestNumbersOfExpressions(t *testing.T) {
	ctx := context.Background()
	s := expressionSession(t)
	for text, want := range map[string]int64{"v_int": -7, "arr[1] + 2": 22, "v_u64": -0x123456789abcdf0, "3.9": 3, "'a'": 97} {
		if n, err := s.Int(ctx, text); err != nil || n != want {
			t.Errorf("%s: have %d, %v; want %d", text, n, err, want)
		}
	}
	for text, want := range map[string]bool{"v_int": true, "v_zero": false, "pobj": true, "(char *)0": false, "0.5": true, "arr": true, "v_int == -7 && !v_zero": true} {
		if yes, err := s.Truth(ctx, text); err != nil || yes != want {
			t.Errorf("%s: have %v, %v; want %v", text, yes, err, want)
		}
	}
	for _, text := range []string{"", "obj", "nope", "1/0", "(void)0", "int"} {
		if yes, err := s.Truth(ctx, text); err == nil {
			t.Errorf("%q: have %v, want an error", text, yes)
		}
		if n, err := s.Int(ctx, text); err == nil {
			t.Errorf("%q: have %d, want an error", text, n)
		}
	}
	sym := func(name string) int64 {
		found, err := s.AddressOf(name)
		if err != nil {
			t.Fatal(err)
		}
		return int64(found[0].Addr)
	}
	for text, want := range map[string]int64{"twice": sym("twice"), "*twice": sym("twice"), "twice + 4": sym("twice") + 4,
		"arr": sym("arr"), "arr + 1": sym("arr") + 4, "obj": sym("obj"), "pint": sym("arr") + 8, "&v_int": sym("v_int"),
		"v_int": -7, "obj.list.next": sym("obj") + 80, "one.c:twice": sym("twice"), "vmlinux:twice": sym("twice")} {
		if a, err := s.ResolveAddr(ctx, text); err != nil || int64(a) != want {
			t.Errorf("%s: have %v, %v; want %#x", text, a, err, want)
		}
	}
}

func TestExplain(t *testing.T) {
	ctx := context.Background()
	s := expressionSession(t)
	for text, want := range map[string]Explanation{
		"arr":        {Type: "int [5]", Where: "in memory at 0x403090 <arr>", Text: "{10, 20, 30, 40, 50}"},
		"1 + 1":      {Type: "int", Where: "a value that is nowhere in the target", Text: "2"},
		"obj.bits.b": {Type: "int", Where: "5 bits from bit 835 of what is in memory at 0x403160", Text: "-3"},
	} {
		have, err := s.Explain(ctx, text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		have.Name = ""
		if *have != want {
			t.Errorf("%s: have %+v\nwant %+v", text, *have, want)
		}
	}
}
