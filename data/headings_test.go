package data

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// wideSource reads data.csv with the periods in the headings.
func wideSource(headings string) Source {
	s := plainSource()
	s.Table.Period = PeriodSpec{}
	s.Table.Values = []ValueSpec{{Headings: text(headings, 22), Unit: text("USD", 23)}}
	return s
}

// TestHeadings reads tables whose headings hold the periods, and holds each figure
// against its period and its cell.
func TestHeadingsAsPeriods(t *testing.T) {
	for _, c := range []struct {
		name, content string
		change        func(*Source)
		want          string // series, period and figure at a place
	}{
		{"months of a record, newest first, with blanks", " Series , 2023 Oct , 2023 Sep ,Total 2023\n exports,12,\"1,100\",9\n", func(s *Source) {
			s.Table.Values[0].Headings = text("YYYY MMM", 22)
			s.Table.Thousands = text(",", 9)
			s.Table.Code = columnField("Series")
		}, "exports 2023-09 1100 at 2:13\nexports 2023-10 12 at 2:10\n"},
		{"a year said twice", "Country,2021 [YR2021],2022 [YR2022]\nJP,5,6\nVN,,7\n", func(s *Source) {
			s.Table.Values[0].Headings = text("YYYY' [YR'YYYY']'", 22)
			s.Table.Partner = columnField("Country")
		}, "JP 2021 5 at 2:4\nJP 2022 6 at 2:6\nVN 2022 7 at 3:5\n"},
		{"months of a year in the row, with quantities", "Year,Quantity-Jan,Value-Jan,Quantity-Feb,Value-Feb\n2022,1,10,2,20\n2023,3,30,,40\n", func(s *Source) {
			s.Table.Period.Year = text("Year", 20)
			s.Table.Values[0].Headings = text("Value-MMM", 22)
			s.Table.Values[0].Quantity = QuantitySpec{Headings: text("'Quantity-'MMM", 24), Unit: text("kg", 25)}
		}, "quantity 2022-01 1 at 2:6\nquantity 2022-02 2 at 2:11\nquantity 2023-01 3 at 3:6\nthe series 2022-01 10 at 2:8\nthe series 2022-02 20 at 2:13\nthe series 2023-01 30 at 3:8\nthe series 2023-02 40 at 3:12\n"},
		{"quarters and two flows", "Q1 2023 exports,Q1 2023 imports,Q2 2023 exports,Q2 2023 imports\n1,2,3,4\n", func(s *Source) {
			s.Table.Values = []ValueSpec{{Headings: text("Q YYYY' exports'", 22), Flow: text("export", 22), Unit: text("USD", 23)}, {Headings: text("Q YYYY' imports'", 22), Flow: text("import", 22), Unit: text("USD", 23)}}
		}, "export 2023-Q1 1 at 2:1\nexport 2023-Q2 3 at 2:5\nimport 2023-Q1 2 at 2:3\nimport 2023-Q2 4 at 2:7\n"},
		{"a country without any figure, and notes", "Country,2021,2022\nAsia,,\nJP,5,6\nSource: customs,,\n", func(s *Source) {
			s.Table.Values[0].Headings = text("YYYY", 22)
			s.Table.Partner = columnField("Country")
		}, "JP 2021 5 at 3:4\nJP 2022 6 at 3:6\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := wideSource("")
			c.change(&src)
			fsys := fstest.MapFS{"data.csv": {Data: []byte(c.content)}}
			for _, need := range [][]Need{nil, {{Selector: Selector{ID: text("s", 30)}}}} {
				r := readAll(fsys, []Source{src}, Databases{}, need)
				if r.problems.Failed() {
					t.Fatal(r.problems)
				}
				if got := allFigures(r.cube); got != c.want {
					t.Errorf("got\n%swant\n%s", got, c.want)
				}
			}
		})
	}
}

