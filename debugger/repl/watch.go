package repl

import (
	"context"

	"kbreak/debugger"
)

func watchCommands() []*Command {
	set := func(name, summary string, kind debugger.BreakKind) *Command {
		return &Command{
			Names: []string{name}, Group: GroupBreak, Summary: summary, NoRepeat: true, Result: []breakpointJSON{},
			Params:  []Param{{Name: "EXPRESSION [thread N] [if CONDITION]", Kind: Rest}},
			Options: append([]Option{{Name: "location", Help: "taken for granted: the address is found once, now"}, {Name: "l", Help: "the same"}}, breakOptions...),
			Help: `The expression is an object in memory of 1, 2, 4 or 8 bytes: a variable, a member, *(TYPE *)ADDRESS.
Debug registers of the CPUs watch its address, of which x86 has four. The address is found when the
watchpoint is set.`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				req, err := breakRequest(a, debugger.BreakRequest{}, a.Text("EXPRESSION [thread N] [if CONDITION]"))
				if err != nil {
					return nil, err
				}
				return r.confirmBreak(r.session.Watch(ctx, req.Spec, kind, req))
			},
		}
	}
	return []*Command{
		set("watch", "Stop when a variable changes.", debugger.WatchWrite),
		set("rwatch", "Stop when a variable is read.", debugger.WatchRead),
		set("awatch", "Stop when a variable is read or written.", debugger.WatchAccess),
	}
}
