package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/templates"
)

// Edition is the next edition of an outline: what changes in its file, and what
// its author has to see to.
type Edition struct {
	From, To data.Period
	Edits    []diag.Edit // of the outline's file
	Notes    []Note      // file by file, in the order of lines

	// Before and After are the options under which the same outline gives the
	// last edition and the next one, so that they can be compared.
	Before, After Options
}

// Note is a remark about a place of the outline, as shown to the user.
type Note struct {
	At   diag.Pos
	Text string
}

// Moved is where a place of the outline's file stands after the edits; what they
// remove stands where it was.
func (e *Edition) Moved(at diag.Pos) diag.Pos {
	line := at.Line
	for _, d := range e.Edits {
		if d.Pos.Line < line {
			at.Line += strings.Count(d.New, "\n") - strings.Count(d.Old, "\n")
		}
	}
	return at
}

// Newest is a day after all releases: as of it, the data are taken as they are.
const Newest = data.Date(99991231)

// Roll plans the next edition of an outline. The period moves on by one of its
// frequency and the number with it; the day announced as next becomes the day
// of issue and moves on too; the last edition becomes the previous one; what
// belonged to that edition alone, its revision and its waivers, goes.
// {{period}}, latest and auto stay: they move by themselves.
//
// out says where a build writes the brief of a stem, as the outline would name
// that file, and whether it is there. The problems are those of an outline that
// cannot be read or computed, or whose period is not its own; then there is no
// edition.
func Roll(p Project, out func(stem string) (file string, built bool)) (*Edition, diag.List) {
	b, problems := Load(p, Options{})
	if b == nil {
		return nil, problems
	}
	if of := b.Outline.EditionOf; of.Present() {
		return nil, p.located(diag.List{diag.Errorf(diag.Outline, of.Pos, "this is an edition of %s in another language, and moves on with it", of.Value).WithHint("tradebrief roll %s", p.Show(b.Outline.Translation.File))})
	}
	r := &roller{Edition: Edition{From: b.Period}, b: b, brief: &b.Outline.Brief, editor: templates.NewEditor(b.Outline.File, b.Outline.Source)}
	if r.brief.Period.Value == "latest" && r.brief.Issued.Value == "auto" {
		// Nothing in the outline says which edition it was last; the file does.
		for last, n := b.Period, 0; n < b.Period.PerYear(); last, n = last.Add(-1), n+1 {
			if _, built := out(b.stem(last)); built {
				r.From = last
				break
			}
		}
	}
	if r.To = r.From.Add(1); r.To.IsZero() || r.editor == nil {
		return nil, p.located(diag.List{diag.Errorf(diag.Outline, r.brief.Period.Pos, "no period follows %s", r.From)})
	}
	r.Before, r.After = Options{Period: r.From.String(), AsOf: b.AsOf}, Options{Period: r.To.String(), AsOf: Newest}
	if problem := r.period(); problem != nil {
		return nil, p.located(diag.List{*problem})
	}
	r.number()
	r.dates()
	r.revision()
	file, _ := out(b.stem(r.From))
	r.previous(file)
	r.waivers()
	r.Edits = r.editor.Edits
	slices.SortStableFunc(r.Notes, func(x, y Note) int { return x.At.Compare(y.At) })
	for i := range r.Notes {
		r.Notes[i].At.File = p.Show(r.Notes[i].At.File)
	}
	return &r.Edition, nil
}

// roller is an edition in the making.
type roller struct {
	Edition
	b      *Brief
	brief  *templates.Brief
	editor *templates.Editor
}

func (r *roller) note(at diag.Pos, format string, args ...any) {
	r.Notes = append(r.Notes, Note{at, fmt.Sprintf(format, args...)})
}

// own reports whether the outline's own file has the value; if not, it says that
// the value is left, for changing it would change other outlines too.
func (r *roller) own(s templates.Scalar, key string) bool {
	if s.Pos.File == r.b.Outline.File {
		return true
	}
	r.note(s.Pos, "%s is left: %s is shared by other outlines", key, r.b.project.Show(s.Pos.File))
	return false
}

func (r *roller) period() *diag.Problem {
	s := r.brief.Period
	if s.Value == "latest" {
		return nil
	}
	if s.Pos.File != r.b.Outline.File {
		p := diag.Errorf(diag.Outline, s.Pos, "the period stands in %s, which other outlines share", r.b.project.Show(s.Pos.File)).
			WithHint("write period: latest there, or period: %s in %s", r.From, r.b.project.Show(r.b.Outline.File))
		return &p
	}
	r.editor.Set(r.To.String(), "brief", "period")
	return nil
}

func (r *roller) number() {
	s := r.brief.Number.Scalar
	if !s.Present() || strings.TrimSpace(braces.ReplaceAllString(s.Value, "")) == "" || !r.own(s, "number") {
		return
	}
	raw := r.editor.Raw("brief", "number")
	if next, ok := nextNumber(raw, r.From, r.To); ok {
		r.editor.Replace(next, "brief", "number")
	} else {
		r.note(s.Pos, "number is left: what follows %s cannot be told", s.Value)
	}
}

func (r *roller) dates() {
	issued, next := r.brief.Issued, r.brief.Next
	literal := issued.Present() && issued.Value != "auto"
	switch {
	case !literal:
	case !next.Present():
		r.note(issued.Pos, "issued is left at %s: there is no next: to take the day from", issued.Value)
	case r.own(issued, "issued"):
		r.editor.Set(next.Value, "brief", "issued")
		if day, err := data.ParseDate(next.Value); err == nil {
			r.After.AsOf = day
		}
	}
	if !next.Present() || !r.own(next, "next") {
		return
	}
	day, err := data.ParseDate(next.Value)
	if err != nil {
		return // reported when the outline was read
	}
	before, _ := data.ParseDate(issued.Value) // 0 for auto
	then := periodLater(day, before, 12/r.From.PerYear()).String()
	r.editor.Set(then, "brief", "next")
	r.note(next.Pos, "next is %s, one %s on: confirm the day", then, periodWord(r.From))
}

