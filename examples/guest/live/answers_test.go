package live

import (
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// answer is a command and what its answer has to contain, in whatever case.
type answer struct{ command, want string }

// answered runs commands in one session, some of which fail as they must, and looks at the answer of each. It
// returns all that was printed.
func answered(t *testing.T, g *lab.Guest, steps []answer) string {
	t.Helper()
	var input strings.Builder
	for _, s := range steps {
		input.WriteString(s.command + "\necho " + separator + "\\n\n")
	}
	cmd := kbreak(t, g)
	cmd.Stdin = strings.NewReader(input.String())
	out, _ := cmd.CombinedOutput() // its status says that commands failed, as they must
	answers := strings.Split(string(out), separator+"\n")
	if len(answers) < len(steps) {
		t.Fatalf("%d answers to %d commands:\n%s", len(answers), len(steps), out)
	}
	for i, s := range steps {
		t.Logf("%s\n%s", s.command, answers[i])
		if !strings.Contains(strings.ToLower(answers[i]), strings.ToLower(s.want)) {
			t.Errorf("%s\nhave %q\nwant %q", s.command, answers[i], s.want)
		}
	}
	return string(out)
}
