package changes

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func value(x float64) *float64 { return &x }

// september is a small edition with something of everything.
func september() *Edition {
	return &Edition{
		Format: 1, Outline: "brief.yaml",
		Imprint: Imprint{Title: "Coffee exports", Period: "2023-09", Issued: "2023-10-20", Marking: "TLP:CLEAR", Params: map[string]string{"partner": "KP"}},
		Content: Content{
			Facts: []Fact{
				{Name: "exports", Of: "exports", Period: "2023-09", Label: "Exports", Value: value(188.7e6), Low: value(188.65e6), High: value(188.75e6), Unit: "USD", Text: "US$188.7 million", Status: "present"},
				{Name: "exports.prev", Of: "exports", Period: "2023-08", Label: "Exports", Value: value(162.9e6), Unit: "USD", Text: "US$162.9 million", Status: "present"},
				{Name: "exports.at('2018-09')", Of: "exports", Period: "2018-09", Label: "Exports", Value: value(200.3e6), Unit: "USD", Text: "US$200.3 million", Status: "present"},
			},
			Judgements: []Judgement{{ID: "KJ-1", Statement: "Exports stay above US$150.1 million.", Likelihood: "likely", Confidence: "moderate", Basis: "Two reports."}},
			Hypotheses: []Matrix{{Question: "Why?", Hypotheses: []Hypothesis{{ID: "H1", Name: "Reopening", Likelihood: "likely", Against: 0}, {ID: "H0", Name: "Noise", Against: 2}},
				Evidence: []Evidence{{ID: "E1", Text: "Exports rose 15.9%", Grade: "A", Marks: map[string]string{"H1": "+", "H0": "-"}}}}},
			Indicators: []Indicator{{ID: "I1", Text: "Exports", Status: "steady", Latest: "US$188.7 million", Period: "2023-09", Below: "Below 120"}},
			Scenarios:  []Scenario{{Name: "Central", Probability: "55%", Text: "It lasts."}, {Name: "Low", Probability: "45%", Text: "It ends."}},
			Reactions:  []Reaction{{Actor: "United States", Body: "State Department", Stance: "critical", Quote: "holding accountable", Date: "2023-05-15", Source: "k1"}, {Actor: "Japan", None: true}},
			Sources:    []Source{{Key: "k1", Number: 1, Publisher: "Yonhap", Title: "A note", Date: "2023-05-16"}},
		},
		Words: []Words{{Where: "Trends", Text: "The harvest of August is early."}},
		Statements: []Statement{
			{ID: "F001", Kind: "claim", Text: "rose", Expr: "exports.mom", Verdict: "holds", Where: "Trends", Sentence: "Exports rose by 15.9% in September, to US$188.7 million."},
			{ID: "F002", Kind: "computed", Text: "15.9%", Expr: "exports.mom", Verdict: "holds", Where: "Trends", Sentence: "Exports rose by 15.9% in September, to US$188.7 million."},
			{ID: "F003", Kind: "computed", Text: "US$188.7 million", Expr: "exports", Verdict: "holds", Where: "Trends", Sentence: "Exports rose by 15.9% in September, to US$188.7 million."},
			{ID: "F004", Kind: "source", Text: "does not explain", Source: "k1", Verdict: "sourced", Where: "Trends", Sentence: "Customs does not explain the swings."},
			{ID: "F005", Kind: "judgement", Text: "Likely: Exports stay above US$150.1 million.", Verdict: "sourced", Where: "Front page", Sentence: "Likely: Exports stay above US$150.1 million.", Item: "KJ-1"},
			{ID: "F006", Kind: "computed", Text: "US$150.1 million", Expr: "exports.ma12", Verdict: "holds", Where: "Front page", Sentence: "Exports stay above US$150.1 million.", Within: "F005", Item: "KJ-1"},
		},
		Observations: []Observation{
			{Series: "CN exports to KP", Period: "2023-08", Vintage: "2023-09-20", Value: value(162.9e6), Unit: "USD"},
			{Series: "CN exports to KP", Period: "2023-09", Vintage: "2023-10-20", Value: value(188.7e6), Unit: "USD"},
		},
	}
}

