package report

import (
	"math/big"

	"tradebrief/data"
	"tradebrief/report/wording"
	"tradebrief/templates"
)

// A balance widens and narrows, and changes sides; it never rises.

// saysSide is +1 for a surplus, −1 for a deficit, else 0.
func saysSide(words string) int {
	switch plainWords(words) {
	case "surplus", "in surplus":
		return 1
	case "deficit", "in deficit":
		return -1
	}
	return 0
}

// breadth is what the words say of a balance against the one before: wider or
// narrower, of which side, or that it has changed sides.
type breadth struct {
	wider   int // +1 widened, −1 narrowed, 0: it changed sides
	side    int // +1 a surplus, −1 a deficit, 0: not said
	crossed bool
}

// widthOf reads "the deficit widened", "turned from deficit to surplus".
func widthOf(words string) breadth {
	s := scan(words)
	var b breadth
	last := 0
	for _, m := range s.marks {
		switch m.Sense {
		case wording.Surplus:
			last = 1
		case wording.Deficit:
			last = -1
		case wording.Balance:
		case wording.Wider:
			b.wider = 1
		case wording.Narrower:
			b.wider = -1
		default:
			return breadth{}
		}
	}
	b.side = last
	for _, w := range s.rest {
		switch w {
		case "turned", "swung", "moved", "went":
			b.crossed = true
		case "from", "into", "in", "gap", "grew", "balance", "shrank":
			if w == "grew" {
				b.wider = 1
			} else if w == "shrank" {
				b.wider = -1
			}
		default:
			return breadth{}
		}
	}
	if b.wider == 0 && !b.crossed || b.crossed && (b.side == 0 || b.wider != 0) {
		return breadth{}
	}
	return b
}

// ruleWidth rules on a balance against that of the period before.
func (s *scope) ruleWidth(words string, root templates.ExprNode, name string, now data.Value) ruling {
	earlier := s.at(s.period.Add(-1))
	v, p := earlier.eval(root)
	if p != nil {
		return ruling{code: "C11", unread: p.Message}
	}
	before := v.number()
	switch {
	case !now.OK():
		return missing("C11", name, now)
	case !before.OK():
		return missing("C11", name+" of the "+periodWord(s.period)+" before", before)
	}
	w := widthOf(words)
	zero := data.Exact(new(big.Rat), now.Unit)
	is := func(a data.Value, op string, b data.Value) value {
		t, err := data.Compare(a, op, b)
		if err != nil {
			t = data.Unknown
		}
		return value{truth: t}
	}
	all := func(parts ...value) value {
		out := value{truth: data.True}
		for _, p := range parts {
			out = combine("and", out, p)
		}
		return out
	}
	surplus, deficit := is(now, ">", zero), is(now, "<", zero)
	wasSurplus, wasDeficit := is(before, ">", zero), is(before, "<", zero)
	wider, narrower := is(data.Abs(now), ">", data.Abs(before)), is(data.Abs(now), "<", data.Abs(before))
	r := ruling{code: "C11", facts: name + " = " + prose(now) + " after " + prose(before)}
	var t value
	switch {
	case w.crossed && w.side > 0:
		t, r.needs = all(surplus, wasDeficit), "a surplus after a deficit"
	case w.crossed:
		t, r.needs = all(deficit, wasSurplus), "a deficit after a surplus"
	default:
		size := wider
		r.needs = "larger than before, on the same side"
		if w.wider < 0 {
			size, r.needs = narrower, "smaller than before, on the same side"
		}
		t = combine("or", all(surplus, wasSurplus), all(deficit, wasDeficit))
		switch w.side {
		case 1:
			t, r.needs = all(surplus, wasSurplus), "a surplus, "+r.needs
		case -1:
			t, r.needs = all(deficit, wasDeficit), "a deficit, "+r.needs
		}
		t = all(t, size)
	}
	r.truth = t.truth
	for _, row := range []string{"the surplus widened", "the surplus narrowed", "the deficit widened", "the deficit narrowed", "turned from deficit to surplus", "turned from surplus to deficit"} {
		r.says = append(r.says, s.voice().row(row))
	}
	return r
}

// balance reports whether the expression is a balance, whose sign is a side.
func balance(n templates.ExprNode) bool {
	switch n := n.(type) {
	case *templates.Call:
		return n.X == nil && n.S == "balance"
	case *templates.Binary:
		x, okX := n.X.(*templates.Name)
		y, okY := n.Y.(*templates.Name)
		return n.Op == "-" && okX && okY && x.S != y.S
	}
	return false
}
