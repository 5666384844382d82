package data

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"tradebrief/data/codes"
)

// What the words of a heading mean: "China's exports (US$ million)". Nothing here
// reads a figure; Describe uses it to say what a column probably is.

// headingWords parts a heading into its words in small letters: a name such as
// primaryValue gives two, a sign such as $ stands for itself.
func headingWords(heading string) []string {
	var words []string
	kind := func(r rune) int {
		switch {
		case unicode.Is(unicode.Han, r):
			return 4
		case unicode.IsLetter(r), unicode.IsMark(r):
			return 1
		case unicode.IsDigit(r):
			return 2
		case strings.ContainsRune("$€£¥%#", r):
			return 3
		}
		return 0
	}
	start, last := 0, 0
	runes := []rune(heading)
	flush := func(end int) {
		if last != 0 && end > start {
			words = append(words, strings.ToLower(string(runes[start:end])))
		}
		start = end
	}
	for i, r := range runes {
		k := kind(r)
		camel := k == 1 && last == 1 && unicode.IsUpper(r) && unicode.IsLower(runes[i-1])
		if k != last || k == 3 || camel {
			flush(i)
		}
		last = k
	}
	flush(len(runes))
	return words
}

// plainHeading is a heading as its words with blanks between them.
func plainHeading(heading string) string { return strings.Join(headingWords(heading), " ") }

// has reports whether one of the words is among those wanted.
func has(words []string, wanted ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(wanted, w) })
}

// follow reports whether the words stand one after the other.
func follow(words []string, wanted ...string) bool {
	for i := range words {
		if len(words)-i >= len(wanted) && slices.Equal(words[i:i+len(wanted)], wanted) {
			return true
		}
	}
	return false
}

// unitFound is a unit that a heading names: the words for the keys unit and scale.
type unitFound struct {
	unit, scale string
	money       bool
}

// currencyWords are words for currencies, besides their codes of three letters.
// A dollar, a rupee, a crown without its country names none.
var currencyWords = map[string]string{
	"usd": "USD", "美元": "USD", "eur": "EUR", "euro": "EUR", "euros": "EUR", "€": "EUR", "欧元": "EUR", "rmb": "CNY", "cny": "CNY", "yuan": "CNY", "renminbi": "CNY",
	"人民币": "CNY", "jpy": "JPY", "yen": "JPY", "日元": "JPY", "円": "JPY", "gbp": "GBP", "sterling": "GBP", "£": "GBP", "krw": "KRW", "won": "KRW", "hkd": "HKD", "港元": "HKD",
	"twd": "TWD", "ntd": "TWD", "新台幣": "TWD", "try": "TRY", "inr": "INR", "rub": "RUB", "aud": "AUD", "cad": "CAD", "chf": "CHF", "sgd": "SGD", "vnd": "VND", "thb": "THB", "idr": "IDR", "myr": "MYR", "php": "PHP",
	"brl": "BRL", "mxn": "MXN", "zar": "ZAR", "nzd": "NZD", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "czk": "CZK", "huf": "HUF", "kzt": "KZT", "mnt": "MNT",
}

// otherDollars are the letters before the sign of a dollar that is not the American one.
var otherDollars = map[string]string{"hk": "HKD", "nt": "TWD", "r": "BRL", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "s": "SGD", "nz": "NZD"}

var quantityWords = map[string]string{
	"kg": "kg", "kgs": "kg", "kilogram": "kg", "kilograms": "kg", "kilogramme": "kg", "kilogrammes": "kg", "kilos": "kg", "千克": "kg", "公斤": "kg",
	"tonne": "t", "tonnes": "t", "tons": "t", "吨": "t", "噸": "t", "公噸": "t", "pieces": "pieces", "pcs": "pieces", "个": "pieces", "件": "pieces", "台": "pieces",
	"litres": "litres", "liters": "litres", "litre": "litres", "升": "litres", "carats": "carats", "kwh": "kWh", "mwh": "MWh",
}

