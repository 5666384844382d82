package data

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// TestReleaseInName: a name says the day of a release in one way, or it is refused.
func TestReleaseInName(t *testing.T) {
	for _, c := range []struct {
		layout, name string
		want         []Date
	}{
		{"YYYY-MM-DD", "downloads/exports-2023-10-20.csv", []Date{20231020}},
		{"YYYYMMDD", "exports20231020.csv", []Date{20231020}},
		{"YYYYMMDD", "exports_20231020T0900.csv.gz", []Date{20231020}},
		{"YYYYMMDD", "exports_202310201.csv", nil}, // the number goes on
		{"YYYY-MM", "exports-2023-02.csv", []Date{20230228}},
		{"YYYY-MM", "exports-2024-02.csv", []Date{20240229}},
		{"YYYY-Q", "exports-2023-Q3.csv", []Date{20230930}},
		{"YYYY", "exports-2022.csv", []Date{20221231}},
		{"DD MMMM YYYY", "exports 20 October 2023.csv", []Date{20231020}},
		{"YYYY-MM-DD|YYYYMMDD", "exports-20231020.csv", []Date{20231020}},
		{"YYYY-MM-DD", "2023-10-20/exports.csv", []Date{20231020}},
		{"YYYY-MM-DD", "2023-09-20/exports-2023-10-20.csv", []Date{20231020}}, // the file's own name counts
		{"YYYY-MM-DD", "all-2023-10-20.zip/exports.csv", []Date{20231020}},
		{"YYYY-MM-DD", "exports-2023-10-20-2023-10-20.csv", []Date{20231020}},
		{"YYYY-MM-DD", "exports-2023-09-01-2023-10-20.csv", []Date{20230901, 20231020}},
		{"YYYY-MM-DD", "exports-2023-02-30.csv", nil},
		{"YYYY-MM-DD", "exports.csv", nil},
	} {
		l, err := parseLayout(c.layout)
		if got := l.daysIn(c.name); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: %v %v, want %v", c.layout, c.name, got, err, c.want)
		}
	}
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"a-2023-10-20.csv", "a-2023-11-20.csv"}, "YYYY-MM-DD"},
		{[]string{"a20231020.csv", "a20231120.csv"}, "YYYYMMDD"},
		{[]string{"a-20.10.2023.csv"}, "DD.MM.YYYY"},
		{[]string{"a-10-20-2023.csv"}, "MM-DD-YYYY"},
		{[]string{"a-05-06-2023.csv"}, ""}, // May or June
		{[]string{"a-2023-10.csv"}, "YYYY-MM"},
		{[]string{"a-2023-10.csv", "a.csv"}, ""},
		{[]string{"a-2023-10-20.csv", "a-20231120.csv"}, ""},
		{[]string{"a-2023-10-20-to-2023-11-20.csv"}, ""},
		{[]string{"hs6703.csv"}, ""},
	} {
		if got := ReleaseLayout(c.names); got != c.want {
			t.Errorf("%v: %q, want %q", c.names, got, c.want)
		}
	}
}

// byName is a source whose files d-*.csv say their release in their names.
func byName(complete bool) Source {
	src := plainSource()
	src.Path, src.VintageLayout, src.Complete = text("d-*.csv", 11), text("YYYY-MM-DD", 12), complete
	src.Table.Code, src.Table.Classification = columnField("code"), text("HS", 13)
	return src
}

