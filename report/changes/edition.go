package changes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Edition is what one brief says, as its claims.json carries it. The zero
// Edition says nothing.
type Edition struct {
	Format  int    `json:"format"`  // Format
	Outline string `json:"outline"` // its path in the project
	Imprint
	Content
	Words      []Words     `json:"words"`      // sentences that rest on nothing, in reading order
	Statements []Statement `json:"statements"` // in reading order

	// Observations are the figures of the data that the brief used; nil where it
	// does not carry them.
	Observations []Observation `json:"-"`
}

// Format is the version of the format of claims.json. It grows when a key goes
// or changes its meaning, not when one is added.
const Format = 1

// Imprint says which edition of which brief it is. What a brief does not say is
// empty; days are written 2023-10-20, periods 2023-09.
type Imprint struct {
	Title        string            `json:"title"`
	Series       string            `json:"series,omitempty"`
	Number       string            `json:"number,omitempty"`
	Organisation string            `json:"organisation,omitempty"`
	Period       string            `json:"period"` // the reference period
	Issued       string            `json:"issued,omitempty"`
	Revision     string            `json:"revision,omitempty"` // its number
	Revised      string            `json:"revised,omitempty"`  // the day of the revision
	Reason       string            `json:"reason,omitempty"`   // of the revision
	AsOf         string            `json:"as_of,omitempty"`    // the day as of which the data are read; none: the newest
	Next         string            `json:"next,omitempty"`
	Marking      string            `json:"marking,omitempty"`
	Language     string            `json:"language,omitempty"`
	Params       map[string]string `json:"params,omitempty"`
}

// Content is what a brief lists beside its sentences, each list in reading order.
type Content struct {
	Facts      []Fact      `json:"facts"`
	Judgements []Judgement `json:"judgements"`
	Hypotheses []Matrix    `json:"hypotheses"`
	Indicators []Indicator `json:"indicators"`
	Scenarios  []Scenario  `json:"scenarios"`
	Reactions  []Reaction  `json:"reactions"`
	Sources    []Source    `json:"sources"`
}

// Fact is a figure that a brief prints or judges by. Of and Period name it
// whatever the edition: exports.prev of September is exports of August. A figure
// that has no period, or whose period stands in its name, has none.
type Fact struct {
	Name   string   `json:"name"` // exports.prev
	Of     string   `json:"of"`   // exports
	Period string   `json:"period,omitempty"`
	Label  string   `json:"label,omitempty"` // in words; none for a figure that has no name but its formula
	Value  *float64 `json:"value"`           // in whole units; nil: there is no figure
	Low    *float64 `json:"low,omitempty"`   // what the rounding of its inputs leaves open
	High   *float64 `json:"high,omitempty"`
	Unit   string   `json:"unit"`
	Text   string   `json:"text"`
	Status string   `json:"status"`
}

// Judgement is a statement with its likelihood and the confidence in it.
type Judgement struct {
	ID         string `json:"id"` // of the author's; else its place, such as 2
	Statement  string `json:"statement"`
	Likelihood string `json:"likelihood,omitempty"`
	Confidence string `json:"confidence,omitempty"`
	Basis      string `json:"basis,omitempty"`
}

// Matrix is a question with competing answers and the evidence for them.
type Matrix struct {
	Question   string       `json:"question"`
	Hypotheses []Hypothesis `json:"hypotheses"`
	Evidence   []Evidence   `json:"evidence"`
}

// Hypothesis is one of the answers.
type Hypothesis struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Likelihood string `json:"likelihood,omitempty"`
	Against    int    `json:"against"` // what its evidence counts against it
}

// Evidence is a row of a matrix. Marks are + and - by the ids of hypotheses.
type Evidence struct {
	ID     string            `json:"id"`
	Text   string            `json:"text"`
	Grade  string            `json:"grade,omitempty"`
	Source string            `json:"source,omitempty"`
	Marks  map[string]string `json:"marks"`
}

// Indicator is a sign that is watched, with its newest figure.
type Indicator struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Status string `json:"status"` // steady, watch, breached or no data
	Latest string `json:"latest,omitempty"`
	Period string `json:"period,omitempty"` // of the newest figure
	Below  string `json:"below,omitempty"`
	Above  string `json:"above,omitempty"`
}

// Scenario is a way in which things may go on.
type Scenario struct {
	Name        string `json:"name"`
	Probability string `json:"probability"` // 55%
	Text        string `json:"text"`
	Value       string `json:"value,omitempty"`
}

