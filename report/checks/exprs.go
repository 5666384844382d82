package checks

import (
	"slices"

	"tradebrief/data"
	"tradebrief/templates"
)

// What the expression of a figure shows, whatever its value: C04, C08, C20, C21, C25.

// expressions reads how the figures of a sentence are computed.
func expressions(s *Sentence, b *Brief, found func(Finding)) {
	for _, p := range s.Pieces() {
		f := p.Figure
		if f == nil || f.Root == nil {
			continue
		}
		x := reading{b}
		report := func(code, message, hint string) {
			found(Finding{Code: code, At: p.At(0), Statement: p.Statement, Message: message, Hint: hint})
		}
		root := bare(f.Root)
		if d, ok := root.(*templates.Binary); ok && d.Op == "-" && f.Value.Unit.Kind == data.Ratio && isRatio(d.X) && isRatio(d.Y) {
			report("C08", "the difference of two rates is in percentage points, and this prints "+p.Text, "write {{pp("+f.Expr+")}}")
		}
		if to, from, ok := compared(root); ok {
			switch a, fine := x.window(to); {
			case x.balance(from):
				report("C25", "a balance can cross zero, so that a change of it has no per cent", "print the change itself, as in {{balance(exports, imports) - balance(exports.prev, imports.prev)}}")
			case fine:
				if before, ok := x.window(from); ok && months(a) != months(before) {
					report("C20", "this compares "+lengthOf(a)+" with "+lengthOf(before), "compare like with like, as .ytd_yoy and .yoy do")
				}
			}
		}
		if whole, part := x.whole(root); whole != nil {
			report("C04", f.Expr+" adds "+part.ID+" to "+whole.ID+", which has it already", "write {{"+whole.ID+"}}, or add parts that do not overlap")
		} else if twice := x.twice(root); twice != "" {
			report("C04", f.Expr+" counts goods twice: "+twice, "add series that have no goods in common")
		}
		x.references(root, func(base data.Period) {
			report("C21", f.Expr+" compares with "+base.String()+", which the outline does not declare as a reference", "declare it in a chart, as in reference: [{at: "+base.String()+"}], or compare with the year before")
		})
	}
}

// whole finds in a sum a series of all goods and one of some of them, between the
// same two; nil where there is none.
func (x reading) whole(n templates.ExprNode) (whole, part *Series) {
	terms := x.terms(n)
	for _, a := range terms {
		for _, b := range terms {
			if a.Total && !b.Total && a.Flow == b.Flow && a.Reporter == b.Reporter && a.Partner == b.Partner && a.Quantity == b.Quantity && a.Data == b.Data &&
				(b.At == nil || b.At(x.b.Period).Status != data.Estimated) { // an estimate may be of what customs leave out
				return a, b
			}
		}
	}
	return nil, nil
}

// twice says which two series of a sum have a part in common; empty where the data
// show none.
func (x reading) twice(n templates.ExprNode) string {
	terms := x.terms(n)
	for i, s := range terms {
		for _, t := range terms[:i] {
			a, b, ok := data.Overlap(t.Of, s.Of)
			switch {
			case !ok:
			case a == b:
				return t.ID + " and " + s.ID + " both have " + a
			default:
				return t.ID + " has " + a + ", and " + s.ID + " has " + b
			}
		}
	}
	return ""
}

// terms are the series that a sum adds, each in the brief's own period.
func (x reading) terms(n templates.ExprNode) []*Series {
	switch n := n.(type) {
	case *templates.Name:
		if i := slices.IndexFunc(x.b.Series, func(s Series) bool { return s.ID == n.S }); i >= 0 {
			return []*Series{&x.b.Series[i]}
		}
	case *templates.Binary:
		if n.Op == "+" {
			return append(x.terms(n.X), x.terms(n.Y)...)
		}
	case *templates.Call:
		if n.X == nil && n.S == "total" {
			var terms []*Series
			for _, arg := range n.Args {
				terms = append(terms, x.terms(arg)...)
			}
			return terms
		}
	}
	return nil
}

// reading is what the names of an expression mean in a brief.
type reading struct{ b *Brief }

// bare is the expression without the sign and the functions that only say how
// it is printed.
func bare(n templates.ExprNode) templates.ExprNode {
	for {
		switch m := n.(type) {
		case *templates.Unary:
			n = m.X
		case *templates.Call:
			if m.X != nil || len(m.Args) != 1 || m.S != "abs" && m.S != "pct" {
				return n
			}
			n = m.Args[0]
		default:
			return n
		}
	}
}

