package data

import (
	"path"
	"slices"
	"strings"
	"sync"

	"tradebrief/data/diag"
)

// On what day a file was released, where its rows do not say it: by the outline,
// by the file's name, or by what Eurostat writes into each row.

// released is the day of a file; false where it cannot be told, which is reported.
func (r *reader) released(e *entry, p *plan, name string) (Date, bool) {
	src := &e.src
	switch {
	case p.named.text != "":
		days := p.named.daysIn(name)
		if len(days) == 1 {
			return days[0], true
		}
		what := "no date such as " + p.named.text
		if len(days) > 1 {
			what = "more than one date such as " + p.named.text
		}
		problem := diag.Errorf(diag.Data, src.VintageLayout.Pos, "the name of %s holds %s", quote(name), what)
		if other := ReleaseLayout([]string{name}); other != "" && other != p.named.text {
			problem = problem.Meant(src.VintageLayout.Pos, src.VintageLayout.Value, other)
		} else {
			problem = problem.WithHint("rename the file, or read it in a data entry of its own with vintage: 2023-11-20")
		}
		r.fail(problem)
		return dateless, false
	case src.release.Value == "":
		return p.vintage, true
	case len(e.files) == 0: // it was recognised by its first file
		d, err := ParseDate(src.release.Value)
		return d, err == nil
	}
	head, problem := profileHead(r.fsys, name, src.Table)
	if problem != nil {
		r.fail(*problem)
		return dateless, false
	}
	h := &heading{names: head.names, first: head.firstRow}
	d, _ := ParseDate(h.release().Value)
	return d, true
}

// SaysRelease reports whether the outline, the rows or their format say to which
// release a figure of the source belongs.
func (s *Source) SaysRelease() bool {
	return s.Vintage.Value+s.VintageLayout.Value+s.release.Value != "" || s.releaseInRows()
}

// releaseInRows reports whether the rows, or columns of figures, have releases of
// their own.
func (s *Source) releaseInRows() bool {
	says := func(f Field) bool { return f.Const.Value+f.Column.Value != "" }
	return says(s.Table.Vintage) || slices.ContainsFunc(s.Table.Values, func(v ValueSpec) bool { return says(v.Vintage) })
}

// daysIn are the days that the layout finds in the name of a file: in its last
// part that holds any, so that a folder or an archive may say it. A layout without
// days means the last day of the month, the quarter or the year: by then the
// release was out.
func (l *layout) daysIn(name string) []Date {
	const longest = len("30 September 2023")
	parts := strings.Split(name, "/")
	for _, part := range slices.Backward(parts) {
		var days []Date
		for i := range part {
			for j := i + len("2023"); j <= min(len(part), i+longest); j++ {
				if d := l.day(part[i:j]); d != dateless && !joined(part, i) && !joined(part, j) && !slices.Contains(days, d) {
					days = append(days, d)
				}
			}
		}
		if len(days) > 0 {
			return days
		}
	}
	return nil
}

// joined reports whether a number or a word goes on at a place of a text.
func joined(s string, at int) bool {
	if at == 0 || at == len(s) {
		return false
	}
	digit := func(b byte) bool { return '0' <= b && b <= '9' }
	letter := func(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' || b >= 0x80 }
	return digit(s[at-1]) && digit(s[at]) || letter(s[at-1]) && letter(s[at])
}

// day is the day that a text is by the layout, or dateless.
func (l *layout) day(text string) Date {
	for ; l != nil; l = l.or {
		p, day, err := l.read(text)
		if err != nil {
			continue
		}
		if !l.hasDays() {
			return p.lastDay()
		}
		return Date(p.Year()*10000 + p.Month()*100 + day)
	}
	return dateless
}

func (l *layout) hasDays() bool {
	return slices.ContainsFunc(l.parts, func(p layoutPart) bool { return p.token == "DD" })
}

// FirstDay is the first day of the period.
func (p Period) FirstDay() Date { return Date(p.Year()*10000 + p.Month()*100 + 1) }

// lastDay is the last day of a period.
func (p Period) lastDay() Date {
	n := p.firstMonth() + 12/max(1, p.PerYear()) - 1
	year, month := n/12, n%12+1
	return Date(year*10000 + month*100 + daysIn(year, month))
}

// nameLayouts are the forms in which names of files hold a day, and those in which
// they hold a month.
var nameLayouts = sync.OnceValue(func() [2][]layout {
	var lists [2][]layout
	for i, forms := range [...][]string{
		{"YYYY-MM-DD", "YYYYMMDD", "YYYY_MM_DD", "YYYY.MM.DD", "DD-MM-YYYY", "DD.MM.YYYY", "DD_MM_YYYY", "MM-DD-YYYY"},
		{"YYYY-MM", "YYYYMM", "YYYY_MM", "YYYY.MM"},
	} {
		for _, form := range forms {
			if l, err := parseLayout(form); err == nil {
				lists[i] = append(lists[i], l)
			}
		}
	}
	return lists
})

// ReleaseLayout is the form in which each of the names of some files holds one day,
// or else one month, such as YYYY-MM-DD. It is empty where there is none, or where
// two forms read other days.
func ReleaseLayout(names []string) string {
	for _, list := range nameLayouts() {
		found := ""
		for i := range list {
			l := &list[i]
			if !slices.ContainsFunc(names, func(n string) bool { return len(l.daysIn(path.Clean(n))) != 1 }) {
				if found != "" {
					return ""
				}
				found = l.text
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}

// layeredBy is the form in which the names of two files hold the days of two
// releases, or empty.
func layeredBy(a, b string) string {
	form := ReleaseLayout([]string{a, b})
	l, err := parseLayout(form)
	if form == "" || err != nil || l.daysIn(a)[0] == l.daysIn(b)[0] {
		return ""
	}
	return form
}
