package debugger

import "testing"

// The third column is what gdb 13.1's "info functions" and "grep" say of the expression and the text.
func TestCompileRegexp(t *testing.T) {
	for _, c := range []struct {
		re, text string
		want     bool
	}{
		{"", "schedule", true},
		{"^tcp_", "tcp_init", true},
		{"^tcp_", "mptcp_init", false},
		{"sched$", "do_sched", true},
		{`^\(tcp\|udp\)_init$`, "udp_init", true},
		{`^\(tcp\|udp\)_init$`, "dccp_init", false},
		{"^(tcp|udp)_init$", "udp_init", false},
		{"^(tcp|udp)_init$", "(tcp|udp)_init", true},
		{"a+b", "aab", false},
		{`a\+b`, "aab", true},
		{`a\?b$`, "b", true},
		{`^a\{2,3\}$`, "aaa", true},
		{"^a{2}$", "a{2}", true},
		{"*x", "*x", true},
		{`struct task_struct \*`, "struct task_struct *", true},
		{"struct task_struct *$", "struct task_struct *", false},
		{"[[:digit:]]$", "vt220", true},
		{"[]x]", "a]", true},
		{"^[^]x]$", "]", false},
		{`[\w]`, `\`, true},
		{"a^b", "a^b", true},
		{"a$b", "a$b", true},
		{`\<read\>`, "vfs read", true},
		{`\<read\>`, "vfs_read", false},
		{`a\.c`, "abc", false},
		{"a.c", "abc", true},
	} {
		re, err := compileRegexp(c.re)
		if err != nil {
			t.Errorf("%s: %v", c.re, err)
			continue
		}
		if have := re.MatchString(c.text); have != c.want {
			t.Errorf("%s on %s: have %v, want %v (%s)", c.re, c.text, have, c.want, re)
		}
	}
	for _, bad := range []string{`\`, "[", "[a", `\(`, `a\{9999\}`, `\(a\)\1`, "[[:digit:]", "[b-a]"} {
		if re, err := compileRegexp(bad); err == nil {
			t.Errorf("%s: have %s", bad, re)
		}
	}
}

func FuzzCompileRegexp(f *testing.F) {
	f.Add(`^\(tcp\|udp\)_[[:alpha:]]*$`)
	f.Add(`[]\]\{`)
	f.Fuzz(func(t *testing.T, text string) {
		if re, err := compileRegexp(text); err == nil {
			re.MatchString("tcp_sendmsg")
		}
	})
}
