package repl

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// InitFile is the name of the file of commands that are run before all others: the one in the home
// directory always, the one in the working directory only where that is allowed, since it may come
// with something that was downloaded and can run the shell.
const InitFile = ".kbreakinit"

// InitSteps are the steps that come before those of the command line. here allows the file in the
// working directory.
func InitSteps(home string, here bool) []Step {
	var steps []Step
	path := filepath.Join(home, InitFile)
	inHome, err := os.Stat(path)
	if home != "" && err == nil {
		steps = append(steps, Step{File: path})
	}
	if st, err := os.Stat(InitFile); err == nil && !os.SameFile(st, inHome) {
		steps = append(steps, Step{Local: InitFile, Allowed: here})
	}
	return steps
}

// runLocal runs the file of commands in the working directory, or says how to allow it.
func (r *REPL) runLocal(s Step) error {
	path, err := filepath.Abs(s.Local)
	if err != nil {
		return err
	}
	if !s.Allowed && !under(path, r.settings.safePath) {
		r.notice(fmt.Sprintf("%s is not run; to allow it use --init-here, or \"set auto-load safe-path %s\" in ~/%s",
			path, filepath.Dir(path), InitFile))
		return nil
	}
	return r.execute("source "+quoteWord(s.Local), nil)
}

// under reports whether a file is in one of the directories of a list, or below.
func under(path, list string) bool {
	// Where links lead is what counts.
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return false
	}
	for _, dir := range filepath.SplitList(list) {
		dir, err := filepath.EvalSymlinks(expandHome(dir))
		if err != nil || !filepath.IsAbs(dir) {
			continue
		}
		if rel, err := filepath.Rel(dir, real); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return true
		}
	}
	return false
}
