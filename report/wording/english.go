package wording

import (
	"iter"
	"maps"
	"strings"
	"sync"
)

// lexicon is what the scanner knows of a language.
type lexicon struct {
	words map[string]known // every word of the lexicon, in lower case

	phrases   *trie // what may begin anywhere
	times     *trie // of time, beside the forms that are read by rule
	units     *trie // after a number
	vague     *trie // quantities without a number
	noNumbers *trie // phrases whose number words count nothing

	cardinals, ordinals, fractions map[string]int64
	scales, letters                map[string]int8 // powers of ten: million; m
	months                         map[string]int8
	labels                         map[string]label // what a number after it names: Table 3
	bounds                         map[string]Bound
	currencies                     map[string]bool // before a number, as written

	// Around numbers and times.
	periods     map[string]bool // month
	edges       map[string]bool // before a span: the first three months
	datings     map[string]bool // before a year of long ago: in 1860
	counted     map[string]bool // after a number that is no day: in May 10 countries
	pointing    map[string]bool // before a number of things named elsewhere: the two countries
	wholeHalves map[string]bool // after half, where it is no share: half time
	halfOf      map[string]bool // before half, likewise: the upper half
	telephones  map[string]bool
	prefixes    map[string]bool // of compounds that leave a word its meaning: mid-2023
	suffixes    map[string]bool // likewise, behind it

	// What other words are about.
	moving      map[string]bool // verbs of movement: rose
	comparing   map[string]bool // higher
	movements   map[string]bool // what a strong or slight thing may be: a rise
	quantities  map[string]bool // what names or compares amounts, all of the above among them
	ranked      map[string]bool // what a top or leading thing may be: supplier
	intensities map[string]bool
	adverbs     map[string]bool // beside those in -ly
	seasons     map[string]bool // before fall where it is a season
	persons     map[string]bool // who may do a thing: citizens may return
	permitted   map[string]bool // what may be done: data may be obtained
	common      map[string]bool // words that no noun phrase goes on with
}

// known is a word of the lexicon, so that capitals can be folded without a copy,
// and whether a mark may begin with it.
type known struct {
	w      string
	starts bool
}

// label tells kinds of labels apart.
type label uint8

const (
	codeLabel    label = iota + 1 // HS 6703
	exhibitLabel                  // Table 3
	textLabel                     // resolution 2397
	nameLabel                     // Agenda 2030
	loosePlace                    // Part 2, but "part 15"; a label with a capital, or where nothing is counted
)

func (l label) sense() string {
	return [...]string{"", Code, Exhibit, Place, Name, Place}[l]
}

func (l label) needsCapital() bool { return l == loosePlace }

var english lexicon

