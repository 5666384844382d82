package conform

import "tradebrief/report/pdf/object"

// Flags of a font, ISO 32000-1 table 123.
const flagSymbolic = 1 << 2

// glyphsByCode looks up the glyph of a code of a simple TrueType font; -1 where
// that cannot be told. It is nil if no code can be looked up.
func (c *checker) glyphsByCode(f *font, tt *trueType, descriptor object.Dict, name object.Name) func(int) int {
	if f.kind != "TrueType" {
		return nil
	}
	encoding := c.Get(f.dict["Encoding"])
	windows, mac, symbol := tt.find(3, 1), tt.find(1, 0), tt.find(3, 0)
	if c.integerOr(descriptor["Flags"], 0)&flagSymbolic != 0 {
		if encoding != nil {
			c.fault(rule{m: "31-025", a: "6.2.11.6"}, f.first, "the font %s is symbolic and has an encoding", name)
		}
		switch {
		case len(tt.cmaps) == 0:
			c.fault(rule{m: "31-026", a: "6.2.11.6"}, f.first, "the font %s does not say which glyphs its codes are (cmap)", name)
			return nil
		case len(tt.cmaps) > 1 && symbol == nil:
			c.fault(rule{m: "31-027", a: "6.2.11.6"}, f.first, "the font %s says in more than one way which glyphs its codes are, none of them (3,0)", name)
			return nil
		case symbol != nil:
			return func(code int) int {
				// The codes stand in one of these pages of the table.
				for _, page := range []int{0xF000, 0, 0xF100, 0xF200} {
					if g := symbol.glyph(page + code); g != 0 {
						return g
					}
				}
				return 0
			}
		}
		only := &tt.cmaps[0]
		return only.glyph
	}

	if len(tt.cmaps) == 0 || len(tt.cmaps) == 1 && symbol != nil {
		c.fault(rule{m: "31-017", a: "6.2.11.6"}, f.first, "the font %s is not symbolic and does not say which glyphs its characters are (cmap)", name)
		return nil
	}
	base := encoding
	differences := false
	if d, ok := encoding.(object.Dict); ok {
		base, differences = c.Get(d["BaseEncoding"]), d["Differences"] != nil
	}
	if base != object.Name("WinAnsiEncoding") && base != object.Name("MacRomanEncoding") {
		r := rule{m: "31-021", a: "6.2.11.6"}
		if encoding == nil {
			r.m = "31-019"
		} else if _, ok := encoding.(object.Dict); ok {
			r.m = "31-022"
			if base == nil {
				r.m = "31-020"
			}
		}
		c.fault(r, f.first, "the font %s is not symbolic and has not the encoding WinAnsiEncoding or MacRomanEncoding", name)
		return nil
	}
	if differences && windows == nil {
		c.fault(rule{m: "31-024", a: "6.2.11.6"}, f.first, "the font %s has names of characters and no table of Unicode", name)
	}
	if differences || base != object.Name("WinAnsiEncoding") {
		return nil
	}
	return func(code int) int {
		switch {
		case windows != nil:
			return windows.glyph(winAnsi(code))
		case mac != nil && code < 0x80:
			return mac.glyph(code)
		}
		return -1
	}
}

// winAnsi is the character of a code in WinAnsiEncoding.
func winAnsi(code int) int {
	const upper = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ"
	if code >= 0x80 && code < 0xA0 {
		return int([]rune(upper)[code-0x80])
	}
	return code
}

// integerOr is a whole number, or what stands for a missing one.
func (c *checker) integerOr(o object.Object, otherwise int) int {
	if n, ok := c.integer(o); ok {
		return n
	}
	return otherwise
}
