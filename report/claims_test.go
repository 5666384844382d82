package report

import (
	"strings"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// TestTrueClaims: what the data of the standard project bear out.
func TestTrueClaims(t *testing.T) {
	for _, prose := range []string{
		`[rose]{claim=exports.mom}`,
		`[Exports rose again]{claim=exports.mom}`,
		`[rose sharply]{claim=exports.mom}`,
		`[fell]{claim=imports.mom}`,
		`[more than doubled]{claim=exports.yoy}`,
		`[accelerated]{claim=exports.mom}`,
		`[accelerated]{claim="exports.mom > exports.prev.mom"}`,
		`[third month in a row]{claim=exports.streak}`,
		`[three months running]{claim=exports.streak}`,
		`[for a third consecutive month]{claim=exports.streak}`,
		`[3 months in a row]{claim=exports.streak}`,
		`[rose for the third month in a row]{claim=exports.streak}`,
		`[fell for the first month]{claim=imports.streak}`,
		`[the highest]{claim=exports.max}`,
		`[above 120 million]{claim="exports > 120e6"}`,
		`[a tenth and a half]{claim="exports.mom > 0.158 and exports.mom < 0.16"}`,
		`[exact decimals]{claim="0.1 + 0.2 == 0.3"}`,
		`[either]{claim="exports.mom < 0 or imports.mom < 0"}`,
		`[not]{claim="not (exports.mom < 0)"}`,
		`[in September]{claim="period == '2023-09'"}`,
		`[later than 2022]{claim="period > '2022-12'"}`,
		`[one of them]{claim="params.partner in ['KP', 'VN']"}`,
		`[revised down]{claim="exports.yoy.base < exports.first_release.yoy.base"}`,
		`[a false half is enough]{claim="not (imports.yoy > 0 and exports.mom < 0)"}`,
		`[a known half is enough]{claim="imports.yoy > 0 or exports.mom > 0"}`,
		`[the same figure]{claim="exports.prev == exports.at('2023-08')"}`,
	} {
		if _, problems := Load(project(text(prose)), Options{}); len(problems) > 0 {
			t.Errorf("%s:\n%s", prose, problems)
		}
	}
}

// TestFalseClaims: every problem stands at the claim, shows its words and its
// figures, and where it can be derived what would be true.
func TestFalseClaims(t *testing.T) {
	for _, c := range []struct {
		prose string
		phase diag.Phase
		says  []string
	}{
		{`[fell]{claim=exports.mom}`, diag.Claim, []string{`brief.yaml:35:11: error: C11: "fell" is not true: exports.mom = 15.9%, needs < 0`, "the data say: rose 15.9%"}},
		{`[rose]{claim=imports.mom}`, diag.Claim, []string{"imports.mom = −1.6%, needs > 0", "fell 1.6%"}},
		{`[little changed]{claim=exports.mom}`, diag.Claim, []string{"between −0.5% and 0.5%"}},
		{`[slowed]{claim="exports.mom < exports.prev.mom"}`, diag.Claim, []string{"exports.mom = 15.9%, exports.prev.mom = 4.0%, needs exports.mom < exports.prev.mom", "accelerated"}},
		{`[slowed]{claim=exports.mom}`, diag.Claim, []string{"exports.mom = 15.9% after 4.0%", "accelerated"}},
		// The hint follows the data, whatever the condition makes of its words.
		{`[sped up]{claim="exports.mom < exports.prev.mom"}`, diag.Claim, []string{`"sped up" is not true`, "the data say: accelerated"}},
		{`[slowed]{claim="exports.prev.mom > exports.mom"}`, diag.Claim, []string{"the data say: accelerated"}},
		{`[sped up]{claim="imports.mom > exports.mom"}`, diag.Claim, []string{"needs imports.mom > exports.mom"}},
		{`[fell]{claim="exports.mom < 0"}`, diag.Claim, []string{"exports.mom = 15.9%, needs < 0", "rose 15.9%"}},
		{`[fourth month in a row]{claim=exports.streak}`, diag.Claim, []string{"exports.streak = 3, needs 4", "the third rise in a row"}},
		{`[fourth month]{claim="exports.streak >= 4"}`, diag.Claim, []string{"exports.streak = 3, needs >= 4"}},
		{`[rose for two months running]{claim=imports.streak}`, diag.Claim, []string{"imports.streak = −1, needs 2", "one fall"}},
		{`[fell for the third month in a row]{claim=exports.streak}`, diag.Claim, []string{"needs −3"}},
		{`[the highest]{claim=imports.max}`, diag.Claim, []string{"imports = US$27.8\u00a0million, in August\u00a02023 US$28.2\u00a0million"}},
		{`[exploded]{claim=exports.mom}`, diag.Claim, []string{"the house table does not say", "rose"}},
		{`[did not rise]{claim=exports.mom}`, diag.Claim, []string{"the house table does not say"}},
		{`[rose]{claim=exports}`, diag.Claim, []string{"exports, which is a level", "claim=exports.mom"}},
		{`[15.85%]{claim="exports.first_release.mom > 0.1584"}`, diag.Claim, []string{"not decidable from rounded inputs"}},
		{`[rose]{claim=imports.yoy}`, diag.Claim, []string{"cannot be judged", "no figure of imports for 2022-09"}},
		{`[more]{claim="imports.yoy > 0"}`, diag.Claim, []string{"cannot be judged", "no figure of imports for 2022-09"}},
		{`[both]{claim="imports.yoy > 0 and exports.mom > 0"}`, diag.Claim, []string{"cannot be judged"}},
		{`{{imports.yoy}}`, diag.Claim, []string{"brief.yaml:35:13: error: C28: imports.yoy is missing: no figure of imports for 2022-09"}},
		{`{{exports > 3}}`, diag.Outline, []string{"condition"}},
		{`[x]{claim="exports + period > 3"}`, diag.Outline, nil},
		{`{{ref('nowhere')}}`, diag.Outline, []string{"nowhere"}},
		{`{{exports.mum}}`, diag.Outline, []string{"mum", "mom"}},
	} {
		t.Run(c.prose, func(t *testing.T) { fails(t, project(text(c.prose)), Options{}, c.phase, c.says...) })
	}
}

// TestPaceOfLevels: a level that is lower fell, and did not slow.
func TestPaceOfLevels(t *testing.T) {
	for prose, want := range map[string]string{
		`[slowed]{claim="imports < imports.prev"}`:                      `C13: "slowed" speaks of a rate, and imports < imports.prev compares levels`,
		`[fell]{claim="imports < imports.prev"}`:                        "",
		`[slowed]{claim="imports.mom < exports.mom"}`:                   "",
		`[accelerated]{claim="exports.mom > exports.prev.mom"}`:         "",
		`[slowed]{claim="period == '2023-09'"}`:                         "",
		`[accelerated]{claim="exports - exports.prev > 10e6"}`:          "",
		`[rose faster]{claim="exports.yoy_abs > exports.prev.yoy_abs"}`: "",
	} {
		b, problems := Load(project(text(prose)), Options{})
		got := problems.String()
		if problems.Failed() || want == "" && got != "" || !strings.Contains(got, want) || want != "" && problems[0].Severity != diag.Warning || b.Claims.Failed > 0 {
			t.Errorf("%s: want %q:\n%s", prose, want, got)
		}
	}
}

// TestClaimsFollowTheData: a sentence that was true is named when the data turn.
func TestClaimsFollowTheData(t *testing.T) {
	sections := text("Exports [rose]{claim=exports.mom} by {{exports.mom}}.")
	load(t, project(sections), Options{})
	turned := "period,flow,value,status,source,vintage\n2023-08,X,200,present,a,2023-09-18\n2023-09,X,188.7,present,a,2023-10-20\n2023-09,M,27,present,a,2023-10-20\n"
	fails(t, project(sections, "monthly.csv", turned), Options{}, diag.Claim, `"rose" is not true: exports.mom = −5.7%, needs > 0`, "fell 5.7%")
}

func TestKleeneLogic(t *testing.T) {
	const f, tr, und, unk = data.False, data.True, data.Undecided, data.Unknown
	for _, c := range []struct{ x, y, and, or data.Truth }{
		{tr, tr, tr, tr}, {tr, f, f, tr}, {f, f, f, f},
		{tr, und, und, tr}, {f, und, f, und}, {und, und, und, und},
		{tr, unk, unk, tr}, {f, unk, f, unk}, {unk, und, unk, unk},
	} {
		for _, pair := range [][2]data.Truth{{c.x, c.y}, {c.y, c.x}} {
			x, y := value{truth: pair[0]}, value{truth: pair[1]}
			if got := combine("and", x, y).truth; got != c.and {
				t.Errorf("%d and %d is %d, want %d", pair[0], pair[1], got, c.and)
			}
			if got := combine("or", x, y).truth; got != c.or {
				t.Errorf("%d or %d is %d, want %d", pair[0], pair[1], got, c.or)
			}
		}
	}
}
