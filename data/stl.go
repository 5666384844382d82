package data

import (
	"math"
	"slices"
)

// A decomposition is that of Cleveland, Cleveland, McRae and Terpenning, "STL: A
// Seasonal-Trend Decomposition Procedure Based on Loess", Journal of Official
// Statistics 6 (1990), 3–73: an inner loop of loess smoothings that parts
// seasonal and trend, and an outer one that takes weight from outliers. Where
// the paper leaves a step open (the bandwidth beyond the ends, the last point of
// an interpolation), it is as in the authors' own program.
type decomposition struct {
	period                   int // in a cycle: 12 for months
	seasonal, trend, lowPass smoother
	inner, outer             int  // passes of the inner loop, robustness passes
	periodic                 bool // the seasonal of each place in the cycle is one number, its mean
}

// smoother is a loess smoother of the values of a series by their places.
type smoother struct {
	window int // points in the neighbourhood, odd
	degree int // 0 or 1
	jump   int // fitted at each jump-th point, with straight lines between; 1: at all
}

// split gives the seasonal and the trend of each figure, and the weight that is
// left to it: 1 for a usual one, 0 for an outlier. What both leave of it is the
// remainder. There must be two cycles or more.
func (d decomposition) split(y []float64) (seasonal, trend, weights []float64) {
	n := len(y)
	seasonal, trend = make([]float64, n), make([]float64, n)
	if d.periodic {
		d.seasonal = smoother{window: 10*n + 1, jump: n} // so wide that all Januaries count alike, so that the ends are enough
	}
	for pass := 0; ; pass++ {
		for range d.inner {
			d.step(y, weights, seasonal, trend)
		}
		if pass == d.outer {
			break
		}
		weights = robustness(y, seasonal, trend)
	}
	if d.periodic {
		for place := range d.period {
			sum, count := 0.0, 0.0
			for i := place; i < n; i += d.period {
				sum, count = sum+seasonal[i], count+1
			}
			for i := place; i < n; i += d.period {
				seasonal[i] = sum / count
			}
		}
	}
	if weights == nil {
		weights = slices.Repeat([]float64{1}, n)
	}
	return seasonal, trend, weights
}

// step is one pass of the inner loop.
func (d decomposition) step(y, weights, seasonal, trend []float64) {
	n := len(y)
	without := make([]float64, n)
	for i := range y {
		without[i] = y[i] - trend[i]
	}
	cycles := d.cycles(without, weights)
	low := means(means(means(cycles, d.period), d.period), 3)
	low = d.lowPass.smooth(low, nil)
	for i := range y {
		seasonal[i] = cycles[d.period+i] - low[i]
		without[i] = y[i] - seasonal[i]
	}
	copy(trend, d.trend.smooth(without, weights))
}

// cycles smooths the figures of each place in the cycle, all Januaries and so
// on, and goes on with them for a cycle before the first and after the last.
func (d decomposition) cycles(y, weights []float64) []float64 {
	out := make([]float64, len(y)+2*d.period)
	for place := range d.period {
		var part, partWeights []float64
		for i := place; i < len(y); i += d.period {
			part = append(part, y[i])
			if weights != nil {
				partWeights = append(partWeights, weights[i])
			}
		}
		k := len(part)
		smooth := d.seasonal.smooth(part, partWeights)
		before, ok := d.seasonal.fit(part, partWeights, -1, 0, min(d.seasonal.window, k))
		if !ok {
			before = smooth[0]
		}
		after, ok := d.seasonal.fit(part, partWeights, k, max(0, k-d.seasonal.window), k)
		if !ok {
			after = smooth[k-1]
		}
		for i, x := range slices.Concat([]float64{before}, smooth, []float64{after}) {
			out[place+i*d.period] = x
		}
	}
	return out
}