// TestWithdrawn: a newer file that has the months around one, and not that one,
// takes it back; what it does not reach stays.
func TestWithdrawn(t *testing.T) {
	const older = "period,code,value\n2023-04,0101,4\n2023-05,0101,5\n2023-06,0101,6\n2023-07,0101,7\n2023-08,0101,8\n2023-08,0102,80\n2023-08,0103,81\n2023-08,0104,82\n"
	for _, c := range []struct {
		why, newer, code string
		complete         bool
		want             string // April to August
	}{
		{"the last months", "2023-07,0101,7\n2023-08,0101,8\n", "0101", false, "4 5 6 7 8"},
		{"a month between", "2023-05,0101,5\n2023-07,0101,7\n2023-08,0101,8\n", "0101", false, "4 5 - 7 8"},
		{"two months between, and as many around", "2023-04,0101,4\n2023-05,0101,5\n2023-08,0101,8\n2023-09,0101,9\n", "0101", false, "4 5 - - 8"},
		{"this month and one before, as a press release has them", "2023-04,0101,4\n2023-08,0101,8\n", "0101", false, "4 5 6 7 8"},
		{"nothing of the code", "2023-05,0102,5\n2023-07,0102,7\n", "0101", false, "4 5 6 7 8"},
		{"the run of it in place of the months", "2023-05,0101,5\n2023-06/2023-07,0101,13\n2023-08,0101,8\n", "0101", false, "4 5 run run 8"},
		{"one code of four in complete data", "2023-08,0102,80\n2023-08,0103,81\n2023-08,0104,82\n", "", true, "4 5 6 7 243"},
		{"half of the codes in complete data", "2023-08,0103,81\n2023-08,0104,82\n", "", true, "4 5 6 7 251"},
		{"one code of four in data that are not complete", "2023-08,0102,80\n2023-08,0103,81\n2023-08,0104,82\n", "0101", false, "4 5 6 7 8"},
	} {
		fsys := fstest.MapFS{"d-2023-09-20.csv": {Data: []byte(older)}, "d-2023-10-20.csv": {Data: []byte("period,code,value\n" + c.newer)}}
		cube := mustRead(t, fsys, byName(c.complete))
		sel := Selector{}
		if c.code != "" {
			sel.Codes = []diag.Text{text(c.code, 31)}
		}
		var got []string
		for _, asOf := range []Date{0, 20230920} {
			s := mustSelect(t, cube, sel, asOf)
			var words []string
			for m := 4; m <= 8; m++ {
				o, ok := s.Observation(Month(2023, m))
				switch {
				case !ok || !o.Value.OK():
					words = append(words, "-")
					if !strings.Contains(o.Value.Why, "was withdrawn: the release of 2023-10-20 does not have it any more") {
						t.Errorf("%s: a withdrawn month says %q", c.why, o.Value.Why)
					}
				case o.Span.Len() > 1:
					words = append(words, "run")
				default:
					words = append(words, strings.TrimSuffix(shown(o.Value), ".00"))
				}
			}
			got = append(got, strings.Join(words, " "))
		}
		first := "4 5 6 7 8"
		if c.complete {
			first = "4 5 6 7 251"
		}
		if got[0] != c.want || got[1] != first {
			t.Errorf("%s: %s, want %s; on the first day %s, want %s", c.why, got[0], c.want, got[1], first)
		}
	}
}

// TestWithdrawnByWord: a row that says so takes a figure back.
func TestWithdrawnByWord(t *testing.T) {
	src := plainSource()
	src.Table.Vintage, src.Table.Values[0].Status = columnField("vintage"), columnField("status")
	cube := mustRead(t, files("period,value,vintage,status\n2023-07,7,2023-09-20,\n2023-07,,2023-10-20,missing\n2023-08,,2023-10-20,missing\n2023-09,9,2023-10-20,\n"), src)
	s := mustSelect(t, cube, Selector{}, 0)
	if o, _ := s.Observation(Month(2023, 7)); o.Value.OK() || o.Value.Why != "2023-07 of s was withdrawn: the release of 2023-10-20 does not have it any more" {
		t.Errorf("July is %v (%s)", o.Value.X, o.Value.Why)
	}
	if _, ok := s.Observation(Month(2023, 8)); ok {
		t.Error("August never had a figure")
	}
	if got := s.Revisions(); len(got) != 1 || got[0].Value.OK() || shown(got[0].Previous) != "7.00" {
		t.Errorf("revisions: %+v", got)
	}
	if s := mustSelect(t, cube, Selector{}, 0); s.First() != Month(2023, 7) {
		t.Errorf("the first month is %s", s.First())
	}
}

