package page

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tradebrief/charts"
	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
	"tradebrief/report/pdf/conform"
	"tradebrief/report/pdf/pdftest"
)

// source makes documents by chance, with words that occur once (onlyWord).
type source struct {
	*rand.Rand
	n   int
	cjk bool // most words are of Chinese and Korean, without blanks
}

func (s *source) word() string {
	s.n++
	n := s.IntN(200)
	if s.cjk && n >= 12 {
		n = 3 + n/50*3
	}
	switch {
	case n == 0:
		return fmt.Sprintf("w%d%sz", s.n, strings.Repeat("x", s.IntN(500)))
	case n < 6:
		return fmt.Sprintf("国%d한국", s.n)
	case n < 12:
		return fmt.Sprintf("half-%d-made", s.n)
	}
	return fmt.Sprintf("w%d%sz", s.n, strings.Repeat("e", s.IntN(9)))
}

func (s *source) words(most int) string {
	words := make([]string, s.IntN(most+1))
	for i := range words {
		words[i] = s.word()
	}
	if s.cjk {
		return strings.Join(words, "，")
	}
	return strings.Join(words, " ")
}

// label is words of moderate length: no title of a narrow column is 500 letters.
func (s *source) label(most int) string {
	var out []string
	for range s.IntN(most + 1) {
		s.n++
		out = append(out, fmt.Sprintf("w%d%sz", s.n, strings.Repeat("e", s.IntN(9))))
	}
	return strings.Join(out, " ")
}

func (s *source) text(most int) Text {
	t := Text{{S: s.words(most)}}
	if s.IntN(4) == 0 {
		t = append(t, Span{Ref: 1 + s.IntN(3)}, Span{S: " " + s.words(3), Strong: true}, Span{S: " " + s.words(3), Emph: true})
	}
	return t
}

func (s *source) paras(most int) []Para {
	out := make([]Para, s.IntN(most+1))
	for i := range out {
		out[i] = Para{Kind: ParaKind(s.IntN(4)), Number: i + 1, Level: s.IntN(3), Text: s.text(60)}
		if out[i].Kind == Heading {
			out[i].Text = s.text(8)
		}
	}
	return out
}

func (s *source) exhibit() Exhibit {
	s.n++
	e := Exhibit{Alt: "A picture", Title: s.text(14), Subtitle: s.text(20), Source: s.text(40)}
	if s.IntN(4) > 0 {
		e.Label, e.Dest = fmt.Sprintf("Figure %d", s.n), fmt.Sprintf("figure-%d", s.n)
	}
	if s.IntN(2) == 0 {
		e.Tag = "ESTIMATE"
	}
	return e
}

