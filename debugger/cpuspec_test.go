package debugger

import "testing"

func TestSplitCPUs(t *testing.T) {
	for text, want := range map[string][2]string{
		"runqueues:a": {"runqueues", "a"}, "runqueues:all": {"runqueues", "all"}, "runqueues:": {"runqueues", ""},
		"31980:0-3,5": {"31980", "0-3,5"}, "runqueues : 1": {"runqueues ", "1"}, "virtio:vring": {"virtio:vring", "no"},
		"runqueues": {"runqueues", "no"}, ":1": {":1", "no"}, "rq:0-": {"rq:0-", "no"}, "file.c::x": {"file.c::x", "no"},
		"scope::": {"scope::", "no"}, "mod:v:0": {"mod:v", "0"},
	} {
		addr, cpus, ok := splitCPUs(text)
		if !ok {
			cpus = "no"
		}
		if addr != want[0] || cpus != want[1] {
			t.Errorf("%q: %q, %q, want %q", text, addr, cpus, want)
		}
	}
}
