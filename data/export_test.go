package data

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// told is all that a cube says of selections as known on a day: every observation
// with its releases, every metric of some periods with interval and inputs, and
// what the selection is made up of. One that cannot be made says nothing.
func told(c *Cube, selectors []Selector, asOf Date) string {
	var b strings.Builder
	value := func(v Value) {
		if v.X != nil {
			fmt.Fprintf(&b, " %s %s %s", v.X.RatString(), v.Low.RatString(), v.High.RatString())
		}
		fmt.Fprintf(&b, " %s %s %s", v.Unit, v.Status, v.Why)
		for _, in := range v.Inputs {
			x := "none"
			if in.X != nil {
				x = in.X.RatString()
			}
			fmt.Fprintf(&b, " [%s %s %s %s %s %s %s %+v]", in.Series, in.Span, x, in.Unit, in.Status, in.Vintage, in.Source, in.Pos)
			if in.Rate != nil {
				fmt.Fprintf(&b, "%s %s %v", in.Rate.FromUnit, in.Rate.Source, in.Rate.Steps)
			}
		}
		b.WriteByte('\n')
	}
	var tell func(s *Series, depth int)
	tell = func(s *Series, depth int) {
		name, named := s.Name()
		_, conversion := s.Converted()
		fmt.Fprintf(&b, "== %s %s %s %v %v %s %s %s %s %v %v\n", s.ID(), s.Label(), s.Code(), name, named, s.Classification(), s.Unit(), s.Publisher(), s.First(), conversion, s.folded())
		for _, o := range s.Observations() {
			fmt.Fprintf(&b, "%s %s %s", o.Span, o.Vintage, o.FirstVintage)
			value(o.Value)
			value(o.First)
		}
		for _, r := range s.Revisions() {
			fmt.Fprintln(&b, "revised", r.Span, r.FirstVintage, r.PreviousVintage, r.Vintage)
		}
		for _, p := range []Period{s.last, s.last.Add(-1)} {
			for _, m := range Metrics() {
				for _, first := range []bool{false, true} {
					v, _ := View{Series: s, Period: p, Whole: s, FirstRelease: first}.Metric(m.Name)
					fmt.Fprintf(&b, "%s %s", p, m.Name)
					value(v)
				}
			}
		}
		if depth == 0 {
			return
		}
		for _, list := range [][]*Series{c.Breakdown(s), c.Partners(s), c.Reporters(s)} {
			for _, part := range list[:min(len(list), 6)] {
				tell(part, depth-1)
			}
		}
		for _, level := range []string{"section", "chapter"} {
			parts, problem := c.By(s, level)
			if problem != nil {
				fmt.Fprintln(&b, problem.Message)
			}
			for _, p := range parts {
				fmt.Fprintln(&b, p.Code, p.Name)
				tell(p.Series, 0)
			}
		}
	}
	for _, sel := range selectors {
		if s, problem := c.Series(sel, asOf); problem == nil {
			tell(s, 1)
		}
	}
	for _, read := range c.Coverage(asOf) {
		fmt.Fprintln(&b, read.ID, read.Publisher, read.Files, read.Duplicates, read.Vintages, read.Editions)
	}
	return b.String()
}

// restores exports what a cube tells of selections, restores it, and has the new cube
// tell the same and export itself alike. The table has so many rows.
func restores(t *testing.T, c *Cube, selectors []Selector, asOf Date) (rows int) {
	t.Helper()
	want := told(c, selectors, asOf)
	for _, all := range []bool{true, false} {
		export := c.Export(asOf, all)
		text, err := json.Marshal(export.Reading)
		if err != nil {
			t.Fatal(err)
		}
		var reading Reading
		if err := json.Unmarshal(text, &reading); err != nil {
			t.Fatal(err)
		}
		again, problems := Restore("observations.csv", export.Observations, reading)
		if problems != nil {
			t.Fatalf("%s\n%s", problems, export.Observations)
		}
		var made []Selector
		for _, sel := range selectors {
			if _, problem := c.Series(sel, asOf); problem == nil {
				made = append(made, sel)
			}
		}
		if got := told(again, made, asOf); got != want {
			t.Fatalf("all %v, as of %s: the restored cube tells\n%s", all, asOf, differing(want, got))
		}
		second := again.Export(asOf, all)
		if string(second.Observations) != string(export.Observations) {
			t.Fatalf("all %v: the restored cube exports\n%s", all, differing(string(export.Observations), string(second.Observations)))
		}
		if !reflect.DeepEqual(second.Reading, export.Reading) {
			now, _ := json.Marshal(second.Reading)
			t.Fatalf("all %v: the restored cube was read so:\n%s\nnot so:\n%s", all, now, text)
		}
		rows = strings.Count(string(export.Observations), "\n") - 1
	}
	return rows
}

