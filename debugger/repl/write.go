package repl

// Settings of what commands may change in the target.
var (
	mayWriteMemory = setting{
		name: "may-write-memory", kind: boolean,
		summary: "whether commands may change the target's memory.",
		show:    "Permission to write into target memory is %s.",
		help:    "Breakpoints do not count: the stub sets them where it can.",
		get:     func(r *REPL) string { return onOff(!r.session.MayWrite().NoMemory) },
		set:     func(r *REPL, s string) error { r.session.MayWrite().NoMemory = s == "off"; return nil },
	}
	mayWriteRegisters = setting{
		name: "may-write-registers", kind: boolean,
		summary: "whether commands may change the target's registers.",
		show:    "Permission to write into registers is %s.",
		get:     func(r *REPL) string { return onOff(!r.session.MayWrite().NoRegisters) },
		set:     func(r *REPL, s string) error { r.session.MayWrite().NoRegisters = s == "off"; return nil },
	}
)
