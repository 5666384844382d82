package checks

import (
	"fmt"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// sourced is C36 for figures that carry a source although the data hold them:
// typed by hand they stay when the data move. With four digits a figure is known
// by itself; with three the sentence has to speak of its series; with fewer it may
// be any. One that was worked back from a published rate is none: its source is
// that rate.
func sourced(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Number || m.Mark.Bound != wording.Exactly || m.Piece.Source == "" || m.Piece.Computed || m.Piece.Claim {
			continue
		}
		digits := strings.TrimLeft(strings.Map(digit, m.Text), "0")
		if m.Value.Decimals == 0 {
			digits = strings.TrimRight(digits, "0") // 40,000 is one digit
		}
		typed, ok := m.typed()
		if !ok || typed.Unit.Kind == data.NoUnit || m.Currency == "$" || len(digits) < 3 {
			continue
		}
		named := s.Names(b)
		for _, f := range b.Figures() {
			id, _, _ := strings.Cut(f.Expr, ".")
			if f.Value.Status == data.DerivedFromRate || len(digits) == 3 && !slices.Contains(named, id) {
				continue
			}
			if _, same := printedBy(f, typed, -1); same {
				found(Finding{Code: "C36", Warning: true, At: s.At(m.From), Statement: m.Piece.Statement,
					Message: fmt.Sprintf("%s has the source %s, and the data hold this figure", m.Text, m.Piece.Source), Hint: "write {{" + f.Expr + "}}"})
				break
			}
		}
	}
}

func digit(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}
