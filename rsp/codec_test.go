package rsp

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestThreadIDBothWays(t *testing.T) {
	for _, tt := range []struct {
		wire string
		id   ThreadID
		back string // what is sent for it, if not wire
	}{
		{"1", ThreadID{Thread: 1}, ""},
		{"00000001", ThreadID{Thread: 1}, "1"}, // VMware
		{"01", ThreadID{Thread: 1}, "1"},       // QEMU
		{"0", AnyThread, ""},
		{"-1", AllThreads, ""},
		{"fffffffe", ThreadID{Thread: 0xfffffffe}, ""}, // kgdb's CPU 0
		{"p1.1", ThreadID{1, 1}, ""},
		{"p72b8.72b8", ThreadID{0x72b8, 0x72b8}, ""},
		{"p1.-1", ThreadID{1, -1}, ""},
		{"p1", ThreadID{1, -1}, "p1.-1"},
		{"p-1.-1", ThreadID{-1, -1}, ""},
		{"7FFFFFFFFFFFFFFF", ThreadID{Thread: math.MaxInt64}, "7fffffffffffffff"},
	} {
		id, ok := parseThreadID([]byte(tt.wire))
		if !ok || id != tt.id {
			t.Errorf("%q parses to %+v, %v, want %+v", tt.wire, id, ok, tt.id)
		}
		back := tt.back
		if back == "" {
			back = tt.wire
		}
		if have := tt.id.String(); have != back {
			t.Errorf("%+v is sent as %q, want %q", tt.id, have, back)
		}
	}
	for _, bad := range []string{"", "x", "-2", "p", "p.1", "p1.", "p1.x", "ffffffffffffffff", "10000000000000000"} {
		if id, ok := parseThreadID([]byte(bad)); ok || id != (ThreadID{}) {
			t.Errorf("%q parses to %+v", bad, id)
		}
	}
}

func TestShadowCPU(t *testing.T) {
	for wire, want := range map[string]int{"fffffffe": 0, "fffffffd": 1, "ffffffbe": 64, "ffffdfff": 8191,
		"ffffffff": -1, "ffffdffe": -1, "1": -1, "0": -1, "-1": -1, "1fffffffe": -1} {
		id, ok := parseThreadID([]byte(wire))
		if !ok {
			t.Fatalf("%q is no thread", wire)
		}
		if cpu, ok := id.ShadowCPU(); ok != (want >= 0) || ok && cpu != want {
			t.Errorf("%s: have CPU %d, %v; want %d", wire, cpu, ok, want)
		}
		if want >= 0 && Shadow(want) != id {
			t.Errorf("CPU %d has the shadow %v, want %s", want, Shadow(want), wire)
		}
	}
}

func TestStopReply(t *testing.T) {
	word := func(r StopReply) StopReply { r.Core = -1; return r }
	thread := func(n int64, r StopReply) StopReply {
		r.Thread, r.HasThread = ThreadID{Thread: n}, true
		return word(r)
	}
	for _, tt := range []struct {
		wire string
		want StopReply
	}{
		{"S05", word(StopReply{Signal: 5})},
		{"T02thread:01;", thread(1, StopReply{Signal: 2})},
		{"T05thread:00000001;06:8000000000000000;10:bbd5c381ffffffff;", thread(1, StopReply{Signal: 5, Regs: map[int][]byte{
			6: {0x80, 0, 0, 0, 0, 0, 0, 0}, 16: {0xbb, 0xd5, 0xc3, 0x81, 0xff, 0xff, 0xff, 0xff}}})},
		{"T05watch:ffffffff82001000;thread:02;", thread(2, StopReply{Signal: 5, Reason: "watch", Watch: 0xffffffff82001000})},
		{"T05rwatch:10;", word(StopReply{Signal: 5, Reason: "rwatch", Watch: 16})},
		{"T05awatch:10;", word(StopReply{Signal: 5, Reason: "awatch", Watch: 16})},
		{"T05swbreak:;", word(StopReply{Signal: 5, Reason: "swbreak"})},
		{"T05hwbreak:;thread:p1.2;core:3;", StopReply{Signal: 5, Reason: "hwbreak", Thread: ThreadID{1, 2}, HasThread: true, Core: 3}},
		{"T05fork:p1.2;", word(StopReply{Signal: 5, Reason: "fork"})},
		{"T05library:;", word(StopReply{Signal: 5, Reason: "library"})},
		{"T05threads:1,2;thread-pcs:10,20;reason:trace;jstopinfo:5b5d;thread:1;", thread(1, StopReply{Signal: 5, Reason: "trace"})},
		{"T05faceword:01;00:xxxxxxxx;thread:1", thread(1, StopReply{Signal: 5})},
		{"T0b", word(StopReply{Signal: 11})},
		{"W00", word(StopReply{Kind: Exited})},
		{"W2a;process:1", word(StopReply{Kind: Exited, Status: 42})},
		{"X09", word(StopReply{Kind: Killed, Signal: 9})},
		{"N", word(StopReply{Kind: NoResumed})},
	} {
		have, err := parseStopReply([]byte(tt.wire))
		if err != nil || !reflect.DeepEqual(*have, tt.want) {
			t.Errorf("%s:\nhave %+v, %v\nwant %+v", tt.wire, have, err, tt.want)
		}
	}
	for _, bad := range []string{"", "S", "S0", "Sxx", "T0", "Txx", "T05thread", "OK", "E01", "0011", "F1"} {
		if r, err := parseStopReply([]byte(bad)); err == nil {
			t.Errorf("%q parses to %+v", bad, r)
		}
	}
}

