package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"text/tabwriter"
	"time"

	"kbreak/mem"
	"kbreak/rsp"
)

// question is one that both debuggers are asked, in a process that has just started: what they take to
// read the debug information counts.
type question struct {
	name string
	gdb  string // command
	ours string // the same unless it says otherwise
	live bool   // about the guest, not the file alone
}

var questions = []question{
	{name: "ptype struct task_struct", gdb: "ptype struct task_struct"},
	{name: "three pointers through five structs", gdb: "print init_task.nsproxy->uts_ns->user_ns->uid_map.nr_extents", live: true},
	{name: "info functions ^tcp_", gdb: "info functions ^tcp_"},
}

// look measures what it takes to look at types, values and memory.
func (b *bench) look() error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\ncold process, files in page cache\tgdb\tkbreak\tkbreak / gdb\tmemory\n")
	for _, q := range questions {
		if err := b.ask(w, q); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nround trips after the attach\tgdb\tkbreak\n")
	for _, q := range []question{
		{name: "a struct of 4096 bytes", gdb: "print/x boot_params"},
		{name: "all entries of a list", ours: "klist -H ftrace_events -o trace_event_call.list"},
	} {
		if err := b.askTrips(w, q); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return b.search()
}

// has reports whether kbreak has a command.
func (b *bench) has(command string) bool {
	name, _, _ := strings.Cut(command, " ")
	name, _, _ = strings.Cut(name, "/")
	return exec.CommandContext(b.ctx, b.kbreak, "--batch", "-e", "help "+name).Run() == nil
}

// ask measures gdb once, since it takes long, and kbreak several times.
func (b *bench) ask(w *tabwriter.Writer, q question) error {
	if q.ours == "" {
		q.ours = q.gdb
	}
	if !b.has(q.ours) {
		fmt.Fprintf(w, "%s\t-\tno such command\n", q.name)
		return nil
	}
	vmlinux := b.guest.Assets.Vmlinux
	theirs, ours := []string{"gdb", "-nx", "-batch", "-ex", q.gdb, vmlinux}, []string{b.kbreak, "--batch", "-s", vmlinux, "-e", q.ours}
	if q.live {
		theirs, ours = b.gdb(b.guest.Stub, q.gdb), b.ours(b.guest.Stub, q.ours)
	}
	g, err := b.measure(theirs)
	if err != nil {
		return err
	}
	var all []usage
	for range b.runs {
		k, err := b.measure(ours)
		if err != nil {
			return err
		}
		all = append(all, k)
	}
	verdict := "the same text"
	if have, want := answer(all[0].out), answer(g.out); q.live && !bytes.Equal(have, want) {
		verdict = fmt.Sprintf("%s, gdb %s", have, want)
	} else if have, want := fileAnswer(all[0].out), fileAnswer(g.out); !q.live && !bytes.Equal(have, want) {
		verdict = fmt.Sprintf("%d lines, gdb %d", bytes.Count(have, []byte("\n")), bytes.Count(want, []byte("\n")))
	}
	wall := medianOf(all, usage.seconds)
	fmt.Fprintf(w, "%s\t%.0f ms\t%.0f ms\t1/%.1f\t%.0f MiB, %.0f MiB; %s\n", q.name, g.seconds()*1e3, wall*1e3, g.seconds()/wall,
		g.mib(), medianOf(all, usage.mib), verdict)
	return nil
}

// answer is the line with the printed value.
func answer(out []byte) []byte {
	for line := range bytes.Lines(out) {
		if bytes.HasPrefix(line, []byte("$1 = ")) {
			return bytes.TrimSpace(line)
		}
	}
	return nil
}

// fileAnswer is all but the line that says which file is read.
func fileAnswer(out []byte) []byte {
	if rest, ok := bytes.CutPrefix(out, []byte("Symbols from ")); ok {
		_, out, _ = bytes.Cut(rest, []byte("\n"))
	}
	return bytes.TrimSpace(out)
}

// askTrips counts the round trips of a question about the guest, without those of attaching.
func (b *bench) askTrips(w *tabwriter.Writer, q question) error {
	fmt.Fprint(w, q.name)
	for i, command := range []string{q.gdb, max(q.ours, q.gdb)} {
		debugger := []func(string, ...string) []string{b.gdb, b.ours}[i]
		if command == "" || i == 1 && !b.has(command) {
			fmt.Fprint(w, "\t-")
			continue
		}
		alone, err := b.roundTrips(func(target string) []string { return debugger(target) })
		if err != nil {
			return err
		}
		n, err := b.roundTrips(func(target string) []string { return debugger(target, command) })
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "\t%d", n-alone)
		if i == 1 && q.gdb == "" {
			u, err := b.measure(debugger(b.guest.Stub, command))
			if err != nil {
				return err
			}
			entries := 0
			for line := range bytes.Lines(u.out) {
				if bytes.HasPrefix(line, []byte("ffff")) {
					entries++
				}
			}
			fmt.Fprintf(w, " for %d entries", entries)
		}
	}
	fmt.Fprintln(w)
	return nil
}

// searched is how much memory the search goes through.
const searched = 64 << 20

// search compares the time of a search with that of reading the same memory and doing nothing with it.
func (b *bench) search() error {
	if !b.has("search") {
		fmt.Println("search: no such command")
		return nil
	}
	u, err := b.measure(b.ours(b.guest.Stub, "print/x page_offset_base"))
	if err != nil {
		return err
	}
	var base uint64
	if _, err := fmt.Sscanf(string(answer(u.out)), "$1 = 0x%x", &base); err != nil {
		return fmt.Errorf("print/x page_offset_base: %w\n%s", err, u.out)
	}
	start := base + 64<<20 // behind what firmware and a hypervisor may hide
	var pure, found []float64
	for range b.runs {
		d, err := b.transfer(mem.Addr(start))
		if err != nil {
			return err
		}
		pure = append(pure, d.Seconds())
		alone, err := b.measure(b.ours(b.guest.Stub))
		if err != nil {
			return err
		}
		u, err := b.measure(b.ours(b.guest.Stub, fmt.Sprintf("search -s %#x -l %d 0x6b627265616b2121", start, searched)))
		if err != nil {
			return err
		}
		found = append(found, u.seconds()-alone.seconds())
	}
	p, f := median(pure), median(found)
	fmt.Printf("search through %d MiB: %.1f s, %.0f %% more than the transfer alone (%.1f s, %.0f MiB/s)\n", searched>>20, f, 100*(f/p-1),
		p, searched/p/(1<<20))
	return nil
}

// transfer reads memory of the stopped guest in the largest pieces that its stub gives.
func (b *bench) transfer(start mem.Addr) (time.Duration, error) {
	conn, err := net.Dial("tcp", b.guest.Stub)
	if err != nil {
		return 0, err
	}
	c := rsp.NewClient(conn, rsp.Options{})
	defer c.Close()
	if _, err := c.Handshake(b.ctx); err != nil {
		return 0, err
	}
	buf := make([]byte, 64<<10)
	begun := time.Now()
	for off := int64(0); off < searched; off += int64(len(buf)) {
		if err := c.ReadMemory(b.ctx, rsp.AnyThread, start.Add(off), buf); err != nil {
			return 0, err
		}
	}
	return time.Since(begun), c.Detach(context.WithoutCancel(b.ctx))
}
