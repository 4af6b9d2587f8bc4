package unwind_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kbreak/arch"
	"kbreak/debugger/unwind"
	"kbreak/mem"
	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
	"kbreak/symbols/orc"
)

var update = flag.Bool("update", false, "rewrite the want sections of testdata/*.txtar")

// A snapshot is one stop of a real kernel, cut down to what a walk looks at: a txtar file with the
// sections about, state and want. The lines of state:
//
//	slide HEX              runtime address - link address; all others but text, orc and fde are runtime addresses
//	option NAME            returnaddress, guess
//	reg NAME HEX
//	mem ADDR BYTES         memory that can be read; nothing else can
//	text START END         the code, link addresses
//	orc START END BYTES    one entry of .orc_unwind and its range, link addresses
//	fde BYTES              one FDE of .debug_frame; all have the CIE in line cie
//	cie BYTES
//	sym ADDR NAME          for the output alone
type snapshot struct {
	*kernel
	regs  arch.Registers
	opt   unwind.Options
	mem   sparse
	names map[mem.Addr]string // by the address to look a frame up with
	want  string
}

// sparse is memory with holes, in lines of 64 bytes.
type sparse map[mem.Addr][]byte

const lineSize = 64

func (s sparse) ReadMem(_ context.Context, a mem.Addr, p []byte) error {
	for i := range p {
		at := a.Add(int64(i))
		line, ok := s[at/lineSize*lineSize]
		if !ok {
			return &mem.Fault{Addr: at, Got: i}
		}
		p[i] = line[at%lineSize]
	}
	return nil
}

func (s *snapshot) name(a mem.Addr) string {
	if n, ok := s.names[a]; ok {
		return n
	}
	return "??"
}

func parseSnapshot(ar *txtar.Archive) (*snapshot, error) {
	s := &snapshot{kernel: new(kernel), mem: sparse{}, names: map[mem.Addr]string{}}
	var state []byte
	for _, f := range ar.Files {
		switch f.Name {
		case "state":
			state = f.Data
		case "want":
			s.want = string(f.Data)
		}
	}
	var starts []link.Addr
	var entries []byte
	var frame []byte
	sc := bufio.NewScanner(bytes.NewReader(state))
	for sc.Scan() {
		f := strings.Fields(sc.Text())
		if len(f) < 2 {
			continue
		}
		num := func(i int) uint64 { v, _ := strconv.ParseUint(f[i], 0, 64); return v }
		raw := func(i int) []byte { b, _ := hex.DecodeString(f[i]); return b }
		switch f[0] {
		case "slide":
			s.slide = int64(num(1))
		case "option":
			s.opt.ReturnAddress = s.opt.ReturnAddress || f[1] == "returnaddress"
			s.opt.Guess = s.opt.Guess || f[1] == "guess"
		case "reg":
			r, ok := arch.AMD64.Reg(f[1])
			if !ok {
				return nil, fmt.Errorf("no register %s", f[1])
			}
			s.regs.Set(r, num(2))
		case "mem":
			s.mem[mem.Addr(num(1))] = raw(2)
		case "text":
			s.text = append(s.text, link.Range{Start: link.Addr(num(1)), End: link.Addr(num(2))})
		case "orc":
			// A range that was not recorded says nothing.
			starts = append(starts, link.Addr(num(1)), link.Addr(num(2)))
			entries = append(append(entries, raw(3)...), make([]byte, 6)...)
		case "cie":
			frame = append(slices.Clone(raw(1)), frame...)
		case "fde":
			frame = append(frame, raw(1)...)
		case "sym":
			s.names[mem.Addr(num(1))] = f[2]
		}
	}
	const ipAddr = link.Addr(0xffffffff82000000) // anywhere near the code
	var ip []byte
	for i, a := range starts {
		ip = binary.LittleEndian.AppendUint32(ip, uint32(a-ipAddr-link.Addr(4*i)))
	}
	var err error
	if s.orc, err = orc.New(ip, ipAddr, entries, 1); err != nil {
		return nil, err
	}
	s.cfi, err = cfi.NewTable(frame, cfi.DebugFrame, 0, binary.LittleEndian, 8)
	return s, err
}

func (s *snapshot) unwind(t *testing.T) unwind.Trace {
	t.Helper()
	u := &unwind.Unwinder{Arch: arch.AMD64, Mem: s.mem, Rules: s.kernel}
	tr, err := u.Unwind(context.Background(), s.regs, s.opt)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// TestSnapshots replays stops of a real kernel. Their want sections were compared with gdb's
// frames and registers of the same stop when they were recorded, see record_test.go.
func TestSnapshots(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no snapshots")
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := parseSnapshot(ar)
			if err != nil {
				t.Fatal(err)
			}
			have := show(s.unwind(t), s.name)
			if *update {
				for i := range ar.Files {
					if ar.Files[i].Name == "want" {
						ar.Files[i].Data = []byte(have)
					}
				}
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(s.want, have); d != "" {
				t.Error(d)
			}
		})
	}
}
