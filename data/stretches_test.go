package data

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// dump is all that a reader understood, as text.
func (r *reader) dump() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.problems.Sort())
	if r.problems.Failed() {
		return b.String()
	}
	for _, e := range r.cube.entries {
		fmt.Fprintf(&b, "%+v\n", e.coverage)
		labels := map[string]string{}
		for code, name := range e.labels {
			labels[r.cube.words[code]] = r.cube.words[name]
		}
		for _, code := range slices.Sorted(maps.Keys(labels)) {
			fmt.Fprintf(&b, "%s = %q\n", code, labels[code])
		}
		for k, key := range e.keys {
			fmt.Fprintf(&b, "%q %d:\n", r.cube.describe(key), key.unit)
			for _, o := range e.obs[e.start[k]:e.start[k+1]] {
				fmt.Fprintf(&b, "  %s %s %v %d %s %s %q\n", e.pos(&o), o.span, o.value.rat(), o.value.exp, o.status, o.vintage, r.cube.words[o.source])
			}
		}
	}
	return b.String()
}

// randomTable is a file with everything that tables of text have; spoilt adds
// what they should not have.
func randomTable(r *rand.Rand, spoilt bool) string {
	var b strings.Builder
	if r.IntN(4) == 0 {
		b.WriteString("\xEF\xBB\xBF")
	}
	ends := []string{"\n", "\r\n", "\n", "\n\n", "\r\n\r\n"}
	end := func() string {
		if r.IntN(9) == 0 {
			return ends[r.IntN(len(ends))]
		}
		return ends[0]
	}
	oneOf := func(words ...string) string { return words[r.IntN(len(words))] }
	names := []string{"period", "flow", "code", "name", "value", "kg", "status"}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	b.WriteString(strings.Join(names, ",") + end())
	rows := r.IntN(120)
	for i := range rows {
		cells := map[string]string{
			"period": Month(2001+i/12, i%12+1).String(), "flow": oneOf("X", "M", "export"), "code": oneOf("01", "02", "0301", `"TOTAL"`),
			"name":  oneOf("plain", `"with, sign"`, `"two ""marks"""`, "\"two\nlines\"", "\"two\r\nlines and \"\"more\"\"\"", "Käse", `""`, "", "咖啡", `"咖啡, 茶"`),
			"value": oneOf("1", "20", "-3.50", `"4"`, "1e3", " 7 ", "123456789012345678901", "0.10"), "kg": oneOf("", "5", "6.0"), "status": oneOf("", "", "provisional", "suppressed"),
		}
		if spoilt && r.IntN(25) == 0 {
			cells[oneOf("value", "kg", "period", "status", "name", "code")] = oneOf("x", "1,5", `bare"mark`, `"text"behind`, "\x00", "\xFF", "2001-13", "a,b", "\"open\n", `"`)
		}
		if r.IntN(40) == 0 {
			cells = map[string]string{"name": "Source: customs"}
		}
		for j, name := range names {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString(cells[name])
		}
		if i < rows-1 || r.IntN(2) == 0 {
			b.WriteString(end())
		}
	}
	return b.String()
}

func randomSource() Source {
	s := codedSource()
	s.Table.Label = columnField("name")
	s.Table.Values[0].Status = columnField("status")
	s.Table.Values[0].Quantity = QuantitySpec{Column: text("kg", 23), Unit: text("kg", 23)}
	return s
}

// TestStretches reads tables in stretches of any size, by any number of workers, and
// holds what comes out against one reader that goes from row to row.
func TestStretches(t *testing.T) {
	files := 160
	if testing.Short() {
		files = 40
	}
	failed := 0
	for seed := range files {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		content, src := []byte(randomTable(r, seed%2 == 1)), randomSource()
		switch seed % 8 {
		case 6:
			src.Table.Encoding = text("gb18030", 24)
			encoded, err := simplifiedchinese.GB18030.NewEncoder().Bytes(bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF")))
			if err != nil {
				t.Fatal(err)
			}
			content = encoded
		case 4:
			src.Table.Where = []Where{{text("flow", 25), text("X", 25)}}
		case 5:
			src.Table.NoHeader = true
			src.Table.Skip = 1
		}
		fsys := fstest.MapFS{"data.csv": {Data: content}}
		want := readBy(&reader{fsys: fsys, oneByOne: true}, []Source{src})
		if want.problems.Failed() {
			failed++
		}
		expected := want.dump()
		for workers := 1; workers <= 8; workers++ {
			size := 1 + r.IntN(300)
			got := readBy(&reader{fsys: fsys, workers: workers, stretchSize: size}, []Source{src}).dump()
			if got != expected {
				t.Fatalf("seed %d, %d workers, stretches of %d bytes:\n%q\ngot:\n%s\nwant:\n%s", seed, workers, size, content, got, expected)
			}
		}
	}
	if failed == 0 || failed == files {
		t.Errorf("%d of %d tables have errors", failed, files)
	}
}
