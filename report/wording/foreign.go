package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Languages of which only figures are read: French, German, Spanish, Russian and
// Japanese. A figure is found with its decimal comma, its groups, its words of
// scale and its unit; what is a day, a year, a name or the number of a thing is
// none.

// foreign is what is known of such a language. Words are in lower case.
type foreign struct {
	scales     map[string]int8
	units      map[string]string
	currencies map[string]string
	months     []string        // their first letters
	labels     map[string]bool // what a number behind it names
	link       string          // between a word of scale and a unit: de
}

var foreigns = map[Language]*foreign{
	French: {
		scales:     map[string]int8{"mille": 3, "millier": 3, "milliers": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "md": 9, "mds": 9, "m": 6, "mrd": 9, "billion": 12, "billions": 12},
		units:      map[string]string{"%": Percent, "pour cent": Percent, "points de pourcentage": Points, "point de pourcentage": Points, "points": Points, "tonnes": "tonnes", "tonne": "tonnes", "t": "tonnes", "kg": "kg", "kilogrammes": "kg", "mois": "months", "ans": "years", "années": "years", "trimestres": "quarters", "jours": "days", "fois": "times"},
		currencies: map[string]string{"dollars américains": "US$", "dollars des états-unis": "US$", "$ us": "US$", "dollars": "$", "dollar": "$", "euros": "€", "euro": "€", "€": "€", "$": "$", "yuans": "CNY", "yuan": "CNY", "usd": "USD", "eur": "EUR"},
		months:     []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "janv", "févr", "juil", "sept", "oct", "nov", "déc"},
		labels:     set("sh hs résolution résolutions figure figures fig graphique graphiques tableau tableaux tab tabl page pages p article articles art chapitre chapitres section note n° no numéro paragraphe annexe règlement loi"), link: "de",
	},
	German: {
		scales:     map[string]int8{"tausend": 3, "tsd": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9, "milliarden": 9, "mrd": 9, "billion": 12, "billionen": 12},
		units:      map[string]string{"%": Percent, "prozent": Percent, "prozentpunkte": Points, "prozentpunkten": Points, "prozentpunkt": Points, "tonnen": "tonnes", "tonne": "tonnes", "t": "tonnes", "kg": "kg", "kilogramm": "kg", "monate": "months", "monaten": "months", "jahre": "years", "jahren": "years", "quartale": "quarters", "tage": "days", "tagen": "days", "mal": "times"},
		currencies: map[string]string{"us-dollar": "US$", "us-$": "US$", "dollar": "$", "euro": "€", "€": "€", "$": "$", "yuan": "CNY", "usd": "USD", "eur": "EUR"},
		months:     []string{"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember", "jan", "feb", "sept", "okt", "nov", "dez"},
		labels:     set("hs resolution resolutionen abbildung abbildungen abb tabelle tabellen tab seite seiten s artikel art kapitel abschnitt anmerkung nr nummer absatz abs anhang verordnung position positionen"),
	},
	Spanish: {
		scales:     map[string]int8{"mil": 3, "miles": 3, "millón": 6, "millones": 6, "mill": 6, "mil millones": 9, "miles de millones": 9, "mm": 9, "billón": 12, "billones": 12},
		units:      map[string]string{"%": Percent, "por ciento": Percent, "puntos porcentuales": Points, "punto porcentual": Points, "puntos": Points, "toneladas": "tonnes", "tonelada": "tonnes", "t": "tonnes", "kg": "kg", "kilogramos": "kg", "meses": "months", "años": "years", "trimestres": "quarters", "días": "days", "veces": "times"},
		currencies: map[string]string{"dólares estadounidenses": "US$", "dólares de los estados unidos": "US$", "dólares": "$", "dólar": "$", "euros": "€", "euro": "€", "€": "€", "$": "$", "yuanes": "CNY", "usd": "USD", "eur": "EUR"},
		months:     []string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "setiembre", "octubre", "noviembre", "diciembre", "ene", "abr", "ago", "sept", "oct", "nov", "dic"},
		labels:     set("sa hs resolución resoluciones figura figuras gráfico gráficos gráf cuadro cuadros tabla tablas página páginas pág p artículo artículos art capítulo capítulos sección nota n.º n núm número párrafo anexo reglamento ley"), link: "de",
	},
	Russian: {
		scales:     map[string]int8{"тыс": 3, "тысяч": 3, "тысячи": 3, "тысяча": 3, "млн": 6, "миллион": 6, "миллиона": 6, "миллионов": 6, "млрд": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9, "трлн": 12, "триллиона": 12, "триллионов": 12},
		units:      map[string]string{"%": Percent, "процент": Percent, "процента": Percent, "процентов": Percent, "процентных пункта": Points, "процентных пунктов": Points, "процентный пункт": Points, "п. п": Points, "п.п": Points, "тонн": "tonnes", "тонны": "tonnes", "т": "tonnes", "кг": "kg", "месяца": "months", "месяцев": "months", "месяц": "months", "года": "years", "лет": "years", "квартала": "quarters", "кварталов": "quarters", "дней": "days", "раза": "times", "раз": "times"},
		currencies: map[string]string{"долларов сша": "US$", "доллара сша": "US$", "долл. сша": "US$", "долл": "$", "долларов": "$", "доллара": "$", "евро": "€", "€": "€", "$": "$", "юаней": "CNY", "юаня": "CNY", "руб": "RUB", "рублей": "RUB", "рубля": "RUB"},
		months:     []string{"январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"},
		labels:     set("hs тн вэд резолюция резолюции резолюцией резолюцию рисунок рисунка рисунке рисунку рис таблица таблице таблицы таблицу табл страница стр с статья статьи статье ст глава главы раздел пункт пункта п № номер приложение график графике"),
	},
}

