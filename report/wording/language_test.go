package wording

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// The words of claims, as the house table has them in English.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		l           Language
		words, want string
	}{
		{Chinese, "上升", "rose"}, {Chinese, "下降了", "fell"}, {Chinese, "大幅增长", "rose sharply"}, {Chinese, "显著下降", "fell sharply"}, {Chinese, "略有上升", "rose slightly"}, {Chinese, "小幅回落", "fell slightly"},
		{Chinese, "基本持平", "little changed"}, {Chinese, "激增", "surged"}, {Chinese, "骤降", "plunged"}, {Chinese, "加快", "accelerated"}, {Chinese, "增速放缓", "slowed"}, {Chinese, "降幅收窄", "fell more slowly"}, {Chinese, "由降转升", "rebounded"},
		{Chinese, "连续第三个月上升", "rose for 3 consecutive months"}, {Chinese, "连续三个月", "for 3 consecutive months"}, {Chinese, "连续3个月下降", "fell for 3 consecutive months"}, {Chinese, "连续两个季度增长", "rose for 2 consecutive quarters"},
		{Chinese, "翻番", "doubled"}, {Chinese, "增长近一倍", "nearly 2 times as much"}, {Chinese, "增长两倍", "3 times as much"}, {Chinese, "增至三倍", "3 times as much"}, {Chinese, "超过13倍", "more than 13 times as much"}, {Chinese, "减半", "halved"}, {Chinese, "2.4倍", "2.4 times as much"},
		{Chinese, "三分之一", "one third"}, {Chinese, "约三分之二", "about two thirds"}, {Chinese, "近三成", "nearly three tenths"}, {Chinese, "一半以上", "at least half"}, {Chinese, "大部分", "most"}, {Chinese, "过半", "most"},
		{Chinese, "增长15.9%", "rose 15.9%"}, {Chinese, "下降了约百分之十五", "fell about 15%"}, {Chinese, "上升1.7个百分点", "rose 1.7 percentage points"}, {Chinese, "增加1.2亿美元", "rose US$0.12 billion"}, {Chinese, "增加2580万美元", "rose US$25.80 million"},
		{Chinese, "2018年9月以来最高", "the highest since September 2018"}, {Chinese, "四年来最高", "the highest in 4 years"}, {Chinese, "创历史新高", "a record high"}, {Chinese, "最低", "the lowest"}, {Chinese, "三个月来首次上升", "the first rise in 3 months"}, {Chinese, "2月以来首次下降", "the first fall since February"},
		{Chinese, "第二大", "second largest"}, {Chinese, "最大", "the largest"}, {Chinese, "高于", "above"}, {Chinese, "略低于", "just below"}, {Chinese, "顺差扩大", "the surplus widened"}, {Chinese, "由逆差转为顺差", "turned from deficit to surplus"}, {Chinese, "逆差", "a deficit"},
		{Chinese, "同比增长", "rose"}, {Chinese, "没有上升", ""}, {Chinese, "未上升", ""}, {Chinese, "上升至15.9%", ""}, {Chinese, "升至", "rose"}, {Chinese, "由升转降", "turned down"}, {Chinese, "上升和下降", ""}, {Chinese, "上升，下降", ""}, {Chinese, "并非连续三个月", ""}, {Chinese, "下降两倍", ""},

		{Korean, "증가했다", "rose"}, {Korean, "증가한", "rose"}, {Korean, "증가하여", "rose"}, {Korean, "늘었다", "rose"}, {Korean, "감소", "fell"}, {Korean, "줄었으며", "fell"}, {Korean, "큰 폭으로 증가했다", "rose sharply"}, {Korean, "대폭 늘었다", "rose sharply"}, {Korean, "소폭 감소했다", "edged down"}, {Korean, "급증했다", "surged"}, {Korean, "급감", "plunged"}, {Korean, "보합", "little changed"},
		{Korean, "3개월 연속 증가했다", "rose for 3 consecutive months"}, {Korean, "3개월 연속", "for 3 consecutive months"}, {Korean, "세 달 연속 감소", "fell for 3 consecutive months"}, {Korean, "3개월째 늘었다", "rose for 3 consecutive months"}, {Korean, "2분기 연속 증가", "rose for 2 consecutive quarters"},
		{Korean, "두 배로 늘었다", "2 times as much"}, {Korean, "배증했다", "doubled"}, {Korean, "거의 세 배", "nearly 3 times as much"}, {Korean, "2.4배", "2.4 times as much"}, {Korean, "절반으로 줄었다", "halved"},
		{Korean, "절반", "half"}, {Korean, "절반 이상", "at least half"}, {Korean, "3분의 1", "one third"}, {Korean, "약 3분의 2", "about two thirds"}, {Korean, "대부분", "most"},
		{Korean, "15.9% 증가했다", "rose 15.9%"}, {Korean, "약 7% 감소", "fell about 7%"}, {Korean, "1.7%포인트 상승", "rose 1.7 percentage points"}, {Korean, "2,580만 달러 증가했다", "rose US$25.80 million"}, {Korean, "1억 2천만 달러 증가", "rose US$0.12 billion"},
		{Korean, "2018년 9월 이후 최고치", "the highest since September 2018"}, {Korean, "4년 만에 최고", "the highest in 4 years"}, {Korean, "사상 최고치를 기록했다", "a record high"}, {Korean, "3개월 만에 증가했다", "the first rise in 3 months"}, {Korean, "2월 이후 처음으로 감소했다", "the first fall since February"},
		{Korean, "두 번째로 큰", "second largest"}, {Korean, "2위", "second largest"}, {Korean, "최대", "the largest"}, {Korean, "웃돌았다", "above"}, {Korean, "흑자가 확대됐다", "the surplus widened"}, {Korean, "적자에서 흑자로 전환했다", "turned from deficit to surplus"},
		{Korean, "반등했다", "rebounded"}, {Korean, "증가세가 둔화됐다", "slowed"}, {Korean, "감소폭이 축소됐다", "fell more slowly"}, {Korean, "감소세로 돌아섰다", "turned down"},
		{Korean, "증가하지 않았다", ""}, {Korean, "증가하지 못했다", ""}, {Korean, "15.9%로 증가했다", ""}, {Korean, "증가와 감소", ""}, {Korean, "안 늘었다", ""},
		{French, "a augmenté", ""}, {English, "rose", "rose"},
	} {
		if got := c.l.Read(c.words).English; got != c.want {
			t.Errorf("%s %q is read as %q, want %q", c.l, c.words, got, c.want)
		}
	}
	if got := Chinese.Read("同比增长").Base; got != "year" {
		t.Errorf("同比 compares with %q", got)
	}
	if got := Korean.Read("전월 대비 증가했다").Base; got != "month" {
		t.Errorf("전월 대비 compares with %q", got)
	}
}