func TestReplyErrors(t *testing.T) {
	for _, tt := range []struct {
		reply       string
		want        string // "" means no error
		unsupported bool
	}{
		{"", "m0,1: the stub does not support this", true},
		{"OK", "", false},
		{"E01", "m0,1: the stub answered E01", false},
		{"E14", "m0,1: the stub answered E14", false},
		{"EFF", "m0,1: the stub answered EFF", false},
		{"E.no such address\x1b[31m", "m0,1: no such address.[31m", false},
		{"E08;6261642061646472", "m0,1: bad addr", false},
		{"E0", "", false},
		{"E1234567", "", false}, // four bytes of memory
		{"Exx", "", false},
	} {
		err := replyError("m0,1", []byte(tt.reply))
		have := ""
		if err != nil {
			have = err.Error()
		}
		if have != tt.want || errors.Is(err, ErrUnsupported) != tt.unsupported {
			t.Errorf("%q: %q, unsupported %v", tt.reply, have, errors.Is(err, ErrUnsupported))
		}
	}
	if have := malformed("g", []byte("\x00zz")).Error(); have != `g: malformed reply ".zz"` {
		t.Error(have)
	}
	if have := (&WireError{Problem: "escape at the end of a packet", Offset: 3}).Error(); have != "bad packet: escape at the end of a packet (offset 3)" {
		t.Error(have)
	}
}

func TestFeatures(t *testing.T) {
	for _, tt := range []struct {
		reply   string
		words   map[string]string
		maxRead int
		text    string
	}{
		{"PacketSize=1000;qXfer:features:read+;vContSupported+;multiprocess+", map[string]string{"PacketSize": "1000",
			"qXfer:features:read": "+", "vContSupported": "+", "multiprocess": "+"}, 2048,
			"PacketSize=1000;multiprocess+;qXfer:features:read+;vContSupported+"},
		{"PacketSize=20020", map[string]string{"PacketSize": "20020"}, 65536, "PacketSize=20020"},
		{"PacketSize=47ff;ReverseStep-;unsure?", map[string]string{"PacketSize": "47ff", "ReverseStep": "-", "unsure": "?"}, 9215,
			"PacketSize=47ff;ReverseStep-;unsure?"},
		{"PacketSize=800", map[string]string{"PacketSize": "800"}, 1023, "PacketSize=800"}, // kgdb on riscv: BUFMAX 2048
		{"PacketSize=400", map[string]string{"PacketSize": "400"}, 511, "PacketSize=400"},
		{"PacketSize=100", map[string]string{"PacketSize": "100"}, 127, "PacketSize=100"},
		{"PacketSize=1", map[string]string{"PacketSize": "1"}, 16, "PacketSize=1"},
		{"PacketSize=ffffffffffffffff", map[string]string{"PacketSize": "ffffffffffffffff"}, 65536, "PacketSize=ffffffffffffffff"},
		{"PacketSize=x;;junk", map[string]string{"PacketSize": "x"}, 256, "PacketSize=x"},
		{"nothing", map[string]string{}, 256, "qSupported without a feature: conservative profile"},
	} {
		f := parseFeatures([]byte(tt.reply))
		if !maps.Equal(f.Words, tt.words) || f.MaxRead() != tt.maxRead || f.String() != tt.text {
			t.Errorf("%s: %v, reads of %d, %q", tt.reply, f.Words, f.MaxRead(), f.String())
		}
	}
	if f := parseFeatures([]byte(strings.Repeat("a+;", 10) + manyWords(1000))); len(f.Words) > maxFeatures {
		t.Errorf("%d words kept", len(f.Words))
	}
}

func manyWords(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "w%d+;", i)
	}
	return b.String()
}

