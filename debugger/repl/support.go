package repl

import (
	"context"
	"strconv"
	"strings"
)

func supportCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"info", "inf", "i"},
			Group:   GroupSupport,
			Summary: "Show things about the target and the debugger.",
			Run:     listSubcommands("info"),
		},
		{
			Names:   []string{"help", "h"},
			Group:   GroupSupport,
			Summary: "Print the list of commands, or help on one.",
			Params:  []Param{{Name: "COMMAND|GROUP|all", Kind: Topic, Optional: true}},
			Result:  helpJSON{},
			Run:     runHelp,
		},
		{
			Names:   []string{"apropos"},
			Group:   GroupSupport,
			Summary: "Search the help for a regular expression.",
			Params:  []Param{{Name: "REGEXP", Kind: Rest}},
			Result:  helpJSON{},
			Run:     runApropos,
		},
		completeCommand(),
		{
			Names:   []string{"echo"},
			Group:   GroupSupport,
			Summary: "Print text.",
			Params:  []Param{{Name: "TEXT", Kind: Rest, Optional: true}},
			Result:  echoJSON{},
			Help: `The escapes of C are understood: write \n for a newline. A backslash at the end keeps the blanks before
it; one in front keeps those behind it.`,
			Run: func(_ context.Context, _ *REPL, a *Args) (Value, error) {
				return echo{unescape(a.Text("TEXT"))}, nil
			},
		},
		{
			Names:   []string{"version", "show version"},
			Group:   GroupSupport,
			Summary: "Print the version of kbreak.",
			Result:  versionJSON{},
			Run: func(_ context.Context, r *REPL, _ *Args) (Value, error) {
				return version{r.opt.Version}, nil
			},
		},
		{
			Names:    []string{"quit", "exit", "q"},
			Group:    GroupSupport,
			Summary:  "Detach and leave the debugger.",
			Params:   []Param{{Name: "STATUS", Kind: Count, Optional: true}},
			NoRepeat: true,
			Inline:   true,
			Help:     `The target runs on. STATUS is the exit status, by default 0.`,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				r.quit, r.quitCode = true, a.Int("STATUS", 0)&0xff
				return nil, nil
			},
		},
	}
}

type echo struct{ text string }

type echoJSON struct {
	Text string `json:"text"`
}

func (v echo) Text(p *Printer) { p.Print(v.text) }

func (v echo) JSON() any { return echoJSON{v.text} }

type version struct{ version string }

type versionJSON struct {
	Version string `json:"version"`
}

func (v version) Text(p *Printer) { p.Printf("kbreak %s\n", v.version) }

func (v version) JSON() any { return versionJSON{v.version} }

// plural writes a number with its noun.
func plural(n uint64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "ss") {
		noun += "e"
	}
	return strconv.FormatUint(n, 10) + " " + noun + "s"
}
