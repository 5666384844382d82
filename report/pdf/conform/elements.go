package conform

import (
	"slices"

	"tradebrief/report/pdf/object"
)

// family is what may stand above and below an element of a type. No parents or
// no kids: any.
type family struct {
	rule          string
	parents, kids []object.Name
}

// families are the types whose nesting is laid down.
var families = map[object.Name]family{
	"Table":   {"09-004", nil, []object.Name{"TR", "THead", "TBody", "TFoot", "Caption"}},
	"THead":   {"09-004", []object.Name{"Table"}, []object.Name{"TR"}},
	"TBody":   {"09-004", []object.Name{"Table"}, []object.Name{"TR"}},
	"TFoot":   {"09-004", []object.Name{"Table"}, []object.Name{"TR"}},
	"TR":      {"09-004", []object.Name{"Table", "THead", "TBody", "TFoot"}, []object.Name{"TH", "TD"}},
	"TH":      {"09-004", []object.Name{"TR"}, nil},
	"TD":      {"09-004", []object.Name{"TR"}, nil},
	"L":       {"09-005", nil, []object.Name{"L", "LI", "Caption"}},
	"LI":      {"09-005", []object.Name{"L"}, []object.Name{"Lbl", "LBody"}},
	"LBody":   {"09-005", []object.Name{"LI"}, nil},
	"TOC":     {"09-006", nil, []object.Name{"TOC", "TOCI", "Caption"}},
	"TOCI":    {"09-006", []object.Name{"TOC"}, nil},
	"Ruby":    {"09-007", nil, []object.Name{"RB", "RT", "RP"}},
	"RB":      {"09-007", []object.Name{"Ruby"}, nil},
	"RT":      {"09-007", []object.Name{"Ruby"}, nil},
	"RP":      {"09-007", []object.Name{"Ruby"}, nil},
	"Warichu": {"09-008", nil, []object.Name{"WT", "WP"}},
	"WT":      {"09-008", []object.Name{"Warichu"}, nil},
	"WP":      {"09-008", []object.Name{"Warichu"}, nil},
}

// elements checks what elements are and how they stand to one another.
func (c *checker) elements() {
	level := 0 // of the heading before
	numbered, plain := false, false
	for _, e := range c.tree {
		where := at{element: e}
		c.nesting(e)
		c.replacement(e)
		switch e.role {
		case "H1", "H2", "H3", "H4", "H5", "H6":
			numbered = true
			n := int(e.role[1] - '0')
			switch {
			case level == 0 && n != 1:
				c.fault(rule{m: "14-002"}, where, "the first heading is of level %d, expected 1", n)
			case n > level+1:
				c.fault(rule{m: "14-003"}, where, "a heading of level %d follows one of level %d: a level is skipped", n, level)
			}
			level = n
		case "H":
			plain = true
			if p := e.parent; p != nil && slices.IndexFunc(p.kids, func(k *element) bool { return k.role == "H" && k != e }) >= 0 {
				c.fault(rule{m: "14-006"}, where, "%s has more than one heading (H)", p)
			}
		case "Figure":
			c.figure(e)
		case "Formula":
			if !c.replaced(e) {
				c.fault(rule{m: "17-002"}, where, "a formula has no text that stands for it (Alt)")
			}
		case "L":
			c.labels(e)
		case "Table":
			c.table(e)
		}
		if numbered && plain {
			c.fault(rule{m: "14-007"}, where, "some headings have a level (H1) and others have none (H)")
			numbered = false
		}
	}
}

// parts adds to a list the elements below an element, and in place of those that
// only group (NonStruct) what is below them.
func (e *element) parts(list []*element) []*element {
	for _, k := range e.kids {
		if k.role == "NonStruct" {
			list = k.parts(list)
		} else {
			list = append(list, k)
		}
	}
	return list
}

// nesting checks what stands above and below an element.
func (c *checker) nesting(e *element) {
	f, ok := families[e.role]
	if !ok {
		return
	}
	r, where := rule{m: f.rule}, at{element: e}
	parent := e.parent
	for parent != nil && parent.role == "NonStruct" {
		parent = parent.parent
	}
	if f.parents != nil && (parent == nil || !slices.Contains(f.parents, parent.role)) {
		c.fault(r, where, "%s stands in %s, expected %s", e, parent, wordsOf(f.parents))
	}
	count := map[object.Name]int{}
	kids := e.parts(nil)
	for i, k := range kids {
		count[k.role]++
		_, own := families[k.role]
		switch {
		case f.kids == nil:
		case !slices.Contains(f.kids, k.role):
			// An element that may stand only elsewhere tells of itself.
			if !own || families[k.role].parents == nil || slices.Contains(families[k.role].parents, e.role) {
				c.fault(r, at{element: k}, "%s stands in %s, where only %s may stand", k, e, wordsOf(f.kids))
			}
		case k.role == "Caption" && i > 0 && (e.role != "Table" || i < len(kids)-1):
			c.fault(r, at{element: k}, "the caption of %s is neither its first part nor its last", e)
		}
	}
	if e.role == "Table" {
		for _, once := range []struct {
			kind  object.Name
			words string
		}{{"THead", "heads"}, {"TFoot", "feet"}, {"Caption", "captions"}} {
			if n := count[once.kind]; n > 1 {
				c.fault(r, where, "a table has %d %s, expected at most one", n, once.words)
			}
		}
		if count["THead"]+count["TFoot"] > 0 && count["TBody"] == 0 {
			c.fault(r, where, "a table has a head or a foot and no body (TBody)")
		}
	}
}

