package templates

import (
	"strings"
	"testing"
	"testing/fstest"
)

const original = `version: 1
brief: {title: Exports {{…}}, organisation: Desk, period: 2023-09, marking: TLP:CLEAR}
series: {exports: {flow: export, label: Exports}}
events: [{date: 2020-01-21, label: Border closes}]
sources: {kbs: {publisher: KBS, title: Trade}}
sections:
  - id: trends
    title: Trends
    blocks:
      - id: intro
        text: "Exports [rose]{claim=exports.mom} by {{exports.mom}} to {{exports}} [@kbs]."
      - include: more.yaml
      - columns:
          - - text: {id: left, text: To the left}
          - - callout: {id: right, title: Beware, text: To the right}
      - data_notes: true
`

const included = `- chart: {id: level, kind: bars, title: Exports, series: [exports], reference: [{at: 2018-09, label: Before}]}
- table: {id: goods, kind: free, title: Goods, columns: [{title: Item}, {title: Value}], rows: [[Hair, "{{exports}}"], [Flour, "{{exports.prev}}"]]}
- two_sided: {id: both, left: {title: Lasts, rows: {How: By rail, Signs: Trains}}, right: {title: Fades, rows: {How: By ship}}}
- judgements: {id: kj, items: [{id: KJ-1, likelihood: likely, confidence: low, statement: It lasts}, {id: KJ-2, likelihood: likely, confidence: low, statement: It fades}]}
`

const translated = `version: 1
edition_of: brief.yaml
brief: {language: zh, title: 出口, organisation: 处}
series: {exports: {label: 出口}}
events: [{date: 2020-01-21, label: 关闭边境}]
sections:
  - id: trends
    title: 走势
    blocks:
      - {id: goods, title: 商品, columns: [{title: 项目}, {title: 金额}], rows: [[假发, ~], [面粉, ~]]}
      - id: intro
        text: "出口达到{{exports}}[@kbs]，[上升]{claim=exports.mom}{{exports.mom}}。"
      - {id: level, title: 出口, reference: [{at: 2018-09, label: 此前}]}
      - columns: [[{id: right, title: 注意, text: 右边}], [{id: left, text: {file: left.md}}]]
      - {id: both, left: {title: 持续, rows: {方式: 铁路, 迹象: 列车}}, right: {title: 消退, rows: {方式: 海运}}}
      - id: kj
        judgements: [{id: KJ-2, statement: 消退}, {id: KJ-1, statement: 持续}]
`

func parseEdition(t *testing.T, text string) (*Outline, string) {
	t.Helper()
	return editionOf(original, text)
}

// editionOf reads an edition of an original, and what is said of it.
func editionOf(original, text string) (*Outline, string) {
	files := fstest.MapFS{"brief.yaml": {Data: []byte(strings.Replace(original, " {{…}}", "", 1))}, "more.yaml": {Data: []byte(included)}, "brief.zh.yaml": {Data: []byte(text)}, "left.md": {Data: []byte("左边\n")}}
	o, problems := Parse(files, "brief.zh.yaml", Options{Lang: testLanguage()})
	var all []string
	if o != nil && o.Translation != nil {
		problems = append(problems, o.Translation.Problems...)
	}
	for _, p := range problems {
		p.Excerpt = ""
		all = append(all, p.String())
	}
	return o, strings.Join(all, "\n")
}

