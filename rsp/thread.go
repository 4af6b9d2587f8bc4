package rsp

import (
	"bytes"
	"strconv"
)

// ThreadID names a thread on the wire: hex digits, with multiprocess a process part before it
// (p1.2). It is the stub's name and nothing more: QEMU numbers vCPUs from 1, kgdb uses pids and
// unsigned 32-bit "shadow" ids for CPUs (0xfffffffe is CPU 0).
type ThreadID struct {
	Process int64 // 0 without multiprocess
	Thread  int64 // 1 and up; Any and All are patterns, not identities
}

// Patterns for requests that take any or all threads.
var (
	AnyThread  = ThreadID{Thread: 0}
	AllThreads = ThreadID{Thread: -1}
)

// ShadowCPU is the CPU that a "shadow" thread of kgdb stands for: -(n+2) as an unsigned 32-bit number for
// CPU n (kernel/debug/gdbstub.c, shadow_pid).
func (t ThreadID) ShadowCPU() (cpu int, ok bool) {
	if t.Thread > shadowOfCPU0 || t.Thread <= shadowOfCPU0-8192 { // the largest CONFIG_NR_CPUS
		return 0, false
	}
	return int(shadowOfCPU0 - t.Thread), true
}

const shadowOfCPU0 = 1<<32 - 2

// Shadow is the thread for which ShadowCPU gives cpu.
func Shadow(cpu int) ThreadID { return ThreadID{Thread: shadowOfCPU0 - int64(cpu)} }

// String gives the wire form.
func (t ThreadID) String() string {
	if t.Process != 0 {
		return "p" + hexID(t.Process) + "." + hexID(t.Thread)
	}
	return hexID(t.Thread)
}

func hexID(v int64) string { return strconv.FormatInt(v, 16) }

// parseThreadID accepts every form in use: 1, 00000001, fffffffe, -1, p1.2, p1.
func parseThreadID(b []byte) (ThreadID, bool) {
	var t ThreadID
	if rest, multi := bytes.CutPrefix(b, []byte{'p'}); multi {
		proc, thread, both := bytes.Cut(rest, []byte{'.'})
		var ok bool
		if t.Process, ok = parseID(proc); !ok {
			return ThreadID{}, false
		}
		if !both {
			t.Thread = -1
			return t, true
		}
		b = thread
	}
	var ok bool
	if t.Thread, ok = parseID(b); !ok {
		return ThreadID{}, false
	}
	return t, true
}

func parseID(b []byte) (int64, bool) {
	if string(b) == "-1" {
		return -1, true
	}
	v, ok := parseHex(b)
	return int64(v), ok && v < 1<<63
}
