package conform

import (
	"slices"
	"strings"

	"tradebrief/report/pdf/object"
)

// element is an element of the structure.
type element struct {
	index   int // in reading order, from 1
	dict    object.Dict
	ref     object.Ref // -1 for an element that stands inside its parent
	kind    object.Name
	role    object.Name // the standard type that kind stands for; empty when there is none
	parent  *element    // nil for those right below the root
	kids    []*element
	content []mark
	objects []object.Ref // annotations and pictures
	lang    string       // its own or that of the nearest element above it that has one
	page    int          // where its first content is, from 1; 0 when it has none
}

// mark is a piece of marked content: its number, in the contents of a page or of a
// form that are numbered apart.
type mark struct {
	page   int // from 1; 0 in a form
	stream object.Ref
	number int
}

// standardTypes are those of ISO 32000-1, 14.8.4.
var standardTypes = set(`Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private
	H H1 H2 H3 H4 H5 H6 P L LI Lbl LBody Table TR TH TD THead TBody TFoot
	Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form`)

func set(names string) map[object.Name]bool {
	m := map[object.Name]bool{}
	for _, n := range strings.Fields(names) {
		m[object.Name(n)] = true
	}
	return m
}

// readStructure reads the tree of elements and the tree that leads from content
// back to them.
func (c *checker) readStructure() {
	c.byRef, c.claims = map[object.Ref]*element{}, map[mark]*element{}
	c.root = c.Dict(c.catalog["StructTreeRoot"])
	if c.root == nil {
		c.fault(rule{ua: "7.1", a: "6.7.3.3"}, at{}, "the document has no structure (StructTreeRoot)")
		return
	}
	c.roleMap()
	c.kids(nil, c.root["K"], 0)
	c.parentTree = map[int]object.Object{}
	c.leaves(c.root["ParentTree"], "Nums", func(key, value object.Object) {
		if n, ok := c.integer(key); ok {
			c.parentTree[n] = value
		}
	})
	c.identifiers()
}

// roleMap checks the map of types.
func (c *checker) roleMap() {
	roles := c.Dict(c.root["RoleMap"])
	for _, from := range roles.Keys() {
		if standardTypes[from] {
			c.fault(rule{m: "02-004", a: "6.7.3.4"}, at{}, "the standard structure type %s is made to mean %s", from, c.name(roles[from]))
			continue
		}
		if _, round := c.standard(from); round {
			c.fault(rule{m: "02-003", a: "6.7.3.4"}, at{}, "the structure type %s is explained by itself", from)
		}
	}
}

// standard follows the map of types to a standard one, and tells whether the way
// leads round and round.
func (c *checker) standard(kind object.Name) (role object.Name, round bool) {
	roles := c.Dict(c.root["RoleMap"])
	for range len(roles) + 1 {
		if standardTypes[kind] {
			return kind, false
		}
		if kind = c.name(roles[kind]); kind == "" {
			return "", false
		}
	}
	return "", true
}

// kids reads what stands under an element, nil for the root.
func (c *checker) kids(parent *element, o object.Object, depth int) {
	if a := c.Array(o); a != nil {
		for _, k := range a {
			c.kid(parent, k, depth)
		}
	} else if o != nil {
		c.kid(parent, o, depth)
	}
}

func (c *checker) kid(parent *element, o object.Object, depth int) {
	if c.met++; c.met > mostKids {
		return
	}
	switch k := c.Get(o).(type) {
	case object.Number:
		if n, ok := whole(k); ok && parent != nil {
			c.claim(parent, parent.dict["Pg"], nil, n)
		}
	case object.Dict:
		switch c.name(k["Type"]) {
		case "MCR":
			if n, ok := c.integer(k["MCID"]); ok && parent != nil {
				pg := k["Pg"]
				if pg == nil {
					pg = parent.dict["Pg"]
				}
				c.claim(parent, pg, k["Stm"], n)
			}
		case "OBJR":
			if r, ok := k["Obj"].(object.Ref); ok && parent != nil {
				parent.objects = append(parent.objects, r)
				pg := k["Pg"]
				if pg == nil {
					pg = parent.dict["Pg"]
				}
				parent.onPage(c.pageNumber(pg))
			}
		default:
			c.element(parent, o, k, depth)
		}
	}
}

// pageNumber is the number of a page, from 1; 0 for what is no page of the file.
func (c *checker) pageNumber(o object.Object) int {
	if r, ok := o.(object.Ref); ok {
		if i, ok := c.pageOf[r]; ok {
			return i + 1
		}
	}
	return 0
}

// onPage tells an element, and those above it, where its first content is.
func (e *element) onPage(page int) {
	for ; e != nil && e.page == 0; e = e.parent {
		e.page = page
	}
}

// claim enters a piece of content as an element's.
func (c *checker) claim(e *element, page, stream object.Object, n int) {
	m := mark{page: c.pageNumber(page), number: n}
	if r, ok := stream.(object.Ref); ok {
		m.page, m.stream = 0, r
	} else if m.page == 0 {
		c.fault(rule{pdf: "14.7.4.2"}, at{element: e}, "%s has content on a page that is not of this document", e)
		return
	}
	e.onPage(m.page)
	if other := c.claims[m]; other != nil {
		c.fault(rule{pdf: "14.7.4.2"}, at{m.page, e}, "%s has the content %d, which %s has too", e, n, other)
		return
	}
	c.claims[m] = e
	e.content = append(e.content, m)
}

