package checks

import (
	"fmt"
	"math/big"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// sourced looks for figures that carry a source although the data hold them
// (C36): typed by hand they stay when the data move. With four digits a figure is
// known by itself; with three the sentence has to speak of its series; with fewer
// it may be any.
func (p *Passage) sourced(b *Brief, found func(Finding)) {
	if p.Role == Quoted {
		return
	}
	for i := range p.Pieces {
		piece := &p.Pieces[i]
		if piece.Source == "" || piece.Computed || piece.Claim || piece.Quote || piece.Text == "" {
			continue
		}
		for _, m := range wording.Scan(piece.Text) {
			digits := strings.TrimLeft(strings.Map(digit, m.Text), "0")
			if m.Value.Decimals == 0 {
				digits = strings.TrimRight(digits, "0") // 40,000 is one digit
			}
			if m.Kind != wording.Number || m.Bound != wording.Exactly || m.Upper.OK() || !m.Value.OK() || len(digits) < 3 {
				continue
			}
			if name, ok := b.held(m, len(digits) > 3, p.Text()); ok {
				found(Finding{Code: "C36", Warning: true, At: piece.At(m.From), Statement: piece.Statement,
					Message: fmt.Sprintf("%s has the source %s, and the data hold this figure", m.Text, piece.Source), Hint: "write {{" + name + "}}"})
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

// held is the expression that prints the figure at the precision at which it is
// written. A figure that was worked back from a published rate is none: its source
// is that rate.
func (b *Brief) held(m wording.Mark, alone bool, text string) (string, bool) {
	x := m.Value.Rat()
	half := big.NewRat(1, 2)
	scale := big.NewRat(1, 1)
	ten := big.NewRat(10, 1)
	for range m.Value.Scale {
		scale.Mul(scale, ten)
	}
	for range m.Value.Decimals {
		half.Quo(half, ten)
	}
	half.Mul(half, scale)
	for _, f := range b.Figures() {
		if f.Value.Status == data.DerivedFromRate || !alone && !b.speaksOf(f.Expr, text) {
			continue
		}
		factor, ok := inUnit(m, f.Value.Unit)
		if !ok {
			continue
		}
		written, width := new(big.Rat).Mul(x, factor), new(big.Rat).Mul(half, factor)
		value := new(big.Rat).Abs(f.Value.X)
		if written.Sub(written, value).Abs(written).Cmp(width) <= 0 {
			return f.Expr, true
		}
	}
	return "", false
}

// currencies are the codes of the signs that a text may write; a sign that
// several currencies share is none.
var currencies = map[string]string{"US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "RMB": "CNY", "CNY": "CNY", "£": "GBP", "GBP": "GBP"}

// weights are the kilograms of the units of weight.
var weights = map[string]int64{"kg": 1, "tonnes": 1000}

// inUnit is what a written figure is multiplied by to be compared with one of the
// unit; ok is false where they are not of one kind.
func inUnit(m wording.Mark, u data.Unit) (*big.Rat, bool) {
	switch u.Kind {
	case data.Ratio:
		return big.NewRat(1, 100), m.Unit == wording.Percent
	case data.Money:
		return big.NewRat(1, 1), m.Unit == "" && m.Currency != "" && currencies[m.Currency] == u.Code
	case data.Mass:
		kg, ok := weights[m.Unit]
		return big.NewRat(kg, 1), ok && m.Currency == ""
	}
	return nil, false
}

// speaksOf reports whether a text names the series of an expression: by its label,
// or as exports or imports where it is all of them.
func (b *Brief) speaksOf(expr, text string) bool {
	id, _, _ := strings.Cut(expr, ".")
	text = strings.ToLower(text)
	for _, s := range b.Series {
		if s.ID != id {
			continue
		}
		if s.Label != "" && strings.Contains(text, strings.ToLower(s.Label)) {
			return true
		}
		return s.Total && strings.Contains(text, s.Flow+"s")
	}
	return false
}
