package checks

import (
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/wording"
	"tradebrief/templates"
)

// Role is what a passage is for. The zero Role is prose.
type Role uint8

// The roles. Titles and what stands on the front page without a heading of its
// own carry more weight than the text below them.
const (
	Prose    Role = iota
	Headline      // a title, a heading or a standfirst
	Label         // a cell, a tile's label, the name of a series
	Judged        // a judgement, or one side of a comparison that is rated
	Dated         // what happened on the day that stands beside it: its months stay
	Quoted        // words of somebody else, verbatim
	Imprint       // titles of sources, numbers of editions, addresses: not the author's statements
)

// Piece is a run of a passage that is bound in one way.
type Piece struct {
	Text      string // as printed, with ordinary spaces; empty for a citation without words
	Computed  bool   // written by the tool
	Claim     bool   // within words that a condition is true of
	Expr      string // what is computed, or what the words are judged by
	About     string // id of the one series that words of a claim or of the tool's are judged by; empty: of none or several
	Source    string // key of the source around it, or that it cites; empty: none
	Quote     bool   // within quotation marks of a sourced quotation
	Lead      bool   // emphasised
	Statement int    // its number in the ledger, 0 for plain words
	Figure    *Figure
	At        func(offset int) diag.Pos // where the byte of Text stands in the outline
}

// Bound reports whether the piece rests on data or on a source.
func (p *Piece) Bound() bool { return p.Computed || p.Claim || p.Source != "" }

// Figure is what a computed piece prints, or what a claim is about.
type Figure struct {
	Expr   string     // as written: exports.yoy
	Value  data.Value // what it prints
	Series string     // the id of the one series that it is of; empty: of none or several
	Metric string     // the name of its metric, where it is one; empty otherwise
	Rate   bool       // a change, whose direction words say
	View   data.View  // the series and the period that it is seen from, where Series is set
	Root   templates.ExprNode
}

// Passage is one paragraph, title, label or cell of the author's.
type Passage struct {
	Role    Role
	Section string
	Rated   bool // a likelihood is printed beside it
	Pieces  []Piece
	Exhibit bool   // the heading or the note of a figure or table, or a cell of it
	Column  string // the title of the column that it is a cell of; empty: of none
	Lists   []int  // lengths of the lists that stand with it: the rows below a title, the items below a sentence
}

// Text is the passage as a reader sees it, without the numbers of sources.
func (p *Passage) Text() string {
	var b strings.Builder
	for i := range p.Pieces {
		b.WriteString(p.Pieces[i].Text)
	}
	return b.String()
}

// Series is what the rules know of a series of the outline.
type Series struct {
	ID, Label         string
	Data              string // id of the one data entry that it is taken from; empty: of any
	Flow              string // export, import, or another word of the data
	Reporter, Partner string
	Total             bool                         // of all goods
	Quantity          bool                         // weights, not values
	Of                *data.Series                 // what it selects; nil: not known
	At                func(data.Period) data.Value // the figure of a period; nil: none is known
}

// Shock is a run of periods that are no base like others.
type Shock struct {
	data.Span
	Label string
}

// Source is a source that the brief may cite.
type Source struct {
	Key, Publisher, Type string
	Date                 data.Date
}

// Named is a figure that the brief could print.
type Named struct {
	Expr  string // exports.mom, exports.at('2023-08')
	Value data.Value
	Rate  bool
}

// Exhibit is a numbered figure or table of the author's.
type Exhibit struct {
	Label  string   // Figure 3, in the words of the brief
	Name   string   // figure-3: an id that a hint can offer
	ID     string   // by which a text refers to it; empty: it has none
	At     diag.Pos // of its block
	Places []string // by which a waiver names it
	Typed  bool     // a text names it by its number, typed by hand
}

// Brief is what the rules know of the brief around a passage.
type Brief struct {
	Language wording.Language
	Exhibits []Exhibit
	Period   data.Period
	Released data.Date // the oldest release that has the reference period; 0: not known
	Series   []Series
	Sources  map[string]Source
	Key      string // of the source that the outline declares first, for hints; empty: it declares none
	Shocks   []Shock
	// References are the periods that the outline declares as what others are
	// compared with: those of charts and events, and the ends of shocks.
	References []data.Period
	Notes      bool // the brief has data notes, which print the range of open figures
	Scale      templates.Scale
	row        int    // of the scale that the brief's words come from, 0: not known yet
	rowBy      string // the word that decided it
	// Figures lists what the brief could print in place of a figure typed by
	// hand: every metric of every series, the entries of the registers of
	// reactions by stance, constants, then every observation.
	Figures func() []Named
	// Judge decides whether words of direction are true of the change that they
	// stand beside, as a claim on it would be decided. Nil: they are; else the
	// problem says why not.
	Judge func(words string, sign int, f *Figure, at diag.Pos) *diag.Problem
}

// Finding is what a rule has against a passage.
type Finding struct {
	Code      string
	Warning   bool // whatever the register says
	At        diag.Pos
	Message   string
	Hint      string
	Fix       []diag.Edit
	Unbound   string // the figure that is bound to nothing, for the ledger
	Statement int    // the statement that it is about, 0: none
}