// ratioMetrics are the metrics of a series that are ratios.
var ratioMetrics = func() []string {
	var out []string
	for _, m := range data.Metrics() {
		if m.Unit == data.Ratio {
			out = append(out, m.Name)
		}
	}
	return out
}()

// isRatio reports whether the expression is a share or a rate by its name.
func isRatio(n templates.ExprNode) bool {
	switch n := bare(n).(type) {
	case *templates.Member:
		return slices.Contains(ratioMetrics, n.S)
	case *templates.Call:
		return n.X == nil && n.S == "ratio" || n.X != nil && (n.S == "vs" || n.S == "cagr")
	}
	return false
}

// compared takes a relative change apart: a / b - 1, ratio(a, b) - 1 and
// (a - b) / b.
func compared(n templates.ExprNode) (to, from templates.ExprNode, ok bool) {
	d, ok := n.(*templates.Binary)
	if !ok {
		return nil, nil, false
	}
	if one, isNum := d.Y.(*templates.Num); isNum && d.Op == "-" && one.S == "1" {
		return quotient(bare(d.X))
	}
	if to, from, ok = quotient(n); ok {
		if diff, isDiff := bare(to).(*templates.Binary); isDiff && diff.Op == "-" && same(bare(diff.Y), bare(from)) {
			return diff.X, from, true
		}
	}
	return nil, nil, false
}

// quotient takes a / b and ratio(a, b) apart.
func quotient(n templates.ExprNode) (x, y templates.ExprNode, ok bool) {
	switch n := n.(type) {
	case *templates.Binary:
		if n.Op == "/" {
			return n.X, n.Y, true
		}
	case *templates.Call:
		if n.X == nil && n.S == "ratio" && len(n.Args) == 2 {
			return n.Args[0], n.Args[1], true
		}
	}
	return nil, nil, false
}

// same reports whether two expressions are written alike.
func same(a, b templates.ExprNode) bool {
	switch x := a.(type) {
	case *templates.Name:
		y, ok := b.(*templates.Name)
		return ok && x.S == y.S
	case *templates.Member:
		y, ok := b.(*templates.Member)
		return ok && x.S == y.S && same(x.X, y.X)
	case *templates.Str:
		y, ok := b.(*templates.Str)
		return ok && x.S == y.S
	case *templates.Num:
		y, ok := b.(*templates.Num)
		return ok && x.S == y.S
	case *templates.Call:
		y, ok := b.(*templates.Call)
		return ok && x.S == y.S && (x.X == nil) == (y.X == nil) && (x.X == nil || same(x.X, y.X)) && slices.EqualFunc(x.Args, y.Args, same)
	case *templates.Binary:
		y, ok := b.(*templates.Binary)
		return ok && x.Op == y.Op && same(x.X, y.X) && same(x.Y, y.Y)
	}
	return false
}

// series finds the series that an expression is a level of, as seen from a
// period: exports, exports.prev, exports.at('2022-09'). metric is what of it is
// taken, value for the series itself.
func (r reading) series(n templates.ExprNode) (s *Series, at data.Period, metric string, ok bool) {
	switch n := n.(type) {
	case *templates.Name:
		i := slices.IndexFunc(r.b.Series, func(s Series) bool { return s.ID == n.S })
		if i < 0 {
			return nil, at, "", false
		}
		return &r.b.Series[i], r.b.Period, "value", true
	case *templates.Member:
		if s, at, metric, ok = r.series(n.X); !ok || metric != "value" {
			return nil, at, "", false
		}
		switch n.S {
		case "prev":
			return s, at.Add(-1), "value", true
		case "first_release":
			return s, at, "value", true
		}
		return s, at, n.S, true
	case *templates.Call:
		if n.X == nil || n.S != "at" || len(n.Args) != 1 {
			return nil, at, "", false
		}
		if s, at, metric, ok = r.series(n.X); !ok || metric != "value" {
			return nil, at, "", false
		}
		if at, ok = period(n.Args[0]); !ok {
			return nil, at, "", false
		}
		return s, at, "value", true
	}
	return nil, at, "", false
}

