// Package wording finds what the words of a text say about data: figures,
// number words, superlatives, runs, multiples, directions, causes, hedges,
// marks of time. It knows words and grammar only, neither data nor outlines;
// whether a sentence is true is judged by those who call it.
//
//	for _, m := range wording.Scan("Exports rose 15.9% in September, the third month in a row.") {
//		fmt.Println(m.Kind, m.Text)
//	}
//	// noun exports, direction rose, number 15.9%, time September, run third month in a row
//
// A text is cut into tokens once, and one pass over them looks each up in a
// lexicon, so the time grows with the text and not with the lexicon. Marks come
// in order and never overlap; the longest reading wins, so that "three times as
// much" is a multiple and not a number word, and "Table 3" is no figure.
//
// What is in doubt is left unmarked: a mark leads to a problem in front of an
// author, and one on words that do not say so costs more than one too few.
//
// The language is English. What is English stands in the files english*.go, and
// in the rules that read its grammar.
package wording

import "math/big"

// Kind says what a mark is about.
type Kind uint8

// The kinds of marks.
const (
	Number       Kind = iota + 1 // a figure in digits: "US$188.7 million", "−6.6%", "40–50%"
	Reference                    // digits that are no figure: a full date, "HS 6703", "Table 3", "G20"
	Time                         // "September", "2023", "the third quarter", "last month", "the three months to June"
	NumberWord                   // "three", "two-thirds", "a quarter of", "dozens"
	Superlative                  // "highest", "a record", "second largest", "first time since"
	Run                          // "third month in a row", "for three consecutive months"
	Multiple                     // "doubled", "threefold", "eight times higher"
	Direction                    // "rose", "a fall in", "up", "unchanged"
	Intensity                    // "sharply", "surged", "modest"
	Cause                        // "because of", "driven by", "led to"
	Hedge                        // "may", "possibly", "appears to"
	Likelihood                   // "likely", "almost certain": a term of a scale
	Confidence                   // "high confidence", "confident that"
	Legal                        // "violates", "illegal", "in breach of"
	Respectively                 // "respectively"
	Noun                         // what figures are about: "exports", "the deficit", "share"
)

var kindNames = [...]string{"", "number", "reference", "time", "number word", "superlative", "run", "multiple", "direction", "intensity",
	"cause", "hedge", "likelihood", "confidence", "legal", "respectively", "noun"}

// String is the name of the kind as messages use it: "number word".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return ""
}

// Mark is one find. What a field holds depends on the kind; the zero value of a
// field says nothing.
type Mark struct {
	Kind     Kind
	Bound    Bound  // "about", "nearly", "more than" before a number, number word, run or multiple
	Sign     int8   // of a number: as written, or as the word before it says (fell 6.6%); of an intensity word that has a direction: surged +1
	Since    bool   // a superlative or a run that names its start: "highest since"
	From, To int    // bytes of the text, the end not included
	Text     string // those bytes
	Value    Value  // of numbers, number words, multiples and runs; the rank of "third largest"; the length of a span of time
	Upper    Value  // the upper end of a range
	Currency string // "US$", "€", "CNY": as written, without spaces
	Unit     string // the unit in one spelling: Percent, Points, "kg", "tonnes", "months"
	Sense    string // which of the kind, see the constants
	When     When   // of times and of references that are dates
}

// Bound is how a quantity is meant.
type Bound uint8

// The bounds.
const (
	Exactly  Bound = iota
	About          // about, around, roughly, some
	Nearly         // nearly, almost, close to, just under: below, but not by much
	Under          // less than, below, fewer than, up to
	Over           // more than, over, above, exceeding
	JustOver       // just over, slightly more than
	AtLeast        // at least
)

// Units that rules tell apart. Others are the plain names of measures.
const (
	Percent     = "percent"
	Points      = "percentage points"
	BasisPoints = "basis points"
)

