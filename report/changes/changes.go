// Package changes compares two editions of a brief by what they say.
//
// An Edition is what a brief carries of itself: the figures, statements,
// judgements, reactions and sources of its claims.json, and the observations
// that it used. Read takes it from the bytes of these files; package report
// writes them, with the types of this package, so that what is written and what
// is compared cannot drift apart.
//
//	old, err := changes.Read(claims)
//	…
//	c := changes.Between(old, now)
//	if c.Same() { … }
//
// Between pairs what means the same: a figure with the same figure of the next
// period, a judgement with that of its id, a sentence with the one that has the
// same words around its figures. What only moved on with the edition is told
// apart from what was revised: exports of September after exports of August is
// the next figure, another figure for August is a revision.
//
// The command diff prints the result, the block changes shows it in the next
// edition, and the table of revisions takes from it what was printed before.
// Nothing here knows pages, PDF or the outline, and nothing in an Edition is
// trusted: it may come from a file that somebody made up.
package changes

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is what happened to something.
type Kind string

// The kinds of changes.
const (
	New     Kind = "new"     // the older edition has nothing like it
	Gone    Kind = "gone"    // the newer edition has nothing like it
	Changed Kind = "changed" // it says something else
	Revised Kind = "revised" // the same figure of the same period has another value
	Refined Kind = "refined" // other digits behind those printed, within what rounding leaves open
	Moved   Kind = "moved"   // the figure of another period stands in its place
)

// Change is one thing that differs. Name tells it apart within its list; Label
// is the same in words, and empty for a figure that is but a formula.
type Change struct {
	Kind   Kind    `json:"kind"`
	Name   string  `json:"name"`
	Label  string  `json:"label"`
	Where  string  `json:"where,omitempty"`  // in the brief: Figure 1, Trends
	Period string  `json:"period,omitempty"` // of a figure
	Fields []Field `json:"changes"`          // what differs; of what is new or gone, what it says
}

// Field is a property of a thing, before and after. Values are those of figures
// in whole units; nil where there is none.
type Field struct {
	Key      string   `json:"key"`
	Old      string   `json:"old"`
	New      string   `json:"new"`
	OldValue *float64 `json:"old_value,omitempty"`
	NewValue *float64 `json:"new_value,omitempty"`
}

// Words are what a figure was and is as printed, or in full where print does not show
// the difference.
func (f Field) Words() (old, now string) {
	if f.Old == f.New && f.OldValue != nil && f.NewValue != nil {
		return grouped(*f.OldValue), grouped(*f.NewValue)
	}
	return f.Old, f.New
}

// Changes are all differences between two editions, a list for each kind of
// thing. Each list has what is newly there or different in the order of the newer
// edition, then what is gone.
type Changes struct {
	Imprint    []Change `json:"imprint"` // title, period, dates, marking
	Judgements []Change `json:"judgements"`
	Scenarios  []Change `json:"scenarios"`
	Hypotheses []Change `json:"hypotheses"` // and the marks of their evidence
	Indicators []Change `json:"indicators"`
	Figures    []Change `json:"figures"`
	Statements []Change `json:"statements"`
	Reactions  []Change `json:"reactions"`
	Sources    []Change `json:"sources"`
	Data       []Change `json:"data"`

	// Figured is how many sentences say the same of other figures.
	Figured int `json:"figured"`
}

// Same reports whether two editions say the same.
func (c *Changes) Same() bool {
	for _, list := range [][]Change{c.Imprint, c.Judgements, c.Scenarios, c.Hypotheses, c.Indicators, c.Figures, c.Statements, c.Reactions, c.Sources, c.Data} {
		if len(list) > 0 {
			return false
		}
	}
	return c.Figured == 0
}

