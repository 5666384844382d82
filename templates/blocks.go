package templates

import "tradebrief/data/diag"

// Block is one element of a section. The sum is sealed; its members are
// pointers: *Text, *KeyFigures, *Chart, *Table, *Judgements, *Hypotheses,
// *TwoSided, *Indicators, *Reactions, *Timeline, *Scenarios, *Callout, *Columns,
// *Image, *Likelihoods, *PageBreak, *Contents, *DataNotes, *Revisions, *Changes, *ChartData, *ClaimCheck and
// *SourceList.
type Block interface {
	Common() *Base
	block()
}

// Base is what every block may carry.
type Base struct {
	At    diag.Pos `yaml:"-"` // of the block's key
	ID    Scalar   `yaml:"id" jsonschema:"example=level" jsonschema_description:"A name for links, waivers and export. No two blocks or sections share one."`
	When  *Expr    `yaml:"when" jsonschema:"example=exports.mom > 0" jsonschema_description:"A condition; where it does not hold, the block is left out."` // nil: always
	For   Scalar   `yaml:"for" jsonschema:"example=2023-09" jsonschema_extras:"form=period" jsonschema_description:"The period that the block is meant for; in any other one it is left out."`
	Width Scalar   `yaml:"width" jsonschema:"default=full" jsonschema_extras:"form=width" jsonschema_description:"How much of the page's width the block takes."`
}

// Common gives access to the common part of any block.
func (b *Base) Common() *Base { return b }
func (b *Base) block()        {}

