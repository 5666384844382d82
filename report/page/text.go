package page

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

const (
	nbsp   = "\u00a0"
	bullet = "•"
)

// plain is a text in one piece and style.
func plain(s string) Text { return Text{{S: s}} }

// blank reports whether nothing of the text is printed.
func (t Text) blank() bool {
	for _, s := range t {
		if s.Ref > 0 || s.Note > 0 || strings.TrimSpace(s.S) != "" {
			return false
		}
	}
	return true
}

// String is the words of the text, with references as printed.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		if s.Ref > 0 {
			fmt.Fprintf(&b, "[%d]", s.Ref)
			continue
		}
		if s.Note > 0 {
			b.WriteString("[" + NoteMark(s.Note) + "]")
		}
		b.WriteString(s.S)
	}
	return b.String()
}

// NoteMark is the letter of a note: a, b, c, so that it is no source's number.
func NoteMark(number int) string { return string(rune('a' + number - 1)) }

// onlyRefs reports whether the text is references and the signs between them.
func (t Text) onlyRefs() bool {
	refs := false
	for _, s := range t {
		if s.Ref > 0 {
			refs = true
		} else if strings.Trim(s.S, " ,;–"+nbsp) != "" {
			return false
		}
	}
	return refs
}

// setting is a text broken into lines.
type setting struct {
	lines []ink.TextLine
	style style
}

func (s setting) height() float64 { return float64(len(s.lines)) * s.style.leading }

// width is that of the longest line.
func (s setting) width() float64 {
	var w float64
	for _, line := range s.lines {
		w = max(w, line.Width)
	}
	return w
}

// draw paints the lines from the top y, aligned within the width w.
func (s setting) draw(d *sheet, x, y, w float64, align Align) {
	for i, line := range s.lines {
		drawLine(d, line, s.style, x, y+float64(i)*s.style.leading, w, align)
	}
}

func drawLine(d *sheet, line ink.TextLine, st style, x, y, w float64, align Align) {
	switch align {
	case Right:
		x += w - line.Width
	case Center:
		x += (w - line.Width) / 2
	}
	if d.found != nil {
		d.markFound(line, x, y, st.leading)
	}
	d.Marks = append(d.Marks, line.Marks(x, st.baseline(y))...)
	d.placeStatements(line, x, y, st.leading)
}

// slabs are the lines of a paragraph, of which at least three stay together.
func (s setting) slabs(at diag.Pos) []slab {
	n := len(s.lines)
	out := make([]slab, n)
	for i, line := range s.lines {
		out[i] = slab{
			at: at, height: s.style.leading, keep: i < n-1 && (i+1 < linesTogether || n-i-1 < linesTogether), below: n - i - 1,
			draw: func(d *sheet, x, y, _ float64) { drawLine(d, line, s.style, x, y, 0, Left) },
		}
	}
	return out
}

// whole is the lines of a text as one slab.
func (s setting) whole(at diag.Pos) slab {
	return slab{at: at, height: s.height(), draw: func(d *sheet, x, y, _ float64) { s.draw(d, x, y, 0, Left) }}
}

// set breaks a text into lines for the width; its marks belong to the element.
func (l *layouter) set(t Text, st style, el int, width float64) setting {
	st = l.doc.Theme.Type.of(st)
	if t.blank() {
		return setting{style: st}
	}
	return setting{lines: ink.Break(l.runs(t, st, el), width), style: st}
}

// setWords is set for words in one piece.
func (l *layouter) setWords(s string, st style, el int, width float64) setting {
	return l.set(plain(s), st, el, width)
}

// setFit is set in the first of the styles whose lines are enough.
func (l *layouter) setFit(t Text, fits []fit, el int, width float64) setting {
	var s setting
	for _, f := range fits {
		s = l.set(t, f.style, el, width)
		if f.lines == 0 || len(s.lines) <= f.lines && s.width() <= width+hair {
			break
		}
	}
	return s
}

