package report

import (
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// coded are the problems with a code, a line each: place, severity and message.
func coded(problems diag.List, code string) string {
	var out []string
	for _, p := range problems {
		if p.Code == code {
			first, _, _ := strings.Cut(p.String(), "\n")
			out = append(out, first)
		}
	}
	return strings.Join(out, "\n")
}

// TestSources (C36): named, dated and used, and more than one behind high
// confidence; each beside the nearest outline that is in order.
func TestSources(t *testing.T) {
	const own = "sources:\n  p: {publisher: Reuters via CNA, title: One, date: 2023-10-20}\n  q: {publisher: Reuters via TODAY, title: Two, date: 2023-10}\n  r: {publisher: Yonhap, title: Three, date: 2023}\n"
	judged := func(confidence, basis string) string {
		return own + "sections:\n  - blocks:\n      - judgements: [{id: KJ-1, likelihood: likely, confidence: " + confidence + ", statement: It lasts., basis: \"" + basis + "\"}]\n      - text: \"[@p] [@q] [@r]\"\n"
	}
	evidenced := func(first, second string) string {
		return strings.Replace(judged("high", "See there."), "basis: ", "evidence: [E1, E2], basis: ", 1) +
			"      - hypotheses: {question: Why, hypotheses: [{id: H1, name: One}, {id: H2, name: Two}], evidence: [{id: E1, text: It rose., src: " + first + ", fits: {H1: \"+\", H2: \"-\"}}, {id: E2, text: It fell., src: " + second + ", fits: {H1: \"-\", H2: \"+\"}}]}\n"
	}
	for _, c := range []struct{ name, outline, want string }{
		{"nothing uses it", own + "sections: [{blocks: [{text: \"It rose [@p].\"}]}]\n",
			"brief.yaml:33:3: warning: C36: nothing uses the sources \"q\" and \"r\""},
		{"nothing uses it, and one is waived", own + "waive: [{code: C36, at: q, reason: It comes later., by: A. Lee, date: 2023-11-20}]\nsections: [{blocks: [{text: \"It rose [@p].\"}]}]\n",
			"brief.yaml:34:3: warning: C36: nothing uses the source \"r\""},
		{"a block that is left out uses it", own + "sections: [{blocks: [{text: \"It rose [@p].\"}, {text: \"[@q] [x]{src=r}\", for: 2020-01}]}]\n", ""},
		{"the data use it", own + "  b: {publisher: An agency, date: 2023-10}\nsections: [{blocks: [{text: \"[@p] [@q] [@r]\"}]}]\n", ""},
		{"a house source", "sections: [{blocks: [{text: Nothing.}]}]\n", ""},
		{"no publisher", "sources: {p: {title: One, date: 2023}}\nsections: [{blocks: [{text: \"[@p]\"}]}]\n", "brief.yaml:31:11: warning: C36: the source \"p\" has no publisher"},
		{"no date", "sources: {p: {publisher: Reuters}}\nsections: [{blocks: [{text: \"[@p]\"}]}]\n", "brief.yaml:31:11: warning: C36: the source \"p\" has no date"},
		{"one report in two papers", judged("high", "Both say so [@p] [@q]."), "brief.yaml:37:65: error: C36: KJ-1 is held with high confidence and rests on one source, Reuters"},
		{"one series", judged("high", "{{exports}}, after {{exports.prev}}."), "brief.yaml:37:65: error: C36: KJ-1 is held with high confidence and rests on one source, Customs"},
		{"no source", judged("high", "We know."), "brief.yaml:37:65: error: C36: KJ-1 is held with high confidence and cites no source and no data"},
		{"two agencies", judged("high", "Both say so [@p] [@r]."), ""},
		{"data and an agency", judged("high", "{{exports}} [@p]."), ""},
		{"one source, moderate", judged("moderate", "It says so [@p]."), ""},
		{"a side of high confidence", own + "sections: [{blocks: [{two_sided: {left: {title: A, rows: {How: \"[@p]\"}, likelihood: likely, confidence: high}, right: {title: B, rows: {How: \"[@q] [@r]\"}, likelihood: likely, confidence: high}}}]}]\n",
			"brief.yaml:35:105: error: C36: this is held with high confidence and rests on one source, Reuters"},
		{"evidence of two agencies", evidenced("p", "r"), ""},
		{"evidence of one agency", evidenced("p", "q"), "brief.yaml:37:65: error: C36: KJ-1 is held with high confidence and rests on one source, Reuters"},
		{"an event", "events: [{date: 2022-01, label: Trains run}]\nsections: [{blocks: [{text: x}]}]\n", "brief.yaml:31:17: warning: C36: this event has no source"},
		{"an entry", "sections: [{blocks: [{timeline: [{date: 2022-01, text: Trains run}, {date: 2023-09, text: Reference month, kind: reference}, {date: 2022-02, text: \"They stop [@k1]\"}]}]}]\n",
			"brief.yaml:31:41: warning: C36: this entry of the timeline has no source"},
	} {
		_, problems := Load(project(c.outline), Options{})
		if got := coded(problems, "C36"); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s\nall:\n%s", c.name, got, c.want, problems)
		}
	}
}

