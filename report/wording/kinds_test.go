package wording

import "testing"

// What each kind is said by, and the nearest words that do not say it.
func TestKinds(t *testing.T) {
	for _, c := range []struct {
		kind       Kind
		text, want string
	}{
		{Superlative, "the highest since 2019, a record, an all-time low, a five-month high, the second largest supplier", "the highest | a record | all-time low | five-month high | second largest"},
		{Superlative, "a record US$5 million, record exports, a new record, at a record high, unprecedented", "a record | record | new record | a record high | unprecedented"},
		{Superlative, "on record, a track record, customs will record it, countries record exports, records show, the record is too short", ""},
		{Superlative, "most of the exports, most goods, the top five, the top item, the majority of imports, exports peaked, ranked third", "most of | most | top five | top | the majority of | peaked | ranked third"},
		{Superlative, "most likely, the most recent month, at most, mostly, most members agreed, the top 20% of firms, on top of it, leading to losses, peak season", ""},
		{Superlative, "for the first time since 2020, the first rise in a year; at first, first, the first edition, the first month", "for the first time | the first rise in"},

		{Run, "the third month in a row, for three consecutive months, a fourth straight month, the third month running", "third month in a row | three consecutive months | fourth straight month | third month running"},
		{Run, "for the third month, every month since May, in each of the past three months, two straight quarters", "for the third month | every month since | in each of the past three months | two straight quarters"},
		{Run, "for the first month of the year, for the third quarter of 2023, again, consecutive numbers, in the third month", ""},

		{Multiple, "doubled, more than doubled, trebled, quadrupled, halved, twice as much, threefold, a tenfold increase, rose 13.4 times", "doubled | doubled | trebled | quadrupled | halved | twice as much | tenfold | 13.4 times"},
		{Multiple, "three times as many, eight times higher, 1.5 times the level, nearly double the value, exports doubling", "three times as many | eight times higher | 1.5 times the | double | doubling"},
		{Multiple, "twice a month, three times a year, double-digit growth, double counting, several times, four times since 2008", ""},

		{Intensity, "rose sharply, fell slightly, a steep fall, strong growth, significantly higher, exports surged, plunged by 5%", "sharply | slightly | steep | strong | significantly | surged | plunged"},
		{Intensity, "strongly condemned, a significant step, statistically significant growth, the collapse of the state, boom and bust, a strong currency", ""},

		{Cause, "because of oil, due mainly to prices, driven largely by wool, led to losses, thanks to demand, on the back of oil, stems from", "because of | due mainly to | driven largely by | led to | thanks to | on the back of | stems from"},
		{Cause, "as a result, resulting in a rise, attributed to oil, growth led by exports, contributed to growth", "as a result | resulting in | attributed to | led by | contributed to"},
		{Cause, "due to be published on 5 May, due on Monday, payments due, a delegation led by Mr Kim, the results in Table 3", ""},

		{Hedge, "it may rise, might fall, could reverse, possibly, perhaps, appears to be, seems, data suggest that, cannot be ruled out", "may | might | could | possibly | perhaps | appears to | seems | suggest | cannot be ruled out"},
		{Hedge, "in May, May exports, data may be obtained from customs, citizens may return, could not be measured, appears in Table 3, as the name suggests, one member suggested", ""},

		{Likelihood, "likely, very unlikely, almost certainly, a roughly even chance, probably, about as likely as not, likely or probable", "likely | very unlikely | almost certainly | roughly even chance | probably | about as likely as not | likely or probable"},
		{Likelihood, "a remote region, certain goods, the likes of it, even numbers", ""},

		{Confidence, "with high confidence, (moderate confidence), confident that, we have low confidence in it", "with high confidence | moderate confidence | confident that | have low confidence"},
		{Confidence, "consumer confidence, high confidence intervals, a vote of confidence, low confidence among consumers", ""},

		{Legal, "violates the resolution, in breach of sanctions, illegal, unlawful, in contravention of, sanctions-busting, violations of", "violates | in breach of | illegal | unlawful | in contravention of | sanctions-busting | violations of"},
		{Legal, "exports breached the US$1 billion mark, inflation may breach the upper end of the band, legal, lawful", ""},

		{Time, "in September, September 2023, 2023, Q3, the third quarter of 2022, H1 2023, last month, this year, a year earlier, the 1990s", "September | September 2023 | 2023 | Q3 | third quarter of 2022 | H1 2023 | last month | this year | a year earlier | 1990s"},
		{Time, "the three months to June 2018, the first nine months of 2023, in the past two years, 2022/23, 2023-09, 2008-9, in 1682–1725", "three months to June 2018 | first nine months of 2023 | past two years | 2022/23 | 2023-09 | 2008-9 | 1682 | 1725"},
		{Time, "in recent months, recent quarters; the most recent months, the most recent year", "in recent months | recent quarters"},
		{Time, "may march in august company, US$2023, 2023 tonnes, HS 2023, a quarter of exports, half of it, 2,023, the second half-hearted try", ""},

		{Time, "wool peaks in June and July of each year, every August, since March", "March"},
		{Time, "released in May of the following year, by August the next year, in May next year", "May | next year"},
		{Number, "the December 2019 point figure, a baseline value of 100, 39 days after the end of the statistical month", ""},
		{Number, "the 2019 points of the index, a value of 100, 39 days after it", "2019 points | 100 | 39 days"},
		{Time, "the fiscal year (July/June) began, the marketing year (October to September)", ""},
		{Time, "the year (January to March), fiscal year (July), fiscal year (to July)", "January | March | July | July"},
		{Time, "wool peaked in June and July of 2022, and each of May and June rose", "June | July of 2022 | May | June"},
		{Number, "Table A.3 and Annex B.1 show it, 45 days after the end of the quarter, 9 months after the year under review", ""},
		{Number, "goods at A.3 rose, 45 days after the end of the ban, 9 months after the year of the ban", "3 | 45 days | 9 months"},
		{NumberWord, "it comes out five or six weeks after the end of the reference month, six weeks after the end of the month, those three quarters taken together", ""},
		{NumberWord, "five or six weeks after the strike, six weeks after the end of it, all three quarters taken together", "five | six weeks | six weeks | three quarters"},

		{Direction, "exports rose, fell, increased, were up 15.9%, down on the month, unchanged, widened, accelerated, a fall in imports", "rose | fell | increased | up | down | unchanged | widened | accelerated | a fall"},
		{Direction, "hair made up 11.4%, it takes up 5% of the room; was up 5%", "up"},
		{Direction, "grew out of, fell ill, rise to the challenge, up to 5%, set up by the state, down the road, higher education, fell short", ""},

		{Respectively, "rose 5% and 6%, respectively", "respectively"},
		{Noun, "exports, imports, total trade, the trade deficit, its share, growth", "exports | imports | total trade | trade deficit | share | growth"},
	} {
		if got := show(c.text, c.kind); got != c.want {
			t.Errorf("%v in %q:\n got %s\nwant %s", c.kind, c.text, got, c.want)
		}
	}
}

