package data

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Where a file says when.

// periodOf is the layout that reads the cells of a column, empty where there is
// none. The layout "auto" is the reader's own: periods of several lengths.
func (g *guess) periodOf(i int) (form string, freq Freq) {
	c := &g.cols[i]
	if len(c.words) == 0 {
		return "", 0
	}
	few := c.words[:min(len(c.words), 5)]
	best, reads, days := layout{}, 0, 0
	for _, l := range append(slices.Clone(usualLayouts()), layout{}) {
		if !slices.ContainsFunc(few, func(w wordCount) bool { _, err := l.span(w.word); return err == nil }) {
			continue
		}
		n, twice := 0, false
		seen, dayWords := map[Span]bool{}, map[string]bool{}
		for _, w := range c.words {
			s, err := l.span(w.word)
			if err != nil {
				continue
			}
			n++
			twice = twice || seen[s]
			seen[s] = true
			if at := strings.Index(l.text, "DD"); at >= 0 && at+2 <= len(w.word) {
				dayWords[w.word[at:at+2]] = true
			}
		}
		hasDays := strings.Contains(l.text, "DD")
		if twice && !hasDays && l.text != "" {
			continue // 2001.1 beside 2001.01 is October that lost its zero
		}
		// Of 01/02/2023 the part that changes less is the day.
		if n > reads || n == reads && hasDays && strings.Contains(best.text, "DD") && len(dayWords) < days {
			best, reads, days = l, n, len(dayWords)
		}
	}
	// What a heading calls a period may have odd words among it, such as Total.
	share := 8
	if words := headingMeaning(g.names[i]); has(words, "period", "month", "date", "quarter", "year", "time") {
		share = 5
	}
	if best.text != "" && reads < len(c.words) && !c.many {
		if both, ok := jointLayout(best, c.words); ok {
			return both.text, both.freq
		}
	}
	if reads*10 < len(c.words)*share || c.many && reads < len(c.words) {
		return "", 0
	}
	if best.text == "" {
		return "auto", Monthly
	}
	return best.text, best.freq
}

// jointLayout is up to three layouts that read every word between them: months
// beside quarters and years.
func jointLayout(first layout, words []wordCount) (layout, bool) {
	text := first.text
	for range 2 {
		l, err := parseLayout(text)
		if err != nil {
			return layout{}, false
		}
		at := slices.IndexFunc(words, func(w wordCount) bool { _, err := l.span(w.word); return err != nil })
		if at < 0 {
			break
		}
		form := usualLayout(words[at].word)
		if form == "" {
			return layout{}, false
		}
		text += "|" + form
	}
	l, err := parseLayout(text)
	if err != nil || slices.ContainsFunc(words, func(w wordCount) bool { _, err := l.span(w.word); return err != nil }) {
		return layout{}, false
	}
	l.text = text
	lengths := map[Freq]bool{}
	for _, w := range words {
		if s, err := l.span(w.word); err == nil {
			lengths[s.From.freq] = true
		}
	}
	return l, len(lengths) > 1 // else a date and its slip, which the reader refuses
}

// period finds the columns that say when.
func (g *guess) period() bool {
	best, bestRank := -1, -1
	year, month, quarter := -1, -1, -1
	forms, freqs := make([]string, len(g.cols)), make([]Freq, len(g.cols))
	for i := range g.cols {
		if !g.free(i) {
			continue
		}
		forms[i], freqs[i] = g.periodOf(i)
		words := headingMeaning(g.names[i])
		text := strings.Join(words, " ")
		switch c := &g.cols[i]; {
		case forms[i] == "YYYY" && (has(words, "year", "yr") || strings.Contains(text, "年") || g.names[i] == "") && year < 0:
			year = i
		case forms[i] == "" && allWords(c, isMonth) && (has(words, "month", "mon", "mth") || strings.Contains(text, "月") || !isNumberColumn(c)):
			month = i
		case forms[i] == "" && allWords(c, isQuarter) && (has(words, "quarter", "qtr") || strings.Contains(text, "季")):
			quarter = i
		}
		if rank := g.periodRank(i, forms[i]); rank > bestRank {
			best, bestRank = i, rank
		}
	}
	switch parted := year >= 0 && (month >= 0 || quarter >= 0); {
	case parted && (best < 0 || freqs[best] == Annual || bestRank < 3):
		g.table.Period.Year = g.ref(year)
		g.use(year, "period: the year")
		if month >= 0 {
			g.table.Period.Month = g.ref(month)
			g.use(month, "period: the month")
		} else {
			g.table.Period.Quarter = g.ref(quarter)
			g.use(quarter, "period: the quarter")
		}
		return true
	case best < 0:
		return false
	}
	g.takePeriod(best, forms[best])
	for i := range g.cols {
		if forms[i] == forms[best] && g.free(i) && has(headingMeaning(g.names[i]), "period", "month", "date", "year") {
			g.whys[i] = "the period again"
		}
	}
	return true
}