// The senses of marks, by kind.
const (
	Date    = "date"    // reference: a day, 20 November 2023
	Code    = "code"    // reference: HS 6703
	Exhibit = "exhibit" // reference: Figure 3, Tables 2 and 3
	Place   = "place"   // reference: resolution 2397, section 2, page 4
	Name    = "name"    // reference: G20, COVID-19, the 75th anniversary
	Address = "address" // reference: a page, an address of mail, a telephone
	Length  = "length"  // reference: 10-year, three-month
	Item    = "item"    // reference: the number of a list or of a note
	Measure = "measure" // reference: a unit in another one, one tonne is 1,000 kilograms

	Month    = "month"    // time, with or without its year
	Quarter  = "quarter"  // time, likewise
	Half     = "half"     // time: the first half of 2023
	Year     = "year"     // time; of 2022/23 the first
	Decade   = "decade"   // time: the 1990s
	Span     = "span"     // time: the three months to June 2018, the first nine months of 2023
	Relative = "relative" // time: last month, recently; read from the day of the text
	Base     = "base"     // time: a year earlier; read from another period in the text

	Up, Down, Flat   = "up", "down", "flat"     // direction
	Faster, Slower   = "faster", "slower"       // direction of a rate: accelerated, slowed
	Wider, Narrower  = "wider", "narrower"      // direction of a balance or a gap
	High, Low        = "high", "low"            // superlative: highest, lowest
	Record           = "record"                 // superlative: a record, all-time, unprecedented
	Most, Least      = "most", "least"          // superlative: most of, the majority of, largest; smallest
	First            = "first"                  // superlative: the first time since, the first rise in
	Rank             = "rank"                   // superlative: second largest, ranked third, the top five
	TimesAsMuch      = "times as much"          // multiple: doubled, three times, threefold
	TimesMore        = "times more"             // multiple: three times higher, which is four times as much
	Strong, Weak     = "strong", "weak"         // intensity: sharply; slightly
	Causes, AddsTo   = "cause", "contribution"  // cause: because of; led by
	Maybe, Seems     = "possibility", "seeming" // hedge: may; appears to
	CannotExclude    = "not excluded"           // hedge: cannot rule out
	Exports, Imports = "exports", "imports"     // noun
	TotalTrade       = "total trade"            // noun
	Balance          = "balance"                // noun
	Surplus, Deficit = "surplus", "deficit"     // noun
	Share, Growth    = "share", "growth"        // noun
	Rate, Level      = "rate", "level"          // noun
	Quantity, Price  = "quantity", "price"      // noun
)

// When is a day, month, quarter, half-year or year; a part that the text leaves
// out is 0.
type When struct {
	Year                      int16
	Month, Day, Quarter, Half int8
}

// Value is an exact quantity: Num/Den × 10^Scale. Den 0: there is none, or it
// is too long to hold.
type Value struct {
	Num, Den int64
	Decimals int8 // digits written after the point
	Scale    int8 // of the scale word: million is 6
}

// OK reports whether there is a value.
func (v Value) OK() bool { return v.Den != 0 }

// Rat is the value as a fraction; nil when there is none.
func (v Value) Rat() *big.Rat {
	if !v.OK() {
		return nil
	}
	r := big.NewRat(v.Num, v.Den)
	return r.Mul(r, tenTo(int(v.Scale)))
}

// Half is half of the last digit written: as far as what was rounded may be off.
func (v Value) Half() *big.Rat {
	half := big.NewRat(1, 2)
	return half.Mul(half, tenTo(int(v.Scale)-int(v.Decimals)))
}

func tenTo(n int) *big.Rat {
	power := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil))
	if n < 0 {
		power.Inv(power)
	}
	return power
}

// Int is the value as a whole number; false when it is none.
func (v Value) Int() (int, bool) {
	if v.Den != 1 || v.Scale != 0 {
		return 0, false
	}
	return int(v.Num), true
}

func whole(n int64) Value { return Value{Num: n, Den: 1} }

// Scan finds the marks of a text, in order and without overlaps. It takes any
// bytes.
func Scan(text string) []Mark {
	fill()
	s := scanner{text: text}
	s.cut()
	s.marks = make([]Mark, 0, len(s.tokens)/4+1)
	for i := 0; i < len(s.tokens); {
		m, next := s.at(i)
		if next <= i {
			i++
			continue
		}
		if m.Kind != 0 {
			m.From, m.To = s.tokens[i].from, s.tokens[next-1].to
			m.Text = text[m.From:m.To]
			m.Bound = s.boundBefore(i, m)
			m.Sign = s.signOf(i, m)
			m.Since = (m.Kind == Superlative || m.Kind == Run) && s.since(next)
			s.marks = append(s.marks, m)
		}
		i = next
	}
	return s.marks
}

// at reads the mark that begins with the i-th token; the index after it is 0
// where none does. A mark without a kind is passed over.
func (s *scanner) at(i int) (Mark, int) {
	// Most words begin nothing, unless digits follow: G20, EUR 5.
	if t, next := s.tok(i), s.tok(i+1); !t.starts && next.class != digits && next.w != "$" {
		return Mark{}, 0
	}
	for _, read := range readers {
		if m, next := read(s, i); next > 0 {
			return m, next
		}
	}
	return Mark{}, 0
}

// since reports whether the clause goes on to the start of what is compared: the
// highest monthly value since May.
func (s *scanner) since(i int) bool {
	if s.w(i-1) == "since" {
		return true
	}
	return s.within(i, i, 8, func(i int) bool { return s.w(i) == "since" })
}

// readers are asked in this order: what is no figure comes before figures, and
// whole phrases before single words.
var readers = [...]func(*scanner, int) (Mark, int){
	(*scanner).address,
	(*scanner).definition,
	(*scanner).date,
	(*scanner).time,
	(*scanner).label,
	(*scanner).phrase,
	(*scanner).figure,
	(*scanner).numberWord,
}