// What a mark holds beside its words.
func TestMeaning(t *testing.T) {
	for _, c := range []struct {
		text string
		want Mark // of the only mark of its kind
	}{
		{"nearly doubled", Mark{Kind: Multiple, Sense: TimesAsMuch, Value: whole(2), Bound: Nearly}},
		{"more than eight times higher", Mark{Kind: Multiple, Sense: TimesMore, Value: whole(8), Bound: Over}},
		{"about three times as much", Mark{Kind: Multiple, Sense: TimesAsMuch, Value: whole(3), Bound: About}},
		{"the third month in a row", Mark{Kind: Run, Value: whole(3)}},
		{"rising every month since May", Mark{Kind: Run, Since: true}},
		{"the lowest monthly value since May", Mark{Kind: Superlative, Sense: Low, Since: true}},
		{"the third largest supplier", Mark{Kind: Superlative, Sense: Rank, Value: whole(3)}},
		{"fell by nearly two-thirds", Mark{Kind: NumberWord, Value: Value{Num: 2, Den: 3}, Bound: Nearly, Sign: -1}},
		{"just over half", Mark{Kind: NumberWord, Value: Value{Num: 1, Den: 2}, Bound: JustOver}},
		{"at least twenty-five tonnes", Mark{Kind: NumberWord, Value: whole(25), Unit: "tonnes", Bound: AtLeast}},
		{"exports plunged", Mark{Kind: Intensity, Sense: Strong, Sign: -1}},
		{"growth slowed", Mark{Kind: Direction, Sense: Slower}},
		{"growth led by wool", Mark{Kind: Cause, Sense: AddsTo}},
		{"it cannot be ruled out", Mark{Kind: Hedge, Sense: CannotExclude}},
		{"the first nine months of 2023", Mark{Kind: Time, Sense: Span, Value: whole(9), Unit: "months", When: When{Year: 2023}}},
		{"in the last quarter of 2014", Mark{Kind: Time, Sense: Quarter, When: When{Year: 2014, Quarter: 4}}},
		{"on 20 November 2023", Mark{Kind: Reference, Sense: Date, When: When{Year: 2023, Month: 11, Day: 20}}},
		{"a month ago", Mark{Kind: Time, Sense: Base}},
		{"last month", Mark{Kind: Time, Sense: Relative}},
	} {
		var found []Mark
		for _, m := range Scan(c.text) {
			if m.Kind == c.want.Kind {
				m.From, m.To, m.Text = 0, 0, ""
				found = append(found, m)
			}
		}
		if len(found) != 1 || found[0] != c.want {
			t.Errorf("%q:\n got %+v\nwant %+v", c.text, found, c.want)
		}
	}
}
