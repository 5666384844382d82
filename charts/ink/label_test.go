package ink

import "testing"

func TestLabelChangesFaceWhereItMust(t *testing.T) {
	font := Font{SerifBold, 10}
	scaled := font.Size * fallbackScale
	ops := Label(5, 20, "DPRK (朝鲜) ●\u00AD조선 ɥ", font, RGB(0x14202B))
	want := []struct {
		s    string
		font Font
	}{
		{"DPRK (", font},
		{"朝鲜", Font{CJKSCBold, scaled}},
		{") ", font},
		{"●", Font{SansBold, 10}},
		{"조선", Font{CJKKRBold, scaled}},
		{" ", font},
		{"ɥ", Font{SansBold, 10}},
	}
	if len(ops) != len(want) {
		t.Fatalf("%d texts, want %d: %v", len(ops), len(want), ops)
	}
	x := 5.0
	for i, op := range ops {
		text := op.(Text)
		if text.S != want[i].s || text.Font != want[i].font {
			t.Errorf("text %d is %q in %v, want %q in %v", i, text.S, text.Font, want[i].s, want[i].font)
		}
		if !near(text.X, x) || text.Y != 20 || text.Color != RGB(0x14202B) {
			t.Errorf("text %d is at %v, %v in %v, want %v, 20", i, text.X, text.Y, text.Color, x)
		}
		x += text.Font.Width(text.S)
	}
	if end := 5 + font.Width("DPRK (朝鲜) ●조선 ɥ"); !near(x, end) {
		t.Errorf("the texts end at %v, the width says %v", x, end)
	}
}

func TestLabelSides(t *testing.T) {
	font := Font{Sans, 7}
	const s = "n.a. 朝"
	w := font.Width(s)
	for _, c := range []struct {
		name string
		ops  []Op
		left float64
	}{
		{"Label", Label(50, 9, s, font, Color{}), 50},
		{"LabelCenter", LabelCenter(50, 9, s, font, Color{}), 50 - w/2},
	} {
		first, last := c.ops[0].(Text), c.ops[len(c.ops)-1].(Text)
		if !near(first.X, c.left) || !near(last.X+last.Font.Width(last.S), c.left+w) {
			t.Errorf("%s reaches from %v to %v, want %v to %v", c.name, first.X, last.X+last.Font.Width(last.S), c.left, c.left+w)
		}
	}
	if ops := Label(0, 0, "\u00AD\n", font, Color{}); len(ops) != 0 {
		t.Errorf("nothing is painted as %v", ops)
	}
}
