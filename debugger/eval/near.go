package eval

import (
	"cmp"
	"slices"
	"strings"
)

// maxNear is how many names an error offers.
const maxNear = 4

// Nearest lists the names that are spelled most like name: at most a third of its letters differ, or one
// contains the other.
func Nearest(name string, names []string) []string {
	type near struct {
		name string
		d    int
	}
	var found []near
	limit := max(len(name)/3, 1)
	for _, n := range names {
		if n == "" || n == name || len(n) > 256 || len(name) > 256 {
			continue
		}
		d := limit + 1
		if diff := len(n) - len(name); diff <= limit && -diff <= limit {
			d = distance(name, n)
		}
		if d > limit && len(name) > 2 && len(n) > 2 && (strings.Contains(n, name) || strings.Contains(name, n)) {
			d = limit // as good as the worst misspelling
		}
		if d <= limit {
			found = append(found, near{n, d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Or(cmp.Compare(a.d, b.d), cmp.Compare(a.name, b.name)) })
	var out []string
	for _, f := range found {
		if !slices.Contains(out, f.name) && len(out) < maxNear {
			out = append(out, f.name)
		}
	}
	return out
}

// distance counts the letters to insert, delete, replace or swap with their neighbour (Damerau's).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			same := 1
			if a[i-1] == b[j-1] {
				same = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+same)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
