package templates

import (
	"cmp"
	"embed"
	"slices"

	"tradebrief/data/diag"
)

// Shipped holds the outlines that ship with the tool, in its root.
//
//go:embed *.yaml
var Shipped embed.FS

// Options are what the command line and the evaluator of the expressions add
// to an outline. The zero value adds nothing: expressions may then name the
// outline's own series, params and constants, and nothing else.
type Options struct {
	Params map[string]string // values of -P name=value
	Period string            // value of --period; empty leaves the outline's
	Lang   Language          // what expressions may say
}

// Outline is one brief as its author wrote it, checked as far as that goes
// without data. It is not changed after Parse.
type Outline struct {
	File      string // as handed to Parse
	Source    []byte // of File, as read
	Brief     Brief
	Params    map[string]Scalar // after -P
	Constants map[string]Scalar
	Data      []DataEntry
	Series    []SeriesDecl        // in file order
	Groups    map[string][]Scalar // codes and ranges of codes
	Events    []Event
	Shocks    []Shock
	Sources   []SourceDecl // in file order
	Waive     []Waiver
	Theme     Scalar
	Sections  []Section

	exprs []*Expr
}

// Exprs visits every expression of the outline in file order, those within
// texts included and those of other files last.
func (o *Outline) Exprs(visit func(*Expr)) {
	for _, x := range o.exprs {
		visit(x)
	}
}

// sortExprs brings the expressions into file order.
func (o *Outline) sortExprs() {
	order := func(a, b diag.Pos) int {
		if a.File != b.File {
			if a.File == o.File {
				return -1
			}
			if b.File == o.File {
				return 1
			}
			return cmp.Compare(a.File, b.File)
		}
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	}
	slices.SortStableFunc(o.exprs, func(a, b *Expr) int { return order(a.At, b.At) })
}

// Brief is what the front page and the document properties say.
type Brief struct {
	At                    diag.Pos
	Title, Series, Number Prose
	Organisation, Contact Prose
	Period                Scalar // a period, or latest
	Issued                Scalar // a date, or auto
	Next                  Scalar // a date
	Revision              Revision
	Previous              Scalar // path of the last edition
	Marking               Scalar // TLP:CLEAR …
	Language              Scalar // en
	Scale                 Scalar // icd203, phia or ipcc; absent means icd203
	LimitPages            Scalar // a whole number
	LimitSize             Scalar // 2MB
}

// Revision says which revision of the brief this is. Number absent means none.
type Revision struct {
	Number, Date Scalar
	Reason       Prose
}

// DataEntry is one input of the brief.
type DataEntry struct {
	At                                   diag.Pos
	ID, Path, Format, Publisher, Vintage Scalar
	Complete                             bool
	Flow, Reporter, Partner, Unit, Code  Scalar
	Table                                *TableDecl // nil: none given
}

// TableDecl maps the columns of a table to what they mean.
type TableDecl struct {
	At                                   diag.Pos
	Header                               bool // true unless the outline says false
	Skip                                 int  // lines before the header
	Delimiter, Encoding, Sheet           Scalar
	Decimal, Thousands                   Scalar
	Period                               PeriodDecl
	Reporter, Partner, Flow, Code, Label FieldDecl
	Vintage, Tolerance, Source           FieldDecl
	Classification                       Scalar // of code, such as HS
	Values                               []ValueDecl
	Where                                []WhereDecl // in file order
}

// FieldDecl is a constant, or a column with an optional map of its values.
type FieldDecl struct {
	Const, Column Scalar
	Map           map[string]Scalar
}

// PeriodDecl says which columns hold the period.
type PeriodDecl struct{ Column, Layout, Year, Month, Quarter Scalar }

// ValueDecl is one column of figures.
type ValueDecl struct {
	At                                          diag.Pos
	Column, Flow, Unit, Scale                   Scalar
	Status, Source, Tolerance, Vintage          FieldDecl
	QuantityColumn, QuantityUnit, QuantityScale Scalar
}

// WhereDecl keeps the rows whose column holds the value.
type WhereDecl struct{ Column, Equals Scalar }

// SeriesDecl is a selection of the data under a name. {{params.x}} is already
// replaced in it.
type SeriesDecl struct {
	ID                                  Scalar
	Flow, Reporter, Partner, Code, Data Scalar
	Group                               Scalar // of codes; in place of Code
	Measure                             Scalar // value or quantity; absent means value
	Label                               Prose
}

// Event is a day that charts mark.
type Event struct {
	Date  Scalar // a day or a period
	Label Prose
	Src   Scalar
}

// Shock is a run of periods that are no fair base of a rate.
type Shock struct {
	From, To Scalar
	Label    Prose
}

// SourceDecl is one entry of the list of sources.
type SourceDecl struct {
	Key                                          Scalar
	Type, Publisher, Date, Retrieved, URL, Grade Scalar
	Title, Descriptor                            Prose
}

// Waiver lets one check pass at one place for one edition.
type Waiver struct {
	Code, At, By, Date Scalar
	Reason             Prose
}

// Section is a chapter of the brief. The first one may lack a title: it is the
// front page, and its deck the standfirst.
type Section struct {
	At                   diag.Pos
	ID                   Scalar
	Title, Heading, Deck Prose
	Blocks               []Block
}
