package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
	"tradebrief/report/changes"
)

// mostListed is how many entries of a list are printed unless all are asked for.
const mostListed = 10

// differ prints a comparison for people, what matters most first.
type differ struct {
	*app
	columns int // of the terminal; 0: it is none
	painted bool
}

func (a *app) printDifferences(res *differences) {
	d := differ{a, terminalWidth(a.stdout), a.colored(a.stdout)}
	d.editions(res)
	c := &res.Changes
	of := func(kinds ...changes.Kind) []changes.Change {
		return slices.DeleteFunc(slices.Clone(c.Figures), func(f changes.Change) bool { return !slices.Contains(kinds, f.Kind) })
	}
	d.list("Judgements", c.Judgements, d.thing)
	d.figures("Figures revised", of(changes.Revised), "")
	d.list("Indicators", c.Indicators, d.thing)
	d.list("Scenarios", c.Scenarios, d.thing)
	d.list("Hypotheses", c.Hypotheses, d.thing)
	d.figures("Figures", of(changes.Moved, changes.New, changes.Gone, changes.Changed), res.New.Period)
	d.list("Sentences", c.Statements, d.sentence)
	if n := c.Figured; n > 0 {
		d.after(len(c.Statements) > 0, "%s the same of other figures.", says(n, "sentence"))
	}
	if n := len(of(changes.Refined)); n > 0 {
		d.after(c.Figured > 0 || len(c.Statements) > 0, "%s other digits behind those printed, within what rounding leaves open.", has(n, "figure"))
	}
	d.list("Reactions", c.Reactions, d.thing)
	d.list("Sources", c.Sources, d.thing)
	d.data(c.Data)
	told := headed
	if res.Old.Period != res.New.Period {
		told = slices.Concat(headed, routine)
	}
	d.list("The brief itself", slices.DeleteFunc(slices.Clone(c.Imprint), func(c changes.Change) bool { return slices.Contains(told, c.Name) }),
		func(c changes.Change) { d.pair(c.Label, c.Fields[0], 0) })
	if res.Same {
		fmt.Fprintln(d.stdout)
		d.say(0, "They say the same.")
	}
	for i, r := range res.Remarks {
		if i == 0 && !res.Same {
			fmt.Fprintln(d.stdout)
		}
		d.say(0, "%s", r)
	}
}

// headed are the parts of the imprint that the head of the comparison shows, routine
// those that every edition changes.
var (
	headed  = []string{"title", "period", "issued", "revision", "revised"}
	routine = []string{"as_of", "number", "next", "reason"}
)

// editions says which two briefs are compared.
func (d *differ) editions(res *differences) {
	if res.Old.Title == res.New.Title {
		d.head("%s", res.New.Title)
	}
	for _, e := range []*edition{&res.Old, &res.New} {
		words := e.Period
		if e.Issued != "" {
			words += ", issued " + e.Issued
		}
		if e.Revision != "" {
			words += ", revision " + e.Revision
		}
		if e.Revised != "" {
			words += " of " + e.Revised
		}
		if res.Old.Title != res.New.Title {
			words = e.Title + ", " + words
		}
		mark := "new"
		if e == &res.Old {
			mark = "old"
		}
		d.say(2, "%s  %s  (%s)", mark, words, e.File)
	}
}

