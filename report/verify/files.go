package verify

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tradebrief/report"
)

// altered compares the files inside with the manifest, and what the tool computes
// anew among them with the brief as it was made again; brief may be nil.
func (v *Verdict) altered(brief *report.Brief) {
	differs := map[string]bool{}
	for _, a := range v.kept.Altered() {
		differs[a.Name] = true
		v.sources = v.sources || !a.Added && a.Name != report.ClaimsFile
		f := Finding{Kind: Inside, File: a.Name}
		switch {
		case a.Gone:
			f.Message = a.Name + " was taken out of the file"
		case a.Added:
			f.Message = fmt.Sprintf("a file was put inside that is not the brief's: %s", quoted(a.Name))
		default:
			v.alteredLines(f, a.Lines, v.files[a.Name], brief)
			continue
		}
		v.find(f)
	}
	if brief == nil {
		return
	}
	// A manifest that was altered along with a file says nothing: what was computed
	// anew does.
	for _, made := range brief.Embedded() {
		content, ok := v.files[made.Name]
		if !ok || differs[made.Name] || bytes.Equal(content, made.Data) {
			continue
		}
		switch made.Name {
		case report.ClaimsFile:
			// With other data or another outline every line of the ledger may differ.
			if !v.sources && !v.inputs(content, made.Data) {
				differs[made.Name] = v.statement(content, made.Data)
			}
		case report.ManifestFile:
			v.manifest(content, made.Data, len(differs) > 0 || v.sources)
		}
	}
}

// alteredLines says what a file has where it is not the one of the manifest.
func (v *Verdict) alteredLines(f Finding, lines []int, content []byte, brief *report.Brief) {
	all := bytes.Split(content, []byte("\n"))
	switch {
	case f.File == report.ClaimsFile && brief != nil:
		for _, made := range brief.Embedded() {
			if made.Name == f.File && v.statement(content, made.Data) {
				return
			}
		}
		f.Message = f.File + " was altered"
	case len(lines) == 0:
		f.Message = f.File + " was altered"
	case len(lines) == 1 && lines[0] <= len(all):
		f.Line = lines[0]
		text := strings.TrimSpace(string(all[f.Line-1]))
		f.Found = text
		if f.File == report.ObservationsFile {
			text = clip(observation(all[0], all[f.Line-1]), 200)
		} else {
			text = quoted(text)
		}
		f.Message = fmt.Sprintf("%s was altered, and is now %s", placeText(f.File, f.Line), text)
	case lines[len(lines)-1] == lines[0]+len(lines)-1 && lines[len(lines)-1] >= len(all)-1:
		f.Line = lines[0]
		f.Message = fmt.Sprintf("%s was altered from line %d on or a little further: lines were put in or taken out", f.File, f.Line)
	default:
		f.Line = lines[0]
		f.Message = fmt.Sprintf("%s was altered in several lines, among them perhaps %s", f.File, listed(numbers(lines[:min(len(lines), 5)]), 5))
	}
	v.find(f)
}

func numbers(list []int) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = fmt.Sprint(n)
	}
	return out
}

// observation is a row of the observations in words: what it is of, when, and the
// value.
func observation(header, row []byte) string {
	read := func(line []byte) []string {
		fields, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(line, []byte("\uFEFF")))).Read()
		if err != nil {
			return nil
		}
		return fields
	}
	names, values := read(header), read(row)
	if len(names) != len(values) {
		return strings.TrimSpace(string(row))
	}
	column := func(name string) string {
		if i := slices.Index(names, name); i >= 0 {
			return values[i]
		}
		return ""
	}
	var parts []string
	for _, name := range []string{"flow", "partner", "code", "label", "period"} {
		if s := column(name); s != "" {
			parts = append(parts, s)
		}
	}
	value := column("value")
	if scale := column("scale"); scale != "" && scale != "1" {
		value += " × " + scale
	}
	text := strings.Join(append(parts, strings.TrimSpace(value+" "+column("unit"))), ", ")
	if line := column("line"); line != "" {
		text += " (" + column("file") + ", line " + line + ")"
	}
	return text
}

