package charts

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"tradebrief/data"
)

// largest bounds the values of a chart: numbers with more digits than this say
// nothing on an axis. Values under the smallest are drawn as zero.
const (
	largest  = 1e16
	smallest = 1e-9
)

// scale is an axis of values with round numbers at its ticks.
type scale struct {
	ticks    []float64 // rising; the first and last are the ends of the axis
	bare     bool      // nothing is drawn along it: only zero is named
	decimals int
	numerals data.Numerals
}

func (s scale) lo() float64 { return s.ticks[0] }
func (s scale) hi() float64 { return s.ticks[len(s.ticks)-1] }

// label prints a tick. Zero is 0, without sign and decimals.
func (s scale) label(v float64, signed bool) string {
	switch {
	case v == 0:
		return "0"
	case s.bare:
		return ""
	}
	return s.numerals.Fixed(new(big.Rat).SetFloat64(v), s.decimals, signed)
}

// maxTicks is the largest number of gridlines, those at both ends counted.
const maxTicks = 5

// niceScale has three to five ticks at multiples of 1, 2, 2.5 or 5 times a power
// of ten, the outer ones at or beyond lo and hi.
func niceScale(lo, hi float64) scale {
	if hi-lo < smallest {
		hi = lo + 1
	}
	for exp := int(math.Floor(math.Log10(hi-lo))) - 2; ; exp++ {
		for _, m := range [...]float64{1, 2, 2.5, 5} {
			step := m * math.Pow10(exp)
			// A value that is a multiple but for the last bit is one.
			first, last := math.Floor(lo/step+1e-9), math.Ceil(hi/step-1e-9)
			if last-first > maxTicks-1 {
				continue
			}
			// 2.5 has one decimal more than its power of ten.
			s := scale{decimals: max(0, -exp)}
			if m == 2.5 {
				s.decimals = max(0, 1-exp)
			}
			for k := first; k <= last; k++ {
				s.ticks = append(s.ticks, k*step)
			}
			return s
		}
	}
}

// zeroScale is a nice scale that includes zero.
func zeroScale(lo, hi float64) scale { return niceScale(min(lo, 0), max(hi, 0)) }

// values are the values of the points; zero where none has one.
func (m *model) values() []float64 {
	vs := []float64{}
	for _, t := range m.tracks {
		for _, slots := range [...][]slot{t.slots, t.average} {
			for i := range slots {
				if !slots[i].gap {
					vs = append(vs, slots[i].value)
				}
			}
		}
	}
	if len(vs) == 0 {
		vs = append(vs, 0)
	}
	return vs
}

// withLevels widens the ends of an axis to the levels marked on it.
func (m *model) withLevels(lo, hi float64) (float64, float64) {
	for _, l := range m.levels() {
		lo, hi = min(lo, l.Value), max(hi, l.Value)
	}
	return lo, hi
}

// extent is the least and largest value to be shown.
func (m *model) extent() (lo, hi float64) {
	vs := m.values()
	for _, o := range m.Outcomes {
		vs = append(vs, o.Value)
	}
	return m.withLevels(slices.Min(vs), slices.Max(vs))
}

// scaleFromZero has zero on the axis, whatever the values.
func (m *model) scaleFromZero() { m.axis = zeroScale(m.extent()) }

// scaleOfLevels leaves zero out where a line that hardly moves would be flat on
// an axis from zero.
func (m *model) scaleOfLevels() {
	m.scaleFromZero()
	lo, hi := m.extent()
	if hi-lo > 1e-9*math.Abs(hi) && lo*hi > 0 && hi-lo < max(math.Abs(lo), math.Abs(hi))/4 {
		m.axis = niceScale(lo, hi)
	}
}

// scaleOfIndex has 100 on the axis, and zero only where the values come near it.
func (m *model) scaleOfIndex() {
	lo, hi := m.extent()
	lo, hi = min(lo, 100), max(hi, 100)
	if hi-lo < 1 { // hardly a change: 100 is in the middle
		lo, hi = lo-1, hi+1
	}
	// The line at 100 is not the foot of the plot, which would pass for zero.
	if m.axis = niceScale(lo, hi); m.axis.lo() == 100 {
		m.axis = niceScale(100-(hi-100)/20, hi)
	}
}

// scaleOfRates cuts the axis where a few values would flatten all others. Without any
// rate it has zero alone: another number would be one that nobody reported.
func (m *model) scaleOfRates() {
	vs := m.values()
	if _, ok := last(m.tracks[0].slots); !ok && len(m.levels()) == 0 {
		m.axis = scale{ticks: []float64{0, 1}, bare: true}
		return
	}
	lo, hi := m.withLevels(m.clip(vs))
	m.axis = zeroScale(lo, hi)
	m.endRates(vs, lo)
}

// clip returns the ends of an axis of rates. Where a few values would flatten
// all others, it is shorter than they are: nine tenths of the values must fit.
func (m *model) clip(vs []float64) (lo, hi float64) {
	vs = slices.Clone(vs)
	slices.SortFunc(vs, func(a, b float64) int { return cmp.Compare(math.Abs(a), math.Abs(b)) })
	kept := vs[:len(vs)-len(vs)/10]
	lo, hi = slices.Min(vs), slices.Max(vs)
	cover := zeroScale(slices.Min(kept), slices.Max(kept))
	// The bar of the reference period stays whole unless it would flatten the
	// others itself.
	if s := m.tracks[0].slotAt(m.ref); !s.gap && math.Abs(s.value) < 4*(cover.hi()-cover.lo()) {
		cover = zeroScale(min(cover.lo(), s.value), max(cover.hi(), s.value))
	}
	// Between -100 and +300 readers know their way; a smaller axis only where
	// this one would leave the bars small.
	if hi > 300 && cover.hi() <= 300 && cover.hi() > 75 && cover.lo() >= -100 {
		return max(lo, -100), 300
	}
	// A bar is cut only where that makes the others clearly taller.
	least := 0.5 * (cover.hi() - cover.lo())
	if hi-cover.hi() > least {
		hi = cover.hi()
	}
	if cover.lo()-lo > least {
		lo = cover.lo()
	}
	return lo, hi
}

// endRates ends an axis that must reach down to lo at -100, if that is enough,
// and finds what the axis cuts.
func (m *model) endRates(vs []float64, lo float64) {
	least, most := slices.Min(vs), slices.Max(vs)
	if m.axis.lo() < -100 && lo >= -100 && lo < 0 {
		// Nothing falls by more than all of it: room below would mislead.
		m.axis.ticks[0] = -100
	}
	if m.axis.hi() < most {
		m.key.Clipped = m.axis.hi()
	}
	if m.axis.lo() > least {
		m.key.ClippedBelow = m.axis.lo()
	}
}
