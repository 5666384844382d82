package codes

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed countries.csv
var countryText string

// Country is a country or territory as partners of trade are told apart, or what
// an office counts as one: its remainder of a continent, bunkers, areas that it
// does not name. A code that it does not have is empty.
type Country struct {
	ISO2, ISO3 string // ISO 3166-1
	M49        string // of the United Nations, three digits
	Customs    string // of Chinese customs, three digits
	Name       string // short, in English; no two have the same
	Chinese    string // as Chinese customs write it, where they have it
	also       string // other names and codes, with semicolons
}

var countries = sync.OnceValue(func() []Country {
	var list []Country
	_, rows, _ := strings.Cut(countryText, "\n")
	for row := range strings.Lines(rows) {
		c := strings.SplitN(strings.TrimRight(row, "\r\n"), ",", 7)
		list = append(list, Country{c[0], c[1], c[2], c[3], c[4], c[5], c[6]})
	}
	return list
})

var byCode = sync.OnceValue(func() map[string]int {
	index := make(map[string]int, 3*len(countries()))
	for i, c := range countries() {
		for _, code := range [...]string{c.ISO2, c.ISO3, c.M49} {
			if code != "" {
				index[code] = i
			}
		}
	}
	return index
})

// ByCode is the country of a code of ISO 3166-1, in two or three letters, or of
// the United Nations (M49), with or without the noughts in front: CN, CHN and
// 156 are China.
func ByCode(code string) (Country, bool) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if len(code) < 3 && code != "" && strings.Trim(code, "0123456789") == "" {
		code = "00"[len(code)-1:] + code
	}
	i, ok := byCode()[code]
	if !ok {
		return Country{}, false
	}
	return countries()[i], true
}

var byCustoms = sync.OnceValue(func() map[string]int {
	index := map[string]int{}
	for i, c := range countries() {
		if c.Customs != "" {
			index[c.Customs] = i
		}
	}
	return index
})

// ByCustoms is the country of a code of Chinese customs: 109 is North Korea,
// 133 South Korea.
func ByCustoms(code string) (Country, bool) {
	i, ok := byCustoms()[strings.TrimSpace(code)]
	if !ok {
		return Country{}, false
	}
	return countries()[i], true
}

var byName = sync.OnceValue(indexNames)

func indexNames() map[string]int {
	index := map[string]int{}
	for i, c := range countries() {
		index[plainName(c.Name)] = i
		if c.Chinese != "" {
			index[plainName(c.Chinese)] = i
		}
		for also := range strings.SplitSeq(c.also, ";") {
			if also != "" {
				index[plainName(also)] = i
			}
		}
	}
	return index
}

// Find is the country that a word means: a code as for ByCode, one that a
// publisher has for itself (842 is the United States to Comtrade, EL Greece to
// Eurostat), or a name. Case, accents, signs and the order of the words do not
// matter: "Korea, Dem. People's Rep. of", DPRK and 朝鲜 are North Korea. "Korea"
// alone is neither.
func Find(word string) (Country, bool) {
	if c, ok := ByCode(word); ok {
		return c, true
	}
	i, ok := byName()[plainName(word)]
	if !ok {
		return Country{}, false
	}
	return countries()[i], true
}

// maxName bounds a word that may be a name, in bytes.
const maxName = 120

// plainName is a name in the form in which names are compared: its words
// without accents and abbreviations, in order of the alphabet.
func plainName(name string) string {
	if len(name) > maxName {
		return ""
	}
	name = strings.NewReplacer("'", "", "’", "").Replace(plainLetters.Replace(strings.ToLower(name)))
	var words []string
	initials := false // the last word is letters with points between them
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		single := len(word) == 1 && word[0] >= 'a'
		if single && initials {
			words[len(words)-1] += word
			continue
		}
		initials = single
		words = append(words, word)
	}
	kept := words[:0]
	for _, word := range words {
		if full, ok := abbreviations[word]; ok {
			word = full
		}
		if word != "" {
			kept = append(kept, word)
		}
	}
	slices.Sort(kept)
	return strings.Join(kept, " ")
}

// plainLetters are the letters of names without their accents.
var plainLetters = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"í", "i", "ì", "i", "î", "i", "ï", "i", "ı", "i", "i̇", "i", "ñ", "n", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ý", "y")

// abbreviations of words in names; those without a full form say nothing.
var abbreviations = map[string]string{
	"rep": "republic", "dem": "democratic", "people": "peoples", "st": "saint", "br": "british", "terr": "territory", "fed": "federal",
	"isds": "islands", "isl": "islands", "is": "islands", "isles": "islands", "island": "islands",
	"the": "", "of": "", "and": "",
}
