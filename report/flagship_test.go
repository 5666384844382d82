package report

import (
	"os"
	"slices"
	"strings"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/lock"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// flagship is the outline that ships with the tool, in the module's own folder.
func flagship() Project {
	return Project{FS: os.DirFS(".."), Outline: "templates/china-dprk.yaml"}
}

func flagshipFacts(t *testing.T, o Options) map[string]Fact {
	t.Helper()
	b, problems := LoadFacts(flagship(), o)
	if problems.Failed() {
		t.Fatal(problems)
	}
	facts := map[string]Fact{}
	for _, f := range b.Facts() {
		facts[f.Name] = f
	}
	return facts
}

// TestFlagshipFigures are the figures that the September brief must print.
func TestFlagshipFigures(t *testing.T) {
	facts := flagshipFacts(t, Options{})
	for name, want := range map[string]string{
		"exports": "US$188.7 million", "exports.mom": "15.9%", "exports.yoy": "135.9%", "exports.first_release.yoy": "109.5%",
		"exports.prev": "US$162.9 million", "exports.prev.mom": "4.0%", "imports": "US$27.8 million", "total(exports, imports)": "US$216.5 million",
		"hair": "US$21.5 million", "hair.share": "11.4%", "hair.contribution": "1.7 pp", "wigs": "US$18.0 million", "exports.streak": "3",
		"exports.first_release.ytd_yoy": "172.7%", "exports.vs('2018-09')": "94.2%",
	} {
		f, ok := facts[name]
		if !ok {
			t.Errorf("no fact %s", name)
		} else if got := strings.ReplaceAll(f.Text, nbsp, " "); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if f := facts["exports"]; *f.Value != 188_740_000 {
		t.Errorf("exports are %v", *f.Value)
	}
	if f := facts["exports.yoy"]; f.Status != "derived-from-rate" {
		t.Errorf("the status of exports.yoy is %s", f.Status)
	}
	if f := facts["exports.ma12"]; f.Value == nil {
		t.Errorf("exports.ma12 is missing: %s", f.Why)
	}
}

func TestFlagshipAsOf(t *testing.T) {
	day, err := data.ParseDate("2023-10-20")
	if err != nil {
		t.Fatal(err)
	}
	facts := flagshipFacts(t, Options{AsOf: day})
	if got := facts["exports"]; *got.Value != 188_700_000 {
		t.Errorf("exports as of 20 October are %v", *got.Value)
	}
	if got := facts["exports.mom"].Text; got != "15.8%" {
		t.Errorf("exports.mom as of 20 October is %s", got)
	}
}

// TestFlagshipAugust: another month follows in its figures, and what is true
// of September only is named.
func TestFlagshipAugust(t *testing.T) {
	facts := flagshipFacts(t, Options{Period: "2023-08"})
	if got := facts["exports.mom"].Text; got != "4.0%" {
		t.Errorf("exports.mom of August is %s", got)
	}
	b, problems := Load(flagship(), Options{Period: "2023-08"})
	if problems.Phase() != diag.Claim || b == nil {
		t.Fatalf("phase %d, want %d", problems.Phase(), diag.Claim)
	}
	if b.Claims.Failed == 0 || b.Stem() != "china-dprk-2023-08" {
		t.Errorf("%+v, %s", b.Claims, b.Stem())
	}
	for _, p := range problems {
		if p.Pos.File != "templates/china-dprk.yaml" || p.Pos.Line == 0 || p.Excerpt == "" {
			t.Errorf("a problem without a place: %s", p)
		}
	}
}

func TestFlagshipBrief(t *testing.T) {
	b, problems := Load(flagship(), Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c := b.Claims
	if c.Failed != 0 || c.Unbound != 0 || c.Total != c.Computed+c.Sourced || c.Computed < 50 || c.Sourced < 20 {
		t.Errorf("claims %+v", c)
	}
	doc, problems := b.Pages()
	if problems.Failed() {
		t.Fatal(problems)
	}
	if n := len(doc.Pages); n < 6 || n > 8 {
		t.Errorf("%d pages, want 6 to 8", n)
	}
	// Every source that is cited is listed, and every number leads somewhere.
	listed := 0
	for _, s := range b.Document.Sections {
		for _, block := range s.Blocks {
			if src, ok := block.(*page.Sources); ok {
				listed = len(src.Entries)
			}
		}
	}
	if listed < 10 {
		t.Errorf("%d sources are listed", listed)
	}
	if strings.Contains(dump(b.Document), "MISSING WITH A VALUE") {
		t.Error("a missing point is drawn with a value")
	}
	if got := b.Document.Meta.Created.Format("2006-01-02T15:04:05Z07:00"); got != "2023-11-20T00:00:00Z" {
		t.Errorf("created %s", got)
	}
}

// BenchmarkBuild is the whole flagship in process: outline, data, figures,
// claims, layout and PDF.
func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		if file, problems := build(flagship(), Options{}); len(file) == 0 {
			b.Fatal(problems)
		}
	}
}

// BenchmarkLoad is the flagship without layout and PDF.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if brief, problems := Load(flagship(), Options{}); brief == nil {
			b.Fatal(problems)
		}
	}
}

