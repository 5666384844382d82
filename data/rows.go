package data

import (
	"bufio"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"
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
	labelled []bool           // codes that have a name
	before   *seenKey         // the series of the figure before
	codes    []string         // by the number of the code, as a cell has it
	scales   map[string]int32 // of the rows' own units
	units    []int32          // by scale, one more than the scale of its unit; 0 is not looked up yet

	// Of a large source.
	marks     *marks
	marked    Span // whose marks they are
	folds     []*fold
	takes     map[class]bool
	last      class // that was looked up, and what it said
	lastTakes bool
	seenSpans map[flowSpan]bool
	lastSeen  flowSpan
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
	t.scales, t.units, t.wide, t.labelled, t.codes = map[string]int32{}, nil, nil, nil, nil
	t.before, t.lastPart = &seenKey{}, 0
	t.uses, t.lastUse = map[editionUse]editionRow{}, editionUse{}
	t.marks, t.folds, t.takes, t.last = nil, nil, map[class]bool{}, class{-1, -1, -1}
	t.seenSpans, t.lastSeen = map[flowSpan]bool{}, flowSpan{}
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
	if blank(record) {
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
	if t.isNote() {
		t.note()
		return true
	}
	t.data()
	t.row()
	return true
}

// isNote reports whether a row is a note below the table: it has no figure and
// no period, and of the columns that the table names one at most is filled.
func (t *rows) isNote() bool {
	cell := func(at int) string {
		if at < 0 || at >= len(t.record) {
			return ""
		}
		return trim(t.record[at])
	}
	c := &t.cols
	if figure := cell(c.values[0].value); figure != "" && figure[0] <= '9' {
		return false // so for nearly all rows
	}
	words := 0
	for i := range c.values {
		v := &c.values[i]
		for _, at := range [...]int{v.value, v.quantity} {
			if figure := cell(at); figure != "" {
				if strings.ContainsAny(figure[:1], "0123456789+-.,") || strings.HasPrefix(figure, minusSign) {
					return false
				}
				words++
			}
		}
		if cell(v.status.at)+cell(v.source.at)+cell(v.tolerance.at)+cell(v.vintage.at) != "" {
			return false
		}
	}
	for i := range c.parts {
		if cell(c.parts[i].at) != "" {
			words++
		}
	}
	for _, at := range [...]int{c.period, c.year, c.month, c.quarter, c.reporter.at, c.partner.at, c.flow.at, c.code.at, c.label.at} {
		if cell(at) != "" {
			words++
		}
	}
	if words > 1 {
		return false
	}
	if c.period < 0 && c.year < 0 {
		filled := 0
		for _, word := range t.record {
			if trim(word) != "" {
				filled++
			}
		}
		return filled < 2
	}
	if period := cell(c.period); period != "" {
		_, err := t.plan.layout.span(period)
		return err != nil
	}
	_, dated := digits(cell(c.year), 0, 4)
	return !dated
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
			t.problem(t.at(min(len(t.header), len(t.record))), "the row has %s, expected %d", count(n, "cell"), len(t.header))
			return
		}
	}
	for i, w := range t.e.src.Table.Where {
		if word := trim(t.record[t.cols.where[i]]); word != w.Equals.Value {
			t.leftOut(i, word)
			return
		}
	}
	if t.grid != nil && !t.computed() {
		return
	}
	t.matched++
	// Without a period the figures are still checked: all problems come at once.
	span := t.span()
	key := seriesKey{
		flow: t.cellNumber(&t.cols.flow), reporter: t.cellNumber(&t.cols.reporter), partner: t.cellNumber(&t.cols.partner),
	}
	if t.e.narrowing != nil && !t.wanted(key, span) {
		return
	}
	key.code = t.code()
	if len(t.cols.parts) > 0 {
		key.part = t.partOf()
	}
	if t.cols.edition.at >= 0 {
		t.edition(key, span)
	}
	t.label(key.code)
	before := t.observed + t.folded
values:
	for i := range t.cols.values {
		at := &t.cols.values[i]
		v := &t.plan.values[at.of]
		for j, w := range v.spec.Where {
			if trim(t.record[at.where[j]]) != w.Equals.Value {
				continue values
			}
		}
		t.figure(v, at, key, at.when(span, v.heads.yearless))
	}
	if t.observed+t.folded > before {
		t.kept++
	}
}

func count(n int, noun string) string {
	return diag.Count(n, noun)
}