// Reaction is an entry of the register of who said what.
type Reaction struct {
	Actor    string `json:"actor"`
	Body     string `json:"body,omitempty"`
	None     bool   `json:"none,omitempty"` // nothing was found
	Stance   string `json:"stance,omitempty"`
	Quote    string `json:"quote,omitempty"`
	Position string `json:"position,omitempty"`
	Date     string `json:"date,omitempty"`
	Source   string `json:"source,omitempty"`
	Answers  bool   `json:"answers,omitempty"` // it answers the figures of the brief
}

// Source is something that a brief cites.
type Source struct {
	Key       string `json:"key"`
	Number    int    `json:"number"`
	Publisher string `json:"publisher,omitempty"`
	Title     string `json:"title,omitempty"`
	Date      string `json:"date,omitempty"`
	URL       string `json:"url,omitempty"`
	Grade     string `json:"grade,omitempty"`
}

// Words are a sentence that rests on nothing: no figure, no claim and no source.
type Words struct {
	Where string `json:"where"`
	Text  string `json:"text"`
}

// Statement is an entry of the ledger of statements; what claims.json says of it
// besides is of no use here.
type Statement struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"` // computed, claim, source, judgement or words
	Text     string `json:"text"`
	Expr     string `json:"expression"`
	Source   string `json:"source"`
	Verdict  string `json:"verdict"`
	Where    string `json:"where"`
	Sentence string `json:"sentence"`
	Within   string `json:"within"`
	Item     string `json:"item"` // of a list of Content, that tells of it too
}

// The bounds of what is read. A brief of a hundred pages is far below them.
const (
	mostBytes      = 32 << 20
	mostStatements = 20_000
	mostItems      = 5_000  // of a list
	mostText       = 20_000 // bytes of a sentence
)

// Read reads claims.json. The error says why it is none that this package can
// compare.
func Read(claims []byte) (*Edition, error) {
	if len(claims) > mostBytes {
		return nil, fmt.Errorf("claims.json has %d MB, more than %d MB", len(claims)>>20, mostBytes>>20)
	}
	var head struct {
		Format *int `json:"format"`
	}
	if err := json.Unmarshal(claims, &head); err != nil {
		return nil, fmt.Errorf("claims.json is broken: %s", plainError(err))
	}
	switch {
	case head.Format == nil:
		return nil, errors.New("claims.json says no format")
	case *head.Format != Format:
		return nil, fmt.Errorf("claims.json is of format %d, and this version reads format %d", *head.Format, Format)
	}
	var e Edition
	if err := json.NewDecoder(bytes.NewReader(claims)).Decode(&e); err != nil {
		return nil, fmt.Errorf("claims.json is broken: %s", plainError(err))
	}
	if e.Period == "" || e.Outline == "" {
		return nil, errors.New("claims.json names no period or no outline")
	}
	if n := len(e.Statements) + len(e.Words); n > mostStatements {
		return nil, fmt.Errorf("claims.json has %d statements, more than %d", n, mostStatements)
	}
	for _, w := range e.Words {
		if n := len(w.Text); n > mostText {
			return nil, fmt.Errorf("a sentence of claims.json has %d bytes, more than %d", n, mostText)
		}
	}
	for _, s := range e.Statements {
		if n := max(len(s.Sentence), len(s.Text)); n > mostText {
			return nil, fmt.Errorf("a sentence of claims.json has %d bytes, more than %d", n, mostText)
		}
	}
	for _, m := range e.Hypotheses {
		if n := len(m.Hypotheses) + len(m.Evidence); n > mostItems {
			return nil, fmt.Errorf("a matrix of claims.json has %d entries, more than %d", n, mostItems)
		}
		for _, v := range m.Evidence {
			if n := len(v.Text); n > mostText {
				return nil, fmt.Errorf("an item of evidence of claims.json has %d bytes, more than %d", n, mostText)
			}
		}
	}
	for _, j := range e.Judgements {
		if n := max(len(j.Statement), len(j.Basis)); n > mostText {
			return nil, fmt.Errorf("a judgement of claims.json has %d bytes, more than %d", n, mostText)
		}
	}
	for _, n := range []int{len(e.Facts), len(e.Judgements), len(e.Hypotheses), len(e.Indicators), len(e.Scenarios), len(e.Reactions), len(e.Sources)} {
		if n > mostItems {
			return nil, fmt.Errorf("a list of claims.json has %d entries, more than %d", n, mostItems)
		}
	}
	return &e, nil
}

// plainError drops what errors of encoding/json say of types in Go.
func plainError(err error) string {
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) {
		key := t.Field[strings.LastIndexByte(t.Field, '.')+1:]
		if key == "" {
			return "it is no object"
		}
		return fmt.Sprintf("the key %s holds another kind of value", key)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}
