package report

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestDatesInOrder: each date of an outline that is out of order is told at its
// place, and the nearest one that is in order is not.
func TestDatesInOrder(t *testing.T) {
	const timeline = "sections:\n  - title: Trends\n    blocks:\n      - {timeline: [{date: 2023-08, to: 2023-09, text: Trains}], id: events}\n      - text: \"{{exports}}, {{ref('events')}}\"\n"
	const reactions = "sections:\n  - title: Trends\n    blocks:\n      - {id: said, reactions: {as_of: 2023-11-10, actors: [{actor: US, stance: critical, position: Presses, date: 2023-11-08, src: k1}]}}\n      - text: \"{{exports}}, {{ref('said')}}\"\n"
	const prose = "sections: [{title: Trends, blocks: [text: \"{{exports}}\"]}]\n"
	for _, c := range []struct {
		name, sections, old, new string // one text of the project, and what takes its place
		want                     string // the message; empty: none
	}{
		{"next", prose, "  marking: TLP:CLEAR\n", "  next: 2023-11-20\n",
			"brief.yaml:10:9: error: C41: the next issue is announced for 20 November 2023, and this one is of 20 November 2023"},
		{"next a day later", prose, "  marking: TLP:CLEAR\n", "  next: 2023-11-21\n", ""},
		{"next of an issue that is found", prose, "  issued: 2023-10-20\n  revision: {number: 1, date: 2023-11-20, reason: October release}\n", "  issued: auto\n  next: 2023-11-20\n",
			"brief.yaml:9:9: error: C41: the next issue is announced for 20 November 2023, and this one is of 20 November 2023"},
		{"next after an issue that is found", prose, "  issued: 2023-10-20\n  revision: {number: 1, date: 2023-11-20, reason: October release}\n", "  issued: auto\n  next: 2023-12-18\n", ""},
		{"revision", prose, "date: 2023-11-20, reason", "date: 2023-10-19, reason",
			"brief.yaml:9:31: error: C41: the revision is of 19 October 2023, before the issue of 20 October 2023 that it revises"},
		{"revision of the same day", prose, "date: 2023-11-20, reason", "date: 2023-10-20, reason", ""},
		{"issue within the period", prose, "issued: 2023-10-20", "issued: 2023-09-30",
			"brief.yaml:8:11: error: C41: the brief is issued on 30 September 2023, before September 2023 is over"},
		{"issue before the release", "sections: [{title: Trends, blocks: [text: Nothing is printed.]}]\n", "  issued: 2023-10-20\n  revision: {number: 1, date: 2023-11-20, reason: October release}\n", "  issued: 2023-10-19\n",
			"brief.yaml:8:11: error: C41: the brief is of 19 October 2023, and exports of September 2023 came out on 20 October 2023"},
		{"issue on the day of release", prose, "  revision: {number: 1, date: 2023-11-20, reason: October release}\n", "", ""},
		{"latest", prose, "  period: 2023-09\n  issued: 2023-10-20\n  revision: {number: 1, date: 2023-11-20, reason: October release}\n", "  period: latest\n  issued: 2023-10-31\n", ""},
		{"last edition", prose, "  marking: TLP:CLEAR\n", "  previous: out/china-2023-10.pdf\n",
			"brief.yaml:10:13: error: C41: the last edition is of October 2023, and this one is of September 2023"},
		{"the first version of this edition", prose, "  marking: TLP:CLEAR\n", "  previous: out/china-2023-09.pdf\n", ""},
		{"a last edition without its month", prose, "  marking: TLP:CLEAR\n", "  previous: out/last.pdf\n", ""},
		{"source", prose, "date: 2023-10-20, url", "date: 2023-11-21, url",
			"tradebrief.yaml:2:70: warning: C41: source k1 is dated 21 November 2023, after the issue of 20 November 2023"},
		{"source of the month of issue", prose, "date: 2023-10-20, url", "date: 2023-11, url", ""},
		{"source of the day of revision", prose, "date: 2023-10-20, url", "date: 2023-11-20, url", ""},
		{"read", prose, "date: 2023-05-15}", "date: 2023-05-15, retrieved: 2023-05-14}",
			"tradebrief.yaml:3:94: error: C41: source k2 was read on 14 May 2023, before it came out on 15 May 2023"},
		{"read in the month", prose, "date: 2023-05-15}", "date: 2023-05, retrieved: 2023-05-01}", ""},
		{"event", prose, "params:", "events: [{date: 2023-12, label: Later}]\nparams:",
			"brief.yaml:11:17: warning: C41: the event of December 2023 is after the issue of 20 November 2023, so the brief leaves it out"},
		{"event of the day", prose, "params:", "events: [{date: 2023-11-20, label: Same}]\nparams:", ""},
		{"event that ends", timeline, "to: 2023-09", "to: 2023-07",
			"brief.yaml:34:41: error: C41: the event ends in July 2023, before it begins in August 2023"},
		{"event in its month", timeline, "to: 2023-09", "to: 2023-08", ""},
		{"later event", timeline, "{date: 2023-08, to: 2023-09, text: Trains}", "{date: 2023-08, text: Trains}, {date: 2024-01-01, text: Later}",
			"brief.yaml:34:59: warning: C41: the event of 1 January 2024 is after the issue of 20 November 2023, so the brief leaves it out"},
		{"statement", reactions, "date: 2023-11-08", "date: 2023-11-11",
			"brief.yaml:34:115: error: C41: the statement is of 11 November 2023, and as_of says that those up to 10 November 2023 are here"},
		{"statement of the day", reactions, "date: 2023-11-08", "date: 2023-11-10", ""},
		{"shock", prose, "params:", "shocks: [{from: 2020-02, to: 2020-01, label: Closed}]\nparams:",
			"brief.yaml:11:30: error: C41: the shock ends before it begins"},
	} {
		p := project(c.sections)
		file := p.FS.(fstest.MapFS)["brief.yaml"]
		if strings.Contains(houseSources, c.old) {
			file = p.FS.(fstest.MapFS)["tradebrief.yaml"]
		}
		if strings.Count(string(file.Data), c.old) != 1 {
			t.Fatalf("%s: the project has %q not once", c.name, c.old)
		}
		file.Data = []byte(strings.Replace(string(file.Data), c.old, c.new, 1))
		_, problems := Load(p, Options{})
		got := ""
		for _, q := range problems {
			if q.Code == "C41" && got == "" {
				got = strings.SplitN(q.String(), "\n", 2)[0]
			}
		}
		if got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s\nall:\n%s", c.name, got, c.want, problems)
		}
	}
}

// Looked at from another day or in another period, an outline keeps its own
// dates, which are in order.
func TestDatesOfOtherEditions(t *testing.T) {
	p := project("sections: [{title: Trends, blocks: [text: \"{{exports}}\"]}]\n")
	for _, o := range []Options{{Period: "2023-10"}, {AsOf: 20231020}, {AsOf: 20230930, Period: "2023-08"}, {Period: "2023-10", AsOf: Newest}} {
		if _, problems := Load(p, o); len(problems) > 0 {
			t.Errorf("%+v:\n%s", o, problems)
		}
	}
}

// A year may be told of before it is over, which a month may not.
func TestYearSoFar(t *testing.T) {
	p := history("{{exports}}", "2022", "100", "110")
	file := p.FS.(fstest.MapFS)["brief.yaml"]
	file.Data = []byte(strings.Replace(string(file.Data), "issued: 2024-01-18", "issued: 2023-12-31", 1))
	const want = "brief.yaml:8:11: warning: C41: the brief is issued on 31 December 2023, before 2023 is over\n"
	if _, problems := Load(p, Options{}); !strings.HasPrefix(problems.String(), want) || len(problems) != 1 {
		t.Errorf("%s\nwant:\n%s", problems, want)
	}
}
