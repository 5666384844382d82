package ink

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// SVG writes the drawing as a picture for a browser. Text stays text, in the
// names of the font families with a fallback; every text states its width, so
// that it keeps its place in whatever font the browser finds. The picture refers
// to nothing outside itself but by links, and only to http, https and mailto.
//
// Numbers that are not finite, which [Drawing.Check] reports, are written as 0.
func (d Drawing) SVG() []byte { return d.TitledSVG("", "") }

// TitledSVG is [Drawing.SVG] with a title and a description, which programs show
// as a tip and read aloud in place of the picture. An empty one is left out.
func (d Drawing) TitledSVG(title, description string) []byte {
	var b bytes.Buffer
	w, h := svgNumber(d.W), svgNumber(d.H)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%spt" height="%spt" viewBox="0 0 %s %s"`, w, h, w, h)
	if title != "" || description != "" {
		b.WriteString(` role="img"`)
	}
	b.WriteString(">\n")
	if title != "" {
		fmt.Fprintf(&b, "<title>%s</title>\n", escape(title))
	}
	if description != "" {
		fmt.Fprintf(&b, "<desc>%s</desc>\n", escape(description))
	}
	for _, m := range d.Marks {
		svgOp(&b, m.Op)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// FontRules are the CSS rules that bring the faces to the families that pictures
// name, each from its address. A browser fetches a file when a text first
// needs it, so that the large Chinese and Korean ones cost nothing where there is no such text.
// Kerning and ligatures are off, as in the widths that texts state.
func FontRules(address func(Face) string) []byte {
	var b bytes.Buffer
	for _, f := range Faces() {
		style := "normal"
		if f.italic {
			style = "italic"
		}
		fmt.Fprintf(&b, "@font-face { font-family: '%s'; font-weight: %s; font-style: %s; src: url(\"%s\"); }\n", f.family, f.weight, style, address(f))
	}
	b.WriteString("svg text { font-kerning: none; font-variant-ligatures: none; }\n")
	return b.Bytes()
}

func svgOp(b *bytes.Buffer, op Op) {
	switch op := op.(type) {
	case Text:
		svgText(b, op)
	case Path:
		svgPath(b, op)
	case Image:
		svgImage(b, op)
	case Link:
		target := op.URL
		switch {
		case op.Dest != "":
			target = "#" + op.Dest
		case !linkable(op.URL):
			return
		}
		fmt.Fprintf(b, `<a href="%s">`, escape(target))
		if op.Contents != "" {
			fmt.Fprintf(b, "<title>%s</title>", escape(op.Contents))
		}
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s" fill="none" pointer-events="all"/></a>`+"\n",
			svgNumber(op.X), svgNumber(op.Y), svgNumber(op.W), svgNumber(op.H))
	case Dest:
		fmt.Fprintf(b, `<g id="%s" transform="translate(0 %s)"/>`+"\n", escape(op.Name), svgNumber(op.Y))
	}
}

// svgText writes a text. No browser has the face of a house, so its letters are painted
// as shapes under a text that is not seen, but can be found, selected and read aloud.
func svgText(b *bytes.Buffer, t Text) {
	if f := t.Font.Face; f.valid() && f.family == "" {
		shapes := t.Font.Outline(t.S, t.Color)
		for i := range shapes.Segs {
			for k := range shapes.Segs[i].P {
				shapes.Segs[i].P[k].X += t.X
				shapes.Segs[i].P[k].Y += t.Y
			}
		}
		svgPath(b, shapes)
	}
	fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s"`, svgNumber(t.X), svgNumber(t.Y), svgNumber(t.Font.Size))
	generic := "sans-serif"
	if t.Font.Face.IsSerif() {
		generic = "serif"
	}
	if f := t.Font.Face; f.valid() {
		if f.family == "" {
			fmt.Fprintf(b, ` font-family="%s" fill-opacity="0"`, generic)
		} else {
			fmt.Fprintf(b, ` font-family="'%s', %s"`, f.family, generic)
		}
		if f.weight != "400" {
			fmt.Fprintf(b, ` font-weight="%s"`, f.weight)
		}
		if f.italic {
			b.WriteString(` font-style="italic"`)
		}
	}
	if utf8.RuneCountInString(t.S) > 1 {
		fmt.Fprintf(b, ` textLength="%s"`, svgNumber(t.Font.Width(t.S)))
	}
	fmt.Fprintf(b, ` fill="%v" xml:space="preserve">%s</text>`+"\n", t.Color, escape(t.S))
}

func svgPath(b *bytes.Buffer, p Path) {
	for i := range p.Segs {
		for _, pt := range p.Segs[i].points() {
			if !finite(pt.X, pt.Y) {
				return
			}
		}
	}
	fmt.Fprintf(b, `<path d="%s"`, pathData(p.Segs))
	if p.Fill != nil {
		fmt.Fprintf(b, ` fill="%v"`, *p.Fill)
	} else {
		b.WriteString(` fill="none"`)
	}
	if s := p.Stroke; s != nil {
		fmt.Fprintf(b, ` stroke="%v" stroke-width="%s"`, s.Color, svgNumber(s.Width))
		if len(s.Dash) > 0 {
			b.WriteString(` stroke-dasharray="`)
			for i, n := range s.Dash {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(svgNumber(n))
			}
			b.WriteByte('"')
		}
		if s.Round {
			b.WriteString(` stroke-linejoin="round"`)
		}
	}
	b.WriteString("/>\n")
}

// linkable says whether a picture may link to the URL: a scheme that runs
// programs, such as javascript, may not come in through data.
func linkable(url string) bool {
	scheme, _, ok := strings.Cut(url, ":")
	if !ok {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto":
		return true
	}
	return false
}

func svgNumber(v float64) string {
	if !finite(v) {
		return "0"
	}
	return decimal(v)
}

// escape writes text for XML, inside elements and attributes. Characters that
// XML does not allow are dropped.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r < ' ', r >= 0x7F && r < 0xA0, r == 0xFFFE, r == 0xFFFF:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
