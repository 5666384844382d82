package changes

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

func number(n int) string { return strconv.Itoa(n) }

// figures compares the figures of two editions. One of the same period with
// another value is revised; where the newer edition has the figure of another
// period in its place, it moved.
func figures(old, now *Edition) []Change {
	type key struct{ of, period string }
	known, named := map[key]*Fact{}, map[string]*Fact{}
	for i := range old.Facts {
		f := &old.Facts[i]
		if _, ok := known[key{f.Of, f.Period}]; !ok {
			known[key{f.Of, f.Period}] = f
		}
		named[f.Name] = f
	}
	revised, moved := []Change{}, []Change{}
	told, used := map[key]bool{}, map[string]bool{}
	for i := range now.Facts {
		f := &now.Facts[i]
		k := key{f.Of, f.Period}
		was, same := known[k]
		if same && !told[k] && !sameFigure(was, f) {
			revised = append(revised, figureChange(revisionOf(was, f), was, f))
		}
		told[k] = true
		before, ok := named[f.Name]
		used[f.Name] = true
		switch {
		case !ok && !same:
			moved = append(moved, figureChange(New, nil, f))
		case ok && before.Period != f.Period && !sameFigure(before, f):
			moved = append(moved, figureChange(Moved, before, f))
		case ok && before.Period == f.Period && before.Of != f.Of && !sameFigure(before, f):
			moved = append(moved, figureChange(Changed, before, f))
		}
	}
	for i := range old.Facts {
		f := &old.Facts[i]
		if !used[f.Name] && !told[key{f.Of, f.Period}] {
			moved = append(moved, figureChange(Gone, f, nil))
		}
	}
	return slices.Concat(revised, moved)
}

// revisionOf is what became of a figure. What rounding explains and print does not
// show is no revision: 188.7 stands for all that rounds to it.
func revisionOf(was, is *Fact) Kind {
	switch {
	case was.Value == nil && is.Value != nil:
		return New
	case is.Value == nil:
		return Gone
	case is.Period == "":
		return Changed
	case was.Text == is.Text && was.Unit == is.Unit && overlap(was, is):
		return Refined
	}
	return Revised
}

func overlap(a, b *Fact) bool {
	return a.Low != nil && a.High != nil && b.Low != nil && b.High != nil && *a.Low <= *b.High && *b.Low <= *a.High
}

// closeEnough is the difference, as a part of a figure, that another version of
// the tool or another processor may make in a figure that is computed.
const closeEnough = 1e-9

func sameFigure(a, b *Fact) bool {
	if a.Unit != b.Unit || a.Status != b.Status && (a.Value == nil || b.Value == nil) {
		return false
	}
	if a.Value == nil || b.Value == nil {
		return a.Value == b.Value
	}
	return *a.Value == *b.Value || math.Abs(*a.Value-*b.Value) <= closeEnough*math.Max(math.Abs(*a.Value), math.Abs(*b.Value))
}

func figureChange(kind Kind, old, now *Fact) Change {
	f := now
	if f == nil {
		f = old
	}
	c := Change{Kind: kind, Name: f.Name, Label: cmp.Or(f.Label, f.Of), Period: f.Period, Fields: []Field{{Key: "value"}}}
	if old != nil {
		c.Fields[0].Old, c.Fields[0].OldValue = old.Text, old.Value
	}
	if now != nil {
		c.Fields[0].New, c.Fields[0].NewValue = now.Text, now.Value
	}
	if old == nil || now == nil {
		return c
	}
	add := func(key, was, is string) {
		if was != is {
			c.Fields = append(c.Fields, Field{Key: key, Old: was, New: is})
		}
	}
	add("period", old.Period, now.Period)
	add("unit", old.Unit, now.Unit)
	add("status", old.Status, now.Status)
	return c
}

func sameObservation(a, b *Observation) bool {
	if a.Unit != b.Unit || a.Value == b.Value {
		return a.Unit == b.Unit && (a.Value != "" || a.Status == b.Status)
	}
	x, errX := strconv.ParseFloat(a.Value, 64)
	y, errY := strconv.ParseFloat(b.Value, 64)
	return errX == nil && errY == nil && x == y // 1.5 and 1.50
}

// observations compares the data that two editions used, each figure as the
// newest release in it has it. An edition that does not carry its data is not
// compared.
func observations(old, now []Observation) []Change {
	if old == nil || now == nil {
		return []Change{}
	}
	type key struct{ series, period string }
	newest := func(list []Observation) (map[key]*Observation, []key) {
		m := map[key]*Observation{}
		var order []key
		for i := range list {
			o := &list[i]
			k := key{o.Series, o.Period}
			was, ok := m[k]
			if !ok {
				order = append(order, k)
			}
			if !ok || o.Vintage >= was.Vintage {
				m[k] = o
			}
		}
		return m, order
	}
	change := func(kind Kind, k key, was, is *Observation) Change {
		c := Change{Kind: kind, Name: k.series + " " + k.period, Label: k.series, Period: k.period, Fields: []Field{{Key: "value"}}}
		value := func(o *Observation) (string, *float64) {
			if x, err := strconv.ParseFloat(o.Value, 64); err == nil && !math.IsInf(x, 0) && !math.IsNaN(x) {
				return o.Value + " " + o.Unit, &x
			}
			if o.Status != "" {
				return o.Status, nil
			}
			return "missing", nil
		}
		vintage := Field{Key: "release"}
		if was != nil {
			c.Fields[0].Old, c.Fields[0].OldValue = value(was)
			vintage.Old = was.Vintage
		}
		if is != nil {
			c.Fields[0].New, c.Fields[0].NewValue = value(is)
			vintage.New = is.Vintage
		}
		if vintage.Old != vintage.New {
			c.Fields = append(c.Fields, vintage)
		}
		return c
	}
	before, all := newest(old)
	after, order := newest(now)
	revised, added, withdrawn := []Change{}, []Change{}, []Change{}
	for _, k := range order {
		was, ok := before[k]
		switch is := after[k]; {
		case !ok:
			added = append(added, change(New, k, nil, is))
		case !sameObservation(was, is):
			revised = append(revised, change(Revised, k, was, is))
		}
	}
	for _, k := range all {
		if _, ok := after[k]; !ok {
			withdrawn = append(withdrawn, change(Gone, k, before[k], nil))
		}
	}
	return slices.Concat(revised, added, withdrawn)
}
