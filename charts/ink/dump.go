package ink

import (
	"fmt"
	"hash/crc32"
	"math"
	"strconv"
	"strings"
)

// Dump prints a drawing as text, one mark a line, lengths rounded to 0.01 pt:
// what golden tests compare. A line begins with the number of the element.
//
//	area 120 x 40
//	3 text 10 12.5 SourceSans3-Regular 8 #14202B "Exports"
//	3 path fill #DFE4E9: M 0 0 L 10 0 L 10 5 L 0 5 Z
//	0 path stroke #5B6874 0.4 dash 1 2: M 0 40 L 120 40
//	5 image 10 50 80 60 of 640 x 480 pixels e3b0c442
//	4 link 10 4 30 10 to https://example.org/ "Example"
//	0 dest 30 "figure-1"
func (d Drawing) Dump() string {
	var b strings.Builder
	fmt.Fprintf(&b, "area %s x %s\n", decimal(d.W), decimal(d.H))
	for _, m := range d.Marks {
		fmt.Fprintf(&b, "%d ", m.Element)
		dumpOp(&b, m.Op)
		b.WriteByte('\n')
	}
	return b.String()
}

func dumpOp(b *strings.Builder, op Op) {
	switch op := op.(type) {
	case Text:
		fmt.Fprintf(b, "text %s %s %s %s %v %q",
			decimal(op.X), decimal(op.Y), op.Font.Face.Name(), decimal(op.Font.Size), op.Color, op.S)
	case Path:
		b.WriteString("path")
		if op.Fill != nil {
			fmt.Fprintf(b, " fill %v", *op.Fill)
		}
		if s := op.Stroke; s != nil {
			fmt.Fprintf(b, " stroke %v %s", s.Color, decimal(s.Width))
			if len(s.Dash) > 0 {
				b.WriteString(" dash")
				for _, n := range s.Dash {
					b.WriteString(" " + decimal(n))
				}
			}
			if s.Round {
				b.WriteString(" round")
			}
		}
		b.WriteString(": " + pathData(op.Segs))
	case Image:
		fmt.Fprintf(b, "image %s %s %s %s", decimal(op.X), decimal(op.Y), decimal(op.W), decimal(op.H))
		if p := op.Picture; p != nil {
			fmt.Fprintf(b, " of %d x %d pixels %08x", p.Width, p.Height, crc32.Update(crc32.ChecksumIEEE(p.RGB), crc32.IEEETable, p.JPEG))
		}
	case Link:
		fmt.Fprintf(b, "link %s %s %s %s to ", decimal(op.X), decimal(op.Y), decimal(op.W), decimal(op.H))
		if op.Dest != "" {
			b.WriteByte('#')
		}
		fmt.Fprintf(b, "%s%s %q", op.Dest, op.URL, op.Contents)
	case Dest:
		fmt.Fprintf(b, "dest %s %q", decimal(op.Y), op.Name)
	default:
		fmt.Fprintf(b, "%T", op)
	}
}

// pathData is the path in the notation of SVG.
func pathData(segs []Seg) string {
	var b []byte
	for i := range segs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, segs[i].Kind.letter())
		for _, p := range segs[i].points() {
			b = appendDecimal(append(b, ' '), p.X)
			b = appendDecimal(append(b, ' '), p.Y)
		}
	}
	return string(b)
}

// letter is the command of SVG for the kind.
func (k SegKind) letter() byte {
	const letters = "MLCZ"
	if int(k) < len(letters) {
		return letters[k]
	}
	return '?'
}

// decimal is a length rounded to 0.01, without zeros at its end.
func decimal(v float64) string { return string(appendDecimal(nil, v)) }

func appendDecimal(b []byte, v float64) []byte {
	v = math.Round(v*100) / 100
	if v == 0 {
		v = 0 // no −0
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}
