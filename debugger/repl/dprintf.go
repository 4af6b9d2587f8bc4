package repl

import (
	"context"
	"strings"

	"kbreak/debugger"
)

func dprintfCommands() []*Command {
	const what = `LOCATION, "FORMAT", EXPRESSION...`
	return []*Command{{
		Names: []string{"dprintf"}, Group: GroupBreak, Summary: "Print at a place in the code, and go on.", NoRepeat: true,
		Params: []Param{{Name: what, Kind: LineSpec, Optional: true}}, Options: breakOptions, Result: []breakpointJSON{},
		Help: `FORMAT and its arguments are those of "printf". "break -log" is the same. What cannot be evaluated at a
hit is told in place of it, and the target goes on.

` + breakHelp,
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			req, err := logRequest(a, debugger.BreakRequest{}, a.Text(what))
			if err != nil {
				return nil, err
			}
			return r.confirmBreak(r.session.Break(ctx, req))
		},
	}}
}

// logRequest reads LOCATION [thread N] [if CONDITION], "FORMAT", EXPRESSION...
func logRequest(a *Args, req debugger.BreakRequest, text string) (debugger.BreakRequest, error) {
	place, format := cutFormat(text)
	if format == "" {
		return req, gdbError("Format string required")
	}
	req, err := breakRequest(a, req, place)
	req.Log = format
	return req, err
}

// cutFormat splits off the format in quotes, which begins the text or stands behind a comma or a blank.
// In a condition a string stands behind neither: "if $_streq(name, "x")" is in parentheses.
func cutFormat(text string) (place, format string) {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case '"':
			if depth > 0 {
				continue
			}
			before := strings.TrimRight(text[:i], " \t")
			place, comma := strings.CutSuffix(before, ",")
			if comma || before == "" {
				return strings.TrimSpace(place), text[i:]
			}
			return "", ""
		}
	}
	return text, ""
}

// cutLog splits LOCATION -log "FORMAT", EXPRESSION...
func cutLog(text string) (place, format string, ok bool) {
	for _, blank := range []string{" ", "\t"} {
		if place, format, ok = strings.Cut(text, blank+"-log "); ok {
			if format = strings.TrimSpace(format); strings.HasPrefix(format, `"`) {
				return strings.TrimSpace(place), format, true
			}
		}
	}
	return text, "", false
}

// logged shows what a breakpoint prints while the target goes on.
func (r *REPL) logged(list []debugger.Piece) {
	var plain, shown strings.Builder
	for _, x := range list {
		plain.WriteString(x.Text)
		if x.Foreign {
			x.Text = Printable(x.Text)
		}
		shown.WriteString(x.Text)
	}
	r.out.passing(plain.String(), shown.String())
}
