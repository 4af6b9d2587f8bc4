package repl

import (
	"context"
	"fmt"

	"kbreak/debugger"
)

var disassembleNextLine = setting{
	name: "disassemble-next-line", kind: enum, choices: []string{"auto", "on", "off"},
	summary: "whether the code of the line is disassembled where a stop or a frame is shown.",
	help:    `With "auto" that is one instruction, and only where no line is known.`,
	show:    "Debugger's willingness to use disassemble-next-line is %s.",
	get:     func(r *REPL) string { return r.settings.nextLine },
	set:     func(r *REPL, s string) error { r.settings.nextLine = s; return nil },
}

// maxNextLine bounds the instructions of a line: some have all of an inlined function.
const maxNextLine = 256

// nextLine is the code of the line that a frame is at, as the setting wants it; nil for none. What cannot be
// read does not keep the frame from being shown.
func (r *REPL) nextLine(ctx context.Context, f *debugger.Frame) []debugger.Instruction {
	known := f.File != "" && f.Line > 0
	if r.settings.nextLine == "off" || known && r.settings.nextLine == "auto" {
		return nil
	}
	if !known {
		list, _ := r.session.Dis(ctx, fmt.Sprintf("%#x", uint64(f.PC)), debugger.DisOptions{Count: 1})
		return list
	}
	lines, err := r.session.LineOf(ctx, "") // that of the selected frame
	if err != nil || len(lines) == 0 {
		return nil
	}
	d, _ := r.session.DisassembleAt(ctx, fmt.Sprintf("%#x,%#x", uint64(lines[0].Start), uint64(lines[0].End)))
	if d == nil {
		return nil
	}
	var list []debugger.Instruction
	for _, part := range d.Parts {
		list = append(list, part...)
	}
	return list[:min(len(list), maxNextLine)]
}
