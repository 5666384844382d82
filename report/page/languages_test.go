package page

import (
	"strings"
	"testing"
)

func TestScriptsTellTheLanguage(t *testing.T) {
	for _, c := range []struct{ document, text, want string }{
		{"en-GB", "Customs", "Customs"},
		{"en", "Customs (海关总署), Beijing", "Customs (|zh:海关总署|), Beijing"},
		{"en", "北京 2023 上海", "zh:北京 2023 上海"},
		{"en", "北京 and 上海", "zh:北京| and |zh:上海"},
		{"en", "「関税」と言う。", "「|ja:関税」と言う。"},
		{"en", "조선 중앙통신 KCNA", "ko:조선 중앙통신| KCNA"},
		{"en", "中国 한국", "zh:中国| |ko:한국"},
		{"en", "ФТС России, 2023", "ru:ФТС России|, 2023"},
		{"en", "a change Δ of α", "a change Δ of α"},
		{"en", "ΕΛΣΤΑΤ says", "el:ΕΛΣΤΑΤ| says"},
		{"zh", "中国 조선 かな", "ja:中国| |ko:조선| |ja:かな"},
		{"zh-Hans", "中国海关 GAC", "中国海关 GAC"},
		{"zh", "出口 188.7 US$ 千 kg", "出口 188.7 US$ 千 kg"},
		{"zh", "Source: 海关 [2]. Not available", "en:Source|: 海关 [2]. |en:Not available"},
		{"ru", "Таможня, Figure 1 of it", "Таможня, |en:Figure 1 of it"},
		{"ja", "財務省 貿易統計", "財務省 貿易統計"},
		{"uk", "Держстат 중국", "Держстат |ko:중국"},
		{"en", "", ""},
		{"en", "bad \xff 国", "bad \xff |zh:国"},
	} {
		var got []string
		whole := ""
		for _, p := range newLanguage(c.document).passages(c.text) {
			whole += p.s
			if p.lang != "" {
				p.s = p.lang + ":" + p.s
			}
			got = append(got, p.s)
		}
		if got := strings.Join(got, "|"); got != c.want {
			t.Errorf("%s: %q is %q, expected %q", c.document, c.text, got, c.want)
		}
		if whole != c.text {
			t.Errorf("%q comes out as %q", c.text, whole)
		}
	}
}

func TestOneLanguageOfAText(t *testing.T) {
	l := &layouter{language: newLanguage("en")}
	for text, want := range map[string]string{"": "", "188.7": "", "Trade": "", "贸易 2023": "zh", "Trade 贸易": "", "贸易 trade": "", "무역": "ko", "贸易 무역": ""} {
		if got := l.languageOf(text); got != want {
			t.Errorf("%q is in %q, expected %q", text, got, want)
		}
	}
}

// TestWordsInOtherLanguagesSaySo looks for every place where words may stand.
func TestWordsInOtherLanguagesSaySo(t *testing.T) {
	f := figure(1, Full, "出口增长")
	f.Alt = "按月出口"
	f.Chart.Series[0].Name = "出口"
	f.Chart.Events[0].Label = "铁路恢复"
	doc := onOwnPages(
		&TextBlock{Common: common(7, Full), Paras: []Para{h3("贸易"), para("It said 人民币."), {Kind: Bullet, Text: tx("삼성")}, {Text: Text{{S: "海关", URL: "https://example.org"}, {S: "Москва", Lang: "bg"}}}}},
		f,
		&Table{Common: common(9, Full), Columns: []Column{{Title: tx("品名")}, {Title: tx("US$"), Align: Right}}, Rows: []Row{{Cells: cells("大豆", "1")}, {Style: Group, Cells: cells("食品")}}},
		&Sources{Common: common(10, Full), Title: "来源", Entries: []SourceEntry{{1, tx("中华人民共和国海关总署.")}}},
		keyFigures(),
	)
	out := layout(t, doc)
	for words, want := range map[string]string{"贸易": "zh", "人民币": "zh", "삼성": "ko", "Москва": "bg", "品名": "zh", "大豆": "zh", "食品": "zh", "来源": "zh", "中华人民共和国海关总署": "zh", "铁路恢复": "zh", "出口增长": "zh", "海关": "zh"} {
		found := find(out, words)
		if len(found) == 0 {
			t.Errorf("%q stands on no page", words)
			continue
		}
		if got := out.Elements[found[0].el].Lang; got != want {
			t.Errorf("%q is in %q, expected %q", words, got, want)
		}
	}
	for _, e := range out.Elements {
		if e.Alt == "按月出口" && e.Lang != "zh" {
			t.Errorf("the words in place of the figure are in %q", e.Lang)
		}
	}
}
