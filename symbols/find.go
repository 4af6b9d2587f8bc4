package symbols

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"kbreak/symbols/elffile"
)

// DefaultDebugDirs are where distributions put debug files, and the root for what is installed.
func DefaultDebugDirs() []string { return []string{"/usr/lib/debug", "/"} }

// Where a vmlinux is below a debug directory; REL is the release. Debian and Ubuntu have the first,
// Fedora, RHEL and SUSE the next ones, build trees and installed kernels the rest.
var vmlinuxPlaces = []string{
	"boot/vmlinux-REL",
	"boot/vmlinux-REL.debug",
	"lib/modules/REL/vmlinux",
	"lib/modules/REL/vmlinux.debug",
	"usr/lib/modules/REL/vmlinux",
	"usr/lib/modules/REL/vmlinux.debug",
	"lib/modules/REL/build/vmlinux",
	"vmlinux-REL",
	"vmlinux-REL.debug",
}

// Where symbols without anything else are.
var systemMapPlaces = []string{
	"boot/System.map-REL",
	"lib/modules/REL/System.map",
	"usr/lib/modules/REL/System.map",
	"lib/modules/REL/build/System.map",
}

// FindVmlinux lists the files below dirs that may be the vmlinux of a release, best first: by
// build-id, then by the places that distributions have. release "" means any. Each of dirs may be a
// tree of debug files (/usr/lib/debug) or a root that has such a tree (/). A file with another
// build-id than buildID is left out; those that have none come behind those that match. System.map
// files are last.
func FindVmlinux(release string, buildID []byte, dirs []string) []string {
	var paths, maps []string
	for _, d := range debugRoots(dirs) {
		if p := buildIDPath(buildID, ".debug"); p != "" {
			paths = append(paths, filepath.Join(d, p))
		}
		paths = append(paths, places(d, vmlinuxPlaces, release)...)
		maps = append(maps, places(d, systemMapPlaces, release)...)
	}
	if release == "" {
		for _, d := range dirs {
			paths = append(paths, filepath.Join(d, "vmlinux"))
		}
	}
	out := matching(paths, buildID)
	for _, p := range maps {
		if isFile(p) && beginsWithSymbol(p) {
			out = append(out, p)
		}
	}
	return uniqueFiles(out)
}

// beginsWithSymbol reports whether a System.map is one: Debian installs a line of words in its place.
func beginsWithSymbol(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	b := make([]byte, 256)
	n, _ := io.ReadFull(f, b) // a short file is fine
	line, _, _ := bytes.Cut(b[:n], []byte("\n"))
	_, _, name, ok := systemMapLine(line)
	return ok && !bytes.ContainsRune(line[name:], ' ')
}

// debugRoots adds to each directory the tree of debug files that may be below it.
func debugRoots(dirs []string) []string {
	var out []string
	for _, d := range dirs {
		out = append(out, d, filepath.Join(d, "usr/lib/debug"))
	}
	return unique(out)
}

