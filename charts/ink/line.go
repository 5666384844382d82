package ink

import (
	"cmp"
	"strings"
)

// TextLine is a line of a paragraph as [Break] made it.
type TextLine struct {
	Pieces []Piece
	Width  float64 // natural, without hanging blanks
	Hyphen bool    // the last character of the last piece is a hyphen that is not in the text
}

// Piece is a run, or a part of one, on a line, in one face.
type Piece struct {
	X     float64 // from the left end of the line
	W     float64
	Run   Run    // S and Font are those of the piece, as it is painted
	Whole string // the text of the run that the piece is a part of
	tight bool   // what follows stands closer than its text is wide
}

// add appends a part of a run.
func (l *TextLine) add(run Run, part string) {
	for _, seg := range run.Font.segments(part) {
		piece := Piece{X: l.Width, W: seg.width, Run: run, Whole: run.S, tight: seg.tight}
		piece.Run.S, piece.Run.Font = seg.s, seg.font
		l.Pieces = append(l.Pieces, piece)
		l.Width += seg.width
	}
}

// tighten takes points from behind the last piece.
func (l *TextLine) tighten(points float64) {
	if n := len(l.Pieces) - 1; n >= 0 && points > 0 {
		l.Pieces[n].W, l.Pieces[n].tight = l.Pieces[n].W-points, true
		l.Width -= points
	}
}

// Heights of the area of a link over and under the baseline, as a part of the
// size of its text.
const (
	linkAscent  = 0.8
	linkDescent = 0.25
)

// Marks paints the line with its left end at x and its baseline at y. Marks
// belong to the element of their run. Neighbours in one style become one text;
// every piece with a target gets an area of its own, after all text.
func (l TextLine) Marks(x, y float64) []Mark {
	var marks, links []Mark
	for i, p := range l.Pieces {
		r := p.Run
		if n := len(marks); i > 0 && !l.Pieces[i-1].tight && sameStyle(l.Pieces[i-1].Run, r) {
			text := marks[n-1].Op.(Text)
			text.S += r.S
			marks[n-1].Op = text
		} else {
			marks = append(marks, Mark{r.Element, Text{X: x + p.X, Y: y - r.Rise, S: r.S, Font: r.Font, Color: r.Color}})
		}
		if r.URL != "" || r.Dest != "" {
			links = append(links, Mark{cmp.Or(r.LinkElement, r.Element), Link{
				X: x + p.X, Y: y - r.Rise - linkAscent*r.Font.Size,
				W: p.W, H: (linkAscent + linkDescent) * r.Font.Size,
				URL: r.URL, Dest: r.Dest, Contents: cmp.Or(r.Spoken, spoken(p.Whole)),
			}})
		}
	}
	return append(marks, links...)
}

// sameStyle says whether two neighbours can be one text.
func sameStyle(a, b Run) bool {
	return a.Font == b.Font && a.Color == b.Color && a.Rise == b.Rise && a.Element == b.Element
}

// spoken is the text of a run as it is read aloud: on one line, without
// characters that only steer line breaking.
func spoken(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case isLineBreak(r) || r == '\t':
			return ' '
		case isInvisible(r):
			return -1
		}
		return r
	}, s))
}
