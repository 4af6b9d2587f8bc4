package rsp

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// packets is the codec in both directions: what a payload is on the wire.
var packets = []struct{ payload, wire string }{
	{"", "$#00"},
	{"OK", "$OK#9a"},
	{"?", "$?#3f"},
	{"m0,4", "$m0,4#fd"},
	{"qSupported:swbreak+", "$qSupported:swbreak+#8b"},
}

func decodeAll(t *testing.T, wire string, chunk int) []frame {
	t.Helper()
	var d decoder
	var out []frame
	for i := 0; i < len(wire); i += chunk {
		p := []byte(wire[i:min(i+chunk, len(wire))])
		for len(p) > 0 {
			f, n, ok := d.next(p)
			p = p[n:]
			if ok {
				out = append(out, f)
			}
		}
	}
	return out
}

func TestPacketBothWays(t *testing.T) {
	for _, tt := range packets {
		if have := string(appendPacket(nil, []byte(tt.payload))); have != tt.wire {
			t.Errorf("%q encodes to %q, want %q", tt.payload, have, tt.wire)
		}
		for _, chunk := range []int{1, 2, 3, 100} {
			have := decodeAll(t, tt.wire, chunk)
			if len(have) != 1 || have[0].kind != framePacket || string(have[0].payload) != tt.payload {
				t.Errorf("%q in pieces of %d decodes to %+v", tt.wire, chunk, have)
			}
		}
	}
}

func TestDecode(t *testing.T) {
	run := func(payload string) string { return string(appendPacket(nil, []byte(payload))) }
	for _, tt := range []struct {
		name, wire string
		want       []string // one word a frame: ack, nak, bad, =PAYLOAD, %PAYLOAD
	}{
		{"run length", run("0*,"), []string{"=" + strings.Repeat("0", 16)}},
		{"run of a decoded byte", run("}\x03*\"x"), []string{"=" + "#######"[:6] + "x"}},
		{"escape", run("}\x04}\x5da"), []string{"=$}a"}},
		{"count below the least", run("0* "), []string{"=0000"}},
		{"run without a byte", run("*\"1"), []string{"bad"}},
		{"run without a count", run("0*"), []string{"bad"}},
		{"escape at the end", run("a}"), []string{"bad"}},
		{"count out of range", run("0*\x7f"), []string{"bad"}},
		{"wrong checksum", "$OK#00", []string{"bad"}},
		{"checksum in capitals", "$OK#9A", []string{"=OK"}},
		{"checksum that is no hex", "$OK#zz", []string{"bad"}},
		{"noise around", "abc+x$OK#9a\r\n-", []string{"ack", "=OK", "nak"}},
		{"packet cut off by the next", "$qSup$OK#9a", []string{"=OK"}},
		{"notification", "%Stop:x#58$OK#9a", []string{"%Stop:x", "=OK"}},
		{"hash in the checksum", "$a##1$OK#9a", []string{"bad", "=OK"}},
	} {
		var have []string
		for _, f := range decodeAll(t, tt.wire, 1) {
			switch f.kind {
			case frameAck:
				have = append(have, "ack")
			case frameNak:
				have = append(have, "nak")
			case frameBad:
				have = append(have, "bad")
				var w *WireError
				if !errors.As(f.err, &w) {
					t.Errorf("%s: error %v is no WireError", tt.name, f.err)
				}
			case framePacket:
				have = append(have, "="+string(f.payload))
			case frameNotify:
				have = append(have, "%"+string(f.payload))
			}
		}
		if strings.Join(have, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%s: have %q, want %q", tt.name, have, tt.want)
		}
	}
}