// Chinese writes scale and unit in one word. Longer ones first.
var chineseScales = [...]struct{ word, scale string }{{"十亿", "1e9"}, {"十億", "1e9"}, {"百万", "1e6"}, {"百萬", "1e6"}, {"千万", "1e7"}, {"千萬", "1e7"}, {"亿", "1e8"}, {"億", "1e8"}, {"万", "1e4"}, {"萬", "1e4"}, {"千", "1e3"}}

var chineseUnits = [...]string{"美元", "欧元", "日元", "港元", "新台幣", "円", "人民币", "千克", "公斤", "公噸", "噸", "吨", "个", "件", "台", "升"}

// unitIn finds the unit that a heading, a title or the cell of a column of units names.
func unitIn(text string) (u unitFound, ok bool) {
	words := headingMeaning(text)
	name := func(unit string, money bool) {
		if !ok {
			u.unit, u.money, ok = unit, money, true
		}
	}
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch {
		case w == "us" && (next == "$" || next == "dollar" || next == "dollars"), w == "s" && next == "$" && i > 0 && words[i-1] == "u", w == "$" && next == "us":
			name("USD", true)
		case next == "$" && otherDollars[w] != "":
			name(otherDollars[w], true)
		case w == "100" && (next == "kg" || next == "kgs"):
			name("100kg", false)
		case w == "metric" && (next == "tons" || next == "ton" || next == "tonnes"):
			name("t", false)
		case currencyWords[w] != "":
			name(currencyWords[w], true)
		case quantityWords[w] != "":
			name(quantityWords[w], false)
		}
	}
	for _, w := range words {
		if r := []rune(w); len(r) > 0 && unicode.Is(unicode.Han, r[0]) {
			chineseUnit(w, name, &u)
		}
	}
	if n := len(words); !ok && n > 0 && words[n-1] == "t" {
		name("t", false)
	}
	if !ok {
		return unitFound{}, false
	}
	u.scale = scaleIn(words, u.scale)
	return u, true
}

func chineseUnit(w string, name func(string, bool), u *unitFound) {
	for _, unit := range chineseUnits {
		before, _, found := strings.Cut(w, unit)
		if !found {
			continue
		}
		code, money := currencyWords[unit], true
		if code == "" {
			code, money = quantityWords[unit], false
		}
		name(code, money)
		w = before + strings.TrimPrefix(w[len(before):], unit)
		break
	}
	// 万元 beside no other currency is yuan.
	if strings.HasSuffix(w, "元") && !strings.HasSuffix(w, "美元") {
		name("CNY", true)
	}
	for _, s := range chineseScales {
		if strings.Contains(w, s.word) {
			u.scale = s.scale
			return
		}
	}
}

func scaleIn(words []string, scale string) string {
	for i, w := range words {
		s := scaleWords[w]
		before, next := "", ""
		if i > 0 {
			before = words[i-1]
		}
		if i+1 < len(words) {
			next = words[i+1]
		}
		money := before == "$" || before == "dollar" || before == "dollars" || currencyWords[before] != ""
		switch {
		case (w == "m" || w == "k") && !money, w == "000" && before == "0":
			s = ""
		case s == "1e6" && (before == "hundred" || before == "100"):
			s = "1e8"
		case s == "1e3" && (before == "hundred" || before == "100"):
			s = "1e5"
		case w == "100" && next != "kg" && next != "kgs" && next != "million" && next != "thousand":
			s = "100"
		}
		if s != "" {
			return s
		}
	}
	return scale
}

// flowWords are the words for flows, in small letters.
var flowWords = map[string]string{
	"export": "export", "exports": "export", "x": "export", "exp": "export", "e": "export", "out": "export", "出口": "export", "ausfuhr": "export", "수출": "export", "輸出": "export",
	"exported": "export", "import": "import", "imports": "import", "m": "import", "imp": "import", "i": "import", "in": "import", "进口": "import", "einfuhr": "import",
	"수입": "import", "輸入": "import", "imported": "import", "re export": "re-export", "re exports": "re-export", "rx": "re-export", "re import": "re-import", "re imports": "re-import",
	"rm": "re-import", "им": "import", "эк": "export", "импорт": "import", "экспорт": "export", "進口": "import",
	"total exports": "export", "total imports": "import", "domestic exports": "domestic export", "t": "total", "total": "total", "total trade": "total", "进出口": "total", "export and import": "total",
}

