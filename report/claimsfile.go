package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"tradebrief/data/diag"
	"tradebrief/report/changes"
	"tradebrief/templates"
)

// claimsFile is the head of claims.json: all that a brief says and what that rests
// on, for programs that know neither the outline nor the data. Its paths are those
// of the project, so that the bytes do not depend on where the tool was run. The
// lists of changes.Content and the statements follow, an entry a line.
type claimsFile struct {
	Format  int    `json:"format"`  // changes.Format
	Outline string `json:"outline"` // its path
	changes.Imprint
	Claims  ClaimCount    `json:"claims"` // as check --json gives them
	Waivers []waiverEntry `json:"waivers"`
}

// claimsEntry is a statement in claims.json.
type claimsEntry struct {
	ID       string `json:"id"`   // F001
	Kind     string `json:"kind"` // computed, claim, source, judgement …
	Text     string `json:"text"` // as printed
	Expr     string `json:"expression,omitempty"`
	Values   Facts  `json:"values"`                      // its own figure and those that it rests on, as facts --json gives them
	Source   string `json:"source,omitempty"`            // the key of its source
	Verdict  string `json:"verdict"`                     // holds, false, undecided, missing, sourced, unbound …
	Unread   bool   `json:"words_not_checked,omitempty"` // its condition was judged, its words were not
	Why      string `json:"why,omitempty"`               // what is wrong with it
	Where    string `json:"where"`                       // in the brief: Figure 1, Trends
	Sentence string `json:"sentence"`
	Within   string `json:"within,omitempty"` // the statement that it is a part of
	Item     string `json:"item,omitempty"`   // the judgement, indicator and the like that it belongs to
	File     string `json:"file"`             // where it is written: path, and line and column from 1
	Line     int    `json:"line"`
	Column   int    `json:"column"`
}

// waiverEntry is a waiver in claims.json.
type waiverEntry struct {
	Code   string `json:"code"`
	At     string `json:"at"`
	Reason string `json:"reason"`
	By     string `json:"by"`
	Date   string `json:"date"`
}

// ClaimsJSON is the ledger as a file, claims.json: a header with the counts and
// the waivers, what the brief lists, then a line for each statement with its place,
// its verdict, and the values that it rests on down to the lines of the data. The
// same brief gives the same bytes wherever the tool is run.
func (b *Brief) ClaimsJSON() []byte {
	file := claimsFile{Format: changes.Format, Outline: b.project.Outline, Imprint: b.work.imprint, Claims: b.Claims, Waivers: []waiverEntry{}}
	for i, w := range b.work.waivers.live {
		file.Waivers = append(file.Waivers, waiverEntry{w.Code.Value, w.At.Value, unformatted(b.work.waived[i]), w.By.Value, w.Date.Value})
	}
	values := newStatementValues(b)
	entries := make([]claimsEntry, len(b.work.ledger))
	var names []string // of figures, in the order in which they are printed
	for i := range b.work.ledger {
		s := &b.work.ledger[i]
		entries[i] = claimsEntry{
			ID: s.ID, Kind: s.Kind, Text: s.Text, Expr: s.Expr, Values: values.of(s), Source: s.Source, Verdict: s.Verdict, Unread: s.unread, Why: s.Why,
			Where: s.Where, Sentence: s.Sentence, Item: s.item, File: s.at.File, Line: s.at.Line, Column: s.at.Col,
		}
		if s.outer > 0 {
			entries[i].Within = b.work.ledger[s.outer-1].ID
		}
		for _, f := range entries[i].Values {
			names = append(names, f.Name)
		}
	}
	for i := range b.work.mentions {
		names = append(names, b.work.mentions[i].fact)
	}
	content := &b.work.content
	var out bytes.Buffer
	// A buffer takes everything, and what is indented is JSON already.
	_ = json.Indent(&out, unescapedJSON(file), "", "  ")
	out.Truncate(out.Len() - len("\n}"))
	writeLines(&out, "judgements", content.Judgements)
	writeLines(&out, "hypotheses", content.Hypotheses)
	writeLines(&out, "indicators", content.Indicators)
	writeLines(&out, "scenarios", content.Scenarios)
	writeLines(&out, "reactions", content.Reactions)
	writeLines(&out, "sources", content.Sources)
	writeLines(&out, "facts", values.listFacts(names))
	writeLines(&out, "words", b.words())
	writeLines(&out, "statements", entries)
	out.WriteString("\n}\n")
	return out.Bytes()
}

// writeLines writes a list under a key, an entry a line.
func writeLines[T any](out *bytes.Buffer, key string, list []T) {
	fmt.Fprintf(out, ",\n  %q: [", key)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for i := range list {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    ")
		encode(e, &list[i])
		out.Truncate(out.Len() - len("\n"))
	}
	if len(list) > 0 {
		out.WriteString("\n  ")
	}
	out.WriteByte(']')
}

// unescapedJSON is the JSON of a value that has one, with its < and > as they are.
func unescapedJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	encode(e, v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func encode(e *json.Encoder, v any) {
	if err := e.Encode(v); err != nil {
		panic(err) // all of it is texts, whole numbers, and figures that are finite
	}
}

// statementValues works out what statements rest on, each figure once.
type statementValues struct {
	explainer
	known  map[string]Fact
	parsed map[string]*templates.Expr // nil: it is none
}

func newStatementValues(b *Brief) *statementValues {
	s := *b.work.scope // evaluating counts its depth there
	return &statementValues{explainer{b: b, scope: &s}, map[string]Fact{}, map[string]*templates.Expr{}}
}

// of lists the figures of a statement: what its expression yields or compares,
// then the facts behind that. A figure without a fact, such as a bound of the
// author's, is left out. What its words were held against comes with it.
func (v *statementValues) of(s *Statement) Facts {
	out := Facts{}
	add := func(n templates.ExprNode) {
		name := source(n)
		if slices.ContainsFunc(out, func(f Fact) bool { return f.Name == name }) {
			return
		}
		if f, ok := v.fact(n); ok {
			out = append(out, f)
		}
	}
	var figures func(n templates.ExprNode)
	figures = func(n templates.ExprNode) {
		b, ok := n.(*templates.Binary)
		if !ok || !isComparison(b.Op) && b.Op != "and" && b.Op != "or" && b.Op != "in" {
			add(n)
			return
		}
		figures(b.X)
		figures(b.Y)
	}
	if s.x != nil {
		figures(s.x.Root)
	}
	for _, name := range slices.Concat(s.beside, s.Facts) {
		if x := v.parse(name); x != nil {
			add(x.Root)
		}
	}
	return out
}

// parse parses the name of a figure; nil where it is no expression.
func (v *statementValues) parse(name string) *templates.Expr {
	x, ok := v.parsed[name]
	if !ok {
		var p *diag.Problem
		if x, p = v.outline.ParseExpr(name, language()); p != nil {
			x = nil
		}
		v.parsed[name] = x
	}
	return x
}

// fact is the figure of an expression; ok is false where it yields none, or a bare
// number.
func (v *statementValues) fact(n templates.ExprNode) (f Fact, ok bool) {
	name := source(n)
	if f, ok := v.known[name]; ok {
		return f, true
	}
	x, p := v.eval(n)
	if p != nil || !isNumber(x) || x.bare {
		return Fact{}, false
	}
	f = newFact(v.lang, name, x.number(), x.rate, func(path string) string { return path })
	f.Text = plainSpaces(f.Text)
	v.known[name] = f
	return f, true
}
