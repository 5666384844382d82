package conform

import (
	"strings"

	"tradebrief/report/pdf/object"
)

// document checks the catalog.
func (c *checker) document() {
	c.lang = c.text(c.catalog["Lang"])
	c.language(c.catalog["Lang"], at{})
	if show, ok := c.Get(c.Dict(c.catalog["ViewerPreferences"])["DisplayDocTitle"]).(bool); !ok {
		c.fault(rule{m: "07-001"}, at{}, "viewers are not told to show the title of the document (DisplayDocTitle)")
	} else if !show {
		c.fault(rule{m: "07-002"}, at{}, "viewers are told to show the name of the file instead of the title (DisplayDocTitle)")
	}
	info := c.Dict(c.catalog["MarkInfo"])
	if c.Get(info["Marked"]) != true {
		c.fault(rule{ua: "6.2", a: "6.7.2.2"}, at{}, "the catalog does not say that the file is tagged (Marked)")
	}
	if c.Get(info["Suspects"]) == true {
		c.fault(rule{m: "01-007"}, at{}, "the catalog says that some tags are suspect (Suspects)")
	}
	for _, e := range []struct{ key, clause object.Name }{
		{"AA", "6.5.2"}, {"Requirements", "6.11"}, {"NeedsRendering", "6.4.2"},
	} {
		if _, ok := c.catalog[e.key]; ok {
			c.fault(rule{a: string(e.clause)}, at{}, "the catalog has %s, which is not allowed", e.key)
		}
	}
	perms := c.Dict(c.catalog["Perms"])
	for _, k := range perms.Keys() {
		if k != "UR3" && k != "DocMDP" {
			c.fault(rule{a: "6.1.12"}, at{}, "the permissions have %s, expected UR3 and DocMDP only", k)
		}
	}
	names := c.Dict(c.catalog["Names"])
	if names["AlternatePresentations"] != nil {
		c.fault(rule{a: "6.10"}, at{}, "the catalog has slide shows (AlternatePresentations)")
	}
	if names["JavaScript"] != nil {
		c.fault(rule{a: "6.5.1"}, at{}, "the catalog has programs in JavaScript")
	}
	c.action(c.catalog["OpenAction"], at{})
	c.layers()

	form := c.Dict(c.catalog["AcroForm"])
	if c.Get(form["NeedAppearances"]) == true {
		c.fault(rule{a: "6.4.1"}, at{}, "the form leaves to the viewer what its fields look like (NeedAppearances)")
	}
	if form["XFA"] != nil {
		c.fault(rule{a: "6.4.2"}, at{}, "the form is one of XFA")
	}
}

// language checks the form of a language where there is one.
func (c *checker) language(o object.Object, where at) {
	if o = c.Get(o); o == nil {
		return
	}
	s, ok := o.(object.String)
	if l := textString(s); !ok || l != "" && !isLanguage(l) {
		c.fault(rule{ua: "7.2", a: "6.7.4"}, where, "%q is no language, expected a tag such as en or zh-CN", l)
	}
}

// action checks an action and those that follow it.
func (c *checker) action(o object.Object, where at) {
	seen := 0
	var follow func(o object.Object)
	follow = func(o object.Object) {
		d, ok := c.Get(o).(object.Dict)
		if seen++; !ok || seen > deepest {
			return
		}
		switch s := c.name(d["S"]); s {
		case "GoTo", "GoToR", "GoToE", "Thread", "URI", "SubmitForm":
		case "Named":
			switch n := c.name(d["N"]); n {
			case "NextPage", "PrevPage", "FirstPage", "LastPage":
			default:
				c.fault(rule{a: "6.5.1"}, where, "an action is called %s, which is not allowed", n)
			}
		default:
			c.fault(rule{a: "6.5.1"}, where, "an action is of the kind %s, which is not allowed", s)
		}
		if next := c.Array(d["Next"]); next != nil {
			for _, n := range next {
				follow(n)
			}
		} else {
			follow(d["Next"])
		}
	}
	follow(o)
}

