package report

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/lock"
	"tradebrief/report/page"
	"tradebrief/report/wording"
	"tradebrief/templates"
)

// Approvals count the sentences with statements of a brief by how they stand to
// its lock. Sentences that are alike word for word count once. Where there is no
// lock and none is required, nothing is counted.
type Approvals struct {
	Required bool `json:"required"` // by the outline
	Approved int  `json:"approved"` // as they stand
	Moved    int  `json:"moved"`    // approved with other values
	New      int  `json:"new"`      // never approved
}

// Awaited is how many sentences are still to be approved.
func (a Approvals) Awaited() int { return a.Moved + a.New }

// Plus adds the counts of two briefs.
func (a Approvals) Plus(b Approvals) Approvals {
	return Approvals{a.Required || b.Required, a.Approved + b.Approved, a.Moved + b.Moved, a.New + b.New}
}

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

	line  lock.Approval // as it would be approved; By and Date are not set
	parts []*templates.Section
	of    []int  // its statements in the ledger
	rests []rest // what they rest on, value by value of line
	moved int    // the first of them that rests on something that moved
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

// LockFile is the path of the lock beside an outline.
func LockFile(outline string) string {
	return strings.TrimSuffix(outline, path.Ext(outline)) + ".lock"
}

// readLock reads the lock of the outline; text is nil where there is none.
func (p Project) readLock() (l lock.Lock, text []byte, problems diag.List) {
	name := LockFile(p.Outline)
	fail := func(format string, args ...any) (lock.Lock, []byte, diag.List) {
		return lock.Lock{}, nil, diag.List{diag.Errorf(diag.Outline, diag.Pos{File: name}, format, args...)}
	}
	info, err := fs.Stat(p.FS, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return lock.Lock{}, nil, nil
	case err == nil && !info.Mode().IsRegular():
		return fail("the lock is no file")
	}
	f, err := p.FS.Open(name)
	if err == nil {
		defer f.Close()
		text, err = io.ReadAll(io.LimitReader(f, lock.MaxBytes+1))
	}
	if err != nil {
		if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
			err = pe.Err
		}
		return fail("the lock cannot be read: %v", err)
	}
	l, problems = lock.Parse(name, text)
	return l, append([]byte{}, text...), problems
}

// approve compares the brief with its lock. The warnings are of phase Claim:
// first sentences whose words rest on what moved, then those that only print it,
// then those that nobody has approved.
func (b *Brief) approve(l lock.Lock, text []byte) diag.List {
	b.locked, b.lockText = l, text
	required := b.Outline.Approvals
	if text == nil && !required.Present() {
		return nil
	}
	b.Approvals.Required = required.Present()
	var words, computed, fresh diag.List
	sentences := b.Sentences()
	for i := range sentences {
		s := &sentences[i]
		switch s.State {
		case lock.Approved:
			b.Approvals.Approved++
			for _, n := range s.of {
				b.work.ledger[n].Approved = s.By + ", " + s.Date
			}
		case lock.Moved:
			b.Approvals.Moved++
			at, moved := b.work.ledger[s.moved].at, movesText(s.Moved())
			if s.ByWords {
				words = append(words, awaits(at, "read this sentence again: since %s approved it on %s, what its words rest on has moved: %s", s.By, s.Date, moved))
			} else {
				computed = append(computed, awaits(at, "computed figures have moved since %s approved this sentence on %s: %s", s.By, s.Date, moved))
			}
		case lock.New:
			b.Approvals.New++
			fresh = append(fresh, awaits(b.work.ledger[s.of[0]].at, "nobody has approved this sentence as it is written"))
		}
	}
	name := path.Base(LockFile(b.project.Outline))
	switch n := len(fresh); {
	case text == nil && n > 0:
		fresh = diag.List{awaits(required.Pos, "approvals are required, and there is no %s: %s to approve", name, howMany(n, "sentence"))}
	case n > maxFresh:
		fresh = diag.List{awaits(fresh[0].Pos, "nobody has approved %s of this brief as they are written, from this one on", howMany(n, "sentence"))}
	}
	// Where only {{…}} moved there is nothing to look at in the outline.
	shown := b.project.located
	computed = shown(computed)
	for i := range computed {
		computed[i].Excerpt = ""
	}
	return slices.Concat(shown(words), computed, shown(fresh))
}

// maxFresh is the most sentences without approval that are listed one by one.
const maxFresh = 5

func awaits(at diag.Pos, format string, args ...any) diag.Problem {
	p := diag.Errorf(diag.Claim, at, format, args...)
	p.Severity, p.Code = diag.Warning, "C22"
	return p
}

// movesText is "exports.mom 4.1% → 15.9%, exports US$162.9 million → US$188.7
// million".
func movesText(moves []Move) string {
	const most = 6
	var parts []string
	for _, m := range moves[:min(len(moves), most)] {
		parts = append(parts, m.String())
	}
	out := strings.Join(parts, ", ")
	if more := len(moves) - most; more > 0 {
		out += fmt.Sprintf(" and %d more", more)
	}
	return out
}

// String is exports.mom 4.1% → 15.9%, or without what it was where that is the
// same or was not there.
func (m Move) String() string {
	if m.Was == "" || m.Was == m.Now {
		return m.Name + " " + m.Now
	}
	return m.Name + " " + m.Was + " → " + m.Now
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
	for i := range f.sentences {
		b.compare(&f.sentences[i])
	}
	return f.sentences
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
		if r := s.rests[i]; m.Was != m.Now && !s.ByWords && (r.words || s.moved < 0) {
			s.moved, s.ByWords = r.statement, r.words
		}
	}
	for _, v := range old {
		s.Values = append(s.Values, Move{v.Name, v.Text, "–"})
	}
	s.moved = max(s.moved, s.of[0])
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
	for _, at := range wording.Sentences(text) {
		if words, of := f.asWritten(p.text, at[0], at[1]); len(of) > 0 {
			f.add(p, words, text[at[0]:at[1]], of)
		}
	}
}

// add adds a sentence, or a further place of one that is known.
func (f *finder) add(p *passage, words, text string, of []int) {
	s := Sentence{At: f.c.ledger[of[0]].At, Section: sectionTitle(p), Text: lock.Clean(text), parts: []*templates.Section{p.part}, of: of,
		line: lock.Approval{Section: sectionName(p.part), Flags: f.flags, Sentence: lock.Clean(straight.Replace(words))}}
	for _, n := range of {
		st := &f.c.ledger[n]
		s.Places = append(s.Places, st.At)
		switch st.Kind {
		case Computed:
			s.rest(n, false, st.Expr, st.Text)
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
	key := fmt.Sprint(s.line.Sentence, s.line.Values)
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

// flags are what the command line changed of the outline, as it is typed. The
// period counts where it is another one than the outline's own.
func (c *composer) flags() string {
	var out []string
	for _, ch := range c.outline.Changes {
		switch {
		case ch.Param != "":
			out = append(out, "-P "+ch.Param+"="+ch.Now)
		case ch.Was == c.period.String(), ch.Was == "latest" && data.Latest(c.seriesUsed()) == c.period:
		default:
			out = append(out, "--period "+c.period.String())
		}
	}
	return lock.Clean(strings.Join(out, " "))
}