func wordsOf(kinds []object.Name) string {
	s := ""
	for i, k := range kinds {
		switch {
		case i > 0 && i == len(kinds)-1:
			s += " or "
		case i > 0:
			s += ", "
		}
		s += words[k]
		if words[k] == "" {
			s += string(k)
		}
	}
	return s
}

// replaced says whether an element has text that stands for it.
func (c *checker) replaced(e *element) bool {
	return c.text(e.dict["Alt"]) != "" || e.dict["ActualText"] != nil
}

// replacement checks that the language of what stands for an element is known.
func (c *checker) replacement(e *element) {
	if c.lang != "" || e.lang != "" {
		return
	}
	for _, k := range []object.Name{"Alt", "ActualText", "E"} {
		if e.dict[k] != nil {
			c.fault(rule{m: "11-002"}, at{element: e}, "the language of the text that stands for %s is not known (%s)", e, k)
			return
		}
	}
}

// figure checks that a figure can be told and found.
func (c *checker) figure(e *element) {
	where := at{element: e}
	if !c.replaced(e) {
		c.fault(rule{m: "13-004"}, where, "a figure has no text that says what it shows (Alt)")
	}
	onePage := true
	var all func(e *element, depth int) bool // whether there is content
	page := 0
	all = func(e *element, depth int) bool {
		any := false
		for _, m := range e.content {
			if m.page != 0 && page != 0 && m.page != page {
				onePage = false
			}
			page = max(page, m.page)
			any = true
		}
		for _, k := range e.kids {
			any = all(k, depth+1) || any
		}
		return any
	}
	if all(e, 0) && onePage {
		if _, ok := c.box(c.attribute(e, "Layout", "BBox")); !ok {
			c.fault(rule{pdf: "14.8.5.4.3"}, where, "a figure does not say where on its page it is (BBox)")
		}
	}
}

// labels checks that a list whose items have labels says what they are.
func (c *checker) labels(e *element) {
	for _, item := range e.parts(nil) {
		for _, k := range item.parts(nil) {
			if item.role == "LI" && k.role == "Lbl" && c.attribute(e, "List", "ListNumbering") == nil {
				c.fault(rule{ua: "7.6"}, at{element: e}, "a list has labels and does not say of what kind (ListNumbering)")
				return
			}
		}
	}
}

// mostCells is how many cells a table may have before it is not looked at: the
// spans of a hostile file may ask for any number.
const mostCells = 1 << 20

// table checks that a table is a grid and that its header cells say what they
// are the head of.
func (c *checker) table(e *element) {
	var rows []*element
	for _, k := range e.parts(nil) {
		switch k.role {
		case "TR":
			rows = append(rows, k)
		case "THead", "TBody", "TFoot":
			for _, r := range k.parts(nil) {
				if r.role == "TR" {
					rows = append(rows, r)
				}
			}
		}
	}
	taken := make([][]bool, len(rows))
	cells, headers := 0, false
	var heads []*element
	for i, row := range rows {
		column := 0
		for _, cell := range row.parts(nil) {
			if cell.role != "TH" && cell.role != "TD" {
				continue
			}
			if cell.role == "TH" {
				heads = append(heads, cell)
			}
			headers = headers || c.attribute(cell, "Table", "Headers") != nil
			wide, high := c.span(cell, "ColSpan"), c.span(cell, "RowSpan")
			if cells += wide * min(high, len(rows)-i); cells > mostCells {
				return
			}
			if high > len(rows)-i {
				c.fault(rule{m: "09-004", ua: "7.2"}, at{element: cell}, "a cell is %d rows high where the table has %d more", high, len(rows)-i)
				high = len(rows) - i
			}
			for column < len(taken[i]) && taken[i][column] {
				column++
			}
			for r := i; r < i+high; r++ {
				for len(taken[r]) < column+wide {
					taken[r] = append(taken[r], false)
				}
				for k := column; k < column+wide; k++ {
					if taken[r][k] {
						c.fault(rule{ua: "7.2"}, at{element: cell}, "a cell lies over another (ColSpan, RowSpan)")
						return
					}
					taken[r][k] = true
				}
			}
			column += wide
		}
	}
	for i, row := range rows {
		n := 0
		for _, t := range taken[i] {
			if t {
				n++
			}
		}
		if n != len(taken[0]) {
			c.fault(rule{ua: "7.2"}, at{element: row}, "row %d of a table has %d columns where the first has %d", i+1, n, len(taken[0]))
			break
		}
	}
	for _, h := range heads {
		switch s, _ := c.attribute(h, "Table", "Scope").(object.Name); {
		case s == "" && headers:
		case s != "Row" && s != "Column" && s != "Both":
			c.fault(rule{m: "15-003"}, at{element: h}, "a header cell does not say whether it is the head of a row or of a column (Scope)")
		}
	}
}

// span is how many rows or columns a cell takes, at least one.
func (c *checker) span(cell *element, key object.Name) int {
	n, ok := c.integer(c.attribute(cell, "Table", key))
	if !ok || n < 1 {
		return 1
	}
	return min(n, mostCells)
}