// differing are the first lines in which two texts differ.
func differing(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("line %d: %s\nwant %s", i+1, append(b, "")[min(i, len(b))], a[i])
		}
	}
	return "more"
}

// everySelector selects each series that a cube holds by its own words, the totals,
// and the sums where the data are complete.
func everySelector(c *Cube) []Selector {
	list := []Selector{{}, {Quantity: true}}
	for _, e := range c.entries {
		for _, key := range e.keys {
			sel := Selector{Data: e.src.ID, Quantity: key.quantity}
			for _, d := range []struct {
				from origin
				word int32
				text *diag.Text
			}{{e.dims.flow, key.flow, &sel.Flow}, {e.dims.reporter, key.reporter, &sel.Reporter}, {e.dims.partner, key.partner, &sel.Partner}} {
				if d.from == columnDimension {
					*d.text = text(c.words[d.word], 31)
				}
			}
			open := sel
			open.Data = diag.Text{}
			list = append(list, open)
			if word := c.words[key.code]; e.dims.code == columnDimension && word != "" {
				sel.Codes = codeTexts(word)
			}
			list = append(list, sel)
		}
	}
	const most = 40
	if step := len(list)/most + 1; step > 1 {
		some := list[:2]
		for i := 2; i < len(list); i += step {
			some = append(some, list[i])
		}
		list = some
	}
	for i := range list {
		list[i].ID = text(fmt.Sprint("s", i), 30)
	}
	return list
}

// TestRestore: what was read of every kind of file, of releases, editions and rates
// is restored from the table, as known on each day.
func TestRestore(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	known := func(name string) Source {
		return Source{ID: word("d"), Path: word(name), At: diag.Pos{File: "brief.yaml", Line: 1, Col: 1}}
	}
	cross := ratesSpec("CNY", "USD", "CNY/EUR")
	cross.Period = PeriodSpec{Column: text("Date", 64), Layout: text("YYYY-MM-DD", 64)}
	cross.Column, cross.Kind = text("CNY", 65), text(AverageRate, 67)
	cross.Cross = CrossSpec{Column: text("USD", 68), Unit: text("USD/EUR", 69)}
	yuan := plainSource()
	yuan.Table.Values[0].Unit, yuan.Rates = text("CNY", 22), cross
	end := yuan
	end.Rates.Kind = text(EndRate, 67)
	detail := plainSource()
	detail.Table.Code, detail.Table.Classification = columnField("code"), text("HS", 13)
	detail.ID, detail.Path, detail.Complete = text("detail", 2), text("detail.csv", 3), true
	released := fstest.MapFS{
		"d-2023-09-20.csv": {Data: []byte("period,code,value\n2023-04,0101,4\n2023-05,0101,5\n2023-06,0101,6\n2023-07,0101,7\n2023-08,0101,8\n2023-08,0102,80\n2023-06/2023-07,0102,13\n")},
		"d-2023-10-20.csv": {Data: []byte("period,code,value\n2023-05,0101,5\n2023-07,0101,7.5\n2023-08,0101,8\n2023-09,0103,9\n")},
	}
	merged := bookSource("merged.xlsx", "Month", "Exports value", "Exports tonnes", "Imports value")
	for _, c := range []struct {
		name    string
		fsys    fstest.MapFS
		sources []Source
		days    []Date
		rows    int // at least
	}{
		{"releases that whole files withdraw", released, []Source{byName(true)}, []Date{0, 20230920, 20231019}, 8},
		{"releases of data that are not complete", released, []Source{byName(false)}, []Date{0, 20230920}, 8},
		{"editions", files(comtradeRows("2020 H5 854140 3", "2021 H5 85 5", "2022 H6 85 7", "2022 H6 854140 7", "2022 H6 TOTAL 70")), []Source{known("data.csv")}, []Date{0}, 5},
		{"cells of a workbook", kept(t, "workbooks", 7), []Source{merged}, []Date{0}, 72},
		{"rates of days, averaged", fstest.MapFS{"data.csv": {Data: []byte("period,value\n2025-10,5.25\n2025-11,6\n")}, "rates.csv": {Data: ecb(t)}}, []Source{yuan}, []Date{0, 20251120}, 40},
		{"rates of days, the last", fstest.MapFS{"data.csv": {Data: []byte("period,value\n2025-10,5.25\n2025-11,6\n")}, "rates.csv": {Data: ecb(t)}}, []Source{end}, []Date{0}, 40},
		{"totals beside complete detail", fstest.MapFS{
			"data.csv": {Data: []byte("period,value\n2023-08,100\n2023-09,110.50\n")}, "detail.csv": {Data: []byte("period,code,value\n2023-08,6703,60\n2023-08,6704,40\n2023-09,6703,61\n2023-09,6704,41\n")},
		}, []Source{plainSource(), detail}, []Date{0}, 6},
	} {
		for _, day := range c.days {
			t.Run(fmt.Sprintf("%s, %s", c.name, day), func(t *testing.T) {
				cube := mustRead(t, c.fsys, c.sources...)
				if rows := restores(t, cube, everySelector(cube), day); day == 0 && rows < c.rows {
					t.Errorf("%d rows were exported", rows)
				}
			})
		}
	}
}

