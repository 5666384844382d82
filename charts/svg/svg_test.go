package svg

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"tradebrief/charts/ink"
)

const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">`

func read(t *testing.T, body string) ink.Drawing {
	t.Helper()
	d, p := Read("logo.svg", []byte(head+body+"</svg>"))
	if p != nil {
		t.Fatalf("%s: %v", body, p)
	}
	return d
}

// written is the shapes of a drawing with their points, each rounded to a hundredth.
func written(d ink.Drawing) string {
	var b strings.Builder
	for _, m := range d.Marks {
		p := m.Op.(ink.Path)
		fmt.Fprintf(&b, "%v", *p.Fill)
		for _, s := range p.Segs {
			b.WriteString(" " + string("MLCZ"[s.Kind]))
			for _, at := range s.P[:[]int{1, 1, 3, 0}[s.Kind]] {
				fmt.Fprintf(&b, "%g,%g ", round(at.X), round(at.Y))
			}
		}
		b.WriteString("\n")
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}

func round(v float64) float64 { return math.Round(v*100)/100 + 0 }

func TestShapes(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`<rect x="1" y="2" width="10" height="5" fill="#12395A"/>`, "#12395A M1,2  L11,2  L11,7  L1,7  Z\n"},
		{`<polygon points="0,0 10,0 10 10" fill="#abc"/>`, "#AABBCC M0,0  L10,0  L10,10  Z\n"},
		{`<path d="M10 10h10v10H10z"/>`, "#000000 M10,10  L20,10  L20,20  L10,20  Z\n"},
		{`<path d="m10,10 5 0 0 5"/>`, "#000000 M10,10  L15,10  L15,15  Z\n"},
		{`<path d="M0 0L1.5.5 2e1+.5"/>`, "#000000 M0,0  L1.5,0.5  L20,0.5  Z\n"},
		{`<path d="M10 10C12 8 14 8 16 10S20 12 22 10z"/>`, "#000000 M10,10  C12,8 14,8 16,10  C18,12 20,12 22,10  Z\n"},
		{`<path d="M10 10Q13 7 16 10T22 10z"/>`, "#000000 M10,10  C12,8 14,8 16,10  C18,12 20,12 22,10  Z\n"},
		{`<path d="M10 10zl5 0 0 5z"/>`, "#000000 M10,10  Z M10,10  L15,10  L15,15  Z\n"},
		{`<g transform="translate(10 5) scale(2)" fill="rgb(255, 0, 16)"><rect width="3" height="2"/></g>`, "#FF0010 M10,5  L16,5  L16,9  L10,9  Z\n"},
		{`<rect width="3" height="2" transform="translate(0 1) rotate(90, 3, 2)"/>`, "#000000 M5,0  L5,3  L3,3  L3,0  Z\n"},
		{`<rect width="3" height="2" transform="matrix(1 0 0 -1 0 10)" style="fill:#010203;stroke:none; font-size:12px"/>`, "#010203 M0,10  L3,10  L3,8  L0,8  Z\n"},
		{`<g fill="none"><rect width="3" height="2"/><rect width="1" height="1" fill="white"/></g>`, "#FFFFFF M0,0  L1,0  L1,1  L0,1  Z\n"},
		{`<title>A</title><metadata><x:y xmlns:x="u">z</x:y></metadata><defs id="d"/><g display="none"><rect width="9" height="9"/></g><rect width="1" height="1" inkscape:label="a" xmlns:inkscape="i"/>`, "#000000 M0,0  L1,0  L1,1  L0,1  Z\n"},
		// A hole drawn the same way round as its frame stays a hole.
		{`<path fill-rule="evenodd" d="M0 0H9V9H0z M3 3H6V6H3z"/>`, "#000000 M0,0  L9,0  L9,9  L0,9  Z M3,6  L6,6  L6,3  L3,3  Z\n"},
	} {
		if got := written(read(t, c.body)); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.body, got, c.want)
		}
	}
}

