package live

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestCommands runs testdata/commands.txt on a guest and wants each command to answer as it says.
func TestCommands(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "commands.txt"))
	if err != nil {
		t.Fatal(err)
	}
	steps := sessionSteps(string(text))
	var script strings.Builder
	for _, s := range steps {
		script.WriteString(s.input + "\necho " + separator + "\\n\n")
	}
	g := lab.Start(t, lab.Config{Load: []lab.Load{lab.Kernel}})
	cmd := kbreak(t, g)
	cmd.Stdin = strings.NewReader(script.String())
	out, _ := cmd.CombinedOutput() // its status says that commands failed, as some must
	answers := strings.Split(string(out), separator+"\n")
	if len(answers) != len(steps)+1 {
		t.Fatalf("%d answers to %d commands:\n%s", len(answers)-1, len(steps), out)
	}
	for i, s := range steps {
		have := answers[i]
		if i == 0 { // what attaching says comes first
			have = have[strings.LastIndex(strings.TrimSuffix(have, "\n"), "\n")+1:]
		}
		if have != "" && !strings.HasSuffix(have, "\n") { // "output" ends no line
			have += "\n"
		}
		if !s.want.MatchString(have) {
			t.Errorf("(kbreak) %s\nhave:\n%s\nwant:\n%s", s.input, have, s.text)
		}
	}
	runs(t, g)
}

const separator = "-- separator --"

// sessionStep is one command, or several lines that are one, and what it has to print.
type sessionStep struct {
	input, text string
	want        *regexp.Regexp
}

// sessionSteps reads the form of testdata/commands.txt. The lines of a block up to its "end" are input.
func sessionSteps(text string) []sessionStep {
	var steps []sessionStep
	block := false
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if input, ok := strings.CutPrefix(line, "(kbreak) "); ok {
			steps = append(steps, sessionStep{input: input})
			block = strings.HasPrefix(input, "define ") || strings.HasPrefix(input, "if ") || strings.HasPrefix(input, "while ")
			continue
		}
		if len(steps) == 0 {
			continue // the comment at the top
		}
		s := &steps[len(steps)-1]
		if block {
			s.input += "\n" + line
			block = line != "end"
			continue
		}
		s.text += line + "\n"
	}
	placeholders := strings.NewReplacer("<a>", `(?:0x)?[0-9a-f]+`, "<n>", `\d+`, `<\*>`, `.*`)
	for i := range steps {
		var re strings.Builder
		for line := range strings.Lines(steps[i].text) {
			if line == "...\n" {
				re.WriteString(`(?:.*\n)*?`)
				continue
			}
			re.WriteString(placeholders.Replace(regexp.QuoteMeta(strings.TrimSuffix(line, "\n"))) + "\n")
		}
		steps[i].want = regexp.MustCompile(`^` + re.String() + `$`)
	}
	return steps
}
