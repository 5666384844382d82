package data

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/codes"
	"tradebrief/data/diag"
)

// guess says what the columns of a profile probably mean. It begins from the
// headings and is held to what the cells are.
type guess struct {
	*profile
	by     notation
	table  Table
	uses   []string // of the columns, for people; empty = not used
	whys   []string // why a column is not used
	doubts []string
	layout string // of the period; empty = the reader's own

	codeColumn, unitColumn  int // -1 = none
	classification          string
	unitless                []string // columns whose unit is not said
	unitAbove               []string // columns whose unit is taken from a line above the header
	unitLine                string
	flow, reporter, partner string // constants
	valued                  bool   // a heading says that a column holds values
}

func (g *guess) doubt(format string, args ...any) {
	g.doubts = append(g.doubts, fmt.Sprintf(format, args...))
}

func (g *guess) use(i int, format string, args ...any) {
	g.uses[i] = fmt.Sprintf(format, args...)
}

func (g *guess) free(i int) bool { return g.uses[i] == "" && g.whys[i] == "" && g.cols[i].filled > 0 }

func (p *profile) text(s string) diag.Text {
	return diag.Text{Value: s, Pos: diag.Pos{File: p.file}}
}

// ref stands for a column until it is known how the columns are named; resolve
// puts the name in its place.
func (g *guess) ref(i int) diag.Text { return g.text(strconv.Itoa(i)) }

func (g *guess) column(i int) Field { return Field{Column: g.ref(i)} }

// guessTable says what a file holds. It gives no measure where no column holds
// figures, or none a period.
func guessTable(p *profile) (*guess, []measure, *diag.Problem) {
	g := &guess{
		profile: p, uses: make([]string, len(p.names)), whys: make([]string, len(p.names)),
		codeColumn: -1, unitColumn: -1,
	}
	for i := range p.cols {
		switch {
		case p.cols[i].filled == 0:
			g.whys[i] = "empty"
		case p.names[i] == "":
			g.whys[i] = "it has no name"
		}
	}
	g.by = g.notation()
	fail := func(line int, format string, args ...any) (*guess, []measure, *diag.Problem) {
		problem := diag.Errorf(diag.Data, placeIn(p.file, p.grid, line, 0), format, args...)
		return g, nil, &problem
	}
	period := g.period()
	flowed := g.flows()
	g.parties()
	g.codes()
	g.labelled("vintage", &g.table.Vintage, isDay, "vintage", "published", "released", "release", "publication")
	g.labelled("tolerance", &g.table.Tolerance, func(w string) bool { _, err := g.by.parse(w); return err == nil }, "tolerance")
	if wide, others := g.wideColumns(); len(wide) > 2 || len(wide) == 2 && !period {
		_, _, problem := fail(max(1, p.header), "the periods stand in the header, %s to %s, and the reader takes a row for each period", p.names[wide[0]], p.names[wide[len(wide)-1]])
		hint := "turn the table in the spreadsheet: copy it, Paste Special, Transpose; then save that as .csv"
		if others > 1 {
			hint = "make rows of these columns in the spreadsheet: Data, From Table, Unpivot Columns; then save that as .csv"
		}
		*problem = problem.WithHint("%s", hint)
		return g, nil, problem
	}
	measures := g.measures(flowed)
	switch {
	case !g.valued && g.codeColumn >= 0 && !period:
		return fail(max(1, p.header), "the file is a list of codes and has no figures%s", p.theColumns())
	case len(measures) == 0:
		_, _, problem := fail(max(1, p.header), "no column holds figures%s", p.theColumns())
		if i, cell := g.dressed(); i >= 0 {
			*problem = problem.WithHint("%s in column %s is more than a number: format the column as plain numbers in the spreadsheet, and save it again", quote(cell), g.title(i))
		}
		return g, nil, problem
	case !period:
		_, _, problem := fail(max(1, p.header), "no column holds a period such as 2023-09%s", p.theColumns())
		*problem = problem.WithHint("add a column with the month, quarter or year of each row")
		return g, nil, problem
	}
	g.wheres()
	if g.layout == "" && g.table.Period.Column.Value != "" {
		g.oneFrequency()
	}
	g.fill(measures)
	return g, measures, nil
}

