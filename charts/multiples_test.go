package charts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradebrief/data"
)

// panelChart is small multiples of n series of thirteen months, the k-th about k
// times as large as the first.
func panelChart(w float64, n int) Chart {
	c := Chart{Kind: Multiples, W: w * mm, Ref: sep2023}
	for k := range n {
		vs := make([]float64, 13)
		for i := range vs {
			vs[i] = float64(k+1) * (5 + float64((i*i*7+k)%10)/2)
		}
		c.Series = append(c.Series, Series{Name: fmt.Sprint("Goods ", k+1), Points: months(sep2022, vs...)})
	}
	return c
}

func TestPanelsHaveOneScale(t *testing.T) {
	c := panelChart(174, 6)
	c.Series[3].Points[4], c.Series[3].Points[5] = gap(c.Series[3].Points[4].Span.From), gap(c.Series[3].Points[5].Span.From)
	r := draw(t, c)
	checkLegible(t, r.Drawing)
	if !r.Key.Hatched {
		t.Error("the key says nothing of the missing months")
	}
	refs := areas(r.Drawing, rust)
	if len(refs) != 6 {
		t.Fatalf("%d bars are highlighted, want one a panel", len(refs))
	}
	// As high as their values, in every panel.
	for i, b := range refs {
		v := c.Series[i].Points[12].Value
		want := (refs[0].y1 - refs[0].y0) / c.Series[0].Points[12].Value * v
		if got := b.y1 - b.y0; got < want-0.05 || got > want+0.05 {
			t.Errorf("panel %d: a bar of %v is %.2f high, want %.2f", i+1, v, got, want)
		}
		if s := c.Series[i].Points[12].Text; !contains(words(r.Drawing), s) {
			t.Errorf("panel %d: its value %s is missing", i+1, s)
		}
	}
	// The numbers of the axis stand once, before the first panel.
	zeros := 0
	for _, w := range words(r.Drawing) {
		if w == "0" {
			zeros++
		}
	}
	if zeros != 1 {
		t.Errorf("the axis is numbered %d times", zeros)
	}
	for _, s := range []string{"Goods 1", "Goods 6", "Sep 2022", "Sep 2023"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
}

func TestPanelsStandInRows(t *testing.T) {
	for _, c := range []struct {
		w          float64
		n          int
		rows, cols int
	}{
		{174, 1, 1, 1}, {174, 3, 1, 3}, {174, 6, 1, 6}, {174, 7, 2, 4}, {174, 12, 2, 6}, {174, 40, 7, 6},
		{114, 4, 1, 4}, {114, 6, 2, 3}, {84, 3, 1, 3}, {84, 4, 2, 2}, {84, 24, 8, 3}, {54, 6, 3, 2}, {54, 16, 8, 2},
	} {
		ch := panelChart(c.w, c.n)
		m, err := ch.model()
		if err != nil {
			t.Fatal(err)
		}
		if rows, cols := m.panelGrid(); rows != c.rows || cols != c.cols {
			t.Errorf("%d panels in %v mm: %d rows of %d, want %d of %d", c.n, c.w, rows, cols, c.rows, c.cols)
		}
		r := draw(t, ch)
		checkLegible(t, r.Drawing)
		if n := len(areas(r.Drawing, rust)); n != c.n || r.H > 215*mm {
			t.Errorf("%d panels in %v mm: %d are drawn, %.0f mm high", c.n, c.w, n, r.H/mm)
		}
	}
	for want, c := range map[string]Chart{
		"40 panels do not fit into 54 by 214 mm":             panelChart(54, 40),
		"a chart of kind multiples has 1 to 48 series, this": panelChart(174, 49),
	} {
		if _, err := Draw(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// A value keeps clear of the bars beside its own, and of what is below zero.
func TestPanelValuesKeepClearOfBars(t *testing.T) {
	long := strings.Repeat("Processed hair and wool for wigs ", 3)[:90]
	for name, values := range map[string][]float64{
		"a low last month":   {100, 100, 100, 100, 2},
		"falls":              {-3, 5, 60, -80, -90},
		"all below zero":     {-10, -20, -30},
		"zero and missing":   {0, 0, na, 0, na},
		"all equal":          {7, 7, 7, 7},
		"one huge value":     {1, 2, 1e12, 3, 4},
		"nothing at the end": {5, 6, na},
	} {
		for _, w := range []float64{54, 84, 174} {
			points := months(sep2022, values...)
			c := Chart{Kind: Multiples, W: w * mm, Ref: points[len(points)-1].Span.To, Series: []Series{{Name: long, Points: points}, {Name: "Rice", Points: points}}}
			r, err := Draw(c)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			checkLegible(t, r.Drawing)
			want := points[len(points)-1].Text
			if !points[len(points)-1].present() {
				want = "n.a."
			}
			n := 0
			for _, s := range words(r.Drawing) {
				if s == want {
					n++
				}
			}
			if n < 2 {
				t.Errorf("%s, %v mm: %q stands %d times among %q", name, w, want, n, words(r.Drawing))
			}
		}
	}
}

func TestPanelsOfQuartersAndYears(t *testing.T) {
	for _, p := range []data.Period{data.Quarter(2023, 3), data.Year(2023)} {
		var points []Point
		for i := range 6 {
			points = append(points, month(p.Add(i-5), float64(i+1)))
		}
		r := draw(t, Chart{Kind: Multiples, W: 174 * mm, Ref: p, Series: slices.Repeat([]Series{{Name: "Rice", Points: points}}, 6)})
		checkLegible(t, r.Drawing)
		if s := englishName(p, true); !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
}
