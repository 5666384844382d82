package report

import (
	"strings"
	"testing"

	"tradebrief/report/page"
	"tradebrief/templates"
)

// said composes a prose in the standard project and returns its words.
func said(t *testing.T, prose string) string {
	t.Helper()
	b := load(t, project(text(prose)), Options{})
	return b.Document.Sections[0].Blocks[0].(*page.TextBlock).Paras[0].Text.String()
}

func TestComputedProse(t *testing.T) {
	for _, c := range [][2]string{
		{"{{exports}}", "US$188.7\u00a0million"},
		{"{{exports.mom}}", "15.9%"},
		{"{{exports.yoy}}", "135.9%"},
		{"{{exports.first_release.yoy}}", "109.5%"},
		{"{{exports.prev}}", "US$162.9\u00a0million"},
		{"{{exports.prev.mom}}", "4.0%"},
		{"{{exports.yoy.base}}", "US$80.0\u00a0million"},
		{"{{exports.at('2023-06')}}", "US$154.7\u00a0million"},
		{"{{exports.vs('2023-07')}}", "120.5%"},
		{"{{total(exports, imports)}}", "US$216.5\u00a0million"},
		{"{{balance(exports, imports)}}", "US$161.0\u00a0million"},
		{"{{balance(imports, exports)}}", "−US$161.0\u00a0million"},
		{"{{abs(balance(imports, exports))}}", "US$161.0\u00a0million"},
		{"{{ratio(imports, exports)}}", "14.7%"},
		{"{{imports.mom}}", "−1.6%"},
		{"{{abs(imports.mom)}}", "1.6%"},
		{"{{verb(imports.mom)}}", "fell"},
		{"{{verb(exports.mom)}}", "rose"},
		// Behind the words that say it fell, a rate has no minus; elsewhere it has.
		{"{{verb(imports.mom)}} by {{imports.mom}}, a rate of {{imports.mom}}", "fell by 1.6%, a rate of −1.6%"},
		{"[fell]{claim=imports.mom} by {{imports.mom}}", "fell by 1.6%"},
		{"[fell by {{imports.mom}}]{claim=\"imports.mom < 0\"}", "fell by 1.6%"},
		{"{{verb(exports.mom)}}; imports: {{imports.mom}}", "rose; imports: −1.6%"},
		{"{{verb(0.004)}}", "rose"},
		{"{{verb(pct(0.004))}}", "was little changed"},
		{"{{moved(exports.mom)}}; {{moved(imports.mom)}}", "rose by 15.9%; fell by 1.6%"},
		{"{{moved(pct(-0.004))}}", "hardly changed"},
		{"{{country('US')}}, {{country('jpn')}}, {{country(params.partner)}}", "the United States, Japan, North Korea"},
		{"{{exports >= exports.max ? 'a record' : 'no record'}}", "a record"},
		// A sum of rounded figures equals itself, and nothing but itself.
		{"{{total(exports, imports) >= total(exports, imports) ? 'the same' : 'less'}}", "the same"},
		{"{{pct(0.125)}}", "12.5%"},
		{"{{pp(exports.mom - exports.prev.mom)}}", "11.8\u00a0pp"},
		{"{{period}}", "September\u00a02023"},
		{"{{period.prev}}", "August\u00a02023"},
		{"{{month(period)}}", "September"},
		{"{{month('2023-01')}}", "January"},
		{"{{year(period)}}", "2023"},
		{"{{params.partner}}", "KP"},
		{"{{resolution}}", "2397"},
		{"{{ordinal(exports.streak)}}", "third"},
		{"{{count(exports.streak)}}", "three"},
		{"{{exports.streak}}", "3"},
		{"{{max(exports, imports)}}", "US$188.7\u00a0million"},
		{"{{min(exports, imports)}}", "US$27.8\u00a0million"},
		{"{{exports.mom > 0.1 ? 'strong' : 'weak'}}", "strong"},
		{"{{exports.yoy.status}}", "derived-from-rate"},
		{"{{exports.at('2022-09')}}", "US$80.0\u00a0million"},
		{"{{exports.first_release.at('2022-09')}}", "US$90.1\u00a0million"},
	} {
		if got := said(t, c[0]); got != c[1] {
			t.Errorf("%s prints %q, want %q", c[0], got, c[1])
		}
	}
}

// TestSource: an expression is written back as an author would write it.
func TestSource(t *testing.T) {
	for _, want := range []string{
		"(exports - imports) / exports.prev",
		"exports - (imports - exports.prev)",
		"exports / workdays / (exports.prev / workdays_before) - 1",
		"-(exports + imports)",
		"(exports - imports) * 2",
		"exports.at('2022-09').mom",
		"total(exports, imports)",
		"max(exports, imports, 3)",
		"exports > imports and (exports > 3 or not (imports > exports)) ? 1 : 2",
		"params.partner in ['KP', 'VN'] ? 1 : 2",
	} {
		sections := strings.Replace(head, "constants: {resolution: 2397}", "constants: {workdays: 20, workdays_before: 23}", 1) + text("{{"+want+"}}")
		b := load(t, project("", "brief.yaml", sections), Options{})
		var got string
		b.Outline.Exprs(func(x *templates.Expr) {
			if x.Src == want {
				got = source(x.Root)
			}
		})
		if got != want {
			t.Errorf("%s is written %s", want, got)
		}
	}
}
