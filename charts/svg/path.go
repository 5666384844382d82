package svg

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"

	"tradebrief/charts/ink"
)

// shape reads the element of a shape as a path.
func (r *reader) shape(e xml.StartElement) (ink.Path, error) {
	switch name := e.Name.Local; name {
	case "path":
		d, at, _ := r.attribute(e, "d")
		p := pathReader{scanner: scanner{s: d}}
		if err := p.read(); err != nil {
			return ink.Path{}, r.fail(at+int64(p.i), "%v", err)
		}
		return ink.Path{Segs: p.segs}, nil
	case "polygon", "polyline":
		v, at, _ := r.attribute(e, "points")
		n, err := r.numbers(v, at)
		if err != nil {
			return ink.Path{}, err
		}
		if len(n)%2 != 0 {
			return ink.Path{}, r.fail(at, "a point of the %s lacks its second number", name)
		}
		var p pathReader
		for i := 0; i < len(n); i += 2 {
			if i == 0 {
				p.moveTo(ink.Point{X: n[0], Y: n[1]})
			} else {
				p.lineTo(ink.Point{X: n[i], Y: n[i+1]})
			}
		}
		p.close()
		return ink.Path{Segs: p.segs}, nil
	case "rect":
		return r.rect(e)
	case "circle", "ellipse":
		return r.ellipse(e)
	case "script":
		return ink.Path{}, r.hinted(r.start, allowed, "a script cannot stand in a drawing")
	case "style":
		return ink.Path{}, r.hinted(r.start, "write the colour at each shape: fill=\"#12395A\"", "a style sheet cannot stand in a drawing")
	case "text":
		return ink.Path{}, r.hinted(r.start, "convert the text to paths", "text cannot stand in a drawing")
	default:
		return ink.Path{}, r.hinted(r.start, allowed, "the element %s cannot stand in a drawing", name)
	}
}

func (r *reader) rect(e xml.StartElement) (ink.Path, error) {
	x, err := r.number(e, "x", 0)
	if err != nil {
		return ink.Path{}, err
	}
	y, err := r.number(e, "y", 0)
	if err != nil {
		return ink.Path{}, err
	}
	w, err := r.size(e, "width")
	if err != nil {
		return ink.Path{}, err
	}
	h, err := r.size(e, "height")
	if err != nil {
		return ink.Path{}, err
	}
	rx, err := r.size(e, "rx")
	if err != nil {
		return ink.Path{}, err
	}
	ry, err := r.size(e, "ry")
	if err != nil {
		return ink.Path{}, err
	}
	if w == 0 || h == 0 {
		return ink.Path{}, nil
	}
	if rx == 0 {
		rx = ry
	} else if ry == 0 {
		ry = rx
	}
	rx, ry = min(rx, w/2), min(ry, h/2)
	if rx == 0 {
		return ink.Rect(x, y, w, h, ink.Color{}), nil
	}
	var p pathReader
	corner := func(from, control, to ink.Point) {
		p.lineTo(from)
		p.curveTo(along(from, control, circleArm), along(to, control, circleArm), to)
	}
	p.moveTo(ink.Point{X: x + rx, Y: y})
	corner(ink.Point{X: x + w - rx, Y: y}, ink.Point{X: x + w, Y: y}, ink.Point{X: x + w, Y: y + ry})
	corner(ink.Point{X: x + w, Y: y + h - ry}, ink.Point{X: x + w, Y: y + h}, ink.Point{X: x + w - rx, Y: y + h})
	corner(ink.Point{X: x + rx, Y: y + h}, ink.Point{X: x, Y: y + h}, ink.Point{X: x, Y: y + h - ry})
	corner(ink.Point{X: x, Y: y + ry}, ink.Point{X: x, Y: y}, ink.Point{X: x + rx, Y: y})
	p.close()
	return ink.Path{Segs: p.segs}, nil
}

// circleArm is how far along its tangent the control of a quarter of a circle lies.
const circleArm = 0.5522847498

// along is the point that lies the part t of the way from a to b.
func along(a, b ink.Point, t float64) ink.Point {
	return ink.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)}
}

func (r *reader) ellipse(e xml.StartElement) (ink.Path, error) {
	cx, err := r.number(e, "cx", 0)
	if err != nil {
		return ink.Path{}, err
	}
	cy, err := r.number(e, "cy", 0)
	if err != nil {
		return ink.Path{}, err
	}
	names := []string{"rx", "ry"}
	if e.Name.Local == "circle" {
		names = []string{"r", "r"}
	}
	rx, err := r.size(e, names[0])
	if err != nil {
		return ink.Path{}, err
	}
	ry, err := r.size(e, names[1])
	if err != nil || rx == 0 || ry == 0 {
		return ink.Path{}, err
	}
	round := ink.Circle(0, 0, 1, ink.Color{})
	return ink.Path{Segs: round.Map(func(p ink.Point) ink.Point { return ink.Point{X: cx + rx*p.X, Y: cy + ry*p.Y} }).Segs}, nil
}

