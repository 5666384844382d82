package conform

import (
	"math"

	"tradebrief/report/pdf/object"
)

// sheet is a page with what it has from the nodes above it.
type sheet struct {
	dict      object.Dict
	resources object.Dict
	unread    bool       // its contents cannot be read
	crop      [4]float64 // the part that is seen: left, foot, right, top
}

// readPages finds the pages in order.
func (c *checker) readPages() {
	c.pageOf = map[object.Ref]int{}
	pages, err := c.Pages()
	if err != nil {
		c.fault(rule{pdf: "7.7.3"}, at{}, "the pages cannot be found: %v", err)
	} else if len(pages) == 0 {
		c.fault(rule{pdf: "7.7.3"}, at{}, "the file has no pages")
	}
	for i, p := range pages {
		c.pageOf[p.Ref] = i
		c.pages = append(c.pages, c.page(p.Dict, at{page: i + 1}))
	}
}

// page checks the dictionary of a page.
func (c *checker) page(d object.Dict, where at) *sheet {
	p := &sheet{dict: d, resources: c.Dict(d["Resources"])}
	var ok bool
	if p.crop, ok = c.box(d["CropBox"]); !ok {
		if p.crop, ok = c.box(d["MediaBox"]); !ok {
			c.fault(rule{pdf: "14.11.2"}, where, "the page has no size (MediaBox)")
		}
	}
	for _, k := range []object.Name{"MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"} {
		b, ok := c.box(d[k])
		w, h := b[2]-b[0], b[3]-b[1]
		if ok && !(math.Min(w, h) >= 3 && math.Max(w, h) <= 14400) {
			c.fault(rule{a: "6.1.13"}, where, "the page measures %.6g by %.6g points (%s), expected 3 to 14400", w, h, k)
		}
	}
	if d["AA"] != nil {
		c.fault(rule{a: "6.5.2"}, where, "something happens when the page is opened or left (AA)")
	}
	if d["PresSteps"] != nil {
		c.fault(rule{a: "6.10"}, where, "the page is part of a slide show (PresSteps)")
	}
	return p
}

// box reads a rectangle, its corners in order.
func (c *checker) box(o object.Object) (b [4]float64, ok bool) {
	a := c.Array(o)
	if len(a) != 4 {
		return b, false
	}
	for i, n := range a {
		if b[i], ok = c.number(n); !ok {
			return b, false
		}
	}
	return [4]float64{min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])}, true
}
