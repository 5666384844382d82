package report

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
	"tradebrief/report/page"
)

// outlook is an outline with a judgement, an indicator, a register and the blocks
// that tell of the last issue.
func outlook(previous, likelihood, stance string) string {
	return `sections:
  - title: Outlook
    blocks:
      - judgements: [{id: KJ-1, likelihood: ` + likelihood + `, confidence: moderate, statement: "Exports stay near {{exports}}.", basis: "Two reports [@k1] [@k2]."}]
      - indicators: [{id: I1, text: Monthly exports, series: exports, below: 150e6, above: 180e6}]
      - reactions: {as_of: 2023-11-20, actors: [{actor: US, body: State Department, stance: ` + stance + `, quote: holding accountable, date: 2023-05-15, src: k2}]}
` + previous
}

// issued is the claims.json of a project's brief.
func issued(t *testing.T, p Project, o Options) string {
	t.Helper()
	return string(load(t, p, o).ClaimsJSON())
}

// withPrevious names the last issue in the head of the outline.
func withPrevious(p Project, file string) Project {
	outline := p.FS.(fstest.MapFS)["brief.yaml"]
	outline.Data = []byte(strings.Replace(string(outline.Data), "  period: 2023-09\n", "  period: 2023-09\n  previous: "+file+"\n", 1))
	return p
}

// changesBlock prints the rows of the block changes.
func changesBlock(t *testing.T, b *Brief) string {
	t.Helper()
	for _, s := range b.Document.Sections {
		for _, block := range s.Blocks {
			if table, ok := block.(*page.Table); ok && strings.HasPrefix(plain(table.Title), "What has changed") {
				var out strings.Builder
				if len(table.Subtitle) > 0 {
					out.WriteString(plainSpaces(plain(table.Subtitle)) + "\n")
				}
				for _, r := range table.Rows {
					var cells []string
					for i := range r.Cells {
						cells = append(cells, plainSpaces(sheetText(&r.Cells[i])))
					}
					out.WriteString(strings.Join(cells, " | ") + "\n")
				}
				return out.String() + plainSpaces(plain(table.Source))
			}
		}
	}
	t.Fatal("there is no such block")
	return ""
}

// TestChangesBlock: the next edition tells what was revised and judged otherwise
// since the last issue, and nothing that only moved on.
func TestChangesBlock(t *testing.T) {
	older := strings.NewReplacer("2023-07,X,156.6,", "2023-07,X,155.1,", "2023-08,X,162.9,", "2023-08,X,185.4,").Replace(monthlyCSV)
	last := project(outlook("      - text: \"{{exports}}, {{exports.mom}}, {{exports.prev}} and {{exports.at('2023-06')}}\"\n", "likely", "concerned"), "monthly.csv", older)
	claims := issued(t, last, Options{Period: "2023-08", AsOf: 20230918})
	next := func(more string) Project {
		return withPrevious(project(outlook("      - changes: {note: Ours.}\n"+more, "very likely", "opposes"), "out/last.json", claims), "out/last.json")
	}
	want := `Compared with the issue of August 2023, of 20 October 2023
Figures revised since
Exports, Aug 2023 | US$185.4 million | US$162.9 million
Exports, on month, Aug 2023 | 19.5% | 4.0%
Exports, Jul 2023 | US$155.1 million | US$156.6 million
Judgements
KJ-1: Exports stay near US$188.7 million. | likely | very likely
Indicators
I1: Monthly exports | breached (US$185.4 million, Aug 2023) | watch (US$167.6 million, Oct 2023)
Reactions
United States, State Department | concerned | opposes
Ours.`
	b := load(t, next(""), Options{})
	if got := changesBlock(t, b); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}

	// What was taken from the last issue is enough to make the brief again.
	file, kept := b.Previous()
	if file != "out/last.json" || len(kept) >= len(claims) {
		t.Errorf("kept are %d bytes of %d, of %s", len(kept), len(claims), file)
	}
	again := next("")
	again.FS.(fstest.MapFS)[file] = &fstest.MapFile{Data: kept}
	if b := load(t, again, Options{}); changesBlock(t, b) != want {
		t.Errorf("from what was kept\n%s", changesBlock(t, b))
	} else if _, twice := b.Previous(); string(twice) != string(kept) {
		t.Error("what is kept of what was kept differs")
	}

	proves(t, next("      - revisions: true\n"), Options{})
	later := next("")
	proves(t, later, Options{Period: "2023-07"})

	// The PDF of the last issue says the same as its claims.json.
	lastBrief := load(t, last, Options{Period: "2023-08", AsOf: 20230918})
	pages, problems := lastBrief.Pages()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	content, problems := lastBrief.PDF(pages)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	again.FS.(fstest.MapFS)[file] = &fstest.MapFile{Data: content}
	if got := changesBlock(t, load(t, again, Options{})); got != want {
		t.Errorf("from the PDF\n%s", got)
	}

	// The table of revisions shows what the last issue printed, and the figures
	// that no release in the data tells of.
	got := dump(load(t, next("      - revisions: true\n"), Options{}).Document)
	for _, row := range []string{
		"Figures revised since their first release or the last issue",
		"Series | Unit | Last issue | Previous | Revised | Change | Reason",
		"Aug~2023, exports | US$ million | 185.4 | 185.4 | 162.9 | −22.5 | ",
		"Jul~2023, exports | US$ million | 155.1 | 155.1 | 156.6 | +1.5 | ",
		"Sep~2022, exports | US$ million | – | 90.1 | 80.0",
	} {
		if !strings.Contains(got, row) {
			t.Errorf("no %q in\n%s", row, got)
		}
	}
}

