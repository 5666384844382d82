package diag

import (
	"slices"
	"strconv"
	"strings"
)

// Nearest returns the candidate that the author most likely meant by word, or
// the empty string when none is near: at most one edit in four characters (a
// swap of neighbours counts as one), case and the signs - _ and blank apart; a
// single character is near to nothing else, and of two the first has to be right
// unless they are swapped: who writes FR does not mean KR. Ties go to the first
// candidate.
func Nearest(word string, candidates []string) string {
	if near := nearest(word, candidates); len(near) > 0 {
		return near[0]
	}
	return ""
}

// Meaning returns the problem of a word with the candidate nearest to it as its
// mend; at is the place of the word. ok is false where none is near. Where two
// are as near, the hint names both and there is no fix: exports.mon may be
// exports.mom or exports.min, and only its author knows.
func (p Problem) Meaning(at Pos, word string, candidates []string) (meant Problem, ok bool) {
	near := nearest(word, candidates)
	switch len(near) {
	case 0:
		return p, false
	case 1:
		return p.Meant(at, word, near[0]), true
	}
	near = near[:min(3, len(near))]
	for i, n := range near {
		near[i] = strconv.Quote(n)
	}
	last := len(near) - 1
	return p.WithHint("did you mean %s or %s?", strings.Join(near[:last], ", "), near[last]), true
}

// nearest lists the candidates that are nearest, each once.
func nearest(word string, candidates []string) []string {
	plain := strings.NewReplacer("-", "", "_", "", " ", "")
	w := []rune(plain.Replace(strings.ToLower(word)))
	limit := 1 + max(1, len(w)/4)
	if len(w) == 1 {
		limit = 1
	}
	var near []string
	best := limit
	for _, c := range candidates {
		// One more than the best, so that a tie is seen.
		r := []rune(plain.Replace(strings.ToLower(c)))
		d := distance(w, r, min(limit, best+1))
		switch {
		case d >= limit || d > best:
		case len(w) == 2 && d > 0 && len(r) > 0 && r[0] != w[0] && (len(r) != 2 || r[0] != w[1]):
		case d < best:
			best, near = d, []string{c}
		case !slices.Contains(near, c):
			near = append(near, c)
		}
	}
	return near
}

// distance is the optimal string alignment distance, given up at limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return min(prev[len(b)], limit)
}
