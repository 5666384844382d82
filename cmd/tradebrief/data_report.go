package main

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// What a described file holds, for people and for programs.

// comment is a text of the report: its name, its lines.
func comment(b *strings.Builder, name, text string) {
	const indent = 15
	lines := hanging(diag.Visible(text), indent, indent, 80) // a line break would end the comment
	line := fmt.Sprintf("#   %-10s %s", name, strings.ReplaceAll(lines[indent:], "\n ", "\n#"))
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}

// report says in comments what was seen in a file.
func (d *described) report() string {
	var b strings.Builder
	s := d.saw
	fmt.Fprintf(&b, "# %s\n", diag.Visible(d.typed))
	line := "line"
	if s.Encoding == "" {
		line = "row"
	}
	encoding := s.Encoding
	if s.Shown.Value != "" {
		encoding += fmt.Sprintf(", as in %q in line %d", s.Shown.Value, s.Shown.Pos.Line)
	}
	if s.Format != "" {
		comment(&b, "format", s.Format)
	}
	table := "no header"
	if s.Header > 0 {
		table = fmt.Sprintf("header in %s %d", line, s.Header)
		if len(s.Above) > 0 {
			table += " below " + count(len(s.Above), line)
		}
	}
	switch {
	case s.Encoding != "":
		comment(&b, "encoding", encoding)
		comment(&b, "table", delimiterWord(s.Delimiter)+" between the cells, "+table)
	case s.Sheet != "":
		comment(&b, "table", sheetWords(s)+", "+table)
	default:
		comment(&b, "table", "Parquet, columns by their names")
	}
	numbers := fmt.Sprintf("decimals after %q", s.Decimal)
	if s.Thousands != 0 {
		numbers += fmt.Sprintf(", thousands parted by %q", s.Thousands)
	}
	if len(s.Sources) > 0 {
		comment(&b, "numbers", numbers)
		rows := fmt.Sprintf("%s, %s read", counted(s.Rows, "row"), counted(s.Figures, "figure"))
		if s.LeftOut > 0 {
			rows += fmt.Sprintf(", %s left out by where", counted(s.LeftOut, "row"))
		}
		if s.Sums > 0 {
			rows += fmt.Sprintf(", %s over the periods left out", counted(s.Sums, "sum"))
		}
		if s.Headers > 0 {
			rows += fmt.Sprintf(", the header left out where it stands again (%s)", counted(s.Headers, "time"))
		}
		if s.OtherLengths > 0 {
			rows += fmt.Sprintf(", %s of other lengths of period left out", counted(s.OtherLengths, "row"))
		}
		if s.Notes > 0 {
			rows += fmt.Sprintf(", %s below the table left out", count(s.Notes, "note"))
		}
		if s.Duplicates > 0 {
			rows += fmt.Sprintf(", %s dropped", counted(s.Duplicates, "repeated figure"))
		}
		comment(&b, "rows", rows)
		comment(&b, "periods", periods(s))
		if s.Ragged != "" {
			comment(&b, "end", s.Ragged)
		}
		for _, w := range []struct {
			name string
			list []data.Counted
		}{{"flows", s.Flows}, {"reporters", s.Reporters}, {"partners", s.Partners}, {"codes", s.Codes}} {
			if len(w.list) > 0 {
				comment(&b, w.name, countedWords(w.list))
			}
		}
		if s.Parts != "" {
			comment(&b, "parts", s.Parts)
		}
		if s.Example != "" {
			comment(&b, "example", s.Example)
		}
	}
	for _, t := range s.Totals {
		comment(&b, "total", t)
	}
	used, unused := "columns", map[string][]string{}
	var reasons []string
	alike := map[string][]string{}
	for _, c := range s.Columns {
		if c.Use != "" {
			alike[c.Use] = append(alike[c.Use], c.Name)
		}
	}
	for _, c := range s.Columns {
		if c.Use != "" {
			switch names := alike[c.Use]; {
			case len(names) > 2: // the months of a wide table
				comment(&b, used, fmt.Sprintf("%s … %s, %d columns: %s", names[0], names[len(names)-1], len(names), c.Use))
				alike[c.Use] = []string{""}
			case names[0] != "":
				comment(&b, used, fmt.Sprintf("%s: %s", c.Name, c.Use))
			}
			used = ""
			continue
		}
		if unused[c.Why] == nil {
			reasons = append(reasons, c.Why)
		}
		unused[c.Why] = append(unused[c.Why], c.Name)
	}
	label := "not used"
	for _, why := range reasons {
		text := strings.Join(unused[why], ", ")
		if why != "" {
			text += " (" + why + ")"
		}
		comment(&b, label, text)
		label = ""
	}
	label = "look at"
	for _, t := range s.Doubts {
		comment(&b, label, "– "+t)
		label = ""
	}
	if d.outside {
		comment(&b, label, "– an outline reads only files beside it: copy "+d.typed+" there")
	}
	b.WriteString("\n")
	return b.String()
}

// sheetWords says which sheet of a workbook was read.
func sheetWords(s *data.Description) string {
	text := fmt.Sprintf("sheet %q", s.Sheet)
	if s.Sheets > 1 {
		text = fmt.Sprintf("sheet %q of %d", s.Sheet, s.Sheets)
	}
	var hidden []string
	if s.HiddenRows > 0 {
		hidden = append(hidden, count(s.HiddenRows, "hidden row"))
	}
	if n := len(s.HiddenColumns); n > 0 {
		hidden = append(hidden, count(n, "hidden column")+" ("+strings.Join(s.HiddenColumns, ", ")+")")
	}
	if len(hidden) > 0 {
		text += ", " + strings.Join(hidden, " and ") + " read like the others"
	}
	return text
}

