package data

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"tradebrief/data/diag"
)

// What a file says of itself when an outline describes it wrongly. A mend is
// offered only where one reading fits every cell of a column: a date such as
// 03/04/2023 or a figure such as 1,234 may be two things, and taking the wrong
// one gives a brief that is wrong and builds.

// put writes a key of the outline's table: in place of the value that stands
// there, or as a new key of the mapping.
func put(keys diag.Keys, old diag.Text, key, value string) []diag.Edit {
	if old.Pos.Line > 0 {
		return []diag.Edit{{Pos: old.Pos, Old: old.Value, New: value}}
	}
	return keys.Insert(key, value)
}

// maxSample bounds what is read again of a file to learn how it is written.
const maxSample = 4 << 20

// sample reads the cells of some columns once more, without blank ones.
func (t *rows) sample(columns ...int) [][]string {
	f, err := openText(t.fsys, t.name, t.e.src.Table.Sheet.Value, t.plan.notation.decimal)
	if err != nil {
		return nil
	}
	defer f.Close()
	buffer := bufio.NewReader(io.LimitReader(decodeText(f, t.encoding()), maxSample))
	for range t.skip {
		if skipLine(buffer) != nil {
			return nil
		}
	}
	r := csv.NewReader(buffer)
	r.ReuseRecord, r.FieldsPerRecord, r.LazyQuotes, r.Comma = true, -1, true, t.delim
	if !t.e.src.Table.NoHeader {
		_, _ = r.Read() // it was read before
	}
	cells := make([][]string, len(columns))
	for {
		record, err := r.Read()
		if err != nil {
			return cells
		}
		for i, at := range columns {
			if at < len(record) {
				if cell := trim(record[at]); cell != "" {
					cells[i] = append(cells[i], strings.Clone(cell))
				}
			}
		}
	}
}

// mend is a hint with its edits.
type mend struct {
	hint string
	fix  []diag.Edit
}

// of adds the mend to a problem, once: what is wrong in every row is mended in
// one place.
func (m *mend) of(p diag.Problem) diag.Problem {
	hint, fix := m.hint, m.fix
	*m = mend{}
	if hint == "" {
		return p
	}
	return p.WithFix(fix, "%s", hint)
}

// layoutMend says which layout reads the period column.
func (t *rows) layoutMend() *mend {
	if t.otherLayout != nil {
		return t.otherLayout
	}
	m := &mend{}
	t.otherLayout = m
	var cells []string
	for _, cell := range t.sample(t.cols.period)[0] {
		if usualLayout(cell) != "" {
			cells = append(cells, cell)
		}
	}
	var fits []layout
	for _, l := range usualLayouts() {
		if l.text == t.plan.layout.text {
			continue
		}
		if readsAll(cells, func(cell string) bool { _, err := l.span(cell); return err == nil }) {
			fits = append(fits, l)
		}
	}
	if len(fits) == 0 {
		return m
	}
	for _, other := range fits[1:] {
		for _, cell := range cells {
			a, _ := fits[0].span(cell)
			if b, _ := other.span(cell); a != b {
				m.hint = fmt.Sprintf("write layout: %s or layout: %s beside the column, whichever it is", fits[0].text, other.text)
				return m
			}
		}
	}
	period := t.e.src.Table.Period
	m.hint = fmt.Sprintf("write period: {column: %s, layout: %s}", period.Column.Value, fits[0].text)
	m.fix = put(period.Keys, period.Layout, "layout", fits[0].text)
	return m
}

func readsAll(cells []string, reads func(string) bool) bool {
	for _, cell := range cells {
		if !reads(cell) {
			return false
		}
	}
	return len(cells) > 0
}

// signMend is the key that says what a sign in place of figures means.
func (t *rows) signMend(sign string) *mend {
	table := &t.e.src.Table
	quoted := `"` + sign + `"`
	if !meansMissing(sign) {
		return &mend{hint: fmt.Sprintf("say what it means under table: signs: {%s: 0}, or missing, or suppressed", quoted)}
	}
	m := &mend{hint: fmt.Sprintf("write signs: {%s: missing} under table", quoted)}
	if len(table.Signs) > 0 {
		m.hint = fmt.Sprintf("add %s: missing to signs:", quoted)
		return m
	}
	m.fix = table.Keys.Insert("signs", "{"+quoted+": missing}")
	return m
}

