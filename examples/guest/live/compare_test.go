package live

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/examples/guest/lab"
	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/expr"
)

// comparison compares stacks with gdb's. Whatever differs and is not allowed by one of these rules
// fails the test. Each has its condition where its name stands in the code; the first four end the
// comparison of a stack.
//
//   - user: at a PC in user mode ours ends, gdb makes frames of the words on the user's stack.
//   - entry: gdb has no unwind rule for entry code and goes on with the words of pt_regs as if they
//     were return addresses, and past the user boundary; ours goes on through it, or ends. For ORC what
//     entry code calls before pt_regs is complete (error_entry) is part of it: that call is no frame.
//   - stack: where the kernel changes to the stack for interrupts in the middle of a C function, no table
//     that gdb reads says so: it takes the caller's frame from the wrong stack and gives up, or prints
//     frames without a name.
//   - module: gdb was not given the files of modules.
//   - tail call: of a function that ended in a jump gdb shows the innermost inlined function only;
//     ours shows those that it was inlined into, too.
//   - guess: a frame that no table vouches for is marked "(guessed)": the caller of a retpoline thunk.
//   - alias: of two names for one address (memset, __memset) gdb takes either; ours takes the one that
//     the kernel's own traces show.
//   - suffix: ours shows the symbols of the compiler's making as the kernel's own traces do: f.isra.0. gdb
//     takes a function's name from DWARF, f, and the names of other symbols for Ada's where they could
//     be (ada_decode): hw_context_taken.7 loses its number.
//   - namesake: for a parameter that has the name of its function gdb may print the function.
//   - entry value: what a parameter was when its function was called. gdb gives up when some jump that
//     the function may end in leads to where it has no debug info, ours when the path itself is in
//     doubt. And gdb 13 computes it in the wrong frame where the value is asked for in an inlined function
//     (dwarf_expr_context::push_dwarf_reg_entry_value takes the frame before that one for the caller).
//   - clobbered: gdb takes registers that a callee may have changed for unchanged in its caller; ours
//     says <optimized out>, unless the call site tells what it was.
type comparison struct {
	t     *testing.T
	data  *debuginfo.Data
	slide uint64

	frames, differ, arguments int
	allowed                   map[string]int // by rule
}

func newComparison(t *testing.T, g *lab.Guest) *comparison {
	t.Helper()
	im, err := symbols.Open(g.Assets.Vmlinux, symbols.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = im.Close() })
	data, err := im.Debug()
	if err != nil {
		t.Fatal(err)
	}
	return &comparison{t: t, data: data, slide: slide(t, g), allowed: make(map[string]int)}
}

func (c *comparison) differs(format string, args ...any) {
	c.t.Helper()
	c.differ++
	c.t.Errorf(format, args...)
}

func (c *comparison) allow(rule string, level int, ours, theirs string) {
	c.t.Helper()
	c.allowed[rule]++
	c.t.Logf("frame %d, allowed (%s): have %s\n  gdb has %s", level, rule, ours, theirs)
}

func (c *comparison) report() {
	c.t.Helper()
	c.t.Logf("%d frames with %d arguments, %d differ; allowed: %v", c.frames, c.arguments, c.differ, c.allowed)
	if c.frames == 0 || c.arguments == 0 {
		c.t.Errorf("compared %d frames with %d arguments", c.frames, c.arguments)
	}
}

// entryCode names the assembly that calls into C from nowhere.
var entryCode = regexp.MustCompile(`^(asm_\w+|entry_\w+|error_entry|paranoid_entry|ret_from_fork|secondary_startup_64\w*)$`)

// changesStack are the functions that run another one on the stack for interrupts
// (run_on_irqstack and its like in arch/x86/include/asm/irq_stack.h).
var changesStack = regexp.MustCompile(`^(sysvec_\w+|common_interrupt|do_softirq)$`)

// stacks compares the frames of one stack, and reports whether they are equal.
func (c *comparison) stacks(ours []string, facts []fact, theirs []string) bool {
	c.t.Helper()
	before, j, last := c.differ, 0, ""
	for i := range ours {
		f, ok := parseFrame(strings.TrimSuffix(ours[i], " (guessed)"))
		if !ok {
			c.differs("frame %d: cannot read %s", i, ours[i])
			return false
		}
		if strings.HasPrefix(facts[i].PC, "0x0000") || len(facts[i].PC) < len("0xffff800000000000") { // rule "user"
			c.allowed["user"]++
			break
		}
		if facts[i].Module != "" { // rule "module"
			c.allow("module", i, ours[i], "no module")
			break
		}
		if i > 0 && changesStack.MatchString(last) && (j >= len(theirs) || strings.HasPrefix(theirs[j], stopped) || strings.HasSuffix(theirs[j], " in ?? ()")) {
			c.allow("stack", i, ours[i], "no more frames")
			break
		}
		last = f.function
		if j >= len(theirs) {
			c.differs("frame %d: have %s, gdb ends before it", i, ours[i])
			break
		}
		g, ok := parseFrame(theirs[j])
		if !ok {
			c.differs("frame %d: cannot read gdb's %s", i, theirs[j])
			return false
		}
		if f.function != g.function && facts[i].How == "tail call" && i > 0 && facts[i-1].How == "tail call" && facts[i-1].Inlined {
			c.allow("tail call", i, ours[i], "no such frame")
			continue
		}
		j++
		c.frames++
		c.arguments += len(f.args)
		c.frame(i, f, g, facts)
		if entryCode.MatchString(f.function) { // rule "entry"
			return c.differ == before
		}
		if i == len(ours)-1 && j < len(theirs) {
			c.differs("frame %d: missing, gdb has %s", i+1, theirs[j])
		}
	}
	return c.differ == before
}

