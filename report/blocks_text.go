package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/changes"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Blocks that are mostly words: text, judgements, the two-sided panel.

func (c *composer) textBlock(common page.Common, b *templates.Text) page.Block {
	out := &page.TextBlock{Common: common}
	if heading := c.text(b.Heading); len(heading) > 0 {
		out.Paras = append(out.Paras, page.Para{Kind: page.Heading, Level: 3, Text: heading})
	}
	out.Paras = append(out.Paras, c.paras(b.Body)...)
	return out
}

// likelihood is the word capitalised and its step, 1 to 7, on the brief's scale.
func (c *composer) likelihood(s templates.Scalar) (string, int) {
	if !s.Present() {
		return "", 0
	}
	scale := c.scale()
	word := strings.Join(strings.Fields(s.Value), " ")
	step := scale.Step(word)
	if step == 0 {
		p := problemf(diag.Outline, s.Pos, "%q is not a likelihood of the scale %s: expected %s", s.Value, scale.Name, strings.Join(scale.Words(), ", "))
		*p, _ = p.Meaning(p.Pos, s.Value, scale.Words())
		c.report(p)
	} else if first, instead := c.checked.Term(word); first != "" {
		p := diag.Errorf(diag.Claim, s.Pos, "%s", checks.TwoRows(first, s.Value, scale.Name)).
			WithFix([]diag.Edit{{Pos: s.Pos, Old: s.Value, New: instead}}, "write %q", instead)
		p.Code = "C34"
		c.report(&p)
	}
	return capital(c.likelihoodWord(strings.ToLower(word))), step
}

func (c *composer) scale() templates.Scale {
	scale, ok := templates.ScaleNamed(c.outline.Brief.Scale.Value)
	if !ok {
		scale, _ = templates.ScaleNamed("")
	}
	return scale
}

