package checks

import (
	"strings"
	"unicode"

	"tradebrief/data/diag"
	"tradebrief/report/wording"
)

// Sentence is one sentence of a passage with what its words say.
type Sentence struct {
	Passage *Passage
	Number  int    // of the sentence in its passage, from 0
	Text    string // as printed
	Marks   []Mark // what package wording finds in it, in order

	from  int // in the text of the passage
	ends  []int
	cut   []clause
	names []string // nil: not looked for yet
}

// Mark is a find in a sentence, with the piece that it stands in. From and To
// count in the text of the sentence.
type Mark struct {
	wording.Mark
	Piece *Piece // the one that its first byte stands in
	Bound bool   // what it says is bound: of a figure all its digits, of a time all its words, of a phrase some
}

// At is the place in the outline of a byte of the sentence.
func (s *Sentence) At(offset int) diag.Pos {
	p, from := s.pieceAt(offset)
	return p.At(s.from + offset - from)
}

// replaced is the edit that puts other words in the place of those from a byte of
// the sentence on. Where the outline breaks them over two lines, the break and the
// indentation go with them.
func (s *Sentence) replaced(from int, text, put string) []diag.Edit {
	at := s.At(from)
	line := at.Line
	var old strings.Builder
	for i, r := range text {
		if p := s.At(from + i); p.Line > line {
			whole := strings.TrimRight(old.String(), " \n")
			old.Reset()
			old.WriteString(whole + strings.Repeat("\n", p.Line-line) + strings.Repeat(" ", p.Col-1))
			line = p.Line
		}
		old.WriteRune(r)
	}
	return []diag.Edit{{Pos: at, Old: old.String(), New: put}}
}

// pieceAt is the piece that holds a byte of the sentence, and where the piece
// begins in the passage.
func (s *Sentence) pieceAt(offset int) (*Piece, int) {
	from := 0
	for i, end := range s.ends {
		if s.from+offset < end {
			return &s.Passage.Pieces[i], from
		}
		from = end
	}
	last := len(s.ends) - 1
	return &s.Passage.Pieces[last], s.ends[last] - len(s.Passage.Pieces[last].Text)
}

// Pieces are the pieces of the sentence, those that it shares with its
// neighbours too; citations without words stand with the words before them.
func (s *Sentence) Pieces() []*Piece {
	var out []*Piece
	from, to := s.from, s.from+len(s.Text)
	start := 0
	for i, end := range s.ends {
		after := start <= to || start == to+1 && strings.HasSuffix(s.Passage.Pieces[max(0, i-1)].Text, " ")
		if start < to && end > from || start == end && start > from && after {
			out = append(out, &s.Passage.Pieces[i])
		}
		start = end
	}
	return out
}

// Figures are the computed figures of the sentence.
func (s *Sentence) Figures() []*Figure {
	var out []*Figure
	for _, p := range s.Pieces() {
		if p.Figure != nil {
			out = append(out, p.Figure)
		}
	}
	return out
}

// Cites reports whether the sentence has a source.
func (s *Sentence) Cites() bool {
	for _, p := range s.Pieces() {
		if p.Source != "" {
			return true
		}
	}
	return false
}

// Has is the first mark of a kind, nil where there is none.
func (s *Sentence) Has(kind wording.Kind) *Mark {
	for i := range s.Marks {
		if s.Marks[i].Kind == kind {
			return &s.Marks[i]
		}
	}
	return nil
}

// Names lists the series that the sentence names: by what is traded, or by the
// label of the series. They are looked for once.
func (s *Sentence) Names(b *Brief) []string {
	if s.names == nil {
		s.names = s.named(b)
	}
	return s.names
}

func (s *Sentence) named(b *Brief) []string {
	out := []string{}
	lower := strings.ToLower(s.Text)
	for _, series := range b.Series {
		for _, f := range s.Figures() {
			if f.Series == series.ID {
				out = append(out, series.ID)
				break
			}
		}
		if n := len(out); n > 0 && out[n-1] == series.ID {
			continue
		}
		named := containsWord(lower, strings.ToLower(series.Label)) || b.Language != wording.English && series.Label != "" && strings.Contains(lower, strings.ToLower(series.Label))
		for i := range s.Marks {
			m := &s.Marks[i]
			if m.Kind == wording.Noun && series.Total && (m.Sense == wording.Exports && series.Flow == "export" || m.Sense == wording.Imports && series.Flow == "import") {
				named = true
			}
		}
		if named {
			out = append(out, series.ID)
		}
	}
	return out
}

