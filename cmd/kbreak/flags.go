package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"kbreak/debugger/repl"
	"kbreak/transport"
)

// config is what the command line says.
type config struct {
	command    string // "doctor", "modscript", "console", "ports", or "" for the debugger
	target     string
	vmlinux    string
	modulePath []string
	steps      []repl.Step // of -e and -x, in their order
	nx         bool        // no .kbreakinit
	initHere   bool
	batch      bool
	json       bool
	verbose    bool
	record     string
	chaos      string // options of transport.Chaos
	breakCmd   string
	breakMon   string
	monitor    *transport.Monitor // of breakMon
	output     string
	console    consoleConfig
	dmesg      string   // a file for the command ports
	given      []string // the options, by the first of their names
	help       bool
	version    bool
}

// option is one option of the command line. As with gdb, one dash is as good as two, and a value may
// follow after a blank or an equals sign.
type option struct {
	names []string // the ones shown first
	value string   // what its value is called, "" if it has none
	help  string
	set   func(c *config, value string)
}

var options = []option{
	{[]string{"-s", "--symbols"}, "VMLINUX", "take the symbols of the kernel from this file; without it the\nfile is looked for by the release and build-id of the target", func(c *config, v string) { c.vmlinux = v }},
	{[]string{"--module-path"}, "DIR", "look for modules here first; may be given several times", func(c *config, v string) { c.modulePath = append(c.modulePath, v) }},
	{[]string{"-e", "-ex", "--eval-command"}, "COMMAND", "run a command; may be given several times", func(c *config, v string) { c.steps = append(c.steps, repl.Step{Command: v}) }},
	{[]string{"-x", "--command"}, "FILE", "run the commands in a file; may be given several times", func(c *config, v string) { c.steps = append(c.steps, repl.Step{File: v}) }},
	{[]string{"-nx", "--nx", "-n"}, "", "do not run .kbreakinit", func(c *config, _ string) { c.nx = true }},
	{[]string{"--init-here"}, "", "run the .kbreakinit in the working directory after the one in the home\ndirectory", func(c *config, _ string) { c.initHere = true }},
	{[]string{"--batch"}, "", "end after the commands", func(c *config, _ string) { c.batch = true }},
	{[]string{"--json"}, "", "print one JSON document per command", func(c *config, _ string) { c.json = true }},
	{[]string{"--break-command"}, "COMMAND", "run this to stop a running kernel, as in\n\"ssh vm 'echo g > /proc/sysrq-trigger'\"; without a shell", func(c *config, v string) { c.breakCmd = v }},
	{[]string{"--break-monitor"}, "ADDRESS[,ID]", "stop a running kernel by a BREAK on its console, made by the QMP\nmonitor of QEMU on the character device ID (serial0)", func(c *config, v string) { c.breakMon = v }},
	{[]string{"--record"}, "FILE", "write what goes over the line to a file, as a transcript", func(c *config, v string) { c.record = v }},
	{[]string{"-o", "--output"}, "FILE", "write the script of modscript to a file", func(c *config, v string) { c.output = v }},
	{[]string{"-v", "--verbose"}, "", "show errors with the chain of their causes", func(c *config, _ string) { c.verbose = true }},
	{[]string{"-h", "--help"}, "", "print this and end", func(c *config, _ string) { c.help = true }},
	{[]string{"--version"}, "", "print the version and end", func(c *config, _ string) { c.version = true }},
}

// deepOptions are for tests and measurements: --help -v shows them, --help does not.
var deepOptions = []option{
	{[]string{"--chaos"}, "SPEC", "damage what goes over the line, to see what becomes of it:\nseed=7,flip=0.001,drop=0.001,dup=0.001,split,baud=115200", func(c *config, v string) { c.chaos = v }},
}

// parse reads the arguments after the program's name.
func parse(args []string) (*config, error) {
	c := &config{}
	var rest []string
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			rest = append(rest, args...)
			break
		}
		if len(arg) < 2 || arg[0] != '-' {
			rest = append(rest, arg)
			continue
		}
		name, value, hasValue := strings.Cut(arg, "=")
		o := find(name)
		switch {
		case o == nil:
			return nil, fmt.Errorf("unknown option %s", name)
		case o.value == "" && hasValue:
			return nil, fmt.Errorf("option %s takes no value", name)
		case o.value != "" && !hasValue:
			if len(args) == 0 {
				return nil, fmt.Errorf("option %s needs %s", name, o.value)
			}
			value, args = args[0], args[1:]
		}
		if o.value != "" && value == "" {
			return nil, fmt.Errorf("option %s needs %s", name, o.value)
		}
		o.set(c, value)
		c.given = append(c.given, o.names[0])
	}
	if len(rest) > 0 && slices.Contains([]string{"doctor", "modscript", "console", "ports"}, rest[0]) {
		c.command, rest = rest[0], rest[1:]
	}
	if c.command == "console" {
		c.console.targets, rest = rest, nil
	}
	if len(rest) > 1 {
		return nil, fmt.Errorf("unexpected argument %q", rest[1])
	}
	if len(rest) == 1 {
		c.target = rest[0]
	}
	return c, c.check()
}