// runs turns spans into runs of one font, colour and language.
func (l *layouter) runs(t Text, st style, el int) []ink.Run {
	flat := st.flat
	refColor := st.color
	if t.onlyRefs() {
		flat, refColor = true, colorBlue
	}
	runs := make([]ink.Run, 0, len(t))
	quote := 0 // the element of the quotation that is open
	for _, s := range t {
		r := ink.Run{S: s.S, Font: st.font, Color: st.color, Element: el, URL: s.URL, Dest: s.Dest, Tag: s.Statement}
		squares := strings.IndexFunc(s.S, inSquare) >= 0
		if squares {
			r.Font.Face = upright(r.Font.Face)
		}
		switch {
		case s.Strong, s.Emph && squares:
			r.Font.Face = strong(r.Font.Face)
		case s.Emph:
			r.Font.Face = slanted(r.Font.Face)
		}
		if s.Ref > 0 {
			r.S = "[" + strconv.Itoa(s.Ref) + "]"
			r.Dest = sourceDest(s.Ref)
			r.NoBreakBefore = true
			last := len(runs) - 1
			switch {
			case flat:
				r.Color = refColor
				if last >= 0 && !t.onlyRefs() {
					runs[last].S = strings.TrimRight(runs[last].S, " "+nbsp)
					if end, _ := utf8.DecodeLastRuneInString(runs[last].S); !wordless(end) {
						runs[last].S += nbsp
					}
				}
			default:
				r.Font, r.Rise, r.Color = referenceFont, referenceRise, colorBlue
				if last >= 0 {
					runs[last].S = strings.TrimRight(runs[last].S, " "+nbsp)
				}
			}
		}
		if s.Note > 0 {
			r.S, r.Font, r.Rise, r.Color, r.NoBreakBefore = NoteMark(s.Note), referenceFont, referenceRise, colorBlue, true
			r.Dest = l.noteDest(s.Note)
			if last := len(runs) - 1; last >= 0 {
				runs[last].S = strings.TrimRight(runs[last].S, " "+nbsp)
			}
		}
		if s.URL != "" {
			r.Color = colorBlue
		}
		if el == 0 {
			// Furniture repeats words; the link stands where they are first.
			r.URL, r.Dest = "", ""
		}
		if !l.dests[r.Dest] {
			r.Dest = ""
		}
		if !s.Quote {
			quote = 0
		} else if quote == 0 && el > 0 {
			quote = l.node("Quote", el)
		}
		r.Font = l.doc.Theme.Faces.Of(r.Font)
		l.checkGlyphs(r.S)
		runs = l.owned(runs, r, &s, cmp.Or(quote, el))
	}
	return runs
}

