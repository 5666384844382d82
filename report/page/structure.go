package page

import (
	"strings"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// The structure is what a reader aloud goes by: elements in the order in which
// the brief is read, which is that of their making. A mark of element 0 is
// furniture: rules, grounds, running heads, headers of tables that are repeated.
// What only furniture would say is said once as an element: the marking of the
// front page, the foot of its page.
//
// A figure has words in its place (Alt). Within one, and in a cell of a table,
// pictures that repeat printed words are furniture. Lists hold items, items a
// label and a body; tables are regular: each row has a cell for each column,
// with or without words.

// element adds a node to the structure, made from the block being composed, and
// returns its number.
func (l *layouter) element(e pdf.Element) int {
	if (e.At == diag.Pos{}) {
		e.At = l.at
	}
	if e.Alt != "" && e.Lang == "" {
		e.Lang = l.languageOf(e.Alt)
	}
	l.out.Elements = append(l.out.Elements, e)
	return len(l.out.Elements) - 1
}

// node is an element that has a role and nothing else.
func (l *layouter) node(role pdf.Role, parent int) int {
	return l.element(pdf.Element{Role: role, Parent: parent})
}

// heading is the element of a heading within what is being composed.
func (l *layouter) heading(parent int) int { return l.node(headingRole(l.level), parent) }

// headingRole is the role of headings of a level; there are six.
func headingRole(level int) pdf.Role {
	return [...]pdf.Role{"H1", "H2", "H3", "H4", "H5", "H6"}[min(max(level, 1), 6)-1]
}

// below composes the headings of what follows one level further down, until what
// it returns is called.
func (l *layouter) below() func() {
	l.level++
	return func() { l.level-- }
}

// headerCell is the element of a cell of a row that heads others. One without
// words heads nothing.
func (l *layouter) headerCell(row int, t Text, scope pdf.Scope) int {
	if t.blank() {
		return l.node("TD", row)
	}
	return l.element(pdf.Element{Role: "TH", Parent: row, Scope: scope})
}

// picture is the element of a picture with words in its place. One without words
// is furniture.
func (l *layouter) picture(alt string, parent int) int {
	if strings.TrimSpace(alt) == "" {
		return 0
	}
	return l.element(pdf.Element{Role: "Figure", Parent: parent, Alt: alt})
}

// paraElements gives each of the paragraphs of one place an element: where there
// is but one, that is the place itself.
func (l *layouter) paraElements(n, el int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = el
		if n > 1 && el > 0 {
			out[i] = l.node("P", el)
		}
	}
	return out
}

// drawPicture paints a picture at x, y. Words in it that are in another language
// say so.
func (l *layouter) drawPicture(d *sheet, picture ink.Drawing, x, y float64, el int) {
	before := len(d.Marks)
	d.Place(picture, x, y, el)
	if el == 0 {
		return
	}
	for i := before; i < len(d.Marks); i++ {
		if text, ok := d.Marks[i].Op.(ink.Text); ok {
			if lang := l.languageOf(text.S); lang != "" {
				d.Marks[i].Element = l.element(pdf.Element{Role: "Span", Parent: el, Lang: lang, At: l.out.Elements[el].At})
			}
		}
	}
}

// prune takes out the elements that nothing on a page belongs to, which are left
// of tries, and numbers the rest anew. Rows and cells of a table stay, since a
// table without them would be another one.
func (l *layouter) prune() {
	els := l.out.Elements
	keep := make([]bool, len(els))
	keep[0], keep[documentElement] = true, true
	for _, page := range l.out.Pages {
		for _, m := range page.Marks {
			if _, place := m.Op.(ink.Dest); !place && m.Element > 0 {
				keep[m.Element] = true
			}
		}
	}
	for i := len(els) - 1; i > documentElement; i-- {
		keep[els[i].Parent] = keep[els[i].Parent] || keep[i]
	}
	for i := documentElement + 1; i < len(els); i++ {
		switch els[i].Role {
		case "THead", "TBody", "TR", "TH", "TD":
			keep[i] = keep[els[i].Parent]
		}
	}
	number := make([]int, len(els))
	n := 0
	for i, e := range els {
		if !keep[i] {
			number[i] = number[e.Parent] // a place of a link goes to what is left around it
			continue
		}
		e.Parent = number[e.Parent]
		els[n], number[i] = e, n
		n++
	}
	l.out.Elements = els[:n]
	for _, page := range l.out.Pages {
		for i := range page.Marks {
			if el := page.Marks[i].Element; el > 0 {
				page.Marks[i].Element = number[el]
			}
		}
	}
}