// TestSigns reads what publishers write in place of figures as the outline says.
func TestSigns(t *testing.T) {
	src := plainSource()
	for _, s := range [...][2]string{{"-", "0"}, {"..", "missing"}, {"x", "suppressed"}} {
		src.Table.Signs = append(src.Table.Signs, Sign{text(s[0], 30), text(s[1], 30)})
	}
	r := readAll(fstest.MapFS{"data.csv": {Data: []byte("period,value\n2023-01,-\n2023-02,..\n2023-03,x\n2023-04,5\n")}}, []Source{src}, Databases{}, nil)
	if r.problems.Failed() {
		t.Fatal(r.problems)
	}
	want := "series 2023-01 0 at 2:9\nseries 2023-03 suppressed at 4:9\nseries 2023-04 5 at 5:9\n"
	if got := strings.ReplaceAll(allFigures(r.cube), "the series", "series"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for _, c := range []struct{ word, means, want string }{
		{"-", "zero", `brief.yaml:30:7: error: a sign means 0, missing or suppressed, found "zero"`},
		{"-", "supressed", `brief.yaml:30:7: error: a sign means 0, missing or suppressed, found "supressed"` + "\n" + `  hint: did you mean "suppressed"?`},
		{"-", Unfilled, `brief.yaml:30:7: error: what "-" means is not filled in` + "\n" + `  hint: write 0 where it is nil, missing where there is no figure, suppressed where it is withheld`},
		{"99", "missing", `brief.yaml:30:7: error: the sign "99" is a number`},
	} {
		src.Table.Signs = []Sign{{text(c.word, 30), text(c.means, 30)}}
		r := readAll(fstest.MapFS{"data.csv": {Data: []byte("period,value\n2023-01,1\n")}}, []Source{src}, Databases{}, nil)
		if got := strings.TrimSpace(r.problems.String()); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
	src.Complete, src.Table.Signs = true, []Sign{{text("..", 30), text("missing", 30)}}
	r = readAll(fstest.MapFS{"data.csv": {Data: []byte("period,value\n2023-01,1\n2023-02,..\n")}}, []Source{src}, Databases{}, nil)
	if got := r.problems.String(); !strings.HasPrefix(got, "data.csv:3:9: error: C28: the source is complete, but this figure is missing") {
		t.Error(got)
	}
}

// TestHeadingsFaults are mistakes about headings, with what is said about them.
func TestHeadingsFaults(t *testing.T) {
	for _, c := range []struct {
		name, content string
		change        func(*Source)
		want          string
	}{
		{"another form", "Country,Jan 2023,Feb 2023\nJP,1,2\n", func(s *Source) { s.Table.Values[0].Headings = text("YYYY-MM", 22) },
			`brief.yaml:22:7: error: data.csv has no column headed "YYYY-MM"; it has Country, Jan 2023, Feb 2023` + "\n" + `  hint: did you mean "MMM YYYY"?`},
		{"titles above", "Exports of Japan,,\nCountry,2021,2022\nJP,1,2\n", func(s *Source) { s.Table.Values[0].Headings = text("YYYY", 22) },
			`brief.yaml:22:7: error: data.csv has no column headed "YYYY"; it has Exports of Japan` + "\n" + `  hint: line 2 has it: write skip: 1 under table:`},
		{"a month twice", "Country,2023-01,2023M01\nJP,1,2\n", func(s *Source) { s.Table.Values[0].Headings = text("YYYY-MM|YYYY'M'MM", 22) },
			`brief.yaml:22:7: error: data.csv has two columns for 2023-01, "2023-01" and "2023M01"`},
		{"no year anywhere", "Country,Jan,Feb\nJP,1,2\n", func(s *Source) { s.Table.Values[0].Headings = text("MMM", 22) },
			`brief.yaml:22:7: error: headings "MMM" have no year` + "\n" + `  hint: name the column with the year of each row: period: {year: COLUMN}`},
		{"years twice", "Year,2021,2022\n2022,1,2\n", func(s *Source) {
			s.Table.Values[0].Headings, s.Table.Period.Year = text("YYYY", 22), text("Year", 21)
		}, `brief.yaml:22:7: error: the period is in the headings and in a column` + "\n" + `  hint: take period: out of the table, or the year out of the headings: MMM`},
		{"no header", "1,2\n", func(s *Source) {
			s.Table.Values[0].Headings, s.Table.NoHeader = text("YYYY", 22), true
		}, `brief.yaml:22:7: error: headings say the periods, but the table has none (header: false)`},
		{"no layout", "Country,2021\nJP,1\n", func(s *Source) { s.Table.Values[0].Headings = text("YYYY-QQ", 22) },
			`brief.yaml:22:7: error: headings "YYYY-QQ" are not understood: Q stands twice for the same thing` + "\n" + `  hint: tokens are YYYY YY MM M MMM MMMM Q, and other letters stand in single quotes: headings: "'Value 'YYYY"`},
		{"a figure that is none", "Country,2021,2022\nJP,1,about 2\n", func(s *Source) { s.Table.Values[0].Headings = text("YYYY", 22) },
			`data.csv:2:6: error: "about 2" in column "2022" is not a number` + "\n" + `  hint: let the cell hold the number alone; unit: and scale: in the outline say what it is in`},
		{"the same country twice", "Country,2021,2022\nJP,1,2\nJP,1,3\n", func(s *Source) {
			s.Table.Values[0].Headings, s.Table.Partner = text("YYYY", 22), columnField("Country")
		}, `data.csv:3:6: error: C23: two figures for 2022 of JP: 3 here, 2 in line 2` + "\n" + `  hint: keep one row, or give each the vintage it was published in`},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := wideSource("")
			c.change(&src)
			r := readAll(fstest.MapFS{"data.csv": {Data: []byte(c.content)}}, []Source{src}, Databases{}, nil)
			if got := strings.TrimSpace(r.problems.String()); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// allFigures lists every observation of a cube with its place.
func allFigures(c *Cube) string {
	var b strings.Builder
	for _, e := range c.entries {
		for i, key := range e.keys {
			obs := e.obs[e.start[i]:e.start[i+1]]
			for j := range obs {
				o := &obs[j]
				b.WriteString(strings.TrimPrefix(c.describe(key), "the series ") + " " + o.span.String() + " " + o.figure() + " at " + strings.TrimPrefix(e.pos(o).String(), "data.csv:") + "\n")
			}
		}
	}
	lines := strings.SplitAfter(b.String(), "\n")
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func (o *observation) figure() string {
	if !o.status.hasFigure() {
		return o.status.String()
	}
	return o.value.plain()
}
