package repl

import (
	"context"
	"errors"
	"strings"

	"kbreak/debugger"
)

var optShow = Option{Name: "s", Repeat: true, Values: []Param{{Name: "STRUCT[.MEMBER[,MEMBER]...]", Kind: Record}},
	Help: "show each entry as this structure, or these members of it"}

func klistCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"klist"},
			Group:   GroupKernel,
			Summary: "Walk a linked list and show its entries: crash's list.",
			Params:  []Param{{Name: "[OFFSET] START", Kind: Symbol, Repeat: true}},
			Options: []Option{
				{Name: "o", Values: []Param{{Name: "OFFSET", Kind: Record}},
					Help: "where the link is in an entry: a number, or STRUCT.MEMBER"},
				{Name: "H", Help: "START is a list_head outside of the entries"},
				{Name: "h", Help: "START is a structure that has a list_head at OFFSET"},
				{Name: "O", Values: []Param{{Name: "OFFSET", Kind: Record}},
					Help: "with -h: the list_head in START is here, and START is no entry"},
				optShow,
				{Name: "l", Values: []Param{{Name: "OFFSET", Kind: Record}},
					Help: "with -s: START and the addresses shown are those of links, which are here in the structure"},
				{Name: "e", Values: []Param{{Name: "END", Kind: Word}}, Help: "the list also ends at this address"},
				{Name: "r", Help: "backwards, along prev"},
				{Name: "B", Help: "accepted: loops are always found, with their length and start"},
				optHex, optDecimal,
			},
			Needs:  Stopped | Kernel,
			Result: []entryJSON{},
			Help: `Plain "list" is gdb's and shows source. The list ends at NULL or where it comes back to its start.
START is an entry of its own unless -H is given. Pointers back are compared wherever the links are
list_heads or hlist_nodes: with -H, -h, -r, and where OFFSET is such a member. A list that is damaged
is cut with a message.

  klist -H modules -o module.list -s module.name
  klist -h init_task -o task_struct.tasks -s task_struct.pid,comm

` + crashAddressHelp,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				q := debugger.ListSpec{Offset: last(a, "o"), HeadOffset: last(a, "O"), Link: last(a, "l"), End: last(a, "e"), Reverse: a.Has("r")}
				for _, s := range a.Option("s") {
					q.Show = append(q.Show, s[0])
				}
				switch {
				case a.Has("H") && a.Has("h"):
					return nil, errors.New("-h and -H exclude each other")
				case a.Has("H"):
					q.Head = debugger.Head
				case a.Has("h"):
					q.Head = debugger.HeadInIt
				}
				var err error
				if q.As, err = radix(a); err != nil {
					return nil, err
				}
				words := a.List("[OFFSET] START")
				if len(words) == 2 && q.Offset == "" {
					// As in crash either may be first; an offset is a number or a member of a type.
					for i, w := range words {
						if r.session.IsOffset(ctx, w) {
							q.Offset, words = w, []string{words[1-i]}
							break
						}
					}
				}
				q.Start = strings.Join(words, " ")
				list, err := r.session.KList(ctx, q)
				return newEntryList(list, false, err)
			},
		},
		{
			Names:   []string{"tree"},
			Group:   GroupKernel,
			Summary: "Walk a tree and show its entries, as crash does.",
			Params:  []Param{{Name: "START", Kind: Symbol, Repeat: true}},
			Options: []Option{
				{Name: "t", Values: []Param{{Name: "rbtree|radix|xarray|maple|mtree", Kind: Choice, Choices: []string{"rbtree", "radix", "xarray", "maple", "mtree"}}},
					Help: "what kind of tree it is; rbtree if nothing is said"},
				{Name: "r", Values: []Param{{Name: "OFFSET", Kind: Record}},
					Help: "START is a structure that has the root here: a number, or STRUCT.MEMBER"},
				{Name: "o", Values: []Param{{Name: "OFFSET", Kind: Record}}, Help: "rbtree: where the rb_node is in an entry"},
				optShow,
				{Name: "l", Help: "rbtree: in order, from the leftmost node on"},
				{Name: "p", Help: "where each entry is in the tree"},
				{Name: "N", Help: "START is a node and not a root"},
				optHex, optDecimal,
			},
			Needs:  Stopped | Kernel,
			Result: []entryJSON{},
			Help: `START is a struct rb_root (or rb_root_cached), radix_tree_root, xarray, or maple_tree (mtree is
another word for it). Nodes are compared with the way they were reached; what is below a damaged one
is left out with a message.

  tree -t rbtree -o vmap_area.rb_node vmap_area_root -s vmap_area.va_start,va_end
  tree -t xarray -r idr.idr_rt init_pid_ns.idr -s pid.count -p
  tree -t maple -r mm_struct.mm_mt current()->mm -s vm_area_struct.vm_start,vm_end

` + crashAddressHelp,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				q := debugger.TreeSpec{Type: last(a, "t"), Start: strings.Join(a.List("START"), " "), RootOffset: last(a, "r"),
					Offset: last(a, "o"), Node: a.Has("N"), Linear: a.Has("l")}
				if q.Type == "" {
					q.Type = "rbtree"
				}
				for _, s := range a.Option("s") {
					q.Show = append(q.Show, s[0])
				}
				var err error
				if q.As, err = radix(a); err != nil {
					return nil, err
				}
				list, err := r.session.Tree(ctx, q)
				return newEntryList(list, a.Has("p"), err)
			},
		},
	}
}

