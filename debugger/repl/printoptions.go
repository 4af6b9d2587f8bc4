package repl

import "kbreak/debugger"

// printFlags are the boolean settings that print takes as options as well (GDB manual, "print command").
var printFlags = []struct {
	name, what string
	field      func(*debugger.PrintSettings) *bool
}{
	{"pretty", "Members of structs on lines of their own.", func(s *debugger.PrintSettings) *bool { return &s.Pretty }},
}

var printLimits = []struct {
	name, what string
	field      func(*debugger.PrintSettings) *int
}{
	{"elements", "Limit on array elements and string characters; 0 is none.", func(s *debugger.PrintSettings) *int { return &s.Elements }},
	{"repeats", "How many equal elements are shown as one; 0 is never.", func(s *debugger.PrintSettings) *int { return &s.RepeatThreshold }},
	{"max-depth", "Structs and arrays nested deeper are {...}; 0 is no limit.", func(s *debugger.PrintSettings) *int { return &s.MaxDepth }},
}

// printOptions are the options of the commands that print values.
func printOptions() []Option {
	var list []Option
	for _, f := range printFlags {
		list = append(list, Option{Name: f.name, Flag: true, Help: f.what})
	}
	for _, l := range printLimits {
		list = append(list, Option{Name: l.name, Values: []Param{{Name: "NUMBER", Kind: Count}}, Help: l.what})
	}
	return list
}

// withPrintOptions changes the settings for one command; the function that it returns restores them.
func (r *REPL) withPrintOptions(a *Args) func() {
	s := r.session.PrintSettings()
	old := *s
	for _, f := range printFlags {
		if v := a.Option(f.name); len(v) > 0 {
			*f.field(s) = len(v[0]) == 0 || v[0][0] == "on"
		}
	}
	for _, l := range printLimits {
		if v := a.Option(l.name); len(v) > 0 {
			if n, err := parseInt(v[0][0]); err == nil {
				*l.field(s) = n
			}
		}
	}
	return func() { *s = old }
}
