package ink

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample has a mark of every kind.
func sample() Drawing {
	d := Drawing{W: 120, H: 60}
	navy := RGB(0x12395A)
	d.Add(0, Rect(0, 0, 120, 4, RGB(0xF4F2ED)))
	d.Add(3,
		Text{X: 10, Y: 20.004, S: `rose "15.9%" <up> & 朝`, Font: Font{CJKSC, 8}, Color: navy},
		Circle(50, 30, 10, navy),
		Line(0, 40, 120, 40, Stroke{Color: navy, Width: 0.4, Dash: []float64{1, 2.5}}),
		Polyline([]Point{{10, 50}, {20, 45}, {30, 50}}, Stroke{Color: navy, Width: 1, Round: true}),
	)
	d.Add(4,
		Link{X: 10, Y: 12, W: 30, H: 10, URL: "https://example.org/?a=1&b=2", Contents: "Example"},
		Link{X: 50, Y: 12, W: 30, H: 10, Dest: "figure-1"},
		Dest{Name: "figure-1", Y: 42},
	)
	return d
}

func TestDump(t *testing.T) {
	const want = `area 120 x 60
0 path fill #F4F2ED: M 0 0 L 120 0 L 120 4 L 0 4 Z
3 text 10 20 NotoSansSC-Regular 8 #12395A "rose \"15.9%\" <up> & 朝"
3 path fill #12395A: M 60 30 C 60 35.52 55.52 40 50 40 C 44.48 40 40 35.52 40 30 C 40 24.48 44.48 20 50 20 C 55.52 20 60 24.48 60 30 Z
3 path stroke #12395A 0.4 dash 1 2.5: M 0 40 L 120 40
3 path stroke #12395A 1 round: M 10 50 L 20 45 L 30 50
4 link 10 12 30 10 to https://example.org/?a=1&b=2 "Example"
4 link 50 12 30 10 to #figure-1 ""
4 dest 42 "figure-1"
`
	if diff := cmp.Diff(want, sample().Dump()); diff != "" {
		t.Error(diff)
	}
}

func TestDumpRounds(t *testing.T) {
	for v, want := range map[float64]string{
		0.004: "0", -0.004: "0", 0.005: "0.01", 12.346: "12.35", 1.1: "1.1", -2.5: "-2.5", 1e20: "100000000000000000000",
	} {
		if got := decimal(v); got != want {
			t.Errorf("%v is printed as %s, want %s", v, got, want)
		}
	}
	// A drawing that is wrong can still be looked at.
	d := Drawing{W: math.NaN(), Marks: []Mark{{1, nil}, {2, Path{Segs: []Seg{{Kind: 9}}}}}}
	if got, want := d.Dump(), "area NaN x 0\n1 <nil>\n2 path: ?\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPlace(t *testing.T) {
	src := sample()
	before := src.Dump()
	page := Drawing{W: 500, H: 500}
	page.Add(1, Rect(0, 0, 1, 1, Color{}))
	page.Place(src, 100, 200, 7)
	const want = `area 500 x 500
1 path fill #000000: M 0 0 L 1 0 L 1 1 L 0 1 Z
7 path fill #F4F2ED: M 100 200 L 220 200 L 220 204 L 100 204 Z
3 text 110 220 NotoSansSC-Regular 8 #12395A "rose \"15.9%\" <up> & 朝"
3 path fill #12395A: M 160 230 C 160 235.52 155.52 240 150 240 C 144.48 240 140 235.52 140 230 C 140 224.48 144.48 220 150 220 C 155.52 220 160 224.48 160 230 Z
3 path stroke #12395A 0.4 dash 1 2.5: M 100 240 L 220 240
3 path stroke #12395A 1 round: M 110 250 L 120 245 L 130 250
4 link 110 212 30 10 to https://example.org/?a=1&b=2 "Example"
4 link 150 212 30 10 to #figure-1 ""
4 dest 242 "figure-1"
`
	if diff := cmp.Diff(want, page.Dump()); diff != "" {
		t.Error(diff)
	}
	if src.Dump() != before {
		t.Error("Place moved the marks of the source")
	}
}

