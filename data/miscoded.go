package data

import (
	"slices"

	"tradebrief/data/codes"
	"tradebrief/data/diag"
)

// Codes of goods that are not what their list has (C40).

// lostNoughts reports codes of the HS with an odd number of digits.
func (t *tester) lostNoughts(e *entry) {
	if e.dims.code != columnDimension {
		return
	}
	class, _ := classification(e.src.Table.Classification.Value)
	declared := class == hsList
	words := map[int32]bool{}
	var odd, even []string
	for _, key := range e.keys {
		if key.code == 0 || words[key.code] {
			continue
		}
		words[key.code] = true
		word := t.cube.words[key.code]
		switch {
		case word == totalCode:
		case !isNumber(word) || len(word) > 10:
			if !declared {
				return
			}
		case len(word)%2 == 1 && word[0] != '0':
			odd = append(odd, word)
		default:
			even = append(even, word)
		}
	}
	odd = slices.DeleteFunc(odd, func(word string) bool { return ownLength(len(word), even) })
	if len(odd) == 0 || !declared && (class != noList || !oneShort(odd, even)) {
		return
	}
	slices.Sort(odd)
	f, found := e.firstOf(func(k seriesKey) bool { return t.cube.words[k.code] == odd[0] })
	if !found {
		return
	}
	more := ""
	if len(odd) > 1 {
		more = ", and so has " + list(odd[1:], 4)
		if len(odd) > 2 {
			more = ", and so have " + list(odd[1:], 4)
		}
	}
	t.report("C40", diag.Error, e, e.told(f.o), e.asText()+", so that the code is 0"+odd[0],
		"code %s has %s%s: codes of the HS have an even number, and a spreadsheet takes the nought in front away", odd[0], count(len(odd[0]), "digit"), more)
}

// ownLength reports whether an odd number of digits is that of an office's own
// list, such as the nine of Japan: other codes begin with a nought and have as
// many, or there are nine and no code has ten.
func ownLength(n int, even []string) bool {
	ten := slices.ContainsFunc(even, func(word string) bool { return len(word) == 10 })
	return n == 9 && !ten || slices.ContainsFunc(even, func(word string) bool { return len(word) == n })
}

// oneShort reports whether codes that do not say which list they are of are of
// the HS and have lost a nought: all others have one even length, and they are
// one digit short of it. Codes of four digits may be of the SITC, which has some
// of three; so the HS must have every one of them, and there are several.
func oneShort(odd, even []string) bool {
	if len(even) == 0 {
		return false
	}
	n := len(even[0])
	for _, word := range even {
		if len(word) != n {
			return false
		}
	}
	for _, word := range odd {
		if len(word) != n-1 {
			return false
		}
	}
	if n >= 6 {
		return true
	}
	if n != 4 || len(odd) < fewestShort {
		return false
	}
	unknown := func(word string) bool { _, ok := codes.HS(word); return !ok }
	return !slices.ContainsFunc(even, unknown) && !slices.ContainsFunc(odd, func(word string) bool { return unknown("0" + word) })
}

// fewestShort is how many codes of three digits tell that they had four.
const fewestShort = 5

// strangers reports codes that the HS does not have: chapters that are in no
// edition of it and, where the data say that they are of the edition of 2022, any
// code. What an office adds in chapters 98 and 99, and codes with letters, are
// its own.
func (t *tester) strangers(e *entry) {
	class, edition := classification(e.src.Table.Classification.Value)
	if class != hsList || e.dims.code != columnDimension {
		return
	}
	var strange []string
	seen := map[int32]bool{}
	for _, key := range e.keys {
		word := t.cube.words[key.code]
		if seen[key.code] || len(word)%2 == 1 || !isNumber(word) || word[:2] == "98" || word[:2] == "99" {
			continue
		}
		seen[key.code] = true
		ok := codes.IsChapter(word[:2])
		if edition == "2022" {
			_, ok = codes.HS(word)
		}
		if !ok {
			strange = append(strange, word)
		}
	}
	if len(strange) == 0 {
		return
	}
	slices.Sort(strange)
	word := strange[0]
	f, found := e.firstOf(func(k seriesKey) bool { return t.cube.words[k.code] == word })
	if !found {
		return
	}
	more := ""
	if len(strange) > 1 {
		more = ", nor has it " + list(strange[1:], 4)
	}
	if !codes.IsChapter(word[:2]) {
		t.report("C40", diag.Error, e, e.told(f.o), "say which list the codes are of, such as classification: SITC",
			"the HS has no chapter %s, which code %s is of%s", word[:2], word, more)
		return
	}
	t.report("C40", diag.Error, e, e.told(f.o), "say which edition the codes are of, such as classification: HS2017",
		"the HS of 2022 has no code %s%s", word, more)
}

// Mixed reports a series whose code means one thing in one data entry, or up to some
// year, and may mean another in the next (C40): one is of the HS and one of the
// SITC, or they are of two editions. Chapters are the same in every edition of the HS.
// The problem stands at the first figure of the second; the ids of both entries are
// among its Places.
func (s *Series) Mixed() diag.List {
	if len(s.sel.Codes) == 0 || len(s.parts) == 0 {
		return nil
	}
	type use struct {
		seriesEdition
		e *entry
	}
	byCode := map[string]use{}
	for _, p := range s.parts {
		code := s.cube.words[p.e.keys[p.key].code]
		if code == totalCode {
			continue
		}
		for _, ed := range s.cube.editions(p.e, p.key) {
			first, ok := byCode[code]
			if !ok {
				byCode[code] = use{ed, p.e}
				continue
			}
			if !first.mayDiffer(ed, code) {
				continue
			}
			in := first.e
			problem := diag.Errorf(diag.Data, p.e.told(ed.first), "code %s is of %s here and of %s in data %s: series %s has both", code, ed.word, first.word, in.src.ID.Value, s.id).
				WithHint("choose one with data: %s; if the code means the same in both, waive C40 with the reason", in.src.ID.Value)
			problem.Places = []string{in.src.ID.Value, p.e.src.ID.Value}
			if in == p.e {
				by := "by the total"
				if ed.list == hsList {
					by = "by chapters, which are the same in every edition, or by the total"
				}
				problem = diag.Errorf(diag.Data, p.e.told(ed.first), "code %s is of %s in %s, and of %s in %s: series %s has both", code, ed.word, ed.first.span, first.word, p.e.lastOf(p.key, ed.first).span, s.id).
					WithHint("compare %s; if the code means the same in both, waive C40 with the reason", by)
				problem.Places = []string{in.src.ID.Value}
			}
			problem.Code = "C40"
			return diag.List{problem}
		}
	}
	return nil
}

// lastOf is the figure of a series of the entry before another one.
func (e *entry) lastOf(k int32, o *observation) *observation {
	before := o
	for i := e.start[k]; i < e.start[k+1] && e.obs[i].span.compare(o.span) < 0; i++ {
		before = &e.obs[i]
	}
	return before
}
