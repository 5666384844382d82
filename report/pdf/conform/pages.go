package conform

import (
	"math"

	"tradebrief/report/pdf/object"
)

// sheet is a page with what it has from the nodes above it.
type sheet struct {
	dict      object.Dict
	resources object.Dict
	crop      [4]float64 // the part that is seen: left, foot, right, top
}

// inherited are the entries that a page has from the nodes above it.
var inherited = []object.Name{"Resources", "MediaBox", "CropBox"}

// readPages finds the pages in order.
func (c *checker) readPages() {
	c.pageOf = map[object.Ref]int{}
	met := map[object.Ref]bool{}
	var walk func(o object.Object, above object.Dict, depth int)
	walk = func(o object.Object, above object.Dict, depth int) {
		r, ok := o.(object.Ref)
		d := c.Dict(o)
		if !ok || met[r] || d == nil || depth > deepest {
			c.fault(rule{pdf: "7.7.3"}, at{}, "the tree of pages is broken")
			return
		}
		met[r] = true
		has := object.Dict{}
		for _, k := range inherited {
			if has[k] = above[k]; d[k] != nil {
				has[k] = d[k]
			}
		}
		if kids := c.Array(d["Kids"]); kids != nil || c.name(d["Type"]) == "Pages" {
			for _, k := range kids {
				walk(k, has, depth+1)
			}
			return
		}
		c.pageOf[r] = len(c.pages)
		c.pages = append(c.pages, &sheet{dict: d, resources: c.Dict(has["Resources"])})
		c.page(len(c.pages), d, has)
	}
	walk(c.catalog["Pages"], object.Dict{}, 0)
	if len(c.pages) == 0 {
		c.fault(rule{pdf: "7.7.3"}, at{}, "the file has no pages")
	}
}

// page checks the dictionary of a page.
func (c *checker) page(number int, d, has object.Dict) {
	where := at{page: number}
	media, ok := c.box(has["MediaBox"])
	if !ok {
		c.fault(rule{pdf: "14.11.2"}, where, "the page has no size (MediaBox)")
	}
	p := c.pages[number-1]
	p.crop = media
	if crop, ok := c.box(has["CropBox"]); ok {
		p.crop = crop
	}
	for _, k := range []object.Name{"MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"} {
		o := d[k]
		if o == nil {
			o = has[k]
		}
		b, ok := c.box(o)
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
