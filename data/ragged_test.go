package data

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// reporters writes months of 2025 of reporters, each up to its last one.
func reporters(lasts ...string) string {
	var b strings.Builder
	b.WriteString("period,reporter,value\n")
	for _, l := range lasts {
		name, last, _ := strings.Cut(l, " ")
		for m := 1; m <= 12; m++ {
			if month := fmt.Sprintf("2025-%02d", m); month <= last {
				fmt.Fprintf(&b, "%s,%s,%d\n", month, name, 10+m)
			}
		}
	}
	return b.String()
}

func TestRagged(t *testing.T) {
	src := sourceFor()
	src.Table.Reporter = columnField("reporter")
	for _, c := range []struct {
		name, content string
		used          []string
		want          string
	}{
		{"one is not in", reporters("AT 2025-11", "CZ 2025-12"), []string{"AT", "CZ"},
			"data.csv:12:12: error: C28: reporter AT has no figure for 2025-12 yet, the last one is for 2025-11: the brief uses it beside CZ\n" +
				"  hint: build the brief for an earlier period, or waive it with a reason"},
		{"it is not used", reporters("AT 2025-11", "CZ 2025-12"), []string{"CZ"}, ""},
		{"nobody is in", reporters("AT 2025-11", "CZ 2025-11"), []string{"AT", "CZ"}, ""},
		{"all are in", reporters("AT 2025-12", "CZ 2025-12"), []string{"AT", "CZ"}, ""},
		{"no regular reporter", "period,reporter,value\n2025-03,AT,1\n2025-12,CZ,1\n", []string{"AT", "CZ"}, ""},
		{"a union without two members", reporters("EU27_2020 2025-12", "AT 2025-11", "BG 2025-10", "CZ 2025-12"), []string{"EU27_2020"},
			"data.csv:24:12: error: C28: reporter AT has no figure for 2025-12 yet, the last one is for 2025-11, nor have BG: the figure of EU27_2020 is without it\n" +
				"  hint: build the brief for an earlier period, or waive it with a reason"},
		{"a union whose members are in", reporters("EU27_2020 2025-12", "AT 2025-12"), []string{"EU27_2020"}, ""},
	} {
		cube := mustRead(t, files(c.content), src)
		var used []*Series
		for _, r := range c.used {
			used = append(used, mustSelect(t, cube, Selector{Reporter: text(r, 31)}, 0))
		}
		if got := strings.TrimSpace(cube.Ragged(used, Month(2025, 12), 0).String()); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestRaggedFolds: of a large source, whose goods are added up as they are read.
func TestRaggedFolds(t *testing.T) {
	var b strings.Builder
	b.WriteString("period,reporter,code,value\n")
	for _, row := range strings.Split(strings.TrimSpace(reporters("AT 2025-11", "CZ 2025-12")), "\n")[1:] {
		cells := strings.Split(row, ",")
		for _, code := range []string{"0101", "0201"} {
			fmt.Fprintf(&b, "%s,%s,%s,%s\n", cells[0], cells[1], code, cells[2])
		}
	}
	src := sourceFor()
	src.Complete, src.Table.Reporter, src.Table.Code = true, columnField("reporter"), columnField("code")
	needs := []Need{{Selector: Selector{ID: text("a", 30), Reporter: text("AT", 31)}}, {Selector: Selector{ID: text("b", 30), Reporter: text("CZ", 31)}}}
	r := readBy(&reader{fsys: files(b.String()), needs: needs, largeSource: -1, workers: 2, stretchSize: 1000}, []Source{src})
	if r.problems.Failed() || len(r.cube.entries[0].folded) == 0 {
		t.Fatalf("nothing was folded, or %s", r.problems)
	}
	var used []*Series
	for _, n := range needs {
		used = append(used, mustSelect(t, r.cube, n.Selector, 0))
	}
	got := r.cube.Ragged(used, Month(2025, 12), 0)
	if len(got) != 1 || !strings.HasPrefix(got[0].Message, "reporter AT has no figure for 2025-12 yet, the last one is for 2025-11: the brief uses it beside CZ") {
		t.Errorf("%v", got)
	}
}

// TestRaggedReleases: a newer download with some of the reporters stands beside the
// older one, in one entry or in two; what came after the day does not count.
func TestRaggedReleases(t *testing.T) {
	fsys := fstest.MapFS{
		"d-2025-12-20.csv": {Data: []byte(reporters("AT 2025-11", "CZ 2025-11"))},
		"d-2026-01-20.csv": {Data: []byte("period,reporter,value\n2025-11,CZ,21\n2025-12,CZ,22\n")},
		"d-2026-01-30.csv": {Data: []byte("period,reporter,value\n2025-12,AT,22\n")},
	}
	glob := sourceFor()
	glob.Table.Reporter, glob.Path, glob.VintageLayout = columnField("reporter"), text("d-*.csv", 11), text("YYYY-MM-DD", 12)
	var each []Source
	for i, day := range []string{"2025-12-20", "2026-01-20", "2026-01-30"} {
		src := sourceFor()
		src.Table.Reporter, src.ID = columnField("reporter"), text(string(rune('a'+i)), 10+10*i)
		src.Path, src.Vintage = text("d-"+day+".csv", 11+10*i), text(day, 12+10*i)
		each = append(each, src)
	}
	for name, cube := range map[string]*Cube{"one entry": mustRead(t, fsys, glob), "three entries": mustRead(t, fsys, each...)} {
		for asOf, late := range map[Date]bool{20251220: false, 20260120: true, 20260130: false, 0: false} {
			used := []*Series{mustSelect(t, cube, Selector{Reporter: text("AT", 31)}, asOf), mustSelect(t, cube, Selector{Reporter: text("CZ", 31)}, asOf)}
			got := cube.Ragged(used, Month(2025, 12), asOf)
			if late != (len(got) == 1 && strings.HasPrefix(got[0].Message, "reporter AT has no figure for 2025-12 yet, the last one is for 2025-11: the brief uses it beside CZ")) || !late && len(got) > 0 {
				t.Errorf("%s, as of %s: %v", name, asOf, got)
			}
		}
	}
}
