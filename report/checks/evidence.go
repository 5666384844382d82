package checks

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tradebrief/report/wording"
)

// causes is C35: what moved a figure is not in the figure, so that a sentence
// which says it judges, or cites what shows it.
func causes(s *Sentence, b *Brief, found func(Finding)) {
	if s.Passage.Role == Judged || s.Cites() || s.Has(wording.Likelihood) != nil || s.namesEvidence() {
		return
	}
	lower := lowered(s.Text)
	// A low base, a revision and rounding move a rate by arithmetic.
	for _, word := range []string{"base", "bases", "rounding", "rounded", "revised", "revision", "revisions", "definition", "calendar"} {
		if containsWord(lower, word) {
			return
		}
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Cause || m.Sense != wording.Causes || m.Bound || s.others(m.From) || open(lower[:m.From]) || strings.HasSuffix(lower, "?") || !s.moves(m) || s.sums(m) {
			continue
		}
		found(Finding{Code: "C35", Warning: true, At: s.At(m.From), Message: fmt.Sprintf("%q gives a cause, and nothing shows it", m.Text),
			Hint: "cite what does, " + b.cite(anySource) + ", or say how likely it is"})
		return
	}
}

// moves reports whether a cause is one of a movement or of a figure: such words
// stand near it. In response to says what somebody did.
func (s *Sentence) moves(cause *Mark) bool {
	const near = 70 // bytes, about a clause
	if strings.EqualFold(cause.Text, "in response to") {
		return false
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.To < cause.From-near || m.From > cause.To+near {
			continue
		}
		switch m.Kind {
		case wording.Direction, wording.Intensity, wording.Number, wording.Multiple, wording.Superlative:
			return true
		case wording.Noun:
			switch m.Sense {
			case wording.Exports, wording.Imports, wording.TotalTrade, wording.Balance, wording.Surplus, wording.Deficit, wording.Growth:
				return true
			}
		}
	}
	around := lowered(s.Text[max(0, cause.From-near):min(len(s.Text), cause.To+near)])
	return containsWord(around, "recovery") || containsWord(around, "slowdown") || containsWord(around, "demand for")
}

// sums reports whether a cause is arithmetic: a balance is what exports and
// imports leave, whoever says that it fell due to a rise in imports, or what it
// was as a result of both.
func (s *Sentence) sums(cause *Mark) bool {
	at := -1
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind == wording.Noun && (m.Sense == wording.Balance || m.Sense == wording.Surplus || m.Sense == wording.Deficit) {
			at = m.From
			break
		}
	}
	if at < 0 {
		return false
	}
	if strings.EqualFold(cause.Text, "as a result") {
		before := lowered(s.Passage.Text()[:s.from])
		return containsWord(before, "exports") && containsWord(before, "imports")
	}
	if at > cause.From {
		return false
	}
	for _, w := range strings.Fields(lowered(s.Text[cause.To:])) {
		switch w = strings.Trim(w, ",.;"); w {
		case "exports", "imports", "credits", "debits":
			return true
		case "a", "an", "the", "in", "of", "both", "goods", "services", "and", "increase", "decrease", "rise", "fall", "drop", "decline", "higher", "lower", "rising", "falling", "increased", "reduced", "larger", "smaller", "billion", "million":
		default:
			if strings.Trim(w, "$€£¥(%).,0123456789bmn") != "" {
				return false
			}
		}
	}
	return false
}

// namesEvidence reports whether the sentence names an item of evidence or a
// hypothesis: E1, H2.
func (s *Sentence) namesEvidence() bool {
	for _, w := range strings.FieldsFunc(s.Text, func(r rune) bool { return strings.ContainsRune(" ,;.()[]–-", r) }) {
		if len(w) > 1 && len(w) < 4 && (w[0] == 'E' || w[0] == 'H') && strings.Trim(w[1:], "0123456789") == "" {
			return true
		}
	}
	return false
}

// open reports whether the words before leave it open or deny it: whether,
// cannot, do not say.
func open(before string) bool {
	words := strings.Fields(before)
	near := words[max(0, len(words)-7):]
	for _, w := range near {
		switch strings.Trim(w, ",;:()“”\"") {
		case "not", "no", "cannot", "whether", "if", "nor", "neither", "never", "without", "why", "what", "unknown", "unclear", "nothing", "or":
			return true
		}
		if strings.HasSuffix(w, "n’t") || strings.HasSuffix(w, "n't") {
			return true
		}
	}
	return false
}

