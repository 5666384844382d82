package checks

import (
	"fmt"
	"slices"
	"strings"

	"tradebrief/report/wording"
)

// movements is C11 and C20 for the languages that are read by their signs: a word
// of direction that the rate directly beside it belies, or that stands beside a level,
// or is said of a series, and that nothing judges. What stands between is known to the last sign,
// or the rule is quiet.
func movements(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Direction {
			continue
		}
		f := s.figureBeside(m, b)
		if f != nil {
			s.wrongBase(m, f, found)
		}
		if m.Bound || s.sizedBeside(m) || m.Sense == wording.Wider || m.Sense == wording.Narrower {
			continue
		}
		switch x := s.subjectBefore(m, b); {
		case f != nil && f.Rate:
			s.judged(m, m.Text, m.From, f, b, found)
		case f != nil:
			claim := claimed(m.Text, changeOf(f))
			found(Finding{Code: "C11", At: s.At(m.From), Statement: m.Piece.Statement, Fix: s.replaced(m.From, m.Text, claim),
				Message: fmt.Sprintf("%q stands beside %s, and nothing judges it", m.Text, f.Expr), Hint: "write " + claim})
		case x != nil && !s.open(m):
			metric := x.ID + ".mom"
			if base := s.baseBefore(m); base != nil && onYearSigns(base.Text) {
				metric = x.ID + ".yoy"
			}
			found(Finding{Code: "C11", Warning: true, At: s.At(m.From), Statement: m.Piece.Statement,
				Message: fmt.Sprintf("%q is said of %s, and nothing judges it", m.Text, x.ID), Hint: "write " + claimed(m.Text, metric)})
		}
	}
}

// onYearSigns reports whether words of comparison compare with the year before.
func onYearSigns(text string) bool {
	return slices.ContainsFunc([]string{"同比", "年", "전년", "작년", "지난해"}, func(w string) bool { return strings.Contains(text, w) })
}

// wrongBase is C20 for a rate on the year that is said to be one on the month, or
// the other way: 环比增长{{exports.yoy}}.
func (s *Sentence) wrongBase(m *Mark, f *Figure, found func(Finding)) {
	base := s.baseBefore(m)
	if base == nil {
		return
	}
	onYear := onYearSigns(base.Text)
	is := map[string]bool{"yoy": true, "ytd_yoy": true, "daily_yoy": true, "mom": false, "daily_mom": false, "sa_mom": false}
	if yearly, known := is[f.Metric]; known && yearly != onYear {
		other := map[bool]string{true: "the month before", false: "the year before"}[onYear]
		g := s.against(base, "C20", "%q stands with %s, which compares with %s", base.Text, f.Expr, other)
		g.Hint = fmt.Sprintf("write {{%s.%s}}, or the word for %s", f.Series, map[bool]string{true: "yoy", false: "mom"}[onYear], other)
		found(g)
	}
}

// baseBefore is the word of comparison right before a word of direction, or before
// the figure that stands before it.
func (s *Sentence) baseBefore(m *Mark) *Mark {
	for i := len(s.Marks) - 1; i >= 0; i-- {
		n := &s.Marks[i]
		if n.To > m.From {
			continue
		}
		switch {
		case n.Kind == wording.Time && n.Sense == wording.Base:
			return n
		case n.Kind == wording.Intensity, n.Kind == wording.Number && n.figure() != nil:
		default:
			return nil
		}
	}
	return nil
}

// joiningSigns are those that may stand between a word of direction and its figure,
// or between a subject and its word of direction.
var joiningSigns = map[wording.Language][]string{
	wording.Chinese: {"了", "约", "近", "超过", "再次", "又", "也", "均", "则", "总额", "额", "继续", "进一步", "大幅", "小幅", "，", "的"},
	wording.Korean:  {"은", "는", "이", "가", "도", "액은", "액이", "다시", "또", "약", "나", "가량", "정도", "만큼", "각각", "계속"},
}

// onlyJoins reports whether a part of the sentence holds nothing but such signs,
// times, words of size and blanks.
func (s *Sentence) onlyJoins(from, to int, l wording.Language, more ...string) bool {
	rest := []byte(s.Text[from:to])
	for i := range s.Marks {
		if n := &s.Marks[i]; n.From >= from && n.To <= to && (n.Kind == wording.Time || n.Kind == wording.Intensity) {
			for k := n.From; k < n.To; k++ {
				rest[k-from] = ' '
			}
		}
	}
	text := strings.TrimSpace(strings.ReplaceAll(string(rest), "\u00a0", " "))
	for text != "" {
		sign := ""
		for _, w := range slices.Concat(joiningSigns[l], more) {
			if strings.HasPrefix(text, w) && len(w) > len(sign) {
				sign = w
			}
		}
		if sign == "" {
			return false
		}
		text = strings.TrimSpace(text[len(sign):])
	}
	return true
}

