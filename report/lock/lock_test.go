package lock

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tradebrief/data/diag"
)

// sentence makes an approval; each value is "name text".
func sentence(section, words, by, date string, values ...string) Approval {
	a := Approval{Section: section, Sentence: words, By: by, Date: date}
	for _, v := range values {
		name, text, _ := strings.Cut(v, " ")
		a.Values = append(a.Values, Value{name, text})
	}
	return a
}

var none = func(Approval) bool { return false }

func parse(t *testing.T, text string) Lock {
	t.Helper()
	l, problems := Parse("brief.lock", []byte(text))
	if problems != nil {
		t.Fatalf("the lock is refused:\n%v\n%s", problems, text)
	}
	return l
}

var rose = sentence("Trends", "Exports [rose]{claim=exports.mom} by {{exports.mom}}.", "A. Head", "2023-10-20", "exports.mom 15.9%")

// TestText holds the file as it is written, which is as people read it in a
// difference: the name of each section before its sentences, all of it sorted.
func TestText(t *testing.T) {
	vietnam := rose
	vietnam.Flags, vietnam.Author = "-P partner=VN", "C. Desk"
	l := Lock{}.Update([]Approval{rose, vietnam, sentence("Front page", "{{period}}", "A. Head", "2023-10-20", "period September 2023"), sentence("Trends abroad", "Wait.", "B", "2023-10-20")}, none)
	want := header + `
Front page
Front page	-	{{period}}	1e7c478934e09c4d	A. Head	2023-10-20	-	period	September 2023
Trends
Trends	-	Exports [rose]{claim=exports.mom} by {{exports.mom}}.	2014270246435ad2	A. Head	2023-10-20	-	exports.mom	15.9%
Trends	-P partner=VN	Exports [rose]{claim=exports.mom} by {{exports.mom}}.	3918642a2a647d2c	A. Head	2023-10-20	C. Desk	exports.mom	15.9%
Trends abroad
Trends abroad	-	Wait.	376fe5e79a45008b	B	2023-10-20	-
`
	if got := string(l.Text()); got != want {
		t.Errorf("the file is\n%s\nwant\n%s", got, want)
	}
	if back := parse(t, want); string(back.Text()) != want {
		t.Errorf("read back it is %v", back.All())
	}
}

func same(a, b Approval) bool { return a.line() == b.line() }

func TestFind(t *testing.T) {
	before := rose
	before.Values, before.Date, before.By = []Value{{"exports.mom", "4.1%"}}, "2023-09-20", "B. Head"
	l := Lock{}.Update([]Approval{before}, none)
	moved := []Value{{"exports.mom", "15.9%"}}
	cases := []struct {
		flags, words string
		values       []Value
		want         State
	}{
		{"", rose.Sentence, before.Values, Approved},
		{"", rose.Sentence, moved, Moved},
		{"", rose.Sentence, nil, Moved},
		{"", "Exports rose.", before.Values, New},
		{"-P partner=VN", rose.Sentence, before.Values, New},
	}
	for _, c := range cases {
		got, state := l.Find(c.flags, c.words, c.values)
		if state != c.want || (state != New) != (got.By == "B. Head") {
			t.Errorf("%s %s %v: %v by %q, want %v", c.flags, c.words, c.values, state, got.By, c.want)
		}
	}
	// Of several approvals of a merge, one that fits counts, else the newest.
	l = parse(t, string(l.Text())+string(Lock{}.Update([]Approval{rose}, none).Text()))
	for _, c := range []struct {
		values []Value
		want   State
		by     string
	}{{before.Values, Approved, "B. Head"}, {moved, Approved, "A. Head"}, {[]Value{{"exports.mom", "1.0%"}}, Moved, "A. Head"}} {
		if got, state := l.Find("", rose.Sentence, c.values); state != c.want || got.By != c.by {
			t.Errorf("%v: %v by %s, want %v by %s", c.values, state, got.By, c.want, c.by)
		}
	}
}