func find(name string) *option {
	bare := strings.TrimLeft(name, "-")
	if len(name)-len(bare) > 2 {
		return nil
	}
	for _, list := range [][]option{options, consoleOptions, portsOptions, deepOptions} {
		for i := range list {
			for _, n := range list[i].names {
				if strings.TrimLeft(n, "-") == bare {
					return &list[i]
				}
			}
		}
	}
	return nil
}

// check refuses what cannot be meant.
func (c *config) check() error {
	if c.help || c.version {
		return nil
	}
	if c.breakCmd != "" {
		if _, err := transport.CheckCommand(c.breakCmd); err != nil {
			return fmt.Errorf("option --break-command: %w", err)
		}
	}
	if c.breakMon != "" {
		var err error
		if c.monitor, err = transport.ParseMonitor(c.breakMon); err != nil {
			return fmt.Errorf("option --break-monitor: %w", err)
		}
	}
	switch c.command {
	case "console":
		return c.checkConsole()
	case "ports":
		return c.checkPorts()
	}
	for _, o := range slices.Concat(consoleOptions, portsOptions) {
		if slices.Contains(c.given, o.names[0]) && (o.names[0] != "--console" || c.command != "") {
			return fmt.Errorf("option %s is for kbreak console or kbreak ports", o.names[0])
		}
	}
	switch {
	case c.command != "" && c.target == "" && c.command == "doctor":
		return fmt.Errorf("doctor needs TARGET")
	case c.command != "" && c.target == "":
		return fmt.Errorf("modscript needs TARGET, or the directory or tar with what was copied from /sys/module")
	case c.command == "doctor" && (len(c.steps) > 0 || c.batch || c.vmlinux != "" || c.modulePath != nil || c.output != ""):
		return fmt.Errorf("doctor takes no options but --json, --record and -v")
	case c.command == "modscript" && (len(c.steps) > 0 || c.batch || c.json):
		return fmt.Errorf("modscript takes no options but -s, --module-path, -o, --record and -v")
	case c.command == "" && c.output != "":
		return fmt.Errorf("option -o is for modscript")
	}
	if c.command == "modscript" {
		return nil // its argument may be a file
	}
	// gdb takes the file as its argument; here it is the target.
	if st, err := os.Stat(c.target); err == nil && st.Mode().IsRegular() {
		return fmt.Errorf("%s is a file and no target; for its symbols use -s %s", c.target, c.target)
	}
	return nil
}

const usage = `Usage: kbreak [OPTION]... [TARGET]
       kbreak doctor [--json] [--record FILE] [-v] TARGET
       kbreak modscript [-s VMLINUX] [--module-path DIR]... [-o FILE] TARGET|DIR|TAR
       kbreak console [--console FILE] [--console-port PORT] [--gdb-port PORT] [--pty] TARGET
       kbreak console TARGET TARGET...
       kbreak ports [--dmesg FILE] [--json]

kbreak attaches to a live Linux kernel through the GDB stub of a hypervisor or of kgdb and shows
what it is doing.

The doctor probes a stub carefully and prints what it can do and what was not tried, for reports
about stubs that are not known yet.

modscript writes add-symbol-file commands, for gdb and for kbreak, that say where the modules of a
target are; or those of a guest from which /sys/module/*/sections was copied into a directory or tar
(examples/modsections.sh does that).

console shares the serial line of a kernel between its console and a debugger: the console here, on a
TCP port or a pseudo terminal, kgdb on another one for gdb, which may come and go. Given several
targets it shows which of them speaks.

ports lists the serial ports of this machine, what they are and who uses them.

TARGET is HOST:PORT, :PORT, tcp:HOST:PORT, telnet:HOST:PORT, unix:PATH, serial:DEVICE,BAUD or
exec:COMMAND.

Options:
`

func helpText(deep bool) string {
	var b strings.Builder
	b.WriteString(usage)
	shown := slices.Concat(options, consoleOptions, portsOptions)
	if deep {
		shown = append(shown, deepOptions...)
	}
	for _, o := range shown {
		left := strings.Join(o.names, ", ")
		if o.value != "" {
			left += " " + o.value
		}
		fmt.Fprintf(&b, "  %-34s %s\n", left, strings.ReplaceAll(o.help, "\n", "\n"+strings.Repeat(" ", 37)))
	}
	b.WriteString(`
With --batch, or when commands come from a file or pipe, the status is 0 when all commands
succeeded and 1 when one failed; 2 says that this command line is wrong. The target runs on when
kbreak ends, however it ends. At the prompt, "help" lists the commands.
`)
	return b.String()
}
