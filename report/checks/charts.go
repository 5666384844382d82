package checks

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/wording"
)

// Chart is what C30 knows of a chart: what stands around the drawing. The drawing
// itself is honest by construction.
type Chart struct {
	At       diag.Pos
	Subtitle diag.Pos // of the author's; zero: the tool wrote it
	Written  string   // the author's subtitle as it stands, where it is plain text
	Text     string   // title, subtitle and note as printed
	Head     string   // the subtitle as printed
	Unit     data.Unit
	Printed  string // the unit that the figures are drawn in: US$ million; empty: none
	Base     string // the period that is 100; empty: it is no index
	Unnamed  string // the data entry without a publisher, where the chart has no source; else empty
	Series   []Drawn

	// Of a language other than English: words that name the unit, in small letters,
	// and what the language calls it for figures of another size.
	Names, Sizes []string
	From, To     data.Period // what is drawn
	Span         string      // the same in words
	Months       []string    // the names of months and quarters in the language
}

// Drawn is what a series is called in a chart.
type Drawn struct {
	At   diag.Pos
	Of   string // the expression that is drawn
	Text string
}

// Check is C30 for a chart: its author may have left out or contradicted what a
// reader needs. Units are known in English by their words, magnitudes among them; in
// other languages by the names that the tool itself has for them.
func (c *Chart) Check(language wording.Language, found func(Finding)) {
	for i, l := range c.Series {
		at := slices.IndexFunc(c.Series[:i], func(o Drawn) bool { return o.Text == l.Text })
		switch {
		case at < 0:
		case c.Series[at].Of == l.Of:
			found(Finding{Code: "C30", At: l.At, Message: fmt.Sprintf("the chart draws %s twice", l.Of), Hint: "name it once"})
		default:
			found(Finding{Code: "C30", At: l.At, Message: fmt.Sprintf("two series of the chart are called %q", l.Text), Hint: fmt.Sprintf("give %s a label: of its own under series:", l.Of)})
		}
	}
	if c.Unnamed != "" {
		found(Finding{Code: "C30", At: c.At, Warning: true, Message: "the chart names no source", Hint: fmt.Sprintf("write publisher: in the data entry %s", c.Unnamed)})
	}
	if c.Subtitle == (diag.Pos{}) {
		return
	}
	if first, last, ok := yearsRange(c.Head, c.Months); ok && (first != c.From.Year() || last != c.To.Year()) {
		found(Finding{Code: "C30", At: c.Subtitle, Message: fmt.Sprintf("the subtitle speaks of %d to %d, and the chart shows %s", first, last, c.Span),
			Hint: "leave out subtitle: and the tool writes one that agrees"})
		return
	}
	f := Finding{Code: "C30", At: c.Subtitle}
	lacks := ""
	switch words := unitWords(c.Unit); {
	case c.Base != "":
		if !strings.Contains(c.Text, "100") {
			f.Message = fmt.Sprintf("nothing says that %s is 100 in this chart", c.Base)
			f.Hint = "leave out subtitle: and the tool writes one that does"
		}
	case language != wording.English:
		head, printed := strings.ToLower(plainBlanks(c.Head)), strings.ToLower(c.Printed)
		holds := func(text string, list []string) int {
			return slices.IndexFunc(list, func(s string) bool { return strings.Contains(text, strings.ToLower(s)) })
		}
		if len(c.Names) > 0 && holds(strings.ToLower(plainBlanks(c.Text)), c.Names) < 0 {
			lacks = c.Printed
			f.Message = fmt.Sprintf("nothing says that this chart is in %s", c.Printed)
		} else if at := holds(head, c.Sizes); at >= 0 && !strings.Contains(head, printed) {
			f.Message = fmt.Sprintf("the subtitle speaks of %s, and the chart is drawn in %s", c.Sizes[at], c.Printed)
			f.Hint = "write " + c.Printed
			if strings.Count(c.Written, c.Sizes[at]) == 1 {
				put := strings.Replace(c.Written, c.Sizes[at], c.Printed, 1)
				f.Hint, f.Fix = fmt.Sprintf("write %q", put), []diag.Edit{{Pos: c.Subtitle, Old: c.Written, New: put}}
			}
		}
	case len(words) > 0 && !mentions(c.Text, words):
		lacks = c.Printed
		f.Message = fmt.Sprintf("nothing says that this chart is in %s", c.Printed)
	default:
		drawn, said := magnitude(c.Printed), magnitude(c.Head)
		if len(words) == 0 || !mentions(c.Head, words) || said == drawn || said == severalMagnitudes {
			break
		}
		f.Message = fmt.Sprintf("the subtitle speaks of %ss, and the chart is drawn in %s", said, c.Printed)
		if said == "" {
			f.Message = fmt.Sprintf("the subtitle does not speak of %ss, and the chart is drawn in %s", drawn, c.Printed)
		}
		f.Hint = "write " + c.Printed
		if said != "" && drawn != "" && strings.Count(c.Written, said) == 1 {
			put := strings.Replace(c.Written, said, drawn, 1)
			f.Hint, f.Fix = fmt.Sprintf("write %q", put), []diag.Edit{{Pos: c.Subtitle, Old: c.Written, New: put}}
		}
	}
	if lacks != "" {
		f.Hint = "write " + lacks + " in the subtitle"
		if c.Written != "" {
			put := c.Written + " (" + lacks + ")" // a comma would end a text without quotes
			f.Hint, f.Fix = fmt.Sprintf("write %q", put), []diag.Edit{{Pos: c.Subtitle, Old: c.Written, New: put}}
		}
	}
	if f.Message != "" {
		found(f)
	}
}

