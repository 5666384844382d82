package data

import (
	"fmt"
	"iter"
	"slices"
)

// Figures that a newer file does not have any more.
//
// What a newer file leaves out stays as it was: it may hold the last months only.
// But a file that has the months before and after one, of the same series, would
// have that one too: its older figure is withdrawn. In complete data, so is that of
// a code which is not there where the file has the others of the month.
//
// A release that a column names is no such file: it may be one sentence of the
// press about two months.

// byFile reports whether the releases of an entry are whole files.
func (e *entry) byFile() bool {
	src := &e.src
	return e.wholeReleases || src.SQL == nil && src.Vintage.Value+src.VintageLayout.Value+src.release.Value != "" && !src.releaseInRows()
}

// covered are the periods of which one release of a series has figures, in order.
type covered []Period

func (c covered) add(s Span) covered {
	for p := s.From; p.Compare(s.To) <= 0; p = p.Add(1) {
		if n := len(c); n == 0 || c[n-1].Compare(p) < 0 { // spans come in order; runs may overlap
			c = append(c, p)
		}
	}
	return c
}

// hole reports whether a span lies between figures of a release that has none for
// it: they go on for at least as long on both sides as the release has none.
func (c covered) hole(s Span) bool {
	after, _ := slices.BinarySearchFunc(c, s.From, Period.Compare)
	before := after - 1
	if before < 0 || after == len(c) || c[after].Compare(s.To) <= 0 {
		return false
	}
	lacking := c[after].Sub(c[before]) - 1
	return before >= lacking-1 && after+lacking <= len(c) &&
		c[before].Sub(c[before-lacking+1]) == lacking-1 && c[after+lacking-1].Sub(c[after]) == lacking-1
}

// others counts the codes that were known of a month and a partner before a
// release, and how many of them it has.
type others struct{ known, again int }

type othersKey struct {
	key     seriesKey // without its code
	digits  int       // of the code; -1 of the total
	span    Span
	release int // its place among them
}

// withdraw adds to the sorted observations of an entry those that say that a
// figure is withdrawn. Releases are its vintages, in order.
func (e *entry) withdraw(c *Cube, releases []Date) {
	if len(releases) < 2 || !e.byFile() {
		return
	}
	counts := map[othersKey]*others{}
	if e.complete() {
		e.eachSpan(releases, func(k int32, figures []observation, release int, has bool) {
			n := counts[e.others(c, k, figures[0].span, release)]
			if n == nil {
				n = &others{}
				counts[e.others(c, k, figures[0].span, release)] = n
			}
			if n.known++; has {
				n.again++
			}
		})
	}
	var all []observation
	start := make([]int32, 1, len(e.start))
	for k := range e.keys {
		all = append(all, e.withWithdrawn(c, int32(k), releases, counts)...)
		start = append(start, int32(len(all)))
	}
	e.obs, e.start = all, start
}

func (e *entry) others(c *Cube, k int32, span Span, release int) othersKey {
	key := e.keys[k]
	digits := len(c.words[key.code])
	if c.words[key.code] == totalCode {
		digits = -1
	}
	key.code = 0
	return othersKey{key, digits, span, release}
}

// eachSpan calls f with the figures of each series for each span, once for each
// release after the first of them, and whether that has one.
func (e *entry) eachSpan(releases []Date, f func(k int32, figures []observation, release int, has bool)) {
	for k := range e.keys {
		for figures := range bySpan(e.obs[e.start[k]:e.start[k+1]]) {
			for n, v := range releases {
				if v > figures[0].vintage {
					f(int32(k), figures, n, slices.ContainsFunc(figures, func(o observation) bool { return o.vintage == v }))
				}
			}
		}
	}
}

// bySpan parts the sorted observations of a series by their spans.
func bySpan(obs []observation) iter.Seq[[]observation] {
	return func(yield func([]observation) bool) {
		for len(obs) > 0 {
			n := 1
			for n < len(obs) && obs[n].span == obs[0].span {
				n++
			}
			if !yield(obs[:n:n]) {
				return
			}
			obs = obs[n:]
		}
	}
}

// withWithdrawn are the observations of one series with those that are withdrawn.
func (e *entry) withWithdrawn(c *Cube, k int32, releases []Date, counts map[othersKey]*others) []observation {
	obs := e.obs[e.start[k]:e.start[k+1]]
	has := make([]covered, len(releases))
	for i := range obs {
		if n, ok := slices.BinarySearch(releases, obs[i].vintage); ok {
			has[n] = has[n].add(obs[i].span)
		}
	}
	out := make([]observation, 0, len(obs))
	for figures := range bySpan(obs) {
		span := figures[0].span
		for n, v := range releases {
			if len(figures) > 0 && figures[0].vintage <= v {
				out, figures = append(out, figures[0]), figures[1:]
				continue
			}
			last := len(out) - 1
			if last < 0 || out[last].span != span || out[last].withdrawn() {
				continue
			}
			gone := has[n].hole(span)
			if i := counts[e.others(c, k, span, n)]; !gone && i != nil && !has[n].any(span) {
				gone = i.again*4 >= i.known*3
			}
			if gone {
				o := out[last]
				o.status, o.vintage, o.value, o.tolerance = Missing, v, number{}, nil
				out = append(out, o)
			}
		}
		out = append(out, figures...) // those of no known day come first, and alone
	}
	return out
}

// any reports whether some period of a span is covered.
func (c covered) any(s Span) bool {
	i, _ := slices.BinarySearchFunc(c, s.From, Period.Compare)
	return i < len(c) && c[i].Compare(s.To) <= 0
}

// withdrawn reports whether an observation is that there is no figure any more.
func (o *observation) withdrawn() bool { return o.status == Missing }

// withdrawn reports whether a layer is that there is no figure any more.
func (l *layer) withdrawn() bool {
	return l.gone || len(l.terms) == 1 && l.terms[0].o.withdrawn()
}

// withdrawBetween does the same between data entries, each with a release of its
// own.
func (s *Series) withdrawBetween() {
	has := map[Date]covered{}
	var releases []Date
	for i := range s.groups {
		for _, l := range s.groups[i].layers {
			if len(l.terms) == 0 || l.withdrawn() || !l.terms[0].e.byFile() {
				continue
			}
			if has[l.vintage] == nil {
				releases = append(releases, l.vintage)
			}
			has[l.vintage] = has[l.vintage].add(s.groups[i].span)
		}
	}
	slices.Sort(releases)
	for i := range s.groups {
		g := &s.groups[i]
		for _, v := range releases {
			at, found := slices.BinarySearchFunc(g.layers, v, func(l layer, v Date) int { return int(l.vintage - v) })
			if found || at == 0 || g.layers[at-1].withdrawn() || !has[v].hole(g.span) {
				continue
			}
			g.layers = slices.Insert(slices.Clip(g.layers), at, layer{vintage: v, gone: true, gap: withdrawnWords(g.span, s.id, v)})
		}
	}
}

func withdrawnWords(span Span, what string, release Date) string {
	return fmt.Sprintf("%s of %s was withdrawn: the release of %s does not have it any more", span, what, release)
}
