package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Part is a section or a block of a brief that can be taken out of it by its
// name: as a picture, as a sheet of figures, as text.
type Part struct {
	At    diag.Pos // as shown to the user
	ID    string   // as the outline gives it; may be empty for an exhibit
	Label string   // of an exhibit: Figure 3
	Kind  string   // chart, timeline, table, text, section …
	Title string
	Alt   string // what stands for a picture where it cannot be seen
	Sheet *Sheet // the figures of an exhibit; nil: it has none

	// Failures are the false claims and missing figures in the part: with any it
	// may be read but not handed out.
	Failures diag.List

	dest    string   // figure-3
	at      diag.Pos // of the block
	block   page.Block
	section *page.Section
}

// Name is the part's own id, else the place of its exhibit: figure-3.
func (p *Part) Name() string { return cmp.Or(unformatted(p.ID), p.dest) }

// FileName is the name as a file may have it, without folders.
func (p *Part) FileName() string { return fileName(p.Name()) }

// HasPicture says whether the part can be cut from its page: any block but those
// that only gather others.
func (p *Part) HasPicture() bool {
	switch p.block.(type) {
	case nil, *page.Columns, *page.Annex:
		return false
	}
	return true
}

// Is reports whether the part goes by the name: its id, or its label however it
// is written (Figure 3, figure-3).
func (p *Part) Is(name string) bool {
	return name != "" && (p.ID == name || p.Name() == name) || p.dest != "" && p.dest == labelKey(name)
}

// labelKey writes a label as the name of its place.
func labelKey(name string) string {
	blank := func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '\u00a0' }
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), blank), "-")
}

// Parts lists the sections and blocks that have an id or a label, in reading
// order, and last the ledger.
func (b *Brief) Parts() []Part {
	var out []Part
	for i := range b.Document.Sections {
		s := &b.Document.Sections[i]
		if s.ID != "" {
			out = append(out, Part{ID: s.ID, Kind: "section", Title: s.Name, at: s.At, section: s})
		}
		out = b.appendParts(out, s.Blocks)
	}
	return append(out, Part{ID: "claims", Kind: LedgerPart, Title: b.Claims.String(), At: diag.Pos{File: b.project.Show(b.Outline.File)}})
}

// Failed are the false claims and missing figures for which a block of the outline
// with this id could not be made, so that it is no part. None: there is no such block.
func (b *Brief) Failed(id string) diag.List {
	var find func(blocks []templates.Block) diag.List
	find = func(blocks []templates.Block) diag.List {
		for _, block := range blocks {
			if base := block.Common(); base.ID.Value == id {
				return b.project.located(slices.Clone(b.work.failures[base.At]))
			}
			if columns, ok := block.(*templates.Columns); ok {
				for _, column := range columns.Columns {
					if list := find(column); len(list) > 0 {
						return list
					}
				}
			}
		}
		return nil
	}
	for i := range b.Outline.Sections {
		if list := find(b.Outline.Sections[i].Blocks); len(list) > 0 {
			return list
		}
	}
	return nil
}

// LedgerPart is the kind of the part that is the ledger of statements.
const LedgerPart = "ledger"

