package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/page"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// dump prints a document in a form that a reader can check line by line.
func dump(doc page.Document) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("%s | %s | %s | %s", doc.Organisation, doc.SeriesLine, doc.Marking, doc.Handling)
	p("title %s", marked(doc.Title))
	p("running %s: %s", doc.RunningHead, doc.RunningTitle)
	for _, f := range doc.Facts {
		p("fact %s: %s", f.Label, marked(f.Value))
	}
	p("footer %s", strings.Join(doc.Footer, " | "))
	dumpParas(p, "standfirst", doc.Standfirst)
	for _, s := range doc.Sections {
		p("section %d %s: %s", s.Number, s.Name, marked(s.Title))
		if len(s.Deck) > 0 {
			p("  deck %s", marked(s.Deck))
		}
		for _, block := range s.Blocks {
			dumpBlock(p, block)
		}
	}
	for _, n := range doc.Contact {
		dumpParas(p, n.Title, n.Paras)
	}
	p("meta %s | %s | %s | %s | %s", doc.Meta.Title, doc.Meta.Author, doc.Meta.Subject, doc.Meta.Keywords, doc.Meta.Created.Format("2006-01-02"))
	return strings.ReplaceAll(b.String(), nbsp, "~")
}

func marked(t page.Text) string {
	var b strings.Builder
	for _, s := range t {
		words := s.S
		if s.Emph {
			words = "*" + words + "*"
		}
		if s.Strong {
			words = "**" + words + "**"
		}
		if s.URL != "" {
			words = "<" + words + ">"
		}
		if s.Dest != "" {
			words = words + "→" + s.Dest
		}
		if s.Ref > 0 {
			words = fmt.Sprintf("[%d]", s.Ref)
		}
		b.WriteString(words)
	}
	return b.String()
}

func dumpParas(p func(string, ...any), head string, paras []page.Para) {
	for _, q := range paras {
		kind := []string{"", "# ", "- ", fmt.Sprintf("%d. ", q.Number)}[q.Kind]
		p("  %s: %s%s", head, kind, marked(q.Text))
	}
}

func dumpExhibit(p func(string, ...any), e page.Exhibit) {
	tag := ""
	if e.Tag != "" {
		tag = " [" + e.Tag + "]"
	}
	p("  %s (%s)%s %s / %s", e.Label, e.Dest, tag, marked(e.Title), marked(e.Subtitle))
	p("    source: %s", marked(e.Source))
	if e.Alt != "" {
		p("    alt: %s", e.Alt)
	}
}

