package debugger

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kbreak/arch"
	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/debuginfo"
)

// syscall is one system call of the kernel's table.
type syscall struct {
	nr     int
	name   string // without the prefix of the function
	fn     mem.Addr
	compat bool // of 32 bits
	regs   bool // the function gets the registers of user mode (4.17, commit fa697140f9a2), not arguments
	params []debuginfo.Variable
	looked bool // for params
}

// syscallAliases are names of user space for what the kernel's functions call otherwise.
var syscallAliases = map[string]string{
	"stat": "newstat", "fstat": "newfstat", "lstat": "newlstat", "uname": "newuname", "sendfile": "sendfile64",
	"umount2": "umount", "fstatat": "newfstatat",
}

// maxSyscalls bounds the table; x86-64 has fewer than 600.
const maxSyscalls = 4096

// syscallPrefixes of the functions in the table, newest first.
var syscallPrefixes = []string{"__x64_sys_", "SyS_", "sys_"}

// syscalls reads the table of system calls: two or three reads, once for a kernel.
func (s *Session) syscalls(ctx context.Context) ([]*syscall, error) {
	if s.calls.of == s.kernel && s.calls.list != nil {
		return s.calls.list, nil
	}
	const table = "sys_call_table"
	sym, err := s.space.Resolve(table)
	if err != nil {
		return nil, fmt.Errorf("the system calls of this kernel: %w", err)
	}
	n := int(min(sym.Size/8, maxSyscalls))
	words, err := mem.Bytes(ctx, s.mem.kernel, sym.Addr, n*8)
	if err != nil {
		return nil, s.linkError(fmt.Errorf("read %s: %w", table, err))
	}
	list := make([]*syscall, n)
	for i := range list {
		c := &syscall{nr: i, fn: mem.Addr(s.arch.Order.Uint64(words[i*8:]))}
		if at, ok := s.space.SymbolAt(c.fn); ok && at.Offset == 0 {
			for _, prefix := range syscallPrefixes {
				if name, ok := strings.CutPrefix(at.Name, prefix); ok {
					c.name, c.regs = name, strings.HasPrefix(prefix, "__")
					break
				}
			}
		}
		list[i] = c
	}
	s.calls.of, s.calls.list = s.kernel, list
	return list, nil
}

// absent is the name of the function that stands for numbers without a system call.
const absent = "ni_syscall"

// armSyscalls makes a catchpoint stop at the functions of the system calls that it names: others cost
// nothing then.
func (s *Session) armSyscalls(ctx context.Context, b *Breakpoint) error {
	list, err := s.syscalls(ctx)
	if err != nil {
		return err
	}
	c := b.catch
	c.calls = make(map[mem.Addr]*syscall)
	var labels []string
	for _, word := range c.names {
		var found *syscall
		n, err := strconv.Atoi(word)
		for _, x := range list {
			if err == nil && x.nr == n || err != nil && (x.name == word || x.name == syscallAliases[word]) {
				found = x
				break
			}
		}
		switch {
		case found == nil && err != nil:
			return fmt.Errorf("unknown syscall name '%s'", word)
		case found == nil || found.name == absent:
			return fmt.Errorf("unknown syscall number '%s'", word)
		}
		function, _ := s.space.SymbolAt(found.fn)
		at, ok := s.entryOf(function.Name)
		if !ok {
			at = found.fn
		}
		if err := s.armCall(ctx, b, at, found); err != nil {
			return err
		}
		for _, prefix := range compatPrefixes {
			if at, ok := s.entryOf(prefix + found.name); ok && found.name != "" {
				if err := s.armCall(ctx, b, at, &syscall{nr: -1, name: found.name, regs: true, compat: true}); err != nil {
					return err
				}
			}
		}
		labels = append(labels, fmt.Sprintf("'%s' [%d]", found.name, found.nr))
	}
	what := "syscall"
	if len(labels) > 1 {
		what = "syscalls"
	}
	c.label = what + " " + strings.Join(labels, " ")
	names := make([]string, len(c.names))
	for i, l := range labels {
		names[i] = l[1:strings.LastIndex(l, "'")]
	}
	b.Spec = fmt.Sprintf("%s %q", what, strings.Join(names, ", "))
	return nil
}

// compatPrefixes are those of functions that are called by programs of 32 bits alone (since 4.17).
var compatPrefixes = []string{"__ia32_compat_sys_", "__ia32_sys_"}

// armCall adds the function of a system call, unless it is there under another name.
func (s *Session) armCall(ctx context.Context, b *Breakpoint, at mem.Addr, call *syscall) error {
	if slices.ContainsFunc(b.Locations, func(l *BreakpointLocation) bool { return l.Addr == at }) {
		return nil
	}
	err := s.catchAt(ctx, b, at)
	if err == nil {
		b.catch.calls[b.Locations[len(b.Locations)-1].Addr] = call
	}
	return err
}

// argRegs are the registers of arguments of a system call as struct pt_regs names them, and those of a
// function.
var (
	argMembers    = []string{"di", "si", "dx", "r10", "r8", "r9"}
	compatMembers = []string{"bx", "cx", "dx", "si", "di", "bp"}
	argRegs       = []arch.Reg{arch.RDI, arch.RSI, arch.RDX, arch.RCX, arch.R8, arch.R9}
)

