package main

import (
	"os"
	"strings"
	"testing"

	"kbreak/debugger/repl"
	"kbreak/transport"
)

// The commands in docs/kgdb.md are real: the program takes their options, the prompt knows them.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile("../../docs/kgdb.md")
	if err != nil {
		t.Fatal(err)
	}
	table := repl.NewTable()
	ran, typed := 0, 0
	block := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "```") {
			block = !block
			continue
		}
		if !block {
			continue
		}
		if command, ok := strings.CutPrefix(line, "(kbreak) "); ok {
			typed++
			if _, _, err := table.Lookup(command); err != nil {
				t.Errorf("%s: %v", line, err)
			}
		}
		if !strings.HasPrefix(line, "kbreak ") {
			continue
		}
		ran++
		words, err := transport.CheckCommand(line)
		if err == nil {
			_, err = parse(words[1:])
		}
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
	if ran < 8 || typed < 8 {
		t.Errorf("only %d command lines and %d commands were found", ran, typed)
	}
}
