package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Reading is what the author of a brief has to read when it moves on from one
// period to another: every sentence that the step touches or may have touched,
// once.
type Reading struct {
	From, To  data.Period
	Awaited   []string // the series that the brief uses and that have no figure of To
	Empty     bool     // none of them has one, so that sentences cannot be compared
	Items     []Reread // in reading order
	Unchanged int      // sentences with statements that are as they were
	Waiting   int      // sentences with statements that cannot be compared, as Empty says
}

// Reread is one sentence, or one block, to read.
type Reread struct {
	Kind     string   // False, Moved or Unchecked
	At       diag.Pos // as shown to the user
	Section  string
	Sentence string      // as the next edition prints it
	Why      []string    // what is wrong, or what cannot be checked
	Moved    [][2]string // figures that changed: before, after

	names   []string // marks of time in it
	cell    bool     // it is a figure from a source and nothing else
	missing []string // figures of series that are awaited
}

// The kinds of what has to be read, the most urgent first.
const (
	False     = "false"     // no longer true, or not to be computed
	Moved     = "moved"     // true, with other figures
	Unchecked = "unchecked" // the author's own words, which nothing here can judge
)

// passage is a paragraph as it was composed, with its place in the ledger.
type passage struct {
	chapter     string             // the title of its section
	part        *templates.Section // nil: it stands above or below the sections
	nodes       []templates.Node
	text        page.Text
	first, next int // ledger[first:next] was recorded for it
	item        string
}

// ToRead compares the same outline in two periods.
func ToRead(before, after *Brief) Reading {
	r := &reader{Reading: Reading{From: before.Period, To: after.Period}, before: before, after: after,
		was: map[statementKey]*Statement{}, asked: map[int]bool{}, marks: timeMarks{before.Period, after.Period, after.work.language}}
	r.await()
	seen := map[statementKey]int{}
	for i := range before.work.ledger {
		r.was[keyOf(&before.work.ledger[i], seen)] = &before.work.ledger[i]
	}
	r.keys = make([]statementKey, len(after.work.ledger))
	seen = map[statementKey]int{}
	for i := range after.work.ledger {
		r.keys[i] = keyOf(&after.work.ledger[i], seen)
	}
	r.vintages()
	r.constants()
	r.events()
	section, next := "", 0
	flush := func() {
		r.blocks(section)
		r.history(section)
	}
	for _, p := range after.work.passages {
		if p.chapter == "" {
			next = max(next, p.next)
			continue
		}
		if p.chapter != section {
			flush()
			section = p.chapter
		}
		// What stands between two passages is the frame of the next one.
		for ; next < p.first; next++ {
			now := &after.work.ledger[next]
			i := Reread{At: now.At, Section: now.chapter, Sentence: now.Sentence}
			if r.statement(&i, now, r.was[r.keys[next]]); i.Kind != "" {
				r.Items = append(r.Items, i)
			}
		}
		next = max(next, p.next)
		r.passage(p)
	}
	flush()
	return r.Reading
}

// statementKey names the same statement in two editions: by its place and,
// where one place is printed several times, the number of the print.
type statementKey struct {
	at diag.Pos
	n  int
}

func keyOf(s *Statement, seen map[statementKey]int) statementKey {
	k := statementKey{at: s.at}
	if s.Kind == Judgement {
		k.at.Col = -k.at.Col // a figure may begin where its judgement does
	}
	seen[k]++
	k.n = seen[statementKey{at: k.at}]
	return k
}

type reader struct {
	Reading
	before, after *Brief
	was           map[statementKey]*Statement
	keys          []statementKey // of the ledger of after
	marks         timeMarks
	released      data.Date // the day from which sources can know the new period
	older         []string  // passages of the section from sources that were old already
	olderAt       diag.Pos
	asked         map[int]bool // sections whose blocks were asked
}

// await finds the series without a figure of the new period, and the day on
// which its newest figure was released.
func (r *reader) await() {
	c := r.after.work
	used := c.seriesUsed()
	for _, id := range c.ids {
		s := c.series[id].series
		if !slices.Contains(used, s) {
			continue
		}
		o, ok := s.Observation(r.To)
		if !ok || !o.Value.OK() || o.Span.Len() != 1 {
			r.Awaited = append(r.Awaited, id)
			continue
		}
		r.released = max(r.released, o.FirstVintage)
	}
	r.Empty = len(used) > 0 && len(r.Awaited) == len(used)
	if next := r.To.Add(1); r.released == 0 && !next.IsZero() {
		r.released = next.FirstDay()
	}
}