func TestPlaceOnItself(t *testing.T) {
	d := Drawing{W: 10, H: 10}
	d.Add(1, Line(0, 0, 1, 1, Stroke{Width: 1}))
	d.Place(d, 1, 0, 0)
	d.Place(d, 2, 0, 0)
	if len(d.Marks) != 4 {
		t.Errorf("%d marks, want 4", len(d.Marks))
	}
}

func TestMarks(t *testing.T) {
	blue := RGB(0x1D5B88)
	runs := []Run{
		{S: "Imports ", Font: body},
		{S: "rose", Font: body}, // in the same style: one text with its neighbours
		{S: " 朝鲜", Font: body},
		{S: "[1]", Font: Font{Sans, 6.5}, Color: blue, Rise: 2.5, Dest: "source-1", NoBreakBefore: true},
		{S: "[2]", Font: Font{Sans, 6.5}, Color: blue, Rise: 2.5, Dest: "source-2", NoBreakBefore: true},
	}
	lines := Break(runs, 500)
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	got := Drawing{W: 200, H: 50, Marks: lines[0].Marks(10, 40)}.Dump()
	const want = `area 200 x 50
0 text 10 40 SourceSerif4-Regular 9.2 #000000 "Imports rose "
0 text 68.13 40 NotoSansSC-Regular 8.65 #000000 "朝鲜"
0 text 85.43 37.5 SourceSans3-Regular 6.5 #1D5B88 "[1][2]"
0 link 85.43 32.3 7.17 6.83 to #source-1 "[1]"
0 link 92.6 32.3 7.17 6.83 to #source-2 "[2]"
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Each part of a link that goes over two lines says all of it.
func TestBrokenLinkIsSpokenWhole(t *testing.T) {
	run := Run{S: "Interna\u00ADtional\nTrade Centre", Font: body, URL: "https://example.org/"}
	lines := Break([]Run{run}, 500)
	if len(lines) != 2 {
		t.Fatalf("%d lines, want 2", len(lines))
	}
	for _, l := range lines {
		marks := l.Marks(0, 0)
		link := marks[len(marks)-1].Op.(Link)
		if want := "International Trade Centre"; link.Contents != want || link.URL != run.URL {
			t.Errorf("link to %q says %q, want %q", link.URL, link.Contents, want)
		}
		if link.W != l.Width {
			t.Errorf("link is %v wide, its text %v", link.W, l.Width)
		}
	}
}

func TestCheck(t *testing.T) {
	if err := sample().Check(); err != nil {
		t.Errorf("a drawing without fault: %v", err)
	}
	nan, inf := math.NaN(), math.Inf(1)
	stroke := Stroke{Width: 1}
	for _, c := range []struct {
		op   Op
		want string // in the error
	}{
		{Line(0, 0, nan, 5, stroke), "segment 1: place is NaN, 5"},
		{Line(0, 0, 5, inf, stroke), "segment 1: place is 5, +Inf"},
		{Line(0, 0, 5, 12, stroke), "segment 1: place 5, 12 is outside the area of 100 by 10"},
		{Line(-2, 0, 5, 5, stroke), "segment 0: place -2, 0 is outside"},
		{Line(0, 0, 5, 5, Stroke{Width: nan}), "stroke is NaN wide"},
		{Line(0, 0, 5, 5, Stroke{}), "stroke is 0 wide"},
		{Line(0, 0, 5, 5, Stroke{Width: 1, Dash: []float64{inf}}), "dash"},
		{Circle(50, 5, 8, Color{}), "segment 1: place"},
		{Path{Segs: through([]Point{{1, 1}, {2, 2}})}, "neither filled nor stroked"},
		{Path{Segs: []Seg{{Kind: LineTo}}, Stroke: &stroke}, "first segment is not a move"},
		{Text{X: 90, Y: 8, S: "too long to fit", Font: Font{Sans, 8}}, `text "too long to fit"): place`},
		{Text{X: 1, Y: 2, S: "high", Font: Font{Sans, 8}}, `text "high"): place 1, -3.6`},
		{Text{X: 1, Y: 8, S: "a朝", Font: Font{Sans, 8}}, `U+671D at byte 1 is not in face "SourceSans3-Regular"`},
		{Text{X: 1, Y: 8, S: "a", Font: Font{Sans, 0}}, "size is 0 points"},
		{Text{X: nan, Y: 8, S: "a", Font: Font{Sans, 8}}, "place is NaN"},
		{Link{X: 1, Y: 1, W: 200, H: 3, URL: "https://example.org/"}, `link to "https://example.org/"`},
		{Dest{Name: "top", Y: -30}, `destination "top"`},
		{nil, "unknown kind of mark"},
	} {
		d := Drawing{W: 100, H: 10}
		d.Add(1, Rect(0, 0, 100, 10, Color{}))
		d.Add(4, c.op)
		err := d.Check()
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "mark 1 of element 4") {
			t.Errorf("%v:\n got %v\nwant mark 1 of element 4 … %s", c.op, err, c.want)
		}
	}
	for _, d := range []Drawing{{W: nan}, {H: inf}, {W: -1}} {
		if d.Check() == nil {
			t.Errorf("%v by %v is no fault", d.W, d.H)
		}
	}
}

func TestScale(t *testing.T) {
	src := sample()
	before := src.Dump()
	const want = `area 60 x 30
