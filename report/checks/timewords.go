package checks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// near is how many months off the reference period a month typed by hand is
// taken to be about it.
const near = 13

// timeWords is C01 for time: a month or a year near the reference period, or
// words such as last month, that stay when the edition moves on.
func timeWords(s *Sentence, b *Brief, found func(Finding)) {
	if b.Period.Freq() != data.Monthly || s.Passage.Role == Dated || s.cited() {
		return
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Time || m.Bound || s.yearBegins(m) {
			continue
		}
		mend, sure, ok := s.mendOfTime(m, b)
		if !ok {
			continue
		}
		f := Finding{Code: "C01", Warning: true, At: s.At(m.From), Message: fmt.Sprintf("%q is typed by hand: it stays when the period moves on", m.Text)}
		switch {
		case mend == "":
			f.Hint = "name the time by the period, such as {{month(period.prev)}}"
		case sure:
			f.Hint = "write " + mend
			f.Fix = s.replaced(m.From, m.Text, mend)
		default:
			f.Hint = "if it stays for good, write " + mend
		}
		found(f)
	}
}

// references is C41 for a date that no calendar has, and C40 for a code of the
// Harmonized System that is too short or long by a digit.
func references(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Reference || s.Passage.Role == Quoted {
			continue
		}
		switch m.Sense {
		case wording.Date:
			year := int(m.When.Year)
			if year == 0 {
				year = 2000 // a leap year: nobody knows
			}
			if month, day := time.Month(m.When.Month), int(m.When.Day); month > 0 && day > 0 {
				if last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day(); day > last {
					f := s.against(m, "C41", "%q is no day: %s has %d", m.Text, month, last)
					f.Hint = "look the date up"
					found(f)
				}
			}
		case wording.Code:
			code, ok := strings.CutPrefix(m.Text, "HS ")
			digits := strings.ReplaceAll(code, ".", "")
			if !ok || strings.Trim(digits, "0123456789") != "" || len(digits) != 3 && len(digits) != 5 {
				continue
			}
			f := s.against(m, "C40", "%q has %d digits, and codes of the Harmonized System have 2, 4 or 6", m.Text, len(digits))
			f.Hint = "look the code up: a nought at its beginning or end may be missing"
			found(f)
		}
	}
}

// yearBegins reports whether a mark is the January of January to September: the
// year so far begins with it in every edition.
func (s *Sentence) yearBegins(m *Mark) bool {
	rest := strings.TrimLeft(s.Text[m.To:], " ")
	return m.Sense == wording.Month && m.When.Month == 1 && (m.When.Year == 0 || strings.HasPrefix(rest, "至") || strings.HasPrefix(rest, "~")) && (strings.HasPrefix(rest, "to ") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "through ") || strings.HasPrefix(rest, "至") || strings.HasPrefix(rest, "~"))
}

// mendOfTime is what to write in place of a mark of time, and whether that is
// the only reading; ok is false where it may stand.
func (s *Sentence) mendOfTime(m *Mark, b *Brief) (mend string, sure, ok bool) {
	switch m.Sense {
	case wording.Relative:
		mend = relativeTimes[strings.ToLower(m.Text)]
		return mend, mend != "", true
	case wording.Month:
		month := data.Month(int(m.When.Year), int(m.When.Month))
		if m.When.Year == 0 {
			month = b.nearest(int(m.When.Month))
		}
		off := month.Sub(b.Period)
		if off < -near || off > near {
			return "", false, false
		}
		step, named := stepped(off, month)
		if literal := "'" + month.String() + "'"; s.computes(literal) {
			step, named = literal, m.When.Year == 0 // it stands beside a figure of that month
		}
		switch {
		case m.When.Year == 0:
			return "{{month(" + step + ")}}", named, true
		case named:
			return "{{" + step + "}}", true, true
		}
		return "{{month(" + step + ")}} {{year(" + step + ")}}", true, true
	case wording.Year:
		// Before and since 2022 speak of its first month.
		if first := data.Month(int(m.When.Year), 1); endsWith(strings.TrimRight(s.before(m), " "), "before", "prior to", "since") && b.Period.Sub(first) > near {
			return "", false, false
		}
		switch int(m.When.Year) - b.Period.Year() {
		case 0:
			return "{{year(period)}}", true, true
		case -1:
			return "{{year(period.year_ago)}}", true, true
		}
	}
	return "", false, false
}

// nearest is the month of that name that is nearest to the reference period: a
// text looks back further than ahead.
func (b *Brief) nearest(month int) data.Period {
	const ahead = 3
	return b.Period.Add(ahead - (b.Period.Month()+ahead-month+12)%12)
}

// computes reports whether an expression of the sentence has the text.
func (s *Sentence) computes(text string) bool {
	return slices.ContainsFunc(s.Pieces(), func(p *Piece) bool { return strings.Contains(p.Expr, text) })
}

// relativeTimes are words of time that have a name in every edition.
var relativeTimes = map[string]string{
	"last month": "{{month(period.prev)}}", "this month": "{{month(period)}}", "next month": "{{month(period.next)}}",
	"this year": "{{year(period)}}", "last year": "{{year(period.year_ago)}}",
	"上月": "{{month(period.prev)}}", "上个月": "{{month(period.prev)}}", "本月": "{{month(period)}}", "下月": "{{month(period.next)}}", "下个月": "{{month(period.next)}}",
	"지난달": "{{month(period.prev)}}", "지난 달": "{{month(period.prev)}}", "이번 달": "{{month(period)}}", "이달": "{{month(period)}}", "다음 달": "{{month(period.next)}}",
}

// stepped writes a month by its distance from the reference period; one for
// which there is no name is a literal, which roll asks about.
func stepped(off int, month data.Period) (step string, named bool) {
	switch off {
	case 0:
		return "period", true
	case -1:
		return "period.prev", true
	case 1:
		return "period.next", true
	case -12:
		return "period.year_ago", true
	}
	return "'" + month.String() + "'", false
}
