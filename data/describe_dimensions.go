package data

import (
	"cmp"
	"strings"

	"tradebrief/data/codes"
)

// Where a file says who traded with whom, in which direction, and what.

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
