package repl

import (
	"context"
	"fmt"
	"strings"

	"kbreak/arch"
	"kbreak/debugger"
)

// printFrame prints a frame on a line, as gdb does:
//
//	#0  0xffffffff81c3d5bb in native_safe_halt () at ./arch/x86/include/asm/irqflags.h:51
//	#1  default_idle () at arch/x86/kernel/process.c:731
//	#2  0xffffffffc027ea1a in fuse_dev_do_read+0x1a () [fuse]
//
// By design three things differ from gdb. A frame without a line shows the offset from its symbol,
// since nothing else says where in the function it is. A frame of a module ends with the module's
// name. A frame found by a guess says so.
func printFrame(p *Printer, f *debugger.Frame, level bool) {
	if level {
		p.Printf("#%-2d ", f.Level)
	}
	if f.ShowPC && p.ShowAddress || f.Function == "" {
		p.Address(f.PC)
		p.Print(" in ")
	}
	printFunction(p, f)
	p.Hint(3)
	p.Print(" (")
	for i, a := range f.Args {
		if i > 0 {
			p.Print(", ")
			p.Hint(4)
		}
		p.Variable(a.Name)
		p.Print(Printable(strings.TrimPrefix(a.String(), a.Name)))
	}
	p.Print(")")
	if f.File != "" {
		p.Hint(3)
		p.Print(" at ")
		p.File(Printable(f.File))
		p.Printf(":%d", f.Line)
	}
	if f.Module != "" {
		p.Printf(" [%s]", Printable(f.Module))
	}
	if !f.Reliable {
		p.Print(" (guessed)")
	}
	p.Print("\n")
}

func printFunction(p *Printer, f *debugger.Frame) {
	if f.Function == "" {
		p.Print("??")
		return
	}
	p.Function(Printable(f.Function))
	if f.File == "" && !f.Inlined {
		p.Printf("+%#x", f.Offset)
	}
}

// printUser prints the user-mode registers where a kernel stack ends, in the form that crash has for
// them.
func printUser(p *Printer, t *debugger.Thread, regs *arch.Registers) {
	p.Print("--- <user mode")
	if t != nil && t.Task != nil {
		p.Printf(", pid %d %q", t.Task.PID, Printable(t.Task.Comm))
	}
	p.Print("> ---\n")
	rows := [][]string{
		{"rip", "rsp", "eflags"}, {"rax", "rbx", "rcx"}, {"rdx", "rsi", "rdi"}, {"rbp", "r8", "r9"},
		{"r10", "r11", "r12"}, {"r13", "r14", "r15"}, {"cs", "ss"},
	}
	for _, row := range rows {
		var cells []string
		for _, name := range row {
			reg, _ := arch.AMD64.Reg(name)
			v, ok := regs.Get(reg)
			if !ok {
				continue
			}
			digits := 16
			switch name {
			case "eflags":
				digits = 8
			case "cs", "ss":
				digits = 4
			}
			cells = append(cells, fmt.Sprintf("%*s %0*x", 3, strings.ToUpper(name), digits, v))
		}
		if len(cells) > 0 {
			p.Print("    " + strings.Join(cells, "  ") + "\n")
		}
	}
}

// shownFrame is a frame with its source line, as frame, up, down, thread and a stop show it.
type shownFrame struct {
	frame  *debugger.Frame
	source string                 // the text of the line
	found  bool                   // there is one
	code   []debugger.Instruction // of the line, where that is wanted
}

// showFrame adds the source line to a frame, around which listings then go on.
func (r *REPL) showFrame(ctx context.Context, f *debugger.Frame) *shownFrame {
	v := &shownFrame{frame: f, code: r.nextLine(ctx, f)}
	v.source, v.found = r.session.FrameSource(f)
	return v
}

func (v *shownFrame) print(p *Printer, level bool) {
	printFrame(p, v.frame, level)
	v.sourceLine(p)
}

// sourceLine prints the line that the frame is at, with its number.
func (v *shownFrame) sourceLine(p *Printer) {
	switch f := v.frame; {
	case f.File == "" || f.Line == 0:
	case v.found:
		p.Printf("%d\t%s\n", f.Line, Printable(v.source))
	default:
		// gdb says once that the file is missing, and this from then on.
		p.Printf("%d\tin ", f.Line)
		p.File(Printable(f.File))
		p.Print("\n")
	}
	d := disassembly{d: new(debugger.Disassembly), raw: true}
	for i := range v.code {
		d.print(p, &v.code[i])
	}
}

func (v *shownFrame) Text(p *Printer) { v.print(p, true) }