// TestLayersModel holds the selection as of every day against a plain model: a
// table of the newest row not after the day, for random releases of whole files and
// of some months. The order of the files does not matter, nor does a file that is
// wholly later than the day.
func TestLayersModel(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	rng := rand.New(rand.NewPCG(7, 11))
	for range 60 {
		codes := []string{"0101", "0102", "0103"}
		days := []Date{20230120, 20230220, 20230320, 20230420}
		type row struct{ code, month int }
		known := map[Date]map[row]string{} // what each release has
		fsys, shuffled := fstest.MapFS{}, fstest.MapFS{}
		for n, day := range days {
			known[day] = map[row]string{}
			var b strings.Builder
			b.WriteString("period,code,value\n")
			from := 1
			if n > 0 {
				from = 1 + rng.IntN(8)
			}
			for c := range codes {
				for m := from; m <= 8+n; m++ { // without gaps: nothing is withdrawn
					v := fmt.Sprint(100*(c+1) + rng.IntN(3))
					known[day][row{c, m}] = v
					fmt.Fprintf(&b, "2022-%02d,%s,%s\n", m, codes[c], v)
				}
			}
			fsys["d-"+day.String()+".csv"] = &fstest.MapFile{Data: []byte(b.String())}
			shuffled[fmt.Sprintf("d-%d-%s.csv", rng.IntN(9), day)] = &fstest.MapFile{Data: []byte(b.String())}
		}
		cube, other := mustRead(t, fsys, byName(true)), mustRead(t, shuffled, byName(true))
		for n, day := range days {
			early := fstest.MapFS{}
			for _, d := range days[:n+1] {
				early["d-"+d.String()+".csv"] = fsys["d-"+d.String()+".csv"]
			}
			alone := mustRead(t, early, byName(true))
			for c := -1; c < len(codes); c++ {
				sel := Selector{}
				if c >= 0 {
					sel.Codes = []diag.Text{text(codes[c], 31)}
				}
				all, mixed, then := mustSelect(t, cube, sel, day), mustSelect(t, other, sel, day), mustSelect(t, alone, sel, 0)
				for m := 1; m <= 11; m++ {
					newest, first := 0, 0
					for i := range codes {
						if c >= 0 && i != c {
							continue
						}
						var values []string
						for _, d := range days[:n+1] {
							if v, ok := known[d][row{i, m}]; ok {
								values = append(values, v)
							}
						}
						if len(values) > 0 {
							var a, b int
							fmt.Sscan(values[len(values)-1], &a)
							fmt.Sscan(values[0], &b)
							newest, first = newest+a, first+b
						}
					}
					for name, s := range map[string]*Series{"all files": all, "in another order": mixed, "without later files": then} {
						o, ok := s.Observation(Month(2022, m))
						if ok != (newest > 0) || ok && (shown(o.Value) != fmt.Sprintf("%d.00", newest) || shown(o.First) != fmt.Sprintf("%d.00", first)) {
							t.Fatalf("%s, as of %s, 2022-%02d of %d: %s and first %s, want %d and %d", name, day, m, c, shown(o.Value), shown(o.First), newest, first)
						}
					}
				}
				if a, b, c := fmt.Sprint(revisionsOf(all)), fmt.Sprint(revisionsOf(mixed)), fmt.Sprint(revisionsOf(then)); a != b || a != c {
					t.Fatalf("as of %s the revisions are\n%s\n%s\n%s", day, a, b, c)
				}
			}
		}
	}
}

func revisionsOf(s *Series) []string {
	var list []string
	for _, r := range s.Revisions() {
		list = append(list, fmt.Sprint(r.Span, shown(r.First), r.FirstVintage, shown(r.Previous), r.PreviousVintage, shown(r.Value), r.Vintage))
	}
	return list
}

