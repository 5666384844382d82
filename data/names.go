package data

import (
	"slices"
	"strings"

	"tradebrief/data/codes"
)

// Name is what the code of the series stands for: as the data call it, else as
// the list has it that the codes are of. ok is false where neither names it, and
// for a total and a group of codes.
//
// Codes are of the HS or the SITC if their classification says so; without one
// they are of the HS if all of them may be, and not all are chapters.
func (s *Series) Name() (name codes.Name, ok bool) {
	if s.code == "" || len(s.parts) == 0 {
		return codes.Name{Full: s.label, Short: codes.Shorten(s.label)}, s.label != ""
	}
	if s.label != "" && codes.Shorten(s.label) == s.label {
		return codes.Name{Full: s.label, Short: s.label}, true
	}
	name, ok = s.cube.listOf(s.parts[0].e).name(s.code)
	if s.label == "" {
		return name, ok
	}
	if !ok {
		name.Short = codes.Shorten(s.label)
	}
	name.Full = s.label
	return name, true
}

// codeList is a list that the codes of an entry may be of.
type codeList uint8

const (
	noList codeList = iota
	hsList
	chinaList // the HS, with the special codes of Chinese customs
	sitcList
)

func (l codeList) name(code string) (codes.Name, bool) {
	switch l {
	case chinaList:
		if name, ok := codes.China(code); ok {
			return name, true
		}
		return codes.HS(code)
	case hsList:
		return codes.HS(code)
	case sitcList:
		return codes.SITC(code)
	}
	return codes.Name{}, false
}

// classification is the list and the edition of it that a word names: HS2012, H4 and HS 2012 are
// the HS of 2012, S3 and SITC Rev.3 the third revision of the SITC. Without a
// year or revision edition is empty.
func classification(word string) (list codeList, edition string) {
	word = strings.ToUpper(strings.Join(strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(" .-_/", r) }), ""))
	if len(word) == 2 && word[1] >= '0' && word[1] <= '9' {
		if i := int(word[1] - '0'); word[0] == 'H' && i < len(hsEditions) {
			return hsList, hsEditions[i]
		}
		if word[0] == 'S' {
			return sitcList, word[1:]
		}
	}
	if rest, ok := strings.CutPrefix(word, "SITC"); ok {
		return sitcList, strings.TrimPrefix(strings.TrimPrefix(rest, "REV"), "R")
	}
	if rest, ok := strings.CutPrefix(word, "HS"); ok {
		switch {
		case len(rest) == 2 && isNumber(rest):
			rest = "20" + rest
			if rest > "2050" {
				rest = "19" + rest[2:]
			}
		case len(rest) != 4 || !isNumber(rest):
			rest = "" // the level, as in HS6
		}
		return hsList, rest
	}
	if strings.HasPrefix(word, "CN") || strings.HasPrefix(word, "HTS") || word == "HARMONIZEDSYSTEM" {
		return hsList, ""
	}
	return noList, ""
}

// hsEditions are the years of H0 to H6 of Comtrade.
var hsEditions = [...]string{"1992", "1996", "2002", "2007", "2012", "2017", "2022"}

// listOf is the list that the codes of an entry are of.
func (c *Cube) listOf(e *entry) codeList {
	if l, ok := c.lists.Load(e); ok {
		return l.(codeList)
	}
	l := c.findList(e)
	c.lists.Store(e, l)
	return l
}

func (c *Cube) findList(e *entry) codeList {
	word := e.src.Table.Classification.Value
	list, _ := classification(word)
	if list == noList && word == "" && c.mayBeHS(e) {
		list = hsList
	}
	if list == hsList && slices.ContainsFunc(e.keys, func(k seriesKey) bool {
		reporter, _ := codes.Find(c.words[k.reporter])
		return reporter.ISO2 == "CN"
	}) {
		list = chinaList
	}
	return list
}

// mayBeHS reports whether all codes of an entry are of the HS, and some of them
// a heading or finer: two digits may be of any list.
func (c *Cube) mayBeHS(e *entry) bool {
	fine := false
	for _, key := range e.keys {
		code := c.words[key.code]
		if code == totalCode || code == "" {
			continue
		}
		if _, ok := codes.HS(code); !ok || len(code)%2 == 1 {
			if _, ok := codes.China(code); !ok {
				return false
			}
		}
		fine = fine || len(code) > 2
	}
	return fine
}
