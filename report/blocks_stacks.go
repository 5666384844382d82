package report

import (
	"cmp"
	"slices"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
)

// Charts of parts with a column for each period: in absolute values, or as shares.

// bySize sorts the parts by their figures in the reference period, the largest
// first, which is drawn at the bottom.
func (k *partChart) bySize() {
	at := len(k.of.spans) - 1
	for i, s := range k.of.spans {
		if s.From.Compare(k.ch.Ref) <= 0 && k.ch.Ref.Compare(s.To) <= 0 {
			at = i
		}
	}
	slices.SortStableFunc(k.of.parts, func(a, b *portion) int {
		x, y := a.values[at], b.values[at]
		if x.OK() && y.OK() {
			return y.X.Cmp(x.X)
		}
		return truth(y.OK()) - truth(x.OK())
	})
}

// stacked draws the parts one on the other, as high as the whole.
func (k *partChart) stacked() {
	sizes := k.lang.Denominations()
	for _, n := range k.of.whole.values {
		sizes.Add(n)
	}
	k.in = sizes.Of(k.of.unit).Drawn()
	k.bySize()
	each := func(s *portion, role charts.Role) {
		k.add(s, role, s.values, k.of.spans, false, nil)
		k.mentionAt(s, s.values)
	}
	k.parts(each)
	each(k.of.whole, charts.Whole)
}

// mentionAt is mention for the figure of the reference period among those of all.
func (k *partChart) mentionAt(s *portion, values []data.Value) {
	for i, span := range k.of.spans {
		if span.From == k.ch.Ref && span.To == k.ch.Ref {
			k.mention(s, "", values[i], k.ch.Ref)
		}
	}
}

// shares draws the parts in percent of the whole. As they are printed they add up
// to 100 in each period.
func (k *partChart) shares() bool {
	of := k.of
	k.in = k.lang.Denominate(data.Unit{Kind: data.Ratio}, nil)
	k.bySize()
	k.useWhole()
	shares := map[*portion][]data.Value{}
	var order []*portion
	k.parts(func(s *portion, _ charts.Role) {
		order = append(order, s)
		for i, n := range s.values {
			if k.belowZero(s, n, of.spans[i]) {
				order = nil
			}
			whole := of.whole.values[i]
			switch {
			case whole.OK() && whole.X.Sign() > 0:
				shares[s] = append(shares[s], divided(n, alone(whole)))
			case whole.OK():
				shares[s] = append(shares[s], data.Value{Status: data.Missing, Why: "there is nothing to share"})
			default:
				shares[s] = append(shares[s], data.Value{Status: cmp.Or(whole.Status, data.Missing), Why: whole.Why})
			}
		}
	})
	if len(order) < len(of.parts) {
		return false
	}
	texts := map[*portion][]string{}
	adjusted := false
	for i := range of.spans {
		column := make([]data.Value, len(order))
		for j, s := range order {
			column[j] = shares[s][i]
		}
		printed := k.lang.Closing(column)
		for j, s := range order {
			texts[s] = append(texts[s], printed[j])
			adjusted = adjusted || column[j].OK() && printed[j] != k.in.Cell(column[j], false)
		}
	}
	k.parts(func(s *portion, role charts.Role) {
		k.add(s, role, shares[s], of.spans, false, func(i int) string { return texts[s][i] })
		for i, span := range of.spans {
			if span.From == k.ch.Ref && span.To == k.ch.Ref {
				k.mentionShare(s, shares[s][i], k.ch.Ref, texts[s][i])
			}
		}
	})
	if adjusted {
		k.rules = append(k.rules, k.lang.Say(locale.SharesClosed))
	}
	return true
}

// belowZero reports a part that cannot be a share of anything. A rest may be below
// zero by rounding.
func (k *partChart) belowZero(s *portion, n data.Value, span data.Span) bool {
	if !n.OK() || n.X.Sign() >= 0 || s == k.of.rest && n.High.Sign() >= 0 {
		return false
	}
	at := cmp.Or(s.pos, k.block.At)
	k.report(hinted(problemf(diag.Data, at, "%s is %s in %s, and a share cannot be below zero", lowerFirst(s.name), prose(n), english.Run(span)), "draw kind: stacked"))
	return true
}
