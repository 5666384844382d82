package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"tradebrief/data"
	"tradebrief/data/diag"
)

func (a *app) data() *cobra.Command {
	return &cobra.Command{
		Use:   "data FILE…",
		Short: "Say what a data file holds and print a data: block to paste",
		Long: `What was understood stands in comments above the block, to be held against the
spreadsheet; the whole is YAML and can be pasted or sent to a file as it is.
What the file does not say is left open for you to fill in.`,
		Example: `  tradebrief data exports.csv
  tradebrief data -q exports.csv   # the block alone
  tradebrief data downloads/*.csv
  tradebrief data exports.csv --json
  unzip -p all.zip cn.csv | tradebrief data -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.runData(args) },
	}
}

// described is one file of the command line with what was seen in it.
type described struct {
	typed   string
	path    string // for the outline
	outside bool   // the outline could not read it where it is
	saw     *data.Description
}

func (a *app) runData(args []string) error {
	var list []described
	var problems diag.List
	a.progress.begin(0, 1)
	for _, arg := range args {
		if _, err := os.Stat(arg); errors.Is(err, fs.ErrNotExist) && arg != data.Stdin {
			return failure{codeUsage, fmt.Sprintf("%s: no such file", arg), nearFile(arg)}
		}
		d := described{typed: arg, path: filepath.ToSlash(filepath.Clean(arg))}
		if filepath.IsAbs(arg) || strings.HasPrefix(d.path, "../") {
			d.path, d.outside = filepath.Base(arg), true
		}
		name := filepath.Base(arg)
		saw, found := data.Describe(a.progress.watch(a.argument(arg)), name)
		for i := range found {
			if found[i].Pos.File == name {
				found[i].Pos.File = arg
			}
		}
		problems = append(problems, found...)
		if d.saw = saw; saw != nil {
			for i := range saw.Sources {
				saw.Sources[i].Path.Value = d.path
			}
			list = append(list, d)
		}
	}
	problems.Excerpts(func(name string) (io.ReadCloser, error) {
		if !slices.Contains(args, name) {
			return nil, fs.ErrNotExist
		}
		return data.Open(a.argument(name), filepath.Base(name))
	})
	var b blockWriter
	b.block(list)
	if a.ctx.Err() != nil {
		return failure{codeInterrupted, "interrupted", ""}
	}
	if a.json {
		if err := a.printJSON(jsonDescriptions(list, b.String(), problems)); err != nil {
			return err
		}
	} else {
		if !a.quiet {
			for _, d := range list {
				io.WriteString(a.stdout, d.report())
			}
		}
		io.WriteString(a.stdout, b.String())
		a.printProblems(problems)
	}
	if problems.Failed() {
		return failure{code: int(problems.Phase())}
	}
	return nil
}

// argument is the file system of one file of the command line.
func (a *app) argument(arg string) fs.FS {
	file := through{interruptible{through{onlyFile{filepath.Base(arg), arg}}, a.ctx}}
	return withStdin{file, standardInput, a.ctx}
}

// nearFile is a hint at the file that was probably meant.
func nearFile(name string) string {
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if near := diag.Nearest(filepath.Base(name), names); near != "" {
		return fmt.Sprintf("did you mean %q?", filepath.Join(filepath.Dir(name), near))
	}
	return ""
}

// onlyFile is a file system with one file in it, wherever that lies.
type onlyFile struct{ name, path string }

func (o onlyFile) Open(name string) (fs.File, error) {
	if name != o.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.Open(o.path)
}

func (o onlyFile) Stat(name string) (fs.FileInfo, error) {
	if name != o.name {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return os.Stat(o.path)
}

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
		if s.Example != "" {
			comment(&b, "example", s.Example)
		}
	}
	for _, t := range s.Totals {
		comment(&b, "total", t)
	}
	used, unused := "columns", map[string][]string{}
	var reasons []string
	for _, c := range s.Columns {
		if c.Use != "" {
			comment(&b, used, fmt.Sprintf("%s: %s", c.Name, c.Use))
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

// blockWriter writes entries of an outline as YAML.
type blockWriter struct{ strings.Builder }

// block is the data and series of an outline that reads the files.
func (b *blockWriter) block(list []described) {
	list = slices.DeleteFunc(slices.Clone(list), func(d described) bool { return len(d.saw.Sources) == 0 })
	if len(list) == 0 {
		return
	}
	b.WriteString("data:\n")
	entries := joined(list)
	ids := map[string]int{}
	for i := range entries {
		for j := range entries[i] {
			src := &entries[i][j]
			if ids[src.ID.Value]++; ids[src.ID.Value] > 1 {
				src.ID.Value += "-" + strconv.Itoa(ids[src.ID.Value])
			}
			b.entry(src)
		}
	}
	series := list[0].saw.Series
	if len(series) == 0 {
		return
	}
	b.WriteString("series:\n")
	for _, s := range series {
		if len(entries) > 1 {
			s.Data = entries[0][0].ID
		}
		fmt.Fprintf(b, "  %s:\n", s.ID.Value)
		for _, p := range [...]struct{ key, value string }{
			{"flow", s.Flow.Value}, {"reporter", s.Reporter.Value}, {"partner", s.Partner.Value}, {"code", firstCode(s)}, {"data", s.Data.Value}, {"label", s.Label},
		} {
			if p.value != "" {
				fmt.Fprintf(b, "    %s: %s\n", p.key, scalar(p.value))
			}
		}
	}
}

func firstCode(s data.Selector) string {
	if len(s.Codes) == 0 {
		return ""
	}
	return s.Codes[0].Value
}

// entry writes one entry of the data list.
func (b *blockWriter) entry(src *data.Source) {
	t := &src.Table
	line := func(indent int, key string, value diag.Text) {
		if value.Value != "" {
			fmt.Fprintf(b, "%s%s: %s\n", strings.Repeat(" ", indent), key, scalar(value.Value))
		}
	}
	fmt.Fprintf(b, "  - id: %s\n", scalar(src.ID.Value))
	line(4, "path", src.Path)
	line(4, "format", src.Format)
	if src.Publisher != "" {
		fmt.Fprintf(b, "    publisher: %s\n", scalar(src.Publisher))
	} else {
		b.WriteString("    # publisher: who issued the figures\n")
	}
	line(4, "vintage", src.Vintage)
	line(4, "flow", src.Flow)
	line(4, "reporter", src.Reporter)
	line(4, "partner", src.Partner)
	if src.Flow.Value == "" && t.Flow.Const.Value+t.Flow.Column.Value == "" && !slices.ContainsFunc(t.Values, func(v data.ValueSpec) bool { return v.Flow.Value != "" }) {
		b.WriteString("    # flow: export or import; the file does not say\n")
	}
	if src.Format.Value != "table" {
		return // the format says the rest
	}
	b.WriteString("    table:\n")
	if t.NoHeader {
		b.WriteString("      header: false   # the columns are named 1, 2, 3 and so on\n")
	}
	if t.Skip > 0 {
		fmt.Fprintf(b, "      skip: %d\n", t.Skip)
	}
	line(6, "sheet", t.Sheet)
	line(6, "encoding", t.Encoding)
	line(6, "delimiter", t.Delimiter)
	line(6, "decimal", t.Decimal)
	line(6, "thousands", t.Thousands)
	fmt.Fprintf(b, "      period: {%s}\n", pairs("column", t.Period.Column, "year", t.Period.Year, "month", t.Period.Month, "quarter", t.Period.Quarter, "layout", t.Period.Layout))
	b.field("reporter", t.Reporter)
	b.field("partner", t.Partner)
	b.field("flow", t.Flow)
	if t.Code.Column.Value != "" {
		fmt.Fprintf(b, "      code: {%s}\n", pairs("column", t.Code.Column, "classification", t.Classification))
	}
	b.field("label", t.Label)
	b.field("vintage", t.Vintage)
	b.field("tolerance", t.Tolerance)
	if len(t.Where) > 0 {
		b.WriteString("      where:\n")
		for _, w := range t.Where {
			fmt.Fprintf(b, "        %s: %s\n", scalar(w.Column.Value), scalar(w.Equals.Value))
		}
	}
	b.WriteString("      values:\n")
	for _, v := range t.Values {
		fmt.Fprintf(b, "        - column: %s\n", scalar(v.Column.Value))
		line(10, "flow", v.Flow)
		if v.Unit.Value == data.Unfilled {
			fmt.Fprintf(b, "          unit: %s   # which? USD, CNY, kg …\n          # scale: 1e6 where they are millions\n", data.Unfilled)
		} else {
			line(10, "unit", v.Unit)
		}
		line(10, "scale", v.Scale)
		if v.Status.Column.Value != "" {
			fmt.Fprintf(b, "          status: {%s}\n", pairs("column", v.Status.Column))
		}
		if q := v.Quantity; q.Column.Value != "" {
			fmt.Fprintf(b, "          quantity: {%s}\n", pairs("column", q.Column, "unit", q.Unit, "scale", q.Scale))
		}
	}
}

// field writes a column with its map.
func (b *blockWriter) field(key string, f data.Field) {
	if f.Column.Value == "" {
		return
	}
	text := pairs("column", f.Column)
	if len(f.Map) > 0 {
		var words []string
		for from, to := range f.Map {
			words = append(words, scalar(from)+": "+scalar(to))
		}
		slices.Sort(words)
		text += ", map: {" + strings.Join(words, ", ") + "}"
	}
	fmt.Fprintf(b, "      %s: {%s}\n", key, text)
}

// pairs are the keys that have a value, for a mapping in braces: string,
// diag.Text, string, diag.Text …
func pairs(list ...any) string {
	var words []string
	for i := 0; i+1 < len(list); i += 2 {
		if v := list[i+1].(diag.Text); v.Value != "" {
			words = append(words, list[i].(string)+": "+scalar(v.Value))
		}
	}
	return strings.Join(words, ", ")
}

// scalar is a text as a YAML scalar, in quotes where it needs them. The outline
// reads every scalar as text, so that 0402 and no need none.
func scalar(s string) string {
	plain := s != "" && !strings.ContainsAny(s[:1], " -?:,[]{}#&*!|>'\"%@`~") && !strings.HasSuffix(s, " ") && !strings.HasSuffix(s, ":")
	for _, r := range s {
		if r < ' ' || r == 0x7F || strings.ContainsRune(",[]{}?\"\\", r) || r > '~' && !unicode.IsLetter(r) {
			plain = false
		}
	}
	if plain && !strings.Contains(s, ": ") && !strings.Contains(s, " #") {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r >= 0x7F && r < 0xA0 || r == 0xA0 || r == 0x2028 || r == 0x2029 || r == 0x202F || r == 0xFEFF || r >= 0xD800 && r < 0xE000 || r == 0xFFFE || r == 0xFFFF:
			fmt.Fprintf(&b, "\\u%04X", r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// joined are the entries of the files. Files in one folder that are read in the
// same way become one entry with a pattern, if no other file matches it.
func joined(list []described) [][]data.Source {
	var out [][]data.Source
	done := make([]bool, len(list))
	for i, d := range list {
		if done[i] {
			continue
		}
		names := []string{d.path}
		same := []int{i}
		for j := i + 1; j < len(list); j++ {
			if !done[j] && path.Dir(list[j].path) == path.Dir(d.path) && alike(d.saw.Sources, list[j].saw.Sources) {
				names = append(names, list[j].path)
				same = append(same, j)
			}
		}
		entries := slices.Clone(d.saw.Sources)
		if pattern := pattern(names); len(names) > 1 && pattern != "" && !d.outside && matchesOnly(pattern, names) {
			for _, j := range same {
				done[j] = true
			}
			for k := range entries {
				e := &entries[k]
				e.ID.Value = data.EntryID(pattern) + strings.TrimPrefix(e.ID.Value, data.EntryID(d.path))
				e.Path.Value = pattern
			}
		}
		out = append(out, entries)
	}
	return out
}

// alike reports whether two files are read by the same words but for path and id.
func alike(a, b []data.Source) bool {
	bare := func(list []data.Source) string {
		var w blockWriter
		for _, src := range list {
			src.ID, src.Path = diag.Text{}, diag.Text{}
			w.entry(&src)
		}
		return w.String()
	}
	return bare(a) == bare(b)
}

// pattern is a name with a star in place of what differs, or empty.
func pattern(names []string) string {
	first := names[0]
	before, after := len(first), len(first)
	for _, n := range names[1:] {
		i := 0
		for i < min(len(n), before) && n[i] == first[i] {
			i++
		}
		before = i
		j := 0
		for j < min(len(n), after) && n[len(n)-1-j] == first[len(first)-1-j] {
			j++
		}
		after = j
	}
	// The star takes whole numbers: next year's file is to match, too.
	digit := func(i int) bool { return first[i] >= '0' && first[i] <= '9' }
	for before > 0 && digit(before-1) {
		before--
	}
	for after > 0 && digit(len(first)-after) {
		after--
	}
	if before+after > len(first) {
		after = len(first) - before
	}
	p := first[:before] + "*" + first[len(first)-after:]
	if strings.Count(p, "*") != 1 || strings.ContainsAny(p, "?[\\") || !utf8.ValidString(p) {
		return ""
	}
	return p
}

// matchesOnly reports whether a pattern finds these files and no other.
func matchesOnly(pattern string, names []string) bool {
	found, err := filepath.Glob(filepath.FromSlash(pattern))
	if err != nil || len(found) != len(names) {
		return false
	}
	for _, f := range found {
		if !slices.Contains(names, filepath.ToSlash(f)) {
			return false
		}
	}
	return true
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
			Rows: s.Rows, Kept: s.Kept, LeftOut: s.LeftOut, Notes: s.Notes, Duplicates: s.Duplicates, Figures: s.Figures, Layout: s.Layout,
			First: s.First.String(), Last: s.Last.String(), Gaps: []string{}, End: s.Ragged, Columns: []jsonColumn{},
			Flows: words(s.Flows), Reporters: words(s.Reporters), Partners: words(s.Partners), Codes: words(s.Codes),
			Totals: append([]string{}, s.Totals...), Doubts: append([]string{}, s.Doubts...), Entries: []string{},
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
