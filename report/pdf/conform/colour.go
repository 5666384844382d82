package conform

import (
	"encoding/binary"
	"slices"

	"tradebrief/report/pdf/object"
)

// outputIntents checks the colours that the file is meant for.
func (c *checker) outputIntents() {
	var profile *object.Stream
	for _, o := range c.Array(c.catalog["OutputIntents"]) {
		d := c.Dict(o)
		s := c.stream(d["DestOutputProfile"])
		switch {
		case s == nil:
			if c.name(d["S"]) == "GTS_PDFA1" && c.text(d["OutputConditionIdentifier"]) == "" {
				c.fault(rule{a: "6.2.3"}, at{}, "an output intent has no profile of colours")
			}
			continue
		case profile != nil && s != profile:
			c.fault(rule{a: "6.2.3"}, at{}, "two output intents have different profiles of colours")
			continue
		case profile != nil:
			continue
		}
		profile = s
		if c.text(d["OutputConditionIdentifier"]) == "" {
			c.fault(rule{pdf: "14.11.5"}, at{}, "the output intent does not name its condition (OutputConditionIdentifier)")
		}
		space := c.profile(s, "6.2.3", at{}, "mntr", "prtr")
		if c.name(d["S"]) == "GTS_PDFA1" {
			c.intent = space
		}
	}
}

// profile checks an ICC profile and gives its colour space, empty when there is
// none to be read.
func (c *checker) profile(s *object.Stream, clause string, where at, classes ...string) string {
	data := c.unpack(s, "a profile of colours", where)
	if data == nil {
		return ""
	}
	r := rule{a: clause}
	if len(data) < 132 || string(data[36:40]) != "acsp" {
		c.fault(r, where, "a profile of colours is no ICC profile")
		return ""
	}
	space := string(data[16:20])
	if n := binary.BigEndian.Uint32(data); int(n) != len(data) {
		c.fault(r, where, "a profile of colours says that it has %d bytes and has %d", n, len(data))
		return space
	}
	if v := data[8]; v >= 5 {
		c.fault(r, where, "a profile of colours is of version %d, expected one before 5", v)
		return space
	}
	tags := int(binary.BigEndian.Uint32(data[128:]))
	for i := range tags {
		if 132+12*(i+1) > len(data) {
			c.fault(r, where, "a profile of colours has %d parts that do not fit into it", tags)
			return space
		}
		entry := data[132+12*i:]
		if from, size := uint64(binary.BigEndian.Uint32(entry[4:])), uint64(binary.BigEndian.Uint32(entry[8:])); from+size > uint64(len(data)) {
			c.fault(r, where, "a part of a profile of colours lies outside it")
			return space
		}
	}
	if class := string(data[12:16]); !slices.Contains(classes, class) {
		c.fault(r, where, "a profile of colours is of the class %q, expected %q", class, classes)
		return space
	}
	parts := map[string]int{"RGB ": 3, "CMYK": 4, "GRAY": 1, "Lab ": 3}[space]
	if n, _ := c.integer(s.Dict["N"]); parts == 0 || n != parts {
		c.fault(r, where, "a profile of the colours %q has %d parts (N), expected %d", space, n, parts)
	}
	return space
}

// device checks that a colour of a device is one that the output intent is for.
func (c *checker) device(space object.Name, resources object.Dict, where at) {
	want, instead := "", object.Name("")
	switch space {
	case "DeviceRGB":
		want, instead = "RGB ", "DefaultRGB"
	case "DeviceCMYK":
		want, instead = "CMYK", "DefaultCMYK"
	case "DeviceGray":
		want, instead = c.intent, "DefaultGray"
	}
	if c.intent != "" && c.intent == want || c.Dict(resources["ColorSpace"])[instead] != nil {
		return
	}
	if c.intent == "" {
		c.fault(rule{a: "6.2.4.3"}, where, "the colours are %s and the file does not say on what device (OutputIntents)", space)
		return
	}
	c.fault(rule{a: "6.2.4.3"}, where, "the colours are %s, which the output intent is not for", space)
}

