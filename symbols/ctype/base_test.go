package ctype

import "testing"

// The first column is what gcc 12 writes, the second what gdb 13.1 prints of it.
func TestBaseName(t *testing.T) {
	for name, want := range map[string]string{
		"int": "int", "char": "char", "unsigned int": "unsigned int", "long int": "long",
		"long unsigned int": "unsigned long", "long long int": "long long",
		"long long unsigned int": "unsigned long long", "short int": "short",
		"short unsigned int": "unsigned short", "signed char": "signed char", "unsigned char": "unsigned char",
		"__int128 unsigned": "__int128 unsigned", "__int128": "__int128", "_Bool": "_Bool",
		"long double": "long double", "double": "double", "": "",
	} {
		if got := BaseName(name); got != want {
			t.Errorf("%s: have %q, want %q", name, got, want)
		}
	}
}