// TestPrevious: what the newest release repeats is no revision; of three figures,
// the one before the newest is the previous one, in a sum, too.
func TestPrevious(t *testing.T) {
	src := byName(true)
	fsys := fstest.MapFS{
		"d-2023-09-20.csv": {Data: []byte("period,code,value\n2023-08,0101,100\n2023-08,0102,50\n2023-07,0101,9.8\n")},
		"d-2023-10-20.csv": {Data: []byte("period,code,value\n2023-08,0101,110\n2023-08,0102,50\n2023-07,0101,9.84\n")},
		"d-2023-11-20.csv": {Data: []byte("period,code,value\n2023-08,0101,110\n2023-08,0102,55\n2023-07,0101,9.84\n")},
		"d-2023-12-20.csv": {Data: []byte("period,code,value\n2023-08,0101,110\n2023-08,0102,55\n")},
	}
	cube := mustRead(t, fsys, src)
	for _, c := range []struct{ code, want string }{
		{"", "[2023-08150.002023-09-20160.002023-10-20165.002023-11-20]"},
		{"0101", "[2023-08100.002023-09-20100.002023-09-20110.002023-10-20]"},
		{"0102", "[2023-0850.002023-09-2050.002023-09-2055.002023-11-20]"},
	} {
		sel := Selector{}
		if c.code != "" {
			sel.Codes = []diag.Text{text(c.code, 31)}
		}
		if got := fmt.Sprint(revisionsOf(mustSelect(t, cube, sel, 0))); got != c.want {
			t.Errorf("%s: %s, want %s", c.code, got, c.want)
		}
	}
}

// TestRunsAndReleases: January and February, which offices print together since 2020
// and apart before, in releases that do either. Of the figures that fill a window, those
// are meant whose oldest is the newest; of first releases, whose newest is the oldest.
func TestRunsAndReleases(t *testing.T) {
	const (
		apart    = "2022-01,10\n2022-02,20\n2022-03,30\n"
		together = "2022-01/2022-02,33\n2022-03,31\n"
		february = "2022-02,21\n2022-03,32\n"
	)
	src := plainSource()
	src.Path, src.VintageLayout = text("d-*.csv", 11), text("YYYY-MM-DD", 12)
	for _, c := range []struct {
		why                 string
		files               [3]string // of 20 April, May and June
		ytd, first          string
		january, mom        string
		asOfMay, momOfMarch string
	}{
		{"months, then a run: the run is newer", [3]string{apart, together}, "64.00", "60.00", "missing", "missing", "64.00", "missing"},
		{"a run, then months: the months are newer", [3]string{together, apart}, "60.00", "64.00", "10.00", "100.0%", "60.00", "50.0%"},
		// The run holds a February that has been revised, and the months a January from
		// before the run: the run is the newer of the two oldest.
		{"a run, then one of its months", [3]string{apart, together, february}, "65.00", "60.00", "missing", "missing", "64.00", "52.4%"},
		// January alone is not known, so that only the run fills the year to date.
		{"a run, then February alone", [3]string{together, february}, "65.00", "64.00", "missing", "missing", "65.00", "52.4%"},
	} {
		fsys := fstest.MapFS{}
		for i, content := range c.files {
			if content != "" {
				fsys["d-2022-0"+string(rune('4'+i))+"-20.csv"] = &fstest.MapFile{Data: []byte("period,value\n" + content)}
			}
		}
		cube := mustRead(t, fsys, src)
		s := mustSelect(t, cube, Selector{}, 0)
		view := View{Series: s, Period: Month(2022, 3)}
		for _, got := range []struct {
			what, want string
			v          Value
		}{
			{"year to date", c.ytd, view.ytd()}, {"its first release", c.first, view.First().ytd()},
			{"January", c.january, view.At(Month(2022, 1)).value()}, {"February on January", c.mom, view.At(Month(2022, 2)).mom()},
			{"March on February", c.momOfMarch, view.mom()},
			{"year to date in May", c.asOfMay, View{Series: mustSelect(t, cube, Selector{}, 20220520), Period: Month(2022, 3)}.ytd()},
		} {
			if shown(got.v) != got.want {
				t.Errorf("%s: %s is %s (%s), want %s", c.why, got.what, shown(got.v), got.v.Why, got.want)
			}
		}
		if early := (View{Series: mustSelect(t, cube, Selector{}, 20220420), Period: Month(2022, 3)}).ytd(); shown(early) != c.first {
			t.Errorf("%s: in April the year to date was %s, and its first release is %s", c.why, shown(early), c.first)
		}
	}
}
