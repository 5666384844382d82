package ink

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What readers take for one word or one clause, and the rules of Unicode for lines
// would part: numbers with their units, words of Korean, clauses of a Chinese title.

// isOneWord says whether a break at pos that Unicode allows would part what is read as
// one word: a Korean word, a number and the unit that follows it (188.7亿美元, 9月,
// 188.7억 달러), a number and what it numbers (表1, 第3), a range (8—9月, Jan–Nov). Such a
// word is broken only where it is wider than a line.
func (p *paragraph) isOneWord(pos int) bool {
	if pos >= len(p.text) {
		return false
	}
	next, width := utf8.DecodeRuneInString(p.text[pos:])
	before := p.text[:pos]
	last, size := utf8.DecodeLastRuneInString(before)
	if last == '–' && isShort(before[:len(before)-size], p.text[pos:]) {
		return true
	}
	if next == '~' || next == '～' {
		return unicode.IsLetter(last) || isDigit(last) || last == '%'
	}
	if isDigit(next) {
		switch {
		case last == ' ': // 5억 2,523만
			word, size := utf8.DecodeLastRuneInString(strings.TrimRight(before, " "))
			digit, _ := utf8.DecodeLastRuneInString(before[:max(0, len(strings.TrimRight(before, " "))-size)])
			return unicode.Is(unicode.Hangul, word) && strings.ContainsRune(myriads, word) && isDigit(digit)
		case unicode.Is(unicode.Hangul, last), strings.ContainsRune(numbered, last):
			return true
		case last == '月': // 10月20日
			day := strings.TrimLeftFunc(p.text[pos:], isDigit)
			return strings.HasPrefix(day, "日")
		case strings.ContainsRune(ranges, last):
			from, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
			return isDigit(from)
		}
		return false
	}
	if strings.ContainsRune(ranges, next) {
		to, _ := utf8.DecodeRuneInString(p.text[pos+width:])
		return isDigit(last) && isDigit(to)
	}
	if next < '\u1100' || !unicode.In(next, unicode.Han, unicode.Hangul) {
		return false
	}
	switch {
	case unicode.Is(unicode.Hangul, next):
		return !unicode.IsSpace(last) && !strings.ContainsRune(joins, last)
	case isDigit(last):
		return true
	case last == '千' && next == '克':
		digit, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
		return isDigit(digit)
	case last == '美' && next == '元':
		last, _ = utf8.DecodeLastRuneInString(before[:len(before)-size])
		return strings.ContainsRune(myriads, last)
	case strings.ContainsRune(myriads, last):
		digit, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
		return isDigit(digit) || digit == nbspRune
	}
	return false
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// isShort says whether what ends before a dash and what begins after it are short
// words, as shortened months are.
func isShort(before, after string) bool {
	const most = 4
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	from := utf8.RuneCountInString(before[len(strings.TrimRightFunc(before, letter)):])
	to := utf8.RuneCountInString(after[:len(after)-len(strings.TrimLeftFunc(after, letter))])
	return 0 < from && from <= most && 0 < to && to <= most
}

// myriads are the words for powers of ten thousand, which stand between a number and
// its unit; some write them apart by a blank that does not break. numbered are the
// characters that a number belongs to, ranges what stands between the ends of a range,
// joins what a line of Korean may break behind without a blank.
const (
	myriads  = "万亿兆萬億만억조"
	numbered = "第图表図"
	ranges   = "–—～"
	joins    = "·/→–—-"
	nbspRune = '\u00A0'
)

// How two lines of Chinese or Japanese break between clauses.
const (
	clause = 0.6 // of the width: how full a first line is that ends with a clause
	longer = 1.2 // of the first line: how long the second may then be
)

// isPair says whether a text is two characters of a script without blanks, or fewer,
// a stop behind them not counted.
func (p *paragraph) isPair(start, end int) bool {
	n := 0
	for _, r := range p.text[start:end] {
		switch {
		case closesSquare(r):
		case !isWide(r):
			return false
		default:
			n++
		}
	}
	return n <= 2
}

// betweenClauses is where a text of two lines breaks, which is before the unit at if
// no clause of Chinese or Japanese ends in the last part of the first line, or the
// second line would be much the longer: a title with a colon is not cut within a word.
func (p *paragraph) betweenClauses(units []unit, before []float64, at int) int {
	all := len(units) - 1
	for j := at; j > 0; j-- {
		u := &units[j-1]
		first := before[j-1] + u.trimmedWidth - units[0].head - u.tail
		second := before[all] - before[j] + units[all].trimmedWidth - units[j].head - units[all].tail
		if first < clause*p.width || second > min(p.width, longer*first) || u.damage > 0 {
			break
		}
		if closesClause(lastRune(p.text[u.start:u.trimmed])) {
			return j
		}
	}
	return at
}

// closesClause says whether a mark ends a clause of Chinese or Japanese.
func closesClause(r rune) bool { return strings.ContainsRune("，。；：！？", r) }
