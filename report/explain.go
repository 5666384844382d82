package report

import (
	"regexp"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/templates"
)

// Explanation is what a brief knows of a name, an expression, a printed figure,
// or words.
type Explanation struct {
	Query   string  `json:"query"`
	Matches []Match `json:"matches"`           // best first
	Nearest string  `json:"nearest,omitempty"` // without a match: a query that has one; may be empty
	Note    string  `json:"note,omitempty"`    // without a match: why there cannot be one
}

// Match is a figure or a statement that was asked for.
type Match struct {
	Kind     string    `json:"kind"` // metric, expression, claim, source or judgement
	Name     string    `json:"name"` // the expression as written, or the words
	Text     string    `json:"text"` // as the brief prints it
	Expr     string    `json:"expr,omitempty"`
	Verdict  string    `json:"verdict,omitempty"`  // of a statement of words
	Approved string    `json:"approved,omitempty"` // likewise: who approved its sentence as it stands, and when
	Why      string    `json:"why,omitempty"`
	Source   string    `json:"source,omitempty"` // key and publisher of a sourced statement
	Figures  []Figure  `json:"figures"`          // itself, and the facts that it rests on
	Printed  []Mention `json:"printed"`          // where it is printed
	Used     []Mention `json:"used"`             // what else rests on it
}

// Figure is a fact with how it comes about.
type Figure struct {
	Name string `json:"name"`
	Fact
	Definition string        `json:"definition,omitempty"`
	Formula    string        `json:"formula,omitempty"` // value / month before − 1
	Filled     string        `json:"filled,omitempty"`  // 188.74 / 162.9 − 1
	Range      string        `json:"interval,omitempty"`
	Vintage    string        `json:"vintage,omitempty"` // the newest release among its inputs
	Caution    string        `json:"caution,omitempty"`
	Inputs     []FigureInput `json:"inputs"`
}

// FigureInput is an observation that a figure was computed from.
type FigureInput struct {
	FactInput
	Text      string `json:"text"`
	Status    string `json:"status"`
	Publisher string `json:"publisher,omitempty"`
	Rate      string `json:"rate,omitempty"` // how it was converted: CN¥5 917.1 million at 6.7604 CNY/USD, rates.csv:2
}

// Mention is a place of the brief that prints something, or rests on it.
type Mention struct {
	ID       string `json:"id,omitempty"` // in the ledger; none for cells, tiles and charts
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Where    string `json:"where"`
	Text     string `json:"text"`
	Sentence string `json:"sentence,omitempty"` // around it; of a share in a chart, how it was rounded where that moved it

	fact string // of a cell, tile or chart: what it prints
}

// shows notes that a tile, a cell or a chart prints a fact.
func (c *composer) shows(fact string, at diag.Pos, text string) {
	c.mentions = append(c.mentions, Mention{File: c.shown(at.File), Line: at.Line, Column: at.Col, Where: plainSpaces(c.where), Text: plainSpaces(text), fact: fact})
}

func mention(s Statement) Mention {
	return Mention{ID: s.ID, File: s.At.File, Line: s.At.Line, Column: s.At.Col, Where: s.Where, Text: s.Text, Sentence: s.Sentence}
}

var (
	checkCode   = regexp.MustCompile(`^[Cc]\d{1,3}$`)
	statementID = regexp.MustCompile(`^[Ff]\d{3,}$`)
)

