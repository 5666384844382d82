package checks

import (
	"strings"
	"testing"

	"tradebrief/data/diag"
	"tradebrief/report/wording"
)

// TestExhibitsByHand: the number of a figure or table that is typed by hand is told
// in every language, and that of another publication is nobody's business here.
func TestExhibitsByHand(t *testing.T) {
	typed := func(label string) string {
		return `the number of "` + label + `" is typed by hand; write {{ref('level')}}`
	}
	for _, c := range []struct {
		language wording.Language
		text     string
		want     string
	}{
		{wording.English, "Exports rose, as Figure 1 shows.", typed("Figure 1")},
		{wording.English, "Figure 1 of the report shows another total.", ""},
		{wording.English, "Exports rose (Figure 4).", `"Figure 4" is none of this brief; the brief has Figure 1 only`},
		{wording.Chinese, "出口见图1。", typed("图1")},
		{wording.Chinese, "图 1显示出口。", typed("图 1")},
		{wording.Chinese, "出口（图4）。", `"图4" is none of this brief; the brief has 图1 only`},
		{wording.Chinese, "该报告图1显示出口。", ""},
		{wording.Chinese, "《年报》图1显示出口。", ""},
		{wording.Chinese, "代表1个方向。", ""},
		{wording.Japanese, "輸出は図1のとおり。", typed("図1")},
		{wording.Japanese, "輸出（表1）。", `"表1" is none of this brief; the brief has no table`},
		{wording.Japanese, "報告書の図1によれば。", ""},
		{wording.Korean, "수출은 그림 1과 같다.", typed("그림 1")},
		{wording.Korean, "수출(표 1).", `"표 1" is none of this brief; the brief has no table`},
		{wording.Korean, "보고서의 그림 1과 같다.", ""},
		{wording.Korean, "보고서 그림 1과 같다.", ""},
		{wording.French, "Voir la figure 1.", typed("figure 1")},
		{wording.French, "Le tableau 2 montre le total.", `"tableau 2" is none of this brief; the brief has no table`},
		{wording.French, "La figure 1 du rapport montre le total.", ""},
		{wording.French, "La figure 1 d’un rapport montre le total.", ""},
		{wording.German, "Siehe Abbildung 1.", typed("Abbildung 1")},
		{wording.German, "Die Ausfuhr (Abb. 1) steigt.", typed("Abb. 1")},
		{wording.German, "Die Abbildungen 1 und 2 zeigen sie.", typed("Abbildungen 1")},
		{wording.German, "Tabelle 1 des Berichts zeigt sie.", ""},
		{wording.Spanish, "Véase el gráfico 1.", typed("gráfico 1")},
		{wording.Spanish, "El cuadro 1 del informe lo muestra.", ""},
		{wording.Russian, "Экспорт вырос (рис. 1).", typed("рис. 1")},
		{wording.Russian, "Экспорт вырос (таблица 3).", `"таблица 3" is none of this brief; the brief has no table`},
		{wording.Russian, "Таблица 3 доклада это показывает.", ""},
	} {
		label := map[wording.Language]string{wording.English: "Figure 1", wording.Chinese: "图1"}[c.language]
		b := &Brief{Language: c.language, Exhibits: []Exhibit{{Label: label, Name: "figure-1", ID: "level"}}, Figures: func() []Named { return nil }}
		b.Judge = func(string, int, *Figure, diag.Pos) *diag.Problem { return nil }
		p := &Passage{Pieces: []Piece{{Text: c.text, At: func(n int) diag.Pos { return diag.Pos{Line: 1, Col: n + 1} }}}}
		var got []string
		p.Check(b, func(f Finding) {
			switch f.Code {
			case "C31":
				got = append(got, f.Message+"; "+f.Hint)
				if one := !strings.Contains(c.text, " und "); f.Warning && (f.Fix != nil) != one {
					t.Errorf("%s: the fix is %v", c.text, f.Fix)
				}
			case "C01":
				if !strings.Contains(c.text, "1 und 2") && !strings.Contains(c.text, "1个") {
					t.Errorf("%s: the number is taken for a figure: %s", c.text, f.Message)
				}
			}
		})
		if list := strings.Join(got, " | "); list != c.want {
			t.Errorf("%s\n%s\nwant\n%s", c.text, list, c.want)
		}
	}
}