// TestEdition: everything but the texts is the original's, wherever the texts of
// the translation stand.
func TestEdition(t *testing.T) {
	o, problems := parseEdition(t, translated)
	if problems != "" {
		t.Fatal(problems)
	}
	s := o.Sections[0]
	var said []string
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *Text:
			said = append(said, b.ID.Value, b.Body.Value)
		case *Chart:
			said = append(said, b.ID.Value, b.Kind.Value, b.Title.Value, b.Reference[0].At.Value, b.Reference[0].Label.Value)
		case *Table:
			said = append(said, b.ID.Value, b.Title.Value, b.Columns[1].Title.Value, b.Rows[0].Cells[0].Value, b.Rows[0].Cells[1].Value)
		case *TwoSided:
			said = append(said, b.Left.Rows[1].Label.Value, b.Left.Rows[1].Text.Value)
		case *Judgements:
			said = append(said, b.Items[0].ID.Value, b.Items[0].Statement.Value, b.Items[1].Statement.Value)
		case *Columns:
			said = append(said, b.Columns[0][0].(*Text).Body.Value, b.Columns[1][0].(*Callout).Body.Value)
		case *DataNotes:
			said = append(said, "notes")
		}
	}
	want := "intro 出口达到{{exports}}[@kbs]，[上升]{claim=exports.mom}{{exports.mom}}。 level bars 出口 2018-09 此前 goods 商品 金额 假发 {{exports}} 迹象 列车 KJ-1 持续 消退 左边\n 右边 notes"
	if got := strings.Join(said, " "); got != want {
		t.Errorf("the blocks say\n%s\nwant\n%s", got, want)
	}
	if o.Brief.Period.Value != "2023-09" || o.Brief.Language.Value != "zh" || o.Brief.Title.Value != "出口" || o.Events[0].Label.Value != "关闭边境" || o.Sources[0].Title.Value != "Trade" || o.Series[0].Flow.Value != "export" {
		t.Errorf("%+v", o.Brief)
	}
	if len(o.Files) != 4 {
		t.Errorf("the edition was read from %d files", len(o.Files))
	}
}

// TestEditionProblems: what a translation lacks, has beside the original, or says
// with other figures.
func TestEditionProblems(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"，[上升]{claim=exports.mom}{{exports.mom}}", "", "brief.zh.yaml:12:16: error: C42: the original prints {{exports.mom}} here, and this does not\n  hint: brief.yaml:11 has it\nbrief.zh.yaml:12:16: warning: C42: the words of the original rest on exports.mom, and none do here: brief.yaml:11"},
		{"{{exports.mom}}。", "{{exports.mom}}，{{exports.yoy}}。", "brief.zh.yaml:12:79: error: C42: {{exports.yoy}} is printed here, and not by the original, brief.yaml:11"},
		{"[上升]{claim=exports.mom}", "{{verb(exports.mom)}}", ""},
		{"[@kbs]", "", "brief.zh.yaml:12:16: warning: C42: the original cites kbs here, and this does not: brief.yaml:11"},
		{"      - {id: level, title: 出口, reference: [{at: 2018-09, label: 此前}]}\n", "", "brief.zh.yaml:2:13: error: C42: the block level is not translated: more.yaml:1 has it (title, label)"},
		{", reference: [{at: 2018-09, label: 此前}]", "", "brief.zh.yaml:13:14: error: C42: label of the block level is not translated: more.yaml:1 has it"},
		{"title: 走势", "heading: 走势", "brief.zh.yaml:8:5: error: the section trends has no heading in brief.yaml\n  hint: an edition translates what the original says: add it there, or take it out here"},
		{"{id: level,", "{id: levle,", "brief.zh.yaml:13:14: error: brief.yaml has no block with the id \"levle\"\n  hint: did you mean \"level\"?"},
		{"at: 2018-09", "at: 2018-10", "brief.zh.yaml:13:49: error: reference of brief.yaml has no entry with the at \"2018-10\"\n  hint: known here: 2018-09"},
		{"[[假发, ~], [面粉, ~]]", "[[假发, ~]]", "brief.zh.yaml:10:75: error: rows has 1 entries here and 2 in brief.yaml\n  hint: give one for each, in the same order; ~ keeps an entry as it is"},
		{"{方式: 铁路, 迹象: 列车}", "{方式: 铁路}", "brief.zh.yaml:15:44: error: rows of left of the block both has 1 labels here and 2 in brief.yaml\n  hint: give one for each, in the same order"},
		{"id: KJ-2", "id: KJ-3", "brief.zh.yaml:17:27: error: items of brief.yaml has no entry with the id \"KJ-3\"\n  hint: did you mean \"KJ-1\" or \"KJ-2\"?"},
		{"statement: 消退", "statement: 消退, likelihood: unlikely", "brief.zh.yaml:17:48: error: an edition takes no likelihood of an entry of items: it has that of brief.yaml"},
		{"id: trends", "id: trend", "brief.zh.yaml:7:5: error: brief.yaml has no section \"trend\"\n  hint: did you mean \"trends\"?"},
		{"language: zh, ", "", "brief.zh.yaml:2:13: error: an edition needs brief.language\n  hint: write brief: {language: zh}, or another of: zh, ko, fr, de, es, ja, ru"},
		{"edition_of: brief.yaml", "edition_of: brief.zh.yaml", "brief.zh.yaml:2:13: error: an outline is no edition of itself"},
		{"series: {", "params: {a: b}\nseries: {", "brief.zh.yaml:4:1: error: an edition takes no params: it has that of brief.yaml"},
		{"brief: {", "breif: {", "brief.zh.yaml:2:13: error: an edition needs brief.language\n  hint: write brief: {language: zh}, or another of: zh, ko, fr, de, es, ja, ru\nbrief.zh.yaml:3:1: error: unknown key \"breif\" in an edition\n  hint: did you mean \"brief\"?"},
		{"exports: {label", "export: {label", "brief.zh.yaml:4:10: error: brief.yaml has no series \"export\"\n  hint: did you mean \"exports\"?"},
	} {
		if strings.Count(translated, c.old) < 1 {
			t.Fatal(c.old)
		}
		if _, got := parseEdition(t, strings.Replace(translated, c.old, c.new, 1)); got != c.want {
			t.Errorf("%s for %s:\n%s\nwant:\n%s", c.new, c.old, got, c.want)
		}
	}
}

