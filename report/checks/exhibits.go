package checks

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tradebrief/report/wording"
)

// exhibits is C31 for figures and tables that a text names by a number typed by
// hand: the number moves when another exhibit comes before it.
func exhibits(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Reference || m.Bound || s.Cites() {
			continue
		}
		n := s.namedByHand(m, b.Language)
		for _, number := range n.numbers {
			label := n.label + " " + number
			if b.Language != wording.English {
				label = s.Text[n.from:n.to]
			}
			f := Finding{Code: "C31", At: s.At(n.from)}
			at := slices.IndexFunc(b.Exhibits, func(e Exhibit) bool { return e.Name == n.kind+"-"+number })
			if at < 0 {
				f.Message = fmt.Sprintf("%q is none of this brief", label)
				f.Hint = b.exhibitsOf(n.kind)
				found(f)
				continue
			}
			e := &b.Exhibits[at]
			e.Typed = true
			f.Warning = true
			f.Message = fmt.Sprintf("the number of %q is typed by hand", label)
			switch {
			case e.ID == "":
				f.Hint = fmt.Sprintf("give it an id, such as id: %s, and write {{ref('%[1]s')}}", e.Name)
			case len(n.numbers) > 1 || n.more:
				f.Hint = fmt.Sprintf("write {{ref('%s')}}", e.ID)
			default:
				put := fmt.Sprintf("{{ref('%s')}}", e.ID)
				f.Hint = "write " + put
				f.Fix = s.replaced(n.from, s.Text[n.from:n.to], put)
			}
			found(f)
		}
	}
}

// byHand is an exhibit that a text names by its number.
type byHand struct {
	kind     string // figure or table; empty: the mark is no such name
	label    string // in English: Figure, Table
	numbers  []string
	more     bool // another number follows: Abbildungen 2 und 3
	from, to int  // of the sentence
}

// namedByHand reads the name of an exhibit of this brief; one of another
// publication is none.
func (s *Sentence) namedByHand(m *Mark, l wording.Language) byHand {
	n := byHand{from: m.From, to: m.To}
	if l == wording.English {
		if m.Sense == wording.Exhibit && !s.ofAnother(m) {
			n.label, n.numbers = exhibitNumbers(m.Text)
			n.kind = strings.ToLower(n.label)
		}
		return n
	}
	// The number, and the word before it, which is part of the mark or not.
	digits := strings.TrimLeftFunc(m.Text, func(r rune) bool { return !unicode.IsDigit(r) })
	if digits == "" || len(digits) > 3 || strings.Trim(digits, "0123456789") != "" {
		return n
	}
	head := strings.TrimRight(s.Text[:m.To-len(digits)], " \u00a0")
	word := head[strings.LastIndexFunc(head, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' })+1:]
	if m.Sense == wording.Exhibit { // 图3: no blank tells the word from others
		word = strings.TrimRight(strings.TrimSuffix(m.Text, digits), " \u00a0")
	}
	names := exhibitNames[l]
	for i, kind := range []string{"figure", "table"} {
		if word == "" || !slices.Contains(names.words[i], strings.ToLower(strings.TrimSuffix(word, "."))) {
			continue
		}
		n.from = len(head) - len(word)
		if names.own(strings.TrimRight(s.Text[:n.from], " \u00a0"), s.Text[n.to:]) {
			n.kind, n.numbers, n.more = kind, []string{digits}, goesOn(s.Text[n.to:])
		}
	}
	return n
}

// exhibitNames are the words of other languages for what this tool prints, and
// how a sentence tells that it means an exhibit of its own.
var exhibitNames = map[wording.Language]struct {
	words [2][]string // of figures, of tables
	own   func(before, after string) bool
}{
	wording.Chinese:  {[2][]string{{"图"}, {"表"}}, behindOneOf("见 如 由 从 在 据 与 和 及 参见 另见")},
	wording.Japanese: {[2][]string{{"図"}, {"表"}}, behindOneOf("は が を と")},
	wording.Korean: {[2][]string{{"그림"}, {"표"}}, func(before, after string) bool {
		r, _ := utf8.DecodeRuneInString(after)
		return (!unicode.IsLetter(r) || strings.ContainsRune("의은는이가을를에와과로도및", r)) && behindOneOf("은 는 을 를 및")(before, after)
	}},
	wording.French:  {[2][]string{{"figure", "figures", "fig"}, {"tableau", "tableaux", "tabl"}}, notBefore("de du des dans en sur")},
	wording.German:  {[2][]string{{"abbildung", "abbildungen", "abb"}, {"tabelle", "tabellen", "tab"}}, notBefore("der des in im aus von vom bei")},
	wording.Spanish: {[2][]string{{"gráfico", "gráficos", "gráf"}, {"cuadro", "cuadros"}}, notBefore("de del en")},
	// The genitive of another publication has no word of its own before it.
	wording.Russian: {[2][]string{{"рис", "рисунок", "рисунка", "рисунке", "рисунку"}, {"табл", "таблица", "таблицы", "таблице", "таблицу"}}, func(_, after string) bool {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " \u00a0"))
		return !unicode.IsLetter(r) && r != '«'
	}},
}