// entryList is a list or a tree, in crash's form.
type entryList struct {
	list      []debugger.Entry
	positions bool
}

// newEntryList is the result of a walk: nothing if it came to nothing.
func newEntryList(list []debugger.Entry, positions bool, err error) (Value, error) {
	if err != nil && len(list) == 0 {
		return nil, err
	}
	return entryList{list, positions}, err
}

func (v entryList) Text(p *Printer) {
	if len(v.list) == 0 {
		p.Print("(empty)\n")
	}
	for i := range v.list {
		e := &v.list[i]
		p.Printf("%x\n", uint64(e.Addr))
		if v.positions {
			p.Print("  ")
			switch {
			case e.First != e.Last:
				p.Printf("index: %#x-%#x  ", e.First, e.Last)
			case e.Indexed:
				p.Printf("index: %d  ", e.First)
			}
			p.Printf("position: %s\n", e.Position)
		}
		if e.Value != nil {
			p.Printf("  value: %d\n", *e.Value)
		}
		for j := range e.Data {
			recordText(p, &e.Data[j])
		}
	}
}

type entryJSON struct {
	Addr     hex          `json:"addr"`
	Position string       `json:"position,omitempty"`
	First    *hex         `json:"first,omitempty"` // indexes that the entry stands for
	Last     *hex         `json:"last,omitempty"`
	Marks    []int        `json:"marks,omitempty"`
	Value    *hex         `json:"value,omitempty"` // a number that stands in place of a pointer
	Data     []recordJSON `json:"data,omitempty"`
}

func (v entryList) JSON() any {
	list := make([]entryJSON, 0, len(v.list))
	for i := range v.list {
		e := &v.list[i]
		j := entryJSON{Addr: hexAddr(e.Addr), Position: e.Position}
		if e.Indexed {
			first, last := hex(e.First), hex(e.Last)
			j.First, j.Last = &first, &last
		}
		for m := range 8 {
			if e.Marks>>m&1 != 0 {
				j.Marks = append(j.Marks, m)
			}
		}
		if e.Value != nil {
			n := hex(*e.Value)
			j.Value = &n
		}
		for k := range e.Data {
			j.Data = append(j.Data, newRecordJSON(&e.Data[k]))
		}
		list = append(list, j)
	}
	return list
}