// fill makes the lexicon when a text is scanned for the first time.
var fill = sync.OnceFunc(func() {
	english = lexicon{
		phrases: phrases(), times: timePhrases(), units: units(), vague: vague(), noNumbers: noNumbers(),

		cardinals: map[string]int64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
			"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
			"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
		ordinals: map[string]int64{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
			"eleventh": 11, "twelfth": 12},
		fractions: map[string]int64{"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
			"seventh": 7, "eighth": 8, "eighths": 8, "fourth": 4, "fourths": 4, "tenth": 10, "tenths": 10, "hundredth": 100},
		scales: map[string]int8{"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mn": 6, "mln": 6, "mio": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12,
			"millions": 6, "billions": 9},
		letters: map[string]int8{"m": 6, "b": 9, "k": 3, "t": 12, "M": 6, "B": 9, "K": 3, "T": 12},
		months: map[string]int8{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10,
			"november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
		bounds: map[string]Bound{"about": About, "around": About, "roughly": About, "approximately": About, "some": About, "circa": About, "estimated": About,
			"nearly": Nearly, "almost": Nearly, "over": Over, "exceeding": Over, "above": Over, "exceeded": Over, "under": Under, "below": Under},
		labels:     labels(),
		currencies: set("USD EUR GBP CNY RMB JPY KRW KPW CHF CAD AUD NZD HKD SGD INR RUB BRL MXN SEK NOK DKK PLN CZK HUF TRY ZAR Rs CFA NT NIS DM PHP THB MYR IDR VND TWD"),

		periods:     set("day days week weeks month months quarter quarters year years decade decades hour hours minute minutes"),
		edges:       set("last past first previous next following preceding latest final initial coming"),
		datings:     set("in since until to from by of after before around circa between and early late mid during"),
		counted:     set("countries economies companies firms products items people"),
		pointing:    set("the these those its their our his both other all following such last first said between"),
		wholeHalves: set("year years yearly hearted way time term baked brother decade"),
		halfOf:      set("other latter upper lower top bottom northern southern"),
		telephones:  set("tel telephone telefax fax phone"),
		prefixes:    set("pre mid post late early end non year month quarter week ex since the and or"),
		suffixes:    set("on"),

		moving: set("rose rises risen rising rise increased increase increases increasing grew grow grows growing grown fell fall falls fallen falling decreased decrease decreases decreasing declined decline declines declining " +
			"dropped drop dropping shrank contracted expanded climbed recovered improved widened narrowed accelerated slowed eased weakened strengthened changed up down reduced outpaced exceeded gained advanced rebounded varied moderated boosted affected reducing expand expanding cut cutting ease eases slow slows diminish diminished recede receded widen narrow accelerate improve recover decelerated moderate moderating slipped dipped rebound raised lowered appreciated depreciated"),
		comparing: set("better worse higher lower more less larger smaller greater fewer above below faster slower stronger weaker bigger ahead over under wider narrower"),
		movements: set("rise rises increase increases growth gain gains fall falls decline declines decrease decreases drop drops reduction reductions expansion contraction rebound recovery upturn downturn acceleration deceleration slowdown " +
			"improvement deterioration widening narrowing recession jump surge slump share shares proportion part portion surplus deficit surpluses deficits swing swings volume volumes upward downward uptick acceleration fluctuations volatility variation " +
			"appreciation depreciation cuts cut demand consumption spending sales increasing decreasing rising falling exports imports pace momentum"),
		quantities: set("exports imports export import trade value values volume volumes level levels share shares rate rates amount amounts number numbers deficit surplus balance growth high highs low lows peak total totals sales output production prices price " +
			"inflation turnover demand revenue revenues profits profit percent cent % points year month quarter spending investment gdp income earnings harvest crop inflows outflows quantity quantities shipments costs cost figure figures pace decline increase rise drop fall gain"),
		ranked: set("item items product products partner partners supplier suppliers destination destinations exporter exporters importer importers market markets source sources commodity commodities country countries economy economies category categories " +
			"contributor contributors buyer buyers position place rank goods export import exports imports producer producers sector sectors industry industries trading"),
		intensities: set("sharply slightly steeply strongly modestly marginally significantly substantially considerably dramatically markedly moderately rapidly " +
			"sharp slight steep strong modest marginal significant substantial considerable dramatic marked further"),
		adverbs:   set("rather most more at also even still just not less"),
		seasons:   set("this last next early late each every in"),
		persons:   set("citizens nationals residents members visitors travellers travelers passengers users readers applicants"),
		permitted: set("obtain obtained found downloaded reproduced used cited accessed addressed directed contact quoted viewed ordered purchased requested made reprinted copied submit subscribe summed contacted visit redistributed apply adapted freely"),
		common: set("of in and or to the a an from for on at by with as is are was were be been has have had show shows shown gives give that which who this these below above presents lists " +
			"provides contains sets set under until through into it its not than but if when where while also only says said describes covers see no"),
	}
	for _, m := range []map[string]bool{english.moving, english.comparing, english.movements} {
		maps.Copy(english.quantities, m)
	}
	english.index()
})

// index gathers the words of the lexicon.
func (l *lexicon) index() {
	l.words = map[string]known{}
	know := func(starts bool, lists ...iter.Seq[string]) {
		for _, words := range lists {
			for w := range words {
				l.words[w] = known{w, starts}
			}
		}
	}
	for _, t := range []*trie{l.phrases, l.times, l.units, l.vague, l.noNumbers} {
		t.words(func(w string) { l.words[w] = known{w: w} })
	}
	for _, m := range []map[string]bool{l.periods, l.datings, l.counted, l.pointing, l.wholeHalves, l.halfOf, l.prefixes, l.quantities, l.ranked, l.intensities, l.adverbs, l.seasons,
		l.persons, l.permitted, l.common, set("more less than least up close fewer greater of as not ago earlier before later")} {
		know(false, maps.Keys(m))
	}
	know(false, maps.Keys(l.fractions), maps.Keys(l.scales), maps.Keys(l.bounds))
	// What a mark may begin with.
	for _, t := range []*trie{l.phrases, l.times, l.vague, l.noNumbers} {
		know(true, maps.Keys(t.next))
	}
	know(true, maps.Keys(l.cardinals), maps.Keys(l.ordinals), maps.Keys(l.months), maps.Keys(l.labels), maps.Keys(l.edges), maps.Keys(l.telephones),
		maps.Keys(set("half a an quarter quarters q h fy cy final")))
}

// labels are the words before a number that make it a name.
func labels() map[string]label {
	out := map[string]label{}
	for _, l := range []struct {
		kind  label
		words string
	}{
		{codeLabel, "hs hts htsus cn sitc isic nace bec naics cpc subheading subheadings heading headings chapter chapters divisions cas code codes"},
		{exhibitLabel, "figure figures fig figs table tables chart charts exhibit exhibits graph graphs map box boxes annex annexes appendix panel diagram infographic"},
		{textLabel, "resolution resolutions paragraph paragraphs para paras article articles section sections page pages pp p footnote footnotes endnote note notes clause subsection docket directive regulation rule nos no art vol volume isbn issn iso rev revision cfr stat line"},
		{nameLabel, "agenda vision boeing airbus covid expo apollo windows flight euro route highway building room suite ftse stoxx nasdaq nikkei dax topix csi"},
		{loosePlace, "part item step phase stage level title schedule group act version v release bulletin number issue category tier grade type week day division order edition option scenario hypothesis case objective goal target session question"},
	} {
		for w := range set(l.words) {
			out[w] = l.kind
		}
	}
	return out
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// units are the units after a number. A currency after it counts as one.
func units() *trie {
	t := &trie{}
	for name, forms := range map[string]string{
		Percent:         "percent; per cent; pct",
		Points:          "percentage point/points; percent point/points; per cent point/points; pp; ppt; ppts; p . p .",
		BasisPoints:     "basis point/points; bp; bps",
		"kg":            "kg; kgs; kilogram/kilograms/kilogramme/kilogrammes; kilo/kilos",
		"tonnes":        "tonne/tonnes; ton/tons; metric ton/tons/tonne/tonnes; long ton/tons; short ton/tons; mt",
		"grams":         "g; gram/grams",
		"pounds":        "lb; lbs; pounds of",
		"litres":        "litre/litres/liter/liters; l",
		"barrels":       "barrel/barrels; bbl; bpd; barrels per/a day",
		"bushels":       "bushel/bushels",
		"bales":         "bale/bales",
		"cubic metres":  "cubic metre/metres/meter/meters; m ³; bcm",
		"square metres": "square metre/metres/meter/meters",
		"metres":        "metre/metres/meter/meters",
		"km":            "km; kilometre/kilometres/kilometer/kilometers",
		"miles":         "mile/miles",
		"hectares":      "hectare/hectares; ha",
		"acres":         "acre/acres",
		"MW":            "MW; GW; megawatt/megawatts; gigawatt/gigawatts",
		"kWh":           "kWh; MWh; GWh; TWh",
		"TEU":           "TEU; TEUs",
		"points":        "point/points; index point/points",
		"days":          "day/days; working/business day/days",
		"weeks":         "week/weeks",
		"months":        "month/months",
		"quarters":      "quarter/quarters",
		"years":         "year/years",
		"decades":       "decade/decades",
		"hours":         "hour/hours",
		"minutes":       "minute/minutes",
		"pieces":        "piece/pieces; unit/units; pair/pairs; head",
		"degrees":       "° C; ° F; °; degrees",
	} {
		t.add(entry{name: name}, forms)
	}
	for name, forms := range map[string]string{
		"US$": "US/U.S. dollar/dollars; U . S . dollar/dollars; USD",
		"$":   "dollar/dollars",
		"€":   "euro/euros; EUR",
		"£":   "pound/pounds; pounds sterling; GBP",
		"¥":   "yen; JPY",
		"CNY": "yuan; RMB; CNY; renminbi",
		"KRW": "won; KRW",
		"INR": "rupee/rupees",
		"RUB": "rouble/roubles/ruble/rubles",
		"CHF": "Swiss? franc/francs; CHF",
	} {
		t.add(entry{name: name, currency: true}, forms)
	}
	return t
}

// timePhrases are words of time that are no period of the calendar.
func timePhrases() *trie {
	t := &trie{}
	t.add(entry{sense: Relative}, "the? last/past/next few/several months/years/weeks/quarters/decades; the? last/past couple of months/years/weeks; this/last/next/past/coming/current week/month/quarter/year/decade; yesterday; today; recently; lately; currently; upcoming; tomorrow; "+
		"to date; year to date; so far this year; earlier this month/year; later this month/year; in recent weeks/months/quarters/years; "+
		"this spring/summer/autumn/fall/winter; last spring/summer/autumn/fall/winter; these days; nowadays; the? same month/period/quarter last/this year; the? corresponding period/month/quarter of last year")
	t.add(entry{sense: Relative, when: notAfterMost}, "recent weeks/months/quarters/years")
	t.add(entry{sense: Base}, "a year/month/quarter/week/decade earlier/ago/before/previously; the? year/month/quarter before; the? preceding/previous week/month/quarter/year; the? following week/month/quarter/year; year/month/quarter earlier/ago; "+
		"year on/over/to year; month on/over/to month; quarter on/over/to quarter; year on/over year basis; yoy; mom; qoq; the? same month/period/quarter a/one year earlier/ago/before; the? same period/month/quarter of? in? the? previous/preceding/prior year; "+
		"prior year/month/quarter; the? same month/period/quarter; over the? year/month/quarter")
	return t
}

// vague are quantities in words that are no plain numbers.
func vague() *trie {
	t := &trie{}
	t.add(entry{value: 12}, "a dozen")
	t.add(entry{value: 6}, "half a dozen")
	t.add(entry{value: 100}, "a hundred")
	t.add(entry{value: 1000}, "a thousand")
	t.add(entry{value: 5e5}, "half a million")
	t.add(entry{value: 5e8}, "half a billion")
	t.add(entry{value: 1e6}, "a million")
	t.add(entry{value: 1e9}, "a billion")
	t.add(entry{value: 1e12}, "a trillion")
	t.add(entry{value: 1}, "a/one percentage point")
	t.add(entry{}, "dozens; scores of; hundreds; thousands; tens of thousands/millions/billions; hundreds of thousands/millions/billions; millions; billions; trillions; double digit/digits; single digit/digits; triple digit/digits")
	return t
}

// noNumbers are phrases whose number words count nothing.
func noNumbers() *trie {
	t := &trie{}
	t.add(entry{}, "no one; one another; one of; one or more; one or two; one by one; day one; one off; one time; one way; one sided; one page; one size; each one; this one; that one; the one; "+
		"two way; two sided; second to none; one and the same; at one; zero sum; in two minds; twenty foot; on the one hand; on one hand; square one; one on one; one to one; one stop")
	return t
}
