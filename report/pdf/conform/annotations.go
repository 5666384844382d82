package conform

import (
	"slices"

	"tradebrief/report/pdf/object"
)

// annotationTypes are those that PDF/A-3 allows, ISO 19005-3 6.3.1.
var annotationTypes = []object.Name{
	"Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut",
	"Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Widget", "PrinterMark", "TrapNet", "Watermark", "Redact",
}

// Bits of the flags of an annotation, ISO 32000-1 table 165.
const (
	flagInvisible    = 1 << 0
	flagHidden       = 1 << 1
	flagPrint        = 1 << 2
	flagNoView       = 1 << 5
	flagToggleNoView = 1 << 8
)

// annotations checks what lies over the pages.
func (c *checker) annotations() {
	for i, p := range c.pages {
		list := c.Array(p.dict["Annots"])
		if len(list) == 0 {
			continue
		}
		where := at{page: i + 1}
		switch tabs := c.name(p.dict["Tabs"]); tabs {
		case "S":
		case "":
			c.fault(rule{m: "28-008"}, where, "the page has links and does not say in which order the keyboard reaches them (Tabs)")
		default:
			c.fault(rule{m: "28-009"}, where, "the keyboard reaches links in the order %s, expected S, that of the structure (Tabs)", tabs)
		}
		for _, o := range list {
			if d := c.Dict(o); d != nil {
				c.annotation(o, d, p, where)
			}
		}
	}
}

// annotation checks one.
func (c *checker) annotation(o object.Object, d object.Dict, p *sheet, where at) {
	kind := c.name(d["Subtype"])
	if !slices.Contains(annotationTypes, kind) {
		c.fault(rule{a: "6.3.1"}, where, "an annotation is of the kind %s, which is not allowed", kind)
	}
	flags, flagged := c.integer(d["F"])
	switch {
	case kind == "Popup":
	case !flagged:
		c.fault(rule{a: "6.3.2"}, where, "%s has no flags (F)", annotationWords(kind))
	case flags&flagPrint == 0:
		c.fault(rule{a: "6.3.2"}, where, "%s is not printed (F)", annotationWords(kind))
	case flags&(flagInvisible|flagHidden|flagNoView|flagToggleNoView) != 0:
		c.fault(rule{a: "6.3.2"}, where, "%s is hidden (F)", annotationWords(kind))
	}
	rect, _ := c.box(d["Rect"])
	if ap := c.Dict(d["AP"]); ap == nil {
		if kind != "Popup" && kind != "Link" && (rect[0] != rect[2] || rect[1] != rect[3]) {
			c.fault(rule{a: "6.3.3"}, where, "%s has no look (AP)", annotationWords(kind))
		}
	} else if len(ap) != 1 || ap["N"] == nil {
		c.fault(rule{a: "6.3.3"}, where, "%s has other looks than the normal one (AP)", annotationWords(kind))
	}
	c.action(d["A"], where)
	if kind == "Widget" && (d["A"] != nil || d["AA"] != nil) {
		c.fault(rule{a: "6.4.1"}, where, "something happens when a field of the form is used (A, AA)")
	}
	outside := rect[2] < p.crop[0] || rect[0] > p.crop[2] || rect[3] < p.crop[1] || rect[1] > p.crop[3]
	if flags&flagHidden == 0 && !outside {
		c.readable(o, d, kind, where)
	}
}

// readable checks that an annotation can be reached and told.
func (c *checker) readable(o object.Object, d object.Dict, kind object.Name, where at) {
	if c.root == nil {
		return // nothing can belong to a structure that is not there
	}
	e := c.annotated(o, d)
	where.element = e
	var role object.Name
	told := c.text(d["Contents"])
	if e != nil {
		role = e.role
		if kind != "Link" && told == "" {
			told = c.text(e.dict["Alt"])
		}
	}
	switch kind {
	case "PrinterMark":
		if e != nil {
			c.fault(rule{m: "28-017"}, where, "a mark for printers is part of the structure")
		}
		return
	case "TrapNet":
		c.fault(rule{m: "28-007"}, where, "the page has a net of traps for printers")
	case "Popup":
		return
	case "Widget":
		if role != "Form" {
			c.fault(rule{m: "28-010"}, where, "a field of a form does not belong to an element Form")
		}
		if c.text(d["TU"]) == "" && c.text(c.Dict(d["Parent"])["TU"]) == "" {
			c.fault(rule{m: "28-005"}, where, "a field of a form has no description (TU)")
		} else if c.lang == "" {
			c.fault(rule{m: "11-005"}, where, "the language of a field of a form is not known: the document has no language")
		}
		return
	case "Link":
		if role != "Link" {
			c.fault(rule{m: "28-011"}, where, "a link belongs to no element Link of the structure")
		}
		if told == "" {
			c.fault(rule{m: "28-012"}, where, "a link does not say where it leads (Contents)")
		}
	default:
		if role != "Annot" {
			c.fault(rule{m: "28-002"}, where, "an annotation belongs to no element Annot of the structure")
		}
		if told == "" {
			c.fault(rule{m: "28-004"}, where, "an annotation has no text (Contents)")
		}
	}
	if c.text(d["Contents"]) != "" && c.lang == "" && (e == nil || e.lang == "") {
		c.fault(rule{m: "11-004"}, where, "the language of the text of %s is not known", annotationWords(kind))
	}
}

// annotated is the element of an annotation: the one that the tree of parents
// leads to, which has to have the annotation too.
func (c *checker) annotated(o object.Object, d object.Dict) *element {
	key, ok := c.integer(d["StructParent"])
	if !ok {
		return nil
	}
	r, ok := c.parentTree[key].(object.Ref)
	e := c.byRef[r]
	if !ok || e == nil {
		return nil
	}
	if ref, ok := o.(object.Ref); !ok || !slices.Contains(e.objects, ref) {
		return nil
	}
	return e
}

func annotationWords(kind object.Name) string {
	if kind == "Link" {
		return "a link"
	}
	return "an annotation " + string(kind)
}
