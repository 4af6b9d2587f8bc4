package repl

import (
	"context"
	"fmt"

	"kbreak/debugger"
	"kbreak/debugger/disasm"
	"kbreak/mem"
)

// fakeCode is the beginning of schedule, with a part that was moved away.
var fakeCode = []debugger.Instruction{
	{Addr: 0xffffffffa58114f0, Function: "schedule", Bytes: []byte{0x0f, 0x1f, 0x44, 0, 0}, Text: "nopl   0x0(%rax,%rax,1)",
		Kind: disasm.Other, File: "kernel/a.c", FullFile: "/build/kernel/a.c", Line: 1},
	{Addr: 0xffffffffa58114f5, Function: "schedule", Offset: 5, Bytes: []byte{0x55}, Text: "push   %rbp",
		Kind: disasm.Other, File: "kernel/a.c", FullFile: "/build/kernel/a.c", Line: 2, Current: true},
	{Addr: 0xffffffffa58114f6, Function: "schedule", Offset: 6, Bytes: []byte{0xe8, 1, 2, 3, 4}, Text: "call   0xffffffffa58114f0 <schedule>",
		Kind: disasm.Call},
	{Addr: 0xffffffffa5900000, Function: "schedule.cold", Bytes: []byte{0xc3}, Text: "ret", Kind: disasm.Return},
}

func (s *fake) Flavor() *disasm.Syntax { return &s.flavor }

func (s *fake) DisassembleAt(_ context.Context, text string) (*debugger.Disassembly, error) {
	switch text {
	case "", "schedule":
		return &debugger.Disassembly{Function: &debugger.Function{Name: "schedule", Entry: fakeCode[0].Addr,
			Ranges: []mem.Span{{Start: 0xffffffffa58114f0, End: 0xffffffffa58114fb}, {Start: 0xffffffffa5900000, End: 0xffffffffa5900001}}},
			Parts: [][]debugger.Instruction{fakeCode[:3], fakeCode[3:]}}, nil
	case "schedule,+6":
		return &debugger.Disassembly{Span: mem.Span{Start: fakeCode[0].Addr, End: fakeCode[0].Addr + 6}, Parts: [][]debugger.Instruction{fakeCode[:2]}}, nil
	case "end":
		return &debugger.Disassembly{Span: mem.Span{Start: 0x1000, End: 0x2000}, Parts: [][]debugger.Instruction{
			{{Addr: 0x1000, Bytes: []byte{0x90}, Text: "nop"}}}}, &mem.Fault{Addr: 0x1001}
	}
	return nil, fmt.Errorf("no symbol %q in current context", text)
}

func (s *fake) SourceRows(_ context.Context, code mem.Span) []debugger.SourceRow {
	var rows []debugger.SourceRow
	for _, i := range fakeCode {
		if i.Line > 0 && i.Addr >= code.Start && i.Addr < code.End {
			rows = append(rows, debugger.SourceRow{Line: i.Line, Span: mem.Span{Start: i.Addr, End: i.Addr.Add(int64(len(i.Bytes)))}})
		}
	}
	return rows
}

func (s *fake) Dis(_ context.Context, text string, opt debugger.DisOptions) ([]debugger.Instruction, error) {
	list := fakeCode[:3]
	switch {
	case text != "schedule" && text != "schedule+5":
		return nil, fmt.Errorf("no symbol %q in current context", text)
	case opt.Reverse:
		list = list[:2]
	case opt.Forward || text == "schedule+5":
		list = list[1:]
	}
	if opt.Count > 0 {
		list = list[:min(opt.Count, len(list))]
	}
	return list, nil
}

func (s *fake) Patched(_ context.Context, text string) ([]debugger.Patch, *debugger.Function, error) {
	f := &debugger.Function{Name: text}
	switch text {
	case "schedule":
		return []debugger.Patch{
			{Addr: fakeCode[0].Addr, Function: "schedule", By: "ftrace", Was: fakeCode[2:3], Is: fakeCode[:1]},
			{Addr: fakeCode[1].Addr, Function: "schedule", Offset: 5, Was: fakeCode[1:2], Is: fakeCode[3:]},
		}, f, nil
	case "init_task":
		return nil, f, nil
	}
	return nil, nil, fmt.Errorf("no symbol %q in current context", text)
}
