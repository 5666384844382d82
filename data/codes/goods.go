package codes

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
)

// Name is what a code stands for.
type Name struct {
	Full  string // as the list has it
	Short string // at most MaxShort characters
}

// MaxShort is the length that a short name has at most, in characters.
const MaxShort = 32

//go:embed hs2022.txt.gz
var hsPacked []byte

//go:embed short.txt
var shortText string

//go:embed sections.txt
var sectionText string

//go:embed sitc.txt
var sitcText string

//go:embed china.txt
var chinaText string

// titles are the lines of the HS, each a code, a blank and its title, in the
// order of the codes.
var titles = sync.OnceValue(unpack)

func unpack() []string {
	r, err := gzip.NewReader(bytes.NewReader(hsPacked))
	if err != nil {
		return nil
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// title is the title of a code of two, four or six digits; empty where the HS
// has no such code.
func title(code string) string {
	if n := len(code); n != 2 && n != 4 && n != 6 {
		return ""
	}
	list := titles()
	i, _ := slices.BinarySearch(list, code+" ")
	if i == len(list) {
		return ""
	}
	text, _ := strings.CutPrefix(list[i], code+" ")
	if len(text) == len(list[i]) {
		return ""
	}
	return text
}

// HS names a code of the HS of 2022. Chapter 98 is each country's own to fill, and
// is named as that. A code of a national list, of seven digits
// and more, is named as the subheading that it belongs to, and as a part of it
// where the digits behind are not all noughts. A code with letters behind its
// chapter, as offices give to what they keep confidential, is named as goods of
// the chapter that are not specified.
func HS(code string) (Name, bool) {
	digits := len(code) - len(strings.TrimLeft(code, "0123456789"))
	if digits < 2 || len(code) > 12 || strings.Trim(code[digits:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return Name{}, false
	}
	if special := "Special provisions of the reporting country"; code[:2] == "98" {
		name := Name{special, "Special national provisions"}
		if len(code) > 2 {
			name = Name{special + " (part)", numbered(name.Short, code)}
		}
		return name, true
	}
	own := code[:min(6, digits)]
	if digits < len(code) {
		own = code[:2]
	}
	full := title(own)
	switch {
	case full == "":
		return Name{}, false
	case digits < len(code):
		return Name{full + " (not specified)", numbered(short(own, full), code)}, true
	case strings.Trim(code[len(own):], "0") != "":
		return Name{full + " (part)", numbered(shorten(full), code)}, true
	}
	return Name{full, short(own, full)}, true
}

// IsChapter reports whether the HS has a chapter: 01 to 97 without 77, and 99 for
// goods that are not specified. It is the same in every edition, and asked without
// unpacking the titles.
func IsChapter(code string) bool {
	return len(code) == 2 && written()[code] != ""
}

// written are the short names written by hand, by code.
var written = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(shortText) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		names[code] = name
	}
	return names
})

// byHand is the short name of a code that is written by hand. A subheading that
// ends in 00 is all of its heading, and has its name.
func byHand(code string) (name string, ok bool) {
	if len(code) == 6 {
		code = strings.TrimSuffix(code, "00")
	}
	name, ok = written()[code]
	return name, ok
}

// short is the short name of a code of two, four or six digits.
func short(code, title string) string {
	if name, ok := byHand(code); ok {
		return name
	}
	name := shorten(title)
	if handNames()[name] || alike(len(code), firstWord(title))[name] > 1 {
		// The name of the heading says more than the words that titles begin with.
		if heading, ok := byHand(code[:min(4, len(code))]); ok && len(code) == 6 {
			name = heading
		}
		return numbered(name, code)
	}
	return name
}

// handNames are the short names written by hand.
var handNames = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, name := range written() {
		names[name] = true
	}
	return names
})

// firstWord is what a title and its short name both begin with.
func firstWord(title string) string {
	return title[:len(title)-len(strings.TrimLeftFunc(title, func(r rune) bool { return !strings.ContainsRune(" ;,(", r) }))]
}

// byWord keeps what alike has counted.
var byWord sync.Map // of map[string]int, by digits and word

// alike counts how many codes of so many digits whose titles begin with a word
// would have a short name.
func alike(digits int, word string) map[string]int {
	type key struct {
		digits int
		word   string
	}
	if counts, ok := byWord.Load(key{digits, word}); ok {
		return counts.(map[string]int)
	}
	counts := map[string]int{}
	for _, line := range titles() {
		if len(line) > digits && line[digits] == ' ' && strings.HasPrefix(line[digits+1:], word) {
			if title := line[digits+1:]; firstWord(title) == word {
				counts[shorten(title)]++
			}
		}
	}
	byWord.Store(key{digits, word}, counts)
	return counts
}

// numbered is a short name with its code behind it, for codes whose titles begin alike.
func numbered(name, code string) string {
	return cut(name, MaxShort-len(code)-1) + " " + code
}

// China names a special code of Chinese customs, in the chapters 98 and 99 of
// its own list, which the HS does not have: goods of low value, electronic
// commerce, banknotes, software made to order.
func China(code string) (Name, bool) {
	name, ok := chinese()[code]
	return name, ok
}

// SITC names a section or a division of the SITC, Revision 4. The codes below
// are named as their division.
func SITC(code string) (Name, bool) {
	name, ok := sitc()[code]
	if !ok && len(code) > 2 && strings.Trim(code, "0123456789") == "" {
		if name, ok = sitc()[code[:2]]; ok {
			name = Name{name.Full + " (part)", numbered(name.Short, code)}
		}
	}
	return name, ok
}

var (
	chinese = sync.OnceValue(func() map[string]Name { return nameList(chinaText) })
	sitc    = sync.OnceValue(func() map[string]Name { return nameList(sitcText) })
)

// nameList reads lines of a code, its short and its full name.
func nameList(text string) map[string]Name {
	names := map[string]Name{}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		names[cells[0]] = Name{Short: cells[1], Full: cells[2]}
	}
	return names
}

// Section is one of the 21 sections of the HS.
type Section struct {
	Number      string // I to XXI
	First, Last string // its chapters
	Name        Name
}

// Sections are the sections of the HS in order. Chapter 77 is in none, as no
// edition has used it, nor are 98 and 99, which are for what is not goods by kind.
func Sections() []Section {
	var list []Section
	for line := range strings.Lines(sectionText) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		list = append(list, Section{cells[0], cells[1], cells[2], Name{Short: cells[3], Full: cells[4]}})
	}
	return list
}

// SectionOf is the section that a code of the HS belongs to.
func SectionOf(code string) (Section, bool) {
	if len(code) < 2 || title(code[:2]) == "" {
		return Section{}, false
	}
	for _, s := range Sections() {
		if s.First <= code[:2] && code[:2] <= s.Last {
			return s, true
		}
	}
	return Section{}, false
}
