package conform

import (
	"math"
	"slices"
	"strings"

	"tradebrief/report/pdf/object"
)

// font is a font and the codes of it that are drawn.
type font struct {
	dict       object.Dict
	kind       object.Name // Subtype
	descendant object.Dict // of a composite font
	wide       bool        // codes are of two bytes
	simple     [256]use
	composite  map[int]use
	visible    bool // some of it is seen
	first      at   // where it is first used
	unicode    *toUnicode
}

// use is how a code is drawn.
type use struct {
	drawn   bool
	visible bool
	bare    bool // at least once with no text that stands for it
	where   at   // for the first time
}

func newFont(c *checker, d object.Dict) *font {
	f := &font{dict: d, kind: c.name(d["Subtype"])}
	if f.kind == "Type0" {
		if list := c.Array(d["DescendantFonts"]); len(list) > 0 {
			f.descendant = c.Dict(list[0])
		}
		f.wide, f.composite = true, map[int]use{}
	}
	return f
}

// use enters the codes of a text that is drawn.
func (f *font) use(s string, u use) {
	if f.first == (at{}) {
		f.first = u.where
	}
	f.visible = f.visible || u.visible
	if f.wide {
		for i := 0; i+1 < len(s); i += 2 {
			code := int(s[i])<<8 | int(s[i+1])
			f.composite[code] = f.composite[code].and(u)
		}
		return
	}
	for i := range len(s) {
		if old := &f.simple[s[i]]; !old.drawn || u.visible && !old.visible || u.bare && !old.bare {
			*old = old.and(u)
		}
	}
}

// and joins two uses of a code.
func (old use) and(u use) use {
	if !old.drawn {
		return u
	}
	old.visible = old.visible || u.visible
	old.bare = old.bare || u.bare
	return old
}

// codes are those that are drawn, in order.
func (f *font) codes() []int {
	var out []int
	for code, u := range f.simple {
		if u.drawn {
			out = append(out, code)
		}
	}
	for code := range f.composite {
		out = append(out, code)
	}
	slices.Sort(out)
	return out
}

func (f *font) used(code int) use {
	if f.wide {
		return f.composite[code]
	}
	return f.simple[code]
}

// fonts checks all fonts that text is drawn with.
func (c *checker) fonts() {
	for _, f := range c.fontList {
		if codes := f.codes(); len(codes) > 0 {
			c.font(f, codes)
		}
	}
}

// font checks one: its dictionaries, its program, and each code that is drawn.
func (c *checker) font(f *font, codes []int) {
	name := c.name(f.dict["BaseFont"])
	program := rule{a: "6.2.11.2", pdf: "9.6"}
	if c.name(f.dict["Type"]) != "Font" {
		c.fault(program, f.first, "the font %s is no font by its Type", name)
	}
	descriptor := c.Dict(f.dict["FontDescriptor"])
	switch f.kind {
	case "Type1", "MMType1", "TrueType":
		if name == "" {
			c.fault(program, f.first, "a font has no name (BaseFont)")
		}
		first, hasFirst := c.integer(f.dict["FirstChar"])
		last, hasLast := c.integer(f.dict["LastChar"])
		if widths := c.Array(f.dict["Widths"]); descriptor != nil && (!hasFirst || !hasLast || len(widths) != last-first+1) {
			c.fault(program, f.first, "the font %s does not give the widths of its characters from FirstChar to LastChar", name)
			return
		}
	case "Type0":
		descriptor = c.Dict(f.descendant["FontDescriptor"])
		if !c.composite(f, name) {
			return
		}
	case "Type3":
		c.meanings(f, name, codes)
		return
	default:
		c.fault(program, f.first, "the font %s is of the kind %s, which is not allowed", name, f.kind)
		return
	}
	c.meanings(f, name, codes)
	var file *object.Stream
	for _, k := range []object.Name{"FontFile", "FontFile2", "FontFile3"} {
		if s := c.stream(descriptor[k]); s != nil {
			file = s
		}
	}
	if file == nil {
		if f.visible {
			c.fault(rule{m: "31-009", a: "6.2.11.4.1"}, f.first, "the font %s is not inside the file", name)
		}
		return
	}
	if c.stream(descriptor["FontFile2"]) == nil {
		return // glyphs and widths are looked up in TrueType programs only
	}
	data := c.unpack(file, "the font "+string(name), f.first)
	if data == nil {
		return
	}
	tt, err := readTrueType(data)
	if err != nil {
		c.fault(program, f.first, "the program of the font %s cannot be read: %v", name, err)
		return
	}
	var glyph func(code int) int
	var width func(code int) float64
	if f.kind == "Type0" {
		glyph, width = c.glyphsByCID(f), c.widthsByCID(f.descendant)
	} else {
		glyph, width = c.glyphsByCode(f, tt, descriptor, name), c.widthsByCode(f)
	}
	if glyph == nil {
		return
	}
	for _, code := range codes {
		u := f.used(code)
		g := glyph(code)
		switch {
		case g < 0:
			// Which glyph it is cannot be told.
		case g == 0:
			c.fault(rule{ua: "7.21.8", a: "6.2.11.8"}, u.where, "the font %s has no glyph for %s and draws a box (.notdef)", name, c.character(f, code))
		case g >= tt.glyphs:
			if u.visible {
				c.fault(rule{m: "31-011", a: "6.2.11.4.1"}, u.where, "the font %s has no glyph %d, which is drawn for %s", name, g, c.character(f, code))
			}
		case u.visible && math.Abs(tt.width(g)-width(code)) > 1:
			c.fault(rule{m: "31-016", a: "6.2.11.5"}, u.where, "the font %s gives %s a width of %.0f where its program has %.0f", name, c.character(f, code), width(code), tt.width(g))
		}
	}
}

