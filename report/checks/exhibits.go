package checks

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tradebrief/report/wording"
)

// exhibits is C31 for figures and tables that a text names by a number typed by
// hand: the number moves when another exhibit comes before it.
func exhibits(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Reference || m.Sense != wording.Exhibit || m.Bound || s.Cites() || s.ofAnother(m) {
			continue
		}
		kind, numbers := exhibitNumbers(m.Text)
		for _, n := range numbers {
			label := kind + " " + n
			f := Finding{Code: "C31", At: s.At(m.From)}
			at := slices.IndexFunc(b.Exhibits, func(e Exhibit) bool { return e.Label == label })
			if at < 0 {
				f.Message = fmt.Sprintf("%q is none of this brief", label)
				f.Hint = b.exhibitsOf(kind)
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
			case len(numbers) > 1:
				f.Hint = fmt.Sprintf("write {{ref('%s')}}", e.ID)
			default:
				put := fmt.Sprintf("{{ref('%s')}}", e.ID)
				f.Hint = "write " + put
				f.Fix = s.replaced(m.From, m.Text, put)
			}
			found(f)
		}
	}
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
	n := 0
	for _, e := range b.Exhibits {
		if strings.HasPrefix(e.Label, kind+" ") {
			n++
		}
	}
	switch n {
	case 0:
		return fmt.Sprintf("the brief has no %s", strings.ToLower(kind))
	case 1:
		return fmt.Sprintf("the brief has %s 1 only", kind)
	}
	return fmt.Sprintf("the brief has %ss 1 to %d", kind, n)
}
