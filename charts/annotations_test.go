package charts

import (
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data"
)

func timeChart(events ...Event) Chart {
	return Chart{Kind: Bars, W: 174 * mm, Series: []Series{{Points: shapes()["33 months"]}}, Events: events}
}

func TestEventsHaveDateTextAndALine(t *testing.T) {
	r := draw(t, timeChart(Event{20230415, "Rail freight suspended"}))
	for _, s := range []string{"Apr 2023", "Rail freight suspended"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing", s)
		}
	}
	lines, dots := strokes(r.Drawing, text2, 0.2*mm), areas(r.Drawing, text2)
	if len(lines) != 1 || len(dots) != 1 {
		t.Fatalf("%d lines and %d dots, want one of each", len(lines), len(dots))
	}
	bar := areas(r.Drawing, mid)[7] // September 2022 is the first
	if dot := dots[0]; dot.y1 > bar.y0 || dot.x0 < bar.x0 || dot.x1 > bar.x1 {
		t.Errorf("the dot %v is not over the bar %v", dot, bar)
	}
}

func TestAnEventAtTheEdgeOfAShadeIsABoundary(t *testing.T) {
	c := timeChart(Event{20230101, "Border closes"}, Event{20240130, "Rail freight resumes"})
	c.Shades = []Shade{{data.Month(2023, 1), data.Month(2023, 12), "Border closed"}}
	r := draw(t, c)
	area := areas(r.Drawing, tint)[0]
	lines := strokes(r.Drawing, text2, 0.2*mm)
	if len(lines) != 2 || len(areas(r.Drawing, text2)) != 0 {
		t.Fatalf("%d lines and %d dots, want 2 and none", len(lines), len(areas(r.Drawing, text2)))
	}
	if a, b := around(lines[0]), around(lines[1]); !about(a.x0, area.x0) || !about(b.x0, area.x1) || !about(a.y1, area.y1) {
		t.Errorf("the lines %v and %v do not run along the shade %v", a, b, area)
	}
	if !contains(words(r.Drawing), "Border closed") {
		t.Error("the shade has no name")
	}
}

// The name of a shade stands beside the line of an event in its middle.
func TestTheNameOfAShadeKeepsClearOfLeaders(t *testing.T) {
	c := timeChart(Event{20230630, "Rail freight resumes"})
	c.Shades = []Shade{{data.Month(2023, 1), data.Month(2023, 12), "Border closed"}}
	r := draw(t, c)
	leader := around(strokes(r.Drawing, text2, 0.2*mm)[0])
	found := false
	for _, m := range r.Marks {
		if a, ok := m.Op.(ink.Text); ok && a.S == "Border closed" {
			found = true
			if a.X < leader.x1 && a.X+a.Font.Width(a.S) > leader.x0 {
				t.Errorf("the line of the event at %.1f runs through the name, from %.1f to %.1f", leader.x0, a.X, a.X+a.Font.Width(a.S))
			}
		}
	}
	if !found {
		t.Error("the shade has no name")
	}
}

// An event in months published together ends over their bar and its letter, even
// where a shade ends among them.
func TestAnEventInMonthsPublishedTogetherEndsOverTheirBar(t *testing.T) {
	both := month(data.Month(2022, 1), 116)
	both.Span.To = data.Month(2022, 2)
	c := Chart{Kind: Bars, W: 174 * mm, Events: []Event{{20220116, "Rail freight resumes"}},
		Series: []Series{{Points: append(append(months(data.Month(2021, 11), 35, 34), both), months(data.Month(2022, 3), 57, 98)...)}},
		Shades: []Shade{{data.Month(2021, 11), data.Month(2022, 1), "Border closed"}}}
	r := draw(t, c)
	dots, bar := areas(r.Drawing, text2), hatchings(r.Drawing, mid)
	if len(dots) != 1 || len(bar) != 1 {
		t.Fatalf("%d dots and %d hatched bars, want one of each", len(dots), len(bar))
	}
	for _, m := range r.Marks {
		if a, ok := m.Op.(ink.Text); ok && a.S == "a" && dots[0].y1 > a.Y-capHeight*a.Font.Size {
			t.Errorf("the leader ends at %.1f, the letter begins at %.1f", dots[0].y1, a.Y-capHeight*a.Font.Size)
		}
	}
	if middle := (bar[0].x0 + bar[0].x1) / 2; !contains(words(r.Drawing), "a") || !about((dots[0].x0+dots[0].x1)/2, middle) {
		t.Errorf("the dot %v does not stand over the middle of the bar %v", dots[0], bar[0])
	}
}

