package main

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradebrief/report"
)

// galleryItems are the blocks that the gallery of the README shows, in order: each
// is cut from a brief that ships with the tool. A kind without an id is the one
// block of its kind.
var galleryItems = []galleryItem{
	{"bars, with an average, events and a level to compare", "china-dprk", "level"},
	{"line", "monthly", "price"},
	{"rates", "china-dprk", "monthly-rate"},
	{"dots: one month over the years", "china-dprk", "septembers"},
	{"years: a line for each year", "monthly", "seasons"},
	{"scenario: where the bars may go", "monthly", "winter"},
	{"heatmap", "eu-glassine", "calendar"},
	{"contributions", "eu-glassine", "who-moved"},
	{"indexed: 100 in one period", "china-korea", "growth"},
	{"waterfall", "china-korea", "steps"},
	{"share", "eu-glassine", "mix"},
	{"stacked", "china-korea", "layers"},
	{"multiples", "eu-glassine", "importers"},
	{"treemap", "china-korea", "areas"},
	{"donut", "china-korea", "ring"},
	{"Key figures", "china-dprk", "tiles"},
	{"Contents, filled by the tool", "china-korea", "inside"},
	{"Judgements, likelihood apart from confidence", "china-dprk", "judgements"},
	{"Running text", "china-dprk", "pace"},
	{"A table of metrics", "monthly", "origins"},
	{"A table of goods", "profile", "sold"},
	{"A table of partners", "eu-glassine", "germany"},
	{"Hypotheses against evidence", "china-dprk", "hypotheses"},
	{"The scale of likelihoods, filled by the tool", "monthly", "scale"},
	{"Two sides", "china-dprk", "sides"},
	{"A picture", "china-korea", "twice"},
	{"A caution", "china-dprk", "unknown"},
	{"Reactions", "china-dprk", "positions"},
	{"A timeline", "china-dprk", "support"},
	{"Indicators", "china-dprk", "watch"},
	{"Scenarios", "monthly", "paths"},
	{"Revisions, found by the tool", "china-dprk", "revised"},
	{"Data notes, most of them by the tool", "china-dprk", "notes"},
	{"A claim check", "china-dprk", "proof"},
	{"Sources, numbered as they are first cited", "china-dprk", "source-list"},
}

type galleryItem struct{ title, outline, id string }

// galleryLines is how many lines of YAML an item shows; what is left out is said.
const galleryLines = 14

// galleryDots per inch are enough for a page on a screen.
const galleryDots = 110

// TestGallery: the gallery of the README shows what the tool makes of the lines
// beside each picture. UPDATE_GALLERY=1 writes it anew.
func TestGallery(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	const readme, begin, end = "../../README.md", "<!-- gallery: UPDATE_GALLERY=1 go test -run TestGallery ./cmd/tradebrief -->\n", "<!-- end of gallery -->\n"
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := bytes.Cut(text, []byte(begin))
	shown, after, ok2 := bytes.Cut(rest, []byte(end))
	if !ok1 || !ok2 {
		t.Fatalf("the README has no gallery between %q and %q", begin, end)
	}
	update := os.Getenv("UPDATE_GALLERY") != ""
	var made strings.Builder
	briefs := map[string]*galleryBrief{}
	for _, it := range galleryItems {
		b := briefs[it.outline]
		if b == nil {
			b = loadGallery(t, it.outline)
			briefs[it.outline] = b
		}
		p := b.part(t, it.id)
		file := filepath.Join(".github", "gallery", it.outline+"-"+p.FileName()+".png")
		fmt.Fprintf(&made, "\n### %s\n\n```yaml\n%s```\n\n![%s](%s)\n", it.title, b.lines(p), strings.TrimSuffix(p.Title, "."), filepath.ToSlash(file))
		picture := b.brief.Picture(p, b.pages)
		want, err := picture.PNG(galleryDots)
		if err != nil {
			t.Fatal(err)
		}
		if update {
			put(t, "../..", file, bytes.NewReader(want))
			continue
		}
		have, err := os.ReadFile(filepath.Join("../..", file))
		if err != nil {
			t.Error(err)
		} else if d := shadesOff(have, want); d > 3 {
			t.Errorf("%s is not what %s draws as %s: a shade is off by %d of 255", file, it.outline, it.id, d)
		}
	}
	made.WriteString("\n")
	if update {
		if err := os.WriteFile(readme, []byte(string(before)+begin+made.String()+end+string(after)), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	same(t, "the gallery", string(shown), made.String())
}

// galleryBrief is a shipped brief with its pages and its source.
type galleryBrief struct {
	brief  *report.Brief
	pages  report.Pages
	parts  []report.Part
	source []string
}

func loadGallery(t *testing.T, name string) *galleryBrief {
	t.Helper()
	file := "templates/" + name + ".yaml"
	b, problems := report.Load(report.Project{FS: os.DirFS("../.."), Outline: file}, report.Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	pages, problems := b.Pages()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return &galleryBrief{b, pages, b.Parts(), strings.Split(string(b.Outline.Source), "\n")}
}

func (b *galleryBrief) part(t *testing.T, id string) *report.Part {
	t.Helper()
	for i := range b.parts {
		if b.parts[i].Is(id) {
			return &b.parts[i]
		}
	}
	t.Fatalf("no part %s", id)
	return nil
}

// lines are those of the part's block in the outline, without the indentation that
// they have there.
func (b *galleryBrief) lines(p *report.Part) string {
	from, dash := p.At.Line-1, p.At.Col-1-len("- ")
	if b.source[from][dash] != '-' {
		from-- // the id stands before the block's own key
	}
	to := from + 1
	for to < len(b.source) && strings.HasPrefix(b.source[to], strings.Repeat(" ", dash+1)) {
		to++
	}
	var out strings.Builder
	for i, s := range b.source[from:to] {
		if i == galleryLines && to-from > galleryLines+1 {
			fmt.Fprintf(&out, "    # … %d lines more\n", to-from-i)
			break
		}
		out.WriteString(s[dash:] + "\n")
	}
	return out.String()
}

// shadesOff is the largest difference between two pictures in any shade of any dot;
// 255 where their sizes shadesOff. Painting rounds a few shades otherwise on other
// processors.
func shadesOff(a, b []byte) int {
	x, errA := png.Decode(bytes.NewReader(a))
	y, errB := png.Decode(bytes.NewReader(b))
	if errA != nil || errB != nil || x.Bounds() != y.Bounds() {
		return 255
	}
	most := 0
	for py := range x.Bounds().Dy() {
		for px := range x.Bounds().Dx() {
			r, g, bl, _ := x.At(px, py).RGBA()
			r2, g2, bl2, _ := y.At(px, py).RGBA()
			for _, d := range [...]int{int(r>>8) - int(r2>>8), int(g>>8) - int(g2>>8), int(bl>>8) - int(bl2>>8)} {
				most = max(most, d, -d)
			}
		}
	}
	return most
}