// figure reads one value of a row, and the quantity beside it.
func (t *rows) figure(v *valuePlan, at *valueColumns, key seriesKey, span Span) {
	if v.flow != 0 {
		key.flow = v.flow
	}
	o := observation{span: span, file: t.file, scale: v.scale}
	word := t.cell(&at.status)
	status, ok := parseStatus(word)
	if !ok {
		p := diag.Errorf(diag.Data, t.fieldPos(&at.status), "unknown status %s, expected %s", quote(word), list(statusWords[:], len(statusWords)))
		p, _ = p.Meaning(diag.Pos{}, word, statusWords[:]) // the file is not ours to change
		t.report(p)
		return
	}
	o.status = status
	if at.confidentiality >= 0 && confidential(trim(t.record[at.confidentiality])) {
		o.status = Suppressed
	}
	if o.vintage, ok = t.vintage(&at.vintage); !ok {
		return
	}
	if at.tolerance.at >= 0 || at.tolerance.constant != "" {
		if word := t.cell(&at.tolerance); word != "" {
			n, err := t.plan.notation.parse(word)
			if err == nil && (n.mant < 0 || n.wide != nil && n.wide.Sign() < 0) {
				err = errors.New("is below zero")
			}
			if err != nil {
				t.problem(t.fieldPos(&at.tolerance), "tolerance %s %s", quote(word), err)
				return
			}
			o.tolerance = &n
		}
	}
	o.source = t.cellNumber(&at.source)
	key.quantity = v.spec.Amounts
	if t.value(&o, at.value, t.e.src.Complete) {
		if o.scale, ok = t.rowScale(v, at); !ok {
			return
		}
		if at.decimals >= 0 {
			if n, ok := digits(trim(t.record[at.decimals]), 0, 1); ok {
				o.value.exactTo(n)
			}
		}
		t.add(&o, key, o.scale)
	}
	if at.quantity >= 0 {
		q := o
		q.scale, q.tolerance, q.status = v.quantityScale, nil, status
		if word := t.cell(&at.quantityStatus); word != "" {
			if q.status, ok = parseStatus(word); !ok {
				t.problem(t.fieldPos(&at.quantityStatus), "unknown status %s of a quantity", quote(word))
				return
			}
		}
		if at.quantityUnit >= 0 {
			unit := trim(t.record[at.quantityUnit])
			if strings.Trim(unit, "?-") == "" {
				return // there is no quantity
			}
			q.scale = t.scaleOf(unit, 0)
		}
		if t.value(&q, at.quantity, false) && (!v.spec.Quantity.NoZero || !q.value.zero()) {
			key.quantity = true
			t.add(&q, key, q.scale)
		}
	}
}

// rowScale is the scale of a figure whose row says its unit or its power of ten.
func (t *rows) rowScale(v *valuePlan, at *valueColumns) (scale int32, ok bool) {
	if at.unit < 0 && at.power < 0 {
		return v.scale, true
	}
	unit, power := v.spec.Unit.Value, 0
	if at.unit >= 0 {
		if unit = trim(t.record[at.unit]); unit == "" {
			t.problem(t.at(at.unit), "the row does not say its unit")
			return 0, false
		}
	}
	if at.power >= 0 {
		cell := trim(t.record[at.power])
		n, err := strconv.Atoi(cell)
		if cell == "" {
			n, err = 0, nil
		}
		if err != nil || n < -maxExponent || n > maxExponent {
			t.problem(t.at(at.power), "%s is no power of ten such as 6 for millions", quote(cell))
			return 0, false
		}
		power = n
	}
	return t.scaleOf(unit, power), true
}

// scaleOf is the number of the scale for a unit as the rows of a file call it,
// in tens to the power.
func (t *rows) scaleOf(unit string, power int) int32 {
	word := fmt.Sprint(power, " ", unit)
	if n, ok := t.scales[word]; ok {
		return n
	}
	if isCurrency(unit) || masses[strings.ToLower(unit)] != nil {
	} else if u, ok := unitIn(unit); ok {
		if unit = u.unit; u.scale != "" {
			n, _ := strconv.Atoi(strings.TrimPrefix(u.scale, "1e"))
			power += n
		}
	}
	u, factor := scaledUnit(unit)
	factor = times(factor, scaled(big.NewInt(1), power))
	about, _ := factor.Float64()
	t.mu.Lock()
	defer t.mu.Unlock()
	n := slices.IndexFunc(t.e.scales, func(s scale) bool { return s.unit == u && s.factor.Cmp(factor) == 0 && !s.share })
	if n < 0 {
		n = len(t.e.scales)
		t.e.scales = append(t.e.scales, scale{u, factor, about, false})
	}
	t.scales[word] = int32(n)
	return int32(n)
}

// unitScale is the first scale of the entry with the unit of scale i, so that
// columns of one unit make one series whatever their scale.
func (t *rows) unitScale(i int32) int32 {
	for int(i) >= len(t.units) {
		t.units = append(t.units, 0)
	}
	if t.units[i] == 0 {
		t.mu.Lock()
		t.units[i] = t.e.unitScale(i) + 1
		t.mu.Unlock()
	}
	return t.units[i] - 1
}

