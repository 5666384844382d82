package changes

import (
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

func closeTo(x, y float64) bool {
	return x == y || math.Abs(x-y) <= closeEnough*math.Max(math.Abs(x), math.Abs(y))
}

func sameFigure(a, b *Fact) bool {
	if a.Unit != b.Unit || a.Status != b.Status && (a.Value == nil || b.Value == nil) {
		return false
	}
	if a.Value == nil || b.Value == nil {
		return a.Value == b.Value
	}
	return closeTo(*a.Value, *b.Value)
}

func figureChange(kind Kind, old, now *Fact) Change {
	f := now
	if f == nil {
		f = old
	}
	c := Change{Kind: kind, Name: f.Name, Label: f.Label, Period: f.Period, Fields: []Field{{Key: "value"}}}
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
