package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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
	flow, reporter, partner string  // constants
	valued                  bool    // a heading says that a column holds values
	is                      *office // that the headings are of; nil = none that is known
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
		codeColumn: -1, unitColumn: -1, is: p.office(),
	}
	for i := range p.cols {
		switch {
		case p.cols[i].filled == 0:
			g.whys[i] = "empty"
		case p.names[i] == "" && !p.numbered:
			g.whys[i] = "it has no name"
		}
	}
	g.by = g.notation()
	fail := func(line int, format string, args ...any) (*guess, []measure, *diag.Problem) {
		problem := diag.Errorf(diag.Data, placeIn(p.file, p.grid, line, 0), format, args...)
		return g, nil, &problem
	}
	if in := func(cell string) bool { return strings.HasSuffix(trim(cell), `\TIME_PERIOD`) }; slices.ContainsFunc(p.names, in) || slices.ContainsFunc(p.firstRow, in) {
		_, _, problem := fail(max(1, p.header), "the file is a TSV of Eurostat: its first column holds several in one, and each period has a column of its own")
		*problem = problem.WithHint("download the data as SDMX-CSV: in the address write format=SDMX-CSV in place of format=TSV")
		return g, nil, problem
	}
	forms, failed := g.wide()
	if failed != "" {
		_, _, problem := fail(max(1, p.header), "%s%s", failed, p.theColumns())
		*problem = problem.WithHint("add a column with the year of each row")
		return g, nil, problem
	}
	period := g.table.Period.Column.Value+g.table.Period.Year.Value != "" || len(forms) > 0
	flowed := g.flows()
	g.parties()
	g.codes()
	g.labelled("vintage", &g.table.Vintage, isDay, "vintage", "published", "released", "release", "publication")
	g.labelled("tolerance", &g.table.Tolerance, func(w string) bool { _, err := g.by.parse(w); return err == nil }, "tolerance")
	if len(forms) > 0 {
		g.rowNames()
		g.release(forms)
	}
	measures := g.measures(flowed, forms)
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
		if has(p.names, "贸易伙伴编码", "贸易伙伴名称", "商品编码", "Trading partner code", "Commodity code") && has(p.names, "人民币", "美元", "Renminbi Yuan", "US dollar") {
			*problem = problem.WithHint("the query of Chinese customs has added the months up: ask it to show them one by one (分月展示), and download again")
		} else if word := g.financialYear(); word != "" {
			*problem = problem.WithHint("%s is a financial year, over two calendar years: download months, quarters or calendar years", word)
		}
		return g, nil, problem
	}
	var figures []int
	for _, m := range measures {
		figures = append(figures, g.columnsOf(&m)...)
		if m.quantity != nil {
			figures = append(figures, g.columnsOf(m.quantity)...)
		}
	}
	g.signs(figures)
	g.wheres()
	switch month, err := strconv.Atoi(g.table.Period.Month.Value); { // a ref
	case g.table.Period.Column.Value != "" && (g.layout == "" || strings.Contains(g.layout, "|")):
		g.oneFrequency()
	case err == nil && g.cols[month].blank > 0:
		g.keepEvery(Monthly, month)
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
		if (most+c.withoutFigure())*10 >= c.filled*8 && most > 0 {
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

func allWords(c *columnProfile, ok func(string) bool) bool {
	for _, w := range c.words {
		if !ok(w.word) {
			return false
		}
	}
	return len(c.words) > 0 && !c.many
}

// labelled finds the column of a further field by the words of its heading.
func (g *guess) labelled(what string, field *Field, ok func(string) bool, words ...string) {
	for i := range g.cols {
		if !g.free(i) || !has(headingMeaning(g.names[i]), words...) {
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

// wheres keeps, in columns that part the rows further and have a total, the total.
// Without one, rows that a known way of parting trade tells apart are parts.
func (g *guess) wheres() {
	parted := map[string]bool{}
	for i := range g.cols {
		c := &g.cols[i]
		if !g.free(i) || c.many || len(c.words) < 2 {
			continue
		}
		words := headingMeaning(g.names[i])
		for _, w := range c.words {
			total := w.word == "C00" || w.word == "W00" || w.word == "_T" ||
				w.word == "0" && (has(words, "mot", "mos") || follow(words, "partner", "2", "code"))
			if total {
				g.table.Where = append(g.table.Where, Where{g.ref(i), g.text(w.word)})
				g.use(i, "kept where it is %s, the total of it", w.word)
				break
			}
		}
		if by := partingBy(words); by != "" && g.free(i) && !slices.ContainsFunc(c.words, func(w wordCount) bool { return totalPart(w.word) }) {
			if parted[by] {
				g.whys[i] = "the " + by + " again"
				continue
			}
			parted[by] = true
			g.table.Parts = append(g.table.Parts, PartSpec{Column: g.ref(i)})
			g.use(i, "rows are parts by it, added up")
		}
	}
}

// partingBy is by what a column parts trade further, as its heading says; empty where
// it does not.
func partingBy(words []string) string {
	text := strings.Join(words, " ")
	for _, p := range [...]struct {
		by    string
		words []string
	}{
		{"trade mode", []string{"regime", "trade mode", "贸易方式"}}, {"customs procedure", []string{"procedure", "procedures"}},
		{"transport", []string{"transport", "运输方式"}}, {"place", []string{"province", "provinces", "注册地"}},
		{"customs district", []string{"customs district", "customs office", "关别"}}, {"port", []string{"port", "ports", "口岸"}},
	} {
		for _, w := range p.words {
			if slices.Contains(words, w) || strings.Contains(w, " ") && strings.Contains(text, w) || !isASCII(w) && strings.Contains(text, w) {
				return p.by
			}
		}
	}
	return ""
}

// fill finds what the columns do not say: in the lines above the header, in the
// name of the file, in what is known of its publisher.
func (g *guess) fill(measures []measure) {
	if g.is != nil {
		g.doubt("the headings are those of %s: what it does not say in the file is taken from its documentation", g.is.title)
		if g.table.Reporter.Column.Value == "" {
			g.reporter = g.is.reporter
		}
		if g.table.Flow.Column.Value == "" {
			g.flow = g.is.flow
		}
	}
	if g.reporter == "" && g.table.Reporter.Column.Value == "" && g.chinese() {
		g.reporter = "CN"
	}
	if g.flow == "" && g.table.Flow.Column.Value == "" && !slices.ContainsFunc(measures, func(m measure) bool { return m.flow != "" }) {
		g.flow = flowOfFile(g.file)
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