func plainBlanks(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

var yearNumber = regexp.MustCompile(`\d+`)

// Words that join the ends of a span, and those that stand with its months, in the
// languages of briefs.
var (
	spanJoints = []string{"부터", "から", "hasta", "until", "bis", "to", "au", "по", "до", "至", "到", "à", "a", "–", "—", "～", "~", "-"}
	spanFrames = []string{"trimestre", "trimestral", "quartal", "quarter", "квартал", "四半期", "季度", "分期", "분기", "from", "von", "года", "год", "до", "из", "まで", "까지", "de", "du", "of", "to", "кв", "гг", "г", "с", "年", "月", "第", "년", "월", "q", "t"}
)

// yearsRange is the span of years that a subtitle names as its own, between commas:
// "Exports, US$ million, January 2021 to September 2023". Years that stand for anything
// else, such as those of an average, are none.
func yearsRange(head string, months []string) (first, last int, ok bool) {
	head = strings.ToLower(plainBlanks(head))
	for _, part := range strings.FieldsFunc(head, func(r rune) bool { return strings.ContainsRune(",;()，；、（）", r) }) {
		at := yearNumber.FindAllStringIndex(part, -1)
		at = slices.DeleteFunc(at, func(i []int) bool { return i[1]-i[0] != 4 || part[i[0]:i[0]+2] != "19" && part[i[0]:i[0]+2] != "20" })
		if len(at) != 2 {
			continue
		}
		before, between, after := besideMonths(part[:at[0][0]], months), besideMonths(part[at[0][1]:at[1][0]], months), besideMonths(part[at[1][1]:], months)
		if before != "" || after != "" || !slices.Contains(spanJoints, between) {
			continue
		}
		first, _ = strconv.Atoi(part[at[0][0]:at[0][1]])
		last, _ = strconv.Atoi(part[at[1][0]:at[1][1]])
		return first, last, first <= last
	}
	return 0, 0, false
}

// besideMonths is what words around a year say besides months and what stands with them.
func besideMonths(s string, months []string) string {
	for _, m := range months {
		s = strings.ReplaceAll(s, m, " ")
	}
	words := strings.FieldsFunc(yearNumber.ReplaceAllString(s, " "), func(r rune) bool { return r == ' ' || r == '.' || r == '/' })
	var left []string
	for _, w := range words {
		joint := slices.Contains(spanJoints, w)
		for _, frame := range spanFrames {
			if joint {
				break
			}
			if w == frame || !isLatin(frame) {
				w = strings.ReplaceAll(w, frame, "")
			}
			joint = slices.Contains(spanJoints, w)
		}
		if w != "" {
			left = append(left, w)
		}
	}
	return strings.Join(left, " ")
}

// isLatin reports whether a word is of a script with blanks between words.
func isLatin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x1100 })
}

// currencyWords are the words for a currency; any other goes by its code.
var currencyWords = map[string][]string{
	"USD": {"us$", "$", "usd", "dollar", "dollars"}, "EUR": {"€", "eur", "euro", "euros"}, "GBP": {"£", "gbp", "sterling", "pound", "pounds"},
	"CNY": {"rmb", "cny", "yuan", "renminbi", "¥"}, "RMB": {"rmb", "cny", "yuan", "renminbi", "¥"}, "JPY": {"jpy", "yen", "¥"},
}

// unitWords are the words by which a text may name a unit; none for numbers
// without one.
func unitWords(u data.Unit) []string {
	switch u.Kind {
	case data.Money:
		if list, ok := currencyWords[u.Code]; ok {
			return list
		}
		return []string{strings.ToLower(u.Code)}
	case data.Ratio:
		return []string{"%", "percent", "cent", "percentage"}
	case data.Points:
		return []string{"pp", "points", "point", "%"}
	case data.Mass:
		return []string{"tonne", "tonnes", "ton", "tons", "t", "kt", "mt", "kg", "kilogram", "kilograms", "kilotonnes"}
	}
	return nil
}

// unitTokens are the words of a text in small letters; signs of units stand by themselves.
func unitTokens(text string) []string {
	text = strings.ToLower(text)
	for _, sign := range []string{"us$", "$", "€", "£", "¥", "%"} {
		text = strings.ReplaceAll(text, sign, " "+sign+" ")
	}
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("$€£¥%", r)
	})
}

// mentions reports whether a text has one of the words.
func mentions(text string, list []string) bool {
	return slices.ContainsFunc(unitTokens(text), func(w string) bool { return slices.Contains(list, w) })
}

// severalMagnitudes is the magnitude of a text that names several.
const severalMagnitudes = "several"

// magnitude is thousand, million or billion, whichever word for it a text has;
// empty if it has none.
func magnitude(text string) string {
	found := ""
	for _, w := range unitTokens(text) {
		m := magnitudes[w]
		if m != "" && found != "" && m != found {
			return severalMagnitudes
		}
		found = cmp.Or(found, m)
	}
	return found
}

var magnitudes = map[string]string{
	"thousand": "thousand", "thousands": "thousand", "kt": "thousand", "kilotonnes": "thousand", "million": "million", "millions": "million", "m": "million", "mn": "million", "mln": "million", "mt": "million",
	"billion": "billion", "billions": "billion", "bn": "billion", "bln": "billion",
}
