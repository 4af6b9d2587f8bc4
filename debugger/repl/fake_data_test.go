package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"kbreak/debugger"
	"kbreak/debugger/value"
	"kbreak/kernel"
	"kbreak/mem"
)

// The structures of the fake: a list of two tasks, the second of which leads nowhere, and a tree.

func (s *fake) CrashAddr(ctx context.Context, text string) (mem.Addr, error) {
	if text == "ffff888003199980" {
		return 0xffff888003199980, nil
	}
	return s.ResolveAddr(ctx, text)
}

func (s *fake) IsStruct(_ context.Context, name string) bool { return name == "list_head" }

func (s *fake) IsOffset(_ context.Context, text string) bool {
	return text == "task_struct.tasks" || text == "16"
}

func (s *fake) Struct(ctx context.Context, q debugger.StructSpec) (*debugger.StructShown, error) {
	s.logf("struct %+v", q)
	name, members, _ := strings.Cut(q.Name, ".")
	switch {
	case name != "list_head":
		return nil, fmt.Errorf("No struct type named %s.", name)
	case q.Keyword == "union":
		return nil, errors.New("No union type named list_head. Did you mean list?")
	case q.At == "" && q.Offsets:
		return &debugger.StructShown{Size: 16, Definition: "struct list_head {\n   [0] struct list_head *next;\n   [8] struct list_head *prev;\n}"}, nil
	case q.At == "" && members != "":
		return &debugger.StructShown{Size: 16, Definition: "struct list_head {\n   [8] struct list_head *prev;\n}"}, nil
	case q.At == "":
		return &debugger.StructShown{Size: 16, Definition: "struct list_head {\n    struct list_head *next;\n    struct list_head *prev;\n}"}, nil
	}
	at, err := s.CrashAddr(ctx, q.At)
	if err != nil {
		return nil, err
	}
	if q.Raw {
		return &debugger.StructShown{Size: 16, Raw: []debugger.RawRecord{{Addr: at, Bytes: []byte("abcdefghijkl\xff")}}}, nil
	}
	out := &debugger.StructShown{Size: 16}
	for i := range max(q.Count, 1) {
		a := at.Add(int64(i) * 16)
		if i == 2 {
			return out, &mem.Fault{Addr: a}
		}
		next := fmt.Sprintf("%v <init_task+8>", a)
		if q.As == 'd' {
			next = "-1"
		}
		r := debugger.Record{Addr: a, Type: "struct list_head"}
		if members != "" {
			r.Members = []debugger.MemberValue{{Name: members, Addr: a + 8, Text: "0x0", Tree: &value.Node{Name: members, Type: "struct list_head *", Text: "0x0"}}}
		} else {
			r.Text = "struct list_head {\n  next = " + next + ",\n  prev = <error: Cannot access memory at address 0xffff888003199988>\n}"
			r.Tree = &value.Node{Type: "struct list_head", Children: []*value.Node{{Name: "next", Type: "struct list_head *", Text: next}}}
		}
		out.Records = append(out.Records, r)
	}
	return out, nil
}

func (s *fake) KList(ctx context.Context, q debugger.ListSpec) ([]debugger.Entry, error) {
	s.logf("list %+v", q)
	if q.Start == "empty" {
		return nil, nil
	}
	if _, err := s.CrashAddr(ctx, q.Start); err != nil {
		return nil, err
	}
	list := []debugger.Entry{{Addr: 0xffffffffa681aa40}, {Addr: 0xffff888003199980}}
	if len(q.Show) > 0 {
		for i, m := range [][2]string{{"0", `"swapper/0\000\000\000\000\000\000"`}, {"71", `"c\033at"`}} {
			list[i].Data = []debugger.Record{{Addr: list[i].Addr, Type: "struct task_struct", Members: []debugger.MemberValue{
				{Name: "pid", Text: m[0], More: true}, {Name: "comm", Text: m[1], More: true}}}}
		}
	}
	return list, &kernel.DamagedError{What: "list", At: 0xdead000000000100, Why: "(entry 2, behind 0xffff88800319a210) cannot be read",
		Err: &mem.Fault{Addr: 0xdead000000000100}}
}

func (s *fake) Tree(_ context.Context, q debugger.TreeSpec) ([]debugger.Entry, error) {
	s.logf("tree %+v", q)
	n := uint64(77)
	switch q.Type {
	case "rbtree":
		return []debugger.Entry{{Addr: 0xffff888003100000, Position: "root"}, {Addr: 0xffff888003100040, Position: "root/l"}}, nil
	case "maple":
		return []debugger.Entry{{Addr: 0xffff888003100000, Position: "root/1", Indexed: true, First: 0x400000, Last: 0x400fff}}, nil
	}
	return []debugger.Entry{
		{Addr: 0xffff888003100000, Position: "root/0/1", Indexed: true, First: 1, Last: 1, Marks: 5},
		{Addr: 0x9b, Position: "root/0/2", Indexed: true, First: 2, Last: 2, Value: &n},
	}, nil
}

