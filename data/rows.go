package data

import (
	"bufio"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"tradebrief/data/diag"
	"tradebrief/data/unpack"
)

// rows reads the rows of one file of a source, or of a part of it.
type rows struct {
	*reader
	e     *entry
	plan  *plan
	file  int32
	name  string
	title string       // of the name in a message
	grid  *unpack.Grid // nil: it is text
	delim rune
	query *query // what is read is the answer to it; nil: a file

	decoded  bool // from another encoding
	released Date // of the file, where its rows do not say it

	table  table
	scan   *scanner // the table, if it is one
	header []string
	cols   columns
	record []string // the cells of the row
	wide   []string // room for one that is shorter than the header
	skip   int      // lines before the header
	*harvest

	otherLayout, otherNotation *mend // found when the first cell is not read

	spans    map[string]periodCell
	lastSpan periodCell
	lastPart int32 // of the row before; 0 = none
	uses     map[editionUse]editionRow
	lastUse  editionUse
	vintages map[string]Date
	labelled numbers  // codes that have a name
	nameless bool     // a code had a row without its name
	before   *seenKey // the series of the figure before
	codes    codeTable
	scales   map[string]int32 // of the rows' own units
	units    []int32          // by scale, one more than the scale of its unit; 0 is not looked up yet
	settled  settled

	// Of a large source.
	folds     []*fold
	takes     map[class]bool
	last      class // that was looked up, and what it said
	lastTakes bool
	sheaves   map[seriesKey]*ownSheaf
	fates     map[kin]*fates
	seenSpans map[flowSpan]bool
	lastSeen  flowSpan

	successions map[seriesKey]*succession
}

// periodCell is a cell of the period column, and what it says.
type periodCell struct {
	text string
	span Span
}

func (r *reader) file(e *entry, p *plan, name string) {
	sheet := e.src.Table.Sheet
	f, err := openText(r.fsys, name, sheet.Value, p.notation.decimal)
	if err == nil {
		defer f.Close()
		if sheet.Value != "" && (f.Grid == nil || f.Grid.Sheet == "") {
			err = &unpack.Fault{What: "is no workbook, so it has no sheets"}
		}
	}
	if err != nil {
		p := diag.Errorf(diag.Data, e.src.Path.Pos, "%s %s", quote(name), err)
		var fault *unpack.Fault
		if errors.As(err, &fault) {
			if fault.Sheets != nil {
				p.Pos = sheet.Pos
				p, _ = p.Meaning(sheet.Pos, sheet.Value, fault.Sheets)
			} else if fault.Hint != "" {
				p = p.WithHint("%s", fault.Hint)
			}
		}
		r.fail(p)
		return
	}
	released, ok := r.released(e, p, name)
	if !ok {
		return
	}
	e.files, e.grids = append(e.files, name), append(e.grids, f.Grid)
	e.coverage.Files = append(e.coverage.Files, name)
	t := &rows{reader: r, e: e, plan: p, file: int32(len(e.files) - 1), name: name, title: name, grid: f.Grid, released: released}
	t.own()
	t.harvest = t.stretch(0)
	all := &gathered{t: t, sum: harvest{file: name}}
	t.read(decodeText(f, t.encoding()), all)
	all.end()
}

// encoding is that of the file; the text of a grid is ours.
func (t *rows) encoding() encoding.Encoding {
	if t.grid != nil {
		return nil
	}
	return t.plan.encoding
}

// own gives rows memories of their own.
func (t *rows) own() {
	t.spans, t.lastSpan, t.vintages = map[string]periodCell{}, periodCell{}, map[string]Date{}
	t.scales, t.units, t.wide, t.labelled, t.codes = map[string]int32{}, nil, nil, nil, codeTable{}
	t.before, t.settled, t.lastPart, t.nameless = &seenKey{}, settled{}, 0, false
	t.uses, t.lastUse = map[editionUse]editionRow{}, editionUse{}
	t.folds, t.takes, t.last, t.seenSpans, t.lastSeen = nil, map[class]bool{}, class{-1, -1, -1}, map[flowSpan]bool{}, flowSpan{}
	t.sheaves, t.fates, t.successions = map[seriesKey]*ownSheaf{}, map[kin]*fates{}, map[seriesKey]*succession{}
}

