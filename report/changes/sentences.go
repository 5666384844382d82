package changes

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// sentence is a sentence of a brief with the statements in it.
type sentence struct {
	text       string
	where      string
	statements []*Statement // none: it rests on nothing
	form       string       // without figures and, in another edition, dates
	bases      string       // what its figures and claims rest on
}

// statements compares the sentences of two editions that rest on anything, and
// counts those that say the same of other figures. Those of judgements,
// indicators and the like are left out: their lists tell of them.
func statements(old, now *Edition) (list []Change, figured int) {
	dated := old.Period == now.Period
	was, is := old.sentences(dated), now.sentences(dated)
	matches := aligned(was, is)
	list = []Change{}
	matched := make([]bool, len(was))
	for i := range is {
		s, j := &is[i], matches[i]
		if j < 0 {
			list = append(list, sentenceChange(New, nil, s))
			continue
		}
		matched[j] = true
		o := &was[j]
		c := sentenceChange(Changed, o, s)
		switch {
		case len(c.Fields) > 0:
			list = append(list, c)
		case o.text != s.text:
			figured++
		}
	}
	for j := range was {
		if !matched[j] {
			list = append(list, sentenceChange(Gone, &was[j], nil))
		}
	}
	return list, figured
}

func sentenceChange(kind Kind, old, now *sentence) Change {
	s := now
	if s == nil {
		s = old
	}
	c := Change{Kind: kind, Label: shortened(s.text), Where: s.where, Fields: []Field{}}
	if len(s.statements) > 0 {
		c.Name = s.statements[0].ID
	}
	switch {
	case old == nil:
		c.Fields = append(c.Fields, Field{Key: "sentence", New: now.text})
		return c
	case now == nil:
		c.Fields = append(c.Fields, Field{Key: "sentence", Old: old.text})
		return c
	case old.form != now.form:
		c.Fields = append(c.Fields, Field{Key: "sentence", Old: old.text, New: now.text})
	}
	// Of a sentence that was written anew its words say enough.
	if was, is := verdicts(old), verdicts(now); was != is {
		c.Fields = append(c.Fields, Field{Key: "verdict", Old: was, New: is})
	}
	if len(c.Fields) == 0 {
		if old.bases != now.bases {
			c.Fields = append(c.Fields, Field{Key: "sentence", Old: old.text, New: now.text}, Field{Key: "rests on", Old: old.bases, New: now.bases})
		}
	}
	return c
}

// backed are the verdicts under which a statement stands as it is.
var backed = []string{"holds", "sourced"}

// verdicts lists the verdicts that a reader should know of: a waiver, a figure
// that nothing backs.
func verdicts(s *sentence) string {
	var out []string
	for _, st := range s.statements {
		if !slices.Contains(backed, st.Verdict) && !slices.Contains(out, st.Verdict) {
			out = append(out, st.Verdict)
		}
	}
	return cmp.Or(strings.Join(out, ", "), "backed")
}

// bases lists what the figures and claims of a sentence rest on, without the
// periods in it, which move with the edition.
func bases(statements []*Statement) string {
	var out []string
	for _, st := range statements {
		basis := st.Expr
		if st.Kind == "source" {
			basis = st.Source
		}
		if basis != "" {
			out = append(out, dateless(basis))
		}
	}
	return strings.Join(out, "; ")
}

