package report

import (
	"cmp"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
	Sentence string `json:"sentence,omitempty"`

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

// plainQuery is a text as somebody types it: plain spaces and minus, no quotes
// or braces around it.
func plainQuery(s string) string {
	s = strings.NewReplacer(nbsp, " ", "\u202f", " ", "\u2009", " ", "−", "-", "–", "-", "’", "'", "‘", "'", "“", `"`, "”", `"`).Replace(s)
	s = strings.Join(strings.Fields(s), " ")
	for _, around := range [][2]string{{"{{", "}}"}, {`"`, `"`}} {
		if inner, ok := strings.CutPrefix(s, around[0]); ok {
			if inner, ok := strings.CutSuffix(inner, around[1]); ok {
				s = strings.TrimSpace(inner)
			}
		}
	}
	return s
}

// bareQuery reports whether an expression is a number or a text, which are
// looked up as printed.
func bareQuery(n templates.ExprNode) bool {
	switch n := n.(type) {
	case *templates.Num, *templates.Str, *templates.Bool:
		return true
	case *templates.Unary:
		return bareQuery(n.X)
	case *templates.Binary:
		return bareQuery(n.X) && bareQuery(n.Y)
	}
	return false
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

// figure explains a figure: its formula, with the values filled in, and what it
// was computed from.
func (e *explainer) figure(n templates.ExprNode, v value) Figure {
	num := v.number()
	f := Figure{Name: source(n), Inputs: []FigureInput{}}
	f.Fact = newFact(e.lang, f.Name, num, v.rate, e.b.project.Show)
	f.Text = plainSpaces(f.Text)
	metric := v.metric
	if v.kind == kindSeries {
		metric = "value"
	}
	switch call, member := asCall(n), asMember(n); {
	case call != nil && call.X != nil && call.S == "vs":
		f.Definition = "The figure of the period as a ratio of that of another one."
		if now, p := e.eval(call.X); p == nil && len(call.Args) == 1 {
			then, p := e.eval(&templates.Call{At: call.At, X: call.X, S: "at", Args: call.Args})
			if p == nil {
				f.Formula, f.Filled = "value / value of "+strings.Trim(source(call.Args[0]), "'"), term(now.number())+" / "+term(then.number())
			}
		}
	case call != nil && call.X != nil && call.S == "cagr" && len(call.Args) == 1:
		f.Definition = "The yearly growth that leads from the figure of one period to that of another, over whole years (compound annual growth rate)."
		f.Formula = "(value / value of " + strings.Trim(source(call.Args[0]), "'") + ")^(1 / years) − 1"
		now, p := e.eval(call.X)
		then, q := e.eval(&templates.Call{At: call.At, X: call.X, S: "at", Args: call.Args})
		if p == nil && q == nil && num.OK() {
			at := now.view.Period
			f.Filled = "(" + term(now.number()) + " / " + term(then.number()) + ")^(1 / " + strconv.Itoa(at.Sub(then.view.Period)/at.PerYear()) + ") − 1"
		}
	case call != nil && call.X == nil && call.S == "mirror" && len(call.Args) == 2:
		f.Definition = "How far the figure of the second office lies above that of the first, which reports the same trade from the other side."
		f.Formula = "(theirs − ours) / ours"
		if ours, p := e.eval(call.Args[0]); p == nil {
			if theirs, p := e.eval(call.Args[1]); p == nil {
				f.Filled = "(" + term(theirs.number()) + " − " + term(ours.number()) + ") / " + term(ours.number())
			}
		}
	case member != nil && metric == "" && member.S == "base":
		f.Definition = "The figure that " + source(member.X) + " is measured against."
	case metric != "":
		if info, ok := metricInfo(metric); ok {
			f.Definition = info.Definition
			f.Formula, f.Filled = e.formula(info, v.view)
		}
	default:
		f.Filled = strings.NewReplacer(nbsp, " ", " - ", " − ", " * ", " × ").Replace(source(e.filled(n)))
	}
	f.Range = interval(num)
	if f.First = e.firstReleases().released(&f.Fact); f.First != nil {
		f.First.Text = plainSpaces(f.First.Text)
	}
	newest := data.Date(0)
	for i, in := range num.Inputs {
		at := FigureInput{FactInput: f.Fact.Inputs[i], Text: inFull(data.Value{X: in.X, Unit: in.Unit}), Status: statusName(in.Status)}
		if r := in.Rate; r != nil && len(r.Steps) > 0 && r.From != nil {
			at.Rate = inFull(data.Value{X: r.From, Unit: r.FromUnit})
			for i, s := range r.Steps {
				at.Rate += [...]string{" at ", " and "}[i] + plainSpaces(rateWords(english, s)) + fmt.Sprintf(", %s:%d", at.Converted.File, s.Pos.Line)
			}
			if from := strings.Trim(r.Source+": "+e.publisher(r.Source), ": "); from != "" {
				at.Rate += "; " + from
			}
		}
		newest = max(newest, in.Vintage)
		if at.Publisher = e.publisher(in.Source); at.Publisher == "" {
			at.Publisher = e.owner(n)
		}
		f.Inputs = append(f.Inputs, at)
	}
	if newest != 0 {
		f.Vintage = newest.String()
	}
	f.Caution = plainSpaces(caution(num))
	return f
}

func asCall(n templates.ExprNode) *templates.Call {
	c, _ := n.(*templates.Call)
	return c
}

func asMember(n templates.ExprNode) *templates.Member {
	m, _ := n.(*templates.Member)
	return m
}

// owner is the publisher of the data of the first series that an expression
// names.
func (e *explainer) owner(n templates.ExprNode) string {
	if entries := e.seriesIn(n); len(entries) > 0 {
		return entries[0].series.Publisher()
	}
	return ""
}

// term is a figure within a formula: all its digits, no unit.
func term(n data.Value) string { return english.Denominate(n.Unit, nil).Full(n, false) }

// inFull is a figure with all its digits and its unit.
func inFull(n data.Value) string {
	if n.Unit.Kind == data.Money {
		return plainSpaces(english.Currency(n.Unit.Code) + term(n) + " million")
	}
	return plainSpaces(strings.TrimSpace(term(n) + " " + english.Unit(n.Unit)))
}

// interval is the two ends of a figure's interval, with as many digits as tell
// them apart; empty if there is none.
func interval(n data.Value) string {
	if !n.OK() || n.Low.Cmp(n.High) == 0 {
		return ""
	}
	if n.Unit.Kind == data.Ratio || n.Unit.Kind == data.Points {
		unit := strings.TrimSpace(english.Unit(n.Unit))
		if unit != "%" {
			unit = " " + unit
		}
		for decimals := 2; ; decimals++ {
			low, high := data.Fixed(new(big.Rat).Mul(n.Low, hundred), decimals, false), data.Fixed(new(big.Rat).Mul(n.High, hundred), decimals, false)
			if low != high || decimals == 6 {
				return low + unit + " to " + high + unit
			}
		}
	}
	low, high := n, n
	low.X, high.X = n.Low, n.High
	return inFull(low) + " to " + inFull(high)
}

var formulaTerms = regexp.MustCompile(`\{[^}]*\}`)

// formula is the formula of a metric, in words and with the figures filled in.
// The unit stands behind it where all figures have one.
func (e *explainer) formula(info data.MetricInfo, v data.View) (words, filled string) {
	unit, mixed := data.Unit{}, false
	alone := strings.HasPrefix(info.Formula, "{") && strings.IndexByte(info.Formula, '}') == len(info.Formula)-1
	words = strings.NewReplacer("{", "", "}", "").Replace(info.Formula)
	filled = formulaTerms.ReplaceAllStringFunc(info.Formula, func(name string) string {
		t, ok := v.Term(strings.Trim(name, "{}"))
		if !ok || !t.Value.OK() {
			return "n.a."
		}
		mixed = mixed || unit.Kind != data.NoUnit && unit != t.Value.Unit
		unit = t.Value.Unit
		addends := t.Parts
		if t.Sum {
			for _, in := range t.Value.Inputs {
				addends = append(addends, data.Value{X: in.X, Unit: in.Unit})
			}
		}
		if len(addends) < 2 || len(addends) > maxAddends {
			return term(t.Value)
		}
		parts := make([]string, len(addends))
		for i, a := range addends {
			parts[i] = term(a)
		}
		sum := strings.ReplaceAll(strings.Join(parts, " + "), "+ −", "− ")
		if !alone {
			sum = "(" + sum + ")"
		}
		return sum
	})
	if u := english.Unit(unit); u != "" && !mixed && filled != "" {
		filled += ", in " + u
	}
	return words, plainSpaces(filled)
}

// maxAddends is as many addends as a formula shows; more are given as their sum.
const maxAddends = 24

// arithmeticOf are the functions that a formula writes with a sign.
var arithmeticOf = map[string]string{"balance": "-", "total": "+", "ratio": "/"}

// filled is an expression with its facts replaced by their figures.
func (e *explainer) filled(n templates.ExprNode) templates.ExprNode {
	if e.ofSeries(n) {
		if v, p := e.eval(n); p == nil && isNumber(v) {
			text := prose(v.number())
			if v.number().Unit.Kind == data.Money {
				text = term(v.number())
			}
			return &templates.Name{S: text}
		}
		return n
	}
	list := func(nodes []templates.ExprNode) []templates.ExprNode {
		out := make([]templates.ExprNode, len(nodes))
		for i, x := range nodes {
			out[i] = e.filled(x)
		}
		return out
	}
	switch n := n.(type) {
	case *templates.Call:
		c := *n
		c.Args = list(n.Args)
		if op := arithmeticOf[n.S]; op != "" && len(c.Args) > 0 {
			sum := c.Args[0]
			for _, x := range c.Args[1:] {
				sum = &templates.Binary{Op: op, X: sum, Y: x}
			}
			return sum
		}
		return &c
	case *templates.Unary:
		c := *n
		c.X = e.filled(n.X)
		return &c
	case *templates.Binary:
		c := *n
		c.X, c.Y = e.filled(n.X), e.filled(n.Y)
		return &c
	case *templates.Cond:
		c := *n
		c.C, c.X, c.Y = e.filled(n.C), e.filled(n.X), e.filled(n.Y)
		return &c
	case *templates.ListExpr:
		c := *n
		c.Items = list(n.Items)
		return &c
	}
	return n
}

// caution says what a figure rests on that a reader should know.
func caution(n data.Value) string {
	var m marks
	m.addInputs(n, data.Span{})
	switch {
	case n.Status == data.DerivedFromRate && len(m.fromRate) > 0:
		return "the figure of " + spanList(english, m.fromRate) + " was worked back from a published rate, so this repeats that source and checks nothing"
	case len(m.fromRate) > 0:
		return "the figure of " + spanList(english, m.fromRate) + " was worked back from a published rate"
	case len(m.derived) > 0:
		return "derived from other published figures: " + spanList(english, m.derived)
	}
	return ""
}

// candidate is something printed that matches a query.
type candidate struct {
	key   string
	class int // 0: as typed; larger: further off
	match func() (Match, bool)
	count int // of the places where it is printed
}

// printed lists what is printed as the query says, best first.
func (e *explainer) printed(q string) []Match {
	var found []candidate
	add := func(key string, class, count int, match func() (Match, bool)) {
		i := slices.IndexFunc(found, func(c candidate) bool { return c.key == key })
		if i < 0 {
			found = append(found, candidate{key: key, class: class, match: match})
			i = len(found) - 1
		}
		found[i].class = min(found[i].class, class)
		found[i].count += count
	}
	expression := func(src string) func() (Match, bool) {
		return func() (Match, bool) {
			x, p := e.outline.ParseExpr(src, language())
			if p != nil {
				return Match{}, false
			}
			return e.expression(x)
		}
	}
	entry := func(s Statement, class int) {
		if s.Kind == Computed {
			add("= "+strings.ReplaceAll(s.Expr, " ", ""), class, 1, expression(s.Expr))
			return
		}
		add(strings.Join([]string{s.Kind, s.Text, s.Expr, s.Source}, "\x00"), class, 1, func() (Match, bool) { return e.statement(s), true })
	}
	for _, s := range e.b.work.ledger {
		if class, ok := likeness(q, s.Text, s.Kind != Computed); ok {
			entry(s, class)
		}
	}
	for _, f := range e.b.facts {
		if strings.HasSuffix(f.Name, ".value") {
			continue // the series by another name
		}
		if class, ok := likeness(q, f.Text, false); ok {
			add("= "+strings.ReplaceAll(f.Name, " ", ""), class, 0, expression(f.Name))
		}
	}
	for _, shown := range e.b.work.mentions {
		if class, ok := likeness(q, shown.Text, false); ok {
			add("= "+strings.ReplaceAll(shown.fact, " ", ""), class, 1, expression(shown.fact))
		}
	}
	if len(found) == 0 && strings.Contains(q, " ") {
		for _, s := range e.b.work.ledger {
			if strings.Contains(strings.ToLower(plainQuery(s.Sentence)), strings.ToLower(q)) {
				entry(s, 3)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(min(b.count, 1), min(a.count, 1)), cmp.Compare(b.count, a.count))
	})
	var out []Match
	for _, c := range found[:min(len(found), maxMatches)] {
		if m, ok := c.match(); ok {
			out = append(out, m)
		}
	}
	return out
}

// maxMatches is as many as anyone reads.
const maxMatches = 50

// likeness compares a query with a printed text: 0 if they are the same, 1 if
// they are the same figure, 2 if it is so but for the sign, or if the query is a
// part of the words.
func likeness(q, text string, words bool) (class int, ok bool) {
	text = plainQuery(text)
	if strings.EqualFold(q, text) {
		return 0, true
	}
	a, isFigure := readFigure(q)
	if b, ok := readFigure(text); isFigure && ok && a.digits == b.digits && a.within(b) {
		switch {
		case a.minus == b.minus:
			return 1, true
		case b.minus:
			return 2, true
		}
	}
	if !words || isFigure || utf8.RuneCountInString(q) < 3 {
		return 0, false
	}
	return 2, strings.Contains(" "+strings.ToLower(text)+" ", " "+strings.ToLower(q)+" ")
}

// printedFigure is a figure in words: its digits, its sign, and the words of its
// unit.
type printedFigure struct {
	digits string
	minus  bool
	units  []string
}

var figureForm = regexp.MustCompile(`^([^\d]*)(\d[\d ,]*(?:\.\d+)?)([^\d]*)$`)

// unitSpellings are other ways to write the words of a unit.
var unitSpellings = map[string]string{"m": "million", "mn": "million", "mln": "million", "bn": "billion", "percent": "%", "usd": "us$", "$": "us$", "t": "tonnes"}

// readFigure takes a printed figure apart: "-US$188.7 million".
func readFigure(s string) (printedFigure, bool) {
	parts := figureForm.FindStringSubmatch(strings.ToLower(s))
	if parts == nil {
		return printedFigure{}, false
	}
	f := printedFigure{digits: strings.NewReplacer(" ", "", ",", "").Replace(parts[2]), minus: strings.Contains(parts[1], "-")}
	for _, word := range append(strings.Fields(strings.Trim(parts[1], "+- ")), strings.Fields(strings.ReplaceAll(parts[3], "%", " % "))...) {
		if known, ok := unitSpellings[word]; ok {
			word = known
		}
		f.units = append(f.units, word)
	}
	return f, true
}

// within reports whether all words of the unit are those of the other figure.
func (f printedFigure) within(g printedFigure) bool {
	return !slices.ContainsFunc(f.units, func(u string) bool { return !slices.Contains(g.units, u) })
}

// nearest is what was most likely meant by a query without a match: the figure
// of the same unit that is closest, if it is less than a twentieth off, or the name or
// the words nearest in spelling.
func (e *explainer) nearest(q string) string {
	var names, texts []string
	for _, f := range e.b.facts {
		names = append(names, f.Name)
	}
	for _, s := range e.b.work.ledger {
		names = append(names, s.Text)
		texts = append(texts, s.Text)
	}
	for _, shown := range e.b.work.mentions {
		texts = append(texts, shown.Text)
	}
	want, ok := readFigure(q)
	if !ok {
		return diag.Nearest(q, names)
	}
	x, _ := new(big.Rat).SetString(want.digits)
	best, near := (*big.Rat)(nil), ""
	for _, text := range texts {
		f, ok := readFigure(plainQuery(text))
		if !ok || !want.within(f) {
			continue
		}
		y, _ := new(big.Rat).SetString(f.digits)
		if d := new(big.Rat).Sub(x, y); best == nil || d.Abs(d).Cmp(best) < 0 {
			best, near = d.Abs(d), plainQuery(text)
		}
	}
	if best == nil || best.Mul(best, big.NewRat(20, 1)).Cmp(x) >= 0 {
		return ""
	}
	return near
}
