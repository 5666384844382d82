package lock

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// fixed are the fields of a line before its values.
const fixed = 7

// maxProblems is as many lines as anyone looks at one by one.
const maxProblems = 20

var (
	// Lines that git puts around what two branches have changed.
	conflict = regexp.MustCompile(`^(?:<{7}|>{7}|\|{7}|={7})(?: |$)`)
	format   = regexp.MustCompile(`^# tradebrief lock (\d+)`)
)

// Parse reads the text of a lock. file is its name in the problems, of phase
// Outline, which come all at once; with one of them the lock is empty.
func Parse(file string, text []byte) (Lock, diag.List) {
	if len(text) > MaxBytes {
		return Lock{}, diag.List{diag.Errorf(diag.Outline, diag.Pos{File: file}, "the lock has more than %d MB", MaxBytes>>20)}
	}
	var (
		problems  diag.List
		approvals []Approval
		alone     []diag.Edit // that would remove the lines without fields
		marks     []diag.Edit // and those that git has left
	)
	sections := map[string]bool{}
	n := 0
	for raw := range strings.Lines(strings.TrimPrefix(string(text), "\uFEFF")) {
		n++
		at := diag.Pos{File: file, Line: n, Col: 1}
		remove := diag.Edit{Pos: at, Old: raw}
		s := ending(raw)
		switch {
		case s == "":
		case conflict.MatchString(s):
			marks = append(marks, remove)
		case strings.Contains(s, "\t"):
			section, _, _ := strings.Cut(s, "\t")
			sections[section] = true
			a, problem := parseLine(at, s)
			if problem != nil {
				problems = append(problems, *problem)
				continue
			}
			approvals = append(approvals, a)
		case strings.HasPrefix(s, "#"):
			if m := format.FindStringSubmatch(s); m != nil && m[1] != "1" {
				problems = append(problems, diag.Errorf(diag.Outline, at, "the lock is of format %s, this tool reads format 1", m[1]))
			}
		default:
			alone = append(alone, remove)
		}
	}
	if len(marks) > 0 {
		problems = append(problems, diag.Errorf(diag.Outline, marks[0].Pos, "git has left the marks of a merge in the lock").
			WithFix(marks, "keep the lines of both sides and remove those of the marks"))
	}
	for _, e := range alone {
		if !sections[ending(e.Old)] {
			problems = append(problems, diag.Errorf(diag.Outline, e.Pos, "the line is no approval, which has fields between tabs, and no section of one").
				WithFix([]diag.Edit{e}, "remove the line"))
		}
	}
	if len(problems) == 0 {
		return of(approvals), nil
	}
	problems = problems.Sort()
	if more := len(problems) - maxProblems; more > 0 {
		problems = append(problems[:maxProblems:maxProblems], diag.Errorf(diag.Outline, problems[maxProblems].Pos, "%d more lines from here on are not listed", more))
	}
	return Lock{}, problems
}

// ending is a line without its end.
func ending(line string) string { return strings.TrimRight(line, "\r\n") }

// parseLine reads the fields of one approval.
func parseLine(at diag.Pos, s string) (Approval, *diag.Problem) {
	fields := strings.Split(s, "\t")
	fail := func(field int, format string, args ...any) (Approval, *diag.Problem) {
		for _, f := range fields[:field] {
			at.Col += utf8.RuneCountInString(f) + 1
		}
		p := diag.Errorf(diag.Outline, at, format, args...).WithHint("remove the line and approve the sentence again")
		return Approval{}, &p
	}
	for i, f := range fields {
		if f == "" || f != Clean(f) {
			return fail(i, "field %d of the approval is not as tradebrief approve writes it", i+1)
		}
	}
	if len(fields) < fixed || (len(fields)-fixed)%2 != 0 {
		return fail(0, "the approval has %d fields: expected %d, and two for each value", len(fields), fixed)
	}
	absent := func(s string) string {
		if s == "-" {
			return ""
		}
		return s
	}
	a := Approval{Section: fields[0], Flags: absent(fields[1]), Sentence: fields[2], By: fields[4], Date: fields[5], Author: absent(fields[6])}
	for pair := range slices.Chunk(fields[fixed:], 2) {
		a.Values = append(a.Values, Value{pair[0], pair[1]})
	}
	if _, err := time.Parse(time.DateOnly, a.Date); err != nil {
		return fail(5, "%q is not a day such as 2023-11-20", a.Date)
	}
	if a.digest() != fields[3] {
		return fail(3, "the approval was edited: the digest is not that of its sentence and values")
	}
	return a, nil
}