// character is a code as a message names it.
func (c *checker) character(f *font, code int) string {
	if f.unicode != nil {
		if s, ok := f.unicode.lookup(code); ok && s != "" {
			return "“" + s + "”"
		}
	}
	return "a character"
}

// composite checks what only composite fonts have, and says whether the font
// can be looked into.
func (c *checker) composite(f *font, name object.Name) bool {
	if f.descendant == nil {
		c.fault(rule{a: "6.2.11.2", pdf: "9.7"}, f.first, "the font %s has no descendant", name)
		return false
	}
	identity := false
	switch e := c.Get(f.dict["Encoding"]).(type) {
	case object.Name:
		identity = e == "Identity-H" || e == "Identity-V"
		if !identity && !strings.HasSuffix(string(e), "-H") && !strings.HasSuffix(string(e), "-V") && e != "H" && e != "V" {
			c.fault(rule{m: "31-006", a: "6.2.11.3.3"}, f.first, "the font %s has the encoding %s, which is neither one of PDF nor inside the file", name, e)
		}
	case *object.Stream:
		inner, _ := c.integer(e.Dict["WMode"])
		data := c.unpack(e, "the encoding of the font "+string(name), f.first)
		if outer := writingMode(data); inner != outer {
			c.fault(rule{m: "31-007", a: "6.2.11.3.3"}, f.first, "the encoding of the font %s is written in two directions (WMode)", name)
		}
	default:
		c.fault(rule{m: "31-006", a: "6.2.11.3.3"}, f.first, "the font %s has no encoding", name)
	}
	if c.name(f.descendant["Subtype"]) == "CIDFontType2" {
		switch m := c.Get(f.descendant["CIDToGIDMap"]).(type) {
		case nil:
			if c.stream(c.Dict(f.descendant["FontDescriptor"])["FontFile2"]) != nil {
				c.fault(rule{m: "31-005", a: "6.2.11.3.2"}, f.first, "the font %s does not say which glyphs its codes are (CIDToGIDMap)", name)
			}
			return false
		case *object.Stream:
		default:
			if m != object.Name("Identity") {
				c.fault(rule{m: "31-004", a: "6.2.11.3.2"}, f.first, "the font %s has a CIDToGIDMap that is neither a stream nor Identity", name)
				return false
			}
		}
	}
	return identity
}

// writingMode is the direction that an encoding gives in its text.
func writingMode(data []byte) int {
	_, rest, ok := strings.Cut(string(data), "/WMode")
	if !ok {
		return 0
	}
	word := strings.Fields(rest + " 0")[0]
	n, _ := whole(object.Number(word))
	return n
}

