package rsp

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/tools/txtar"

	"kbreak/mem"
	"kbreak/rsp/rsptest"
)

var (
	update = flag.Bool("update", false, "rewrite the want part of the transcripts")
	record = flag.String("record", "", "play the do part to the stub at this HOST:PORT and rewrite wire and want")
)

// TestTranscripts plays each testdata/*.txtar: "about" says where it is from, "wire" is the
// conversation, "do" the calls of the client one a line, "want" what they give. Time is fake: a stub
// that stays silent costs nothing.
//
//	go test ./rsp -run Transcripts -update    rewrites "want"
//	go test ./rsp -run Transcripts/NAME -record HOST:PORT
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := make(map[string]*txtar.File)
			for i := range ar.Files {
				parts[ar.Files[i].Name] = &ar.Files[i]
			}
			for _, name := range []string{"about", "wire", "do", "want"} {
				if parts[name] == nil {
					t.Fatalf("no part %q", name)
				}
			}
			do := string(parts["do"].Data)
			if *record != "" {
				parts["wire"].Data, parts["want"].Data = recordStub(t, do)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			synctest.Test(t, func(t *testing.T) {
				have := perform(t, rsptest.Serve(t, string(parts["wire"].Data)), do)
				if want := string(parts["want"].Data); have != want && !*update {
					t.Errorf("have:\n%s\nwant:\n%s", have, want)
				}
				parts["want"].Data = []byte(have)
			})
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// recordStub runs a "do" part against a real stub and returns the conversation and what it gave.
func recordStub(t *testing.T, do string) (wire, want []byte) {
	conn, err := net.Dial("tcp", *record)
	if err != nil {
		t.Fatal(err)
	}
	r := rsptest.Record(conn)
	want = []byte(perform(t, r, do))
	return []byte(rsptest.Format(r.Steps())), want
}

// perform runs the calls of a "do" part and returns what they gave.
func perform(t *testing.T, conn io.ReadWriteCloser, do string) string {
	var out strings.Builder
	c := NewClient(conn, Options{Console: func(b []byte) { fmt.Fprintf(&out, "console %q\n", b) }})
	defer c.Close()
	ctx := context.Background()
	for line := range strings.Lines(do) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fmt.Fprintf(&out, "%s: ", line)
		w := strings.Fields(line)
		arg := func(i int) string {
			if i < len(w) {
				return w[i]
			}
			return ""
		}
		thread := func(i int) ThreadID {
			if arg(i) == "stopped" {
				return c.Stop().Thread
			}
			id, _ := parseThreadID([]byte(arg(i)))
			return id
		}
		number := func(i int) uint64 {
			if v, ok := expedited(c, arg(i)); ok {
				return v
			}
			n, err := strconv.ParseUint(arg(i), 0, 64)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			return n
		}
		var text string
		var err error
		switch w[0] {
		case "handshake":
			var s *StopReply
			s, err = c.Handshake(ctx)
			text = stopText(s)
		case "features":
			f := c.Features()
			text = fmt.Sprintf("%s; reads of %d bytes", f.String(), f.MaxRead())
		case "notes":
			text = strings.Join(c.Features().Notes, "; ")
		case "layout":
			if l := c.Layout(); l != nil {
				text = fmt.Sprintf("%d registers, %d bytes, from %s", len(l.Regs), l.Size, l.Source)
			}
		case "reg": // reg THREAD NAME...
			var f RegisterFile
			f, err = c.Registers(ctx, thread(1))
			text = registerText(&f, w[2:])
		case "glance": // glance THREAD ADDR LENGTH NAME...
			p := make([]byte, number(3))
			var f RegisterFile
			var got bool
			f, got, err = c.Glance(ctx, thread(1), mem.Addr(number(2)), p)
			if text = registerText(&f, w[4:]); got {
				text += fmt.Sprintf(" and %x", p)
			}
		case "onereg": // onereg THREAD NAME
			var p []byte
			p, err = c.Register(ctx, thread(1), arg(2))
			text = fmt.Sprintf("%x", p)
		case "expedited": // expedited NAME...
			f := c.Expedited()
			text = registerText(&f, w[1:])
		case "read": // read ADDR LENGTH [THREAD]
			p := make([]byte, number(2))
			id := AnyThread
			if len(w) > 3 {
				id = thread(3)
			}
			err = c.ReadMemory(ctx, id, mem.Addr(number(1)), p)
			var f *mem.Fault
			if errors.As(err, &f) {
				text = fmt.Sprintf("%d bytes, ", f.Got)
				p = p[:f.Got]
			}
			text += fmt.Sprintf("%x", p)
		case "write": // write ADDR HEX[*TIMES] [THREAD]
			digits, times, _ := strings.Cut(arg(2), "*")
			p, herr := hex.DecodeString(digits)
			if herr != nil {
				t.Fatalf("%s: %v", line, herr)
			}
			if n, _ := strconv.Atoi(times); n > 0 {
				p = bytes.Repeat(p, n)
			}
			id := AnyThread
			if len(w) > 3 {
				id = thread(3)
			}
			err = c.WriteMemory(ctx, id, mem.Addr(number(1)), p)
			var f *mem.Fault
			if errors.As(err, &f) {
				text = fmt.Sprintf("%d bytes,", f.Got)
			}
		case "setreg": // setreg THREAD NAME HEX
			p, herr := hex.DecodeString(arg(3))
			if herr != nil {
				t.Fatalf("%s: %v", line, herr)
			}
			err = c.WriteRegister(ctx, thread(1), arg(2), p)
		case "insert", "remove": // insert KIND ADDR SIZE
			p := Point{Kind: PointKind(number(1)), Addr: mem.Addr(number(2)), Size: int(number(3))}
			if w[0] == "insert" {
				err = c.Insert(ctx, p)
			} else {
				err = c.Remove(ctx, p)
			}
			text = fmt.Sprint(p)
		case "hold":
			var held bool
			held, err = c.HoldInterrupts(ctx)
			text = fmt.Sprint(held)
		case "resume": // resume ACTION..., in the notation of vCont
			err = c.Resume(ctx, actions(t, w[1:])...)
		case "can":
			var ok bool
			ok, err = c.Can(ctx, actions(t, w[1:])...)
			text = fmt.Sprint(ok)
		case "phys":
			p := make([]byte, number(2))
			err = c.ReadPhys(ctx, mem.PhysAddr(number(1)), p)
			text = fmt.Sprintf("%x", p)
		case "threads":
			var ids []ThreadID
			ids, err = c.Threads(ctx)
			text = fmt.Sprint(ids)
		case "tasks":
			var ids []ThreadID
			ids, err = c.Tasks(ctx)
			text = fmt.Sprint(ids)
		case "extra":
			text, err = c.ThreadExtra(ctx, thread(1))
		case "monitor":
			err = c.Monitor(ctx, strings.TrimPrefix(line, "monitor "), func(b []byte) { text += string(b) })
			text = strconv.Quote(text)
		case "continue":
			err = c.Continue(ctx)
		case "step":
			err = c.Step(ctx, thread(1))
		case "wait": // wait [SECONDS before the context ends]
			wctx := ctx
			if len(w) > 1 {
				var cancel func()
				wctx, cancel = context.WithTimeout(ctx, time.Duration(number(1))*time.Second)
				defer cancel()
			}
			var s *StopReply
			s, err = c.Wait(wctx)
			text = stopText(s)
		case "giveup": // giveup ADDR LENGTH: a read whose context ends while it waits
			gctx, cancel := context.WithTimeout(ctx, time.Second)
			err = c.ReadMemory(gctx, AnyThread, mem.Addr(number(1)), make([]byte, number(2)))
			cancel()
		case "sleep":
			time.Sleep(time.Duration(number(1)) * time.Second)
		case "detach":
			err = c.Detach(ctx)
		case "probe":
			var p *Profile
			if p, err = c.Probe(ctx); p != nil {
				text = "\n" + p.String()
			}
		case "stats":
			s := c.Stats()
			text = fmt.Sprintf("%d round trips, %d sent again, %d damaged", s.RoundTrips, s.Retransmits, s.BadPackets)
		default:
			t.Fatalf("unknown call %q", line)
		}
		switch {
		case err != nil:
			fmt.Fprintln(&out, strings.TrimSpace(text+" error: "+err.Error()))
		default:
			fmt.Fprintln(&out, strings.TrimSpace(text))
		}
	}
	return out.String()
}