// g replies by length: which register is last, and what is refused.
func TestLayoutByLength(t *testing.T) {
	for _, tt := range []struct {
		bytes int
		last  string
		regs  int
	}{
		{148, "ss", 20}, {156, "es", 22}, {164, "gs", 24}, {276, "fop", 40}, {536, "mxcsr", 57}, {544, "orig_rax", 58},
		{552, "gs_base", 59}, {560, "gs_base", 60}, {64, "gs", 16}, {176, "fop", 32}, {308, "mxcsr", 41},
	} {
		l, err := layoutFor([]byte(strings.Repeat("0", 2*tt.bytes)), "")
		if err != nil {
			t.Errorf("%d: %v", tt.bytes, err)
			continue
		}
		if last := l.Regs[len(l.Regs)-1]; last.Name != tt.last || len(l.Regs) != tt.regs || l.Size != tt.bytes {
			t.Errorf("%d: %d registers in %d bytes, the last is %s", tt.bytes, len(l.Regs), l.Size, last.Name)
		}
	}
	// 788 bytes are kgdb's on arm64; with values that suit amd64 an unknown length is taken as far as sure.
	if l, err := layoutFor([]byte(strings.Repeat("0", 2*788)), ""); err == nil {
		t.Errorf("arm64 was taken for %s", l.Source)
	}
	amd64 := []byte(strings.Repeat("0", 2*300))
	copy(amd64[2*136:], "460200001000000018000000")
	if l, err := layoutFor(amd64, ""); err != nil || l.Size != amd64Core {
		t.Errorf("unknown length: %v", err)
	}
	if _, err := layoutFor(amd64, "aarch64"); err == nil {
		t.Error("the architecture that the stub names was not heard")
	}
	if _, err := layoutFor([]byte("00"), ""); err == nil {
		t.Error("one byte is a layout")
	}
}

func TestDescription(t *testing.T) {
	parse := func(docs map[string]string) (string, error) {
		d := description{fetch: func(name string) ([]byte, error) {
			text, ok := docs[name]
			if !ok {
				return nil, &ReplyError{Op: "qXfer", Code: "00"}
			}
			return []byte(text), nil
		}}
		if err := d.include("target.xml", 0); err != nil {
			return "", err
		}
		l, err := newLayout(d.regs, d.arch, "target.xml")
		if err != nil {
			return "", err
		}
		out := []string{l.Arch}
		for _, r := range l.Regs {
			out = append(out, fmt.Sprintf("%s:%d@%d", r.Name, r.Num, r.Offset))
		}
		return strings.Join(out, " "), nil
	}
	deep := strings.Repeat("<feature>", 100)
	for _, tt := range []struct {
		name string
		docs map[string]string
		want string // the result, or "error: " and a part of it
	}{
		{"file order, regnum once, comments", map[string]string{"target.xml": `<?xml version="1.0"?><!DOCTYPE target SYSTEM "gdb-target.dtd">
			<target><architecture> i386:x86-64 </architecture><feature name="a"><reg name="RAX" bitsize="64" regnum="0"/>
			<!-- <reg name="ss_base" bitsize="64"/> --><reg name="eflags" bitsize="32"/><reg name="st0" bitsize="80"/></feature></target>`},
			"i386:x86-64 rax:0@0 eflags:1@8 st0:2@12"},
		{"regnum jumps and falls back", map[string]string{"target.xml": `<target><reg name="c" bitsize="8" regnum="10"/><reg name="d" bitsize="8"/>
			<reg name="a" bitsize="8" regnum="0"/><reg name="b" bitsize="8"/></target>`}, " a:0@0 b:1@1 c:10@2 d:11@3"},
		{"includes in the middle, nested features", map[string]string{
			"target.xml": `<target xmlns:xi="http://www.w3.org/2001/XInclude"><feature><reg name="a" bitsize="32"/><xi:include href="b.xml"/>
				<feature><reg name="c" bitsize="32"/></feature></feature></target>`,
			"b.xml": `<feature><reg name="b" bitsize="32"/></feature>`}, " a:0@0 b:1@4 c:2@8"},
		{"another encoding", map[string]string{"target.xml": `<?xml version="1.0" encoding="ISO-8859-1"?><target><reg name="a" bitsize="8"/></target>`}, " a:0@0"},
		{"one document twice", map[string]string{"target.xml": `<target><xi:include href="b.xml"/><xi:include href="b.xml"/></target>`,
			"b.xml": `<feature><reg name="b" bitsize="32"/></feature>`}, " b:0@0 b:1@4"},
		{"architecture alone", map[string]string{"target.xml": `<target><architecture>i386:x86-64</architecture></target>`}, "error: lists no registers"},
		{"missing document", map[string]string{"target.xml": `<target><xi:include href="b.xml"/></target>`}, "error: E00"},
		{"circle", map[string]string{"target.xml": `<xi:include href="b.xml"/>`, "b.xml": `<xi:include href="target.xml"/>`}, "error: includes itself"},
		{"entity bomb", map[string]string{"target.xml": `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><target>&b;</target>`}, "error: invalid character entity"},
		{"too deep", map[string]string{"target.xml": deep}, "error: nested too deep"},
		{"number twice", map[string]string{"target.xml": `<target><reg name="a" bitsize="8" regnum="1"/><reg name="b" bitsize="8" regnum="1"/></target>`}, "error: number 1"},
		{"no size", map[string]string{"target.xml": `<target><reg name="a"/></target>`}, `error: register "a" has bitsize ""`},
		{"absurd size", map[string]string{"target.xml": `<target><reg name="a" bitsize="99999999"/></target>`}, "error: bitsize"},
		{"negative number", map[string]string{"target.xml": `<target><reg name="a" bitsize="8" regnum="-1"/></target>`}, "error: regnum"},
		{"too many", map[string]string{"target.xml": `<target>` + strings.Repeat(`<reg name="a" bitsize="8"/>`, maxRegisters+1) + `</target>`}, "error: more than"},
		{"cut off", map[string]string{"target.xml": `<target><reg name="a" bitsize="8"/>`}, "error: unexpected EOF"},
	} {
		have, err := parse(tt.docs)
		if err != nil {
			have = "error: " + err.Error()
		}
		want, isErr := strings.CutPrefix(tt.want, "error: ")
		if isErr != (err != nil) || isErr && !strings.Contains(have, want) || !isErr && have != want {
			t.Errorf("%s: %q, want %q", tt.name, have, tt.want)
		}
	}
	chain := func(name string) ([]byte, error) { return fmt.Appendf(nil, `<xi:include href="%sx"/>`, name), nil }
	if err := (&description{fetch: chain}).include("a", 0); err == nil {
		t.Error("a chain of includes without end was followed")
	}
	for _, bad := range []string{"", "a#b", "a b", "a$", "}", "a:0,10", strings.Repeat("a", 300), "\xff"} {
		if plainAnnex(bad) {
			t.Errorf("%q would be sent", bad)
		}
	}
}