// scanner reads numbers as SVG writes them.
type scanner struct {
	s string
	i int
}

func (s *scanner) blanks() {
	for s.i < len(s.s) && strings.IndexByte(" \t\r\n\f", s.s[s.i]) >= 0 {
		s.i++
	}
}

// separator steps over blanks with at most one comma among them.
func (s *scanner) separator() {
	s.blanks()
	if s.i < len(s.s) && s.s[s.i] == ',' {
		s.i++
		s.blanks()
	}
}

func (s *scanner) number() (float64, error) {
	start := s.i
	digits := func() (n int) {
		for s.i < len(s.s) && s.s[s.i] >= '0' && s.s[s.i] <= '9' {
			s.i++
			n++
		}
		return n
	}
	at := func(any string) bool { return s.i < len(s.s) && strings.IndexByte(any, s.s[s.i]) >= 0 }
	if at("+-") {
		s.i++
	}
	n := digits()
	if at(".") {
		s.i++
		n += digits()
	}
	if n > 0 && at("eE") {
		mark := s.i
		s.i++
		if at("+-") {
			s.i++
		}
		if digits() == 0 {
			s.i = mark // the letter begins something else
		}
	}
	if n == 0 {
		found := "the end"
		if s.i = start; s.i < len(s.s) {
			found = describe(s.s[s.i:])
		}
		return 0, fmt.Errorf("a number was expected, found %s", found)
	}
	v, err := strconv.ParseFloat(s.s[start:s.i], 64)
	if err != nil || math.Abs(v) > maxNumber {
		written := s.s[start:s.i]
		s.i = start
		return 0, fmt.Errorf("the number %s is larger than %g", describe(written), maxNumber)
	}
	return v, nil
}

// flag is 0 or 1, after which no blank is needed.
func (s *scanner) flag() (bool, error) {
	if s.i < len(s.s) && (s.s[s.i] == '0' || s.s[s.i] == '1') {
		s.i++
		return s.s[s.i-1] == '1', nil
	}
	return false, fmt.Errorf("a flag of 0 or 1 was expected")
}

// pathReader reads the d of a path.
type pathReader struct {
	scanner
	segs  []ink.Seg
	at    ink.Point
	begin ink.Point // of the part
	turn  ink.Point // the last control, for smooth curves
	last  byte      // the last command, in capitals
	open  bool      // a part has begun
}

func (p *pathReader) moveTo(to ink.Point) {
	p.segs = append(p.segs, ink.Seg{Kind: ink.MoveTo, P: [3]ink.Point{to}})
	p.at, p.begin, p.open = to, to, true
}

// again begins a new part where the last one was closed.
func (p *pathReader) again() {
	if !p.open {
		p.moveTo(p.at)
	}
}

func (p *pathReader) lineTo(to ink.Point) {
	p.again()
	p.segs = append(p.segs, ink.Seg{Kind: ink.LineTo, P: [3]ink.Point{to}})
	p.at = to
}

func (p *pathReader) curveTo(a, b, to ink.Point) {
	p.again()
	p.segs = append(p.segs, ink.Seg{Kind: ink.CurveTo, P: [3]ink.Point{a, b, to}})
	p.at = to
}

func (p *pathReader) close() {
	if p.open {
		p.segs = append(p.segs, ink.Seg{Kind: ink.Close})
		p.at, p.open = p.begin, false
	}
}

// read reads all commands.
func (p *pathReader) read() error {
	var command byte
	for p.blanks(); p.i < len(p.s); p.separator() {
		if len(p.segs) > maxSegments {
			return fmt.Errorf("the shapes have more than %d segments", maxSegments)
		}
		switch c := p.s[p.i]; {
		case strings.IndexByte("MmLlHhVvCcSsQqTtAaZz", c) >= 0:
			command = c
			p.i++
		case command == 0 || command == 'z' || command == 'Z':
			return fmt.Errorf("a command such as M was expected, found %s", describe(p.s[p.i:]))
		case command == 'm':
			command = 'l'
		case command == 'M':
			command = 'L'
		}
		if len(p.segs) == 0 && command != 'M' && command != 'm' {
			p.i = max(0, p.i-1)
			return fmt.Errorf("a path begins with M, found %s", describe(p.s[p.i:]))
		}
		p.blanks()
		if err := p.step(command); err != nil {
			return err
		}
	}
	p.finish()
	return nil
}

// finish closes what is left open: a fill is closed anyway.
func (p *pathReader) finish() { p.close() }

