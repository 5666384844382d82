package wording

import "strings"

// korean is the lexicon of Korean: the words of the releases of the Customs
// Service and of the trade association, by their stems, with what the house table
// calls them in English.
func korean() *signs {
	t, u := &runes{}, &runes{}
	lx := &signs{phrases: t, units: u, calendar: calendar{"년", "월", "일", "분기"}, endings: map[ending]*runes{}}
	list := func(e ending, s string) {
		tree := &runes{}
		tree.add(lexeme{}, s)
		lx.endings[e] = tree
	}
	// What stands behind a noun, behind 하다 and 되다, and behind a past stem. A
	// negation, 하지 않았다, is none of them.
	particles := "은 는 이 가 을 를 의 도 에 로 으로 와 과 만 이며 이고 이다 였다 이었다 입니다 이었습니다 에서 까지 부터 인 이자 에는 에도 에서는 라는 이라는 치 치를 치로 치다 치였다 치를_기록했다 를_기록했다 을_기록했다 를_기록 을_기록"
	list(nounal, particles)
	list(past, "다 고 으며 지만 으나 습니다 는데 던 음 을 으므로 기")
	did := "다 고 으며 지만 으나 습니다 는데 던 음"
	var forms []string
	for _, stem := range []string{"했", "하였", "됐", "되었"} {
		for tail := range strings.FieldsSeq(did) {
			forms = append(forms, stem+tail)
		}
	}
	list(verbal, strings.Join(forms, " ")+" 한 하여 해 하며 하고 하는 하면서 하자 함 하다 한다 합니다 할 된 되어 돼 되며 되고 되면서 됨 됩니다 된다 세 세를 세가 세로 세를_보였다 세를_나타냈다 를_기록했다 를_보였다 를_나타냈다 는 은 이 가 를 을 로 으로 에 의 였다 이다 이며 이었다 입니다")

	move := func(sign int8, say string, e ending, list string) {
		sense := Up
		if sign < 0 {
			sense = Down
		}
		t.add(lexeme{role: moves_, say: say, kind: Direction, sense: sense, sign: sign, ending: e}, list)
	}
	move(1, "rose", verbal, "증가 상승 성장 증대")
	move(1, "rose", past, "늘었 늘어났 올랐 높아졌 커졌")
	move(1, "rose", noEnding, "늘어 늘며 늘고 늘면서 늘어난 늘어나 늘어나며 늘어나고 늘어날 오른 오르며 오르고 올라 오름 높아진")
	move(-1, "fell", verbal, "감소 하락 축소 위축")
	move(-1, "fell", past, "줄었 줄어들었 떨어졌 낮아졌 작아졌")
	move(-1, "fell", noEnding, "줄어 줄며 줄고 줄면서 줄어든 줄어들어 줄어들며 줄어들고 떨어진 떨어져 떨어지며 낮아진")
	row := func(kind Kind, sense string, sign int8, say string, e ending, list string) {
		t.add(lexeme{role: rows, say: say, kind: kind, sense: sense, sign: sign, ending: e}, list)
	}
	row(Direction, Flat, 0, "little changed", nounal, "보합 보합세 제자리걸음 제자리 비슷한_수준 같은_수준 전월_수준 큰_변동_없음 변동_없음")
	row(Direction, Flat, 0, "little changed", past, "변동이_없었 큰_변동이_없었 변화가_거의_없었 거의_변하지_않았 거의_변동이_없었 큰_변화가_없었")
	row(Direction, Flat, 0, "little changed", noEnding, "변동_없이 큰_변동_없이 큰_변화_없이 거의_변함없이")
	row(Intensity, Strong, 1, "surged", verbal, "급증 폭증 급등 폭등 급상승")
	row(Intensity, Strong, 1, "jumped", past, "뛰었 뛰어올랐 치솟았")
	row(Intensity, Strong, -1, "plunged", verbal, "급감 급락 폭락 급하락")
	row(Intensity, Weak, 1, "edged up", verbal, "소폭_증가 소폭_상승 미증")
	row(Intensity, Weak, -1, "edged down", verbal, "소폭_감소 소폭_하락 미감")
	pace := func(sense, say string, e ending, list string) {
		t.add(lexeme{role: paces, say: say, kind: Direction, sense: sense, ending: e}, list)
	}
	pace(Faster, "accelerated", verbal, "가속 가속화 증가세_가속 증가_폭_확대 증가폭_확대 상승폭_확대")
	pace(Faster, "accelerated", past, "빨라졌 증가_폭이_커졌 증가폭이_커졌 증가세가_빨라졌 증가율이_높아졌")
	pace(Faster, "accelerated", verbal, "증가폭이_확대 증가_폭이_확대 증가세가_확대 증가세가_가속 증가세가_가속화")
	pace(Slower, "slowed", verbal, "둔화 증가세_둔화 증가세가_둔화 증가율이_둔화 증가폭_축소 증가_폭_축소 증가폭이_축소 증가_폭이_축소 증가율_둔화")
	pace(Slower, "slowed", past, "느려졌 증가세가_느려졌 증가율이_낮아졌 증가_폭이_줄었 증가폭이_줄었")
	pace(Faster, "fell faster", verbal, "감소폭_확대 감소_폭_확대 감소폭이_확대 감소_폭이_확대 하락폭_확대")
	pace(Faster, "fell faster", past, "감소_폭이_커졌 감소폭이_커졌")
	pace(Slower, "fell more slowly", verbal, "감소폭_축소 감소_폭_축소 감소폭이_축소 감소_폭이_축소 감소세_둔화 감소세가_둔화 하락폭_축소")
	pace(Slower, "fell more slowly", past, "감소_폭이_줄었 감소폭이_줄었")
	pace(Up, "rebounded", verbal, "반등 회복 증가로_전환 증가세로_전환 상승_전환 증가_전환 상승세로_전환")
	pace(Up, "rebounded", past, "증가세로_돌아섰 증가로_돌아섰 상승세로_돌아섰")
	pace(Down, "turned down", verbal, "감소로_전환 감소세로_전환 하락_전환 감소_전환")
	pace(Down, "turned down", past, "감소세로_돌아섰 감소로_돌아섰 하락세로_돌아섰")
	t.add(lexeme{role: sizes, say: "sharply", kind: Intensity, sense: Strong, ending: noEnding}, "대폭 크게 큰_폭으로 현저히 현저하게 가파르게 급격히 급격하게 두드러지게 뚜렷하게 많이")
	t.add(lexeme{role: sizes, say: "slightly", kind: Intensity, sense: Weak}, "소폭 소폭으로 조금 약간 다소 소폭의")

	t.add(lexeme{role: runs, ending: nounal}, "연속 연속으로 연속해서 연달아 내리 잇따라")
	t.add(lexeme{role: ordinals_, ending: nounal}, "째 번째 번째로 째로 제")
	top := func(sense, say, list string) {
		t.add(lexeme{role: tops, say: say, kind: Superlative, sense: sense, ending: nounal}, list)
	}
	top(High, "the highest", "최고 최고치 최고_수준 최고점 가장_높은 가장_높은_수준 가장_많은 최다 최대치")
	top(Low, "the lowest", "최저 최저치 최저_수준 최저점 가장_낮은 가장_낮은_수준 가장_적은 최소 최소치")
	top(Record, "a record high", "사상_최고 사상_최고치 사상_최대 사상_최대치 역대_최고 역대_최고치 역대_최대 역대_최대치 신기록")
	top(Low, "a record low", "사상_최저 사상_최저치 사상_최소 역대_최저 역대_최저치 역대_최소")
	t.add(lexeme{role: tops, say: "the largest rise", kind: Superlative, sense: Most, sign: 1, ending: nounal}, "최대_증가율 최고_증가율 최대_증가폭 최대_상승폭 가장_높은_증가율 가장_큰_증가율 가장_큰_증가폭 가장_큰_폭의_증가")
	t.add(lexeme{role: tops, say: "the largest fall", kind: Superlative, sense: Most, sign: -1, ending: nounal}, "최대_감소율 최대_감소폭 최대_하락폭 가장_큰_감소폭 가장_큰_감소율 가장_큰_폭의_감소")
	t.add(lexeme{role: ranks, say: "the largest", kind: Superlative, sense: Most, ending: nounal}, "최대 가장_큰 가장_비중이_큰")
	t.add(lexeme{role: ranks, sense: Rank, ending: nounal}, "위 큰 많은")
	t.add(lexeme{role: firsts, say: "for the first time", kind: Superlative, sense: First}, "처음으로 처음")
	t.add(lexeme{role: sinces, sense: First}, "만에 만의 만에_처음 만에_처음으로")
	t.add(lexeme{role: sinces}, "이후 이래 래 이후의 이래의 중 동안")

	times := func(n int64, say string, e ending, list string) {
		t.add(lexeme{role: times_, say: say, kind: Multiple, sense: TimesAsMuch, value: whole(n), ending: e}, list)
	}
	times(2, "doubled", verbal, "배증 배가 갑절로_증가 배로_증가")
	times(2, "doubled", past, "배로_늘었 갑절로_늘었 갑절이_되었")
	t.add(lexeme{role: times_, say: "halved", kind: Multiple, sense: TimesAsMuch, ending: verbal}, "반감 반토막 절반으로_감소 절반_수준으로_감소 절반으로_축소")
	t.add(lexeme{role: times_, say: "halved", kind: Multiple, sense: TimesAsMuch, ending: past}, "절반으로_줄었 반토막_났 반토막이_났 절반으로_줄어들었 절반_수준으로_줄었")
	share := func(v Value, kind Kind, sense, say, list string) {
		t.add(lexeme{role: shares, say: say, kind: kind, sense: sense, value: v, ending: nounal}, list)
	}
	share(Value{Num: 1, Den: 2}, NumberWord, "", "half", "절반")
	share(Value{}, Superlative, Most, "most", "대부분 과반 과반수 대다수")
	share(Value{}, Superlative, Most, "nearly all", "거의_전부 거의_모두 거의_대부분 거의_전량")
	share(Value{}, Superlative, Least, "a minority", "소수 일부분")

	t.add(lexeme{role: sides, say: "surplus", kind: Noun, sense: Surplus, ending: nounal}, "흑자 무역_흑자 무역흑자 흑자_폭 흑자폭")
	t.add(lexeme{role: sides, say: "deficit", kind: Noun, sense: Deficit, ending: nounal}, "적자 무역_적자 무역적자 적자_폭 적자폭")
	t.add(lexeme{role: widths, say: "widened", kind: Direction, sense: Wider, ending: verbal}, "확대")
	t.add(lexeme{role: widths, say: "widened", kind: Direction, sense: Wider, ending: past}, "벌어졌 넓어졌")
	t.add(lexeme{role: widths, say: "narrowed", kind: Direction, sense: Narrower, ending: past}, "좁혀졌 좁아졌")
	t.add(lexeme{role: turns, ending: verbal}, "전환")
	t.add(lexeme{role: turns, ending: past}, "돌아섰 바뀌었")
	t.add(lexeme{role: compares, say: "above", ending: verbal}, "상회 초과")
	t.add(lexeme{role: compares, say: "above", ending: past}, "웃돌았 넘어섰 넘었")
	t.add(lexeme{role: compares, say: "above"}, "높은 많은 웃도는 웃돌며")
	t.add(lexeme{role: compares, say: "below", ending: verbal}, "하회")
	t.add(lexeme{role: compares, say: "below", ending: past}, "밑돌았 못_미쳤 미치지_못했")
	t.add(lexeme{role: compares, say: "below"}, "낮은 적은 밑도는 밑돌며 못_미치는")
	t.add(lexeme{role: compares, say: "just above", ending: past}, "소폭_웃돌았 조금_웃돌았 약간_웃돌았")
	t.add(lexeme{role: compares, say: "just below", ending: past}, "소폭_밑돌았 조금_밑돌았 약간_밑돌았 조금_못_미쳤")

	t.add(lexeme{role: bases, kind: Time, sense: Base, say: "year"}, "전년_동월_대비 전년_동월대비 전년동월_대비 전년동월대비 전년_동기_대비 전년_동기대비 전년동기_대비 전년동기대비 전년_대비 전년대비 전년보다 전년_같은_달보다 전년_같은_기간보다 작년_같은_달보다 지난해_같은_달보다 지난해_같은_기간보다 작년_동월_대비 지난해_동월_대비 1년_전보다 전년_동월 전년_동기 전년 1년_전")
	t.add(lexeme{role: bases, kind: Time, sense: Base, say: "month"}, "전월_대비 전월대비 전월보다 전달보다 전달_대비 한_달_전보다 전월 전달")
	t.add(lexeme{kind: Time, sense: Relative}, "지난달 지난_달 이번_달 이달 다음_달 올해 작년 지난해 내년 최근 최근_몇_달 지난_분기 이번_분기 요즘")
	noun := func(sense, list string) {
		t.add(lexeme{role: fills, kind: Noun, sense: sense, ending: nounal}, list)
	}
	noun(Exports, "수출 수출액 총수출 대중_수출 대북_수출")
	noun(Imports, "수입 수입액 총수입")
	noun(TotalTrade, "무역 교역 교역액 무역액 수출입 총교역 교역량")
	noun(Balance, "무역수지 수지")
	noun(Share, "비중 점유율")
	noun(Growth, "증가율 성장률 증가폭 증가_폭")
	noun(Level, "수준 총액 금액 규모")
	noun(Quantity, "물량 중량 수출량 수입량")
	noun(Price, "가격 단가")
	t.add(lexeme{role: fills}, "다시 또 또다시 이미 역시 계속 여전히 전체적으로 모두 각각 기록했다 기록한 기록하며 차지했다 차지한 달했다 달하는 이르렀다 달해 은 는 이 가 의 도 에 에서 를 을 만 월간 연간 상승세 증가세로 감소세로 것으로 나타났다")
	t.add(lexeme{role: to_}, "로 으로 수준으로 규모로 수준까지")

	bound := func(r role, b Bound, list string) { t.add(lexeme{role: r, bound: b}, list) }
	bound(before, About, "약 대략 대략적으로")
	bound(before, Nearly, "거의")
	bound(before, AtLeast, "최소 적어도")
	bound(after, About, "가량 정도 안팎 내외 쯤 정도로 가량으로 수준")
	bound(after, Nearly, "가까이 가까운 에_가까운 에_육박 에_육박하는")
	bound(after, AtLeast, "이상 이상으로 이상이")
	bound(after, Over, "넘게 넘는 이_넘는 가_넘는 을_넘는 초과 남짓 을_웃도는 를_웃도는 이_넘게 여")
	bound(after, Under, "미만 이하 에_못_미치는 이내")

	money := func(code, list string) { u.add(lexeme{say: code, kind: Number}, list) }
	money("US$", "달러 미국_달러 미_달러 미달러")
	money("KRW", "원")
	money("CNY", "위안 위안화")
	money("€", "유로")
	money("JPY", "엔")
	money("£", "파운드")
	money("RUB", "루블")
	unit := func(name, list string) { u.add(lexeme{say: name}, list) }
	unit(Percent, "% ％ 퍼센트 프로")
	unit(Points, "%포인트 %p %P %_포인트 퍼센트포인트 퍼센트_포인트 ％포인트")
	unit(BasisPoints, "bp 베이시스포인트")
	unit("kg", "킬로그램 kg ㎏")
	unit("tonnes", "톤 t")
	unit("months", "개월 달")
	unit("quarters", "개_분기 분기")
	unit("years", "년 해 개년")
	unit("days", "일 영업일")
	unit("weeks", "주")
	unit("times", "배")
	unit("barrels", "배럴")
	return lx
}