// lines prints changes, one a line.
func lines(c Changes) string {
	var b strings.Builder
	list := func(name string, changes []Change) {
		for _, x := range changes {
			fmt.Fprintf(&b, "%s: %s %s", name, x.Kind, x.Name)
			if x.Label != x.Name && x.Label != "" {
				fmt.Fprintf(&b, " (%s)", x.Label)
			}
			if x.Period != "" {
				fmt.Fprintf(&b, " of %s", x.Period)
			}
			for i, f := range x.Fields {
				fmt.Fprintf(&b, "%s %s: %s → %s", []string{":", ","}[min(i, 1)], f.Key, f.Old, f.New)
			}
			b.WriteByte('\n')
		}
	}
	list("imprint", c.Imprint)
	list("judgement", c.Judgements)
	list("scenario", c.Scenarios)
	list("hypothesis", c.Hypotheses)
	list("indicator", c.Indicators)
	list("figure", c.Figures)
	list("statement", c.Statements)
	list("reaction", c.Reactions)
	list("source", c.Sources)
	list("data", c.Data)
	if c.Figured > 0 {
		fmt.Fprintf(&b, "figured: %d\n", c.Figured)
	}
	return b.String()
}

// TestBetween: each kind of change is told as what it is, and nothing else is told.
func TestBetween(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(e *Edition)
		want   string
	}{
		{"nothing", func(e *Edition) {}, ""},
		{"a processor computes in another order", func(e *Edition) { *e.Facts[0].Value *= 1 + 1e-12 }, ""},
		{"the dates", func(e *Edition) { e.Revision, e.Revised, e.Marking = "1", "2023-11-20", "TLP:GREEN" },
			"imprint: new revision (Revision): revision:  → 1\nimprint: new revised (Revised on): revised:  → 2023-11-20\nimprint: changed marking (Marking): marking: TLP:CLEAR → TLP:GREEN\n"},
		{"another partner", func(e *Edition) { e.Params = map[string]string{"partner": "VN"} }, "imprint: changed params.partner (partner): partner: KP → VN\n"},
		{"a figure revised", func(e *Edition) { e.Facts[1].Value, e.Facts[1].Text = value(163.5e6), "US$163.5 million" },
			"figure: revised exports.prev (Exports) of 2023-08: value: US$162.9 million → US$163.5 million\n"},
		{"a figure with a status", func(e *Edition) { e.Facts[1].Value, e.Facts[1].Text, e.Facts[1].Status = nil, "n.a.", "suppressed" },
			"figure: gone exports.prev (Exports) of 2023-08: value: US$162.9 million → n.a., status: present → suppressed\n"},
		{"a figure with more digits", func(e *Edition) {
			*e.Facts[0].Value, *e.Facts[0].Low, *e.Facts[0].High = 188.74e6, 188.735e6, 188.745e6
		},
			"figure: refined exports (Exports) of 2023-09: value: US$188.7 million → US$188.7 million\n"},
		{"a figure that hides its revision", func(e *Edition) {
			*e.Facts[0].Value, *e.Facts[0].Low, *e.Facts[0].High = 188.79e6, 188.785e6, 188.795e6
		},
			"figure: revised exports (Exports) of 2023-09: value: US$188.7 million → US$188.7 million\n"},
		{"a figure that was not known", func(e *Edition) {
			e.Facts = append(e.Facts, Fact{Name: "imports", Of: "imports", Period: "2023-09", Value: value(1), Text: "US$1"})
			e.Facts[2].Value = value(201e6)
		}, "figure: revised exports.at('2018-09') (Exports) of 2018-09: value: US$200.3 million → US$200.3 million\nfigure: new imports of 2023-09: value:  → US$1\n"},
		{"a figure no longer told", func(e *Edition) { e.Facts = e.Facts[:2] }, "figure: gone exports.at('2018-09') (Exports) of 2018-09: value: US$200.3 million → \n"},
		{"a new figure", func(e *Edition) {
			e.Facts = append(e.Facts, Fact{Name: "imports", Of: "imports", Period: "2023-09", Value: value(1), Text: "US$1"})
		}, "figure: new imports of 2023-09: value:  → US$1\n"},
		{"a judgement", func(e *Edition) { e.Judgements[0].Likelihood, e.Judgements[0].Basis = "very likely", "Three reports." },
			"judgement: changed KJ-1 (KJ-1: Exports stay above US$150.1 million.): likelihood: likely → very likely, basis: Two reports. → Three reports.\n"},
		{"the figure within a judgement", func(e *Edition) {
			e.Judgements[0].Statement = "Exports stay above US$153.0 million."
			e.Statements[5].Text, e.Statements[5].Sentence = "US$153.0 million", e.Judgements[0].Statement
		}, ""},
		{"a judgement more", func(e *Edition) {
			e.Judgements = append(e.Judgements, Judgement{ID: "KJ-2", Statement: "It ends.", Likelihood: "unlikely", Confidence: "low"})
		}, "judgement: new KJ-2 (KJ-2: It ends.): likelihood:  → unlikely, confidence:  → low, statement:  → It ends.\n"},
		{"scenarios", func(e *Edition) { e.Scenarios[0].Probability, e.Scenarios[1].Name = "60%", "Worst" },
			"scenario: changed Central: probability: 55% → 60%\nscenario: new Worst: probability:  → 45%, text:  → It ends.\nscenario: gone Low: probability: 45% → , text: It ends. → \n"},
		{"a mark", func(e *Edition) {
			e.Hypotheses[0].Evidence[0].Marks["H0"], e.Hypotheses[0].Hypotheses[1].Against = "--", 3
		},
			"hypothesis: changed H0 (H0: Noise): against: 2 → 3\nhypothesis: changed E1 (E1: Exports rose 15.9%): mark for H0: - → --\n"},
		{"an indicator", func(e *Edition) { e.Indicators[0].Status, e.Indicators[0].Latest = "breached", "US$110.0 million" },
			"indicator: changed I1 (I1: Exports): status: steady → breached, latest: US$188.7 million in 2023-09 → US$110.0 million in 2023-09\n"},
		{"a stance", func(e *Edition) { e.Reactions[0].Stance = "opposes" }, "reaction: changed United States, State Department 2023-05-15 (United States, State Department): stance: critical → opposes\n"},
		{"somebody spoke", func(e *Edition) {
			e.Reactions[1] = Reaction{Actor: "Japan", Stance: "critical", Position: "It asked.", Date: "2023-10-01", Source: "k1"}
		}, "reaction: new Japan 2023-10-01 (Japan): stance:  → critical, position:  → It asked., date:  → 2023-10-01, source:  → k1\nreaction: gone Japan: found: none → \n"},
		{"a source", func(e *Edition) { e.Sources[0].Date = "2023-05-17" }, "source: changed k1 (Yonhap, A note): date: 2023-05-16 → 2023-05-17\n"},
		{"a source has another number", func(e *Edition) { e.Sources[0].Number = 2 }, ""},
		{"a sentence less", func(e *Edition) { e.Statements = append(e.Statements[:3], e.Statements[4:]...) },
			"statement: gone F004 (Customs does not explain the swings.): sentence: Customs does not explain the swings. → \n"},
		{"a sentence written anew", func(e *Edition) { e.Statements[3].Sentence = "Customs does not explain the larger swings." },
			"statement: changed F004 (Customs does not explain the larger swings.): sentence: Customs does not explain the swings. → Customs does not explain the larger swings.\n"},
		{"other words of a source", func(e *Edition) {
			e.Statements[3].Text, e.Statements[3].Sentence = "explains", "Customs explains the swings."
		}, "statement: changed F004 (Customs explains the swings.): sentence: Customs does not explain the swings. → Customs explains the swings.\n"},
		{"words that rest on nothing", func(e *Edition) { e.Words[0].Text = "The harvest of August is late." },
			"statement: changed  (The harvest of August is late.): sentence: The harvest of August is early. → The harvest of August is late.\n"},
		{"the month in words that rest on nothing", func(e *Edition) { e.Words[0].Text = "The harvest of July is early." },
			"statement: changed  (The harvest of July is early.): sentence: The harvest of August is early. → The harvest of July is early.\n"},
		{"words less", func(e *Edition) { e.Words = nil },
			"statement: gone  (The harvest of August is early.): sentence: The harvest of August is early. → \n"},
		{"a sentence waived", func(e *Edition) { e.Statements[0].Verdict = "waived" },
			"statement: changed F001 (Exports rose by 15.9% in September, to US$188.7 million.): verdict: backed → waived\n"},
		{"a sentence on another figure", func(e *Edition) { e.Statements[2].Expr = "imports" },
			"statement: changed F001 (Exports rose by 15.9% in September, to US$188.7 million.): sentence: Exports rose by 15.9% in September, to US$188.7 million. → Exports rose by 15.9% in September, to US$188.7 million., rests on: exports.mom; exports.mom; exports → exports.mom; exports.mom; imports\n"},
		{"data", func(e *Edition) {
			*e.Observations[0].Value = 163.5e6
			e.Observations = append(e.Observations, Observation{Series: "CN exports to KP", Period: "2023-10", Vintage: "2023-11-20", Value: value(167.6e6), Unit: "USD"})
		}, "data: revised CN exports to KP 2023-08 (CN exports to KP) of 2023-08: value: 162 900 000 USD → 163 500 000 USD\ndata: new CN exports to KP 2023-10 (CN exports to KP) of 2023-10: value:  → 167 600 000 USD, release:  → 2023-11-20\n"},
		{"data withdrawn", func(e *Edition) { e.Observations = e.Observations[:1] },
			"data: gone CN exports to KP 2023-09 (CN exports to KP) of 2023-09: value: 188 700 000 USD → , release: 2023-10-20 → \n"},
		{"a newer release says the same", func(e *Edition) {
			e.Observations = append(e.Observations, Observation{Series: "CN exports to KP", Period: "2023-08", Vintage: "2023-11-20", Value: value(162.9e6), Unit: "USD"})
		}, ""},
		{"data are kept out", func(e *Edition) { e.Observations = nil }, ""},
	} {
		now := september()
		c.change(now)
		got := Between(september(), now)
		if lines(got) != c.want || got.Same() != (c.want == "") {
			t.Errorf("%s: same is %v\n%swant\n%s", c.name, got.Same(), lines(got), c.want)
		}
		// Seen from the other side, what is new is gone.
		back := Between(now, september())
		count := func(c Changes, kind string) int { return strings.Count(lines(c), ": "+kind+" ") }
		if count(back, "new") != count(got, "gone") || count(back, "gone") != count(got, "new") || back.Same() != got.Same() {
			t.Errorf("%s, seen from the other side:\n%s", c.name, lines(back))
		}
	}
}

