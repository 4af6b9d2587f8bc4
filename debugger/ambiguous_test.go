package debugger

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kbreak/symbols"
)

// TestAmbiguous: one.c and two.c have a static variable of one name. print takes one of them and says once
// which and where all are, sym lists them, FILE picks.
func TestAmbiguous(t *testing.T) {
	ctx := t.Context()
	var notices []string
	s := New(Options{Notice: func(text string) { notices = append(notices, text) }})
	defer s.Close(context.Background())
	if err := s.SymbolFile(ctx, "testdata/expressions/expressions", nil); err != nil {
		t.Fatal(err)
	}
	print := func(text string) string {
		t.Helper()
		p, err := s.Evaluate(ctx, text, PrintFormat{})
		if err != nil {
			t.Fatal(err)
		}
		return p.Text
	}
	lines, err := s.Sym(ctx, "same")
	if err != nil || len(lines) != 2 {
		t.Fatalf("sym: %+v, %v", lines, err)
	}
	for range 2 {
		have, err := s.Int(ctx, "same")
		if err != nil || have != 1111 && have != 2222 {
			t.Errorf("print same: %v, %v", have, err)
		}
	}
	if len(notices) != 1 {
		t.Fatalf("%d notices: %q", len(notices), notices)
	}
	for _, l := range lines {
		if want := fmt.Sprintf("%v at %s:%d", l.Addr, l.File, l.Line); l.File == "" || !strings.Contains(notices[0], want) {
			t.Errorf("no %q in %q", want, notices[0])
		}
	}
	notices = nil
	for text, want := range map[string]string{"'one.c'::same": "1111", "'two.c'::same": "2222", "*psame2": "2222"} {
		if have := print(text); have != want {
			t.Errorf("%s = %s, want %s", text, have, want)
		}
	}
	if len(notices) > 0 {
		t.Errorf("notices where one was picked: %q", notices)
	}
	var several *symbols.AmbiguousError
	if e := s.ambiguous(ctx, "same"); !errors.As(e, &several) || len(several.Candidates) != 2 {
		t.Errorf("ambiguous: %v", e)
	}
	if e := s.ambiguous(ctx, "psame2"); e != nil {
		t.Errorf("ambiguous: %v", e)
	}
}