func TestEventsGiveWayFromTheLast(t *testing.T) {
	var events []Event
	for i := range 7 {
		p := data.Month(2022, 10).Add(4 * i)
		events = append(events, Event{data.Date(p.Year()*10000 + p.Month()*100 + 1), "Event " + string(rune('A'+i))})
	}
	r := draw(t, timeChart(events...))
	if !slices.Equal(r.Dropped, events[maxEvents:]) {
		t.Errorf("dropped %v, want the last two", r.Dropped)
	}
	// In one month there is room for few, and the first stay.
	for i := range events {
		events[i].Date = 20230815
	}
	r = draw(t, timeChart(events...))
	shown := len(events) - len(r.Dropped)
	if shown < 2 || !slices.Equal(r.Dropped, events[shown:]) {
		t.Errorf("dropped %v", r.Dropped)
	}
	for i, e := range events {
		if contains(words(r.Drawing), e.Label) != (i < shown) {
			t.Errorf("%s is not as the result says", e.Label)
		}
	}
	// What lies outside of the axis was not asked for.
	r = draw(t, timeChart(Event{19990101, "Long ago"}, Event{0, "Never"}, Event{20231301, "Nonsense"}))
	if len(r.Dropped) != 0 || contains(words(r.Drawing), "Long ago") {
		t.Errorf("dropped %v, words %q", r.Dropped, words(r.Drawing))
	}
}

// TestAnnotationsAreArranged checks the arrangement of four events of which three
// stand close together.
func TestAnnotationsAreArranged(t *testing.T) {
	r := draw(t, timeChart(Event{20230201, "Rail freight resumes"}, Event{20230501, "Rail freight suspended"}, Event{20231001, "Rail resumes"}, Event{20250401, "Citizens may return"}))
	if len(r.Dropped) != 0 {
		t.Fatalf("dropped %v", r.Dropped)
	}
	at := map[string]ink.Text{}
	for _, m := range r.Marks {
		if x, ok := m.Op.(ink.Text); ok {
			at[x.S] = x
		}
	}
	first, second, third := at["Rail freight resumes"], at["Rail freight suspended"], at["Rail resumes"]
	if first.Y != second.Y || third.Y <= second.Y {
		t.Errorf("lanes at %v, %v, %v: want the third below the others", first.Y, second.Y, third.Y)
	}
	for _, p := range strokes(r.Drawing, text2, 0.2*mm) {
		line := around(p)
		for _, x := range at {
			b := box{x.X, x.Y - 5, x.X + x.Font.Width(x.S), x.Y}
			if line.x0 > b.x0 && line.x0 < b.x1 && line.y0 < b.y0 && line.y1 > b.y1 && x.Y < 14*mm {
				t.Errorf("a line crosses %q", x.S)
			}
		}
	}
}

func TestLongNamesAreWrappedThenCut(t *testing.T) {
	long := strings.Repeat("Processed hair and wool ", 4)
	r := draw(t, timeChart(Event{20230415, long}))
	var lines []string
	for _, w := range words(r.Drawing) {
		if strings.HasPrefix(w, "Processed") || strings.HasSuffix(w, "…") {
			lines = append(lines, w)
		}
	}
	if len(lines) != 2 || !strings.HasSuffix(lines[1], "…") {
		t.Errorf("%q, want two lines, the second cut", lines)
	}
}

func TestWrap(t *testing.T) {
	f := ink.Font{Face: ink.Sans, Size: 7}
	for _, c := range []struct {
		s     string
		width float64
		want  []string
	}{
		{"Border closes", 100, []string{"Border closes"}},
		{"Rail freight suspended", 50, []string{"Rail freight", "suspended"}},
		{"中国对朝鲜出口", 30, []string{"中国对朝", "鲜出口"}},
		{"a b c d e f g h i j k l m n o p", 20, []string{"a b c", "d e f…"}},
	} {
		got := (typeset{}).wrap(c.s, style{font: f}, c.width, 2)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %v: %q, want %q", c.s, c.width, got, c.want)
		}
	}
}
