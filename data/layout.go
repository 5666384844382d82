package data

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// layout reads the period cells of a file: the tokens YYYY, YY, MM, M, MMM,
// MMMM, DD and Q stand for numbers and names of months, YYY for a year of Taiwan's
// calendar (112 is 2023), everything else stands for itself, and so does what
// stands in single quotes. The zero layout reads 2023-09, 2023-Q3 and 2023.
type layout struct {
	parts []layoutPart
	freq  Freq
	text  string
	or    *layout // for the cells that this one does not read; nil = none
}

type layoutPart struct {
	token   string // one of layoutTokens, or empty
	literal string
}

// layoutTokens in the order in which they are looked for: longer ones first.
var layoutTokens = [...]string{"YYYY", "YYY", "YY", "MMMM", "MMM", "MM", "M", "DD", "Q"}

// monthNames are the names of the months, English first.
var monthNames = [...]string{
	"january januar janvier enero janeiro gennaio ocak январь января январе januari styczeń",
	"february februar février fevrier febrero fevereiro febbraio şubat февраль февраля феврале februari luty",
	"march märz maerz mars marzo março marco mart март марта марте maart maret marzec",
	"april avril abril aprile nisan апрель апреля апреле kwiecień",
	"may mai mayo maio maggio mayıs mayis май мая мае mei maj",
	"june juni juin junio junho giugno haziran июнь июня июне czerwiec",
	"july juli juillet julio julho luglio temmuz июль июля июле lipiec",
	"august août aout agosto ağustos август августа августе augustus agustus sierpień",
	"september septembre septiembre setembro settembre eylül сентябрь сентября сентябре wrzesień",
	"october oktober octobre octubre outubro ottobre ekim октябрь октября октябре październik",
	"november novembre noviembre novembro kasım kasim ноябрь ноября ноябре listopad",
	"december dezember décembre decembre diciembre dezembro dicembre aralık aralik декабрь декабря декабре desember grudzień",
}

// monthAbbreviations are those in use beside the first three letters in English.
var monthAbbreviations = [...]string{
	"jan janv ene gen oca янв", "feb févr fev fév şub фев", "mar mär mrz mars мар", "apr avr abr nis апр", "may mai mag mei май", "jun juin giu haz июн", "jul juil lug tem июл",
	"aug août ago ağu agt авг", "sep sept set eyl сен", "oct okt out ott eki окт", "nov kas ноя", "dec dez dic déc des ara дек",
}

// parseLayout understands YYYY-MM, MMM YYYY, MMM-YY, DD/MM/YYYY, YYYY-Q,
// YYYY年M月, YYYY'M'MM and the like. Q reads the number of a quarter with or
// without the letter: 3 or Q3. YY reads 69 as 1969 and 68 as 2068.
//
// Layouts parted by | are tried in turn: YYYYMM|YYYY reads 202309 and 2023.
func parseLayout(s string) (layout, error) {
	s, rest, more := strings.Cut(s, "|")
	l := layout{text: s}
	if more {
		or, err := parseLayout(rest)
		if err != nil {
			return layout{}, err
		}
		if s == "" || rest == "" {
			return layout{}, errors.New("one side of | is empty")
		}
		l.or = &or
	}
	seen := map[byte]bool{}
	for rest := s; rest != ""; {
		token := ""
		for _, t := range layoutTokens {
			if strings.HasPrefix(rest, t) {
				token = t
				break
			}
		}
		if rest[0] == '\'' {
			words, after, closed := strings.Cut(rest[1:], "'")
			if !closed {
				return layout{}, errors.New("a single quote is not closed")
			}
			l.literal(words)
			rest = after
			continue
		}
		if token == "" {
			l.literal(rest[:1])
			rest = rest[1:]
			continue
		}
		if seen[token[0]] && !(token == "YYYY" && slices.Contains(l.parts, layoutPart{token: token})) { // 2022 [YR2022]
			return layout{}, fmt.Errorf("%s stands twice for the same thing", token)
		}
		seen[token[0]] = true
		l.parts = append(l.parts, layoutPart{token: token})
		rest = rest[len(token):]
	}
	switch {
	case s == "":
		return l, nil
	case !seen['Y']:
		return layout{}, errors.New("it has no YYYY")
	case seen['M'] && seen['Q']:
		return layout{}, errors.New("it has both months and quarters")
	case seen['D'] && !seen['M']:
		return layout{}, errors.New("it has days without months")
	case seen['M']:
		l.freq = Monthly
	case seen['Q']:
		l.freq = Quarterly
	default:
		l.freq = Annual
	}
	return l, nil
}