// theColumns ends a message with the names of the columns, if they have any.
func (p *profile) theColumns() string {
	if p.header == 0 {
		return ""
	}
	names := make([]string, len(p.names))
	for i := range names {
		names[i] = p.title(i)
	}
	return "; the columns are " + list(names, 12)
}

// notation is the one that reads most cells of the columns that hold numbers.
func (g *guess) notation() notation {
	tried := append([]notation{plainNotation}, notations[:]...)
	var columns []int
	for i := range g.cols {
		c := &g.cols[i]
		most := 0
		for _, n := range tried {
			most = max(most, c.numbers(n))
		}
		// Periods such as 2001.10 and 01/2023 are no numbers.
		if most*10 >= c.filled*8 && c.filled > 0 {
			if form, _ := g.periodOf(i); form == "" || !strings.ContainsAny(form, ".,") {
				columns = append(columns, i)
			}
		}
	}
	best, reads := plainNotation, -1
	for _, n := range tried {
		if total := g.total(columns, n); total > reads {
			best, reads = n, total
		}
	}
	// 1,234 alone may be more than a thousand or little more than one.
	for _, n := range tried {
		if n == best || g.total(columns, n) < reads {
			continue
		}
		for _, i := range columns {
			for _, s := range g.cols[i].shapes {
				a, err := best.parse(s.word)
				b, otherErr := n.parse(s.word)
				if err == nil && otherErr == nil && !a.equals(b) {
					g.doubt("%s is read as %s; if it means %s, write %s", s.word, a.plain(), b.plain(), n.keys())
					return best
				}
			}
		}
	}
	return best
}

func (g *guess) total(columns []int, by notation) int {
	n := 0
	for _, i := range columns {
		n += g.cols[i].numbers(by)
	}
	return n
}

// periodOf is the layout that reads the cells of a column, empty where there is
// none. The layout "auto" is the reader's own: periods of several lengths.
func (g *guess) periodOf(i int) (form string, freq Freq) {
	c := &g.cols[i]
	if len(c.words) == 0 {
		return "", 0
	}
	few := c.words[:min(len(c.words), 5)]
	best, reads, days := layout{}, 0, 0
	for _, l := range append(slices.Clone(usualLayouts()), layout{}) {
		if !slices.ContainsFunc(few, func(w wordCount) bool { _, err := l.span(w.word); return err == nil }) {
			continue
		}
		n, twice := 0, false
		seen, dayWords := map[Span]bool{}, map[string]bool{}
		for _, w := range c.words {
			s, err := l.span(w.word)
			if err != nil {
				continue
			}
			n++
			twice = twice || seen[s]
			seen[s] = true
			if at := strings.Index(l.text, "DD"); at >= 0 && at+2 <= len(w.word) {
				dayWords[w.word[at:at+2]] = true
			}
		}
		hasDays := strings.Contains(l.text, "DD")
		if twice && !hasDays && l.text != "" {
			continue // 2001.1 beside 2001.01 is October that lost its zero
		}
		// Of 01/02/2023 the part that changes less is the day.
		if n > reads || n == reads && hasDays && strings.Contains(best.text, "DD") && len(dayWords) < days {
			best, reads, days = l, n, len(dayWords)
		}
	}
	// What a heading calls a period may have odd words among it, such as Total.
	share := 8
	if words := headingWords(g.names[i]); has(words, "period", "month", "date", "quarter", "year", "time") {
		share = 5
	}
	if reads*10 < len(c.words)*share || c.many && reads < len(c.words) {
		return "", 0
	}
	if best.text == "" {
		return "auto", Monthly
	}
	return best.text, best.freq
}

