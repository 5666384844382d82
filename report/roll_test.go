package report

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// rolled rolls the outline of a project and returns the next one with the
// remarks. built names the briefs that were built.
func rolled(t *testing.T, p Project, built ...string) (Project, *Edition) {
	t.Helper()
	e, problems := Roll(p, func(stem string) (string, bool) {
		return "out/" + stem + ".pdf", strings.Contains(" "+strings.Join(built, " ")+" ", " "+stem+" ")
	})
	if e == nil {
		t.Fatal(problems)
	}
	files := p.FS.(fstest.MapFS)
	next := fstest.MapFS{}
	for name, f := range files {
		next[name] = f
	}
	text, err := diag.Apply(files[p.Outline].Data, e.Edits)
	if err != nil {
		t.Fatalf("%v of %+v", err, e.Edits)
	}
	next[p.Outline] = &fstest.MapFile{Data: text}
	return Project{FS: next, Outline: p.Outline}, e
}

func remarks(e *Edition) string {
	var b strings.Builder
	for _, n := range e.Notes {
		fmt.Fprintf(&b, "%s: %s\n", n.At, n.Text)
	}
	return b.String()
}

const edition = `version: 1
brief: # the masthead
  title: Exports   # stays
  number: "2023/09"
  organisation: Unit
  period: '2023-09'
  issued: 2023-10-31 # the day
  revision:
    number: 1
    date: 2023-11-20
  next: 2023-11-30
data:
  - id: gacc
    path: monthly.csv
    table:
      period: {column: period, layout: YYYY-MM}
      reporter: CN
      partner: KP
      flow: {column: flow, map: {X: export, M: import}}
      vintage: {column: vintage}
      values: [{column: value, unit: USD, scale: 1e6}]
series: {exports: {flow: export}}
waive:
  - {code: C16, at: exports, reason: known, by: A, date: 2023-10-20}
# the brief
sections:
  - title: Trends
    blocks:
      - text: "{{exports}} in {{month(period)}}"
`

// Roll changes what an edition changes and leaves every other byte.
func TestRoll(t *testing.T) {
	p, e := rolled(t, project("", "brief.yaml", edition))
	want := strings.NewReplacer("2023/09", "2023/10", "'2023-09'", "'2023-10'", "issued: 2023-10-31", "issued: 2023-11-30",
		"  revision:\n    number: 1\n    date: 2023-11-20\n", "", "next: 2023-11-30\n", "next: 2023-12-31\n  previous: out/brief-2023-09.pdf\n",
		"waive:\n  - {code: C16, at: exports, reason: known, by: A, date: 2023-10-20}\n", "").Replace(edition)
	if got := string(p.FS.(fstest.MapFS)["brief.yaml"].Data); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got, want := remarks(e), "brief.yaml:11:9: next is 2023-12-31, one month on: confirm the day\nbrief.yaml:24:12: the waiver of C16 at exports has ended with its edition\n"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if e.From.String() != "2023-09" || e.To.String() != "2023-10" || e.Before.AsOf.String() != "2023-11-20" || e.After.AsOf.String() != "2023-11-30" {
		t.Errorf("%+v", e)
	}
	if got := e.Moved(diag.Pos{File: "brief.yaml", Line: 11, Col: 9}); got.Line != 8 {
		t.Errorf("next stands on line %d afterwards, want 8", got.Line)
	}
	// A second time: the path of the last edition keeps its form.
	p, _ = rolled(t, p)
	text := string(p.FS.(fstest.MapFS)["brief.yaml"].Data)
	for _, line := range []string{"number: \"2023/11\"\n", "period: '2023-11'\n", "issued: 2023-12-31 # the day\n", "next: 2024-01-31\n", "previous: out/brief-2023-10.pdf\n"} {
		if strings.Count(text, line) != 1 {
			t.Errorf("after two rolls there is no %q:\n%s", line, text)
		}
	}
}

