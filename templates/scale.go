package templates

import "strings"

// Term is one step of a likelihood scale.
type Term struct {
	Word      string   // as printed
	Same      []string // other words of the scale for the same step
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
			{"almost no chance", nil, 1, 5},
			{"very unlikely", nil, 5, 20},
			{"unlikely", nil, 20, 45},
			{"roughly even chance", nil, 45, 55},
			{"likely", nil, 55, 80},
			{"very likely", nil, 80, 95},
			{"almost certain", []string{"almost certainly"}, 95, 99},
		}},
		{"phia", "UK PHIA Probability Yardstick", []Term{
			{"remote chance", nil, 0, 5},
			{"highly unlikely", nil, 10, 20},
			{"unlikely", nil, 25, 35},
			{"realistic possibility", nil, 40, 50},
			{"likely", []string{"probable", "likely or probable"}, 55, 75},
			{"highly likely", nil, 80, 90},
			{"almost certain", nil, 95, 100},
		}},
		{"ipcc", "IPCC likelihood scale", []Term{
			{"exceptionally unlikely", nil, 0, 1},
			{"very unlikely", nil, 0, 10},
			{"unlikely", nil, 0, 33},
			{"about as likely as not", nil, 33, 66},
			{"likely", nil, 66, 100},
			{"very likely", nil, 90, 100},
			{"virtually certain", nil, 99, 100},
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
	for i, t := range s.Terms {
		if strings.EqualFold(t.Word, word) {
			return i + 1
		}
		for _, w := range t.Same {
			if strings.EqualFold(w, word) {
				return i + 1
			}
		}
	}
	return 0
}

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

// Stances are the stances of the register of reactions, from rejection to
// support.
func Stances() []string {
	return []string{"opposes", "critical", "concerned", "neutral", "declines", "favours", "defends", "supports"}
}