// period finds the columns that say when.
func (g *guess) period() bool {
	best, bestRank := -1, -1
	year, month, quarter := -1, -1, -1
	forms, freqs := make([]string, len(g.cols)), make([]Freq, len(g.cols))
	for i := range g.cols {
		if !g.free(i) {
			continue
		}
		forms[i], freqs[i] = g.periodOf(i)
		words := headingWords(g.names[i])
		text := strings.Join(words, " ")
		switch c := &g.cols[i]; {
		case forms[i] == "YYYY" && (has(words, "year", "yr") || strings.Contains(text, "年")) && year < 0:
			year = i
		case forms[i] == "" && allWords(c, isMonth) && (has(words, "month", "mon", "mth") || strings.Contains(text, "月")):
			month = i
		case forms[i] == "" && allWords(c, isQuarter) && (has(words, "quarter", "qtr") || strings.Contains(text, "季")):
			quarter = i
		}
		if rank := g.periodRank(i, forms[i]); rank > bestRank {
			best, bestRank = i, rank
		}
	}
	switch parted := year >= 0 && (month >= 0 || quarter >= 0); {
	case parted && (best < 0 || freqs[best] == Annual || bestRank < 3):
		g.table.Period.Year = g.ref(year)
		g.use(year, "period: the year")
		if month >= 0 {
			g.table.Period.Month = g.ref(month)
			g.use(month, "period: the month")
		} else {
			g.table.Period.Quarter = g.ref(quarter)
			g.use(quarter, "period: the quarter")
		}
		return true
	case best < 0:
		return false
	}
	g.takePeriod(best, forms[best])
	for i := range g.cols {
		if forms[i] == forms[best] && g.free(i) && has(headingWords(g.names[i]), "period", "month", "date", "year") {
			g.whys[i] = "the period again"
		}
	}
	return true
}

// periodRank says how likely a column that a layout reads is the period: by its
// heading, and without one only if its cells are no plain numbers.
func (g *guess) periodRank(i int, form string) int {
	words := headingWords(g.names[i])
	text := strings.Join(words, " ")
	switch c := &g.cols[i]; {
	case form == "":
		return -1
	case has(words, "vintage", "published", "released", "release", "update", "id", "retrieved", "printed"):
		return 0
	case slices.Contains([]string{"time period", "period", "year month", "month", "quarter", "date", "time", "数据年月", "年月"}, text):
		return 4
	case has(words, "period", "month", "date", "time", "quarter"), strings.Contains(text, "月"):
		return 3
	case has(words, "year", "yr"), strings.Contains(text, "年"):
		return 2
	case strings.ContainsAny(form, "-/. '年M"):
		return 1
	case len(c.words) > 1 && plausibleYears(c) && (form != "YYYY" || !g.numbered || i == 0):
		return 1
	}
	return -1 // a number that happens to read as a period
}

// takePeriod makes a column the period.
func (g *guess) takePeriod(i int, form string) {
	g.table.Period.Column = g.ref(i)
	if form != "auto" {
		g.layout = form
		g.table.Period.Layout = g.text(form)
	}
	g.use(i, "period, as %s", cmp.Or(g.layout, "2023-09, 2023-Q3, 2023 or a run of them"))
	l, _ := parseLayout(g.layout) // it is one of ours
	for _, w := range g.cols[i].words {
		if _, err := l.span(w.word); err != nil {
			g.doubt("%s in column %s is not read as a period", quote(w.word), g.title(i))
			break
		}
	}
	if before, after, ok := strings.Cut(g.layout, "DD/MM"); ok {
		other, _ := parseLayout(before + "MM/DD" + after)
		if allWords(&g.cols[i], func(w string) bool { _, err := other.span(w); return err == nil }) {
			g.doubt("%s is read as day/month/year; if the month stands first, write layout: %s", g.cols[i].words[0].word, other.text)
		}
	}
}

