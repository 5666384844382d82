package data

import (
	"math/big"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// text is a word of an outline; line tells the problems of one key from those of another.
func text(s string, line int) diag.Text {
	if s == "" {
		return diag.Text{}
	}
	return diag.Text{Value: s, Pos: diag.Pos{File: "brief.yaml", Line: line, Col: 7}}
}

func columnField(name string) Field { return Field{Column: text(name, 40)} }

// plainSource reads period,value of data.csv in millions of dollars.
func plainSource() Source {
	return Source{
		ID: text("d", 10), Path: text("data.csv", 11), At: diag.Pos{File: "brief.yaml", Line: 10, Col: 5},
		Table: Table{
			At:     diag.Pos{File: "brief.yaml", Line: 20, Col: 5},
			Period: PeriodSpec{Column: text("period", 21)},
			Values: []ValueSpec{{Column: text("value", 22), Unit: text("USD", 22), Scale: text("1e6", 22)}},
		},
	}
}

// codedSource also has flow, code, vintage, status, quantity and label columns.
func codedSource() Source {
	s := plainSource()
	s.Table.Flow = columnField("flow")
	s.Table.Code = columnField("code")
	return s
}

func files(content string) fstest.MapFS {
	return fstest.MapFS{"data.csv": {Data: []byte(content)}}
}

func mustRead(t testing.TB, fsys fstest.MapFS, sources ...Source) *Cube {
	t.Helper()
	cube, problems := Read(fsys, sources)
	if len(problems) > 0 {
		t.Fatalf("reading:\n%s", problems)
	}
	return cube
}

func mustSelect(t testing.TB, c *Cube, sel Selector, asOf Date) *Series {
	t.Helper()
	if sel.ID.Value == "" {
		sel.ID = text("s", 30)
	}
	s, problem := c.Series(sel, asOf)
	if problem != nil {
		t.Fatalf("selecting: %s", problem)
	}
	return s
}

// plainSeries is the one series of a file with period,value.
func plainSeries(t testing.TB, content string) *Series {
	t.Helper()
	return mustSelect(t, mustRead(t, files(content), plainSource()), Selector{}, 0)
}

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("bad number in a test: " + s)
	}
	return r
}

// shown is a value as a reader sees it: rates in percent, money in millions.
func shown(v Value) string { return shownAt(v, v.X) }

func shownAt(v Value, x *big.Rat) string {
	if x == nil {
		return v.Status.String()
	}
	switch v.Unit.Kind {
	case Ratio, Points:
		return Fixed(times(x, big.NewRat(100, 1)), 1, false) + "%"
	case Money:
		return Fixed(times(x, big.NewRat(1, 1_000_000)), 2, false)
	}
	return Fixed(x, 2, false)
}

func parseP(t testing.TB, s string) Period {
	t.Helper()
	p, err := ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
