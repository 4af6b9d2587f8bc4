package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path"
	"slices"
	"strings"
	"time"

	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
)

// lookups times random addresses of kernel text and compares them with addr2line.
func lookups(ctx context.Context, vmlinux string, n int) error {
	im, err := symbols.Open(vmlinux, symbols.OpenOptions{})
	if err != nil {
		return err
	}
	defer im.Close()
	data, err := im.Debug()
	if err != nil {
		return err
	}
	text, ok := im.Section(".text")
	if !ok {
		return errors.New("no .text")
	}
	r := rand.New(rand.NewPCG(1, 2)) // the same addresses in every run
	var pcs []symbols.LinkAddr
	for range n {
		pcs = append(pcs, text.Addr+symbols.LinkAddr(r.Uint64N(text.Size)))
	}
	want, err := addr2line(ctx, vmlinux, pcs)
	if err != nil {
		return err
	}
	var times []float64
	same, covered := 0, 0
	for _, pc := range pcs {
		start := time.Now()
		scopes, err := data.Scopes(pc)
		times = append(times, float64(time.Since(start).Microseconds())/1e3)
		if err != nil {
			if !errors.Is(err, debuginfo.ErrNone) {
				return err
			}
			continue
		}
		covered++
		var have []string
		for _, s := range scopes {
			have = append(have, fmt.Sprintf("%s %s:%d", s.Name, path.Base(s.File), s.Line))
		}
		if slices.Equal(have, want[pc]) {
			same++
		}
	}
	fmt.Printf("%d random text addresses to function, inline chain, file:line: median %.2f ms; %d in a function, %d of them equal to addr2line -i -f\n",
		n, median(times), covered, same)
	return nil
}

// addr2line gives the lines "FUNCTION FILE:LINE" of each address, innermost first, without
// directories.
func addr2line(ctx context.Context, vmlinux string, pcs []symbols.LinkAddr) (map[symbols.LinkAddr][]string, error) {
	var in strings.Builder
	for _, pc := range pcs {
		fmt.Fprintln(&in, pc)
	}
	cmd := exec.CommandContext(ctx, "addr2line", "-a", "-i", "-f", "-e", vmlinux)
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("addr2line: %w", err)
	}
	want := make(map[symbols.LinkAddr][]string)
	var cur symbols.LinkAddr
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	for i := 0; i < len(lines); i++ {
		if strings.HasPrefix(lines[i], "0x") {
			var v uint64
			if _, err := fmt.Sscanf(lines[i], "0x%x", &v); err != nil {
				return nil, fmt.Errorf("addr2line says %q", lines[i])
			}
			cur = symbols.LinkAddr(v)
			continue
		}
		if i+1 < len(lines) {
			pos, _, _ := strings.Cut(lines[i+1], " (discriminator")
			want[cur] = append(want[cur], lines[i]+" "+path.Base(pos))
			i++
		}
	}
	return want, nil
}