func (b *Brief) appendParts(out []Part, blocks []page.Block) []Part {
	for _, block := range blocks {
		p := Part{block: block}
		exhibit := func(e *page.Exhibit, kind string) {
			p.Label, p.dest, p.Kind, p.Title, p.Alt = unformatted(e.Label), e.Dest, kind, unformatted(e.Title.String()), unformatted(e.Alt)
			if sheet, ok := b.work.sheets[e.Dest]; ok {
				s := sheet()
				p.Sheet = &s
			}
		}
		var common *page.Common
		switch block := block.(type) {
		case *page.Figure:
			common = &block.Common
			exhibit(&block.Exhibit, "chart")
		case *page.Timeline:
			common = &block.Common
			exhibit(&block.Exhibit, "timeline")
		case *page.Image:
			common = &block.Common
			exhibit(&block.Exhibit, "image")
		case *page.LikelihoodScale:
			common = &block.Common
			exhibit(&block.Exhibit, "likelihoods")
		case *page.Table:
			common = &block.Common
			exhibit(&block.Exhibit, "table")
			if p.Sheet == nil {
				s := printedSheet(block)
				p.Sheet = &s
			}
		case *page.TextBlock:
			common, p.Kind, p.Title = &block.Common, "text", beginning(block.Paras)
		case *page.KeyFigures:
			common, p.Kind = &block.Common, "key figures"
			var labels []string
			for _, tile := range block.Tiles {
				labels = append(labels, tile.Label)
			}
			p.Title = strings.Join(labels, "; ")
		case *page.Judgements:
			common, p.Kind, p.Title = &block.Common, "judgements", block.Title
		case *page.TwoSided:
			common, p.Kind, p.Title = &block.Common, "two sides", joined(" / ", block.Left.Title.String(), block.Right.Title.String())
		case *page.Callout:
			common, p.Kind, p.Title = &block.Common, "callout", block.Title.String()
		case *page.Contents:
			common, p.Kind, p.Title = &block.Common, "contents", block.Title
		case *page.Notes:
			common, p.Kind, p.Title = &block.Common, "notes", "Data notes"
		case *page.Annex:
			common, p.Kind, p.Title = &block.Common, "chart data", strconv.Itoa(len(block.Tables))+" tables"
		case *page.ClaimCheck:
			common, p.Kind, p.Title = &block.Common, "claim check", block.Title
		case *page.Sources:
			common, p.Kind, p.Title = &block.Common, "sources", block.Title
		case *page.Columns:
			common, p.Kind, p.Title = &block.Common, "columns", strconv.Itoa(len(block.Columns))+" side by side"
		default:
			continue
		}
		p.ID, p.at = common.ID, common.At
		p.Title = unformatted(p.Title)
		p.At = diag.Pos{File: b.project.Show(p.at.File), Line: p.at.Line, Col: p.at.Col}
		p.Failures = b.project.located(slices.Concat(b.work.failures[common.At], b.work.failures[diag.Pos{}]))
		if p.ID != "" || p.Label != "" {
			out = append(out, p)
		}
		switch block := block.(type) {
		case *page.Columns:
			for _, list := range block.Columns {
				out = b.appendParts(out, list)
			}
		case *page.Annex:
			for _, t := range block.Tables {
				out = b.appendParts(out, []page.Block{t})
			}
		}
	}
	return out
}

// pictureMargin is the white around a picture, for what stands over its edge.
const pictureMargin = 1 * ink.MM

// Picture is the part as it is printed, with its title above and its source
// below, cut from the pages on which it stands. It is empty for a part that is
// not on them.
func (b *Brief) Picture(p *Part, pages Pages) ink.Drawing {
	var out ink.Drawing
	for _, place := range pages.Places {
		if place.Statement != 0 || place.At != p.at || place.Page < 1 || place.Page > len(pages.Pages) {
			continue
		}
		const m = pictureMargin
		piece := pages.Pages[place.Page-1].Cut(place.X-m, place.Y-m, place.W+2*m, place.H+2*m)
		if out.H == 0 {
			// A ground of its own: a slide may be dark.
			out.Add(0, ink.Rect(0, 0, piece.W, piece.H, ink.RGB(0xFFFFFF)))
		}
		out.Place(piece, 0, out.H, 0)
		out.W, out.H = max(out.W, piece.W), out.H+piece.H
	}
	return out
}

// beginning is the heading of a text, or how it begins.
func beginning(paras []page.Para) string {
	if len(paras) == 0 {
		return ""
	}
	const most = 60
	s := []rune(unformatted(plain(paras[0].Text)))
	if len(s) <= most {
		return string(s)
	}
	return strings.TrimSpace(string(s[:most])) + "…"
}
