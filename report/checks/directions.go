package checks

import (
	"fmt"
	"slices"
	"strings"

	"tradebrief/data/diag"
	"tradebrief/report/wording"
)

// directions is C11 for words of direction beside a computed change: rose by
// {{exports.mom}} stays in print when it falls.
func directions(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Direction || m.Bound || m.Sense == wording.Faster || m.Sense == wording.Slower || s.sizedBeside(m) {
			continue
		}
		if f := s.changeAfter(m); f != nil {
			claim := claimed(m.Text, changeOf(f))
			out := Finding{Code: "C11", At: s.At(m.From), Statement: m.Piece.Statement,
				Message: fmt.Sprintf("%q stands beside %s, and nothing judges it", m.Text, f.Expr), Hint: "write " + claim}
			out.Fix = []diag.Edit{{Pos: out.At, Old: m.Text, New: claim}}
			found(out)
		}
	}
}

// sizedBeside reports whether a word of size stands with a word of direction,
// and is found in its place: rose sharply.
func (s *Sentence) sizedBeside(m *Mark) bool {
	for i := range s.Marks {
		if x := &s.Marks[i]; x.Kind == wording.Intensity && !x.Bound && s.movementBeside(x) == m {
			return true
		}
	}
	return false
}

// claimed writes words with the condition that judges them.
func claimed(words, expr string) string {
	if strings.ContainsAny(expr, " ()'") {
		return "[" + words + `]{claim="` + expr + `"}`
	}
	return "[" + words + "]{claim=" + expr + "}"
}

// changeOf is what a word of direction beside a figure is judged by: a rate by
// itself, and so is a balance, which the words compare with the month before.
func changeOf(f *Figure) string {
	if f.Metric == "value" {
		return f.Expr + ".mom"
	}
	return f.Expr
}

// changeAfter is the computed change that a word of direction is followed by,
// with nothing between but a preposition and how near the figure is: rose by
// about 15.9%, rose to US$188.7 million, unchanged at US$27.8 million.
func (s *Sentence) changeAfter(m *Mark) *Figure {
	for i := range s.Marks {
		n := &s.Marks[i]
		if n.From < m.To || n.Kind != wording.Number {
			continue
		}
		f := n.Piece.Figure
		between := strings.Fields(strings.ToLower(s.Text[m.To:n.From]))
		between = slices.DeleteFunc(between, func(w string) bool { return slices.Contains(nearness, w) })
		link := strings.Join(between, " ")
		switch wide := m.Sense == wording.Wider || m.Sense == wording.Narrower; {
		case f == nil:
		case strings.HasPrefix(f.Expr, "balance("):
			if wide && link == "to" {
				return f
			}
		case f.Series == "" || wide:
		case m.Sense == wording.Flat:
			if f.Metric == "value" && link == "at" && !strings.Contains(f.Expr, "(") {
				return f
			}
		case f.Rate && (link == "by" || link == "of" || link == ""):
			return f
		case f.Metric == "value" && link == "to" && !strings.Contains(f.Expr, "("):
			return f
		}
		return nil
	}
	return nil
}

// nearness are the words between a preposition and a figure.
var nearness = []string{"about", "around", "roughly", "some", "nearly", "almost", "just", "over", "under", "a", "total", "slightly", "sharply", "steeply", "further", "again"}