func delimiterWord(r rune) string {
	switch r {
	case ',':
		return "comma"
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	}
	return strconv.QuoteRune(r)
}

func periods(s *data.Description) string {
	text := s.First.String()
	if s.Last != s.First {
		text += " to " + s.Last.String()
	}
	var runs []string
	for i := 0; i < len(s.Gaps); {
		j := i
		for j+1 < len(s.Gaps) && s.Gaps[j].Add(1) == s.Gaps[j+1] {
			j++
		}
		run := s.Gaps[i].String()
		if j > i {
			run += " to " + s.Gaps[j].String()
		}
		runs = append(runs, run)
		i = j + 1
	}
	const most = 6
	switch n := len(runs); {
	case n > most:
		text += fmt.Sprintf("; none for %s and %d more runs", strings.Join(runs[:most], ", "), n-most)
	case n > 0:
		text += "; none for " + strings.Join(runs, ", ")
	}
	return text
}

// grouped is a number as the tool prints it, with its thousands parted.
func grouped(n int) string { return data.Fixed(big.NewRat(int64(n), 1), 0, false) }

func counted(n int, noun string) string {
	_, noun, _ = strings.Cut(count(n, noun), " ")
	return grouped(n) + " " + noun
}

func countedWords(list []data.Counted) string {
	const most = 8
	var words []string
	for _, w := range list[:min(len(list), most)] {
		words = append(words, fmt.Sprintf("%s (%s)", w.Word, grouped(w.N)))
	}
	text := strings.Join(words, ", ")
	if len(list) > most {
		text = fmt.Sprintf("%d: %s, …", len(list), text)
	}
	return text
}

// jsonDescription is the JSON form of a described file.
type jsonDescription struct {
	File       string        `json:"file"`
	Format     string        `json:"format"` // of a publisher; "" = table
	Encoding   string        `json:"encoding"`
	Delimiter  string        `json:"delimiter"`
	Sheet      string        `json:"sheet"`
	HiddenRows int           `json:"hidden_rows"`
	HiddenCols []string      `json:"hidden_columns"`
	Header     int           `json:"header"`
	Decimal    string        `json:"decimal"`
	Thousands  string        `json:"thousands"`
	Rows       int           `json:"rows"`
	Kept       int           `json:"kept"`
	LeftOut    int           `json:"left_out"`
	Sums       int           `json:"sums"`
	Headers    int           `json:"repeated_headers"`
	Lengths    int           `json:"other_lengths"`
	Notes      int           `json:"notes"`
	Duplicates int           `json:"duplicates"`
	Figures    int           `json:"figures"`
	Layout     string        `json:"layout"`
	First      string        `json:"first"`
	Last       string        `json:"last"`
	Gaps       []string      `json:"gaps"`
	End        string        `json:"end"`
	Columns    []jsonColumn  `json:"columns"`
	Flows      []jsonCounted `json:"flows"`
	Reporters  []jsonCounted `json:"reporters"`
	Partners   []jsonCounted `json:"partners"`
	Codes      []jsonCounted `json:"codes"`
	Parts      string        `json:"parts"`
	Totals     []string      `json:"totals"`
	Doubts     []string      `json:"doubts"`
	Entries    []string      `json:"entries"`
}

type jsonColumn struct {
	Name     string `json:"name"`
	Use      string `json:"use"`
	Why      string `json:"why"`
	Examples string `json:"examples"`
}

type jsonCounted struct {
	Word    string `json:"word"`
	Figures int    `json:"figures"`
}

func jsonDescriptions(list []described, block string, problems diag.List) any {
	files := []jsonDescription{}
	words := func(list []data.Counted) []jsonCounted {
		out := []jsonCounted{}
		for _, w := range list {
			out = append(out, jsonCounted{w.Word, w.N})
		}
		return out
	}
	for _, d := range list {
		s := d.saw
		j := jsonDescription{
			File: d.typed, Format: strings.SplitN(s.Format, " ", 2)[0], Encoding: s.Encoding, Delimiter: strings.TrimRight(string(s.Delimiter), "\x00"), Sheet: s.Sheet, HiddenRows: s.HiddenRows, HiddenCols: append([]string{}, s.HiddenColumns...), Header: s.Header, Decimal: string(s.Decimal),
			Rows: s.Rows, Kept: s.Kept, LeftOut: s.LeftOut, Sums: s.Sums, Headers: s.Headers, Lengths: s.OtherLengths, Notes: s.Notes, Duplicates: s.Duplicates, Figures: s.Figures, Layout: s.Layout,
			First: s.First.String(), Last: s.Last.String(), Gaps: []string{}, End: s.Ragged, Columns: []jsonColumn{},
			Flows: words(s.Flows), Reporters: words(s.Reporters), Partners: words(s.Partners), Codes: words(s.Codes),
			Parts: s.Parts, Totals: append([]string{}, s.Totals...), Doubts: append([]string{}, s.Doubts...), Entries: []string{},
		}
		if s.Thousands != 0 {
			j.Thousands = string(s.Thousands)
		}
		for _, p := range s.Gaps {
			j.Gaps = append(j.Gaps, p.String())
		}
		for _, c := range s.Columns {
			j.Columns = append(j.Columns, jsonColumn{c.Name, c.Use, c.Why, c.Some})
		}
		for _, src := range s.Sources {
			j.Entries = append(j.Entries, src.ID.Value)
		}
		files = append(files, j)
	}
	return struct {
		Files    []jsonDescription `json:"files"`
		Block    string            `json:"block"`
		Problems []problem         `json:"problems"`
	}{files, block, jsonProblems(problems)}
}
