package report

import (
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
	case err == nil && info.IsDir():
		return fail("the lock is a folder")
	case err == nil && !info.Mode().IsRegular():
		return fail("the lock is a pipe or a device")
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
	if required.Present() {
		b.locked = l.Without(lock.Approval.Own)
	}
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
			if slices.ContainsFunc(s.of, func(n int) bool { return b.work.ledger[n].Why != "" }) {
				break // what is wrong with it is said already
			}
			if s.passage != nil {
				words = append(words, awaits(s.at, "read again: the original of %s has changed since %s approved its translation on %s: %s:%d", s.passage.What, s.By, s.Date, b.project.Show(s.passage.Original.File), s.passage.Original.Line))
				break
			}
			at, moved := b.work.ledger[s.moved].at, movesText(s.Moved())
			if s.ByWords {
				words = append(words, awaits(at, "read again: %s since %s approved these words on %s", moved, s.By, s.Date))
			} else {
				computed = append(computed, awaits(at, "recomputed since the approval: %s, in %s", moved, quote(s.Text)))
			}
		case lock.New:
			b.Approvals.New++
			fresh = append(fresh, awaits(s.at, "this sentence awaits approval as it is written"))
		}
	}
	name := path.Base(LockFile(b.project.Outline))
	if n := len(fresh); n > 0 && text == nil {
		fresh = diag.List{awaits(required.Pos, "approvals are required, and there is no %s: %s to approve", name, plainSpaces(howMany(n, "sentence")))}
	}
	fresh = few(fresh, "%s await approval as they are written, from this one on")
	// Where only {{…}} moved there is nothing to look at in the outline.
	shown := b.project.located
	computed = shown(computed)
	for i := range computed {
		computed[i].Excerpt = ""
	}
	return slices.Concat(shown(words), computed, shown(fresh))
}

// few lists problems of one kind one by one, or in one line where they are many.
func few(list diag.List, many string) diag.List {
	const most = 5
	if len(list) <= most {
		return list
	}
	return diag.List{awaits(list[0].Pos, many, plainSpaces(howMany(len(list), "sentence")))}
}

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

// Approving is what it means to approve sentences of a brief.
type Approving struct {
	Now  []Sentence      // approved by it, as they stood before
	Kept int             // approved before as they stand
	Gone []lock.Approval // of sentences that the brief no longer has; they go
	Left diag.List       // sentences that their authors would have approved, which the outline does not allow
	Lock string          // the file, as shown to the user
	Old  []byte          // what it holds; nil: it is not there
	New  []byte          // what it is to hold
}

// namedSection is a section of a brief, or with none what stands above and below them.
type namedSection struct {
	section *templates.Section
	title   string // as printed
}

func (b *Brief) sections() []namedSection {
	out := []namedSection{{nil, frontPage}}
	for i := range b.Outline.Sections {
		p := namedSection{&b.Outline.Sections[i], frontPage}
		if p.section.Title.Present() {
			p.title = plainSpaces(b.Document.Sections[i].Name)
		}
		out = append(out, p)
	}
	return out
}

// SectionNames are names for Approve: ids, and titles of sections without one.
func (b *Brief) SectionNames() []string {
	var out []string
	for _, p := range b.sections() {
		name := p.title
		if p.section != nil && p.section.ID.Present() {
			name = p.section.ID.Value
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Approve plans the approval of a brief without errors, or of one of its
// sections, named by its id or its title; ok is false where there is none such.
// author says who wrote a sentence: by itself where they are one, and nothing
// where that is not known.
func (b *Brief) Approve(section, by, date string, author func(Sentence) string) (out Approving, ok bool) {
	out = Approving{Lock: b.project.Show(LockFile(b.project.Outline)), Old: b.lockText}
	meant := map[*templates.Section]bool{}
	names := map[string]bool{} // of those sections, in the lock
	for _, p := range b.sections() {
		is := func(name string) bool { return strings.EqualFold(plainQuery(name), plainQuery(section)) }
		if section == "" || is(p.title) || is(sectionName(p.section)) {
			meant[p.section], names[sectionName(p.section)] = true, true
		}
	}
	if len(meant) == 0 {
		return out, false
	}
	there := map[string]bool{}
	var lines []lock.Approval
	for _, s := range b.Sentences() {
		there[s.line.Sentence] = true
		switch {
		case !slices.ContainsFunc(s.parts, func(p *templates.Section) bool { return meant[p] }):
			continue
		case s.State == lock.Approved:
			out.Kept++
			lines = append(lines, s.line)
			continue
		}
		s.line.By, s.line.Date, s.line.Author = lock.Clean(by), date, lock.Clean(author(s))
		if s.line.Own() && b.Approvals.Required {
			out.Left = append(out.Left, awaits(s.at, "this sentence is left: approvals are required, and nobody approves what they wrote"))
			continue
		}
		lines = append(lines, s.line)
		out.Now = append(out.Now, s)
	}
	out.Left = b.project.located(few(out.Left, "%s are left, from this one on: approvals are required, and nobody approves what they wrote"))
	next := b.locked.Update(lines, func(a lock.Approval) bool {
		gone := a.Flags == b.flags && !there[a.Sentence] && (section == "" || names[a.Section])
		if gone {
			out.Gone = append(out.Gone, a)
		}
		return gone
	})
	out.New = next.Text()
	return out, true
}
