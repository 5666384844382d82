package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tradebrief/templates"
)

// marksOf reads a matrix written with a line for each row.
func marksOf(t *testing.T, rows ...string) matrix {
	t.Helper()
	var m matrix
	for _, row := range rows {
		var marks []templates.Mark
		for _, s := range strings.Fields(row) {
			mark, ok := templates.ParseMark(s)
			if !ok {
				t.Fatalf("%q is no mark", s)
			}
			marks = append(marks, mark)
		}
		m = append(m, marks)
	}
	return m
}

// codes are E1, E2 … or H1, H2 ….
func codes(letter string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%d", letter, i+1)
	}
	return out
}

func TestRanking(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		// Support does not count: H1 is predicted by everything and contradicted once.
		{"least inconsistency, not most support", []string{"++ 0", "++ 0", "++ 0", "- 0"},
			"H2 has the least evidence against it (0), then H1 (1). Without E4, H1 and H2 would share the first place."},
		{"strong marks count twice", []string{"-- -", "0 0"},
			"H2 has the least evidence against it (1), then H1 (2). Without E1, H1 and H2 would share the first place."},
		{"a row on which all hangs", []string{"0 --", "- 0"},
			"H1 has the least evidence against it (1), then H2 (2). Without E1, H2 would come first."},
		{"rows that only widen the lead", []string{"0 --", "0 --", "0 --"},
			"H1 has the least evidence against it (0), then H2 (6). No single row decides that: without any one of them the order is the same."},
		{"places behind the first", []string{"0 0 --", "0 0 -", "0 - 0", "0 - 0"},
			"H1 has the least evidence against it (0), then H2 (2), H3 (3). Without E1, H3 would come before H2."},
		{"one row lets two pass", []string{"0 - - --", "0 - - -", "0 0 0 0"},
			"H1 has the least evidence against it (0), then H2 and H3 (2 each), H4 (3). No single row decides that: without any one of them the order is the same."},
		{"rows of one effect together", []string{"0 -", "0 -", "- 0"},
			"H1 has the least evidence against it (1), then H2 (2). Without E1 or E2, H1 and H2 would share the first place."},
		{"two at the head", []string{"- - --"},
			"H1 and H2 have the least evidence against them (1 each), then H3 (2). Without E1, H1, H2 and H3 would share the first place."},
		{"nothing told apart", []string{"- -", "+ 0"},
			"Each has as much evidence against it (1): the matrix does not tell them apart."},
	} {
		m := marksOf(t, c.rows...)
		if got := m.ranking(english, codes("E", len(m)), codes("H", len(m[0]))); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// randomMatrix is a matrix of chance with from one to nine rows.
func randomMatrix(r *rand.Rand) matrix {
	columns := 2 + r.IntN(5)
	m := make(matrix, 1+r.IntN(9))
	for i := range m {
		m[i] = make([]templates.Mark, columns)
		for j := range m[i] {
			m[i][j] = templates.Mark(r.IntN(5) - 2)
		}
	}
	return m
}

// TestScores holds the score against a count of signs as they are printed, and
// the order against the definition: nobody stands behind one with a larger score.
func TestScores(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 8))
	for range 500 {
		m := randomMatrix(r)
		scores := m.against(-1)
		for j := range scores {
			minuses := 0
			for _, row := range m {
				minuses += strings.Count(fitSigns[row[j]+2], "−")
			}
			if scores[j] != minuses {
				t.Fatalf("%v: column %d has the score %d and %d minuses", m, j, scores[j], minuses)
			}
		}
		seen := 0
		last := -1
		for _, group := range ranked(scores) {
			if scores[group[0]] <= last {
				t.Fatalf("%v: %d stands behind %d", m, scores[group[0]], last)
			}
			last = scores[group[0]]
			for _, column := range group {
				seen++
				if scores[column] != last {
					t.Fatalf("%v: column %d stands in the group of %d", m, column, last)
				}
			}
		}
		if seen != len(scores) {
			t.Fatalf("%v: %d of %d columns are ranked", m, seen, len(scores))
		}
	}
}

// TestRankingOfRows: the order of the rows changes neither scores nor sentence
// but for the order in which rows are named.
func TestRankingOfRows(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for range 300 {
		m := randomMatrix(r)
		rows, columns := codes("E", len(m)), codes("H", len(m[0]))
		order := r.Perm(len(m))
		var shuffled matrix
		var names []string
		for _, i := range order {
			shuffled, names = append(shuffled, m[i]), append(names, rows[i])
		}
		if a, b := m.against(-1), shuffled.against(-1); !slices.Equal(a, b) {
			t.Fatalf("%v: scores %v, shuffled %v", m, a, b)
		}
		letters := func(s string) string {
			c := strings.Split(strings.ToLower(s), "")
			slices.Sort(c)
			return strings.Join(c, "")
		}
		if a, b := m.ranking(english, rows, columns), shuffled.ranking(english, names, columns); letters(a) != letters(b) {
			t.Fatalf("%v:\n%s\n%s", m, a, b)
		}
	}
}

