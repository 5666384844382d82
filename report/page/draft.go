package page

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// Draft makes a document one that is not to be issued. Its pages are set as
// those of the brief, a little smaller, so that notes have a margin of their own;
// the word stands across each of them.
type Draft struct {
	Word  string // across each page, and at its head
	Line  string // beside the word at the head
	Notes []Note // in the order of the outline
}

// Note says in the margin what is wrong in a place of the page.
type Note struct {
	Label      string // where to mend it: brief.yaml:19
	Text, Hint string // what is wrong; the mend, or empty
	// The words that it is about are those of statements. Where none of these
	// stands in running text, it is about a block, or the heading of a section.
	Statements []int
	At         diag.Pos
}

// The pages of a draft: how much smaller they are set, and where; the head; the
// margin for notes.
const (
	draftScale     = 0.88
	draftX, draftY = -4 * mm, 13 * mm
	draftLeft      = draftScale*left + draftX
	draftRight     = draftScale*right + draftX
	draftHead      = 12 * mm // baseline of the word at the head
	draftSize      = 250 * mm

	noteLeft, noteRight = draftRight + 5*mm, pageWidth - 9*mm
	noteTop             = 20 * mm
	noteFoot            = 12 * mm // under the last note
	noteSide            = 2 * mm  // padding of a note
	noteWidth           = noteRight - noteLeft - 1.5*noteSide
	bracketGap          = 1.2 * mm
)

var (
	draftWordStyle  = newStyle(ink.SansBold, 15, 6, colorRust)
	draftLineStyle  = newStyle(ink.Sans, 8, 4, colorText2)
	noteLabelStyle  = newStyle(ink.SansBold, 6.2, 2.7, colorRust)
	noteTextStyle   = newStyle(ink.Sans, 6.2, 2.6, colorInk)
	noteHintStyle   = newStyle(ink.SansItalic, 6.2, 2.6, colorText2)
	foundStroke     = ink.Stroke{Color: colorRust, Width: 0.2 * mm}
	noteStroke      = ink.Stroke{Color: colorRust, Width: 0.12 * mm, Dash: []float64{1.2, 1}}
	noteFrameStroke = ink.Stroke{Color: colorRust, Width: 0.35 * mm}
)

// markFound tints the words of a line that a note of the draft is about, before
// they are painted.
func (d *sheet) markFound(line ink.TextLine, x, y, h float64) {
	for _, p := range line.Pieces {
		if !d.found[p.Run.Tag] {
			continue
		}
		stroke := foundStroke
		if p.Run.Color == colorWhite {
			stroke.Color = colorOrange // white words stand on a dark ground
		} else {
			d.Add(0, ink.Rect(x+p.X, y+0.06*h, p.W, 0.9*h, colorFound))
		}
		d.Add(0, ink.Line(x+p.X, y+0.96*h, x+p.X+p.W, y+0.96*h, stroke))
	}
}

// dressDraft sets the pages as those of a draft, and moves the places with them.
func (l *layouter) dressDraft() {
	for i := range l.places {
		p := &l.places[i]
		p.X, p.Y, p.W, p.H = p.X*draftScale+draftX, p.Y*draftScale+draftY, p.W*draftScale, p.H*draftScale
	}
	notes := l.anchorNotes()
	list := l.node("L", documentElement)
	for i := range l.out.Pages {
		d := ink.Drawing{W: pageWidth, H: l.paper.height()}
		head := pdf.RunHead
		if i == 0 {
			head = l.draftHead // the pages after it repeat the word
		}
		l.drawDraftWord(&d, head)
		d.Place(l.out.Pages[i].Scale(draftScale), draftX, draftY, 0)
		l.drawNotes(&d, notes[i], list)
		l.out.Pages[i] = d
	}
}

// drawDraftWord draws the word across the page, from its lower left to its upper
// right, and the head as marks of the element.
func (l *layouter) drawDraftWord(d *ink.Drawing, head int) {
	draft := l.doc.Draft
	font := l.doc.Theme.Faces.Of(ink.Font{Face: ink.SansBold, Size: 100})
	wordStyle, lineStyle := l.own(draftWordStyle), l.own(draftLineStyle)
	if w := font.Width(draft.Word); w > 0 {
		font.Size *= draftSize / w
	}
	const capital = 0.66 // the height of capitals, as a part of the size
	height := l.paper.height()
	sin, cos := math.Sincos(math.Atan2(height, pageWidth))
	d.Add(pdf.Watermark, font.Outline(draft.Word, colorDraft).Map(func(p ink.Point) ink.Point {
		p.X, p.Y = p.X-draftSize/2, p.Y+capital*font.Size/2
		return ink.Point{X: pageWidth/2 + p.X*cos + p.Y*sin, Y: height/2 - p.X*sin + p.Y*cos}
	}))
	d.Add(head, ink.Label(draftLeft, draftHead, draft.Word, wordStyle.font, wordStyle.color)...)
	x := draftLeft + wordStyle.font.Width(draft.Word) + s4
	d.Add(head, ink.Label(x, draftHead, ink.Truncate(draft.Line, lineStyle.font, noteRight-x), lineStyle.font, lineStyle.color)...)
}

// anchored is a note and where its subject stands.
type anchored struct {
	*Note
	place Place
	words bool // the subject is words, not a block
}

