package report

import (
	"strings"
	"testing"

	"tradebrief/report/locale"
	"tradebrief/report/pdf"
	"tradebrief/report/pdf/readback"
)

func TestTypeset(t *testing.T) {
	for _, c := range []struct{ before, s, want string }{
		{"", "China's exports", "China’s exports"},
		{"", `"All told", they said`, "“All told”, they said"},
		{"rose in ", `'90 and '91`, "’90 and ’91"},
		{"", "'quoted' (\"twice\")", "‘quoted’ (“twice”)"},
		{"US$188.7 million", "'s worth", "’s worth"},
		{"he said ", `"`, "“"},
		{"he said “no", `"`, "”"},
		{"", "no marks", "no marks"},
	} {
		if got := typeset(english, c.s, c.before); got != c.want {
			t.Errorf("typeset(%q) after %q = %q, want %q", c.s, c.before, got, c.want)
		}
	}
	spanish, _ := locale.Of("es")
	if got := typeset(spanish, `¿"quién paga"?`, ""); got != "¿«quién paga»?" {
		t.Errorf("Spanish is set as %q", got)
	}
	japanese, _ := locale.Of("ja")
	if got := typeset(japanese, `当局は"回復"という"正常化"。`, ""); got != "当局は「回復」という「正常化」。" {
		t.Errorf("Japanese is set as %q", got)
	}
	french, _ := locale.Of("fr")
	if got := typeset(french, "Pourquoi ? « Oui » : un taux ; rien", ""); got != "Pourquoi\u202f? «\u00a0Oui\u00a0»\u00a0: un taux\u202f; rien" {
		t.Errorf("French is set as %q", got)
	}
	for tag, want := range map[string]string{"fr": "«\u00a0l’un\u00a0»", "de": "„l’un“", "es": "«l’un»", "ru": "«l’un»", "ja": "「l’un」", "zh": "“l’un”", "ko": "“l’un”"} {
		if l, _ := locale.Of(tag); typeset(l, `"l'un"`, "") != want {
			t.Errorf("%s: %q, want %q", tag, typeset(l, `"l'un"`, ""), want)
		}
	}
}

func TestClosed(t *testing.T) {
	chinese, _ := locale.Of("zh")
	for _, c := range [][2]string{
		{"高15.9%， 比列车停运的 上年同期高", "高15.9%，比列车停运的上年同期高"}, {"重开； ", "重开；"}, {"海关此后 ", "海关此后"}, {" 到 ", "到"}, {"為{ （図1） 増加", "為{（図1）増加"},
		{"수출은 증가했다. 수입은", "수출은 증가했다. 수입은"}, {"按HS 6703 和 GDP 计算 US 2", "按HS 6703和GDP计算US 2"}, {"plain words", "plain words"}, {"，", "，"},
	} {
		if got := closed(chinese, c[0]); got != c[1] {
			t.Errorf("%q is closed to %q, want %q", c[0], got, c[1])
		}
	}
	if s := "the 海关 said 中国， 朝鲜"; closed(english, s) != "the 海关 said 中国，朝鲜" {
		t.Errorf("a blank between languages is lost: %q", closed(english, s))
	}
}

// What a brief says of its issue, its revision, its trade and its title is worded
// as the language has it.
func TestImprint(t *testing.T) {
	for name, want := range map[string][]string{
		"china-dprk": {"Cross-Border Trade Brief · September 2023", "China to North Korea", "1, of 20 November 2023",
			"Trade Analysis Unit, “China’s Increased Exports to North Korea: Reasons and Implications”, Cross-Border Trade Brief September 2023, rev. 1, 20 November 2023."},
		"china-dprk.zh": {"跨境贸易简报 · 2023年9月号", "中国对朝鲜", "第1次，2023年11月20日",
			"贸易分析组，《中国对朝鲜出口增长：原因与影响》，跨境贸易简报2023年9月号，第1次修订，2023年11月20日。"},
		"china-dprk.ko": {"국경 간 교역 브리프 · 2023년 9월호", "중국→북한", "1차, 2023년 11월 20일",
			"무역분석팀, 「중국의 대북 수출 증가: 원인과 시사점」, 국경 간 교역 브리프 2023년 9월호, 1차 개정, 2023년 11월 20일."},
	} {
		b, _ := shippedBrief(t, name, Options{})
		doc := b.Document
		cited := doc.Contact[len(doc.Contact)-1].Paras[0].Text.String()
		got := []string{doc.SeriesLine, doc.Facts[0].Value.String(), doc.Facts[3].Value.String(), cited}
		for i := range got {
			if s := plainSpaces(got[i]); s != want[i] && !(i == 3 && strings.HasPrefix(s, want[i])) { // the reason of the revision follows
				t.Errorf("%s: %q, want %q", name, s, want[i])
			}
		}
	}
}

// A page of Chinese reads aloud as it is written: a mark that gives up its blank half
// leaves no blank behind, and neither does the end of a line.
func TestChineseComesBackWhole(t *testing.T) {
	b, _ := shippedBrief(t, "china-dprk.zh", Options{})
	pages, _ := b.Pages()
	file, err := pdf.Encode(pages.Document)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := readback.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	last := doc.Pages[len(doc.Pages)-1]
	var words strings.Builder
	for _, run := range last.Runs {
		words.WriteString(run.Text)
	}
	for _, want := range []string{"路透社（《每日邮报》刊载），2023年10月海关进出口总值，2023年11月20日", "贸易分析组，《中国对朝鲜出口增长：原因与影响》，跨境贸易简报"} {
		if !strings.Contains(words.String(), want) {
			t.Errorf("the last page does not say %q", want)
		}
	}
}
