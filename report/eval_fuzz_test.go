package report

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tradebrief/data/diag"
)

// speech makes random expressions of the language: most of them are well formed,
// few of them mean anything.
type speech struct {
	*rand.Rand
	words []string // series, constants, numbers, texts
	funcs []string
	parts []string // members and methods
}

func newSpeech(seed uint64) speech {
	lang := language()
	s := speech{Rand: rand.New(rand.NewPCG(seed, 1)), funcs: slices.Sorted(maps.Keys(lang.Functions))}
	s.words = []string{"exports", "imports", "resolution", "period", "params.partner", "true", "false", "0", "1", "2", "0.5", "1e30", "1e99", "999999999999999999999999999999", "''", "'2023-09'", "'2023-Q3'", "'9999-12'", "'code'", "'plural'", "'KP'"}
	for _, names := range [][]string{slices.Sorted(maps.Keys(lang.Metrics)), slices.Sorted(maps.Keys(lang.Parts)), slices.Sorted(maps.Keys(lang.PeriodParts))} {
		s.parts = append(s.parts, names...)
	}
	return s
}

func (s speech) one(list []string) string { return list[s.IntN(len(list))] }

func (s speech) expr(depth int) string {
	if depth <= 0 {
		return s.one(s.words)
	}
	inner := func() string { return s.expr(depth - 1 - s.IntN(2)) }
	switch s.IntN(9) {
	case 0, 1:
		return s.one([]string{"exports", "imports", inner()}) + "." + s.one(s.parts)
	case 2:
		return s.one([]string{"exports", inner()}) + "." + s.one([]string{"at", "vs"}) + "(" + inner() + ")"
	case 3, 4:
		args := make([]string, 1+s.IntN(3))
		for i := range args {
			args[i] = inner()
		}
		return s.one(s.funcs) + "(" + strings.Join(args, ", ") + ")"
	case 5, 6:
		return "(" + inner() + " " + s.one([]string{"+", "-", "*", "/", "<", ">=", "==", "!=", "and", "or", "in"}) + " " + inner() + ")"
	case 7:
		return "(" + inner() + " ? " + inner() + " : " + inner() + ")"
	}
	return s.one([]string{"-", "not ", "["}) + inner()
}

// maxDigits is far more than any figure of a brief has, and few enough that
// nothing of it takes long.
const maxDigits = 200_000

// FuzzEval: an expression always ends, in a value of bounded size or in a problem
// that says something, and so does the claim of any words on it.
func FuzzEval(f *testing.F) {
	for _, s := range []string{
		"1e999999", "9*9*9*9", "9**9**9", "1e30*1e30*1e30", strings.Repeat("1e30*", 300) + "1", strings.Repeat("(", 60) + "1" + strings.Repeat(")", 60), strings.Repeat("-", 1500) + "1",
		strings.Repeat("true ? ", 200) + "1" + strings.Repeat(" : 2", 200), "list(" + strings.Repeat("'x', ", 300) + "'y')", "'" + strings.Repeat("a", 1900) + "'", strings.Repeat("exports.mom*", 150) + "2",
		strings.Repeat("1/3.1 + 1/7.3 + ", 100) + "1", "ordinal(1e30)", "count(-1e30)", "ordinal(0.5)", "top(exports, 'code', 1e30)", "times(1e30/1)", "times(exports.vs('2023-08') * 1e30)", "since(exports)", "streak(imports)",
		"period" + strings.Repeat(".next", 45), "exports.at('9999-12').streak", "exports.at('1000-01').highest_since", "exports.at(period.next.next.next)", "list(list(list([])))", "list([['a'], 'b'])", "verb(exports.mom, 'noun noun noun')", "max(1, exports, 0)",
		"exports in [exports, exports.prev]", "min(1/0, 1)", "(exports - exports) / (imports - imports)", "1 / (exports - exports.at('2023-09'))", "open('/etc/passwd')", "exports.at('2023-09').at('2023-08').vs('2023-07')", "env('HOME')", "map(1..9, #)",
	} {
		f.Add(uint64(1), s)
	}
	for seed := range uint64(300) {
		f.Add(seed, "")
	}
	brief, problems := Load(project(text("Words.")), Options{})
	if brief == nil {
		f.Fatal(problems)
	}
	s := brief.work.scope
	claims := []string{"rose", "nearly doubled", "third month in a row", "the highest since 2020", "most", "accelerated", "fell by 7%", "the deficit widened"}
	f.Fuzz(func(t *testing.T, seed uint64, src string) {
		if src == "" {
			src = newSpeech(seed).expr(1 + int(seed%6))
		}
		says := func(p *diag.Problem) {
			if p == nil || p.Message == "" || strings.Contains(p.Message, "%!") || len(p.Message) > 20_000 {
				t.Fatalf("%q: an ill-formed problem %+v", src, p)
			}
		}
		x, p := brief.Outline.ParseExpr(src, language())
		if x == nil {
			says(p)
			return
		}
		v, p := s.eval(x.Root)
		if p != nil {
			says(p)
			return
		}
		if s.depth != 0 {
			t.Fatalf("%q: the depth is %d afterwards", src, s.depth)
		}
		if v.num.OK() && (v.num.X.Num().BitLen() > maxDigits || v.num.X.Denom().BitLen() > maxDigits || v.num.Low.Cmp(v.num.X) > 0 || v.num.High.Cmp(v.num.X) < 0) {
			t.Fatalf("%q: the figure is %d bits long, or outside of its interval", src, v.num.X.Num().BitLen())
		}
		if said, _ := v.said(english); len(said) > maxDigits || strings.Contains(said, "%!") {
			t.Fatalf("%q prints %d bytes: %.100s", src, len(said), said)
		}
		words := claims[seed%uint64(len(claims))]
		if f := s.judge(words, x, x.At); f.verdict != Holds {
			says(f.problem)
		}
	})
}

// TestNothingIsReached: an expression has no name that leads out of the brief, and
// no way to go round.
func TestNothingIsReached(t *testing.T) {
	for _, src := range []string{"open('a')", "env('HOME')", "read('brief.yaml')", "exports.files", "os.Getenv('HOME')", "map([1], 2)", "filter([1], true)", "let x = 1; x", "1..1000000000", "repeat('a', 1000000000)", "exports[0]", "{{exports}}", "(() => 1)()", "exports | list"} {
		if _, problems := Load(project(text(fmt.Sprintf("{{%s}}", src))), Options{}); problems.Phase() != diag.Outline {
			t.Errorf("%s is not refused before any data is read:\n%s", src, problems)
		}
	}
}