// TestUpdate: what is approved again keeps who approved it; older approvals of a
// sentence go; a sentence that is gone goes only when that is said.
func TestUpdate(t *testing.T) {
	old := rose
	old.Values, old.Date = []Value{{"exports.mom", "4.1%"}}, "2023-09-20"
	fell := sentence("Outlook", "They [fell]{claim=imports.mom}.", "A. Head", "2023-09-20", "imports.mom −1.0%")
	gone := sentence("Outlook", "{{imports}}", "A. Head", "2023-09-20", "imports US$1 million")
	l := Lock{}.Update([]Approval{old, fell, gone}, none)
	again := fell
	again.By, again.Date = "C. Head", "2023-10-21"
	got := l.Update([]Approval{rose, again}, func(a Approval) bool { return a.Sentence == gone.Sentence }).All()
	if want := []Approval{rose, fell}; !slices.EqualFunc(got, want, same) {
		t.Errorf("the lock is\n%v\nwant\n%v", got, want)
	}
	if kept := l.Update([]Approval{rose}, none).All(); len(kept) != 3 {
		t.Errorf("others are touched: %v", kept)
	}
	own := rose
	own.Author = "a. head"
	if l := (Lock{}).Update([]Approval{own, fell}, none).Without(Approval.Own); len(l.All()) != 1 || l.All()[0].Sentence != fell.Sentence {
		t.Errorf("without what its author approved the lock is %v", l.All())
	}
}

// TestMerge: from one lock two people approve sentences each, on data of their
// own; whatever of the lines of both a merge keeps, it is a lock as long as the
// lines that they wrote are in it, and it approves what either approved.
func TestMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(by string) []Approval {
		var out []Approval
		for range r.IntN(6) {
			n := r.IntN(8)
			out = append(out, sentence([]string{"Trends", "Outlook"}[n%2], fmt.Sprintf("Sentence %d: {{x}}.", n), by, fmt.Sprintf("2023-10-%02d", 1+r.IntN(9)), fmt.Sprintf("x %d", r.IntN(3))))
		}
		return slices.CompactFunc(out, func(a, b Approval) bool { return a.key() == b.key() })
	}
	for range 2000 {
		base := Lock{}.Update(pick("Base"), none)
		left, right := pick("Left"), pick("Right")
		a, b := base.Update(left, none), base.Update(right, none)
		lines := slices.Concat(strings.SplitAfter(string(a.Text()), "\n"), strings.SplitAfter(string(b.Text()), "\n"))
		r.Shuffle(len(lines), func(i, k int) { lines[i], lines[k] = lines[k], lines[i] })
		merged := parse(t, strings.Join(lines, ""))
		for _, x := range slices.Concat(left, right) {
			if _, state := merged.Find("", x.Sentence, x.Values); state != Approved {
				t.Fatalf("%v is not approved after the merge\n%s", x, merged.Text())
			}
		}
		for _, side := range []Lock{a, b} {
			for _, x := range side.All() {
				if !slices.ContainsFunc(merged.All(), func(y Approval) bool { return same(x, y) }) {
					t.Fatalf("the merge has lost %v", x)
				}
			}
		}
	}
}

func TestRefused(t *testing.T) {
	good := string(Lock{}.Update([]Approval{rose}, none).Text())
	line := rose.line()
	cases := []struct{ name, text, want string }{
		{"a merge that is not ended", header + "\nTrends\n<<<<<<< HEAD\n" + line + "\n||||||| 1234567\n=======\n" + line + "\n>>>>>>> desk\n",
			"brief.lock:3:1: error: git has left the marks of a merge in the lock\n  hint: keep the lines of both sides and remove those of the marks"},
		{"words", "approved\n", "brief.lock:1:1: error: the line is no approval, which has fields between tabs, and no section of one\n  hint: remove the line"},
		{"a value by hand", strings.Replace(good, "15.9%", "15.8%", 1), "brief.lock:3:64: error: the approval was edited: the digest is not that of its sentence and values\n  hint: remove the line and approve the sentence again"},
		{"words by hand", strings.Replace(good, "by {{", "at {{", 1), "brief.lock:3:64: error: the approval was edited: the digest is not that of its sentence and values\n  hint: remove the line and approve the sentence again"},
		{"no such day", strings.Replace(good, "2023-10-20", "2023-13-20", 1), "brief.lock:3:89: error: \"2023-13-20\" is not a day such as 2023-11-20\n  hint: remove the line and approve the sentence again"},
		{"a field too few", strings.Replace(good, "\texports.mom\t", "\t", 1), "brief.lock:3:1: error: the approval has 8 fields: expected 7, and two for each value\n  hint: remove the line and approve the sentence again"},
		{"nobody", strings.Replace(good, "A. Head", "", 1), "brief.lock:3:81: error: field 5 of the approval is not as tradebrief approve writes it\n  hint: remove the line and approve the sentence again"},
		{"blanks", strings.Replace(good, "A. Head", "A.  Head", 1), "brief.lock:3:81: error: field 5 of the approval is not as tradebrief approve writes it\n  hint: remove the line and approve the sentence again"},
		{"bytes", strings.Replace(good, "A. Head", "A.\xffHead", 1), "brief.lock:3:81: error: field 5 of the approval is not as tradebrief approve writes it\n  hint: remove the line and approve the sentence again"},
		{"another format", "# tradebrief lock 2\n" + good, "brief.lock:1:1: error: the lock is of format 2, this tool reads format 1"},
		{"too long", strings.Repeat("\n", MaxBytes+1), "brief.lock: error: the lock has more than 4 MB"},
	}
	for _, c := range cases {
		l, problems := Parse("brief.lock", []byte(c.text))
		if got := problems.String(); got != c.want || !l.Empty() || problems.Phase() != diag.Outline {
			t.Errorf("%s: phase %d\n%s\nwant\n%s", c.name, problems.Phase(), got, c.want)
		}
	}
	_, problems := Parse("brief.lock", []byte(strings.Repeat("approved\n", 100)))
	if len(problems) != maxProblems+1 || problems[maxProblems].Message != "80 more lines from here on are not listed" {
		t.Errorf("of 100 wrong lines %d are listed, the last:\n%v", len(problems), problems[len(problems)-1])
	}
}

