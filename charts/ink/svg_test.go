package ink

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// elements decodes a picture and lists its elements, with their attributes and text.
func elements(t *testing.T, svg []byte) []string {
	t.Helper()
	var out []string
	d := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			s := token.Name.Local
			for _, a := range token.Attr {
				if a.Name.Local != "xmlns" {
					s += " " + a.Name.Local + "=" + a.Value
				}
			}
			out = append(out, s)
		case xml.CharData:
			if s := string(token); strings.TrimSpace(s) != "" {
				out[len(out)-1] += " | " + s
			}
		}
	}
}

func TestSVG(t *testing.T) {
	want := []string{
		"svg width=120pt height=60pt viewBox=0 0 120 60",
		"path d=M 0 0 L 120 0 L 120 4 L 0 4 Z fill=#F4F2ED",
		`text x=10 y=20 font-size=8 font-family='Noto Sans SC', sans-serif textLength=85.93 fill=#12395A space=preserve | rose "15.9%" <up> & 朝`,
		"path d=M 60 30 C 60 35.52 55.52 40 50 40 C 44.48 40 40 35.52 40 30 C 40 24.48 44.48 20 50 20 C 55.52 20 60 24.48 60 30 Z fill=#12395A",
		"path d=M 0 40 L 120 40 fill=none stroke=#12395A stroke-width=0.4 stroke-dasharray=1 2.5",
		"path d=M 10 50 L 20 45 L 30 50 fill=none stroke=#12395A stroke-width=1 stroke-linejoin=round",
		"a href=https://example.org/?a=1&b=2",
		"title | Example",
		"rect x=10 y=12 width=30 height=10 fill=none pointer-events=all",
		"a href=#figure-1",
		"rect x=50 y=12 width=30 height=10 fill=none pointer-events=all",
		"g id=figure-1 transform=translate(0 42)",
	}
	if diff := cmp.Diff(want, elements(t, sample().SVG())); diff != "" {
		t.Error(diff)
	}
}

func TestSVGNamesTheFace(t *testing.T) {
	for f, want := range map[Face]string{
		Serif:        "font-family='Source Serif 4', serif",
		SerifItalic:  "font-family='Source Serif 4', serif font-style=italic",
		SansSemiBold: "font-family='Source Sans 3', sans-serif font-weight=600",
		SansBold:     "font-family='Source Sans 3', sans-serif font-weight=700",
	} {
		d := Drawing{W: 10, H: 10}
		d.Add(0, Text{S: "x", Font: Font{f, 8}})
		if got := elements(t, d.SVG())[1]; !strings.Contains(got, want+" fill") {
			t.Errorf("%s: %s", f.Name(), got)
		}
	}
}

// A picture's text finds its face only if the rule has the same family, weight and slope.
func TestFontRules(t *testing.T) {
	rules := string(FontRules(func(f Face) string { return "/" + f.Name() }))
	for f, want := range map[Face]string{
		Serif:       `@font-face { font-family: 'Source Serif 4'; font-weight: 400; font-style: normal; src: url("/SourceSerif4-Regular"); }`,
		SerifItalic: `@font-face { font-family: 'Source Serif 4'; font-weight: 400; font-style: italic; src: url("/SourceSerif4-Italic"); }`,
		SansBold:    `@font-face { font-family: 'Source Sans 3'; font-weight: 700; font-style: normal; src: url("/SourceSans3-Bold"); }`,
	} {
		if !strings.Contains(rules, want+"\n") {
			t.Errorf("no rule for %s in\n%s", f.Name(), rules)
		}
	}
	if n := strings.Count(rules, "@font-face"); n != len(Faces()) {
		t.Errorf("%d rules, want one for each of the %d faces", n, len(Faces()))
	}
}

// What comes from data must not become markup, code, or a picture that no browser reads.
func TestSVGOfHostileText(t *testing.T) {
	const evil = "\"'><script>alert(1)</script>&amp;\x00\x1b\u0085\uFFFE\uFFFF\xff]]>"
	d := Drawing{W: 100, H: 10}
	d.Add(1, Text{S: evil, Font: Font{Sans, 8}}, Text{S: evil}, Dest{Name: evil},
		Link{URL: "https://example.org/" + evil, Contents: evil}, Link{Dest: evil},
		Link{URL: "javascript:alert(1)"}, Link{URL: "JavaScript:alert(1)"}, Link{URL: " javascript:alert(1)"},
		Link{URL: "data:text/html,x"}, Link{URL: "//example.org"}, Link{})
	svg := string(d.SVG())
	links := 0
	for _, e := range elements(t, []byte(svg)) {
		if strings.HasPrefix(e, "script") {
			t.Errorf("text became an element: %s", e)
		}
		if strings.HasPrefix(e, "a ") {
			links++
			if !strings.HasPrefix(e, "a href=https://example.org/") && !strings.HasPrefix(e, "a href=#") {
				t.Errorf("link to %s", e)
			}
		}
	}
	if links != 2 {
		t.Errorf("%d links, want 2", links)
	}
}

func TestSVGOfStrangeNumbers(t *testing.T) {
	nan := math.NaN()
	d := Drawing{W: nan, H: math.Inf(1)}
	d.Add(0, Line(nan, 0, 1, 1, Stroke{Width: 1}), Text{X: nan, S: "xx", Font: Font{Sans, nan}}, Link{X: nan, URL: "http://example.org"})
	svg := string(d.SVG())
	if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
		t.Errorf("not a number in\n%s", svg)
	}
	elements(t, []byte(svg))
}
