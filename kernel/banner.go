package kernel

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"kbreak/mem"
)

const (
	bannerPrefix = "Linux version "
	maxBanner    = 512 // bytes; real ones have about 200
)

// isBanner reports whether b begins with the text of linux_banner: the prefix and a version.
func isBanner(b []byte) bool {
	rest, ok := bytes.CutPrefix(b, []byte(bannerPrefix))
	return ok && (len(rest) == 0 || rest[0] >= '0' && rest[0] <= '9')
}

// bannerText is the banner as it is shown: one line without its newline.
func bannerText(b []byte) string {
	if i := bytes.IndexAny(b, "\x00\n"); i >= 0 {
		b = b[:i]
	}
	return printable(b)
}

// bannerRelease is the release ("uname -r") in a banner, "" if there is none.
func bannerRelease(text string) string {
	rest, ok := strings.CutPrefix(text, bannerPrefix)
	if !ok {
		return ""
	}
	release, _, _ := strings.Cut(rest, " ")
	return release
}

// ErrNoBanner says that a search for the kernel's banner did not find it.
var ErrNoBanner = errors.New("no \"" + bannerPrefix + "\" text found")

// Running is what [ReleaseOf] found.
type Running struct {
	// Banner is linux_banner without its newline; from 6.1 on it lacks the number of the build.
	Banner  string
	Release string // as "uname -r" prints it

	at    mem.Addr
	final bool // it has the number of the build: it is linux_banner itself
}

// The search for the banner. Read-only data begins at a multiple of 2 MiB, a few of them after the
// entry code (arch/x86/kernel/vmlinux.lds.S), and init/version.o is linked first: what it holds is in
// the first kilobyte. Before 6.1 that is the banner. Since then (commit 2df8220cc511) it is a weak
// one that lacks the build's number, "# SMP" for "#1 SMP", and the true one from
// init/version-timestamp.o ends the constants, a megabyte or so further on.
const (
	hugePage   = 2 << 20
	maxHuge    = 24                // multiples of 2 MiB looked at
	frontBytes = 1024              // of each, for an old kernel's banner or the mark of a new one
	scanStep   = 4096              // bytes a read of the long search
	maxScan    = 12 << 20          // bytes the long search may read
	procBanner = "%s version %s (" // linux_proc_banner; stayed at the front of read-only data
)

// ReleaseOf finds the banner of the running kernel without any symbols, so that its vmlinux can be
// looked for by release. It takes some ten reads. Where there are just a few files, trying each with
// [Try] is cheaper.
func ReleaseOf(ctx context.Context, m Machine) (*Running, error) {
	v := NewView(m)
	handler, err := anyHandler(ctx, m, v)
	if err != nil {
		return nil, err
	}
	return scanBanner(ctx, v, handler, false)
}

// anyHandler is an address in the kernel's text: of an interrupt handler, else of the PC.
func anyHandler(ctx context.Context, m Machine, r mem.Reader) (mem.Addr, error) {
	h, err := readGate(ctx, r, cpuEntryArea)
	if err == nil {
		return h, nil
	}
	if m.IDTR != nil {
		if base, ierr := m.IDTR(ctx); ierr == nil && base != cpuEntryArea {
			if h, gerr := readGate(ctx, r, base); gerr == nil {
				return h, nil
			}
		}
	}
	if m.Regs != nil {
		regs, rerr := m.Regs(ctx)
		if rerr == nil {
			if pc, ok := kernelPC(&regs); ok {
				return pc, nil
			}
		}
	}
	return 0, fmt.Errorf("no address in the kernel's text is known: interrupt descriptor table: %w", err)
}

// scanBanner looks for the banner in what follows text, an address in the kernel's text. If final is
// set only linux_banner itself will do, which may take some hundred reads of 4 KiB.
func scanBanner(ctx context.Context, r mem.Reader, text mem.Addr, final bool) (*Running, error) {
	var start mem.Addr // of the long search: read-only data, or the first that is readable
	p := make([]byte, frontBytes)
	at := text &^ (hugePage - 1)
	for range maxHuge {
		at += hugePage
		if at < text || at >= kernelImage+1<<30 {
			break
		}
		if err := r.ReadMem(ctx, at, p); err != nil {
			if !isFault(err) {
				return nil, err
			}
			continue
		}
		if run, err := bannerIn(ctx, r, at, p, final); run != nil || err != nil {
			return run, err
		}
		if mark := bytes.Contains(p, []byte(procBanner)); mark || start == 0 {
			start = at
			if mark {
				break
			}
		}
	}
	if start == 0 {
		return nil, fmt.Errorf("%w: nothing is readable behind the kernel's text at %v", ErrNoBanner, text)
	}
	if run, err := longScan(ctx, r, start, final); run != nil || err != nil {
		return run, err
	}
	return nil, fmt.Errorf("%w in %d MiB of memory at %v", ErrNoBanner, maxScan>>20, start)
}

func longScan(ctx context.Context, r mem.Reader, start mem.Addr, final bool) (*Running, error) {
	const overlap = len(bannerPrefix)
	buf := make([]byte, overlap+scanStep)
	have := 0 // bytes of the step before, at the front of buf
	for at := start; at < start+maxScan && at >= start; {
		page := buf[have : have+scanStep]
		if err := r.ReadMem(ctx, at, page); err != nil {
			if !isFault(err) {
				return nil, err
			}
			at, have = at&^(hugePage-1)+hugePage, 0
			continue
		}
		run, err := bannerIn(ctx, r, at.Add(int64(-have)), buf[:have+scanStep], final)
		if run != nil || err != nil {
			return run, err
		}
		have = copy(buf, page[scanStep-overlap:])
		at += scanStep
	}
	return nil, nil
}

// bannerIn looks for the banner in p, which was read from at.
func bannerIn(ctx context.Context, r mem.Reader, at mem.Addr, p []byte, final bool) (*Running, error) {
	for from := 0; ; {
		i := bytes.Index(p[from:], []byte(bannerPrefix))
		if i < 0 {
			return nil, nil
		}
		from += i
		run := &Running{at: at.Add(int64(from))}
		text, err := readBanner(ctx, r, run.at)
		if err != nil && !isFault(err) {
			return nil, err
		}
		// "Linux version 6.1.0 (who@where) (compiler) #1 SMP ...": other texts have the prefix only.
		run.Banner, run.Release, run.final = text, bannerRelease(text), withoutBuild(text) != text
		if strings.Contains(text, " (") && strings.Contains(text, "#") && (run.final || !final) {
			return run, nil
		}
		from += len(bannerPrefix)
	}
}

// withoutBuild takes the number of the build out of a banner: "#1 SMP" becomes "# SMP".
func withoutBuild(text string) string {
	i := strings.LastIndexByte(text, '#') + 1
	n := len(text[i:]) - len(strings.TrimLeft(text[i:], "0123456789"))
	if i == 0 {
		return text
	}
	return text[:i] + text[i+n:]
}

// readBanner reads the banner at a, "" if there is none. A fault leaves what could be read.
func readBanner(ctx context.Context, r mem.Reader, a mem.Addr) (string, error) {
	text, err := mem.CString(ctx, r, a, maxBanner)
	if err != nil && !isFault(err) && !errors.Is(err, mem.ErrTooLong) {
		return "", err
	}
	if errors.Is(err, mem.ErrTooLong) {
		err = nil
	}
	if !isBanner([]byte(text)) {
		return "", err
	}
	return bannerText([]byte(text)), err
}
