package checks

import (
	"fmt"
	"slices"
	"strings"

	"tradebrief/report/wording"
)

// Term notes a word of likelihood that the brief uses. The first one decides from
// which row of the scale the others come; of another row, it is returned with the
// word of the right row that stands for the same.
func (b *Brief) Term(word string) (first, instead string) {
	row := b.Scale.Row(word)
	switch {
	case row == 0 || row == b.row:
		return "", ""
	case b.row == 0:
		b.row, b.rowBy = row, strings.ToLower(word)
		return "", ""
	}
	term := b.Scale.Terms[b.Scale.Step(word)-1]
	if b.row == 2 {
		return b.rowBy, term.Second[0]
	}
	return b.rowBy, term.Word
}

// judgements is C32 for text: a sentence that judges in so many words has a word
// of likelihood.
func judgements(s *Sentence, b *Brief, found func(Finding)) {
	if s.Passage.Role == Judged || s.Has(wording.Likelihood) != nil {
		return
	}
	lower := lowered(s.Text)
	for _, words := range []string{"we judge ", "we assess ", "in our judgement,", "in our assessment,", "our judgement is that", "our assessment is that", "we judge:", "we assess:"} {
		i := strings.Index(lower, words)
		if i < 0 || i > 0 && isLetter(lower[i-1]) || s.others(i) {
			continue
		}
		// We assess how the figures are made: a description, no judgement.
		next, _, _ := strings.Cut(lower[i+len(words):], " ")
		if slices.Contains([]string{"whether", "how", "each", "them", "these", "those", "what", "by", "and", "every", "all"}, next) {
			continue
		}
		text := strings.TrimRight(s.Text[i:i+len(words)], " ,:")
		found(Finding{Code: "C32", Warning: true, At: s.At(i), Message: fmt.Sprintf("%q judges, and the sentence has no word of likelihood", text),
			Hint: "say how likely it is, in a word of " + b.Scale.Name + ", or move it into a block of judgements"})
		return
	}
}