// TestSourceHints are what the hints say to type, and that it mends.
func TestSourceHints(t *testing.T) {
	for _, c := range []struct{ outline, hint, typed string }{
		{"sources: {p: {publisher: Reuters, date: 2023}}\nsections: [{blocks: [{text: \"It rose.\"}]}]\n", "hint: cite it as [@p], or take it out", strings.NewReplacer("rose.", "rose [@p].").Replace(
			"sources: {p: {publisher: Reuters, date: 2023}}\nsections: [{blocks: [{text: \"It rose.\"}]}]\n")},
		{"sources: {p: {publisher: Reuters}}\nsections: [{blocks: [{text: \"[@p]\"}]}]\n", "hint: say when it was published: date: 2023-10-20", "sources: {p: {publisher: Reuters, date: 2023-10-20}}\nsections: [{blocks: [{text: \"[@p]\"}]}]\n"},
	} {
		if _, problems := Load(project(c.outline), Options{}); !strings.Contains(problems.String(), c.hint) {
			t.Errorf("no %q:\n%s", c.hint, problems)
		}
		if _, problems := Load(project(c.typed), Options{}); coded(problems, "C36") != "" {
			t.Errorf("after %q:\n%s", c.hint, problems)
		}
	}
}

// TestReactions (C37): an answer follows its figures, quotations are short, and
// the register says what its entries are.
func TestReactions(t *testing.T) {
	register := func(entry string) string {
		return "sections:\n  - title: Said\n    blocks:\n      - reactions: {as_of: 2023-11-20, actors: [{actor: US, stance: critical, " + entry + ", src: k1}, {actor: JP, none: true}]}\n"
	}
	long := strings.TrimSpace(strings.Repeat("word ", 26))
	for _, c := range []struct{ name, entry, want, note string }{
		{"a position", "position: Presses, date: 2023-05-15", "", "Standing positions: none of them answers these figures."},
		{"an answer", "position: Presses, date: 2023-10-20, answers: figures", "", ""},
		{"an answer before the release", "position: Presses, date: 2023-10-19, answers: figures",
			"brief.yaml:34:125: error: C37: this is of 19 October 2023 and cannot answer figures released on 20 October 2023", ""},
		{"an answer in the month of the release", "position: Presses, date: 2023-10, answers: figures", "", ""},
		{"an answer in the month before", "position: Presses, date: 2023-09, answers: figures",
			"brief.yaml:34:122: error: C37: this is of September 2023 and cannot answer figures released on 20 October 2023", ""},
		{"25 words", "quote: \"" + long[5:] + " …\", date: 2023-05-15", "", "Standing positions: none of them answers these figures."},
		{"26 words", "quote: \"" + long + "\", date: 2023-05-15", "brief.yaml:34:87: warning: C37: the quotation has 26 words, more than 25", "Standing positions: none of them answers these figures."},
	} {
		b, problems := Load(project(register(c.entry)), Options{})
		if got := coded(problems, "C37"); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s\nall:\n%s", c.name, got, c.want, problems)
		}
		if b != nil && c.note != "" && !strings.Contains(b.Text(), c.note) {
			t.Errorf("%s: the register does not say %q:\n%s", c.name, c.note, b.Text())
		}
	}
	b := load(t, project("sections:\n  - title: Said\n    blocks:\n      - reactions: {as_of: 2023-11-20, actors: [{actor: US, stance: critical, position: Presses, date: 2023-10-21, src: k1, answers: figures}, {actor: KR, stance: neutral, position: Waits, date: 2023-01, src: k1}]}\n"), Options{})
	for _, want := range []string{"What is marked “answer” speaks of these figures, the rest are standing positions.", "Oct 2023, answer"} {
		if text := b.Text(); !strings.Contains(text, want) {
			t.Errorf("the register does not say %q:\n%s", want, text)
		}
	}
	if b.Claims.Total != 0 {
		t.Errorf("entries of the register are counted as claims: %+v", b.Claims)
	}
}

// TestStances: a brief can count the stances of its registers and claim that they
// are mixed, before they stand on the page; what came out later is not among them.
func TestStances(t *testing.T) {
	const register = `
      - reactions:
          as_of: 2023-11-20
          actors:
            - {actor: US, stance: critical, position: a, date: 2023-05-15, src: k1}
            - {actor: EU, stance: opposes, position: a, date: 2023-05-15, src: k1}
            - {actor: KR, stance: neutral, position: a, date: 2023-05-15, src: k1}
            - {actor: CN, stance: supports, position: a, date: 2023-05-15, src: k1}
            - {actor: RU, stance: defends, position: a, date: 2023-12-15, src: k1}
            - {actor: JP, none: true}
`
	b, problems := Load(project("sections:\n  - title: Said\n    deck: \"[Mixed]{claim=mixed()}: {{stances('against')}} and {{stances('for')}} of {{stances('all')}}, {{count(stances('none'))}} silent, {{stances('critical')}} critical, {{stances('defends')}} defends.\"\n    blocks:"+register), Options{})
	if b == nil || problems.Failed() {
		t.Fatal(problems)
	}
	if text := b.Text(); !strings.Contains(text, "Mixed: 2 and 1 of 5, one silent, 1 critical, 0 defends.") {
		t.Errorf("the stances are not counted:\n%s", text)
	}
	fails(t, project("sections:\n  - title: Said\n    deck: \"[Mixed]{claim=mixed()}\"\n    blocks:"+strings.Replace(register, "supports", "neutral", 1)), Options{}, diag.Claim,
		"33:12: error: ", `"Mixed" is not true: stances('against') = 2, stances('for') = 0, needs both > 0`, "hint: of 5 entries of the register, 2 are against and 0 for")
	fails(t, project(text("{{stances('critcal')}}")), Options{}, diag.Outline, `stances() counts a stance of the register of reactions, and "critcal" is none`, "hint: did you mean 'critical'?")
	fails(t, project(text("{{stances('nobody')}}")), Options{}, diag.Outline, "hint: it takes 'all', 'none', 'against', 'for', 'opposes', ")
}

