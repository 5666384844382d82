package ink

// Drawing is a list of marks, painted in order, on an area of W by H points.
type Drawing struct {
	W, H  float64
	Marks []Mark
}

// Mark is one thing painted, and the element of the document that it belongs to.
// Element 0 is page furniture (an artifact).
type Mark struct {
	Element int
	Op      Op
}

// Op is what a mark paints: [Text], [Path], [Image], [Link] or [Dest], and nothing else.
type Op interface{ op() }

// Text is a run in one face. X is the left end, Y the baseline. The face has
// every character of S: [Label] and [Break] see to that.
type Text struct {
	X, Y  float64
	S     string
	Font  Font
	Color Color
}

// Path is one shape, filled, stroked or both. Points are in the order of the segments.
type Path struct {
	Segs   []Seg
	Fill   *Color  // nil: not filled
	Stroke *Stroke // nil: not stroked
}

// SegKind is what a segment of a path does.
type SegKind uint8

// The kinds of segments, and which points they use.
const (
	MoveTo  SegKind = iota // P[0]: a new part of the path begins here
	LineTo                 // P[0]: a straight line to here
	CurveTo                // P[0], P[1]: the controls of a cubic curve, P[2]: its end
	Close                  // none: back to the beginning of the part
)

// Seg is a segment of a path.
type Seg struct {
	Kind SegKind
	P    [3]Point
}

// points are those of P that the segment uses.
func (s *Seg) points() []Point {
	switch s.Kind {
	case MoveTo, LineTo:
		return s.P[:1]
	case CurveTo:
		return s.P[:]
	}
	return nil
}

// Point is a place, in points from the top left corner.
type Point struct{ X, Y float64 }

// Stroke is how a line is drawn. Width and Dash are in points; no dash: a solid line.
type Stroke struct {
	Color Color
	Width float64
	Dash  []float64
	Round bool // round joins
}

// Image is a picture of pixels, stretched over an area.
type Image struct {
	X, Y, W, H float64 // left, top, width, height
	Picture    *Picture
}

// Link is an active area: to a URL, or to a place in the same document by name.
type Link struct {
	X, Y, W, H float64 // left, top, width, height
	URL        string
	Dest       string
	Contents   string // what a reader aloud says
}

// Dest names a place that links and bookmarks can go to.
type Dest struct {
	Name string
	Y    float64
}

func (Text) op()  {}
func (Path) op()  {}
func (Image) op() {}
func (Link) op()  {}
func (Dest) op()  {}

// Add appends marks of the given element.
func (d *Drawing) Add(element int, ops ...Op) {
	for _, op := range ops {
		d.Marks = append(d.Marks, Mark{element, op})
	}
}

// Place copies the marks of src moved by dx, dy. Marks of element 0 belong to
// the element given; others keep theirs.
func (d *Drawing) Place(src Drawing, dx, dy float64, element int) {
	for _, m := range src.Marks {
		if m.Element == 0 {
			m.Element = element
		}
		d.Marks = append(d.Marks, Mark{m.Element, move(m.Op, dx, dy)})
	}
}

// Cut is the part of the drawing inside a rectangle, given by its top left corner
// and its size, as a drawing of its own: the marks that lie in it whole. Marks may
// stand over its edge by a point, as over that of any drawing. Links within the
// document and places lead nowhere from there and are left out.
func (d Drawing) Cut(x, y, w, h float64) Drawing {
	out := Drawing{W: w, H: h}
	for _, m := range d.Marks {
		switch op := m.Op.(type) {
		case Dest:
			continue
		case Link:
			if op.Dest != "" {
				continue
			}
		}
		m.Op = move(m.Op, -x, -y)
		if out.checkOp(m.Op) == nil {
			out.Marks = append(out.Marks, m)
		}
	}
	return out
}

// move is the operation at another place; the original stays as it is.
func move(op Op, dx, dy float64) Op {
	switch op := op.(type) {
	case Text:
		op.X += dx
		op.Y += dy
		return op
	case Image:
		op.X += dx
		op.Y += dy
		return op
	case Link:
		op.X += dx
		op.Y += dy
		return op
	case Dest:
		op.Y += dy
		return op
	case Path:
		return op.Map(func(p Point) Point { return Point{p.X + dx, p.Y + dy} })
	}
	return op
}

// Map is the path with every point moved to another place, the controls of its
// curves too; the original stays as it is.
func (p Path) Map(to func(Point) Point) Path {
	segs := make([]Seg, len(p.Segs))
	for i, s := range p.Segs {
		for k := range s.points() {
			s.P[k] = to(s.P[k])
		}
		segs[i] = s
	}
	p.Segs = segs
	return p
}

// Scale is the drawing at another size: every length is multiplied by k, those
// of type and strokes too. The original stays as it is.
func (d Drawing) Scale(k float64) Drawing {
	out := Drawing{W: d.W * k, H: d.H * k, Marks: make([]Mark, len(d.Marks))}
	for i, m := range d.Marks {
		switch op := m.Op.(type) {
		case Text:
			op.X, op.Y, op.Font.Size = op.X*k, op.Y*k, op.Font.Size*k
			m.Op = op
		case Image:
			op.X, op.Y, op.W, op.H = op.X*k, op.Y*k, op.W*k, op.H*k
			m.Op = op
		case Link:
			op.X, op.Y, op.W, op.H = op.X*k, op.Y*k, op.W*k, op.H*k
			m.Op = op
		case Dest:
			op.Y *= k
			m.Op = op
		case Path:
			op = op.Map(func(p Point) Point { return Point{p.X * k, p.Y * k} })
			if op.Stroke != nil {
				s := *op.Stroke
				s.Width *= k
				s.Dash = make([]float64, len(s.Dash))
				for i, length := range op.Stroke.Dash {
					s.Dash[i] = length * k
				}
				op.Stroke = &s
			}
			m.Op = op
		}
		out.Marks[i] = m
	}
	return out
}

// Recolor is the drawing in other colours. The original stays as it is.
func (d Drawing) Recolor(to func(Color) Color) Drawing {
	out := Drawing{W: d.W, H: d.H, Marks: make([]Mark, len(d.Marks))}
	for i, m := range d.Marks {
		switch op := m.Op.(type) {
		case Text:
			op.Color = to(op.Color)
			m.Op = op
		case Path:
			if op.Fill != nil {
				c := to(*op.Fill)
				op.Fill = &c
			}
			if op.Stroke != nil {
				s := *op.Stroke
				s.Color = to(s.Color)
				op.Stroke = &s
			}
			m.Op = op
		}
		out.Marks[i] = m
	}
	return out
}