// notations in the order in which they are tried: fewer keys first.
var notations = [...]notation{
	{'.', ','}, {',', 0}, {',', '.'}, {',', ' '}, {'.', ' '}, {'.', '\''}, {'.', '’'},
}

// notationMend says which signs read the columns of figures.
func (t *rows) notationMend() *mend {
	if t.otherNotation != nil {
		return t.otherNotation
	}
	m := &mend{}
	t.otherNotation = m
	var columns []int
	for _, v := range t.cols.values {
		if columns = append(columns, v.value); v.quantity >= 0 {
			columns = append(columns, v.quantity)
		}
	}
	var cells []string
	for _, column := range t.sample(columns...) {
		for _, cell := range column {
			for _, n := range notations {
				if _, err := n.parse(cell); err == nil {
					cells = append(cells, cell)
					break
				}
			}
		}
	}
	var fits []notation
	for _, n := range notations {
		if n != t.plan.notation && readsAll(cells, func(cell string) bool { _, err := n.parse(cell); return err == nil }) {
			fits = append(fits, n)
		}
	}
	if len(fits) == 0 {
		return m
	}
	for _, other := range fits[1:] {
		for _, cell := range cells {
			a, _ := fits[0].parse(cell)
			if b, _ := other.parse(cell); !a.equals(b) {
				m.hint = fmt.Sprintf("if %s means %s, write %s; if it means %s, write %s", quote(cell), a.plain(), fits[0].keys(), b.plain(), other.keys())
				return m
			}
		}
	}
	if fits[0].thousands == 0 && t.e.src.Table.Thousands.Value != "" {
		m.hint = "write " + fits[0].keys() + " in place of thousands:"
		return m
	}
	m.hint = "write " + fits[0].keys() + " under table:"
	m.fix = t.notationFix(fits[0])
	return m
}

// plain is a number as the outline would write it.
func (n number) plain() string { return n.rat().FloatString(max(0, -int(n.exp))) }

// keys is a notation as the outline writes it.
func (n notation) keys() string {
	switch {
	case n.thousands == 0:
		return fmt.Sprintf(`decimal: "%c"`, n.decimal)
	case n.decimal == '.':
		return fmt.Sprintf(`thousands: "%c"`, n.thousands)
	}
	return fmt.Sprintf(`decimal: "%c" and thousands: "%c"`, n.decimal, n.thousands)
}

func (t *rows) notationFix(n notation) []diag.Edit {
	table := &t.e.src.Table
	var edits []diag.Edit
	var pairs []string
	for _, k := range [...]struct {
		key  string
		old  diag.Text
		sign rune
		bare rune // what holds without the key
	}{{"decimal", table.Decimal, n.decimal, '.'}, {"thousands", table.Thousands, n.thousands, 0}} {
		switch {
		case k.old.Pos.Line > 0:
			edits = append(edits, diag.Edit{Pos: k.old.Pos, Old: k.old.Value, New: string(k.sign)})
		case k.sign != k.bare:
			pairs = append(pairs, k.key, fmt.Sprintf(`"%c"`, k.sign))
		}
	}
	return append(edits, table.Keys.Insert(pairs...)...)
}

// Words that authors write for signs and encodings.
var (
	delimiterWords = map[string]string{"semicolon": ";", "comma": ",", "pipe": "|", "bar": "|", "stroke": "|", "tabulator": "tab", "tabs": "tab"}
	signWords      = map[string]string{"comma": ",", "point": ".", "dot": ".", "period": ".", "full stop": ".", "blank": " ", "space": " ", "apostrophe": "'"}
	encodingWords  = map[string]string{
		"ansi": "windows-1252", "windows1252": "windows-1252", "windows 1252": "windows-1252", "cp-1252": "windows-1252", "1252": "windows-1252", "western": "windows-1252",
		"utf-8-sig": "utf-8", "utf8-bom": "utf-8", "utf-8-bom": "utf-8", "unicode": "utf-16", "gb-18030": "gb18030", "gb 18030": "gb18030", "gb_18030": "gb18030", "chinese": "gb18030",
		"shift-jis": "shift_jis", "latin-1": "iso-8859-1", "latin 1": "iso-8859-1",
	}
)

