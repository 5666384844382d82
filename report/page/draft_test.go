package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// found is a text with a statement of the number in it.
func found(n int, words string) Text {
	return Text{{S: "It was "}, {S: words, Statement: n}, {S: " in the month."}}
}

// draftOf is a brief with notes on its statements and on a block.
func draftOf(notes ...Note) Document {
	doc := brief(
		&TextBlock{Common: Common{At: diag.Pos{File: "b", Line: 10, Col: 1}, Width: Half}, Paras: []Para{{Text: found(1, "an upright word")}}},
		&TextBlock{Common: Common{At: diag.Pos{File: "b", Line: 11, Col: 1}, Width: Half}, Paras: []Para{{Text: found(2, "another one")}}},
		&Callout{Common: Common{At: diag.Pos{File: "b", Line: 12, Col: 1}}, Title: found(3, "said"), Paras: []Para{{Text: found(4, strings.Repeat("of many words ", 30))}}},
		&KeyFigures{Common: Common{At: diag.Pos{File: "b", Line: 13, Col: 1}}, Tiles: []Tile{{Label: "Exports", Value: "n.a."}}},
	)
	doc.Draft = &Draft{Word: "DRAFT", Line: "Not for issue.", Notes: notes}
	return doc
}

// textsOf are the texts of a page with what they cover.
func textsOf(d ink.Drawing, part string) []box {
	var out []box
	for _, m := range d.Marks {
		if b, ok := boxOf(m); ok && strings.Contains(b.what, part) && b.what != "path" {
			out = append(out, b)
		}
	}
	return out
}

func TestDraft(t *testing.T) {
	var notes []Note
	for i := 1; i <= 4; i++ {
		notes = append(notes, Note{Label: fmt.Sprintf("brief.yaml:%d", 18+i), Text: fmt.Sprintf("finding %d", i), Hint: "the data say: fell", Statements: []int{i}})
	}
	block := diag.Pos{File: "b", Line: 13, Col: 1}
	notes = append(notes, Note{Label: "brief.yaml:30", Text: "no figure", At: block})
	doc := draftOf(notes...)
	out, places, problems := Layout(doc)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	checkStructure(t, out)
	var aloud strings.Builder
	newTree(out).dump(1, 0, &aloud)
	for _, want := range []string{"Document\n  P\n    “DRAFT Not for issue.”", "    LI\n      LBody\n        “brief.yaml:19 finding 1 the data say: fell”"} {
		if !strings.Contains(aloud.String(), want) {
			t.Errorf("the structure does not say %q:\n%s", want, aloud.String())
		}
	}
	for i, d := range out.Pages {
		if err := d.Check(); err != nil {
			t.Error(err)
		}
		if len(textsOf(d, "DRAFT")) != 1 {
			t.Errorf("page %d does not say DRAFT", i+1)
		}
		if p, ok := d.Marks[0].Op.(ink.Path); !ok || d.Marks[0].Element != pdf.Watermark || *p.Fill != colorDraft {
			t.Errorf("page %d has no word across it, behind everything: %+v", i+1, d.Marks[0])
		}
		for _, a := range textsOf(d, "") {
			for _, b := range textsOf(d, "") {
				if a != b && min(a.x2, b.x2)-max(a.x1, b.x1) > 0.7 && min(a.y2, b.y2)-max(a.y1, b.y1) > 0.7 {
					t.Errorf("page %d: %s over %s", i+1, a.what, b.what)
				}
			}
		}
	}
	// Each note stands in the margin once, at the height of its words unless
	// another is in the way, and a line leads from them to it.
	at := func(statement int) Place {
		i := slices.IndexFunc(places, func(p Place) bool {
			return p.Statement == statement && (statement > 0 || p.At == block)
		})
		if i < 0 {
			t.Fatalf("statement %d has no place", statement)
		}
		return places[i]
	}
	last := 0.0
	for i, n := range notes {
		subject := 0
		if len(n.Statements) > 0 {
			subject = n.Statements[0]
		}
		p := at(subject)
		d := out.Pages[p.Page-1]
		labels := textsOf(d, n.Label)
		if len(labels) != 1 || labels[0].x1 < noteLeft || labels[0].x2 > pageWidth-9*mm || labels[0].y1 < p.Y-s4 && i < 4 || labels[0].y1 < last {
			t.Fatalf("the label of note %d: %v, its words at %+v", i, labels, p)
		}
		last = labels[0].y2
		leads := func(m ink.Mark) bool {
			path, ok := m.Op.(ink.Path)
			if !ok || path.Stroke == nil || len(path.Stroke.Dash) == 0 {
				return false
			}
			from, to := path.Segs[0].P[0], path.Segs[len(path.Segs)-1].P[0]
			return from.Y >= p.Y-hair && from.Y <= p.Y+p.H && from.X >= p.X+p.W-hair && to.X == noteLeft && to.Y > labels[0].y1-s1 && to.Y < labels[0].y2+s1
		}
		if !slices.ContainsFunc(d.Marks, leads) {
			t.Errorf("nothing leads from %+v to the note at %+v", p, labels[0])
		}
		if len(textsOf(d, n.Text)) != 1 {
			t.Errorf("the text of note %d is not printed", i)
		}
	}
	// A statement over several lines is tinted on each.
	lines, tints := 0, 0
	for _, p := range places {
		if p.Statement == 4 {
			lines++
			for _, m := range out.Pages[p.Page-1].Marks {
				if b, ok := boxOf(m); ok && b.what == "path" && b.y1 > p.Y-hair && b.y2 < p.Y+p.H+hair && b.x1 > p.X-hair && b.x1 < p.X+hair {
					if path := m.Op.(ink.Path); path.Fill != nil && *path.Fill == colorFound {
						tints++
					}
				}
			}
		}
	}
	if lines < 3 || tints != lines {
		t.Errorf("%d lines of a statement, %d tinted", lines, tints)
	}
}

