package report

import (
	"slices"
	"strconv"
	"strings"

	"tradebrief/report/locale"
	"tradebrief/templates"
)

// matrix is the analysis of competing hypotheses after Heuer, Psychology of
// Intelligence Analysis, chapter 8: a mark for each item of evidence (row) and
// hypothesis (column). Hypotheses are ranked by how little is inconsistent with
// them: support proves little, since the same evidence may fit several.
type matrix [][]templates.Mark

// against is the inconsistency score of each hypothesis: 1 for every − and 2 for
// every − −, without the row of that index; -1 leaves none out. Grades do not
// weigh: no published scale says by how much.
func (m matrix) against(without int) []int {
	if len(m) == 0 {
		return nil
	}
	scores := make([]int, len(m[0]))
	for i, row := range m {
		for j, mark := range row {
			if i != without && mark < 0 {
				scores[j] -= int(mark)
			}
		}
	}
	return scores
}

// spread is how far apart a row sets the hypotheses, from 0, where it fits all
// alike and decides nothing, to 4.
func (m matrix) spread(row int) int {
	if len(m[row]) == 0 {
		return 0
	}
	return int(slices.Max(m[row]) - slices.Min(m[row]))
}

// ranked groups the columns by their scores, the least first; those of one group
// have the same.
func ranked(scores []int) [][]int {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return scores[a] - scores[b] })
	var groups [][]int
	for i, column := range order {
		if i == 0 || scores[order[i-1]] != scores[column] {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], column)
	}
	return groups
}

// ranking says in a sentence which hypothesis has the least against it, in what
// order the others follow, and which single row would change that.
func (m matrix) ranking(l *locale.Locale, rows, columns []string) string {
	scores := m.against(-1)
	groups := ranked(scores)
	names := func(group []int) string {
		parts := make([]string, len(group))
		for i, column := range group {
			parts[i] = columns[column]
		}
		return l.List(parts)
	}
	// score is that of a group, and of each where it has several.
	score := func(group []int) string {
		s := strconv.Itoa(scores[group[0]])
		if len(group) > 1 {
			s = l.Say(locale.ScoreEach, s)
		}
		return s
	}
	if len(groups) == 1 {
		return l.Say(locale.MatrixTie, strconv.Itoa(scores[0]))
	}
	var order []string
	for _, group := range groups[1:] {
		order = append(order, l.Say(locale.Bracketed, names(group), score(group)))
	}
	least := locale.MatrixLeast
	if len(groups[0]) > 1 {
		least = locale.MatrixLeastShared
	}
	said := []string{l.Say(least, names(groups[0]), score(groups[0]), l.Join(order...))}
	// Rows that change the order in the same way are named together.
	var effects []string
	without := map[string][]string{}
	for i := range m {
		if e := effect(l, scores, m.against(i), groups[0], names); e != "" {
			if without[e] == nil {
				effects = append(effects, e)
			}
			without[e] = append(without[e], rows[i])
		}
	}
	if len(effects) == 0 {
		return l.Sentences(append(said, l.Say(locale.MatrixStable))...)
	}
	parts := make([]string, len(effects))
	for i, e := range effects {
		k := locale.MatrixWithoutMore
		if i == 0 {
			k = locale.MatrixWithout
		}
		parts[i] = l.Say(k, alternatives(l, without[e]), e)
	}
	return l.Sentences(append(said, l.Stop(l.Semicolons(parts...)))...)
}

// alternatives is "E1, E2 or E3".
func alternatives(l *locale.Locale, parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return l.Say(locale.OrLast, l.Join(parts[:last]...), parts[last])
}

// effect says what changes from the scores with a row to those without it: who
// comes first, or else who changes places. That two draw level further down is no
// change.
func effect(l *locale.Locale, before, after []int, first []int, names func([]int) string) string {
	if now := ranked(after)[0]; !slices.Equal(now, first) {
		if len(now) > 1 {
			return l.Say(locale.WouldShareFirst, names(now))
		}
		return l.Say(locale.WouldComeFirst, names(now))
	}
	var swaps []string
	for b := range before {
		var passed []int
		for a := range before {
			if before[a] < before[b] && after[a] > after[b] {
				passed = append(passed, a)
			}
		}
		if len(passed) > 0 {
			swaps = append(swaps, l.Say(locale.WouldComeBefore, names([]int{b}), names(passed)))
		}
	}
	return l.List(swaps)
}