func isMonth(word string) bool {
	m, ok := monthOf(word)
	return ok && m >= 1 && m <= 12
}

func isQuarter(word string) bool {
	word = strings.TrimPrefix(word, "Q")
	return len(word) == 1 && word[0] >= '1' && word[0] <= '4'
}

// plausibleYears reports whether the words begin with years that trade
// statistics have.
func plausibleYears(c *columnProfile) bool {
	return allWords(c, func(w string) bool {
		y, ok := digits(w, 0, 4)
		return ok && y >= 1900 && y <= 2100
	})
}

func allWords(c *columnProfile, ok func(string) bool) bool {
	for _, w := range c.words {
		if !ok(w.word) {
			return false
		}
	}
	return len(c.words) > 0 && !c.many
}

func isDay(word string) bool { _, err := ParseDate(word); return err == nil }

// lastDay is the last day that an inexact date may mean: of 2020-10 the 31st, of
// 2023-11-20? the 20th. It is empty where the word is no date.
func lastDay(word string) string {
	word = strings.TrimRight(word, "?+~ ")
	if isDay(word) {
		return word
	}
	p, err := ParsePeriod(word)
	if err != nil {
		return ""
	}
	months := 12 / p.PerYear()
	month := p.Month() + months - 1
	return fmt.Sprintf("%04d-%02d-%02d", p.Year(), month, daysIn(p.Year(), month))
}

// labelled finds the column of a further field by the words of its heading.
func (g *guess) labelled(what string, field *Field, ok func(string) bool, words ...string) {
	for i := range g.cols {
		if !g.free(i) || !has(headingWords(g.names[i]), words...) {
			continue
		}
		good, days := 0, map[string]string{}
		for _, w := range g.cols[i].words {
			if ok(w.word) {
				good++
			} else if day := lastDay(w.word); day != "" && what == "vintage" {
				days[w.word] = day
			}
		}
		if good == 0 || good+len(days) < len(g.cols[i].words) {
			continue
		}
		*field = g.column(i)
		field.Map = days
		g.use(i, "%s", what)
		if len(days) > 0 {
			g.doubt("column %s has words that are no days; the block reads them as the last day that they may mean", g.title(i))
		}
		return
	}
}

// flows finds the column that tells exports from imports.
func (g *guess) flows() bool {
	best, bestRank := -1, 0
	for i := range g.cols {
		c := &g.cols[i]
		if !g.free(i) || c.many || len(c.words) > 8 {
			continue
		}
		words := headingWords(g.names[i])
		rank, named := 1, has(words, "flow", "direction") || strings.Contains(strings.Join(words, " "), "进出口")
		if named {
			rank = 3
		}
		known, letters, numbers, sides := true, true, true, 0
		for _, w := range c.words {
			flow := flowWords[plainHeading(w.word)]
			known = known && flow != ""
			letters = letters && len([]rune(w.word)) <= 2
			numbers = numbers && (w.word == "1" || w.word == "2")
			if flow == "export" || flow == "import" {
				sides++
			}
		}
		switch {
		case known && sides > 0 && !letters:
			rank++
		case known && sides > 0 && named:
		case numbers && named:
			rank--
		default:
			continue
		}
		if rank > bestRank {
			best, bestRank = i, rank
		}
	}
	if best < 0 {
		return false
	}
	g.table.Flow = g.column(best)
	g.table.Flow.Map = map[string]string{}
	var shown []string
	for _, w := range g.cols[best].words {
		flow := flowWords[plainHeading(w.word)]
		switch {
		case w.word == "1":
			flow = "import"
		case w.word == "2":
			flow = "export"
		}
		if flow != strings.ToLower(w.word) && flow+"s" != strings.ToLower(w.word) {
			g.table.Flow.Map[w.word] = flow
			shown = append(shown, w.word+" = "+flow)
		}
		if w.word == "1" && !has(headingWords(strings.Join(g.names, " ")), "dataflow", "reporter") {
			g.doubt("flow 1 is read as import and 2 as export, as Eurostat and the United Nations write them")
		}
	}
	g.use(best, "flow")
	if len(shown) > 0 {
		g.use(best, "flow: %s", strings.Join(shown, ", "))
	}
	return true
}