// TestDraftOfManyNotes: however many there are, they stay on the page and none
// stands over another.
func TestDraftOfManyNotes(t *testing.T) {
	for _, n := range []int{0, 15, 40, 400} {
		var notes []Note
		for i := range n {
			notes = append(notes, Note{Label: fmt.Sprintf("brief.yaml:%d", i%97), Text: strings.Repeat("words of a finding ", 4), Hint: "a hint", Statements: []int{1 + i%4}})
		}
		out, _, problems := Layout(draftOf(notes...))
		if problems.Failed() {
			t.Fatal(problems)
		}
		for _, d := range out.Pages {
			labels := textsOf(d, "brief.yaml")
			for i, a := range labels {
				if a.y1 < noteTop || a.y2 > A4.height()-noteFoot {
					t.Errorf("of %d notes, %v is off the margin", n, a)
				}
				for _, b := range labels[:i] {
					if min(a.y2, b.y2) > max(a.y1, b.y1) {
						t.Errorf("of %d notes, %v over %v", n, a, b)
					}
				}
			}
			if n > 0 && len(labels) == 0 {
				t.Errorf("none of %d notes", n)
			}
		}
	}
}

// TestDraftLimit: more pages than the limit keep a draft with notes from nothing.
func TestDraftLimit(t *testing.T) {
	doc := draftOf(Note{Label: "brief.yaml:1", Text: "no", Statements: []int{1}})
	doc.MaxPages = 1
	for range 5 {
		doc.Sections[0].Blocks = append(doc.Sections[0].Blocks, doc.Sections[0].Blocks...)
	}
	if _, _, problems := Layout(doc); problems.Failed() || len(problems) == 0 {
		t.Errorf("problems %v, want a warning", problems)
	}
	doc.Draft.Notes = nil
	if _, _, problems := Layout(doc); !problems.Failed() {
		t.Error("a draft without notes may not have more pages than the brief")
	}
}