func dumpBlock(p func(string, ...any), block page.Block) {
	switch b := block.(type) {
	case *page.TextBlock:
		dumpParas(p, "text", b.Paras)
	case *page.KeyFigures:
		for _, t := range b.Tiles {
			p("  tile %s: %s %s, %d %s", t.Label, t.Value, t.Unit, t.Sign, marked(t.Change))
			p("    %s %s", t.Spark, points(t.Points))
		}
	case *page.Figure:
		dumpExhibit(p, b.Exhibit)
		c := b.Chart
		p("    %s %s to %s, reference %s", c.Kind, c.From, c.To, c.Ref)
		for _, s := range c.Series {
			p("    %s: %s", s.Name, points(s.Points))
		}
		for _, r := range c.References {
			p("    mark %s %s %s", r.Period, r.Text, r.Label)
		}
		for _, e := range c.Events {
			p("    event %s %s", e.Date, e.Label)
		}
		for _, s := range c.Shades {
			p("    shade %s to %s %s", s.From, s.To, s.Label)
		}
	case *page.Table:
		dumpExhibit(p, b.Exhibit)
		var head []string
		for _, c := range b.Columns {
			head = append(head, marked(c.Title))
		}
		p("    | %s", strings.Join(head, " | "))
		for _, r := range b.Rows {
			var cells []string
			for _, c := range r.Cells {
				text := ""
				for _, q := range c.Text {
					text += marked(q.Text)
				}
				if c.Mark != "" {
					text += "^" + c.Mark
				}
				if len(c.Sub) > 0 {
					text += " / " + marked(c.Sub)
				}
				if c.Stance > 0 {
					text += fmt.Sprintf("stance %d", c.Stance)
				}
				if c.Fit > 0 {
					text += fmt.Sprintf(" fit %d (%s)", c.Fit, c.Alt)
				}
				if c.Status > 0 {
					text += fmt.Sprintf(" mark %d", c.Status)
				}
				if c.Bar > 0 {
					text += fmt.Sprintf("bar %.2f", c.Bar)
				}
				cells = append(cells, text)
			}
			p("    %s %s", []string{"|", "=", "~", "#"}[r.Style], strings.Join(cells, " | "))
		}
		if len(b.Finding) > 0 {
			p("    finding %s", marked(b.Finding))
		}
	case *page.Annex:
		for _, table := range b.Tables {
			dumpBlock(p, table)
		}
	case *page.Judgements:
		p("  judgements %s / %s", b.Title, b.Note)
		for _, j := range b.Items {
			p("    %s %s (%d): %s / %s (%d) / %s", j.ID, j.Likelihood, j.Step, marked(j.Text), j.Confidence, j.Level, marked(j.Basis))
		}
	case *page.TwoSided:
		for _, s := range []page.Side{b.Left, b.Right} {
			p("  side %s: %s, %s (%d), %s (%d)", marked(s.Sign), marked(s.Title), s.Likelihood, s.Step, s.Confidence, s.Level)
			for i, r := range s.Rows {
				p("    %s: %s", b.Labels[i], marked(r))
			}
		}
	case *page.Timeline:
		dumpExhibit(p, b.Exhibit)
		for _, e := range b.Entries {
			p("    %s %s %s", e.When, e.Kind, marked(e.Text))
		}
	case *page.Callout:
		p("  callout caution=%v %s", b.Caution, marked(b.Title))
		dumpParas(p, "callout", b.Paras)
	case *page.Columns:
		for i, column := range b.Columns {
			p("  column %d", i+1)
			for _, inner := range column {
				dumpBlock(p, inner)
			}
		}
	case *page.PageBreak:
		p("  page break")
	case *page.Notes:
		for _, n := range b.Items {
			dumpParas(p, n.Title, n.Paras)
		}
		for _, s := range b.Symbols {
			p("  symbol %s %s", s[0], s[1])
		}
	case *page.ClaimCheck:
		p("  %s: %s %s, alarm %t, squares %d", b.Title, b.Number, b.Words, b.Alarm, b.Squares)
		for _, c := range b.Counts {
			p("    %d %s", c.Number, c.Words)
		}
		for _, r := range b.Rows {
			p("    %s %d %s | %s [%d] | %s", r.ID, r.Statement, r.Text, r.Bound, r.Ref, r.Status)
		}
		p("    %s %s %s", b.Shown, b.Proof, marked(b.Facts))
		for _, n := range b.Notes {
			dumpParas(p, "  "+n.Title, n.Paras)
		}
	case *page.Sources:
		p("  %s", b.Title)
		for _, e := range b.Entries {
			p("    [%d] %s", e.Number, marked(e.Text))
		}
	}
}

