package data

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// Description is what Describe saw in a file.
type Description struct {
	File string

	Sheet         string // of a workbook
	Sheets        int    // that the workbook has
	HiddenRows    int    // of the sheet, which are read like the others
	HiddenColumns []string

	Format    string    // of a publisher, for people; empty = a table of its own
	Encoding  string    // for people: UTF-8, GB18030 (Chinese); empty for cells
	Shown     diag.Text // a word in which the encoding shows, and its line; zero for plain ASCII
	Delimiter rune
	Header    int      // line of the header; 0 = none
	Above     []string // lines over the header
	Columns   []DescribedColumn
	Decimal   rune
	Thousands rune // 0 = none

	Rows         int // that were read as data
	Kept         int // of them, that gave a figure to one of the sources
	LeftOut      int // of them, that no source keeps because of its where
	Sums         int // rows that add up the periods of others, and are left out
	Headers      int // rows that are the header once more, and are left out
	OtherLengths int // rows of another length of period than the one that is kept
	Notes        int // rows below the table
	Duplicates   int // figures that stand twice
	Figures      int

	Layout      string // of the periods; empty = the reader's own
	First, Last Period
	Gaps        []Period // between them, for which no row has a figure
	Ragged      string   // in which way the end is incomplete; empty = it is not

	Flows, Reporters, Partners []Counted
	Codes                      []Counted // by their levels: 2 digits, 4 digits
	Example                    string    // one row in words, to hold against the spreadsheet
	Parts                      string    // what rows are parts by; empty = each is a figure of its own
	Totals                     []string  // totals that stand beside their details
	Doubts                     []string  // what should be looked at, as sentences

	Sources []Source   // that read the file: one for each measure; what is not known is Unfilled
	Series  []Selector // of the first source
}

// DescribedColumn is one column of a file.
type DescribedColumn struct {
	Name string
	Use  string // what it is used for; empty = it is not
	Why  string // why not, if there is a reason
	Some string // a few of its words
}

// Counted is a word of the data and the number of its figures.
type Counted struct {
	Word string
	N    int
}

// Describe finds out how a file is to be read: encoding, delimiter, header,
// columns and their meaning. It looks at the first 64 MB and then reads the
// whole file with Read, as the outline would.
//
// Where the file is no table of figures by period, the description holds what
// was seen, no source, and the problem says what is in the way. A description
// with sources may come with problems, too: rows that the reader refuses. With a
// file that cannot be opened or is of another kind the description is nil.
func Describe(fsys fs.FS, name string) (*Description, diag.List) {
	p, problem := profileFile(fsys, name, Table{})
	if problem != nil {
		return nil, diag.List{*problem}
	}
	g, measures, problem := guessTable(p)
	d := &Description{
		File: name, Encoding: p.encoding.Name, Delimiter: p.delim, Header: p.header, Above: p.above, Rows: p.rows,
		Shown:   diag.Text{Value: p.encoding.Example, Pos: diag.Pos{File: name, Line: p.encoding.Line}},
		Decimal: g.by.decimal, Thousands: g.by.thousands, Layout: g.layout,
	}
	if p.grid != nil {
		d.Encoding, d.Delimiter = "", 0
		d.Sheet, d.Sheets, d.HiddenRows, d.HiddenColumns = p.grid.Sheet, p.grid.Sheets, p.grid.HiddenRows, p.grid.HiddenColumns
		if p.grid.Hidden {
			d.Doubts = append(d.Doubts, "the sheet "+quote(p.grid.Sheet)+" is hidden in the workbook")
		}
	}
	if p.encoding.Unsure {
		d.Doubts = append(d.Doubts, "the encoding is a guess: look at the names, and write another encoding: if they are wrong")
	}
	h := &heading{names: p.names, first: p.firstRow, at: diag.Pos{File: name}}
	format := recognise(h)
	switch {
	case format != nil:
		d.Format = format.name + " (" + format.title + ")"
		src := format.fill(Source{ID: p.text(EntryID(name)), Path: p.text(name), Format: p.text(format.name), At: h.at}, h, p)
		if money := src.currencies(); len(money) > 1 {
			src.Unit = p.text(money[0])
		}
		d.Sources = []Source{src}
		g.known(&src)
	case problem != nil:
		d.Columns = g.columns()
		d.Doubts = append(d.Doubts, g.doubts...)
		return d, diag.List{*problem}
	default:
		d.Sources = g.sources(measures)
	}
	d.Columns = g.columns()
	d.Doubts = append(d.Doubts, g.doubts...)
	problems := d.check(fsys, g)
	if !p.whole {
		d.Doubts = append(d.Doubts, "the meaning of the columns was judged by the first 64 MB")
	}
	return d, problems
}

