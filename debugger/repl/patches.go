package repl

import "kbreak/debugger"

// patches is "dis -d": what the running kernel has otherwise than the file.
type patches struct {
	list     []debugger.Patch
	function *debugger.Function
}

func (v *patches) Text(p *Printer) {
	if len(v.list) == 0 {
		p.Print("The code of ")
		p.Function(Printable(v.function.Name))
		p.Print(" is that of the file.\n")
	}
	for i := range v.list {
		x := &v.list[i]
		symbolic(p, x.Addr, x.Function, x.Offset)
		if x.By != "" {
			p.Printf(": %s\n", x.By)
		} else {
			p.Print(": nothing is known to rewrite this\n")
		}
		for _, side := range []struct {
			mark string
			list []debugger.Instruction
		}{{"-", x.Was}, {"+", x.Is}} {
			for _, n := range side.list {
				p.Print(side.mark + "\t" + rawBytes(n.Bytes) + "\t" + Printable(n.Text) + "\n")
			}
		}
	}
}

type patchJSON struct {
	Addr     hex               `json:"addr"`
	Function string            `json:"function,omitempty"`
	Offset   hex               `json:"offset"`
	Module   string            `json:"module,omitempty"`
	By       string            `json:"by,omitempty"` // what rewrites the code there
	Was      []instructionJSON `json:"was"`          // in the file
	Is       []instructionJSON `json:"is"`           // in memory
}

func (v *patches) JSON() any {
	list := make([]patchJSON, 0, len(v.list))
	for i := range v.list {
		x := &v.list[i]
		j := patchJSON{Addr: hexAddr(x.Addr), Function: x.Function, Offset: hex(x.Offset), Module: x.Module, By: x.By,
			Was: []instructionJSON{}, Is: []instructionJSON{}}
		for n := range x.Was {
			j.Was = append(j.Was, newInstructionJSON(&x.Was[n]))
		}
		for n := range x.Is {
			j.Is = append(j.Is, newInstructionJSON(&x.Is[n]))
		}
		list = append(list, j)
	}
	return list
}
