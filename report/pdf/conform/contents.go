package conform

import (
	"tradebrief/report/pdf/object"
)

// kind is what content is marked as.
type kind uint8

const (
	unmarked kind = iota
	tagged
	artifact
)

// opened is marked content that is open.
type opened struct {
	kind     kind
	owner    *element // of tagged content; nil where none claims it
	language bool     // it tells its language
	replaced bool     // it tells what stands for its characters
	inText   bool     // it was begun inside a text object
}

// graphics is what q saves of the state that is looked at.
type graphics struct {
	font *font
	mode int // of rendering text; 3 is invisible
}

// reading is the contents of a page, form, pattern or glyph while it is read.
type reading struct {
	*checker
	page      int
	apart     object.Ref // of a form whose content is numbered apart
	parents   object.Object
	resources object.Dict
	fonts     map[object.Name]*font
	open      []opened
	outer     kind     // what the form as a whole is drawn in
	above     *element // in whose content it is drawn

	// What the open marks come to.
	in       kind
	owner    *element // whose content it is
	language bool     // its language is told
	replaced bool     // what stands for its characters is told

	saved    []graphics
	now      graphics
	inText   bool
	depth    int
	unmarked bool // content outside all marks was told of
	untold   bool // and text of no language
}

// contents reads what is drawn on all pages.
func (c *checker) contents() {
	c.found, c.forms, c.drawn = map[mark]bool{}, map[formUse]bool{}, map[object.Ref]int{}
	c.fontOf = map[uintptr]*font{}
	for i, p := range c.pages {
		where := at{page: i + 1}
		var data []byte
		faults := len(c.faults)
		for _, part := range c.list(p.dict["Contents"]) {
			if s := c.stream(part); s != nil {
				d := c.unpack(s, "the contents of the page", where)
				if data == nil {
					data = d
				} else {
					data = append(append(data, '\n'), d...)
				}
			}
		}
		if p.resources == nil && len(data) > 0 {
			c.fault(rule{a: "6.2.2"}, where, "the page does not list its fonts and pictures (Resources)")
		}
		r := &reading{checker: c, page: i + 1, parents: p.dict["StructParents"], resources: p.resources}
		r.read(data)
		p.unread = len(c.faults) > faults && data == nil
		c.blending(p.dict, where)
		c.states(r.resources, p.dict, where)
	}
}

// where is the place of what is being drawn.
func (r *reading) where() at { return at{page: r.page, element: r.owner} }

func (r *reading) read(data []byte) {
	r.fonts = map[object.Name]*font{}
	r.settle()
	contents := object.NewContents(data)
	for contents.Next() {
		r.operator(contents.Op, contents.Args)
	}
	where := at{page: r.page}
	if err := contents.Err(); err != nil {
		r.fault(rule{a: "6.2.2", pdf: "7.8.2"}, where, "the contents of the page cannot be read: %v", err)
		return
	}
	if len(r.open) > 0 {
		r.fault(rule{pdf: "14.6.1"}, where, "%d marked contents are not ended (EMC)", len(r.open))
	}
	if len(r.saved) > 0 {
		r.fault(rule{pdf: "8.4.2"}, where, "%d states of the graphics are saved and not restored (Q)", len(r.saved))
	}
	if r.inText {
		r.fault(rule{pdf: "9.4.1"}, where, "text is not ended (ET)")
	}
}

// mostSaved is how deep states of the graphics may be saved, ISO 19005-3 6.1.13.
const mostSaved = 28

