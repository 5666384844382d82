package report

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
	"tradebrief/report/lock"
)

// approvedBy is the project with the lock of an approval of its brief.
func approvedBy(t *testing.T, p Project, o Options, by string) Project {
	t.Helper()
	e, _ := load(t, p, o).Approve("", by, "2023-11-21", func(Sentence) string { return "A. Desk" })
	return with(p, "brief.lock", string(e.New))
}

// with is the project with a file changed.
func with(p Project, name, text string) Project {
	files := fstest.MapFS{}
	for n, f := range p.FS.(fstest.MapFS) {
		files[n] = f
	}
	files[name] = &fstest.MapFile{Data: []byte(text)}
	p.FS = files
	return p
}

// edited is the project with a text changed in a file.
func edited(t *testing.T, p Project, name, old, put string) Project {
	t.Helper()
	text, err := fs.ReadFile(p.FS, name)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("%s has no %q, %v", name, old, err)
	}
	return with(p, name, strings.Replace(string(text), old, put, 1))
}

// stale are the messages of the warnings, each with its place.
func stale(t *testing.T, p Project, o Options) []string {
	t.Helper()
	_, problems := Load(p, o)
	out := []string{}
	for _, q := range problems {
		if q.Code != "C22" || q.Severity != diag.Warning || q.Phase != diag.Claim {
			t.Fatalf("unexpected problem %v", q)
		}
		out = append(out, q.Pos.String()+": "+q.Message)
	}
	return out
}