// Explain looks a query up: the id of a statement, an expression over the
// outline's series, a figure as printed (a plain minus, plain spaces, and no unit
// will do), or words of a statement.
func (b *Brief) Explain(query string) Explanation {
	s := *b.work.scope // evaluating counts its depth there
	e := explainer{b: b, scope: &s}
	out := Explanation{Query: query, Matches: []Match{}}
	q := plainQuery(query)
	if statementID.MatchString(q) {
		for _, st := range b.work.ledger {
			if strings.EqualFold(st.ID, q) {
				out.Matches = append(out.Matches, e.statement(st))
			}
		}
	}
	if x, p := b.Outline.ParseExpr(q, language()); p == nil && !bareQuery(x.Root) && len(out.Matches) == 0 {
		if m, ok := e.expression(x); ok {
			out.Matches = append(out.Matches, m)
		}
	}
	if len(out.Matches) == 0 {
		out.Matches = append(out.Matches, e.printed(q)...)
	}
	if len(out.Matches) == 0 {
		out.Nearest = e.nearest(q)
		if checkCode.MatchString(q) {
			out.Note, out.Nearest = "no check has the code "+strings.ToUpper(q), ""
		}
	}
	return out
}

// explainer answers one query.
type explainer struct {
	b *Brief
	*scope
}

// expression explains an expression; ok is false where it is none of this brief.
func (e *explainer) expression(x *templates.Expr) (Match, bool) {
	name := source(x.Root)
	v, p := e.eval(x.Root)
	if p != nil {
		return Match{}, false
	}
	m := Match{Kind: "expression", Name: name, Figures: []Figure{}, Printed: []Mention{}, Used: []Mention{}}
	text, _ := v.said(english)
	if v.kind == kindTruth {
		text = map[data.Truth]string{data.True: "true", data.False: "false", data.Undecided: "undecided", data.Unknown: "missing"}[v.truth]
	}
	m.Text = plainSpaces(text)
	facts := e.factNames(x.Root)
	if isNumber(v) && !v.bare {
		if len(facts) == 1 && facts[0] == name {
			m.Kind = "metric"
		}
		m.Figures = append(m.Figures, e.figure(x.Root, v))
	}
	if m.Kind != "metric" {
		m.Figures = append(m.Figures, e.facts(facts)...)
	}
	for _, s := range e.b.work.ledger {
		switch {
		case s.Kind == Computed && sameExpr(s.Expr, name):
			m.Printed = append(m.Printed, mention(s))
		case slices.Contains(s.Facts, name):
			m.Used = append(m.Used, mention(s))
		}
	}
	for _, shown := range e.b.work.mentions {
		if shown.fact == name {
			m.Printed = append(m.Printed, shown)
		}
	}
	return m, true
}

// sameExpr compares expressions without their blanks.
func sameExpr(a, b string) bool {
	return strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", "")
}

// facts explains facts by their names.
func (e *explainer) facts(names []string) []Figure {
	out := []Figure{}
	for _, name := range names {
		x, p := e.outline.ParseExpr(name, language())
		if p != nil {
			continue
		}
		if v, p := e.eval(x.Root); p == nil && isNumber(v) {
			out = append(out, e.figure(x.Root, v))
		}
	}
	return out
}

// statement explains an entry of the ledger.
func (e *explainer) statement(s Statement) Match {
	if s.Kind == Computed {
		if x, p := e.outline.ParseExpr(s.Expr, language()); p == nil {
			if m, ok := e.expression(x); ok {
				return m
			}
		}
	}
	m := Match{Kind: s.Kind, Name: s.Text, Text: s.Text, Expr: s.Expr, Verdict: s.Verdict, Approved: s.Approved, Why: s.Why, Figures: e.facts(s.Facts), Printed: []Mention{}, Used: []Mention{}}
	if s.Source != "" {
		m.Source = joined(", ", s.Source, e.publisher(s.Source))
	}
	for _, other := range e.b.work.ledger {
		if other.Kind == s.Kind && other.Text == s.Text && other.Expr == s.Expr && other.Source == s.Source {
			m.Printed = append(m.Printed, mention(other))
		}
	}
	return m
}

// publisher is who published a source of the outline.
func (e *explainer) publisher(key string) string {
	for i := range e.outline.Sources {
		if d := &e.outline.Sources[i]; d.Key.Value == key {
			return plainSpaces(joined(", ", d.Publisher.Value, dayOrText(english, d.Date.Value)))
		}
	}
	return ""
}
