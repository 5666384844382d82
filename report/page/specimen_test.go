package page

import (
	"fmt"
	"time"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// The specimen is a brief that holds every component. Its words and figures are
// made up.

func tx(s string) Text { return Text{{S: s}} }

func ref(s string, n int) Text { return Text{{S: s}, {Ref: n}} }

func para(s string) Para { return Para{Text: tx(s)} }

func h3(s string) Para { return Para{Kind: Heading, Text: tx(s)} }

func at(line int) diag.Pos { return diag.Pos{File: "brief.yaml", Line: line, Col: 3} }

func common(line int, w Width) Common { return Common{At: at(line), Width: w} }

var english = Words{Continued: ", continued", PageOf: "Page %d of %d", Page: "p. %d",
	Source: "Source %d", Note: "Note %s", Likelihood: "Likelihood: step %d of %d", Confidence: "Confidence: %d of %d", Stance: "Stance: step %d of %d"}

func monthly(from data.Period, values ...float64) []charts.Point {
	out := make([]charts.Point, len(values))
	for i, v := range values {
		m := from.Add(i)
		out[i] = charts.Point{Span: data.Span{From: m, To: m}, Value: v, Text: fmt.Sprintf("%.1f", v), Status: data.Present}
	}
	return out
}

var series = monthly(data.Month(2022, 1), 58, 52, 51.6, 98.2, 14.5, 19, 59.7, 67, 80, 109.4, 113.8, 121.6, 117.2, 130.4, 158.4, 166, 165.6, 154.7, 156.4, 162.8, 188.7)

func monthName(p data.Period, year bool) string {
	name := time.Month(p.Month()).String()[:3]
	if year {
		return fmt.Sprintf("%s %d", name, p.Year())
	}
	return name
}

func barChart() charts.Chart {
	return charts.Chart{
		Kind: charts.Bars, Series: []charts.Series{{Name: "Exports", Points: series}},
		From: data.Month(2022, 1), To: data.Month(2023, 9), Ref: data.Month(2023, 9), MonthName: monthName,
		Events: []charts.Event{{Date: 20220915, Label: "Rail resumes"}},
	}
}

func figure(n int, w Width, title string) *Figure {
	return &Figure{Common: common(100+n, w), Chart: barChart(), Exhibit: Exhibit{
		Label: fmt.Sprintf("Figure %d", n), Dest: fmt.Sprintf("figure-%d", n), Tag: "PROVISIONAL", Title: tx(title),
		Subtitle: tx("Exports of goods, US$ million a month, January 2022 to September 2023"),
		Source:   Text{{S: "Source: General Administration of Customs "}, {Ref: 1}, {S: ". Hatched: not available."}},
		Alt:      "Bars by month, highest in September 2023",
	}}
}

func specimen() Document {
	return Document{
		Meta: pdf.Meta{Title: "Specimen", Lang: "en"}, At: at(2), TitleAt: at(3), Words: english,
		Organisation: "Border Trade Desk", SeriesLine: "Monthly Trade Note · No. 2023/09",
		RunningHead: "Monthly Trade Note", RunningTitle: "Exports across the river, September 2023",
		Marking: "TLP:CLEAR", Handling: "Open sources only. Pass on freely.",
		Title: tx("Exports Across the River: What Moved in September and What Follows"),
		Standfirst: []Para{{Text: Text{
			{S: "Exports across the river rose for the third month in a row in September, to "}, {S: "US$188.7 million", Strong: true},
			{S: ", 15.9% more than in August and more than twice the value of a year earlier."}, {Ref: 1},
			{S: " The rise is led by materials for wigs and by staples. It probably reflects both reopening and policy, and it may ease pressure on a strained economy as well as on its arms budget."},
		}}},
		Facts: []Fact{
			{"Flow", tx("China to North Korea")}, {"Period", tx("September 2023")}, {"Issued", tx("20 October 2023")},
			{"Revision", tx("1, of 20 November 2023")}, {"Source", tx("General Administration of Customs 海关总署")}, {"Next issue", tx("18 December 2023")},
		},
		Footer: []string{"Border Trade Desk, No. 2023/09, rev. 1", "Provisional figures are marked where they are used"},
		Sections: []Section{
			{At: at(10), Blocks: []Block{keyFigures(), figure(1, Full, "Exports rose for the third month, to the highest since the closure"), judgements()}},
			{
				At: at(20), ID: "trends", Number: 1, Name: "Trends", Title: tx("Growth is fast and led by a handful of goods"),
				Deck: tx("Six of the ten largest goods added to the rise in September. Materials for wigs and food staples did most of the lifting; fertiliser fell as its season ended."),
				Blocks: []Block{
					figure(2, TwoThirds, "Every month of 2023 was above the year before"),
					&TextBlock{Common: common(22, Third), Paras: []Para{
						h3("From recovery to growth"),
						{Text: ref("September was 15.9% above August, which was itself up by 4.1%.", 1)},
						{Text: Text{{S: "Part of the gain on the year is arithmetic: rail freight stood still from April to September 2022."}, {Ref: 2}, {S: " April 2023, with a higher base, grew by 69%."}}},
						para("Even so, the first nine months reached US$1.4 billion, more than in the same months of either of the two years before."),
					}},
					figure(3, Half, "Wig materials explain a third of the rise"),
					figure(4, Half, "Food and wig materials take a growing share of what is shipped over the bridge"),
					commodities(),
					&Columns{Common: common(26, Full), Columns: [][]Block{
						{&TextBlock{Common: common(27, Full), Paras: []Para{h3("What is in the trains"), para("Hair and wool leave as materials and come back as finished wigs, so part of this trade is the first leg of processing.")}}},
						{&TextBlock{Common: common(28, Full), Paras: []Para{h3("Food before winter"), para("Rice, flour, oil and sugar rose together, which fits stocking up ahead of winter as well as official help.")}}},
						{&TextBlock{Common: common(29, Full), Paras: []Para{h3("Below the old peak"), para("The first nine months remain below those of 2019. Growth from here depends on demand, not on reopening.")}}},
					}},
				},
			},
			{
				At: at(30), ID: "implications", Number: 2, Name: "Implications", Title: tx("Good for households, hard for sanctions"),
				Deck: tx("The same shipments support two readings, and both can be true at once."),
				Blocks: []Block{
					panel(),
					figure(5, Half, "Staples have tripled in a year"),
					&TextBlock{Common: common(32, Half), Paras: []Para{
						h3("Why pressure is resisted"),
						para("Others press for less trade. The answer so far is that stability on the peninsula comes first: a weaker neighbour could mean refugees, disorder or a crisis at the border."),
						{Text: Text{{S: "That makes a sharp fall by decision "}, {S: "unlikely", Strong: true}, {S: " over the next six months; a fall for other reasons, such as a new closure, is a "}, {S: "realistic possibility", Strong: true}, {S: "."}}},
						h3("What would change our view"),
						{Kind: Bullet, Text: tx("a rise in machinery, vehicles or electronics;")},
						{Kind: Bullet, Text: tx("barter, or credit between the two states;")},
						{Kind: Bullet, Text: tx("trade that stops appearing in the customs data, in whole or in part.")},
					}},
					&Callout{Common: common(33, TwoThirds), Caution: true, Title: tx("What we do not know"), Paras: []Para{para("Customs data record what crosses the border, not who pays or on what terms. Aid priced at market value cannot be told from sales. Unrecorded trade is outside the figures.")}},
					&TextBlock{Common: common(34, Third), Paras: []Para{{Text: Text{{S: "Confidence: moderate.", Strong: true}, {S: " Values are reliable; motives are inferred from timing and from the mix of goods."}}}}},
				},
			},
			{
				At: at(40), ID: "reactions", Number: 3, Name: "International reactions", Title: tx("Reactions are mixed and follow familiar lines"),
				Deck:   tx("Neighbours speak for trade; those who look at weapons programmes want less of it."),
				Blocks: []Block{stances(), timeline()},
			},
			{
				At: at(50), ID: "notes", Number: 4, Name: "Data notes and methodology",
				Blocks: []Block{revisions(), notes(), annex(), sources()},
			},
		},
		Contact: []NoteColumn{
			{"Contact", []Para{para("Border Trade Desk"), para("desk@example.org · +00 000 0000")}},
			{"Handling", []Para{para("TLP:CLEAR. Recipients may share this note without restriction.")}},
			{"Suggested citation", []Para{para("Border Trade Desk, Monthly Trade Note 2023/09, rev. 1.")}},
		},
	}
}

func keyFigures() *KeyFigures {
	return &KeyFigures{Common: common(11, Full), Tiles: []Tile{
		{"Exports, September 2023", "188.7", "US$ m", 1, Text{{S: "+15.9%", Strong: true}, {S: " on August"}}, charts.SparkBars, series[8:], "Thirteen months, rising"},
		{"Change on a year earlier", "+135.9%", "", 1, tx("September on September"), charts.SparkPair, []charts.Point{series[8], series[20]}, "September of both years"},
		{"January–September 2023", "1.4", "US$ bn", 1, Text{{S: "+179.8%", Strong: true}, {S: " on 2022"}}, charts.SparkCumulative, series[12:], "Nine months added up"},
		{"Monthly rises in a row", "3", "months", 0, tx("as in early 2023"), charts.SparkLine, series[12:], "Nine months"},
		{"12-month average", "145.4", "US$ m", -1, Text{{S: "−0.3%", Strong: true}, {S: " on August"}}, charts.SparkLine, series[9:], "Twelve months"},
	}}
}

func judgements() *Judgements {
	return &Judgements{Common: common(12, Full), Title: "Key judgements", Note: "Likelihood follows a scale of seven steps; confidence is rated apart", Items: []Judgement{
		{"KJ-1", "Highly likely", 6, tx("trade is being used to strengthen ties with a neighbour."), "Moderate confidence", 2, nil},
		{"KJ-2", "Likely", 5, tx("it is also meant to help that neighbour's economy recover."), "Moderate confidence", 2, nil},
		{"KJ-3", "Realistic possibility", 4, tx("some of the gains will pay for weapons and ballistic missile programmes."), "Low confidence", 1, tx("Basis: freed resources; no direct evidence")},
		{"KJ-4", "Highly likely", 6, tx("pressure from others to cut trade will be resisted, with stability as the reason."), "High confidence", 3, nil},
	}}
}

func cells(words ...string) []Cell {
	out := make([]Cell, len(words))
	for i, w := range words {
		if w != "" {
			out[i].Text = []Para{para(w)}
		}
	}
	return out
}

func commodities() *Table {
	tab := &Table{Common: common(25, Full), Exhibit: Exhibit{
		Label: "Table 1", Dest: "table-1", Tag: "PROVISIONAL", Title: tx("Staples and wig materials all grew by more than half in a month"),
		Subtitle: tx("Largest exports by value, September 2023; line: September 2022 to September 2023"),
		Source:   Text{{S: "Source: General Administration of Customs "}, {Ref: 1}, {S: ". n.a.: no exports in the base month. Parts may not sum to totals."}},
	}, Columns: []Column{
		{Title: tx("")}, {Title: tx("Commodity")}, {Title: tx("HS")}, {Kind: BarColumn},
		{Title: tx("Exports, US$ million"), Align: Right}, {Title: tx("Share, %"), Align: Right},
		{Title: tx("On month, %"), Align: Right}, {Title: tx("On year, %"), Align: Right}, {Title: tx("13 months"), Kind: SparkColumn},
	}}
	goods := []struct {
		name, code, value, share, month, year string
	}{
		{"Processed hair and wool for wigs", "6703", "24.6", "13.0", "+61.8", "+170.3"}, {"Rice", "1006", "11.7", "6.2", "+138.8", "+350.0"},
		{"Plastic sheets and film", "3920", "9.8", "5.2", "−10.1", "+88.5"}, {"Soybean oil", "1507", "8.9", "4.7", "+85.4", "+102.3"},
		{"Granulated sugar", "1701", "6.9", "3.7", "+60.5", "+245.0"}, {"Nitrogen fertiliser", "3102", "6.1", "3.2", "−34.4", "+60.5"},
		{"Cream", "0402", "4.2", "2.2", "+44.8", "n.a."},
	}
	for i, g := range goods {
		row := Row{Cells: cells(fmt.Sprint(i+1), g.name, g.code, "", g.value, g.share, g.month, g.year, "")}
		row.Cells[0].Muted = true
		row.Cells[3].Bar = float64(24-3*i) / 24
		row.Cells[4].Strong = true
		row.Cells[6].Sign, row.Cells[7].Sign = sign(g.month), sign(g.year)
		row.Cells[7].Muted = g.year == "n.a."
		row.Cells[8].Spark, row.Cells[8].Alt = series[8:], "Line of 13 months"
		if i == 1 {
			row.Cells[4].Mark = "r"
		}
		tab.Rows = append(tab.Rows, row)
	}
	tab.Rows = append(tab.Rows,
		Row{Style: Other, Cells: cells("", "All other goods", "", "", "116.5", "61.8", "+6.8", "+145.1")},
		Row{Style: Total, Cells: cells("", "Total exports", "", "", "188.7", "100.0", "+15.9", "+135.9")})
	return tab
}

func sign(s string) int {
	switch []rune(s)[0] {
	case '+':
		return 1
	case '−':
		return -1
	}
	return 0
}

func panel() *TwoSided {
	return &TwoSided{Common: common(31, Full), Labels: []string{"How", "What we see", "Limits", "Likelihood"},
		Left: Side{tx("+ Positive"), tx("Better lives for ordinary people"), []Text{
			tx("More food, oil, medicine and consumer goods reach markets; workshops get materials and pay wages."),
			tx("Rice, flour, oil and sugar together rose by 89% on August."),
			tx("Gains depend on who gets the goods. Customs data say nothing about that."),
		}, "Likely", 5, "Moderate confidence", 2},
		Right: Side{tx("− Negative"), tx("May help pay for weapons"), []Text{
			tx("Trade eases the need for foreign exchange and frees resources for nuclear weapons and missiles."),
			tx("No direct link in customs data. The worry is that money saved in one budget can be spent in another."),
			tx("The goods at the top of the list are civilian. Value is a weak guide to what matters for weapons."),
		}, "Realistic possibility", 4, "Low confidence", 1},
	}
}

func stances() *Table {
	tab := &Table{Common: common(41, Full), Exhibit: Exhibit{
		Label: "Table 2", Dest: "table-2", Title: tx("Two critical, one opposed, two in favour"),
		Subtitle: tx("Stance on the trade; scale of five steps from opposes (left) to supports (right)"),
		Source:   tx("Positions are specimens."),
	}, Columns: []Column{
		{Title: tx("Actor")}, {Title: Text{{S: "Opposes"}, {S: "Supports"}}, Kind: StanceColumn}, {Title: tx("Stance")},
		{Title: tx("Position"), Kind: QuoteColumn, Grow: true}, {Title: tx("Date")}, {Title: tx("Ref."), Align: Right},
	}}
	for i, a := range []struct {
		name, body, word, position string
		stance                     int
	}{
		{"China", "Foreign ministry", "Supports", "Resists pressure to cut trade; stability on the peninsula comes first.", 5},
		{"North Korea 조선", "State media", "Supports", "Welcomes friendship and exchange.", 5},
		{"South Korea 한국", "Unification ministry", "Critical", "Watches closely and asks that sanctions be respected.", 2},
		{"European Union", "External action service", "Neutral", "Keeps humanitarian goods apart from goods under sanctions, and reports on both.", 3},
		{"United States", "State department", "Opposes", "Urges the use of economic influence and less trade.", 1},
	} {
		row := Row{Cells: cells(a.name, "", a.word, a.position, "Sep 2023", "")}
		row.Cells[0].Strong, row.Cells[0].Sub = true, tx(a.body)
		row.Cells[1].Stance = a.stance
		row.Cells[5].Text = []Para{{Text: Text{{Ref: i + 1}}}}
		tab.Rows = append(tab.Rows, row)
	}
	return tab
}

func timeline() *Timeline {
	return &Timeline{Common: common(42, Full), Exhibit: Exhibit{
		Label: "Figure 6", Dest: "figure-6", Title: tx("From sanctions to closure to reopening"),
		Subtitle: tx("Selected events, 2017 to 2023"), Source: tx("Square: Security Council; diamond: restriction; circle: trade."), Alt: "Events by year",
	}, Entries: []Entry{
		{19490601, 0, "1949", tx("ties"), "legal"}, {19610711, 0, "1961", tx("treaty"), "legal"},
		{20170805, 0, "Aug 2017", tx("Security Council resolution 2371"), "legal"},
		{20171222, 0, "Dec 2017", tx("Resolution 2397 caps oil imports"), "legal"},
		{20200121, 20220116, "", tx("Border closed to most freight"), "restriction"},
		{20200121, 0, "Jan 2020", tx("North Korea closes its border"), "restriction"},
		{20220116, 0, "Jan 2022", tx("Rail freight resumes over the bridge"), "trade"},
		{20220429, 0, "Apr 2022", tx("Rail freight stops again"), "restriction"},
		{20220926, 0, "Sep 2022", tx("Rail resumes"), "trade"},
		{20230826, 0, "Aug 2023", tx("Citizens abroad may return"), "restriction"},
		{20230930, 0, "Sep 2023", tx("Exports of US$188.7 million, third monthly rise"), "reference"},
	}}
}

func revisions() *Table {
	tab := &Table{Common: common(51, Full), Exhibit: Exhibit{
		Label: "Table 3", Dest: "table-3", Title: tx("Revisions are small"), Subtitle: tx("Changes since the first edition"), Source: tx("Earlier values are specimens."),
	}, Columns: []Column{
		{Title: tx("Series")}, {Title: tx("Unit")}, {Title: tx("Previous"), Align: Right}, {Title: tx("Revised"), Align: Right},
		{Title: tx("Change"), Align: Right}, {Title: tx("Reason")},
	}}
	for _, r := range [][]string{
		{"Aug 2023, exports", "US$ million", "162.9", "162.8", "−0.1", "Late declarations"},
		{"Jul 2023, exports", "US$ million", "156.1", "156.4", "+0.3", "Late declarations"},
		{"Aug 2023, on month", "%; change in pp", "+4.4", "+4.1", "−0.3", "Follows from the two above"},
	} {
		row := Row{Cells: cells(r...)}
		row.Cells[3].Strong, row.Cells[4].Sign = true, sign(r[4])
		tab.Rows = append(tab.Rows, row)
	}
	return tab
}

func notes() *Notes {
	return &Notes{Common: common(52, Full), Items: []NoteColumn{
		{"Coverage", []Para{para("Exports of goods recorded by the General Administration of Customs (中华人民共和国海关总署), by partner. Services and unrecorded trade are left out.")}},
		{"Valuation", []Para{para("US dollars, free on board, current prices, not seasonally adjusted.")}},
		{"Calculations", []Para{para("Rates use unrounded values where these are published. The average over 12 months needs at least 11 of them.")}},
		{"Not shown", []Para{para("Annual rates on a base below US$1 million are given as n.a.")}},
		{"Symbols", nil},
	}, Symbols: [][2]string{{"n.a.", "not available or not meaningful"}, {"0.0", "less than half the unit shown"}, {"–", "nil"}, {"r", "revised"}}}
}

func annex() *Annex {
	out := &Annex{Common: common(54, Full)}
	for n, rows := range []int{4, 2} {
		tab := &Table{Common: out.Common, Exhibit: Exhibit{Label: fmt.Sprintf("Data of Figure %d", n+1), Dest: fmt.Sprintf("data-figure-%d", n+1), Title: tx("Exports"), Source: tx("Source: customs.")},
			Columns: []Column{{Title: tx("Period")}, {Title: tx("Exports"), Align: Right}}}
		for _, p := range series[:rows] {
			tab.Rows = append(tab.Rows, Row{Cells: cells(monthName(p.Span.To, true), p.Text)})
		}
		out.Tables = append(out.Tables, tab)
	}
	return out
}

func sources() *Sources {
	s := &Sources{Common: common(53, Full), Title: "Sources"}
	for i, name := range []string{
		"General Administration of Customs, trade by country, September 2023, published 18 October 2023.", "Same source, June 2023.", "Same source, April 2023.",
		"Foreign ministry, regular press conference.", "State media commentary.",
	} {
		s.Entries = append(s.Entries, SourceEntry{i + 1, tx(name)})
	}
	s.Entries[3].Text = append(s.Entries[3].Text, Span{S: " example.org/press", URL: "https://example.org/press"})
	return s
}