func showIn(l Language, text string, kinds ...Kind) string {
	var out []string
	for _, m := range l.Scan(text) {
		for _, k := range kinds {
			if m.Kind == k {
				out = append(out, m.Text)
			}
		}
	}
	return strings.Join(out, " | ")
}

// What is marked in prose, and what only looks like it.
func TestScanOfOtherLanguages(t *testing.T) {
	for _, c := range []struct {
		l          Language
		kind       Kind
		text, want string
	}{
		{Chinese, Number, "9月出口1.887亿美元，同比增长64.7%，份额上升1.7个百分点，约3,200吨，百分之十五，一点八亿美元。", "1.887亿美元 | 64.7% | 1.7个百分点 | 3,200吨 | 百分之十五 | 一点八亿美元"},
		{Chinese, Number, "与2018相比，2018至2023年，2016 trade，3 t，2,018家", "3 t | 2,018"},
		{Chinese, Number, "１８８．７百万美元和20多亿元，40%～50%", "１８８．７百万美元 | 20多亿元 | 40%～50%"},
		{Chinese, Number, "2023年9月20日，第2397号决议，HS 6703，图3，表2，G20，2023-11-20，1-9月，第三季度，COVID-19", ""},
		{Chinese, Reference, "2023年9月20日，第2397号决议，HS 6703，图3", "2023年9月20日 | 第2397号 | HS 6703 | 图3"},
		{Chinese, NumberWord, "约三成，三分之一，百分之十五，三个月，一点八亿美元，三成多", "三成 | 三分之一 | 三个月 | 三成多"},
		{Chinese, NumberWord, "两国一直进一步统一，第一，三国，一些，十二五规划，万一", ""},
		{Chinese, Time, "2023年9月，9月，九月，2023年，三季度，2023年第三季度，上半年，1-9月，上月，同比，去年同期", "2023年9月 | 9月 | 九月 | 2023年 | 三季度 | 2023年第三季度 | 上半年 | 1-9月 | 上月 | 同比 | 去年同期"},
		{Chinese, Direction, "出口上升，进口下降，与上月持平，增速放缓。", "上升 | 下降 | 与上月持平 | 增速放缓"},
		{Chinese, Run, "连续第三个月上升，数据不连续", "连续第三个月"},
		{Chinese, Superlative, "为2018年9月以来最高，创历史新高，第二大商品，最近", "2018年9月以来最高 | 创历史新高 | 第二大"},
		{Chinese, Multiple, "翻番，是2.4倍，增长两倍", "翻番 | 2.4倍 | 两倍"},

		{Korean, Number, "9월 수출은 1억 8,870만 달러로 64.7% 증가했고 비중은 1.7%포인트 상승, 약 3,200톤이다.", "1억 8,870만 달러 | 64.7% | 1.7%포인트 | 3,200톤"},
		{Korean, Number, "2023년 9월 20일, 제2397호 결의, HS 6703, 그림 3, 표 2, 3분기, 1~9월, G20", ""},
		{Korean, Number, "코로나19, 주요 7개국, 한 해", ""},
		{Korean, NumberWord, "두 배, 3분의 1, 세계 최대, 한국, 세 달 연속", "3분의 1"},
		{Korean, Time, "2023년 9월, 9월, 3분기, 2023년 3분기, 상반기, 1~9월, 지난달, 전년 동월 대비", "2023년 9월 | 9월 | 3분기 | 2023년 3분기 | 상반기 | 1~9월 | 지난달 | 전년 동월 대비"},
		{Korean, Direction, "수출은 증가했고 수입은 감소하였다. 증가율은 발표하지 않았다.", "증가했고 | 감소하였다"},
		{Korean, Noun, "수출과 수입, 수출입", "수출과 | 수입 | 수출입"},
		{Korean, Superlative, "2018년 9월 이후 최고치, 사상 최대, 최근, 최고위급", "2018년 9월 이후 최고치 | 사상 최대"},

		{French, Number, "Les exportations ont atteint 188,7 millions de dollars, soit 15,9 % de plus, et 1 887,5 tonnes (+4,1 %).", "188,7 millions de dollars | 15,9 % | 1 887,5 tonnes | +4,1 %"},
		{French, Number, "Le 20 octobre 2023, en septembre 2023, la résolution 2397, figure 3, 1er janvier, au 3e trimestre, G20, SH 6703, page 4", ""},
		{German, Number, "Die Ausfuhren stiegen um 15,9 % auf 188,7 Mio. US-Dollar, 1.887,5 Tonnen und 1,7 Prozentpunkte.", "15,9 % | 188,7 Mio. US-Dollar | 1.887,5 Tonnen | 1,7 Prozentpunkte"},
		{German, Number, "Am 20. Oktober 2023, im 3. Quartal 2023, Resolution 2397, Abbildung 3, 10-jährig, Tabelle 2", ""},
		{Spanish, Number, "Las exportaciones crecieron un 15,9 % hasta 188,7 millones de dólares y 2,3 mil millones de euros", "15,9 % | 188,7 millones de dólares | 2,3 mil millones de euros"},
		{Spanish, Number, "El 20 de octubre de 2023, resolución 2397, gráfico 3, cuadro 2, 1.º", ""},
		{Russian, Number, "Экспорт вырос на 15,9 % до 188,7 млн долл. США, на 1,7 процентных пункта", "15,9 % | 188,7 млн долл. США | 1,7 процентных пункта"},
		{Russian, Number, "20 октября 2023 г., в сентябре 2023 года, резолюция 2397, рис. 3, 3-й квартал, таблица 2", ""},
		{Japanese, Number, "9月の輸出は1億8,870万ドルで、15.9％増加した。2023年9月20日、第3四半期、図3、決議2397号", "1億8,870万ドル | 15.9％"},
	} {
		if got := showIn(c.l, c.text, c.kind); got != c.want {
			t.Errorf("%s, %v in %s:\n got %s\nwant %s", c.l, c.kind, c.text, got, c.want)
		}
	}
}

