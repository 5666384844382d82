package templates

import (
	"slices"
	"strings"
)

// Term is one step of a likelihood scale.
type Term struct {
	Word      string   // as printed
	Same      []string // other forms of the word
	Second    []string // the word of the scale's second row and its forms; a brief takes its words from one row
	Low, High int      // per cent, both ends included
}

// Scale is a published scale of likelihood words, from the least likely to the
// most likely.
type Scale struct {
	Name  string // as brief.scale names it
	Title string // as data notes name it
	Terms []Term
}

// Scales returns the scales an outline may choose from. The first one is the
// default.
func Scales() []Scale {
	return []Scale{
		{"icd203", "US Intelligence Community Directive 203", []Term{
			{"almost no chance", nil, []string{"remote"}, 1, 5},
			{"very unlikely", nil, []string{"highly improbable"}, 5, 20},
			{"unlikely", nil, []string{"improbable", "improbably"}, 20, 45},
			{"roughly even chance", nil, []string{"roughly even odds"}, 45, 55},
			{"likely", nil, []string{"probable", "probably"}, 55, 80},
			{"very likely", nil, []string{"highly probable"}, 80, 95},
			{"almost certain", []string{"almost certainly"}, []string{"nearly certain", "nearly certainly"}, 95, 99},
		}},
		{"phia", "UK PHIA Probability Yardstick", []Term{
			{"remote chance", []string{"remote possibility"}, nil, 0, 5},
			{"highly unlikely", nil, nil, 10, 20},
			{"unlikely", nil, nil, 25, 35},
			{"realistic possibility", nil, nil, 40, 50},
			{"likely", []string{"probable", "probably", "likely or probable"}, nil, 55, 75},
			{"highly likely", nil, nil, 80, 90},
			{"almost certain", []string{"almost certainly"}, nil, 95, 100},
		}},
		{"ipcc", "IPCC likelihood scale", []Term{
			{"exceptionally unlikely", nil, nil, 0, 1},
			{"very unlikely", nil, nil, 0, 10},
			{"unlikely", nil, nil, 0, 33},
			{"about as likely as not", []string{"as likely as not"}, nil, 33, 66},
			{"likely", nil, nil, 66, 100},
			{"very likely", nil, nil, 90, 100},
			{"virtually certain", []string{"virtually certainly"}, nil, 99, 100},
		}},
	}
}

func scaleNames() []string {
	var names []string
	for _, s := range Scales() {
		names = append(names, s.Name)
	}
	return names
}

// ScaleNamed returns the scale of that name; the empty name gives the default.
func ScaleNamed(name string) (Scale, bool) {
	for i, s := range Scales() {
		if s.Name == name || name == "" && i == 0 {
			return s, true
		}
	}
	return Scale{}, false
}

// Step returns the place of a word on the scale, counted from 1, or 0 when the
// scale does not have it. Case does not matter.
func (s Scale) Step(word string) int {
	step, _ := s.find(word)
	return step
}

// Row says in which row of the scale a word stands, 1 or 2: 0 where the scale
// does not have it, or has it in the one row that there is.
func (s Scale) Row(word string) int {
	_, row := s.find(word)
	return row
}

func (s Scale) find(word string) (step, row int) {
	is := func(w string) bool { return strings.EqualFold(w, word) }
	for i, t := range s.Terms {
		switch {
		case is(t.Word) || slices.ContainsFunc(t.Same, is):
			if len(t.Second) > 0 {
				row = 1
			}
			return i + 1, row
		case slices.ContainsFunc(t.Second, is):
			return i + 1, 2
		}
	}
	return 0, 0
}

// Instead is the word of this scale's first row for a word of its second row or
// of another scale: that of the nearest range. from is the scale that has it; ok
// is false for a word that no scale has.
func (s Scale) Instead(word string) (term string, from Scale, ok bool) {
	for _, from := range append([]Scale{s}, Scales()...) {
		step := from.Step(word)
		if step == 0 {
			continue
		}
		meant := from.Terms[step-1]
		best, least := Term{}, 201
		for _, t := range s.Terms {
			if apart := distance(t.Low, meant.Low) + distance(t.High, meant.High); apart < least {
				best, least = t, apart
			}
		}
		return best.Word, from, true
	}
	return "", Scale{}, false
}

func distance(a, b int) int { return max(a-b, b-a) }

// Words lists the words of the scale from the least likely to the most likely.
func (s Scale) Words() []string {
	words := make([]string, len(s.Terms))
	for i, t := range s.Terms {
		words[i] = t.Word
	}
	return words
}

// Confidences are the levels of confidence from the lowest to the highest.
func Confidences() []string { return []string{"low", "moderate", "high"} }

// answered are what an entry of the register may answer.
var answered = []string{"figures"}

// Stances are the stances of the register of reactions, from rejection to
// support.
func Stances() []string {
	return []string{"opposes", "critical", "concerned", "neutral", "declines", "favours", "defends", "supports"}
}