// abbreviations end with a full stop that ends no sentence.
var abbreviations = set("mio mrd tsd md mds mill млн млрд трлн тыс долл руб")

// japanese reads the figures of Japanese as those of Chinese are, without its
// numerals, which are parts of many words.
func japanese() *signs {
	u := &runes{}
	lx := &signs{phrases: &runes{}, units: u, calendar: calendar{"年", "月", "日", "四半期"}}
	for name, list := range map[string]string{Percent: "% ％ パーセント", Points: "%ポイント ポイント パーセントポイント", "tonnes": "トン t", "kg": "キログラム kg", "months": "か月 カ月 ヶ月 ヵ月 箇月", "years": "年", "quarters": "四半期", "days": "日", "times": "倍"} {
		u.add(lexeme{say: name}, list)
	}
	for code, list := range map[string]string{"US$": "ドル 米ドル", "JPY": "円", "CNY": "元 人民元", "€": "ユーロ", "KRW": "ウォン"} {
		u.add(lexeme{say: code, kind: Number}, list)
	}
	return lx
}

// scanFigures finds the figures of a text, and the references and times that are
// none.
func scanFigures(l Language, text string) []Mark {
	var out []Mark
	keep := func(m Mark, from, to int) {
		m.From, m.To, m.Text = from, to, text[from:to]
		out = append(out, m)
	}
	for i := 0; i < len(text); {
		m, end := Mark{}, 0
		if l == Japanese {
			if m, end = lexica[Japanese]().figure(text, i); m.Kind == NumberWord {
				end = 0
			}
		} else {
			m, end = foreigns[l].figure(text, i)
		}
		if end > i {
			if m.Kind != 0 {
				keep(m, i, end)
			}
			i = end
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if isLatin(r) || unicode.Is(unicode.Cyrillic, r) {
			// A word, with the digits that are glued to it: G20.
			m, end := name(text, i)
			if end > i {
				if m.Kind != 0 {
					keep(m, i, end)
				}
				i = end
				continue
			}
		}
		i += n
	}
	return out
}

// lastWord is the word that ends a text, in lower case, without the point of an
// abbreviation.
func lastWord(text string) string {
	text = strings.TrimRight(text, " \u00a0\u202f")
	text = strings.TrimRight(text, ".")
	at := len(text)
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:at])
		if !unicode.IsLetter(r) && r != '°' && r != '№' && r != 'º' {
			break
		}
		at -= n
	}
	return strings.ToLower(text[at:])
}

