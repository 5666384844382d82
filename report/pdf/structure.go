package pdf

import (
	"cmp"
	"fmt"
	"slices"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/object"
)

// spot is a place in the order in which a document is drawn; 0 is none.
type spot int64

// spotOf is where a page stands after so many sequences of marked content.
func spotOf(page, sequences int) spot { return spot(page)<<32 | spot(sequences)<<1 + 2 }

// part is something of an element that is on a page: a sequence of marked
// content or, if area is not 0, an active area.
type part struct {
	at   spot
	page int
	mcid int
	area object.Ref
}

// structure makes the tree of elements that readers aloud follow.
type structure struct {
	*finisher
	parts [][]part     // of each element, in the order of drawing
	kids  [][]int      // of each element, those that are written
	first []spot       // of each element with all below it
	refs  []object.Ref // 0: not written
	notes object.Array // names and refs of elements with an ID
}

// structure writes the tree and ties the pages and their areas to it. Links are
// the areas of each page.
func (f *finisher) structure(links [][]object.Ref) object.Ref {
	s := &structure{finisher: f}
	n := max(len(f.doc.Elements), 2)
	s.parts, s.first, s.refs = make([][]part, n), make([]spot, n), make([]object.Ref, n)
	s.place(links)
	s.choose()

	root := f.Add(nil)
	for i, ref := range s.refs {
		if ref != 0 {
			parent := root
			if i > 1 {
				parent = s.refs[f.doc.Elements[i].Parent]
			}
			f.Objects[ref] = s.element(i, parent)
		}
	}
	parents, next := s.parents(links)
	tree := object.Dict{
		"Type": object.Name("StructTreeRoot"), "ParentTree": f.Add(object.Dict{"Nums": parents}), "ParentTreeNextKey": object.Integer(next),
	}
	if s.refs[1] != 0 {
		tree["K"] = s.refs[1]
	}
	if len(s.notes) > 0 {
		tree["IDTree"] = f.Add(object.Dict{"Names": s.notes})
	}
	f.Objects[root] = tree
	return root
}

// place gives each element what it has on the pages.
func (s *structure) place(links [][]object.Ref) {
	add := func(el int, p part) {
		s.parts[el] = append(s.parts[el], p)
		for ; el > 0 && (s.first[el] == 0 || p.at < s.first[el]); el = s.doc.Elements[el].Parent {
			s.first[el] = p.at
		}
	}
	for i, sheet := range s.sheets {
		for mcid, el := range sheet.owners {
			add(el, part{at: spotOf(i, mcid), page: i, mcid: mcid})
		}
		for k, a := range sheet.links {
			add(a.element, part{at: spotOf(i, a.after) - 1, page: i, area: links[i][k]})
		}
	}
	for _, list := range s.parts {
		slices.SortStableFunc(list, func(a, b part) int { return cmp.Compare(a.at, b.at) })
	}
}

// choose gives an object to each element that is written.
func (s *structure) choose() {
	s.kids = s.doc.written(func(el int) bool { return s.first[el] != 0 })
	for _, list := range s.kids {
		for _, el := range list {
			s.refs[el] = s.Add(nil)
		}
	}
}

// written gives of each element the children that the file has: those that have
// something on a page, themselves or below them, and all parts of a table that
// has. Without an empty cell the others would move into wrong columns.
func (d Document) written(has func(el int) bool) [][]int {
	kids, kept := make([][]int, len(d.Elements)), make([]bool, len(d.Elements))
	for i, e := range d.Elements {
		if i == 1 || i > 1 && (has(i) || e.Role.ofTable() && kept[e.Parent]) {
			kept[i] = true
			kids[e.Parent] = append(kids[e.Parent], i)
		}
	}
	return kids
}

// ofTable says whether the role is a part of the grid of a table.
func (r Role) ofTable() bool {
	switch r {
	case "THead", "TBody", "TFoot", "TR", "TH", "TD":
		return true
	}
	return false
}

// element is the dictionary of an element. What it has itself stands among its
// children where it was drawn; the children are in the order of the document.
func (s *structure) element(i int, parent object.Ref) object.Dict {
	e := s.doc.Elements[i]
	d := object.Dict{"S": object.Name(e.Role), "P": parent}
	for _, t := range []struct {
		key   object.Name
		value string
	}{{"Alt", e.Alt}, {"T", e.Title}, {"Lang", e.Lang}} {
		if t.value != "" {
			d[t.key] = textString(t.value)
		}
	}
	if e.Role == "Note" {
		id := object.String(fmt.Sprintf("note-%08d", i)) // in the order of a name tree
		d["ID"] = id
		s.notes = append(s.notes, id, s.refs[i])
	}
	if a := s.attributes(i); a != nil {
		d["A"] = a
	}
	own := s.parts[i]
	if len(own) > 0 {
		d["Pg"] = s.pages[own[0].page]
	}
	var kids object.Array
	for _, k := range s.kids[i] {
		for len(own) > 0 && own[0].at < s.first[k] {
			kids, own = append(kids, s.kid(own[0], s.parts[i][0].page)), own[1:]
		}
		kids = append(kids, s.refs[k])
	}
	for _, p := range own {
		kids = append(kids, s.kid(p, s.parts[i][0].page))
	}
	switch len(kids) {
	case 0:
	case 1:
		d["K"] = kids[0]
	default:
		d["K"] = kids
	}
	return d
}