func TestDescribePeer(t *testing.T) {
	silent := fmt.Errorf("%w: %w", ErrLost, ErrTimeout)
	closed := fmt.Errorf("%w: %w", ErrLost, io.EOF)
	for _, tt := range []struct {
		head   string
		frames bool
		err    error
		want   string
	}{
		{"", false, silent, "sent nothing"},
		{"", false, closed, "closed the connection without a word"},
		{"+", false, silent, "acknowledges but does not answer"},
		{"+------", false, silent, "rejects every packet as damaged: is the line noisy, or the baud rate wrong?"},
		{"\x00\x80\xfe\x00a\xf8\x80\xe0", false, silent, `\x80\xe0", which is neither text nor packets: is the baud rate wrong, or the line noisy?`},
		{"\x00\x00\x00\x00\x00\x00", false, silent, "is the baud rate wrong"},
		{"$\x00\x80\xfe\x00a\xf8\x80\xe0", true, silent, "is the baud rate wrong"},
		{"\u043b\u043e\u0433\u0438\u043d: ", false, silent, "instead of a packet"},
		{"HTTP/1.0 400 Bad request", false, closed, "looks like a web server"},
		{"SSH-2.0-OpenSSH_9.2\r\n", false, closed, `"SSH-2.0-OpenSSH_9.2\r\n"; this looks like an SSH server`},
		{"QEMU 7.2.0 monitor", false, silent, "QEMU's monitor"},
		{`{"QMP": {"version"`, false, silent, "QMP"},
		{"220 VMware Authentication Daemon", false, silent, "8864"},
		{"\r\n[0]kdb> ", false, silent, "type kgdb"},
		{"debian login: ", false, silent, "break into kgdb"},
		{"\x00\x80\xff", false, silent, `"\x00\x80\xff" instead of a packet`},
		{strings.Repeat("x", 200)[:maxHello], false, silent, `x"... instead of a packet`},
		{"+$qSup", true, closed, "connection to the stub lost"},
	} {
		err := describePeer([]byte(tt.head), tt.frames, tt.err)
		if !strings.Contains(err.Error(), tt.want) || errors.Is(err, ErrNoStub) != (!tt.frames || garbled([]byte(tt.head))) {
			t.Errorf("%q: %v, want %q", tt.head, err, tt.want)
		}
	}
}
