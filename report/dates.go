package report

import (
	"path"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/templates"
)

// Whether the dates of an outline are in order (C41). What the command line says
// in their place is not judged: --period and --as-of look at an edition from
// another day.

// calendar gathers what is wrong with the dates of an outline.
type calendar struct {
	last     data.Date // the day of the outline's latest version; 0: not known
	problems diag.List
}

// datesInOrder are the problems of the dates that need no data.
func datesInOrder(o *templates.Outline, opt Options) diag.List {
	b := &o.Brief
	issued, revised := dayOf(b.Issued), dayOf(b.Revision.Date)
	c := calendar{last: max(issued, revised)}
	if revised != 0 && revised < issued {
		c.fault(b.Revision.Date, "brief", "the revision is of %s, before the issue of %s that it revises", day(revised), day(issued))
	}
	c.next(b.Next, c.last)
	if own, err := data.ParsePeriod(b.Period.Value); err == nil && opt.Period == "" {
		c.edition(b, own)
	}
	for i := range o.Sources {
		c.source(&o.Sources[i])
	}
	for i := range o.Events {
		c.dropped(o.Events[i].Date, "", "event")
	}
	for i := range o.Sections {
		c.blocks(o.Sections[i].Blocks)
	}
	return c.problems
}

func (c *calendar) fault(at templates.Scalar, place, format string, args ...any) *diag.Problem {
	p := diag.Errorf(diag.Outline, at.Pos, format, args...)
	p.Code = "C41"
	if place != "" {
		p.Places = []string{place}
	}
	c.problems = append(c.problems, p)
	return &c.problems[len(c.problems)-1]
}

// next compares the day of the next issue with that of this one.
func (c *calendar) next(at templates.Scalar, last data.Date) {
	if next := dayOf(at); next != 0 && next <= last {
		c.fault(at, "brief", "the next issue is announced for %s, and this one is of %s", day(next), day(last))
	}
}

func (c *calendar) doubt(at templates.Scalar, place, format string, args ...any) {
	c.fault(at, place, format, args...).Severity = diag.Warning
}

// edition compares the last edition with this one.
func (c *calendar) edition(b *templates.Brief, own data.Period) {
	stem := strings.TrimSuffix(path.Base(b.Previous.Value), path.Ext(b.Previous.Value))
	if i := len(stem) - len(own.String()); i > 0 {
		if before, err := data.ParsePeriod(stem[i:]); err == nil && before.Freq() == own.Freq() && before.Compare(own) > 0 {
			c.fault(b.Previous, "brief", "the last edition is of %s, and this one is of %s", plainSpaces(periodName(before)), plainSpaces(periodName(own)))
		}
	}
}

func (c *calendar) source(s *templates.SourceDecl) {
	out, read := dayOf(s.Date), dayOf(s.Retrieved)
	if out == 0 {
		return
	}
	if c.last != 0 && out > c.last {
		c.doubt(s.Date, "", "source %s is dated %s, after the issue of %s", s.Key.Value, writtenDate(s.Date), day(c.last))
	}
	if read != 0 && read < out {
		c.fault(s.Retrieved, "", "source %s was read on %s, before it came out on %s", s.Key.Value, day(read), writtenDate(s.Date))
	}
}

// dropped tells of an entry that a brief of its day does not have yet.
func (c *calendar) dropped(date templates.Scalar, place, what string) bool {
	if c.last == 0 || dayOf(date) <= c.last {
		return false
	}
	c.doubt(date, place, "the %s of %s is after the issue of %s, so the brief leaves it out", what, writtenDate(date), day(c.last))
	return true
}

func (c *calendar) blocks(blocks []templates.Block) {
	for _, b := range blocks {
		id := b.Common().ID.Value
		switch b := b.(type) {
		case *templates.Columns:
			for _, column := range b.Columns {
				c.blocks(column)
			}
		case *templates.Timeline:
			for _, e := range b.Entries {
				c.dropped(e.Date, id, "event")
				if from, to := dayOf(e.Date), dayOf(e.To); to != 0 && to < from {
					c.fault(e.To, id, "the event ends in %s, before it begins in %s", writtenDate(e.To), writtenDate(e.Date))
				}
			}
		case *templates.Reactions:
			gathered := dayOf(b.AsOf)
			for _, a := range b.Actors {
				if c.dropped(a.Date, id, "statement") {
					continue
				}
				if gathered != 0 && dayOf(a.Date) > gathered {
					c.fault(a.Date, id, "the statement is of %s, and as_of says that those up to %s are here", writtenDate(a.Date), day(gathered))
				}
			}
		}
	}
}

// issuedTooEarly tells of a day of issue on which the period was not over, or its
// figures were not out. It is told with the figures that are missing for it.
func (c *composer) issuedTooEarly(opt Options) {
	issued := c.outline.Brief.Issued
	if opt.Period != "" || opt.AsOf != 0 || dayOf(issued) == 0 {
		return
	}
	fault := func(format string, args ...any) {
		p := diag.Errorf(diag.Claim, issued.Pos, format, args...)
		p.Code, p.Places = "C41", []string{"brief"}
		// The latest period moves on by itself, and a year may be told of before it
		// is over.
		if c.outline.Brief.Period.Value == "latest" || c.period.Freq() != data.Monthly {
			p.Severity = diag.Warning
		}
		c.problems = append(c.problems, p)
	}
	period := plainSpaces(periodName(c.period))
	if over := c.period.Add(1); !over.IsZero() && dayOf(issued) < over.FirstDay() {
		fault("the brief is issued on %s, before %s is over", day(dayOf(issued)), period)
		return
	}
	for _, id := range c.ids {
		e := c.series[id]
		if _, ok := e.series.Observation(c.period); ok {
			continue
		}
		all, problem := c.cube.Series(selector(c.outline, e.decl), 0)
		if problem != nil {
			continue
		}
		if o, ok := all.Observation(c.period); ok && o.FirstVintage > c.asOf {
			fault("the brief is of %s, and %s of %s came out on %s", day(c.asOf), id, period, day(o.FirstVintage))
			return
		}
	}
}

// dayOf is a day as written, or the first day of a period as written; 0 where
// it is neither.
func dayOf(s templates.Scalar) data.Date {
	if d, err := data.ParseDate(s.Value); err == nil {
		return d
	}
	if p, err := data.ParsePeriod(s.Value); err == nil {
		return p.FirstDay()
	}
	return 0
}

func day(d data.Date) string { return plainSpaces(dateName(d)) }

func writtenDate(s templates.Scalar) string { return plainSpaces(dayOrText(english, s.Value)) }