func (r *reading) operator(op string, args object.Array) {
	switch op {
	case "q":
		if len(r.saved) == mostSaved {
			r.fault(rule{a: "6.1.13"}, r.where(), "states of the graphics are saved more than %d deep (q)", mostSaved)
		}
		if len(r.saved) <= 10*mostSaved {
			r.saved = append(r.saved, r.now)
		}
	case "Q":
		if n := len(r.saved); n == 0 {
			r.fault(rule{pdf: "8.4.2"}, r.where(), "a state of the graphics is restored that was not saved (Q)")
		} else {
			r.now, r.saved = r.saved[n-1], r.saved[:n-1]
		}
	case "BT", "ET":
		if r.inText == (op == "BT") {
			r.fault(rule{pdf: "9.4.1"}, r.where(), "BT and ET do not alternate")
		}
		r.inText = op == "BT"
	case "BMC", "BDC":
		r.begin(args)
	case "EMC":
		r.end()
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*":
		r.paint()
	case "sh":
		r.paint()
		if len(args) == 1 {
			s := r.Dict(r.Dict(r.resources["Shading"])[r.name(args[0])])
			r.colourSpace(s["ColorSpace"], r.resources, r.where(), 0)
		}
	case "Do":
		if len(args) == 1 {
			r.draw(args[0])
		}
	case "Tf":
		if len(args) == 2 {
			r.now.font = r.selectFont(r.name(args[0]))
		}
	case "Tr":
		if len(args) == 1 {
			r.now.mode, _ = r.integer(args[0])
		}
	case "Tj", "'":
		if len(args) == 1 {
			r.show(args[0])
		}
	case "\"":
		if len(args) == 3 {
			r.show(args[2])
		}
	case "TJ":
		if len(args) == 1 {
			for _, part := range r.Array(args[0]) {
				r.show(part)
			}
		}
	case "rg", "RG":
		r.device("DeviceRGB", r.resources, r.where())
	case "k", "K":
		r.device("DeviceCMYK", r.resources, r.where())
	case "g", "G":
		r.device("DeviceGray", r.resources, r.where())
	case "cs", "CS":
		if len(args) == 1 {
			n := r.name(args[0])
			if o := r.Dict(r.resources["ColorSpace"])[n]; o != nil {
				r.colourSpace(o, r.resources, r.where(), 0)
			} else {
				r.colourSpace(n, r.resources, r.where(), 0)
			}
		}
	case "scn", "SCN":
		if n := len(args); n > 0 {
			if pattern, ok := args[n-1].(object.Name); ok {
				r.pattern(r.Dict(r.resources["Pattern"])[pattern])
			}
		}
	case "ri":
		if len(args) == 1 {
			r.intentName(args[0], r.where())
		}
	case "ID":
		r.paint()
		described := object.Dict{}
		for i := 0; i+1 < len(args); i += 2 {
			described[r.name(args[i])] = args[i+1]
		}
		r.inlineImage(described)
	case "w", "J", "j", "M", "d", "i", "gs", "cm", "m", "l", "c", "v", "y", "h", "re", "n", "W", "W*",
		"Tc", "Tw", "Tz", "TL", "Ts", "Td", "TD", "Tm", "T*", "d0", "d1", "sc", "SC", "BI", "EI", "MP", "DP", "BX", "EX":
	default:
		r.fault(rule{a: "6.2.2"}, r.where(), "the contents have the operator %.20q, which PDF does not know", op)
	}
}

// settle works out what the open marks come to.
func (r *reading) settle() {
	r.in, r.owner, r.language, r.replaced = r.outer, r.above, false, false
	for i := range r.open {
		o := &r.open[i]
		if o.kind != unmarked {
			r.in = o.kind
		}
		if o.owner != nil {
			r.owner = o.owner
		}
		r.language, r.replaced = r.language || o.language, r.replaced || o.replaced
	}
	for e := r.owner; e != nil && !r.replaced; e = e.parent {
		r.replaced = e.dict["ActualText"] != nil
	}
	r.language = r.language || r.checker.lang != "" || r.owner != nil && r.owner.lang != ""
}

// begin opens marked content.
func (r *reading) begin(args object.Array) {
	if len(args) == 0 {
		return
	}
	if len(r.open) == deepest {
		r.fault(rule{pdf: "14.6.1"}, r.where(), "marked content is nested more than %d deep", deepest)
		return
	}
	o := opened{inText: r.inText}
	var list object.Dict
	if len(args) > 1 {
		if list = r.Dict(args[1]); list == nil {
			list = r.Dict(r.Dict(r.resources["Properties"])[r.name(args[1])])
		}
	}
	outside := r.in
	n, numbered := -1, false
	if list != nil {
		o.language, o.replaced = r.text(list["Lang"]) != "", list["ActualText"] != nil
		n, numbered = r.integer(list["MCID"])
		r.checker.language(list["Lang"], r.where())
		if !r.language && !o.language && (list["Alt"] != nil || list["ActualText"] != nil || list["E"] != nil) {
			r.fault(rule{m: "11-002"}, r.where(), "the language of the text that stands for a piece of content is not known")
		}
	}
	switch {
	case r.name(args[0]) == "Artifact":
		o.kind = artifact
		if outside == tagged {
			r.fault(rule{m: "01-003"}, r.where(), "an artifact lies inside tagged content")
		}
	case numbered:
		o.kind = tagged
		if outside == artifact {
			r.fault(rule{m: "01-004"}, r.where(), "tagged content lies inside an artifact")
		}
		o.owner = r.marked(n)
		if r.root == nil {
			o.kind = unmarked
		}
	}
	r.open = append(r.open, o)
	r.settle()
}

