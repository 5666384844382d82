package report

import (
	"fmt"
	"strings"
	"testing"

	"tradebrief/data/diag"
	"tradebrief/report/page"
)

// TestLedger: the ledger of the flagship adds up to its counts, names places
// that hold the statement, and quotes the sentence around it.
func TestLedger(t *testing.T) {
	for _, period := range []string{"", "2023-08", "2024-03"} {
		b, problems := Load(flagship(), Options{Period: period})
		if b == nil {
			t.Fatal(problems)
		}
		ledger := b.Statements()
		if len(ledger) != b.Claims.Total || b.Claims.Total != b.Claims.Computed+b.Claims.Sourced+b.Claims.Waived+b.Claims.Unbound+b.Claims.Failed {
			t.Errorf("%d statements, claims %+v", len(ledger), b.Claims)
		}
		failed := 0
		for i, s := range ledger {
			if want := fmt.Sprintf("F%03d", i+1); s.ID != want {
				t.Errorf("%s, want %s", s.ID, want)
			}
			if s.At.File != "templates/china-dprk.yaml" || s.At.Line == 0 || s.Where == "" || s.Text == "" {
				t.Errorf("without a place or text: %+v", s)
			}
			if s.Kind != Judgement && !strings.Contains(s.Sentence, s.Text) {
				t.Errorf("%s %q is not in its sentence %q", s.ID, s.Text, s.Sentence)
			}
			if (s.Expr == "") != (s.Kind == Source || s.Kind == Judgement) || (s.Source != "") != (s.Kind == Source) {
				t.Errorf("%+v", s)
			}
			switch s.Verdict {
			case Untrue, Undecided, Lacking, Refused:
				failed++
				if s.Why == "" {
					t.Errorf("%s is %s, and nothing says why", s.ID, s.Verdict)
				}
			default:
				if s.Why != "" {
					t.Errorf("%s is %s, but %s", s.ID, s.Verdict, s.Why)
				}
			}
		}
		if failed != b.Claims.Failed || (period != "") != (failed > 0) {
			t.Errorf("%d failed, claims %+v", failed, b.Claims)
		}
	}
}

// TestLedgerEntries are entries of every kind and verdict, as other parts of
// the tool read them.
func TestLedgerEntries(t *testing.T) {
	p := project(`sections:
  - title: "Trends of {{month(period)}}"
    heading: "Exports [rose by {{exports.mom}}]{claim=exports.mom}"
    deck: Nothing of it. Exports [fell]{claim=exports.mom}, cf. No. 2. Then no more.
    blocks:
      - text: "The press says [a quarter [more]{claim=exports.mom}]{src=k1}. {{exports.at('2020-01')}} is not known."
      - judgements:
          - {id: KJ-1, likelihood: likely, statement: "It goes on from {{exports}}.", confidence: low, basis: "Three months"}
          - {likelihood: unlikely, confidence: low, statement: "Nobody knows."}
      - table: {kind: free, columns: [{title: A}], rows: [["[about 16]{claim=\"exports.mom > 0.1588\"}"]]}
`)
	b, problems := Load(p, Options{})
	if b == nil {
		t.Fatal(problems)
	}
	var got strings.Builder
	for _, s := range b.Statements() {
		fmt.Fprintf(&got, "%s %d:%d %s %q expr %q source %q: %s; facts %s; %s: %s\n", s.ID, s.At.Line, s.At.Col, s.Kind, s.Text, s.Expr, s.Source, s.Verdict, strings.Join(s.Facts, " "), s.Where, s.Sentence)
	}
	want := `F001 32:23 computed "September" expr "month(period)" source "": holds; facts ; Trends of September: Trends of September
F002 33:23 claim "rose by 15.9%" expr "exports.mom" source "": holds; facts exports.mom; Trends of September: Exports rose by 15.9%
F003 33:32 computed "15.9%" expr "exports.mom" source "": holds; facts exports.mom; Trends of September: Exports rose by 15.9%
F004 34:34 claim "fell" expr "exports.mom" source "": false; facts exports.mom; Trends of September: Exports fell, cf. No. 2.
F005 36:31 source "a quarter more" expr "" source "k1": sourced; facts ; Trends of September: The press says a quarter more.
F006 36:42 claim "more" expr "exports.mom" source "": holds; facts exports.mom; Trends of September: The press says a quarter more.
F007 36:78 computed "n.a." expr "exports.at('2020-01')" source "": missing; facts exports.at('2020-01'); Trends of September: n.a. is not known.
F008 38:18 judgement "Likely: It goes on from US$188.7 million." expr "" source "": sourced; facts exports; Trends of September: Likely: It goes on from US$188.7 million.
F009 38:72 computed "US$188.7 million" expr "exports" source "": holds; facts exports; Trends of September: It goes on from US$188.7 million.
F010 39:65 judgement "Unlikely: Nobody knows." expr "" source "": unbound; facts ; Trends of September: Unlikely: Nobody knows.
F011 40:61 claim "about 16" expr "exports.mom > 0.1588" source "": undecided; facts exports.mom; Table 1: about 16
`
	if got.String() != want {
		t.Errorf("%s", got.String())
	}
}

// TestPlaces: every block and every statement that is printed in running text
// stands on a page, where its words are.
func TestPlaces(t *testing.T) {
	b, problems := Load(flagship(), Options{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	pages, problems := b.Pages()
	if problems.Failed() {
		t.Fatal(problems)
	}
	ledger := b.Statements()
	stands := make([]int, len(ledger)+1)
	blocks := map[diag.Pos]page.Place{}
	for _, p := range pages.Places {
		if p.Page < 1 || p.Page > len(pages.Pages) || p.W <= 0 || p.H < 0 || p.X < 0 || p.Y < 0 || p.X+p.W > pages.Pages[0].W || p.Y+p.H > pages.Pages[0].H {
			t.Errorf("not on a page: %+v", p)
		}
		if p.Statement == 0 {
			blocks[p.At] = p
			continue
		}
		stands[p.Statement]++
		if s := ledger[p.Statement-1]; p.At.Line != s.At.Line || p.At.Col != s.At.Col {
			t.Errorf("%s stands at %v, its place says %v", s.ID, s.At, p.At)
		}
	}
	for i, s := range ledger {
		if stands[i+1] == 0 && s.Where != frontPage && s.Where != "Figure 6" {
			t.Errorf("%s %q of %s has no place", s.ID, s.Text, s.Where)
		}
	}
	for _, section := range b.Document.Sections {
		for _, block := range section.Blocks {
			if f, ok := block.(*page.Figure); ok {
				p, ok := blocks[f.At]
				if !ok || p.H < 50 {
					t.Errorf("the figure at %v has the place %+v", f.At, p)
				}
			}
		}
	}
}