// TestChangedSinceTranslated: what an edition notes under translated: tells which
// texts of the original have changed since.
func TestChangedSinceTranslated(t *testing.T) {
	const unnoted = "brief.zh.yaml:2:13: warning: C42: nothing notes how brief.yaml read when it was translated, so a change of its texts goes unseen\n  hint: check --fix notes it, under translated:"
	o, _ := editionOf(original, translated)
	fresh := o.Translation
	if fresh.Noted || fresh.Unnoted.String() != unnoted {
		t.Fatalf("without notes: %v, %s", fresh.Noted, fresh.Unnoted.String())
	}
	edits := fresh.Unnoted.Fix
	if len(edits) != 1 || edits[0].Pos.Line != strings.Count(translated, "\n")+1 {
		t.Fatalf("the fix is %+v", edits)
	}
	noted := translated + edits[0].New
	if o, problems := editionOf(original, noted); problems != "" || !o.Translation.Noted {
		t.Fatalf("after the fix: %s", problems)
	}
	note := func(what string) string { // the line that notes it, as in the file
		line := noted[strings.Index(noted, "\n  "+what+": ")+1:]
		return line[:strings.Index(line, "\n")+1]
	}
	for _, c := range []struct{ old, new, drop, want string }{
		{"Exports [rose]", "In all, exports [rose]", "", "brief.zh.yaml:11:13: warning: C42: the original of the block intro has changed since it was translated: brief.yaml:11\n  hint: read both; when they say the same, write block intro: 2d049678468c under translated:"},
		{"title: Trends", "title: Trend", "", "brief.zh.yaml:7:5: warning: C42: the original of the section trends has changed since it was translated: brief.yaml:7\n  hint: read both; when they say the same, write section trends: 3001dcf08148 under translated:"},
		{"text: \"Exports [rose]", "text: \"Exports  [rose]", "", ""}, // where lines break is no change
		{"period: 2023-09", "period: 2023-08", "", ""},                // no text
		{"", "", "block level", "brief.zh.yaml:19:3: warning: C42: translated does not note how the original of block level read\n  hint: check --fix notes it: block level: febb526edf46"},
	} {
		edition := noted
		if c.drop != "" {
			edition = strings.Replace(noted, note(c.drop), "", 1)
		}
		if _, got := editionOf(strings.Replace(original, c.old, c.new, 1), edition); got != c.want {
			t.Errorf("%s for %s:\n%s\nwant:\n%s", c.new, c.old, got, c.want)
		}
	}
	for _, c := range []struct{ notes, want string }{
		{"translated: {}\n", "brief.zh.yaml:18:13: error: translated notes nothing\n  hint: take it out, and check --fix writes it"},
		{"translated: yes\n", "brief.zh.yaml:18:13: error: translated must be a mapping of keys, found text"},
		{edits[0].New + "  block gone: 0123456789ab\n", "brief.zh.yaml:30:3: warning: C42: block gone is noted as translated, and nothing of that name is translated here\n  hint: take the note out"},
	} {
		if _, got := editionOf(original, translated+c.notes); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.notes, got, c.want)
		}
	}
}

