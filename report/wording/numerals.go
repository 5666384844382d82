package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Figures and times as Chinese, Japanese and Korean write them: 1.887亿美元,
// 百分之十五, 1억 8,870만 달러, 2023年9月, 1~9월.

// hanNumerals are the digits of Chinese, hanScales what multiplies them.
var (
	hanNumerals = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	hanTens     = map[rune]int64{'十': 10, '百': 100, '千': 1000}
	scaleSigns  = map[rune]int8{'千': 3, '万': 4, '萬': 4, '亿': 8, '億': 8, '兆': 12, '천': 3, '만': 4, '억': 8, '조': 12, '백': 2, '십': 1, '百': 2}
	// Numerals of Korean that stand before what is counted: 두 배.
	koreanNumerals = []struct {
		word string
		n    int64
	}{{"다섯", 5}, {"여섯", 6}, {"일곱", 7}, {"여덟", 8}, {"아홉", 9}, {"한", 1}, {"두", 2}, {"세", 3}, {"네", 4}, {"열", 10}, {"석", 3}, {"넉", 4}}
)

// plainDigitsAt reads the digits at a byte, of full width too, with points and
// commas, as ASCII; the end is 0 where there are none.
func plainDigitsAt(text string, i int) (string, int) {
	var b strings.Builder
	end := 0
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case '０' <= r && r <= '９':
			r -= '０' - '0'
		case r == '．' || r == '，':
			r = map[rune]rune{'．': '.', '，': ','}[r]
			if b.Len() == 0 || end != i || !fullDigit(text[i+n:]) || !fullDigitBefore(text[:i]) {
				return b.String(), end
			}
		case r == '.' || r == ',':
			if b.Len() == 0 || end != i || i+1 >= len(text) || text[i+1] < '0' || '9' < text[i+1] {
				return strings.TrimRight(b.String(), ".,"), end
			}
		case '0' <= r && r <= '9':
		default:
			return b.String(), end
		}
		b.WriteRune(r)
		i += n
		if '0' <= r && r <= '9' {
			end = i
		} else {
			end = i // the point is followed by a digit
		}
	}
	return b.String(), end
}

func fullDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return '０' <= r && r <= '９'
}

func fullDigitBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return '０' <= r && r <= '９'
}

// hanNumber reads a number in Chinese numerals: 十五, 一百二十, 一点八, 二〇二三.
func hanNumber(text string, i int) (v Value, end int) {
	var total, part, digit int64
	var plain int64 // the digits one after the other
	count, tens, last := 0, false, false
	for i < len(text) && count < 12 {
		r, n := utf8.DecodeRuneInString(text[i:])
		if d, ok := hanNumerals[r]; ok {
			if tens && last {
				break
			}
			digit, plain = d, plain*10+d
			last = true
		} else if m, ok := hanTens[r]; ok && (last || r == '十' && count == 0 || r == '十' && tens) {
			if !last {
				digit = 1
			}
			part += digit * m
			digit, tens, last = 0, true, false
		} else {
			break
		}
		i, end = i+n, i+n
		count++
	}
	if end == 0 {
		return v, 0
	}
	total = part + digit
	if !tens && count > 1 {
		total = plain
	}
	v = whole(total)
	if rest, ok := strings.CutPrefix(text[end:], "点"); ok {
		from := len(text) - len(rest)
		at := from
		for at < len(text) && v.Decimals < 6 {
			r, n := utf8.DecodeRuneInString(text[at:])
			d, ok := hanNumerals[r]
			if !ok {
				break
			}
			v.Num, v.Den, v.Decimals = v.Num*10+d, v.Den*10, v.Decimals+1
			at += n
		}
		if at > from {
			end = at
		}
	}
	return v, end
}

// numeral reads a number in the words of the language.
func (lx *signs) numeral(text string, i int) (Value, int) {
	if lx.endings == nil {
		return hanNumber(text, i)
	}
	if r, _ := utf8.DecodeLastRuneInString(text[:i]); isHangul(r) {
		return Value{}, 0
	}
	for _, k := range koreanNumerals {
		if rest, ok := strings.CutPrefix(text[i:], k.word); ok {
			end := len(text) - len(rest)
			at := len(text) - len(strings.TrimLeft(rest, " \u00a0"))
			// Only before what is counted: 세 배, not 세계.
			for _, unit := range []string{"배", "달", "번째", "번", "분기", "개"} {
				if strings.HasPrefix(text[at:], unit) && !strings.HasPrefix(text[at:], "배경") {
					return whole(k.n), end
				}
			}
		}
	}
	return Value{}, 0
}