// periodRank says how likely a column that a layout reads is the period: by its
// heading, and without one only if its cells are no plain numbers.
func (g *guess) periodRank(i int, form string) int {
	words := headingMeaning(g.names[i])
	text := strings.Join(words, " ")
	switch c := &g.cols[i]; {
	case form == "":
		return -1
	case has(words, "vintage", "published", "released", "release", "update", "id", "retrieved", "printed"):
		return 0
	case slices.Contains([]string{"time period", "period", "year month", "month", "quarter", "date", "time", "数据年月", "年月"}, text):
		return 4
	case has(words, "period", "month", "date", "time", "quarter"), strings.Contains(text, "月"):
		return 3
	case has(words, "year", "yr"), strings.Contains(text, "年"):
		return 2
	case strings.ContainsAny(form, "-/. '年M"):
		return 1
	case len(c.words) > 1 && plausibleYears(c) && (form != "YYYY" || !g.numbered || i == 0):
		return 1
	}
	return -1 // a number that happens to read as a period
}

// takePeriod makes a column the period.
func (g *guess) takePeriod(i int, form string) {
	g.table.Period.Column = g.ref(i)
	if form != "auto" {
		g.layout = form
		g.table.Period.Layout = g.text(form)
	}
	g.use(i, "period, as %s", cmp.Or(g.layout, "2023-09, 2023-Q3, 2023 or a run of them"))
	l, _ := parseLayout(g.layout) // it is one of ours
	for _, w := range g.cols[i].words {
		if _, err := l.span(w.word); err != nil && !isSumWord(w.word) {
			g.doubt("%s in column %s is not read as a period", quote(w.word), g.title(i))
			break
		}
	}
	if before, after, ok := strings.Cut(g.layout, "DD/MM"); ok {
		other, _ := parseLayout(before + "MM/DD" + after)
		if allWords(&g.cols[i], func(w string) bool { _, err := other.span(w); return err == nil }) {
			g.doubt("%s is read as day/month/year; if the month stands first, write layout: %s", g.cols[i].words[0].word, other.text)
		}
	}
}

func isMonth(word string) bool {
	m, ok := monthOf(word)
	return ok && m >= 1 && m <= 12
}

func isQuarter(word string) bool {
	word = strings.TrimPrefix(word, "Q")
	return len(word) == 1 && word[0] >= '1' && word[0] <= '4'
}

// plausibleYears reports whether the words begin with years that trade
// statistics have.
func plausibleYears(c *columnProfile) bool {
	return allWords(c, func(w string) bool {
		y, ok := digits(w, 0, 4)
		return ok && y >= 1900 && y <= 2100
	})
}

func isDay(word string) bool { _, err := ParseDate(word); return err == nil }

// lastDay is the last day that an inexact date may mean: of 2020-10 the 31st, of
// 2023-11-20? the 20th. It is empty where the word is no date.
func lastDay(word string) string {
	word = strings.TrimRight(word, "?+~ ")
	if isDay(word) {
		return word
	}
	p, err := ParsePeriod(word)
	if err != nil {
		return ""
	}
	return p.lastDay().String()
}

// keepEvery keeps the rows of one length of period.
func (g *guess) keepEvery(f Freq, column int) {
	word := map[Freq]string{Annual: "year", Quarterly: "quarter", Monthly: "month"}[f]
	g.table.Period.Every = g.text(word)
	g.doubt("column %s holds periods of two lengths, which make no series: the block keeps every %s", g.title(column), word)
}

// oneFrequency keeps the months where months and years stand in one column, if
// another column tells them apart: periods of two lengths make no series.
func (g *guess) oneFrequency() {
	at, _ := strconv.Atoi(g.table.Period.Column.Value) // a ref
	lengths := map[Freq]bool{}
	l, _ := parseLayout(g.layout) // one of ours
	for _, w := range g.cols[at].words {
		if s, err := l.span(w.word); err == nil {
			lengths[s.From.freq] = true
		}
	}
	if len(lengths) < 2 {
		return
	}
	for i := range g.cols {
		if c := &g.cols[i]; g.free(i) && !c.many && len(c.words) < 8 {
			for _, w := range c.words {
				if lengths[Monthly] && slices.Contains([]string{"month", "monthly", "m"}, strings.ToLower(w.word)) ||
					!lengths[Monthly] && slices.Contains([]string{"quarter", "quarterly", "q"}, strings.ToLower(w.word)) {
					g.table.Where = append(g.table.Where, Where{g.ref(i), g.text(w.word)})
					g.use(i, "kept where it is %s: periods of two lengths make no series", w.word)
					return
				}
			}
		}
	}
	every := Annual
	for _, w := range g.cols[at].words {
		if s, err := l.span(w.word); err == nil {
			every = max(every, s.From.freq)
		}
	}
	g.keepEvery(every, at)
}

// financialYear is a heading or a cell of the first words of a column such as 2021-22 or
// 2021-2022, or empty.
func (g *guess) financialYear() string {
	is := func(word string) bool {
		word = strings.TrimSpace(strings.TrimPrefix(word, "FY"))
		year, ok := digits(word, 0, 4)
		if !ok || len(word) != len("2021-22") && len(word) != len("2021-2022") || word[4] != '-' && word[4] != '/' {
			return false
		}
		next, ok := digits(word, 5, len(word)-5)
		return ok && (next == year+1 || len(word) == len("2021-22") && next == (year+1)%100 && next > 12)
	}
	for i, name := range g.names {
		for _, w := range append([]wordCount{{word: name}}, g.cols[i].words[:min(len(g.cols[i].words), 5)]...) {
			if is(w.word) {
				return w.word
			}
		}
	}
	return ""
}
