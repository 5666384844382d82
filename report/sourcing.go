package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/diag"
	"tradebrief/templates"
)

// What a brief does with its sources: each named, dated and used, and more than
// one behind what is said to be well known (C36).

// checkSources looks at the sources that the outline declares, once all of it has
// been composed. Those of the defaults file are for many outlines: it is no fault
// that this one does not use them.
func (c *composer) checkSources() {
	for i := range c.outline.Events {
		if e := &c.outline.Events[i]; !e.Src.Present() && !c.after(e.Date) && len(c.backers(nil, e.Label)) == 0 {
			c.report(c.unsourced(e.Date, "this event"))
		}
	}
	named := c.cube.Sources()
	var unused []*templates.SourceDecl
	for i := range c.outline.Sources {
		d := &c.outline.Sources[i]
		key := d.Key.Value
		if c.sources.entries[c.sources.index[key]].number > 0 {
			for _, lacks := range [...]struct {
				what string
				s    templates.Scalar
				hint string
			}{{"publisher", d.Publisher, "say who published it: publisher: Reuters"}, {"date", d.Date, "say when it was published: date: 2023-10-20"}} {
				if !lacks.s.Present() {
					c.report(soft(hinted(breach("C36", d.Key.Pos, "the source %q has no %s", key, lacks.what), "%s", lacks.hint)))
				}
			}
		} else if d.Key.Pos.File == c.outline.File && !c.outline.Cites(key) && !named[key] {
			unused = append(unused, d)
		}
	}
	c.reportUnused(unused)
}

// reportUnused warns of the sources that nothing uses. A list copied from another
// brief is one warning, at the first of them; those that a waiver names stand by
// themselves.
func (c *composer) reportUnused(decls []*templates.SourceDecl) {
	var together []*templates.SourceDecl
	var names []string
	for _, d := range decls {
		key := d.Key.Value
		p := soft(hinted(breach("C36", d.Key.Pos, "nothing uses the source %q", key), "cite it as [@%s], or take it out", key))
		p.Places = []string{key}
		if _, waived := c.waivers.covers(*p); waived || len(decls) == 1 {
			c.report(p)
			continue
		}
		together, names = append(together, d), append(names, strconv.Quote(key))
	}
	switch len(together) {
	case 0:
	case 1:
		if len(decls) > 1 {
			c.reportUnused(together)
		}
	default:
		first := together[0].Key
		c.report(soft(hinted(breach("C36", first.Pos, "nothing uses the sources %s", enumerate(names)), "cite them, as in [@%s], or take them out", first.Value)))
	}
}

func (c *composer) unsourced(date templates.Scalar, what string) *diag.Problem {
	p := soft(breach("C36", date.Pos, "%s has no source", what))
	if c.checked.Key == "" {
		return hinted(p, "name one, src: KEY with a KEY declared under sources:")
	}
	return hinted(p, "name one that is declared under sources:, as in src: %s", c.checked.Key)
}

// soft makes a problem a warning.
func soft(p *diag.Problem) *diag.Problem {
	p.Severity = diag.Warning
	return p
}

// backers are those whom texts rest on, each once: the publishers of the sources
// with the keys and of those that the texts cite, and of the data that they
// compute from.
func (c *composer) backers(keys []string, texts ...templates.Prose) []string {
	var out []string
	add := func(publisher string) {
		if o := origin(publisher); o != "" && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	cite := func(key string) {
		if key != "" {
			name, _ := c.sourceName(key)
			add(name)
		}
	}
	ofExpr := func(x *templates.Expr) {
		for _, e := range c.seriesIn(x.Root) {
			for _, publisher := range strings.Split(e.series.Publisher(), "; ") {
				add(publisher)
			}
		}
	}
	var walk func(nodes []templates.Node)
	walk = func(nodes []templates.Node) {
		for _, n := range nodes {
			switch n := n.(type) {
			case *templates.Emph:
				walk(n.Nodes)
			case *templates.Link:
				walk(n.Nodes)
			case *templates.Computed:
				ofExpr(n.X)
			case *templates.Claimed:
				ofExpr(n.X)
				walk(n.Nodes)
			case *templates.Sourced:
				cite(n.Key.Value)
				walk(n.Nodes)
			}
		}
	}
	for _, key := range keys {
		cite(key)
	}
	for _, t := range texts {
		for _, para := range t.Paras {
			walk(para.Nodes)
		}
	}
	return out
}

// origin is who first published something: of "Reuters via CNA" it is Reuters, so
// that one report in two papers is one source.
func origin(publisher string) string {
	first, _, _ := strings.Cut(publisher, " via ")
	return strings.TrimSpace(first)
}

// checkBacking refuses high confidence in what rests on fewer than two sources.
func (c *composer) checkBacking(confidence templates.Scalar, id string, evidence []templates.Scalar, texts ...templates.Prose) {
	if !strings.EqualFold(strings.TrimSpace(confidence.Value), "high") {
		return
	}
	var keys []string
	for _, id := range evidence {
		p, ok := c.proof[id.Value]
		if !ok {
			return // it is not in this brief: no telling
		}
		texts, keys = append(texts, p.item.Text), append(keys, p.item.Src.Value)
	}
	backers := c.backers(keys, texts...)
	if len(backers) > 1 {
		return
	}
	rests := "cites no source and no data"
	if len(backers) == 1 {
		rests = "rests on one source, " + plainSpaces(backers[0])
	}
	c.report(hinted(breach("C36", confidence.Pos, "%s is held with high confidence and %s", cmp.Or(id, "this"), rests), "cite a second source that is independent of it, or write moderate"))
}