// TestNextEdition: what moves on with the edition is told apart from what was
// revised, and sentences that say the same of other figures are only counted.
func TestNextEdition(t *testing.T) {
	now := september()
	now.Period = "2023-10"
	now.Words[0].Text = "The harvest of September is early."
	now.Facts = []Fact{
		{Name: "exports", Of: "exports", Period: "2023-10", Label: "Exports", Value: value(167.6e6), Unit: "USD", Text: "US$167.6 million", Status: "present"},
		{Name: "exports.prev", Of: "exports", Period: "2023-09", Label: "Exports", Value: value(189.2e6), Unit: "USD", Text: "US$189.2 million", Status: "revised"},
		{Name: "exports.at('2018-09')", Of: "exports", Period: "2018-09", Label: "Exports", Value: value(200.3e6), Unit: "USD", Text: "US$200.3 million", Status: "present"},
	}
	const sentence = "Exports rose by 2.1% in October, to US$167.6 million."
	for i, text := range []string{"rose", "2.1%", "US$167.6 million"} {
		now.Statements[i].Text, now.Statements[i].Sentence = text, sentence
	}
	want := `imprint: changed period (Period): period: 2023-09 → 2023-10
figure: revised exports.prev (Exports) of 2023-09: value: US$188.7 million → US$189.2 million, status: present → revised
figure: moved exports (Exports) of 2023-10: value: US$188.7 million → US$167.6 million, period: 2023-09 → 2023-10
figure: moved exports.prev (Exports) of 2023-09: value: US$162.9 million → US$189.2 million, period: 2023-08 → 2023-09, status: present → revised
figured: 2
`
	if got := lines(Between(september(), now)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	// A claim of the other direction is a sentence that changed.
	for i, text := range []string{"fell", "2.1%", "US$167.6 million"} {
		now.Statements[i].Text, now.Statements[i].Sentence = text, strings.Replace(sentence, "rose", "fell", 1)
	}
	want = "statement: changed F001 (Exports fell by 2.1% in October, to US$167.6 million.): sentence: Exports rose by 15.9% in September, to US$188.7 million. → Exports fell by 2.1% in October, to US$167.6 million.\n"
	if got := lines(Between(september(), now)); !strings.Contains(got, want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestOrderOfSentences: a sentence that was put elsewhere, or before which another
// one was put in, is the same sentence; of several alike each has one partner.
func TestOrderOfSentences(t *testing.T) {
	of := func(sentences ...string) *Edition {
		e := &Edition{}
		for i, s := range sentences {
			e.Statements = append(e.Statements, Statement{ID: fmt.Sprintf("F%03d", i+1), Kind: "source", Text: s, Sentence: s, Verdict: "sourced", Where: fmt.Sprint("Table ", i)})
		}
		return e
	}
	for _, c := range []struct {
		old, now *Edition
		want     string
	}{
		{of("one two", "three four"), of("three four", "one two"), ""},
		{of("one two", "three four"), of("five six", "one two", "three four"), "statement: new F001 (five six): sentence:  → five six\n"},
		{of("one two", "one two", "one two"), of("one two", "one two"), "statement: gone F003 (one two): sentence: one two → \n"},
		{of("the same words here and there", "quite other words"), of("the same words here, and more there"),
			"statement: changed F001 (the same words here, and more there): sentence: the same words here and there → the same words here, and more there\nstatement: gone F002 (quite other words): sentence: quite other words → \n"},
	} {
		if got := lines(Between(c.old, c.now)); got != c.want {
			t.Errorf("got\n%swant\n%s", got, c.want)
		}
	}
}

// TestRead: what is no ledger of this format is refused with a reason.
func TestRead(t *testing.T) {
	whole, err := json.Marshal(september())
	if err != nil {
		t.Fatal(err)
	}
	e, err := Read(whole)
	if err != nil {
		t.Fatal(err)
	}
	want := september()
	want.Observations = nil
	if c := Between(want, e); !c.Same() {
		t.Errorf("what was written and read differs:\n%s", lines(c))
	}
	for _, c := range [][2]string{
		{"", "claims.json is broken: unexpected end of JSON input"},
		{"null", "claims.json says no format"},
		{"[]", "claims.json is broken: it is no object"},
		{`{"format": 2}`, "claims.json is of format 2, and this version reads format 1"},
		{`{"format": 1}`, "claims.json names no period or no outline"},
		{`{"format": 1, "facts": 7}`, "claims.json is broken: the key facts holds another kind of value"},
		{`{"format": 1, "outline": "a", "period": "b", "statements": [{"sentence": "` + strings.Repeat("x", mostText+1) + `"}]}`, "a sentence of claims.json has 20001 bytes, more than 20000"},
		{`{"format": 1, "outline": "a", "period": "b", "judgements": [{"basis": "` + strings.Repeat("x", mostText+1) + `"}]}`, "a judgement of claims.json has 20001 bytes, more than 20000"},
		{`{"format": 1, "outline": "a", "period": "b", "sources": [{}` + strings.Repeat(",{}", mostItems) + `]}`, "a list of claims.json has 5001 entries, more than 5000"},
		{`{"format": 1, "outline": "a", "period": "b", "statements": [{}` + strings.Repeat(",{}", mostStatements) + `]}`, "claims.json has 20001 statements, more than 20000"},
	} {
		if _, err := Read([]byte(c[0])); err == nil || err.Error() != c[1] {
			t.Errorf("%.60s: %v, want %s", c[0], err, c[1])
		}
	}
}

// TestFieldWords: a difference that print does not show is told in full.
func TestFieldWords(t *testing.T) {
	for _, c := range []struct {
		f    Field
		want string
	}{
		{Field{Old: "15.8%", New: "15.9%", OldValue: value(0.158), NewValue: value(0.159)}, "15.8% 15.9%"},
		{Field{Old: "188.7", New: "188.7", OldValue: value(188650000), NewValue: value(188740000)}, "188 650 000 188 740 000"},
		{Field{Old: "n.a.", New: "n.a."}, "n.a. n.a."},
	} {
		if old, now := c.f.Words(); old+" "+now != c.want {
			t.Errorf("%s %s, want %s", old, now, c.want)
		}
	}
}

// TestReadObservations: the table is read by its columns, in whole units; parts and
// rates are left out.
func TestReadObservations(t *testing.T) {
	const head = "data,kind,flow,reporter,partner,code,label,measure,period,value,unit,scale,status,vintage\n"
	got, err := ReadObservations([]byte(head +
		"m,figure,export,CN,KP,TOTAL,,value,2023-09,188.7,USD,1000000,present,2023-10-20\n" +
		"m,folded,import,CN,KP,6704,wigs,quantity,2023-09,182e3,kg,1,present,\n" +
		"m,figure,balance,CN,,,,value,2023,7,USD,1/1000,present,\n" +
		"m,figure,export,CN,KP,,,value,2023-10,,USD,1000000,suppressed,\n" +
		"m,part,export,CN,KP,,,value,2023-10,1,USD,1,present,\n" +
		"m,rate,,,,,,value,2023-10,7.1,CNY/USD,1,present,\n"))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, o := range got {
		words = append(words, strings.Join([]string{o.Series, o.Period, o.words(), o.Vintage}, " | "))
	}
	want := []string{"CN exports to KP | 2023-09 | 188 700 000 USD | 2023-10-20", "CN imports from KP, 6704 wigs (quantity) | 2023-09 | 182 000 kg | ", "CN balance | 2023 | 0.007 USD | ", "CN exports to KP | 2023-10 | suppressed | "}
	if !slices.Equal(words, want) {
		t.Errorf("got %q, want %q", words, want)
	}
	for _, c := range [][2]string{
		{"", "the table of observations is broken: it is empty"},
		{"a,b\n", `the table of observations is broken: it has no column "kind"`},
		{head + "a,b\n", "the table of observations is broken: record on line 2: wrong number of fields"},
	} {
		if _, err := ReadObservations([]byte(c[0])); err == nil || err.Error() != c[1] {
			t.Errorf("%q: %v, want %s", c[0], err, c[1])
		}
	}
	for x, want := range map[float64]string{0: "0", 999: "999", -1234: "-1234", 12345: "12 345", -1234567.5: "-1 234 567.5"} {
		if got := grouped(x); got != want {
			t.Errorf("%v is %s, want %s", x, got, want)
		}
	}
}

// FuzzBetween: whatever two files say, comparing them ends, and a file compared
// with itself is the same.
func FuzzBetween(f *testing.F) {
	whole, err := json.Marshal(september())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, []byte(`{"format": 1, "outline": "a", "period": "b", "statements": [{"sentence": "a"}, {"sentence": "a"}], "judgements": [{"id": "x"}, {"id": "x"}]}`))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		old, err := Read(a)
		if err != nil {
			return
		}
		if c := Between(old, old); !c.Same() {
			t.Fatalf("it differs from itself:\n%s", lines(c))
		}
		if now, err := Read(b); err == nil {
			Between(old, now)
		}
	})
}