// TestNothingChanged: a block with nothing to tell says so in a line.
func TestNothingChanged(t *testing.T) {
	plainOutline := outlook("      - changes: true\n", "likely", "concerned")
	claims := issued(t, project(plainOutline), Options{Period: "2023-08"})
	for _, c := range []struct {
		p    Project
		o    Options
		want string
	}{
		{withPrevious(project(plainOutline, "last.json", claims), "last.json"), Options{},
			"Nothing has: no figure of the issue of August 2023, of 20 November 2023 has been revised, no judgement and no indicator has moved, and no reaction is new.\n"},
		{project(plainOutline), Options{}, "There is no earlier issue to compare with.\n"},
		{withPrevious(project(plainOutline, "last.json", claims), "last.json"), Options{Period: "2023-07"}, "The issue of August 2023 is later than this one: nothing is compared.\n"},
	} {
		if got := changesBlock(t, load(t, c.p, c.o)); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// TestPreviousFaults: a last issue that cannot be compared is refused at its key
// where the brief tells of it, and is no matter where it does not.
func TestPreviousFaults(t *testing.T) {
	with := outlook("      - changes: true\n", "likely", "concerned")
	other := strings.Replace(issued(t, project(with), Options{}), `"outline": "brief.yaml"`, `"outline": "coffee.yaml"`, 1)
	renamed := other
	other = strings.Replace(other, `"title": "China’s exports"`, `"title": "Coffee"`, 1)
	partner := strings.Replace(renamed, `"partner": "KP"`, `"partner": "VN"`, 1)
	yearly := strings.Replace(renamed, `"period": "2023-09"`, `"period": "2022"`, 1)
	for _, c := range []struct{ file, content, want string }{
		{"gone.pdf", "", "the last issue, \"gone.pdf\", is not there\nput the file there that was issued, or take the key previous out if there was none"},
		{"../x.pdf", "", "\"../x.pdf\" lies outside the project, and nothing outside it is read\nput the file beside the outline, or a tradebrief.yaml in the folder that holds both"},
		{"last.pdf", "Not a PDF", "the last issue, \"last.pdf\", is not a PDF\nname the PDF that was issued, or its claims.json"},
		{"last.pdf", "%PDF-1.7\nstartxref\n9999\n%%EOF", "the last issue, \"last.pdf\", cannot be read: "},
		{"last.json", "{", "the last issue, \"last.json\", cannot be read: claims.json is broken: unexpected end of JSON input"},
		{"last.json", `{"format": 9}`, "the last issue, \"last.json\", cannot be read: claims.json is of format 9, and this version reads format 1"},
		{"last.json", other, "\"last.json\" is no issue of this brief: it is “Coffee”, of coffee.yaml\nname the last issue of this brief"},
		{"last.json", partner, "\"last.json\" is no issue of this brief: its partner is \"VN\", and \"KP\" here\nname the last issue of this brief"},
		{"last.json", yearly, "the last issue, \"last.json\", is of the year 2022, and this one of the month 2023-09"},
		{"last.json", renamed, ""},
	} {
		files := []string{}
		if c.content != "" {
			files = append(files, c.file, c.content)
		}
		unreferred := func(p diag.Problem) bool { return p.Code == "C31" }
		b, problems := Load(withPrevious(project(with, files...), c.file), Options{})
		problems = slices.DeleteFunc(problems, unreferred)
		got := ""
		for _, p := range problems {
			got += p.Message + "\n" + p.Hint
			if p.Code != "C43" || p.Severity != diag.Error || p.Pos.Line != 8 || p.Pos.Col != 13 {
				t.Errorf("%s: %s stands at %s", c.file, p.Code, p.Pos)
			}
		}
		if b == nil || c.want == "" && got != "" || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.file, got, c.want)
		}
		// Without the block the brief needs no last issue.
		without := withPrevious(project(strings.Replace(with, "      - changes: true\n", "", 1), files...), c.file)
		if b, problems := Load(without, Options{}); b == nil || len(slices.DeleteFunc(problems, unreferred)) > 0 {
			t.Errorf("%s: without the block\n%s", c.file, problems)
		}
	}
}

