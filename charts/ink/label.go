package ink

// Label is a one-line string as text, with fallback faces; x is its left end, y
// its baseline.
func Label(x, y float64, s string, f Font, c Color) []Op {
	segs := f.segments(s)
	ops := make([]Op, 0, len(segs))
	for _, seg := range segs {
		ops = append(ops, Text{X: x, Y: y, S: seg.s, Font: seg.font, Color: c})
		x += seg.width
	}
	return ops
}

// LabelCenter is [Label] with its middle at x.
func LabelCenter(x, y float64, s string, f Font, c Color) []Op {
	return Label(x-f.Width(s)/2, y, s, f, c)
}