func (t *rows) read(text *textReader, all *gathered) {
	defer func() { all.add(t.harvest) }()
	buffer := bufio.NewReaderSize(text, 64<<10)
	table := &t.e.src.Table
	if !t.namesItself() {
		return
	}
	skip := 0
	for ; skip < table.Skip; skip++ {
		if err := skipLine(buffer); err != nil {
			t.fileProblem(skip+1, err)
			return
		}
		text.row = 0
	}
	t.skip = skip
	start, _ := buffer.Peek(buffer.Size())
	if what, hint, ok := foreign(t.name, start, text.decoded); ok && t.grid == nil {
		t.report(diag.Errorf(diag.Data, diag.Pos{File: t.name, Line: skip + 1}, "the file is %s", what).WithHint("%s", hint))
		return
	}
	t.decoded = text.decoded
	if t.delim = t.plan.delim; t.grid != nil {
		t.delim = ','
	} else if t.delim == 0 {
		t.delim = findDelimiter(buffer)
	}
	lines := newCSVTable(buffer, text, t.delim, skip)
	t.table = lines
	if !table.NoHeader {
		var ok bool
		if t.record, ok = t.table.next(t); !ok {
			if t.found == 0 {
				t.report(emptyFile(t.name, t.grid))
			}
			return
		}
		if t.grid != nil && skip == 0 && !t.belowTitles() {
			return
		}
		all.head = t.at(0)
		if t.grid != nil {
			t.skip = all.head.Line - 1
		}
		for i, h := range t.record {
			t.header = append(t.header, strings.Clone(trim(h)))
			if i >= maxColumns {
				t.problem(t.at(i), "the header has more than %d columns", maxColumns)
				return
			}
		}
		// Some publishers end the header with a delimiter, too; cells without content do no harm.
		for n := len(t.header) - 1; n > 0 && t.header[n] == ""; n-- {
			t.header = t.header[:n]
		}
		if !t.bind() {
			return
		}
	}
	for t.header == nil && t.take() {
	}
	if t.header == nil || t.dead {
		return
	}
	all.add(t.harvest)
	t.harvest = t.stretch(1)
	if t.delim < utf8.RuneSelf && !t.oneByOne {
		t.chunks(buffer, lines, all)
		return
	}
	for t.take() {
	}
}

// take reads the next row; false at the end.
func (t *rows) take() bool {
	if t.dead {
		return false
	}
	record, ok := t.table.next(t)
	if !ok {
		return false
	}
	t.record = record
	if t.quick() {
		return true
	}
	if (len(record) == 0 || record[0] == "" || record[0][0] <= ' ' || record[0][0] >= utf8.RuneSelf) && blank(record) {
		t.settled.ok = false
		return true
	}
	if t.header == nil {
		for i := range min(len(t.record), maxColumns) {
			t.header = append(t.header, strconv.Itoa(i+1))
		}
		if !t.bind() {
			t.dead = true
			return false
		}
	}
	if !startsWithDigit(t.record, t.cols.values[0].value) { // nearly all rows do
		switch {
		case t.isHeader():
			t.headers++
			t.settled.ok = false
			return true
		case t.isNote():
			t.note()
			t.settled.ok = false
			return true
		}
	}
	t.data()
	t.row()
	return true
}

func startsWithDigit(record []string, at int) bool {
	return at < len(record) && record[at] != "" && record[at][0]-'0' <= 9
}

// row reads the observations of one row.
func (t *rows) row() {
	if n := len(t.record); t.grid != nil {
		t.square()
	} else if n != len(t.header) {
		// Some publishers end every row with a delimiter; cells without content do no harm.
		for n > len(t.header) && trim(t.record[n-1]) == "" {
			n--
		}
		if n != len(t.header) {
			t.settled.ok = false
			t.problem(t.at(min(len(t.header), len(t.record))), "the row has %s, expected %d", count(n, "cell"), len(t.header))
			return
		}
	}
	for _, at := range t.cols.labelled {
		code, _, _ := strings.Cut(t.record[at], ":")
		t.record[at] = trim(code)
	}
	s := &t.settled
	if !s.ok || !t.unchanged() {
		t.settle()
	}
	if s.out {
		return
	}
	t.matched++
	if !s.wanted {
		return
	}
	code := t.code()
	if t.cols.edition.at >= 0 {
		t.edition(code.word)
	}
	t.label(code.word)
	before := t.observed + t.folded
	for i := range s.values {
		if v := &s.values[i]; !v.off {
			t.figure(i, v, code)
		}
	}
	if t.observed+t.folded > before {
		t.kept++
	}
	s.quick = t.mayBeQuick()
}

