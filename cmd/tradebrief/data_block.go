package main

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// The lines of an outline that read the described files.

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
	switch form := data.ReleaseLayout([]string{src.Path.Value}); {
	case src.VintageLayout.Value != "":
		fmt.Fprintf(b, "    vintage: {file: %s}   # the names say when each file was released\n", scalar(src.VintageLayout.Value))
	case strings.Contains(form, "DD") && !src.SaysRelease():
		fmt.Fprintf(b, "    # vintage: {file: %s}   # if the name says the day of the release\n", form)
	}
	line(4, "flow", src.Flow)
	line(4, "reporter", src.Reporter)
	line(4, "partner", src.Partner)
	line(4, "unit", src.Unit)
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
	if len(t.Signs) > 0 {
		var words []string
		for _, s := range t.Signs {
			words = append(words, fmt.Sprintf("%q: %s", s.Word.Value, s.Means.Value))
		}
		fmt.Fprintf(b, "      signs: {%s}", strings.Join(words, ", "))
		if slices.ContainsFunc(t.Signs, func(s data.Sign) bool { return s.Means.Value == data.Unfilled }) {
			b.WriteString("   # 0, missing or suppressed?")
		}
		b.WriteString("\n")
	}
	if period := pairs("column", t.Period.Column, "year", t.Period.Year, "month", t.Period.Month, "quarter", t.Period.Quarter, "layout", t.Period.Layout, "every", t.Period.Every); period != "" {
		fmt.Fprintf(b, "      period: {%s}\n", period)
	}
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
	if len(t.Parts) > 0 {
		b.WriteString("      parts:\n")
		for _, p := range t.Parts {
			fmt.Fprintf(b, "        - {%s}\n", pairs("column", p.Column, "total", p.Total))
		}
	}
	b.WriteString("      values:\n")
	for _, v := range t.Values {
		fmt.Fprintf(b, "        - %s\n", pairs("column", v.Column, "headings", v.Headings))
		line(10, "flow", v.Flow)
		if v.Unit.Value == data.Unfilled {
			fmt.Fprintf(b, "          unit: %s   # which? USD, CNY, kg …\n", data.Unfilled)
			if v.Scale.Value == "" {
				b.WriteString("          # scale: 1e6 where they are millions\n")
			}
		} else {
			line(10, "unit", v.Unit)
		}
		line(10, "scale", v.Scale)
		if v.Status.Column.Value != "" {
			fmt.Fprintf(b, "          status: {%s}\n", pairs("column", v.Status.Column))
		}
		if q := v.Quantity; q.Unit.Value != "" {
			fmt.Fprintf(b, "          quantity: {%s}\n", pairs("column", q.Column, "headings", q.Headings, "unit", q.Unit, "scale", q.Scale))
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
				// Months in names may as well be those of the figures, unless the files overlap.
				if form := data.ReleaseLayout(names); !e.SaysRelease() && (strings.Contains(form, "DD") || overlap(list, same)) {
					e.VintageLayout.Value = form
				}
			}
		}
		out = append(out, entries)
	}
	return out
}

// overlap reports whether two of the files hold figures of the same time.
func overlap(list []described, files []int) bool {
	for n, i := range files {
		for _, j := range files[n+1:] {
			a, b := list[i].saw, list[j].saw
			if a.First.Compare(b.Last) <= 0 && b.First.Compare(a.Last) <= 0 {
				return true
			}
		}
	}
	return false
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
	// The star takes whole numbers and whole dates: next year's file is to match, too.
	digit := func(i int) bool { return i >= 0 && i < len(first) && first[i] >= '0' && first[i] <= '9' }
	dated := strings.Contains(data.ReleaseLayout(names), "DD")
	within := func(i int) bool {
		return digit(i) || dated && i >= 0 && i < len(first) && strings.IndexByte("-_.", first[i]) >= 0 && digit(i-1) && digit(i+1)
	}
	for within(before - 1) {
		before--
	}
	for after > 0 && within(len(first)-after) {
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