func (d *differ) paint(code, s string) string {
	if !d.painted || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (d *differ) head(format string, args ...any) {
	fmt.Fprintln(d.stdout, d.paint("1", diag.Visible(fmt.Sprintf(format, args...))))
}

// say prints a line, broken between words.
func (d *differ) say(indent int, format string, args ...any) {
	fmt.Fprintln(d.stdout, hanging(diag.Visible(fmt.Sprintf(format, args...)), indent, indent+4, d.columns))
}

// after prints a remark below a list, or by itself.
func (d *differ) after(below bool, format string, args ...any) {
	if !below {
		fmt.Fprintln(d.stdout)
	}
	d.say(2, format, args...)
}

// title begins a list, and cuts it.
func (d *differ) title(title string, list []changes.Change) (shown []changes.Change) {
	fmt.Fprintln(d.stdout)
	d.head("%s (%d)", title, len(list))
	if d.verbose {
		return list
	}
	return list[:min(len(list), mostListed)]
}

// more says how many entries of a list are not shown.
func (d *differ) more(n int) {
	if n > 0 {
		d.say(2, "… and %d more: -v prints all", n)
	}
}

func (d *differ) list(title string, list []changes.Change, entry func(changes.Change)) {
	if len(list) == 0 {
		return
	}
	shown := d.title(title, list)
	for _, c := range shown {
		entry(c)
	}
	d.more(len(list) - len(shown))
}

// kindColors are those of the words before an entry.
var kindColors = map[changes.Kind]string{changes.New: "32", changes.Gone: "31"}

// thing is an entry of a list: what it is, then what differs.
func (d *differ) thing(c changes.Change) {
	switch {
	case c.Kind == changes.New || c.Kind == changes.Gone:
		var words []string
		for _, f := range c.Fields {
			text := cmp.Or(f.New, f.Old)
			if f.Key == "statement" || strings.Contains(c.Label, text) {
				continue
			}
			switch f.Key {
			case "confidence":
				text += " confidence"
			case "quote":
				text = "“" + text + "”"
			case "basis", "below", "above", "against":
				text = f.Key + " " + text
			case "source", "url", "grade", "found":
				continue
			}
			words = append(words, text)
		}
		line := c.Label
		if len(words) > 0 {
			line += ": " + strings.Join(words, ", ")
		}
		d.marked(string(c.Kind), kindColors[c.Kind], line)
	case len(c.Fields) == 1 && short(c.Fields[0]) && slices.Contains(spoken, c.Fields[0].Key):
		d.pair(c.Label, c.Fields[0], 0)
	default:
		d.say(2, "%s", c.Label)
		for _, f := range c.Fields {
			if short(f) {
				d.say(6, "%s: %s", f.Key, moved(f))
				continue
			}
			d.say(6, "%s", f.Key+":")
			d.versions(8, f)
		}
	}
}

// spoken are the properties whose words say by themselves what they are.
var spoken = []string{"likelihood", "stance", "status", "probability", "found"}

// marked is a line with a coloured word before it.
func (d *differ) marked(mark, color, line string) {
	text := hanging(diag.Visible(mark+" "+line), 2, 6, d.columns)
	fmt.Fprintln(d.stdout, strings.Replace(text, mark, d.paint(color, mark), 1))
}

// short reports whether a change fits beside its label.
func short(f changes.Field) bool {
	return utf8.RuneCountInString(f.Old)+utf8.RuneCountInString(f.New) <= 64
}

// moved is "likely → very likely".
func moved(f changes.Field) string { return cmp.Or(f.Old, "none") + " → " + cmp.Or(f.New, "none") }

// pair is a label with what became of it, in a column of its own if it fits.
func (d *differ) pair(label string, f changes.Field, width int) {
	label, words := diag.Visible(label), diag.Visible(moved(f))
	pad := max(0, width-utf8.RuneCountInString(label))
	if used := 2 + utf8.RuneCountInString(label) + pad + 2 + utf8.RuneCountInString(words); d.columns > 0 && used >= d.columns {
		fmt.Fprintln(d.stdout, hanging(label, 2, 6, d.columns))
		fmt.Fprintln(d.stdout, hanging(words, 6, 8, d.columns))
		return
	}
	fmt.Fprintf(d.stdout, "  %s%s  %s\n", label, strings.Repeat(" ", pad), words)
}

// widest is the width of a column of labels.
const widest = 52

// figures prints figures in two columns, those that are but formulas last. Of those
// of the period the period is not told.
func (d *differ) figures(title string, list []changes.Change, period string) {
	if len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b changes.Change) int {
		switch {
		case a.Label != "" && b.Label == "":
			return -1
		case a.Label == "" && b.Label != "":
			return 1
		}
		return 0
	})
	shown := d.title(title, list)
	labels, values, longest := make([]string, len(shown)), make([]changes.Field, len(shown)), 0
	for i, f := range shown {
		labels[i] = cmp.Or(f.Label, f.Name)
		if f.Period != "" && f.Period != period {
			labels[i] += ", " + f.Period
		}
		v := f.Fields[0]
		v.Old, v.New = v.Words()
		if f.Kind == changes.New || f.Kind == changes.Gone {
			v.Old, v.New = cmp.Or(v.Old, "not told"), cmp.Or(v.New, "not told")
		}
		values[i], longest = v, max(longest, utf8.RuneCountInString(moved(v)))
	}
	most, width := widest, 0
	if d.columns > 0 {
		most = min(most, d.columns-5-longest)
	}
	for _, label := range labels {
		if n := utf8.RuneCountInString(label); n <= most {
			width = max(width, n)
		}
	}
	for i := range shown {
		d.pair(labels[i], values[i], width)
	}
	d.more(len(list) - len(shown))
}

