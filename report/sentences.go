package report

import (
	"cmp"
	"slices"
	"strings"

	"tradebrief/data/diag"
	"tradebrief/report/lock"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Sentence is a sentence with statements, and how it stands to the lock.
type Sentence struct {
	At      diag.Pos   // of its first statement, as shown to the user
	Places  []diag.Pos // of all its statements, likewise, wherever the sentence stands
	Section string     // the title of the first section that it stands in
	Text    string     // as printed
	State   lock.State
	Values  []Move // what it rests on, now and when it was approved
	ByWords bool   // words of the author's rest on what moved, not only {{…}}
	By      string // who approved it, as it stands or before it moved; empty: nobody
	Date    string // and on what day

	line    lock.Approval      // as it would be approved; By and Date are not set
	at      diag.Pos           // At as a path of the project
	passage *templates.Passage // it stands for the translation of this; nil: it is a sentence
	parts   []*templates.Section
	of      []int  // its statements in the ledger
	rests   []rest // what they rest on, value by value of line
	moved   int    // the first of them that rests on something that moved
}

// rest says of a value which statement rests on it, and whether one is words of
// the author's.
type rest struct {
	statement int
	words     bool
}

// Move is a value that a sentence rests on, and what it was when the sentence was
// approved: the same, or empty where it was not part of it.
type Move struct{ Name, Was, Now string }

// Moved are the values of a sentence that are no longer what they were.
func (s *Sentence) Moved() []Move {
	return slices.DeleteFunc(slices.Clone(s.Values), func(m Move) bool { return m.Was == m.Now })
}

// Sentences are the sentences of the brief that hold statements, in reading
// order, as they stand to its lock.
func (b *Brief) Sentences() []Sentence {
	c := b.work
	f := finder{c: c, flags: b.flags, facts: map[string]string{}, known: map[string]int{}}
	for _, fact := range b.facts {
		f.facts[fact.Name] = fact.Text
	}
	for i := range c.passages {
		f.passage(&c.passages[i])
	}
	slices.SortStableFunc(f.sentences, func(x, y Sentence) int { return x.of[0] - y.of[0] })
	f.sentences = append(f.sentences, b.translations()...)
	for i := range f.sentences {
		b.compare(&f.sentences[i])
	}
	return f.sentences
}

// translations are the passages of an edition in another language, as entries of
// its lock: what is approved of each is that it says what the original says, as
// that read then. Where the edition notes that itself, they are none.
func (b *Brief) translations() []Sentence {
	var out []Sentence
	tr := b.Outline.Translation
	if tr == nil || tr.Noted {
		return nil
	}
	for i := range tr.Passages {
		p := &tr.Passages[i]
		if p.Digest == "" || p.At.Line == 0 {
			continue
		}
		var part *templates.Section
		if p.Section >= 0 {
			part = &b.Outline.Sections[p.Section]
		}
		s := Sentence{at: p.At, passage: p, parts: []*templates.Section{part}, Text: "the translation of " + p.What, Section: frontPage,
			line: lock.Approval{Section: sectionName(part), Flags: b.flags, Sentence: lock.Clean("[" + p.What + "]{edition_of=" + tr.File + "}")}}
		s.At = p.At
		s.At.File = b.project.Show(p.At.File)
		s.Places = []diag.Pos{s.At}
		if part != nil && part.Title.Present() {
			s.Section = plainSpaces(b.Document.Sections[p.Section].Name)
		}
		s.rest(0, true, "original", p.Digest)
		out = append(out, s)
	}
	return out
}

// compare looks a sentence up in the lock.
func (b *Brief) compare(s *Sentence) {
	was, state := b.locked.Find(s.line.Flags, s.line.Sentence, s.line.Values)
	s.State, s.By, s.Date, s.moved = state, was.By, was.Date, -1
	old := slices.Clone(was.Values)
	for i, v := range s.line.Values {
		m := Move{Name: v.Name, Now: v.Text}
		if k := slices.IndexFunc(old, func(o lock.Value) bool { return o.Name == v.Name }); k >= 0 {
			m.Was = old[k].Text
			old = slices.Delete(old, k, k+1)
		}
		s.Values = append(s.Values, m)
		if r := s.rests[i]; state == lock.Moved && m.Was != m.Now && !s.ByWords && (r.words || s.moved < 0) {
			s.moved, s.ByWords = r.statement, r.words
		}
	}
	for _, v := range old {
		s.Values = append(s.Values, Move{v.Name, v.Text, "–"})
	}
	if len(s.of) > 0 {
		s.moved = max(s.moved, s.of[0])
	}
}

// finder finds the sentences of a brief.
type finder struct {
	c         *composer
	flags     string
	facts     map[string]string // their texts
	known     map[string]int    // of sentences, by their words and values
	judged    int               // the number of the last judgement found
	sentences []Sentence
}

// passage finds the sentences of one paragraph that hold statements. The text of
// a judgement is one sentence, with its rating.
func (f *finder) passage(p *passage) {
	text := plain(p.text)
	if n := p.first; n > f.judged && f.c.ledger[n-1].Kind == Judgement {
		f.judged = n
		judgement := &f.c.ledger[n-1]
		words, of := f.asWritten(p.text, 0, len(text))
		f.add(p, "["+words+"]{judgement="+judgement.rated+"}", judgement.Text, append([]int{n - 1}, of...))
		return
	}
	if p.first == p.next {
		return
	}
	for _, at := range f.c.language.Sentences(text) {
		if words, of := f.asWritten(p.text, at[0], at[1]); len(of) > 0 {
			f.add(p, words, text[at[0]:at[1]], of)
		}
	}
}

// add adds a sentence, or a further place of one that is known.
func (f *finder) add(p *passage, words, text string, of []int) {
	s := Sentence{At: f.c.ledger[of[0]].At, at: f.c.ledger[of[0]].at, Section: sectionTitle(p), Text: lock.Clean(text), parts: []*templates.Section{p.part}, of: of,
		line: lock.Approval{Section: sectionName(p.part), Flags: f.flags, Sentence: lock.Clean(straight.Replace(words))}}
	for _, n := range of {
		st := &f.c.ledger[n]
		s.Places = append(s.Places, st.At)
		switch st.Kind {
		case Computed:
			text := plainSpaces(f.facts[st.Expr])
			if text != "−"+st.Text { // else the words before it have said that it fell
				text = st.Text
			}
			s.rest(n, false, st.Expr, text)
		case Source:
			e := explainer{scope: f.c.scope}
			s.rest(n, true, st.Source, e.publisher(st.Source))
		default:
			for _, name := range st.Facts {
				if text, ok := f.facts[name]; ok {
					s.rest(n, true, name, text)
				}
			}
		}
	}
	key := s.line.Sentence
	for _, v := range s.line.Values {
		key += "\t" + v.Text
	}
	if i, ok := f.known[key]; ok {
		k := &f.sentences[i]
		k.Places, k.parts, k.of = append(k.Places, s.Places...), append(k.parts, p.part), append(k.of, of...)
		return
	}
	f.known[key] = len(f.sentences)
	f.sentences = append(f.sentences, s)
}

// rest notes a value that a statement of the sentence rests on.
func (s *Sentence) rest(statement int, words bool, name, text string) {
	v := lock.Value{Name: lock.Clean(name), Text: cmp.Or(lock.Clean(text), "n.a.")}
	i := slices.Index(s.line.Values, v)
	if i < 0 {
		s.line.Values, s.rests = append(s.line.Values, v), append(s.rests, rest{statement, words})
	} else if words && !s.rests[i].words {
		s.rests[i] = rest{statement, true}
	}
}

// sectionName is what a lock calls a section: its id or else its title as it is
// written, which the figures in it do not change.
func sectionName(s *templates.Section) string {
	if s == nil {
		return frontPage
	}
	return cmp.Or(lock.Clean(s.ID.Value), lock.Clean(s.Title.Value), frontPage)
}

// sectionTitle is the title of a passage's section as printed.
func sectionTitle(p *passage) string {
	if p.part == nil || !p.part.Title.Present() {
		return frontPage
	}
	return p.chapter
}

// straight are the quotation marks of a keyboard for those of print.
var straight = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`)

// asWritten is a part of a composed text as its author wrote it, and the
// statements that begin in it, as indices of the ledger: what is computed stands
// as {{…}}, words that rest on something with that behind them.
func (f *finder) asWritten(t page.Text, from, to int) (words string, of []int) {
	var b strings.Builder
	var open []int // claims and sources, from the outermost
	ledger := f.c.ledger
	end := func(n int) {
		if s := &ledger[n-1]; s.Kind == Claim {
			b.WriteString("]{claim=" + s.Expr + "}")
		} else {
			b.WriteString("]{src=" + s.Source + "}")
		}
	}
	note := func(n int) {
		if !slices.Contains(of, n-1) {
			of = append(of, n-1)
		}
	}
	offset := 0
	for _, span := range t {
		start := offset
		offset += len(span.S)
		if span.Ref > 0 {
			key := f.c.sources.entries[f.c.sources.used[span.Ref-1]].key
			cited := len(open) > 0 && ledger[open[len(open)-1]-1].Source == key // by the words before it
			if (start > from && start <= to || start == 0 && from == 0) && !cited {
				b.WriteString("[@" + key + "]")
			}
			continue
		}
		if offset <= from && !(start == from && span.S == "") || start >= to {
			continue
		}
		var around []int
		computed := 0
		for n := span.Statement; n > 0; n = ledger[n-1].outer {
			switch ledger[n-1].Kind {
			case Computed:
				computed = n
			case Claim, Source:
				around = append(around, n)
			}
		}
		slices.Reverse(around)
		same := 0
		for same < len(open) && same < len(around) && open[same] == around[same] {
			same++
		}
		for _, n := range slices.Backward(open[same:]) {
			end(n)
		}
		for _, n := range around[same:] {
			b.WriteByte('[')
			note(n)
		}
		open = around
		if computed == 0 {
			b.WriteString(span.S[max(0, from-start):min(len(span.S), to-start)])
		} else if start >= from {
			b.WriteString("{{" + ledger[computed-1].Expr + "}}")
			note(computed)
		}
	}
	for _, n := range slices.Backward(open) {
		end(n)
	}
	return b.String(), of
}