func points(list []charts.Point) string {
	var parts []string
	for _, q := range list {
		text := q.Span.String() + " " + q.Text
		if q.After {
			text += " after"
		}
		if math.Abs(q.Value) > 0 && q.Status == data.Missing {
			text += " MISSING WITH A VALUE"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

const allBlocks = `events: [{date: 2023-08-26, label: Citizens may return, src: k2}, {date: 2023-12-01, label: Too late}]
shocks: [{from: 2022-08, to: 2022-09, label: Trains halted}]
sections:
  - deck: "Exports [rose]{claim=exports.mom} to **{{exports}}** [@k1], says {{ref('level')}}."
    blocks:
      - key_figures:
          - {value: "{{exports}}", label: "Exports, {{month(period)}}", change: exports.mom, spark: bars}
          - {value: "{{exports.yoy}}", label: On the year, spark: pair, of: exports}
          - {value: "[US$1.4 billion]{src=k2}", label: Year so far}
          - {value: "{{exports.streak}}", label: Monthly rises, note: "after {{exports.prev.mom}}"}
      - chart: {id: level, kind: bars, title: "Up *again*", series: [exports], from: 2023-07, to: 2023-10, annotate: events, reference: [{at: 2023-06, label: June}]}
      - judgements: [{id: KJ-1, likelihood: likely, statement: It lasts, confidence: moderate, basis: "Two reports [@k2]", evidence: [E1]}, {id: KJ-2, likelihood: almost certain, statement: It grew, confidence: moderate}]
  - title: Trends
    heading: "Exports {{verb(exports.mom)}} {{exports.mom}}"
    deck: A deck
    blocks:
      - text: |
          ### Heading

          First [words]{src=k1}, then [@k2].

          - one
          - two with [a link](https://example.org/)

          1. first
      - table: {kind: metrics, rows: [exports, imports, "balance(exports, imports)"], columns: [value, prev, mom, yoy, yoy_abs]}
      - table: {kind: free, title: Free, columns: [{title: Item}, {title: "US$ m", align: right}], rows: [["[A]{src=k1}", "{{exports}}"], [B, n.a.]]}
      - chart: {kind: rates, title: Rates, series: [exports.mom], from: 2023-07}
      - chart: {kind: dots, title: Septembers, series: [exports], from: 2022-09, alt: "The author's own words"}
      - hypotheses:
          title: Reopening fits best
          question: What moved the figure?
          hypotheses: [{id: H1, name: Reopening backlog, likelihood: likely}, {id: H2, name: Higher prices}, {id: H0, name: "Noise, {{period}}", likelihood: unlikely}]
          evidence:
            - {id: E1, text: "Exports {{verb(exports.mom)}} {{exports.mom}}", grade: A, fits: {H1: "{{exports.mom > 0.05 ? '++' : '-'}}", H2: "0", H0: "--"}}
            - {id: E2, text: Customs named no cause, src: k2, fits: {H1: "0", H2: −, H0: "+"}}
            - {id: E3, text: Prices were flat, src: k1, fits: {H1: "-", H2: "- -", H0: "0"}}
            - {id: E4, text: Trains ran again, fits: {H1: "+", H2: "0", H0: "-"}}
          note: Marks are ours
      - two_sided:
          left: {title: Good, rows: {How: "Food", Limits: "None"}, likelihood: likely, confidence: moderate}
          right: {title: Bad, rows: {How: "Arms"}, likelihood: unlikely, confidence: low}
      - callout: {kind: caution, title: Unknown, text: "Who paid"}
      - text: dropped
        for: 2023-08
      - text: dropped too
        when: exports.mom < 0
      - text: kept
        when: exports.mom > 0 and period == '2023-09'
      - columns:
          - - text: left
          - - chart: {kind: line, title: Line, series: [exports.ma3], from: 2023-07}
  - title: Reactions
    blocks:
      - reactions:
          as_of: 2023-11-20
          actors:
            - {actor: US, body: State Department, stance: critical, quote: "a role to play", date: 2023-05-15, src: k2}
            - {actor: KR, none: true}
            - {actor: CN, stance: supports, position: Resists, date: 2024-01-01, src: k1}
      - indicators:
          items:
            - {id: I1, text: Monthly exports, series: exports, below: exports.ma3, above: 250e6, in_a_row: 2}
            - {id: I2, text: "Exports, change on the month", series: exports.mom, below: -0.1}
            - {id: I3, text: Imports, series: imports, above: 28e6}
      - scenarios:
          series: exports
          horizon: 2024-03
          items: [{name: Upside, probability: 0.25, text: Open border, value: 232e6}, {name: Central, probability: 0.75, text: Steady, value: 184e6}]
      - timeline: {title: Events, entries: [{date: 2020-01-21, text: Border closes, kind: restriction, src: k1}, {date: 2020-01, to: 2022-01, text: Closed, src: k1}, {date: 2024-01-01, text: Too late}]}
      - page_break: true
      - data_notes: {Valuation: US dollars, Coverage: Goods}
      - revisions: {reasons: {2022-09: Worked back}}
      - sources: true
`

// TestDocument is the whole of a small brief with every block.
func TestDocument(t *testing.T) {
	b := load(t, project(allBlocks), Options{})
	got := dump(b.Document)
	const golden = "testdata/blocks.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the document differs from %s (-want +got):\n%s", golden, diff)
	}
	// The yearly rate rests on a base worked back from it, so it counts as sourced.
	count := ClaimCount{Total: 27, Computed: 17, Sourced: 9, Unbound: 1}
	if b.Claims != count {
		t.Errorf("claims %+v, want %+v", b.Claims, count)
	}
	if b.Figures != 5 || b.Tables != 7 {
		t.Errorf("%d figures and %d tables, want 5 and 7", b.Figures, b.Tables)
	}
}

// TestDeterministic: the same inputs give the same document and bytes.
func TestDeterministic(t *testing.T) {
	a, problems := build(project(allBlocks), Options{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	for range 3 {
		again, _ := build(project(allBlocks), Options{})
		if string(a) != string(again) {
			t.Fatal("two builds of one brief differ")
		}
	}
}

func TestFacts(t *testing.T) {
	b, problems := LoadFacts(project(text("{{total(exports, imports)}} and [fell]{claim=\"exports.mom < 1.5 * imports.mom\"} {{imports.yoy}}")), Options{})
	if problems.Failed() {
		t.Fatalf("facts judge the prose:\n%s", problems)
	}
	byName := map[string]Fact{}
	for _, f := range b.Facts() {
		if _, twice := byName[f.Name]; twice {
			t.Errorf("%s is listed twice", f.Name)
		}
		byName[f.Name] = f
	}
	for _, c := range []struct {
		name, text, unit, status string
		value                    float64
	}{
		{"exports", "US$188.7 million", "USD", "derived", 188_740_000},
		{"exports.value", "US$188.7 million", "USD", "derived", 188_740_000},
		{"exports.prev", "US$162.9 million", "USD", "present", 162_900_000},
		{"exports.mom", "15.9%", "ratio", "present", 188.74/162.9 - 1},
		{"exports.prev.mom", "4.0%", "ratio", "present", 162.9/156.6 - 1},
		{"exports.yoy", "135.9%", "ratio", "derived-from-rate", 188.74/80 - 1},
		{"exports.first_release", "US$188.7 million", "USD", "present", 188_700_000},
		{"exports.first_release.mom", "15.8%", "ratio", "present", 188.7/162.9 - 1},
		{"exports.first_release.yoy", "109.5%", "ratio", "present", 188.7/90.07 - 1},
		{"exports.streak", "3", "count", "present", 3},
		{"imports", "US$27.8 million", "USD", "present", 27_790_000},
		{"total(exports, imports)", "US$216.5 million", "USD", "present", 216_530_000},
		{"1.5 * imports.mom", "−2.3%", "ratio", "present", 1.5 * (27.79/28.23 - 1)},
	} {
		f, ok := byName[c.name]
		if !ok {
			t.Errorf("no fact %s", c.name)
			continue
		}
		if f.Value == nil || math.Abs(*f.Value-c.value) > 1e-9*math.Abs(c.value) {
			t.Errorf("%s is %v, want %v", c.name, f.Value, c.value)
		}
		if got := strings.ReplaceAll(f.Text, nbsp, " "); got != c.text || f.Unit != c.unit || f.Status != c.status {
			t.Errorf("%s is %q in %s, %s; want %q in %s, %s", c.name, got, f.Unit, f.Status, c.text, c.unit, c.status)
		}
		if *f.Low > *f.Value || *f.High < *f.Value {
			t.Errorf("%s lies outside its interval", c.name)
		}
	}
	if f := byName["exports.mom"]; len(f.Inputs) != 2 || f.Inputs[1].File != "monthly.csv" || f.Inputs[1].Line != 7 || f.Inputs[1].Period != "2023-08" || *f.Inputs[1].Value != 162.9e6 {
		t.Errorf("the inputs of exports.mom are %+v", f.Inputs)
	}
	if f := byName["exports.mom"]; math.Abs(*f.Low-0.158) > 0.0005 || math.Abs(*f.High-0.159) > 0.0005 {
		t.Errorf("the interval of exports.mom is %v to %v", *f.Low, *f.High)
	}
	if f := byName["imports.yoy"]; f.Value != nil || f.Text != "n.a." || f.Status != "missing" || f.Why == "" {
		t.Errorf("a missing fact is %+v", f)
	}
	out, err := json.Marshal(b.Facts())
	if err != nil {
		t.Fatal(err)
	}
	var back map[string]struct {
		Value *float64 `json:"value"`
		Text  string   `json:"text"`
	}
	if err := json.Unmarshal(out, &back); err != nil {
		t.Fatal(err)
	}
	if len(back) != len(b.Facts()) || back["imports.yoy"].Value != nil || back["exports.mom"].Text != "15.9%" {
		t.Errorf("the JSON of the facts does not hold them: %s", out)
	}
	if i, j := strings.Index(string(out), `"exports"`), strings.Index(string(out), `"imports"`); i < 0 || j < i {
		t.Error("the facts are not in the order of the outline")
	}
}

// TestAsOf: a brief as of an earlier day knows only what was out.
func TestAsOf(t *testing.T) {
	day, err := data.ParseDate("2023-10-20")
	if err != nil {
		t.Fatal(err)
	}
	p := project(text("{{exports}} {{exports.mom}} {{exports.yoy}}"))
	b := load(t, p, Options{AsOf: day})
	if got, want := printed(b), "US$188.7~million 15.8% 109.5%"; got != want {
		t.Errorf("as of 2023-10-20: %s, want %s", got, want)
	}
	if got := dump(b.Document); strings.Contains(got, "Revision") || strings.Contains(got, "rev.") || strings.Contains(got, "November") {
		t.Errorf("as of 2023-10-20 the revision of November is known:\n%s", got)
	}
	fails(t, project(text("{{exports.at('2023-10')}}")), Options{AsOf: day}, diag.Claim, "2023-10")
}

func printed(b *Brief) string {
	return strings.ReplaceAll(b.Document.Sections[0].Blocks[0].(*page.TextBlock).Paras[0].Text.String(), nbsp, "~")
}

// TestPeriod: another reference period recomputes everything.
func TestPeriod(t *testing.T) {
	p := project(text("{{month(period)}}: {{exports}}, {{exports.mom}}, {{ordinal(exports.streak)}}"))
	b := load(t, p, Options{Period: "2023-08"})
	if got, want := printed(b), "August: US$162.9~million, 4.0%, second"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := b.Stem(); got != "brief-2023-08" {
		t.Errorf("stem %s", got)
	}
	fails(t, p, Options{Period: "2023-13"}, diag.Outline, "2023-13")
	fails(t, p, Options{Period: "2023"}, diag.Data, "2023")
}

// current is the standard head with period: latest and issued: auto.
var current = strings.NewReplacer("period: 2023-09", "period: latest", "issued: 2023-10-20\n", "issued: auto\n",
	"  revision: {number: 1, date: 2023-11-20, reason: October release}\n", "").Replace(head)

// The latest period is the newest one complete for the series that are used.
func TestLatest(t *testing.T) {
	for _, c := range []struct {
		name, sections, want string
		asOf                 string
	}{
		{"the series of the text", text("{{exports}}"), "2023-10", ""},
		{"as known on a day", text("{{exports}}"), "2023-09", "2023-10-31"},
		{"as known on an earlier day", text("{{exports}}"), "2023-08", "2023-09-30"},
		{"both series", text("{{exports}} {{imports.status}}"), "2023-09", ""},
		{"a claim", text("{{exports}} [x]{claim=\"imports > 0\"}"), "2023-09", ""},
		{"at a fixed period", text("{{exports}} {{imports.at('2023-08')}}"), "2023-10", ""},
		{"at a period that moves", text("{{exports}} {{imports.at(period.prev).status}}"), "2023-09", ""},
		{"within a function", text("{{exports}} {{balance(exports, imports)}}"), "2023-09", ""},
		{"in a block for one period", text("{{exports}}") + "      - text: \"{{imports}}\"\n        for: 2023-09\n", "2023-10", ""},
		{"in a chart", text("{{exports}}") + "      - chart: {kind: bars, title: Level, series: [imports], from: 2023-08}\n", "2023-09", ""},
		{"in a table", text("{{exports}}") + "      - table: {kind: metrics, rows: [imports], columns: [value]}\n", "2023-09", ""},
		{"in a table by name", text("{{exports}}") + "      - table: {kind: commodities, of: exports, codes: [imports], columns: [label, value]}\n", "2023-09", ""},
	} {
		o := Options{}
		if c.asOf != "" {
			day, err := data.ParseDate(c.asOf)
			if err != nil {
				t.Fatal(err)
			}
			o.AsOf = day
		}
		p := project("", "brief.yaml", current+c.sections)
		b, problems := LoadFacts(p, o)
		if b == nil {
			t.Errorf("%s: %s", c.name, problems)
			continue
		}
		if got := b.Stem(); got != "brief-"+c.want {
			t.Errorf("%s: the brief is %s, want the period %s", c.name, got, c.want)
		}
	}
	// A share needs the total that it is a part of; a brief that names no
	// series is about all of them.
	for prose, want := range map[string]string{"{{hair}}": "2023-10", "{{hair.share.status}}": "2023-09", "Words.": "2023-09"} {
		outline, _, _ := strings.Cut(strings.Replace(goodsHead, "period: 2023-09", "period: latest", 1), "  rice:")
		p := project("", "brief.yaml", outline+text(prose), "goods.csv", goodsCSV+"2023-10,X,6703,hair,40,,2023-10-18\n")
		if got := load(t, p, Options{}).Period.String(); got != want {
			t.Errorf("%s: the latest period is %s, want %s", prose, got, want)
		}
	}
	if b := load(t, project(text("{{exports}}")), Options{Period: "latest"}); b.Stem() != "brief-2023-10" {
		t.Errorf("--period latest gives %s", b.Stem())
	}
	none := project("", "brief.yaml", current+text("{{exports}} {{imports}}"), "monthly.csv", header+"2023-08,X,1,present,a,2023-09-20\n2023-09,M,1,present,a,2023-10-20\n")
	fails(t, none, Options{}, diag.Data, "brief.yaml:7:11: error: no period is complete for every series that this outline uses", "hint: name the period, such as 2023-09")
}

// Issued on the day of the newest figure that the brief uses.
func TestIssuedAuto(t *testing.T) {
	day, err := data.ParseDate("2023-10-31")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sections, want string
		asOf           data.Date
	}{
		{text("{{exports}}"), "20 November 2023", 0},
		{text("{{exports}}"), "20 October 2023", day},
		{text("{{exports.at('2023-08')}}"), "18 September 2023", 0},
	} {
		b := load(t, project("", "brief.yaml", current+c.sections), Options{AsOf: c.asOf})
		if got := strings.ReplaceAll(dump(b.Document), "~", " "); !strings.Contains(got, "fact Issued: "+c.want+"\n") {
			t.Errorf("%s: not issued on %s:\n%s", c.sections, c.want, got)
		}
	}
	want := "brief.yaml:8:11: error: issued: auto takes the vintage of the newest figure, and no figure of this brief has one"
	fails(t, project("", "brief.yaml", current+text("Words.")), Options{}, diag.Data, want, "hint: name the day, such as issued: 2023-10-20")
	fails(t, project("", "brief.yaml", strings.Replace(current, "      vintage: {column: vintage}\n", "", 1)+text("{{exports}}"), "monthly.csv", header+"2023-09,X,1,present,a,\n2023-09,M,1,present,a,\n"),
		Options{}, diag.Data, want)
}

// The period is said in any text of the author's.
func TestPeriodInEveryText(t *testing.T) {
	const at = "{{period}}"
	outline := strings.NewReplacer("China's exports", "Title "+at, "Trade Brief", "\"Series "+at+"\"", "\"2023/09\"", "\""+at+"\"", "Trade Analysis Unit", "\"Unit "+at+"\"",
		"reason: October release", "reason: \"Reason "+at+"\"",
		"partner: \"{{params.partner}}\"}\n  imports", "partner: KP, label: \"Exports "+at+"\"}\n  imports").Replace(head)
	b := load(t, project("", "brief.yaml", outline+`events: [{date: 2023-08-26, label: "Event {{period}}", src: k2}]
sources: {k2: {publisher: Ministry, title: "Source {{period}}", date: 2023-05-15}}
sections:
  - deck: "Deck {{period}}"
    blocks:
      - key_figures: [{value: "{{exports}}", label: "Tile {{period}}", note: "Aside {{period}}"}]
      - chart: {kind: bars, title: "Chart {{period}}", subtitle: "Sub {{period}}, US$ million", series: [exports], from: 2023-06, annotate: events, note: "Note {{period}}", alt: "Alt {{period}}", reference: [{at: 2023-08, label: "Level {{period}}"}]}
      - table: {kind: free, title: "Table {{period}}", columns: [{title: "Head {{period}}"}], rows: [["Cell {{period}}"]], note: "Foot {{period}}"}
      - table: {kind: metrics, title: x, rows: [exports], columns: [{name: value, title: "Column {{period}}"}]}
      - judgements: [{likelihood: likely, confidence: low, statement: "Judged {{period}}", basis: "Basis {{period}} [@k2]"}]
      - reactions: {as_of: 2023-11-20, actors: [{actor: US, stance: neutral, position: "Said {{period}}", date: 2023-05-15, src: k2}]}
      - timeline: [{date: 2023-08, text: "Day {{period}}"}]
      - callout: {title: "Call {{period}}", text: "Body {{period}}"}
  - title: "Section {{period}}"
    heading: "Heading {{period}}"
    blocks:
      - text: {heading: "Over {{period}}", text: "Text {{period}}"}
      - data_notes: {Coverage: "Covers {{period}}"}
      - sources: true
`), Options{})
	got := dump(b.Document)
	for _, block := range b.Document.Sections[0].Blocks {
		if c, ok := block.(*page.Figure); ok {
			got += c.Alt
		}
	}
	got = strings.ReplaceAll(got, nbsp, "~")
	for _, words := range strings.Fields("Title Series Unit Reason Source Exports Event Deck Tile Aside Chart Sub Note Alt Level Table Head Cell Foot Column Judged Basis Said Day Call Body Section Heading Over Text Covers") {
		if !strings.Contains(got, words+" September~2023") {
			t.Errorf("%q is not followed by the period:\n%s", words, got)
		}
	}
	if strings.Contains(got, "{{") || b.Stem() != "brief-2023-09" {
		t.Errorf("stem %s", b.Stem())
	}
}

func TestStem(t *testing.T) {
	b := load(t, project(text("x")), Options{Params: map[string]string{"partner": "KP"}})
	if got := b.Stem(); got != "brief-KP-2023-09" {
		t.Errorf("stem %s", got)
	}
}

// TestShared: a brief may be laid out by several goroutines at once.
func TestShared(t *testing.T) {
	b := load(t, project(allBlocks), Options{})
	var wg sync.WaitGroup
	files := make([][]byte, 4)
	for i := range files {
		wg.Go(func() {
			pages, _ := b.Pages()
			files[i], _ = b.PDF(pages)
		})
	}
	wg.Wait()
	for _, f := range files {
		if len(f) == 0 || !bytes.Equal(f, files[0]) {
			t.Fatal("layouts of one brief differ")
		}
	}
}

// TestOtherFrequencies: years and quarters are named as such, and what they do
// not have is not asked of them.
func TestOtherFrequencies(t *testing.T) {
	brief := func(period, layout, csv, prose string) Project {
		outline := "version: 1\nbrief: {title: Trade, organisation: Unit, period: \"" + period + "\", issued: auto, series: Brief, number: \"1\"}\n" +
			"data:\n  - id: d\n    path: d.csv\n    publisher: Office\n    vintage: 2023-10-20\n    table:\n      period: " + layout + "\n      values: [{column: v, flow: export, unit: EUR, scale: 1e6}]\n" +
			"series:\n  exports: {flow: export}\n" +
			"sections:\n  - title: Trade\n    blocks:\n      - text: \"" + prose + "\"\n" +
			"      - key_figures: [{value: \"{{exports}}\", label: Exports, change: exports.yoy, spark: bars}]\n" +
			"      - table: {kind: metrics, title: T, rows: [exports], columns: [value, prev, mom, yoy]}\n" +
			"      - chart: {kind: bars, title: C, series: [exports]}\n"
		return project("", "brief.yaml", outline, "d.csv", csv)
	}
	for _, c := range []struct {
		name string
		p    Project
		says []string
	}{
		{"years", brief("2022", "{column: y, layout: YYYY}", "y,v\n2020,1000\n2021,1200\n2022,1500\n", "In {{period}}: {{exports}}, {{exports.prev}}, {{exports.yoy}}; {{period.prev}}."), []string{
			"In 2022: €1.5~billion, €1.2~billion, 25.0%; 2021.", "tile Exports: 1.5 € bn, 1 **+25.0%** on 2021", "|  | 2022, € million | 2021, € million | On month | On year, %", "| Exports | 1~500.0 | 1~200.0 | n.a. | +25.0", "Exports, € million, 2020 to 2022"}},
		{"quarters", brief("2023-Q3", "{year: y, quarter: q}", "y,q,v\n2022,3,8\n2023,2,10\n2023,3,12\n", "In {{period}}: {{exports}}, {{exports.yoy}}; {{month(period.prev)}}."), []string{
			"In Q3~2023: €12.0~million, 50.0%; Q2.", "**+50.0%** on Q3~2022", "Exports, € million, Q3~2022 to Q3~2023"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := dump(load(t, c.p, Options{}).Document)
			for _, w := range c.says {
				if !strings.Contains(got, w) {
					t.Errorf("the document does not say %q:\n%s", w, got)
				}
			}
		})
	}
}

// TestShown: paths are printed as the user knows them, and the excerpt is found
// all the same.
func TestShown(t *testing.T) {
	p := project(text("[fell]{claim=exports.mom}"))
	p.Shown = func(path string) string { return "../here/" + path }
	b, problems := Load(p, Options{})
	if len(problems) != 1 || problems[0].Pos.File != "../here/brief.yaml" || !strings.Contains(problems[0].Excerpt, "[fell]") {
		t.Errorf("%+v", problems)
	}
	if f := b.Facts()[0]; f.Inputs[0].File != "../here/monthly.csv" {
		t.Errorf("the input stands in %s", f.Inputs[0].File)
	}
	p = project(text("Trade 😀 grows"))
	p.Shown = func(path string) string { return "../here/" + path }
	b = load(t, p, Options{})
	for range 2 {
		if _, problems := b.Pages(); len(problems) != 1 || problems[0].Pos.File != "../here/brief.yaml" {
			t.Errorf("%+v", problems)
		}
	}
}