// glyphsByCID looks up the glyph of a code of a composite font.
func (c *checker) glyphsByCID(f *font) func(int) int {
	s := c.stream(f.descendant["CIDToGIDMap"])
	if s == nil {
		return func(code int) int { return code }
	}
	table := c.unpack(s, "a table of glyphs", f.first)
	return func(code int) int { return u16(table, 2*code) }
}

// widthsByCID reads the widths of a composite font.
func (c *checker) widthsByCID(d object.Dict) func(int) float64 {
	otherwise, ok := c.number(d["DW"])
	if !ok {
		otherwise = 1000
	}
	single := map[int]float64{}
	var runs spans[float64]
	for a := c.Array(d["W"]); len(a) > 1; {
		first, _ := c.integer(a[0])
		if list := c.Array(a[1]); list != nil {
			for i, w := range list {
				single[first+i], _ = c.number(w)
			}
			a = a[2:]
			continue
		}
		if len(a) < 3 {
			break
		}
		last, _ := c.integer(a[1])
		w, _ := c.number(a[2])
		runs = append(runs, span[float64]{first, last, w})
		a = a[3:]
	}
	runs.sort()
	return func(code int) float64 {
		if w, ok := single[code]; ok {
			return w
		}
		if s, ok := runs.find(code); ok {
			return s.value
		}
		return otherwise
	}
}

// widthsByCode reads the widths of a simple font.
func (c *checker) widthsByCode(f *font) func(int) float64 {
	first, _ := c.integer(f.dict["FirstChar"])
	widths := c.Array(f.dict["Widths"])
	missing, _ := c.number(c.Dict(f.dict["FontDescriptor"])["MissingWidth"])
	return func(code int) float64 {
		if i := code - first; i >= 0 && i < len(widths) {
			w, _ := c.number(widths[i])
			return w
		}
		return missing
	}
}

// meanings checks that each code that is drawn stands for characters.
func (c *checker) meanings(f *font, name object.Name, codes []int) {
	s := c.stream(f.dict["ToUnicode"])
	if s == nil {
		if !c.knownMeaning(f) {
			c.fault(rule{m: "31-028", a: "6.2.11.7.2"}, f.first, "the font %s does not say which characters its codes are (ToUnicode)", name)
		}
		return
	}
	data := c.unpack(s, "the characters of the font "+string(name), f.first)
	var err error
	if f.unicode, err = readToUnicode(data); err != nil {
		c.fault(rule{m: "31-028", a: "6.2.11.7.2"}, f.first, "the characters of the font %s cannot be read: %v", name, err)
		return
	}
	for _, code := range codes {
		u := f.used(code)
		text, ok := f.unicode.lookup(code)
		if !ok && !c.knownMeaning(f) || ok && text == "" {
			c.fault(rule{m: "10-001", a: "6.2.11.7.2"}, u.where, "the font %s does not say which character its code %d is (ToUnicode)", name, code)
		}
		for _, r := range text {
			switch {
			case r == 0:
				c.fault(rule{m: "31-029", a: "6.2.11.7.2"}, u.where, "the font %s says that its code %d is the character U+0000 (ToUnicode)", name, code)
			case r == 0xFEFF || r == 0xFFFE:
				c.fault(rule{m: "31-030", a: "6.2.11.7.2"}, u.where, "the font %s says that its code %d is U+%04X, which is no character (ToUnicode)", name, code, r)
			case r >= 0xE000 && r <= 0xF8FF && u.bare:
				c.fault(rule{a: "6.2.11.7.3"}, u.where, "the character U+%04X has no meaning of its own and no text that stands for it (ActualText)", r)
			}
		}
	}
}

// knownMeaning says whether the codes of a font have a meaning without ToUnicode:
// by an encoding of PDF.
func (c *checker) knownMeaning(f *font) bool {
	switch e := c.Get(f.dict["Encoding"]).(type) {
	case object.Name:
		return f.kind != "Type0" && f.kind != "Type3" || f.kind == "Type0" && !strings.HasPrefix(string(e), "Identity")
	case object.Dict:
		return f.kind != "Type3"
	}
	return f.kind == "Type1" && c.integerOr(c.Dict(f.dict["FontDescriptor"])["Flags"], 0)&flagSymbolic == 0
}