// syscallEvent names the system call that a thread enters, with its arguments, or returns from, "" for
// returns from calls that were not caught.
func (s *Session) syscallEvent(ctx context.Context, b *Breakpoint, t *Thread, regs *arch.Registers) (string, error) {
	pc, _ := regs.Addr(s.arch.PC)
	if b.catch.isReturn(pc) {
		return s.syscallReturned(b, regs), nil
	}
	name, args, err := s.syscallEntered(ctx, b.catch, t, regs)
	if err != nil || name == "" {
		return "", err
	}
	return "call to " + name + args, s.awaitReturn(ctx, b, regs, name)
}

// syscallEntered names the system call that a thread is at the entry of, and writes its arguments.
func (s *Session) syscallEntered(ctx context.Context, c *catching, t *Thread, regs *arch.Registers) (name, text string, err error) {
	pc, _ := regs.Addr(s.arch.PC)
	call := c.calls[pc]
	if call != nil && !call.regs {
		args := make([]uint64, len(argRegs))
		for i, r := range argRegs {
			args[i], _ = regs.Get(r)
		}
		return s.callText(ctx, call, t, args)
	}
	// do_syscall_64 has had its arguments in both orders; the number is not an address.
	at, _ := regs.Addr(arch.RDI)
	if at < kernelHalf {
		at, _ = regs.Addr(arch.RSI)
	}
	user, err := s.vmlinux.Struct("pt_regs")
	if err != nil {
		return "", "", err
	}
	image, err := mem.Bytes(ctx, s.mem.kernel, at, int(min(max(user.Size, 0), 4096)))
	if err != nil {
		return "a syscall", "", err
	}
	word := func(name string) uint64 {
		m, err := user.Member(name)
		if err != nil || m.Offset < 0 || m.Offset+8 > int64(len(image)) {
			return 0
		}
		return s.arch.Order.Uint64(image[m.Offset:])
	}
	compat := call != nil && call.compat
	if sym, ok := s.space.SymbolAt(pc); ok && call == nil && sym.Name != "do_syscall_64" {
		return fmt.Sprintf("32-bit syscall %d", int32(word("orig_ax"))), s.rawArgs(compatMembers, word), nil
	}
	if call == nil {
		list, err := s.syscalls(ctx)
		if err != nil {
			return "", "", err
		}
		nr := int64(word("orig_ax"))
		if nr < 0 || nr >= int64(len(list)) || list[nr].name == "" {
			return fmt.Sprintf("syscall %d", nr), "", nil
		}
		call = list[nr]
	}
	members := argMembers
	if compat {
		members = compatMembers
	}
	args := make([]uint64, len(members))
	for i, name := range members {
		args[i] = word(name)
	}
	return s.callText(ctx, call, t, args)
}

// callText writes a call with the arguments that it has; where no types are known, all six registers.
func (s *Session) callText(ctx context.Context, c *syscall, t *Thread, args []uint64) (name, written string, err error) {
	if err := s.findParams(ctx, c); err != nil {
		return "", "", err
	}
	var text []string
	if c.params == nil {
		for _, v := range args {
			text = append(text, fmt.Sprintf("%#x", v))
		}
	}
	p := s.valuePrinter(s.mem.of(t))
	for i := range min(len(c.params), len(args)) {
		param := &c.params[i]
		b := make([]byte, 8)
		s.arch.Order.PutUint64(b, args[i])
		shown := fmt.Sprintf("%#x", args[i])
		if param.Type != nil {
			if size := param.Type.Strip().Size; size > 0 && size <= 8 {
				v, err := p.Print(ctx, value.FromBytes(param.Type, b[:size]))
				if err = s.linkOnly(err); err != nil {
					return "", "", err
				}
				if v != "" {
					shown = v
				}
			}
		}
		text = append(text, param.Name+"="+shown)
	}
	name = "syscall " + c.name
	if c.compat {
		name = "32-bit " + name
	}
	return name, " (" + strings.Join(text, ", ") + ")", nil
}

// rawArgs writes the registers of a call of which no more is known.
func (s *Session) rawArgs(members []string, word func(string) uint64) string {
	var text []string
	for _, m := range members {
		text = append(text, fmt.Sprintf("%#x", uint32(word(m))))
	}
	return " (" + strings.Join(text, ", ") + ")"
}

// findParams looks once for the parameters of a system call: those of the function that SYSCALL_DEFINE
// makes of its body (include/linux/syscalls.h).
func (s *Session) findParams(ctx context.Context, c *syscall) error {
	if c.looked {
		return nil
	}
	c.looked = true
	data, err := s.vmlinux.Debug()
	if err != nil {
		return nil
	}
	functions := []string{"__do_sys_" + c.name, "__se_sys_" + c.name}
	if c.compat {
		functions = append([]string{"__do_compat_sys_" + c.name, "__se_compat_sys_" + c.name}, functions...)
	}
	for _, function := range functions {
		sites, err := data.Sites(ctx, function)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || len(sites) == 0 {
			continue
		}
		scopes, err := data.Scopes(sites[0].Entry)
		if err != nil {
			continue
		}
		for i := range scopes {
			if scopes[i].Name != function {
				continue
			}
			if c.params, err = scopes[i].DeclaredParams(); err == nil {
				if c.params == nil {
					c.params = []debuginfo.Variable{}
				}
				return nil
			}
		}
	}
	c.params = nil
	return nil
}
