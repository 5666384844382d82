package report

import (
	"strconv"

	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
	"tradebrief/data/diag"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// theme is the style of the house for the pages, with what is wrong with it.
func theme(t *templates.Theme) (page.Theme, diag.List) {
	var out page.Theme
	if t.Paper.Value == "letter" {
		out.Paper = page.Letter
	}
	c := palette.Choice{Colors: map[string]ink.Color{}}
	places := map[string]templates.Scalar{}
	for key, s := range t.Colours.Single() {
		c.Colors[key] = colorOf(s)
		places[key] = s
	}
	list := func(key string, chosen []templates.Scalar) (colors []ink.Color) {
		for i, s := range chosen {
			colors = append(colors, colorOf(s))
			places[key+strconv.Itoa(i)] = s
		}
		return colors
	}
	c.Categories, c.Sequence, c.Likelihood = list("categories", t.Colours.Categories), list("sequence", t.Colours.Sequence), list("likelihood", t.Colours.Likelihood)
	if len(places) == 0 {
		return out, nil
	}
	out.Palette = palette.New(c)
	var problems diag.List
	for _, f := range c.Faults() {
		s := places[f.Key]
		if f.Index >= 0 {
			s = places[f.Key+strconv.Itoa(f.Index)]
		}
		p := diag.Errorf(diag.Outline, s.Pos, "%s", f.Message)
		if f.Warning {
			p.Severity = diag.Warning
		}
		if f.Mend != nil {
			p = p.WithFix([]diag.Edit{{Pos: s.Pos, Old: s.Value, New: f.Mend.String()}}, "write %q, the nearest colour without this fault", f.Mend)
		}
		problems = append(problems, p)
	}
	return out, problems
}

// colorOf is a colour that the outline has checked: #RRGGBB.
func colorOf(s templates.Scalar) ink.Color {
	hex, _ := strconv.ParseUint(s.Value[1:], 16, 32)
	return ink.RGB(uint32(hex))
}
