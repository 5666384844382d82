package data

import (
	"cmp"
	"slices"
	"strings"

	"tradebrief/data/codes"
)

// Where a file says who traded with whom, in which direction, and what.

// flows finds the column that tells exports from imports.
func (g *guess) flows() bool {
	best, bestRank := -1, 0
	for i := range g.cols {
		c := &g.cols[i]
		if !g.free(i) || c.many || len(c.words) > 12 {
			continue
		}
		words := headingMeaning(g.names[i])
		named := has(words, "flow", "direction") || follow(words, "trade", "type") || follow(words, "type", "of", "trade") || exportFirst(words) || strings.Contains(strings.Join(words, " "), "进出口")
		rank := 1
		if named {
			rank = 3
		}
		letters, numbers, sides := true, true, 0
		flows := g.flowsOf(i)
		for _, w := range c.words {
			letters = letters && len([]rune(w.word)) <= 2
			numbers = numbers && len(w.word) == 1 && w.word >= "1" && w.word <= "4"
			if flow := flows[w.word]; flow == "export" || flow == "import" {
				sides++
			}
		}
		switch {
		case len(flows) == len(c.words) && sides > 0 && !letters && !numbers:
			rank++
		case sides > 0 && named:
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
	flows := g.flowsOf(best)
	var shown, unknown []string
	for _, w := range g.cols[best].words {
		flow := flows[w.word]
		switch {
		case flow == "":
			unknown = append(unknown, w.word)
		case flow != strings.ToLower(w.word) && flow+"s" != strings.ToLower(w.word):
			g.table.Flow.Map[w.word] = flow
			shown = append(shown, w.word+" = "+flow)
		}
	}
	if words := headingMeaning(g.names[best]); slices.Contains(shown, "1 = import") && !has(headingWords(strings.Join(g.names, " ")), "dataflow", "reporter") {
		g.doubt("flow 1 is read as import and 2 as export, as Eurostat and the United Nations write them")
	} else if slices.Contains(shown, "1 = export") {
		g.doubt("flow 1 is read as export and 2 as import, in the order of the heading %s", strings.Join(words, " "))
	}
	g.use(best, "flow")
	if len(shown) > 0 {
		g.use(best, "flow: %s", strings.Join(shown, ", "))
	}
	if len(unknown) > 0 {
		g.doubt("the words %s in column %s are taken for flows of their own", list(unknown, 5), g.title(best))
	}
	return true
}

// exportFirst reports whether a heading names both flows, exports first.
func exportFirst(words []string) bool {
	out := slices.IndexFunc(words, func(w string) bool { return w == "exp" || w == "export" || w == "exports" })
	in := slices.IndexFunc(words, func(w string) bool { return w == "imp" || w == "import" || w == "imports" })
	return out >= 0 && in > out
}

// flowsOf are the flows that the words of a column mean, as far as they do. A word
// such as "total exports" means one where no other word of the column does.
func (g *guess) flowsOf(i int) map[string]string {
	flows, taken := map[string]string{}, map[string]bool{}
	all := g.cols[i].words
	four := slices.ContainsFunc(all, func(w wordCount) bool { return w.word == "3" || w.word == "4" })
	for _, w := range all {
		flow := flowWords[plainHeading(w.word)]
		switch n := w.word; {
		case exportFirst(headingMeaning(g.names[i])) && (n == "1" || n == "2"):
			flow = map[string]string{"1": "export", "2": "import"}[n]
		case four && !slices.Contains(g.names, "SuppressionIndex"): // re-exports or what else
		case n == "1" || n == "3": // 3 and 4 are those outside the European Union to customs of Britain
			flow = "import"
		case n == "2" || n == "4":
			flow = "export"
		}
		if flow != "" {
			flows[w.word], taken[flow] = flow, true
		}
	}
	further := map[string]string{}
	for _, w := range all {
		if flow := flowIn(w.word); flows[w.word] == "" && flow != "" && !taken[flow] && !has(headingWords(w.word), "domestic", "re") {
			if further[flow] != "" {
				delete(flows, further[flow]) // two words for it: neither is sure
				taken[flow] = true
				continue
			}
			flows[w.word], further[flow] = flow, w.word
		}
	}
	return flows
}

// party is the role of a heading in a trade, and how well its cells serve: codes
// of ISO first, then plain columns, names and the codes of an office.
func party(heading string) (role string, rank int) {
	words := headingMeaning(heading)
	if len(words) == 0 || has(words, "2nd", "second", "world") || follow(words, "partner", "2") || follow(words, "2", "nd") {
		return "", 0
	}
	text := strings.Join(words, " ")
	switch {
	case has(words[:1], "reporter", "declarant", "reporting", "exporter"):
		role = "reporter"
	case has(words, "partner", "counterpart", "importer", "country", "countries", "cty", "economy", "destination", "origin"), strings.Contains(text, "伙伴"), strings.Contains(text, "国家"), strings.Contains(text, "国别"):
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

// reporterOf turns the role of a column of countries round where another column names
// the partner, or where the file is one of indicators of countries.
func (g *guess) reporterOf(heading, role string) string {
	words := headingMeaning(heading)
	if role != "partner" || has(words, "partner", "counterpart", "importer", "destination", "origin") {
		return role
	}
	for _, name := range g.names {
		other := headingMeaning(name)
		if has(other, "counterpart", "partner") || has(other, "indicator", "series") && !has(words, "cty") && has(words, "name", "code", "economy") {
			return "reporter"
		}
	}
	return role
}

// unitedNations reports whether all cells of a column are numbers that the United
// Nations have for countries.
func unitedNations(c *columnProfile) bool {
	return allWords(c, func(w string) bool { _, ok := codes.ByCode(w); return ok && len(w) == 3 })
}

// customsCodes reports whether the cells of a column are codes of Chinese customs,
// which calls countries partners. Other offices have other countries under these numbers.
func (g *guess) customsCodes(i int) bool {
	c := &g.cols[i]
	return (g.chinese() || has(headingWords(g.names[i]), "partner") && !unitedNations(c)) && allWords(c, func(w string) bool { _, ok := codes.ByCustoms(w); return ok })
}

// chinese reports whether the headings are those of Chinese customs.
func (g *guess) chinese() bool {
	return slices.ContainsFunc(g.names, func(n string) bool { return n == "数据年月" || strings.HasPrefix(n, "贸易伙伴") })
}

// countryLetters reports whether most cells of a column are codes of letters for countries.
func countryLetters(c *columnProfile) bool {
	n := 0
	for _, w := range c.words {
		if !isNumber(w.word) && len(w.word) <= 3 && isCountry(w.word) {
			n++
		}
	}
	return n > 0 && 10*n >= 8*len(c.words)
}

// parties finds the columns of reporters and partners.
func (g *guess) parties() {
	found := map[string]int{"reporter": -1, "partner": -1}
	ranks := map[string]int{}
	for i := range g.cols {
		role, rank := party(g.names[i])
		if role == "" || !g.free(i) || isRate(g.names[i]) {
			continue
		}
		role = g.reporterOf(g.names[i], role)
		switch c := &g.cols[i]; {
		case isNumberColumn(c) && !g.customsCodes(i):
			if rank < 3 && !unitedNations(c) && len(c.words) > 0 && len(c.words[0].word) > 4 {
				continue
			}
			rank += 3 // names are rather known
		case rank == 3 && countryLetters(c):
			rank = 0
		}
		if at := found[role]; at < 0 || rank < ranks[role] {
			found[role], ranks[role] = i, rank
		}
	}
	if found["partner"] < 0 && found["reporter"] < 0 {
		if i := g.countryColumn(); i >= 0 {
			found["partner"] = i
			g.doubt("column %s holds countries and is read as the partner", g.title(i))
		}
	}
	for _, role := range [...]string{"reporter", "partner"} {
		i := found[role]
		if i < 0 {
			continue
		}
		f := g.countries(i, role)
		if role == "reporter" {
			g.table.Reporter = f
		} else {
			g.table.Partner = f
		}
		for j := range g.cols {
			if r, _ := party(g.names[j]); r != "" && g.reporterOf(g.names[j], r) == role && g.free(j) {
				g.whys[j] = "the " + role + " again"
			}
		}
	}
}

// countryColumn is a column whose cells are countries without its heading saying so; -1 if
// there is none.
func (g *guess) countryColumn() int {
	for i := range g.cols {
		c := &g.cols[i]
		if role, _ := party(g.names[i]); role != "" || !g.free(i) || c.many || len(c.words) < 2 || isNumberColumn(c) {
			continue
		}
		some := c.words[:min(len(c.words), 50)]
		n := 0
		for _, w := range some {
			if isCountry(w.word) {
				n++
			}
		}
		if 10*n >= 8*len(some) {
			return i
		}
	}
	return -1
}

// countries is the field of a column of countries. Numbers are countries only by a
// list: 410 is Brazil to customs of China and South Korea to the United Nations.
func (g *guess) countries(i int, role string) Field {
	c := &g.cols[i]
	f := g.column(i)
	f.Map = map[string]string{}
	g.use(i, "%s", role)
	switch numbers := isNumberColumn(c); {
	case g.customsCodes(i):
		for _, w := range c.words {
			country, _ := codes.ByCustoms(w.word)
			f.Map[w.word] = cmp.Or(country.ISO2, country.Name)
		}
		g.use(i, "%s in codes of Chinese customs", role)
	case numbers && unitedNations(c) && has(headingWords(g.names[i]), "partner", "reporter"):
	case numbers && unitedNations(c):
		country, _ := codes.ByCode(c.words[0].word)
		g.doubt("the numbers in column %s are read as those of the United Nations, so that %s is %s; if they are those of its own office, map them, as in map: {109: KP}", g.title(i), c.words[0].word, country.Name)
	case numbers:
		for _, w := range c.words {
			if canonicalPartner(w.word) != worldPartner {
				f.Map[w.word] = "code " + w.word
			}
		}
		g.doubt("column %s holds the numbers of its own office for countries: write the countries into the map, as in map: {109: KP}", g.title(i))
	default:
		for _, w := range c.words {
			switch code := countryNamed(w.word); {
			case role == "partner" && totalPartner(w.word) && canonicalPartner(w.word) != worldPartner:
				f.Map[w.word] = worldPartner
			case code != "" && !isASCII(w.word):
				f.Map[w.word] = code
			}
		}
	}
	return f
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
		words := headingMeaning(g.names[i])
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
		if r > rank || r > 0 && r == rank && c.longest() > g.cols[code].longest() { // the chapter beside the code
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
	words := headingMeaning(g.names[code])
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