// Between compares an edition with an older one.
func Between(old, now *Edition) Changes {
	c := Changes{Imprint: imprint(&old.Imprint, &now.Imprint), Figures: figures(old, now), Data: observations(old.Observations, now.Observations)}
	c.Judgements = paired(judgements(old), judgements(now))
	c.Scenarios = paired(scenarios(old.Scenarios), scenarios(now.Scenarios))
	c.Hypotheses = paired(hypotheses(old), hypotheses(now))
	c.Indicators = paired(indicators(old.Indicators), indicators(now.Indicators))
	c.Reactions = paired(reactions(old.Reactions), reactions(now.Reactions))
	c.Sources = paired(sources(old.Sources), sources(now.Sources))
	c.Statements, c.Figured = statements(old, now)
	return c
}

// thing is an entry of a list as it is compared: by its name, then property by
// property.
type thing struct {
	name, label, where string
	fields             []property
}

// property is what a thing says of itself. Two are the same where their forms
// are: a form leaves out the figures that move with the edition.
type property struct{ key, text, form string }

func said(key, text string) property { return property{key, text, text} }

// paired compares two lists of things. Of several with one name the first is
// compared with the first.
func paired(old, now []thing) []Change {
	type occurrence struct {
		name string
		n    int
	}
	index := map[occurrence]int{}
	seen := map[string]int{}
	for i, t := range old {
		seen[t.name]++
		index[occurrence{t.name, seen[t.name]}] = i
	}
	clear(seen)
	found := make([]bool, len(old))
	out := []Change{}
	for _, t := range now {
		seen[t.name]++
		i, ok := index[occurrence{t.name, seen[t.name]}]
		if !ok {
			out = append(out, t.whole(New))
			continue
		}
		found[i] = true
		if fields := differing(old[i].fields, t.fields); len(fields) > 0 {
			out = append(out, Change{Kind: Changed, Name: t.name, Label: t.label, Where: t.where, Fields: fields})
		}
	}
	for i, t := range old {
		if !found[i] {
			out = append(out, t.whole(Gone))
		}
	}
	return out
}

// whole is the change of a thing that one edition alone has.
func (t *thing) whole(kind Kind) Change {
	c := Change{Kind: kind, Name: t.name, Label: t.label, Where: t.where, Fields: []Field{}}
	for _, p := range t.fields {
		if p.text == "" {
			continue
		}
		f := Field{Key: p.key, New: p.text}
		if kind == Gone {
			f.Old, f.New = f.New, f.Old
		}
		c.Fields = append(c.Fields, f)
	}
	return c
}

func differing(old, now []property) []Field {
	var out []Field
	for _, p := range now {
		i := slices.IndexFunc(old, func(q property) bool { return q.key == p.key })
		switch {
		case i < 0 && p.text != "":
			out = append(out, Field{Key: p.key, New: p.text})
		case i >= 0 && old[i].form != p.form:
			out = append(out, Field{Key: p.key, Old: old[i].text, New: p.text})
		}
	}
	for _, p := range old {
		if p.text != "" && !slices.ContainsFunc(now, func(q property) bool { return q.key == p.key }) {
			out = append(out, Field{Key: p.key, Old: p.text})
		}
	}
	return out
}

// imprint compares what the two editions are.
func imprint(old, now *Imprint) []Change {
	of := func(i *Imprint) []thing {
		var out []thing
		for _, p := range []property{
			said("title", i.Title), said("period", i.Period), said("revision", i.Revision), said("revised", i.Revised), said("reason", i.Reason), said("issued", i.Issued),
			said("as_of", i.AsOf), said("number", i.Number), said("series", i.Series), said("organisation", i.Organisation), said("marking", i.Marking), said("language", i.Language), said("next", i.Next),
		} {
			if p.text != "" {
				out = append(out, thing{name: p.key, label: imprintWords[p.key], fields: []property{{p.key, p.text, p.text}}})
			}
		}
		keys := make([]string, 0, len(i.Params))
		for key := range i.Params {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			out = append(out, thing{name: "params." + key, label: key, fields: []property{said(key, i.Params[key])}})
		}
		return out
	}
	return paired(of(old), of(now))
}

var imprintWords = map[string]string{
	"title": "Title", "period": "Period", "revision": "Revision", "revised": "Revised on", "reason": "Reason of the revision", "issued": "Issued", "as_of": "Data as known on",
	"number": "Number", "series": "Series", "organisation": "Organisation", "marking": "Marking", "language": "Language", "next": "Next issue",
}

