package conform

import "tradebrief/report/pdf/object"

// formUse is a form and whether it is drawn within tagged content or an artifact.
// Drawing it again in the same way can bring nothing new.
type formUse struct {
	form object.Ref
	in   kind
}

// draw draws a picture or a form.
func (r *reading) draw(o object.Object) {
	n := r.name(o)
	list := r.Dict(r.resources["XObject"])
	ref, _ := list[n].(object.Ref)
	s := r.stream(list[n])
	if s == nil {
		r.fault(rule{a: "6.2.2", pdf: "8.8"}, r.where(), "the picture %s is not among the resources", n)
		return
	}
	first := r.drawn[ref] == 0
	r.drawn[ref]++
	switch r.name(s.Dict["Subtype"]) {
	case "Image":
		r.paint()
		if first {
			r.image(s.Dict, r.resources, r.where())
		}
	case "Form":
		r.form(ref, s)
	default:
		r.fault(rule{a: "6.2.9"}, r.where(), "a picture is of the kind %s, which is not allowed", r.name(s.Dict["Subtype"]))
	}
}

// inlineImage checks a picture that stands in the contents themselves.
func (r *reading) inlineImage(d object.Dict) {
	space := d["CS"]
	if space == nil {
		space = d["ColorSpace"]
	}
	if own := r.Dict(r.resources["ColorSpace"])[r.name(space)]; own != nil {
		space = own
	}
	r.colourSpace(space, r.resources, r.where(), 0)
	for _, f := range append(r.list(d["F"]), r.list(d["Filter"])...) {
		switch r.name(f) {
		case "ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode", "DCTDecode", "AHx", "A85", "Fl", "RL", "CCF", "DCT":
		default:
			r.fault(rule{a: "6.1.10"}, r.where(), "a picture is packed by %s, which is not allowed", r.name(f))
		}
	}
	if d["I"] == true || d["Interpolate"] == true {
		r.fault(rule{a: "6.2.8"}, r.where(), "a picture is to be smoothed (Interpolate)")
	}
}

func (r *reading) form(ref object.Ref, s *object.Stream) {
	d := s.Dict
	if r.drawn[ref] == 1 {
		if d["Ref"] != nil {
			r.fault(rule{m: "30-001", a: "6.2.9"}, r.where(), "a form stands for a page of another file (Ref)")
		}
		if d["OPI"] != nil || d["PS"] != nil || r.name(d["Subtype2"]) == "PS" {
			r.fault(rule{a: "6.2.9"}, r.where(), "a form is made of PostScript")
		}
	}
	if r.drawn[ref] == 2 && d["StructParents"] != nil {
		r.fault(rule{m: "30-002"}, r.where(), "a form with tagged content is drawn more than once")
	}
	key := formUse{ref, r.in}
	if r.depth >= 20 || r.forms[key] {
		return
	}
	r.forms[key] = true
	resources := r.Dict(d["Resources"])
	if resources == nil {
		resources = r.resources
	}
	inner := &reading{checker: r.checker, page: r.page, apart: ref, parents: d["StructParents"], resources: resources,
		outer: key.in, above: r.owner, depth: r.depth + 1, now: r.now}
	inner.read(r.unpack(s, "a form", r.where()))
	r.blending(d, r.where())
	r.states(resources, d, r.where())
}

// pattern reads a pattern that areas are filled with. It is part of what is
// filled, whatever it is made of.
func (r *reading) pattern(o object.Object) {
	s := r.stream(o)
	if s == nil {
		d := r.Dict(o)
		r.colourSpace(r.Dict(d["Shading"])["ColorSpace"], r.resources, r.where(), 0)
		return
	}
	ref, _ := o.(object.Ref)
	if key := (formUse{ref, artifact}); r.depth < 20 && !r.forms[key] {
		r.forms[key] = true
		inner := &reading{checker: r.checker, page: r.page, apart: ref, resources: r.Dict(s.Dict["Resources"]), outer: artifact, depth: r.depth + 1}
		inner.read(r.unpack(s, "a pattern", r.where()))
	}
}