// means is the moving average of k points, k−1 shorter than the series.
func means(x []float64, k int) []float64 {
	out := make([]float64, len(x)-k+1)
	sum := 0.0
	for i, v := range x {
		sum += v
		if i >= k {
			sum -= x[i-k]
		}
		if i >= k-1 {
			out[i-k+1] = sum / float64(k)
		}
	}
	return out
}

// smooth fits the smoother at each point. Weights may be nil.
func (s smoother) smooth(y, weights []float64) []float64 {
	n := len(y)
	out := slices.Clone(y)
	if n < 2 {
		return out
	}
	jump := min(s.jump, n-1)
	width := min(s.window, n)
	from := 0
	at := func(i int) {
		if x, ok := s.fit(y, weights, i, from, from+width); ok {
			out[i] = x
		}
	}
	line := func(i, j int) {
		for k := i + 1; k < j; k++ {
			out[k] = out[i] + (out[j]-out[i])/float64(j-i)*float64(k-i)
		}
	}
	last := 0
	for i := 0; i < n; i += jump {
		from = min(max(0, i-(s.window-1)/2), n-width)
		at(i)
		line(last, i)
		last = i
	}
	if last != n-1 {
		at(n - 1) // with the neighbours of the last one fitted
		line(last, n-1)
	}
	return out
}

// fit is the local regression at place x over the points from and before to. ok
// is false where no point has any weight.
func (s smoother) fit(y, weights []float64, x, from, to int) (value float64, ok bool) {
	n := len(y)
	reach := float64(max(x-from, to-1-x))
	if s.window > n {
		reach += float64((s.window - n) / 2)
	}
	w := make([]float64, to-from)
	sum := 0.0
	for j := from; j < to; j++ {
		r := math.Abs(float64(j - x))
		switch {
		case r > 0.999*reach:
			continue
		case r <= 0.001*reach:
			w[j-from] = 1
		default:
			u := r / reach
			u = 1 - u*u*u
			w[j-from] = u * u * u
		}
		if weights != nil {
			w[j-from] *= weights[j]
		}
		sum += w[j-from]
	}
	if sum <= 0 {
		return 0, false
	}
	middle := 0.0
	for i := range w {
		w[i] /= sum
		middle += w[i] * float64(from+i)
	}
	if s.degree > 0 && reach > 0 {
		spread := 0.0
		for i := range w {
			off := float64(from+i) - middle
			spread += w[i] * off * off
		}
		if math.Sqrt(spread) > 0.001*float64(n-1) {
			slope := (float64(x) - middle) / spread
			for i := range w {
				w[i] *= slope*(float64(from+i)-middle) + 1
			}
		}
	}
	for i := range w {
		value += w[i] * y[from+i]
	}
	return value, true
}

// robustness is Tukey's bisquare of each remainder in six times their median.
func robustness(y, seasonal, trend []float64) []float64 {
	weights := make([]float64, len(y))
	for i := range y {
		weights[i] = math.Abs(y[i] - seasonal[i] - trend[i])
	}
	six := 6 * median(weights)
	for i, r := range weights {
		switch {
		case r <= 0.001*six:
			weights[i] = 1
		case r > 0.999*six:
			weights[i] = 0
		default:
			u := r / six
			u = 1 - u*u
			weights[i] = u * u
		}
	}
	return weights
}

// monthly and quarterly are the decompositions that a series is adjusted with,
// as by R's stl(…, "periodic", robust = TRUE): one seasonal for all years, the
// trend and the low pass as wide as the paper advises for it, one inner and
// fifteen robustness passes.
var (
	monthly   = periodicSTL(12)
	quarterly = periodicSTL(4)
)

func periodicSTL(period int) decomposition {
	wide := func(n int) smoother {
		n += 1 - n%2
		return smoother{window: n, degree: 1, jump: (n + 9) / 10}
	}
	return decomposition{period: period, trend: wide(period*3/2 + 1), lowPass: wide(period), inner: 1, outer: 15, periodic: true}
}
