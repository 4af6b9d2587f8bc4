package rsp

import (
	"bytes"
	"io"
	"testing"
	"testing/synctest"

	"kbreak/rsp/rsptest"
)

// tamper is a line that makes something else of what is sent, each once and in this order, and that loses
// some of what comes after.
type tamper struct {
	io.ReadWriteCloser
	changes []change
	lose    int // writes of the peer to garble
}

type change struct {
	from, to string
	lose     int
}

func (t *tamper) Write(p []byte) (int, error) {
	if len(t.changes) > 0 {
		if c := t.changes[0]; bytes.Contains(p, []byte(c.from)) {
			t.changes, t.lose = t.changes[1:], c.lose
			if _, err := t.ReadWriteCloser.Write(bytes.Replace(p, []byte(c.from), []byte(c.to), 1)); err != nil {
				return 0, err
			}
			return len(p), nil
		}
	}
	return t.ReadWriteCloser.Write(p)
}

func (t *tamper) Read(p []byte) (int, error) {
	n, err := t.ReadWriteCloser.Read(p)
	if t.lose > 0 && n > 0 {
		t.lose--
		for i := range n {
			p[i] = '~'
		}
	}
	return n, err
}

// What two damages of the same packet do with its checksum as it was: a breakpoint that nobody asked for does
// not stay, and those that were asked for do.
func TestStray(t *testing.T) {
	soft := Point{Kind: SoftwareBreak, Addr: rsptest.KGDBBase + 0x20, Size: 1}
	hard := Point{Kind: HardwareBreak, Addr: rsptest.KGDBBase + 0x20, Size: 1}
	for _, tt := range []struct {
		name    string
		p       Point
		late    bool // it shows when the point is removed
		changes []change
	}{
		{"Z0 elsewhere", soft, false, []change{{"Z0,ffffffff81000020", "Z0,ffffffff81002000", 0}}},
		{"Z0 elsewhere, and its answer lost", soft, false, []change{{"Z0,ffffffff81000020", "Z0,ffffffff81002000", 2}}},
		{"Z1 elsewhere, and its answer lost", hard, false, []change{{"Z1,ffffffff81000020", "Z1,ffffffff81000200", 2}}},
		{"Z1 elsewhere", hard, true, []change{{"Z1,ffffffff81000020", "Z1,ffffffff81000200", 0}}},
		{"Z0 refused", soft, false, []change{{"Z0,ffffffff81000020", "Z0,fffffff8f1000020", 0}}},
		{"z0 of another", soft, false, []change{{"z0,ffffffff81000020", "z0,ffffffff81000200", 0}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				k, conn := rsptest.NewKGDB()
				bad := change{"$m", "$n", 0} // so that the line is known to have noise
				line := &tamper{ReadWriteCloser: conn, changes: append([]change{bad}, tt.changes...)}
				c := NewClient(line, Options{})
				defer c.Close()
				if _, err := c.Handshake(t.Context()); err != nil {
					t.Fatal(err)
				}
				if err := c.ReadMemory(t.Context(), AnyThread, rsptest.KGDBBase, make([]byte, 8)); err != nil {
					t.Fatal(err)
				}
				check := func(points ...Point) {
					t.Helper()
					for _, p := range points {
						if !k.Breakpoint(p.Kind == HardwareBreak, uint64(p.Addr)) {
							t.Errorf("no %v", p)
						}
					}
					if n := k.Points(); n != len(points) {
						t.Errorf("%d breakpoints, not %d", n, len(points))
					}
				}
				stays := []Point{
					{Kind: SoftwareBreak, Addr: rsptest.KGDBBase + 0x200, Size: 1},
					{Kind: HardwareBreak, Addr: rsptest.KGDBBase + 0x900, Size: 1},
				}
				for _, p := range stays {
					if err := c.Insert(t.Context(), p); err != nil {
						t.Fatal(err)
					}
				}
				if err := c.Insert(t.Context(), tt.p); err != nil {
					t.Fatal(err)
				}
				if !tt.late {
					check(append(stays, tt.p)...)
				}
				if err := c.Remove(t.Context(), tt.p); err != nil {
					t.Fatal(err)
				}
				check(stays...)
				if len(line.changes) > 0 {
					t.Errorf("not sent: %v", line.changes)
				}
			})
		})
	}
}

// A refusal of what the line made of a write is not believed.
func TestWriteRefusedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, conn := rsptest.NewKGDB()
		line := &tamper{ReadWriteCloser: conn, changes: []change{{"$m", "$n", 0}, {"Mffffffff81000020", "Mffffffff01000820", 0}}}
		c := NewClient(line, Options{})
		defer c.Close()
		if _, err := c.Handshake(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := c.ReadMemory(t.Context(), AnyThread, rsptest.KGDBBase, make([]byte, 8)); err != nil {
			t.Fatal(err)
		}
		if err := c.WriteMemory(t.Context(), AnyThread, rsptest.KGDBBase+0x20, []byte("text")); err != nil {
			t.Fatal(err)
		}
		if have := k.Memory(rsptest.KGDBBase+0x20, 4); string(have) != "text" {
			t.Errorf("wrote %q", have)
		}
		if len(line.changes) > 0 {
			t.Errorf("not sent: %v", line.changes)
		}
	})
}
