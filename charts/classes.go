package charts

import (
	"math"
	"slices"

	"tradebrief/data"
)

// classes are the classes of the values of a heat map, with round limits.
type classes struct {
	limits   []float64 // rising: class i ends below limits[i], the last is open
	decimals int
	numerals data.Numerals
	signed   bool      // around zero: below it, about it, above it
	shades   []shading // of each class
}

// classify chooses the classes of the values of a heat map.
func (m *model) classify() {
	m.scaleFromZero()
	m.bands = classesOf(m.values(), m.Signed)
	m.describeMap()
}

// classesOf are the classes of values. Levels are light to dark in steps of one
// width: at most six, and three of values that are all below zero. Where values lie
// on both sides of zero there are five around it, so that a fall is never a pale
// rise. The outer classes are open, so that one value in twenty at either end does
// not make all others look alike.
func classesOf(vs []float64, signed bool) classes {
	slices.Sort(vs)
	end := len(vs) - 1
	out := classes{signed: signed || vs[0] < 0}
	ramp := heatRamp[:]
	switch {
	case vs[0] < 0 && vs[end] > 0:
		return out.aroundZero(vs)
	case vs[0] < 0:
		ramp = fallRamp[:]
	}
	cut := len(vs) / 20
	lo, hi := vs[cut], vs[end-cut]
	alike := max(smallest, 1e-9*math.Abs(vs[0]), 1e-9*math.Abs(vs[end])) // no axis tells such values apart
	if hi-lo < alike {
		lo, hi = vs[0], vs[end]
	}
	if hi-lo < alike {
		out.shades = ramp[len(ramp)/3 : len(ramp)/3+1]
		return out
	}
	out.steps(hi-lo, []float64{1, 2, 2.5, 5}, func(step float64) bool {
		first, last := math.Floor(lo/step+1e-9), math.Floor(hi/step+1e-9)
		if int(last-first) >= len(ramp) {
			return false
		}
		for k := first + 1; k <= last; k++ {
			out.limits = append(out.limits, k*step)
		}
		return true
	})
	n := len(out.limits)
	for i := range n + 1 {
		out.shades = append(out.shades, ramp[(i*(len(ramp)-1)+n/2)/max(n, 1)])
	}
	return out
}

// aroundZero has classes of one width, the middle one half below and half above
// zero: narrow enough for half the values to lie well outside it. Those at the
// ends that no value falls into are left out.
func (c classes) aroundZero(vs []float64) classes {
	sizes := make([]float64, len(vs))
	for i, v := range vs {
		sizes[i] = math.Abs(v)
	}
	slices.Sort(sizes)
	size := sizes[len(sizes)/2]
	if size < smallest {
		size = sizes[len(sizes)-1]
	}
	if size < smallest {
		c.shades = heatAround[2:3]
		return c
	}
	c.steps(size, []float64{1, 2, 5}, func(step float64) bool {
		if 4*step < size {
			return false
		}
		c.limits = []float64{-3 * step, -step, step, 3 * step}
		return true
	})
	first, last := c.index(vs[0]), c.index(vs[len(vs)-1])
	c.shades, c.limits = heatAround[first:last+1], c.limits[first:last]
	return c
}

// steps tries the round steps from small ones on until one fits.
func (c *classes) steps(size float64, multiples []float64, fits func(step float64) bool) {
	for exp := int(math.Floor(math.Log10(size))) - 2; ; exp++ {
		for _, x := range multiples {
			if fits(x * math.Pow10(exp)) {
				c.decimals = max(0, -exp)
				if x == 2.5 {
					c.decimals = max(0, 1-exp)
				}
				return
			}
		}
	}
}

// index is the class of a value.
func (c classes) index(v float64) int {
	for i, l := range c.limits {
		// A value that is the limit but for the last bit is on it.
		if v < l-1e-9*math.Abs(l) {
			return i
		}
	}
	return len(c.limits)
}

func (c classes) of(v float64) shading { return c.shades[c.index(v)] }

// names are the classes in words, lowest first: < 50, 50–100, ≥ 100. Where all
// values are one there is nothing to tell apart.
func (c classes) names() []string {
	n := len(c.limits)
	if n == 0 {
		return nil
	}
	limit := func(i int) string {
		return scale{decimals: c.decimals, numerals: c.numerals}.label(c.limits[i], c.signed)
	}
	out := []string{"< " + limit(0)}
	for i := 1; i < n; i++ {
		dash := "–"
		if c.signed {
			dash = " … " // a dash beside a minus would be read as one
		}
		out = append(out, limit(i-1)+dash+limit(i))
	}
	return append(out, "≥ "+limit(n-1))
}

var keyStyle = sans(7, text2)

const (
	keyGap   = 1.4 * mm // from a swatch to its words
	keySpace = 3.2 * mm // between two classes; half of it where room is short
)

// classKey is the key of classes: swatches and words in rows, under a unit.
type classKey struct {
	classes
	unit                string
	left, swatch, pitch float64
	rows, each          int // each: entries of a row
}

// key fits the key into a width. Without limits there is nothing to tell apart.
func (c classes) key(t typeset, width float64, unit string) classKey {
	k := classKey{classes: c, unit: unit, swatch: heatSwatch}
	if len(c.limits) == 0 {
		return k
	}
	if unit != "" {
		k.left = t.width(keyStyle, unit) + keySpace
	}
	words := keyGap + t.widest(keyStyle, c.names()...)
	n := len(c.shades)
	for k.rows = 1; k.rows <= n; k.rows++ {
		k.each = (n + k.rows - 1) / k.rows
		for _, tight := range [...]float64{1, 0.5} {
			k.swatch = heatSwatch * tight
			k.pitch = k.swatch + words + keySpace*tight
			if k.left+float64(k.each)*k.pitch-keySpace*tight <= width {
				return k
			}
		}
	}
	return k
}

// paint paints the key from y down.
func (k classKey) paint(p *pen, y float64) {
	if k.rows == 0 {
		return
	}
	for i, name := range k.names() {
		x, y := k.left+float64(i%k.each)*k.pitch, y+float64(i/k.each)*heatKey+2.2*mm
		b := box{x, y, x + k.swatch, y + 3.4*mm}
		p.rect(b, k.shades[i].fill)
		if i == 0 {
			p.put(centred(b, 0, k.unit, keyStyle, atLeft))
		}
		p.put(centred(b, b.x1+keyGap, name, keyStyle, atLeft))
	}
}
