package report

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"tradebrief/report/changes"
)

// edition reads what a brief would carry of itself.
func readEdition(t *testing.T, b *Brief) *changes.Edition {
	t.Helper()
	e, err := changes.Read(b.ClaimsJSON())
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestContent: what a brief lists beside its sentences stands in claims.json as it
// is printed.
func TestContent(t *testing.T) {
	e := readEdition(t, load(t, project(allBlocks), Options{}))
	var out strings.Builder
	fmt.Fprintf(&out, "%+v\n", e.Imprint)
	for _, j := range e.Judgements {
		fmt.Fprintf(&out, "%+v\n", j)
	}
	for _, m := range e.Hypotheses {
		fmt.Fprintf(&out, "%+v\n", m)
	}
	for _, i := range e.Indicators {
		fmt.Fprintf(&out, "%+v\n", i)
	}
	for _, s := range e.Scenarios {
		fmt.Fprintf(&out, "%+v\n", s)
	}
	for _, r := range e.Reactions {
		fmt.Fprintf(&out, "%+v\n", r)
	}
	for _, s := range e.Sources {
		fmt.Fprintf(&out, "%+v\n", s)
	}
	for _, w := range e.Words {
		fmt.Fprintf(&out, "%s: %s\n", w.Where, w.Text)
	}
	want := `{Title:China’s exports Series:Trade Brief Number:2023/09 Organisation:Trade Analysis Unit Period:2023-09 Issued:2023-10-20 Revision:1 Revised:2023-11-20 Reason:October release AsOf:2023-11-20 Next: Marking:TLP:CLEAR Language:en Params:map[partner:KP]}
{ID:KJ-1 Statement:It lasts Likelihood:likely Confidence:moderate Basis:Two reports. Evidence: E1.}
{ID:KJ-2 Statement:It grew Likelihood:almost certain Confidence:moderate Basis:}
{ID:Good Statement: Likelihood:likely Confidence:moderate Basis:How: Food Limits: None}
{ID:Bad Statement: Likelihood:unlikely Confidence:low Basis:How: Arms}
{Question:What moved the figure? Hypotheses:[{ID:H1 Name:Reopening backlog Likelihood:likely Against:1} {ID:H2 Name:Higher prices Likelihood: Against:3} {ID:H0 Name:Noise, September 2023 Likelihood:unlikely Against:3}] Evidence:[{ID:E1 Text:Exports rose 15.9% Grade:A Source: Marks:map[H0:-- H1:++ H2:0]} {ID:E2 Text:Customs named no cause Grade: Source:k2 Marks:map[H0:+ H1:0 H2:-]} {ID:E3 Text:Prices were flat Grade: Source:k1 Marks:map[H0:0 H1:- H2:--]} {ID:E4 Text:Trains ran again Grade: Source: Marks:map[H0:- H1:+ H2:0]}]}
{ID:I1 Text:Monthly exports, US$ million Status:watch Latest:US$167.6 million Period:2023-10 Below:Below 169.4, twice Above:Above 250.0, twice}
{ID:I2 Text:Exports, change on the month, % Status:breached Latest:−11.2% Period:2023-10 Below:Below −10.0 Above:}
{ID:I3 Text:Imports, US$ million Status:watch Latest:US$27.8 million Period:2023-09 Below: Above:Above 28.0}
{Name:Upside Probability:25% Text:Open border Value:232 US$ million}
{Name:Central Probability:75% Text:Steady Value:184 US$ million}
{Actor:United States Body:State Department None:false Stance:critical Quote:a role to play Position: Date:2023-05-15 Source:k2 Answers:false}
{Actor:South Korea Body: None:true Stance: Quote: Position: Date: Source: Answers:false}
{Key:k1 Number:1 Publisher:Reuters Title:Exports grow Date:2023-10-20 URL:https://example.org/a Grade:}
{Key:k2 Number:2 Publisher:Ministry Title:Statement Date:2023-05-15 URL: Grade:}
{Key:gacc Number:3 Publisher:Customs Title: Date: URL: Grade:}
Labels: Citizens may return
Labels: Too late
Labels: Trains halted
Front page: On the year
Front page: Year so far
Front page: Monthly rises
Front page: Up again
Front page: June
Trends: Trends
Trends: A deck
Trends: Heading
Trends: one
Trends: two with a link
Trends: first
Trends: Free
Trends: Item
Trends: US$ m
Trends: B
Trends: n.a.
Trends: Rates
Trends: Septembers
Trends: The author’s own words
Trends: Reopening fits best
Trends: What moved the figure?
Trends: Marks are ours
Trends: Unknown
Trends: Who paid
Trends: kept
Trends: left
Trends: Line
Reactions: Reactions
Reactions: Events
Reactions: Border closes
Reactions: Closed
Reactions: Goods
Reactions: US dollars
Reactions: Worked back
`
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestFactIdentity: a figure is named by what it is of and the period of it, however
// the outline comes to it.
func TestFactIdentity(t *testing.T) {
	b := load(t, project(text("{{exports}}")), Options{})
	for _, c := range [][3]string{
		{"exports", "exports", "2023-09"},
		{"exports.mom", "exports.mom", "2023-09"},
		{"exports.prev", "exports", "2023-08"},
		{"exports.prev.prev.mom", "exports.mom", "2023-07"},
		{"exports.at('2023-08').mom", "exports.mom", "2023-08"},
		{"exports.at('2023-08').prev.mom", "exports.mom", "2023-07"},
		{"exports.first_release.at('2022-09').yoy", "exports.first_release.yoy", "2022-09"},
		{"exports.vs('2022-09')", "exports.vs('2022-09')", "2023-09"},
		{"exports.mom.base", "exports.mom.base", "2023-09"},
		{"balance(exports, imports)", "balance(exports, imports)", "2023-09"},
		{"balance(exports.prev, imports.prev)", "balance(exports, imports)", "2023-08"},
		{"ratio(exports, exports.at('2022-09'))", "ratio(exports, exports.at('2022-09'))", "2023-09"},
		{"exports.at('2023-09') - exports.at('2022-09')", "exports.at('2023-09') - exports.at('2022-09')", ""},
		{"2 * exports.at('2022-09')", "2 * exports", "2022-09"},
		{"stances('for')", "stances('for')", ""},
	} {
		x, p := b.Outline.ParseExpr(c[0], language())
		if p != nil {
			t.Fatal(p)
		}
		of, period := b.work.identity(x.Root)
		got := ""
		if !period.IsZero() {
			got = period.String()
		}
		if source(of) != c[1] || got != c[2] {
			t.Errorf("%s is %s of %q, want %s of %q", c[0], source(of), got, c[1], c[2])
		}
	}
}

// TestFlagshipEditions: the flagship is the same as itself; as of the day of its
// first issue it is the earlier edition, and what the revision changed is told.
func TestFlagshipEditions(t *testing.T) {
	now, _ := shippedBrief(t, "china-dprk", Options{})
	e := readEdition(t, now)
	if c := changes.Between(e, readEdition(t, now)); !c.Same() {
		t.Errorf("it differs from itself: %+v", c)
	}
	first, problems := Load(flagship(), Options{AsOf: 20231020})
	if first == nil {
		t.Fatal(problems)
	}
	c := changes.Between(readEdition(t, first), e)
	var got strings.Builder
	for _, x := range c.Figures {
		if x.Kind == changes.Revised {
			fmt.Fprintf(&got, "%s of %s: %s to %s\n", cmp.Or(x.Label, x.Name), x.Period, x.Fields[0].Old, x.Fields[0].New)
		}
	}
	want := `Exports to North Korea, on year of 2023-09: 109.5% to 135.9%
Exports to North Korea, on month of 2023-09: 15.8% to 15.9%
Exports to North Korea, on year, base of 2023-09: US$90.1 million to US$80.0 million
Balance of 2023-09: US$160.9 million to US$161.0 million
ratio(exports.ma12, exports.prev.ma12) - 1 of 2023-09: 5.8% to 6.4%
Exports to North Korea of 2022-09: US$90.1 million to US$80.0 million
`
	if got.String() != want {
		t.Errorf("revised:\n%swant\n%s", got.String(), want)
	}
}
