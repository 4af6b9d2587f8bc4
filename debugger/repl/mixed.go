package repl

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"kbreak/debugger"
	"kbreak/debugger/disasm"
	"kbreak/debugger/source"
	"kbreak/mem"
)

// This file mixes source lines with instructions, by gdb's two rules.

// sourceLine reads a line of a source file, false if it is not there.
func (r *REPL) sourceLine(file, full string, n int) (string, bool) {
	f, err := r.session.Sources().File(source.NameOf(file, full))
	if err != nil || n < 1 || n > f.Len() {
		return "", false
	}
	return f.Line(n), true
}

// maxGap bounds the lines that are shown in front of an instruction's own.
const maxGap = 1 << 15

// hasLines reports whether lines are known of a part of a disassembly: its start decides.
func hasLines(list []debugger.Instruction) bool { return len(list) > 0 && list[0].Line > 0 }

// maxBehind bounds the instructions behind a part that are shown with it.
const maxBehind = 64

// addRows looks up what the line table has for each part. The last row of a function has the padding
// behind it, too, which gdb shows by line only.
func (r *REPL) addRows(ctx context.Context, v *disassembly) {
	for _, part := range v.d.Parts {
		var rows []debugger.SourceRow
		var behind []debugger.Instruction
		if hasLines(part) {
			last := &part[len(part)-1]
			end := last.Addr.Add(int64(len(last.Bytes)))
			rows = r.session.SourceRows(ctx, mem.Span{Start: part[0].Addr, End: end})
			to := end
			for _, row := range rows {
				to = max(to, row.Span.End)
			}
			if v.byLine && to > end && !v.ended {
				to = min(to, end.Add(maxBehind*disasm.MaxLen))
				if d, _ := r.session.DisassembleAt(ctx, fmt.Sprintf("%#x,%#x", uint64(end), uint64(to))); d != nil && len(d.Parts) > 0 {
					behind = d.Parts[0][:min(len(d.Parts[0]), maxBehind)]
				}
			}
		}
		v.rows, v.behind = append(v.rows, rows), append(v.behind, behind)
	}
}

type fileLine struct {
	file string
	line int
}

func lineOf(i *debugger.Instruction) fileLine {
	if i.FullFile != "" {
		return fileLine{i.FullFile, i.Line}
	}
	return fileLine{i.File, i.Line}
}

// printSource shows in front of each run of instructions of one line that line and those before it that
// have no code anywhere in the list, back to the line last shown. In front of the first one there is nothing
// but the line of the first row, if that is an earlier one: the opening brace of a function.
func (v *disassembly) printSource(p *Printer, list []debugger.Instruction, rows []debugger.SourceRow) {
	code := make(map[fileLine]bool)
	for n := range list {
		code[lineOf(&list[n])] = true
	}
	var last fileLine
	for n := range list {
		i := &list[n]
		at := lineOf(i)
		if n > 0 && at == last {
			v.print(p, i)
			continue
		}
		if n > 0 {
			p.Print("\n")
		}
		from := at.line
		if n == 0 || at.file != last.file {
			if at.line == 0 {
				p.Print("unknown:\n")
			} else {
				p.File(Printable(i.File))
				p.Print(":\n")
			}
			if last.line == 0 && len(rows) > 0 && rows[0].Line > 0 {
				from = min(from, rows[0].Line)
			}
		} else if at.line > last.line+1 {
			for from-1 > last.line && !code[fileLine{at.file, from - 1}] {
				from--
			}
		}
		if at.line == 0 {
			p.Print("--- no source info for this pc ---\n")
		}
		for from = max(from, at.line-maxGap); from <= at.line && at.line > 0; from++ {
			v.printLine(p, i, from)
		}
		last = at
		v.print(p, i)
	}
}

func (v *disassembly) printLine(p *Printer, i *debugger.Instruction, n int) {
	if text, ok := v.line(i.File, i.FullFile, n); ok {
		p.Printf("%d\t%s\n", n, Printable(text))
		return
	}
	p.Printf("%d\tin ", n)
	p.File(Printable(i.File))
	p.Print("\n")
}

// printByLine shows the rows of the line table that begin in the part, in the order of their lines, each
// with its instructions; an empty line ends those of a line. What was inlined from other files is left out,
// and so is what is in front of the first row.
func (v *disassembly) printByLine(p *Printer, list []debugger.Instruction, rows []debugger.SourceRow) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r debugger.SourceRow) bool { return r.Line == 0 })
	slices.SortStableFunc(rows, func(a, b debugger.SourceRow) int { return a.Line - b.Line })
	next := 0
	for n, row := range rows {
		if row.Line >= next {
			if next == 0 {
				next = row.Line
			}
			for next = max(next, row.Line-maxGap); next <= row.Line; next++ {
				v.printLine(p, &list[0], next)
			}
		}
		from, _ := slices.BinarySearchFunc(list, row.Span.Start, func(i debugger.Instruction, a mem.Addr) int { return cmp.Compare(i.Addr, a) })
		for ; from < len(list) && list[from].Addr < row.Span.End; from++ {
			v.print(p, &list[from])
		}
		if n == len(rows)-1 || rows[n+1].Line > row.Line {
			p.Print("\n")
		}
	}
}