// passage reads one paragraph, sentence by sentence.
func (r *reader) passage(p passage) {
	type sentence struct {
		Reread
		statements bool
	}
	var list []*sentence
	text := plain(p.text)
	of := func(words string, at diag.Pos) *sentence {
		for _, s := range list {
			if s.Sentence == words {
				if at.File == s.At.File && at.Compare(s.At) < 0 {
					s.At = at
				}
				return s
			}
		}
		list = append(list, &sentence{Reread: Reread{Section: p.chapter, Sentence: words, At: at}})
		return list[len(list)-1]
	}
	for i := p.first; i < p.next; i++ {
		now := &r.after.work.ledger[i]
		s := of(cmp.Or(now.Sentence, plainSpaces(text)), now.At)
		s.statements = true
		r.statement(&s.Reread, now, r.was[r.keys[i]])
	}
	for _, m := range r.ownWords(p) {
		s := of(plainSpaces(r.after.work.language.SentenceAt(text, m.offset)), m.at)
		s.name(m.words)
	}
	for _, s := range list {
		switch {
		case s.Kind != "":
			// What is wrong with a sentence is enough to have it rewritten.
			if len(s.names) > 0 && s.Kind != False {
				s.Why = append(s.Why, "names "+strings.Join(s.names, ", "))
			}
			if len(s.missing) > 0 {
				s.Why = append(s.Why, "no figure yet: "+strings.Join(s.missing, "; "))
			}
			r.keep(s.Reread)
		case s.statements && r.Empty:
			r.Waiting++
		case s.statements:
			r.Unchanged++
		}
	}
}

// keep adds the item of a sentence. Cells of a table that are nothing but a
// figure from one source are one item.
func (r *reader) keep(i Reread) {
	if i.cell {
		for k := range r.Items {
			if o := &r.Items[k]; o.cell && o.Section == i.Section && slices.Equal(o.Why, i.Why) {
				o.Sentence += ", " + i.Sentence
				return
			}
		}
	}
	r.Items = append(r.Items, i)
}

// add notes why a sentence is to be read, and keeps the most urgent kind.
func (i *Reread) add(kind, why string) {
	rank := []string{False, Moved, Unchecked}
	if i.Kind == "" || slices.Index(rank, kind) < slices.Index(rank, i.Kind) {
		i.Kind = kind
	}
	if why != "" && !slices.Contains(i.Why, why) {
		i.Why = append(i.Why, why)
	}
}

// name notes a mark of time in the sentence.
func (i *Reread) name(words string) {
	i.add(Unchecked, "")
	if !slices.Contains(i.names, words) {
		i.names = append(i.names, words)
	}
}

// statement compares one statement with what it was.
func (r *reader) statement(s *Reread, now, was *Statement) {
	switch now.Verdict {
	case Untrue, Undecided, Lacking:
		switch known := was != nil && was.Why == "" && now.Kind == Computed; {
		case r.Empty:
		case known && r.waits(now):
			s.add(False, "")
			s.missing = append(s.missing, now.Expr+", which was "+was.Text)
		case known:
			s.add(False, plainSpaces(now.Why)+"; it was "+was.Text)
		default:
			s.add(False, plainSpaces(now.Why))
		}
	default:
		r.sourced(s, now)
		if r.Empty || now.Kind != Computed || len(now.Facts) == 0 {
			break
		}
		move := [2]string{"", now.Text}
		if was != nil {
			move[0] = was.Text
		}
		if move[0] != move[1] {
			s.add(Moved, "")
			if !slices.Contains(s.Moved, move) {
				s.Moved = append(s.Moved, move)
			}
		}
	}
	if !now.reading {
		for _, period := range r.marks.literals(now.Expr) {
			s.name(period)
		}
	}
	if now.Kind == Judgement {
		s.add(Unchecked, "judge it again")
	}
}

// waits reports whether a statement lacks a figure because a series has none of
// the new period yet.
func (r *reader) waits(s *Statement) bool {
	return s.Verdict == Lacking && slices.ContainsFunc(s.Facts, func(fact string) bool {
		id, _, _ := strings.Cut(fact, ".")
		return slices.Contains(r.Awaited, id)
	})
}

