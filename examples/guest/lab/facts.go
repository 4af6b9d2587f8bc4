package lab

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"kbreak/mem"
)

// Facts are what the guest said about itself, once, before it was ready. They are the oracle for what a
// debugger finds out from outside.
type Facts struct {
	Release string              // of uname -r
	Banner  string              // of /proc/version: linux_banner without its last words
	BuildID string              // of the running kernel, in hex; /sys/kernel/notes
	Symbols map[string]mem.Addr // a few of /proc/kallsyms, runtime addresses (per-CPU ones as linked)
	Modules []ModuleFacts       // in the order of /proc/modules, newest first
	Tasks   []Task              // of Config.Load
}

// ModuleFacts is one loaded module.
type ModuleFacts struct {
	Name     string
	Size     uint64   // of /proc/modules
	Addr     mem.Addr // of /proc/modules: where its code begins
	BuildID  string   // in hex; empty if the kernel does not show it
	Sections map[string]mem.Addr
}

// Task is work that init started.
type Task struct {
	PID  int
	CPU  int    // that it is bound to
	Comm string // name of the script; a kernel load is mostly in a child called cat
}

// Module finds a loaded module by name.
func (f *Facts) Module(name string) (*ModuleFacts, bool) {
	for i := range f.Modules {
		if f.Modules[i].Name == name {
			return &f.Modules[i], true
		}
	}
	return nil, false
}

// add takes one line of the guest's, for which init.sh is the specification.
func (f *Facts) add(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	v := strings.Fields(rest)
	want := map[string]int{"module": 3, "section": 3, "symbol": 2, "task": 3, "notes-of": 2, "notes": 1, "release": 1}
	if n, known := want[word]; known && len(v) != n {
		return fmt.Errorf("guest says %q: want %d values", line, n)
	}
	var err error
	switch word {
	case "release":
		f.Release = rest
	case "banner":
		f.Banner = rest
	case "notes":
		f.BuildID, err = buildID(v[0])
	case "symbol":
		if f.Symbols == nil {
			f.Symbols = make(map[string]mem.Addr)
		}
		f.Symbols[v[0]], err = parseAddr(v[1])
	case "task":
		task := Task{Comm: v[2]}
		if task.PID, err = strconv.Atoi(v[0]); err == nil {
			task.CPU, err = strconv.Atoi(v[1])
		}
		f.Tasks = append(f.Tasks, task)
	case "module":
		m := ModuleFacts{Name: v[0], Sections: make(map[string]mem.Addr)}
		if m.Size, err = strconv.ParseUint(v[1], 10, 64); err == nil {
			m.Addr, err = parseAddr(v[2])
		}
		f.Modules = append(f.Modules, m)
	case "section", "notes-of":
		m, ok := f.Module(v[0])
		switch {
		case !ok:
			err = fmt.Errorf("no such module")
		case word == "section":
			m.Sections[v[1]], err = parseAddr(v[2])
		default:
			m.BuildID, err = buildID(v[1])
		}
	default:
		err = fmt.Errorf("unknown keyword")
	}
	if err != nil {
		return fmt.Errorf("guest says %q: %w", line, err)
	}
	return nil
}

func parseAddr(s string) (mem.Addr, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "0x"), 16, 64)
	return mem.Addr(n), err
}

// buildID finds the GNU build-id (type 3, owner "GNU") in ELF notes given in hex: three 32-bit words
// (lengths of owner and value, type), owner and value, each padded to four bytes.
func buildID(notes string) (string, error) {
	p, err := hex.DecodeString(notes)
	if err != nil {
		return "", err
	}
	for len(p) >= 12 {
		owner, value, kind := binary.LittleEndian.Uint32(p), binary.LittleEndian.Uint32(p[4:]), binary.LittleEndian.Uint32(p[8:])
		ownerEnd := 12 + (uint64(owner)+3)&^3
		end := ownerEnd + (uint64(value)+3)&^3
		if end > uint64(len(p)) {
			break
		}
		if kind == 3 && string(p[12:12+owner]) == "GNU\x00" {
			return hex.EncodeToString(p[ownerEnd : ownerEnd+uint64(value)]), nil
		}
		p = p[end:]
	}
	return "", fmt.Errorf("no build-id in the notes")
}