// lowered is a text with small letters a to z, of the same length.
func lowered(text string) string {
	b := []byte(text)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// others reports whether a byte of the sentence stands in the words of somebody
// else.
func (s *Sentence) others(at int) bool {
	p, _ := s.pieceAt(at)
	return p.Quote || p.Source != "" || p.Computed
}

// likelihoods is C33 and C34: one scale, one row of it, and no confidence in the
// same sentence.
func likelihoods(s *Sentence, b *Brief, found func(Finding)) {
	var likely, sure *Mark
	for i := range s.Marks {
		m := &s.Marks[i]
		switch {
		case m.Kind != wording.Likelihood && m.Kind != wording.Confidence && m.Kind != wording.Hedge || s.others(m.From):
		case m.Kind == wording.Confidence:
			sure = m
		case m.Kind == wording.Hedge:
			s.hedged(m, b, found)
		default:
			likely = m
			s.term(m, b, found)
		}
	}
	switch {
	case sure == nil:
	case s.Passage.Rated:
		found(Finding{Code: "C33", At: s.At(sure.From), Message: fmt.Sprintf("%q stands in a statement that has a likelihood", sure.Text),
			Hint: "say it under confidence: and basis:"})
	case likely != nil:
		found(Finding{Code: "C33", At: s.At(sure.From), Message: fmt.Sprintf("%q and %q stand in one sentence", likely.Text, sure.Text),
			Hint: "say in a sentence of its own how well it is known"})
	}
}

// term judges one word of likelihood.
func (s *Sentence) term(m *Mark, b *Brief, found func(Finding)) {
	word := strings.ToLower(strings.Join(strings.Fields(m.Text), " "))
	first, _, _ := strings.Cut(word, " ")
	if word != "more likely than not" && slices.Contains([]string{"more", "less", "most", "least", "equally", "increasingly"}, first) {
		return // it compares
	}
	f := Finding{Code: "C34", At: s.At(m.From)}
	term, from, known := b.Scale.Instead(word)
	switch {
	case !known:
		f.Warning = true
		f.Message = fmt.Sprintf("%q is on no scale of likelihood", m.Text)
		f.Hint = "take a term of " + b.Scale.Name + ": " + strings.Join(b.Scale.Words(), ", ")
		found(f)
		return
	case from.Name != b.Scale.Name:
		f.Message = fmt.Sprintf("%q is a term of %s, and the scale of the brief is %s", m.Text, from.Name, b.Scale.Name)
	default:
		var first string
		if first, term = b.Term(word); first == "" {
			return
		}
		f.Message = TwoRows(first, m.Text, b.Scale.Name)
	}
	put := sameCase(m.Text, term)
	f.Hint = fmt.Sprintf("the nearest term is %q", term)
	if fits(word, term) {
		f.Hint = fmt.Sprintf("write %q", put)
		f.Fix = s.replaced(m.From, m.Text, put)
	}
	found(f)
}

// TwoRows says that two words are of one scale and not of one row.
func TwoRows(first, word, scale string) string {
	return fmt.Sprintf("%q and %q are of two rows of %s, and a brief keeps to one", first, word, scale)
}

// fits reports whether one term can stand where another does: both are said of
// what happens, or both come after "a".
func fits(old, term string) bool {
	noun := func(w string) bool {
		return strings.HasSuffix(w, "chance") || strings.HasSuffix(w, "possibility") || strings.HasSuffix(w, "odds") || w == "about as likely as not"
	}
	if noun(old) || noun(term) {
		return old == "realistic possibility" && term == "roughly even chance" || old == "roughly even chance" && term == "realistic possibility"
	}
	return true
}

// sameCase is the word with a capital where the old one has one.
func sameCase(old, word string) string {
	if old != "" && 'A' <= old[0] && old[0] <= 'Z' {
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}

// hedged is C34 for words of doubt that are on no scale. What data suggest is
// an inference and says so; reportedly is a matter of sources.
func (s *Sentence) hedged(m *Mark, b *Brief, found func(Finding)) {
	word := strings.ToLower(m.Text)
	for _, other := range []string{"suggest", "point", "reported", "thought", "believed", "assumed", "understood"} {
		if strings.Contains(word, other) {
			return
		}
	}
	// The amount that could be exchanged: a limit.
	if before := lowered(s.Text[:m.From]); word == "could" && (strings.HasSuffix(before, "that ") || strings.HasSuffix(before, "which ")) {
		return
	}
	// What may be done, and what figures may do, is no judgement.
	if rest := strings.Fields(lowered(s.Text[m.To:])); len(rest) > 0 {
		next := rest[0]
		if next == "not" && len(rest) > 1 {
			next = rest[1]
		}
		if next == "be" && len(rest) > 1 {
			next = strings.Trim(rest[1], ".,;")
		}
		if slices.Contains(ofFigures, strings.Trim(next, ".,;")) {
			return
		}
		// Small differences may arise: a caveat. A second halt may occur: no.
		before := strings.Fields(lowered(s.Text[:m.From]))
		if len(before) > 0 && slices.Contains(inexact, before[len(before)-1]) && slices.Contains([]string{"arise", "occur", "remain", "exist", "result", "appear"}, strings.Trim(next, ".,;")) {
			return
		}
	}
	found(Finding{Code: "C34", Warning: true, At: s.At(m.From), Message: fmt.Sprintf("%q says neither how likely it is nor how well that is known", m.Text),
		Hint: "take a term of " + b.Scale.Name + ", such as likely, or leave the word out"})
}

// inexact are what may be wrong with figures.
var inexact = strings.Fields("differences discrepancies errors deviations gaps revisions inconsistencies omissions mismatches duplicates")

// ofFigures are what figures, readers and notes may do without being doubted.
var ofFigures = strings.Fields("add sum differ vary revised subject found used obtained downloaded reproduced quoted read contain include exclude apply choose use contact see compared")