func (s *source) block(depth int) Block {
	s.n++
	c := common(s.n, Width(s.IntN(4)))
	switch s.IntN(20) {
	case 19:
		return &Contents{c, s.words(2), s.IntN(2) == 0}
	case 18: // a plate of any height, as wide as its column
		w, h := 100.0, 5+150*s.Float64()
		return &Image{Common: c, Exhibit: s.exhibit(), Drawing: ink.Drawing{W: w, H: h, Marks: []ink.Mark{{Op: ink.Rect(0, 0, w, h, colorBlue)}}}}
	case 17:
		if depth > 0 {
			return &TextBlock{c, s.paras(3)} // the scale needs the page
		}
		c.Width = Full
		b := scaleOf([][]Band{gaps, nest, long}[s.IntN(3)])
		b.Common, b.Exhibit = c, s.exhibit()
		for range s.IntN(9) {
			b.Items = append(b.Items, Rated{s.words(4), 1 + s.IntN(7)})
		}
		return b
	case 16:
		c.Width = Full
		b := &Annex{Common: c}
		for range s.IntN(4) {
			b.Tables = append(b.Tables, s.table(c))
		}
		return b
	case 15:
		return s.matrix(c)
	case 14:
		b := &ClaimCheck{Common: c, Title: s.words(3), Number: s.words(2), Words: s.words(9), Alarm: s.IntN(2) == 0, Proof: s.words(12), Facts: s.text(20)}
		for i := range b.Heads {
			b.Heads[i] = s.label(1)
		}
		for range s.IntN(400) {
			b.Squares = append(b.Squares, ClaimState(s.IntN(4)))
		}
		for range s.IntN(5) {
			b.Counts = append(b.Counts, StateCount{ClaimState(s.IntN(4)), s.IntN(400), s.label(2)})
		}
		for range s.IntN(12) {
			b.Rows = append(b.Rows, ClaimRow{s.words(1), s.words(6), s.IntN(9), s.words(8), s.IntN(4), s.words(1)})
		}
		for range s.IntN(3) {
			b.Notes = append(b.Notes, NoteColumn{s.words(2), s.paras(3)})
		}
		return b
	case 0, 1, 2:
		return &TextBlock{c, s.paras(8)}
	case 3:
		k := &KeyFigures{Common: c}
		for range s.IntN(9) {
			k.Tiles = append(k.Tiles, Tile{s.words(5), s.words(2), s.words(1), s.IntN(4) - 1, s.text(4), charts.SparkLine, series[:s.IntN(len(series))], "A small picture"})
		}
		return k
	case 4, 5:
		f := figure(0, c.Width, "")
		f.Common, f.Exhibit = c, s.exhibit()
		f.Chart.Kind = []charts.Kind{charts.Bars, charts.Line, charts.Rates, charts.Dots, charts.Years, charts.Indexed, charts.Multiples, charts.Stacked, charts.Heatmap}[s.IntN(9)]
		if f.Chart.Kind == charts.Heatmap && (depth > 0 || c.Width != Full) {
			f.Chart.Kind = charts.Bars // a month takes more than there is
		}
		return f
	case 6, 7:
		return s.table(c)
	case 8:
		j := &Judgements{Common: c, Title: s.words(3), Note: s.words(9)}
		for range s.IntN(7) {
			j.Items = append(j.Items, Judgement{s.words(1), s.words(2), s.IntN(8), s.text(30), s.words(2), s.IntN(4), s.text(10)})
		}
		return j
	case 9:
		side := func() Side {
			out := Side{s.text(2), s.text(6), nil, s.words(2), s.IntN(8), s.words(2), s.IntN(4)}
			for range s.IntN(6) {
				out.Rows = append(out.Rows, s.text(30))
			}
			return out
		}
		return &TwoSided{c, side(), side(), []string{s.words(1), s.words(2), s.words(1)}}
	case 10:
		tl := &Timeline{Common: c, Exhibit: s.exhibit()}
		kinds := []string{"legal", "restriction", "trade", "reference", ""}
		for range s.IntN(13) {
			e := Entry{From: data.Date((2010+s.IntN(14))*10000 + (1+s.IntN(12))*100 + 1 + s.IntN(28)), When: s.words(2), Text: s.text(8), Kind: kinds[s.IntN(5)]}
			if s.IntN(4) == 0 {
				e.To = e.From + data.Date(s.IntN(3)*10000)
			}
			tl.Entries = append(tl.Entries, e)
		}
		return tl
	case 11:
		return &Callout{c, s.IntN(2) == 0, s.text(5), s.paras(3)}
	case 12:
		if depth == 0 {
			cols := &Columns{Common: c}
			for range s.IntN(4) {
				var list []Block
				for range s.IntN(4) {
					list = append(list, s.block(1))
				}
				cols.Columns = append(cols.Columns, list)
			}
			return cols
		}
		return &PageBreak{c}
	}
	n := &Notes{Common: c}
	for range s.IntN(8) {
		n.Items = append(n.Items, NoteColumn{s.words(3), append(s.paras(2), para(s.word()))})
	}
	for range s.IntN(5) {
		n.Symbols = append(n.Symbols, [2]string{s.words(1), s.words(6)})
	}
	return n
}