// TestMended: the one mend of a lock makes it one, whatever its line ends.
func TestMended(t *testing.T) {
	for _, end := range []string{"\n", "\r\n"} {
		text := strings.ReplaceAll(header+"\nTrends\n<<<<<<< HEAD\n"+rose.line()+"\n=======\n"+rose.line()+"\n>>>>>>> desk\nScribble", "\n", end)
		_, problems := Parse("brief.lock", []byte(text))
		var edits []diag.Edit
		for _, p := range problems {
			edits = append(edits, p.Fix...)
		}
		mended, err := diag.Apply([]byte(text), edits)
		if err != nil || len(problems) != 2 {
			t.Fatalf("%v, of\n%v", err, problems)
		}
		if l, want := parse(t, string(mended)), header+"\nTrends\n"+rose.line()+"\n"; string(l.Text()) != want {
			t.Errorf("the lock is\n%s\nwant\n%s", l.Text(), want)
		}
	}
}

// FuzzParse: no text breaks the reader; what it takes it writes so that it takes
// it again and means the same, and what it refuses it refuses at a place.
func FuzzParse(f *testing.F) {
	odd := rose
	odd.Section = "======="
	f.Add(Lock{}.Update([]Approval{rose, odd}, none).Text())
	f.Add([]byte("\uFEFF" + strings.ReplaceAll(rose.line(), "\n", "\r\n") + "\r\nTrends\r\n"))
	f.Add([]byte("<<<<<<< a\n=======\n>>>>>>> b\n"))
	f.Add([]byte("a\tb\tc\td\te\tf\tg\th\n# tradebrief lock 9"))
	f.Fuzz(func(t *testing.T, text []byte) {
		l, problems := Parse("x.lock", text)
		for _, p := range problems {
			if p.Pos.Line < 1 || p.Pos.Col < 1 {
				t.Errorf("no place: %v", p)
			}
			if _, err := diag.Apply(text, p.Fix); err != nil {
				t.Errorf("the mend cannot be made: %v\n%v", p, err)
			}
		}
		again, problems := Parse("x.lock", l.Text())
		if problems != nil || string(again.Text()) != string(l.Text()) {
			t.Errorf("%q is read back as %q\n%v", l.Text(), again.Text(), problems)
		}
	})
}

// FuzzClean: a cleaned text is a field, and stays as it is.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"a\tb\u00a0 c\r\n\x1b[31m\xff", "", " ", "a b", " a", "a ", "a  b", "\x7f~"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := Clean(s)
		if c != Clean(c) || strings.ContainsAny(c, "\t\r\n") {
			t.Errorf("%q is cleaned to %q, and that to %q", s, c, Clean(c))
		}
		if slow := diag.Visible(strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")); c != slow {
			t.Errorf("%q is cleaned to %q, want %q", s, c, slow)
		}
		if c == "" {
			return
		}
		a := Approval{Section: c, Sentence: c, By: c, Date: "2023-10-20", Author: strings.Trim(c, "-"), Values: []Value{{c, c}}}
		if back := parse(t, string(Lock{}.Update([]Approval{a}, none).Text())).All(); len(back) != 1 || !same(back[0], a) {
			t.Errorf("%v is read back as %v", a, back)
		}
	})
}
