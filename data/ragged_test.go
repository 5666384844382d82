package data

import (
	"fmt"
	"strings"
	"testing"
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
		if got := strings.TrimSpace(cube.Ragged(used, Month(2025, 12)).String()); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}