func (s *source) table(c Common) *Table {
	tab := &Table{Common: c, Exhibit: s.exhibit()}
	if s.IntN(3) == 0 {
		tab.Finding = s.text(30)
	}
	for range s.IntN(9) {
		tab.Columns = append(tab.Columns, Column{Title: tx(s.label(3)), Align: Align(s.IntN(3)), Grow: s.IntN(5) == 0, Kind: ColumnKind(s.IntN(7)), Width: float64(s.IntN(8) / 7 * 20)})
	}
	if s.IntN(2) == 0 && len(tab.Columns) < 6 {
		for i := range len(tab.Columns) / 2 {
			tab.Columns[len(tab.Columns)-1-i].Kind = FitColumn
		}
	}
	rows := s.IntN(40)
	if s.IntN(10) == 0 {
		rows = s.IntN(300)
	}
	for range rows {
		row := Row{Style: RowStyle(max(0, s.IntN(12)-8))}
		for range tab.Columns {
			cell := Cell{Strong: s.IntN(5) == 0, Muted: s.IntN(9) == 0, Sign: s.IntN(3) - 1, Bar: s.Float64(), Spark: series, Stance: s.IntN(6), Fit: s.IntN(6), Status: Status(s.IntN(5))}
			if s.IntN(6) > 0 {
				cell.Text = []Para{{Text: s.text(4)}}
			}
			if s.IntN(20) == 0 {
				cell.Mark = "r"
			}
			if s.IntN(20) == 0 {
				cell.Sub = s.text(3)
			}
			row.Cells = append(row.Cells, cell)
			if row.Style == Group {
				row.Cells[0].Mark, row.Cells[0].Sub = "", nil
				break
			}
		}
		tab.Rows = append(tab.Rows, row)
	}
	return tab
}

// matrix is a table of hypotheses.
func (s *source) matrix(c Common) *Table {
	c.Width = Full
	tab := &Table{Common: c, Exhibit: s.exhibit(), Finding: s.text(20), Columns: []Column{{Kind: CodeColumn, Width: 8}, {Title: tx(s.label(1)), Grow: true}, {Title: tx(s.label(1)), Align: Center, Width: 16}}}
	for range 2 + s.IntN(4) {
		tab.Columns = append(tab.Columns, Column{Kind: FitColumn, Title: Text{{S: s.label(1)}, {S: s.label(3)}}})
	}
	for range s.IntN(10) {
		row := Row{Cells: []Cell{{Text: []Para{para(s.label(1))}}, {Text: []Para{{Text: s.text(30)}}}, {Text: []Para{para(s.label(1))}}}}
		for range tab.Columns[3:] {
			row.Cells = append(row.Cells, Cell{Text: []Para{para("+")}, Fit: s.IntN(6), Alt: "fits"})
		}
		tab.Rows = append(tab.Rows, row)
	}
	return tab
}

// refer lets running text refer to exhibits that follow it, as authors do.
func (s *source) refer(doc *Document) {
	var texts []*TextBlock
	for _, sec := range doc.Sections {
		for b := range blocksIn(sec.Blocks) {
			if text, ok := b.(*TextBlock); ok && len(text.Paras) > 0 {
				texts = append(texts, text)
			}
			e := exhibitOf(b)
			if e == nil || e.Dest == "" || len(texts) == 0 || s.IntN(3) == 0 {
				continue
			}
			text := texts[len(texts)-1-s.IntN(min(3, len(texts)))]
			p := &text.Paras[s.IntN(len(text.Paras))].Text
			*p = append(*p, Span{S: " "}, Span{S: e.Label, Dest: e.Dest})
		}
	}
}

func (s *source) document() Document {
	s.cjk = s.IntN(4) == 0
	doc := specimen()
	if s.cjk {
		doc.Meta.Lang = []string{"zh", "ko"}[s.IntN(2)]
	}
	doc.Title, doc.Standfirst, doc.Facts = s.text(40), s.paras(3), nil
	for range s.IntN(8) {
		doc.Facts = append(doc.Facts, Fact{s.words(2), s.text(8)})
	}
	doc.Organisation, doc.SeriesLine, doc.Handling = s.words(6), s.label(6), s.words(20)
	if s.IntN(3) == 0 {
		doc.Theme = ministry()
		doc.Theme.Type = Type{Text: Family(s.IntN(2)), Headings: Family(s.IntN(2)), Size: 8.5 + 2.5*s.Float64()}
	}
	doc.Theme.Paper = Paper(s.IntN(2))
	doc.Marking = []string{"", "TLP:CLEAR", "TLP:AMBER+STRICT", strings.Repeat("TLP", 12)}[s.IntN(4)]
	doc.Contact = doc.Contact[:s.IntN(4)]
	front := Section{At: at(1e6)}
	for range s.IntN(4) {
		front.Blocks = append(front.Blocks, s.block(0))
	}
	doc.Sections = []Section{front}
	for i := range 1 + s.IntN(4) {
		sec := Section{At: at(1e6 + i), ID: fmt.Sprint(i), Number: i, Name: s.words(3), Title: s.text(9), Deck: s.text(30)}
		if s.IntN(5) == 0 {
			sec.Title, sec.Name = nil, "Notes"
		}
		if i == 0 {
			sec.At = at(2e6)
		}
		for range s.IntN(15) {
			sec.Blocks = append(sec.Blocks, s.block(0))
		}
		doc.Sections = append(doc.Sections, sec)
	}
	last := &doc.Sections[len(doc.Sections)-1]
	last.Blocks = append(last.Blocks, &Sources{Common: common(9, Full), Title: s.words(2), Entries: []SourceEntry{{1, s.text(30)}, {2, s.text(9)}, {3, nil}}})
	s.refer(&doc)
	return doc
}

