package debugger

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kbreak/kernel"
	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

const (
	cpuOffsets = simBase + 0x1000
	cpuMask    = simBase + 0x2000
)

// cpuImage is a vmlinux that knows which CPUs there are.
type cpuImage struct{}

func (cpuImage) Name() string                       { return "vmlinux" }
func (cpuImage) BuildID() []byte                    { return nil }
func (cpuImage) ReadStatic(link.Addr, []byte) error { return errors.New("no contents") }
func (cpuImage) Struct(string) (*ctype.Type, error) { return nil, errors.New("no such struct") }
func (cpuImage) Symbol(n string) (link.Addr, uint64, bool) {
	a, ok := map[string]link.Addr{"__per_cpu_offset": cpuOffsets, "__cpu_online_mask": cpuMask, "__per_cpu_start": 0}[n]
	return a, 8 * 256, ok
}

// TestThreadsOfManyCPUs has kgdb with more CPUs than its buffer for the first packet of the list holds: that
// packet is not sent, and all CPUs that are online are in the list all the same.
func TestThreadsOfManyCPUs(t *testing.T) {
	for _, tt := range []struct {
		possible, online int
		asks             string
	}{
		{2, 2, "qfThreadInfo"},
		{90, 90, "qfThreadInfo"},
		{128, 90, "qfThreadInfo"},
		{91, 91, "qsThreadInfo"},
		{200, 130, "qsThreadInfo"},
	} {
		t.Run(fmt.Sprintf("%d of %d", tt.online, tt.possible), func(t *testing.T) {
			pages := []string{"m01,02,03", ""}
			m, s := newSim(t, "90", &sim{first: func(p string) (string, bool) {
				switch {
				case strings.HasPrefix(p, "qSupported"):
					return "", true
				case p == "qfThreadInfo":
					return "mfffffffe,01,02", true
				case p == "qsThreadInfo" && tt.asks == p:
					page := pages[0]
					pages = pages[1:]
					return page, true
				case p == "qsThreadInfo":
					return "", true
				}
				return "", false
			}}, simBase)
			for i := range tt.possible {
				binary.LittleEndian.PutUint64(m.at(cpuOffsets+8*uint64(i), 8), 0xffff888000000000+uint64(i)<<16)
			}
			for i := range tt.online {
				m.at(cpuMask+uint64(i/8), 1)[0] |= 1 << (i % 8)
			}
			s.kernel = kernel.New(cpuImage{}, &kernel.Location{})
			m.trips()
			ids, err := s.threadIDs(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			asked := m.trips()
			if i := slices.IndexFunc(asked, func(p string) bool { return strings.HasSuffix(p, "ThreadInfo") }); i < 0 || asked[i] != tt.asks {
				t.Errorf("the stub was asked %v, want %s first", asked, tt.asks)
			}
			if tt.asks == "qsThreadInfo" {
				last, ok := ids[tt.online-1].ShadowCPU()
				if len(ids) != tt.online+3 || !ok || last != tt.online-1 || ids[tt.online].Thread != 1 {
					t.Errorf("have %d threads, %v", len(ids), ids)
				}
			}
		})
	}
}

// TestRefusedStep has a stub that answers a step with an error: nothing ran, the target is stopped where it was.
func TestRefusedStep(t *testing.T) {
	ctx := context.Background()
	m, s := newSim(t, "90 90", &sim{noVCont: true, first: func(p string) (string, bool) { return "E22", p == "s" }}, simBase)
	stop, err := s.Step(ctx, StepInstruction, 1)
	if stop != nil || err == nil || !strings.Contains(err.Error(), "E22") {
		t.Errorf("have %+v, %v", stop, err)
	}
	if s.State() != Stopped || s.Thread() == nil {
		t.Fatalf("the session is %v, thread %v", s.State(), s.Thread())
	}
	if f, err := s.Frame(ctx); err != nil || f.PC != simBase {
		t.Errorf("the frame is %+v, %v", f, err)
	}
	m.mu.Lock()
	m.first = nil
	m.mu.Unlock()
	if _, err := s.Step(ctx, StepInstruction, 1); err != nil {
		t.Error(err)
	}
	if f, err := s.Frame(ctx); err != nil || f.PC != simBase+1 {
		t.Errorf("after a step the frame is %+v, %v", f, err)
	}
}