// TestHouseSourcesMayRest: a source of the defaults file may be for other outlines.
func TestHouseSourcesMayRest(t *testing.T) {
	p := project("sections: [{blocks: [{text: Nothing.}]}]\n")
	if p.FS.(fstest.MapFS)["tradebrief.yaml"] == nil {
		t.Fatal("the project has no defaults file")
	}
	if _, problems := Load(p, Options{}); len(problems) > 0 {
		t.Error(problems)
	}
}

// TestSourcedFigures (C36): a figure with a source that the data hold is named
// with the expression that prints it; what the data do not hold, what they owe to
// the source, and what is too short to be sure of are left alone.
func TestSourcedFigures(t *testing.T) {
	for _, c := range []struct{ prose, want, hint string }{
		{"Agencies put it at [US$162.9 million]{src=k1}.", "", "{{exports.prev}}"},
		{"In all [US$154.7 million]{src=k1}.", "", "{{exports.at('2023-06')}}"},
		{"It came to [US$188.74 million]{src=k1}.", "", "{{exports}}"},
		{"Imports came to [$27.79 million]{src=k1}.", "quiet", ""}, // of which dollar is not said
		{"Imports came to [US$27.79 million]{src=k1}.", "", "{{imports}}"},
		{"The rate of exports is [15.9%]{src=k1} on the month.", "", "{{exports.mom}}"},
		{"Prices rose by [15.9%]{src=k1} on the month.", "quiet", ""},       // not of a series of this brief
		{"Exports rose by [16%]{src=k1} on the month.", "quiet", ""},        // may be any
		{"Exports rose by [15.7%]{src=k1} on the month.", "quiet", ""},      // another figure
		{"Exports rose by [135.9%]{src=k1} on the year.", "quiet", ""},      // the base was worked back from it
		{"Exports came to [US$190 million]{src=k1}.", "quiet", ""},          // rounded
		{"In 2016 it was [US$525.23 million]{src=k1}.", "quiet", ""},        // before the data begin
		{"[More than US$162.9 million]{src=k1} was sent.", "quiet", ""},     // a bound
		{"It came to {{exports}}, [says the agency]{src=k1}.", "quiet", ""}, // words
		{"It was [€162.9 million]{src=k1} then.", "quiet", ""},              // another currency
		{"It was [162.9 tonnes]{src=k1} then.", "quiet", ""},                // another kind of figure
		{"On [20 November 2023]{src=k1} it rose.", "quiet", ""},             // a date
	} {
		_, problems := Load(project(text(c.prose)), Options{})
		got := coded(problems, "C36")
		if c.want == "quiet" {
			if got != "" {
				t.Errorf("%s:\n%s", c.prose, problems)
			}
			continue
		}
		figure := c.prose[strings.IndexByte(c.prose, '[')+1 : strings.IndexByte(c.prose, ']')]
		if !strings.HasSuffix(got, ": warning: C36: "+figure+" has the source k1, and the data hold this figure") || !strings.Contains(problems.String(), "\n  hint: write "+c.hint) {
			t.Errorf("%s: want %s\n%s", c.prose, c.hint, problems)
		}
		// As the hint says.
		mended := strings.Replace(c.prose, "["+figure+"]{src=k1}", c.hint, 1)
		if _, problems := Load(project(text(mended)), Options{}); coded(problems, "C36") != "" {
			t.Errorf("%s:\n%s", mended, problems)
		}
	}
}

// TestHostsAreSaidOnce: a host is printed unless its publisher says it.
func TestHostsAreSaidOnce(t *testing.T) {
	for _, c := range []struct {
		publisher, host string
		want            bool
	}{
		{"Reuters via Daily Mail", "dailymail.co.uk", true},
		{"News1 via Dong-A", "donga.com", true},
		{"China Briefing", "china-briefing.com", true},
		{"Xinhua", "en.people.cn", false},
		{"VOA Korean", "voakorea.com", true},
		{"AP", "ap.org", false}, // too short to be sure of
		{"", "example.org", false},
	} {
		if got := names(c.publisher, c.host); got != c.want {
			t.Errorf("%q says %s: %v", c.publisher, c.host, got)
		}
	}
}
