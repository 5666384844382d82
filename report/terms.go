package report

import (
	"strconv"
	"strings"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Which phrase of the language stands for a name that the outline or the data use:
// of metrics, frequencies, likelihoods, stances, statuses.

// by is the phrase for a frequency: k is that of months, behind which those of
// quarters and of years stand.
func by(k locale.Key, p data.Period) locale.Key {
	switch p.Freq() {
	case data.Quarterly:
		return k + 1
	case data.Annual:
		return k + 2
	}
	return k
}

var metricKeys = map[string]locale.Key{
	"value": locale.MetricValue, "mom": locale.MetricMom, "yoy": locale.MetricYoy, "yoy_abs": locale.MetricYoyAbs,
	"ytd": locale.MetricYtd, "ytd_yoy": locale.MetricYtdYoy, "ma3": locale.MetricMa3, "ma12": locale.MetricMa12, "sum12": locale.MetricSum12,
	"ma3_change": locale.MetricMa3Change, "unit_value": locale.MetricUnitValue, "unit_value_yoy": locale.MetricUnitValueYoy,
	"price_effect": locale.MetricPriceEffect, "volume_effect": locale.MetricVolumeEffect, "composition_effect": locale.MetricCompositionEffect,
	"price_coverage": locale.MetricPriceCoverage, "hhi": locale.MetricHhi, "sa": locale.MetricSa, "sa_mom": locale.MetricSaMom,
	"trend": locale.MetricTrend, "seasonal_factor": locale.MetricSeasonalFactor, "share": locale.MetricShare, "share_mom": locale.MetricShareMom,
	"share_yoy": locale.MetricShareYoy, "rank": locale.MetricRank, "contribution": locale.MetricContribution, "contribution_yoy": locale.MetricContributionYoy,
	"growth_share": locale.MetricGrowthShare, "growth_share_yoy": locale.MetricGrowthShareYoy, "streak": locale.MetricStreak,
	"highest_since": locale.MetricHighestSince, "lowest_since": locale.MetricLowestSince, "max": locale.MetricMax, "min": locale.MetricMin,
	"outlier": locale.MetricOutlier, "new_codes": locale.MetricNewCodes, "lost_codes": locale.MetricLostCodes, "revision": locale.MetricRevision,
	"revision_rate": locale.MetricRevisionRate, "revision_mean": locale.MetricRevisionMean, "working_days": locale.MetricWorkingDays,
	"daily": locale.MetricDaily, "daily_mom": locale.MetricDailyMom, "daily_yoy": locale.MetricDailyYoy,
}

// metricWords names a metric for a reader. What a rate is on goes by the frequency of
// the brief: on the month, on the quarter, on the same month of the year before.
func (s *scope) metricWords(name string) string {
	switch {
	case name == "mom" && s.period.Freq() == data.Quarterly:
		return s.lang.Say(locale.BaseQuarter)
	case name == "yoy" && s.period.Freq() != data.Monthly:
		return s.lang.Say(locale.BaseYear)
	}
	if k, ok := metricKeys[name]; ok {
		return s.lang.Say(k)
	}
	return strings.ReplaceAll(name, "_", " ")
}

// likelihoodKeys are the words of all scales.
var likelihoodKeys = map[string]locale.Key{
	"almost no chance": locale.AlmostNoChance, "very unlikely": locale.VeryUnlikely, "unlikely": locale.Unlikely, "roughly even chance": locale.RoughlyEvenChance,
	"likely": locale.Likely, "very likely": locale.VeryLikely, "almost certain": locale.AlmostCertain, "almost certainly": locale.AlmostCertain,
	"remote": locale.Remote, "highly improbable": locale.HighlyImprobable, "improbable": locale.Improbable, "improbably": locale.Improbable,
	"roughly even odds": locale.RoughlyEvenOdds, "probable": locale.Probable, "probably": locale.Probable, "highly probable": locale.HighlyProbable,
	"nearly certain": locale.NearlyCertain, "nearly certainly": locale.NearlyCertain,
	"remote chance": locale.RemoteChance, "remote possibility": locale.RemoteChance, "highly unlikely": locale.HighlyUnlikely,
	"realistic possibility": locale.RealisticPossibility, "highly likely": locale.HighlyLikely,
	"exceptionally unlikely": locale.ExceptionallyUnlikely, "about as likely as not": locale.AboutAsLikelyAsNot, "as likely as not": locale.AboutAsLikelyAsNot,
	"virtually certain": locale.VirtuallyCertain, "virtually certainly": locale.VirtuallyCertain,
}

// likelihoodWord is a word of a scale as it is printed, without a capital. In
// English it is the form that the author chose.
func (s *scope) likelihoodWord(word string) string {
	if k, ok := likelihoodKeys[word]; ok && s.lang.Tag != english.Tag {
		return s.lang.Say(k)
	}
	return word
}

// scaleTitle is what a reader calls a scale of likelihoods.
func (s *scope) scaleTitle(scale templates.Scale) string {
	if k, ok := map[string]locale.Key{"icd203": locale.ScaleIcd203, "phia": locale.ScalePhia, "ipcc": locale.ScaleIpcc}[scale.Name]; ok {
		return s.lang.Say(k)
	}
	return scale.Title
}

// confidenceWords are those for a level of confidence, from 1.
func (s *scope) confidenceWords(level int) string {
	return s.lang.Say(locale.ConfidenceLow + locale.Key(level-1))
}

var stanceKeys = map[string]locale.Key{
	"opposes": locale.StanceOpposes, "critical": locale.StanceCritical, "concerned": locale.StanceConcerned, "neutral": locale.StanceNeutral,
	"declines": locale.StanceDeclines, "favours": locale.StanceFavours, "defends": locale.StanceDefends, "supports": locale.StanceSupports,
}

// stanceWord is a stance of the outline as it is printed.
func (s *scope) stanceWord(word string) string {
	if k, ok := stanceKeys[word]; ok {
		return s.lang.Say(k)
	}
	return word
}

var statusKeys = map[page.Status]locale.Key{
	page.Steady: locale.StatusSteady, page.Watch: locale.StatusWatch, page.Breached: locale.StatusBreached, page.NoData: locale.StatusNoData,
}

// statusWord is a status of the content, which other programs read, as it is printed.
func (s *scope) statusWord(word string) string {
	for status, k := range statusKeys {
		if statusWords[status] == word {
			return s.lang.Say(k)
		}
	}
	return word
}

var verdictKeys = map[string]locale.Key{
	Holds: locale.VerdictHolds, Untrue: locale.VerdictFalse, Undecided: locale.VerdictUndecided, Lacking: locale.VerdictMissing,
	Sourced: locale.VerdictSourced, Unbound: locale.VerdictUnbound, Refused: locale.VerdictRefused, Passed: locale.VerdictWaived,
}

// breakdownKeys are what the parts of a breakdown are: one of them, all of them.
var breakdownKeys = map[string][2]locale.Key{
	"code": {locale.Commodity, locale.Commodities}, "partner": {locale.Partner, locale.Partners}, "reporter": {locale.Reporter, locale.Reporters},
	"section": {locale.Section, locale.Sections}, "chapter": {locale.Chapter, locale.Chapters}, "heading": {locale.Heading, locale.Headings},
	"subheading": {locale.Subheading, locale.Subheadings}, "division": {locale.Division, locale.Divisions}, "group": {locale.Group, locale.Groups},
}

// drawingWords are the fixed words that charts print.
func (s *scope) drawingWords() charts.Words {
	return charts.Words{Numerals: s.lang.Numerals(), Missing: s.lang.Say(locale.NotAvailable), YearTotal: s.lang.Say(locale.YearTotal), Range: s.lang.Say(locale.RangeWord), Thin: s.lang.Say(locale.ThinLines), After: s.lang.Say(locale.AfterReference), Comma: s.lang.Say(locale.Comma)}
}

// countWord is a small number in words where the language of the brief has them
// here, which is English; in others it is in digits.
func (s *scope) countWord(n int) string {
	if s.lang.Tag == english.Tag {
		return cardinal(n)
	}
	return strconv.Itoa(n)
}

// countryName is the name of a country in the language of the brief.
func (s *scope) countryName(code string) (name string, ok bool) {
	if name, ok = data.CountryNameIn(code, s.lang.Tag); ok {
		return name, ok
	}
	return data.CountryName(code)
}

// partnerName is what the data or the list of countries call a country, in the
// language of the brief where that is known.
func (s *scope) partnerName(label string) string {
	if s.lang.Tag == english.Tag {
		return label
	}
	if code, ok := data.CountryNamed(label); ok {
		if name, ok := s.countryName(code); ok {
			return name
		}
	}
	return label
}

// inSentence is the name of a country as it stands within a sentence of the brief.
func (s *scope) inSentence(country string) string {
	if s.lang.Tag == english.Tag {
		return inSentence(country)
	}
	return country
}
