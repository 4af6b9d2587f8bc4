package debugger

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"kbreak/mem"
)

// cpuSpec is how crash says of which CPUs a per-CPU structure is meant, behind a colon: nothing for that of
// the selected thread, "a" or "all", or CPUs and ranges of them.
var cpuSpec = regexp.MustCompile(`^(?:|a|all|[0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*)$`)

// splitCPUs parts ADDRESS:CPUS. A colon with anything else behind it belongs to the address: MODULE:NAME.
func splitCPUs(text string) (addr, cpus string, ok bool) {
	i := strings.LastIndexByte(text, ':')
	if i <= 0 || !cpuSpec.MatchString(strings.TrimSpace(text[i+1:])) || strings.HasSuffix(text[:i], ":") {
		return text, "", false
	}
	return text[:i], strings.TrimSpace(text[i+1:]), true
}

// perCPUCopy is where a CPU has its copy of something.
type perCPUCopy struct {
	cpu int64
	at  mem.Addr
}

// perCPUCopies finds the copies of what text names: a per-CPU variable, or an offset into the per-CPU areas,
// such as a __percpu pointer has.
func (s *Session) perCPUCopies(ctx context.Context, text, cpus string) ([]perCPUCopy, error) {
	text = strings.TrimSpace(text)
	var template mem.Addr
	named := false
	for _, sa := range s.space.Lookup(text) {
		if sa.PerCPU {
			template, named = sa.Addr, true
			break
		}
	}
	if !named {
		if len(s.space.Lookup(text)) > 0 {
			return nil, fmt.Errorf("%s is no per-CPU variable: no CPU can be named behind it", text)
		}
		var err error
		if template, err = s.CrashAddr(ctx, text); err != nil {
			return nil, err
		}
	}
	e := s.env(ctx)
	if cpus == "" {
		cpu := int64(-1)
		if t := s.Thread(); t != nil {
			if err := s.identify(ctx, t); err != nil {
				return nil, err
			}
			cpu = int64(t.CPU)
		}
		at, err := e.PerCPU(ctx, template, cpu)
		return []perCPUCopy{{cpu, at}}, err
	}
	if _, err := e.PerCPU(ctx, template, 0); err != nil { // which CPUs there are is known from here on
		return nil, err
	}
	n := int64(len(s.percpu.Offset))
	if cpus[0] == 'a' {
		cpus = fmt.Sprintf("0-%d", n-1)
	}
	var out []perCPUCopy
	for part := range strings.SplitSeq(cpus, ",") {
		first, last, ranged := strings.Cut(part, "-")
		from, err1 := strconv.ParseInt(first, 10, 32)
		to, err2 := from, error(nil)
		if ranged {
			to, err2 = strconv.ParseInt(last, 10, 32)
		}
		if err1 != nil || err2 != nil || to < from || to >= n {
			return nil, fmt.Errorf("there are no CPUs %s: there are CPUs 0 to %d", part, n-1)
		}
		for cpu := from; cpu <= to && len(out) < maxRecords; cpu++ {
			at, err := e.PerCPU(ctx, template, cpu)
			if err != nil {
				return nil, err
			}
			out = append(out, perCPUCopy{cpu, at})
		}
	}
	return out, nil
}