func (s *fake) line(name string) debugger.SymbolLine {
	switch name {
	case "init_task":
		return debugger.SymbolLine{Symbol: debugger.Symbol{Name: name, Addr: 0xffffffffa681aa40}, Letter: 'D'}
	case "type_show":
		return debugger.SymbolLine{Symbol: debugger.Symbol{Name: name, Addr: 0xffffffffa4ac6a20}, Letter: 't', File: "kernel/reboot.c", Line: 1162}
	case "fuse_init":
		return debugger.SymbolLine{Symbol: debugger.Symbol{Name: name, Addr: 0xffffffffc0271000, Module: "fuse"}, Letter: 't'}
	}
	return debugger.SymbolLine{Symbol: debugger.Symbol{Name: "schedule", Addr: 0xffffffffa58114f0}, Letter: 'T', File: "kernel/sched/core.c", Line: 6654}
}

func (s *fake) Sym(_ context.Context, name string) ([]debugger.SymbolLine, error) {
	switch name {
	case "schedule", "init_task":
		return []debugger.SymbolLine{s.line(name)}, nil
	case "type_show", "reboot.c:type_show":
		all := []debugger.SymbolLine{s.line("type_show"), s.line("type_show")}
		all[1].Addr, all[1].File, all[1].Line = 0xffffffffa4c51810, "kernel/events/core.c", 11298
		if name == "reboot.c:type_show" {
			all = all[:1]
		}
		return all, nil
	}
	return nil, fmt.Errorf("no symbol %q in current context", name)
}

func (s *fake) SymAt(_ context.Context, a mem.Addr) (*debugger.SymbolLine, error) {
	if a >= 0xffffffffa58114f0 && a < 0xffffffffa5811600 {
		l := s.line("schedule")
		l.Offset = uint64(a.Sub(l.Addr))
		l.Addr = 0xffffffffa58114f0
		return &l, nil
	}
	return nil, fmt.Errorf("no symbol matches %v", a)
}

func (s *fake) SymNear(_ context.Context, l debugger.SymbolLine, before, behind bool) ([]debugger.SymbolLine, error) {
	out := []debugger.SymbolLine{l}
	if before {
		out = append([]debugger.SymbolLine{s.line("type_show")}, out...)
	}
	if behind {
		out = append(out, s.line("init_task"))
	}
	return out, nil
}

func (s *fake) AllSymbols(_ context.Context, module, text string) ([]debugger.ImageSymbols, error) {
	fuse := debugger.ImageSymbols{Module: "fuse", Span: mem.Span{Start: 0xffffffffc0271000, End: 0xffffffffc0290000}, Symbols: []debugger.SymbolLine{s.line("fuse_init")}}
	switch {
	case text == "nope":
		return []debugger.ImageSymbols{{}}, nil
	case module == "fuse", module == "*":
		return []debugger.ImageSymbols{fuse}, nil
	case module != "":
		return nil, fmt.Errorf("no module %q is loaded", module)
	}
	return []debugger.ImageSymbols{{Symbols: []debugger.SymbolLine{s.line("schedule"), s.line("init_task")}}, fuse}, nil
}

func (s *fake) Search(ctx context.Context, q debugger.SearchSpec, progress func(done, total uint64)) (*debugger.Found, error) {
	s.logf("search %+v", q)
	progress(1, 2)
	f := &debugger.Found{Searched: 128 << 20, Unreadable: 8192, Size: q.Size}
	switch {
	case q.HasStart && q.Start == 0x1000:
		return &debugger.Found{Unreadable: 4096, Size: q.Size}, nil
	case s.target == "slow:1":
		f.Hits = []debugger.Hit{{Addr: 0xffff888000001000, Value: 5}}
		<-ctx.Done()
		return f, ctx.Err()
	case q.Size == 0:
		f.Hits = []debugger.Hit{{Addr: 0xffffffffa5f1ffe0, Text: "Linux version\x01\xff"}}
	default:
		f.Hits = []debugger.Hit{{Addr: 0xffff888000001000, Value: q.Values[0].Value, Text: q.Values[0].Text}}
		if q.Context > 0 {
			f.Hits[0].Before, f.Hits[0].After = []uint64{1}, []uint64{0x4142, 3}
		}
	}
	return f, nil
}

func (s *fake) DumpMemory(_ context.Context, w io.Writer, start, stop mem.Addr, _ func(done, total uint64)) (uint64, error) {
	for a := start; a < stop; a++ {
		if a == 0x5000 {
			return uint64(a - start), &mem.Fault{Addr: a}
		}
		if _, err := w.Write([]byte{byte('a' + a%26)}); err != nil {
			return uint64(a - start), err
		}
	}
	return uint64(stop - start), nil
}

func (s *fake) RestoreMemory(_ context.Context, r io.Reader, start mem.Addr) (uint64, error) {
	b, err := io.ReadAll(r)
	s.logf("restore %q to %v", b, start)
	if start == 0 {
		return 0, &mem.Fault{}
	}
	return uint64(len(b)), err
}

func (s *fake) ValueBytes(context.Context, string) ([]byte, error) { return []byte("value"), nil }
