package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/diag"
	"tradebrief/report/changes"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// fitSigns and fitWords are the marks of a matrix as they are printed and as they
// are read aloud, from the worst fit to the best.
var (
	fitSigns = [5]string{"−" + nbsp + "−", "−", "0", "+", "+" + nbsp + "+"}
)

// fitWords is the first of the phrases for the signs.
const fitWords = locale.FitStronglyAgainst

// hypotheses composes the matrix of evidence and explanations.
func (c *composer) hypotheses(common page.Common, b *templates.Hypotheses, p planned) page.Block {
	first := len(c.ledger)
	out := &page.Table{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	question := c.text(b.Question)
	if len(out.Title) == 0 {
		out.Title = question
	} else if len(out.Subtitle) == 0 {
		out.Subtitle = question
	}
	if len(out.Subtitle) == 0 {
		out.Subtitle = c.head(locale.HowWellFits)
	}
	out.Columns = []page.Column{{Kind: page.CodeColumn}, {Title: c.head(locale.HeadEvidence), Grow: true}, {Title: c.head(locale.HeadSourceGrade), Align: page.Center, Width: 10}}
	assessed := page.Row{Style: page.Total, Cells: []page.Cell{{}, {Text: line(c.lang.Say(locale.AssessedLikelihood))}, {}}}
	rated := false
	var ids []string
	listing := changes.Matrix{Hypotheses: make([]changes.Hypothesis, len(b.Hypotheses))}
	for i := range b.Hypotheses {
		h := &b.Hypotheses[i]
		column, cell := c.hypothesis(h)
		listing.Hypotheses[i] = changes.Hypothesis{ID: h.ID.Value, Name: listed(column.Title[1:]), Likelihood: h.Likelihood.Value}
		out.Columns, assessed.Cells = append(out.Columns, column), append(assessed.Cells, cell)
		ids, rated = append(ids, h.ID.Value), rated || h.Likelihood.Present()
	}
	var m matrix
	var rows, bound []string
	for i := range b.Evidence {
		e := &b.Evidence[i]
		row, marks, computed := c.evidenceRow(e, ids)
		out.Rows, m, rows = append(out.Rows, row), append(m, marks), append(rows, e.ID.Value)
		listing.Evidence = append(listing.Evidence, listEvidence(e, row, marks, ids))
		if computed {
			bound = append(bound, e.ID.Value)
		}
		if m.spread(i) == 0 {
			c.warn(e.ID.Pos, e.ID.Value+" decides nothing: it fits every hypothesis alike", "leave it out, or find what only one of them would predict")
		}
	}
	against := m.against(-1)
	score := page.Row{Cells: []page.Cell{{}, {Text: line(c.lang.Say(locale.EvidenceAgainst)), Strong: true}, {}}}
	for i, n := range against {
		listing.Hypotheses[i].Against = n
		score.Cells = append(score.Cells, page.Cell{Text: line(strconv.Itoa(n)), Strong: true})
	}
	out.Rows = append(out.Rows, score)
	if rated {
		out.Rows = append(out.Rows, assessed)
	}
	c.contradictions(b, against)
	listing.Question = listed(question)
	c.content.Hypotheses = append(c.content.Hypotheses, listing)
	out.Finding = page.Text{{S: m.ranking(c.lang, rows, ids)}}
	out.Source = c.sourceText(sourceLine{series: c.seriesSince(first), marks: matrixKey(c.lang, bound), note: c.text(b.Note)})
	c.sheets[out.Dest] = func() Sheet { return m.sheet(out) }
	return out
}

// hypothesis is the column of an explanation and the cell with its likelihood,
// which is a judgement on the evidence above it.
func (c *composer) hypothesis(h *templates.Hypothesis) (page.Column, page.Cell) {
	defer c.partOf(h.ID.Value)()
	c.checkScalar(h.ID)
	column := page.Column{Title: page.Text{{S: h.ID.Value + " "}}, Align: page.Center, Kind: page.FitColumn}
	if !h.Likelihood.Present() {
		column.Title = append(column.Title, c.text(h.Name)...)
		return column, page.Cell{Text: line("–")}
	}
	word, step := c.likelihood(h.Likelihood)
	n := c.record(Judgement, h.ID.Pos, 0)
	name := c.text(h.Name)
	c.enclose(n, name)
	c.assessed = append(c.assessed, page.Rated{Name: strings.TrimSpace(h.ID.Value + nbsp + plain(name)), Step: step})
	c.settle(n, c.lang.Say(locale.Colon, word, h.ID.Value+" "+plain(name)), finding{verdict: Sourced})
	c.ledger[n-1].rated = word
	c.ledger[n-1].Sentence = c.ledger[n-1].Text
	column.Title = append(column.Title, name...)
	return column, page.Cell{Text: []page.Para{{Text: page.Text{{S: word, Statement: n}}}}}
}

// evidenceRow is the row of an item of evidence and its marks for the hypotheses;
// computed says that data set one of them.
func (c *composer) evidenceRow(e *templates.Evidence, hypotheses []string) (row page.Row, marks []templates.Mark, computed bool) {
	defer c.within(e.ID.Value)()
	defer c.partOf(e.ID.Value)()
	c.checkScalar(e.ID)
	cited := c.from(e.Src)
	text := c.text(e.Text)
	cited()
	if e.Src.Present() {
		if n := c.cite(e.Src.Text); n > 0 {
			text = push(text, page.Span{Ref: n})
		}
	}
	grade := c.grade(e)
	row.Cells = []page.Cell{{Text: line(e.ID.Value)}, {Text: []page.Para{{Text: text}}}, {Text: line(cmp.Or(grade, "–")), Muted: grade == ""}}
	marks = make([]templates.Mark, len(hypotheses))
	for j, id := range hypotheses {
		statement := 0
		if i := slices.IndexFunc(e.Fits, func(f templates.Fit) bool { return f.Hypothesis.Value == id }); i >= 0 {
			marks[j], statement = c.mark(e, &e.Fits[i])
			computed = computed || statement > 0
		}
		at := marks[j] + 2
		row.Cells = append(row.Cells, page.Cell{Text: []page.Para{{Text: page.Text{{S: fitSigns[at], Statement: statement}}}}, Fit: int(at) + 1, Alt: c.lang.Say(fitWords + locale.Key(at))})
	}
	return row, marks, computed
}

// grade is the grade of an item of evidence: its own, or that of its source.
func (c *composer) grade(e *templates.Evidence) string {
	if e.Grade.Present() {
		return e.Grade.Value
	}
	if i, ok := c.sources.index[e.Src.Value]; ok && c.sources.entries[i].decl != nil {
		return c.sources.entries[i].decl.Grade.Value
	}
	return ""
}

// mark is the mark of an item of evidence, and the number of the statement that
// computes it; 0: its author set it.
func (c *composer) mark(e *templates.Evidence, fit *templates.Fit) (templates.Mark, int) {
	if mark, ok := templates.ParseMark(fit.Mark.Value); ok {
		return mark, 0
	}
	n := len(c.ledger) + 1
	mark, ok := templates.ParseMark(plain(c.text(fit.Mark)))
	s := &c.ledger[n-1]
	if !ok {
		mark = 0 // its problem has been reported
	} else {
		s.Text = plainSpaces(fitSigns[mark+2])
	}
	s.Sentence = e.ID.Value + " for " + fit.Hypothesis.Value + ": " + s.Text
	return mark, n
}

// contradictions warns of likelihoods that are the wrong way round: more is held
// against what is called likelier. Each hypothesis is named once, against the one
// that has the least against it.
func (c *composer) contradictions(b *templates.Hypotheses, against []int) {
	scale := c.scale()
	for i := range b.Hypotheses {
		h, worst := &b.Hypotheses[i], -1
		for j := range b.Hypotheses {
			other := scale.Step(b.Hypotheses[j].Likelihood.Value)
			if other > 0 && scale.Step(h.Likelihood.Value) > other && against[i] > against[j] && (worst < 0 || against[j] < against[worst]) {
				worst = j
			}
		}
		if worst >= 0 {
			c.warn(h.Likelihood.Pos, fmt.Sprintf("%s is called likelier than %s and has more evidence against it: %d to %d", h.ID.Value, b.Hypotheses[worst].ID.Value, against[i], against[worst]),
				"weigh the marks again, or change a likelihood")
		}
	}
}

// warn reports what an author may have meant as it stands.
func (c *composer) warn(at diag.Pos, message, hint string) {
	w := diag.Errorf(diag.Claim, at, "%s", message).WithHint("%s", hint)
	w.Severity = diag.Warning
	c.problems = append(c.problems, w)
}

// matrixKey explains the signs, for the source line.
func matrixKey(l *locale.Locale, bound []string) []string {
	var signs []string
	for i := len(fitSigns) - 1; i >= 0; i-- {
		signs = append(signs, fitSigns[i]+nbsp+l.Say(fitWords+locale.Key(i)))
	}
	out := []string{l.Semicolons(signs...), l.Say(locale.GradeKey)}
	if len(bound) > 0 {
		out = append(out, l.Say(locale.MarksComputed, l.List(bound)))
	}
	return out
}

// seriesSince lists the series that the statements after the first n rest on.
func (c *composer) seriesSince(n int) []*seriesEntry {
	var out []*seriesEntry
	for _, s := range c.ledger[n:] {
		for _, fact := range s.Facts {
			id, _, _ := strings.Cut(fact, ".")
			if e, ok := c.series[id]; ok && !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
	}
	return out
}

// sheet is the matrix with its marks as numbers from -2 to 2.
func (m matrix) sheet(t *page.Table) Sheet {
	s := Sheet{Header: []string{"Code", "Evidence", "Source grade"}}
	for _, col := range t.Columns[3:] {
		s.Header = append(s.Header, unformatted(col.Title.String()))
	}
	s.Header = append(s.Header, "Sets apart (0 to 4)")
	for i, r := range t.Rows {
		var row []string
		for j := range r.Cells {
			cell := sheetText(&r.Cells[j])
			if i < len(m) && j >= 3 {
				cell = strconv.Itoa(int(m[i][j-3]))
			}
			row = append(row, cell)
		}
		apart := ""
		if i < len(m) {
			apart = strconv.Itoa(m.spread(i))
		}
		s.Rows = append(s.Rows, append(row, apart))
	}
	return s
}
