package checks

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// What a rate is measured against: C16 to C19, C21, C24 and C39.

var (
	large  = big.NewRat(1, 2)         // C17
	beyond = big.NewRat(3, 1)         // C16
	floor  = big.NewRat(1_000_000, 1) // C16, in US dollars
	ten    = big.NewRat(10, 1)        // from there on a change is printed as a multiple
	vague  = big.NewRat(5, 1000)      // C24: five of the last digits of a rate
)

// bases judges the rates that a sentence prints by their bases. Labels stand
// beside the exhibit that shows the levels.
func bases(s *Sentence, b *Brief, found func(Finding)) {
	if s.Passage.Role == Label {
		return
	}
	for _, p := range s.Pieces() {
		f := p.Figure
		if f == nil || !f.Value.OK() {
			continue
		}
		report := func(code, hint, format string, args ...any) {
			found(Finding{Code: code, At: p.At(0), Statement: p.Statement, Message: fmt.Sprintf(format, args...), Hint: hint})
		}
		if f.change() {
			level := strings.TrimSuffix(f.Expr, "."+f.Metric)
			if f.growth() && f.Value.X.Cmp(beyond) > 0 && f.Value.X.Cmp(ten) <= 0 {
				report("C16", fmt.Sprintf("print the levels: {{%s}}, after {{%s.base}}", level, f.Expr), "%s is a rise of %s, which says more of the base than of the figure", f.Expr, p.Text)
			}
			if p == s.Passage.firstLarge() && !s.Passage.printsLevel(b) {
				report("C17", fmt.Sprintf("print the base too: {{%s.base}}", f.Expr), "%s is a rise of %s, and the paragraph prints neither its base nor a level", f.Expr, p.Text)
			}
			if shock, ok := b.shockOf(f); ok && !s.Passage.warns(shock, b.Language) {
				report("C18", fmt.Sprintf("say in this paragraph what the base was: %s", lowerFirst(shock.Label)), "%s rests on a base of %s, within the shock %q, and the paragraph does not say so", f.Expr, f.base(), shock.Label)
			}
			if s.Passage.Role == Headline && b.newYear(f) {
				report("C19", fmt.Sprintf("rest it on both months together: {{%s.at('%d-02').ytd_yoy}}", f.Series, f.View.Period.Year()), "%s is the rate of one month, and the Lunar New Year falls now in January and now in February", f.Expr)
			}
			if f.Metric == "ytd_yoy" && f.older(b) && !s.Passage.prints(f, b.Period) {
				report("C21", fmt.Sprintf("print the newer one too: {{%s.ytd_yoy}}", f.Series), "%s ends in %s, and the data go on to %s", f.Expr, f.View.Period, b.Period)
			}
		}
		if f.vague() && !b.Notes {
			b.Notes = true // one warning is enough
			report("C24", "add the block - data_notes: true, which prints the range", "%s lies between %s and %s as far as its inputs are rounded, and no data notes say so", f.Expr, percentText(f.Value.Low), percentText(f.Value.High))
		}
		if f.estimated() && !slices.ContainsFunc(estimating, func(w string) bool { return strings.Contains(strings.ToLower(s.Passage.Text()), w) }) {
			report("C39", fmt.Sprintf("say so: an estimated {{%s}}", f.Expr), "%s rests on figures that the data mark as estimated, and the text does not say so", f.Expr)
		}
	}
	s.typedRates(b, found)
}

