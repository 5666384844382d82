package report

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradebrief/data/diag"
)

// TestMoved moves the flagship to other months: what is true of them holds, and
// what is not is named at its words. All problems of a month are in
// testdata/moved; the cases below say of some statements what must become of
// them there.
func TestMoved(t *testing.T) {
	type verdict struct{ text, expr, verdict string }
	for month, cases := range map[string][]verdict{
		// Exports fell by 6.6%, from 165.63 to 154.7, after 165.78.
		"2023-06": {
			{"6.6%", "exports.mom", Holds},
			{"fell", "verb(exports.mom)", Holds},
			{"sped up", "exports.mom > exports.prev.mom", Untrue},
			{"Monthly rises in a row", "exports.streak > 0", Untrue},
			{"far more than it bought", "exports > imports", Holds},
			{"US$154.7 million", "exports", Holds},
			{"", "hair", Lacking},
		},
		// Up by 4.0% from 156.6, after 1.2%; no figure of hair for July.
		"2023-08": {
			{"4.0%", "exports.mom", Holds},
			{"sped up", "exports.mom > exports.prev.mom", Holds},
			{"Monthly rises in a row", "exports.streak > 0", Holds},
			{"back near 2018", "exports > 0.9 * exports.at('2018-09')", Untrue},
			{"far more than it bought", "exports > imports", Holds},
			{"below a kilogram of hair", "wigs.unit_value < hair.unit_value", Untrue},
			{"", "hair.mom", Lacking},
			{"September", "period == '2023-09'", Untrue},
		},
		// Down by 11.2% from 188.74; hair and wigs have no figures.
		"2023-10": {
			{"11.2%", "exports.mom", Holds},
			{"sped up", "exports.mom > exports.prev.mom", Untrue},
			{"Monthly rises in a row", "exports.streak > 0", Untrue},
			{"back near 2018", "exports > 0.9 * exports.at('2018-09')", Untrue},
			{"far more than it bought", "exports > imports", Holds},
			{"less than the hair sent out", "wigs < hair", Lacking},
			{"most of the rise", "exports.at('2023-09') - exports.at('2023-10') > 0.5 * (exports.at('2023-09') - exports.at('2023-08'))", Holds},
		},
	} {
		t.Run(month, func(t *testing.T) {
			b, problems := Load(flagship(), Options{Period: month})
			if b == nil {
				t.Fatal(problems)
			}
			for _, c := range cases {
				found := false
				for _, s := range b.Statements() {
					found = found || s.Expr == c.expr && s.Verdict == c.verdict && (c.text == "" || s.Text == c.text)
				}
				if !found {
					t.Errorf("no statement %q of %s is %s", c.text, c.expr, c.verdict)
				}
			}
			var got strings.Builder
			for _, p := range problems {
				if p.Phase != diag.Claim {
					t.Errorf("not a problem of the claims: %s", p)
				}
				code := p.Code
				if code == "" {
					code = "–"
				}
				fmt.Fprintf(&got, "%d:%d %s %s: %s\n", p.Pos.Line, p.Pos.Col, p.Severity, code, p.Message)
			}
			path := "testdata/moved/" + month + ".txt"
			if *update {
				if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("the problems differ from %s (-want +got):\n%s", path, diff)
			}
		})
	}
}
