package checks

import (
	"cmp"
	"fmt"
	"slices"
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
}

// Drawn is what a series is called in a chart.
type Drawn struct {
	At   diag.Pos
	Of   string // the expression that is drawn
	Text string
}

// Check is C30 for a chart: its author may have left out or contradicted what a
// reader needs. Words for units are known in English alone.
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
	if c.Subtitle == (diag.Pos{}) || language != wording.English {
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
