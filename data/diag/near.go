package diag

import "strings"

// Nearest returns the candidate that the author most likely meant by word, or
// the empty string when none is near: at most one edit in four characters (a
// swap of neighbours counts as one), case and the signs - _ and blank apart; a
// single character is near to nothing else. Ties go to the first candidate.
func Nearest(word string, candidates []string) string {
	plain := strings.NewReplacer("-", "", "_", "", " ", "")
	w := plain.Replace(strings.ToLower(word))
	best, at := "", 1+max(1, len([]rune(w))/4)
	if len([]rune(w)) == 1 {
		at = 1
	}
	for _, c := range candidates {
		if d := distance([]rune(w), []rune(plain.Replace(strings.ToLower(c))), at); d < at {
			best, at = c, d
		}
	}
	return best
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
