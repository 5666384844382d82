package data

import "tradebrief/data/diag"

// Source is one entry of the outline's data list, as report hands it over.
// Every Text carries the place of its key's value, for messages; the zero Text
// is a key that is not there.
type Source struct {
	ID        diag.Text
	Path      diag.Text // slash path relative to the root of the file system; may be a glob, lead into a zip archive, or be Stdin
	SQL       *SQL      // a table of a database, in place of a file; nil: none
	Written   string    // the path as the outline has it; "" = the same
	Format    diag.Text // "" = auto; table, or a format of a publisher such as gacc
	Publisher string
	Vintage   diag.Text // YYYY-MM-DD; "" = from a column, from VintageLayout, or none
	Complete  bool      // the detail is all there is: sums of it are totals, gaps are errors

	// What a file does not say itself.
	Flow, Reporter, Partner, Unit, Code diag.Text

	Table Table
	Rates RatesSpec // to convert its figures to another currency
	At    diag.Pos  // of the entry

	// VintageLayout is how the names of the files hold the day of their release, by
	// the tokens of a PeriodSpec, such as YYYY-MM-DD; "" = they do not.
	VintageLayout diag.Text

	release    diag.Text // the day that the first file says in a column of its format
	flowInName bool      // the names of the files say the flow
}

// place is where the outline names the file or the table.
func (s *Source) place() diag.Pos {
	if s.SQL != nil {
		return s.SQL.Table.Pos
	}
	return s.Path.Pos
}

// Stdin is the path of standard input. The file system that Read is given opens
// it, more than once.
const Stdin = "-"

// Table maps the columns of a file to meaning. A column is named by its header;
// without a header by its number, from 1.
type Table struct {
	NoHeader  bool
	Skip      int       // lines before the header
	Delimiter diag.Text // one character; "" = found in the first line
	Encoding  diag.Text // a WHATWG label such as gb18030; "" = UTF-8, or UTF-16 with a byte order mark
	Sheet     diag.Text
	Decimal   diag.Text // "" = .
	Thousands diag.Text // "" = none
	Signs     []Sign    // in place of figures
	Period    PeriodSpec

	Reporter, Partner, Flow, Code, Label, Vintage, Tolerance, Source Field

	Classification diag.Text // of the codes, such as HS
	Values         []ValueSpec
	Where          []Where // rows that do not match all of them are left out
	Parts          []PartSpec
	Edition        diag.Text // of known formats: the column that says of which list and edition a code is
	labelled       []string  // of known formats: columns with a label behind each code
	At             diag.Pos
	Keys           diag.Keys // for keys that a mend adds
}

// Field is a constant, or a column with an optional map of its values; a value
// that the map does not hold stays as it is. The zero Field is absent.
type Field struct {
	Const  diag.Text
	Column diag.Text
	Map    map[string]string
	read   func(string) string // what the words of a known format mean, before Map; nil = themselves
}

// PeriodSpec says where the period of a row is: in one column by a layout of
// the tokens YYYY YY MM M MMM MMMM DD Q, with other letters in single quotes, or
// in columns of their own. Every keeps the rows of one length of period: month,
// quarter or year. It is empty where the headings of all figures hold it.
type PeriodSpec struct {
	Column               diag.Text
	Layout               diag.Text // "" = 2023-09, 2023-Q3 or 2023
	Year, Month, Quarter diag.Text // columns, in place of Column
	Every                diag.Text // "" = all lengths
	Keys                 diag.Keys // for keys that a mend adds
}

// Unfilled stands in an entry for a word that Describe could not find and that
// the author has to fill in. Read refuses a unit that is left so.
const Unfilled = "…"

// ValueSpec is one column of figures. A wide file has several, each with its
// Flow; a long file has one, without Flow, and a Flow column in the table. Its
// Status, Source, Tolerance and Vintage come before those of the table.
//
// Headings stands in place of Column where each period has a column of its own:
// the layout of their headings, such as YYYY MMM, or without a year, such as MMM,
// where the rows hold the year. A heading that it does not read is of no figures.
type ValueSpec struct {
	Column, Headings                   diag.Text
	Flow, Unit, Scale                  diag.Text
	Status, Source, Tolerance, Vintage Field
	Quantity                           QuantitySpec
	Keys                               diag.Keys // for keys that a mend adds

	// What the rows of known formats say themselves: the unit, the power of ten
	// that the figure is written in, the decimals to which it is known, a code
	// that keeps it from the public.
	UnitColumn, Power, Decimals, Confidentiality diag.Text
	Amounts                                      bool    // the figures are quantities
	Where                                        []Where // rows that hold this figure; none = all
}

// QuantitySpec is the column of quantities that go with the values, or their
// columns, as for the values.
type QuantitySpec struct {
	Column, Headings diag.Text
	Unit, Scale      diag.Text
	UnitColumn       diag.Text // the rows say the unit
	Status           Field     // of the quantity, where it has its own
	NoZero           bool      // 0 stands where no quantity is known
}

// Sign is what a publisher writes in place of a figure, and what it means: 0,
// missing or suppressed. A dash is nil to some and not available to others, so
// that no sign means anything by itself.
type Sign struct{ Word, Means diag.Text }

// PartSpec is a column that parts the trade further than a series is told apart,
// such as by trade mode: rows that differ in nothing else are parts of one figure and are
// added up. Of a figure that has a row with the total, that row is taken.
type PartSpec struct{ Column, Total diag.Text }

// Where keeps the rows in which a column holds a text.
type Where struct{ Column, Equals diag.Text }
