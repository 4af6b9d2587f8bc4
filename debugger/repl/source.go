package repl

import (
	"bufio"
	"io"
	"os"
	"strings"
)

// maxSource bounds what is read of a source file.
const maxSource = 16 << 20

// sourceLine returns line n, from 1, of a source file, or "" if there is none.
func sourceLine(path string, n int) string {
	if n <= 0 {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	if st, err := f.Stat(); err != nil || !st.Mode().IsRegular() {
		return ""
	}
	in := bufio.NewScanner(io.LimitReader(f, maxSource))
	for in.Scan() {
		if n--; n == 0 {
			return strings.TrimRight(in.Text(), "\r")
		}
	}
	return ""
}
