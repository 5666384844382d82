package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
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
func (b *noteBook) rounding(x *templates.Expr, v value, text string) {
	n := v.number()
	if !isNumber(v) || !n.OK() || n.Low == nil || n.High == nil {
		return
	}
	l, h := ends(n)
	low, high := proseAt(n, l, v.rate), proseAt(n, h, v.rate)
	if low == text && high == text {
		return
	}
	note := text + " (" + low + " to " + high + ")"
	switch text {
	case low:
		note = text + " (up to " + high + ")"
	case high:
		note = text + " (from " + low + ")"
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

// noteOrder is the fixed order of the author's notes.
var noteOrder = []string{"Coverage", "Valuation", "Groups", "Calculations", "Not shown", "Comparability"}

func (c *composer) dataNotes(common page.Common, b *templates.DataNotes) page.Block {
	out := &page.Notes{Common: common}
	rows := slices.Clone(b.Notes)
	rank := func(r templates.SideRow) int {
		if i := slices.IndexFunc(noteOrder, func(s string) bool { return strings.EqualFold(s, r.Label.Value) }); i >= 0 {
			return i
		}
		return len(noteOrder)
	}
	slices.SortStableFunc(rows, func(x, y templates.SideRow) int { return rank(x) - rank(y) })
	for _, r := range rows {
		c.checkScalar(r.Label)
		out.Items = append(out.Items, page.NoteColumn{Title: capital(r.Label.Value), Paras: c.paras(r.Text)})
	}
	return out
}

// fillNotes adds what the tool has to say itself, once everything is composed.
func (c *composer) fillNotes(out *page.Notes) {
	for _, note := range c.ownNotes() {
		out.Items = append(out.Items, page.NoteColumn{Title: note[0], Paras: line(note[1])})
	}
	out.Symbols = [][2]string{
		{"n.a.", "not available, or not meaningful"},
		{"0.0", "less than half the unit shown"},
		{"pp", "percentage points"},
	}
	if c.notes.zero {
		out.Symbols = append(out.Symbols, [2]string{"–", "nil"})
	}
	m := c.inputMarks()
	if c.notes.withheld {
		m.withheld = []data.Span{{}}
	}
	for _, l := range m.letters() {
		out.Symbols = append(out.Symbols, [2]string{l.letter, l.word})
	}
}

// isNil reports whether a figure is nothing, as published: not a change of
// nothing, and not a small amount that rounding makes none.
func isNil(v data.Value) bool {
	return v.OK() && v.X.Sign() == 0 && len(v.Inputs) > 0 && !slices.ContainsFunc(v.Inputs, func(in data.Input) bool { return in.X == nil || in.X.Sign() != 0 })
}

// ownNotes are what the tool itself has to say about the data: heading and text.
func (c *composer) ownNotes() [][2]string {
	var out [][2]string
	add := func(title, text string) {
		if text != "" {
			out = append(out, [2]string{title, text})
		}
	}
	add("Observations", c.observationsNote())
	add("Currency", c.currencyNote())
	add("Missing "+periodWord(c.period)+"s", c.missingNote())
	add("Derived figures", c.derivedNote())
	add("Statuses", c.statusNote())
	add("Mirror data", c.mirrorNote())
	add("Seasonal adjustment", c.seasonNote())
	add("Working days", c.workdaysNote())
	add("Rounding", c.roundingNote())
	add("Data tests", c.allowedNote())
	if len(c.notes.covers) > 0 {
		add("Superlatives", strings.Join(c.notes.covers, "; ")+". A "+periodWord(c.period)+" without a figure may have been beyond it.")
	}
	return out
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
		more := ""
		if len(found) > 1 {
			more = fmt.Sprintf(", and %d more", len(found)-1)
		}
		parts = append(parts, fmt.Sprintf("%s (%s) was let pass at %s: %s%s. The reason: %s", wv.Code.Value, check.Title, wv.At.Value, found[0], more, strings.TrimSuffix(c.waived[i], ".")+"."))
	}
	return strings.Join(parts, " ")
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
	s := fmt.Sprintf("This brief rests on %s of %s.", howMany(len(c.notes.order), "observation"), howMany(len(used), "series"))
	switch {
	case last != 0 && first == last:
		s = strings.TrimSuffix(s, ".") + ", released on " + dateName(last) + "."
	case last != 0:
		s = strings.TrimSuffix(s, ".") + ", released from " + dateName(first) + " to " + dateName(last) + "."
	}
	if c.asOf != 0 {
		s += " Data as known on " + dateName(c.asOf) + "."
	}
	if editions := editionsUsed(c.cube, c.asOf); editions != "" {
		s += " Codes are of " + editions + "."
	}
	dropped := 0
	for _, read := range c.cube.Coverage(c.asOf) {
		dropped += read.Duplicates
	}
	if dropped > 0 {
		s += " Of figures given twice alike, " + strconv.Itoa(dropped) + " were dropped."
	}
	return s
}

// editionsUsed are the editions that the codes of goods are of, where the files say so.
func editionsUsed(cube *data.Cube, asOf data.Date) string {
	var words []string
	for _, read := range cube.Coverage(asOf) {
		for _, e := range read.Editions {
			word := e.Name
			if len(read.Editions) > 1 {
				word += " for " + spanName(data.Span{From: e.First, To: e.Last})
			}
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	return strings.Join(words, ", ")
}

// howMany is "1 observation", "3 series".
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
			kept = append(kept, capital(e.label)+": "+spanList(withheld))
		}
		if len(gaps) == 0 || e.decl.Code.Present() || e.decl.Group.Present() {
			continue
		}
		parts = append(parts, capital(e.label)+": "+spanList(gaps))
	}
	var notes []string
	if len(parts) > 0 {
		notes = append(notes, "No figure was found for these, and none is estimated. "+strings.Join(parts, "; ")+".")
	}
	if len(kept) > 0 {
		notes = append(notes, "Withheld by the publisher, which does not mean that there was no trade: "+strings.Join(kept, "; ")+".")
	}
	return strings.Join(notes, " ")
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
	return sentencesOf(m.origins())
}