// sourced asks whether the source can know of the new period. One that was out
// before the last edition's period began is history, and is only listed.
func (r *reader) sourced(s *Reread, now *Statement) {
	e, ok := r.after.work.sources.index[now.Source]
	if now.Kind != Source || !ok {
		return
	}
	decl := r.after.work.sources.entries[e].decl
	if decl == nil {
		return
	}
	day, ok := r.after.work.day(decl.Date)
	if !ok {
		s.add(Unchecked, fmt.Sprintf("%q is from %s, which has no date", now.Text, now.Source))
		return
	}
	switch {
	case day >= r.released:
	case day >= r.From.FirstDay():
		from := fmt.Sprintf("from %s, of %s", now.Source, decl.Date.Value)
		if s.cell = s.Sentence == now.Text && s.Kind == ""; !s.cell {
			from = fmt.Sprintf("%q is ", now.Text) + from
		}
		s.add(Unchecked, from)
	default:
		if len(r.older) == 0 {
			r.olderAt = now.At
		}
		at := fmt.Sprintf("%d:%d", now.At.Line, now.At.Col)
		if now.At.File != r.olderAt.File {
			at = now.At.String()
		}
		r.older = append(r.older, fmt.Sprintf("%q %s", now.Text, at))
	}
}

// history lists in one item what a section has from sources that were old
// already in the last edition.
func (r *reader) history(section string) {
	if len(r.older) == 0 {
		return
	}
	r.Items = append(r.Items, Reread{Kind: Unchecked, At: r.olderAt, Section: section,
		Sentence: "From sources older than " + plainSpaces(periodName(r.From)) + ": " + strings.Join(r.older, ", "), Why: []string{"history, if it is cited as such"}})
	r.older = nil
}

// vintages are days of release that the outline states for whole files. Where the
// new figures are there, one from before their period ended cannot be theirs.
func (r *reader) vintages() {
	next := r.To.Add(1)
	if next.IsZero() || r.released >= next.FirstDay() {
		return
	}
	for _, d := range r.after.Outline.Data {
		if day, err := data.ParseDate(d.Vintage.Day.Value); err == nil && day == r.released {
			r.unchecked("Data", d.Vintage.Day.Pos, d.ID.Value+" is of "+d.Vintage.Day.Value, "before "+plainSpaces(periodName(r.To))+" ended: on what day were the new figures released?")
		}
	}
}

// constants are figures of the author's, which no data move.
func (r *reader) constants() {
	var names []string
	var first diag.Pos
	for _, name := range sortedKeys(r.after.Outline.Constants) {
		s := r.after.Outline.Constants[name]
		names = append(names, name+" "+s.Value)
		if first.Line == 0 || s.Pos.Line < first.Line {
			first = s.Pos
		}
	}
	if len(names) > 0 {
		r.unchecked("Constants", first, strings.Join(names, ", "), "figures of your own: do they hold for "+plainSpaces(periodName(r.To))+"?")
	}
}

// events are marked in charts as long as they are listed.
func (r *reader) events() {
	var dates []templates.Scalar
	for _, e := range r.after.Outline.Events {
		dates = append(dates, e.Date)
	}
	if last := r.last(dates); last.Present() {
		r.unchecked("Events", last.Pos, "The newest event is of "+last.Value, "is one due?")
	}
}

// last is the latest of dates and periods; absent where there is none.
func (r *reader) last(dates []templates.Scalar) templates.Scalar {
	latest, found := templates.Scalar{}, data.Date(0)
	for _, s := range dates {
		if day, ok := r.after.work.day(s); ok && day >= found {
			latest, found = s, day
		}
	}
	return latest
}

// unchecked adds an item about a place of the outline that is no sentence.
func (r *reader) unchecked(section string, at diag.Pos, words, why string) {
	at.File = r.after.project.Show(at.File)
	r.Items = append(r.Items, Reread{Kind: Unchecked, At: at, Section: section, Sentence: words, Why: []string{why}})
}

// blocks asks what the blocks of a section hold beside prose: dates, periods
// and conditions.
func (r *reader) blocks(section string) {
	for i := range r.after.Outline.Sections {
		s := &r.after.Outline.Sections[i]
		name := frontPage
		if s.Title.Present() {
			// Titles with figures differ from one edition to the next.
			name = plainSpaces(r.after.Document.Sections[i].Name)
		}
		if name == section && !r.asked[i] {
			r.asked[i] = true
			r.blocksOf(section, s.Blocks)
		}
	}
}

func (r *reader) blocksOf(section string, blocks []templates.Block) {
	for _, b := range blocks {
		at := b.Common().At
		left, was := r.after.work.left[at], r.before.work.left[at]
		switch {
		case left != "" && was == "":
			r.unchecked(section, at, "This block is not in the next edition", left)
			continue
		case left != "":
			continue
		case was != "":
			r.unchecked(section, at, "This block was not in the last edition", was)
		}
		if columns, ok := b.(*templates.Columns); ok {
			for _, c := range columns.Columns {
				r.blocksOf(section, c)
			}
			continue
		}
		r.block(section, b)
	}
}