// The styles of YAML and the forms of the keys.
func TestRollForms(t *testing.T) {
	from := func(brief string) string {
		return strings.Replace(edition, edition[11:strings.Index(edition, "data:")], brief, 1)
	}
	for _, c := range []struct{ name, brief, want, notes string }{
		{"flow style", "brief: {title: a, number: 41, period: 2023-09, revision: {number: 2}, issued: auto}\n",
			"brief: {title: a, number: 42, period: 2023-10, issued: auto, previous: out/brief-2023-09.pdf}\n", ""},
		{"line ends of Windows", "brief:\r\n  title: a # b\r\n  period: \"2023-09\"\r\n  previous: old/brief-2023-08.pdf\r\n",
			"brief:\r\n  title: a # b\r\n  period: \"2023-10\"\r\n  previous: old/brief-2023-09.pdf\r\n", ""},
		{"an anchor", "brief:\n  title: a\n  period: &now 2023-09\n  x-month: *now\n  previous: issued.pdf\n", "brief:\n  title: a\n  period: &now 2023-10\n  x-month: *now\n  previous: out/brief-2023-09.pdf\n", ""},
		{"no next", "brief:\n  title: a\n  period: 2023-09\n  issued: 2023-10-20\n", "brief:\n  title: a\n  period: 2023-10\n  issued: 2023-10-20\n  previous: out/brief-2023-09.pdf\n",
			"brief.yaml:5:11: issued is left at 2023-10-20: there is no next: to take the day from\n"},
		{"what moves by itself", "brief:\n  title: a\n  number: \"{{period}}\"\n  period: latest\n  issued: auto\n", "brief:\n  title: a\n  number: \"{{period}}\"\n  period: latest\n  issued: auto\n  previous: out/brief-2023-10.pdf\n", ""},
		{"a number in words", "brief:\n  title: a\n  number: Vol. 3, no. 9\n  period: 2023-09\n", "brief:\n  title: a\n  number: Vol. 3, no. 9\n  period: 2023-10\n  previous: out/brief-2023-09.pdf\n",
			"brief.yaml:4:11: number is left: what follows Vol. 3, no. 9 cannot be told\n"},
	} {
		p := project("", "brief.yaml", from(c.brief))
		p.FS.(fstest.MapFS)["brief.yaml"].Data = []byte(strings.Replace(from(c.brief), "waive:\n  - {code: C16, at: exports, reason: known, by: A, date: 2023-10-20}\n", "", 1))
		next, e := rolled(t, p)
		text := string(next.FS.(fstest.MapFS)["brief.yaml"].Data)
		if got := text[11:strings.Index(text, "data:")]; got != c.want || remarks(e) != c.notes {
			t.Errorf("%s:\n%swith\n%swant\n%swith\n%s", c.name, got, remarks(e), c.want, c.notes)
		}
	}
}

// With latest and auto the outline does not say which edition it was last; the
// briefs that were built do.
func TestRollLatest(t *testing.T) {
	outline := strings.NewReplacer("'2023-09'", "latest", "2023-10-31", "auto", "  revision:\n    number: 1\n    date: 2023-11-20\n", "").Replace(edition)
	for _, c := range []struct {
		built []string
		want  string
	}{
		{nil, "2023-10"},
		{[]string{"brief-2023-10", "brief-2023-09"}, "2023-10"},
		{[]string{"brief-2023-09"}, "2023-09"},
		{[]string{"brief-2021-09"}, "2023-10"},
	} {
		next, e := rolled(t, project("", "brief.yaml", outline), c.built...)
		text := string(next.FS.(fstest.MapFS)["brief.yaml"].Data)
		if e.From.String() != c.want || !strings.Contains(text, "previous: out/brief-"+c.want+".pdf\n") || !strings.Contains(text, "period: latest\n") || !strings.Contains(text, "issued: auto # the day\n") {
			t.Errorf("with %v built the last edition is %s, want %s:\n%s", c.built, e.From, c.want, text)
		}
	}
}

// What other outlines share is never changed for one of them.
func TestRollSharedKeys(t *testing.T) {
	own := strings.NewReplacer("  issued: 2023-10-31 # the day\n", "", "  next: 2023-11-30\n", "", "  revision:\n    number: 1\n    date: 2023-11-20\n", "", "  number: \"2023/09\"\n", "").Replace(edition)
	p := project("", "brief.yaml", own, "tradebrief.yaml", "brief:\n  issued: 2023-10-31\n  next: 2023-11-30\n  number: 9\n")
	next, e := rolled(t, p)
	want := "brief.yaml:18:12: the waiver of C16 at exports has ended with its edition\ntradebrief.yaml:2:11: issued is left: tradebrief.yaml is shared by other outlines\n" +
		"tradebrief.yaml:3:9: next is left: tradebrief.yaml is shared by other outlines\ntradebrief.yaml:4:11: number is left: tradebrief.yaml is shared by other outlines\n"
	if got := remarks(e); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	for _, edit := range e.Edits {
		if edit.Pos.File != "brief.yaml" {
			t.Errorf("an edit of %s", edit.Pos.File)
		}
	}
	if got := string(next.FS.(fstest.MapFS)["brief.yaml"].Data); !strings.Contains(got, "period: '2023-10'\n  previous: out/") {
		t.Errorf("%s", got)
	}
	p = project("", "brief.yaml", strings.Replace(own, "  period: '2023-09'\n", "", 1), "tradebrief.yaml", "brief: {period: 2023-09}\n")
	e, problems := Roll(p, func(stem string) (string, bool) { return stem, false })
	if want := "tradebrief.yaml:1:17: error: the period stands in tradebrief.yaml, which other outlines share"; e != nil || !strings.HasPrefix(problems.String(), want) ||
		problems[0].Hint != "write period: latest there, or period: 2023-09 in brief.yaml" || problems.Phase() != diag.Outline {
		t.Errorf("%s", problems)
	}
}