// party is the role of a heading in a trade, and how well its cells serve: codes
// of ISO first, then plain columns, names and the codes of an office.
func party(heading string) (role string, rank int) {
	words := headingWords(heading)
	if len(words) == 0 || has(words, "2nd", "second", "world") || follow(words, "partner", "2") || follow(words, "2", "nd") {
		return "", 0
	}
	text := strings.Join(words, " ")
	switch {
	case has(words[:1], "reporter", "declarant", "reporting", "exporter"):
		role = "reporter"
	case has(words, "partner", "counterpart", "importer", "country", "countries", "destination", "origin"), strings.Contains(text, "伙伴"), strings.Contains(text, "国家"), strings.Contains(text, "国别"):
		role = "partner"
	default:
		return "", 0
	}
	switch {
	case has(words, "iso"):
		rank = 0
	case has(words, "code", "id") || strings.Contains(text, "编码") || strings.Contains(text, "代码"):
		rank = 3
	case has(words, "desc", "description", "name", "label") || strings.Contains(text, "名称"):
		rank = 2
	default:
		rank = 1
	}
	return role, rank
}

// countryNumbers reports whether all cells of a column are numbers for countries,
// of the United Nations or of Chinese customs.
func countryNumbers(c *columnProfile) bool {
	return customsCodes(c, false) || allWords(c, func(w string) bool { _, ok := codes.ByCode(w); return ok && len(w) == 3 })
}

// customsCodes reports whether all cells of a column are codes of Chinese customs:
// the heading is Chinese, or one of them is no number of the United Nations.
func customsCodes(c *columnProfile, chinese bool) bool {
	if !allWords(c, func(w string) bool { _, ok := codes.ByCustoms(w); return ok }) {
		return false
	}
	return chinese || !allWords(c, func(w string) bool { _, ok := codes.ByCode(w); return ok })
}

// parties finds the columns of reporters and partners.
func (g *guess) parties() {
	found := map[string]int{"reporter": -1, "partner": -1}
	ranks := map[string]int{}
	for i := range g.cols {
		role, rank := party(g.names[i])
		if role == "" || !g.free(i) {
			continue
		}
		if isNumberColumn(&g.cols[i]) && rank < 3 && !countryNumbers(&g.cols[i]) {
			continue
		}
		if at := found[role]; at < 0 || rank < ranks[role] {
			found[role], ranks[role] = i, rank
		}
	}
	if found["partner"] < 0 {
		for i := range g.cols {
			c := &g.cols[i]
			if role, _ := party(g.names[i]); role == "" && g.free(i) && !c.many && len(c.words) > 1 && i != found["reporter"] {
				some := c.words[:min(len(c.words), 50)]
				n := 0
				for _, w := range some {
					if isCountry(w.word) {
						n++
					}
				}
				if 10*n >= 8*len(some) {
					found["partner"] = i
					g.doubt("column %s holds countries and is read as the partner", g.title(i))
					break
				}
			}
		}
	}
	for _, role := range [...]string{"reporter", "partner"} {
		i := found[role]
		if i < 0 {
			continue
		}
		f := g.column(i)
		f.Map = map[string]string{}
		customs := isNumberColumn(&g.cols[i]) && customsCodes(&g.cols[i], !isASCII(g.names[i]))
		for _, w := range g.cols[i].words {
			switch code := countryNamed(w.word); {
			case customs:
				c, _ := codes.ByCustoms(w.word)
				f.Map[w.word] = cmp.Or(c.ISO2, c.Name)
			case role == "partner" && totalPartner(w.word) && canonicalPartner(w.word) != worldPartner:
				f.Map[w.word] = worldPartner
			case code != "" && !isASCII(w.word):
				f.Map[w.word] = code
			}
		}
		if isNumberColumn(&g.cols[i]) && !isASCII(g.names[i]) && !customs {
			g.doubt("column %s may hold the codes of its own office, which are other countries elsewhere: map them, as in map: {109: KP}", g.title(i))
		}
		if customs {
			g.use(i, "%s in codes of Chinese customs", role)
		} else {
			g.use(i, "%s", role)
		}
		if role == "reporter" {
			g.table.Reporter = f
		} else {
			g.table.Partner = f
		}
		for j := range g.cols {
			if r, _ := party(g.names[j]); r == role && g.free(j) {
				g.whys[j] = "the " + role + " again"
			}
		}
	}
}