func (l *layout) literal(s string) {
	if n := len(l.parts); n > 0 && l.parts[n-1].token == "" {
		l.parts[n-1].literal += s
		return
	}
	l.parts = append(l.parts, layoutPart{literal: s})
}

// yearOfTaiwan is how far Taiwan's calendar is behind.
const yearOfTaiwan = 1911

// maxRun is the most periods that one figure may cover.
const maxRun = 1200

// span reads a cell: one period, or a run of two with a stroke between them.
func (l layout) span(cell string) (Span, error) {
	cell = trim(cell)
	p, err := l.period(cell)
	if err == nil {
		return Span{p, p}, nil
	}
	// The layout itself may hold strokes: 01/2022/02/2022.
	for i := range len(cell) {
		if cell[i] != '/' {
			continue
		}
		from, fromErr := l.period(trim(cell[:i]))
		to, toErr := l.period(trim(cell[i+1:]))
		if fromErr != nil || toErr != nil {
			continue
		}
		if from.freq != to.freq || from.n > to.n {
			return Span{}, fmt.Errorf("run of periods %s ends before it begins", quote(cell))
		}
		if s := (Span{from, to}); s.Len() <= maxRun {
			return s, nil
		}
		return Span{}, fmt.Errorf("run of periods %s is longer than %d periods", quote(cell), maxRun)
	}
	return Span{}, err
}

func (l layout) period(cell string) (Period, error) {
	if l.or != nil {
		if p, err := l.one(cell); err == nil {
			return p, nil
		}
		if p, err := l.or.period(cell); err == nil {
			return p, nil
		}
	}
	return l.one(cell)
}

// one reads a cell by this layout alone.
func (l layout) one(cell string) (Period, error) {
	if l.text == "" {
		return ParsePeriod(cell)
	}
	p, _, err := l.read(cell)
	return p, err
}

// read reads the period of a cell, and the day in it, which is the first one
// where the layout has none.
func (l layout) read(cell string) (Period, int, error) {
	year, month, quarter, day := 0, 1, 1, 1
	rest := cell
	wrong := func() (Period, int, error) {
		return Period{}, 0, fmt.Errorf("period %s is not of the form %s", quote(cell), l.text)
	}
	for _, part := range l.parts {
		n, ok := 0, true
		switch part.token {
		case "":
			rest, ok = strings.CutPrefix(rest, part.literal)
		case "YYYY":
			n, ok = digits(rest, 0, 4)
			ok = ok && (year == 0 || n == year)
			year, rest = n, rest[min(4, len(rest)):]
		case "YYY":
			n, ok = digits(rest, 0, 3)
			year, rest = n+yearOfTaiwan, rest[min(3, len(rest)):]
		case "YY":
			n, ok = digits(rest, 0, 2)
			if year, rest = 2000+n, rest[min(2, len(rest)):]; n >= 69 {
				year -= 100
			}
		case "MM":
			n, ok = digits(rest, 0, 2)
			month, rest = n, rest[min(2, len(rest)):]
		case "M":
			width := 2
			if n, ok = digits(rest, 0, 2); !ok {
				width = 1
				n, ok = digits(rest, 0, 1)
			}
			month, rest = n, rest[min(width, len(rest)):]
		case "MMM", "MMMM":
			month, rest = cutMonthName(rest, part.token == "MMMM")
			if ok = month > 0; part.token == "MMM" {
				rest = strings.TrimPrefix(rest, ".") // janv. beside mars
			}
		case "DD":
			n, ok = digits(rest, 0, 2)
			day, rest = n, rest[min(2, len(rest)):]
		case "Q":
			rest = strings.TrimPrefix(rest, "Q")
			n, ok = digits(rest, 0, 1)
			quarter, rest = n, rest[min(1, len(rest)):]
		}
		if !ok {
			return wrong()
		}
	}
	switch {
	case rest != "":
		return wrong()
	case !readableYear(year):
		return Period{}, 0, fmt.Errorf("year %04d of period %s is not 1000 to 2999", year, quote(cell))
	case month < 1 || month > 12:
		return Period{}, 0, fmt.Errorf("month %d of period %s is not 1 to 12", month, quote(cell))
	case quarter < 1 || quarter > 4:
		return Period{}, 0, fmt.Errorf("quarter %d of period %s is not 1 to 4", quarter, quote(cell))
	case day < 1 || day > daysIn(year, month):
		return Period{}, 0, fmt.Errorf("day %d of period %s does not exist", day, quote(cell))
	}
	switch l.freq {
	case Monthly:
		return Month(year, month), day, nil
	case Quarterly:
		return Quarter(year, quarter), day, nil
	}
	return Year(year), day, nil
}

