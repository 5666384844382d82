package object

import "fmt"

// Page is a page of a file.
type Page struct {
	Ref  Ref
	Dict Dict // with what it has from the groups of pages that it belongs to
}

// inherited is what a group of pages may say for all of them.
var inherited = []Name{"Resources", "MediaBox", "CropBox", "Rotate"}

// Pages are the pages in order. A tree of pages that leads back to itself or has
// a page twice is an error.
func (p *File) Pages() ([]Page, error) {
	type group struct {
		kids Array
		has  Dict
	}
	top, ok := p.Dict(p.Trailer["Root"])["Pages"].(Ref)
	if !ok {
		if p.fault != nil {
			return nil, p.fault
		}
		return nil, fmt.Errorf("the file has no tree of pages")
	}
	var pages []Page
	seen := map[Ref]bool{}
	open := []group{{kids: Array{top}}}
	for len(open) > 0 {
		g := &open[len(open)-1]
		if len(g.kids) == 0 {
			open = open[:len(open)-1]
			continue
		}
		kid := g.kids[0]
		g.kids = g.kids[1:]
		r, ok := kid.(Ref)
		d := p.Dict(kid)
		switch {
		case !ok || d == nil:
			if p.fault != nil {
				return nil, p.fault
			}
			return nil, fmt.Errorf("the tree of pages leads to %v, expected a page", kid)
		case seen[r]:
			return nil, fmt.Errorf("the tree of pages leads to object %d twice", r)
		case len(open) > mostNested:
			return nil, fmt.Errorf("the tree of pages is nested more than %d deep", mostNested)
		}
		seen[r] = true
		has := Dict{}
		for _, k := range inherited {
			if v, ok := d[k]; ok {
				has[k] = v
			} else if v, ok := g.has[k]; ok {
				has[k] = v
			}
		}
		if kids, ok := d["Kids"]; ok {
			open = append(open, group{p.Array(kids), has})
			continue
		}
		page := Page{Ref: r, Dict: Dict{}}
		for k, v := range d {
			page.Dict[k] = v
		}
		for k, v := range has {
			page.Dict[k] = v
		}
		pages = append(pages, page)
	}
	return pages, nil
}
