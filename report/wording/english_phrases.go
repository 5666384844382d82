package wording

// phrases are the words and phrases that say something about data, by kind. The
// notation is that of trie.
func phrases() *trie {
	t := &trie{}
	add := func(k Kind, sense, list string, when ...func(*scanner, int, int) bool) {
		e := entry{kind: k, sense: sense}
		if len(when) > 0 {
			e.when = when[0]
		}
		t.add(e, list)
	}
	signed := func(k Kind, sense string, sign int8, list string, when func(*scanner, int, int) bool) {
		t.add(entry{kind: k, sense: sense, sign: sign, when: when}, list)
	}
	times := func(n int64, sense, list string, when func(*scanner, int, int) bool) {
		t.add(entry{kind: Multiple, sense: sense, value: n, when: when}, list)
	}

	// Superlatives.
	add(Superlative, High, "the? highest/strongest/fastest/steepest/sharpest/greatest/deepest/widest/longest/heaviest; all time high/highs/peak; decade high/highs; multi year/month high/highs; # year/month/quarter/week/decade/day high/highs/peak; "+
		"worst; best", quantified)
	add(Superlative, High, "peaked; peak/peaks", notBefore("season hour hours time period periods load demand"))
	add(Superlative, Low, "the? lowest/weakest/slowest/mildest/narrowest", quantified)
	add(Superlative, Low, "all time low/lows; decade low/lows; multi year/month low/lows; # year/month/quarter/week/decade/day low/lows; trough; bottomed out")
	add(Superlative, Most, "the? largest/biggest", quantified)
	add(Superlative, Most, "the majority/bulk of; a/large/vast/great/overwhelming majority of; the? vast/great/overwhelming majority of; most of", ofQuantity)
	add(Superlative, Most, "the most", mostOfAll)
	add(Superlative, Most, "most", mostNoun)
	add(Superlative, Least, "the? smallest; the least; the fewest", quantified)
	add(Superlative, Record, "record", record)
	add(Superlative, Record, "a/new/another/previous record", aRecord)
	add(Superlative, Record, "a? new? record high/highs/low/lows/level/levels/amount/pace/year/month/quarter; historic/historical/historically high/highs/low/lows/level/levels/peak/maximum/minimum; all time; unprecedented; unparalleled; never before")
	add(Superlative, First, "the? first time since; the? first time in # %; the? first time in a/more/over/nearly/almost; for the first time; the? first annual/monthly/quarterly? increase/rise/fall/decline/drop/decrease/gain/deficit/surplus/growth/contraction since/in")
	add(Superlative, Rank, "@ largest/highest/biggest/lowest/smallest/fastest/greatest/strongest/most; # largest/highest/biggest/lowest/smallest/fastest/greatest; "+
		"@ place; a high/low of; the most visited/traded/populous/expensive/exported; ranked @/first/number/no; ranks/ranking @/first; number one; top ranked; top of the ranking")
	add(Superlative, Rank, "top #", topN)
	add(Superlative, Rank, "top/leading", topOf)

	// Runs.
	add(Run, "", "@ consecutive/straight/successive %; @ % in a row; @ consecutive/straight/successive increase/decrease/fall/rise/decline/drop/gain/surplus/deficit; # consecutive/straight/successive %; # % in a row; # % running; @ % running; "+
		"in? each of the last/past/previous # %; every/each %?  since; consecutive/straight/successive months/quarters/years; consecutive %; month after month; year after year; quarter after quarter; "+
		"uninterrupted; @ time in a row; # times in a row; in a row")
	add(Run, "", "for the/a @ month/year/week/day", again)

	// Multiples. Twice as much is two times more than nothing, and once more
	// than before: "higher" and "more" differ from "as much" by one.
	times(2, TimesAsMuch, "doubled/doubles/doubling; to/will/would/may/could double; twice as much/many/high/large/big/fast; twice that/what/the/its/their/this/those/last; twofold; two fold", multiple)
	times(2, TimesAsMuch, "double", double)
	times(3, TimesAsMuch, "trebled/tripled/trebles/triples/trebling/tripling/treble/triple; threefold; three fold; thrice as much/many/high/large/big/fast; thrice that/what/the/its/their/this/those/last", multiple)
	times(4, TimesAsMuch, "quadrupled/quadruples/quadrupling/quadruple; fourfold; four fold", multiple)
	times(5, TimesAsMuch, "quintupled/quintuple; fivefold; five fold", nil)
	times(6, TimesAsMuch, "sixfold", nil)
	times(7, TimesAsMuch, "sevenfold", nil)
	times(8, TimesAsMuch, "eightfold", nil)
	times(9, TimesAsMuch, "ninefold", nil)
	times(10, TimesAsMuch, "tenfold", nil)
	t.add(entry{kind: Multiple, sense: TimesAsMuch, when: nil}, "# fold; by a factor of #; # times as much/many/high/large/big/great/fast/strong/likely; # times that/those/what/its/their/the")
	t.add(entry{kind: Multiple, sense: TimesAsMuch, when: nTimes}, "# times")
	t.add(entry{kind: Multiple, sense: TimesMore}, "# times higher/more/larger/greater/bigger/above/faster; # fold higher/more")
	add(Multiple, TimesAsMuch, "halved/halves/halving; to/will/would halve; manifold; many times; several times; multiplied", halved)

	// Directions.
	signed(Direction, Up, 1, "rose/rises/risen; increased/increase/increases/increasing; grew/grow/grows/grown; climbed/climbs/climbing; gained; advanced; expanded/expands/expanding/expansion; "+
		"rebounded/rebound/rebounding; recovered/recovering/recovery; edged/inched/ticked/crept/moved up/higher; picked up; went up; goes up; go up; going up; gone up; improved; raised; uptick; upturn; upswing; strengthened; "+
		"a/the/an rise; rise; rises; rising; growing; appreciated", moves)
	signed(Direction, Down, -1, "fell/falls/fallen; decreased/decrease/decreases/decreasing; declined/decline/declines/declining; dropped/drop/drops/dropping; shrank/shrunk/shrinks/shrinking; contracted/contracts/contracting/contraction; "+
		"slipped/slips; slid; edged/inched/ticked/moved down/lower; went down; goes down; go down; going down; gone down; diminished; dwindled; receded; retreated; reduced/reduction/reductions; lost; weakened; downturn; downtick; "+
		"a/the/an fall; fall; falling; dipped/dip; depreciated; lowered; deteriorated", moves)
	signed(Direction, Up, 1, "up", upDown)
	signed(Direction, Down, -1, "down", upDown)
	signed(Direction, Up, 1, "higher", compared)
	signed(Direction, Down, -1, "lower", compared)
	add(Direction, Flat, "unchanged; little changed; changed little; stable; steady; flat; remained/was/were level/constant/steady/stable/flat; stabilised/stabilized/stabilising/stabilizing; levelled/leveled off/out; broadly/largely/virtually/essentially/almost unchanged/stable/flat; stagnated/stagnant; no change; plateaued")
	add(Direction, Faster, "accelerated/accelerates/accelerating/acceleration; quickened/quickens/quickening; sped up; gathered pace")
	add(Direction, Slower, "slowed/slows/slowing/slowdown; slowed down; decelerated/decelerates/decelerating/deceleration; moderated/moderating; eased/eases/easing; cooled/cooling; lost momentum")
	add(Direction, Wider, "widened/widens/widening")
	add(Direction, Narrower, "narrowed/narrows/narrowing")

	// Intensity: of movements, which some of these words are themselves.
	signed(Intensity, Strong, 1, "surged/surge/surges/surging; soared/soars/soaring; jumped/jump/jumps/jumping; leapt/leaped; skyrocketed; rocketed; spiked/spike/spikes; shot up; boomed/boom/booming; ballooned; swelled; exploded; rallied; buoyant", moves)
	signed(Intensity, Strong, -1, "plunged/plunge/plunges/plunging; slumped/slump/slumps/slumping; plummeted/plummets/plummeting; tumbled/tumbles/tumbling; collapsed/collapse/collapses/collapsing; crashed/crash; nosedived; sank/sunk; dived", moves)
	add(Intensity, Strong, "sharply; steeply; markedly; dramatically; drastically; massively; hugely; exponentially")
	add(Intensity, Strong, "significantly/substantially/considerably/strongly/rapidly/notably/appreciably/greatly; well above/below/over/under", ofMovement)
	add(Intensity, Strong, "sharp/steep/marked/dramatic/drastic/massive/huge/significant/substantial/considerable/strong/robust/rapid/pronounced/vigorous/brisk/large/big/stark/notable/major/fast/solid/healthy/outsized/sizeable/sizable", ofMovement)
	add(Intensity, Weak, "slightly; marginally; modestly; a little/bit", ofMovement)
	add(Intensity, Weak, "slight/marginal/modest/mild/moderate/small/muted/slow/weak/subdued/sluggish/tepid/gradual/limited/negligible; moderately/mildly/gradually/somewhat/slowly/fractionally/barely", ofMovement)

	// Causes. A contribution is arithmetic: it needs figures, not evidence.
	add(Cause, Causes, "because; because of; owing ~ to; driven ~ by; lead/led/leads/leading to; caused ~ by; caused; causing; causes; the cause/causes of; as a result; as a result of; a result of; the result of; result of; resulted/resulting/results/result ~ in/from; "+
		"thanks ~ to; on the back of; stem/stems/stemmed/stemming ~ from; explained/explainable ~ by; attributable/attributed ~ to; prompted/spurred/fuelled/fueled/boosted/propelled/sparked/triggered/underpinned/induced/pushed ~ by; "+
		"brought about; as a consequence of; in consequence of; a consequence of; the reason/reasons for/why/behind; main/key/primary/principal/major/one/another reason/reasons for/why/behind; on account of; for reasons of; by virtue of; dragged down by; weighed on; weighed down by; held back by; hit/hampered/hurt ~ by; hit/hurt hard/badly/hardest by; in response to; "+
		"driver/drivers of; driving; prompted/prompts/prompting; a/one consequence of", causal)
	add(Cause, Causes, "due ~ to", dueTo)
	add(Cause, AddsTo, "led/headed ~ by; contributed/contributing/contributes/contribute ~ to; contribution/contributions to; largest/main/biggest contributor/contributors to; contributor/contributors to", notPersons)

	// Hedges. May with a small letter is the verb.
	add(Hedge, Maybe, "may; might; could; possibly; perhaps; maybe; potentially; conceivably; it is possible; there is a possibility; presumably; supposedly; arguably; reportedly", hedges)
	add(Hedge, Seems, "appears/appear/appeared to/that/likely; seems/seem/seemed/seemingly; apparently; suggest/suggests/suggested/suggesting; points/pointing to a; is/are thought/believed/assumed to; is/are understood to", hedges)
	add(Hedge, CannotExclude, "cannot be? rule/ruled out; can/could not be? rule/ruled out; cannot be? exclude/excluded; can/could not be? exclude/excluded; can't rule out; impossible to rule out; not impossible")

	// The terms of the three scales of likelihood, both rows of ICD 203.
	add(Likelihood, "", "almost no chance; very/highly/exceptionally/extremely/quite unlikely; unlikely; roughly even chance/odds; roughly even; even chance/odds; likely; very/highly/quite/extremely/most/more/less/equally/increasingly likely; almost/nearly/virtually certain; almost/nearly/virtually certainly; "+
		"remote chance; remote possibility; realistic possibility; probable; likely or probable; probably; very/highly probable/improbable; improbable; improbably; about as likely as not; as likely as not; more likely than not; remote", likelihood)

	add(Confidence, "", "with/have/has/had/at/of/is low/moderate/medium/high/limited confidence; very high/low confidence; high/moderate/medium/low confidence that/in; fully/highly/reasonably/less/very? confident that/in; not confident; our confidence; confidence in this/these judgement/judgment/judgements/judgments/assessment/assessments", confidence)
	add(Confidence, "", "low/moderate/high confidence", confidenceAlone)

	add(Legal, "", "violate/violates/violated/violating; violation/violations of?; in violation of; in violation; breach/breaches/breached/breaching; in breach of; illegal/illegally/illegality; unlawful/unlawfully; illicit/illicitly; "+
		"in contravention of; contravene/contravenes/contravened/contravening/contravention; sanctions busting/evasion/violation/violations; sanction busting; evade/evades/evaded/evading sanctions; circumvent/circumvents/circumvented/circumventing/circumvention; infringe/infringes/infringed/infringing/infringement; in defiance of; flout/flouts/flouted/flouting", legal)

	add(Respectively, "", "respectively")

	add(Noun, Exports, "exports/export/exporting; exported; shipments")
	add(Noun, Imports, "imports/import/importing; imported")
	add(Noun, TotalTrade, "total trade; trade volume; total external/foreign/bilateral/merchandise trade; bilateral trade; two way trade; trade turnover; trade")
	add(Noun, Balance, "trade? balance; trade gap; trade in goods balance")
	add(Noun, Surplus, "trade? surplus/surpluses")
	add(Noun, Deficit, "trade? deficit/deficits; trade gap")
	add(Noun, Share, "market? share/shares; proportion; percentage of")
	add(Noun, Growth, "growth; growth rate")
	add(Noun, Rate, "rate/rates")
	add(Noun, Level, "level/levels; value/values; turnover")
	add(Noun, Quantity, "quantity/quantities; volume/volumes; tonnage; weight")
	add(Noun, Price, "price/prices; unit value/values")
	return t
}
