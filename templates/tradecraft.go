package templates

import (
	"math/big"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// The blocks in which an author weighs evidence.

// Mark says how an item of evidence fits a hypothesis, from -2, which
// contradicts it, to 2, which it predicts. The zero value says nothing about it.
type Mark int8

// Marks are the marks as they are written, from the best fit to the worst.
func Marks() []string { return []string{"++", "+", "0", "-", "--"} }

// ParseMark reads a mark; a true minus counts as a hyphen. ok is false for any
// other text.
func ParseMark(s string) (m Mark, ok bool) {
	i := slices.Index(Marks(), plainMark(s))
	return Mark(2 - i), i >= 0
}

// plainMark is a mark without blanks, its minuses as hyphens.
func plainMark(s string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "−", "-").Replace(s)
}

// otherMarks are what authors write for marks who come from other matrices or
// from a word processor.
var otherMarks = map[string]string{
	"CC": "++", "C": "+", "N": "0", "NA": "0", "N/A": "0", "I": "-", "II": "--", "yes": "+", "no": "-", "o": "0", "O": "0", "=": "0", "+/-": "0", "+-": "0", "?": "0",
	"2": "++", "1": "+", "-1": "-", "-2": "--", "+1": "+", "+2": "++", "–": "-", "—": "--", "––": "--", "n.a.": "0", "n/a": "0",
}

// The sizes of a matrix that reads well; what lies beyond is warned of.
const (
	fewestRows, mostRows = 4, 9
	mostHypotheses       = 6
)

func readHypotheses(d *decoder, f *fields, b Base) Block {
	h := &Hypotheses{Base: b, Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm), Note: f.prose("note", lineForm), Question: f.prose("question", lineForm)}
	own := map[string]diag.Pos{}
	var ids []string
	null := false
	for _, t := range f.list("hypotheses") {
		m := d.fields(t, "a hypothesis")
		x := Hypothesis{At: m.at, ID: m.scalar("id"), Name: m.prose("name", lineForm), Likelihood: m.likelihood()}
		d.unique(x.ID, own)
		m.require("id", "name")
		m.close()
		null = null || strings.EqualFold(x.ID.Value, "H0") || strings.Contains(strings.ToLower(x.Name.Value), "null")
		if !slices.Contains(ids, x.ID.Value) {
			ids = append(ids, x.ID.Value)
		}
		h.Hypotheses = append(h.Hypotheses, x)
	}
	for _, t := range f.list("evidence") {
		m := d.fields(t, "an item of evidence")
		e := Evidence{At: m.at, ID: m.scalar("id"), Text: m.prose("text", lineForm), Grade: m.choice("grade", grades...), Src: m.reference("src", "source", d.names.sources)}
		d.unique(e.ID, d.ids)
		if !slices.Contains(d.evidence, e.ID.Value) {
			d.evidence = append(d.evidence, e.ID.Value)
		}
		e.Fits = d.fits(m, e.ID.Value, ids)
		m.require("id", "text", "fits")
		m.close()
		h.Evidence = append(h.Evidence, e)
	}
	f.require("question")
	d.notEmpty(f, "hypotheses")
	d.notEmpty(f, "evidence")
	const addNull = "add the null hypothesis that nothing special happened, such as {id: H0, name: Noise and calendar}"
	switch n := len(h.Hypotheses); {
	case n == 1:
		d.fail(h.Hypotheses[0].At, "one hypothesis competes with nothing: at least two were expected").WithHint(addNull)
	case n > mostHypotheses:
		d.warn(h.Hypotheses[mostHypotheses].At, "the matrix has %d hypotheses: more than six are hard to read side by side", n).WithHint("join those that the same evidence would bear out")
	case n > 1 && !null:
		d.warn(h.Hypotheses[0].At, "none of the hypotheses is the null hypothesis H0").WithHint(addNull)
	}
	if n := len(h.Evidence); n > 0 && (n < fewestRows || n > mostRows) {
		d.warn(h.Evidence[0].At, "rows of evidence: %d; from four to nine read well", n)
	}
	return h
}

// fits reads the marks of an item of evidence.
func (d *decoder) fits(m *fields, id string, hypotheses []string) []Fit {
	var fits []Fit
	var rated []string
	for _, p := range m.mapping("fits") {
		d.refer(p.key, "hypothesis", hypotheses)
		fit := Fit{Hypothesis: p.key, Mark: d.prose(present(p.val), "the mark for "+p.key.Value, lineForm)}
		rated = append(rated, p.key.Value)
		switch {
		case p.val.empty:
			d.fail(p.key.Pos, "%s has no mark for %s", id, p.key.Value).WithHint("write one of %s in quotes", strings.Join(Marks(), " "))
		case fit.Mark.Present():
			d.mark(fit.Mark)
			fits = append(fits, fit)
		}
	}
	missing := slices.DeleteFunc(slices.Clone(hypotheses), func(h string) bool { return h == "" || slices.Contains(rated, h) })
	if len(rated) > 0 && len(missing) > 0 {
		d.warn(m.get("fits").at, "%s does not rate %s: what is not rated counts as 0", id, strings.Join(missing, ", ")).
			WithHint("write %s: \"0\" if it says nothing about it", missing[0])
	}
	return fits
}