// isNumberColumn reports whether a column holds plain numbers.
func isNumberColumn(c *columnProfile) bool {
	return c.filled > 0 && c.numbers(plainNotation) == c.filled
}

// isCode reports whether a cell may be a code of a classification of goods.
func isCode(word string) bool {
	plain := strings.ReplaceAll(word, ".", "")
	return canonicalCode(word) == totalCode || len(plain) >= 2 && len(plain) <= 12 && strings.Trim(plain, "0123456789") == ""
}

// codes finds the columns of codes and names of goods.
func (g *guess) codes() {
	code, rank, label, labelRank := -1, 0, -1, 0
	for i := range g.cols {
		c := &g.cols[i]
		if !g.free(i) {
			continue
		}
		words := headingWords(g.names[i])
		text := strings.Join(words, " ")
		coded := 0
		for _, w := range c.words {
			if isCode(w.word) {
				coded++
			}
		}
		r := 0
		switch {
		case has(words, "unit", "qty", "flow", "customs", "mot", "mos", "mode", "flag", "classification", "type", "proc", "region", "aggr", "level", "parent") || strings.Contains(text, "单位"):
		case has(words, "hs", "hscode", "hts", "sitc", "tariff", "nomenclature") || follow(words, "cn", "8") || strings.Contains(text, "商品编码") || strings.Contains(text, "商品代码") || strings.Contains(text, "税号"):
			r = 4
		case has(words, "code", "codes") && has(words, "cmd", "commodity", "product", "goods", "item"):
			r = 3
		case has(words, "product", "commodity", "cmd", "code", "codes", "chapter", "heading", "subheading", "item", "goods"):
			r = 2
		}
		if r > 0 && r < 4 && 10*coded < 9*len(c.words) {
			r = 0
		}
		if has(words, "desc", "description", "name") || strings.Contains(text, "名称") {
			r = 0
		}
		if r > rank {
			code, rank = i, r
		}
		l := 0
		switch {
		case r > 0 || isNumberColumn(c) || has(words, "unit", "qty", "flow", "customs", "mot", "mode", "reporter", "partner"):
		case has(words, "commodity", "product", "cmd", "goods", "item", "商品名称", "品名", "商品"):
			l = 3
		case has(words, "name", "description", "label"):
			l = 2
		}
		if l > labelRank {
			label, labelRank = i, l
		}
	}
	if code < 0 && label >= 0 && labelRank == 3 {
		code, label = label, -1
	}
	if code < 0 {
		return
	}
	g.codeColumn = code
	g.table.Code = g.column(code)
	g.classification = g.classify(code)
	g.table.Classification = g.text(g.classification)
	g.use(code, "%s", strings.TrimSpace("code of goods "+g.classification))
	if label >= 0 {
		g.table.Label = g.column(label)
		g.use(label, "name of the code")
	}
	if allWords(&g.cols[code], func(w string) bool { return len(w) == 1 || len(w) == 3 || len(w) == 5 || len(w) == 7 }) && isNumberColumn(&g.cols[code]) && g.classification == "HS" {
		g.doubt("codes such as %s have an odd number of digits: a spreadsheet may have dropped a leading zero", g.cols[code].words[0].word)
	}
}

