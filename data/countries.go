package data

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Where the list comes from and under which licence: codes/PROVENANCE.md.
//
//go:embed codes/countries.csv
var countriesCSV string

var countryNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{worldPartner: worldPartner}
	_, rows, _ := strings.Cut(countriesCSV, "\n")
	for row := range strings.Lines(rows) {
		cells := strings.SplitN(strings.TrimSpace(row), ",", 4)
		if len(cells) < 4 {
			continue
		}
		for _, code := range cells[:3] {
			names[code] = cells[3]
		}
	}
	return names
})

// CountryName is the short English name for an ISO 3166-1 code of two or three
// letters, an M49 number or the world: CN, CHN and 156 are China. ok is false
// for an unknown code.
func CountryName(code string) (name string, ok bool) {
	code = strings.TrimSpace(code)
	name, ok = countryNames()[canonicalPartner(strings.ToUpper(code))]
	return name, ok
}

// spelledLike finds among the words of the data the one that means the same
// country as the author's word: USA for US or 842, JP for Japan. known says that
// the author's word is a country, so that any other one is no slip of it.
func spelledLike(word string, seen []string) (same string, known bool) {
	name, known := CountryName(word)
	if !known {
		name = strings.TrimSpace(word)
	}
	i := slices.IndexFunc(seen, func(s string) bool {
		n, ok := CountryName(s)
		if !ok {
			n = s
		}
		return strings.EqualFold(n, name)
	})
	if i < 0 {
		return "", known
	}
	return seen[i], known
}
