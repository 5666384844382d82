package wording

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Reading is what the words of a claim in another language say, in the English
// of the house table, so that one table judges all languages.
type Reading struct {
	English string // rose by nearly 7%; empty: the words say what is not known
	Base    string // what they compare with: year or month; empty: they do not say
}

// Read reads the words of a claim. Words of which one part is not known, such as
// a negation, are not read at all.
func (l Language) Read(words string) Reading {
	switch l {
	case English:
		return Reading{English: words}
	case Chinese, Korean:
		var c claimWords
		at := 0
		for _, p := range lexica[l]().joined(cutSigns(l, words)) {
			if !blank(words[min(at, p.from):p.from]) || !c.take(p, words[p.From:p.To]) {
				return Reading{}
			}
			at = max(at, p.to)
		}
		return Reading{c.english(), c.base}
	}
	return Reading{}
}

// blank reports whether a text says nothing: blanks and punctuation.
func blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsPunct(r) }) < 0
}

// claimWords gathers what the words of a claim say. Of each kind they say at most
// one thing.
type claimWords struct {
	move, size, row, pace, run, times, top, rank, first, share, width, compare, amount string

	sides      []string // surplus and deficit, in order
	base       string
	turned, to bool
	several    bool // two things of one kind
}

func (c *claimWords) set(field *string, s string) {
	if *field != "" && *field != s {
		c.several = true
	}
	*field = s
}

// take adds a piece; false where it is not known.
func (c *claimWords) take(p piece, text string) bool {
	switch p.Kind {
	case Run:
		c.set(&c.run, atLeast(p.Bound)+p.Value.digits()+" consecutive "+cmpUnit(p.Unit))
		return true
	case Multiple:
		if p.lex == nil {
			v := p.Value
			if p.Sense == TimesMore {
				v.Num += v.Den
			}
			c.set(&c.times, bounds[p.Bound]+v.digits()+" "+TimesAsMuch)
			return v.OK()
		}
	case Number, NumberWord:
		if p.lex == nil {
			return c.figure(p)
		}
	case Superlative:
		if p.Sense == Rank {
			n, ok := p.Value.Int()
			c.set(&c.rank, Ordinal(n)+" largest")
			return ok && n > 0
		}
		if p.Value.OK() || p.Since {
			return c.superlative(p)
		}
	case Time, Reference:
		return p.lex != nil && p.lex.role == bases && c.based(p.lex.say)
	}
	if p.lex == nil {
		r, _ := utf8.DecodeRuneInString(text)
		return unicode.IsPunct(r)
	}
	switch x := p.lex; x.role {
	case fills:
	case to_:
		c.to = true
	case moves_, levels:
		c.to = c.to || x.role == levels
		c.set(&c.move, x.say)
	case sizes:
		c.set(&c.size, x.say)
	case rows:
		c.set(&c.row, x.say)
	case paces:
		c.set(&c.pace, x.say)
	case times_:
		c.set(&c.times, bounds[p.Bound]+x.say)
	case tops:
		c.set(&c.top, x.say)
	case ranks:
		c.set(&c.rank, x.say)
		return x.say != ""
	case firsts:
		c.set(&c.first, x.say)
	case shares:
		c.set(&c.share, bounds[p.Bound]+x.say)
	case sides:
		c.sides = append(c.sides, x.say)
	case widths:
		c.set(&c.width, x.say)
	case turns:
		c.turned = true
	case compares:
		c.set(&c.compare, x.say)
	case bases:
		return c.based(x.say)
	default:
		return false
	}
	return true
}

func (c *claimWords) based(on string) bool {
	c.set(&c.base, on)
	return true
}

// superlative adds one that says since when it counts: 四年来最高.
func (c *claimWords) superlative(p piece) bool {
	span := ""
	switch {
	case p.Since && p.When.Year == 0 && p.When.Month == 0:
		return false // 今年以来: since when is not read
	case p.Since:
		span = " since " + whenText(p.When)
	default:
		span = " in " + bounds[p.Bound] + p.Value.digits() + " " + p.Unit
	}
	if p.lex.role == firsts {
		c.set(&c.first, "first"+span)
		switch {
		case p.lex.sign > 0:
			c.set(&c.move, "rose")
		case p.lex.sign < 0:
			c.set(&c.move, "fell")
		}
		return true
	}
	c.set(&c.top, strings.TrimPrefix(p.lex.say, "a record")+span)
	return !strings.HasPrefix(p.lex.say, "a record")
}

func whenText(w When) string {
	year := strconv.Itoa(int(w.Year))
	switch {
	case w.Month != 0 && w.Year != 0:
		return monthNames[w.Month-1] + " " + year
	case w.Month != 0:
		return monthNames[w.Month-1]
	case w.Quarter != 0:
		return "Q" + strconv.Itoa(int(w.Quarter)) + " " + year
	}
	return year
}

var monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// bounds are the words before a number that say how it is meant.
var bounds = [...]string{Exactly: "", About: "about ", Nearly: "nearly ", Under: "less than ", Over: "more than ", JustOver: "just over ", AtLeast: "at least "}

func atLeast(b Bound) string {
	if b == AtLeast {
		return bounds[AtLeast]
	}
	return ""
}

