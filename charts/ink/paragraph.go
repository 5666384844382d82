package ink

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Run is a piece of a paragraph in one style.
type Run struct {
	S             string
	Font          Font
	Color         Color
	Rise          float64 // the baseline is raised by so many points
	Element       int     // of the document, 0: page furniture
	URL           string  // external link; "": none
	Dest          string  // internal link; "": none
	LinkElement   int     // the element of the area of the link, of which Element is a part; 0: Element
	Spoken        string  // what a reader aloud says of the link; "": its text
	NoBreakBefore bool    // stays with the character before it: source references
	Tag           int     // the caller's, to find the run again on its lines; paints nothing
}

// Break breaks runs into ragged-right lines of at most width points (a million,
// if width is more or no number). It chooses the breaks over the whole paragraph:
// as few broken words as possible; then as few lines as possible; then the least
// sum of squared slack, the last line free but not a single short word, or two
// characters of Chinese, where that can be avoided, with a little against hyphens. Two
// lines of Chinese or Japanese break between clauses where the first is full enough.
//
// Lines break where Unicode allows it (UAX 14), looking at the text of all runs
// together. A soft hyphen is printed where the line breaks there, and dropped
// elsewhere. A word wider than the line is broken between graphemes; a grapheme
// wider than the line stands over. "\n" forces a break; at the end of the
// paragraph it adds no empty line. Blanks at the end of a line hang: they are
// neither counted nor painted. No other character is lost. A full-width mark gives
// up its blank half beside another mark and at the ends of a line.
//
// It returns nil if the runs hold no text.
func Break(runs []Run, width float64) []TextLine {
	p := paragraph{runs: runs, width: maxLength}
	if width <= maxLength { // not so for what is no number
		p.width = max(width, 0)
	}
	var text strings.Builder
	for _, r := range runs {
		p.starts = append(p.starts, text.Len())
		text.WriteString(r.S)
	}
	p.text = text.String()

	var lines []TextLine
	units := p.units()
	for first, i := 0, 0; i < len(units); i++ {
		if units[i].hard {
			lines = p.breakUnits(lines, units[first:i+1])
			first = i + 1
		}
	}
	return lines
}

// tolerance is how far a line may be too wide, in points: room for the rounding
// of sums, so that a text fits in its own width.
const tolerance = 1e-6

// paragraph is the text of all runs.
type paragraph struct {
	runs   []Run
	starts []int // where the text of each run begins
	text   string
	width  float64 // of the lines
}

// unit is a part of the text that no line may cut, from one opportunity for a
// break to the next.
type unit struct {
	start, trimmed, end int     // the end without and with hanging blanks
	trimmedWidth, width float64 // without and with hanging blanks
	hyphen              float64 // width of the hyphen if a line ends here, 0: none
	hard                bool    // a line ends here
	head, after, tail   float64 // what squeezed marks save: at the start of a line, before the next unit, at the end of a line
	damage              int     // done by a break here, in the middle of a word
	word                bool    // a word ends here
}

// units cuts the text at the opportunities of Unicode line breaking, and words
// wider than a line between graphemes. The last unit is hard.
func (p *paragraph) units() []unit {
	var out []unit
	start, pos, state := 0, 0, -1
	for rest := p.text; rest != ""; {
		var part string
		var must bool
		part, rest, must, state = uniseg.FirstLineSegmentInString(rest, state)
		// uniseg runs over a line break before a hyphen and a digit.
		if i := strings.IndexFunc(part, isLineBreak); i >= 0 {
			_, width := utf8.DecodeRuneInString(part[i:])
			if strings.HasPrefix(part[i:], "\r\n") {
				width = 2
			}
			if end := i + width; end < len(part) {
				part, rest, must, state = part[:end], p.text[pos+end:], true, -1
			}
		}
		pos += len(part)
		if !must && (p.staysAt(pos) || p.isOneWord(pos)) {
			continue
		}
		n := len(out)
		if n > 0 && !out[n-1].hard {
			// Blanks that Unicode keeps with what follows, such as a tab after a
			// space, hang on the line before: no line begins with them.
			text := p.text[start:pos]
			if blanks := len(text) - len(strings.TrimLeftFunc(text, hangs)); 0 < blanks && blanks < len(text) {
				out[n-1].hang(p.unit(start, start+blanks))
				start += blanks
			}
		}
		u := p.unit(start, pos)
		if must {
			u.hard, u.hyphen = true, 0
		}
		switch {
		case u.trimmed == u.start && n > 0 && !out[n-1].hard:
			out[n-1].hang(u)
		case u.trimmedWidth+u.hyphen > p.width+tolerance:
			out = p.splitWord(out, u)
		default:
			out = append(out, u)
		}
		start = pos
	}
	return out
}