// What figures of other languages come to.
func TestValuesOfOtherLanguages(t *testing.T) {
	for _, c := range []struct {
		l          Language
		text, want string
	}{
		{Chinese, "1.887亿美元", "188700000 US$"}, {Chinese, "1亿8870万美元", "188700000 US$"}, {Chinese, "百分之十五点九", "159/10 percent"}, {Chinese, "负6.6%", "-33/5 percent"}, {Chinese, "27.7万亿元", "27700000000000 CNY"},
		{Korean, "1억 8,870만 달러", "188700000 US$"}, {Korean, "27억 7천만 달러", "2770000000 US$"}, {Korean, "−6.6%", "-33/5 percent"},
		{French, "188,7 millions de dollars", "188700000 $"}, {German, "1.887,5", "3775/2"}, {Spanish, "2,3 mil millones de euros", "2300000000 €"}, {Russian, "188,7 млн долл. США", "188700000 US$"}, {Japanese, "1億8,870万ドル", "188700000 US$"},
	} {
		marks := c.l.Scan(c.text)
		if len(marks) != 1 {
			t.Errorf("%s %q has %d marks: %v", c.l, c.text, len(marks), marks)
			continue
		}
		m := marks[0]
		got := strings.TrimSpace(m.Value.Rat().RatString() + " " + m.Unit + m.Currency)
		if got != c.want {
			t.Errorf("%s %q is %s, want %s", c.l, c.text, got, c.want)
		}
	}
}