// TestLargest: the largest files that are read are compared in steps that grow with
// them, whether nothing in them is alike or everything is.
func TestLargest(t *testing.T) {
	for _, alike := range []bool{true, false} {
		e := &Edition{Format: 1, Outline: "a", Imprint: Imprint{Period: "2023"}}
		long := strings.Repeat("word ", mostText/5)
		for i := range mostStatements {
			s := Statement{ID: fmt.Sprint(i), Kind: "computed", Text: "not there", Sentence: "same words", Expr: "exports"}
			switch {
			case i < 1000:
				s.Sentence = long[:len(long)-1]
			case !alike:
				s.Sentence = fmt.Sprint(i, " other ", i*7)
			}
			e.Statements = append(e.Statements, s)
		}
		for i := range mostItems {
			e.Judgements = append(e.Judgements, Judgement{ID: "x", Statement: "same"})
			e.Facts = append(e.Facts, Fact{Name: "x", Of: fmt.Sprint(i), Value: value(float64(i))})
		}
		other := *e
		other.Statements = slices.Clone(e.Statements)
		for i := range other.Statements {
			other.Statements[i].Sentence += fmt.Sprint(" and ", i)
		}
		if c := Between(e, &other); c.Same() {
			t.Error("they are the same")
		}
		if c := Between(e, e); len(c.Statements) > 0 {
			t.Errorf("%d sentences differ from themselves", len(c.Statements))
		}
	}
}
