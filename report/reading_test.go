package report

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// copied is the flagship with its data in memory, so that it can be changed.
func copied(t *testing.T) Project {
	t.Helper()
	p := flagship()
	files := fstest.MapFS{}
	for _, name := range []string{p.Outline, "data/sample/china-dprk/monthly.csv", "data/sample/china-dprk/commodities.csv"} {
		text, err := fs.ReadFile(p.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return Project{FS: files, Outline: p.Outline}
}

// toRead rolls the project and gives the list, with the brief that the rolled
// outline makes.
func toRead(t *testing.T, p Project) (Reading, *Brief, Project) {
	t.Helper()
	next, e := rolled(t, p)
	before, problems := Load(next, e.Before)
	if before == nil {
		t.Fatal(problems)
	}
	after, problems := Load(next, e.After)
	if after == nil {
		t.Fatal(problems)
	}
	return ToRead(before, after), after, next
}

// line prints an item in one line.
func (i Reread) line() string {
	var moves []string
	for _, m := range i.Moved {
		moves = append(moves, m[0]+" → "+m[1])
	}
	return fmt.Sprintf("%s %d:%d [%s] %s | %s | %s", i.Kind, i.At.Line, i.At.Col, i.Section, i.Sentence, strings.Join(moves, ", "), strings.Join(i.Why, "; "))
}

// TestFlagshipRolled: the brief of September, rolled to October with October's
// figures, has every sentence that the step touches in the right group.
func TestFlagshipRolled(t *testing.T) {
	list, after, next := toRead(t, copied(t))
	if got := after.Period.String(); got != "2023-10" || after.AsOf.String() != "2023-12-18" {
		t.Fatalf("the next edition is %s as of %s", got, after.AsOf)
	}
	if got := strings.Join(list.Awaited, " "); got != "hair hair_weight wigs wigs_weight" || list.Empty {
		t.Errorf("awaited: %s", got)
	}
	var all strings.Builder
	for _, i := range list.Items {
		all.WriteString(i.line() + "\n")
	}
	for _, c := range []struct {
		kind  string
		words []string // all in one item
	}{
		// No longer true of October.
		{False, []string{"[Front page]", "their level in September 2018", "period = October 2023, needs period == '2023-09'", "rose → fell"}},
		{False, []string{"[Trends]", `"sped up" is not true: exports.mom = −11.2%, exports.prev.mom = 15.9%`}},
		{False, []string{"[Trends]", `"accelerated" is not true`}},
		{False, []string{"[Trends]", `"has sped up" is not true`}},
		{False, []string{"[Trends]", `"down" is not true`}},
		{False, []string{"[Trends]", `"back near 2018" is not true`}},
		{False, []string{"[Reasons]", "China worked 19 days, after 20 in September", `"rose" is not true: exports.daily_mom = −6.5%`, "33.2% → 6.5%"}},
		{False, []string{"[International reactions]", `"No answer to these figures was found" is not true`}},
		// Goods that October does not have yet.
		{False, []string{"[Trends]", "no figure yet: hair_weight, which was 206 tonnes; hair, which was US$21.5 million; hair.share, which was 11.4%"}},
		{False, []string{"[Reasons]", `"about nine tenths of the rise" cannot be judged`}},
		{False, []string{"[Implications]", `"less than the hair sent out" cannot be judged`}},
		{False, []string{"[Implications]", "Wigs earned", "no figure yet: wigs, which was US$18.0 million"}},
		// True, with other figures.
		{Moved, []string{"[Front page]", "rose → fell", "third → first", "US$188.7 million → US$167.6 million", "135.9% → 26.6%"}},
		{Moved, []string{"[Trends]", "They fell by 11.2% to US$167.6 million, after 15.9%", "15.9% → 11.2%", "4.0% → 15.9%", "names 2023-08", `"4.1%" is from reuters-2023-10`}},
		{Moved, []string{"[Trends]", "Imports from North Korea", "US$27.8 million → US$24.8 million"}},
		{Moved, []string{"[Implications]", "above its twelve-month average", "US$150.1 million → US$153.0 million"}},
		{Moved, []string{"[Data notes and method]", "179.8%", "172.7% → 143.3%"}},
		// What only a reader can judge.
		{Unchecked, []string{"[Constants]", "iron_ban 2371, resolution 2397"}},
		{Unchecked, []string{"[Events]", "The newest event is of 2023-08-26"}},
		{Unchecked, []string{"[Implications]", "Better lives for ordinary people: likely, moderate confidence", "judge it again"}},
		{Unchecked, []string{"[Implications]", "Help to fund nuclear weapons: roughly even chance, low confidence"}},
		{Unchecked, []string{"[Front page]", "Likely: reopening", "judge it again"}},
		{Unchecked, []string{"[Front page]", "Roughly even chance: the gains help to fund", "judge it again"}},
		{False, []string{"[Trends]", "the goods that customs named for September", "period = October 2023, needs period == '2023-09'"}},
		{Unchecked, []string{"[Trends]", "rates as known on 20 November 2023", "names 20 November 2023"}},
		{Unchecked, []string{"[Trends]", "1, 2, 3, 4, 5", "from sisaweekly-2023-10, of 2023-10-24"}},
		{Unchecked, []string{"[Trends]", "The chart ends at 2023-09"}},
		{Unchecked, []string{"[Trends]", `"29 April 2022"`, "history"}},
		{Unchecked, []string{"[Reasons]", "Likely: H1 Reopening, low base", "judge it again"}},
		{Unchecked, []string{"[Reasons]", "The marks of E1, E2, E3, E4, E5, E6, E7", "judge them again"}},
		{Moved, []string{"[Reasons]", "E1 for H1: + | + + → +"}},
		{Unchecked, []string{"[Reasons]", "exports fell by 11.2% in October", "names 2023-10, October"}},
		{Unchecked, []string{"[Reasons]", "said China prizes the friendship", "liu-2023-09, of 2023-09-10"}},
		{Unchecked, []string{"[Implications]", "none named for", `"US$40,000" is from voa-2023-09`}},
		{False, []string{"[International reactions]", "We searched for statements on the figures of September"}},
		{Unchecked, []string{"[International reactions]", "Reactions as of 2023-11-20", "none was found of: JP, United Nations, KP"}},
		{Unchecked, []string{"[Outlook]", "October gave back most of the rise"}},
		{False, []string{"[Outlook]", "none by February 2024"}},
		{Unchecked, []string{"[Outlook]", "18 December 2023, our next issue", "last year"}},
		{Unchecked, []string{"[Outlook]", "Reference month", "dated 2023-09"}},
		{Unchecked, []string{"[Outlook]", "The timeline ends on 2023-09-10"}},
		{Unchecked, []string{"[Outlook]", "The signs I1, I2, I3, I4", "still the ones to watch?"}},
		{Unchecked, []string{"[Outlook]", "Reasons of revisions"}},
	} {
		if !slices.ContainsFunc(list.Items, func(i Reread) bool {
			line := i.line()
			return i.Kind == c.kind && !slices.ContainsFunc(c.words, func(w string) bool { return !strings.Contains(line, w) })
		}) {
			t.Errorf("nothing of the kind %s with %q in\n%s", c.kind, c.words, all.String())
		}
	}

	// Every sentence once, and none that needs no reading.
	seen := map[string]bool{}
	for _, i := range list.Items {
		key := i.At.String() + i.Sentence
		if seen[key] || i.Kind == "" || i.Section == "" || i.At.Line == 0 || i.Sentence == "" || len(i.Why)+len(i.Moved) == 0 {
			t.Errorf("twice, or without a place or a reason: %s", i.line())
		}
		seen[key] = true
		for _, history := range []string{"treaty is still in force", "Chinese troops fought", "stability on the peninsula comes last"} {
			if strings.Contains(i.Sentence, history) {
				t.Errorf("history is listed as news: %s", i.line())
			}
		}
	}
	if n := len(list.Items); n > 110 || list.Unchanged < 20 {
		t.Errorf("%d items and %d sentences as they were: too long to be worked through", n, list.Unchanged)
	}

	// Build names the same sentences.
	built, problems := Load(next, Options{})
	if built == nil || problems.Phase() != diag.Claim {
		t.Fatalf("phase %d:\n%s", problems.Phase(), problems)
	}
	for _, p := range problems {
		if p.Severity == diag.Error && !slices.ContainsFunc(list.Items, func(i Reread) bool {
			message := strings.Replace(plainSpaces(p.Message), " cannot be printed: ", " is missing: ", 1)
			expr, missing, _ := strings.Cut(message, " is missing: ")
			return i.Kind == False && slices.ContainsFunc(i.Why, func(why string) bool {
				return strings.HasPrefix(why, plainSpaces(p.Message)) || missing != "" && strings.Contains(why+";", " "+expr+", which was ")
			})
		}) {
			t.Errorf("the build refuses what the list does not name: %s", p)
		}
	}
}

// Before the new data are there, the list is what can be said without them.
func TestReadingWithoutData(t *testing.T) {
	p := copied(t)
	files := p.FS.(fstest.MapFS)
	var kept []string
	for line := range strings.Lines(string(files["data/sample/china-dprk/monthly.csv"].Data)) {
		if !strings.HasPrefix(line, "2023-10") {
			kept = append(kept, line)
		}
	}
	files["data/sample/china-dprk/monthly.csv"].Data = []byte(strings.Join(kept, ""))
	list, _, _ := toRead(t, p)
	if !list.Empty || strings.Join(list.Awaited, " ") != "exports imports hair hair_weight wigs wigs_weight" {
		t.Errorf("awaited: %v", list.Awaited)
	}
	for _, i := range list.Items {
		if i.Kind != Unchecked {
			t.Errorf("without data: %s", i.line())
		}
	}
	if len(list.Items) < 50 {
		t.Errorf("%d items", len(list.Items))
	}
}

// Blocks come and go with their period and their condition.
func TestReadingOfBlocks(t *testing.T) {
	outline := edition + `      - text: Only now.
        for: 2023-09
      - text: Only then.
        for: 2023-10
      - text: As long as it rises.
        when: exports.mom > 0
      - text: As long as it falls.
        when: exports.mom < 0
      - text: Nothing is said.
        when: exports.mom > 2
      - text: It was [far less]{claim="exports > exports.at('2022-09')"} last month, and {{exports.at('2022-09')}} in 2022.
`
	list, _, _ := toRead(t, project("", "brief.yaml", outline))
	var got []string
	for _, i := range list.Items {
		got = append(got, i.line())
	}
	want := `moved 25:16 [Trends] US$167.6 million in October | US$188.7 million → US$167.6 million | 
unchecked 36:22 [Trends] It was far less last month, and US$80.0 million in 2022. |  | names last month
unchecked 26:9 [Trends] This block is not in the next edition |  | it is meant for 2023-09
unchecked 28:9 [Trends] This block was not in the last edition |  | it is meant for 2023-10
unchecked 30:9 [Trends] This block is not in the next edition |  | exports.mom > 0 is not true
unchecked 32:9 [Trends] This block was not in the last edition |  | exports.mom < 0 is not true`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("%s\nwant\n%s", s, want)
	}
}

// A day of release that stands for a whole file has to move with its figures.
func TestReadingOfVintages(t *testing.T) {
	for vintage, asked := range map[string]bool{"2023-10-20": true, "2023-10-31": true, "2023-11-01": false} {
		outline := strings.Replace(edition, "vintage: {column: vintage}", "where: {vintage: 2023-11-20}", 1)
		outline = strings.Replace(outline, "    table:", "    vintage: "+vintage+"\n    table:", 1)
		if !strings.Contains(outline, vintage) {
			t.Fatal("the edition has no data entry to date")
		}
		list, _, _ := toRead(t, project("", "brief.yaml", outline))
		found := slices.ContainsFunc(list.Items, func(i Reread) bool {
			return i.Section == "Data" && strings.HasSuffix(i.Sentence, " is of "+vintage) && i.At.Line > 0
		})
		if found != asked {
			t.Errorf("vintage %s: asked is %v", vintage, found)
		}
	}
}