// heeded lays a document out. Tables of chance have more columns than can be read
// in their width; as their problem asks, columns are left out until all can.
func heeded(doc Document) (pdf.Document, []Place, diag.List) {
	for {
		out, places, problems := Layout(doc)
		left := false
		for _, p := range problems {
			for _, s := range doc.Sections {
				left = leaveOut(s.Blocks, p) || left
			}
		}
		if !left {
			return out, places, problems
		}
	}
}

// leaveOut takes a column out of the table that the problem names.
func leaveOut(blocks []Block, p diag.Problem) bool {
	done := false
	for _, b := range blocks {
		switch b := b.(type) {
		case *Columns:
			for _, list := range b.Columns {
				done = leaveOut(list, p) || done
			}
		case *Annex:
			for _, t := range b.Tables {
				done = leaveOut([]Block{t}, p) || done
			}
		case *Table:
			if n := len(b.Columns); b.At == p.Pos && n > 1 && strings.Contains(p.Message, "columns of this table need") {
				b.Columns, done = b.Columns[:n/2], true
				for i, row := range b.Rows {
					b.Rows[i].Cells = row.Cells[:min(len(row.Cells), n/2)]
				}
			}
		}
	}
	return done
}

// TestGeneratedDocuments lays out documents of chance, of every kind of block, in Latin
// and Chinese and Korean words, on both papers and in two styles. Each gives right pages;
// a very few hold a block that no page can, and that is said with its place.
func TestGeneratedDocuments(t *testing.T) {
	const documents, refusals = 80, 3
	refused := 0
	for seed := range uint64(documents) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := &source{Rand: rand.New(rand.NewPCG(seed, 7))}
			doc := s.document()
			out, places, problems := heeded(doc)
			for _, p := range problems {
				if p.Phase != diag.Layout || p.Pos.Line == 0 || p.Message == "" {
					t.Errorf("problem without its place: %v", p)
				}
			}
			if problems.Failed() {
				if refused++; refused > refusals {
					t.Errorf("problems: %v", problems)
				}
				return
			}
			checkPages(t, out)
			checkTargets(t, out)
			checkStructure(t, out)
			checkWords(t, out, authorWords(doc))
			checkProperties(t, doc, out, places)
			checkConforms(t, out)
		})
	}
}

// checkConforms: the file of the pages is found to keep its standards.
func checkConforms(t *testing.T, out pdf.Document) {
	t.Helper()
	file, err := pdf.Encode(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range conform.Check(file, conform.Standards{UA1: true, A3a: true}) {
		t.Error(f)
	}
}

// TestGeneratedConform: veraPDF finds no fault in the files of such documents.
func TestGeneratedConform(t *testing.T) {
	if testing.Short() {
		t.Skip("the files are the same with and without the race detector")
	}
	files := map[string][]byte{}
	encode := func(name string, doc Document) {
		out, _, problems := heeded(doc)
		if problems.Failed() {
			return // TestGeneratedDocuments counts them
		}
		file, err := pdf.Encode(out)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		files[name] = file
	}
	encode("specimen.pdf", specimen())
	for seed := range uint64(8) {
		s := &source{Rand: rand.New(rand.NewPCG(seed, 7))}
		encode(fmt.Sprintf("generated-%d.pdf", seed), s.document())
	}
	for name, rules := range pdftest.VeraPDF(t, files) {
		t.Errorf("%s breaks %s", name, strings.Join(rules, ", "))
	}
}
