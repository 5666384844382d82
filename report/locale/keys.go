package locale

// Key names a fixed phrase. What its places {0}, {1} … hold stands beside it.
type Key int

const (
	// How words are put together. Lower-case keys are of this package alone.
	monthYear         Key = iota // month, year
	quarterYear                  // quarter, year
	yearAlone                    // year
	shortMonthYear               // month, year
	shortQuarterYear             // quarter, year
	dayMonthYear                 // day, month, year
	shortDayMonthYear            // day, month, year
	monthRun                     // first month, last month, year, number of the first month
	shortMonthRun                // as monthRun
	quarterRun                   // first quarter, last quarter, year
	monthPair                    // as monthRun, for two neighbours
	quarterPair                  // first quarter, last quarter, year
	FromTo                       // two periods, days or figures
	Semicolon                    // between parts
	semicolonAnd                 // before the last part
	Comma                        // between parts
	SentenceGap                  // between sentences
	FullStop                     // after a sentence
	Colon                        // what is told of, what is told
	Bracketed                    // words, what stands in brackets behind them
	AndMore                      // a list, how many are left out
	OrLast                       // a list, its last part

	// Figures and units.
	NotAvailable // in place of a figure
	unitPoints   // percentage points
	unitTonnes
	unitMillionTonnes // without a word for 10 000
	unitThousandTonnes
	unitKilograms
	pricePer // sum, unit

	// The page.
	PageOf         // number, how many
	PageRef        // number
	Continued      // label of a table or section
	ReadSource     // number; said aloud
	ReadNote       // sign; said aloud
	ReadLikelihood // step, how many; said aloud
	ReadConfidence // level, how many; said aloud
	ReadStance     // step, how many; said aloud
	AsKnownOn      // day
	RevisionNumber // number
	Numbered       // number of the edition
	IssueFor       // the period that an edition is for
	SeriesIssue    // the series, its edition
	Cited          // title of a brief
	Contact
	Handling
	SuggestedCitation
	RevisedBecause // reason, without full stop
	HandlingClear  // what the marking allows
	HandlingGreen
	HandlingAmber
	HandlingStrict
	HandlingRed
	LabelFlow // rows of the list beside the title
	LabelPeriod
	LabelIssued
	LabelRevision
	LabelSource
	LabelNext
	RevisionOf   // a revision or an issue, its day
	RevisionOne  // number; beside a label that says revision
	SaysExports  // what a title calls exports: beginnings of words, with blanks between
	SaysImports  // the same of imports
	FlowTo       // who sells, who buys
	FlowBothWays // two countries
	TradeWith    // the reporter, the partner
	ImportsFrom  // the reporter, the partner
	ExportsTo    // the reporter, the partner
	KeywordTrade

	// Exhibits and their source lines.
	Figure          // number
	Table           // number
	DataOf          // label of a figure
	SourceLead      // before the first publisher
	SourceNumber    // before the number of a source
	SourceNumbers   // before the numbers of several
	EventsLead      // before the numbers of the sources of events
	NumberComma     // between the numbers of sources
	Calculations    // the organisation
	Contents        // a heading
	Sources         // a heading
	ReadOn          // day on which a page was read
	FiguresRead     // files
	FiguresReleased // day, files
	Files           // how many
	StandardInput
	Withheld // statuses of figures
	Estimated
	Revised
	Provisional
	BreakInSeries
	WorkedBack     // periods
	DerivedFrom    // periods
	PublishedAsOne // a letter, a run of periods
	BreakMonths    // why an average line breaks, by the frequency: months
	BreakQuarters
	BreakYears
	OpenAfter    // marks of a drawing
	BarsAboveCut // a value
	BarsBelowCut // a value
	AxisNotFromZero
	HatchedOrTiny
	HatchedTiny
	Hatched
	GapsNotAvailable
	TinyBase        // in place of a rate, in a drawing
	NaNotAvailable  // the sign and what it means
	NaNotMeaningful // the sign and what it means
	PlainNumbers    // a unit that has no name
	AverageMonths   // of how many; the line over bars, by the frequency
	AverageQuarters
	AverageYears
	FirstRelease // a series or period, as first released
	Total
	Balance

	// Metrics, as heads of columns and behind the names of series.
	MetricValue
	MetricMom
	MetricYoy
	MetricYoyAbs
	MetricYtd
	MetricYtdYoy
	MetricMa3
	MetricMa12
	MetricSum12
	MetricMa3Change
	MetricUnitValue
	MetricUnitValueYoy
	MetricPriceEffect
	MetricVolumeEffect
	MetricCompositionEffect
	MetricPriceCoverage
	MetricHhi
	MetricSa
	MetricSaMom
	MetricTrend
	MetricSeasonalFactor
	MetricShare
	MetricShareMom
	MetricShareYoy
	MetricRank
	MetricContribution
	MetricContributionYoy
	MetricGrowthShare
	MetricGrowthShareYoy
	MetricStreak
	MetricHighestSince
	MetricLowestSince
	MetricMax
	MetricMin
	MetricOutlier
	MetricNewCodes
	MetricLostCodes
	MetricRevision
	MetricRevisionRate
	MetricRevisionMean
	MetricWorkingDays
	MetricDaily
	MetricDailyMom
	MetricDailyYoy
	YtdOnYear    // the months of the year
	PeriodMetric // a period, a rate
	On           // what a rate is measured against

	// Tables.
	SparkMonths // heads the column of small charts, by the frequency: how many
	SparkQuarters
	SparkYears
	ByValue // commodities, partners …; period
	OtherGoods
	OtherPartners
	RoundedParts
	Commodity // one part of a breakdown
	Partner
	Reporter
	Section
	Chapter
	Heading
	Subheading
	Division
	Group
	Commodities // all of a breakdown
	Partners
	Reporters
	Sections
	Chapters
	Headings
	Subheadings
	Divisions
	Groups

	// Judgements, evidence, indicators, scenarios, positions.
	KeyJudgements
	LikelihoodsRun // the least and the most likely word
	LikelihoodsOne // the word of all
	LikelihoodsPlaced
	ScaleNote   // title of the likelihood scale
	ScaleIcd203 // titles of the scales
	ScalePhia
	ScaleIpcc
	Evidence // codes of evidence, after the basis of a judgement
	ConfidenceLow
	ConfidenceModerate
	ConfidenceHigh
	AlmostNoChance // likelihood words
	VeryUnlikely
	Unlikely
	RoughlyEvenChance
	Likely
	VeryLikely
	AlmostCertain
	Remote
	HighlyImprobable
	Improbable
	RoughlyEvenOdds
	Probable
	HighlyProbable
	NearlyCertain
	RemoteChance
	HighlyUnlikely
	RealisticPossibility
	HighlyLikely
	ExceptionallyUnlikely
	AboutAsLikelyAsNot
	VirtuallyCertain
	LabelLikelihood
	SidePositive
	SideNegative
	HowWellFits
	HeadEvidence
	HeadSourceGrade
	AssessedLikelihood
	EvidenceAgainst
	FitStronglyAgainst // what the signs of the matrix mean, from − − to + +
	FitAgainst
	FitNeutral
	FitFor
	FitStronglyFor
	GradeKey
	MarksComputed     // codes of evidence
	MatrixTie         // score
	MatrixLeast       // a hypothesis, its score, the others with theirs
	MatrixLeastShared // several of them
	ScoreEach         // score
	MatrixStable
	MatrixWithout     // rows, effect
	MatrixWithoutMore // rows, effect; behind the first
	WouldComeFirst    // hypotheses
	WouldShareFirst   // hypotheses
	WouldComeBefore   // a hypothesis, those behind it
	HeadIndicator     // indicators
	HeadLowerTrigger
	HeadUpperTrigger
	HeadLatest
	HeadPeriod
	HeadStatus
	ThresholdsSubtitle
	StatusRule
	StatusSteady
	StatusWatch
	StatusBreached
	StatusNoData
	TriggerBelow // a threshold
	TriggerAbove // a threshold
	Twice        // a trigger that asks for two periods in a row
	TimesInARow  // a trigger, how many
	NoTrigger
	StatusIn              // figure, period, status
	IndicatorsBeyond      // {1} how many in words, {2} of how many
	IndicatorsBeyondClose // {3} how many are close to one
	IndicatorsClose
	NoIndicatorClose // how many
	OneIndicatorBeyond
	OneIndicatorClose
	OneIndicatorCalm
	HeadScenario // scenarios
	HeadProbability
	HeadWhatHappens
	Scenarios
	LikeliestScenario // its name, how many in words
	ScenariosTo       // period
	ProbabilitiesSum  // the whole, printed
	PositionsOnRecord // positions of others
	StanceSubtitle
	AsOf // words, day
	HeadActor
	HeadOpposes
	HeadSupports
	HeadStance
	HeadPosition
	HeadDate
	HeadRef
	NoneFound
	NoneFoundAsOf // day
	Answer
	AnswersKey
	StandingKey
	StanceOpposes // words for stances
	StanceCritical
	StanceConcerned
	StanceNeutral
	StanceDeclines
	StanceFavours
	StanceDefends
	StanceSupports
	Events    // a timeline
	RunOfDays // two days of an entry

	// Changes and revisions.
	ChangedSince
	NotAtHand
	IssueIsLater // period
	NoEarlierIssue
	FiguresRevisedSince
	GroupJudgements
	GroupIndicators
	GroupReactions
	NothingChanged // name of the issue
	ComparedWith   // name of the issue
	HeadLastIssue
	HeadNow
	FiguresNotShown // how many; commands stay as they are typed
	New
	NoLongerHeld
	WordedAnew
	NoLongerWatched
	NoLongerListed
	NoSecondRelease
	NoneRevised
	Revisions
	HeadSeries
	HeadUnit
	HeadFirstRelease
	HeadPrevious
	HeadRevised
	HeadChange
	HeadReason
	Withdrawn
	NewestOf // how many, of how many, name for the command
	RevisedTitle
	RevisedTitleIssue

	// Claim check.
	ClaimCheck
	OfAll // how many, of how many
	ClaimsRest
	HeadID // heads of the list
	HeadInText
	HeadPage
	HeadBoundTo
	HeadVerdict
	ShownOf // how many, of how many
	AllClaims
	CountComputed
	CountSourced
	CountUnbound
	CountWaived
	CountFailed
	ItsBasis
	VerdictHolds // verdicts in the list
	VerdictFalse
	VerdictUndecided
	VerdictMissing
	VerdictSourced
	VerdictUnbound
	VerdictRefused
	VerdictWaived
	FiguresWereRevised // {1} how many in words, {2} periods
	Waivers
	WaivedAt // place, reason

	// Data notes.
	NoteCoverage // headings of an author's notes, in their order
	NoteValuation
	NoteGroups
	NoteCalculations
	NoteNotShown
	NoteComparability
	NoteWorkingDays
	NoteDataTests
	NoteSuperlatives
	NoteObservations
	NoteDerivation
	NoteSeasonal
	NoteRounding
	NoteMissing
	NoteStatus
	NoteMirror
	MeaningNotAvailable // list of signs
	MeaningZero
	SignPoints // empty meaning: the unit says it itself
	MeaningPoints
	MeaningNil
	ObservationsOf // {0} observations, {1} series in words of SeriesCount
	SeriesCount
	ReleasedOn     // day
	ReleasedFromTo // two days
	CodesAreOf     // editions
	EditionFor     // edition, periods
	GivenTwice     // how many
	NoneEstimated
	WithheldNote // periods
	MirrorNote
	MirrorMonths // by the frequency: {0} of all, {1} and {2} series, {3} periods of both
	MirrorQuarters
	MirrorYears
	SeasonNote
	WorkdaysNote
	LeftOpen          // figures, each with its ends
	LeftOpenMore      // how many, behind the list
	BothEnds          // figure, low, high
	UpTo              // figure, high
	DownTo            // figure, low
	SuperlativeMonths // by the frequency
	SuperlativeQuarters
	SuperlativeYears
	LetPass          // code, title of the check, place, finding, reason
	LetPassMore      // finding, how many more
	Converted        // two currencies, by which rates
	ConvertedThrough // two currencies, by which rates, the one between
	AverageRateOf    // whose
	EndRateOf        // whose
	RateOf           // whose
	EachMonth        // by the frequency
	EachQuarter
	EachYear
	RatesBy     // words, owner of the rates
	MeanOfRates // rate, how many
	ChangesHoldRates

	// What is said aloud in place of a picture.
	AltBars
	AltLine
	AltRates
	AltDots
	AltChart
	AltIn // a chart or a figure, its unit or its period
	OneDotAYear
	AltComparison // label, period, figure
	AltMarked     // events and periods
	AltNoFigures
	AltAt    // figure, period
	AltFirst // a figure with its period
	AltLast
	AltAfter
	AltHighestLowest // two figures with their periods; a sentence
	AltHighLow       // the same within a sentence
	AltCombined      // what sets points apart
	AltBreak
	AltProvisional
	AltEstimated
	AltNotAvailable
	AltWithheld
	AltTooSmall
	AltUnchanged     // period
	AltHardlyChanged // period
	AltUp            // by how much, period
	AltDown
	AltSparkBars // small charts
	AltSparkPair
	AltSparkCumulative
	AltSparkLine
	AltTimeline // entries

	// Heat maps.
	AltHeatmap
	YearTotal // over the totals of years
	SumOfYear // a series
	Outlined  // a period
	DashedToCome
	PartialMonths // by the frequency: how many, what stands in the drawing
	PartialQuarters
	PartialLike // a mark such as 9/12, of which there are several
	InMonths    // by the frequency: how many, a figure; said aloud
	InQuarters
	TotalsOfYears   // years with their totals; said aloud
	TagIllustrative // tags beside the label of an exhibit
	TagEstimate
	TagProvisional
	TagRevised
	IllustrativeNote // at the foot of each page

	// Periods in a row, beside their number.
	UnitMonths // by the frequency
	UnitQuarters
	UnitYears

	// Conversion in the data notes, where labels stand before it.
	ConvertedEach        // two currencies, by which rates
	ConvertedEachThrough // two currencies, by which rates, the one between
	OwnMonth             // by the frequency
	OwnQuarter
	OwnYear

	// Charts of parts.
	AltContributions
	AltWaterfall
	AltShare
	AltStacked
	AltAfterPeriod // period, the one before
	AllOther       // what the named parts leave of the whole
	ChangeOf       // a part, of which the change is listed among levels
	NotToAddUp
	SharesClosed
	ContributionsSubtitle // what, on which base, period
	BaseMonth             // a change, by the frequency
	BaseQuarter
	BaseYear
	PeriodPair // two periods
	ShareInPercent
	BrokenDownBy        // a whole, what its parts are
	PartsAndSum         // how many
	OtherHolds          // names, why their own figures are not shown
	OtherHoldsSeveral   // names, why
	HatchedOther        // names, why
	HatchedOtherSeveral // names, why
	WhyNotAvailable
	Parts            // how many
	OtherWithheld    // how many, what they are
	PercentagePoints // a unit
	AltMultiples
	AltTreemap
	AltDonut
	AllOtherOf  // how many, what they are
	LargestOnly // what is drawn
	OneScale
	PanelCount // how many
	HeadPart   // heads the column of the parts of a whole

	// Charts over time.
	AltIndexed
	AltScenario
	OneLineAYear
	IsHundred     // period
	AltScenarios  // period, scenarios with their figures
	YearsTogether // years
	AllAlike      // years, figure
	ToPeriod      // period
	ByMonth       // by the frequency
	ByQuarter
	ByYear
	DashedLater
	ShadedRange       // two years
	ThinYears         // two years
	ScenariosStraight // period
	ShadedScenarios
	ScenariosUntil // period
	IndexWord      // what is drawn where the series differ in measure
	ExportValue
	ExportWeight
	ExportQuantity
	ImportValue
	ImportWeight
	ImportQuantity
	RangeWord      // in a drawing, under years: from least to most
	PartsOfOneSum  // how many
	WordsUnread    // {1} how many in words
	ThinLines      // in a drawing, under years
	AfterReference // in a drawing
	DraftWord      // across each page of a draft
	NotForIssue
	DraftProblems // how many
	FileOutline
	FileText
	FileLogo
	FilePicture
	FileObservations
	FileClaims
	FilePrevious
	FileManifest

	keys // how many there are
)