func (r *roller) revision() {
	if s := r.brief.Revision.Number; s.Present() && r.own(s, "revision") {
		r.editor.Remove("brief", "revision")
	}
}

// previous names the file of the last edition. A path with the period of the
// edition before keeps its own form.
func (r *roller) previous(file string) {
	if at, ok := r.editor.At("brief", "previous"); ok && at.Line > 0 && r.brief.Previous.Present() {
		before := r.From.Add(-1).String()
		raw := r.editor.Raw("brief", "previous")
		if strings.Count(raw, before) == 1 {
			r.editor.Replace(strings.Replace(raw, before, r.From.String(), 1), "brief", "previous")
		} else {
			r.editor.Set(file, "brief", "previous")
		}
		return
	}
	for _, key := range []string{"next", "issued", "period", "number", "title"} {
		if _, ok := r.editor.At("brief", key); ok {
			r.editor.Add("previous", file, "brief", key)
			return
		}
	}
}

func (r *roller) waivers() {
	own := true
	for i := range r.b.Outline.Waive {
		w := &r.b.Outline.Waive[i]
		if own = w.Code.Pos.File == r.b.Outline.File; own {
			r.note(w.Code.Pos, "the waiver of %s at %s has ended with its edition", w.Code.Value, w.At.Value)
		} else {
			r.own(w.Code, "the waiver of "+w.Code.Value)
		}
	}
	if own && len(r.b.Outline.Waive) > 0 {
		r.editor.Remove("waive")
	}
}

// periodLater is the day some months later, clamped to the end of its month. A
// day that was clamped before is known by the date before it, so that the last
// of January leads to the last of February and on to the last of March.
func periodLater(d, before data.Date, months int) data.Date {
	lastOf := func(year, month int) int { return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day() }
	day := d.Day()
	if day == lastOf(d.Year(), d.Month()) {
		day = max(day, before.Day())
	}
	n := d.Year()*12 + d.Month() - 1 + months
	year, month := n/12, n%12+1
	return data.Date(year*10000 + month*100 + min(day, lastOf(year, month)))
}

var (
	braces  = regexp.MustCompile(`\{\{.*?\}\}`)
	integer = regexp.MustCompile(`[0-9]+`)
)

// nextNumber advances the number of an edition: the period in it, in any usual
// form, and a running number beside it. ok is false where nothing in it can be
// told to move. What stands in braces moves by itself.
func nextNumber(s string, from, to data.Period) (next string, ok bool) {
	type part struct {
		at       int
		old, new string
	}
	var parts []part
	masked := braces.ReplaceAllStringFunc(s, func(b string) string { return strings.Repeat(" ", len(b)) })
	mask := func(at, n int) { masked = masked[:at] + strings.Repeat(" ", n) + masked[at+n:] }
	was, is := periodForms(from), periodForms(to)
	for i, form := range was {
		if at := indexWord(masked, form); at >= 0 {
			parts = append(parts, part{at, form, is[i]})
			mask(at, len(form))
			break
		}
	}
	var running [][]int
	for _, at := range integer.FindAllStringIndex(masked, -1) {
		// The year beside a running number stays as long as it is the year.
		if len(parts) == 0 && masked[at[0]:at[1]] == strconv.Itoa(from.Year()) && from.Year() == to.Year() && from.PerYear() > 1 {
			continue
		}
		running = append(running, at)
	}
	switch len(running) {
	case 0:
	case 1:
		at := running[0]
		old := masked[at[0]:at[1]]
		n, err := strconv.Atoi(old)
		if err != nil || n >= 1_000_000_000 {
			return s, false
		}
		parts = append(parts, part{at[0], old, fmt.Sprintf("%0*d", len(old), n+1)})
	default:
		if len(parts) == 0 {
			return s, false
		}
	}
	if len(parts) == 0 {
		// Words alone are no number that could move.
		return s, !strings.ContainsFunc(masked, func(r rune) bool { return r >= '0' && r <= '9' })
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(b.at, a.at) })
	for _, p := range parts {
		s = s[:p.at] + p.new + s[p.at+len(p.old):]
	}
	return s, true
}

// periodForms are the ways in which a number says a period, the longer ones
// first, in the same order for every period of a frequency.
func periodForms(p data.Period) []string {
	year := strconv.Itoa(p.Year())
	switch p.Freq() {
	case data.Monthly:
		name, two, one := english.Month(p), fmt.Sprintf("%02d", p.Month()), strconv.Itoa(p.Month())
		return []string{name + " " + year, name[:3] + " " + year, year + "-" + two, year + "/" + two, year + "." + two, two + "/" + year, two + "." + year,
			year + "-" + one, year + "/" + one, one + "/" + year, one + "." + year, name, year + two}
	case data.Quarterly:
		q := "Q" + strconv.Itoa((p.Month()-1)/3+1)
		return []string{year + "-" + q, year + "/" + q, q + " " + year, q + "/" + year, year + q, year + " " + q, q}
	}
	return []string{year}
}

// indexWord finds a text that no letter and no digit touches.
func indexWord(s, word string) int {
	touches := func(c byte) bool {
		return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
	}
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return -1
		}
		at, end := from+i, from+i+len(word)
		if (at == 0 || !touches(s[at-1])) && (end == len(s) || !touches(s[end])) {
			return at
		}
		from = end
	}
}
