package debugger

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// What x shows costs one read, and going on in what was read none. What cannot be read ends it: what is
// before is shown. (The stub is asked twice for that: see memory.readKernel. What it looks like is compared with gdb's in debugger/repl/testdata/gdb.)
func TestExamineReads(t *testing.T) {
	ctx := context.Background()
	s := attached(t, opening+registersRead+`
> +$mffff888003000e00,200#..
< +$`+strings.Repeat("0102030405060708", 64)+`#..
> +$mffff888003001000,800#..+$mffff888003001800,800#..
< +$E14#..+$E14#..
> +$mffff888003001000,800#..+$mffff888003001800,800#..
< +$E14#..+$E14#..
`)
	m, err := s.Examine(ctx, "0xffff888003000e00", PrintFormat{Count: 20, Letter: 'x', Size: 'g'}, true)
	if err != nil || len(m.Units) != 20 || m.Units[19].Text != "0x0807060504030201" || m.Units[19].Addr != 0xffff888003000e98 {
		t.Fatalf("x/20xg: %+v, %v", m, err)
	}
	if m, err = s.Examine(ctx, "", noCount, false); err != nil || len(m.Units) != 20 || m.Units[0].Addr != 0xffff888003000ea0 {
		t.Fatalf("x: %+v, %v", m, err)
	}
	m, err = s.Examine(ctx, "0xffff888003000ff8", PrintFormat{Count: 4, Size: 'w'}, true)
	var fault *AccessError
	if !errors.As(err, &fault) || fault.Addr != 0xffff888003001000 || len(m.Units) != 2 || m.Failed == nil || m.Failed.Addr != fault.Addr {
		t.Errorf("x/4xw to the end of what is readable: %+v, %v", m, err)
	}
	if err.Error() != "Cannot access memory at address 0xffff888003001000" {
		t.Error(err)
	}
	// The format of a command that failed is not remembered.
	if m, err = s.Examine(ctx, "0xffff888003000f00", noCount, true); err != nil || m.Format.Size != 'g' {
		t.Errorf("x: %+v, %v", m, err)
	}
	// A string without an end: what is there, and where it ends.
	m, err = s.Examine(ctx, "0xffff888003000ffc", PrintFormat{Count: 1, Letter: 's'}, true)
	if want := `"\005\006\a\b"<error: Cannot access memory at address 0xffff888003001000>`; err != nil || m.Units[0].Text != want {
		t.Errorf("x/s: %+v, %v, want %s", m, err, want)
	}
}

var noCount = PrintFormat{Count: 1}

// registersRead is what the first expression of a stop costs: the frame it is evaluated in.
var registersRead = `> +$g#..
< +$` + gReply("00", "0000000000000000", "10000000") + `#..
`

// Counts that no terminal shows are refused before anything is read.
func TestExamineBounds(t *testing.T) {
	ctx := context.Background()
	s := attached(t, opening+registersRead)
	for _, n := range []int{1 << 22, -1 << 22} {
		if m, err := s.Examine(ctx, "0x1000", PrintFormat{Count: n, Letter: 'x', Size: 'g'}, true); err == nil || m != nil && len(m.Units) > 0 {
			t.Errorf("%d units: %v", n, err)
		}
	}
	if _, err := New(Options{}).Examine(ctx, "0x1000", noCount, true); !errors.Is(err, ErrNoTarget) {
		t.Errorf("without a target: %v", err)
	}
}
