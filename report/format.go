package report

import (
	"math/big"

	"tradebrief/data"
	"tradebrief/report/locale"
)

// What a brief prints is printed by its language, package locale. What is said to
// the author is English whatever the brief is written in, and so are the names of
// units and statuses that other programs read.

const nbsp = "\u00a0"

var (
	million = big.NewRat(1_000_000, 1)
	hundred = big.NewRat(100, 1)
)

// english prints figures and periods in messages and on the terminal.
var english = locale.English()

// prose is a figure in a message, with its unit.
func prose(v data.Value) string { return english.Figure(v) }

// proseAt is prose for another point of the figure's interval.
func proseAt(v data.Value, x *big.Rat, rate bool) string { return english.FigureAt(v, x, rate) }

// periodName is a period in a message.
func periodName(p data.Period) string { return english.Period(p) }

// dateName is a day in a message.
func dateName(d data.Date) string { return english.Date(d) }

// enumerate lists words in a message.
func enumerate(parts []string) string { return english.List(parts) }

// position is the place of a period in its year, from 1.
func position(p data.Period) int {
	switch p.Freq() {
	case data.Monthly:
		return p.Month()
	case data.Quarterly:
		return (p.Month()-1)/3 + 1
	}
	return 1
}

// ends are the ends of a figure's interval as they are to be printed: a hair
// towards the figure, since a published 162.9 stands for less than 162.95, and
// "up to 163.0" would doubt what was published.
func ends(v data.Value) (low, high *big.Rat) {
	hair := big.NewRat(1, 1_000_000_000)
	towards := func(end *big.Rat) *big.Rat {
		step := new(big.Rat).Sub(v.X, end)
		return step.Mul(step, hair).Add(step, end)
	}
	return towards(v.Low), towards(v.High)
}

// unitName is the unit in facts --json: currency code, ratio, points, kg, count, index.
func unitName(u data.Unit) string {
	switch u.Kind {
	case data.Ratio:
		return "ratio"
	case data.Points:
		return "points"
	case data.Mass:
		return "kg"
	case data.Count:
		return "count"
	case data.Index:
		return "index"
	case data.NoUnit:
		return ""
	}
	return u.Code
}

func statusName(s data.Status) string {
	switch s {
	case data.Present:
		return "present"
	case data.Suppressed:
		return "suppressed"
	case data.Provisional:
		return "provisional"
	case data.Revised:
		return "revised"
	case data.Estimated:
		return "estimated"
	case data.Derived:
		return "derived"
	case data.DerivedFromRate:
		return "derived-from-rate"
	case data.Break:
		return "break"
	case data.NotMeaningful:
		return "not meaningful"
	}
	return "missing"
}

// said prints what an expression yields in running text. ok is false where a
// figure is missing.
func (v value) said(l *locale.Locale) (string, bool) {
	switch v.kind {
	case kindNumber:
		if v.bare && v.text != "" {
			return v.text, true
		}
		return l.FigureAt(v.num, v.num.X, v.rate), v.num.OK()
	case kindSeries:
		n := v.number()
		return l.Figure(n), n.OK()
	case kindPeriod:
		return l.Period(v.period), true
	case kindText:
		return v.text, !v.lost
	}
	// Conditions and lists are not printed; the parser says so.
	return "", true
}
