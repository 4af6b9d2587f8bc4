package repl

import (
	"slices"

	"kbreak/debugger"
	"kbreak/debugger/source"
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
const maxGap = 1000

func hasLines(list []debugger.Instruction) bool {
	return slices.ContainsFunc(list, func(i debugger.Instruction) bool { return i.Line > 0 })
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
// have no code anywhere in the list, back to the line last shown.
func (v *disassembly) printSource(p *Printer, list []debugger.Instruction) {
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

// printByLine shows the lines of the file that the first instruction is of, in their order, each with
// its instructions and an empty line behind them. What was inlined from other files is left out.
func (v *disassembly) printByLine(p *Printer, list []debugger.Instruction) {
	first := slices.IndexFunc(list, func(i debugger.Instruction) bool { return i.Line > 0 })
	file := lineOf(&list[first]).file
	var own []*debugger.Instruction
	for n := range list {
		if at := lineOf(&list[n]); at.file == file && at.line > 0 {
			own = append(own, &list[n])
		}
	}
	slices.SortStableFunc(own, func(a, b *debugger.Instruction) int { return a.Line - b.Line })
	next := own[0].Line
	for n, i := range own {
		if i.Line >= next {
			for next = max(next, i.Line-maxGap); next <= i.Line; next++ {
				v.printLine(p, i, next)
			}
		}
		v.print(p, i)
		if n == len(own)-1 || own[n+1].Line > i.Line {
			p.Print("\n")
		}
	}
}