// TestEditionWithoutIDs: what has no id is one error, however many blocks there are.
func TestEditionWithoutIDs(t *testing.T) {
	for _, c := range []struct{ original, edition, want string }{
		{strings.NewReplacer("id: intro\n        text", "text", "id: left, ", "", "id: right, ", "", "      - include: more.yaml\n", "").Replace(original),
			"version: 1\nedition_of: brief.yaml\nbrief: {language: zh}\nsections:\n  - id: trends\n    title: 走势\n    blocks:\n      - {id: intro, text: 出口}\n      - {text: 左边}\n",
			"brief.zh.yaml:2:13: error: no block of brief.yaml has an id, by which it could be translated\n  hint: give each block that has texts an id there, such as id: intro"},
		{original, strings.Replace(translated, "{id: level, ", "{", 1), "brief.zh.yaml:13:9: error: a block of an edition has the id of the one that it translates\n  hint: write id: level"},
		{original, strings.NewReplacer("{id: level, ", "{", "{id: both, ", "{").Replace(translated), "brief.zh.yaml:13:9: error: 2 blocks have no id, from this one on: a block of an edition has the id of the one that it translates\n  hint: the ids that brief.yaml has and this edition has not are level, both"},
	} {
		if _, got := editionOf(c.original, c.edition); got != c.want {
			t.Errorf("an edition without ids:\n%s\nwant:\n%s", got, c.want)
		}
	}
}

// FuzzEdition: no translation makes reading it panic.
func FuzzEdition(f *testing.F) {
	f.Add(translated)
	f.Add("version: 1\nedition_of: brief.yaml\nbrief: []\nsections: {}\nevents: {}\nseries: []\n")
	f.Add("edition_of: brief.yaml\nsections: [{id: trends, blocks: [[], {include: more.yaml}, {columns: [[]]}, text]}]\n")
	f.Fuzz(func(t *testing.T, text string) { parseEdition(t, text) })
}

// TestEditionOfAQuotation: a quotation stays verbatim, and an edition may say behind it
// what it says; of words that are none of anybody's it takes no position.
func TestEditionOfAQuotation(t *testing.T) {
	actors := func(said string) fstest.MapFS {
		return fstest.MapFS{
			"brief.yaml":    {Data: []byte(strings.Replace(strings.Replace(original, " {{…}}", "", 1), "      - include: more.yaml\n", "      - reactions: {id: said, as_of: 2023-11-20, actors: [{actor: US, stance: critical, date: 2023-05-15, src: kbs, quote: We regret it}, {actor: JP, none: true}]}\n", 1))},
			"brief.zh.yaml": {Data: []byte("version: 1\nedition_of: brief.yaml\nbrief: {language: zh}\nsections:\n  - id: trends\n    blocks:\n      - {id: said, actors: " + said + "}\n")},
		}
	}
	o, _ := Parse(actors("[{quote: ~, position: （译文：我们对此表示遗憾）}, ~]"), "brief.zh.yaml", Options{Lang: testLanguage()})
	a := o.Sections[0].Blocks[1].(*Reactions).Actors[0]
	if a.Quote.Value != "We regret it" || a.Position.Value != "（译文：我们对此表示遗憾）" {
		t.Errorf("the quotation is %q, its translation %q", a.Quote.Value, a.Position.Value)
	}
	_, problems := Parse(actors("[{quote: ~}, {position: 遗憾}]"), "brief.zh.yaml", Options{Lang: testLanguage()})
	if len(problems) == 0 || !strings.Contains(problems[0].String(), "an entry of actors has no position in brief.yaml") {
		t.Errorf("a position of nobody: %v", problems)
	}
}
