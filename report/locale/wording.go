package locale

import (
	"slices"
	"strings"
)

// Wording is a phrase that a house may word otherwise, and the key by which its
// theme names it.
type Wording struct {
	Key    string
	phrase Key
}

// wordings are headings, labels and the sentences on handling: what names a thing.
// Phrases that say something of figures are none of them.
var wordings = []Wording{
	{"figure", Figure}, {"table", Table}, {"page_of", PageOf}, {"key_judgements", KeyJudgements}, {"claim_check", ClaimCheck},
	{"sources", Sources}, {"calculations", Calculations}, {"contact", Contact}, {"handling", Handling}, {"suggested_citation", SuggestedCitation},
	{"handling_clear", HandlingClear}, {"handling_green", HandlingGreen}, {"handling_amber", HandlingAmber},
	{"handling_strict", HandlingStrict}, {"handling_red", HandlingRed},
	{"flow", LabelFlow}, {"period", LabelPeriod}, {"issued", LabelIssued}, {"revision", LabelRevision}, {"source", LabelSource}, {"next_issue", LabelNext},
}

// Wordings are all of them.
func Wordings() []Wording { return slices.Clone(wordings) }

// Usual is what the language says where the house does not, as its table has it:
// Figure {0}.
func (w Wording) Usual(l *Locale) string { return l.texts[w.phrase] }

// Places are the places {0}, {1} … of the phrase that a text lacks or has too much.
func (w Wording) Places(text string) (lacks, strange []string) {
	had, want := places(text), places(english.texts[w.phrase])
	for _, p := range want {
		if !slices.Contains(had, p) {
			lacks = append(lacks, p)
		}
	}
	for _, p := range had {
		if !slices.Contains(want, p) {
			strange = append(strange, p)
		}
	}
	return lacks, strange
}

func places(text string) []string {
	var out []string
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '{' && text[i+2] == '}' && text[i+1] >= '0' && text[i+1] <= '9' && !slices.Contains(out, text[i:i+3]) {
			out = append(out, text[i:i+3])
		}
	}
	return out
}

// Worded is the language with the words of a house, by the keys of Wordings. What
// keeps a number beside its word stays: a blank before a place does not break.
func (l *Locale) Worded(said map[string]string) *Locale {
	if len(said) == 0 {
		return l
	}
	out, own := *l, *l.texts
	for _, w := range wordings {
		if text, ok := said[w.Key]; ok {
			own[w.phrase] = strings.ReplaceAll(text, " {", nbsp+"{")
		}
	}
	out.texts = &own
	return &out
}