// Arcs and circles lie where they should: each point of them is as far from the
// centre as the radius says.
func TestRoundShapes(t *testing.T) {
	far := func(d ink.Drawing, cx, cy, rx, ry float64) {
		t.Helper()
		for _, at := range outline(d.Marks[0].Op.(ink.Path).Segs) {
			if r := math.Hypot((at.X-cx)/rx, (at.Y-cy)/ry); math.Abs(r-1) > 0.001 {
				t.Errorf("%v lies %.4f of the radius from the centre", at, r)
			}
		}
	}
	far(read(t, `<circle cx="20" cy="20" r="10"/>`), 20, 20, 10, 10)
	far(read(t, `<ellipse cx="40" cy="20" rx="30" ry="10"/>`), 40, 20, 30, 10)
	far(read(t, `<path d="M10 20a10 10 0 0 1 20 0a10 10 0 0 1-20 0z"/>`), 20, 20, 10, 10)
	far(read(t, `<path d="M10 20A10 10 0 1020 10z"/>`), 20, 20, 10, 10)
	far(read(t, `<path d="M10 20A1 1 0 00 30 20 1 1 0 00 10 20"/>`), 20, 20, 10, 10) // radii that are too small grow
	d := read(t, `<rect width="20" height="10" rx="5"/>`)
	if low, high := bounds(d.Marks[0].Op.(ink.Path)); low != (ink.Point{}) || high != (ink.Point{X: 20, Y: 10}) {
		t.Errorf("the rounded rectangle reaches from %v to %v", low, high)
	}
	if contains(outline(d.Marks[0].Op.(ink.Path).Segs), ink.Point{X: 0.5, Y: 0.5}) {
		t.Error("the rectangle has sharp corners")
	}
}

// Transforms one after the other are one.
func TestTransforms(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		m, n := matrix{}, matrix{}
		for i := range m {
			m[i], n[i] = r.Float64()*4-2, r.Float64()*4-2
		}
		at := ink.Point{X: r.Float64(), Y: r.Float64()}
		a, b := m.after(n).apply(at), m.apply(n.apply(at))
		if math.Hypot(a.X-b.X, a.Y-b.Y) > 1e-9 {
			t.Fatalf("%v and %v", a, b)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{``, `logo.svg:1:1: error: the file has no element svg`},
		{`<html/>`, `logo.svg:1:1: error: the file begins with the element html, svg was expected`},
		{`<svg><rect width="1" height="1"/></svg>`, "logo.svg:1:1: error: the file does not say how large it is\n  hint: write the area into the element svg: viewBox=\"0 0 120 40\""},
		{`<svg width="100%" height="9"/>`, `logo.svg:1:13: error: the width "100%" is no number`},
		{head + `</svg>`, `the file shows nothing`},
		{head, `the file breaks off`},
		{head + `<g>`, `the file breaks off`},
		{head + "\n <path d=\"M1 1\n  L2 x\"/></svg>", `logo.svg:3:6: error: a number was expected, found "x"`},
		{head + `<path d="L1 1"/></svg>`, `a path begins with M, found "L1 1"`},
		{head + `<path d="M1 1A1 1 0 2 0 3 3"/></svg>`, `a flag of 0 or 1 was expected`},
		{head + `<path d="M1 1e99"/></svg>`, `the number "1e99" is larger than 1e+06`},
		{head + `<polygon points="1 2 3"/></svg>`, `a point of the polygon lacks its second number`},
		{head + `<circle r="-1"/></svg>`, `r is -1, a length from 0 was expected`},
		{head + `<script>alert(1)</script></svg>`, "error: a script cannot stand in a drawing\n  hint: a drawing is g, path, rect, circle, ellipse and polygon filled in plain colours"},
		{head + `<rect width="1" height="1" onclick="x()"/></svg>`, `a script cannot stand in a drawing, found onclick`},
		{head + `<text>Ministry</text></svg>`, "error: text cannot stand in a drawing\n  hint: convert the text to paths"},
		{head + `<image xlink:href="http://example.org/a.png"/></svg>`, `a drawing refers to nothing, found a link to "http://example.org/a.png"`},
		{head + `<use href="#a"/></svg>`, `the element use cannot stand in a drawing`},
		{head + `<defs><linearGradient id="a"/></defs></svg>`, `the element linearGradient cannot stand in defs`},
		{head + `<rect width="1" height="1" fill="url(#a)"/></svg>`, "error: the fill \"url(#a)\" cannot be printed\n  hint: write a plain colour, such as #12395A"},
		{head + `<rect width="1" height="1" fill="#12395G"/></svg>`, `the fill "#12395G" cannot be printed`},
		{head + `<rect width="1" height="1" stroke="red"/></svg>`, "error: the shape has an outline in \"red\", and a drawing has only fills\n  hint: convert the outline to a path"},
		{head + `<rect width="1" height="1" opacity="0.5"/></svg>`, `opacity is "0.5", and nothing in print is half transparent`},
		{head + `<g clip-path="url(#a)"/></svg>`, `clip-path cannot stand in a drawing`},
		{head + `<g transform="turn(3)"/></svg>`, `the transform turn(3) is not one of SVG`},
		{head + `<style>.a{fill:red}</style></svg>`, `a style sheet cannot stand in a drawing`},
		{head + `<rect x="90" width="20" height="5"/></svg>`, "error: the shape reaches from 90, 0 to 110, 5, beyond the area of 100 by 50\n  hint: make the viewBox larger, or leave the shape out"},
		{head + strings.Repeat("<g>", 40) + strings.Repeat("</g>", 40) + `</svg>`, `the elements stand more than 32 deep`},
		{head + strings.Repeat(`<rect width="1" height="1"/>`, 2001) + `</svg>`, `the file has more than 2000 shapes`},
		{head + `<!--` + strings.Repeat("x", MaxBytes) + `-->`, `the file has 256 kB, more than the 256 that a drawing may have`},
		{"<?xml-stylesheet href='a'?>" + head + `</svg>`, `the instruction xml-stylesheet cannot stand in a drawing`},
		{"\xff", `the file is not in UTF-8`},
		{head + `<rect width="&x;"/></svg>`, `the file is not XML`},
	} {
		d, p := Read("logo.svg", []byte(c.file))
		if p == nil || len(d.Marks) > 0 {
			t.Errorf("%.60q gives %d marks and no problem", c.file, len(d.Marks))
			continue
		}
		if got := p.String(); !strings.Contains(got, c.want) {
			t.Errorf("%.60q:\n%s\nwant\n%s", c.file, got, c.want)
		}
	}
}