func judgements(e *Edition) []thing {
	var out []thing
	skeletons := e.skeletons()
	for _, j := range e.Judgements {
		out = append(out, thing{name: j.ID, label: labelled(j.ID, j.Statement), fields: []property{
			said("likelihood", j.Likelihood), said("confidence", j.Confidence),
			{"statement", j.Statement, skeletons.of(j.Statement, j.ID)}, {"basis", j.Basis, skeletons.of(j.Basis, j.ID)}}})
		delete(skeletons, j.ID) // ids are told once, unless somebody made the file up
	}
	return out
}

// labelled is the id of something with its first words.
func labelled(id, words string) string {
	if words == "" {
		return id
	}
	return id + ": " + shortened(words)
}

func scenarios(list []Scenario) []thing {
	var out []thing
	for _, s := range list {
		out = append(out, thing{name: s.Name, label: s.Name, fields: []property{said("probability", s.Probability), said("text", s.Text), said("value", s.Value)}})
	}
	return out
}

// hypotheses are the answers of every matrix, then its evidence.
func hypotheses(of *Edition) []thing {
	var out []thing
	skeletons := of.skeletons()
	for _, m := range of.Hypotheses {
		for _, h := range m.Hypotheses {
			out = append(out, thing{name: h.ID, label: labelled(h.ID, h.Name), where: m.Question,
				fields: []property{said("name", h.Name), said("likelihood", h.Likelihood), said("against", number(h.Against))}})
		}
		for _, e := range m.Evidence {
			t := thing{name: e.ID, label: labelled(e.ID, e.Text), where: m.Question, fields: []property{{"text", e.Text, skeletons.of(e.Text, e.ID)}, said("grade", e.Grade), said("source", e.Source)}}
			delete(skeletons, e.ID)
			marked := make([]string, 0, len(e.Marks))
			for id := range e.Marks {
				marked = append(marked, id)
			}
			slices.Sort(marked)
			for _, id := range marked {
				t.fields = append(t.fields, said("mark for "+id, e.Marks[id]))
			}
			out = append(out, t)
		}
	}
	return out
}

func indicators(list []Indicator) []thing {
	var out []thing
	for _, i := range list {
		out = append(out, thing{name: i.ID, label: labelled(i.ID, i.Text), fields: []property{
			said("status", i.Status), said("text", i.Text), said("below", i.Below), said("above", i.Above), said("latest", latest(i))}})
	}
	return out
}

// latest is the figure of an indicator with its period.
func latest(i Indicator) string {
	if i.Latest == "" || i.Period == "" {
		return i.Latest
	}
	return i.Latest + " in " + i.Period
}

// reactions go by who spoke and when: a second statement of one office is a new
// reaction, whatever became of the first.
func reactions(list []Reaction) []thing {
	var out []thing
	for _, r := range list {
		who := strings.Join(slices.DeleteFunc([]string{r.Actor, r.Body}, func(s string) bool { return s == "" }), ", ")
		found := ""
		if r.None {
			found = "none"
		}
		answers := ""
		if r.Answers {
			answers = "these figures"
		}
		name := who
		if r.Date != "" {
			name += " " + r.Date
		}
		out = append(out, thing{name: name, label: who, fields: []property{said("found", found), said("stance", r.Stance), said("quote", r.Quote), said("position", r.Position),
			said("date", r.Date), said("answers", answers), said("source", r.Source)}})
	}
	return out
}

func sources(list []Source) []thing {
	var out []thing
	for _, s := range list {
		label := strings.Join(slices.DeleteFunc([]string{s.Publisher, s.Title}, func(s string) bool { return s == "" }), ", ")
		out = append(out, thing{name: s.Key, label: cmp.Or(label, s.Key), fields: []property{
			said("publisher", s.Publisher), said("title", s.Title), said("date", s.Date), said("url", s.URL), said("grade", s.Grade)}})
	}
	return out
}