// unit measures the text from start to end.
func (p *paragraph) unit(start, end int) unit {
	text := p.text[start:end]
	u := unit{start: start, end: end}
	u.trimmed = start + len(strings.TrimRightFunc(text, hangs))
	u.trimmedWidth = p.measure(start, u.trimmed)
	u.width = u.trimmedWidth + p.measure(u.trimmed, end)
	if u.trimmed < end {
		u.width -= p.saved(u.trimmed)
	}
	last := lastRune(text)
	if last == softHyphen {
		u.hyphen = p.runs[p.runAt(end-1)].Font.Width(hyphen)
	}
	// Between Chinese characters every unit counts as a word.
	u.word = u.trimmed < end && last != softHyphen || isWide(last)
	return u
}

// hang appends a unit without painted characters: its blanks hang on what they
// follow, so that no line begins with them.
func (u *unit) hang(blank unit) {
	u.end, u.width = blank.end, u.width+blank.width
	u.hard, u.hyphen, u.word = blank.hard, 0, true
}

// hyphen is what is printed for a soft hyphen at the end of a line.
const hyphen = "-"

// hangs says whether a character may stand outside the end of a line: blanks
// that separate words, and what is not painted.
func hangs(r rune) bool {
	switch r {
	case '\u00A0', '\u2007', '\u202F':
		return false
	}
	return r == '\t' || unicode.Is(unicode.Zs, r) || isLineBreak(r) || isInvisible(r)
}

// isWide says whether the character belongs to a script that breaks lines
// between any two characters.
func isWide(r rune) bool {
	return r >= '\u2E80' && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= '\u3000' && r <= '\u303F' || r >= '\uFF00' && r <= '\uFFEF'
}

// staysAt says whether a run that begins at pos stays with the character before it.
func (p *paragraph) staysAt(pos int) bool {
	for i := sort.SearchInts(p.starts, pos); i < len(p.runs) && p.starts[i] == pos; i++ {
		if p.runs[i].NoBreakBefore && p.runs[i].S != "" {
			return true
		}
	}
	return false
}

// runAt is the index of the run that holds the byte at pos.
func (p *paragraph) runAt(pos int) int {
	return sort.SearchInts(p.starts, pos+1) - 1
}

// measure is the width of the text from start to end.
func (p *paragraph) measure(start, end int) float64 {
	width := 0.0
	for from := start; start < end; {
		if start > from {
			width -= p.saved(start)
		}
		i := p.runAt(start)
		stop := min(end, p.starts[i]+len(p.runs[i].S))
		width += p.runs[i].Font.Width(p.text[start:stop])
		start = stop
	}
	return width
}

// splitWord appends a unit that is too wide for a line as units of one grapheme
// each. One closing mark stays with the grapheme before it, and so does a run
// that should, while the two fit in a line.
func (p *paragraph) splitWord(out []unit, word unit) []unit {
	first := len(out)
	glued := false
	for start := word.start; start < word.end; {
		end := start + len(firstCluster(p.text[start:word.end]))
		u := p.unit(start, end)
		u.damage = damageWord
		if last := lastRune(p.text[start:end]); unicode.Is(unicode.Zs, last) {
			u.damage = damageBlank
		}
		start = end
		if len(out) > first && u.trimmed == u.start {
			out[len(out)-1].hang(u)
			continue
		}
		if len(out) > first {
			last := &out[len(out)-1]
			both := last.width + u.trimmedWidth
			if both+word.hyphen <= p.width && (p.staysAt(u.start) || !glued && closes(p.text[u.start:u.end])) {
				last.trimmed, last.trimmedWidth = u.trimmed, both
				last.end, last.width = u.end, last.width+u.width
				glued = true
				continue
			}
		}
		glued = false
		out = append(out, u)
	}
	last := &out[len(out)-1]
	last.damage, last.hard, last.word, last.hyphen = 0, word.hard, word.word, word.hyphen
	return out
}