func period(n templates.ExprNode) (data.Period, bool) {
	if s, ok := n.(*templates.Str); ok {
		p, err := data.ParsePeriod(s.S)
		return p, err == nil
	}
	return data.Period{}, false
}

// window is the run of periods that an expression adds up. ok is false for means,
// rates and what is not known.
func (r reading) window(n templates.ExprNode) (data.Span, bool) {
	n = bare(n)
	if s, at, metric, ok := r.series(n); ok && s != nil && !at.IsZero() {
		switch metric {
		case "value":
			return data.Span{From: at, To: at}, true
		case "ytd":
			from := at
			for from.Add(-1).Year() == at.Year() && at.Freq() != data.Annual {
				from = from.Add(-1)
			}
			return data.Span{From: from, To: at}, true
		case "sum12":
			return data.Span{From: at.Add(1 - at.PerYear()), To: at}, true
		}
		return data.Span{}, false
	}
	var terms []templates.ExprNode
	switch n := n.(type) {
	case *templates.Call:
		if n.X == nil && n.S == "total" {
			terms = n.Args
		}
	case *templates.Binary:
		if n.Op == "+" {
			terms = []templates.ExprNode{n.X, n.Y}
		}
	}
	var span data.Span
	for i, t := range terms {
		next, ok := r.window(t)
		switch {
		case !ok:
			return data.Span{}, false
		case i == 0 || next == span:
			span = next
		case next.From == span.To.Add(1):
			span.To = next.To
		case next.To.Add(1) == span.From:
			span.From = next.From
		default:
			return data.Span{}, false
		}
	}
	return span, len(terms) > 0
}

// months is the length of a span.
func months(s data.Span) int {
	if s.From.PerYear() == 0 {
		return 0
	}
	return s.Len() * 12 / s.From.PerYear()
}

func lengthOf(s data.Span) string {
	n := months(s)
	switch {
	case n == 12:
		return "a whole year (" + s.String() + ")"
	case n == 1:
		return "one month (" + s.String() + ")"
	}
	return data.Fixed(count(n), 0, false) + " months (" + s.String() + ")"
}

// balance reports whether the expression is what lies between exports and
// imports.
func (r reading) balance(n templates.ExprNode) bool {
	switch n := bare(n).(type) {
	case *templates.Call:
		return n.X == nil && n.S == "balance"
	case *templates.Binary:
		if n.Op != "-" {
			return false
		}
		x, _, _, ok := r.series(bare(n.X))
		y, _, _, also := r.series(bare(n.Y))
		return ok && also && x.Flow != y.Flow && x.Flow != "" && y.Flow != ""
	}
	return false
}

// references calls f with each base that a comparison in the expression takes
// and that nothing declares.
func (r reading) references(n templates.ExprNode, f func(data.Period)) {
	check := func(x, base templates.ExprNode) {
		s, at, metric, ok := r.series(bare(x))
		o, from, same, also := r.series(bare(base))
		if ok && also && s == o && metric == "value" && same == "value" && !r.declared(at, from) {
			f(from)
		}
	}
	if c, ok := n.(*templates.Call); ok && c.X != nil && (c.S == "vs" || c.S == "index" || c.S == "cagr") && len(c.Args) == 1 {
		if s, at, metric, ok := r.series(c.X); ok && s != nil && metric == "value" {
			if from, ok := period(c.Args[0]); ok && !r.declared(at, from) {
				f(from)
			}
		}
		return
	}
	if x, y, ok := quotient(n); ok {
		check(x, y)
	} else if d, ok := n.(*templates.Binary); ok && d.Op == "-" {
		check(d.X, d.Y)
	}
	for _, inner := range templates.Children(n) {
		r.references(inner, f)
	}
}

// declared reports whether a period is a base that needs no word: one beside the
// other, the same one of another year, or one that the outline declares. What is
// compared with a later period looks ahead, not back.
func (r reading) declared(at, base data.Period) bool {
	if at.Freq() != base.Freq() || base.Compare(at) >= 0 || at.Sub(base) == 1 {
		return true
	}
	if at.Freq() != data.Annual && at.Sub(base)%at.PerYear() == 0 {
		return true
	}
	return slices.ContainsFunc(r.b.References, func(p data.Period) bool {
		return p == base || p.Freq() == data.Monthly && base.Freq() == data.Annual && p.Year() == base.Year()
	})
}