func (r *reader) block(section string, b templates.Block) {
	switch b := b.(type) {
	case *templates.Chart:
		if b.To.Present() {
			r.unchecked(section, b.To.Pos, "The chart ends at "+b.To.Value, "it does not move")
		}
	case *templates.Reactions:
		var none []string
		for _, a := range b.Actors {
			if a.None {
				none = append(none, a.Actor.Value)
			}
		}
		why := "look for answers to the figures of " + plainSpaces(periodName(r.To))
		if len(none) > 0 {
			why += "; none was found of: " + strings.Join(none, ", ")
		}
		r.unchecked(section, b.AsOf.Pos, "Reactions as of "+b.AsOf.Value, why)
	case *templates.Timeline:
		var ends []templates.Scalar
		for _, e := range b.Entries {
			if e.To.Present() {
				ends = append(ends, e.To)
			} else {
				ends = append(ends, e.Date)
			}
			if e.Date.Value == r.From.String() || e.To.Value == r.From.String() {
				r.unchecked(section, e.Date.Pos, plainSpaces(e.Text.Value), "it is dated "+r.From.String())
			}
		}
		r.unchecked(section, b.At, "The timeline ends on "+r.last(ends).Value, "is an event due?")
	case *templates.Hypotheses:
		var ids []string
		for _, e := range b.Evidence {
			if slices.ContainsFunc(e.Fits, func(f templates.Fit) bool { _, typed := templates.ParseMark(f.Mark.Value); return typed }) {
				ids = append(ids, e.ID.Value)
			}
		}
		if len(ids) > 0 {
			r.unchecked(section, b.Evidence[0].ID.Pos, "The marks of "+strings.Join(ids, ", "), "judge them again")
		}
	case *templates.TwoSided:
		for _, side := range []templates.Side{b.Left, b.Right} {
			rated := side.Likelihood.Value
			if side.Confidence.Present() {
				rated = joined(", ", rated, side.Confidence.Value+" confidence")
			}
			if rated != "" {
				r.unchecked(section, side.At, side.Title.Value+": "+rated, "judge it again")
			}
		}
	case *templates.Indicators:
		ids := make([]string, len(b.Items))
		for i := range b.Items {
			ids[i] = b.Items[i].ID.Value
		}
		r.unchecked(section, b.At, "The signs "+strings.Join(ids, ", "), "are these with their thresholds still the ones to watch?")
	case *templates.Scenarios:
		if p, err := data.ParsePeriod(b.Horizon.Value); err == nil && p.Compare(r.To) <= 0 {
			r.unchecked(section, b.Horizon.Pos, "The scenarios run to "+b.Horizon.Value, "which has come: say how they did, and look further")
		}
	case *templates.Revisions:
		if len(b.Reasons) > 0 {
			r.unchecked(section, b.Reasons[0].Label.Pos, "Reasons of revisions", "they are those of the last edition")
		}
	}
}

// ownWord is a mark of time among the author's own words.
type ownWord struct {
	at     diag.Pos
	offset int // in the text of the passage
	words  string
}

// ownWords finds the marks of time that the author typed, in a claim or a source
// too; what is computed says the right one by itself.
func (r *reader) ownWords(p passage) []ownWord {
	var typed []ownWord
	var walk func(nodes []templates.Node)
	walk = func(nodes []templates.Node) {
		for _, n := range nodes {
			switch n := n.(type) {
			case *templates.Words:
				for _, m := range r.marks.find(n.S) {
					at := n.PosAt(m[0])
					at.File = r.after.project.Show(at.File)
					typed = append(typed, ownWord{at: at, words: plainSpaces(n.S[m[0]:m[1]])})
				}
			case *templates.Emph:
				walk(n.Nodes)
			case *templates.Link:
				walk(n.Nodes)
			case *templates.Claimed:
				walk(n.Nodes)
			case *templates.Sourced:
				walk(n.Nodes)
			}
		}
	}
	walk(p.nodes)
	// The same words stand in the composed text, in the same order.
	offset, n := 0, 0
	for _, span := range p.text {
		if s := span.Statement; s == 0 || r.after.work.ledger[s-1].Kind != Computed {
			for _, m := range r.marks.find(span.S) {
				if n < len(typed) {
					typed[n].offset = offset + m[0]
					n++
				}
			}
		}
		offset += len(span.S)
	}
	return typed
}