// step reads the numbers of a command once.
func (p *pathReader) step(command byte) error {
	upper := command &^ 0x20
	relative := command != upper
	var from ink.Point
	if relative {
		from = p.at
	}
	var err error
	number := func(base float64) (v float64) {
		if err == nil {
			p.separator()
			v, err = p.number()
		}
		return base + v
	}
	point := func() ink.Point { x := number(from.X); return ink.Point{X: x, Y: number(from.Y)} }
	mirrored := func(kinds string) ink.Point {
		if strings.IndexByte(kinds, p.last) < 0 {
			return p.at
		}
		return ink.Point{X: 2*p.at.X - p.turn.X, Y: 2*p.at.Y - p.turn.Y}
	}
	quadratic := func(c, to ink.Point) {
		p.turn = c
		p.curveTo(along(p.at, c, 2.0/3), along(to, c, 2.0/3), to)
	}
	switch upper {
	case 'M':
		if to := point(); err == nil {
			p.close()
			p.moveTo(to)
		}
	case 'L':
		if to := point(); err == nil {
			p.lineTo(to)
		}
	case 'H':
		if x := number(from.X); err == nil {
			p.lineTo(ink.Point{X: x, Y: p.at.Y})
		}
	case 'V':
		if y := number(from.Y); err == nil {
			p.lineTo(ink.Point{X: p.at.X, Y: y})
		}
	case 'C':
		if a, b, to := point(), point(), point(); err == nil {
			p.turn = b
			p.curveTo(a, b, to)
		}
	case 'S':
		a := mirrored("CS")
		if b, to := point(), point(); err == nil {
			p.turn = b
			p.curveTo(a, b, to)
		}
	case 'Q':
		if c, to := point(), point(); err == nil {
			quadratic(c, to)
		}
	case 'T':
		c := mirrored("QT")
		if to := point(); err == nil {
			quadratic(c, to)
		}
	case 'A':
		rx, ry, turned := number(0), number(0), number(0)
		var large, sweep bool
		for _, f := range []*bool{&large, &sweep} {
			if err == nil {
				p.separator()
				*f, err = p.flag()
			}
		}
		if to := point(); err == nil {
			p.arcTo(math.Abs(rx), math.Abs(ry), turned, large, sweep, to)
		}
	case 'Z':
		p.close()
	}
	p.last = upper
	return err
}

// arcTo draws a part of an ellipse in curves of at most a quarter, from the ends
// and the flags to the centre as the SVG standard does it.
func (p *pathReader) arcTo(rx, ry, turned float64, large, sweep bool, to ink.Point) {
	from := p.at
	if from == to {
		return
	}
	if rx == 0 || ry == 0 {
		p.lineTo(to)
		return
	}
	sin, cos := math.Sincos(turned * math.Pi / 180)
	dx, dy := (from.X-to.X)/2, (from.Y-to.Y)/2
	x, y := cos*dx+sin*dy, -sin*dx+cos*dy
	if too := (x/rx)*(x/rx) + (y/ry)*(y/ry); too > 1 {
		rx, ry = rx*math.Sqrt(too), ry*math.Sqrt(too)
	}
	a, b, c := rx*rx, ry*ry, 0.0
	if below := a*y*y + b*x*x; below > 0 {
		c = math.Sqrt(max(0, (a*b-a*y*y-b*x*x)/below))
	}
	if large == sweep {
		c = -c
	}
	cx, cy := c*rx*y/ry, -c*ry*x/rx
	begin := math.Atan2((y-cy)/ry, (x-cx)/rx)
	sweepBy := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - begin
	switch {
	case sweep && sweepBy < 0:
		sweepBy += 2 * math.Pi
	case !sweep && sweepBy > 0:
		sweepBy -= 2 * math.Pi
	}
	center := ink.Point{X: cos*cx - sin*cy + (from.X+to.X)/2, Y: sin*cx + cos*cy + (from.Y+to.Y)/2}
	place := func(u, v float64) ink.Point {
		return ink.Point{X: center.X + cos*rx*u - sin*ry*v, Y: center.Y + sin*rx*u + cos*ry*v}
	}
	n := int(math.Ceil(math.Abs(sweepBy)/(math.Pi/2) - 1e-9))
	each := sweepBy / float64(max(n, 1))
	arm := 4.0 / 3 * math.Tan(each/4)
	for i := range n {
		s1, c1 := math.Sincos(begin + float64(i)*each)
		s2, c2 := math.Sincos(begin + float64(i+1)*each)
		end := place(c2, s2)
		if i == n-1 {
			end = to
		}
		p.curveTo(place(c1-arm*s1, s1+arm*c1), place(c2+arm*s2, s2-arm*c2), end)
	}
}
