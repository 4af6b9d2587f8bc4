package repl

import (
	"fmt"
	"reflect"
	"strings"
)

// Page returns docs/commands.md, made from the table.
func (t *Table) Page() string {
	var b strings.Builder
	b.WriteString(`# Commands

<!-- Made from the table in debugger/repl by: go test ./debugger/repl -run TestPage -update -->

Names may be abbreviated as long as they are unambiguous: ` + "`i r`, `thr app all bt`" + `. An empty line at the
prompt repeats the last command. A line that begins with ` + "`#`" + ` is a comment; a backslash at the end of a line
continues it on the next. Arguments with blanks are quoted as in a shell.

`)
	for _, g := range groups[:len(groups)-1] { // the last one is the user's
		fmt.Fprintf(&b, "- [%s](#%s): %s\n", g.name, g.name, lowerFirst(g.summary))
	}
	b.WriteString(`
## Exit status

| status | meaning |
| --- | --- |
| 0 | every command succeeded, or a person at a terminal left |
| 1 | a command failed, or the target could not be let run; the commands after it were run all the same |
| 2 | the command line is wrong |
| 3 | a bug in kbreak |
| 128+N | ended by signal N |

If the target named on the command line cannot be attached, or Ctrl-C ends a command, the commands after it are not
run; a person at a terminal gets the prompt.
Whatever way kbreak ends, it detaches first and the target runs on.

## JSON

With ` + "`--json`" + ` every command prints one document on a line:

    {"command":"...","ok":true,"result":...,"notices":["..."],"console":"..."}
    {"command":"...","ok":false,"error":{"message":"...","chain":["..."]},"result":...}

` + "`result`" + ` has the shape shown with each command and is absent where a command has none; with an error it
is what was found before. ` + "`notices`" + ` are warnings, ` + "`console`" + ` is what the target wrote to its console
meanwhile, ` + "`chain`" + ` is there with ` + "`-v`" + `. Addresses and register values are strings of hexadecimal digits with
0x, because a JSON number does not hold 64 bits everywhere. Members marked with ? are left out when they say nothing.

` + "`kbreak doctor --json`" + ` prints one document: ` + "`version`, `target`, `looks_like`" + ` (a guess), ` + "`features`, `stop`, `registers`," + `
` + "`max_read` (bytes), `threads`, `physical`, `round_trips`" + ` and ` + "`findings`" + `, a list of ` + "`{name, outcome, detail?}`" + ` with the
outcomes "yes", "no", "odd" and "not tried".
`)
	shapes := &shapes{seen: make(map[string]bool)}
	for _, g := range groups[:len(groups)-1] {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", g.name, g.summary)
		for _, c := range t.commands {
			if c.Group == g.name && (g.name != GroupStatus || !strings.Contains(c.Name(), " ")) {
				t.writeCommand(&b, c, shapes)
			}
		}
		if g.name == GroupStatus {
			writeSettings(&b)
		}
	}
	b.WriteString("\n## Shapes\n\nParts of results that several commands share.\n\n")
	b.WriteString(shapes.text())
	return b.String()
}

// writeSettings writes a table of what set and show take.
func writeSettings(b *strings.Builder) {
	b.WriteString("\n### settings\n\n| `set`, `show` | values | what it is |\n| --- | --- | --- |\n")
	for _, s := range allSettings() {
		what := strings.ToUpper(s.summary[:1]) + s.summary[1:]
		if s.help != "" {
			what += " " + strings.ReplaceAll(s.help, "\n", " ") // a row is one line
		}
		values := strings.ReplaceAll(s.kind.label(&s), "|", " \\| ")
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", s.name, values, markdown(what))
	}
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func (t *Table) writeCommand(b *strings.Builder, c *Command, shapes *shapes) {
	fmt.Fprintf(b, "\n### %s\n\n    %s\n\n%s", c.Name(), c.Usage(), c.Summary)
	if len(c.Names) > 1 {
		fmt.Fprintf(b, " Also `%s`.", strings.Join(c.Names[1:], "`, `"))
	}
	b.WriteString("\n")
	if h := c.Slash.help(); c.Slash.any() && h != "" {
		b.WriteString("\n" + markdown(h) + "\n")
	}
	if len(c.Options) > 0 {
		b.WriteString("\n")
		for _, o := range c.Options {
			fmt.Fprintf(b, "- `%s`: %s\n", o.label(), o.Help)
		}
	}
	if c.Help != "" {
		for para := range strings.SplitSeq(c.Help, "\n\n") {
			b.WriteString("\n" + markdown(para) + "\n")
		}
	}
	if c.Needs != 0 {
		fmt.Fprintf(b, "\nNeeds %s.\n", c.Needs)
	}
	if c.Result != nil {
		fmt.Fprintf(b, "\nJSON: `%s`\n", shapes.of(reflect.TypeOf(c.Result), true))
	}
}

// markdown protects what Markdown would take for its own, and sets a table of the help as it is.
func markdown(para string) string {
	lines := strings.Split(para, "\n")
	var out []string
	in := false // a block of indented lines
	for _, l := range lines {
		indented := strings.HasPrefix(l, "  ")
		if indented != in {
			out = append(out, "")
			in = indented
		}
		if indented {
			l = "  " + l
		} else {
			l = strings.NewReplacer("<", "&lt;", "*", `\*`, "_", `\_`).Replace(l)
		}
		out = append(out, l)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// shapes describes Go types as JSON, in the words of someone who reads the output. A structure
// inside another is described once, under its own name.
type shapes struct {
	order []reflect.Type
	seen  map[string]bool
}

// of describes a type; at the top, a structure is spelled out.
func (s *shapes) of(t reflect.Type, top bool) string {
	switch {
	case t == reflect.TypeFor[hex]():
		return "hex"
	case t.Kind() == reflect.Pointer:
		return s.of(t.Elem(), top)
	case t.Kind() == reflect.Slice:
		return "[" + s.of(t.Elem(), top) + ", ...]"
	case t.Kind() == reflect.Map:
		return "{string: " + s.of(t.Elem(), false) + ", ...}"
	case t.Kind() == reflect.Struct && top && !shared[t]:
		return s.fields(t)
	case t.Kind() == reflect.Struct:
		if name := shapeName(t); !s.seen[name] {
			s.seen[name] = true
			s.order = append(s.order, t)
		}
		return shapeName(t)
	case t.Kind() == reflect.Interface:
		return "any"
	case t.Kind() == reflect.Bool:
		return "bool"
	case t.Kind() == reflect.String:
		return "string"
	}
	return "number"
}

// shared are results that are parts of others too.
var shared = map[reflect.Type]bool{
	reflect.TypeFor[frameJSON](): true, reflect.TypeFor[threadJSON](): true, reflect.TypeFor[argJSON](): true,
	reflect.TypeFor[stopJSON](): true, reflect.TypeFor[fileJSON](): true,
}

func (s *shapes) fields(t reflect.Type) string {
	var list []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		if strings.Contains(rest, "omitempty") {
			name += "?"
		}
		list = append(list, name+": "+s.of(f.Type, false))
	}
	return "{" + strings.Join(list, ", ") + "}"
}

func shapeName(t reflect.Type) string { return strings.TrimSuffix(t.Name(), "JSON") }

// text describes the structures that were met, and those met in them.
func (s *shapes) text() string {
	var b strings.Builder
	for i := 0; i < len(s.order); i++ {
		fmt.Fprintf(&b, "- %s: `%s`\n", shapeName(s.order[i]), s.fields(s.order[i]))
	}
	b.WriteString("- hex: a string like `\"0xffffffff81000000\"`\n")
	return b.String()
}