// amount reads a number with its words of scale, which may be several: 1억
// 8,870만. words says that it is not written in digits.
func (lx *signs) amount(text string, i int) (v Value, words bool, end int) {
	digits, n := plainDigitsAt(text, i)
	if n > 0 {
		v, end = parseDigits(digits), n
	} else if v, end = lx.numeral(text, i); end == 0 {
		return v, false, 0
	} else {
		words = true
	}
	scale, k := lx.scale(text, end)
	if k == 0 {
		return v, words, end
	}
	v.Scale, end = scale, k
	for v.Den == 1 && v.Scale >= 4 {
		from := end
		for from < len(text) && (text[from] == ' ' || strings.HasPrefix(text[from:], nbspText)) {
			from += max(1, len(text[from:])-len(strings.TrimPrefix(text[from:], nbspText)))
		}
		digits, n := plainDigitsAt(text, from)
		if n == 0 || from > end && lx.endings == nil {
			break
		}
		part := parseDigits(digits)
		low, m := lx.scale(text, n)
		if m == 0 || low >= v.Scale || !part.OK() || v.Num > 1e8 || part.Num > 1e8 {
			break
		}
		sum := v.Num*pow10(v.Scale-low)*part.Den + part.Num
		v = Value{Num: sum, Den: part.Den, Decimals: part.Decimals, Scale: low}
		end = m
	}
	return v, words, end
}

const nbspText = "\u00a0"

// scale reads the words of scale behind a number: 万, 百万, 万亿.
func (lx *signs) scale(text string, i int) (scale int8, end int) {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if end == 0 && r == ' ' {
			i += n
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		k, ok := scaleSigns[r]
		if !ok || lx.endings != nil && r > 0x4e00 && r < 0xa000 {
			break
		}
		// 만 in 4년만에 and 조 in 제5조 are no scales; nor is 천 of 천연.
		if next, _ := utf8.DecodeRuneInString(text[i+n:]); isHangul(r) && isHangul(next) {
			if _, scaled := scaleSigns[next]; !scaled {
				if _, m := lx.units.match(text, i+n); m == 0 {
					break
				}
			}
		}
		scale += k
		i += n
		end = i
	}
	return scale, end
}

// number reads a figure with its sign, currency and unit.
func (lx *signs) number(text string, i int) (Mark, int) {
	m := Mark{Kind: Number}
	at := i
	for _, sign := range []struct {
		s string
		n int8
	}{{"+", 1}, {"＋", 1}, {"-", -1}, {"−", -1}, {"－", -1}, {"–", -1}, {"负", -1}, {"마이너스 ", -1}} {
		if strings.HasPrefix(text[i:], sign.s) {
			if r, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsDigit(r) {
				return m, 0
			}
			m.Sign, at = sign.n, i+len(sign.s)
			break
		}
	}
	for _, c := range currencyHeads {
		if strings.HasPrefix(text[at:], c[0]) {
			m.Currency = c[1]
			at = len(text) - len(strings.TrimLeft(text[at+len(c[0]):], " \u00a0"))
			break
		}
	}
	percent := strings.HasPrefix(text[at:], "百分之")
	if percent {
		at += len("百分之")
	}
	v, words, end := lx.amount(text, at)
	if end == 0 {
		return m, 0
	}
	if words {
		m.Kind = NumberWord
	}
	if m.Sign < 0 {
		v.Num = -v.Num
	}
	m.Value = v
	if percent {
		m.Kind, m.Unit = Number, Percent
		return m, end
	}
	if f, n := lx.fraction(text, end, v); n > 0 {
		m.Kind, m.Value = NumberWord, f
		m.Bound, n = lx.odd(text, n, true)
		return m, n
	}
	if m.Bound, end = lx.odd(text, end, words); m.Bound == Exactly || m.Value.Scale == 0 {
		if scale, n := lx.scale(text, end); n > 0 && m.Value.Scale == 0 {
			m.Value.Scale, end = scale, n
		}
	}
	end, was := lx.unit(text, end, &m), end
	if end == was && strings.HasPrefix(text[end:], "%") {
		m.Unit, end = Percent, end+1
	}
	// A twelve-month average has a length, and counts nothing.
	for _, w := range []string{"均值", "平均", "移动", "滚动", "均线", " 평균", " 이동평균", "이동평균"} {
		if (m.Unit == "months" || m.Unit == "years" || m.Unit == "quarters") && strings.HasPrefix(text[end:], w) {
			return Mark{Kind: Reference, Sense: Length, Value: v}, end
		}
	}
	if words && (m.Unit == Percent || m.Unit == Points || m.Currency != "") {
		m.Kind = Number // 一点八亿美元 is a figure as 1.8亿美元 is
	}
	if words && m.Unit == "" && m.Currency == "" && m.Value.Scale < 4 {
		return m, lx.bareWords(text, i, end)
	}
	if y := text[i:end]; len(y) == 4 && plainDigits(y) && y >= "1900" && y < "2100" && m.Unit == "" && m.Currency == "" {
		year, _ := v.Int()
		return Mark{Kind: Time, Sense: Year, When: When{Year: int16(year)}}, end // 与2018相比
	}
	for _, dash := range []string{"–", "-", "~", "～", "〜", "—", "至", "到"} {
		// 40%～50% and 40～50%: the unit of the upper end is that of both.
		rest, ok := strings.CutPrefix(text[end:], dash)
		if !ok || words {
			continue
		}
		probe := m
		upper, _, n := lx.amount(text, len(text)-len(rest))
		if n == 0 || !upper.OK() {
			break
		}
		if m.Unit == "" {
			probe.Currency = ""
		}
		if k := lx.unit(text, n, &probe); k > n && (m.Unit == "" || probe.Unit == m.Unit) {
			m, end = probe, k
			m.Upper = upper
			if m.Value.Scale == 0 {
				m.Value.Scale = upper.Scale
			}
		}
		break
	}
	if bound, n := lx.odd(text, end, true); bound != Exactly {
		m.Bound, end = bound, n
	}
	return m, end
}