// TestRestoreFormats: the files of the offices.
func TestRestoreFormats(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	for _, file := range []string{"2023.csv", "TradeData.csv", "comtrade-2010-2014.csv", "CN_48064010-bilateral.csv"} {
		cube := readKnown(t, file, "").Cube
		restores(t, cube, everySelector(cube), 0)
	}
}

// TestExportLeavesOut: what nothing asked for is not in the table, nor a later release.
func TestExportLeavesOut(t *testing.T) {
	src := plainSource()
	src.Table.Code = columnField("code")
	src.Table.Vintage, src.Table.Label = columnField("vintage"), columnField("name")
	cube := mustRead(t, files("period,code,name,value,vintage\n2023-08,6703,Hair,60.5,2023-09-20\n2023-08,6704,Wigs,71.5,2023-09-20\n2023-08,6703,Hair,82.5,2023-10-20\n"), src)
	mustSelect(t, cube, Selector{Codes: codeTexts("6703")}, 20231001)
	table := string(cube.Export(20231001, false).Observations)
	if !strings.Contains(table, "60.5") || strings.Contains(table, "71.5") || strings.Contains(table, "82.5") || strings.Contains(table, "6704") || strings.Contains(table, "Wigs") {
		t.Errorf("exported\n%s", table)
	}
	if all := string(cube.Export(20231001, true).Observations); !strings.Contains(all, "71.5") || !strings.Contains(all, "82.5") {
		t.Errorf("of all there is\n%s", all)
	}
}

// FuzzRestore: whatever the table and the reading say, the cube can be asked, and what
// it exports can be restored again; or an error says where it is wrong.
func FuzzRestore(f *testing.F) {
	seed := func(asOf Date, c *Cube) {
		told(c, everySelector(c), asOf)
		export := c.Export(asOf, false)
		reading, err := json.Marshal(export.Reading)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(export.Observations, reading)
	}
	seed(0, mustRead(f, fstest.MapFS{
		"d-2023-09-20.csv": {Data: []byte("period,code,value\n2023-08,0101,8\n2023-08,0102,80\n2023-06/2023-07,0102,13\n")},
		"d-2023-10-20.csv": {Data: []byte("period,code,value\n2023-08,0101,8.50\n")},
	}, byName(true)))
	yuan := plainSource()
	yuan.Table.Values[0].Unit, yuan.Rates = text("CNY", 22), ratesSpec("CNY", "USD", "CNY/USD")
	seed(0, mustRead(f, fstest.MapFS{"data.csv": {Data: []byte("period,value\n2023-08,8\n2023-09,9\n")}, "rates.csv": {Data: []byte("month,rate\n2023-08,7.1\n2023-09,7.2\n")}}, yuan))
	src := partedSource()
	r := rand.New(rand.NewPCG(1, 5))
	content := parted(r, tradeTable(r, 0, 0))
	seed(0, readBy(&reader{fsys: files(content[:strings.LastIndexByte(content[:4000], '\n')+1]), oneByOne: true}, []Source{src}).cube)
	needs := []Need{{Selector: Selector{ID: text("s", 30), Flow: text("export", 31)}}}
	folded := readBy(&reader{fsys: files(content), needs: needs, largeSource: -1, workers: 1, stretchSize: 1 << 20}, []Source{manySourceLike(src)}).cube
	folded.Series(needs[0].Selector, 0)
	seed(0, folded)
	f.Fuzz(func(t *testing.T, table, read []byte) {
		var reading Reading
		if len(table) > 1<<16 || json.Unmarshal(read, &reading) != nil {
			return
		}
		c, problems := Restore("observations.csv", table, reading)
		if c == nil {
			if !problems.Failed() || problems[0].Pos.File != "observations.csv" {
				t.Fatalf("no cube, and %v", problems)
			}
			return
		}
		some := everySelector(c)
		told(c, some[:min(len(some), 4)], 0)
		export := c.Export(0, true)
		again, problems := Restore("observations.csv", export.Observations, export.Reading)
		if again == nil {
			t.Fatalf("what was restored and exported is not restored: %v\n%s", problems, export.Observations)
		}
		if second := again.Export(0, true); string(second.Observations) != string(export.Observations) {
			t.Fatalf("exported:\n%s\nthen:\n%s", export.Observations, second.Observations)
		}
	})
}
