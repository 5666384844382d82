// Package lock is the file of approvals beside an outline: brief.lock beside
// brief.yaml. It keeps for each sentence that rests on data, on a source or on
// judgement the values with which somebody approved it, so that what moved since
// can be listed with old and new side by side.
//
// The file is text, made to be read in a difference and to be merged by git. A
// line is one sentence; its fields stand between tabs:
//
//	section  flags  sentence  digest  approver  day  author  name  value  name  value …
//
// A sentence stands as its author wrote it, {{exports.mom}} in place of the
// figure and [rose]{claim=exports.mom} with its condition: that is what it is
// known by, wherever in the outline it moves, and a sentence that is written
// anew is another one. Flags are what the command line changed, such as
// -P partner=VN: the brief of another partner has approvals of its own; a hyphen
// stands for none, and for an author who is not known. The digest is that of flags, sentence and values, so that a
// line that was edited by hand is noticed. The lines are sorted, and the name of
// each section stands on a line of its own before its sentences: two people who
// approve neighbouring sections change lines that do not touch.
//
// The file is a set: it says that these sentences were approved with these
// values. Lines may stand in any order, and one sentence on several of them with
// different values, as a merge that keeps the lines of both sides leaves it. So
// every such merge is a lock, and approves what either side approved.
package lock

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// Approval is one line: a sentence as somebody approved it. Its texts are Clean,
// and none but the flags and the author is empty.
type Approval struct {
	Section  string // where the sentence stood at the time; it does not identify it
	Flags    string // what the command line changed; empty: nothing
	Sentence string // as written
	Values   []Value
	By       string
	Date     string // 2023-11-20
	Author   string // who wrote the sentence, as far as the tool could tell: By itself where they are one
}

// Own reports whether somebody approved what they wrote.
func (a Approval) Own() bool { return strings.EqualFold(a.By, a.Author) }

// Value is something that a sentence rests on, and what it was.
type Value struct {
	Name string // as the outline names it: exports.mom, or the key of a source
	Text string // as printed: 15.9%
}

// Lock is the approvals of one outline. The zero Lock has none.
type Lock struct {
	lines []Approval
	known map[key][]int
}

// key names a sentence in one variant of the brief.
type key struct{ flags, sentence string }

func (a Approval) key() key { return key{a.Flags, a.Sentence} }

// MaxBytes is the size of the largest lock that is read. The lock of a brief of
// eight pages has 20 kB.
const MaxBytes = 4 << 20

const header = "# tradebrief lock 1: sentences with the values they were approved with; a merge keeps the lines of both sides"

// Clean is a text as a field of the lock holds it: one blank between words, and
// no character that parts fields, ends a line or drives a terminal.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	return diag.Visible(strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " "))
}

// plain reports whether a text is clean as most are: printable ASCII and single
// blanks between words.
func plain(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return s == "" || last != ' '
}

// of makes a lock of approvals in any order.
func of(lines []Approval) Lock {
	l := Lock{lines: lines, known: make(map[key][]int, len(lines))}
	for i, a := range lines {
		l.known[a.key()] = append(l.known[a.key()], i)
	}
	return l
}

// Empty reports whether nothing has been approved.
func (l Lock) Empty() bool { return len(l.lines) == 0 }

// State is how a sentence stands to the lock.
type State uint8

// The states of a sentence.
const (
	New      State = iota // nobody has approved it
	Moved                 // approved, with other values
	Approved              // approved as it stands
)

// Find says how a sentence stands, and the approval that says so: the newest one
// with these values or, where there is none, the newest; of one day, that of the
// last by name.
func (l Lock) Find(flags, sentence string, values []Value) (Approval, State) {
	var best Approval
	state := New
	for _, i := range l.known[key{flags, sentence}] {
		a, s := l.lines[i], Moved
		if alike(a.Values, values) {
			s = Approved
		}
		if s > state || s == state && (a.Date > best.Date || a.Date == best.Date && a.By > best.By) {
			best, state = a, s
		}
	}
	return best, state
}

// alike compares values in any order; no two in a list are the same.
func alike(a, b []Value) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(v Value) bool { return !slices.Contains(b, v) })
}

// Update is the lock after sentences were approved as they are given. One that
// was approved like that before keeps its approval; the older ones of a sentence
// go, and those of other sentences that gone names.
func (l Lock) Update(now []Approval, gone func(Approval) bool) Lock {
	given := map[key]bool{}
	var lines []Approval
	for _, a := range now {
		given[a.key()] = true
		if was, state := l.Find(a.Flags, a.Sentence, a.Values); state == Approved {
			a = was
		}
		lines = append(lines, a)
	}
	for _, a := range l.lines {
		if !given[a.key()] && !gone(a) {
			lines = append(lines, a)
		}
	}
	return of(lines)
}

// Without is the lock without some of its approvals.
func (l Lock) Without(some func(Approval) bool) Lock {
	return of(slices.DeleteFunc(l.All(), some))
}

// All lists the approvals.
func (l Lock) All() []Approval { return slices.Clone(l.lines) }

// Text is the lock as a file.
func (l Lock) Text() []byte {
	lines := make([]string, 0, len(l.lines)+16)
	for _, a := range l.lines {
		lines = append(lines, a.line())
		if !strings.HasPrefix(a.Section, "#") && !conflict.MatchString(a.Section) {
			lines = append(lines, a.Section)
		}
	}
	slices.Sort(lines)
	return []byte(header + "\n" + strings.Join(slices.Compact(lines), "\n") + "\n")
}

func (a Approval) line() string {
	fields := []string{a.Section, cmp.Or(a.Flags, "-"), a.Sentence, a.digest(), a.By, a.Date, cmp.Or(a.Author, "-")}
	for _, v := range a.Values {
		fields = append(fields, v.Name, v.Text)
	}
	return strings.Join(fields, "\t")
}

// digest is that of what was approved: 64 bits tell a slip of the hand, which is
// all that a digest without a secret can.
func (a Approval) digest() string {
	var b strings.Builder
	b.WriteString(a.Flags + "\n" + a.Sentence + "\n")
	for _, v := range a.Values {
		b.WriteString(v.Name + "\t" + v.Text + "\n")
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:8])
}
