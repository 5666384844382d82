package data

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"tradebrief/data/codes"
)

// CountryName is the short English name for an ISO 3166-1 code of two or three
// letters, an M49 number or the world: CN, CHN and 156 are China. ok is false
// for an unknown code.
func CountryName(code string) (name string, ok bool) {
	code = strings.TrimSpace(code)
	if canonicalPartner(strings.ToUpper(code)) == worldPartner {
		return worldPartner, true
	}
	c, ok := codes.ByCode(code)
	return c.Name, ok
}

// CountryNameIn is CountryName in the language of a BCP 47 tag, by Unicode's
// Common Locale Data Repository. ok is false for an unknown code, and for a
// language that has no names there.
func CountryNameIn(code, tag string) (name string, ok bool) {
	english, ok := CountryName(code)
	if !ok || tag == "en" {
		return english, ok
	}
	region := "001" // the world
	if english != worldPartner {
		c, _ := codes.ByCode(strings.TrimSpace(code))
		region = c.ISO2
	}
	lang, err := language.Parse(tag)
	if err != nil {
		return "", false
	}
	r, err := language.ParseRegion(region)
	names := display.Regions(lang)
	if err != nil || names == nil {
		return "", false
	}
	name = names.Name(r)
	return name, name != ""
}

// CountryNamed is the two letters of ISO for a country by one of its codes or names, as in North
// Korea; ok is false where the word is none.
func CountryNamed(word string) (code string, ok bool) {
	c, ok := codes.Find(word)
	return c.ISO2, ok
}

// country is the country that a word of an outline or of data means. A number is
// a code of Chinese customs where customs says so.
func country(word string, customs bool) (c codes.Country, ok bool) {
	if customs && isNumber(word) {
		return codes.ByCustoms(word)
	}
	return codes.Find(word)
}

func isNumber(word string) bool { return word != "" && strings.Trim(word, "0123456789") == "" }

// customsNumbers reports whether the numbers among the words for countries are
// codes of Chinese customs: one of them is such a code and none of the United
// Nations, or the publisher is Chinese customs.
func (e *entry) customsNumbers(words []string) bool {
	publisher := strings.ToLower(e.src.Publisher)
	customs := e.src.Format.Value == "gacc" || strings.Contains(publisher, "customs") && strings.Contains(publisher, "china") || strings.Contains(publisher, "gacc")
	for _, word := range words {
		if !isNumber(word) {
			continue
		}
		if _, ok := codes.ByCustoms(word); !ok {
			return false
		}
		_, known := codes.Find(word)
		customs = customs || !known
	}
	return customs
}

// alike finds among the words of an entry those that mean the same country as
// the author's word: 842, USA or United States for US. known says that the
// author's word is a country, so that any other one is no slip of it.
func (e *entry) alike(word string, seen []string) (same []string, known bool) {
	want, known := country(word, false)
	if !known {
		return nil, false
	}
	customs := e.customsNumbers(seen)
	for _, s := range seen {
		if c, ok := country(s, customs); ok && c == want {
			same = append(same, s)
		}
	}
	return same, true
}
