package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kbreak/debugger/repl"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want config
	}{
		{nil, config{}},
		{[]string{"localhost:8864"}, config{target: "localhost:8864"}},
		{[]string{":8864", "--batch", "--json"}, config{target: ":8864", batch: true, json: true}},
		{[]string{"-batch", "-json", ":1"}, config{target: ":1", batch: true, json: true}},
		{
			[]string{"-s", "vmlinux", "--module-path", "a", "--module-path=b", "-e", "bt -a", "-x", "f", "-ex", "-3", "t:1"},
			config{
				vmlinux: "vmlinux", modulePath: []string{"a", "b"}, target: "t:1",
				steps: []repl.Step{{Command: "bt -a"}, {File: "f"}, {Command: "-3"}},
			},
		},
		{[]string{"--symbols=a=b", "--record", "r", "-v"}, config{vmlinux: "a=b", record: "r", verbose: true}},
		{[]string{"-e", "info line *0", "--", "-dash:1"}, config{target: "-dash:1", steps: []repl.Step{{Command: "info line *0"}}}},
		{[]string{"doctor", ":1", "--json"}, config{command: "doctor", target: ":1", json: true}},
		{[]string{"--json", "doctor", ":1"}, config{command: "doctor", target: ":1", json: true}},
		{[]string{"--break-command", "ssh vm 'echo g > x'", ":1"}, config{breakCmd: "ssh vm 'echo g > x'", target: ":1"}},
		{[]string{"--help", "-s", "x"}, config{help: true, vmlinux: "x"}},
		{[]string{"--version"}, config{version: true}},
		{[]string{"--chaos=seed=7,split", "t:1"}, config{chaos: "seed=7,split", target: "t:1"}},
	} {
		got, err := parse(tt.args)
		if err != nil {
			t.Errorf("parse(%q): %v", tt.args, err)
			continue
		}
		if diff := cmp.Diff(tt.want, *got, cmp.AllowUnexported(config{}, consoleConfig{}), cmpopts.IgnoreFields(config{}, "given")); diff != "" {
			t.Errorf("parse(%q):\n%s", tt.args, diff)
		}
	}
}

func TestParseErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "vmlinux")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"--nonsense"}, "unknown option --nonsense"},
		{[]string{"---batch"}, "unknown option ---batch"},
		{[]string{"-s"}, "option -s needs VMLINUX"},
		{[]string{"-s="}, "option -s needs VMLINUX"},
		{[]string{"-e", ""}, "option -e needs COMMAND"},
		{[]string{"--batch=yes"}, "option --batch takes no value"},
		{[]string{"a:1", "b:2"}, `unexpected argument "b:2"`},
		{[]string{"doctor"}, "doctor needs TARGET"},
		{[]string{"doctor", ":1", "-s", "x"}, "doctor takes no options but --json, --record and -v"},
		{[]string{"--break-command", "'open", ":1"}, "option --break-command: the command ends inside ' quotes"},
		{[]string{"--break-monitor", "exec:cat", ":1"}, `option --break-monitor: a monitor is reached by HOST:PORT or unix:PATH, not by "exec:cat"`},
		{[]string{file}, file + " is a file and no target; for its symbols use -s " + file},
	} {
		c, err := parse(tt.args)
		if err == nil || err.Error() != tt.want {
			t.Errorf("parse(%q) = %+v, %v; want %q", tt.args, c, err, tt.want)
		}
	}
}
