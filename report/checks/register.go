package checks

import (
	"strings"

	"tradebrief/data/diag"
)

// Check is one row of the register.
type Check struct {
	Code     string // C05
	Title    string // what is checked, in a few words
	Severity diag.Severity
	Phase    diag.Phase // where it stops a build, if it is an error, by what it is mostly for: what it finds in data is of phase Data, in a sentence of phase Claim
	Rule     string     // what must hold, in whole sentences
	Wrong    string     // what fires, as an author writes it
	Right    string     // the same, right
	Reads    string     // the languages of which it reads words; empty: it is made in all
	Needs    string     // what the check waits for; empty: it is live
}

// Live reports whether this version makes the check.
func (c Check) Live() bool { return c.Needs == "" }

// All lists the checks by code. The numbers are those of the field's own list
// of what goes wrong in trade briefs; each has been seen in print.
func All() []Check { return register }

// Find returns the check of a code; the case of its letter does not matter.
func Find(code string) (Check, bool) {
	for _, c := range register {
		if strings.EqualFold(c.Code, code) {
			return c, true
		}
	}
	return Check{}, false
}

// What Reads says of the checks that read words.
const (
	figuresAndWords  = "figures in all languages, words in English, Chinese and Korean"
	claims           = "conditions in all languages, words in English, Chinese and Korean"
	threeLanguages   = "English, Chinese and Korean"
	sentencesEnglish = "data and expressions in all languages, sentences in English"
	englishOnly      = "English"
)

