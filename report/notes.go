package report

import (
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// noteBook keeps what the data notes have to tell: which observations the brief
// rests on, and which figures the rounding of their inputs leaves open.
type noteBook struct {
	inputs  map[inputKey]data.Input
	order   []inputKey
	rounded []string // "exports.mom: 15.9%, between 15.8% and 15.9%"
	covers  []string // “The highest”: of the 41 months on record since March 2021

	withheld, zero bool // a figure was asked for that the publisher withholds, or that is nil
}

type inputKey struct {
	series  string
	span    data.Span
	vintage data.Date
}

func newNoteBook() noteBook { return noteBook{inputs: map[inputKey]data.Input{}} }

func (b *noteBook) use(v data.Value) {
	if !v.OK() {
		b.withheld = b.withheld || v.Status == data.Suppressed
		return
	}
	b.zero = b.zero || isNil(v)
	for _, in := range v.Inputs {
		k := inputKey{in.Series, in.Span, in.Vintage}
		if _, seen := b.inputs[k]; !seen {
			b.inputs[k] = in
			b.order = append(b.order, k)
		}
	}
}

// rounding notes a printed figure whose interval ends print differently.
func (b *noteBook) rounding(lang *locale.Locale, x *templates.Expr, v value, text string) {
	n := v.number()
	if !isNumber(v) || !n.OK() || n.Low == nil || n.High == nil {
		return
	}
	l, h := ends(n)
	low, high := lang.FigureAt(n, l, v.rate), lang.FigureAt(n, h, v.rate)
	if low == text && high == text {
		return
	}
	note := lang.Say(locale.BothEnds, text, low, high)
	switch text {
	case low:
		note = lang.Say(locale.UpTo, text, high)
	case high:
		note = lang.Say(locale.DownTo, text, low)
	}
	if !slices.Contains(b.rounded, note) {
		b.rounded = append(b.rounded, note)
	}
}

// cover notes how much of its time a superlative stands for.
func (b *noteBook) cover(note string) {
	if !slices.Contains(b.covers, note) {
		b.covers = append(b.covers, note)
	}
}

// newest is the latest vintage among the figures used.
func (b *noteBook) newest() data.Date {
	var d data.Date
	for _, k := range b.order {
		d = max(d, k.vintage)
	}
	return d
}

// noteOrder is the fixed order of the notes; others stand after these.
var noteOrder = []locale.Key{locale.NoteCoverage, locale.NoteValuation, locale.NoteGroups, locale.NoteCalculations, locale.NoteNotShown, locale.NoteComparability}

// noteRank is the place of a note of the author's in that order, by its heading in
// the language of the brief or in English.
func (c *composer) noteRank(title string) int {
	for i, key := range noteOrder {
		if strings.EqualFold(title, c.lang.Say(key)) || strings.EqualFold(title, locale.English().Say(key)) {
			return i
		}
	}
	return len(noteOrder)
}

func (c *composer) dataNotes(common page.Common, b *templates.DataNotes) page.Block {
	out := &page.Notes{Common: common}
	rows := slices.Clone(b.Notes)
	slices.SortStableFunc(rows, func(x, y templates.SideRow) int {
		return c.noteRank(x.Label.Value) - c.noteRank(y.Label.Value)
	})
	for _, r := range rows {
		c.checkScalar(r.Label)
		out.Items = append(out.Items, page.NoteColumn{Title: capital(r.Label.Value), Paras: c.paras(r.Text)})
	}
	return out
}

// fillNotes adds what the tool has to say itself, once everything is composed: each
// of its notes under its heading, after the author's.
func (c *composer) fillNotes(out *page.Notes) {
	own := make([][]page.Para, len(noteOrder))
	for _, note := range c.ownNotes() {
		text := page.Text{{S: note.text}}
		if note.label != 0 {
			text = page.Text{{S: c.lang.Stop(c.lang.Say(note.label)), Strong: true}, {S: c.lang.Say(locale.SentenceGap) + note.text}}
		}
		i := slices.Index(noteOrder, note.heading)
		own[i] = append(own[i], page.Para{Text: text})
	}
	authors := out.Items
	out.Items = nil
	for i, paras := range own {
		item := page.NoteColumn{Title: c.lang.Say(noteOrder[i])}
		for len(authors) > 0 && c.noteRank(authors[0].Title) == i {
			item.Paras, authors = append(item.Paras, authors[0].Paras...), authors[1:]
		}
		if item.Paras = append(item.Paras, paras...); len(item.Paras) > 0 {
			out.Items = append(out.Items, item)
		}
	}
	out.Items = append(out.Items, authors...)
	out.Symbols = [][2]string{
		{c.lang.Say(locale.NotAvailable), c.lang.Say(locale.MeaningNotAvailable)},
		{c.lang.Numerals().Fixed(new(big.Rat), 1, false), c.lang.Say(locale.MeaningZero)},
	}
	// Where the sign is the word itself there is nothing to explain.
	if sign, meaning := c.lang.Say(locale.SignPoints), c.lang.Say(locale.MeaningPoints); sign != meaning {
		out.Symbols = append(out.Symbols, [2]string{sign, meaning})
	}
	if c.notes.zero {
		out.Symbols = append(out.Symbols, [2]string{"–", c.lang.Say(locale.MeaningNil)})
	}
	m := c.inputMarks()
	if c.notes.withheld {
		m.withheld = []data.Span{{}}
	}
	for _, l := range m.letters(c.lang) {
		out.Symbols = append(out.Symbols, [2]string{l.letter, l.word})
	}
}

// isNil reports whether a figure is nothing, as published: not a change of
// nothing, and not a small amount that rounding makes none.
func isNil(v data.Value) bool {
	return v.OK() && v.X.Sign() == 0 && len(v.Inputs) > 0 && !slices.ContainsFunc(v.Inputs, func(in data.Input) bool { return in.X == nil || in.X.Sign() != 0 })
}

// ownNote is what the tool has to say under one of the headings of noteOrder.
type ownNote struct {
	heading locale.Key
	label   locale.Key // before the text, where that does not say what it is about; 0: none
	text    string
}

// ownNotes are what the tool itself has to say about the data.
func (c *composer) ownNotes() []ownNote {
	var superlatives string
	if len(c.notes.covers) > 0 {
		superlatives = c.lang.Sentences(c.lang.Stop(c.lang.Semicolons(c.notes.covers...)), c.lang.Say(by(locale.SuperlativeMonths, c.period)))
	}
	all := []ownNote{
		{locale.NoteCoverage, locale.NoteObservations, c.observationsNote()},
		{locale.NoteValuation, 0, c.currencyNote()},
		{locale.NoteCalculations, locale.NoteDerivation, c.derivedNote()},
		{locale.NoteCalculations, locale.NoteSeasonal, c.seasonNote()},
		{locale.NoteCalculations, locale.NoteWorkingDays, c.workdaysNote()},
		{locale.NoteCalculations, locale.NoteRounding, c.roundingNote()},
		{locale.NoteNotShown, locale.NoteMissing, c.missingNote()},
		{locale.NoteComparability, locale.NoteStatus, c.statusNote()},
		{locale.NoteComparability, locale.NoteMirror, c.mirrorNote()},
		{locale.NoteComparability, locale.NoteSuperlatives, superlatives},
		{locale.NoteComparability, locale.NoteDataTests, c.allowedNote()},
	}
	return slices.DeleteFunc(all, func(n ownNote) bool { return n.text == "" })
}

// allowedNote are the data tests that failed and that the outline lets pass, with
// the reason of each.
func (c *composer) allowedNote() string {
	var parts []string
	for i, wv := range c.waivers.live {
		var found []string
		for _, w := range c.waivers.passed {
			if w.Waiver.Code.Pos == wv.Code.Pos && w.Problem.Phase == diag.Data {
				words := w.Problem.Message
				if wv.Code.Value == "C23" {
					words += "; the first is used"
				}
				found = append(found, words)
			}
		}
		if len(found) == 0 {
			continue
		}
		check, _ := checks.Find(wv.Code.Value)
		if more := len(found) - 1; more > 0 {
			found[0] = c.lang.Say(locale.LetPassMore, found[0], strconv.Itoa(more))
		}
		parts = append(parts, c.lang.Say(locale.LetPass, wv.Code.Value, check.Title, wv.At.Value, found[0], c.lang.Stop(c.waived[i])))
	}
	return c.lang.Sentences(parts...)
}

func (c *composer) observationsNote() string {
	if len(c.notes.order) == 0 {
		return ""
	}
	used := map[string]bool{}
	first, last := data.Date(0), data.Date(0)
	for _, k := range c.notes.order {
		used[k.series] = true
		if k.vintage != 0 {
			if first == 0 || k.vintage < first {
				first = k.vintage
			}
			last = max(last, k.vintage)
		}
	}
	s := c.lang.Count(locale.ObservationsOf, len(c.notes.order), c.lang.Count(locale.SeriesCount, len(used)))
	switch {
	case last != 0 && first == last:
		s = c.lang.Join(s, c.lang.Say(locale.ReleasedOn, c.lang.Date(last)))
	case last != 0:
		s = c.lang.Join(s, c.lang.Say(locale.ReleasedFromTo, c.lang.Date(first), c.lang.Date(last)))
	}
	said := []string{c.lang.Stop(s)}
	if c.asOf != 0 {
		said = append(said, c.lang.Stop(c.lang.Say(locale.AsKnownOn, c.lang.Date(c.asOf))))
	}
	if editions := c.editionsUsed(); editions != "" {
		said = append(said, c.lang.Say(locale.CodesAreOf, editions))
	}
	dropped := 0
	for _, read := range c.cube.Coverage(c.asOf) {
		dropped += read.Duplicates
	}
	if dropped > 0 {
		said = append(said, c.lang.Say(locale.GivenTwice, c.lang.Number(dropped)))
	}
	return c.lang.Sentences(said...)
}

// editionsUsed are the editions that the codes of goods are of, where the files say so.
func (c *composer) editionsUsed() string {
	var words []string
	for _, read := range c.cube.Coverage(c.asOf) {
		for _, e := range read.Editions {
			word := e.Name
			if len(read.Editions) > 1 {
				word = c.lang.Say(locale.EditionFor, word, c.lang.Span(data.Span{From: e.First, To: e.Last}))
			}
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	return c.lang.Join(words...)
}

// howMany is "1 observation", "3 series", in messages.
func howMany(n int, word string) string {
	s := strconv.Itoa(n) + nbsp + word
	if n != 1 && !strings.HasSuffix(word, "s") {
		s += "s"
	}
	return s
}

// missingNote names the periods without a figure, and those whose figure is
// withheld, from the first observation of each series to the reference period.
func (c *composer) missingNote() string {
	var parts, kept []string
	for _, id := range c.ids {
		e := c.series[id]
		first, to := e.series.First(), c.period
		if first.IsZero() || first.Freq() != to.Freq() || e.decl.Measure.Value == "quantity" {
			continue
		}
		var gaps, withheld []data.Span
		n := 0
		for p := first; p.Compare(to) <= 0 && n <= maxPoints; p = p.Add(1) {
			if o, ok := e.series.Observation(p); !ok || !o.Value.OK() {
				if ok && o.Value.Status == data.Suppressed {
					withheld = append(withheld, data.Span{From: p, To: p})
				} else {
					gaps = append(gaps, data.Span{From: p, To: p})
				}
				n++
			}
		}
		if len(withheld) > 0 {
			kept = append(kept, c.lang.Say(locale.Colon, capital(e.label), spanList(c.lang, withheld)))
		}
		if len(gaps) == 0 || e.decl.Code.Present() || e.decl.Group.Present() {
			continue
		}
		parts = append(parts, c.lang.Say(locale.Colon, capital(e.label), spanList(c.lang, gaps)))
	}
	var notes []string
	if len(parts) > 0 {
		notes = append(notes, c.lang.Say(locale.NoneEstimated), c.lang.Stop(c.lang.Semicolons(parts...)))
	}
	if len(kept) > 0 {
		notes = append(notes, c.lang.Say(locale.WithheldNote, c.lang.Semicolons(kept...)))
	}
	return c.lang.Sentences(notes...)
}

// inputMarks are the marks of the observations that the brief rests on.
func (c *composer) inputMarks() marks {
	var m marks
	for _, k := range c.notes.order {
		in := c.notes.inputs[k]
		m.add(data.Value{X: in.X, Status: in.Status}, in.Span)
	}
	return m
}

func (c *composer) derivedNote() string {
	m := c.inputMarks()
	return c.sentencesOf(m.origins(c.lang))
}

// statusNote names the periods of figures that are estimated, provisional or revised.
func (c *composer) statusNote() string {
	m := c.inputMarks()
	var sentences []string
	for _, l := range m.letters(c.lang) {
		sentences = append(sentences, c.lang.Say(locale.Colon, capital(l.word), spanList(c.lang, l.spans)))
	}
	return c.sentencesOf(sentences)
}

// sentencesOf ends each of the words with a full stop.
func (c *composer) sentencesOf(words []string) string {
	for i := range words {
		words[i] = c.lang.Stop(words[i])
	}
	return c.lang.Sentences(words...)
}

// mirrorNote says why two offices differ, and how much of the time both cover.
func (c *composer) mirrorNote() string {
	if len(c.mirrors) == 0 {
		return ""
	}
	var pairs []string
	for _, pair := range slices.Sorted(maps.Keys(c.mirrors)) {
		both := c.mirrors[pair]
		ours, theirs, _ := strings.Cut(pair, " and ")
		pairs = append(pairs, c.lang.Count(by(locale.MirrorMonths, c.period), both[1], c.series[ours].label, c.series[theirs].label, c.lang.Number(both[0])))
	}
	return c.lang.Sentences(c.lang.Say(locale.MirrorNote), c.lang.Stop(capital(c.lang.Semicolons(pairs...))))
}

// names reports whether the brief uses a figure of one of the metrics.
func (c *composer) names(metrics ...string) bool {
	return slices.ContainsFunc(metrics, func(m string) bool { return c.metrics[m] })
}

// seasonNote names the method where adjusted figures are printed.
func (c *composer) seasonNote() string {
	if !c.names("sa", "sa_mom", "trend", "seasonal_factor") {
		return ""
	}
	return c.lang.Say(locale.SeasonNote)
}

// workdaysNote names the calendar where daily figures are printed.
func (c *composer) workdaysNote() string {
	if !c.names("daily", "daily_mom", "daily_yoy", "working_days") {
		return ""
	}
	return c.lang.Say(locale.WorkdaysNote)
}

func (c *composer) roundingNote() string {
	const most = 8
	if len(c.notes.rounded) == 0 {
		return ""
	}
	shown := c.notes.rounded[:min(most, len(c.notes.rounded))]
	list := c.lang.Semicolons(shown...)
	if more := len(c.notes.rounded) - len(shown); more > 0 {
		list = c.lang.Semicolons(list, c.lang.Say(locale.LeftOpenMore, strconv.Itoa(more)))
	}
	return c.lang.Say(locale.LeftOpen, list)
}