// colourSpace checks a colour space and those that it rests on.
func (c *checker) colourSpace(o object.Object, resources object.Dict, where at, depth int) {
	if depth > 8 {
		return
	}
	a := c.list(o)
	if len(a) == 0 {
		return
	}
	switch n := c.name(a[0]); n {
	case "DeviceRGB", "DeviceCMYK", "DeviceGray":
		c.device(n, resources, where)
	case "RGB", "CMYK", "G": // of an image in the contents
		c.device(map[object.Name]object.Name{"RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "G": "DeviceGray"}[n], resources, where)
	case "ICCBased":
		if s := c.stream(second(a)); s != nil && !c.profiles[s] {
			c.profiles[s] = true
			c.profile(s, "6.2.4.2", where, "mntr", "prtr", "scnr", "spac")
		}
	case "Indexed", "I", "Pattern":
		c.colourSpace(second(a), resources, where, depth+1)
	case "Separation", "DeviceN":
		if names := c.Array(second(a)); len(names) > 32 {
			c.fault(rule{a: "6.1.13"}, where, "a colour space has %d colourants, more than 32", len(names))
		}
		if len(a) > 2 {
			c.colourSpace(a[2], resources, where, depth+1)
		}
	}
}

func second(a object.Array) object.Object {
	if len(a) < 2 {
		return nil
	}
	return a[1]
}

// blending checks the colours in which a page or form blends.
func (c *checker) blending(d object.Dict, where at) {
	if group := c.Dict(d["Group"]); group != nil {
		c.colourSpace(group["CS"], c.Dict(d["Resources"]), where, 0)
	}
}

// blendModes are those of ISO 32000-1, 11.3.5.
var blendModes = []object.Name{
	"Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn",
	"HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
}

// states checks the states of the graphics among the resources of a page or form,
// and that it is known in which colours it blends if something shows through.
func (c *checker) states(resources, owner object.Dict, where at) {
	states := c.Dict(resources["ExtGState"])
	clear := false // something shows through
	for _, k := range states.Keys() {
		d := c.Dict(states[k])
		if d["TR"] != nil {
			c.fault(rule{a: "6.2.5"}, where, "a state of the graphics changes tones (TR)")
		}
		if tr := d["TR2"]; tr != nil && c.name(tr) != "Default" {
			c.fault(rule{a: "6.2.5"}, where, "a state of the graphics changes tones (TR2)")
		}
		if d["HTP"] != nil {
			c.fault(rule{a: "6.2.5"}, where, "a state of the graphics moves the screen of a printer (HTP)")
		}
		if d["RI"] != nil {
			c.intentName(d["RI"], where)
		}
		for _, mode := range c.list(d["BM"]) {
			n := c.name(mode)
			if !slices.Contains(blendModes, n) {
				c.fault(rule{a: "6.2.10"}, where, "colours blend by %s, which PDF does not know", n)
			}
			clear = clear || n != "Normal" && n != "Compatible"
		}
		for _, alpha := range []object.Name{"ca", "CA"} {
			if v, ok := c.number(d[alpha]); ok && v < 1 {
				clear = true
			}
		}
		clear = clear || c.Dict(d["SMask"]) != nil
	}
	drawn := c.Dict(resources["XObject"])
	for _, k := range drawn.Keys() {
		d := c.Dict(drawn[k])
		clear = clear || c.stream(d["SMask"]) != nil || c.name(c.Dict(d["Group"])["S"]) == "Transparency"
	}
	if clear && c.intent == "" && c.Dict(owner["Group"])["CS"] == nil {
		c.fault(rule{a: "6.2.10"}, where, "colours show through one another and no space is given in which they blend")
	}
}

// intentName checks how colours are to be rendered.
func (c *checker) intentName(o object.Object, where at) {
	switch n := c.name(o); n {
	case "RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation":
	default:
		c.fault(rule{a: "6.2.6"}, where, "the rendering intent %s is not one of PDF", n)
	}
}

// image checks a picture of pixels.
func (c *checker) image(d, resources object.Dict, where at) {
	for _, k := range []object.Name{"Alternates", "OPI"} {
		if d[k] != nil {
			c.fault(rule{a: "6.2.8"}, where, "a picture has others in its place (%s)", k)
		}
	}
	if c.Get(d["Interpolate"]) == true {
		c.fault(rule{a: "6.2.8"}, where, "a picture is to be smoothed (Interpolate)")
	}
	if d["Intent"] != nil {
		c.intentName(d["Intent"], where)
	}
	if bits, ok := c.integer(d["BitsPerComponent"]); ok {
		stencil := c.Get(d["ImageMask"]) == true
		if stencil && bits != 1 || !slices.Contains([]int{1, 2, 4, 8, 16}, bits) {
			c.fault(rule{a: "6.2.8"}, where, "a picture has %d bits a part (BitsPerComponent)", bits)
		}
	}
	c.colourSpace(d["ColorSpace"], resources, where, 0)
	if mask := c.stream(d["SMask"]); mask != nil {
		c.colourSpace(mask.Dict["ColorSpace"], resources, where, 0)
	}
}
