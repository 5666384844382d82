package pdf

import (
	"encoding/binary"

	"tradebrief/report/pdf/object"
)

// Colours of a page are sRGB. What that means is told by a colour profile of our
// own making: a profile of ICC version 4 that has the published numbers of
// IEC 61966-2-1 and nothing else.

// Numbers of a profile have 16 binary places.
var (
	// Where the primaries and white come to lie in CIE XYZ with the white D50, in
	// which profiles count: the chromaticities of the standard, adapted from D65 by
	// the matrix of Bradford.
	srgbRed   = [3]int32{0x6FA0, 0x38F5, 0x0390}
	srgbGreen = [3]int32{0x6297, 0xB787, 0x18D9}
	srgbBlue  = [3]int32{0x249F, 0x0F84, 0xB6C3}
	whiteD50  = [3]int32{0xF6D6, 0x10000, 0xD32D}

	// The matrix of that adaptation, by rows.
	fromD65 = [9]int32{0x10C42, 0x05DE, -0x0CDB, 0x0793, 0xFD90, -0x045F, -0x025E, 0x03DC, 0xC06E}

	// The curve: ((v+0.055)/1.055)^2.4 from 0.04045 on, v/12.92 below.
	srgbCurve = [5]int32{0x26666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B}
)

// srgbProfile is the profile as a file (ICC.1:2010).
func srgbProfile() []byte {
	numbers := func(kind string, head []byte, values ...int32) []byte {
		b := append([]byte(kind+"\x00\x00\x00\x00"), head...)
		for _, v := range values {
			b = binary.BigEndian.AppendUint32(b, uint32(v))
		}
		return b
	}
	text := func(s string) []byte { // in one language, at byte 28 of the tag
		b := append([]byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0CenUS"), 0, 0, 0, byte(2*len(s)), 0, 0, 0, 28)
		for _, c := range []byte(s) {
			b = append(b, 0, c)
		}
		return b
	}
	tags := []struct {
		names []string
		data  []byte
	}{
		{[]string{"desc"}, text(srgbName)},
		{[]string{"cprt"}, text("No rights reserved")},
		{[]string{"wtpt"}, numbers("XYZ ", nil, whiteD50[:]...)},
		{[]string{"rXYZ"}, numbers("XYZ ", nil, srgbRed[:]...)},
		{[]string{"gXYZ"}, numbers("XYZ ", nil, srgbGreen[:]...)},
		{[]string{"bXYZ"}, numbers("XYZ ", nil, srgbBlue[:]...)},
		{[]string{"rTRC", "gTRC", "bTRC"}, numbers("para", []byte{0, 3, 0, 0}, srgbCurve[:]...)},
		{[]string{"chad"}, numbers("sf32", nil, fromD65[:]...)},
	}
	const header, entries = 128, 10
	table := binary.BigEndian.AppendUint32(nil, entries)
	var body []byte
	for _, t := range tags {
		at := header + 4 + 12*entries + len(body)
		for _, name := range t.names {
			table = append(table, name...)
			table = binary.BigEndian.AppendUint32(table, uint32(at))
			table = binary.BigEndian.AppendUint32(table, uint32(len(t.data)))
		}
		body = pad(append(body, t.data...))
	}
	h := make([]byte, header)
	binary.BigEndian.PutUint32(h, uint32(header+len(table)+len(body)))
	copy(h[8:], "\x04\x20\x00\x00mntrRGB XYZ ") // version, a display, from RGB to XYZ
	copy(h[24:], "\x07\xCF\x00\x01\x00\x01")    // a date is wanted: that of the standard, 1999
	copy(h[36:], "acsp")
	for i, v := range whiteD50 {
		binary.BigEndian.PutUint32(h[68+4*i:], uint32(v))
	}
	return append(append(h, table...), body...)
}

const srgbName = "sRGB IEC61966-2.1"

// outputIntent says which colours the numbers of the pages stand for.
func (f *finisher) outputIntent() object.Dict {
	profile := f.Add(&object.Stream{Dict: object.Dict{"N": object.Integer(3)}, Data: srgbProfile()})
	return object.Dict{
		"Type": object.Name("OutputIntent"), "S": object.Name("GTS_PDFA1"),
		"OutputConditionIdentifier": object.String(srgbName), "Info": object.String(srgbName), "DestOutputProfile": profile,
	}
}
