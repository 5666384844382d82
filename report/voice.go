package report

import (
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// voice is how statements are written in a language: by the functions of
// expressions that write words, and by the hints that say what holds in place of
// a false claim. In its texts {0}, {1} … stand for what is put there. What a voice
// writes, the house table bears out in the same language.
type voice struct {
	verbs  map[string][4][2]string // for each form the words of up, down, little and none, of one thing and of several
	change string                  // rose 7.2%: verb, size
	moved  string                  // rose by 7.2%
	hardly string                  // of moved, where nothing moves
	little string
	rows   map[string]string // hints that are rows of the house table, by their English

	rise, fall   string
	oneRun, runs string // one rise; the third rise in a row: ordinal, rise, number, period
	largest, nth string // the second largest
	highest, low string
	onRecord     string // the highest on record
	top          string // the highest since September 2018

	streakOne, streak, streakLeast string // ordinal, period, number
	since, recordSince, sinceOf    string
	coverage, then                 string // months on record, period word, since when
	periods, periodsMany           map[string]string

	examples map[measure]string // hints of words that can be judged; English: those of the house table

	half, twice, times, timesWord, nearly string // of times, 2.4 and three

	ordinal, cardinal func(int) string
}

// voices are the languages in which statements are written.
var voices = map[wording.Language]*voice{
	wording.English: {
		verbs: map[string][4][2]string{
			"past":    {{"rose", "rose"}, {"fell", "fell"}, {"was little changed", "were little changed"}, {"was unchanged", "were unchanged"}},
			"present": {{"rises", "rise"}, {"falls", "fall"}, {"is little changed", "are little changed"}, {"is unchanged", "are unchanged"}},
			"perfect": {{"has risen", "have risen"}, {"has fallen", "have fallen"}, {"has been little changed", "have been little changed"}, {"has not changed", "have not changed"}},
			"noun":    {{"a rise", "a rise"}, {"a fall", "a fall"}, {"little change", "little change"}, {"no change", "no change"}},
		},
		change: "{0} {1}", moved: "{0} by {1}", hardly: "hardly changed", little: "little changed",
		rise: "rise", fall: "fall", oneRun: "one {0}", runs: "the {0} {1} in a row",
		largest: "the largest", nth: "the {0} largest", highest: "the highest", low: "the lowest", onRecord: "{0} on record", top: "{0} since {1}",
		streakOne: "for a first {1}", streak: "for the {0} {1} in a row", streakLeast: "for at least the {0} {1} in a row",
		since: "since {0}", recordSince: "on record since {0}", sinceOf: "since {0} ({1})", coverage: "of the {0}" + nbsp + "{1} on record since {2}", then: "then",
		periods: map[string]string{"month": "month", "quarter": "quarter", "year": "year"}, periodsMany: map[string]string{"month": "months", "quarter": "quarters", "year": "years"},
		half: "half", twice: "twice", times: "{0} times", timesWord: "{0} times", nearly: "nearly {0}",
		ordinal: wording.Ordinal, cardinal: cardinal,
	},
	wording.Chinese: {
		verbs: map[string][4][2]string{
			"past":    {{"上升", "上升"}, {"下降", "下降"}, {"基本持平", "基本持平"}, {"持平", "持平"}},
			"present": {{"上升", "上升"}, {"下降", "下降"}, {"基本持平", "基本持平"}, {"持平", "持平"}},
			"perfect": {{"已上升", "已上升"}, {"已下降", "已下降"}, {"基本持平", "基本持平"}, {"持平", "持平"}},
			"noun":    {{"增长", "增长"}, {"下降", "下降"}, {"变化不大", "变化不大"}, {"持平", "持平"}},
		},
		change: "{0}{1}", moved: "{0}{1}", hardly: "变化不大", little: "基本持平",
		rows: map[string]string{"accelerated": "加快", "slowed": "放缓", "fell faster": "降幅扩大", "fell more slowly": "降幅收窄", "turned up": "由降转升", "turned down": "由升转降",
			"a surplus": "顺差", "a deficit": "逆差", "the surplus widened": "顺差扩大", "the surplus narrowed": "顺差收窄", "the deficit widened": "逆差扩大", "the deficit narrowed": "逆差收窄",
			"turned from deficit to surplus": "由逆差转为顺差", "turned from surplus to deficit": "由顺差转为逆差"},
		rise: "上升", fall: "下降", oneRun: "{0}", runs: "连续{2}{3}{1}",
		largest: "最大", nth: "{0}大", highest: "最高", low: "最低", onRecord: "有记录以来{0}", top: "{1}以来{0}",
		streakOne: "首个{1}", streak: "连续{0}{1}", streakLeast: "至少连续{0}{1}",
		since: "{0}以来", recordSince: "{0}有记录以来", sinceOf: "{0}以来（{1}）", coverage: "{2}以来有记录的{0}{1}中", then: "此",
		periods: map[string]string{"month": "个月", "quarter": "个季度", "year": "年"}, periodsMany: map[string]string{"month": "个月", "quarter": "个季度", "year": "年"},
		examples: map[measure]string{change: "上升, 下降, 基本持平, 大幅上升, 略有下降, 激增, 骤降", share: "大部分, 一半以上, 三分之一, 高于, 低于", run: "连续三个月"},
		half:     "一半", twice: "两倍", times: "{0}倍", timesWord: "{0}倍", nearly: "近{0}",
		ordinal: func(n int) string { return "第" + hanNumeral(n, "二") }, cardinal: func(n int) string { return hanNumeral(n, "两") },
	},
	wording.Korean: {
		verbs: map[string][4][2]string{
			"past":    {{"증가했다", "증가했다"}, {"감소했다", "감소했다"}, {"보합이었다", "보합이었다"}, {"변동이 없었다", "변동이 없었다"}},
			"present": {{"증가한다", "증가한다"}, {"감소한다", "감소한다"}, {"보합이다", "보합이다"}, {"변동 없음", "변동 없음"}},
			"perfect": {{"증가하였다", "증가하였다"}, {"감소하였다", "감소하였다"}, {"보합이었다", "보합이었다"}, {"변동이 없었다", "변동이 없었다"}},
			"noun":    {{"증가", "증가"}, {"감소", "감소"}, {"보합", "보합"}, {"변동 없음", "변동 없음"}},
			// What the verb is in the middle of a sentence, and before a noun.
			"joining":   {{"증가했으며", "증가했으며"}, {"감소했으며", "감소했으며"}, {"보합이며", "보합이며"}, {"변동이 없었으며", "변동이 없었으며"}},
			"modifying": {{"증가한", "증가한"}, {"감소한", "감소한"}, {"보합인", "보합인"}, {"변동이 없었던", "변동이 없었던"}},
		},
		change: "{1} {0}", moved: "{1} {0}", hardly: "변동이 없었다", little: "보합",
		rows: map[string]string{"accelerated": "증가세가 가속됐다", "slowed": "증가세가 둔화됐다", "fell faster": "감소폭이 확대됐다", "fell more slowly": "감소폭이 축소됐다", "turned up": "증가로 전환했다", "turned down": "감소로 전환했다",
			"a surplus": "흑자", "a deficit": "적자", "the surplus widened": "흑자가 확대됐다", "the surplus narrowed": "흑자가 좁혀졌다", "the deficit widened": "적자가 확대됐다", "the deficit narrowed": "적자가 좁혀졌다",
			"turned from deficit to surplus": "적자에서 흑자로 전환했다", "turned from surplus to deficit": "흑자에서 적자로 전환했다"},
		rise: "증가", fall: "감소", oneRun: "{0}", runs: "{2}{3} 연속 {1}",
		largest: "최대", nth: "{0}로 큰", highest: "최고", low: "최저", onRecord: "사상 {0}", top: "{1} 이후 {0}",
		streakOne: "1{1} 연속", streak: "{2}{1} 연속", streakLeast: "최소 {2}{1} 연속",
		since: "{0} 이후", recordSince: "{0} 집계 이래", sinceOf: "{0} 이후({1})", coverage: "{2} 이후 집계된 {0}{1} 중", then: "그",
		periods: map[string]string{"month": "개월", "quarter": "분기", "year": "년"}, periodsMany: map[string]string{"month": "개월", "quarter": "분기", "year": "년"},
		examples: map[measure]string{change: "증가했다, 감소했다, 보합, 대폭 증가했다, 소폭 감소했다, 급증했다, 급감했다", share: "대부분, 절반 이상, 3분의 1, 웃돌았다, 밑돌았다", run: "3개월 연속"},
		half:     "절반", twice: "두 배", times: "{0}배", timesWord: "{0} 배", nearly: "거의 {0}",
		ordinal: koreanOrdinal, cardinal: koreanCardinal,
	},
}

var hanNumerals = []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// hanNumeral is a number up to ten in Chinese numerals, beyond that in digits. Two
// of something is 两.
func hanNumeral(n int, two string) string {
	switch {
	case n == 2:
		return two
	case n < len(hanNumerals):
		return hanNumerals[n]
	}
	return strconv.Itoa(n)
}

var koreanNumerals = []string{"영", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"}

func koreanCardinal(n int) string {
	if n < len(koreanNumerals) {
		return koreanNumerals[n]
	}
	return strconv.Itoa(n)
}

func koreanOrdinal(n int) string {
	if n == 1 {
		return "첫 번째"
	}
	return koreanCardinal(n) + " 번째"
}

// put puts words into a text of a voice.
func put(text string, words ...string) string {
	pairs := make([]string, 0, 2*len(words))
	for i, w := range words {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", w)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// voice is that of the brief; of a language without one, English, in which hints
// then speak.
func (s *scope) voice() *voice {
	if v, ok := voices[s.language]; ok {
		return v
	}
	return voices[wording.English]
}

// row is a row of the house table as a hint says it.
func (v *voice) row(english string) string {
	if words, ok := v.rows[english]; ok {
		return words
	}
	return english
}

// many is several periods like one: months.
func (v *voice) many(p data.Period) string { return v.periodsMany[periodWord(p)] }

// superlative is the highest since September 2018, on record where since is empty.
func (v *voice) superlative(highest bool, since string) string {
	word := v.highest
	if !highest {
		word = v.low
	}
	if since == "" {
		return put(v.onRecord, word)
	}
	return put(v.top, word, since)
}

// changed is "fell 6.6%".
func (s *scope) changed(n data.Value) string {
	said, m, lang := s.voice(), moveOf(n), s.lang
	if !s.language.Words() {
		lang = english // as its voice is
	}
	verb := said.verbs["past"][m][0]
	if m == little || m == none {
		return verb + " (" + lang.Figure(n) + ")"
	}
	return put(said.change, verb, lang.Figure(data.Abs(n)))
}
