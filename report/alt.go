package report

import (
	"strconv"
	"strings"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/report/page"
)

// Alternative texts: what a reader aloud says in place of a figure, made from
// the same points as the drawing.

var chartNames = map[charts.Kind]string{
	charts.Bars:  "Bar chart",
	charts.Line:  "Line chart",
	charts.Rates: "Bar chart of rates of change",
	charts.Dots:  "Dot chart",
}

// chartAlt says kind, measure and span, then for each series its first, last,
// highest and lowest figure.
func chartAlt(ch charts.Chart, in denomination) string {
	name := chartNames[ch.Kind]
	if name == "" {
		name = "Chart"
	}
	var b strings.Builder
	b.WriteString(name)
	if in.words != "" {
		b.WriteString(" in " + in.words)
	}
	b.WriteString(", " + periodName(ch.From))
	if ch.From != ch.To {
		b.WriteString(" to " + periodName(ch.To))
	}
	b.WriteString(".")
	for _, s := range ch.Series {
		b.WriteString(" " + seriesAlt(s))
	}
	for _, r := range ch.References {
		b.WriteString(" " + r.Label + ", " + periodName(r.Period) + ": " + r.Text + ".")
	}
	return b.String()
}

func seriesAlt(s charts.Series) string {
	var first, last, high, low *charts.Point
	missing, withheld := 0, 0
	for i := range s.Points {
		p := &s.Points[i]
		switch p.Status {
		case data.Missing:
			missing++
			continue
		case data.Suppressed:
			withheld++
			continue
		}
		if first == nil {
			first, high, low = p, p, p
		}
		last = p
		if p.Value > high.Value {
			high = p
		}
		if p.Value < low.Value {
			low = p
		}
	}
	if first == nil {
		return s.Name + ": no figures."
	}
	said := func(p *charts.Point) string { return p.Text + " in " + spanName(p.Span) }
	parts := []string{"first " + said(first)}
	if last != first {
		parts = append(parts, "last "+said(last))
	}
	if high.Value != low.Value {
		parts = append(parts, "highest "+said(high), "lowest "+said(low))
	}
	text := s.Name + ": " + strings.Join(parts, ", ")
	if missing > 0 {
		text += ", " + strconv.Itoa(missing) + " not available"
	}
	if withheld > 0 {
		text += ", " + strconv.Itoa(withheld) + " withheld by the publisher"
	}
	return text + "."
}

// timelineAlt lists the events.
func timelineAlt(t *page.Timeline) string {
	parts := make([]string, len(t.Entries))
	for i, e := range t.Entries {
		parts[i] = e.When + ", " + strings.TrimRight(plain(e.Text), ".")
	}
	return "Timeline. " + strings.Join(parts, "; ") + "."
}