// behindOneOf: nothing but a mark of punctuation or one of the words stands before
// the name, so that it is not that of a report: 报告图3.
func behindOneOf(words string) func(before, after string) bool {
	list := strings.Fields(words)
	return func(before, _ string) bool {
		r, _ := utf8.DecodeLastRuneInString(before)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return !strings.ContainsRune("》」』〉”", r)
		}
		return slices.ContainsFunc(list, func(w string) bool { return strings.HasSuffix(before, w) })
	}
}

// notBefore: none of the words leads on to another publication.
func notBefore(words string) func(before, after string) bool {
	list := strings.Fields(words)
	return func(_, after string) bool {
		rest := strings.Fields(after)
		if len(rest) == 0 || !unicode.IsSpace([]rune(after)[0]) {
			return true
		}
		return !slices.Contains(list, rest[0]) && !strings.HasPrefix(rest[0], "d’") && !strings.HasPrefix(rest[0], "d'")
	}
}

// goesOn reports whether another number follows: und 3, 和3, –5.
func goesOn(after string) bool {
	after = strings.TrimLeft(after, " \u00a0")
	words := 0
	for i, r := range after {
		switch {
		case unicode.IsDigit(r):
			return i > 0
		case unicode.IsSpace(r):
		case strings.ContainsRune(",，、–-", r), unicode.IsLetter(r) && words < 3:
			words++
		default:
			return false
		}
	}
	return false
}

// ofAnother reports whether the exhibit is one of another publication: Figure 3
// of the report.
func (s *Sentence) ofAnother(m *Mark) bool {
	rest := strings.Fields(s.Text[m.To:])
	return len(rest) > 0 && slices.Contains([]string{"of", "in", "from", "on"}, rest[0]) && s.Text[m.To] == ' '
}

// exhibitNumbers reads Figure 3, Fig. 3 and Tables 2 and 3. Other words, such as
// chart and annex, are none that this tool prints.
func exhibitNumbers(text string) (kind string, numbers []string) {
	name := text[:len(text)-len(strings.TrimLeftFunc(text, unicode.IsLetter))]
	switch name {
	case "Figure", "Figures", "Fig", "Figs":
		kind = "Figure"
	case "Table", "Tables":
		kind = "Table"
	default:
		return "", nil
	}
	// A.2 and 2.1 are numbers of other publications.
	rest := strings.TrimPrefix(text[len(name):], ".")
	for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" \u00a0,", r) }) {
		if len(w) < 4 && strings.Trim(w, "0123456789") == "" {
			numbers = append(numbers, w)
		}
	}
	return kind, numbers
}

// exhibitsOf says which figures or tables there are.
func (b *Brief) exhibitsOf(kind string) string {
	var labels []string
	for _, e := range b.Exhibits {
		if strings.HasPrefix(e.Name, kind+"-") {
			labels = append(labels, e.Label)
		}
	}
	switch n := len(labels); {
	case n == 0:
		return fmt.Sprintf("the brief has no %s", kind)
	case n == 1:
		return fmt.Sprintf("the brief has %s only", labels[0])
	case b.Language != wording.English:
		return fmt.Sprintf("the brief has %s to %s", labels[0], labels[n-1])
	default:
		return fmt.Sprintf("the brief has %ss 1 to %d", strings.ToUpper(kind[:1])+kind[1:], n)
	}
}