// layers checks the optional content.
func (c *checker) layers() {
	all := c.Dict(c.catalog["OCProperties"])
	if all == nil {
		return
	}
	names := map[string]bool{}
	check := func(o object.Object, unnamed string) {
		d := c.Dict(o)
		switch n := c.text(d["Name"]); {
		case n == "":
			c.fault(rule{m: unnamed, a: "6.9"}, at{}, "a configuration of layers has no name")
		case names[n]:
			c.fault(rule{a: "6.9"}, at{}, "two configurations of layers are called %q", n)
		default:
			names[n] = true
		}
		if _, ok := d["AS"]; ok {
			c.fault(rule{m: "20-003", a: "6.9"}, at{}, "a configuration of layers changes by itself (AS)")
		}
	}
	check(all["D"], "20-002")
	for _, o := range c.Array(all["Configs"]) {
		check(o, "20-001")
	}
}

// bookmarks checks that the language of the outline is known and its actions
// are allowed.
func (c *checker) bookmarks() {
	outline := c.Dict(c.catalog["Outlines"])
	if outline == nil {
		return
	}
	met := map[object.Ref]bool{}
	untold := false
	var walk func(first object.Object, depth int)
	walk = func(first object.Object, depth int) {
		for next := first; next != nil && depth < deepest; {
			if r, ok := next.(object.Ref); ok {
				if met[r] {
					return
				}
				met[r] = true
			}
			d := c.Dict(next)
			if d == nil {
				return
			}
			untold = untold || c.lang == "" && c.text(d["Title"]) != ""
			c.action(d["A"], at{})
			walk(d["First"], depth+1)
			next = d["Next"]
		}
	}
	walk(outline["First"], 0)
	if untold {
		c.fault(rule{m: "11-003"}, at{}, "the language of the bookmarks is not known: the document has no language")
	}
}

// attachments checks the files inside the file.
func (c *checker) attachments() {
	associated := map[object.Ref]bool{}
	note := func(o object.Object) {
		for _, f := range c.Array(o) {
			if r, ok := f.(object.Ref); ok {
				associated[r] = true
			}
		}
	}
	// AF stands at the catalog, at pages, elements, forms, pictures, annotations.
	for i := range c.Objects {
		if d := c.Dict(object.Ref(i)); d != nil {
			note(d["AF"])
		}
	}
	for i := range c.Objects {
		d, ok := c.Get(object.Ref(i)).(object.Dict)
		if !ok {
			continue
		}
		files := c.Dict(d["EF"])
		if files == nil {
			continue
		}
		name := c.text(d["UF"])
		if name == "" || c.text(d["F"]) == "" {
			c.fault(rule{m: "21-001", a: "6.8"}, at{}, "a file inside the document has no name (F and UF)")
			name = "a file inside the document"
		}
		if c.name(d["AFRelationship"]) == "" {
			c.fault(rule{a: "6.8"}, at{}, "%s does not say what it is to the document (AFRelationship)", name)
		}
		if !associated[object.Ref(i)] {
			c.fault(rule{a: "6.8"}, at{}, "%s belongs to no part of the document (AF)", name)
		}
		// UF leads to the same data as F, for old programs.
		first := c.stream(files["F"])
		for _, k := range files.Keys() {
			if s := c.stream(files[k]); k == "F" || s == nil || s != first {
				c.embedded(s, name)
			}
		}
	}
}

// embedded checks the stream of a file inside the file.
func (c *checker) embedded(s *object.Stream, name string) {
	if s == nil {
		c.fault(rule{a: "6.8"}, at{}, "%s has no data", name)
		return
	}
	if kind := string(c.name(s.Dict["Subtype"])); !isMIME(kind) {
		c.fault(rule{a: "6.8"}, at{}, "the kind of %s is %q, expected one such as text/csv", name, kind)
	}
	if date := c.text(c.Dict(s.Dict["Params"])["ModDate"]); !strings.HasPrefix(date, "D:") {
		c.fault(rule{a: "6.8"}, at{}, "%s does not say when it was last changed (ModDate)", name)
	}
}

// isMIME says whether the text has the form type/subtype.
func isMIME(s string) bool {
	a, b, ok := strings.Cut(s, "/")
	for _, part := range []string{a, b} {
		ok = ok && part != "" && strings.Trim(part, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_+.") == ""
	}
	return ok
}
