package rsp

import (
	"bytes"
	"slices"
	"strings"
)

// Features is what negotiation and use have proved about a stub. Nothing in it is a guess from the
// stub's name.
type Features struct {
	Answered   bool              // qSupported had an answer; kgdb on x86 gives none
	PacketSize int               // bytes of packet data the stub takes; 0 if it does not say
	NoAck      bool              // acknowledgements are off
	VCont      []string          // actions of vCont: "c", "C", "s", "S", "t", "r"; nil: not asked yet or none
	AskedVCont bool              // vCont? has been sent; it is not before the first resume
	Words      map[string]string // every feature by name: "+", "-", or its value
	Points     [5]Support        // breakpoints by [PointKind], as far as tried
	Pipelining Support           // several memory requests in one write, as far as tried
	Notes      []string          // what went wrong on the way without being fatal
}

func (f *Features) has(name string) bool { return f.Words[name] == "+" }

const (
	// safeRead suits a stub that does not say what its buffer holds: VMware answers at most about
	// 500 bytes, kgdb on x86 overruns a static buffer beyond 511 (kernel/debug/gdbstub.c, BUFMAX).
	safeRead      = 256
	minRead       = 16
	maxReadLength = 64 << 10
	// roomySize: from here on PacketSize/2 bytes are safe (QEMU allows exactly that). Below it one
	// byte is left free, because kgdb on riscv says 0x800, its BUFMAX, and needs 2n+1.
	roomySize = 0x1000
)

// MaxRead is the largest memory read in bytes that one request may ask for. The reply has two hex
// digits a byte and must fit the packet size.
func (f *Features) MaxRead() int {
	switch {
	case f.PacketSize == 0:
		return safeRead
	case f.PacketSize < roomySize:
		return max((f.PacketSize-1)/2, minRead)
	}
	return min(f.PacketSize/2, maxReadLength)
}

// String lists the features by name, in the stub's notation.
func (f *Features) String() string {
	if !f.Answered {
		return "no qSupported: conservative profile"
	}
	if len(f.Words) == 0 {
		return "qSupported without a feature: conservative profile"
	}
	var words []string
	for name, value := range f.Words {
		if value == "+" || value == "-" || value == "?" {
			words = append(words, name+value)
		} else {
			words = append(words, name+"="+value)
		}
	}
	slices.Sort(words)
	return strings.Join(words, ";")
}

// maxFeatures bounds the words taken from one qSupported reply.
const maxFeatures = 256

func parseFeatures(reply []byte) Features {
	f := Features{Answered: true, Words: make(map[string]string)}
	for word := range bytes.SplitSeq(reply, []byte{';'}) {
		if len(word) == 0 || len(f.Words) >= maxFeatures {
			continue
		}
		if name, value, ok := bytes.Cut(word, []byte{'='}); ok {
			f.Words[printable(name, 64)] = printable(value, 256)
			continue
		}
		switch last := word[len(word)-1]; last {
		case '+', '-', '?':
			f.Words[printable(word[:len(word)-1], 64)] = string(last)
		}
	}
	if n, ok := parseHex([]byte(f.Words["PacketSize"])); ok {
		f.PacketSize = int(min(n, maxPacket))
	}
	return f
}