// bareWords is the end of a number in words that has no unit: only behind 第 is
// it one, since 一 and 三 are parts of many words.
func (lx *signs) bareWords(text string, i, end int) int {
	if strings.HasSuffix(text[:i], "第") || strings.HasSuffix(text[:i], "제") || lx.endings != nil {
		return end
	}
	return 0
}

// odd reads 多 and 余 within a figure: 20多亿美元.
func (lx *signs) odd(text string, i int, behind bool) (Bound, int) {
	if lx.endings == nil {
		for _, w := range []string{"多", "余"} {
			if strings.HasPrefix(text[i:], w) {
				next := text[i+len(w):]
				// 多数 and 多年 are words of their own.
				if r, _ := utf8.DecodeRuneInString(next); !behind && scaleSigns[r] == 0 || strings.HasPrefix(next, "数") || strings.HasPrefix(next, "样") || strings.HasPrefix(next, "额") {
					return Exactly, i
				}
				return Over, i + len(w)
			}
		}
	}
	return Exactly, i
}

// fraction reads what makes a fraction of a number: 三分之一, 3분의 1, 三成.
func (lx *signs) fraction(text string, i int, den Value) (Value, int) {
	for _, sign := range []string{"分之", "분의"} {
		rest, ok := strings.CutPrefix(text[i:], sign)
		if !ok {
			continue
		}
		from := len(text) - len(strings.TrimLeft(rest, " \u00a0"))
		num, _, end := lx.amount(text, from)
		if end > 0 && num.Den == 1 && den.Den == 1 && num.Num > 0 && num.Num < den.Num && den.Num <= 100 {
			return Value{Num: num.Num, Den: den.Num}, end
		}
	}
	for _, sign := range []string{"成", "할"} {
		rest, ok := strings.CutPrefix(text[i:], sign)
		if !ok || den.Den != 1 || den.Num < 1 || den.Num > 9 || den.Scale != 0 {
			continue
		}
		end := len(text) - len(rest)
		if half, ok := strings.CutPrefix(rest, "五"); ok {
			return Value{Num: den.Num*2 + 1, Den: 20}, len(text) - len(half)
		}
		if r, _ := utf8.DecodeRuneInString(rest); isHangul(r) && !strings.HasPrefix(rest, "이") && !strings.HasPrefix(rest, "을") && !strings.HasPrefix(rest, "가") && !strings.HasPrefix(rest, "에") {
			return Value{}, 0
		}
		return Value{Num: den.Num, Den: 10}, end
	}
	return Value{}, 0
}

var halves = [...]string{"上半年", "下半年", "상반기", "하반기"}

// currencyHeads are what stands before an amount of money.
var currencyHeads = [][2]string{{"US$", "US$"}, {"USD", "USD"}, {"$", "$"}, {"＄", "$"}, {"€", "€"}, {"EUR", "EUR"}, {"£", "£"}, {"CN¥", "CNY"}, {"¥", "¥"}, {"￥", "¥"}, {"₩", "₩"}, {"RMB", "RMB"}, {"CNY", "CNY"}, {"JPY", "JPY"}, {"KRW", "KRW"}, {"GBP", "GBP"}, {"人民币", "CNY"}}