var register = []Check{
	{Code: "C01", Title: "every figure is bound", Severity: diag.Error, Phase: diag.Claim, Reads: figuresAndWords,
		Rule:  "A digit of a text is computed, sourced, a constant, a full date, a code of goods, a resolution or the number of an exhibit. A number in words, a superlative, a run, a multiple or a word of size is a claim: an error in a sentence that names a series or holds a figure, a warning elsewhere.",
		Wrong: "Exports rose by 15.9%.", Right: "Exports [rose]{claim=exports.mom} by {{exports.mom}}."},
	{Code: "C02", Title: "one scale for a column", Severity: diag.Error, Phase: diag.Data, Reads: sentencesEnglish,
		Rule:  "Figures that are a power of ten away from the rest of their series, or from another release of the same figure, are in another unit: thousands read as millions, yuan in ten thousands, a header that was lost. One month alone is C27. A column of which nobody says the unit has none. A sourced figure with the digits of one that the data have for its month is in another unit too.",
		Wrong: "154.7, 156.5, and from 2023-08 on 162900, 188700", Right: "154.7, 156.5, 162.9, 188.7"},
	{Code: "C03", Title: "a part is no larger than its whole", Severity: diag.Error, Phase: diag.Data, Reads: sentencesEnglish,
		Rule:  "A commodity is at most its total, a month at most its year to date, and the parts of one level together at most the total, beyond rounding. Parts may fall short of a total unless the data entry says complete: true. In a sentence, what is said to be part of a figure is no larger than it.",
		Wrong: "[Hair came to US$19.9 billion in a month of US$155 million.]{src=kbs}", Right: "[Hair came to US$19.9 million in a month of US$155 million.]{src=kbs}"},
	{Code: "C04", Title: "sums add up", Severity: diag.Error, Phase: diag.Data, Reads: sentencesEnglish,
		Rule:  "Exports and imports make the total, exports less imports the balance, the months the year to date, and the shares 100%, within the rounding of the figures; in the data and in a sentence that prints them side by side.",
		Wrong: "[Exports were US$0.33 billion, imports US$2.44 billion and total trade US$2.27 billion.]{src=kbs}", Right: "[Exports were US$0.33 billion, imports US$2.44 billion and total trade US$2.77 billion.]{src=kbs}"},
	{Code: "C05", Title: "a rate follows from its figures", Severity: diag.Error, Phase: diag.Claim, Reads: englishOnly,
		Rule:  "Where a sentence prints a rate and the two figures it is between, the rate lies within what their rounding allows.",
		Wrong: "[Trade rose by 74.6%, from US$1.59 billion to US$2.27 billion.]{src=kbs}", Right: "[Trade rose by 74.6%, from US$1.59 billion to US$2.77 billion.]{src=kbs}"},
	{Code: "C06", Title: "a total grows between its parts", Severity: diag.Error, Phase: diag.Claim, Reads: englishOnly,
		Rule:  "The rate of a total lies between the lowest and the highest rate of its parts.",
		Wrong: "[Exports rose by 146.6%, imports by 132.7% and total trade by 246.2%.]{src=kbs}", Right: "[Exports rose by 146.6%, imports by 132.7% and total trade by 144.7%.]{src=kbs}"},
	{Code: "C07", Title: "sums to date only grow", Severity: diag.Error, Phase: diag.Data,
		Rule:  "January to October is at most January to November of the same year, in the base year too.",
		Wrong: "2022-01/2022-10 761.4, 2022-01/2022-11 592.9", Right: "2022-01/2022-10 661.4, 2022-01/2022-11 722.6"},
	{Code: "C08", Title: "per cent and percentage points", Severity: diag.Error, Phase: diag.Claim, Reads: sentencesEnglish,
		Rule:  "A change of a share or of a rate is in percentage points; per cent is for a change relative to the figure itself.",
		Wrong: "[The share rose by 1.7%, from 9.7% to 11.4%.]{src=kbs}", Right: "[The share rose by 1.7 percentage points, from 9.7% to 11.4%.]{src=kbs}"},
	{Code: "C09", Title: "share, rate and level are apart", Severity: diag.Error, Phase: diag.Claim, Reads: englishOnly,
		Rule:  "A share is not said to have been a growth, a growth not a share, and neither to be a level.",
		Wrong: "Exports rose by {{hair.share}}.", Right: "Hair was {{hair.share}} of exports."},
	{Code: "C10", Title: "multiples mean what they say", Severity: diag.Error, Phase: diag.Claim, Reads: claims,
		Rule:  "Nearly double is 1.85 to under 2 times, doubled 1.95 to 2.05, more than doubled over 2. Eight times as much is a rise of 700%; eight times more is one of 800%.",
		Wrong: "Exports [nearly doubled]{claim=exports.yoy}.", Right: "Exports were {{times(exports.yoy)}} those of {{period.year_ago}}."},
	{Code: "C11", Title: "direction words agree with the sign", Severity: diag.Error, Phase: diag.Claim, Reads: claims,
		Rule:  "Rose, fell, widened and their like agree with the figure that they are about: the rate beside them, or the condition that their author gives them. One that nothing judges is an error beside a level, which does not say what it is compared with, and a warning in a sentence that says it of a series of the brief.",
		Wrong: "Exports [fell]{claim=exports.mom} in a month in which they rose.", Right: "Exports {{verb(exports.mom)}}."},
	{Code: "C12", Title: "the flow is the right way round", Severity: diag.Error, Phase: diag.Claim, Reads: englishOnly,
		Rule:  "A sentence about exports does not print a figure of imports, nor the other way, and the countries are those of the series.",
		Wrong: "Exports reached {{imports}}.", Right: "Imports reached {{imports}}."},
	{Code: "C13", Title: "levels rise, rates accelerate", Severity: diag.Warning, Phase: diag.Claim, Reads: claims,
		Rule:  "Accelerated and slowed are said of rates; rose and fell of levels. Growth that slows is still growth.",
		Wrong: "[Exports slowed, from US$184.2 million to US$181.6 million.]{src=kbs}", Right: "[Exports fell, from US$184.2 million to US$181.6 million.]{src=kbs}"},
	{Code: "C14", Title: "superlatives hold on the whole record", Severity: diag.Error, Phase: diag.Claim, Reads: claims,
		Rule:  "Record, highest since and first time in are judged on every observation there is; where months are missing the text says how many it knows.",
		Wrong: "Hair was at its [lowest on record]{claim=hair.min}.", Right: "Exports were the highest {{since(exports)}}."},
	{Code: "C15", Title: "runs are counted", Severity: diag.Error, Phase: diag.Claim, Reads: claims,
		Rule:  "For the third month in a row is counted back from the reference period; a missing month and a month without change end a run.",
		Wrong: "Exports rose for the [fifth month in a row]{claim=exports.streak}.", Right: "Exports {{verb(exports.mom)}} {{streak(exports)}}."},
	{Code: "C16", Title: "no rate on a tiny base", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "A rate on a base under US$1 million or under 1% of the twelve-month average, or beyond 300%, says little: print both levels, or the multiple.",
		Wrong: "[Wig exports rose by 1,332.5%.]{src=kbs}", Right: "[Wig exports rose from US$0.8 million to US$11.5 million, 14.3 times as much.]{src=kbs}"},
	{Code: "C17", Title: "large rates show their base", Severity: diag.Warning, Phase: diag.Claim,
		Rule:  "A paragraph with a rise on the year of more than 50% also prints a level, best that of the year before. Headings, and what stands with a figure or table, need none.",
		Wrong: "Exports [rose]{claim=exports.yoy} by {{exports.yoy}} on the year.", Right: "Exports [rose]{claim=exports.yoy} by {{exports.yoy}} on the year, from {{exports.yoy.base}}."},
	{Code: "C18", Title: "shocked bases carry a caveat", Severity: diag.Error, Phase: diag.Claim, Reads: threeLanguages,
		Rule:  "A rate whose base lies in one of the outline's shocks, by at least half of its months, has the caveat in its own paragraph or heading: it names the shock by a word of its label, or says that the base is low. Once in a paragraph is enough; cells and tiles need none.",
		Wrong: "Exports [rose]{claim=exports.yoy} by {{exports.yoy}} on the year.", Right: "Exports [rose]{claim=exports.yoy} by {{exports.yoy}} on the year, from {{exports.yoy.base}} when trains were halted."},
	{Code: "C19", Title: "January and February go together", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "The Lunar New Year moves between January and February: a title, heading or standfirst does not rest on the rate of one of the two alone where the reporter keeps it.",
		Wrong: "heading: Exports {{verb(exports.yoy)}} {{exports.yoy}}, in January", Right: "heading: Exports {{verb(exports.ytd_yoy)}} {{exports.ytd_yoy}}, in February"},
	{Code: "C20", Title: "like periods are compared", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "Part of a year is compared with the same part of another year, never with a whole one, and a month not with a quarter; and a row of data covers the months that it says.",
		Wrong: "{{exports.ytd / exports.at('2022-12').ytd - 1}}", Right: "{{exports.ytd_yoy}}"},
	{Code: "C21", Title: "reference periods are declared", Severity: diag.Warning, Phase: diag.Claim,
		Rule:  "A comparison with a period that is neither the one before, nor the year before, nor a reference of the brief is chosen for the sentence: say in a chart's reference: or an event why that period. A rate of the year to date that ends before the data do stands beside the newer one.",
		Wrong: "{{exports.vs('2021-11')}}", Right: "reference: [{at: \"2018-09\", label: Before the closure}] in a chart, and {{exports.vs('2018-09')}}"},
	{Code: "C22", Title: "approved sentences are re-read", Severity: diag.Warning, Phase: diag.Claim,
		Rule:  "Where NAME.lock stands beside the outline, a sentence whose values have moved since it was approved is stale. With approvals: required the build ends with exit code 9 until somebody other than the author approves it.",
		Wrong: "a sentence approved at 162.9 that now prints 188.7", Right: "tradebrief approve brief.yaml"},
	{Code: "C23", Title: "one vintage in a rate", Severity: diag.Error, Phase: diag.Data,
		Rule:  "Both ends of a rate are of the same release, and a release gives one figure for a month: rows that say the same are dropped and counted, two that differ are an error.",
		Wrong: "two values of 2022-10 with the vintage 2023-11-20", Right: "each with the day of its release"},
	{Code: "C24", Title: "no more decimals than the data carry", Severity: diag.Warning, Phase: diag.Claim,
		Rule:  "A figure whose inputs are rounded so far that its last printed digit is open has its range in the data notes. A rate that they leave open by half a percentage point or more, in a brief without data notes, is a warning.",
		Wrong: "−10.8%, from 24.8 and 27.8", Right: "- data_notes: true"},
	{Code: "C25", Title: "no per cent of a balance", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "A quantity that can cross zero has changes in units, never in per cent.",
		Wrong: "{{balance(exports, imports) / balance(exports.prev, imports.prev) - 1}}", Right: "{{balance(exports, imports) - balance(exports.prev, imports.prev)}}"},
	{Code: "C26", Title: "unit values are plausible", Severity: diag.Warning, Phase: diag.Data,
		Rule:  "Value by quantity stays near its own median. Sixteen times that, up or down, four times as far as it usually strays and no small shipment, or less than sand costs: then one of the two is usually in another unit.",
		Wrong: "rice at US$1.2 a tonne", Right: "rice at US$420 a tonne"},
	{Code: "C27", Title: "no outlier by a power of ten", Severity: diag.Error, Phase: diag.Data,
		Rule:  "A figure near 1,000, 10,000, 1,000,000 or 100,000,000 times its neighbours is a slip of unit until somebody says otherwise, by a waiver with a reason.",
		Wrong: "27.7 trillion won for US$2.77 billion", Right: "US$2.77 billion"},
	{Code: "C28", Title: "no gap in a window", Severity: diag.Error, Phase: diag.Data,
		Rule:  "A sum, an average or a rate whose window misses a month is missing: prose that prints it stops the build, and in data that are complete: true the gap itself is an error. So is a period in which a file has not all of the reporters that the brief uses, or not all members of a union of countries.",
		Wrong: "{{exports.ytd}} without May", Right: "January to April, and May when it is there"},
	{Code: "C29", Title: "rankings are of one level", Severity: diag.Error, Phase: diag.Claim, Reads: claims,
		Rule:  "A rank in words is that of the figure among the codes of its level. A list of the largest is sorted, has as many entries as it says, shares places between equals, and never holds a heading together with its own parts.",
		Wrong: "Hair was the [third largest]{claim=hair.rank} group.", Right: "Hair was the [largest]{claim=hair.rank} group."},
	{Code: "C30", Title: "charts are honest", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "A chart names its unit, its source and its vintage, has bars from zero, one scale, labelled series and gaps where there is no figure, tells nothing by colour alone, and has a text that says what it shows. What the tool draws is so; a subtitle of the author's names the unit that the figures are drawn in, no other span of years, and for an index the period that is 100, and no two series have one name. A chart of data without a publisher is a warning.",
		Wrong: "subtitle: Exports, US$ billion, over a chart that is drawn in millions", Right: "subtitle: Exports, US$ million, or no subtitle: the tool writes one", Reads: "series, units and years in all languages"},
	{Code: "C31", Title: "text and exhibits agree", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "Each reference leads to a figure or a table of the brief. One that no text refers to is a warning, and so is a number of one that is typed by hand: {{ref('ID')}} moves with it.",
		Wrong: "a table that no text names", Right: "({{ref('sanctions')}})"},
	{Code: "C32", Title: "judgements are marked", Severity: diag.Error, Phase: diag.Claim, Reads: "blocks in all languages, sentences in English",
		Rule:  "A judgement has a likelihood of the brief's scale. That it has neither basis nor evidence is a warning, and so is a sentence outside the blocks of judgements that says we judge or we assess without a word of likelihood.",
		Wrong: "judgements: [{statement: …}]", Right: "judgements: [{likelihood: likely, statement: …, basis: …}]"},
	{Code: "C33", Title: "likelihood apart from confidence", Severity: diag.Error, Phase: diag.Claim, Reads: "blocks in all languages, sentences in English",
		Rule:  "How likely something is and how well that is known are two things: one sentence never holds a word for both, and a judgement's statement, which is printed with its likelihood, none for confidence. End the sentence between them, or use the keys likelihood: and confidence:.",
		Wrong: "It is likely, with moderate confidence, that …", Right: "It is likely that ties grow. Our confidence in this is moderate."},
	{Code: "C34", Title: "one scale of likelihood", Severity: diag.Error, Phase: diag.Claim, Reads: "blocks in all languages, sentences in English",
		Rule:  "Words of likelihood come from the scale of the brief, and where it has two rows from the row that the first one is of. A word of another scale or row is an error; one that is on none, such as quite likely, may or possibly, a warning. Quoted and sourced words are their author's.",
		Wrong: "a realistic possibility, under scale: icd203", Right: "roughly even chance"},
	{Code: "C35", Title: "causes have evidence", Severity: diag.Warning, Phase: diag.Claim, Reads: englishOnly,
		Rule:  "That a figure rose because of something is a judgement: the sentence has a word of likelihood, stands in a block that judges, names an item of evidence such as E1, or cites a source. A low base, rounding and revisions are arithmetic, and no causes in this sense.",
		Wrong: "Exports rose because of the reopening.", Right: "Exports rose; agencies point to the [reopening]{src=kbs}."},
	{Code: "C36", Title: "sources are named, dated and used", Severity: diag.Error, Phase: diag.Claim, Reads: "sources and figures in all languages, sentences in English",
		Rule:  "What is not from the data has a source with publisher and date; a source that nothing uses is a warning, and so is a sourced figure that the data themselves hold. A judgement on a single source is never of high confidence, and what somebody is said to have said has a source in its sentence (a warning).",
		Wrong: "Exports came to [US$188.7 million]{src=kbs}.", Right: "Exports came to {{exports}}."},
	{Code: "C37", Title: "reactions follow the figures", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "What answers a figure is dated on or after its release; earlier words are standing positions. An actor without one says none, as of a day.",
		Wrong: "an answer to September's figures of 5 September", Right: "{actor: JP, none: true}"},
	{Code: "C38", Title: "violations are found, not inferred", Severity: diag.Error, Phase: diag.Claim, Reads: englishOnly,
		Rule:  "Violates, breaches and illegal need the finding of an official body, cited in the sentence: a source of type: official, un, government or court. A row of customs data is none. Words that name a subject, such as evasion, are a warning; whether, does not and allegedly say that it is open.",
		Wrong: "The shipment violates resolution 2397.", Right: "The goods fall in a chapter that resolution 2397 covers."},
	{Code: "C39", Title: "estimates are not summed with counts", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "A figure that the data mark as estimated is said to be, where a sentence prints it, and is not added to customs figures in silence.",
		Wrong: "Trade came to {{total(customs, estimate)}}.", Right: "Trade came to {{total(customs, estimate)}}, crude oil estimated."},
	{Code: "C40", Title: "codes and countries are right", Severity: diag.Error, Phase: diag.Data,
		Rule:  "Codes keep their leading zero, belong to one edition, and countries are those that the outline names: KP is not KR.",
		Wrong: "402 for 0402", Right: "\"0402\""},
	{Code: "C41", Title: "dates are in order", Severity: diag.Error, Phase: diag.Outline,
		Rule:  "The period ends before the release, the release is not after the issue, a revision not before it, the next issue comes later, and no figure is newer than its vintage. The newest release of a data entry with max_age is no older than that many days on the day of the brief (exit 4). Statements are not later than the day as of which they were gathered, and a source was read after it came out. A source, an event or a statement from after the issue is a warning.",
		Wrong: "next: 2023-09-18 under issued: 2023-10-20", Right: "next: 2023-12-18"},
	{Code: "C42", Title: "editions in two languages agree", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "An outline with edition_of prints in each text the figures that the original prints there, in whatever order, and translates every text; words that rest on a figure and sources are missed with a warning. Under translated: it notes how each passage of the original read, which check --fix writes, and one whose original has changed since is a warning until its note is renewed; without notes its lock does the same (C22).",
		Wrong: "an edition whose heading prints {{exports.yoy}} where the original prints {{exports.mom}}", Right: "the same figures by the same expressions"},
	{Code: "C43", Title: "changes since the last issue are told", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "A judgement that was held with another likelihood or confidence in the last issue, and a figure of its front page that was revised since, are told: by the block changes, the figure also by the block revisions. The last issue, which previous names, is there and is an issue of this brief where a block compares with it.",
		Wrong: "a judgement that went from likely to unlikely without a word", Right: "- changes: true"},
	{Code: "C44", Title: "one marking, spelled as the protocol has it", Severity: diag.Error, Phase: diag.Outline,
		Rule:  "The brief carries one label of the Traffic Light Protocol 2.0 on every page: TLP:RED, TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN or TLP:CLEAR, in capitals, with its colon and without blanks.",
		Wrong: "marking: TLP White", Right: "marking: TLP:CLEAR"},
	{Code: "C45", Title: "waivers are on record", Severity: diag.Error, Phase: diag.Claim,
		Rule:  "A waiver names code, place, reason, person and date; its place is the id of a block, section, judgement, series, source or data entry, or brief for what stands under brief:. It covers something that fails and dates from after the period, so that it ends with its edition. The brief prints it. Waivers themselves cannot be waived.",
		Wrong: "a waiver of September in the October edition", Right: "waive: [{code: C16, at: rates, reason: …, by: …, date: 2023-11-20}]"},
	{Code: "C46", Title: "no lists with respectively", Severity: diag.Error, Phase: diag.Claim, Reads: englishOnly,
		Rule:  "Figures stand beside what they are about: two lists joined by respectively are where they get swapped.",
		Wrong: "Exports and imports came to {{exports}} and {{imports}}, respectively.", Right: "Exports came to {{exports}}, imports to {{imports}}."},
}
