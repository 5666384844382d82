package report

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tradebrief/charts"
	"tradebrief/report/page"
)

// Text is the whole brief as plain text in reading order, for a spelling check
// or a translator: a line for each heading, paragraph and item, the cells of a
// table with tabs between them, figures and references as printed. What layout
// adds, running heads and repeated headers, is left out.
func (b *Brief) Text() string {
	d := &b.Document
	var t plainText
	t.para(d.Organisation)
	t.para(d.SeriesLine)
	t.para(d.Title.String())
	t.paras(d.Standfirst)
	for _, f := range d.Facts {
		t.line(f.Label + ": " + f.Value.String())
	}
	for i := range d.Sections {
		t.section(&d.Sections[i])
	}
	for _, c := range d.Contact {
		t.para(c.Title)
		t.paras(c.Paras)
	}
	return t.String()
}

// Text is the part as plain text, as in [Brief.Text].
func (p *Part) Text() string {
	var t plainText
	if p.section != nil {
		t.section(p.section)
	} else {
		t.block(p.block)
	}
	return t.String()
}

// unformatted is a printed text without what only helps to set it: special
// blanks and hyphens become plain ones, marks for the breaking of lines go. So do
// characters that steer a terminal or turn the direction of writing: what leaves
// the brief is words.
func unformatted(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, setting.Replace(strings.TrimSpace(s)))
}