// value reads the number of an observation. It gives false where there is no
// observation: a blank cell, a missing figure, a problem. In complete data a
// figure that is missing is a problem, because sums would take it for zero.
func (t *rows) value(o *observation, at int, complete bool) bool {
	text := trim(t.record[at])
	line, col := t.cellAt(at)
	o.line, o.col = int32(line), int32(col)
	switch o.status {
	case Suppressed:
		return true // whatever the cell holds in place of the figure
	case Missing:
		if _, err := t.plan.notation.parse(text); err == nil {
			t.problem(t.at(at), "the status is missing, but the cell holds %s", quote(text))
			return false
		}
		if !complete && o.vintage != dateless {
			return true // an older release may have had a figure
		}
		text = ""
	}
	if text == "" {
		return t.noFigure(at, complete)
	}
	n, err := t.plan.notation.parse(text)
	if err != nil && len(t.plan.signs) > 0 {
		switch status, ok := t.plan.signs[text]; {
		case !ok:
		case status == Missing:
			return t.noFigure(at, complete)
		case status == Suppressed:
			o.status = Suppressed
			return true
		default:
			n, err = number{}, nil
		}
	}
	if err != nil {
		p := diag.Errorf(diag.Data, t.at(at), "%s in column %s %s", quote(strings.Map(plainBlank, text)), quote(t.header[at]), err)
		if slices.Contains(noFigure[:], strings.ToLower(text)) {
			sign := strings.Clone(text)
			t.reportMended(p, func(t *rows) *mend { return t.signMend(sign) })
			return false
		} else if slices.ContainsFunc(notations[:], func(n notation) bool { _, err := n.parse(text); return err == nil }) {
			t.reportMended(p, (*rows).notationMend)
			return false
		} else if strings.ContainsAny(text, "0123456789") && strings.ContainsFunc(text, func(r rune) bool {
			return unicode.IsLetter(r) && r != 'e' && r != 'E' || r == '%' || unicode.Is(unicode.Sc, r)
		}) {
			p = p.WithHint("let the cell hold the number alone; unit: and scale: in the outline say what it is in")
		}
		t.report(p)
		return false
	}
	o.value = n
	return true
}

// plainBlank shows a blank as one: quoted, the others are codes.
func plainBlank(r rune) rune {
	if isBlank(r) {
		return ' '
	}
	return r
}

// noFigure says of a blank cell that it is wrong in complete data.
func (t *rows) noFigure(at int, complete bool) bool {
	if complete {
		p := diag.Errorf(diag.Data, t.at(at), "the source is complete, but this figure is missing").
			WithHint("write 0 for no trade, or drop complete: true")
		p.Code = "C28"
		t.report(p)
	}
	return false
}

// noFigure is what publishers write where there is no figure. None of it is read
// unless the outline says what it means: a dash is nil to some of them and not
// available to others.
var noFigure = [...]string{"-", "–", "—", ".", "x", "/", "*", "n.a.", "na", "n/a", "#n/a", "nan", "null", "none", "..", "...", ":"}

// meansMissing reports whether a sign in place of a figure says to everybody
// that there is none.
func meansMissing(sign string) bool {
	return slices.Index(noFigure[:], strings.ToLower(sign)) >= slices.Index(noFigure[:], "n.a.")
}

// add keeps an observation that has a period.
func (t *rows) add(o *observation, key seriesKey, scale int32) {
	if o.span.From.IsZero() {
		return
	}
	key.unit = t.unitScale(scale)
	s := t.find(key)
	o.series = s.number
	if o.series >= maxSeries {
		t.problem(t.at(0), "more than %d series", maxSeries)
		t.dead = true
		return
	}
	n := t.e.narrowing
	if n == nil {
		t.keep(o)
		return
	}
	switch {
	case n.again:
		if n.twice[given{o.series, o.span}] {
			t.keep(o)
		}
	case s.fate == keptSeries:
		t.keep(o)
		if s.also >= 0 {
			t.fold(o, s.also)
		}
	case s.fate >= 0:
		t.fold(o, s.fate)
	}
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
			if trim(cell) == "" {
				err = errors.New("the period is blank")
			}
			p := diag.Errorf(diag.Data, t.at(c.period), "%s", err)
			switch {
			case totalPartner(trim(cell)):
				p = p.WithHint("take the row out: the periods are added up here")
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
		t.problem(t.at(c.year), "year %s is not of the form 2023", quote(t.record[c.year]))
		return Span{}
	}
	p := Year(year)
	switch {
	case c.month >= 0:
		m, ok := monthOf(trim(t.record[c.month]))
		if !ok || m < 1 || m > 12 {
			t.problem(t.at(c.month), "month %s is not 1 to 12", quote(t.record[c.month]))
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