// unit reads the unit behind a number.
func (lx *signs) unit(text string, i int, m *Mark) int {
	at := i
	for at < len(text) && (text[at] == ' ' || strings.HasPrefix(text[at:], nbspText)) {
		at++
		if text[at-1] != ' ' {
			at++
		}
	}
	u, end := lx.units.match(text, at)
	if end == 0 {
		return i
	}
	// t is a tonne, that of 2016 trade is none.
	if next, _ := utf8.DecodeRuneInString(text[end:]); isLatin(next) && isLatin(rune(text[end-1])) {
		return i
	}
	if u.kind == Number {
		if m.Currency != "" && m.Currency != u.say && m.Currency != "$" {
			return i
		}
		m.Currency = u.say
		return end
	}
	m.Unit = u.say
	return end
}

// time reads a day, a month, a quarter, a half or a year, and January to
// September.
func (lx *signs) time(text string, i int) (Mark, int) {
	m := Mark{Kind: Time}
	if r, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsDigit(r) {
		return m, 0
	}
	c := lx.calendar
	at := i
	if n, sign, end := lx.part(text, at, 4); sign == c.year && n >= 1900 && n < 2100 {
		m.When.Year, at = int16(n), end
		m.Sense = Year
	} else if y, ok := isoDate(text[i:]); ok {
		m.When = y
		if m.Sense = Month; y.Day > 0 {
			m.Kind, m.Sense = Reference, Date
			return m, i + len("2006-01-02")
		}
		return m, i + len("2006-01")
	}
	year := at
	for at < len(text) && text[at] == ' ' {
		at++
	}
	if strings.HasPrefix(text[at:], "第") && c.quarter != "" {
		if n, sign, end := lx.part(text, at+len("第"), 1); sign == c.quarter && n <= 4 {
			m.Sense, m.When.Quarter = Quarter, int8(n)
			return m, end
		}
	}
	for n, word := range halves {
		if strings.HasPrefix(text[at:], word) {
			m.Sense, m.When.Half = Half, int8(n%2+1)
			return m, at + len(word)
		}
	}
	n, sign, end := lx.part(text, at, 2)
	switch {
	case sign == c.quarter && n >= 1 && n <= 4:
		m.Sense, m.When.Quarter = Quarter, int8(n)
		return m, end
	case sign == c.month && n >= 1 && n <= 12:
		m.Sense, m.When.Month = Month, int8(n)
		day := end
		for day < len(text) && text[day] == ' ' {
			day++
		}
		if d, sign, to := lx.part(text, day, 2); sign == c.day && d >= 1 && d <= 31 {
			m.Kind, m.Sense, m.When.Day = Reference, Date, int8(d)
			return m, to
		}
		return m, end
	case sign == "" && end > 0:
		// 1-9月, 1~9월
		for _, dash := range []string{"-", "—", "–", "~", "～", "至", "到"} {
			if rest, ok := strings.CutPrefix(text[end:], dash); ok {
				if last, sign, to := lx.part(text, len(text)-len(rest), 2); sign == c.month && n >= 1 && n < last && last <= 12 {
					return Mark{Kind: Time, Sense: Span}, to
				}
			}
		}
	}
	if m.Sense == Year {
		return m, year
	}
	return Mark{}, 0
}

// part reads a number of at most so many digits with the sign of the calendar
// behind it.
func (lx *signs) part(text string, i, most int) (n int, sign string, end int) {
	at := i
	for at < len(text) && at < i+most && '0' <= text[at] && text[at] <= '9' {
		n = n*10 + int(text[at]-'0')
		at++
	}
	if at == i && lx.endings == nil {
		if v, k := hanNumber(text, i); k > 0 && v.Den == 1 {
			n, at = int(v.Num), k
		}
	}
	if at == i {
		return 0, "", 0
	}
	from := at
	if lx.endings != nil && from < len(text) && text[from] == ' ' {
		from++
	}
	c := lx.calendar
	for _, s := range []string{"个季度", c.quarter, c.year, c.month, c.day, "号"} {
		if s != "" && strings.HasPrefix(text[from:], s) {
			switch {
			case s == "个季度":
				return 0, "", 0
			case s == "号":
				s = c.day
				return n, s, from + len("号")
			}
			return n, s, from + len(s)
		}
	}
	return n, "", at
}

// isoDate reads 2023-11-20 and 2023-11.
func isoDate(s string) (w When, ok bool) {
	if len(s) < 7 || s[4] != '-' || !plainDigits(s[:4]) || !plainDigits(s[5:7]) || s[:2] != "19" && s[:2] != "20" {
		return w, false
	}
	w.Year = int16(s[0]-'0')*1000 + int16(s[1]-'0')*100 + int16(s[2]-'0')*10 + int16(s[3]-'0')
	w.Month = int8(s[5]-'0')*10 + int8(s[6]-'0')
	if len(s) >= 10 && s[7] == '-' && plainDigits(s[8:10]) {
		w.Day = int8(s[8]-'0')*10 + int8(s[9]-'0')
	}
	return w, w.Month >= 1 && w.Month <= 12
}