func count(n int, noun string) string {
	return diag.Count(n, noun)
}

// fieldPos is the place of a column's cell for a problem, or of the constant
// in the outline; a wrong constant is wrong for every row, so the file ends there.
func (t *rows) fieldPos(c *column) diag.Pos {
	if c.at < 0 {
		t.dead = true
		return c.pos
	}
	return t.at(c.at)
}

func (t *rows) vintage(c *column) (Date, bool) {
	word := t.cell(c)
	if word == "" {
		return t.released, true
	}
	if d, ok := t.vintages[word]; ok {
		return d, true
	}
	d, err := ParseDate(word)
	if err != nil {
		t.problem(t.fieldPos(c), "vintage: %s", err)
		return 0, false
	}
	t.vintages[strings.Clone(word)] = d
	return d, true
}

// span reads the period of a row; the zero Span where it has none.
func (t *rows) span() Span {
	c := &t.cols
	if c.period >= 0 {
		cell := t.record[c.period]
		if cell == t.lastSpan.text && cell != "" {
			return t.lastSpan.span
		}
		if s, ok := t.spans[cell]; ok {
			t.lastSpan = s
			return s.span
		}
		s, err := t.plan.layout.span(cell)
		if err != nil {
			if t.isSum(cell) {
				t.sums++
				return Span{}
			}
			if trim(cell) == "" {
				err = errors.New("the period is blank")
			}
			p := diag.Errorf(diag.Data, t.at(c.period), "%s", err)
			switch {
			case t.plan.layout.text == "YYYY.MM" && len(trim(cell)) == len("2001.1"):
				p = p.WithHint("a spreadsheet took the zero off %s0: format the column as text there", trim(cell))
			case usualLayout(trim(cell)) != "":
				t.reportMended(p, (*rows).layoutMend)
				return Span{}
			}
			t.report(p)
			return Span{}
		}
		t.lastSpan = periodCell{strings.Clone(cell), s}
		t.spans[t.lastSpan.text] = t.lastSpan
		return s
	}
	if c.year < 0 {
		return Span{} // the headings say it
	}
	year, ok := digits(trim(t.record[c.year]), 0, 4)
	if !ok || len(trim(t.record[c.year])) != 4 || !readableYear(year) {
		if t.isSum(t.record[c.year]) {
			t.sums++
			return Span{}
		}
		t.problem(t.at(c.year), "year %s is not of the form 2023", quote(t.record[c.year]))
		return Span{}
	}
	p := Year(year)
	switch {
	case c.month >= 0:
		if trim(t.record[c.month]) == "" && t.plan.every != 0 {
			return Span{p, p} // the figure of the year, beside those of its months
		}
		m, ok := monthOf(trim(t.record[c.month]))
		if !ok || m < 1 || m > 12 {
			p := diag.Errorf(diag.Data, t.at(c.month), "month %s is not 1 to 12", quote(t.record[c.month]))
			if trim(t.record[c.month]) == "" {
				p = p.WithHint("where rows without a month are of the whole year, write every: month beside month:")
			}
			t.report(p)
			return Span{}
		}
		p = Month(year, m)
	case c.quarter >= 0:
		q := strings.TrimPrefix(trim(t.record[c.quarter]), "Q")
		if len(q) != 1 || q[0] < '1' || q[0] > '4' {
			t.problem(t.at(c.quarter), "quarter %s is not 1 to 4", quote(t.record[c.quarter]))
			return Span{}
		}
		p = Quarter(year, int(q[0]-'0'))
	}
	return Span{p, p}
}

// statusWords are the words of a status column, for messages.
var statusWords = [...]string{"reported", "present", "missing", "suppressed", "provisional", "revised", "estimated", "derived", "derived-from-rate", "break"}

// parseStatus reads the word of a status column; blank is present.
func parseStatus(word string) (Status, bool) {
	switch word {
	case "", "reported", "present":
		return Present, true
	case "missing":
		return Missing, true
	case "suppressed":
		return Suppressed, true
	case "provisional":
		return Provisional, true
	case "revised":
		return Revised, true
	case "estimated":
		return Estimated, true
	case "derived":
		return Derived, true
	case "derived-from-rate":
		return DerivedFromRate, true
	case "break":
		return Break, true
	}
	return Missing, false
}