// figureBeside is the computed change that a word of direction stands beside: the
// figure after it in Chinese, before it in Korean. A level is one with the word
// that makes it the level reached: 升至, 로 증가했다.
func (s *Sentence) figureBeside(m *Mark, b *Brief) *Figure {
	start := 0
	for i, end := range s.ends {
		p := &s.Passage.Pieces[i]
		from, to := start-s.from, end-s.from // of the sentence
		start = end
		f := p.Figure
		if f == nil || !p.Computed || f.Series == "" || from < 0 || to > len(s.Text) || strings.Contains(f.Expr, "(") || !f.Rate && f.Metric != "value" {
			continue
		}
		switch {
		case b.Language == wording.Chinese && from >= m.To:
			reached := strings.HasSuffix(m.Text, "至") || strings.HasSuffix(m.Text, "到")
			if !s.onlyJoins(m.To, from, b.Language) || f.Rate == reached {
				return nil
			}
			return f
		case b.Language == wording.Korean && to <= m.From:
			if f.Rate && s.onlyJoins(to, m.From, b.Language) || !f.Rate && startsWith(s.Text[to:], "로 ", "까지 ") && s.onlyJoins(to, m.From, b.Language, "로", "까지") {
				return f
			}
		}
	}
	return nil
}

// subjectBefore is the series whose name, or whose flow, stands before a word of
// direction with nothing between that is not known.
func (s *Sentence) subjectBefore(m *Mark, b *Brief) *Series {
	for i := range b.Series {
		x := &b.Series[i]
		if x.Label == "" {
			continue
		}
		if at := strings.LastIndex(s.Text[:m.From], x.Label); at >= 0 && s.onlyJoins(at+len(x.Label), m.From, b.Language) {
			return x
		}
	}
	for i := len(s.Marks) - 1; i >= 0; i-- {
		n := &s.Marks[i]
		if n.To > m.From || n.Kind != wording.Noun {
			continue
		}
		if flow := map[string]string{wording.Exports: "export", wording.Imports: "import"}[n.Sense]; flow != "" && s.onlyJoins(n.To, m.From, b.Language) && s.begins(n, b.Language) {
			return b.whole(flow)
		}
		return nil
	}
	return nil
}

// begins reports whether nothing before a noun makes it that of another thing: it
// stands first in its clause, behind times alone. 煤炭出口 is no whole.
func (s *Sentence) begins(n *Mark, l wording.Language) bool {
	from, _ := s.signClause(n.From)
	return s.onlyJoins(from, n.From, l)
}

// unsure are the signs of what is not stated: it may be, is denied or is asked.
var unsure = strings.Fields("如果 若 可能 将 会 或 是否 预计 预期 应 不 没有 未 无 假如 除非 ？ 면 예상 전망 수_있 않 못 겠 할_것 경우 것인지 ?")

// open reports whether a word of direction is not stated, stands in words of
// others, or goes on to a claim that judges it.
func (s *Sentence) open(m *Mark) bool {
	if s.Passage.Role == Judged || s.Cites() || s.Passage.Role != Headline && !strings.ContainsAny(s.Text, "。！.!") {
		return true // a label states nothing
	}
	for _, w := range unsure {
		if strings.Contains(s.Text, strings.ReplaceAll(w, "_", " ")) {
			return true
		}
	}
	from, to := s.signClause(m.From)
	start := 0
	for i, end := range s.ends {
		if p := &s.Passage.Pieces[i]; (p.Claim || p.Computed) && start < s.from+to && end > s.from+from {
			return true
		}
		start = end
	}
	return false
}

// signClause is the clause around a byte of the sentence: what stands between
// commas and semicolons.
func (s *Sentence) signClause(at int) (from, to int) {
	to = len(s.Text)
	for _, stop := range []string{"，", "；", "。", ", ", "; ", "："} {
		if i := strings.LastIndex(s.Text[:at], stop); i >= 0 {
			from = max(from, i+len(stop))
		}
		if i := strings.Index(s.Text[at:], stop); i >= 0 {
			to = min(to, at+i)
		}
	}
	return from, to
}