var setting = strings.NewReplacer(
	nbsp, " ", "\u202f", " ", "\u2007", " ", "\u2009", " ", "\u2011", "-", "\n", " ", "\t", " ",
	"\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "")

// plainText gathers lines; groups of lines are parted by an empty one.
type plainText struct {
	strings.Builder
	apart bool // the next line begins a group
}

// line writes a text as a line of its group.
func (t *plainText) line(s string) { t.write(unformatted(s)) }

func (t *plainText) write(s string) {
	if s == "" {
		return
	}
	if t.apart && t.Len() > 0 {
		t.WriteByte('\n')
	}
	t.apart = false
	t.WriteString(s)
	t.WriteByte('\n')
}

// para writes a line that is a group of its own.
func (t *plainText) para(s string) {
	t.apart = true
	t.line(s)
	t.apart = true
}

func (t *plainText) paras(ps []page.Para) {
	t.apart = true
	for i, p := range ps {
		s := p.Text.String()
		item := p.Kind == page.Bullet || p.Kind == page.Numbered || p.Kind == page.Footnote
		if i > 0 && (!item || ps[i-1].Kind != p.Kind) {
			t.apart = true
		}
		switch p.Kind {
		case page.Bullet:
			s = "- " + s
		case page.Numbered:
			s = strconv.Itoa(p.Number) + ". " + s
		case page.Footnote:
			s = page.NoteMark(p.Number) + ". " + s
		}
		t.line(s)
	}
	t.apart = true
}

func (t *plainText) section(s *page.Section) {
	name := s.Name
	if s.Number > 0 {
		name = strconv.Itoa(s.Number) + " " + name
	}
	t.para(name)
	if title := s.Title.String(); title != s.Name {
		t.para(title)
	}
	t.para(s.Deck.String())
	for _, b := range s.Blocks {
		t.block(b)
	}
}

func (t *plainText) block(b page.Block) {
	t.apart = true
	switch b := b.(type) {
	case *page.TextBlock:
		t.paras(b.Paras)
	case *page.KeyFigures:
		for i := range b.Tiles {
			tile := &b.Tiles[i]
			t.line(joined(", ", tile.Label+": "+joined(" ", tile.Value, tile.Unit), unformatted(tile.Change.String())))
		}
	case *page.Figure:
		t.head(&b.Exhibit)
		for _, s := range chartWords(&b.Chart) {
			t.line(s)
		}
		t.foot(&b.Exhibit)
	case *page.Image:
		t.head(&b.Exhibit)
		t.foot(&b.Exhibit)
	case *page.LikelihoodScale:
		t.head(&b.Exhibit)
		t.foot(&b.Exhibit)
	case *page.Timeline:
		t.head(&b.Exhibit)
		for _, e := range b.Entries {
			t.line(e.When + ": " + e.Text.String())
		}
		t.foot(&b.Exhibit)
	case *page.Table:
		t.head(&b.Exhibit)
		var titles []string
		for _, c := range b.Columns {
			if c.Kind != page.StanceColumn { // a scale; the stance stands in words beside it
				titles = append(titles, unformatted(c.Title.String()))
			}
		}
		t.cells(titles)
		for _, row := range b.Rows {
			var cells []string
			for i := range row.Cells {
				cells = append(cells, cellText(&row.Cells[i], page.Text.String))
			}
			t.cells(cells)
		}
		t.line(b.Finding.String())
		t.foot(&b.Exhibit)
	case *page.Judgements:
		t.para(b.Title)
		t.para(b.Note)
		for i := range b.Items {
			j := &b.Items[i]
			t.line(joined(". ", j.ID, joined(": ", j.Likelihood, j.Text.String())))
			t.line(joined(". ", j.Confidence, j.Basis.String()))
			t.apart = true
		}
	case *page.TwoSided:
		for _, side := range []*page.Side{&b.Left, &b.Right} {
			t.line(joined(" ", side.Sign.String(), side.Title.String()))
			for i, row := range side.Rows {
				if text := row.String(); text != "" && i < len(b.Labels) {
					t.line(b.Labels[i] + ": " + text)
				}
			}
			t.line(joined(". ", side.Likelihood, side.Confidence))
			t.apart = true
		}
	case *page.Callout:
		t.para(b.Title.String())
		t.paras(b.Paras)
	case *page.Columns:
		for _, list := range b.Columns {
			for _, block := range list {
				t.block(block)
			}
		}
	case *page.Notes:
		for _, n := range b.Items {
			t.para(n.Title)
			t.paras(n.Paras)
		}
		for _, s := range b.Symbols {
			t.line(s[0] + ": " + s[1])
		}
	case *page.Annex:
		for _, table := range b.Tables {
			t.block(table)
		}
	case *page.ClaimCheck:
		t.para(b.Title)
		t.line(b.Number + " " + b.Words)
		for _, c := range b.Counts {
			t.line(strconv.Itoa(c.Number) + " " + c.Words)
		}
		t.line(joined(" ", b.Proof, b.Facts.String()))
		for _, n := range b.Notes {
			t.para(n.Title)
			t.paras(n.Paras)
		}
	case *page.Sources:
		t.para(b.Title)
		for _, e := range b.Entries {
			t.line("[" + strconv.Itoa(e.Number) + "] " + e.Text.String())
		}
	}
	t.apart = true
}

// cells writes a row of a table without its empty cells.
func (t *plainText) cells(row []string) {
	t.write(strings.Join(slices.DeleteFunc(row, func(s string) bool { return s == "" }), "\t"))
}

// head writes what stands over the body of an exhibit.
func (t *plainText) head(e *page.Exhibit) {
	t.line(joined(". ", e.Label, e.Title.String()))
	t.line(e.Subtitle.String())
}

// foot writes the source line, and what is said in place of a picture.
func (t *plainText) foot(e *page.Exhibit) {
	t.line(e.Source.String())
	t.line(e.Alt)
}

// chartWords are the words in the drawing of a chart, each once.
func chartWords(c *charts.Chart) []string {
	var out []string
	add := func(words ...string) {
		for _, s := range words {
			if s != "" && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	for _, s := range c.Series {
		if len(c.Series) > 1 {
			add(s.Name)
		}
		if len(s.Average) > 0 {
			add(s.AverageName)
		}
	}
	for _, r := range c.References {
		add(r.Label)
	}
	for _, e := range c.Events {
		add(e.Label)
	}
	for _, s := range c.Shades {
		add(s.Label)
	}
	return out
}
