package debuginfo

import (
	"strings"
	"testing"

	"kbreak/symbols/ctype"
)

// answers reads what gdb said to each command: "> COMMAND", then its output.
func answers(t testing.TB, name string) (commands []string, want map[string]string) {
	t.Helper()
	want = make(map[string]string)
	cur := ""
	for _, l := range lines(t, name) {
		if c, ok := strings.CutPrefix(l, "> "); ok {
			cur = c
			commands = append(commands, c)
			continue
		}
		want[cur] += l + "\n"
	}
	return commands, want
}

// named finds a type, or the type of a variable or function, as a C programmer names it.
func named(t testing.TB, d *Data, text string) (typ *ctype.Type, isType bool) {
	t.Helper()
	kinds := map[string]Kind{"struct": KindStruct, "union": KindUnion, "enum": KindEnum}
	word, name, tagged := strings.Cut(text, " ")
	if !tagged {
		name = word
	}
	names, err := d.Names(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if tagged && n.Kind != kinds[word] || !tagged && n.Kind < KindTypedef {
			continue
		}
		typ, err := n.Type()
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		return typ, n.Kind <= KindBase
	}
	t.Errorf("no %s", text)
	return nil, false
}

// answer answers ptype, ptype/o and whatis.
func answer(t testing.TB, d *Data, command string) string {
	t.Helper()
	verb, text, _ := strings.Cut(command, " ")
	typ, isType := named(t, d, text)
	if verb == "whatis" {
		if isType && typ != nil && typ.Kind == ctype.Typedef { // whatis follows one
			b, err := typ.Body()
			if err != nil {
				t.Fatal(err)
			}
			typ = b.Elem
		}
		return "type = " + typ.String() + "\n"
	}
	return typ.Ptype(ctype.Layout{Offsets: strings.Contains(verb, "o"), Hex: strings.Contains(verb, "x")}) + "\n"
}

// hardDifferences is where we differ from gdb 13.1 on purpose.
var hardDifferences = strings.NewReplacer(
	// Clang names the type "unsigned __int128"; gdb corrects it as if it were Fortran's.
	"unsigned int __int128", "unsigned __int128",
)

// TestHardTypes compares every type, variable and function of hard.c with what gdb says of it. The units
// made by -fdebug-types-section must say what those of one piece do.
func TestHardTypes(t *testing.T) {
	for object, oracle := range map[string]string{
		"hard-gcc4": "hard-gcc4", "hard-gcc5": "hard-gcc5", "hard-clang4": "hard-clang4", "hard-clang5": "hard-clang5",
		"hard-sig4": "hard-gcc4", "hard-sig5": "hard-gcc5",
	} {
		t.Run(object, func(t *testing.T) {
			d := fixture(t, object+".elf")
			commands, want := answers(t, oracle+".gdb")
			if len(commands) < 300 {
				t.Fatalf("only %d commands", len(commands))
			}
			for _, c := range commands {
				if have, want := answer(t, d, c), hardDifferences.Replace(want[c]); have != want {
					t.Errorf("%s: %s", c, firstDifference(have, want))
				}
			}
		})
	}
}
