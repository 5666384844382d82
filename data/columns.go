package data

import (
	"bufio"
	"math"
	"slices"
	"strings"
	"unicode"

	"tradebrief/data/diag"
)

// columns are the places of the fields in a row.
type columns struct {
	period, year, month, quarter  int // -1 = none
	reporter, partner, flow, code column
	label, edition                column
	values                        []valueColumns
	where                         []int
	parts                         []column
	labelled                      []int // columns with a label behind each code
	used                          []int // all of them
	settled                       []int // those that are read for more than the code, the name and the figures of a row, in order
	lead                          int   // cells of a row before any of the latter
	leading                       int   // how many of settled are among them
}

type valueColumns struct {
	of                                 int // the value of the plan
	value, quantity                    int
	head                               Span // that the heading says, in anyYear if it has no year; zero = none
	status, source, tolerance, vintage column
	quantityStatus                     column

	// Of known formats; -1 = none.
	unit, power, decimals, confidentiality, quantityUnit int
	where                                                []int
}

// column is a Field at its place: a constant where at is -1. Its words are
// numbered once for each text that the column holds.
type column struct {
	at       int
	constant string
	pos      diag.Pos            // of the constant
	read     func(string) string // what a word of a known format means; nil = itself
	mapping  map[string]string
	form     func(string) string // canonical form of a word; nil = as it is
	known    map[string]numbered
	last     numbered // the text of the row before: it is often the same
	number   int32    // of the constant
}

// numbered is a text that a column holds, with the number of its word.
type numbered struct {
	text   string
	number int32
}

// bind finds the columns that the outline names. Problems are located at the
// outline's key: it names what the file does not have.
func (t *rows) bind() bool {
	table, src := &t.e.src.Table, &t.e.src
	before := t.found
	if other := t.otherDelimiter(); other != 0 {
		t.report(diag.Errorf(diag.Data, table.Delimiter.Pos, "%s has no %q in its first line, but %q", t.name, t.delim, other).
			WithFix(put(table.Keys, table.Delimiter, "delimiter", string(other)), "write delimiter: %q", string(other)))
		return false
	}
	var used []int
	find := func(name diag.Text) int {
		if name.Value == "" {
			return -1
		}
		i := slices.Index(t.header, trim(name.Value))
		if i < 0 {
			t.report(t.missingColumn(name))
		} else if j := slices.Index(t.header[i+1:], t.header[i]); j >= 0 {
			t.problem(name.Pos, "%s has column %s twice, in places %d and %d", t.title, quote(name.Value), i+1, i+j+2)
		} else if !slices.Contains(used, i) {
			used = append(used, i)
		}
		return i
	}
	field := func(f Field, constant diag.Text, form func(string) string) column {
		c := column{at: find(f.Column), constant: f.Const.Value, pos: f.Const.Pos, read: f.read, mapping: f.Map, form: form, known: map[string]numbered{}}
		if c.at < 0 && c.constant == "" {
			c.constant, c.pos = constant.Value, constant.Pos
		}
		if c.at < 0 && c.constant != "" {
			c.number = t.number(&c, c.constant)
		}
		return c
	}
	t.cols = columns{
		period: find(table.Period.Column), year: find(table.Period.Year), month: find(table.Period.Month), quarter: find(table.Period.Quarter),
		reporter: field(table.Reporter, src.Reporter, nil), partner: field(table.Partner, src.Partner, canonicalPartner),
		flow: field(table.Flow, t.flowSaid(), canonicalFlow), code: field(table.Code, src.Code, t.e.codeForm()),
		label: field(table.Label, diag.Text{}, nil), edition: field(Field{Column: table.Edition}, diag.Text{}, nil),
	}
	for of := range t.plan.values {
		v := &t.plan.values[of]
		spec := &v.spec
		where := make([]int, len(spec.Where))
		for i, w := range spec.Where {
			where[i] = find(w.Column)
		}
		found := []valueColumns{{value: find(spec.Column), quantity: find(spec.Quantity.Column)}}
		if v.heads.set() {
			found = t.headedColumns(v)
		}
		c := valueColumns{
			quantityStatus: field(spec.Quantity.Status, diag.Text{}, nil),
			unit:           find(spec.UnitColumn), power: find(spec.Power), decimals: find(spec.Decimals), confidentiality: find(spec.Confidentiality),
			quantityUnit: find(spec.Quantity.UnitColumn), where: where,
			status: field(v.status, diag.Text{}, nil), source: field(v.source, diag.Text{}, nil),
			tolerance: field(v.tolerance, diag.Text{}, nil), vintage: field(v.vintage, diag.Text{}, nil),
		}
		for _, at := range found {
			c := c.own() // its words are numbered by themselves
			c.of, c.value, c.quantity, c.head = of, at.value, at.quantity, at.head
			t.cols.values = append(t.cols.values, c)
			for _, i := range [...]int{c.value, c.quantity} {
				if i >= 0 && !slices.Contains(used, i) {
					used = append(used, i)
				}
			}
		}
	}
	for _, w := range table.Where {
		t.cols.where = append(t.cols.where, find(w.Column))
	}
	for i, name := range t.header {
		if slices.Contains(table.labelled, name) {
			t.cols.labelled = append(t.cols.labelled, i)
		}
	}
	for _, p := range table.Parts {
		t.cols.parts = append(t.cols.parts, field(Field{Column: p.Column}, diag.Text{}, nil))
	}
	t.cols.used = used
	t.cols.settle()
	return t.found == before
}