// Marks are in order, do not overlap, and are those bytes of the text, whatever
// the text.
func FuzzLanguages(f *testing.F) {
	for _, s := range []string{"9月出口1.887亿美元，同比增长64.7%", "3개월 연속 증가했다 1억 8,870만 달러", "188,7 millions de dollars", "第第三三分之之一亿万", "年月日", "1-9-月", "\xff9月\xe5", "约约近多以上", "2023-09-2", "만에 만에 두 배배", "1 000 000,5 %"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for l := English; l <= Russian; l++ {
			at := 0
			for _, m := range l.Scan(s) {
				if m.From < at || m.To <= m.From || m.To > len(s) || s[m.From:m.To] != m.Text {
					t.Fatalf("%s: mark %+v of %q after %d", l, m, s, at)
				}
				if m.Text == "" || utf8.ValidString(s) && !utf8.ValidString(m.Text) {
					t.Fatalf("%s: mark %+v cuts a character", l, m)
				}
				at = m.To
			}
			l.Read(s)
		}
	})
}

func TestSentencesOfOtherLanguages(t *testing.T) {
	for _, c := range []struct {
		l          Language
		text, want string
	}{
		{German, "Am 20. Oktober 2023 stiegen sie um 188,7 Mio. US-Dollar. Danach fielen sie.", "Am 20. Oktober 2023 stiegen sie um 188,7 Mio. US-Dollar. | Danach fielen sie."},
		{Russian, "Экспорт составил 188,7 млн долл. США. Импорт снизился.", "Экспорт составил 188,7 млн долл. США. | Импорт снизился."},
		{Chinese, "出口上升。进口下降！“为何？”他说。", "出口上升。 | 进口下降！ | “为何？” | 他说。"},
		{Korean, "수출은 15.9% 증가했다. 수입은 감소했다. 그 폭이 큼. 끝.", "수출은 15.9% 증가했다. | 수입은 감소했다. | 그 폭이 큼. | 끝."},
		{Japanese, "輸出は増加した。輸入は減少した（前月比）。", "輸出は増加した。 | 輸入は減少した（前月比）。"},
	} {
		var got []string
		for _, s := range c.l.Sentences(c.text) {
			got = append(got, c.text[s[0]:s[1]])
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("got %s\nwant %s", s, c.want)
		}
	}
}