// inSquare reports whether a character is one of Chinese, Japanese or Korean. They
// have no slope, so that what is slanted among Latin letters is heavier among them,
// and digits between them stand upright.
func inSquare(r rune) bool {
	return r >= '\u1100' && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// wordless reports whether no blank follows the character: one of Chinese or
// Japanese, or a full-width sign.
func wordless(r rune) bool {
	return cjkSign(r) || inSquare(r) && !unicode.Is(unicode.Hangul, r)
}

// owned appends the run of a span within the element, and gives it its own
// elements: a reference, a link, another language, for which it is cut.
func (l *layouter) owned(runs []ink.Run, r ink.Run, s *Span, el int) []ink.Run {
	if el == 0 {
		return append(runs, r)
	}
	if s.Ref > 0 || s.Note > 0 {
		el = l.node("Reference", el)
		r.Spoken = l.spokenReference(s)
	}
	if r.URL != "" || r.Dest != "" {
		el = l.node("Link", el)
		r.LinkElement = el
	}
	r.Element = el
	if s.Lang != "" {
		if s.Lang != l.doc.Meta.Lang {
			r.Element = l.element(pdf.Element{Role: "Span", Parent: el, Lang: s.Lang})
		}
		return append(runs, r)
	}
	if l.language.plain(r.S) {
		return append(runs, r)
	}
	for i, p := range l.language.passages(r.S) {
		part := r
		part.S = p.s
		part.NoBreakBefore = r.NoBreakBefore && i == 0
		if p.lang != "" {
			part.Element = l.element(pdf.Element{Role: "Span", Parent: el, Lang: p.lang})
		}
		runs = append(runs, part)
	}
	return runs
}

// spokenReference is what is said of a reference: its number is a mere sign.
func (l *layouter) spokenReference(s *Span) string {
	if s.Ref > 0 && l.doc.Words.Source != "" {
		return fmt.Sprintf(l.doc.Words.Source, s.Ref)
	}
	if s.Note > 0 && l.doc.Words.Note != "" {
		return fmt.Sprintf(l.doc.Words.Note, NoteMark(s.Note))
	}
	return ""
}

// noteDest is the place of a note of the block being composed.
func (l *layouter) noteDest(number int) string {
	return "note-" + strconv.Itoa(l.noteBlocks) + NoteMark(number)
}

// checkGlyphs reports characters that no font has.
func (l *layouter) checkGlyphs(s string) {
	for _, m := range ink.Missing(s) {
		key := missing{l.at, m.Rune}
		if !l.missing[key] {
			l.missing[key] = true
			l.problem(diag.Errorf(diag.Layout, l.at, "no font has the character %q (U+%04X)", string(m.Rune), m.Rune).
				WithHint("write it in words"))
		}
	}
}

// missing is a character that no font has, at its place.
type missing struct {
	at diag.Pos
	r  rune
}

// paras composes paragraphs, headings, lists and notes in the style of running
// text.
func (l *layouter) paras(ps []Para, st style, parent int, width float64) []slab {
	var out []slab
	l.noteBlocks++
	for _, p := range ps {
		if p.Kind == Footnote {
			l.dests[l.noteDest(p.Number)] = true
		}
	}
	var lists lists
	for i, p := range ps {
		if p.Text.blank() {
			continue
		}
		var slabs []slab
		gap := st.leading / 2
		switch p.Kind {
		case Heading:
			lists = nil
			head := headingStyle
			if st.font.Size < smallStyle.font.Size {
				head = smallHeadingStyle
			}
			h := l.set(p.Text, head, l.heading(parent), width)
			slabs = []slab{h.whole(l.at)}
			slabs[0].keep = true
			gap = st.leading
		case Bullet, Numbered, Footnote:
			other := i > 0 && ps[i-1].Kind != p.Kind && ps[i-1].Level == p.Level
			if len(lists) > 0 && !other {
				gap = s1
			}
			label, body := lists.item(l, &p, parent)
			set := st
			if p.Kind == Footnote {
				set = noteStyle
			}
			slabs = l.item(p, set, label, body, width)
		default:
			lists = nil
			slabs = l.set(p.Text, st, l.node("P", parent), width).slabs(l.at)
		}
		if len(slabs) == 0 {
			continue
		}
		if len(out) > 0 {
			slabs[0].before = gap
			if ps[i-1].Kind == Heading {
				slabs[0].before = s1
			}
		}
		out = append(out, slabs...)
	}
	return out
}

// lists are the lists that are open, each within an item of the one before.
type lists []openList

type openList struct {
	el, body int // the list, and what its last item says
	kind     ParaKind
	level    int
}

// item makes the elements of an item's label and body. Notes are not in a list,
// but what comes after them goes on as in one.
func (o *lists) item(l *layouter, p *Para, parent int) (label, body int) {
	last := func() *openList { return &(*o)[len(*o)-1] }
	for len(*o) > 0 && (last().level > p.Level || last().level == p.Level && last().kind != p.Kind) {
		*o = (*o)[:len(*o)-1]
	}
	if len(*o) == 0 || last().level < p.Level {
		open := openList{kind: p.Kind, level: p.Level}
		if p.Kind != Footnote {
			if len(*o) > 0 && last().body > 0 {
				parent = last().body
			}
			open.el = l.element(pdf.Element{Role: "L", Parent: parent, Numbering: numberings[p.Kind]})
		}
		*o = append(*o, open)
	}
	if p.Kind == Footnote {
		note := l.node("Note", parent)
		return l.node("Lbl", note), l.node("P", note)
	}
	li := l.node("LI", last().el)
	label, last().body = l.node("Lbl", li), l.node("LBody", li)
	return label, last().body
}

var numberings = map[ParaKind]pdf.Numbering{Bullet: pdf.Disc, Numbered: pdf.Decimal}

// item composes an item of a list, or a note, with its mark in the margin.
func (l *layouter) item(p Para, st style, label, body int, width float64) []slab {
	mark, dest := bullet, ""
	switch p.Kind {
	case Numbered:
		mark = strconv.Itoa(p.Number) + "."
	case Footnote:
		mark, dest = NoteMark(p.Number), l.noteDest(p.Number)
	}
	sign := l.setWords(mark, st, label, width)
	indent := min(float64(max(p.Level, 0))*listIndent, width/3)
	hang := max(listIndent, sign.width()+s1)
	slabs := l.set(p.Text, st, body, width-indent-hang).slabs(l.at)
	for i := range slabs {
		text := slabs[i].draw
		slabs[i].draw = func(d *sheet, x, y, h float64) {
			if i == 0 {
				if dest != "" {
					d.Add(label, ink.Dest{Name: dest, Y: y})
				}
				sign.draw(d, x+indent, y, 0, Left)
			}
			text(d, x+indent+hang, y, h)
		}
	}
	return slabs
}