// settle finds the columns that rows which follow one another mostly agree in.
func (c *columns) settle() {
	c.lead = math.MaxInt
	read := []int{c.period, c.year, c.month, c.quarter, c.reporter.at, c.partner.at, c.flow.at}
	read = append(read, c.where...)
	for i := range c.parts {
		read = append(read, c.parts[i].at)
	}
	vary := []int{c.code.at, c.label.at}
	for i := range c.values {
		v := &c.values[i]
		read = append(read, v.status.at, v.source.at, v.tolerance.at, v.vintage.at, v.quantityStatus.at,
			v.unit, v.power, v.decimals, v.confidentiality, v.quantityUnit)
		read = append(read, v.where...)
		vary = append(vary, v.value, v.quantity)
	}
	for _, at := range vary {
		if at >= 0 {
			c.lead = min(c.lead, at)
		}
	}
	slices.Sort(read)
	read = slices.Compact(read)
	none, _ := slices.BinarySearch(read, 0)
	c.settled = read[none:]
	c.leading, _ = slices.BinarySearch(c.settled, c.lead)
}

// flowSaid is the flow that the outline or the name of the file says.
func (t *rows) flowSaid() diag.Text {
	flow := t.e.src.Flow
	if t.e.src.flowInName {
		flow.Value = flowOfFile(t.name)
	}
	return flow
}

// otherDelimiter is the sign that parts the header where the delimiter that the
// outline names does not; 0 where the header is well.
func (t *rows) otherDelimiter() rune {
	if t.grid != nil || t.plan.delim == 0 || len(t.header) != 1 || t.e.src.Table.Delimiter.Value == "" {
		return 0
	}
	c := findDelimiter(bufio.NewReader(strings.NewReader(t.header[0])))
	if !strings.ContainsRune(t.header[0], c) {
		return 0
	}
	return c
}

func (t *rows) headerWords() []string {
	words := make([]string, len(t.header))
	for i, h := range t.header {
		words[i] = h
		if h == "" || strings.ContainsFunc(h, unicode.IsControl) {
			words[i] = quote(h)
		}
	}
	return words
}

// number is the number of a cell's word in its canonical form.
func (t *rows) number(c *column, cell string) int32 {
	if cell == c.last.text && c.last.number != 0 {
		return c.last.number
	}
	n, ok := c.known[cell]
	if !ok {
		n = numbered{strings.Clone(cell), t.word(c.word(cell))}
		c.known[n.text] = n
	}
	c.last = n
	return n.number
}

// own is the column with memories of its own, for a worker.
func (c column) own() column {
	c.known, c.last = map[string]numbered{}, numbered{}
	return c
}

// own are the columns for a worker.
func (c columns) own() columns {
	for _, f := range [...]*column{&c.reporter, &c.partner, &c.flow, &c.code, &c.label, &c.edition} {
		*f = f.own()
	}
	c.parts = slices.Clone(c.parts)
	for i := range c.parts {
		c.parts[i] = c.parts[i].own()
	}
	c.values = slices.Clone(c.values)
	for i := range c.values {
		c.values[i] = c.values[i].own()
	}
	return c
}

func (v valueColumns) own() valueColumns {
	v.status, v.source, v.tolerance, v.vintage, v.quantityStatus = v.status.own(), v.source.own(), v.tolerance.own(), v.vintage.own(), v.quantityStatus.own()
	return v
}

func (c *column) word(cell string) string {
	word := trim(cell)
	if c.read != nil {
		word = c.read(word)
	}
	if m, ok := c.mapping[word]; ok {
		word = m
	}
	if c.form != nil {
		word = c.form(word)
	}
	return word
}

// cellNumber is the number of the word that a row has in the column.
func (t *rows) cellNumber(c *column) int32 {
	if c.at < 0 {
		return c.number
	}
	return t.number(c, t.record[c.at])
}

// cell is the text that a row has in the column, mapped, or the constant.
func (t *rows) cell(c *column) string {
	if c.at < 0 {
		return c.word(c.constant)
	}
	return c.word(t.record[c.at])
}