// marked finds the element of the content n, and checks that all ways lead to it.
func (r *reading) marked(n int) *element {
	m := mark{page: r.page, number: n}
	if r.apart != 0 {
		m = mark{stream: r.apart, number: n}
	}
	where := at{page: r.page}
	if r.found[m] {
		r.fault(rule{pdf: "14.7.4.2"}, where, "two pieces of content have the number %d (MCID)", n)
	}
	r.found[m] = true
	e := r.claims[m]
	back, ok := r.leadsTo(r.parents, n)
	switch {
	case e == nil && r.root != nil:
		r.fault(rule{m: "01-005", pdf: "14.7.4.2"}, where, "the content %d belongs to no element of the structure", n)
	case e == nil:
	case !ok:
		r.fault(rule{pdf: "14.7.4.4"}, at{r.page, e}, "no way leads from the content %d to its element (ParentTree)", n)
	case back != e:
		r.fault(rule{pdf: "14.7.4.4"}, at{r.page, e}, "the content %d of %s leads to %s (ParentTree)", n, e, back)
	}
	return e
}

func (r *reading) end() {
	n := len(r.open)
	if n == 0 {
		r.fault(rule{pdf: "14.6.1"}, r.where(), "marked content is ended that was not begun (EMC)")
		return
	}
	if r.open[n-1].inText != r.inText {
		r.fault(rule{pdf: "14.6.1"}, r.where(), "marked content and text lie across each other")
	}
	r.open = r.open[:n-1]
	r.settle()
}

// paint is told of everything that leaves a mark on the page.
func (r *reading) paint() {
	if r.in == unmarked && !r.unmarked && r.root != nil {
		r.unmarked = true
		r.fault(rule{m: "01-005"}, at{page: r.page}, "content is neither tagged nor an artifact")
	}
}

// show draws a string of text.
func (r *reading) show(o object.Object) {
	s, ok := o.(object.String)
	if !ok || s == "" {
		return
	}
	r.paint()
	if r.in == tagged && !r.language && !r.untold {
		r.untold = true
		r.fault(rule{m: "11-001"}, r.where(), "the language of the text is not known")
	}
	f := r.now.font
	if f == nil {
		r.fault(rule{pdf: "9.4.3"}, r.where(), "text is drawn without a font")
		return
	}
	f.use(string(s), use{drawn: true, visible: r.now.mode != 3, bare: !r.replaced, where: r.where()})
}

// selectFont finds a font by its name in the resources.
func (r *reading) selectFont(n object.Name) *font {
	if f, ok := r.fonts[n]; ok {
		return f
	}
	d := r.Dict(r.Dict(r.resources["Font"])[n])
	if d == nil {
		r.fault(rule{a: "6.2.2", pdf: "9.4.3"}, r.where(), "the font %s is not among the resources", n)
		return nil
	}
	f := r.fontOf[identity(d)]
	if f == nil {
		f = newFont(r.checker, d)
		r.fontOf[identity(d)] = f
		r.fontList = append(r.fontList, f)
	}
	r.fonts[n] = f
	return f
}

// claimed checks that all content that elements have is there.
func (c *checker) claimed() {
	for _, e := range c.tree {
		for _, m := range e.content {
			if !c.found[m] && (m.page == 0 || !c.pages[m.page-1].unread) {
				c.fault(rule{pdf: "14.7.4.2"}, at{m.page, e}, "%s has the content %d, which is not there", e, m.number)
			}
		}
	}
}
