package ink

import (
	"unicode"
	"unicode/utf8"
)

// Full-width marks of Chinese, Japanese and Korean stand in a square of which one
// half is blank. Two of them side by side leave a hole in the line, so that one gives
// up its blank half, as it does beside a Latin quotation mark or a blank. A line takes
// the half from a mark at each of its ends. The pair of a closing mark and an opening
// one keeps half a square between them. The text itself stays as it is: what follows
// is only painted closer.

// closesSquare reports whether the right half of a full-width mark is blank.
func closesSquare(r rune) bool {
	switch r {
	case '、', '。', '，', '；', '：', '！', '？', '）', '］', '｝', '】', '》', '〉', '」', '』', '〕':
		return true
	}
	return false
}

// opensSquare reports whether the left half of a full-width mark is blank.
func opensSquare(r rune) bool {
	switch r {
	case '（', '［', '｛', '【', '《', '〈', '「', '『', '〔':
		return true
	}
	return false
}

// squeezed is the mark that gives up half a square between two neighbours, 0 if none
// does.
func squeezed(last, next rune) rune {
	const first = '、' // all marks are from here on
	switch {
	case last < first && next < first:
	case closesSquare(last) && (closesSquare(next) || opensSquare(next) || besideSquare(next, ",.;:)”’")):
		return last
	case opensSquare(next) && (opensSquare(last) || besideSquare(last, "(“‘")):
		return next
	}
	return 0
}

// besideSquare reports whether a character that is no full-width mark takes the place
// of a blank half: a blank, or one of the marks.
func besideSquare(r rune, marks string) bool {
	if r >= '、' {
		return false
	}
	for _, m := range marks {
		if r == m {
			return true
		}
	}
	return unicode.IsSpace(r) || r == '“' || r == '‘'
}

// half is half the square of a mark, in points.
func (f Font) half(mark rune) float64 {
	return f.in(f.Face.glyph(mark).face).size() / 2
}

// saved is what a mark before or behind pos gives up to its neighbour there.
func (p *paragraph) saved(pos int) float64 {
	if pos <= 0 || pos >= len(p.text) {
		return 0
	}
	next, _ := utf8.DecodeRuneInString(p.text[pos:])
	last := lastRune(p.text[:pos])
	switch mark := squeezed(last, next); mark {
	case 0:
		return 0
	case last:
		return p.runs[p.runAt(pos-1)].Font.half(mark)
	default:
		return p.runs[p.runAt(pos)].Font.half(mark)
	}
}

// squeeze notes what the marks of a unit give up, now that the units are known.
func (p *paragraph) squeeze(u *unit) {
	if u.trimmed == u.start {
		return
	}
	if first, _ := utf8.DecodeRuneInString(p.text[u.start:]); opensSquare(first) {
		u.head = p.runs[p.runAt(u.start)].Font.half(first)
	}
	if last := lastRune(p.text[:u.trimmed]); closesSquare(last) {
		u.tail = p.runs[p.runAt(u.trimmed-1)].Font.half(last)
	}
	u.after = p.saved(u.end)
}