// BenchmarkCheck is all that lies between the data and the layout: what the
// checks cost, with the composing that they go along with.
func BenchmarkCheck(b *testing.B) {
	p := flagship()
	approved, problems := Load(p, Options{})
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	e, _ := approved.Approve("", "B. Head", "2023-11-21", func(Sentence) string { return "" })
	out, _ := templates.Parse(p.FS, p.Outline, templates.Options{Lang: language()})
	d := readDates(out, Options{})
	sources, _ := dataSources(out)
	cube, problems := data.Read(p.FS, sources)
	if problems.Failed() {
		b.Fatal(problems)
	}
	for b.Loop() {
		c, problems := newComposer(p, out, cube, d)
		if problems = append(problems, c.dataTests(cube, d.asOf)...); problems.Failed() {
			b.Fatal(problems)
		}
		c.waivers = newWaivers(out, d.asOf, Options{})
		c.document(Options{}, d)
		c.awaitsData()
		l, problems := lock.Parse("china-dprk.lock", e.New)
		if problems = append(problems, approved.approve(l, e.New)...); len(problems) > 0 || len(c.problems) > 0 {
			b.Fatal(problems, c.problems)
		}
	}
}

// BenchmarkRules is the rules of package checks alone, over every passage of the
// flagship: without composing, evaluating and the tests of data.
func BenchmarkRules(b *testing.B) {
	brief, problems := Load(flagship(), Options{})
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	c := brief.work
	var passages []checks.Passage
	for _, p := range slices.Clone(c.passages) {
		c.pieces = nil
		c.spans(nil, p.nodes, style{})
		q := checks.Passage{Section: p.chapter, Pieces: c.pieces}
		prose := true
		q.Check(c.checked, func(checks.Finding) { prose = false })
		if !prose {
			q.Role = checks.Imprint // numbers of editions, titles of sources, days of events
		}
		passages = append(passages, q)
	}
	for b.Loop() {
		known := c.checkedBrief()
		c.declare(known)
		for i := range passages {
			passages[i].Check(known, func(checks.Finding) {})
		}
	}
}

// TestFlagshipLedger: the brief that ships with the tool proves itself. Nothing
// in it is false, unbound or waived, and no source stands in for a figure that the
// data can give: neither one that they hold nor one that prints the same.
func TestFlagshipLedger(t *testing.T) {
	b, problems := Load(flagship(), Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	ledger := b.Statements()
	if len(ledger) < 60 || b.Claims.Total != len(ledger) || b.Claims.Failed+b.Claims.Unbound+b.Claims.Waived != 0 || len(b.Outline.Waive) > 0 {
		t.Errorf("%d statements, %v", len(ledger), b.Claims)
	}
	facts := map[string]string{}
	for _, f := range b.Facts() {
		facts[plainSpaces(f.Text)] = f.Name
	}
	for _, s := range ledger {
		if name, ok := facts[s.Text]; s.Kind == Source && ok && len(s.Text) > 1 {
			t.Errorf("%s %q has the source %s, and %s prints it", s.ID, s.Text, s.Source, name)
		}
	}
}