// TestSensitivity takes each row away and ranks what is left anew: the sentence
// names the row exactly where the first place or the order of two changes.
func TestSensitivity(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 42))
	named := 0
	for range 500 {
		m := randomMatrix(r)
		scores := m.against(-1)
		before := ranked(scores)
		if len(before) == 1 {
			continue
		}
		_, consequences, _ := strings.Cut(m.ranking(english, codes("E", len(m)), codes("H", len(m[0]))), ". ")
		for i := range m {
			rest := slices.Delete(slices.Clone(m), i, i+1)
			after := make([]int, len(scores))
			if len(rest) > 0 {
				after = rest.against(-1)
			}
			changes := !slices.Equal(ranked(after)[0], before[0])
			for a := range scores {
				for b := range scores {
					changes = changes || scores[a] < scores[b] && after[a] > after[b]
				}
			}
			code := fmt.Sprintf("E%d", i+1)
			says := slices.Contains(strings.FieldsFunc(consequences, func(r rune) bool { return strings.ContainsRune(" ,;.", r) }), code)
			if says != changes {
				t.Fatalf("%v: without %s the order changes: %v; said: %s", m, code, changes, consequences)
			}
			if says {
				named++
			}
		}
	}
	if named < 100 {
		t.Errorf("only %d rows of chance changed an order", named)
	}
}

// matrixOutline is a brief with one matrix of hypotheses.
func matrixOutline(likely, null, marks string) string {
	return `sections:
  - title: Reasons
    deck: "{{ref('matrix')}} weighs them."
    blocks:
      - hypotheses:
          id: matrix
          question: What moved the figure?
          hypotheses: [{id: H1, name: Reopening, likelihood: ` + likely + `}, {id: H0, name: Noise, likelihood: ` + null + `}]
          evidence:
            - {id: E1, text: Trains run again, fits: ` + marks + `}
            - {id: E2, text: Trains ran, fits: {H1: "+", H0: "0"}}
            - {id: E3, text: Hair led, fits: {H1: "+", H0: "-"}}
            - {id: E4, text: Prices were flat, fits: {H1: "-", H0: "+"}}
`
}

func TestMatrixWarnings(t *testing.T) {
	for _, c := range []struct{ name, likely, null, marks, want string }{
		{"in order", "likely", "unlikely", `{H1: "+", H0: "-"}`, ""},
		{"likelier with as much against it", "likely", "unlikely", `{H1: "++", H0: "0"}`, ""},
		{"of one likelihood", "likely", "likely", `{H1: "-", H0: "0"}`, ""},
		{"the wrong way round", "likely", "unlikely", `{H1: "--", H0: "0"}`,
			"H1 is called likelier than H0 and has more evidence against it: 3 to 1"},
		{"a row for all alike", "likely", "unlikely", `{H1: "-", H0: "-"}`,
			"E1 decides nothing: it fits every hypothesis alike"},
		{"a computed row for all alike", "likely", "unlikely", `{H1: "{{exports.mom > 0 ? '-' : '+'}}", H0: "-"}`, "E1 decides nothing: it fits every hypothesis alike"},
		{"a computed row", "likely", "unlikely", `{H1: "{{exports.mom > 0 ? '+' : '-'}}", H0: "-"}`, ""},
		{"no figure to compute a mark from", "likely", "unlikely", `{H1: "{{exports.at('2019-01').mom > 0 ? '+' : '-'}}", H0: "-"}`,
			"exports.at('2019-01').mom > 0 ? '+' : '-' cannot be printed: no figure of exports for 2019-01"},
		{"rounding leaves a mark open", "likely", "unlikely", `{H1: "{{exports > 188740000 ? '+' : '-'}}", H0: "-"}`, "exports > 188740000 is not decidable from rounded inputs"},
	} {
		_, problems := Load(project(matrixOutline(c.likely, c.null, c.marks)), Options{})
		if got := problems.String(); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestBoundMarks: a mark that data set turns with them, and with it the order.
func TestBoundMarks(t *testing.T) {
	outline := matrixOutline("likely", "likely", `{H1: "{{exports.mom > 0.15 ? '+' : '--'}}", H0: "{{exports.mom > 0.15 ? '--' : '+'}}"}`)
	finding := func(period string) string {
		b, problems := Load(project(outline), Options{Period: period})
		if b == nil || len(problems) > 0 {
			t.Fatal(problems)
		}
		text := b.Text()
		from := strings.Index(text, "the least evidence")
		return text[from-len("H1 has "):][:40]
	}
	if got, want := finding("2023-09"), "H1 has the least evidence against it (1)"; got != want {
		t.Errorf("in September: %q, want %q", got, want)
	}
	if got, want := finding("2023-08"), "H0 has the least evidence against it (1)"; got != want {
		t.Errorf("in August: %q, want %q", got, want)
	}
	b := load(t, project(outline), Options{})
	for _, s := range b.Statements()[3:5] {
		if s.Kind != Computed || s.Verdict != Holds || strings.Join(s.Facts, " ") != "exports.mom" || !strings.HasPrefix(s.Sentence, "E1 for H") {
			t.Errorf("statement %+v of a computed mark", s)
		}
	}
	if b.Claims.Unbound != 0 || b.Claims.Sourced != 2 {
		t.Errorf("claims %+v: the likelihoods are judgements that rest on the evidence", b.Claims)
	}
}