func cmpUnit(unit string) string {
	if unit == "" {
		return "months"
	}
	return unit
}

// figure adds a number with its unit.
func (c *claimWords) figure(p piece) bool {
	v := p.Value
	switch {
	case !v.OK() || p.Upper.OK():
		return false
	case p.Kind == NumberWord && v.Den > 1 && p.Unit == "" && p.Currency == "" && v.Decimals == 0:
		c.set(&c.share, bounds[p.Bound]+fractionText(v))
	case p.Unit == Percent:
		c.set(&c.amount, bounds[p.Bound]+v.digits()+"%")
	case p.Unit == Points:
		c.set(&c.amount, bounds[p.Bound]+v.digits()+" percentage points")
	case p.Currency != "" && p.Unit == "":
		c.set(&c.amount, bounds[p.Bound]+p.Currency+v.scaled())
	default:
		return false
	}
	return true
}

// digits writes a value with the decimals that it was written with.
func (v Value) digits() string {
	x := big.NewRat(v.Num, v.Den)
	return x.Abs(x).FloatString(int(v.Decimals))
}

// scaled writes a value in thousands, millions or billions so that its last digit
// stays the last one: 1.2亿 is 0.12 billion.
func (v Value) scaled() string {
	last := int(v.Scale) - int(v.Decimals)
	for _, s := range scaleWords {
		if last <= s.scale {
			return v.by(s.scale) + s.word
		}
	}
	return v.by(12) + " trillion"
}

var scaleWords = []struct {
	scale int
	word  string
}{{0, ""}, {6, " million"}, {9, " billion"}, {12, " trillion"}}

func (v Value) by(scale int) string {
	x := v.Rat()
	x.Quo(x.Abs(x), tenTo(scale))
	return x.FloatString(max(0, scale-int(v.Scale)+int(v.Decimals)))
}

// fractionText writes a fraction in words: two thirds.
func fractionText(v Value) string {
	if v.Num == 1 && v.Den == 2 {
		return "half"
	}
	names := map[int64]string{3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
	name := names[v.Den]
	if name == "" || InWords(int(v.Num)) == "" {
		x := big.NewRat(v.Num*100, v.Den)
		return x.FloatString(1) + "%"
	}
	if v.Num > 1 {
		name += "s"
	}
	return InWords(int(v.Num)) + " " + name
}

// english is what the words say, empty where that is nothing, or several things.
func (c *claimWords) english() string {
	parts := func(s ...string) string {
		return strings.Join(slices.DeleteFunc(s, func(s string) bool { return s == "" }), " ")
	}
	// What may stand beside each other; all else says two things.
	said := parts(c.row, c.pace, c.run, c.times, c.top, c.rank, c.first, c.share, c.compare, c.amount)
	only := func(s string) bool { return said == s }
	switch {
	case c.several:
	case len(c.sides) > 0 || c.width != "":
		return c.balance(said)
	case c.turned:
	case c.run != "" && only(c.run) && c.size == "" && !c.to:
		return parts(c.move, "for", c.run)
	case c.first != "" && only(c.first) && c.size == "":
		return c.firstTime()
	case c.top != "" && only(c.top) && c.size == "":
		return c.top
	case c.rank != "" && only(c.rank) && c.move == "" && c.size == "":
		return c.rank
	case c.times != "" && only(c.times) && c.size == "":
		if c.move == "fell" {
			return ""
		}
		return c.times
	case c.share != "" && only(c.share) && c.size == "":
		return parts(c.move, c.share)
	case c.amount != "" && only(c.amount) && c.size == "":
		if c.to {
			return "" // 升至15.9% is no change of 15.9%
		}
		return parts(c.move, c.amount)
	case c.compare != "" && only(c.compare) && c.move == "" && c.size == "":
		return c.compare
	case c.row != "" && only(c.row) && c.move == "" && c.size == "":
		return c.row
	case c.pace != "" && only(c.pace) && c.move == "" && c.size == "":
		return c.pace
	case said == "" && c.move != "":
		return parts(c.move, c.size)
	}
	return ""
}

// firstTime is the first rise in three months, the first fall since May.
func (c *claimWords) firstTime() string {
	span, ok := strings.CutPrefix(c.first, "first")
	if !ok {
		return ""
	}
	switch c.move {
	case "rose":
		return "the first rise" + span
	case "fell":
		return "the first fall" + span
	}
	return "for the first time" + span
}

// balance is what the words say of one: the surplus widened, turned from deficit
// to surplus, a deficit.
func (c *claimWords) balance(said string) string {
	switch {
	case said != "" || c.size != "" || c.move != "" || len(c.sides) > 2:
	case c.turned && c.width == "" && len(c.sides) == 2:
		return "turned from " + c.sides[0] + " to " + c.sides[1]
	case c.turned && c.width == "" && len(c.sides) == 1:
		return "turned to " + c.sides[0]
	case !c.turned && c.width != "" && len(c.sides) == 1:
		return "the " + c.sides[0] + " " + c.width
	case !c.turned && c.width != "" && len(c.sides) == 0:
		return c.width
	case !c.turned && len(c.sides) == 1:
		return "a " + c.sides[0]
	}
	return ""
}
