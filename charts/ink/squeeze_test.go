package ink

import (
	"math"
	"strings"
	"testing"
)

// A mark gives up its blank half beside another mark, a quotation mark and a blank,
// and to nothing else; the text stays whole.
func TestSqueezedMarks(t *testing.T) {
	font := Font{CJKSC, 10}
	for _, c := range []struct {
		s     string
		saved float64 // halves of a square
	}{
		{"中国，朝鲜。", 0},
		{"（表1），其次", 1},
		{"（《每日邮报》刊载）。", 2},
		{"（各2）：（0）", 2},
		{"说：“不”。", 1},
		{"무역분석팀, 「중국의 수출」, 9월", 2},
		{"见（1） 和", 1},
		{"3、4", 0},
		{"(a), b", 0},
	} {
		natural := 0.0
		for _, r := range c.s {
			natural += font.Width(string(r))
		}
		if got := (natural - font.Width(c.s)) / 5; math.Abs(got-c.saved) > 1e-6 {
			t.Errorf("%s saves %v halves, want %v", c.s, got, c.saved)
		}
		var s strings.Builder
		x := 0.0
		for _, seg := range font.segments(c.s) {
			s.WriteString(seg.s)
			x += seg.width
		}
		if s.String() != c.s || math.Abs(x-font.Width(c.s)) > 1e-6 {
			t.Errorf("%s is painted as %s, %v wide", c.s, s.String(), x)
		}
	}
	if a, b := (Font{Sans, 10}).Width("见）"), (Font{Sans, 10}).Width("见），"); math.Abs(b-a-5*fallbackScale) > 1e-6 {
		t.Errorf("a mark of a fallback face gives up %v points", 10*fallbackScale-b+a)
	}
}

// At the ends of a line a mark gives up its blank half, across runs too, so that the
// line holds another character and brackets stand flush with the margin.
func TestSqueezedLines(t *testing.T) {
	font := Font{CJKSC, 10}
	lines := Break([]Run{{S: "《大公报》", Font: font}, {S: "，二十日（周五）", Font: font}}, 45)
	if got := printed(lines); got != "《大公报》，\n二十日\n（周五）" {
		t.Errorf("the lines are\n%s", got)
	}
	if x := lines[0].Pieces[0].X; x != -5 || lines[0].Width != 45 {
		t.Errorf("the first line begins at %v and is %v wide", x, lines[0].Width)
	}
	if l := lines[2]; l.Width != 30 {
		t.Errorf("a line in brackets is %v wide", l.Width)
	}
	if marks := lines[0].Marks(0, 0); len(marks) != 2 || marks[0].Op.(Text).S != "《大公报》" || marks[1].Op.(Text).X != 40 {
		t.Errorf("what follows a squeezed mark is painted as %v", marks)
	}
}

// Two lines of Chinese break between clauses, and no line is left with two characters.
func TestChineseLines(t *testing.T) {
	breaksAs(t, CJKSC, []brokenLines{
		{"中国对朝鲜出口增长：原因与影响", 139, "中国对朝鲜出口增长：\n原因与影响"},
		{"中国出口：自朝鲜进口减少的原因", 139, "中国出口：自朝鲜进口减少\n的原因"},
		{"至2023年11月20日", 80, "至2023年\n11月20日"},
		{"减少6,103千克", 62, "减少\n6,103千克"},
	})
}

// Korean breaks at blanks alone, and not within a sum or before the sign of a range.
func TestKoreanLines(t *testing.T) {
	breaksAs(t, CJKKR, []brokenLines{
		{"전체 수출의 11.4%이며 늘었다", 90, "전체 수출의\n11.4%이며 늘었다"},
		{"누계 15억 8,395만 달러는", 95, "누계\n15억 8,395만 달러는"},
		{"최대 1억 5,000만 달러~1억 5,020만 달러", 130, "최대 1억 5,000만\n달러~1억 5,020만 달러"},
		{"중국·북한 교역", 45, "중국·\n북한 교역"},
	})
}

type brokenLines struct {
	s     string
	width float64
	want  string
}

func breaksAs(t *testing.T, face Face, cases []brokenLines) {
	t.Helper()
	for _, c := range cases {
		if got := printed(Break([]Run{{S: c.s, Font: Font{face, 10}}}, c.width)); got != c.want {
			t.Errorf("the lines are\n%s\nwant\n%s", got, c.want)
		}
	}
}
