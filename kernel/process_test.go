package kernel

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// A kernel that is linked to the lower half runs as a process, where it is linked, and nowhere else is looked.
func TestLocateProcess(t *testing.T) {
	const banner, at = "Linux version 6.1.0 (lab@kbreak) (gcc) #1", 0x60010000
	image := func(text string) *file {
		f := &file{name: "linux", static: &memory{}, syms: map[string]uint64{"_text": 0x60001000, "linux_banner": at},
			sizes: map[string]uint64{"linux_banner": uint64(len(text) + 2)}}
		f.static.put(at, append([]byte(text), '\n', 0))
		return f
	}
	run := boot(&file{static: image(banner).static, syms: map[string]uint64{}}, 0)
	asked := Machine{Virt: run, Regs: mustFailRegs(t)}
	loc, err := Locate(context.Background(), asked, image(banner))
	if err != nil || !loc.Process || loc.Bias != 0 || loc.Base != 0x60001000 || loc.VerifiedBy != "banner" {
		t.Errorf("%+v, %v", loc, err)
	}
	var wrong *WrongKernelError
	if loc, err := Try(context.Background(), asked, image(strings.Replace(banner, "6.1.0", "6.1.7", 1))); !errors.As(err, &wrong) {
		t.Errorf("another kernel: %+v, %v", loc, err)
	}
	var lost *LocateError
	if loc, err := Locate(context.Background(), Machine{Virt: &memory{}, Regs: mustFailRegs(t)}, image(banner)); !errors.As(err, &lost) || lost.Hint != hintProcess {
		t.Errorf("an empty target: %+v, %v", loc, err)
	}
}