// confidence is "Moderate confidence" and its level, 1 to 3.
func (c *composer) confidence(s templates.Scalar) (string, int) {
	if !s.Present() {
		return "", 0
	}
	levels := templates.Confidences()
	word := strings.ToLower(strings.TrimSpace(s.Value))
	i := slices.Index(levels, word)
	if i < 0 {
		c.report(problemf(diag.Outline, s.Pos, "%q is not a confidence: expected low, moderate or high", s.Value))
		return "", 0
	}
	return c.confidenceWords(i + 1), i + 1
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

func (c *composer) judgements(common page.Common, b *templates.Judgements) page.Block {
	out := &page.Judgements{Common: common, Title: c.plainText(b.Title)}
	if out.Title == "" {
		out.Title = c.lang.Say(locale.KeyJudgements)
	}
	out.Note = c.lang.Say(locale.ScaleNote, c.scaleTitle(c.scale()))
	for _, j := range b.Items {
		word, step := c.likelihood(j.Likelihood)
		confidence, level := c.confidence(j.Confidence)
		c.checkScalar(j.ID)
		at := j.ID.Pos
		if !j.ID.Present() {
			at = j.Statement.Pos
		}
		id := cmp.Or(j.ID.Value, strconv.Itoa(len(c.content.Judgements)+1))
		leave, role, whole := c.within(j.ID.Value), c.as(checks.Judged), c.partOf(id)
		n := c.record(Judgement, at, 0)
		c.rated = word != ""
		item := page.Judgement{ID: j.ID.Value, Likelihood: word, Step: step, Text: c.text(j.Statement), Confidence: confidence, Level: level}
		c.rated = false
		if step > 0 {
			c.assessed = append(c.assessed, page.Rated{Name: id, Step: step})
		}
		c.enclose(n, item.Text)
		item.Basis = c.text(j.Basis)
		whole()
		c.judgedAt[id] = cmp.Or(j.Likelihood.Pos, at)
		c.checkBacking(j.Confidence, j.ID.Value, j.Evidence, j.Statement, j.Basis)
		leave()
		role()
		if len(j.Evidence) > 0 {
			basis := plain(item.Basis)
			lead := strings.TrimPrefix(c.lang.Stop(basis), basis) + c.gap(item.Basis)
			before, after, _ := strings.Cut(c.lang.Say(locale.Evidence), "{0}")
			lead += before
			for _, e := range j.Evidence {
				item.Basis = push(push(item.Basis, page.Span{S: lead}), page.Span{S: e.Value, Dest: c.proof[e.Value].dest})
				lead = c.lang.Say(locale.Comma)
			}
			item.Basis = push(item.Basis, page.Span{S: after + c.lang.Say(locale.FullStop)})
		}
		c.content.Judgements = append(c.content.Judgements, changes.Judgement{ID: id, Statement: listed(item.Text), Likelihood: lowerFirst(word), Confidence: j.Confidence.Value, Basis: listed(item.Basis)})
		found := finding{verdict: Sourced}
		if len(item.Basis) == 0 {
			p := diag.Errorf(diag.Claim, at, "the judgement has neither basis nor evidence").WithHint("say under basis: what it rests on, or name items of evidence:")
			p.Code, p.Severity = "C32", diag.Warning
			if j.ID.Present() {
				p.Places = []string{j.ID.Value}
			}
			found = finding{verdict: Unbound, problem: &p}
		}
		printed := plain(item.Text)
		if word != "" {
			printed = c.lang.Say(locale.Colon, word, printed)
		}
		c.settle(n, printed, found)
		c.ledger[n-1].rated = joined(", ", word, confidence)
		c.ledger[n-1].Sentence = c.ledger[n-1].Text
		out.Items = append(out.Items, item)
	}
	return out
}

func (c *composer) twoSided(common page.Common, b *templates.TwoSided) page.Block {
	out := &page.TwoSided{Common: common}
	var labels []string
	for _, side := range []*templates.Side{&b.Left, &b.Right} {
		for _, r := range side.Rows {
			if !slices.Contains(labels, r.Label.Value) {
				c.checkScalar(r.Label)
				labels = append(labels, r.Label.Value)
			}
		}
	}
	out.Labels = slices.Clone(labels)
	if b.Left.Likelihood.Present() || b.Right.Likelihood.Present() {
		out.Labels = append(out.Labels, c.lang.Say(locale.LabelLikelihood))
	}
	out.Left = c.side(c.lang.Say(locale.SidePositive), &b.Left, labels)
	out.Right = c.side(c.lang.Say(locale.SideNegative), &b.Right, labels)
	return out
}

func (c *composer) side(sign string, s *templates.Side, labels []string) page.Side {
	if s.Likelihood.Present() || s.Confidence.Present() {
		defer c.partOf(s.Title.Value)()
	}
	out := page.Side{Sign: page.Text{{S: sign}}, Title: c.text(s.Title), Rows: make([]page.Text, len(labels))}
	if c.item != "" {
		c.item = listed(out.Title)
	}
	defer c.as(checks.Judged)()
	for _, r := range s.Rows {
		out.Rows[slices.Index(labels, r.Label.Value)] = c.text(r.Text)
	}
	out.Likelihood, out.Step = c.likelihood(s.Likelihood)
	out.Confidence, out.Level = c.confidence(s.Confidence)
	if out.Likelihood != "" || out.Confidence != "" {
		c.listSide(s, &out, labels)
	}
	rows := make([]templates.Prose, len(s.Rows))
	for i, r := range s.Rows {
		rows[i] = r.Text
	}
	c.checkBacking(s.Confidence, "", nil, rows...)
	return out
}

// after reports whether a date of the outline lies after the day as of which
// the brief is written.
func (c *composer) after(s templates.Scalar) bool {
	d, ok := c.day(s)
	return ok && c.asOf != 0 && d > c.asOf
}

// day is a date as written, or the first day of a period as written.
func (c *composer) day(s templates.Scalar) (data.Date, bool) {
	if !s.Present() {
		return 0, false
	}
	if d, err := data.ParseDate(s.Value); err == nil {
		return d, true
	}
	if p, err := data.ParsePeriod(s.Value); err == nil {
		return p.FirstDay(), true
	}
	c.report(problemf(diag.Outline, s.Pos, "%q is not a date: expected one such as 2023-11-20 or 2023-11", s.Value))
	return 0, false
}

// when prints a date as precisely as it was written, but never the day.
func (c *composer) when(s templates.Scalar) string {
	if d, err := data.ParseDate(s.Value); err == nil {
		return c.lang.ShortMonth(d)
	}
	if p, err := data.ParsePeriod(s.Value); err == nil {
		return c.lang.Short(p, true)
	}
	return s.Value
}

// head is a fixed phrase that stands by itself, as over a column.
func (c *composer) head(k locale.Key) page.Text { return page.Text{{S: c.lang.Say(k)}} }

func line(s string) []page.Para {
	if s == "" {
		return nil
	}
	return []page.Para{{Text: page.Text{{S: s}}}}
}

func (c *composer) timeline(common page.Common, b *templates.Timeline, p planned) page.Block {
	out := &page.Timeline{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	if len(out.Title) == 0 {
		out.Title = c.head(locale.Events)
	}
	var keys []diag.Text
	sheet := Sheet{Header: []string{"From", "To", "Event", "Kind"}}
	for _, e := range b.Entries {
		if c.after(e.Date) {
			continue
		}
		from, ok := c.day(e.Date)
		if !ok {
			continue
		}
		cited, dated := c.from(e.Src), c.as(checks.Dated)
		entry := page.Entry{From: from, When: c.when(e.Date), Text: c.text(e.Text), Kind: e.Kind.Value}
		cited()
		dated()
		if e.To.Present() {
			entry.To, _ = c.day(e.To)
			entry.When = c.lang.Say(locale.RunOfDays, entry.When, c.when(e.To))
		}
		if e.Src.Present() {
			keys = append(keys, e.Src.Text)
		} else if e.Kind.Value != "reference" && len(c.backers(nil, e.Text)) == 0 {
			c.report(c.unsourced(e.Date, "this entry of the timeline"))
		}
		out.Entries = append(out.Entries, entry)
		sheet.Rows = append(sheet.Rows, []string{e.Date.Value, e.To.Value, unformatted(plain(entry.Text)), entry.Kind})
	}
	c.sheets[out.Dest] = func() Sheet { return sheet }
	var src page.Text
	if refs := c.citeAll(keys); len(refs) > 0 {
		lead := locale.SourceNumbers
		if len(refs) == 1 {
			lead = locale.SourceNumber
		}
		src = push(c.cited(c.head(lead), refs), page.Span{S: c.lang.Say(locale.FullStop)})
	}
	out.Source = c.closed(src, c.text(b.Note))
	out.Alt = aloud{c.lang}.timeline(out)
	return out
}