func expect(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, append([]string{}, want...)) {
		t.Errorf("%s: the warnings are\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

const approvedText = `Exports [rose]{claim=exports.mom} by {{exports.mom}} in {{month(period)}}. They came to {{exports}}.
The ministry [denies it]{src=k2}, for No. {{resolution}}. It is a sentence without figures.

Reuters counts *[much the same]{src=k1}* on {{exports.prev}}[@k2].
`

// TestSentences: what a lock knows a sentence by, and what it rests on.
func TestSentences(t *testing.T) {
	p := project("sections:\n  - deck: \"{{period}}\"\n    blocks: []\n  - title: \"In {{month(period)}}\"\n    blocks:\n      - text: |\n          " + strings.ReplaceAll(approvedText, "\n", "\n          ") + `
      - table: {kind: free, columns: [A, B], rows: [["{{exports}}", "{{exports}}"]]}
  - title: Views
    id: views
    blocks:
      - judgements:
          - {id: KJ-1, likelihood: likely, confidence: low, statement: "The level of {{exports}} lasts.", basis: "It is {{exports.mom}}."}
          - {id: KJ-2, likelihood: likely, confidence: moderate, statement: "It lasts.", basis: "A guess."}
`)
	var got strings.Builder
	for _, s := range load(t, p, Options{}).Sentences() {
		fmt.Fprintf(&got, "%s | %s | %s\n  %s\n ", s.Section, s.line.Section, s.line.Sentence, s.Text)
		for _, v := range s.Values {
			got.WriteString(" " + v.String() + ";")
		}
		got.WriteString("\n")
	}
	const want = `Front page | Front page | {{period}}
  September 2023
  period September 2023;
In September | In {{month(period)}} | In {{month(period)}}
  In September
  month(period) September;
In September | In {{month(period)}} | Exports [rose]{claim=exports.mom} by {{exports.mom}} in {{month(period)}}.
  Exports rose by 15.9% in September.
  exports.mom 15.9%; month(period) September;
In September | In {{month(period)}} | They came to {{exports}}.
  They came to US$188.7 million.
  exports US$188.7 million;
In September | In {{month(period)}} | The ministry [denies it]{src=k2}, for No. {{resolution}}.
  The ministry denies it, for No. 2397.
  k2 Ministry, 15 May 2023; resolution 2397;
In September | In {{month(period)}} | Reuters counts [much the same]{src=k1} on {{exports.prev}}[@k2].
  Reuters counts much the same on US$162.9 million.
  k1 Reuters, 20 October 2023; exports.prev US$162.9 million;
In September | In {{month(period)}} | {{exports}}
  US$188.7 million
  exports US$188.7 million;
Views | views | [The level of {{exports}} lasts.]{judgement=Likely, Low confidence}
  Likely: The level of US$188.7 million lasts.
  exports US$188.7 million;
Views | views | It is {{exports.mom}}.
  It is 15.9%.
  exports.mom 15.9%;
Views | views | [It lasts.]{judgement=Likely, Moderate confidence}
  Likely: It lasts.
 
`
	if got.String() != want {
		t.Errorf("the sentences are\n%s\nwant\n%s", got.String(), want)
	}
}

// TestStale: on new data the sentences are listed whose values moved, those with
// words that rest on them before those that only print them, and nothing else;
// what is as it was in print has not moved.
func TestStale(t *testing.T) {
	p := approvedBy(t, project(text(approvedText)), Options{}, "B. Head")
	expect(t, "as approved", stale(t, p, Options{}))
	// The digits behind the printed ones.
	expect(t, "a figure that prints the same", stale(t, edited(t, p, "monthly.csv", "188.74,", "188.73,"), Options{}))
	moved := edited(t, p, "monthly.csv", "188.74,", "190.1,")
	expect(t, "a figure that moved", stale(t, moved, Options{}),
		`brief.yaml:35:19: read again: exports.mom 15.9% → 16.7% since B. Head approved these words on 2023-11-21`,
		`brief.yaml:35:99: recomputed since the approval: exports US$188.7 million → US$190.1 million, in "They came to US$190.1 million."`)
	b, problems := Load(moved, Options{})
	if want := (Approvals{Approved: 2, Moved: 2}); b.Approvals != want || problems[0].Excerpt == "" || problems[1].Excerpt != "" {
		t.Errorf("the counts are %+v, want %+v, the excerpts %q and %q", b.Approvals, want, problems[0].Excerpt, problems[1].Excerpt)
	}
	// A word that is false now is an error, and that is enough.
	_, problems = Load(edited(t, p, "monthly.csv", "188.74,", "150.1,"), Options{})
	if len(problems) != 2 || problems[0].Code == "C22" || problems[1].Code != "C22" || problems[1].Pos.Col != 99 {
		t.Errorf("with a false word the problems are\n%v", problems)
	}
	expect(t, "another source behind the words", stale(t, edited(t, p, "tradebrief.yaml", "publisher: Ministry", "publisher: Customs"), Options{}),
		`brief.yaml:36:24: read again: k2 Ministry, 15 May 2023 → Customs, 15 May 2023 since B. Head approved these words on 2023-11-21`)
	// A fall whose minus the words have said is one figure, not two.
	fell := approvedBy(t, edited(t, edited(t, p, "brief.yaml", "[rose]", "[fell]"), "monthly.csv", "188.74,", "150.1,"), Options{}, "B. Head")
	if lock, _ := fs.ReadFile(fell.FS, "brief.lock"); !strings.Contains(string(lock), "\texports.mom\t−7.9%\tmonth(period)\tSeptember\n") {
		t.Errorf("the fall is\n%s", lock)
	}
}

// TestIdentity: an approval holds wherever its sentence moves and whatever
// changes around it; a sentence written anew is another one.
func TestIdentity(t *testing.T) {
	p := approvedBy(t, project(text(approvedText)), Options{}, "B. Head")
	for what, edit := range map[string][2]string{
		"lines above":            {"  marking: TLP:CLEAR\n", "  marking: TLP:CLEAR\n  contact: desk@example.org\n\n"},
		"another section title":  {"title: Trends", "title: Movements"},
		"a sentence in between":  {"They came", "A new one. They came"},
		"a sentence taken out":   {"It is a sentence without figures.", ""},
		"where lines break":      {"They came to", "They\n          came to"},
		"quotation marks, bold":  {"*[much the same]{src=k1}*", "**[much the same]{src=k1}**"},
		"blanks in expressions":  {"{{exports.mom}}", "{{ exports.mom }}"},
		"quotes of expressions":  {"{claim=exports.mom}", "{claim=\"exports.mom\"}"},
		"a label":                {"exports: {flow: export,", "exports: {flow: export, label: Sales,"},
		"a series that is added": {"# The sources", "  more: {flow: export}\n# The sources"},
	} {
		expect(t, what, stale(t, edited(t, p, "brief.yaml", edit[0], edit[1]), Options{}))
	}
	const fresh = "this sentence awaits approval as it is written"
	for what, edit := range map[string][2]string{
		"a word":                 {"They came to", "They amounted to"},
		"a figure":               {"to {{exports}}", "to {{exports.ma3}}"},
		"what a claim rests on":  {"[rose]{claim=exports.mom}", "[rose]{claim=exports.yoy}"},
		"where a claim ends":     {"[rose]{claim=exports.mom}", "[rose]{claim=exports.mom} again"},
		"the source":             {"[denies it]{src=k2}", "[denies it]{src=k1}"},
		"a citation":             {"[@k2]", "[@k1]"},
		"a sentence more or two": {"They came to {{exports}}.", "They came to {{exports}}. It is {{exports.yoy}}."},
	} {
		if got := stale(t, edited(t, p, "brief.yaml", edit[0], edit[1]), Options{}); len(got) != 1 || !strings.HasSuffix(got[0], fresh) {
			t.Errorf("%s: the warnings are %q", what, got)
		}
	}
	// A judgement is known by its words and its rating.
	judged := approvedBy(t, project(`sections:
  - title: Trends
    blocks:
      - judgements: [{id: KJ-1, likelihood: likely, confidence: low, statement: "The level of {{exports}} lasts.", basis: "A guess."}]
`), Options{}, "B. Head")
	expect(t, "a judgement", stale(t, judged, Options{}))
	expect(t, "its confidence", stale(t, edited(t, judged, "brief.yaml", "confidence: low", "confidence: moderate"), Options{}), "brief.yaml:34:27: "+fresh)
	expect(t, "its figure", stale(t, edited(t, judged, "monthly.csv", "188.74,", "190.1,"), Options{}),
		`brief.yaml:34:27: read again: exports US$188.7 million → US$190.1 million since B. Head approved these words on 2023-11-21`)
}

// TestFew: a few sentences are listed one by one, many in one line.
func TestFew(t *testing.T) {
	p := approvedBy(t, project(text("{{exports}} here.\n")), Options{}, "B. Head")
	words := func(n int) string {
		var s []string
		for i := range n {
			s = append(s, fmt.Sprintf("{{exports}} and {{resolution + %d}}.", i))
		}
		return strings.Join(s, " ")
	}
	if got := stale(t, with(p, "brief.yaml", head+text("{{exports}} here. "+words(5))), Options{}); len(got) != 5 {
		t.Errorf("of 5 new sentences are listed %q", got)
	}
	expect(t, "6 new sentences", stale(t, with(p, "brief.yaml", head+text("{{exports}} here. "+words(6))), Options{}),
		"brief.yaml:35:29: 6 sentences await approval as they are written, from this one on")
}

// TestFlags: the brief of another partner or period has approvals of its own.
// What the command line says that the outline says too changes nothing.
func TestFlags(t *testing.T) {
	p := with(project(""), "brief.yaml", strings.ReplaceAll(head, `partner: "{{params.partner}}"`, "partner: KP")+text("Exports to {{params.partner}} were {{exports}}."))
	kp := approvedBy(t, p, Options{}, "B. Head")
	same := Options{Params: map[string]string{"partner": "KP"}, Period: "2023-09"}
	expect(t, "what the outline says", stale(t, kp, same))
	const fresh = "brief.yaml:35:22: this sentence awaits approval as it is written"
	other := Options{Params: map[string]string{"partner": "VN"}}
	earlier := Options{Period: "2023-08"}
	expect(t, "another partner", stale(t, kp, other), fresh)
	expect(t, "another period", stale(t, kp, earlier), fresh)
	both := approvedBy(t, approvedBy(t, kp, other, "C. Head"), earlier, "D. Head")
	for _, o := range []Options{{}, same, other, earlier} {
		expect(t, fmt.Sprint("all approved, ", o.Params, o.Period), stale(t, both, o))
	}
	l, _ := fs.ReadFile(both.FS, "brief.lock")
	for _, flags := range []string{"\t-\t", "\t-P partner=VN\t", "\t--period 2023-08\t"} {
		if !strings.Contains(string(l), flags) {
			t.Errorf("the lock has no %q\n%s", flags, l)
		}
	}
	// The newest period is the outline's own where it says latest.
	latest := approvedBy(t, edited(t, p, "brief.yaml", "period: 2023-09", "period: latest"), Options{}, "B. Head")
	now := load(t, latest, Options{}).Period.String()
	expect(t, "latest", stale(t, latest, Options{Period: now}))
	expect(t, "not the latest", stale(t, latest, earlier), fresh)
}

// TestRequired: with approvals: required all sentences wait until somebody who
// did not write them has approved them.
func TestRequired(t *testing.T) {
	p := edited(t, project(text(approvedText)), "brief.yaml", "params:", "approvals: required\nparams:")
	expect(t, "no lock", stale(t, p, Options{}), "brief.yaml:11:12: approvals are required, and there is no brief.lock: 4 sentences to approve")
	if b, _ := Load(p, Options{}); b.Approvals != (Approvals{Required: true, New: 4}) || b.Approvals.Awaited() != 4 {
		t.Errorf("without a lock the counts are %+v", b.Approvals)
	}
	e, _ := load(t, p, Options{}).Approve("", "A. Desk", "2023-11-21", func(Sentence) string { return "a. desk" })
	if len(e.Now) != 0 || len(e.Left) != 4 || e.Left[0].Message != "this sentence is left: approvals are required, and nobody approves what they wrote" {
		t.Errorf("their author approves %d sentences and leaves\n%v", len(e.Now), e.Left)
	}
	good := approvedBy(t, p, Options{}, "B. Head")
	expect(t, "approved", stale(t, good, Options{}))
	if b := load(t, good, Options{}); b.Approvals != (Approvals{Required: true, Approved: 4}) {
		t.Errorf("approved the counts are %+v", b.Approvals)
	}
	// What an author has approved before that was required does not count.
	own := edited(t, approvedBy(t, project(text(approvedText)), Options{}, "A. Desk"), "brief.yaml", "params:", "approvals: required\nparams:")
	if b, _ := Load(own, Options{}); b.Approvals != (Approvals{Required: true, New: 4}) {
		t.Errorf("approved by their author, the counts are %+v", b.Approvals)
	}
	// A brief without a sentence that rests on anything has nothing to approve.
	if b, problems := Load(with(p, "brief.yaml", strings.Replace(head, "params:", "approvals: required\nparams:", 1)+text("Words.")), Options{}); len(problems) > 0 || b.Approvals.Awaited() > 0 {
		t.Errorf("without statements the problems are\n%v", problems)
	}
}

// TestApprove: one section at a time, its sentences that are gone with it.
func TestApprove(t *testing.T) {
	two := func(a, b string) string {
		return "sections:\n  - title: \"Trends of {{month(period)}}\"\n    blocks: [text: \"" + a + "\"]\n  - {id: end, title: Outlook, blocks: [text: \"" + b + "\"]}\n"
	}
	p := approvedBy(t, project(two("It was {{exports}}.", "It was {{imports}}.")), Options{}, "B. Head")
	p = with(edited(t, p, "monthly.csv", "188.74,", "190.1,"), "brief.yaml", head+two("It is {{exports}}.", "It is {{imports}}."))
	nobody := func(Sentence) string { return "" }
	for _, c := range []struct {
		section   string
		now, gone int
	}{{"", 2, 2}, {"trends of September", 1, 1}, {"Trends of {{month(period)}}", 1, 1}, {"end", 1, 1}, {"Outlook", 1, 1}, {"Front page", 0, 0}} {
		b := load(t, p, Options{})
		e, ok := b.Approve(c.section, "C.\tHead", "2023-11-22", nobody)
		if len(e.Now) != c.now || len(e.Gone) != c.gone || !ok {
			t.Errorf("section %q: %d approved, %d gone", c.section, len(e.Now), len(e.Gone))
		}
		l, problems := lock.Parse("brief.lock", e.New)
		if got := len(l.All()); problems != nil || got != 3-c.gone+c.now {
			t.Errorf("section %q: the lock has %d lines, %v\n%s", c.section, got, problems, e.New)
		}
		for _, s := range e.Now {
			if got, state := l.Find("", s.line.Sentence, s.line.Values); state != lock.Approved || got.By != "C. Head" || got.Date != "2023-11-22" {
				t.Errorf("section %q: %q is %v by %q", c.section, s.Text, state, got.By)
			}
		}
	}
	b := load(t, p, Options{})
	if e, ok := b.Approve("Trend", "C", "2023-11-22", nobody); ok || e.New != nil {
		t.Error("an unknown section is approved")
	}
	if got := b.SectionNames(); !slices.Equal(got, []string{"Front page", "Trends of September", "end"}) {
		t.Errorf("the sections are called %q", got)
	}
	// The same again changes nothing, not even who approved.
	all, _ := load(t, p, Options{}).Approve("", "C. Head", "2023-11-22", nobody)
	again, _ := load(t, with(p, "brief.lock", string(all.New)), Options{}).Approve("", "D. Head", "2023-11-23", nobody)
	if len(again.Now) != 0 || again.Kept != 3 || string(again.New) != string(all.New) {
		t.Errorf("approved again: %d now, %d kept\n%s", len(again.Now), again.Kept, again.New)
	}
}

// TestLockUnread: a lock that cannot be read is an error at its place, and the
// brief is not built as if there were none.
func TestLockUnread(t *testing.T) {
	p := project(text("{{exports}}"))
	fails(t, with(p, "brief.lock", "approved"), Options{}, diag.Outline, "brief.lock:1:1", "no approval")
	folder := with(p, "brief.lock/x", "")
	fails(t, folder, Options{}, diag.Outline, "brief.lock: error: the lock is a folder")
	refused := p
	refused.FS = unreadable{p.FS.(fstest.MapFS)}
	fails(t, refused, Options{}, diag.Outline, "brief.lock: error: the lock cannot be read: permission denied")
	expect(t, "an empty lock", stale(t, with(p, "brief.lock", ""), Options{}), "brief.yaml:35:11: this sentence awaits approval as it is written")
}

// unreadable is a project whose lock nobody may read.
type unreadable struct{ fstest.MapFS }

func (u unreadable) Open(name string) (fs.File, error) {
	if name == "brief.lock" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

func (u unreadable) Stat(name string) (fs.FileInfo, error) {
	if name == "brief.lock" {
		return u.MapFS.Stat("brief.yaml")
	}
	return u.MapFS.Stat(name)
}

// TestExplainApproved: a statement says who approved its sentence as it stands.
func TestExplainApproved(t *testing.T) {
	p := approvedBy(t, project(text(approvedText)), Options{}, "B. Head")
	if m := load(t, p, Options{}).Explain("rose").Matches; len(m) != 1 || m[0].Approved != "B. Head, 2023-11-21" {
		t.Errorf("explained as %+v", m)
	}
	if m := load(t, edited(t, p, "monthly.csv", "188.74,", "190.1,"), Options{}).Explain("rose").Matches; len(m) != 1 || m[0].Approved != "" {
		t.Errorf("after it moved explained as %+v", m)
	}
}

// TestStatementsHaveSentences: a lock watches every statement of the shipped
// outlines, each in a sentence.
func TestStatementsHaveSentences(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	for _, name := range shippedNames {
		b, _ := Load(Project{FS: os.DirFS(".."), Outline: "templates/" + name + ".yaml"}, Options{})
		watched := map[int]bool{}
		for _, s := range b.Sentences() {
			for _, n := range s.of {
				watched[n] = true
			}
		}
		for i, s := range b.Statements() {
			if !watched[i] {
				t.Errorf("%s: no sentence holds %s, the %s %q", s.At, s.ID, s.Kind, s.Text)
			}
		}
	}
}

// TestNoneStaleUnseen moves the flagship's figures one by one: a sentence that
// prints something else than what was approved has moved, with a value that shows
// it, and one that has moved says in what.
func TestNoneStaleUnseen(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	files := fstest.MapFS{}
	for _, name := range []string{"templates/china-dprk.yaml", "data/sample/china-dprk/monthly.csv", "data/sample/china-dprk/commodities.csv"} {
		text, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	p := Project{FS: files, Outline: "templates/china-dprk.yaml"}
	b := load(t, p, Options{})
	e, _ := b.Approve("", "B. Head", "2023-11-21", func(Sentence) string { return "" })
	p = with(p, "templates/china-dprk.lock", string(e.New))
	printed := map[string]string{}
	for _, s := range b.Sentences() {
		printed[s.line.Sentence] = s.Text
	}
	figure := regexp.MustCompile(`,(\d+)\.(\d+),`)
	moved, judged := 0, 0
	for _, name := range []string{"data/sample/china-dprk/monthly.csv", "data/sample/china-dprk/commodities.csv"} {
		text := string(files[name].Data)
		for i, at := range figure.FindAllStringSubmatchIndex(text, -1) {
			if testing.Short() && i%7 > 0 {
				continue
			}
			whole, _ := strconv.Atoi(text[at[2]:at[3]])
			// In the file 150.3 becomes 154.3, and 3.1 becomes 4.1.
			now, problems := Load(with(p, name, text[:at[2]]+strconv.Itoa(whole+1+whole/40)+text[at[3]:]), Options{})
			if now == nil {
				if !problems.Failed() {
					t.Errorf("%s, figure %d: no brief, and no error", name, i)
				}
				continue
			}
			judged++
			for _, s := range now.Sentences() {
				was, known := printed[s.line.Sentence]
				switch {
				case !known:
					t.Errorf("%s, figure %d: %q is another sentence", name, i, s.line.Sentence)
				case was != s.Text && s.State != lock.Moved, s.State == lock.Moved && len(s.Moved()) == 0, s.State == lock.New:
					t.Errorf("%s, figure %d: %q was %q, and its state is %d with %v", name, i, s.Text, was, s.State, s.Moved())
				case was != s.Text:
					moved++
				}
			}
		}
	}
	if judged < 10 || moved < judged {
		t.Errorf("of %d changes %d sentences moved", judged, moved)
	}
}

// BenchmarkStale compares the flagship with its lock.
func BenchmarkStale(b *testing.B) {
	p := Project{FS: os.DirFS(".."), Outline: "templates/china-dprk.yaml"}
	brief, _ := Load(p, Options{})
	e, _ := brief.Approve("", "B. Head", "2023-11-21", func(Sentence) string { return "" })
	text := e.New
	for b.Loop() {
		l, problems := lock.Parse("china-dprk.lock", text)
		if problems = append(problems, brief.approve(l, text)...); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
