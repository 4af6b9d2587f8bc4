package ctype

import (
	"slices"
	"strings"
)

// BaseName spells the name of an integer type as gdb does: compilers write "long unsigned int" and
// "short int" where programmers write "unsigned long" and "short". Other names come back as they are.
func BaseName(name string) string {
	words := strings.Fields(name)
	count := make(map[string]int)
	for _, w := range words {
		switch w {
		case "long", "short", "signed", "unsigned", "int", "char":
			count[w]++
		default:
			return name
		}
	}
	if len(words) < 2 {
		return name
	}
	var out []string
	switch {
	case count["unsigned"] > 0:
		out = append(out, "unsigned")
	case count["char"] > 0 && count["signed"] > 0:
		out = append(out, "signed")
	}
	out = slices.Concat(out, slices.Repeat([]string{"long"}, count["long"]), slices.Repeat([]string{"short"}, count["short"]))
	if count["char"] > 0 {
		out = append(out, "char")
	}
	if count["long"]+count["short"]+count["char"] == 0 {
		out = append(out, "int")
	}
	return strings.Join(out, " ")
}