// A broken outline is not rolled; one with a false sentence is.
func TestRollBroken(t *testing.T) {
	for old, phase := range map[string]diag.Phase{"title": diag.Outline, "path: monthly.csv": diag.Data} {
		e, problems := Roll(project("", "brief.yaml", strings.Replace(edition, old, old+"x", 1)), func(string) (string, bool) { return "", false })
		if e != nil || problems.Phase() != phase {
			t.Errorf("without %s: phase %d, want %d", old, problems.Phase(), phase)
		}
	}
	rolled(t, project("", "brief.yaml", strings.Replace(edition, "{{exports}} in", "[fell]{claim=exports.mom}", 1)))
}

func TestNextNumber(t *testing.T) {
	month, quarter, year := data.Month(2023, 9), data.Quarter(2023, 4), data.Year(2023)
	december := data.Month(2023, 12)
	for _, c := range []struct {
		of       data.Period
		old, new string // empty: it cannot be told
	}{
		{month, "2023/09", "2023/10"}, {month, "2023-09", "2023-10"}, {month, "09/2023", "10/2023"}, {month, "9/2023", "10/2023"}, {month, "2023.9", "2023.10"},
		{month, "September 2023", "October 2023"}, {month, "No. 41, September 2023", "No. 42, October 2023"}, {month, "Sep 2023", "Oct 2023"}, {month, "September issue", "October issue"},
		{month, "41", "42"}, {month, "No. 041", "No. 042"}, {month, "2023/41", "2023/42"}, {month, "41/2023", "42/2023"}, {month, "099", "100"}, {month, "{{period}}", "{{period}}"},
		{month, "{{exports.at('2023-09')}} 7", "{{exports.at('2023-09')}} 8"}, {month, "Vol. 3 No. 9", ""}, {month, "Monthly", "Monthly"},
		{month, "99999999999999999999", ""}, {month, "202309", "202310"}, {month, "12023/09", ""},
		{december, "2023/12", "2024/01"}, {december, "December 2023", "January 2024"}, {december, "2023/41", ""}, {december, "41", "42"},
		{quarter, "2023-Q4", "2024-Q1"}, {quarter, "Q4 2023", "Q1 2024"}, {quarter, "Q4/2023, no. 7", "Q1/2024, no. 8"}, {year, "2023", "2024"}, {year, "Edition of 2023", "Edition of 2024"},
	} {
		got, ok := nextNumber(c.old, c.of, c.of.Add(1))
		if ok != (c.new != "") || ok && got != c.new {
			t.Errorf("%s after %s is %s (%v), want %s", c.old, c.of, got, ok, c.new)
		}
	}
}

// Two steps of one period lead to the day of one step of two: the day of the
// month is kept, and found again after a month that does not have it.
func TestPeriodLater(t *testing.T) {
	for _, perYear := range []int{12, 4, 1} {
		step := 12 / perYear
		for day := 1; day <= 31; day++ {
			for month := 1; month <= 12; month++ {
				first, err := data.ParseDate(fmt.Sprintf("2023-%02d-%02d", month, day))
				if err != nil || perYear != 12 && day > 28 {
					continue
				}
				issued, next := first, periodLater(first, 0, step)
				for range 24 {
					issued, next = next, periodLater(next, issued, step)
				}
				want := periodLater(first, 0, 25*step)
				if next != want {
					t.Errorf("25 steps of %d months from %s lead to %s, want %s", step, first, next, want)
				}
			}
		}
	}
	if got := periodLater(20231231, 20231130, 12).String(); got != "2024-12-31" {
		t.Errorf("a year after 2023-12-31 is %s", got)
	}
	if got := periodLater(20240229, 20230228, 12).String(); got != "2025-02-28" {
		t.Errorf("a year after 2024-02-29 is %s", got)
	}
}
