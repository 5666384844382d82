package data

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Added up as integers, parts of any precision, tolerance and size come to what
// they come to one after the other.
func TestSumOfParts(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	numbers := []string{"0", "-3.25", "162.9", "1e30", "-1e-30", "7e12", "0.001", strings.Repeat("9", 38), "-" + strings.Repeat("8", 25) + ".5"}
	var b strings.Builder
	b.WriteString("period,code,value,status,tolerance\n")
	for code := 1; code <= 60; code++ {
		fmt.Fprintf(&b, "2023-09,%02d,%s,%s,%s\n", code, numbers[r.IntN(len(numbers))],
			[]string{"", "estimated", "provisional"}[r.IntN(3)], []string{"", "0.5", "1e20"}[r.IntN(3)])
	}
	src := sourceFor("code", "status", "complete")
	src.Table.Tolerance = columnField("tolerance")
	cube, problems := Read(files(b.String()), []Source{src})
	if problems.Failed() {
		t.Fatal(problems)
	}
	s, p := cube.Series(Selector{ID: text("s", 30)}, 0)
	if p != nil {
		t.Fatal(p)
	}
	layer := &s.groups[0].layers[0]
	values := make([]Value, len(layer.terms))
	for i, x := range layer.terms {
		values[i] = cube.figure(x.e, x.o, s.id, 0)
	}
	want, got := total(s.unit, values), s.value(layer)
	if len(values) != 60 || got.X.Cmp(want.X) != 0 || got.Low.Cmp(want.Low) != 0 || got.High.Cmp(want.High) != 0 {
		t.Errorf("%d parts: %v to %v to %v, want %v to %v to %v", len(values), got.Low, got.X, got.High, want.Low, want.X, want.High)
	}
	if got.Status != want.Status || got.Unit != want.Unit || len(got.Inputs) != 60 || !got.Inputs[59].same(want.Inputs[59]) {
		t.Errorf("%s %s of %d inputs, want %s %s of 60", got.Status, got.Unit, len(got.Inputs), want.Status, want.Unit)
	}
}

// Each observation is listed once, however many there are.
func TestMergeMany(t *testing.T) {
	var a, b []Input
	for n := range 90 {
		in := Input{Series: "s", Span: Span{Month(2023, 9), Month(2023, 9)}}
		in.Pos.Line = n
		if n < 60 {
			a = append(a, in)
		}
		if n >= 30 {
			b = append(b, in)
		}
	}
	merged := mergeInputs(a, b)
	if len(merged) != 90 || merged[59].Pos.Line != 59 || merged[60].Pos.Line != 60 || merged[89].Pos.Line != 89 {
		t.Errorf("%d inputs, want 90 in order", len(merged))
	}
}