type (
	// Text is running prose.
	Text struct {
		Base
		Heading Prose  `yaml:"heading" jsonschema:"example=Why exports rose" jsonschema_description:"A heading above the text."`
		Body    Prose  `yaml:"text" jsonschema_extras:"form=prose" jsonschema_description:"Paragraphs, lists, ### headings and notes in Markdown."`
		File    Scalar `yaml:"file" jsonschema:"example=trends.md" jsonschema_description:"A Markdown file with the text, in place of text."` // where Body was taken from; absent: it is the outline's
	}

	// KeyFigures is a row of tiles.
	KeyFigures struct {
		Base
		Tiles []Tile `yaml:"tiles" jsonschema:"required,minItems=1" jsonschema_description:"The key figures, from left to right."`
	}
	// Tile is one key figure.
	Tile struct {
		At     diag.Pos `yaml:"-"`
		Value  Prose    `yaml:"value" jsonschema:"required,example={{exports}}" jsonschema_description:"The figure, in large type."`
		Label  Prose    `yaml:"label" jsonschema:"required,example=Exports\\, {{period}}" jsonschema_description:"What the figure is."`
		Change *Expr    `yaml:"change" jsonschema:"example=exports.mom" jsonschema_description:"A rate that is printed below the figure with its direction."` // nil: none
		Note   Prose    `yaml:"note" jsonschema:"example=on August" jsonschema_description:"Words after the change."`
		Spark  Scalar   `yaml:"spark" jsonschema_extras:"form=spark" jsonschema_description:"A small chart beside the figure. Without it none is drawn."`
		Of     *Expr    `yaml:"of" jsonschema:"example=exports" jsonschema_description:"The series of the small chart. Without it, the one that value names."`
	}

	// Chart is a figure.
	Chart struct {
		Base
		Kind      Scalar      `yaml:"kind" jsonschema:"required" jsonschema_extras:"form=chart" jsonschema_description:"bars: up to three series side by side. line: series over time. rates: changes as bars around zero. dots: a row with one dot for each period. heatmap: a row a year with the value of every month, in classes, and the totals of years; without from: the last ten years. years: January to December, a line for each year. indexed: up to four series, each 100 in the period base. scenario: bars, and the range of a block of scenarios after them. contributions: what each part added to the change of the whole, in percentage points. waterfall: from the level before to the level now by the changes of the parts. share: parts as 100% columns. stacked: parts one on the other, with their sum. multiples: a small chart of bars for each series, on one scale; without from: the last year. treemap: the parts of one period as areas. donut: as a ring, of six at most. Of these seven, several series are the parts; one alone is broken down."`
		Title     Prose       `yaml:"title" jsonschema:"required,example=Exports [have risen]{claim=\"exports.streak >= 3\"} since January" jsonschema_description:"One sentence that says what the chart shows."`
		Subtitle  Prose       `yaml:"subtitle" jsonschema:"example=US$ million\\, monthly" jsonschema_description:"What is drawn, with unit and span. Without it the tool writes one."`
		Series    []*Expr     `yaml:"series" jsonschema:"required,minItems=1,example=exports" jsonschema_description:"What is drawn: names of series or their metrics."`
		Of        *Expr       `yaml:"of" jsonschema:"example=exports" jsonschema_description:"Charts of parts: the whole that the series are parts of. What they leave of it is drawn as all other."` // nil: the series make up the whole, or one of them is the whole
		By        Scalar      `yaml:"by" jsonschema:"example=code" jsonschema_extras:"form=parted" jsonschema_description:"Charts of parts: what one series alone is broken down into. Without it, its codes, or its partners where the data have no codes."`
		Top       Scalar      `yaml:"top" jsonschema:"example=5" jsonschema_extras:"form=count" jsonschema_description:"Charts of parts: how many parts are drawn, the largest of the reference period. The rest is drawn as all other."`
		Change    Scalar      `yaml:"change" jsonschema_extras:"form=change" jsonschema_description:"contributions, waterfall: whether the change is that on the period before, mom, or on the year before, yoy. Without it mom, and yoy for annual data."`
		From      Scalar      `yaml:"from" jsonschema:"example=2021-02" jsonschema_extras:"form=period" jsonschema_description:"The first period drawn. Without it, the first of the data."`
		To        Scalar      `yaml:"to" jsonschema:"example=2023-09" jsonschema_extras:"form=period" jsonschema_description:"The last period drawn. Without it, the reference period."`
		Average   Scalar      `yaml:"average" jsonschema:"example=12" jsonschema_extras:"form=average" jsonschema_description:"Draws the moving average of the first series over so many periods, from 2 to 60."` // number of periods
		Annotate  Scalar      `yaml:"annotate" jsonschema_extras:"form=annotate" jsonschema_description:"events: marks the days of the list events."`
		Hundred   Scalar      `yaml:"base" jsonschema:"example=2022-09" jsonschema_extras:"form=period" jsonschema_description:"indexed: the period in which each series is 100. Without it, the first that all of them have."`
		Scenarios Scalar      `yaml:"scenarios" jsonschema:"example=outlook" jsonschema_description:"scenario: the id of the block of scenarios that is drawn. Without it, the only one."`
		Reference []Reference `yaml:"reference" jsonschema_description:"Earlier periods whose level the chart marks with a line."`
		Note      Prose       `yaml:"note" jsonschema_description:"Words at the end of the source line."`
		Alt       Prose       `yaml:"alt" jsonschema_description:"What the chart shows, for readers who cannot see it. Without it the tool writes one from the figures."`
	}
	// Reference is a period whose level a chart marks.
	Reference struct {
		At    Scalar `yaml:"at" jsonschema:"required,example=2018-09" jsonschema_extras:"form=period" jsonschema_description:"The period."`
		Label Prose  `yaml:"label" jsonschema:"example=Before the closure" jsonschema_description:"What the line is called."`
	}

	// Table is a table of metrics, of commodities, of partners or reporters, or of
	// the author's own.
	Table struct {
		Base
		Kind     Scalar     `yaml:"kind" jsonschema:"required" jsonschema_extras:"form=table" jsonschema_description:"metrics: a row for each series. commodities: a row for each kind of goods. partners: a row for each country. free: cells of your own."`
		Title    Prose      `yaml:"title" jsonschema:"example=Trade at a glance" jsonschema_description:"One sentence that says what the table shows."`
		Subtitle Prose      `yaml:"subtitle" jsonschema:"example=US$ million" jsonschema_description:"What the cells are. Without it the tool writes one."`
		Note     Prose      `yaml:"note" jsonschema_description:"Words at the end of the source line."`
		Rows     []TableRow `yaml:"rows" jsonschema_description:"metrics: names of series. free: lists of cells."`
		Columns  []Column   `yaml:"columns" jsonschema:"required,minItems=1" jsonschema_description:"metrics, commodities and partners: metrics of the series, such as value, prev, mom, yoy, ytd, ytd_yoy, share. free: titles."`
		Of       *Expr      `yaml:"of" jsonschema:"example=exports" jsonschema_description:"commodities and partners: the series that is broken down."`
		By       Scalar     `yaml:"by" jsonschema:"example=reporter" jsonschema_extras:"form=by" jsonschema_description:"What the rows are. commodities: code, which is the default; section, chapter, heading, subheading of the HS; section, division of the SITC; group, for the groups of the outline. partners: partner, which is the default, or reporter, whose rows have no total because reporters are never added."`
		Top      Scalar     `yaml:"top" jsonschema:"default=10" jsonschema_extras:"form=count" jsonschema_description:"commodities and partners: how many rows are shown, largest first."`
		Codes    []Scalar   `yaml:"codes" jsonschema_description:"commodities: names of series to show, in place of by and top."`
	}
	// TableRow is one row: a series, or the cells of a free table.
	TableRow struct {
		At     diag.Pos `yaml:"-"`
		Series *Expr    `yaml:"series" jsonschema:"example=exports" jsonschema_description:"metrics: the series of the row."`
		Cells  []Prose  `yaml:"cells" jsonschema_description:"free: the cells of the row, from left to right."`
		Style  Scalar   `yaml:"style" jsonschema_extras:"form=style" jsonschema_description:"How the row is set: as a total, as the rest of the others, or plain."`
	}
	// Column is one column of a table.
	Column struct {
		At    diag.Pos `yaml:"-"`
		Name  Scalar   `yaml:"name" jsonschema_extras:"form=column" jsonschema_description:"metrics, commodities and partners: a metric of the series, or code, label, rank, spark."` // absent in free tables
		Title Prose    `yaml:"title" jsonschema:"example=US$ million" jsonschema_description:"The head of the column."`
		Align Scalar   `yaml:"align" jsonschema_extras:"form=align" jsonschema_description:"Where the cells stand in the column."`
		Width Scalar   `yaml:"width" jsonschema:"example=25" jsonschema_extras:"form=number" jsonschema_description:"free: the width in millimetres."`
	}

	// Judgements is the list of key judgements.
	Judgements struct {
		Base
		Title Prose       `yaml:"title" jsonschema:"example=Key judgements" jsonschema_description:"The title above the judgements."`
		Items []Judgement `yaml:"items" jsonschema:"required,minItems=1" jsonschema_description:"The judgements, weightiest first."`
	}
	// Judgement is a statement with its likelihood and, apart from it, the
	// confidence in it.
	Judgement struct {
		At         diag.Pos `yaml:"-"`
		ID         Scalar   `yaml:"id" jsonschema:"example=KJ-1" jsonschema_description:"A name for links and waivers."`
		Likelihood Scalar   `yaml:"likelihood" jsonschema:"required" jsonschema_extras:"form=likelihood" jsonschema_description:"How likely it is, in a word of the scale that brief.scale names."`
		Confidence Scalar   `yaml:"confidence" jsonschema:"required" jsonschema_extras:"form=confidence" jsonschema_description:"How good the evidence is, apart from the likelihood."`
		Statement  Prose    `yaml:"statement" jsonschema:"required,example=Exports will fall back in the winter." jsonschema_description:"The judgement, in one sentence."`
		Basis      Prose    `yaml:"basis" jsonschema_description:"What the judgement and the confidence rest on."`
		Evidence   []Scalar `yaml:"evidence" jsonschema_description:"The ids of the evidence, as a block of hypotheses lists it."`
	}

	// Hypotheses holds items of evidence against competing explanations. The
	// brief ranks these by how little speaks against them.
	Hypotheses struct {
		Base
		Title      Prose        `yaml:"title" jsonschema:"example=Two explanations fit the evidence best" jsonschema_description:"One sentence that says what the matrix shows. Without it, the question."`
		Subtitle   Prose        `yaml:"subtitle" jsonschema_description:"What is compared. Without it, the question."`
		Note       Prose        `yaml:"note" jsonschema_description:"Words at the end of the source line."`
		Question   Prose        `yaml:"question" jsonschema:"required,example=What moved the figure?" jsonschema_description:"The question that the hypotheses answer."`
		Hypotheses []Hypothesis `yaml:"hypotheses" jsonschema:"required,minItems=2" jsonschema_description:"Competing answers, one of them the null hypothesis H0 that nothing special happened."`
		Evidence   []Evidence   `yaml:"evidence" jsonschema:"required,minItems=1" jsonschema_description:"What is known, the weightiest first. An item that fits every hypothesis alike decides nothing."`
	}
	// Hypothesis is one of the explanations.
	Hypothesis struct {
		At         diag.Pos `yaml:"-"`
		ID         Scalar   `yaml:"id" jsonschema:"required,example=H1" jsonschema_description:"A short code, which fits: names."`
		Name       Prose    `yaml:"name" jsonschema:"required,example=Reopening backlog" jsonschema_description:"The explanation in two or three words."`
		Likelihood Scalar   `yaml:"likelihood" jsonschema_extras:"form=likelihood" jsonschema_description:"How likely it is by itself, in a word of the scale that brief.scale names."`
	}
	// Evidence is one row of the matrix.
	Evidence struct {
		At    diag.Pos `yaml:"-"`
		ID    Scalar   `yaml:"id" jsonschema:"required,example=E1" jsonschema_description:"A short code, which judgements name as their evidence. No two items of a brief share one."`
		Text  Prose    `yaml:"text" jsonschema:"required,example=Exports rose {{exports.mom}}" jsonschema_description:"What was seen, in a line or two."`
		Grade Scalar   `yaml:"grade" jsonschema_extras:"form=grade" jsonschema_description:"How far the source can be relied on, from A, reliable, to F, not known. Without it, the grade of src."`
		Src   Scalar   `yaml:"src" jsonschema:"example=reuters-oct" jsonschema_description:"The key of the source."`
		Fits  []Fit    `yaml:"fits" jsonschema:"required" jsonschema_extras:"form=fits" jsonschema_description:"How the item fits each hypothesis, ++ + 0 - or --: {H1: \"+\", H0: \"-\"}. A mark can be computed: \"{{exports.mom > 0.05 ? '+' : '-'}}\"."` // in file order
	}
	// Fit is the mark of an item of evidence for one hypothesis: one of Marks, or
	// a single Computed that chooses between them.
	Fit struct {
		Hypothesis Scalar
		Mark       Prose
	}

	// TwoSided sets two readings side by side.
	TwoSided struct {
		Base
		Left  Side `yaml:"left" jsonschema:"required" jsonschema_description:"The reading on the left."`
		Right Side `yaml:"right" jsonschema:"required" jsonschema_description:"The reading on the right."`
	}
	// Side is one of the two.
	Side struct {
		At         diag.Pos  `yaml:"-"`
		Title      Prose     `yaml:"title" jsonschema:"required,example=It lasts" jsonschema_description:"The reading in a few words."`
		Rows       []SideRow `yaml:"rows" jsonschema:"required" jsonschema_extras:"form=notes" jsonschema_description:"Labels of your own, each with a text: {How: \"…\", Signs: \"…\"}."` // in file order
		Likelihood Scalar    `yaml:"likelihood" jsonschema_extras:"form=likelihood" jsonschema_description:"How likely the reading is, in a word of the scale that brief.scale names."`
		Confidence Scalar    `yaml:"confidence" jsonschema_extras:"form=confidence" jsonschema_description:"How good the evidence is, apart from the likelihood."`
	}
	// SideRow is a labelled text.
	SideRow struct {
		Label Scalar
		Text  Prose
	}

	// Indicators are the signs that would change the assessment. What each says
	// now is read off the data.
	Indicators struct {
		Base
		Title    Prose       `yaml:"title" jsonschema:"example=Two of four signs need watching" jsonschema_description:"One sentence that says what the table shows. Without it the tool counts."`
		Subtitle Prose       `yaml:"subtitle" jsonschema_description:"What is listed."`
		Note     Prose       `yaml:"note" jsonschema_description:"Words at the end of the source line."`
		Items    []Indicator `yaml:"items" jsonschema:"required,minItems=1" jsonschema_description:"The indicators."`
	}
	// Indicator is a figure with the thresholds between which nothing changes. One
	// of the two may be nil.
	Indicator struct {
		At     diag.Pos `yaml:"-"`
		ID     Scalar   `yaml:"id" jsonschema:"required,example=I1" jsonschema_description:"A short code. No two blocks, sections or items share one."`
		Text   Prose    `yaml:"text" jsonschema:"required,example=Monthly export value" jsonschema_description:"What is watched, in a few words, without its unit."`
		Series *Expr    `yaml:"series" jsonschema:"required,example=exports,example=exports.mom" jsonschema_description:"The figure: a series or a metric. Its newest period counts."`
		Below  *Expr    `yaml:"below" jsonschema:"example=120e6,example=exports.ma12" jsonschema_description:"The lower threshold: a number in whole units of the data, 0.1 for 10%, or a figure of the reference period."`
		Above  *Expr    `yaml:"above" jsonschema:"example=250e6" jsonschema_description:"The upper threshold."`
		InARow Scalar   `yaml:"in_a_row" jsonschema:"default=1,example=2" jsonschema_extras:"form=in_a_row" jsonschema_description:"For how many periods in a row the figure has to lie beyond a threshold, from 1 to 12."`
	}

	// Scenarios are ways in which things may go on, with their probabilities.
	Scenarios struct {
		Base
		Title    Prose      `yaml:"title" jsonschema:"example=The central case is a little better than even" jsonschema_description:"One sentence that says what the table shows. Without it the tool names the likeliest."`
		Subtitle Prose      `yaml:"subtitle" jsonschema_description:"What is listed."`
		Note     Prose      `yaml:"note" jsonschema_description:"Words at the end of the source line."`
		Series   *Expr      `yaml:"series" jsonschema:"example=exports" jsonschema_description:"The series that the values are of. Without it, the first of the outline."` // nil: not said
		Horizon  Scalar     `yaml:"horizon" jsonschema:"example=2024-03" jsonschema_extras:"form=period" jsonschema_description:"The period that the values are of. A chart draws at most six months ahead."`
		Items    []Scenario `yaml:"items" jsonschema:"required,minItems=1" jsonschema_description:"The scenarios. Their probabilities sum to one."`
	}
	// Scenario is one of the ways.
	Scenario struct {
		At          diag.Pos `yaml:"-"`
		Name        Prose    `yaml:"name" jsonschema:"required,example=Central" jsonschema_description:"A word or two."`
		Probability Scalar   `yaml:"probability" jsonschema:"required,example=0.55" jsonschema_extras:"form=probability" jsonschema_description:"How likely it is, from 0 to 1."`
		Text        Prose    `yaml:"text" jsonschema:"required,example=Seasonal dip\\, then steady growth" jsonschema_description:"What happens."`
		Value       *Expr    `yaml:"value" jsonschema:"example=184e6" jsonschema_description:"The figure at the end, in whole units of the data; a number or an expression."` // nil: none
	}

	// Reactions is the register of who said what.
	Reactions struct {
		Base
		Title    Prose   `yaml:"title" jsonschema:"example=What governments said" jsonschema_description:"One sentence that says what the register shows."`
		Subtitle Prose   `yaml:"subtitle" jsonschema_description:"What is listed."`
		Note     Prose   `yaml:"note" jsonschema_description:"Words at the end of the source line."`
		AsOf     Scalar  `yaml:"as_of" jsonschema:"required,example=2023-11-20" jsonschema_extras:"form=date" jsonschema_description:"The day on which the register was last brought up to date."`
		Actors   []Actor `yaml:"actors" jsonschema:"required,minItems=1" jsonschema_description:"Who said what."`
	}
	// Actor is one entry of the register.
	Actor struct {
		At       diag.Pos `yaml:"-"`
		Actor    Scalar   `yaml:"actor" jsonschema:"required,example=US,example=KR,example=United Nations" jsonschema_description:"The country by its two letters, or a name."`
		Body     Prose    `yaml:"body" jsonschema:"example=State Department" jsonschema_description:"The office that spoke."`
		Stance   Scalar   `yaml:"stance" jsonschema_extras:"form=stance" jsonschema_description:"Where it stands, from rejection to support. Needed unless none: true."`
		Quote    Prose    `yaml:"quote" jsonschema_description:"Its words, verbatim."`
		Position Prose    `yaml:"position" jsonschema_description:"Its position, in your words."`
		Date     Scalar   `yaml:"date" jsonschema:"example=2023-05-15" jsonschema_extras:"form=moment" jsonschema_description:"When it spoke: a day or a period. Needed unless none: true."`
		Src      Scalar   `yaml:"src" jsonschema:"example=reuters-oct" jsonschema_description:"The key of the source. A quote or position needs one."`
		Answers  Scalar   `yaml:"answers" jsonschema_extras:"form=answers" jsonschema_description:"figures: it answers the figures of this brief, so it is dated on or after their release. Without it the entry is a standing position."`
		None     bool     `yaml:"none" jsonschema:"default=false" jsonschema_extras:"form=truth" jsonschema_description:"true: nothing was found. Say so rather than leave it out."`
	}

	// Timeline is a list of dated entries.
	Timeline struct {
		Base
		Title    Prose   `yaml:"title" jsonschema:"example=From closure to reopening" jsonschema_description:"One sentence that says what the timeline shows."`
		Subtitle Prose   `yaml:"subtitle" jsonschema_description:"What is listed."`
		Note     Prose   `yaml:"note" jsonschema_description:"Words at the end of the source line."`
		Entries  []Entry `yaml:"entries" jsonschema:"required,minItems=1" jsonschema_description:"The entries."`
	}
	// Entry is a moment, or a span of time when To is present.
	Entry struct {
		Date Scalar `yaml:"date" jsonschema:"required,example=2020-01-21,example=2020-01" jsonschema_extras:"form=moment" jsonschema_description:"The day or the period; of a span, its first one."`
		To   Scalar `yaml:"to" jsonschema:"example=2022-01" jsonschema_extras:"form=moment" jsonschema_description:"The end of a span."`
		Text Prose  `yaml:"text" jsonschema:"required,example=Border closes" jsonschema_description:"What happened."`
		Kind Scalar `yaml:"kind" jsonschema_extras:"form=entry" jsonschema_description:"What kind of event it was; each kind has its mark."`
		Src  Scalar `yaml:"src" jsonschema:"example=reuters-oct" jsonschema_description:"The key of the source."`
	}

	// Callout is a framed remark.
	Callout struct {
		Base
		Kind  Scalar `yaml:"kind" jsonschema:"default=note" jsonschema_extras:"form=callout" jsonschema_description:"A remark, or a caution about what the figures cannot say."`
		Title Prose  `yaml:"title" jsonschema:"example=What we do not know" jsonschema_description:"A few words above the text."`
		Body  Prose  `yaml:"text" jsonschema:"required" jsonschema_extras:"form=prose" jsonschema_description:"The remark."`
	}

	// Columns sets lists of blocks side by side.
	Columns struct {
		Base
		Columns [][]Block `yaml:"columns" jsonschema:"required,minItems=2,maxItems=3" jsonschema_description:"Two or three lists of blocks."`
	}

	// Image is a picture from a file.
	Image struct {
		Base
		Path     Scalar `yaml:"path" jsonschema:"required,example=map.png" jsonschema_description:"The file, relative to this outline: PNG, JPEG, or SVG of filled shapes. Pixels are printed at 150 an inch or more: 1030 across the page."`
		Alt      Prose  `yaml:"alt" jsonschema:"required,example=Map of the border with its three crossings" jsonschema_description:"What the picture shows, for readers who cannot see it."`
		Title    Prose  `yaml:"title" jsonschema:"example=Three crossings carry nearly all of the trade" jsonschema_description:"One sentence that says what the picture shows. Without it the picture has no number."`
		Subtitle Prose  `yaml:"subtitle" jsonschema_description:"What is drawn."`
		Source   Scalar `yaml:"source" jsonschema:"example=reuters-oct" jsonschema_description:"The key of the source."`
		Note     Prose  `yaml:"note" jsonschema_description:"Words at the end of the source line."`
	}

	// Likelihoods is filled by the tool: the scale with the judgements and hypotheses
	// of the brief on it.
	Likelihoods struct {
		Base
		Title    Prose `yaml:"title" jsonschema:"example=Two explanations sit at the likely end" jsonschema_description:"One sentence that says what the scale shows. Without it the tool names its ends."`
		Subtitle Prose `yaml:"subtitle" jsonschema_description:"What is placed on the scale."`
		Note     Prose `yaml:"note" jsonschema_description:"Words at the end of the source line."`
	}

	// PageBreak starts a new page.
	PageBreak struct{ Base }

	// Contents is filled by the tool: the sections with their pages.
	Contents struct {
		Base
		Title    Prose `yaml:"title" jsonschema:"default=Contents" jsonschema_description:"The heading above the list."`
		Exhibits bool  `yaml:"exhibits" jsonschema:"default=false" jsonschema_extras:"form=truth" jsonschema_description:"true: with the figures and tables of each section, for a long brief in which readers look for one."`
	}

	// DataNotes is filled by the tool; Notes are the author's additions.
	DataNotes struct {
		Base
		Notes []SideRow `yaml:"notes" jsonschema_extras:"form=notes" jsonschema_description:"Notes of your own, each under its label."`
	}

	// Revisions is filled by the tool; Reasons are the author's, by period.
	Revisions struct {
		Base
		Title    Prose     `yaml:"title" jsonschema_description:"The title of the table. Without it the tool writes one."`
		Subtitle Prose     `yaml:"subtitle" jsonschema_description:"What the cells are. Without it the tool writes one."`
		Note     Prose     `yaml:"note" jsonschema_description:"Words at the end of the source line."`
		Reasons  []SideRow `yaml:"reasons" jsonschema_extras:"form=reasons" jsonschema_description:"Why a figure was revised, by period: {2022-09: \"…\"}."`
	}

	// Changes is filled by the tool: what the last issue said otherwise.
	Changes struct {
		Base
		Title    Prose `yaml:"title" jsonschema_description:"The title of the table. Without it the tool writes one."`
		Subtitle Prose `yaml:"subtitle" jsonschema_description:"What is compared. Without it the tool names the last issue."`
		Note     Prose `yaml:"note" jsonschema_description:"Words at the end of the line under the table."`
	}

	// ChartData is filled by the tool: the figures of each chart as a table.
	ChartData struct{ Base }

	// ClaimCheck is filled by the tool: the summary of the ledger.
	ClaimCheck struct{ Base }

	// SourceList is filled by the tool.
	SourceList struct{ Base }
)

// JSONSchemaProperty says how the keys of columns are reflected.
func (Columns) JSONSchemaProperty(key string) any { return blockLists(key) }