// flowIn finds the flow that the heading of a column of figures names.
func flowIn(heading string) string {
	words := headingMeaning(heading)
	text := strings.Join(words, " ")
	out, in := false, false
	for _, w := range words {
		for word, flow := range flowWords {
			long := len(word) > 3 && !isASCII(word) && strings.Contains(w, word) // Chinese runs words together
			if long || w == word && len(word) > 2 {
				out, in = out || flow == "export", in || flow == "import"
			}
		}
	}
	switch {
	case has(words, "balance", "surplus", "deficit") || strings.Contains(text, "差额"):
		return ""
	case out && in, strings.Contains(text, "进出口"), follow(words, "total", "trade"):
		return "total"
	case out:
		return "export"
	case in:
		return "import"
	}
	return ""
}

// flowOfFile is the flow that the name of a file hints at: 2025in.csv,
// exports-2023.csv, 2023年大豆进口.csv.
func flowOfFile(name string) string {
	stem, _, _ := strings.Cut(path.Base(name), ".")
	words := headingWords(stem)
	if strings.Contains(stem, "进出口") {
		return ""
	}
	out, in := has(words, "export", "exports", "exp", "out", "수출"), has(words, "import", "imports", "imp", "in", "수입")
	out, in = out || strings.Contains(stem, "出口"), in || strings.Contains(stem, "进口")
	switch {
	case out && !in:
		return "export"
	case in && !out:
		return "import"
	}
	return ""
}

// isRate reports whether a heading names something that is computed from
// levels, and is no level itself.
func isRate(heading string) bool {
	words := headingMeaning(heading)
	text := strings.Join(words, " ")
	for _, w := range []string{"同比", "环比", "增长", "占比", "单价", "比重"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return has(words, "%", "percent", "percentage", "pct", "share", "growth", "yoy", "mom", "change", "index", "price", "rank", "ratio", "balance", "surplus", "deficit", "average") ||
		follow(words, "unit", "value") || follow(words, "y", "y") || follow(words, "m", "m")
}

// countryNamed is the ISO code of two letters for the name of a country, or
// empty. A code is none: no heading is of Norway for its "no", or of the United
// States for its U.S. dollars.
func countryNamed(name string) string {
	letters := strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
	if len(letters) < 3 && letters != "uk" {
		return ""
	}
	if _, code := codes.ByCode(letters); code && letters != "usa" {
		return ""
	}
	c, _ := codes.Find(strings.ReplaceAll(name, " s ", "s ")) // people s, as a heading's words have it
	return c.ISO2
}

// countriesIn finds the countries that a heading names: the one whose trade it
// is, and the one that the trade is with, after to, from or with.
func countriesIn(heading string) (reporter, partner string) {
	words := headingWords(heading)
	for i := 0; i < len(words); i++ {
		for n := min(4, len(words)-i); n > 0; n-- {
			code := countryNamed(strings.Join(words[i:i+n], " "))
			if code == "" || len([]rune(words[i])) == 1 {
				continue
			}
			with := i > 0 && (has(words[i-1:i], "to", "from", "with") || i > 1 && words[i-1] == "the" && has(words[i-2:i-1], "to", "from", "with"))
			switch {
			case with && partner == "":
				partner = code
			case !with && reporter == "":
				reporter = code
			}
			i += n - 1
			break
		}
	}
	return reporter, partner
}

// isCountry reports whether a cell names a country or the world, by code or name.
func isCountry(word string) bool {
	if len(word) == 3 || len(word) == 2 && !isNumber(word) {
		if strings.ToUpper(word) == word {
			if _, ok := CountryName(word); ok {
				return true
			}
		}
	}
	return countryNamed(word) != "" || totalPartner(word)
}

// totalPartner reports whether a word in a column of partners stands for all of them.
func totalPartner(word string) bool {
	switch strings.ToLower(word) {
	case "world", "w00", "wld", "_t", "total", "world total", "total all countries", "total for all countries", "all countries", "all partners", "all", "grand total", "всего", "全世界", "총계", "總計", "世界", "全球", "合计", "总计", "总值":
		return true
	}
	return false
}