func (v *shownFrame) JSON() any {
	j := newFrameJSON(v.frame)
	j.Source = v.source
	for i := range v.code {
		j.Code = append(j.Code, newInstructionJSON(&v.code[i]))
	}
	return j
}

type frameJSON struct {
	Level    int               `json:"level"`
	PC       hex               `json:"pc"`
	Function string            `json:"function,omitempty"`
	Offset   hex               `json:"offset"` // from the start of the symbol
	Module   string            `json:"module,omitempty"`
	Args     []argJSON         `json:"args,omitempty"`
	File     string            `json:"file,omitempty"`
	FullFile string            `json:"full_file,omitempty"` // with the compilation directory
	Line     int               `json:"line,omitempty"`
	Source   string            `json:"source,omitempty"`  // text of the line
	Inlined  bool              `json:"inlined,omitempty"` // into the next frame
	How      string            `json:"how"`               // how the frame was found
	Guessed  bool              `json:"guessed,omitempty"` // no unwind table vouches for it
	Note     string            `json:"note,omitempty"`    // how the frame was left, if not by a call
	Code     []instructionJSON `json:"code,omitempty"`    // of the line, with "set disassemble-next-line on"
	Locals   []argJSON         `json:"locals,omitempty"`  // with "bt -full"
}

func newFrameJSON(f *debugger.Frame) frameJSON {
	return frameJSON{
		Level: f.Level, PC: hexAddr(f.PC), Function: f.Function, Offset: hex(f.Offset), Module: f.Module,
		Args: newArgsJSON(f.Args), File: f.File, FullFile: f.FullFile, Line: f.Line,
		Inlined: f.Inlined, How: f.How, Guessed: !f.Reliable, Note: f.Note,
	}
}

// frameInfo is "info frame". gdb's lines about arglists and saved registers have no counterpart; how
// the frame was found takes their place.
type frameInfo struct{ frame *debugger.Frame }

func (v frameInfo) Text(p *Printer) {
	f := v.frame
	p.Printf("Stack level %d", f.Level)
	if f.CFA != 0 {
		p.Print(", frame at ")
		p.ShortAddress(f.CFA)
	}
	p.Print(":\n rip = ")
	p.ShortAddress(f.PC)
	p.Print(" in ")
	printFunction(p, f)
	if f.File != "" {
		p.Print(" (")
		p.File(Printable(f.File))
		p.Printf(":%d)", f.Line)
	}
	if f.CallerPC != 0 {
		p.Print("; saved rip = ")
		p.ShortAddress(f.CallerPC)
	}
	p.Print("\n")
	if f.CallerCFA != 0 {
		p.Print(" called by frame at ")
		p.ShortAddress(f.CallerCFA)
		p.Print("\n")
	}
	if f.FullFile != "" && f.FullFile != f.File {
		p.Print(" source file ")
		p.File(Printable(f.FullFile))
		p.Print("\n")
	}
	if f.Module != "" {
		p.Printf(" in module %s\n", Printable(f.Module))
	}
	if f.Inlined {
		p.Printf(" inlined into frame %d\n", f.Level+1)
	}
	if f.How != "" {
		p.Printf(" found by %s", f.How)
		if !f.Reliable {
			p.Print(", which may be wrong")
		}
		p.Print("\n")
	}
	if f.Note != "" {
		p.Printf(" %s\n", Printable(f.Note))
	}
	if !f.HasDebug {
		p.Print(" no debug info covers it\n")
	}
}

func (v frameInfo) JSON() any { return newFrameJSON(v.frame) }

// variables are arguments or locals, one on a line.
type variables struct {
	list []debugger.Arg
	none string // said when there are none
}

func (v *variables) Text(p *Printer) { v.print(p, "") }

func (v *variables) print(p *Printer, indent string) {
	if len(v.list) == 0 {
		p.Print(v.none + "\n")
	}
	for _, a := range v.list {
		if a.Text != "" || a.Entry == "" {
			p.Print(indent)
			p.Variable(a.Name)
			p.Print(" = " + Printable(a.Text) + "\n")
		}
		if a.Entry != "" && !a.Same { // gdb never shows it here; it is worth a line where it differs
			p.Print(indent)
			p.Variable(a.Name + "@entry")
			p.Print(" = " + Printable(a.Entry) + "\n")
		}
	}
}

type argJSON struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
	Entry string `json:"entry,omitempty"` // value at the function's entry
}

func newArgsJSON(args []debugger.Arg) []argJSON {
	var list []argJSON
	for _, a := range args {
		list = append(list, argJSON{a.Name, a.Text, a.Entry})
	}
	return list
}

func (v *variables) JSON() any {
	if l := newArgsJSON(v.list); l != nil {
		return l
	}
	return []argJSON{}
}
