package page

import "fmt"

// authorWords are the words of a document that must stand on its pages. What
// the running header and footer repeat is not among them.
func authorWords(doc Document) []string {
	var out []string
	add := func(words ...string) { out = append(out, words...) }
	text := func(ts ...Text) {
		for _, t := range ts {
			add(t.String())
		}
	}
	paras := func(ps []Para) {
		for _, p := range ps {
			text(p.Text)
		}
	}
	exhibit := func(e Exhibit) {
		add(e.Label, e.Tag)
		text(e.Title, e.Subtitle, e.Source)
	}
	notes := func(items []NoteColumn) {
		for _, n := range items {
			add(n.Title)
			paras(n.Paras)
		}
	}
	var block func(b Block)
	block = func(b Block) {
		switch b := b.(type) {
		case *TextBlock:
			paras(b.Paras)
		case *KeyFigures:
			for _, t := range b.Tiles {
				add(t.Label, t.Value, t.Unit)
				text(t.Change)
			}
		case *Figure:
			exhibit(b.Exhibit)
		case *Image:
			exhibit(b.Exhibit)
		case *LikelihoodScale:
			exhibit(b.Exhibit)
			for _, band := range b.Bands {
				add(band.Name)
			}
			for _, item := range b.Items {
				add(item.Name)
			}
		case *Table:
			exhibit(b.Exhibit)
			text(b.Finding)
			for _, c := range b.Columns {
				for _, s := range c.Title {
					text(Text{s})
				}
			}
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					paras(c.Text)
					add(c.Mark)
					text(c.Sub)
				}
			}
		case *Judgements:
			add(b.Title, b.Note)
			for _, j := range b.Items {
				add(j.ID, j.Likelihood, j.Confidence)
				text(j.Text, j.Basis)
			}
		case *TwoSided:
			add(b.Labels...)
			for _, s := range []Side{b.Left, b.Right} {
				text(s.Sign, s.Title)
				text(s.Rows...)
				add(s.Likelihood, s.Confidence)
			}
		case *Timeline:
			exhibit(b.Exhibit)
			for _, e := range b.Entries {
				add(e.When)
				text(e.Text)
			}
		case *Callout:
			text(b.Title)
			paras(b.Paras)
		case *Contents:
			add(b.Title)
			for i, s := range doc.Sections {
				if i > 0 && s.headed() && !s.onlyLists() {
					text(s.Title.bare())
					add(s.Name)
				}
				for e := range exhibitsIn(s.Blocks) {
					if b.Exhibits && e.Label != "" && e.Dest != "" {
						add(e.Label)
						text(e.Title.bare())
					}
				}
			}
		case *Columns:
			for _, list := range b.Columns {
				for _, b := range list {
					block(b)
				}
			}
		case *Notes:
			notes(b.Items)
			for _, s := range b.Symbols {
				add(s[0], s[1])
			}
		case *Annex:
			for _, t := range b.Tables {
				block(t)
			}
		case *ClaimCheck:
			add(b.Title, b.Number, b.Words, b.Proof)
			for _, c := range b.Counts {
				add(c.Words)
			}
			for i, r := range b.Rows {
				if i == 0 { // beside the counts there may be no room for others
					add(b.Heads[:]...)
					add(r.ID, r.Text, r.Bound, r.Status)
				}
			}
			text(b.Facts)
			notes(b.Notes)
		case *Sources:
			add(b.Title)
			for _, e := range b.Entries {
				add(fmt.Sprintf("[%d]", e.Number))
				text(e.Text)
			}
		}
	}
	add(doc.Organisation, doc.SeriesLine, doc.Handling)
	text(doc.Title)
	paras(doc.Standfirst)
	for _, f := range doc.Facts {
		add(f.Label)
		text(f.Value)
	}
	for _, s := range doc.Sections {
		add(s.Name)
		text(s.Title, s.Deck)
		for _, b := range s.Blocks {
			block(b)
		}
	}
	notes(doc.Contact)
	return out
}
