package report

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/report/locale"
	"tradebrief/report/page"
)

// inLanguage is the brief of testdata/languages in another language. Its author
// says Żż alone: any other word is one of the tool's.
func inLanguage(tag string) Project {
	files := fstest.MapFS{}
	for _, name := range []string{"brief.yaml", "data.csv"} {
		text, err := os.ReadFile("testdata/languages/" + name)
		if err != nil {
			panic(err)
		}
		files[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(text), "language: en", "language: "+tag, 1))}
	}
	return Project{FS: files, Outline: "brief.yaml"}
}

// wordsOf is all that a brief shows and says aloud: the text on its pages, what
// stands for pictures, its bookmarks and what it tells of itself.
func wordsOf(t *testing.T, tag string) (*Brief, []string) {
	t.Helper()
	b, problems := Load(inLanguage(tag), Options{})
	if problems.Failed() {
		t.Fatalf("%s: %v", tag, problems)
	}
	pages, problems := b.Pages()
	if problems.Failed() {
		t.Fatalf("%s: %v", tag, problems)
	}
	out := []string{b.Document.Meta.Title, b.Document.Meta.Subject, b.Document.Meta.Keywords}
	for _, p := range pages.Document.Pages {
		for _, m := range p.Marks {
			if text, ok := m.Op.(ink.Text); ok {
				out = append(out, text.S)
			}
		}
	}
	for _, e := range pages.Document.Elements {
		out = append(out, e.Alt, e.Title)
	}
	for _, f := range b.Embedded() {
		out = append(out, f.Description)
	}
	draft := b.Draft().Document
	return b, append(out, draft.Draft.Word, draft.Draft.Line, draft.Meta.Title)
}

var latinWord = regexp.MustCompile(`\p{Latin}{2,}`)

// TestNoEnglishOnPages: no fixed word of a brief is left in English.
func TestNoEnglishOnPages(t *testing.T) {
	for _, l := range locale.Languages() {
		if l == "en" {
			continue
		}
		_, texts := wordsOf(t, l)
		own, _ := locale.Of(l)
		var known []string
		for k := range locale.Key(locale.Keys()) {
			known = append(known, latinWord.FindAllString(own.Say(k), -1)...)
		}
		for m := range 12 {
			known = append(known, latinWord.FindAllString(own.Short(data.Month(2023, m+1), false), -1)...)
		}
		englishWords := map[string]bool{}
		for k := range locale.Key(locale.Keys()) {
			for _, w := range latinWord.FindAllString(english.Say(k), -1) {
				englishWords[strings.ToLower(w)] = !slices.ContainsFunc(known, func(o string) bool { return strings.EqualFold(o, w) })
			}
		}
		asian := slices.Contains([]string{"zh", "ko", "ja"}, l)
		for _, s := range texts {
			for _, w := range latinWord.FindAllString(s, -1) {
				switch {
				case slices.Contains([]string{"Żż", "Żżż", "TLP", "GREEN", "KJ", "HS", "kg", "csv", "data", "example", "org", "tradebrief", "export", "claims", "to", "json", "trade", "China"}, w):
				case asian || englishWords[strings.ToLower(w)]:
					t.Errorf("%s: %q in %q", l, w, s)
				}
			}
		}
	}
}

// TestLanguagesAgree: a figure has the same digits wherever a language prints it, in
// text, tiles, cells, drawings, what is said of them, and the file of claims.
func TestLanguagesAgree(t *testing.T) {
	var facts []Fact
	for _, tag := range locale.Languages() {
		b, texts := wordsOf(t, tag)
		l, _ := locale.Of(tag)
		shown := plainSpaces(strings.Join(texts, "\n"))
		bare := strings.NewReplacer(" ", "", "\n", "")
		v := data.View{Series: b.work.series["a"].series, Period: b.Period}
		n, _ := v.Metric("value")
		if figure := plainSpaces(l.Figure(n)); !strings.Contains(plainSpaces(b.Text()), figure) || !strings.Contains(string(b.ClaimsJSON()), `"`+figure+`"`) {
			t.Errorf("%s: %s is not in the text or in claims.json", tag, figure)
		}
		tile := l.Tile(n, false)
		for _, want := range []string{tile.Number, tile.Unit} {
			if !strings.Contains(bare.Replace(shown), bare.Replace(plainSpaces(want))) {
				t.Errorf("%s: %s is not on a tile", tag, want)
			}
		}
		in := l.Denominate(n.Unit, n.X)
		cell := in.Cell(n, false)
		if !slices.Contains(texts, cell) {
			t.Errorf("%s: %s is not beside a bar", tag, cell)
		}
		if aloud := l.Say(locale.AltAt, cell, l.Period(b.Period)); !strings.Contains(shown, plainSpaces(aloud)) {
			t.Errorf("%s: %q is not said of a chart", tag, aloud)
		}
		figures := map[string]string{}
		var walk func(blocks []page.Block)
		walk = func(blocks []page.Block) {
			for _, block := range blocks {
				switch block := block.(type) {
				case *page.Figure:
					for _, s := range block.Chart.Series {
						for _, p := range s.Points {
							if p.Span.From == b.Period && p.Span.To == b.Period && s.Name == "Żż" {
								figures[string(block.Chart.Kind)] = p.Text
							}
						}
					}
				case *page.Columns:
					for _, c := range block.Columns {
						walk(c)
					}
				}
			}
		}
		for _, s := range b.Document.Sections {
			walk(s.Blocks)
		}
		for _, kind := range []string{"bars", "line", "years", "heatmap", "dots", "stacked", "waterfall", "scenario"} {
			if figures[kind] != cell {
				t.Errorf("%s: %s draws %q, the figure is %s", tag, kind, figures[kind], cell)
			}
		}
		// The facts are the same but for their words.
		var own []Fact
		for _, f := range b.Facts() {
			f.Text, f.Interval, f.Why, f.First = "", "", "", nil
			own = append(own, f)
		}
		if facts == nil {
			facts = own
		} else if len(own) != len(facts) {
			t.Errorf("%s: %d facts, in English %d", tag, len(own), len(facts))
		}
		for i := range own {
			if own[i].Name != facts[i].Name || own[i].Value != nil && *own[i].Value != *facts[i].Value {
				t.Errorf("%s: %s differs", tag, own[i].Name)
			}
		}
	}
}

// TestWordsUnread: where words of claims are not read, the claim check on the page
// and claims.json say so; where they are, neither does.
func TestWordsUnread(t *testing.T) {
	for _, tag := range locale.Languages() {
		p := inLanguage(tag)
		files := p.FS.(fstest.MapFS)
		text := strings.Replace(string(files["brief.yaml"].Data), `deck: "{{a}};`, `deck: "[Żż]{claim='a > 0'} {{a}};`, 1)
		files["brief.yaml"] = &fstest.MapFile{Data: []byte(text)}
		b, problems := Load(p, Options{})
		read := slices.Contains([]string{"en", "zh", "ko"}, tag)
		if b == nil || problems.Failed() && !read {
			t.Fatalf("%s: %v", tag, problems)
		}
		l, _ := locale.Of(tag)
		plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
		note := plain.Replace(capital(l.Count(locale.WordsUnread, 1, b.work.countWord(1))))
		if got := strings.Contains(plain.Replace(b.Text()), note); got == read {
			t.Errorf("%s: that words were not read is said on the page: %v", tag, got)
		}
		if got := strings.Contains(string(b.ClaimsJSON()), `"words_not_checked":true`); got == read {
			t.Errorf("%s: that words were not read is said in claims.json: %v", tag, got)
		}
	}
}