// meantWord adds the mend of a word that stands for another.
func meantWord(p diag.Problem, word diag.Text, words map[string]string) diag.Problem {
	if meant, ok := words[strings.ToLower(word.Value)]; ok {
		return p.Meant(word.Pos, word.Value, meant)
	}
	return p
}

// unitWords are other words for units that the tool knows by one, besides those
// for currencies. An author who writes a dollar means that of the United States.
var unitWords = map[string]string{
	"us$": "USD", "$": "USD", "dollar": "USD", "dollars": "USD", "us dollar": "USD", "us dollars": "USD", "kgs": "kg", "kilo": "kg", "kilos": "kg", "kilogramme": "kg", "kilogrammes": "kg", "metric ton": "t", "metric tons": "t", "metric tonnes": "t", "mt": "t", "pcs": "pieces", "piece": "pieces",
}

// scaleWords are powers of ten that stand beside a unit.
var scaleWords = map[string]string{
	"thousand": "1e3", "thousands": "1e3", "tsd": "1e3", "000": "1e3", "1000": "1e3", "k": "1e3",
	"million": "1e6", "millions": "1e6", "mn": "1e6", "mln": "1e6", "mio": "1e6", "m": "1e6",
	"lakh": "1e5", "lakhs": "1e5", "lacs": "1e5", "crore": "1e7", "crores": "1e7",
	"billion": "1e9", "billions": "1e9", "bn": "1e9", "bln": "1e9", "trillion": "1e12",
}

// meantUnit is the unit that an author has written otherwise, and the scale
// where a power of ten stands beside it: USD and 1e6 for US$ million. It gives
// nothing for a word that is a unit as it stands.
func meantUnit(name string) (unit, scale string) {
	known := func(word string) string {
		if u, _ := scaledUnit(word); u.Kind != Quantity && u.Kind != NoUnit {
			return word
		}
		word = strings.ToLower(word)
		return cmp.Or(unitWords[word], currencyWords[word])
	}
	lower := strings.ToLower(strings.TrimSpace(name))
	if name == "" || known(name) == name {
		return "", ""
	}
	if u := known(lower); u != "" && u != lower {
		return u, ""
	}
	words := strings.Fields(strings.NewReplacer("(", " ", ")", " ", " of ", " ", ",", " ").Replace(strings.TrimSpace(name)))
	if len(words) >= 2 {
		for _, end := range [...]int{0, len(words) - 1} {
			by := scaleWords[strings.ToLower(words[end])]
			rest := strings.Join(append(append([]string(nil), words[:end]...), words[end+1:]...), " ")
			if u := known(rest); by != "" && u != "" {
				return u, by
			}
		}
	}
	// A slip of the pen, in a word long enough to show one.
	if len(lower) >= 4 {
		if near := diag.Nearest(name, []string{"USD", "EUR", "CNY", "GBP", "JPY", "kilogram", "kilograms", "tonne", "tonnes", "pieces", "count"}); near != "" {
			return near, ""
		}
	}
	return "", ""
}

func flowsOf(values []ValueSpec) []diag.Text {
	flows := make([]diag.Text, len(values))
	for i, v := range values {
		flows[i] = v.Flow
	}
	return flows
}

// misspeltFlow reports a flow that is export or import but for a letter. Others,
// such as re-export, are the author's own.
func misspeltFlow(flow diag.Text) (diag.Problem, bool) {
	word := canonicalFlow(flow.Value)
	if len(word) < len("export")-1 || len(word) > len("exports")+1 || word == "export" || word == "import" {
		return diag.Problem{}, false
	}
	return diag.Errorf(diag.Outline, flow.Pos, "unknown flow %s", quote(flow.Value)).Meaning(flow.Pos, flow.Value, []string{"export", "import"})
}
