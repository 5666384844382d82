package codes

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// checkShort holds the short names of a level: not too long, not broken off
// where no name ends, and no two alike.
func checkShort(t *testing.T, seen map[string]string, code string, name Name) {
	t.Helper()
	switch {
	case name.Full == "" || name.Short == "":
		t.Errorf("%s is named %+v", code, name)
	case utf8.RuneCountInString(name.Short) > MaxShort:
		t.Errorf("%s: %q is longer than %d characters", code, name.Short, MaxShort)
	case strings.Contains(name.Short, "……") || strings.HasSuffix(name.Short, ",") || strings.HasPrefix(name.Short, "…"):
		t.Errorf("%s is cut to %q", code, name.Short)
	case seen[name.Short] != "":
		t.Errorf("%s and %s are both %q", seen[name.Short], code, name.Short)
	}
	seen[name.Short] = code
}

func TestHSIsWhole(t *testing.T) {
	counts := map[int]int{}
	short := map[int]map[string]string{2: {}, 4: {}, 6: {}}
	last := ""
	for _, line := range titles() {
		code, title, _ := strings.Cut(line, " ")
		if code <= last {
			t.Errorf("%s stands behind %s", code, last)
		}
		last = code
		counts[len(code)]++
		name, ok := HS(code)
		if !ok || name.Full != title {
			t.Errorf("%s is %q, want %q", code, name.Full, title)
		}
		checkShort(t, short[len(code)], code, name)
		if _, ok := HS(code[:max(2, len(code)-2)]); !ok {
			t.Errorf("%s has no parent", code)
		}
	}
	// As many as awk counts in harmonized-system.csv of the source by its column level.
	if counts[2] != 97 || counts[4] != 1229 || counts[6] != 5613 || len(counts) != 3 {
		t.Errorf("chapters, headings and subheadings are %v", counts)
	}
	for code := range written() {
		if title(code) == "" {
			t.Errorf("short.txt names %s, which the HS does not have", code)
		}
	}
}

func TestChaptersHaveNamesByHand(t *testing.T) {
	for _, line := range titles() {
		if code, _, _ := strings.Cut(line, " "); len(code) == 2 && !IsChapter(code) {
			t.Errorf("chapter %s has no short name", code)
		}
	}
	for _, code := range []string{"", "1", "00", "77", "98", "0101"} {
		if IsChapter(code) {
			t.Errorf("%q is a chapter", code)
		}
	}
}

func TestSectionsCoverTheChapters(t *testing.T) {
	list := Sections()
	if len(list) != 21 || list[0].Number != "I" || list[20].Number != "XXI" {
		t.Fatalf("the sections are %v", list)
	}
	in := map[string]string{}
	short := map[string]string{}
	for i, s := range list {
		if s.First > s.Last || i > 0 && s.First <= list[i-1].Last {
			t.Errorf("section %s is of chapters %s to %s", s.Number, s.First, s.Last)
		}
		checkShort(t, short, s.Number, s.Name)
		for _, line := range titles() {
			if code, _, _ := strings.Cut(line, " "); len(code) == 2 && s.First <= code && code <= s.Last {
				in[code] = s.Number
			}
		}
	}
	for _, line := range titles() {
		code, _, _ := strings.Cut(line, " ")
		s, ok := SectionOf(code)
		if want := in[code[:2]]; s.Number != want || ok != (want != "") || (want == "") != (code[:2] == "99") {
			t.Errorf("%s is in section %q, want %q", code, s.Number, want)
		}
	}
	for code, want := range map[string]string{"0101": "I", "67042000": "XII", "72": "XV", "83": "XV", "84": "XVI", "97": "XXI", "77": "", "98": "", "9": "", "": ""} {
		if s, _ := SectionOf(code); s.Number != want {
			t.Errorf("%q is in section %q, want %q", code, s.Number, want)
		}
	}
}