// mark checks that a text is a mark, or one expression that chooses marks.
func (d *decoder) mark(p Prose) {
	if len(p.Paras) == 1 && len(p.Paras[0].Nodes) == 1 {
		if x, ok := p.Paras[0].Nodes[0].(*Computed); ok {
			if x.X != nil {
				d.chosenMarks(x.X.Root)
			}
			return
		}
	}
	if _, ok := ParseMark(p.Value); ok {
		return
	}
	if strings.Contains(p.Value, "{{") {
		d.fail(p.Pos, "a computed mark is one {{…}} and nothing else").WithHint("write it like %s", computedMark)
		return
	}
	h := d.fail(p.Pos, "unknown mark %q", p.Value)
	meant := otherMarks[plainMark(p.Value)]
	for _, sign := range []string{"+", "-"} {
		if len(plainMark(p.Value)) > 2 && strings.Trim(plainMark(p.Value), sign) == "" {
			meant = sign + sign
		}
	}
	if meant == "" {
		h.WithHint("write one of: %s", strings.Join(Marks(), " "))
		return
	}
	h.Meant(p.Value, meant)
}

const computedMark = `"{{exports.mom > 0.05 ? '+' : '-'}}"`

// chosenMarks checks what an expression can yield.
func (d *decoder) chosenMarks(n ExprNode) {
	switch n := n.(type) {
	case *Cond:
		d.chosenMarks(n.X)
		d.chosenMarks(n.Y)
	case *Str:
		if _, ok := ParseMark(n.S); !ok {
			d.fail(n.At, "unknown mark %q", n.S).WithHint("choose between %s", strings.Join(Marks(), " "))
		}
	default:
		d.fail(n.ExprPos(), "a computed mark chooses between marks").WithHint("write it like %s", computedMark)
	}
}

// mostInARow bounds the periods over which an indicator is read.
const mostInARow = 12

func readIndicators(d *decoder, f *fields, b Base) Block {
	block := &Indicators{Base: b, Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm), Note: f.prose("note", lineForm)}
	for _, t := range f.list("items") {
		m := d.fields(t, "an indicator")
		i := Indicator{At: m.at, ID: m.scalar("id"), Text: m.prose("text", lineForm), Series: m.expr("series", "number"),
			Below: m.expr("below", "number"), Above: m.expr("above", "number"), InARow: m.whole("in_a_row")}
		d.unique(i.ID, d.ids)
		m.require("id", "text", "series")
		if n, ok := wholeNumber(i.InARow.Value); i.InARow.Present() && ok && (n < 1 || n > mostInARow) {
			d.fail(i.InARow.Pos, "in_a_row takes a number of periods from 1 to %d, found %d", mostInARow, n)
		}
		if !m.bad && m.get("below") == nil && m.get("above") == nil {
			d.fail(m.at, "an indicator needs a threshold: below: or above:").WithHint("write the figure at which your view would change, such as above: 250e6")
		}
		m.close()
		block.Items = append(block.Items, i)
	}
	d.notEmpty(f, "items")
	return block
}

func readScenarios(d *decoder, f *fields, b Base) Block {
	block := &Scenarios{Base: b, Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm), Note: f.prose("note", lineForm),
		Series: f.expr("series", "series"), Horizon: f.period("horizon")}
	if b.ID.Present() {
		d.outlooks = append(d.outlooks, b.ID.Value)
	}
	sum, whole := new(big.Rat), true
	for _, t := range f.list("items") {
		m := d.fields(t, "a scenario")
		s := Scenario{At: m.at, Name: m.prose("name", lineForm), Text: m.prose("text", lineForm), Value: m.expr("value", "number"),
			Probability: m.formed("probability", validProbability, probabilityOf, "a probability from 0 to 1", "0.55", nil)}
		m.require("name", "probability", "text")
		m.close()
		if validProbability(s.Probability.Value) {
			x, _ := new(big.Rat).SetString(s.Probability.Value)
			sum.Add(sum, x)
		} else {
			whole = false
		}
		block.Items = append(block.Items, s)
	}
	d.notEmpty(f, "items")
	if n := len(block.Items); n > 0 && whole && sum.Cmp(big.NewRat(1, 1)) != 0 {
		d.fail(block.Items[n-1].Probability.Pos, "the probabilities sum to %s, and not to 1", decimal(sum)).WithHint("together the scenarios say all that may happen; add one for what is left out, or weigh them again")
	}
	return block
}

// validProbability reports whether a text is a decimal number from 0 to 1.
func validProbability(s string) bool {
	if len(s) > 20 || !validNumber(s) || strings.ContainsAny(s, "eE") {
		return false
	}
	x, ok := new(big.Rat).SetString(s)
	return ok && x.Sign() >= 0 && x.Cmp(big.NewRat(1, 1)) <= 0
}

// probabilityOf reads per cent, with the sign or without.
func probabilityOf(s string) string {
	s = strings.TrimSpace(strings.TrimSuffix(s, "%"))
	if len(s) > 20 || !validNumber(s) || strings.ContainsAny(s, "eE") {
		return ""
	}
	x, ok := new(big.Rat).SetString(s)
	if !ok {
		return ""
	}
	return decimal(x.Quo(x, big.NewRat(100, 1)))
}

// decimal writes a number without noughts at its end.
func decimal(x *big.Rat) string {
	s := x.FloatString(12)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
