package checks

import (
	"math/big"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// rate is a computed rate as a piece of a passage.
func rate(metric string, period data.Period, permille int64) Piece {
	x := big.NewRat(permille, 1000)
	return Piece{
		Computed: true, Text: data.Fixed(new(big.Rat).Mul(x, big.NewRat(100, 1)), 1, false) + "%", At: func(int) diag.Pos { return diag.Pos{} },
		Figure: &Figure{Expr: "exports." + metric, Value: data.Exact(x, data.Unit{Kind: data.Ratio}), Series: "exports", Metric: metric, Rate: true, View: data.View{Period: period}},
	}
}

func typed(text string) Piece {
	return Piece{Text: text, At: func(int) diag.Pos { return diag.Pos{} }}
}

// Which rates want a word on their base, and which do not.
func TestBases(t *testing.T) {
	month, quarter := data.Month, data.Quarter
	trains := Shock{data.Span{From: month(2022, 5), To: month(2022, 9)}, "Trains halted"}
	for _, c := range []struct {
		name, want string
		role       Role
		b          Brief
		pieces     []Piece
	}{
		{"a base in the shock", "C18", Prose, Brief{Shocks: []Shock{trains}}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 9), 400), typed(".")}},
		{"a base after it", "", Prose, Brief{Shocks: []Shock{trains}}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 10), 400), typed(".")}},
		{"the month before in the shock", "C18", Prose, Brief{Shocks: []Shock{trains}}, []Piece{typed("Exports were up "), rate("mom", month(2022, 10), 400), typed(".")}},
		{"the label of the shock", "", Prose, Brief{Shocks: []Shock{trains}}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 9), 400), typed(", as no trains ran then.")}},
		{"a common word for it", "", Prose, Brief{Shocks: []Shock{trains}}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 9), 400), typed(". The base is low.")}},
		{"a word that only begins like one", "C18", Prose, Brief{Shocks: []Shock{trains}}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 9), 400), typed(". Baseball is popular.")}},
		{"most of the year so far in the shock", "C18", Prose, Brief{Shocks: []Shock{trains}}, []Piece{typed("Exports were up "), rate("ytd_yoy", month(2023, 9), 400), typed(".")}},
		{"less than half of it", "", Prose, Brief{Shocks: []Shock{trains}}, []Piece{typed("Exports were up "), rate("ytd_yoy", month(2023, 12), 400), typed(".")}},
		{"a cell", "", Label, Brief{Shocks: []Shock{trains}}, []Piece{rate("yoy", month(2023, 9), 400)}},
		{"a shock of months and a rate of quarters", "", Prose, Brief{Shocks: []Shock{trains}}, []Piece{typed("Exports were up "), rate("yoy", quarter(2023, 3), 400), typed(".")}},

		{"a heading on January", "C19", Headline, Brief{Series: []Series{{ID: "exports", Reporter: "China"}}}, []Piece{typed("Exports up "), rate("yoy", month(2023, 1), 40)}},
		{"a heading on March", "", Headline, Brief{Series: []Series{{ID: "exports", Reporter: "China"}}}, []Piece{typed("Exports up "), rate("yoy", month(2023, 3), 40)}},
		{"of a country without the feast", "", Headline, Brief{Series: []Series{{ID: "exports", Reporter: "Germany"}}}, []Piece{typed("Exports up "), rate("yoy", month(2023, 1), 40)}},
		{"a text on January", "", Prose, Brief{Series: []Series{{ID: "exports", Reporter: "China"}}}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 1), 40), typed(".")}},
		{"a heading on both months", "", Headline, Brief{Period: month(2023, 2), Series: []Series{{ID: "exports", Reporter: "China"}}}, []Piece{typed("Exports up "), rate("ytd_yoy", month(2023, 2), 40)}},

		{"half the year, with the whole known", "C21", Prose, Brief{Period: month(2023, 9)}, []Piece{typed("Exports were up "), rate("ytd_yoy", month(2023, 6), 40), typed(".")}},
		{"both", "", Prose, Brief{Period: month(2023, 9)}, []Piece{typed("Exports were up "), rate("ytd_yoy", month(2023, 6), 40), typed(", and by now "), rate("ytd_yoy", month(2023, 9), 30), typed(".")}},
		{"the same months of another year", "", Prose, Brief{Period: month(2023, 9)}, []Piece{typed("Exports were up "), rate("ytd_yoy", month(2022, 6), 40), typed(".")}},

		{"beyond 300%", "C16 C17", Prose, Brief{}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 9), 3010), typed(".")}},
		{"beyond 1,000%, which is printed as a multiple", "C17", Prose, Brief{}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 9), 11000), typed(".")}},
		{"300% and no more", "", Prose, Brief{}, []Piece{typed("Exports were up "), rate("mom", month(2023, 9), 3000), typed(".")}},
		{"more than half, on the year", "C17", Prose, Brief{}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 9), 501), typed(", and again "), rate("yoy", month(2023, 8), 601), typed(".")}},
		{"on the month", "", Prose, Brief{}, []Piece{typed("Exports were up "), rate("mom", month(2023, 9), 501), typed(".")}},
		{"with a level in the next sentence", "", Prose, Brief{}, []Piece{typed("Exports were up "), rate("yoy", month(2023, 9), 501), typed(". The year before they were US$80.0 million.")}},
	} {
		if got := codes(&Passage{Role: c.role, Pieces: c.pieces}, &c.b); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// A note under an exhibit stands beside the levels.
func TestNoteOfExhibit(t *testing.T) {
	p := Passage{Exhibit: true, Pieces: []Piece{typed("On first releases exports were up "), rate("yoy", data.Month(2023, 9), 501), typed(".")}}
	if got := codes(&p, &Brief{}); got != "" {
		t.Errorf("got %s", got)
	}
}
