package report

import (
	"strings"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// aged is the project of the head with more keys of the data entry.
func aged(keys, more, sections string, files ...string) Project {
	outline := strings.Replace(head, "    publisher: Customs\n", "    publisher: Customs\n"+keys, 1)
	return project("", append([]string{"brief.yaml", outline + more + sections}, files...)...)
}

const aboutExports = "sections:\n  - title: Trends\n    blocks:\n      - text: \"Exports were {{exports}}.\"\n      - data_notes: true\n"

// TestMaxAge: the age of data is counted from their newest release that is known
// on the day of the brief, to that day.
func TestMaxAge(t *testing.T) {
	for _, c := range []struct {
		days string
		asOf data.Date
		want string
	}{
		{"1", 0, ""},
		{"30", 20231119, ""}, // the release of 20 October is 30 days old
		{"29", 20231119, "brief.yaml:17:14: error: C41: data gacc were last released on 2023-10-20, 30 days before 2023-11-19, and max_age is 29\n" +
			"   17 |     max_age: 29\n      |              ^\n  hint: put the newest download into the project, or waive it with a reason"},
	} {
		_, problems := Load(aged("    max_age: "+c.days+"\n", "", aboutExports), Options{AsOf: c.asOf})
		if got := strings.TrimSpace(problems.String()); got != c.want {
			t.Errorf("max_age: %s as of %s:\ngot  %s\nwant %s", c.days, c.asOf, got, c.want)
		}
	}
	// Without releases, the end of the last period counts.
	plain := "period,flow,value,status,source,vintage\n2023-08,X,162.9,,,\n2023-09,X,188.7,,,\n2023-09,M,27.79,,,\n"
	fails(t, aged("    max_age: 49\n", "", aboutExports, "monthly.csv", plain), Options{}, diag.Data, "data gacc end with 2023-09, 50 days before 2023-11-20")
	load(t, aged("    max_age: 50\n", "", aboutExports, "monthly.csv", plain), Options{})
}

// TestAllowedDataTests: a data test that an outline lets pass is told in the data
// notes, with its reason.
func TestAllowedDataTests(t *testing.T) {
	twice := monthlyCSV + "2023-09,X,190.1,present,b,2023-11-20\n"
	fails(t, aged("", "", aboutExports, "monthly.csv", twice), Options{}, diag.Data, "C23", "two figures for 2023-09 of export CN KP in the vintage 2023-11-20: 190.1 here, 188.74 in line 10")
	for _, c := range []struct{ keys, waive, csv, want string }{
		{"", "{code: C23, at: gacc, by: A. Person, date: 2023-11-20, reason: The office sent both}", twice,
			"C23 (one vintage in a rate) was let pass at gacc: two figures for 2023-09 of export CN KP in the vintage 2023-11-20: 190.1 here, 188.74 in line 10; the first is used. The reason: The office sent both."},
		{"    max_age: 1\n", "{code: C41, at: gacc, by: A. Person, date: 2023-11-25, reason: Customs are late}", monthlyCSV,
			"C41 (dates are in order) was let pass at gacc: data gacc were last released on 2023-11-20, 9 days before 2023-11-29, and max_age is 1. The reason: Customs are late."},
	} {
		b := load(t, aged(c.keys, "waive: ["+c.waive+"]\n", aboutExports, "monthly.csv", c.csv), Options{AsOf: map[bool]data.Date{true: 20231129}[c.keys != ""]})
		got := strings.NewReplacer("~", " ", "**", "", "\u00a0", " ").Replace(dump(b.Document))
		if !strings.Contains(got, c.want) || !strings.Contains(got, "Exports were US$188.7 million.") {
			t.Errorf("the notes do not say %q:\n%s", c.want, got)
		}
	}
}