// A packet that never ends, and one that claims to be longer than any is, cost bounded memory.
func TestAbsurdLength(t *testing.T) {
	var d decoder
	chunk := bytes.Repeat([]byte{'0'}, 64<<10)
	bad := 0
	feed := func(p []byte) {
		for len(p) > 0 {
			f, n, ok := d.next(p)
			p = p[n:]
			if ok && f.kind == frameBad {
				bad++
			}
		}
		if len(d.buf) > maxPacket+1 {
			t.Fatalf("the decoder keeps %d bytes", len(d.buf))
		}
	}
	feed([]byte{'$'})
	for range 64 {
		feed(chunk)
	}
	if bad != 1 {
		t.Errorf("%d errors, want 1", bad)
	}
	if f, _, ok := d.next([]byte("$OK#9a")); !ok || string(f.payload) != "OK" {
		t.Error("the next packet is not seen")
	}
	// 10,000 runs of 97 zeros are a megabyte.
	if _, err := decodePayload([]byte(strings.Repeat("0*~", 1<<20))); err == nil {
		t.Error("a run-length bomb was decoded")
	}
}

func FuzzDecoder(f *testing.F) {
	for _, tt := range packets {
		f.Add([]byte(tt.wire), 1)
	}
	f.Add([]byte("+-%Stop:x#58$0*,#9f$a}#..\x03"), 2)
	f.Fuzz(func(t *testing.T, wire []byte, chunk int) {
		if chunk <= 0 {
			chunk = 1
		}
		var d decoder
		for i := 0; i < len(wire); i += chunk {
			end := min(len(wire), i+chunk)
			if end < i { // overflow
				end = len(wire)
			}
			p := wire[i:end]
			for len(p) > 0 {
				fr, n, ok := d.next(p)
				if n <= 0 || n > len(p) {
					t.Fatalf("used %d of %d bytes", n, len(p))
				}
				p = p[n:]
				if ok && (fr.kind == frameBad) != (fr.err != nil) {
					t.Fatalf("frame %+v", fr)
				}
				if len(fr.payload) > maxPacket+97 {
					t.Fatalf("payload of %d bytes", len(fr.payload))
				}
			}
			if chunk > len(wire) {
				break
			}
		}
		// What this client would send comes back unchanged.
		payload := escapeBinary(nil, wire)
		if i := bytes.IndexByte(payload, byteStart); i >= 0 {
			t.Fatalf("unescaped $ in %q", payload)
		}
		got, err := decodePayload(payload)
		if err != nil || !bytes.Equal(got, wire) {
			t.Fatalf("%q came back as %q, %v", wire, got, err)
		}
	})
}

func FuzzStopReply(f *testing.F) {
	f.Add([]byte("T05thread:01;06:0011223344556677;watch:ffff;"))
	f.Add([]byte("S05"))
	f.Add([]byte("W00;process:1"))
	f.Fuzz(func(t *testing.T, p []byte) {
		r, err := parseStopReply(p)
		if (r == nil) == (err == nil) {
			t.Fatalf("reply %v with error %v", r, err)
		}
		if r != nil && len(r.Regs) > maxExpedited {
			t.Fatalf("%d registers", len(r.Regs))
		}
	})
}

func FuzzDescription(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><target><architecture>i386:x86-64</architecture><xi:include href="core.xml"/></target>`),
		[]byte(`<feature><reg name="rax" bitsize="64" regnum="0"/><!-- <reg name="x" bitsize="64"/> --><reg name="rip" bitsize="64"/></feature>`))
	f.Add([]byte(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><target>&b;</target>`), []byte(`<reg/>`))
	f.Fuzz(func(t *testing.T, target, included []byte) {
		d := description{fetch: func(name string) ([]byte, error) {
			if name == "target.xml" {
				return target, nil
			}
			return included, nil
		}}
		if err := d.include("target.xml", 0); err != nil {
			return
		}
		l, err := newLayout(d.regs, d.arch, "fuzz")
		if err != nil {
			return
		}
		if d.docs > maxDocuments || len(l.Regs) > maxRegisters {
			t.Fatalf("%d documents, %d registers", d.docs, len(l.Regs))
		}
		end := 0
		for _, r := range l.Regs {
			if r.Offset != end || r.Size() <= 0 {
				t.Fatalf("register %+v does not follow %d", r, end)
			}
			end += r.Size()
		}
		if end != l.Size {
			t.Fatalf("size %d, registers end at %d", l.Size, end)
		}
	})
}