// figure reads what begins with a digit, a sign or a currency.
func (f *foreign) figure(text string, i int) (Mark, int) {
	m := Mark{Kind: Number}
	start := i
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	if unicode.IsDigit(before) || unicode.IsLetter(before) {
		return m, 0
	}
	for _, sign := range []string{"+", "-", "−", "–"} {
		if strings.HasPrefix(text[i:], sign) && (i == 0 || unicode.IsSpace(before) || before == '(') {
			m.Sign = 1
			if sign != "+" {
				m.Sign = -1
			}
			i += len(sign)
			break
		}
	}
	for _, c := range currencyHeads {
		if strings.HasPrefix(text[i:], c[0]) {
			m.Currency = c[1]
			i = len(text) - len(strings.TrimLeft(text[i+len(c[0]):], " \u00a0\u202f"))
			break
		}
	}
	digits, end := groupedDigits(text, i)
	if end == 0 {
		return m, 0
	}
	if m.Sign == 0 && m.Currency == "" {
		if kind, to := f.noFigure(text, start, end, digits); to > 0 {
			return kind, to
		}
	}
	m.Value = parseDigits(digits)
	if m.Sign < 0 {
		m.Value.Num = -m.Value.Num
	}
	for _, dash := range []string{"–", "-", "—"} {
		if rest, ok := strings.CutPrefix(text[end:], dash); ok {
			if upper, to := groupedDigits(text, len(text)-len(rest)); to > 0 {
				m.Upper, end = parseDigits(upper), to
			}
		}
	}
	return m, f.behind(text, end, &m)
}

// behind reads the words of scale and the unit behind a number.
func (f *foreign) behind(text string, end int, m *Mark) int {
	if word, n := f.words(text, end, func(w string) bool { _, ok := f.scales[w]; return ok }); n > 0 {
		m.Value.Scale, m.Upper.Scale = f.scales[word], f.scales[word]
		end = n
	}
	from := end
	if f.link != "" && m.Value.Scale > 0 {
		rest := strings.TrimLeft(text[end:], " \u00a0\u202f")
		for _, link := range []string{f.link + " ", f.link + "\u00a0", "d’", "d'"} {
			if after, ok := strings.CutPrefix(rest, link); ok {
				from = len(text) - len(after)
			}
		}
	}
	if word, n := f.words(text, from, func(w string) bool { _, ok := f.units[w]; return ok }); n > 0 {
		m.Unit = f.units[word]
		return n
	}
	if word, n := f.words(text, from, func(w string) bool { _, ok := f.currencies[w]; return ok }); n > 0 && m.Currency == "" {
		m.Currency = f.currencies[word]
		return n
	}
	return end
}

// words is the longest phrase behind a byte, of at most four words, that is known.
func (f *foreign) words(text string, i int, known func(string) bool) (string, int) {
	best, end := "", 0
	at := i
	for range 4 {
		at = len(text) - len(strings.TrimLeft(text[at:], " \u00a0\u202f"))
		from := at
		for at < len(text) {
			r, n := utf8.DecodeRuneInString(text[at:])
			if !unicode.IsLetter(r) && !strings.ContainsRune("%$€-.", r) || r == '.' && at == from {
				break
			}
			at += n
		}
		if at == from {
			break
		}
		phrase := strings.ToLower(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(strings.TrimLeft(text[i:at], " \u00a0\u202f")))
		for _, w := range []string{phrase, strings.TrimRight(phrase, ".-")} {
			if known(w) {
				best, end = w, at-(len(phrase)-len(w))
				if strings.HasSuffix(phrase, ".") && len(w) < len(phrase) && abbreviations[w] {
					end = at // an abbreviation: млн.
				}
				break
			}
		}
	}
	return best, end
}