// attributed is C36 for sentences: what somebody said has a source. What the
// data say has one, their publisher.
func attributed(s *Sentence, b *Brief, found func(Finding)) {
	if s.Cites() || len(s.Figures()) > 0 {
		return
	}
	lower := lowered(s.Text)
	for _, words := range attributions {
		i := strings.Index(lower, words)
		if i < 0 || i > 0 && isLetter(lower[i-1]) || s.others(i) {
			continue
		}
		end := i + len(words)
		if end < len(lower) && isLetter(lower[end]) || words == "according to" && !named(s.Text[end:]) {
			continue
		}
		found(Finding{Code: "C36", Warning: true, At: s.At(i), Message: fmt.Sprintf("%q has no source", s.Text[i:end]),
			Hint: "cite it, " + b.cite(anySource)})
		return
	}
}

var attributions = []string{"according to", "reportedly", "officials said", "officials say", "analysts said", "analysts say", "experts said", "experts say", "sources said", "sources say",
	"told reporters", "said in a statement", "reports say", "media reported", "agencies reported", "it was reported", "it is reported", "it has been reported"}

// cite is how a sentence cites a source of a kind, for hints: the one that the
// outline declares first, or the form.
func (b *Brief) cite(kind func(Source) bool) string {
	key := b.Key
	if key == "" || !kind(b.Sources[key]) {
		// Sources without a type are publishers of data: nothing cites them.
		key = ""
		for _, k := range slices.Sorted(maps.Keys(b.Sources)) {
			if s := b.Sources[k]; key == "" && s.Type != "" && kind(s) {
				key = k
			}
		}
	}
	if key != "" {
		return "as in [@" + key + "]"
	}
	return "[@KEY] with a KEY declared under sources:"
}

func anySource(Source) bool { return true }

// sourceOf is how a sentence names the source of a figure, for hints.
func (b *Brief) sourceOf(text string) string {
	if b.Key == "" {
		return "name its source, [" + text + "]{src=KEY} with a KEY declared under sources:"
	}
	return "name its source, as in [" + text + "]{src=" + b.Key + "}"
}

// named reports whether a text begins with somebody who can be cited: a name, or
// an office.
func named(text string) bool {
	words := strings.Fields(text)
	if len(words) > 1 && slices.Contains([]string{"the", "a", "an", "its", "several", "two"}, strings.ToLower(words[0])) {
		words = words[1:]
	}
	if len(words) == 0 {
		return false
	}
	w := words[0]
	if 'A' <= w[0] && w[0] <= 'Z' {
		// According to Table 2, and to a code.
		return !slices.Contains([]string{"Table", "Figure", "Tables", "Figures", "HS", "SITC", "Annex", "Section"}, strings.Trim(w, ",.;"))
	}
	return slices.Contains([]string{"officials", "analysts", "experts", "reports", "media", "agencies", "traders", "sources", "ministry", "government", "embassy", "company", "newspaper"}, strings.Trim(strings.ToLower(w), ",.;"))
}

// violations is C38: a breach of law is found by those who may find it.
func violations(s *Sentence, b *Brief, found func(Finding)) {
	if s.Has(wording.Legal) == nil {
		return
	}
	for _, p := range s.Pieces() {
		if source, ok := b.Sources[p.Source]; ok && source.official() {
			return
		}
	}
	lower := lowered(s.Text)
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Legal || m.Piece.Quote || m.Piece.Computed || open(lower[:m.From]) || alleged(lower) {
			continue
		}
		f := Finding{Code: "C38", At: s.At(m.From), Message: fmt.Sprintf("%q finds a breach, and the sentence cites no official body", m.Text),
			Hint: "cite its finding, a source of type: official, or say what rule the goods fall under"}
		if as := b.cite(Source.official); !strings.Contains(as, "KEY") {
			f.Hint = "cite its finding, " + as + ", or say what rule the goods fall under"
		}
		// Illicit and evasion name a subject as often as they accuse.
		for _, topic := range []string{"illicit", "evasion", "evad", "circumvent", "busting"} {
			f.Warning = f.Warning || strings.Contains(strings.ToLower(m.Text), topic)
		}
		found(f)
		return
	}
}

// official reports whether the source may find that a law is broken.
func (s Source) official() bool {
	return slices.Contains([]string{"official", "un", "government", "court", "law", "treaty", "regulator"}, strings.ToLower(s.Type))
}

// alleged reports whether a sentence says that it tells what others claim, or
// what might be.
func alleged(lower string) bool {
	for _, w := range strings.Fields(lower) {
		for _, stem := range []string{"alleg", "accus", "suspect", "claim", "would", "could", "might", "whether", "prevent", "deny", "denied", "denies", "risk", "possible", "potential", "against", "investigat"} {
			if strings.HasPrefix(w, stem) {
				return true
			}
		}
	}
	return false
}
