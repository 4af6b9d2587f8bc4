package repl

import (
	"context"
	"fmt"
	"math/bits"
	"regexp"
	"strconv"
	"strings"
)

func evaluateCommands() []*Command {
	return []*Command{{
		Names:   []string{"eval"},
		Group:   GroupData,
		Summary: "Show a number in hexadecimal, decimal, octal and binary, as crash does.",
		Params:  []Param{{Name: "EXPRESSION", Kind: Expression}},
		Options: []Option{
			{Name: "b", Help: "list the bits that are set"},
			{Name: "l", Help: "accepted: numbers always have 64 bits"},
		},
		Result: evalJSON{},
		Help: `With a format in quotes it is gdb's: eval "FORMAT", EXPRESSION... runs what printf would print as a
command.

A number may end in K, M or G, for multiples of 1024. As in crash, digits that are no decimal number are
hexadecimal without 0x as well: 41dc065. Numbers are long; a structure stands for its address.

` + expressionHelp,
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			text := crashNumbers(a.Text("EXPRESSION"))
			n, err := r.session.Int(ctx, text)
			if err != nil {
				addr, err2 := r.session.CrashAddr(ctx, text) // a structure stands for its address
				if err2 != nil {
					return nil, err
				}
				n = int64(addr)
			}
			return evaluated{uint64(n), a.Has("b")}, nil
		},
	}}
}

var (
	sizedNumber = regexp.MustCompile(`(?i)\b(0x[0-9a-f]+|[0-9]+)([kmg])\b`)
	plainNumber = regexp.MustCompile(`(?i)\b(0x[0-9a-f]+|[0-9]+)\b`)
	bareHex     = regexp.MustCompile(`(?i)\b[0-9][0-9a-f]*[a-f][0-9a-f]*\b`)
)

// crashNumbers rewrites crash's notation of numbers as C: 64K, 41dc065, and makes them long, as all of
// crash's are. A bare hexadecimal number begins with a digit here; otherwise it would be a name.
func crashNumbers(s string) string {
	s = sizedNumber.ReplaceAllStringFunc(s, func(w string) string {
		shift := 10 * (1 + strings.IndexByte("kmg", w[len(w)-1]|0x20))
		return fmt.Sprintf("(%s<<%d)", w[:len(w)-1], shift)
	})
	s = bareHex.ReplaceAllStringFunc(s, func(w string) string {
		if _, err := strconv.ParseFloat(w, 64); err == nil {
			return w // 1e5
		}
		return "0x" + w
	})
	return plainNumber.ReplaceAllString(s, "${1}L")
}

type evaluated struct {
	n    uint64
	bits bool
}

// sizeSuffix is how crash shows a multiple of 1024: "128MB".
func (v evaluated) sizeSuffix() string {
	for i, unit := range []string{"GB", "MB", "KB"} {
		size := uint64(1) << (30 - 10*i)
		if v.n >= size && v.n%size == 0 {
			return strconv.FormatUint(v.n/size, 10) + unit
		}
	}
	return ""
}

func (v evaluated) set() []int {
	var out []int
	for b := 63; b >= 0; b-- {
		if v.n>>b&1 != 0 {
			out = append(out, b)
		}
	}
	return out
}

func (v evaluated) Text(p *Printer) {
	p.Printf("hexadecimal: %x", v.n)
	if s := v.sizeSuffix(); s != "" {
		p.Printf("  (%s)", s)
	}
	p.Printf("\n    decimal: %d", v.n)
	if int64(v.n) < 0 {
		p.Printf("  (%d)", int64(v.n))
	}
	p.Printf("\n      octal: %o\n     binary: %064b\n", v.n, v.n)
	if v.bits {
		p.Print("   bits set:")
		for _, b := range v.set() {
			p.Printf(" %d", b)
		}
		if bits.OnesCount64(v.n) == 0 {
			p.Print(" none")
		}
		p.Print("\n")
	}
}

type evalJSON struct {
	Hex    hex    `json:"hex"`
	Signed int64  `json:"signed"`
	Size   string `json:"size,omitempty"` // "128MB"
	Bits   []int  `json:"bits,omitempty"` // numbers of those that are set
}

func (v evaluated) JSON() any { return evalJSON{hex(v.n), int64(v.n), v.sizeSuffix(), v.set()} }