// statusNote names the periods of figures that are estimated, provisional or revised.
func (c *composer) statusNote() string {
	m := c.inputMarks()
	var sentences []string
	for _, l := range m.letters() {
		sentences = append(sentences, capital(l.word)+": "+spanList(l.spans))
	}
	return sentencesOf(sentences)
}

// sentencesOf ends each of the words with a full stop.
func sentencesOf(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words, ". ") + "."
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
		pairs = append(pairs, fmt.Sprintf("%s and %s: both have figures for %d of %s", c.series[ours].label, c.series[theirs].label, both[0], howMany(both[1], periodWord(c.period))))
	}
	return "What one office counts as exports is held against what the other counts as imports. Imports are valued with freight and insurance, exports without, which as a rule makes 5–10%; goods also arrive later, are sold on the way, or are withheld by one of the two. " +
		capital(strings.Join(pairs, "; ")) + "."
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
	return "Adjusted figures are the tool’s own, by STL (Cleveland and others 1990) on the logarithms of the figures, periodic and robust, without a regressor for holidays. Each new figure changes the earlier ones."
}

// workdaysNote names the calendar where daily figures are printed.
func (c *composer) workdaysNote() string {
	if !c.names("daily", "daily_mom", "daily_yoy", "working_days") {
		return ""
	}
	return "China’s, as its State Council announces them."
}

func (c *composer) roundingNote() string {
	const most = 8
	if len(c.notes.rounded) == 0 {
		return ""
	}
	shown := c.notes.rounded[:min(most, len(c.notes.rounded))]
	s := "Rounded inputs leave open the last digit of " + strings.Join(shown, "; ")
	if more := len(c.notes.rounded) - len(shown); more > 0 {
		s += fmt.Sprintf("; and %d more", more)
	}
	return s + "."
}