// typedRates is C16 for rates that are not computed, and C17 for those on the
// year.
func (s *Sentence) typedRates(b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Number || m.Unit != wording.Percent || m.Mark.Sign <= 0 || m.Piece == nil || m.Piece.Computed || !m.Mark.Value.OK() {
			continue
		}
		x := new(big.Rat).Quo(m.Mark.Value.Rat(), big.NewRat(100, 1))
		switch {
		case x.Cmp(beyond) > 0:
			f := s.against(m, "C16", "a rise of %s says more of its base than of the figure", m.Text)
			f.Hint = "print both levels, or how many times as much it is: " + data.Fixed(new(big.Rat).Add(x, big.NewRat(1, 1)), 1, false) + " times"
			found(f)
		case x.Cmp(large) > 0 && s.Passage.needsLevels() && s.Passage.firstLarge() == nil && s.onYear(m) && !s.Passage.printsLevel(b):
			f := s.against(m, "C17", "the paragraph prints a rise of %s on the year, and neither its base nor a level", m.Text)
			f.Hint = "print the figure of the year before too"
			found(f)
		}
	}
	if !strings.Contains(s.Text, "from ") {
		return
	}
	for _, c := range s.clauses() {
		ch, ok := c.change()
		if !ok || ch.from.Unit != (data.Unit{Kind: data.Money, Code: "USD"}) || ch.from.High.Cmp(floor) >= 0 || !ch.rate.percent() || ch.rate.X.Cmp(beyond) > 0 || ch.sign < 0 {
			continue
		}
		f := s.against(ch.rate.Mark, "C16", "%s is a rate on %s, a base too small to carry one", ch.rate.Text, ch.from.Text)
		f.Hint = "leave the rate out: the two levels say it"
		found(f)
	}
}

// onYear reports whether the figure is followed by words that make it one on the
// year.
func (s *Sentence) onYear(m *Mark) bool {
	after := s.between(m.To, len(s.Text))
	return startsWith(after, "on the year", "on a year", "from a year", "above a year", "year on year", "year-on-year", "yoy", "compared with a year", "compared with the same month", "from the same month", "over the year", "more than a year", "higher than a year")
}

// change reports whether the figure is a relative change of one series, with or
// without its sign.
func (f *Figure) change() bool { return f.base() != data.Span{} && f.Value.Unit.Kind == data.Ratio }

// growth reports whether the figure is a relative change.
func (f *Figure) growth() bool { return f.Rate && f.Value.Unit.Kind == data.Ratio }

func (f *Figure) yearly() bool {
	return slices.Contains([]string{"yoy", "ytd_yoy", "daily_yoy"}, f.Metric)
}

// base is the span that the rate is measured against; the zero Span where the
// metric is no rate.
func (f *Figure) base() data.Span {
	p := f.View.Period
	switch f.Metric {
	case "mom", "daily_mom", "sa_mom":
		return data.Span{From: p.Add(-1), To: p.Add(-1)}
	case "ma3_change":
		return data.Span{From: p.Add(-5), To: p.Add(-3)}
	case "yoy", "daily_yoy", "unit_value_yoy":
		return data.Span{From: p.Add(-p.PerYear()), To: p.Add(-p.PerYear())}
	case "ytd_yoy":
		to := p.Add(-p.PerYear())
		if p.Freq() == data.Annual || to.IsZero() {
			return data.Span{}
		}
		first := to
		for first.Add(-1).Year() == to.Year() {
			first = first.Add(-1)
		}
		return data.Span{From: first, To: to}
	}
	return data.Span{}
}

// shockOf is the shock that holds at least half of the base of a rate.
func (b *Brief) shockOf(f *Figure) (Shock, bool) {
	if len(b.Shocks) == 0 {
		return Shock{}, false
	}
	base := f.base()
	if base.From.IsZero() {
		return Shock{}, false
	}
	for _, shock := range b.Shocks {
		if shock.From.Freq() != base.From.Freq() {
			continue
		}
		n := 0
		for p := base.From; p.Compare(base.To) <= 0; p = p.Add(1) {
			if p.Compare(shock.From) >= 0 && p.Compare(shock.To) <= 0 {
				n++
			}
		}
		if 2*n >= base.Len() {
			return shock, true
		}
	}
	return Shock{}, false
}

// caveats are words that tell the reader of an uncommon base, whatever the shock.
var caveats = []string{"base", "bases", "closure", "closed", "closing", "halt", "halted", "shut", "shutdown", "lockdown", "lockdowns", "pandemic", "covid", "covid-19", "reopening", "reopened", "reopens",
	"shock", "strike", "embargo", "suspended", "suspension", "disrupted", "disruption", "standstill"}

// caveatSigns are the same in Chinese and Korean.
var caveatSigns = strings.Fields("基数 基期 关闭 封关 封锁 停运 停摆 暂停 中断 疫情 新冠 重开 恢复通关 冲击 禁运 罢工 기저 봉쇄 폐쇄 중단 팬데믹 코로나 재개 충격 파업 금수 낮았던")