// anchorNotes finds the subject of every note, page by page, in reading order.
func (l *layouter) anchorNotes() [][]anchored {
	out := make([][]anchored, len(l.out.Pages))
	for i := range l.doc.Draft.Notes {
		n := &l.doc.Draft.Notes[i]
		a := anchored{Note: n, place: Place{Page: 1, X: draftLeft, Y: draftScale*mastheadTop + draftY, W: draftRight - draftLeft}}
		for _, isSubject := range []func(Place) bool{
			func(p Place) bool { return p.Statement > 0 && slices.Contains(n.Statements, p.Statement) },
			func(p Place) bool { return p.Statement == 0 && p.At == n.At },
			func(p Place) bool { return p.Statement == 0 && p.At == l.doc.At },
		} {
			if k := slices.IndexFunc(l.places, isSubject); k >= 0 {
				a.place, a.words = l.places[k], l.places[k].Statement > 0
				break
			}
		}
		out[a.place.Page-1] = append(out[a.place.Page-1], a)
	}
	for _, notes := range out {
		slices.SortStableFunc(notes, func(a, b anchored) int {
			return cmp.Or(cmp.Compare(a.place.Y, b.place.Y), cmp.Compare(a.place.X, b.place.X))
		})
	}
	return out
}

// setNote is a note with its lines and its place in the margin.
type setNote struct {
	anchored
	parts    []setting
	y, h     float64
	pad, gap float64 // over and under its lines, and to the next note
}

// drawNotes draws the notes of a page, none over another, each as near to the
// height of its subject as the others let it, with a line between the two. They
// are items of the list.
func (l *layouter) drawNotes(d *ink.Drawing, notes []anchored, list int) {
	bottom := l.paper.height() - noteFoot
	set := l.fitNotes(notes, bottom-noteTop)
	for i := range set {
		n := &set[i]
		n.y = max(noteTop, n.place.Y)
		if i > 0 {
			n.y = max(n.y, set[i-1].y+set[i-1].h+n.gap)
		}
	}
	end := bottom
	for i := len(set) - 1; i >= 0; i-- {
		set[i].y = min(set[i].y, end-set[i].h)
		end = set[i].y - set[i].gap
	}
	for i := range set {
		set[i].drawLeader(d)
	}
	for i := range set {
		set[i].draw(d, l.node("LBody", l.element(pdf.Element{Role: "LI", Parent: list, At: set[i].At})))
	}
}

// fitNotes sets the notes with as much as the margin of this height has room for:
// with their mends, without, only the labels, or one label for those that lie
// close together.
func (l *layouter) fitNotes(notes []anchored, height float64) []setNote {
	label := func(n anchored) setting { return l.noteLines(n.Label, noteLabelStyle) }
	text := func(n anchored) setting { return l.noteLines(n.Text, noteTextStyle) }
	hint := func(n anchored) setting { return l.noteLines(n.Hint, noteHintStyle) }
	for _, much := range []struct {
		parts    []func(anchored) setting
		pad, gap float64
	}{
		{[]func(anchored) setting{label, text, hint}, s2, s2},
		{[]func(anchored) setting{label, text}, s1, s1},
		{[]func(anchored) setting{label}, s1 / 2, s1 / 2},
	} {
		set := make([]setNote, len(notes))
		total := 0.0
		for i, n := range notes {
			var parts []setting
			for _, p := range much.parts {
				parts = append(parts, p(n))
			}
			set[i] = newSetNote(n, parts, much.pad, much.gap)
			total += set[i].h + much.gap
		}
		if total <= height {
			return set
		}
	}
	var set []setNote
	for i := 0; i < len(notes); {
		first := i
		for i < len(notes) && notes[i].place.Y < notes[first].place.Y+noteLabelStyle.leading+s1 {
			i++
		}
		words := notes[first].Label
		if i > first+1 {
			words += fmt.Sprintf(" +%d", i-first-1)
		}
		words = ink.Truncate(words, l.own(noteLabelStyle).font, noteWidth)
		set = append(set, newSetNote(notes[first], []setting{l.noteLines(words, noteLabelStyle)}, s1/4, s1/4))
	}
	return set
}

func newSetNote(n anchored, parts []setting, pad, gap float64) setNote {
	out := setNote{anchored: n, parts: parts, h: 2 * pad, pad: pad, gap: gap}
	for _, p := range parts {
		out.h += p.height()
	}
	return out
}

// noteLines breaks a text of a note into lines. It holds words of the author's,
// and a character that no font has is no reason not to print a draft.
func (l *layouter) noteLines(s string, st style) setting {
	st = l.own(st)
	return setting{style: st, lines: ink.Break([]ink.Run{{S: s, Font: st.font, Color: st.color}}, noteWidth)}
}

// drawLeader leads from the words, or from a bracket at the right of a block, to
// the note.
func (n *setNote) drawLeader(d *ink.Drawing) {
	p := n.place
	x, y := p.X+p.W, p.Y+0.96*p.H
	if !n.words {
		x += bracketGap
		d.Add(0, ink.Line(x, p.Y, x, p.Y+p.H, noteFrameStroke))
		y = p.Y + min(p.H/2, 2*mm)
	}
	points := []ink.Point{{X: x, Y: y}}
	if turn := draftRight + 2*bracketGap; turn > x {
		points = append(points, ink.Point{X: turn, Y: y})
	}
	d.Add(0, ink.Polyline(append(points, ink.Point{X: noteLeft, Y: n.y + n.pad + noteLabelStyle.leading/2}), noteStroke))
}

// draw paints the note as marks of the element.
func (n *setNote) draw(d *ink.Drawing, el int) {
	d.Add(0, ink.Rect(noteLeft, n.y, noteRight-noteLeft, n.h, colorMinus),
		ink.Line(noteLeft, n.y, noteLeft, n.y+n.h, noteFrameStroke))
	y := n.y + n.pad
	for _, p := range n.parts {
		for i, line := range p.lines {
			for _, m := range line.Marks(noteLeft+noteSide, p.style.baseline(y+float64(i)*p.style.leading)) {
				d.Add(el, m.Op)
			}
		}
		y += p.height()
	}
}