0 path fill #F4F2ED: M 0 0 L 60 0 L 60 2 L 0 2 Z
3 text 5 10 NotoSansSC-Regular 4 #12395A "rose \"15.9%\" <up> & 朝"
3 path fill #12395A: M 30 15 C 30 17.76 27.76 20 25 20 C 22.24 20 20 17.76 20 15 C 20 12.24 22.24 10 25 10 C 27.76 10 30 12.24 30 15 Z
3 path stroke #12395A 0.2 dash 0.5 1.25: M 0 20 L 60 20
3 path stroke #12395A 0.5 round: M 5 25 L 10 22.5 L 15 25
4 link 5 6 15 5 to https://example.org/?a=1&b=2 "Example"
4 link 25 6 15 5 to #figure-1 ""
4 dest 21 "figure-1"
`
	if diff := cmp.Diff(want, src.Scale(0.5).Dump()); diff != "" {
		t.Error(diff)
	}
	if src.Dump() != before {
		t.Error("the original has changed")
	}
}

// TestOutline: an outline covers what the text of the same font would.
func TestOutline(t *testing.T) {
	font := Font{SansBold, 100}
	p := font.Outline("DRAFT", RGB(0x123456))
	left, right, top, bottom := math.Inf(1), 0.0, 0.0, 0.0
	open := 0
	for _, s := range p.Segs {
		switch s.Kind {
		case MoveTo:
			open++
		case Close:
			open--
		}
		for _, q := range s.points() {
			left, right, top, bottom = math.Min(left, q.X), math.Max(right, q.X), math.Min(top, q.Y), math.Max(bottom, q.Y)
		}
	}
	w := font.Width("DRAFT")
	if open != 0 || left < 0 || left > 0.05*w || right > w || right < 0.95*w || top > -60 || top < -75 || bottom > 1 {
		t.Errorf("%v to %v, %v to %v in a width of %v, %d parts open", left, right, top, bottom, w, open)
	}
	if got := font.Outline("\U0001F600", RGB(0)); len(got.Segs) != 0 {
		t.Errorf("a character that the face lacks: %v", got)
	}
	if got := (Font{Size: 10}).Outline("A", RGB(0)); len(got.Segs) != 0 {
		t.Errorf("no face: %v", got)
	}
}