// statement names the first line in which a ledger differs from the one that was
// computed anew, and reports whether there is one.
func (v *Verdict) statement(found, want []byte) bool {
	a, b := bytes.Split(found, []byte("\n")), bytes.Split(want, []byte("\n"))
	n := 0
	for n < len(a) && n < len(b) && bytes.Equal(a[n], b[n]) {
		n++
	}
	if n == len(a) && n == len(b) {
		return false
	}
	f := Finding{Kind: Inside, File: report.ClaimsFile, Line: n + 1}
	if v.foreign {
		return v.statements(found, want)
	}
	var was, is map[string]any
	if n < len(a) && n < len(b) && json.Unmarshal(bytes.TrimRight(a[n], ","), &was) == nil && json.Unmarshal(bytes.TrimRight(b[n], ","), &is) == nil {
		id := is["id"]
		for _, k := range []string{"name", "key"} {
			if id == nil {
				id = is[k]
			}
		}
		if id == nil {
			id = "the entry"
		}
		for _, k := range sorted(is) {
			if x, y := jsonText(was[k]), jsonText(is[k]); x != y {
				f.Found, f.Expected = x, y
				f.Message = fmt.Sprintf("%s was altered: the %s of %v is %s, computed again it is %s", placeText(f.File, f.Line), k, id, clip(x, 80), clip(y, 80))
				v.find(f)
				return true
			}
		}
	}
	f.Message = placeText(f.File, f.Line) + " is not what is computed again from the data inside"
	v.find(f)
	return true
}

// statements compares the ledger of another version: what each statement says, and
// whether it holds.
func (v *Verdict) statements(found, want []byte) bool {
	type line struct{ Text, Verdict string }
	var was, is struct{ Statements []line }
	if json.Unmarshal(found, &was) == nil && json.Unmarshal(want, &is) == nil && slices.Equal(was.Statements, is.Statements) {
		return false
	}
	v.find(Finding{Kind: Inside, File: report.ClaimsFile, Message: report.ClaimsFile + " has other statements or verdicts than are computed again from the data inside"})
	return true
}

// input is where a figure of the data was read.
type input struct {
	file   string
	line   int
	period string
}

// inputs names the figures of the data that are others in the ledger than in the
// observations, and reports whether there are any.
func (v *Verdict) inputs(found, want []byte) bool {
	read := func(text []byte) map[input]string {
		all := map[input]string{}
		var walk func(value any)
		walk = func(value any) {
			switch value := value.(type) {
			case []any:
				for _, e := range value {
					walk(e)
				}
			case map[string]any:
				file, ok := value["file"].(string)
				line, ok2 := value["line"].(float64)
				period, ok3 := value["period"].(string)
				if ok && ok2 && ok3 && value["value"] != nil {
					all[input{file, int(line), period}] = jsonText(value["value"])
				}
				for _, k := range sorted(value) {
					walk(value[k])
				}
			}
		}
		var value any
		if json.Unmarshal(text, &value) == nil {
			walk(value)
		}
		return all
	}
	was, is := read(found), read(want)
	var differ []input
	for at, value := range is {
		if old, ok := was[at]; ok && old != value {
			differ = append(differ, at)
		}
	}
	slices.SortFunc(differ, func(a, b input) int {
		return cmp.Or(strings.Compare(a.file, b.file), a.line-b.line, strings.Compare(a.period, b.period))
	})
	for _, at := range differ {
		v.sources = true
		v.find(Finding{Kind: Inside, File: report.ObservationsFile, Found: is[at], Expected: was[at],
			Message: fmt.Sprintf("%s has %s for %s (%s), %s has %s", report.ObservationsFile, is[at], at.period, placeText(at.file, at.line), report.ClaimsFile, was[at])})
	}
	return len(differ) > 0
}

func jsonText(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return "?"
	}
	return string(text)
}

// manifest names the entries in which a manifest differs from the one made again.
// Digests of files that were altered differ too, and have been told.
func (v *Verdict) manifest(found, want []byte, told bool) {
	var was, is map[string]any
	if json.Unmarshal(found, &was) != nil || json.Unmarshal(want, &is) != nil {
		return
	}
	keys := map[string]bool{}
	for k := range was {
		keys[k] = true
	}
	for k := range is {
		keys[k] = true
	}
	n := 0
	for _, k := range sorted(keys) {
		x, y := jsonText(was[k]), jsonText(is[k])
		if x == y || k == "files" && told || v.foreign && !slices.Contains([]string{"outline", "title", "period", "as_of", "marking", "embed"}, k) {
			continue
		}
		n++
		v.find(Finding{Kind: Inside, File: report.ManifestFile, Found: x, Expected: y,
			Message: fmt.Sprintf("%s was altered: %s is %s, made again it is %s", report.ManifestFile, k, clip(x, 80), clip(y, 80))})
	}
	if n == 0 && !told && !v.foreign {
		v.find(Finding{Kind: Inside, File: report.ManifestFile, Message: report.ManifestFile + " was written in another form"})
	}
}