// noFigure reads digits that are a day, a year, a number of a thing or part of a
// name.
func (f *foreign) noFigure(text string, start, end int, digits string) (Mark, int) {
	after := text[end:]
	plain := plainDigits(digits) && len(digits) == end-start
	if plain && len(digits) <= 4 {
		// 20.10.2023, 2023-10-20, 20/10/2023
		to, parts := end, 1
		for to < len(text) && parts < 3 && strings.ContainsRune(".-/", rune(text[to])) {
			n := to + 1
			for n < len(text) && '0' <= text[n] && text[n] <= '9' {
				n++
			}
			if n == to+1 {
				break
			}
			to, parts = n, parts+1
		}
		if parts == 3 || parts == 2 && len(digits) == 4 && text[end] == '-' {
			return Mark{Kind: Reference, Sense: Date}, to
		}
		// 20 octobre, 1er octobre, 20. Oktober, 20 de octubre
		rest := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(after, "er"), "."), "º"), " \u00a0\u202f")
		rest = strings.TrimPrefix(rest, "de ")
		if f.month(rest) && len(digits) <= 2 {
			return Mark{Kind: Reference, Sense: Date}, end
		}
	}
	if f.labels[lastWord(text[:start])] {
		return Mark{Kind: Reference, Sense: Place}, end
	}
	r, n := utf8.DecodeRuneInString(after)
	next, _ := utf8.DecodeRuneInString(after[n:])
	probe := Mark{}
	united := f.behind(text, end, &probe) > end
	switch {
	case plain && len(digits) == 4 && digits >= "1900" && digits < "2100" && (!united || probe.Unit == "years"):
		return Mark{Kind: Reference, Sense: Length}, end // a year
	case united:
	case r == '.' && strings.ContainsRune("ºª", next):
		return Mark{Kind: Reference, Sense: Name}, end
	case unicode.IsLetter(r), strings.ContainsRune("-‑", r) && unicode.IsLetter(next), strings.ContainsRune("°º№", r):
		to := end
		for to < len(text) {
			r, n := utf8.DecodeRuneInString(text[to:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-‑°º№", r) {
				break
			}
			to += n
		}
		return Mark{Kind: Reference, Sense: Name}, to
	case r == '.' && plain && len(digits) <= 2 && unicode.IsSpace(next): // 3. Quartal
		word := strings.TrimLeft(after[n:], " \u00a0")
		if w, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(w) && !strings.HasPrefix(lastWord(text[:start]), "um") {
			return Mark{Kind: Reference, Sense: Name}, end
		}
	case (r == ')' || r == ']') && plain && len(digits) <= 2 && start > 0 && (text[start-1] == '(' || text[start-1] == '['):
		return Mark{Kind: Reference, Sense: Item}, end
	case r == ':' && unicode.IsDigit(next):
		return Mark{Kind: Reference, Sense: Name}, end + n + 2
	}
	return Mark{}, 0
}

// month reports whether a text begins with the name of a month.
func (f *foreign) month(text string) bool {
	word := text
	if n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }); n >= 0 {
		word = text[:n]
	}
	word = strings.ToLower(word)
	for _, m := range f.months {
		if rest, ok := strings.CutPrefix(word, m); ok && len([]rune(rest)) <= 2 {
			return true
		}
	}
	return false
}

// groupedDigits reads digits with groups of three behind blanks, points or
// apostrophes and a decimal comma, as ASCII with a point: 1 887,5 is 1887.5.
func groupedDigits(text string, i int) (string, int) {
	run := func(at int) int {
		for at < len(text) && '0' <= text[at] && text[at] <= '9' {
			at++
		}
		return at
	}
	end := run(i)
	if end == i {
		return "", 0
	}
	digits := text[i:end]
	if len(digits) <= 3 {
		for {
			r, n := utf8.DecodeRuneInString(text[end:])
			to := run(end + n)
			if !strings.ContainsRune(" \u00a0\u202f.’'", r) || to != end+n+3 || digits == "0" || n == 0 {
				break
			}
			digits, end = digits+text[end+n:to], to
		}
	}
	if end < len(text) && (text[end] == ',' || text[end] == '.') {
		if to := run(end + 1); to > end+1 {
			digits, end = digits+"."+text[end+1:to], to
		}
	}
	return digits, end
}