// warns reports whether the passage says that a base is none of normal times: by
// one of the words for it, or by the longer words of the shock's own label.
func (p *Passage) warns(shock Shock, l wording.Language) bool {
	text := strings.ToLower(p.Text())
	if l != wording.English {
		// Of the languages of which only figures are read, no word is known.
		return !l.Words() || strings.Contains(text, strings.ToLower(shock.Label)) || slices.ContainsFunc(caveatSigns, func(w string) bool { return strings.Contains(text, w) })
	}
	if saysAny(text, caveats) {
		return true
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(shock.Label), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if len(word) >= 5 && word != "their" && word != "about" && word != "after" && word != "before" && containsWord(text, word) {
			return true
		}
	}
	return false
}

// needsLevels reports whether a large rate in the passage wants a level beside
// it. Headings are too short for one, and an exhibit shows them.
func (p *Passage) needsLevels() bool { return p.Role == Prose && !p.Exhibit }

// firstLarge is the first computed rate on the year of more than a half.
func (p *Passage) firstLarge() *Piece {
	if !p.needsLevels() {
		return nil
	}
	for i := range p.Pieces {
		if f := p.Pieces[i].Figure; f != nil && f.Value.OK() && f.growth() && f.yearly() && f.Value.X.Cmp(large) > 0 {
			return &p.Pieces[i]
		}
	}
	return nil
}

// printsLevel reports whether the passage prints a sum of money or a weight, or
// how a level stands to one of another time.
func (p *Passage) printsLevel(b *Brief) bool {
	for i := range p.Pieces {
		if f := p.Pieces[i].Figure; f != nil && f.Value.OK() && (!f.Rate && (f.Value.Unit.Kind == data.Money || f.Value.Unit.Kind == data.Mass || f.Value.Unit.Kind == data.Quantity) || strings.Contains(f.Expr, ".vs(")) {
			return true
		}
	}
	for _, m := range b.Language.Scan(p.Text()) {
		if m.Kind == wording.Number && (m.Currency != "" || m.Unit == "kg" || m.Unit == "tonnes") {
			return true
		}
	}
	return false
}

// prints reports whether the passage prints the same rate of the same series for
// another period.
func (p *Passage) prints(f *Figure, period data.Period) bool {
	return slices.ContainsFunc(p.Pieces, func(q Piece) bool {
		g := q.Figure
		return g != nil && g.Metric == f.Metric && g.Series == f.Series && g.View.Period == period
	})
}

// older reports whether the figure is of an earlier part of the brief's own year.
func (f *Figure) older(b *Brief) bool {
	p := f.View.Period
	return p.Freq() == b.Period.Freq() && p.Year() == b.Period.Year() && p.Compare(b.Period) < 0
}

// newYear reports whether the figure is the rate of January or of February
// alone, of a reporter that keeps the Lunar New Year.
func (b *Brief) newYear(f *Figure) bool {
	p := f.View.Period
	if p.Freq() != data.Monthly || p.Month() > 2 || !slices.Contains([]string{"mom", "yoy", "daily_mom", "daily_yoy"}, f.Metric) {
		return false
	}
	i := slices.IndexFunc(b.Series, func(s Series) bool { return s.ID == f.Series })
	return i >= 0 && data.LunarNewYear(b.Series[i].Reporter)
}

// vague reports whether the figure is a rate or a share so wide that its last
// digit says nothing.
func (f *Figure) vague() bool {
	return f.Value.Unit.Kind == data.Ratio && new(big.Rat).Sub(f.Value.High, f.Value.Low).Cmp(vague) >= 0
}

// estimated reports whether the figure rests on an estimate.
func (f *Figure) estimated() bool {
	return f.Value.Status == data.Estimated || slices.ContainsFunc(f.Value.Inputs, func(in data.Input) bool { return in.Status == data.Estimated })
}

// estimating are the words for an estimate, by their beginnings, in all languages.
var estimating = strings.Fields("estimate 估 추정 estim schätz оцен 推計 推定 見積")

func lowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
