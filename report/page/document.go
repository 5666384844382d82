package page

import (
	"tradebrief/charts"
	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// Document is a brief with everything resolved: every figure is printed text,
// every reference a number, every date a word. Layout decides only where it
// stands.
type Document struct {
	Meta         pdf.Meta
	At           diag.Pos // of the brief as a whole
	Organisation string
	SeriesLine   string // under the organisation: Cross-Border Trade Brief · No. 2023/09
	RunningHead  string // the series, bold in the header of inner pages
	RunningTitle string // subject and period, beside it
	Marking      string // TLP:CLEAR; empty: no marking
	Handling     string // the sentence under the marking of the front page
	Title        Text
	TitleAt      diag.Pos
	Standfirst   []Para
	Facts        []Fact
	Footer       []string     // up to two items between "Page 1 of 8" and the marking: imprint; a note
	Sections     []Section    // Sections[0] is the front page if its Title is nil: only its blocks are printed
	Contact      []NoteColumn // at the foot of the last page
	MaxPages     int          // 0: no limit
	MaxPagesAt   diag.Pos
	Words        Words
	Draft        *Draft // nil: a brief that may be issued
	Theme        Theme  // zero: the design of the tool
}

// Words are the fixed words of the document's language.
type Words struct {
	Continued string // after the label of a continued table or section: ", continued"
	Colon     string // between a likelihood and its statement; empty: ": "
	PageOf    string // the page number, with two %d: "Page %d of %d"
	Page      string // a page that is referred to, with a %d: "p. %d"

	// What a reader aloud says in place of signs.
	Source     string // of a reference, with its number as %d
	Note       string // of the sign of a note, with the sign as %s
	Likelihood string // of a strip, with its step and how many there are as %d
	Confidence string // of squares, likewise
	Stance     string // of a scale, likewise
}

// Span is a piece of text in one style.
type Span struct {
	S      string
	Emph   bool
	Strong bool   // likelihood words, the headline value
	Quote  bool   // somebody else's words
	Ref    int    // > 0: a source reference, printed [n], raised, linked to the source; S is empty
	Note   int    // > 0: the sign of a note under the text, printed a, b, c, raised; S is empty
	URL    string // the piece is a link to the address
	Dest   string // the piece is a link within the document: "figure-1"
	Lang   string // when it differs from the document's

	// Statement is the number of the innermost statement that the piece is part
	// of, or 0. Layout tells where each came to stand.
	Statement int
}

// Text is one paragraph.
type Text []Span

// ParaKind is the part that a paragraph plays.
type ParaKind uint8

const (
	Plain    ParaKind = iota
	Heading           // h3
	Bullet            // an item of a list
	Numbered          // an item of a list with Number
	Footnote          // a note with Number, small, under the text that refers to it
)

// Para is a paragraph, a heading or an item of a list.
type Para struct {
	Kind   ParaKind
	Number int // of a numbered item or a note
	Level  int // of a nested item, from 0
	Text   Text
}

// Fact is a row of the list beside the title.
type Fact struct {
	Label string
	Value Text
}

// NoteColumn is a short text under a small heading.
type NoteColumn struct {
	Title string
	Paras []Para
}

// Section is a part of the brief with its own heading.
type Section struct {
	At     diag.Pos
	ID     string // its place for links is "section-" and the ID
	Number int    // 0: not numbered
	Name   string // over the title: Trends
	Title  Text   // the finding
	Deck   Text   // the sentence or two under it
	Blocks []Block
}

// Width is the part of the content width that a block takes.
type Width uint8

const (
	Full      Width = iota // 174 mm, or the whole column inside Columns
	TwoThirds              // 114 mm
	Half                   // 84 mm
	Third                  // 54 mm
)

// Block is one of the component types of this package.
type Block interface{ common() *Common }

// Common is what every block has. Blocks narrower than the page share a row
// with those that follow while they fit.
type Common struct {
	At    diag.Pos
	ID    string
	Width Width
}

func (c *Common) common() *Common { return c }

// AtOf is where the block stands in the outline.
func AtOf(b Block) diag.Pos { return b.common().At }

// Exhibit is the heading and the source line of a figure or a table. Without a
// Label the exhibit is a panel: a quiet tab, and Title as a sub-heading.
type Exhibit struct {
	Label    string // "Figure 1"
	Dest     string // "figure-1", the name of its place
	Tag      string // ILLUSTRATIVE, PROVISIONAL …, or empty
	Title    Text
	Subtitle Text
	Source   Text   // the line under it
	Alt      string // of a figure: what is said in place of it
}

// TextBlock is running text. Over the full width, more than six lines are set
// in two columns.
type TextBlock struct {
	Common
	Paras []Para
}

// KeyFigures is the strip of headline values.
type KeyFigures struct {
	Common
	Tiles []Tile
}

// Tile is one headline value.
type Tile struct {
	Label  string
	Value  string // 188.7
	Unit   string // US$ m; empty for +135.9%
	Sign   int    // of the change: 1, 0, -1; any other: no mark of direction
	Change Text   // "+15.9% on August", the number Strong; empty: no line
	Spark  charts.SparkKind
	Points []charts.Point // none: no spark
	Alt    string         // said in place of the spark
}

// Figure is a chart with its heading and source line.
type Figure struct {
	Common
	Exhibit
	Chart charts.Chart // W and H are set by the layout
}

// Image is a picture from a file with its heading and source line. Without a Label
// and a Title it has no heading.
type Image struct {
	Common
	Exhibit
	Drawing                ink.Drawing // of any size: it is brought to its width on paper
	PixelsWide, PixelsHigh int         // 0: it is made of shapes
	File                   diag.Pos    // where the outline names the file
}

// Table is a table with its heading and source line. Without any column title
// it has no header row.
type Table struct {
	Common
	Exhibit
	Columns []Column
	Rows    []Row
	Finding Text // what follows from the rows, under them; may be empty
}

// Column is a column of a table.
type Column struct {
	Title Text // of a stance column: two spans, the names of its two ends; of a fit column: its code, a span, and its name
	Align Align
	Width float64 // mm; 0 = by content
	Grow  bool    // takes what is left
	Kind  ColumnKind
}

// Row is a row of a table. Cells beyond the columns are dropped; missing cells
// are empty.
type Row struct {
	Style RowStyle
	Cells []Cell
}

// Cell is a cell of a table. What it shows follows from the kind of its column.
type Cell struct {
	Text   []Para
	Mark   string // superscript r, p … outside the alignment edge
	Muted  bool   // n.a.
	Strong bool
	Sign   int     // of a rate, which takes its colour from it: 1, 0, -1
	Bar    float64 // 0–1, share of the longest bar; beside text, a share of the whole
	Spark  []charts.Point
	Stance int // 1 opposes … 5 supports; 0 none
	Fit    int // 1 contradicts … 5 is predicted; 0 none
	Status Status
	Sub    Text   // a quiet second line
	Alt    string // said in place of a spark, or of a text that is a mere sign
}

// Judgements is the box of key judgements.
type Judgements struct {
	Common
	Title string
	Note  string
	Items []Judgement
}

// Judgement is one assessed statement. Likelihood and confidence stand apart.
type Judgement struct {
	ID         string
	Likelihood string // the word, set before the statement
	Step       int    // 1–7 on the scale; 0: no strip
	Text       Text
	Confidence string // "Moderate confidence"
	Level      int    // 1–3; 0: no squares
	Basis      Text   // may be empty
}

// LikelihoodScale is the scale of likelihoods over the full width, with what is judged
// placed on it.
type LikelihoodScale struct {
	Common
	Exhibit
	Bands   []Band
	Items   []Rated
	Between string // between the names of what is of one likelihood
}

// Band is a step of the scale: its word, and from where to where it reaches in per
// cent.
type Band struct {
	Name      string
	Low, High int
}

// Rated is what is judged, and the step of its likelihood, from 1.
type Rated struct {
	Name string
	Step int
}

// TwoSided is a panel that sets two readings side by side.
type TwoSided struct {
	Common
	Left, Right Side
	Labels      []string // of the rows, in order; one more than Rows names the likelihood row
}

// Side is one half of a two-sided panel.
type Side struct {
	Sign, Title Text
	Rows        []Text // one for each label; empty allowed
	Likelihood  string
	Step        int // 1–7; 0: no strip
	Confidence  string
	Level       int // 1–3; 0: no squares
}

// Timeline is a strip of years with events and periods. Where there are more
// events than the strip can carry, it is a list.
type Timeline struct {
	Common
	Exhibit
	Entries []Entry
}

// Entry is an event, or a period if To is later than From.
type Entry struct {
	From, To data.Date
	When     string // "Jan 2020"
	Text     Text
	Kind     string // legal, restriction, trade or reference: the shape of its mark
}

// Callout is a tinted box. A caution carries a bar at its left.
type Callout struct {
	Common
	Caution bool
	Title   Text
	Paras   []Para
}

// Columns sets lists of blocks side by side: in equal columns, or in those that
// the widths of their first blocks ask for where these fill the page.
type Columns struct {
	Common
	Columns [][]Block
}

// PageBreak starts a new page.
type PageBreak struct{ Common }

// Notes are data notes in three columns. If the last item has a title and no
// text, it heads the list of symbols.
type Notes struct {
	Common
	Items   []NoteColumn
	Symbols [][2]string // mark and meaning
}

// Sources is the numbered list of sources, in two columns.
type Sources struct {
	Common
	Title   string
	Entries []SourceEntry
}

// SourceEntry is one source. Its place for links is "source-" and its number.
type SourceEntry struct {
	Number int
	Text   Text
}

// Contents is the list of the sections with their pages, made by the layout.
type Contents struct {
	Common
	Title    string
	Exhibits bool // with the numbered figures and tables of each section
}

// Annex is tables one below the other: narrow ones run through two columns.
type Annex struct {
	Common
	Tables []*Table
}

// ClaimCheck is the summary of the ledger: how many statements are backed, a
// square for each, and a list of those that nothing backs with their pages.
type ClaimCheck struct {
	Common
	Title   string // Claim check
	Number  string // 165 of 165
	Words   string // what there are so many of
	Alarm   bool   // not all are backed
	Squares []ClaimState
	Counts  []StateCount
	Heads   [5]string // of the list: identifier, text, page, binding, verdict
	Rows    []ClaimRow
	Shown   string // at the foot if there are rows, with a %d for how many are set
	Proof   string // after that: where all statements are found
	Facts   Text   // and what else is to be said
	Notes   []NoteColumn
}

// ClaimState is how a statement is backed.
type ClaimState uint8

const (
	ClaimComputed ClaimState = iota // by the data
	ClaimSourced                    // by a source, or a judgement by its basis
	ClaimWaived                     // not, and somebody allowed that
	ClaimUnbound                    // not, or it is false
)

// StateCount is how many statements are in a state.
type StateCount struct {
	State  ClaimState
	Number int
	Words  string
}

// ClaimRow is a statement in the list, marked with a cross.
type ClaimRow struct {
	ID, Text  string
	Statement int    // its number, by which its page is found
	Bound     string // what it is bound to
	Ref       int    // the number of the source before that; 0: none
	Status    string
}

// Status is what an indicator says, and the shape of its mark.
type Status uint8

const (
	NoStatus Status = iota
	Steady          // a disc
	Watch           // a triangle
	Breached        // a square
	NoData          // an open square
)

// Align is how the text of a column stands.
type Align uint8

const (
	Left Align = iota
	Right
	Center
)

// ColumnKind is what the cells of a column show.
type ColumnKind uint8

const (
	TextColumn   ColumnKind = iota
	BarColumn               // a bar of the length Bar
	SparkColumn             // a small line of the points Spark
	StanceColumn            // a scale of five with a dot at Stance
	QuoteColumn             // serif italic
	CodeColumn              // item codes
	StatusColumn            // a mark by Status before the words
	FitColumn               // a coloured cell with a sign, by Fit; such columns touch
)

// RowStyle is the part that a row plays in its table.
type RowStyle uint8

const (
	Body  RowStyle = iota
	Total          // bold, between rules
	Other          // what the rows above leave over, quiet
	Group          // a heading within the table; only its first cell is set
)