// closes says whether a grapheme should not begin a line.
func closes(s string) bool {
	for _, r := range s {
		return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po)
	}
	return false
}

// firstCluster is the first grapheme of a string.
func firstCluster(s string) string {
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(s, -1)
	return cluster
}

// What a line costs besides its squared slack, as a part of the squared width.
const (
	costHyphen = 0.02 // as much as a slack of a seventh of the line
	costWidow  = 1    // a last line of one short word: as much as an empty line
	costPair   = 0.05 // a last line of two characters of Chinese
	shortWord  = 0.5  // of the width
)

// What a break does to a word that is wider than a line.
const (
	damageBlank = 1 // it is broken after a blank that should not break
	damageWord  = 2
)

// way is how to break a paragraph before one of its units.
type way struct {
	damage, lines int
	cost          float64
	from          int // the unit that the last of the lines begins with
}

// betterThan compares two ways to break before the same unit.
func (w way) betterThan(v way) bool {
	switch {
	case w.damage != v.damage:
		return w.damage < v.damage
	case w.lines != v.lines:
		return w.lines < v.lines
	}
	return w.cost < v.cost
}

// breakUnits appends the best lines for the units of a paragraph, or of a part
// of it that ends with a forced break.
func (p *paragraph) breakUnits(lines []TextLine, units []unit) []TextLine {
	// before[j] is the width of all units before j, blanks included, and words[j]
	// the number of words that end there.
	before := make([]float64, len(units)+1)
	words := make([]int, len(units)+1)
	for j := range units {
		u := &units[j]
		p.squeeze(u)
		before[j+1], words[j+1] = before[j]+u.width-u.after, words[j]
		if u.word {
			words[j+1]++
		}
	}
	last := len(units) - 1
	if before[last]+units[last].trimmedWidth-units[0].head-units[last].tail <= p.width+tolerance {
		return append(lines, p.line(units))
	}
	best := make([]way, len(units)+1)
	for j := 1; j <= len(units); j++ {
		u := &units[j-1]
		for i := j - 1; i >= 0; i-- {
			// A line of the units from i to j-1. It only grows with smaller i. A unit
			// alone is taken even if it is too wide: it is a single grapheme.
			width := before[j-1] - before[i] + u.trimmedWidth + u.hyphen - units[i].head - u.tail
			if width > p.width+tolerance && i < j-1 {
				break
			}
			w := way{best[i].damage + u.damage, best[i].lines + 1, best[i].cost, i}
			if u.hyphen > 0 {
				w.cost += costHyphen
			}
			switch {
			case j <= last && p.width > 0:
				slack := 1 - width/p.width
				w.cost += slack * slack
			case j > last && i > 0 && words[j-1] == words[i] && width < shortWord*p.width:
				w.cost += costWidow
			case j > last && i > 0 && j-i <= 3 && p.isPair(units[i].start, u.trimmed):
				w.cost += costPair
			}
			if i == j-1 || w.betterThan(best[j]) {
				best[j] = w
			}
		}
	}
	var ends []int
	for j := len(units); j > 0; j = best[j].from {
		ends = append(ends, j)
	}
	if len(ends) == 2 {
		ends[1] = p.betweenClauses(units, before, ends[1])
	}
	i := 0
	for k := len(ends) - 1; k >= 0; k-- {
		lines = append(lines, p.line(units[i:ends[k]]))
		i = ends[k]
	}
	return lines
}

// line sets the units as one line.
func (p *paragraph) line(units []unit) TextLine {
	last := &units[len(units)-1]
	l := TextLine{Width: -units[0].head}
	for start := units[0].start; start < last.trimmed; {
		if start > units[0].start {
			l.tighten(p.saved(start))
		}
		i := p.runAt(start)
		end := min(last.trimmed, p.starts[i]+len(p.runs[i].S))
		l.add(p.runs[i], p.text[start:end])
		start = end
	}
	l.tighten(last.tail)
	if last.hyphen > 0 {
		l.Hyphen = true
		l.add(p.runs[p.runAt(last.end-1)], hyphen)
	}
	return l
}
