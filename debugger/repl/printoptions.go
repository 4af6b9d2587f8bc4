package repl

import (
	"strings"

	"kbreak/debugger"
)

// printFlag is a boolean setting that print takes as an option as well (GDB manual, "print command").
type printFlag struct {
	name, summary, show string
	field               func(*debugger.PrintSettings) *bool
}

var printFlags = []printFlag{
	{"address", "whether addresses are printed.", "Printing of addresses is %s.",
		func(s *debugger.PrintSettings) *bool { return &s.Address }},
	{"array", "whether each element of an array is on a line of its own.", "Pretty formatting of arrays is %s.",
		func(s *debugger.PrintSettings) *bool { return &s.Array }},
	{"array-indexes", "whether elements of arrays are printed with their index.", "Printing of array indexes is %s.",
		func(s *debugger.PrintSettings) *bool { return &s.ArrayIndexes }},
	{"null-stop", "whether character arrays end at their first NUL.", "Printing of char arrays to stop at first null char is %s.",
		func(s *debugger.PrintSettings) *bool { return &s.NullStop }},
	{"pretty", "whether each member of a struct is on a line of its own.", "Pretty formatting of structures is %s.",
		func(s *debugger.PrintSettings) *bool { return &s.Pretty }},
	{"symbol", "whether pointers are printed with the symbol that they point to.", "Printing of symbol names when printing pointers is %s.",
		func(s *debugger.PrintSettings) *bool { return &s.Symbol }},
	{"union", "whether unions inside of structs are printed.", "Printing of unions interior to structures is %s.",
		func(s *debugger.PrintSettings) *bool { return &s.Union }},
}

// printLimit is the same for numbers.
type printLimit struct {
	name, summary, show string
	field               func(*debugger.PrintSettings) *int
}

var printLimits = []printLimit{
	{"elements", "the limit on characters and array elements to print.", "Limit on string chars or array elements to print is %s.",
		func(s *debugger.PrintSettings) *int { return &s.Elements }},
	{"max-depth", "how deep structs and arrays are printed; what is nested deeper is {...}.", "Maximum print depth is %s.",
		func(s *debugger.PrintSettings) *int { return &s.MaxDepth }},
	{"repeats", "the number of equal elements that are shown as one.", "Threshold for repeated print elements is %s.",
		func(s *debugger.PrintSettings) *int { return &s.RepeatThreshold }},
}

// printValueSettings are the settings of the formatting of values, which the session does.
func printValueSettings() []setting {
	var list []setting
	for _, f := range printFlags {
		list = append(list, boolSetting("print "+f.name, f.summary, f.show, "",
			func(r *REPL) *bool { return f.field(r.session.PrintSettings()) }))
	}
	for _, l := range printLimits {
		list = append(list, limitSetting("print "+l.name, l.summary, l.show, "",
			func(r *REPL) int { return *l.field(r.session.PrintSettings()) },
			func(r *REPL, n int) { *l.field(r.session.PrintSettings()) = n }))
	}
	return list
}

// printOptions are the options of the commands that print values.
func printOptions() []Option {
	var list []Option
	for _, f := range printFlags {
		list = append(list, Option{Name: f.name, Flag: true, Help: optionHelp(f.summary)})
	}
	for _, l := range printLimits {
		list = append(list, Option{Name: l.name, Values: []Param{{Name: "NUMBER", Kind: Count}}, Help: optionHelp(l.summary)})
	}
	return list
}

// optionHelp makes a sentence of what follows "Set ".
func optionHelp(summary string) string { return strings.ToUpper(summary[:1]) + summary[1:] }

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