func TestNames(t *testing.T) {
	for code, want := range map[string]Name{
		"67":       {"Feathers and down, prepared; and articles made of feather or of down; artificial flowers; articles of human hair", "Feathers, hair and wigs"},
		"0902":     {"Tea", "Tea"},
		"010619":   {"Mammals; live, other than primates, whales, dolphins, porpoises (mammals of the order Cetacea); manatees, dugongs (mammals of the order Sirenia); seals, sea lions, walruses (mammals of the suborder Pinnipedia), camels, other camelids, rabbits and hares", "Mammals, live, other"},
		"020130":   {"Meat; of bovine animals, boneless cuts, fresh or chilled", "Beef, fresh 020130"},
		"271600":   {"Electrical energy", "Electricity"},
		"27160000": {"Electrical energy", "Electricity"},
		"67042010": {"Wigs, false beards, eyebrows and eyelashes, switches and the like and other articles n.e.c.; of human hair (part)", "Wigs, false beards… 67042010"},
		"27SSS999": {"Mineral fuels, mineral oils and products of their distillation; bituminous substances; mineral waxes (not specified)", "Mineral fuels and oils 27SSS999"},
		"98":       {"Special provisions of the reporting country", "Special national provisions"},
		"980410":   {"Special provisions of the reporting country (part)", "Special national… 980410"},
		"99":       {"Commodities not specified according to kind", "Goods not specified"},
	} {
		if got, ok := HS(code); !ok || got != want {
			t.Errorf("%s is %+v, want %+v", code, got, want)
		}
	}
	for _, code := range []string{"", "1", "00", "77", "670", "6799", "TOTAL", "6S", "67s", "0902 ", "1234567890123"} {
		if got, ok := HS(code); ok {
			t.Errorf("%q is %+v", code, got)
		}
	}
}

func TestShorten(t *testing.T) {
	for title, want := range map[string]string{
		"Mammals; live, other than primates, whales and seals":           "Mammals, live, other",            // what they are not is not named
		"Fish; frozen, excluding fish fillets of heading 0304":           "Fish, frozen",                    //
		"Ceramic pipes, conduits, guttering and pipe fittings of a kind": "Ceramic pipes, conduits…",        // some are left out
		"Meat; of swine, (fresh or not), with bone":                      "Meat of swine, with bone",        //
		"Tin; articles n.e.c. in chapter 80":                             "Tin, articles, other",            //
		"Clocks, other, n.e.c.":                                          "Clocks, other",                   //
		"Transmission or conveyor belts or belting of textile material":  "Transmission or conveyor belts…", // not behind "or"
		"Tea": "Tea", "": "",
		"Antidisestablishmentarianismologically": "Antidisestablishmentarianismolo…",
	} {
		if got := shorten(title); got != want {
			t.Errorf("%q is cut to %q, want %q", title, got, want)
		}
	}
}

func TestOtherLists(t *testing.T) {
	// The sections of the SITC are its digits, and every division lies in one.
	short := map[int]map[string]string{1: {}, 2: {}}
	for code, name := range sitc() {
		checkShort(t, short[len(code)], code, name)
		if _, ok := SITC(code[:1]); !ok {
			t.Errorf("division %s has no section", code)
		}
	}
	if len(short[1]) != 10 || len(short[2]) != 67 {
		t.Errorf("the SITC has %d sections and %d divisions, want 10 and 67", len(short[1]), len(short[2]))
	}
	if name, ok := SITC("334"); !ok || name != (Name{"Petroleum, petroleum products and related materials (part)", "Petroleum 334"}) {
		t.Errorf("334 is %+v", name)
	}
	for _, code := range []string{"36", "", "TOTAL", "3x"} {
		if name, ok := SITC(code); ok {
			t.Errorf("%q is %+v in the SITC", code, name)
		}
	}
	short = map[int]map[string]string{2: {}, 4: {}, 8: {}}
	for code, name := range chinese() {
		checkShort(t, short[len(code)], code, name)
		if _, ok := China(code[:max(2, len(code)/2)]); !ok {
			t.Errorf("%s of Chinese customs has no parent", code)
		}
	}
	if name, _ := China("98040000"); name.Short != "Low-value goods, simplified" {
		t.Errorf("98040000 is %+v", name)
	}
	if name, ok := China("6703"); ok {
		t.Errorf("6703 is a special code: %+v", name)
	}
}

func FuzzHS(f *testing.F) {
	for _, code := range []string{"67", "6704", "670420", "67042000", "6704200012", "", "99", "0"} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		name, ok := HS(code)
		if ok != (name.Full != "") || ok != (name.Short != "") || utf8.RuneCountInString(name.Short) > MaxShort {
			t.Errorf("%q is %+v", code, name)
		}
		if ok && title(code[:2]) == "" {
			t.Errorf("%q has a name and no chapter", code)
		}
	})
}