// usualLayouts are those that are tried where a file does not say its own, the
// likelier first.
var usualLayouts = sync.OnceValue(func() []layout {
	var list []layout
	for _, form := range [...]string{
		"YYYY-MM", "YYYY-Q", "YYYY", "YYYY-MM-DD", "YYYYMM", "YYYY-M", "YYYY/MM", "YYYY/M", "YYYY/MM/DD", "YYYY.MM", "YYYY.M", "YYYY.MM.DD",
		"MM/YYYY", "M/YYYY", "MM.YYYY", "M.YYYY", "M-YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "YYYY年M月", "YYYY年",
		"MMM YYYY", "MMMM YYYY", "MMM-YYYY", "MMMM-YYYY", "YYYY MMM", "YYYY MMMM", "YYYY-MMM", "DD-MMM-YYYY", "DD MMM YYYY", "DD MMMM YYYY",
		"YYYYQ", "YYYY Q", "Q YYYY", "Q/YYYY", "YYYYMMDD", "YYYY'M'MM", "YYYY'M'M", "YYYY-'M'MM", "MMM-YY", "MMM YY", "MMMM-YY",
		"YYYY年MM月", "YYYY년 M월", "YYYY년M월", "YYYY년", "MMMM' de 'YYYY", "MMM/YYYY", "MMM/YY", "MMM.YYYY", "'Tháng 'M/YYYY", "YYY/MM", "YYY年M月", "YYY年",
	} {
		if l, err := parseLayout(form); err == nil {
			list = append(list, l)
		}
	}
	return list
})

// usualLayout is the first of the usual layouts that reads a cell, or empty.
func usualLayout(cell string) string {
	if len(cell) < len("2023") || len(cell) > 2*len("2022 September") || !strings.ContainsAny(cell, "0123456789") {
		return ""
	}
	for _, l := range usualLayouts() {
		if _, err := l.span(cell); err == nil {
			return l.text
		}
	}
	return ""
}

// cutMonthName takes the name of a month, whole or abbreviated, off the front of s,
// in capitals or not: of names that begin alike the longest one. It gives 0 where
// there is none.
func cutMonthName(s string, whole bool) (month int, rest string) {
	names := &monthAbbreviations
	if whole {
		names = &monthNames
	}
	length := 0
	for i, list := range names {
		for name := range strings.SplitSeq(list, " ") {
			if len(name) > length && len(s) >= len(name) && strings.EqualFold(s[:len(name)], name) {
				month, length = i+1, len(name)
			}
		}
	}
	return month, s[length:]
}

// monthOf reads the cell of a month column: 9, 09, Sep, September or 09. September.
func monthOf(cell string) (int, bool) {
	for _, whole := range []bool{true, false} {
		if m, rest := cutMonthName(cell, whole); m > 0 && rest == "" {
			return m, true
		}
	}
	if m, ok := digits(cell, 0, len(cell)); ok && len(cell) >= 1 && len(cell) <= 2 {
		return m, true
	}
	if before, after, ok := strings.Cut(cell, ". "); ok {
		n, isNumber := monthOf(before)
		if m, isMonth := monthOf(after); isNumber && isMonth && n == m {
			return m, true
		}
		return 0, false
	}
	for _, sign := range [...]string{"月", "월"} {
		if number, ok := strings.CutSuffix(cell, sign); ok {
			return monthOf(number)
		}
	}
	return 0, false
}