// TestUntoldChanges: a judgement that went to another likelihood, and a headline
// figure that was revised, are told or refused (C43).
func TestUntoldChanges(t *testing.T) {
	older := strings.Replace(monthlyCSV, "2023-08,X,162.9,", "2023-08,X,161.8,", 1)
	outline := func(likelihood, more string) string {
		return "sections:\n  - deck: \"{{exports}}\"\n    blocks: []\n" + strings.TrimPrefix(outlook(more, likelihood, "concerned"), "sections:\n")
	}
	claims := issued(t, project(outline("likely", ""), "monthly.csv", older), Options{Period: "2023-08", AsOf: 20230918})
	const figure = "the front page of the last issue had US$161.8 million for exports of 2023-08, which is US$162.9 million now, and nothing in the brief says so\nadd the block changes: true, which tells it"
	const judgement = "the likelihood of KJ-1 was likely in the last issue and is very likely now, and nothing in the brief says so\nadd the block changes: true, which tells it"
	for _, c := range []struct {
		outline, csv string
		want         []string
	}{
		{outline("very likely", ""), monthlyCSV, []string{figure, judgement}},
		{outline("very likely", ""), older, []string{judgement}},
		{outline("likely", ""), older, nil},
		{outline("likely", ""), monthlyCSV, []string{figure}},
		{outline("very likely", "      - changes: true\n"), monthlyCSV, nil},
		{outline("likely", "      - revisions: true\n"), monthlyCSV, nil},
		// The reasons of a judgement may tell it, and another statement under the
		// same id is another judgement.
		{strings.Replace(outline("very likely", ""), "Two reports", "It was likely in August; two reports", 1), older, nil},
		{strings.Replace(outline("very likely", ""), "Exports stay near", "Exports fall from", 1), older, nil},
	} {
		_, problems := Load(withPrevious(project(c.outline, "monthly.csv", c.csv, "last.json", claims), "last.json"), Options{})
		var got []string
		for _, p := range problems {
			if p.Code == "C43" {
				got = append(got, p.Message+"\n"+p.Hint)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\ngot %q\nwant %q", c.outline, got, c.want)
		}
	}
}

// TestFlagshipNextIssue: the flagship rolled to October tells what has changed since
// September's issue: what December's release revised of it, and the indicator that
// moved.
func TestFlagshipNextIssue(t *testing.T) {
	p := copied(t)
	claims := issued(t, p, Options{})
	next, e := rolled(t, p)
	files := next.FS.(fstest.MapFS)
	outline := files[p.Outline]
	outline.Data = []byte(strings.Replace(string(outline.Data), "      - revisions:", "      - changes: true\n      - revisions:", 1))
	files["templates/out/china-dprk-2023-09.pdf"] = &fstest.MapFile{Data: []byte(claims)}
	const monthly = "data/sample/china-dprk/monthly.csv"
	files[monthly] = &fstest.MapFile{Data: append(files[monthly].Data, "2023-09,X,190.2,present,cdnk-2023-11,2023-12-18,2023-12-18,,\n"...)}
	b, problems := Load(next, e.After)
	if b == nil {
		t.Fatal(problems)
	}
	want := `Compared with the issue of September 2023, of 20 November 2023
Figures revised since
Exports to North Korea, on year, Sep 2023 | 135.9% | 137.8%
Exports to North Korea, on month, Sep 2023 | 15.9% | 16.8%
Exports to North Korea, Sep 2023 | US$188.7 million | US$190.2 million
Exports to North Korea, 12-month average, Sep 2023 | US$150.1 million | US$150.2 million
Balance, Sep 2023 | US$161.0 million | US$162.4 million
Total, Sep 2023 | US$216.5 million | US$218.0 million
Hair and wool for wigs, share, Sep 2023 | 11.4% | 11.3%
Exports to North Korea, on month, Oct 2023 | −11.2% | −11.9%
Exports to North Korea, per working day, on month, Sep 2023 | 33.2% | 34.3%
Exports to North Korea, 3-month average, Sep 2023 | US$169.4 million | US$169.9 million
Indicators
I1: Exports fall back, US$ million | steady (US$167.6 million, Oct 2023) | watch (US$167.6 million, Oct 2023)
`
	if got := changesBlock(t, b); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPreviousMarking: what few may read does not ride along unseen.
func TestPreviousMarking(t *testing.T) {
	claims := issued(t, project(text("{{exports}}")), Options{})
	amber := strings.Replace(claims, `"marking": "TLP:CLEAR"`, `"marking": "TLP:AMBER"`, 1)
	const warning = "brief.yaml:8:13: warning: C44: the last issue is marked TLP:AMBER, and what it said rides along in this one, which is not"
	for _, c := range []struct {
		claims, more string
		warned       bool
	}{{claims, "", false}, {amber, "", true}, {amber, "embed: none\n", false}} {
		_, problems := Load(withPrevious(project(c.more+text("{{exports}}"), "last.json", c.claims), "last.json"), Options{})
		if got := problems.String(); strings.HasPrefix(got, warning) != c.warned || len(problems) > 1 {
			t.Errorf("%q: %s", c.more, got)
		}
	}
}
