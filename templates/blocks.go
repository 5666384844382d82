package templates

import "tradebrief/data/diag"

// Block is one element of a section. The sum is sealed; its members are
// pointers: *Text, *KeyFigures, *Chart, *Table, *Judgements, *TwoSided,
// *Reactions, *Timeline, *Callout, *Columns, *PageBreak, *DataNotes,
// *Revisions and *SourceList.
type Block interface {
	Common() *Base
	block()
}

// Base is what every block may carry.
type Base struct {
	At    diag.Pos // of the block's key
	ID    Scalar
	When  *Expr  // a condition; nil: always
	For   Scalar // the period for which the block is meant; absent: all
	Width Scalar // full, two-thirds, half or third; absent: full
}

// Common gives access to the common part of any block.
func (b *Base) Common() *Base { return b }
func (b *Base) block()        {}

type (
	// Text is running prose.
	Text struct {
		Base
		Heading Prose
		Body    Prose
	}

	// KeyFigures is a row of tiles.
	KeyFigures struct {
		Base
		Tiles []Tile
	}
	// Tile is one key figure.
	Tile struct {
		At           diag.Pos
		Value, Label Prose
		Change       *Expr  // a rate; nil: none
		Note         Prose  // words after the change
		Spark        Scalar // bars, pair, cumulative or line; absent: none
		Of           *Expr  // series of the spark; nil: the one that Value names
	}

	// Chart is a figure.
	Chart struct {
		Base
		Kind            Scalar // bars, line, rates or dots
		Title, Subtitle Prose
		Series          []*Expr // series or metrics
		From, To        Scalar  // periods
		Average         Scalar  // number of periods
		Annotate        Scalar  // events
		Reference       []Reference
		Note, Alt       Prose
	}
	// Reference is a period whose level a chart marks.
	Reference struct {
		At    Scalar
		Label Prose
	}

	// Table is a table of metrics, of commodities, or of the author's own.
	Table struct {
		Base
		Kind                  Scalar // metrics, commodities or free
		Title, Subtitle, Note Prose
		Rows                  []TableRow
		Columns               []Column
		Of                    *Expr    // commodities: the series broken down
		By                    Scalar   // commodities: the dimension, code
		Top                   Scalar   // commodities: number of rows
		Codes                 []Scalar // commodities by name, in place of By and Top: ids of series
	}
	// TableRow is one row: a series, or the cells of a free table.
	TableRow struct {
		At     diag.Pos
		Series *Expr
		Cells  []Prose
		Style  Scalar // total, other or empty
	}
	// Column is one column of a table.
	Column struct {
		At    diag.Pos
		Name  Scalar // metric, or code, label, rank, spark; absent in free tables
		Title Prose
		Align Scalar // left, right or center
		Width Scalar // millimetres; free tables
	}

	// Judgements is the list of key judgements.
	Judgements struct {
		Base
		Title Prose
		Items []Judgement
	}
	// Judgement is a statement with its likelihood and, apart from it, the
	// confidence in it.
	Judgement struct {
		At                         diag.Pos
		ID, Likelihood, Confidence Scalar
		Statement, Basis           Prose
		Evidence                   []Scalar
	}

	// TwoSided sets two readings side by side.
	TwoSided struct {
		Base
		Left, Right Side
	}
	// Side is one of the two.
	Side struct {
		At                     diag.Pos
		Title                  Prose
		Rows                   []SideRow // in file order
		Likelihood, Confidence Scalar
	}
	// SideRow is a labelled text.
	SideRow struct {
		Label Scalar
		Text  Prose
	}

	// Reactions is the register of who said what.
	Reactions struct {
		Base
		Title, Subtitle, Note Prose
		AsOf                  Scalar // a date
		Actors                []Actor
	}
	// Actor is one entry of the register.
	Actor struct {
		At              diag.Pos
		Actor           Scalar // ISO code or a name
		Body            Prose
		Stance          Scalar // one of Stances
		Quote, Position Prose  // verbatim words, or a paraphrase
		Date, Src       Scalar
		None            bool // nothing was found
	}

	// Timeline is a list of dated entries.
	Timeline struct {
		Base
		Title, Subtitle, Note Prose
		Entries               []Entry
	}
	// Entry is a moment, or a span of time when To is present.
	Entry struct {
		Date Scalar // a day or a period
		To   Scalar
		Text Prose
		Kind Scalar // legal, restriction, trade or reference
		Src  Scalar
	}

	// Callout is a framed remark.
	Callout struct {
		Base
		Kind  Scalar // note or caution
		Title Prose
		Body  Prose
	}

	// Columns sets lists of blocks side by side.
	Columns struct {
		Base
		Columns [][]Block
	}

	// PageBreak starts a new page.
	PageBreak struct{ Base }

	// DataNotes is filled by the tool; Notes are the author's additions.
	DataNotes struct {
		Base
		Notes []SideRow
	}

	// Revisions is filled by the tool; Reasons are the author's, by period.
	Revisions struct {
		Base
		Title, Subtitle, Note Prose
		Reasons               []SideRow
	}

	// SourceList is filled by the tool.
	SourceList struct{ Base }
)
