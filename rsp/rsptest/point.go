package rsptest

import (
	"strconv"
	"strings"
)

// kgdbPoint is a breakpoint as kgdb knows it: of what a Z says, the length does not count.
type kgdbPoint struct {
	hardware bool
	addr     uint64
}

// kgdbSlots are the debug registers of x86.
const kgdbSlots = 4

// Breakpoint reports whether one is inserted at an address.
func (k *KGDB) Breakpoint(hardware bool, addr uint64) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.points[kgdbPoint{hardware, addr}] > 0
}

// point is gdb_cmd_break, for Z0 and Z1.
func (k *KGDB) point(request string) string {
	kind := request[1]
	if kind != '0' && kind != '1' {
		return ""
	}
	addr, _, _, ok := kgdbSpan(strings.TrimPrefix(request[2:], ","))
	if !ok || request[2:3] != "," {
		return "E22"
	}
	p := kgdbPoint{kind == '1', addr}
	if request[0] == 'z' {
		switch {
		case k.points[p] > 0:
			k.points[p]--
			return "OK"
		case p.hardware:
			return "E01"
		}
		return "E02"
	}
	switch {
	case p.hardware && k.slots() == kgdbSlots:
		return "E01"
	case !p.hardware && (addr < KGDBBase || addr >= KGDBBase+KGDBSize):
		return "E14"
	case !p.hardware && k.points[p] > 0:
		return "E17"
	}
	k.points[p]++
	return "OK"
}

func (k *KGDB) slots() (n int) {
	for p, slots := range k.points {
		if p.hardware {
			n += slots
		}
	}
	return n
}

// kgdbSpan reads "addr,length" as kgdb does: a number ends with the first byte that is no digit, one that is
// too long loses what is in front, and nobody minds what follows.
func kgdbSpan(s string) (addr, length uint64, rest string, ok bool) {
	addr, s, ok = kgdbHex(s)
	if !ok || s[:min(len(s), 1)] != "," {
		return 0, 0, "", false
	}
	length, rest, _ = kgdbHex(s[1:])
	return addr, length, rest, true
}

// kgdbHex is kgdb_hex2long, without its sign.
func kgdbHex(s string) (v uint64, rest string, ok bool) {
	for s != "" {
		d, err := strconv.ParseUint(s[:1], 16, 4)
		if err != nil {
			break
		}
		v, s, ok = v<<4|d, s[1:], true
	}
	return v, s, ok
}
