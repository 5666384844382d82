package report

import (
	"bytes"
	"encoding/json"
	"slices"

	"tradebrief/templates"
)

// claimsFormat is the version of the format of claims.json. It grows when a key
// goes or changes its meaning, not when one is added.
const claimsFormat = 1

// claimsFile is claims.json: all that a brief says and what that rests on, for
// programs that know neither the outline nor the data. Its paths are those of the
// project, so that the bytes do not depend on where the tool was run.
type claimsFile struct {
	Format     int             `json:"format"`  // claimsFormat
	Outline    string          `json:"outline"` // its path
	Title      string          `json:"title"`
	Period     string          `json:"period"`          // the reference period: 2023-09
	AsOf       string          `json:"as_of,omitempty"` // the day as of which the data are read; none: the newest
	Claims     ClaimCount      `json:"claims"`          // as check --json gives them
	Waivers    []waiverEntry   `json:"waivers"`
	Statements json.RawMessage `json:"statements"` // of claimsEntry, in reading order, one a line
}

// claimsEntry is a statement in claims.json.
type claimsEntry struct {
	ID       string `json:"id"`   // F001
	Kind     string `json:"kind"` // computed, claim, source, judgement …
	Text     string `json:"text"` // as printed
	Expr     string `json:"expression,omitempty"`
	Values   Facts  `json:"values"`           // its own figure and those that it rests on, as facts --json gives them
	Source   string `json:"source,omitempty"` // the key of its source
	Verdict  string `json:"verdict"`          // holds, false, undecided, missing, sourced, unbound …
	Why      string `json:"why,omitempty"`    // what is wrong with it
	Where    string `json:"where"`            // in the brief: Figure 1, Trends
	Sentence string `json:"sentence"`
	Within   string `json:"within,omitempty"` // the statement that it is a part of
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
// the waivers, then a line for each statement with its place, its verdict, and
// the values that it rests on down to the lines of the data. The same brief gives
// the same bytes wherever the tool is run.
func (b *Brief) ClaimsJSON() []byte {
	file := claimsFile{
		Format: claimsFormat, Outline: b.project.Outline, Title: unformatted(plain(b.Document.Title)), Period: b.Period.String(),
		Claims: b.Claims, Waivers: []waiverEntry{},
	}
	if b.AsOf != 0 {
		file.AsOf = b.AsOf.String()
	}
	for i, w := range b.work.waivers.live {
		file.Waivers = append(file.Waivers, waiverEntry{w.Code.Value, w.At.Value, unformatted(b.work.waived[i]), w.By.Value, w.Date.Value})
	}
	values := newStatementValues(b)
	lines := []byte("[")
	for i, s := range b.work.ledger {
		e := claimsEntry{
			ID: s.ID, Kind: s.Kind, Text: s.Text, Expr: s.Expr, Values: values.of(&s), Source: s.Source, Verdict: s.Verdict, Why: s.Why,
			Where: s.Where, Sentence: s.Sentence, File: s.at.File, Line: s.at.Line, Column: s.at.Col,
		}
		if s.outer > 0 {
			e.Within = b.work.ledger[s.outer-1].ID
		}
		if i > 0 {
			lines = append(lines, ',')
		}
		lines = append(append(lines, "\n    "...), unescapedJSON(e)...)
	}
	file.Statements = json.RawMessage("null")
	head := unescapedJSON(file)
	var out bytes.Buffer
	// A buffer takes everything, and what is indented is JSON already.
	_ = json.Indent(&out, head, "", "  ")
	whole, _ := bytes.CutSuffix(out.Bytes(), []byte("null\n}"))
	return slices.Concat(whole, lines, []byte("\n  ]\n}\n"))
}

// unescapedJSON is the JSON of a value that has one, with its < and > as they are.
func unescapedJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // all of it is texts, whole numbers, and figures that are finite
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// statementValues works out what statements rest on, each figure once.
type statementValues struct {
	explainer
	known map[string]Fact
}

func newStatementValues(b *Brief) *statementValues {
	s := *b.work.scope // evaluating counts its depth there
	return &statementValues{explainer{b: b, scope: &s}, map[string]Fact{}}
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
		f, ok := v.known[name]
		if !ok {
			x, p := v.eval(n)
			if p != nil || !isNumber(x) || x.bare {
				return
			}
			f = newFact(name, x.number(), x.rate, func(path string) string { return path })
			f.Text = plainSpaces(f.Text)
			v.known[name] = f
		}
		out = append(out, f)
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
		if x, p := v.outline.ParseExpr(name, language()); p == nil {
			add(x.Root)
		}
	}
	return out
}