func (g *guess) columns() []DescribedColumn {
	list := make([]DescribedColumn, len(g.names))
	for i := range list {
		some := ""
		for _, w := range g.cols[i].words[:min(3, len(g.cols[i].words))] {
			some += ", " + w.word
		}
		if len(g.cols[i].words) > 3 {
			some += ", …"
		}
		name := g.title(i)
		if g.numbered && g.header > 0 {
			name = fmt.Sprintf("%d (%s)", i+1, g.names[i]) // the block has the number
		}
		list[i] = DescribedColumn{Name: name, Use: g.uses[i], Why: g.whys[i], Some: strings.TrimPrefix(some, ", ")}
	}
	return list
}

// check reads the file as the outline would and adds what is seen.
func (d *Description) check(fsys fs.FS, g *guess) diag.List {
	filled := slices.Clone(d.Sources)
	for i := range filled {
		filled[i].Table.Signs = slices.Clone(filled[i].Table.Signs)
		for j := range filled[i].Table.Signs {
			if s := &filled[i].Table.Signs[j]; s.Means.Value == Unfilled {
				s.Means.Value = "missing"
			}
		}
		filled[i].Table.Values = slices.Clone(filled[i].Table.Values)
		for j := range filled[i].Table.Values {
			v := &filled[i].Table.Values[j]
			if v.Unit.Value == Unfilled {
				v.Unit.Value = "units"
			}
			if v.Scale.Value == Unfilled {
				v.Scale.Value = ""
			}
		}
	}
	r := readAll(fsys, filled, Databases{}, nil)
	problems := r.problems.Sort()
	for _, p := range problems {
		if strings.HasPrefix(p.Message, "two figures for ") {
			d.Doubts = append(d.Doubts, g.partings()...)
			break
		}
	}
	d.count(r.cube)
	if y := d.Last.Year(); y > 2100 {
		d.Doubts = append(d.Doubts, fmt.Sprintf("%d is read as a year of the common calendar: Buddhist years are 543 more, so take that off in the spreadsheet", y))
	} else if y := d.First.Year(); y > 0 && y < 1700 {
		d.Doubts = append(d.Doubts, fmt.Sprintf("%d is read as a year of the common calendar: if it is of another, write the year of this one in the spreadsheet", y))
	}
	if d.Figures > 0 {
		d.propose(r.cube)
	}
	if !problems.Failed() {
		problems = append(problems, r.cube.Test(dateless)...).Sort()
	}
	return problems
}

// partings names the columns that are not used and part the rows: where there
// are two figures for one thing, one of them may tell them apart.
func (g *guess) partings() []string {
	var names []string
	for i := range g.cols {
		if c := &g.cols[i]; g.uses[i] == "" && g.whys[i] == "" && !c.many && len(c.words) > 1 && len(c.words) <= 40 &&
			!slices.ContainsFunc(c.words, func(w wordCount) bool { return len(w.word) > 40 }) {
			names = append(names, fmt.Sprintf("%s (%s)", g.title(i), wordsOf(c.words, 4)))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{"some rows hold two figures for one thing; these columns may tell them apart, and where: {COLUMN: WORD} keeps the rows with one word, parts: [{column: COLUMN}] adds them up: " + list(names, 3)}
}