// containsWord reports whether the phrase stands in the text as whole words.
func containsWord(text, phrase string) bool {
	if phrase == "" {
		return false
	}
	for at := 0; ; {
		i := strings.Index(text[at:], phrase)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(phrase)
		if (i == 0 || !isLetter(text[i-1])) && (end == len(text) || !isLetter(text[end])) {
			return true
		}
		at = i + 1
	}
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' || b >= 0x80 }

// OfData reports whether the sentence is about data: it holds a figure or names
// a series.
func (s *Sentence) OfData(b *Brief) bool {
	for i := range s.Marks {
		switch m := &s.Marks[i]; {
		case m.Kind == wording.Number:
			return true
		case m.Kind == wording.Noun:
			switch m.Sense {
			case wording.Exports, wording.Imports, wording.TotalTrade, wording.Balance, wording.Surplus, wording.Deficit:
				return true
			}
		}
	}
	return len(s.Figures()) > 0 || len(s.Names(b)) > 0
}

// reach is how far a rule reaches: it reads figures and their expressions, which
// are the same in every language; words, by their marks, where package wording
// reads those; or English by its grammar.
type reach uint8

const (
	everyLanguage reach = iota
	readLanguages
	englishAlone
	otherThanEnglish
)

func (r reach) in(l wording.Language) bool {
	switch r {
	case everyLanguage:
		return true
	case readLanguages:
		return l.Words()
	case otherThanEnglish:
		return l.Words() && l != wording.English
	}
	return l == wording.English
}

// rules are asked about every sentence, in this order.
var rules = []struct {
	reach
	judge func(*Sentence, *Brief, func(Finding))
}{
	{everyLanguage, unbound},
	{englishAlone, repeated},
	{readLanguages, unclaimed},
	{englishAlone, directions},
	{otherThanEnglish, movements},
	{readLanguages, timeWords},
	{everyLanguage, references},
	{everyLanguage, sourced},
	{englishAlone, changes},
	{englishAlone, totals},
	{englishAlone, parts},
	{englishAlone, sums},
	{englishAlone, scales},
	{everyLanguage, bases},
	{englishAlone, kinds},
	{englishAlone, flows},
	{englishAlone, lists},
	{everyLanguage, expressions},
	{everyLanguage, exhibits},
	{englishAlone, judgements},
	{englishAlone, likelihoods},
	{englishAlone, causes},
	{englishAlone, attributed},
	{englishAlone, violations},
}

// Check reads the passage sentence by sentence and calls found with what is
// wrong. Verbatim words of others are not the brief's own, and imprints say
// nothing about data.
func (p *Passage) Check(b *Brief, found func(Finding)) {
	if p.Role == Quoted || p.Role == Imprint {
		return
	}
	text := p.Text()
	ends := make([]int, len(p.Pieces))
	end := 0
	for i := range p.Pieces {
		end += len(p.Pieces[i].Text)
		ends[i] = end
	}
	if end == 0 {
		return
	}
	for n, span := range b.Language.Sentences(text) {
		s := &Sentence{Passage: p, Number: n, Text: text[span[0]:span[1]], from: span[0], ends: ends}
		for _, m := range b.Language.Scan(s.Text) {
			s.Marks = append(s.Marks, s.placed(m))
		}
		for _, rule := range rules {
			if rule.in(b.Language) {
				rule.judge(s, b, found)
			}
		}
	}
}

// placed finds the pieces that a mark stands in.
func (s *Sentence) placed(m wording.Mark) Mark {
	out := Mark{Mark: m, Bound: true}
	some := false
	start := 0
	for i, end := range s.ends {
		from, to := max(start, s.from+m.From), min(end, s.from+m.To)
		if from < to {
			p := &s.Passage.Pieces[i]
			if out.Piece == nil {
				out.Piece = p
			}
			part := s.Text[from-s.from : to-s.from]
			switch {
			case strings.TrimSpace(part) == "" || m.Kind == wording.Number && !strings.ContainsFunc(part, unicode.IsNumber):
			case m.Kind == wording.Time && strings.Trim(part, "年月년월 ") == "": // the signs between a year and a month that are computed
			case p.Bound():
				some = true
			default:
				out.Bound = false
			}
		}
		start = end
	}
	// Of a phrase such as "[more than twice]{claim=…} what" the words that say it
	// are enough.
	if m.Kind != wording.Number && m.Kind != wording.Time {
		out.Bound = out.Bound || some
	}
	return out
}