// kid is how an element refers to a part. Page is the element's own.
func (s *structure) kid(p part, page int) object.Object {
	switch {
	case p.area != 0:
		d := object.Dict{"Type": object.Name("OBJR"), "Obj": p.area}
		if p.page != page {
			d["Pg"] = s.pages[p.page]
		}
		return d
	case p.page != page:
		return object.Dict{"Type": object.Name("MCR"), "Pg": s.pages[p.page], "MCID": object.Integer(p.mcid)}
	}
	return object.Integer(p.mcid)
}

// What scopes and numberings are called in a file.
var (
	scopes     = [...]object.Name{Column: "Column", Row: "Row", Both: "Both"}
	numberings = [...]object.Name{None: "None", Disc: "Disc", Decimal: "Decimal", LowerAlpha: "LowerAlpha"}
)

// attributes are what the standards want to be known of an element besides its
// role, nil if nothing.
func (s *structure) attributes(i int) object.Object {
	e := s.doc.Elements[i]
	switch e.Role {
	case "Figure", "Formula":
		return s.layout(i)
	case "TH", "TD":
		d := object.Dict{}
		if e.Role == "TH" {
			d["Scope"] = scopes[e.Scope]
		}
		if e.ColSpan > 1 {
			d["ColSpan"] = object.Integer(e.ColSpan)
		}
		if e.RowSpan > 1 {
			d["RowSpan"] = object.Integer(e.RowSpan)
		}
		if len(d) > 0 {
			d["O"] = object.Name("Table")
			return d
		}
	case "L":
		return object.Dict{"O": object.Name("List"), "ListNumbering": numberings[e.Numbering]}
	}
	return nil
}

// layout says where a figure stands: its box on the page where it begins.
func (s *structure) layout(i int) object.Object {
	if s.first[i] == 0 {
		return nil
	}
	b, ok := s.sheets[s.first[i]>>32].boxes[i]
	if !ok {
		return nil
	}
	placement := object.Name("Block")
	switch s.doc.Elements[s.doc.Elements[i].Parent].Role {
	case "P", "H1", "H2", "H3", "H4", "H5", "H6", "Span", "Link", "Lbl", "LBody":
		placement = "Inline"
	}
	return object.Dict{
		"O": object.Name("Layout"), "Placement": placement,
		"BBox": object.Array{points(b.left), points(b.bottom), points(b.right), points(b.top)},
	}
}

// parents is the way back: by the key of a page, the elements of its sequences;
// by the key of an area, its element. Next is the first free key.
func (s *structure) parents(links [][]object.Ref) (tree object.Array, next int) {
	for i, sheet := range s.sheets {
		owners := make(object.Array, len(sheet.owners))
		for mcid, el := range sheet.owners {
			owners[mcid] = s.refs[el]
		}
		s.Dict(s.pages[i])["StructParents"] = object.Integer(i)
		tree = append(tree, object.Integer(i), s.Add(owners))
	}
	next = len(s.sheets)
	for i, sheet := range s.sheets {
		for k, a := range sheet.links {
			s.Dict(links[i][k])["StructParent"] = object.Integer(next)
			tree = append(tree, object.Integer(next), s.refs[a.element])
			next++
		}
	}
	return tree, next
}

// ReadingOrder gives the elements that the file of the document has, by their
// indexes in Elements, in the order in which a reader aloud meets them: what a
// fault of the nth element of the file is about.
func (d Document) ReadingOrder() []int {
	has := make([]bool, len(d.Elements)) // something on a page, itself or below it
	for _, p := range d.Pages {
		for _, m := range p.Marks {
			if !paints(m.Op) {
				continue
			}
			for el := m.Element; el > 0 && el < len(has) && !has[el]; el = d.Elements[el].Parent {
				has[el] = true
			}
		}
	}
	kids := d.written(func(el int) bool { return has[el] })
	var order []int
	var read func(el int)
	read = func(el int) {
		for _, k := range kids[el] {
			order = append(order, k)
			read(k)
		}
	}
	if len(kids) > 0 {
		read(0)
	}
	return order
}

// paints says whether a mark puts something on its page that an element has.
func paints(op ink.Op) bool {
	switch op := op.(type) {
	case ink.Text:
		return op.S != ""
	case ink.Path:
		return len(op.Segs) > 0 && (op.Fill != nil || op.Stroke != nil && op.Stroke.Width >= .0005)
	case ink.Link, ink.Image:
		return true
	}
	return false
}