// places fills in the release, or finds those there are.
func places(dir string, patterns []string, release string) []string {
	var out []string
	for _, p := range patterns {
		if release != "" {
			if !filepath.IsLocal(release) || strings.ContainsAny(release, `/\`) {
				continue // a release that comes from the target is no path
			}
			out = append(out, filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(p, "REL", release))))
			continue
		}
		out = append(out, expand(dir, p)...)
	}
	return out
}

// expand lists the files that a pattern with REL for one name, or the end of one, stands for. It is
// not [filepath.Glob], because dir may have characters that mean something there.
func expand(dir, pattern string) []string {
	before, after, _ := strings.Cut(pattern, "REL")
	folder, prefix := filepath.Split(filepath.FromSlash(before))
	entries, err := os.ReadDir(filepath.Join(dir, folder))
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, prefix) || len(name) == len(prefix) {
			continue
		}
		if !strings.HasPrefix(after, "/") && !strings.HasSuffix(name, after) {
			continue
		}
		p := filepath.Join(dir, folder, name)
		if strings.HasPrefix(after, "/") {
			p = filepath.Join(p, filepath.FromSlash(after))
		}
		if isFile(p) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	slices.Reverse(out) // the highest version first, as far as spelling tells
	return out
}

// matching drops what is no file or has another build-id, and puts files without one last. A
// compressed file has to be unpacked to see its build-id, which takes up to seconds: that is done only
// where nothing else matches.
func matching(paths []string, buildID []byte) []string {
	var sure, maybe, packed []string
	sort := func(p string) {
		id, err := fileBuildID(p)
		switch {
		case err == nil && bytes.Equal(id, buildID):
			sure = append(sure, p)
		case err == nil && len(id) == 0:
			maybe = append(maybe, p)
		}
	}
	for _, p := range unique(paths) {
		switch {
		case !isFile(p):
		case len(buildID) == 0:
			sure = append(sure, p)
		case trimCompression(p) != p:
			packed = append(packed, p)
		default:
			sort(p)
		}
	}
	if len(sure) == 0 {
		for _, p := range packed {
			sort(p)
		}
	}
	return append(sure, maybe...)
}

func fileBuildID(path string) ([]byte, error) {
	f, err := elffile.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.BuildID(), nil
}

// uniqueFiles drops paths to a file that an earlier one leads to as well, through a link.
func uniqueFiles(paths []string) []string {
	var out []string
	var seen []fs.FileInfo
	for _, p := range paths {
		st, err := os.Stat(p)
		if err != nil || slices.ContainsFunc(seen, func(x fs.FileInfo) bool { return os.SameFile(x, st) }) {
			continue
		}
		seen = append(seen, st)
		out = append(out, p)
	}
	return out
}

// FindModule lists the files that may be a module's, best first: below modulePath (directories of
// the user's, searched with everything below them), then below debugDirs by build-id and in the trees
// of modules of the release. Names match with - for _. Files with debug info precede those without;
// a file with another build-id than buildID is left out, and one that has none comes last.
func FindModule(name, release string, buildID []byte, modulePath, debugDirs []string) []string {
	name = moduleName(name)
	var user, known, plain []string
	for _, d := range modulePath {
		user = append(user, indexOf(d)[name]...)
	}
	for _, d := range debugRoots(debugDirs) {
		if p := buildIDPath(buildID, ".debug"); p != "" {
			known = append(known, filepath.Join(d, p))
		}
		if release == "" || !filepath.IsLocal(release) || strings.ContainsAny(release, `/\`) {
			continue
		}
		for _, t := range []string{"lib/modules", "usr/lib/modules"} {
			known = append(known, indexOf(filepath.Join(d, t, release))[name]...)
		}
	}
	// What is below a tree of debug files has debug info; what is installed has not.
	known = slices.DeleteFunc(known, func(p string) bool {
		if strings.Contains(filepath.ToSlash(p), "/debug/") || strings.HasSuffix(p, ".debug") {
			return false
		}
		plain = append(plain, p)
		return true
	})
	return uniqueFiles(matching(slices.Concat(user, known, plain), buildID))
}

const (
	maxWalk  = 200_000 // files and directories that one search looks at; a distribution has 10,000
	maxDepth = 24
)

// indexes are the module files below directories, by the module's name: a session asks for a hundred
// modules in a row, and walking a tree takes 10 ms and more.
var indexes struct {
	mu sync.Mutex
	of map[string]*moduleIndex
}

type moduleIndex struct {
	mu    sync.Mutex
	made  time.Time
	files map[string][]string
}

// indexLife is how long an index is believed: a module that was built just now should be found.
const indexLife = 10 * time.Second

func indexOf(dir string) map[string][]string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	indexes.mu.Lock()
	ix := indexes.of[dir]
	if ix == nil {
		ix = new(moduleIndex)
		if indexes.of == nil {
			indexes.of = make(map[string]*moduleIndex)
		}
		indexes.of[dir] = ix
	}
	indexes.mu.Unlock()
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.files == nil || time.Since(ix.made) > indexLife {
		ix.files, ix.made = walkModules(dir), time.Now()
	}
	return ix.files
}

// walkModules finds module files. Symbolic links to directories are not followed (build, source).
func walkModules(dir string) map[string][]string {
	files := make(map[string][]string)
	left := maxWalk
	root := filepath.Clean(dir)
	if real, err := filepath.EvalSymlinks(root); err == nil {
		root = real // WalkDir does not follow a link at its root either
	}
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if left--; left < 0 {
			return fs.SkipAll
		}
		if err != nil {
			if d != nil && d.IsDir() {
				return fs.SkipDir // what cannot be read cannot be searched
			}
			return nil
		}
		if d.IsDir() {
			if rel, err := filepath.Rel(root, path); err == nil && strings.Count(rel, string(filepath.Separator)) >= maxDepth {
				return fs.SkipDir
			}
			return nil
		}
		if name, ok := moduleOfFile(d.Name()); ok {
			files[name] = append(files[name], path)
		}
		return nil
	})
	for _, list := range files {
		// Of x.ko and x.ko.debug side by side the latter has the debug info.
		slices.SortStableFunc(list, func(a, b string) int {
			return moduleRank(a) - moduleRank(b)
		})
	}
	return files
}

func moduleRank(path string) int {
	switch {
	case strings.HasSuffix(path, ".debug"):
		return 0
	case strings.HasSuffix(path, ".ko"):
		return 1
	}
	return 2
}

// moduleOfFile is the module that a file name is for: "snd-hda-intel.ko.xz" is snd_hda_intel.
func moduleOfFile(file string) (string, bool) {
	base := strings.TrimSuffix(trimCompression(file), ".debug")
	name, ok := strings.CutSuffix(base, ".ko")
	return moduleName(name), ok && name != ""
}
