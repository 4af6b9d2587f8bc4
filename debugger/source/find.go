package source

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Rule is one "set substitute-path": names that begin with From begin with To instead.
type Rule struct{ From, To string }

// The directories of the path that stand for others.
const (
	CompDir    = "$cdir" // the compilation directory
	CurrentDir = "$cwd"  // where kbreak runs
)

// Finder finds and reads source files. It is used by one goroutine at a time; the zero value has no
// rules and an empty path, see [New].
type Finder struct {
	rules []Rule
	dirs  []string
	cache cache
}

// New returns a finder without rules that looks in $cdir and $cwd.
func New() *Finder { return &Finder{dirs: []string{CompDir, CurrentDir}} }

// Rules are the substitutions in the order in which they are tried.
func (f *Finder) Rules() []Rule { return slices.Clone(f.rules) }

// Substitute adds a rule behind the others, in place of the one that has the same From.
func (f *Finder) Substitute(from, to string) {
	r := Rule{trimSlashes(from), trimSlashes(to)}
	f.rules = slices.DeleteFunc(f.rules, func(x Rule) bool { return x.From == r.From })
	f.rules = append(f.rules, r)
}

// Unsubstitute drops the rules whose From is from, all of them if it is "". It reports whether there
// was one.
func (f *Finder) Unsubstitute(from string) bool {
	n := len(f.rules)
	from = trimSlashes(from)
	f.rules = slices.DeleteFunc(f.rules, func(x Rule) bool { return from == "" || x.From == from })
	return len(f.rules) < n
}

// trimSlashes drops slashes at the end of a path, as gdb does, but leaves the root.
func trimSlashes(p string) string {
	for len(p) > 1 && strings.HasSuffix(p, "/") {
		p = p[:len(p)-1]
	}
	return p
}

// Directories is the path.
func (f *Finder) Directories() []string { return slices.Clone(f.dirs) }

// AddDirectories puts directories in front of the path, made absolute; those that are in it already
// move there.
func (f *Finder) AddDirectories(dirs ...string) {
	var front []string
	for _, d := range dirs {
		if d == "" {
			continue
		}
		if d != CompDir && d != CurrentDir {
			if abs, err := filepath.Abs(d); err == nil {
				d = abs
			}
		}
		if !slices.Contains(front, d) {
			front = append(front, d)
		}
	}
	rest := slices.DeleteFunc(f.dirs, func(d string) bool { return slices.Contains(front, d) })
	f.dirs = append(front, rest...)
}

// SetDirectories replaces the path; $cdir and $cwd are added where they are missing.
func (f *Finder) SetDirectories(dirs ...string) {
	f.dirs = []string{CompDir, CurrentDir}
	f.AddDirectories(dirs...)
}

// rewrite applies the first rule that matches whole components at the start of p.
func (f *Finder) rewrite(p string) string {
	for _, r := range f.rules {
		if r.Matches(p) {
			return r.To + p[len(r.From):]
		}
	}
	return p
}

// Matches reports whether the rule applies to a path: From is whole components at its start.
func (r Rule) Matches(p string) bool {
	rest, ok := strings.CutPrefix(p, r.From)
	return ok && r.From != "" && (rest == "" || rest[0] == '/' || r.From == "/")
}

// Name is a source file as debug information names it.
type Name struct {
	File string // as the compiler was given it
	Dir  string // the compilation directory, "" if it is not known
}

// NameOf makes a name of a file's short name and the full one that begins with the compilation
// directory. A short name that leaves that directory is replaced by the full one.
func NameOf(file, full string) Name {
	short := filepath.ToSlash(filepath.Clean(file))
	dir, ok := strings.CutSuffix(full, "/"+short)
	switch {
	case file == "":
		return Name{File: full}
	case full == "" || full == file || strings.HasPrefix(file, "/"):
		return Name{File: file}
	case ok:
		return Name{file, dir}
	}
	return Name{File: full}
}

// MissingError says that no file is where a name leads.
type MissingError struct {
	Name  Name
	Tried []string // paths, in the order in which they were tried
}

const shownTries = 6

func (e *MissingError) Error() string {
	tried := e.Tried
	more := ""
	if len(tried) > shownTries {
		tried, more = tried[:shownTries], fmt.Sprintf(" and %d more", len(e.Tried)-shownTries)
	}
	return fmt.Sprintf("%s: no such file; tried %s%s. Say where the source is with \"set substitute-path FROM TO\" or \"directory DIR\""+
		" (Debian has the kernel's in linux-source-X.Y, and \"apt-get source linux\" fetches it)", e.Name.File, strings.Join(tried, ", "), more)
}

func (e *MissingError) Unwrap() error { return os.ErrNotExist }

// Path finds the file that a name stands for. The error is a *MissingError if there is none.
func (f *Finder) Path(n Name) (string, error) {
	missing := &MissingError{Name: n}
	for _, p := range f.candidates(n) {
		if st, err := os.Stat(p); err == nil && st.Mode().IsRegular() {
			return p, nil
		}
		missing.Tried = append(missing.Tried, p)
	}
	return "", missing
}

// candidates lists where a file may be, best first, each place once.
func (f *Finder) candidates(n Name) []string {
	file, dir := f.rewrite(n.File), f.rewrite(n.Dir)
	if file == "" || strings.IndexByte(file+dir, 0) >= 0 {
		return nil
	}
	var path []string
	for _, d := range f.dirs {
		switch d {
		case CompDir:
			if d = dir; d == "" {
				continue
			}
		case CurrentDir:
			d = "."
		}
		path = append(path, d)
	}
	var out []string
	add := func(p string) {
		if abs, err := filepath.Abs(p); err == nil {
			p = abs
		}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	search := func(name string) {
		if filepath.IsAbs(name) {
			add(name)
		}
		for _, d := range path {
			add(filepath.Join(d, name))
		}
	}
	search(file)
	if dir != "" && !filepath.IsAbs(file) {
		search(filepath.Join(dir, file))
	}
	if base := filepath.Base(file); base != file {
		search(base)
	}
	return out
}