// alias are functions that exist in several versions at one address.
var alias = regexp.MustCompile(`^(__)?(memset|memcpy|memmove|clear_page\w*|copy_user\w*)$`)

func (c *comparison) frame(i int, f, g frame, facts []fact) {
	c.t.Helper()
	if f.text == g.text {
		return
	}
	same := f.pc == g.pc && f.at == g.at && len(f.args) == len(g.args)
	if f.function != g.function {
		a, b := alias.FindStringSubmatch(f.function), alias.FindStringSubmatch(g.function)
		if same = same && a != nil && b != nil && a[2] == b[2]; same {
			c.allow("alias", i, f.text, g.text)
		}
	}
	for k := 0; same && k < len(f.args); k++ {
		if f.args[k] == g.args[k] {
			continue
		}
		rule := c.rule(i, f.function, f.args[k], g.args[k], k, facts)
		if same = rule != ""; same {
			c.allow(rule, i, f.args[k].String(), g.args[k].String()+" in "+f.function)
		}
	}
	if !same {
		c.differs("frame %d: have %s\n  gdb has %s\n  %s", i, f.text, g.text, c.locations(i, facts))
	}
}

const gone = "<optimized out>"

var (
	entryValue = regexp.MustCompile(`DW_OP_(GNU_)?entry_value \([^)]*\)`)
	clobbered  = regexp.MustCompile(`DW_OP_b?reg(0|1|2|4|5|8|9|10|11) `)
)

// rule names the rule that allows two values of the k-th parameter of frame i, which is in function, to
// differ, "" if none does.
func (c *comparison) rule(i int, function string, a, b argument, k int, facts []fact) string {
	if a.name != b.name {
		return ""
	}
	if base(a.value) == base(b.value) && base(a.entry) == base(b.entry) {
		return "suffix"
	}
	if a.name == function && strings.Contains(b.value, "} 0x") && strings.Contains(b.value, " <") {
		return "namesake"
	}
	code := c.location(i, k, facts)
	rest := entryValue.ReplaceAllString(code, "")
	inlinedHere := facts[i].Inlined || i+1 < len(facts) && facts[i+1].Inlined
	switch {
	case a.value == b.value && (a.entry == "" || b.entry == "" || inlinedHere):
		return "entry value"
	case rest != code && (a.value == gone || b.value == gone || inlinedHere):
		return "entry value"
	case a.value == gone && facts[i].How != "registers" && clobbered.MatchString(rest):
		return "clobbered"
	}
	return ""
}

// base drops the suffix of the names between < and >.
func base(s string) string { return suffix.ReplaceAllString(s, "<$1$2>") }

var suffix = regexp.MustCompile(`<(\w+)(?:\.\w+|\[cold\])+(\+\d+)?>`)

// location is the DWARF expression of a frame's k-th parameter.
func (c *comparison) location(i, k int, facts []fact) string {
	pc, err := strconv.ParseUint(facts[i].PC, 0, 64)
	if err != nil {
		return ""
	}
	at := symbols.LinkAddr(pc - c.slide)
	if facts[i].How != "registers" && facts[i].Note == "" {
		at-- // a return address
	}
	scopes, err := c.data.Scopes(at)
	if err != nil {
		return err.Error()
	}
	n := 0 // of the functions inlined there
	for i-n > 0 && facts[i-n-1].Inlined && facts[i-n-1].PC == facts[i].PC {
		n++
	}
	if n >= len(scopes) {
		return "no such scope"
	}
	params, err := scopes[n].Params()
	if err != nil || k >= len(params) {
		return "no such parameter"
	}
	return params[k].Name + ": " + expr.Disassemble(params[k].Expr, expr.Unit{Arch: arch.AMD64})
}

// locations lists the expressions of a frame's parameters, for the log.
func (c *comparison) locations(i int, facts []fact) string {
	var all []string
	for k := range 16 {
		s := c.location(i, k, facts)
		if strings.HasPrefix(s, "no such") {
			break
		}
		all = append(all, s)
	}
	return facts[i].How + " " + facts[i].Note + "; " + strings.Join(all, " | ")
}