// sentence is a sentence that came, went or was written anew.
func (d *differ) sentence(c changes.Change) {
	for _, f := range c.Fields {
		where := c.Where
		if where != "" {
			where += ": "
		}
		switch {
		case c.Kind == changes.New || c.Kind == changes.Gone:
			d.marked(string(c.Kind), kindColors[c.Kind], where+cmp.Or(f.New, f.Old))
		case f.Key == "sentence" && f.Old == f.New:
			d.say(2, "%s%s", where, f.New)
		case f.Key == "sentence":
			d.say(2, "%s", strings.TrimSuffix(where, " "))
			d.versions(4, f)
		default:
			if f.Key == "verdict" && len(c.Fields) == 1 {
				d.say(2, "%s%s", where, c.Label)
			}
			d.say(6, "%s: %s", f.Key, moved(f))
		}
	}
}

// versions are two long texts, one below the other.
func (d *differ) versions(indent int, f changes.Field) {
	for _, v := range [][3]string{{"old", f.Old, "31"}, {"new", f.New, "32"}} {
		if v[1] == "" {
			continue
		}
		text := hanging(v[0]+" "+diag.Visible(v[1]), indent, indent+4, d.columns)
		fmt.Fprintln(d.stdout, strings.Replace(text, v[0], d.paint(v[2], v[0]), 1))
	}
}

// data sums the data up by series, with the figures that were revised.
func (d *differ) data(list []changes.Change) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(d.stdout)
	d.head("Data (%d)", len(list))
	var order []string
	by := map[string][]changes.Change{}
	for _, c := range list {
		if by[c.Label] == nil {
			order = append(order, c.Label)
		}
		by[c.Label] = append(by[c.Label], c)
	}
	shown := order
	if !d.verbose {
		shown = order[:min(len(order), mostListed)]
	}
	for _, series := range shown {
		counts := map[changes.Kind][]string{}
		for _, c := range by[series] {
			counts[c.Kind] = append(counts[c.Kind], c.Period)
		}
		var words []string
		for _, k := range []struct {
			kind changes.Kind
			word string
		}{{changes.Revised, "revised"}, {changes.New, "added"}, {changes.Gone, "withdrawn"}} {
			periods := counts[k.kind]
			if n := len(periods); n == 1 || n == 2 {
				words = append(words, strings.Join(periods, ", ")+" "+k.word)
			} else if n > 2 {
				words = append(words, fmt.Sprintf("%d %s, %s to %s", n, k.word, slices.Min(periods), slices.Max(periods)))
			}
		}
		d.say(2, "%s: %s", series, strings.Join(words, "; "))
		revised := slices.DeleteFunc(slices.Clone(by[series]), func(c changes.Change) bool { return c.Kind != changes.Revised })
		listed := revised
		if !d.verbose {
			listed = revised[:min(len(revised), mostListed)]
		}
		for _, c := range listed {
			d.say(6, "%s  %s", c.Period, moved(c.Fields[0]))
		}
		if n := len(revised) - len(listed); n > 0 {
			d.say(6, "… and %d more: -v prints all", n)
		}
	}
	d.more(len(order) - len(shown))
}

func says(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " says"
	}
	return count(n, noun) + " say"
}

func has(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " has"
	}
	return count(n, noun) + " have"
}
