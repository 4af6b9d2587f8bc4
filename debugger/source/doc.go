// Package source answers "which file on this machine is the one that the debug information names, and
// what does line N of it read?".
//
// The rules are gdb's (GDB manual, "Specifying Source Directories"), as its 13.1 follows them:
//
//	name, compilation directory ──substitute-path──► name', directory'
//	  1. name' if it is absolute, else name' below each directory of the path
//	  2. directory'/name' below each directory of the path
//	  3. the last component of name' in each directory of the path
//
// The path ("directory") ends with $cdir:$cwd, the compilation directory and the one that kbreak runs in.
//
// Read [Finder], [Name] and [File] first. The package knows no lines of a program: debugger asks it for
// files by the names that symbols/debuginfo delivers.
package source