// FuzzRead: whatever the file holds, it is read in bounded time or refused at a
// place in it, and what is read can be painted.
func FuzzRead(f *testing.F) {
	for _, body := range []string{
		`<rect x="1" y="2" width="10" height="5" rx="2" fill="#12395A"/>`, `<path fill-rule="evenodd" d="M0 0H9V9H0z M3 3H6V6H3z"/>`,
		`<path d="M10 20A10 5 30 1020 10zq1 1 2 2t3 3s1 1 2 2c1 1 1 1 1 1"/>`, `<g transform="translate(10 5) scale(.5) rotate(9)"><circle r="3"/></g>`,
		`<polygon points="0,0 1,1 2,0" style="fill:rgb(1,2,3)"/>`, `<defs/><title>x</title><ellipse rx="1" ry="2"/>`,
	} {
		f.Add([]byte(head + body + "</svg>"))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		d, p := Read("logo.svg", file)
		if p != nil {
			if p.Message == "" || p.Pos.Line < 1 || p.Pos.Col < 1 {
				t.Errorf("a problem without its place: %+v", p)
			}
			return
		}
		if len(d.Marks) == 0 || !(d.W > 0 && d.H > 0) {
			t.Errorf("%d marks on %v by %v", len(d.Marks), d.W, d.H)
		}
		for _, m := range d.Marks {
			path := m.Op.(ink.Path)
			if path.Fill == nil || path.Segs[0].Kind != ink.MoveTo {
				t.Errorf("a path without fill or beginning: %+v", path)
			}
		}
		if _, err := d.Scale(50 / max(d.W, d.H)).PNG(72); err != nil {
			t.Error(err)
		}
	})
}
