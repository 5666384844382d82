package locale

import (
	"strings"

	"tradebrief/data"
)

// percentWords are what stands for % in running words, by their beginnings.
var percentWords = []string{"%", "％", "percent", "per cent", "prozent", "pour cent", "por ciento", "процент", "百分", "퍼센트", "パーセント"}

// UnitNames are the words by which a text of the language may name a unit, in small
// letters; a text names it if it holds one of them. None for numbers without a unit.
func (l *Locale) UnitNames(u data.Unit) []string {
	var out []string
	add := func(forms string) {
		for _, s := range strings.Split(forms, "|") {
			if s = strings.ToLower(strings.Trim(strings.ReplaceAll(s, nbsp, " "), " .")); s != "" {
				out = append(out, s)
			}
		}
	}
	switch u.Kind {
	case data.Money:
		c := l.currency(u.Code)
		for _, form := range strings.Split(c.name, "|") {
			first, _, _ := strings.Cut(strings.ReplaceAll(form, nbsp, " "), " ")
			add(first)
		}
		add(strings.TrimPrefix(c.of, nbsp))
		add(c.short)
		add(u.Code)
		add(map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "CNY": "¥|元|yuan|rmb|人民币", "RMB": "¥|元|yuan|rmb|人民币", "JPY": "¥|円|yen"}[u.Code])
	case data.Ratio:
		return percentWords
	case data.Points:
		add(l.texts[unitPoints])
		add(l.Say(PercentagePoints))
		out = append(out, percentWords...)
	case data.Mass:
		add(l.texts[unitTonnes])
		add(l.texts[unitThousandTonnes])
		add(l.texts[unitMillionTonnes])
		add("kg|" + l.texts[unitKilograms])
	}
	return out
}
