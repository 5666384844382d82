package data

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/codes"
	"tradebrief/data/diag"
)

// parted parts each row of a table of tradeTable by mode and place, so that the
// parts add up to what it has.
func parted(r *rand.Rand, content string) string {
	lines := strings.Split(strings.TrimSpace(content), "\n")
	out := []string{lines[0] + ",mode,place"}
	for _, line := range lines[1:] {
		cells := strings.Split(line, ",")
		_, decimals, _ := strings.Cut(cells[6], ".")
		value, kg := int64(0), int64(0)
		fmt.Sscan(strings.ReplaceAll(cells[6], ".", ""), &value)
		fmt.Sscan(cells[7], &kg)
		n, unweighed := 1+r.IntN(4), cells[7] == ""
		for i, at := range r.Perm(6)[:n] {
			v, k := value, kg
			if i < n-1 {
				v, k = r.Int64N(value+1), r.Int64N(kg+1)
			}
			value, kg = value-v, kg-k
			text := fmt.Sprintf("%0*d", len(decimals)+1, v)
			if len(decimals) > 0 {
				text = text[:len(text)-len(decimals)] + "." + text[len(text)-len(decimals):]
			}
			if cells[6], cells[7] = text, fmt.Sprint(k); unweighed {
				cells[7] = ""
			}
			out = append(out, fmt.Sprintf("%s,%d,%s", strings.Join(cells, ","), 10+at%3, []string{"Liaoning", "Jilin"}[at/3]))
		}
	}
	if r.IntN(2) == 0 {
		rows := out[1:]
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	return strings.Join(out, "\n") + "\n"
}

func partedSource() Source {
	src := manySource()
	src.Table.Parts = []PartSpec{{Column: text("mode", 44)}, {Column: text("place", 45)}}
	return src
}

// TestParts holds a table whose rows are parts against the same one before it was
// parted, and one that is narrowed and folded while it is read against one that is not.
func TestParts(t *testing.T) {
	needs := []Need{
		{Selector: Selector{Flow: text("export", 31), Partner: text("Japan", 32)}, Codes: true},
		{Selector: Selector{Flow: text("export", 31)}, EachPartner: true},
		{Selector: Selector{Flow: text("import", 31), Codes: []diag.Text{text("01", 33), text("85", 33)}}},
	}
	for i := range needs {
		needs[i].ID = text(fmt.Sprint("s", i), 30)
	}
	figures := func(c *Cube, n Need) string {
		var b strings.Builder
		s, problem := c.Series(n.Selector, 0)
		if problem != nil {
			return problem.Message
		}
		for _, s := range append([]*Series{s, s.quantity()}, c.Breakdown(s)...) {
			for _, o := range s.Observations() {
				fmt.Fprintf(&b, "%s %s %v\n", s.ID(), o.Span, o.Value.X)
			}
		}
		return b.String()
	}
	folded := 0
	for seed := range 12 {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		whole := tradeTable(r, 0, 0)
		content := parted(r, whole)
		src := partedSource()
		src.Complete = seed%4 != 3
		want := readBy(&reader{fsys: files(whole), oneByOne: true}, []Source{manySourceLike(src)})
		full := readBy(&reader{fsys: files(content), oneByOne: true}, []Source{src})
		if full.problems.Failed() {
			t.Fatalf("seed %d: %s", seed, full.problems)
		}
		for _, n := range needs {
			if got, want := figures(full.cube, n), figures(want.cube, n); got != want {
				t.Fatalf("seed %d, need %+v:\n%s\nwant:\n%s", seed, n, got, want)
			}
		}
		if got, want := len(full.cube.Test(0)), len(want.cube.Test(0)); src.Complete && got > want {
			t.Errorf("seed %d: %d findings, and %d of the whole: %s", seed, got, want, full.cube.Test(0))
		}
		if seed%4 == 3 {
			restores(t, full.cube, selectorsOf(needs), 0)
		}
		for workers := 1; workers <= 3; workers++ {
			got := readBy(&reader{fsys: files(content), needs: needs, largeSource: -1, workers: workers, stretchSize: 200 + r.IntN(5000)}, []Source{src})
			folded += len(got.cube.entries[0].folded)
			if workers == 1 && seed%10 == 0 {
				restores(t, got.cube, selectorsOf(needs), 0)
			}
			for _, n := range needs {
				if got, want := got.cube.shown(n, 0), full.cube.shown(n, 0); got != want {
					t.Fatalf("seed %d, %d workers, need %+v:\n%s\nwant:\n%s", seed, workers, n, got, want)
				}
			}
		}
	}
	if folded == 0 {
		t.Error("nothing was folded")
	}
}

// manySourceLike is a source of whole rows.
func manySourceLike(src Source) Source {
	src.Table.Parts = nil
	return src
}

// TestPartsOfOneFigure reads tables of one series whose rows are parts.
func TestPartsOfOneFigure(t *testing.T) {
	one := func(rows, total string, more ...string) (*Cube, diag.List) {
		src := plainSource()
		src.Table.Values[0].Scale = diag.Text{}
		src.Table.Values[0].Quantity = QuantitySpec{Column: text("kg", 23), Unit: text("kg", 23)}
		src.Table.Values[0].Status, src.Table.Vintage = columnField("status"), columnField("released")
		src.Table.Parts = []PartSpec{{Column: text("mode", 44), Total: text(total, 44)}}
		for _, m := range more {
			src.Table.Where = append(src.Table.Where, Where{text("mode", 46), text(m, 46)})
		}
		return Read(files("period,mode,value,kg,status,released\n"+rows), []Source{src})
	}
	for _, c := range []struct {
		name, rows, total string
		where             []string
		asOf              Date
		want              string // value and quantity of January
	}{
		{name: "added up", rows: "2023-01,a,100.5,7,,\n2023-01,b,20,5,,\n2023-02,a,1,1,,\n", want: "120.5 (119.95 to 121.05) present; 12"},
		{name: "a figure given twice", rows: "2023-01,a,100,7,,\n2023-01,b,20,5,,\n2023-01,a,100,7,,\n", want: "120 (119 to 121) present; 12"},
		{name: "one part alone", rows: "2023-01,a,100,7,,\n", want: "100 (99.5 to 100.5) present; 7"},
		{name: "one part chosen", rows: "2023-01,a,100,7,,\n2023-01,b,20,5,,\n", where: []string{"b"}, want: "20 (19.5 to 20.5) present; 5"},
		{name: "the gravest status", rows: "2023-01,a,100,7,,\n2023-01,b,20,5,estimated,\n2023-01,c,1,1,provisional,\n", want: "121 (119.5 to 122.5) estimated; 13"},
		{name: "a part withheld", rows: "2023-01,a,100,7,,\n2023-01,b,c,,suppressed,\n", want: "suppressed; "},
		{name: "a quantity not known", rows: "2023-01,a,100,7,,\n2023-01,b,20,,,\n2023-02,a,1,1,,\n2023-02,b,1,1,,\n", want: "120 (119 to 121) present; missing"},
		{name: "a quantity of nothing", rows: "2023-01,a,100,7,,\n2023-01,b,0,,,\n", want: "100 (99 to 101) present; 7"},
		{name: "a release of one part", rows: "2023-01,a,100,7,,2023-02-20\n2023-01,b,20,5,,2023-02-20\n2023-01,b,25,6,revised,2023-03-20\n", want: "125 (124 to 126) present; 13"},
		{name: "as it was before", rows: "2023-01,a,100,7,,2023-02-20\n2023-01,b,20,5,,2023-02-20\n2023-01,b,25,6,revised,2023-03-20\n", asOf: 20230301, want: "120 (119 to 121) present; 12"},
		{name: "the total where there is one", rows: "2023-01,all,130,14,,\n2023-01,a,100,7,,\n2023-01,b,20,5,,\n", total: "all", want: "130 (129.5 to 130.5) present; 14"},
		{name: "parts where there is no total", rows: "2023-01,a,100,7,,\n2023-01,b,20,5,,\n2023-02,all,3,3,,\n2023-02,a,2,2,,\n", total: "all", want: "120 (119 to 121) present; 12"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cube, problems := one(c.rows, c.total, c.where...)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			s := mustSelect(t, cube, Selector{}, c.asOf)
			v := s.at(Month(2023, 1), false)
			got := v.Status.String()
			if v.OK() {
				decimal := func(x string) string { return strings.TrimSuffix(strings.TrimRight(x, "0"), ".") }
				got = fmt.Sprintf("%s (%s to %s) %s", decimal(v.X.FloatString(3)), decimal(v.Low.FloatString(3)), decimal(v.High.FloatString(3)), v.Status)
			}
			got += "; "
			if q := s.quantity(); q != nil && v.OK() {
				if w := q.at(Month(2023, 1), false); w.OK() {
					got += w.X.FloatString(0)
				} else {
					got += w.Status.String()
				}
			}
			if got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	for _, c := range []struct{ name, rows, want string }{
		{"two figures for one part", "2023-01,a,100,7,,\n2023-01,b,20,5,,\n2023-01,b,21,5,,\n",
			"data.csv:4:11: error: C23: two figures for 2023-01 of part b: 21 here, 20 in line 3\n  hint: keep one row, or give each the vintage it was published in"},
		{"a total that nobody named", "2023-01,Total,120,12,,\n2023-01,a,100,7,,\n2023-01,b,20,5,,\n",
			"data.csv:2:15: error: column \"mode\" holds the total \"Total\" beside its parts, so that their sum counts the trade twice\n  hint: say which word it is, under table: parts: [{column: mode, total: \"Total\"}]"},
		{"a total under another word", "2023-01,0,120,12,,\n2023-01,1,100,7,,\n2023-01,2,20,5,,\n2023-02,0,3,2,,\n2023-02,1,1,1,,\n2023-02,2,2,1,,\n2023-03,3,3,1,,\n2023-03,1,1,1,,\n2023-03,0,4,1,,\n",
			"data.csv:2:11: error: \"0\" in column \"mode\" is the sum of the other parts in each of 3 figures, so that their sum counts the trade twice\n  hint: say that it is their total, under table: parts: [{column: mode, total: \"0\"}]"},
		{"a part that is as much as the others twice", "2023-01,0,120,12,,\n2023-01,1,100,7,,\n2023-01,2,20,5,,\n2023-02,0,3,2,,\n2023-02,1,1,1,,\n2023-02,2,2,1,,\n", ""},
	} {
		_, problems := one(c.rows, "")
		if got := strings.TrimSpace(problems.String()); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}

// TestPartsByTheirRows holds the inputs of a figure against the rows of its parts.
func TestPartsByTheirRows(t *testing.T) {
	src := plainSource()
	src.Table.Parts = []PartSpec{{Column: text("mode", 44)}}
	cube := mustRead(t, files("period,mode,value\n2023-01,b,20\n2023-02,a,1\n2023-01,a,100\n"), src)
	s := mustSelect(t, cube, Selector{}, 0)
	var got []string
	for _, in := range s.at(Month(2023, 1), false).Inputs {
		got = append(got, in.Pos.String()+" "+in.X.RatString())
	}
	if want := "data.csv:2:11 20000000, data.csv:4:11 100000000"; strings.Join(got, ", ") != want {
		t.Errorf("%s, want %s", strings.Join(got, ", "), want)
	}
	if !s.Has(diag.Pos{File: "data.csv", Line: 4, Col: 11}) {
		t.Error("the series does not have the row of its second part")
	}
}

// TestCustomsParts parts the soybeans of 2023 by trade mode and place of
// registration, in Chinese and in English, with the columns in any order: what is
// read is what the whole rows say.
func TestCustomsParts(t *testing.T) {
	chinese := []string{"数据年月", "贸易伙伴编码", "贸易伙伴名称", "商品编码", "商品名称", "贸易方式编码", "贸易方式名称", "注册地编码", "注册地名称", "第一数量", "第一计量单位", "第二数量", "第二计量单位", "人民币"}
	english := []string{"Date of data", "Trading partner code", "Trading partner", "Commodity code", "Commodity", "Customs Regime code", "Customs Regime",
		"Locations of importers and exporters code", "Locations of importers and exporters", "Quantity", "Unit", "Supplimentary Quantity", "Supplimentary Unit", "Renminbi Yuan"}
	whole := readKnown(t, "2023.csv", "gacc")
	e := whole.entries[0]
	for _, names := range [][]string{chinese, english} {
		r := rand.New(rand.NewPCG(1, 1))
		order := r.Perm(len(names))
		var b strings.Builder
		row := func(cells []string) {
			for _, at := range order {
				fmt.Fprintf(&b, "%q,", cells[at])
			}
			b.WriteString("\n")
		}
		row(names)
		for k, key := range e.keys {
			if key.quantity {
				continue
			}
			q, _ := e.quantityOf(key)
			for i := range e.obs[e.start[k]:e.start[k+1]] {
				o, w := &e.obs[int(e.start[k])+i], &e.obs[int(e.start[q])+i]
				value, weight := o.value.mant, w.value.mant
				n := 1 + r.IntN(5)
				for part, at := range r.Perm(12)[:n] {
					v, kg := value, weight
					if part < n-1 {
						v, kg = r.Int64N(value+1), r.Int64N(weight+1)
					}
					value, weight = value-v, weight-kg
					row([]string{strings.ReplaceAll(o.span.String(), "-", ""), customsNumber(t, whole.words[key.partner]), "x", whole.words[key.code], "soy",
						fmt.Sprint(10 + at/4), "mode", fmt.Sprint(31 + at%4), "place", fmt.Sprint(kg), "千克", "0", "?", strings.ReplaceAll(Fixed(rat(fmt.Sprint(v)), 0, false), groupSign, ",")})
				}
			}
		}
		src := Source{ID: word("d"), Path: word("2023in.csv"), At: diag.Pos{File: "brief.yaml", Line: 1, Col: 1}}
		parts := mustRead(t, fstest.MapFS{"2023in.csv": {Data: []byte(b.String())}}, src)
		for _, partner := range []string{"BR", "US", "AR"} {
			for _, quantity := range []bool{false, true} {
				of := Selector{ID: word("s"), Partner: word(partner), Codes: codeTexts("12019019"), Quantity: quantity}
				want, _ := whole.Series(of, 0)
				got, problem := parts.Series(of, 0)
				if problem != nil {
					t.Fatal(problem)
				}
				if len(got.Observations()) != len(want.Observations()) {
					t.Errorf("%s: %d months, want %d", partner, len(got.Observations()), len(want.Observations()))
				}
				for _, o := range want.Observations() {
					if v := got.at(o.Span.From, false); !v.OK() || v.X.Cmp(o.Value.X) != 0 {
						t.Errorf("%s in %s: %v, want %v", partner, o.Span, v.X, o.Value.X)
					}
				}
			}
		}
	}
}

// customsNumber is the number that Chinese customs gives a country.
func customsNumber(t *testing.T, iso string) string {
	for n := 101; n < 800; n++ {
		if c, ok := codes.ByCustoms(fmt.Sprint(n)); ok && c.ISO2 == iso {
			return fmt.Sprint(n)
		}
	}
	t.Fatalf("customs have no number for %s", iso)
	return ""
}

// TestPartsOfReleases has a download in which what was of one part is of another: a
// release that is a file has all parts there are.
func TestPartsOfReleases(t *testing.T) {
	src := plainSource()
	src.Path, src.VintageLayout = text("*.csv", 11), text("YYYY-MM-DD", 12)
	src.Table.Values[0].Scale = diag.Text{}
	src.Table.Parts = []PartSpec{{Column: text("mode", 44)}}
	cube := mustRead(t, fstest.MapFS{
		"customs-2023-02-20.csv": {Data: []byte("period,mode,value\n2023-01,a,100\n2023-01,b,20\n")},
		"customs-2023-03-20.csv": {Data: []byte("period,mode,value\n2023-01,a,121\n")},
	}, src)
	o, _ := mustSelect(t, cube, Selector{}, 0).Observation(Month(2023, 1))
	if got := o.First.X.RatString() + " " + o.Value.X.RatString(); got != "120 121" {
		t.Errorf("%s, want 120 121", got)
	}
}