// classify names the classification that the codes belong to, if the file says it.
func (g *guess) classify(code int) string {
	for i, name := range g.names {
		if !strings.HasPrefix(plainHeading(name), "classification") {
			continue
		}
		if word, ok := g.cols[i].only(); ok {
			if class := comtradeClass(word); class != "" {
				return class
			}
		}
	}
	words := headingWords(g.names[code])
	text := strings.Join(words, " ")
	switch {
	case has(words, "sitc"):
		return "SITC"
	case follow(words, "cn", "8"), text == "product" && allWords(&g.cols[code], func(w string) bool { return len(w) == 8 }):
		return "CN"
	case has(words, "hs", "hscode", "hts", "tariff", "cmd", "chapter"), strings.Contains(text, "商品编码"), strings.Contains(text, "税号"):
		return "HS"
	}
	return ""
}

// wheres keeps, in columns that part the rows further and have a total, the total.
func (g *guess) wheres() {
	for i := range g.cols {
		c := &g.cols[i]
		if !g.free(i) || c.many || len(c.words) < 2 {
			continue
		}
		words := headingWords(g.names[i])
		for _, w := range c.words {
			total := w.word == "C00" || w.word == "W00" || w.word == "_T" ||
				w.word == "0" && (has(words, "mot", "mos") || follow(words, "partner", "2", "code"))
			if total {
				g.table.Where = append(g.table.Where, Where{g.ref(i), g.text(w.word)})
				g.use(i, "kept where it is %s, the total of it", w.word)
				break
			}
		}
	}
}

// oneFrequency keeps the months where months and years stand in one column, if
// another column tells them apart: periods of two lengths make no series.
func (g *guess) oneFrequency() {
	at, _ := strconv.Atoi(g.table.Period.Column.Value) // a ref
	lengths := map[Freq]bool{}
	for _, w := range g.cols[at].words {
		if s, err := (layout{}).span(w.word); err == nil {
			lengths[s.From.freq] = true
		}
	}
	if len(lengths) < 2 {
		return
	}
	for i := range g.cols {
		if c := &g.cols[i]; g.free(i) && !c.many && len(c.words) < 8 {
			for _, w := range c.words {
				if lengths[Monthly] && slices.Contains([]string{"month", "monthly", "m"}, strings.ToLower(w.word)) ||
					!lengths[Monthly] && slices.Contains([]string{"quarter", "quarterly", "q"}, strings.ToLower(w.word)) {
					g.table.Where = append(g.table.Where, Where{g.ref(i), g.text(w.word)})
					g.use(i, "kept where it is %s: periods of two lengths make no series", w.word)
					return
				}
			}
		}
	}
	g.doubt("column %s holds periods of two lengths, which make no series: keep the rows of one, with where: {COLUMN: WORD} or in the spreadsheet", g.title(at))
}

// fill finds what the columns do not say: in the lines above the header, in the
// name of the file, in what is known of its publisher.
func (g *guess) fill(measures []measure) {
	chinese := slices.ContainsFunc(g.names, func(n string) bool { return n == "数据年月" || strings.HasPrefix(n, "贸易伙伴") })
	if g.reporter == "" && g.table.Reporter.Column.Value == "" && chinese {
		g.reporter = "CN"
	}
	if g.table.Flow.Column.Value == "" && !slices.ContainsFunc(measures, func(m measure) bool { return m.flow != "" }) {
		g.flow = flowOfFile(strings.TrimSuffix(path.Base(g.file), path.Ext(g.file)))
		if g.flow != "" {
			g.doubt("the flow is taken from the file's name: %s", g.flow)
		}
		for _, line := range g.above {
			if flow := flowIn(line); g.flow == "" && flow != "" {
				g.flow = flow
				g.doubt("the flow is taken from the line %s", quote(line))
			}
		}
	}
}