// actions reads vCont's notation: c, s:2, C0b:-1, r1000,1010:1.
func actions(t *testing.T, words []string) []Action {
	var out []Action
	for _, w := range words {
		verb, id, named := strings.Cut(w, ":")
		a := Action{Verb: Verb(verb[0]), Thread: AllThreads}
		if named {
			a.Thread, _ = parseThreadID([]byte(id))
		}
		switch verb[0] {
		case 'C', 'S':
			a.Verb |= 0x20
			n, err := strconv.ParseUint(verb[1:], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			a.Signal = int(n)
		case 'r':
			lo, hi, _ := strings.Cut(verb[1:], ",")
			start, ok1 := parseHex([]byte(lo))
			end, ok2 := parseHex([]byte(hi))
			if !ok1 || !ok2 {
				t.Fatalf("bad range %q", w)
			}
			a.Start, a.End = mem.Addr(start), mem.Addr(end)
		}
		out = append(out, a)
	}
	return out
}

// expedited is the number in a general register of the stopped thread: "$rip".
func expedited(c *Client, name string) (uint64, bool) {
	name, ok := strings.CutPrefix(name, "$")
	if !ok {
		return 0, false
	}
	f, err := c.Registers(context.Background(), c.Stop().Thread)
	if err != nil {
		return 0, false
	}
	v, ok := f.Value(name)
	if !ok || len(v) != 8 {
		return 0, false
	}
	return binary.LittleEndian.Uint64(v), true
}

func stopText(s *StopReply) string {
	if s == nil {
		return ""
	}
	text := fmt.Sprintf("kind %d signal %d", s.Kind, s.Signal)
	if s.HasThread {
		text += " thread " + s.Thread.String()
	}
	if s.Reason != "" {
		text += " " + s.Reason
		if s.Watch != 0 {
			text += " " + s.Watch.String()
		}
	}
	return text
}

func registerText(f *RegisterFile, names []string) string {
	var out []string
	for _, n := range names {
		v, ok := f.Value(n)
		if !ok {
			out = append(out, n+"=unknown")
			continue
		}
		out = append(out, fmt.Sprintf("%s=%x", n, v))
	}
	return strings.Join(out, " ")
}