// dateless is an expression with * for each period in it.
func dateless(expr string) string {
	parts := strings.Split(expr, "'")
	for i := 1; i < len(parts); i += 2 {
		if len(parts[i]) >= 4 && parts[i][0] >= '0' && parts[i][0] <= '9' {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "'")
}

// sentences are the sentences of an edition in reading order, then those that rest
// on nothing. Statements of a list of Content are not among them. Dates tell two
// sentences apart only within one edition, for they move with the next.
func (e *Edition) sentences(dated bool) []sentence {
	var out []sentence
	for i := range e.Statements {
		s := &e.Statements[i]
		if s.Item != "" || s.Kind == "judgement" {
			continue
		}
		text := cmp.Or(s.Sentence, s.Text)
		if n := len(out); n > 0 && out[n-1].text == text && out[n-1].where == s.Where {
			out[n-1].statements = append(out[n-1].statements, s)
			continue
		}
		out = append(out, sentence{text: text, where: s.Where, statements: []*Statement{s}})
	}
	for i := range e.Words {
		out = append(out, sentence{text: e.Words[i].Text, where: e.Words[i].Where})
	}
	for i := range out {
		s := &out[i]
		s.form, s.bases = strings.Join(strings.Fields(unfigured(s.text, s.statements)), " "), bases(s.statements)
		if !dated {
			s.form = masked(s.form)
		}
	}
	return out
}

// skeletons are the statements of each item, by its id.
type skeletons map[string][]*Statement

func (e *Edition) skeletons() skeletons {
	m := skeletons{}
	for i := range e.Statements {
		if s := &e.Statements[i]; s.Item != "" {
			m[s.Item] = append(m[s.Item], s)
		}
	}
	return m
}

// of is the form of a text of an item.
func (m skeletons) of(text, item string) string {
	var within []*Statement
	for _, s := range m[item] {
		if strings.Contains(text, s.Sentence) {
			within = append(within, s)
		}
	}
	return masked(unfigured(text, within))
}

// computedMark stands in a form for what the tool computed.
const computedMark = "{}"

// unfigured is a text with a mark in place of what was computed in it. Statements
// come in reading order, and one that is not in the text is passed over.
func unfigured(text string, statements []*Statement) string {
	var b strings.Builder
	for _, s := range statements {
		if s.Kind != "computed" || s.Text == "" {
			continue
		}
		if i := strings.Index(text, s.Text); i >= 0 {
			b.WriteString(text[:i])
			b.WriteString(computedMark)
			text = text[i+len(s.Text):]
		}
	}
	return b.String() + text
}

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// masked is a text with a mark for each date in it, without style: case of the
// first letter and doubled blanks tell nothing apart.
func masked(text string) string {
	words := strings.Fields(text)
	out := words[:0]
	for _, w := range words {
		bare := strings.TrimFunc(w, func(r rune) bool { return unicode.IsPunct(r) && r != '{' && r != '}' })
		switch {
		case slices.Contains(months, strings.ToLower(bare)) && bare != "may":
			w = strings.Replace(w, bare, computedMark, 1)
		case len(bare) >= 1 && len(bare) <= 4 && strings.Trim(bare, "0123456789") == "" && (len(bare) == 4 || len(bare) <= 2):
			w = strings.Replace(w, bare, computedMark, 1)
		}
		// A date is one mark, however many words it has.
		if n := len(out); n > 0 && out[n-1] == computedMark && strings.HasPrefix(w, computedMark) {
			out[n-1] = w
			continue
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

// mostCompared bounds the sentences that are compared in pairs.
const mostCompared = 300

// aligned gives for each sentence of the newer edition the number of the one in
// the older edition that it goes on from, or -1: first those of the same form,
// the nearest in order where there are several, then the likest of what is left.
func aligned(old, now []sentence) []int {
	matches := make([]int, len(now))
	byForm := map[string][]int{}
	for j := range old {
		byForm[old[j].form] = append(byForm[old[j].form], j)
	}
	taken := make([]bool, len(old))
	for i := range now {
		matches[i] = -1
		candidates := byForm[now[i].form]
		if len(candidates) == 0 {
			continue
		}
		// Tiles and cells have hardly a word: what they rest on tells them apart.
		near := candidates[:min(len(candidates), mostCompared)]
		best := slices.IndexFunc(near, func(j int) bool { return old[j].where == now[i].where && old[j].bases == now[i].bases })
		if best < 0 {
			best = slices.IndexFunc(near, func(j int) bool { return old[j].where == now[i].where })
		}
		best = max(0, best)
		matches[i] = candidates[best]
		taken[candidates[best]] = true
		byForm[now[i].form] = slices.Delete(candidates, best, best+1)
	}
	var restOld, restNow []int
	for j := range old {
		if !taken[j] {
			restOld = append(restOld, j)
		}
	}
	for i, j := range matches {
		if j < 0 {
			restNow = append(restNow, i)
		}
	}
	restOld, restNow = restOld[:min(len(restOld), mostCompared)], restNow[:min(len(restNow), mostCompared)]
	type pair struct {
		i, j int
		like float64
	}
	var pairs []pair
	bags := make([]map[string]int, len(restOld))
	for k, j := range restOld {
		bags[k] = bag(&old[j])
	}
	for _, i := range restNow {
		words := bag(&now[i])
		for k, j := range restOld {
			if like := likeness(words, bags[k]); like >= alike {
				pairs = append(pairs, pair{i, j, like})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.like, a.like) })
	for _, p := range pairs {
		if matches[p.i] < 0 && !taken[p.j] {
			matches[p.i], taken[p.j] = p.j, true
		}
	}
	return matches
}

// alike is the part of their words that two sentences share if one is the other
// written anew.
const alike = 0.5

// mostWords bounds the words by which a sentence is compared.
const mostWords = 200

// bag counts the words of a sentence, and what it rests on.
func bag(s *sentence) map[string]int {
	m := map[string]int{}
	n := 0
	for word := range strings.FieldsSeq(s.form) {
		if word = strings.ToLower(strings.TrimFunc(word, unicode.IsPunct)); word != "" {
			m[word]++
		}
		if n++; n == mostWords {
			break
		}
	}
	for _, st := range s.statements[:min(len(s.statements), mostWords)] {
		if st.Expr != "" {
			m["\x00"+dateless(st.Expr)]++
		}
	}
	return m
}

// likeness is twice the words shared by the words of both, from 0 to 1.
func likeness(a, b map[string]int) float64 {
	shared, all := 0, 0
	for word, n := range a {
		shared += min(n, b[word])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(all)
}

// shortened is a sentence as a label.
func shortened(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		cut := string(r[:most])
		if i := strings.LastIndexByte(cut, ' '); i > most/2 {
			cut = cut[:i]
		}
		return cut + " …"
	}
	return s
}