// element reads an element and all under it.
func (c *checker) element(parent *element, o object.Object, d object.Dict, depth int) {
	e := &element{index: len(c.tree) + 1, dict: d, ref: -1, kind: c.name(d["S"]), parent: parent}
	if r, ok := o.(object.Ref); ok {
		if c.byRef[r] != nil {
			c.fault(rule{pdf: "14.7.2"}, at{element: c.byRef[r]}, "%s stands at two places of the structure", c.byRef[r])
			return
		}
		e.ref = r
		c.byRef[r] = e
	}
	if depth > deepest {
		c.fault(rule{pdf: "14.7.2"}, at{element: parent}, "the structure is deeper than %d elements", deepest)
		return
	}
	c.tree = append(c.tree, e)
	var round bool
	if e.role, round = c.standard(e.kind); e.role == "" && !round {
		c.fault(rule{m: "02-001", a: "6.7.3.4"}, at{element: e}, "the structure type %s is no standard one and not explained by one", e.kind)
	}
	if parent != nil {
		parent.kids = append(parent.kids, e)
		e.lang = parent.lang
	}
	c.language(d["Lang"], at{element: e})
	if l := c.text(d["Lang"]); l != "" {
		e.lang = l
	}
	up := c.Dict(d["P"])
	if up == nil || parent == nil && identity(up) != identity(c.root) || parent != nil && identity(up) != identity(parent.dict) {
		c.fault(rule{ua: "7.1", pdf: "14.7.2"}, at{element: e}, "%s does not lead to the element above it (P)", e)
	}
	c.kids(e, d["K"], depth+1)
}

// identifiers checks that identifiers are unique and in the tree of identifiers.
func (c *checker) identifiers() {
	listed := map[object.String]object.Object{}
	c.leaves(c.root["IDTree"], "Names", func(key, value object.Object) {
		if s, ok := c.Get(key).(object.String); ok {
			listed[s] = value
		}
	})
	met := map[object.String]bool{}
	for _, e := range c.tree {
		id, _ := c.Get(e.dict["ID"]).(object.String)
		where := at{element: e}
		switch {
		case id == "":
			if e.role == "Note" {
				c.fault(rule{m: "19-003"}, where, "a note has no identifier (ID)")
			}
			continue
		case met[id]:
			r := rule{pdf: "14.7.2"}
			if e.role == "Note" {
				r.m = "19-004"
			}
			c.fault(r, where, "%s has the identifier %q, which another element has too", e, textString(id))
		case identity(c.Dict(listed[id])) != identity(e.dict):
			c.fault(rule{pdf: "14.7.2"}, where, "the identifier %q does not lead to its element (IDTree)", textString(id))
		}
		met[id] = true
	}
}

// leadsTo is the element that the tree of parents names for a piece of content,
// and whether it names one at all.
func (c *checker) leadsTo(parents object.Object, n int) (*element, bool) {
	key, ok := c.integer(parents)
	if !ok {
		return nil, false
	}
	list := c.Array(c.parentTree[key])
	if n < 0 || n >= len(list) {
		return nil, false
	}
	r, ok := list[n].(object.Ref)
	return c.byRef[r], ok
}

// attribute is the value of an attribute of an element; owner is whose it is,
// such as Table. Classes are looked at after its own.
func (c *checker) attribute(e *element, owner, key object.Name) object.Object {
	sets := slices.Clone(c.list(e.dict["A"]))
	classes := c.Dict(c.root["ClassMap"])
	for _, k := range c.list(e.dict["C"]) {
		if sets = append(sets, c.list(classes[c.name(k)])...); len(sets) > deepest {
			break
		}
	}
	for _, s := range sets[:min(len(sets), deepest)] {
		if d := c.Dict(s); d != nil && c.name(d["O"]) == owner && d[key] != nil {
			return c.Get(d[key])
		}
	}
	return nil
}

// list is an array, or a single value as one.
func (c *checker) list(o object.Object) object.Array {
	switch v := c.Get(o).(type) {
	case nil:
		return nil
	case object.Array:
		return v
	}
	return object.Array{o}
}

// words are what stands for a kind of element in a message.
var words = map[object.Name]string{
	"Document": "the document", "Sect": "a section", "P": "a paragraph", "L": "a list", "LI": "an item of a list", "Lbl": "a label", "LBody": "the text of an item",
	"Table": "a table", "TR": "a row", "TH": "a header cell", "TD": "a cell", "THead": "the head of a table", "TBody": "the body of a table", "TFoot": "the foot of a table",
	"TOC": "the contents list", "TOCI": "an entry of the contents list", "Caption": "a caption", "Figure": "a figure", "Formula": "a formula", "Note": "a note", "Link": "a link",
	"H": "a heading", "H1": "a heading of level 1", "H2": "a heading of level 2", "H3": "a heading of level 3", "H4": "a heading of level 4", "H5": "a heading of level 5", "H6": "a heading of level 6",
}

// String is the element as a message names it.
func (e *element) String() string {
	if e == nil {
		return "the root of the structure"
	}
	if w := words[e.role]; w != "" {
		return w
	}
	return "an element " + string(e.kind)
}
