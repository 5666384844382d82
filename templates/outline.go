package templates

import (
	"embed"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// Shipped holds the outlines that ship with the tool, in its root.
//
//go:embed *.yaml
var Shipped embed.FS

// Options are what the command line and the evaluator of the expressions add
// to an outline. The zero value adds nothing: expressions may then name the
// outline's own series, params and constants, and nothing else.
type Options struct {
	Params map[string]string // values of -P name=value
	Period string            // value of --period; empty leaves the outline's
	Lang   Language          // what expressions may say
}

// Outline is one brief as its author wrote it, checked as far as that goes
// without data. It is not changed after Parse.
//
// The tags of it and of what it holds are the keys of the file and what Schema
// says of them; jsonschema_extras names the form of a value, see setForm.
type Outline struct {
	File      string              `yaml:"-"` // as handed to Parse
	Source    []byte              `yaml:"-"` // of File, as read
	Files     []*File             `yaml:"-"` // that it was read from: File itself, and what that takes from others
	Version   Scalar              `yaml:"version" jsonschema:"required" jsonschema_extras:"form=version" jsonschema_description:"Version of the outline format. This tool reads version 1."`
	Brief     Brief               `yaml:"brief" jsonschema:"required" jsonschema_description:"What the front page and the properties of the PDF say."`
	Params    map[string]Scalar   `yaml:"params" jsonschema_extras:"form=params" jsonschema_description:"Texts that change from brief to brief. {{params.partner}} stands for one in any text or selector; -P partner=VN sets it on the command line."` // after -P
	Constants map[string]Scalar   `yaml:"constants" jsonschema_extras:"form=constants" jsonschema_description:"Figures of your own that are not in the data. {{resolution}} prints one, and expressions may use it."`
	Data      []DataEntry         `yaml:"data" jsonschema_description:"The files with the figures, one entry for each. tradebrief data FILE prints an entry to paste."`
	Series    []SeriesDecl        `yaml:"series" jsonschema_extras:"form=series" jsonschema_description:"Selections of the data under names. Texts, charts and tables use the names and their metrics: exports, exports.mom, exports.yoy."` // in file order
	Groups    map[string][]Scalar `yaml:"groups" jsonschema_extras:"form=groups" jsonschema_description:"Codes of goods, or partners, under a name, for the group of a series."`                                                            // codes and ranges of codes, or partners: words without a digit
	Events    []Event             `yaml:"events" jsonschema_description:"Days that charts with annotate: events mark."`
	Shocks    []Shock             `yaml:"shocks" jsonschema_description:"Runs of periods that are no fair base of a rate. Charts shade them, and rates on them carry a caveat."`
	Sources   []SourceDecl        `yaml:"sources" jsonschema_extras:"form=sources" jsonschema_description:"What the brief cites, each under a key: [words]{src=KEY} or [@KEY]."` // in file order
	Waive     []Waiver            `yaml:"waive" jsonschema_description:"Checks that may fail at one place of this edition. The brief prints each with its reason."`
	Approvals Scalar              `yaml:"approvals" jsonschema_extras:"form=approvals" jsonschema_description:"required: until each sentence with figures or claims is approved as it stands, by somebody else than its author, build and check end with exit code 9."`
	Words     []WordRule          `yaml:"words" jsonschema_description:"What words of claims mean in this house, in place of the built-in table: [surged]{claim=exports.mom} from 25%."` // the theme's last
	Embed     Scalar              `yaml:"embed" jsonschema:"default=used" jsonschema_extras:"form=embed" jsonschema_description:"What rides inside the PDF so that it can be verified from itself. used: the outline, without its comments, the observations that the brief rests on, and the ledger of its claims. all: every observation that was read. none: digests only; the default for briefs marked TLP:AMBER, TLP:AMBER+STRICT or TLP:RED."`
	Theme     Theme               `yaml:"theme" jsonschema_description:"The style of the house: its paper, colours, logo, type, fonts and wording. Or the file with them: house.yaml."`
	Sections  []Section           `yaml:"sections" jsonschema:"required,minItems=1" jsonschema_description:"The chapters in reading order. The first one may lack a title: it is the front page."`

	EditionOf   Scalar       `yaml:"edition_of" jsonschema:"example=brief.yaml" jsonschema_description:"Makes this outline a translation: everything but its texts comes from that outline, and the texts of sections and blocks are given by their ids. brief.language says in which language."`
	Translation *Translation `yaml:"-"` // with EditionOf; nil: the outline is an original

	Changes []Change `yaml:"-"` // that Options made: of params by name, then of the period

	exprs []*Expr
	cited map[string]bool
}

// Cites reports whether something in the outline names the source: its texts,
// also those of blocks that are left out, events, timelines and reactions.
func (o *Outline) Cites(key string) bool { return o.cited[key] }

// Change is a value of the outline that Options replaced by another one.
type Change struct {
	Param    string // its name; empty: the period
	Was, Now string // Was is empty where the outline has no value
}

// Exprs visits every expression of the outline in file order, those within
// texts included and those of other files last.
func (o *Outline) Exprs(visit func(*Expr)) {
	for _, x := range o.exprs {
		visit(x)
	}
}

// sortExprs brings the expressions into file order.
func (o *Outline) sortExprs() {
	order := func(a, b diag.Pos) int {
		switch {
		case a.File == b.File:
		case a.File == o.File:
			return -1
		case b.File == o.File:
			return 1
		}
		return a.Compare(b)
	}
	slices.SortStableFunc(o.exprs, func(a, b *Expr) int { return order(a.At, b.At) })
}

// Brief is what the front page and the document properties say.
type Brief struct {
	At           diag.Pos `yaml:"-"`
	Title        Prose    `yaml:"title" jsonschema:"required,example=Coffee exports keep rising" jsonschema_description:"The title of the brief."`
	Series       Prose    `yaml:"series" jsonschema:"example=Cross-Border Trade Brief" jsonschema_description:"The series of publications that the brief belongs to, printed at the head of page 1."`
	Number       Prose    `yaml:"number" jsonschema:"example={{period}},example=No. 12" jsonschema_description:"The number of this edition within its series."`
	Organisation Prose    `yaml:"organisation" jsonschema:"example=Trade Analysis Unit" jsonschema_description:"Who publishes the brief."`
	Contact      Prose    `yaml:"contact" jsonschema:"example=press@example.org" jsonschema_description:"Whom readers turn to, printed on the last page."`
	Period       Scalar   `yaml:"period" jsonschema:"required,example=2023-09,example=2023-Q3" jsonschema_extras:"form=latest" jsonschema_description:"The reference period: a month, a quarter or a year; or latest, the newest one that is complete for every series."`
	Issued       Scalar   `yaml:"issued" jsonschema:"example=2023-10-20" jsonschema_extras:"form=auto" jsonschema_description:"The date of issue; or auto, the release of the newest figure used."`
	Next         Scalar   `yaml:"next" jsonschema:"example=2023-12-18" jsonschema_extras:"form=date" jsonschema_description:"When the next edition comes out."`
	Revision     Revision `yaml:"revision" jsonschema_description:"Which revision of the brief this is. Leave it out for the first version."`
	Previous     Scalar   `yaml:"previous" jsonschema:"example=out/brief-2023-08.pdf" jsonschema_description:"The last edition, as it was issued: its PDF, or the claims.json of it. The block changes says what has changed since, and the block revisions what it printed."`
	Marking      Scalar   `yaml:"marking" jsonschema_extras:"form=marking" jsonschema_description:"Who may read the brief, by the Traffic Light Protocol; printed on every page."`
	Language     Scalar   `yaml:"language" jsonschema:"default=en" jsonschema_extras:"form=language" jsonschema_description:"The language of the text, as a tag: en, zh, ko, fr, de, es, ja or ru, with or without a region, as in en-GB. It decides fixed words, dates and numbers, and what is checked. In English, Chinese and Korean words are judged and functions write them; in the others figures are found and conditions judged, words are not."`
	Scale        Scalar   `yaml:"scale" jsonschema:"default=icd203" jsonschema_extras:"form=scale" jsonschema_description:"The scale that likelihood words are taken from: icd203 (US intelligence), phia (UK government) or ipcc (climate panel)."`
	Limits       Limits   `yaml:"limits" jsonschema_description:"What the finished brief must not exceed; the build stops where it does."`
}

// Limits bound the finished brief. An absent one means no limit.
type Limits struct {
	Pages Scalar `yaml:"pages" jsonschema:"example=8" jsonschema_extras:"form=count" jsonschema_description:"The most pages."` // a whole number
	Size  Scalar `yaml:"size" jsonschema:"example=2MB,example=500 kB" jsonschema_extras:"form=size" jsonschema_description:"The largest file, in B, kB or MB."`
}

// Revision says which revision of the brief this is. Number absent means none.
type Revision struct {
	Number Scalar `yaml:"number" jsonschema:"required,example=1" jsonschema_extras:"form=count" jsonschema_description:"The number of the revision, from 1."`
	Date   Scalar `yaml:"date" jsonschema:"example=2023-11-20" jsonschema_extras:"form=date" jsonschema_description:"The day of the revision."`
	Reason Prose  `yaml:"reason" jsonschema:"example=October release" jsonschema_description:"Why the brief was revised."`
}

// DataEntry is one input of the brief.
type DataEntry struct {
	At        diag.Pos `yaml:"-"`
	ID        Scalar   `yaml:"id" jsonschema:"required,example=customs" jsonschema_description:"The name of this entry, which series may refer to."`
	Path      Scalar   `yaml:"path" jsonschema:"example=data.csv,example=monthly/*.csv" jsonschema_description:"The file, relative to this outline: text (.csv, .tsv), a workbook (.xlsx), Parquet, or one of them packed (.gz, .zst, .zip). A file of an archive follows its name: downloads.zip/2023.csv. A pattern with * reads several files as one."`
	SQL       *SQLDecl `yaml:"sql" jsonschema_description:"A table of a database, in place of path. Its columns are described under table."` // nil: a file
	Format    Scalar   `yaml:"format" jsonschema:"default=auto" jsonschema_extras:"form=format" jsonschema_description:"table: the columns are described under table. A publisher's format reads files as its office gives them out. auto: the tool finds out."`
	Publisher Scalar   `yaml:"publisher" jsonschema:"example=Customs office" jsonschema_description:"Who published the figures, for the line below charts and tables."`
	Vintage   Vintage  `yaml:"vintage" jsonschema:"example=2023-11-20" jsonschema_description:"The day of the release, where no column says it; or how the names of the files say it, so that a newer download can stand beside the older: {file: YYYY-MM-DD}."`
	MaxAge    Scalar   `yaml:"max_age" jsonschema:"example=45" jsonschema_extras:"form=count" jsonschema_description:"How many days old the newest release may be on the day of the brief; without releases, how long ago the last period may have ended."`
	// Illustrative marks figures that nobody published.
	Illustrative bool       `yaml:"illustrative" jsonschema:"default=false" jsonschema_extras:"form=truth" jsonschema_description:"true: the figures are made up to show something. Each figure and table that rests on them is tagged ILLUSTRATIVE, and the foot of every page says so."`
	Complete     bool       `yaml:"complete" jsonschema:"default=false" jsonschema_extras:"form=truth" jsonschema_description:"true: the detail is all there is, so its sums are totals and a missing month is an error."`
	Flow         Scalar     `yaml:"flow" jsonschema:"example=export" jsonschema_description:"The direction of trade of the whole file, where no column says it."`
	Reporter     Scalar     `yaml:"reporter" jsonschema:"example=CN" jsonschema_description:"The reporting country of the whole file, where no column says it."`
	Partner      Scalar     `yaml:"partner" jsonschema:"example=KP" jsonschema_description:"The partner country of the whole file, where no column says it."`
	Unit         Scalar     `yaml:"unit" jsonschema:"example=USD,example=kg" jsonschema_description:"The unit of the figures, where table does not say it: a currency, kg, or a word of your own."`
	Code         Scalar     `yaml:"code" jsonschema:"example=TOTAL,example=6703" jsonschema_description:"The code of goods of the whole file, where no column says it."`
	Table        *TableDecl `yaml:"table" jsonschema_description:"What the columns of the file mean."`                                                                                                 // nil: none given
	Rates        *RatesDecl `yaml:"rates" jsonschema_description:"Converts the figures to another currency, by a file with a rate for each period. Without it each figure stays in its own currency."` // nil: none given
}

// Vintage is the day on which files were released, or how their names say it.
// The zero Vintage says neither.
type Vintage struct {
	Day  Scalar `yaml:"-"`
	File Scalar `yaml:"file" jsonschema:"required,example=YYYY-MM-DD,example=YYYYMMDD,example=YYYY-MM" jsonschema_description:"How the name of each file writes the day of its release, by the tokens YYYY MM M MMM MMMM DD Q. Without DD it is the last day of the month."`
}

// RatesDecl says by which file figures are converted to another currency.
type RatesDecl struct {
	At      diag.Pos   `yaml:"-"`
	Path    Scalar     `yaml:"path" jsonschema:"required,example=usd-cny.csv" jsonschema_description:"The file of the rates, relative to this outline."`
	From    Scalar     `yaml:"from" jsonschema:"required,example=CNY" jsonschema_description:"The currency of the figures that are converted."`
	To      Scalar     `yaml:"to" jsonschema:"required,example=USD" jsonschema_description:"The currency that they are converted to."`
	Unit    Scalar     `yaml:"unit" jsonschema:"required,example=CNY/USD" jsonschema_description:"What the rates are in: CNY/USD is yuan for a dollar, USD/CNY dollars for a yuan."`
	Period  PeriodDecl `yaml:"period" jsonschema:"required" jsonschema_description:"The columns with the period of a rate, of the length of those of the figures."`
	Column  Scalar     `yaml:"column" jsonschema:"required,example=average" jsonschema_description:"The column of the rates: averages of their periods, if the figures are sums."`
	Cross   CrossDecl  `yaml:"cross" jsonschema_description:"The second step, where column leads to a third currency: {column: USD, unit: USD/EUR} after unit: CNY/EUR."`
	Rate    Scalar     `yaml:"rate" jsonschema_extras:"form=rate" jsonschema_description:"average or end: what the rates are of their periods, which is printed. A file with rates of shorter times, such as days, needs it: average is their mean, end the last of them."`
	Vintage Vintage    `yaml:"vintage" jsonschema:"example=2023-11-20" jsonschema_description:"The day of the release of the rates, or how the names of the files say it, as for the figures."`
	Source  Scalar     `yaml:"source" jsonschema:"required,example=central-bank" jsonschema_description:"The key of the source of the rates, which is printed under what is converted."`
}

// CrossDecl is the column of the rates by which an amount in a third currency comes to
// the one that is wanted.
type CrossDecl struct {
	Column Scalar `yaml:"column" jsonschema:"required,example=USD" jsonschema_description:"The column of the rates, in the same file."`
	Unit   Scalar `yaml:"unit" jsonschema:"required,example=USD/EUR" jsonschema_description:"What they are in: USD/EUR is dollars for a euro."`
}

// SQLDecl is a table of a database. What it asks for is grouped and filtered
// there, in a read-only transaction; a statement may take one minute.
type SQLDecl struct {
	At     diag.Pos `yaml:"-"`
	Driver Scalar   `yaml:"driver" jsonschema:"required" jsonschema_extras:"form=driver" jsonschema_description:"The protocol of the server. PostgreSQL's is spoken by Citus and CockroachDB too, MySQL's by MariaDB, TiDB, StarRocks and Doris."`
	Env    Scalar   `yaml:"dsn_env" jsonschema:"required,example=TRADE_DSN" jsonschema_extras:"form=variable" jsonschema_description:"The environment variable with the connection string, such as postgres://USER:PASSWORD@HOST/DATABASE. The string itself never stands in an outline."`
	Table  Scalar   `yaml:"table" jsonschema:"required,example=trade.flows" jsonschema_description:"The table or view: schema.table. A name with a dot in it stands in double quotes."`
}

// TableDecl maps the columns of a table to what they mean.
type TableDecl struct {
	At        diag.Pos    `yaml:"-"`
	Keys      diag.Keys   `yaml:"-"`
	Header    bool        `yaml:"header" jsonschema:"default=true" jsonschema_extras:"form=truth" jsonschema_description:"Whether the first line names the columns. Without one, columns are named by number, from 1."`
	Skip      int         `yaml:"skip" jsonschema:"default=0" jsonschema_extras:"form=count" jsonschema_description:"Lines to leave out before the header."`
	Delimiter Scalar      `yaml:"delimiter" jsonschema:"example=;,example=tab" jsonschema_description:"The sign between columns. Without it the tool finds it in the first line."`
	Encoding  Scalar      `yaml:"encoding" jsonschema:"example=gb18030,example=windows-1252" jsonschema_description:"The encoding of the file, where it is not UTF-8."`
	Sheet     Scalar      `yaml:"sheet" jsonschema:"example=Data" jsonschema_description:"The sheet of a workbook. Without it, the only one or the first with a table."`
	Decimal   Scalar      `yaml:"decimal" jsonschema:"default=." jsonschema_description:"The sign before decimals."`
	Thousands Scalar      `yaml:"thousands" jsonschema_description:"The sign between thousands, where there is one."`
	Signs     []SignDecl  `yaml:"signs" jsonschema_extras:"form=texts" jsonschema_description:"What stands in place of figures: {'-': 0, '..': missing, x: suppressed}. A sign that is not named here is an error."` // in file order
	Period    PeriodDecl  `yaml:"period" jsonschema_description:"The columns with the period of a row. Needed, unless the headings of the figures hold it."`
	Reporter  FieldDecl   `yaml:"reporter" jsonschema:"example=CN" jsonschema_description:"The reporting country: a constant, or a column."`
	Partner   FieldDecl   `yaml:"partner" jsonschema:"example=KP" jsonschema_description:"The partner country: a constant, or a column."`
	Flow      FieldDecl   `yaml:"flow" jsonschema:"example=export" jsonschema_description:"The direction of trade: a constant, or a column with a map of its values to export and import."`
	Code      CodeDecl    `yaml:"code" jsonschema:"example=TOTAL" jsonschema_description:"The code of goods: a constant, or a column with its classification."`
	Label     FieldDecl   `yaml:"label" jsonschema_description:"The name of the goods: a column."`
	Vintage   FieldDecl   `yaml:"vintage" jsonschema:"example=2023-11-20" jsonschema_description:"The release that a figure belongs to: a date, or a column."`
	Tolerance FieldDecl   `yaml:"tolerance" jsonschema_description:"How far a figure may be off, in its own unit: a constant, or a column."`
	Source    FieldDecl   `yaml:"source" jsonschema_description:"The key of the source that a figure was taken from: a constant, or a column."`
	Values    []ValueDecl `yaml:"values" jsonschema:"required" jsonschema_description:"The columns of figures. A file with one column for each direction of trade has one entry for each."`
	Where     []WhereDecl `yaml:"where" jsonschema_extras:"form=texts" jsonschema_description:"Keeps the rows in which a column holds a text: {indicators: VALUE_IN_EUROS}."` // in file order
	Parts     []PartDecl  `yaml:"parts" jsonschema_description:"Columns that part the trade further, such as by trade mode or province. Rows that differ in nothing else are parts of one figure, and are added up."`
}

// PartDecl is a column whose words are parts of one figure.
type PartDecl struct {
	Column Scalar `yaml:"column" jsonschema:"required,example=trade_mode" jsonschema_description:"The name of the column, or its number in a file without header."`
	Total  Scalar `yaml:"total" jsonschema:"example=All" jsonschema_description:"The word that stands for all parts, where the column has one: a figure that has such a row is taken from it."`
}

// FieldDecl is a constant, or a column with an optional map of its values.
type FieldDecl struct {
	Const  Scalar            `yaml:"-"`
	Column Scalar            `yaml:"column" jsonschema:"required" jsonschema_description:"The name of the column, or its number in a file without header."`
	Map    map[string]Scalar `yaml:"map" jsonschema_extras:"form=texts" jsonschema_description:"What the values of the column mean: {X: export, M: import}."`
}

// CodeDecl is the field of codes, with the classification they belong to.
type CodeDecl struct {
	FieldDecl
	Classification Scalar `yaml:"classification" jsonschema:"example=HS" jsonschema_description:"The classification that the codes belong to."`
}

// PeriodDecl says which columns hold the period.
type PeriodDecl struct {
	Keys    diag.Keys `yaml:"-"`
	Column  Scalar    `yaml:"column" jsonschema:"example=period" jsonschema_description:"The column with the whole period."`
	Layout  Scalar    `yaml:"layout" jsonschema:"example=YYYY-MM,example=MMM YYYY,example=DD/MM/YYYY,example=YYYY-Q" jsonschema_description:"How the column writes it, by the tokens YYYY MM M MMM MMMM DD Q. Without it: 2023-09, 2023-Q3 or 2023."`
	Year    Scalar    `yaml:"year" jsonschema:"example=Year" jsonschema_description:"The column with the year, where the parts stand in columns of their own."`
	Month   Scalar    `yaml:"month" jsonschema:"example=Month" jsonschema_description:"The column with the month."`
	Quarter Scalar    `yaml:"quarter" jsonschema:"example=Quarter" jsonschema_description:"The column with the quarter."`
	Every   Scalar    `yaml:"every" jsonschema_extras:"form=every" jsonschema_description:"Keeps the rows of this length of period, where months, quarters and years stand in one file."`
}

// ValueDecl is one column of figures, or the columns of one measure where each
// period has its own.
type ValueDecl struct {
	At        diag.Pos     `yaml:"-"`
	Keys      diag.Keys    `yaml:"-"`
	Column    Scalar       `yaml:"column" jsonschema:"example=exports" jsonschema_description:"The column with the figures."`
	Headings  Scalar       `yaml:"headings" jsonschema:"example=YYYY MMM,example=MMM" jsonschema_description:"In place of column, where each period has a column of its own: how their headings write it, by the tokens of layout, with other letters in single quotes. Headings with a year stand in place of period; MMM or Q alone goes with period: {year: COLUMN}. Other columns are left out."`
	Flow      Scalar       `yaml:"flow" jsonschema:"example=export,example=import" jsonschema_description:"The direction of trade of this column, where the table has no column for it."`
	Unit      Scalar       `yaml:"unit" jsonschema:"example=USD,example=kg" jsonschema_description:"The unit: a currency, kg, or a word of your own."`
	Scale     Scalar       `yaml:"scale" jsonschema:"default=1,example=1e6" jsonschema_extras:"form=number" jsonschema_description:"What a figure is multiplied by: 1e6 where the column is in millions."`
	Status    FieldDecl    `yaml:"status" jsonschema_description:"Whether a figure is provisional, revised, estimated and the like: a constant, or a column."`
	Source    FieldDecl    `yaml:"source" jsonschema_description:"The key of the source of these figures: a constant, or a column."`
	Tolerance FieldDecl    `yaml:"tolerance" jsonschema_description:"How far a figure may be off, in its own unit: a constant, or a column."`
	Vintage   FieldDecl    `yaml:"vintage" jsonschema_description:"The release that a figure belongs to: a date, or a column."`
	Quantity  QuantityDecl `yaml:"quantity" jsonschema_description:"The column of quantities that go with the values, for unit values and series with measure: quantity."`
}

// QuantityDecl is the column of quantities that go with the values.
type QuantityDecl struct {
	Column   Scalar `yaml:"column" jsonschema:"example=tonnes" jsonschema_description:"The column with the quantities."`
	Headings Scalar `yaml:"headings" jsonschema:"example='Quantity 'MMM" jsonschema_description:"In place of column: how the headings of their columns write the period, as for the values."`
	Unit     Scalar `yaml:"unit" jsonschema:"required,example=kg" jsonschema_description:"The unit of the quantities."`
	Scale    Scalar `yaml:"scale" jsonschema:"default=1,example=1e3" jsonschema_extras:"form=number" jsonschema_description:"What a quantity is multiplied by: 1e3 where the column is in tonnes and the unit is kg."`
}

// SignDecl is a sign in place of a figure: 0, missing or suppressed.
type SignDecl struct{ Word, Means Scalar }

// WhereDecl keeps the rows whose column holds the value.
type WhereDecl struct{ Column, Equals Scalar }

// GroupsPartners reports whether a group is of partners: codes of goods have
// digits, and the codes and names of countries none.
func (o *Outline) GroupsPartners(group string) bool {
	codes := o.Groups[group]
	return len(codes) > 0 && !slices.ContainsFunc(codes, func(s Scalar) bool { return strings.ContainsAny(s.Value, "0123456789") })
}

// SeriesDecl is a selection of the data under a name. {{params.x}} is already
// replaced in it.
type SeriesDecl struct {
	ID       Scalar `yaml:"-"`
	Flow     Scalar `yaml:"flow" jsonschema:"example=export,example=import" jsonschema_description:"The direction of trade."`
	Reporter Scalar `yaml:"reporter" jsonschema:"example=CN" jsonschema_description:"The reporting country, as the data name it."`
	Partner  Scalar `yaml:"partner" jsonschema:"example=KP,example={{params.partner}}" jsonschema_description:"The partner country, as the data name it."`
	Code     Scalar `yaml:"code" jsonschema:"example=6703,example=02-24" jsonschema_description:"The code of the goods, in quotes. Without it the series is the total of all goods."`
	Data     Scalar `yaml:"data" jsonschema:"example=customs" jsonschema_description:"The id of the data entry to select from. Without it, from all of them."`
	Group    Scalar `yaml:"group" jsonschema:"example=food" jsonschema_description:"A group of codes in place of code, or of partners in place of partner."`         // in place of Code, or of Partner
	Measure  Scalar `yaml:"measure" jsonschema:"default=value" jsonschema_extras:"form=measure" jsonschema_description:"The value of the goods, or their quantity."` // absent means value
	Label    Prose  `yaml:"label" jsonschema:"example=Coffee exports" jsonschema_description:"What charts, tables and messages call the series."`
}

// Event is a day that charts mark.
type Event struct {
	Date  Scalar `yaml:"date" jsonschema:"required,example=2022-01-16,example=2022-01" jsonschema_extras:"form=moment" jsonschema_description:"The day, or the period where the day is not known."` // a day or a period
	Label Prose  `yaml:"label" jsonschema:"required,example=Rail freight resumes" jsonschema_description:"A few words that charts print."`
	Src   Scalar `yaml:"src" jsonschema:"example=reuters-oct" jsonschema_description:"The key of its source."`
}

// Shock is a run of periods that are no fair base of a rate.
type Shock struct {
	From  Scalar `yaml:"from" jsonschema:"required,example=2020-02" jsonschema_extras:"form=period" jsonschema_description:"The first period."`
	To    Scalar `yaml:"to" jsonschema:"required,example=2022-01" jsonschema_extras:"form=period" jsonschema_description:"The last period."`
	Label Prose  `yaml:"label" jsonschema:"required,example=Border closed" jsonschema_description:"A few words that charts and caveats print."`
}

// SourceDecl is one entry of the list of sources.
type SourceDecl struct {
	Key        Scalar `yaml:"-"`
	Type       Scalar `yaml:"type" jsonschema:"example=media,example=official" jsonschema_description:"The kind of source."`
	Publisher  Scalar `yaml:"publisher" jsonschema:"example=Reuters" jsonschema_description:"Who published it. A source needs a publisher or a title."`
	Date       Scalar `yaml:"date" jsonschema:"example=2023-10-20,example=2023-10" jsonschema_extras:"form=moment" jsonschema_description:"When it was published: a day or a period."`
	Retrieved  Scalar `yaml:"retrieved" jsonschema:"example=2023-11-20" jsonschema_extras:"form=date" jsonschema_description:"When it was read."`
	URL        Scalar `yaml:"url" jsonschema:"example=https://example.org" jsonschema_extras:"form=url" jsonschema_description:"Its address on the web."`
	Grade      Scalar `yaml:"grade" jsonschema:"example=B" jsonschema_description:"How far it can be relied on, from A, reliable, to F, not known."`
	Title      Prose  `yaml:"title" jsonschema:"example=China's exports rise again" jsonschema_description:"Its headline or title."`
	Descriptor Prose  `yaml:"descriptor" jsonschema:"example=Customs totals for September 2018" jsonschema_description:"What it is, where its title is not at hand."`
}

// Waiver lets one check pass at one place for one edition.
type Waiver struct {
	Code   Scalar `yaml:"code" jsonschema:"required,example=C16" jsonschema_extras:"form=check" jsonschema_description:"The code of the check, as the problem prints it."`
	At     Scalar `yaml:"at" jsonschema:"required,example=trends-rates" jsonschema_description:"The id of the block, section, series or data entry where it may fail."`
	By     Scalar `yaml:"by" jsonschema:"required" jsonschema_description:"Who allows it."`
	Date   Scalar `yaml:"date" jsonschema:"required,example=2023-11-20" jsonschema_extras:"form=date" jsonschema_description:"When it was allowed."`
	Reason Prose  `yaml:"reason" jsonschema:"required" jsonschema_description:"Why; the brief prints it."`
}

// WordRule is a row of the house table of the outline's or the theme's own: what
// a figure must be where a claim says one of the words. It takes the place of
// the built-in rows for these words. An absent end is open.
type WordRule struct {
	Say     []Scalar `yaml:"say" jsonschema:"required,minItems=1,example=surged" jsonschema_description:"The words, as they stand in a claim."`
	Of      Scalar   `yaml:"of" jsonschema:"required" jsonschema_extras:"form=words" jsonschema_description:"The kind of figure. change: a rate such as exports.mom, as a ratio. pace: a rate less the one before. run: exports.streak, below zero for falls. share: a share, or the ratio of two figures. multiple: a figure by its base. extreme: exports.highest_since or lowest_since, in periods."`
	Above   Scalar   `yaml:"above" jsonschema:"example=0.25" jsonschema_extras:"form=number" jsonschema_description:"The figure is greater than this."`
	Below   Scalar   `yaml:"below" jsonschema:"example=-0.25" jsonschema_extras:"form=number" jsonschema_description:"The figure is less than this."`
	AtLeast Scalar   `yaml:"at_least" jsonschema:"example=1.85" jsonschema_extras:"form=number" jsonschema_description:"The figure is this or greater."`
	AtMost  Scalar   `yaml:"at_most" jsonschema:"example=2.05" jsonschema_extras:"form=number" jsonschema_description:"The figure is this or less."`
}

// wordKinds are the kinds of figures that a row of words speaks of.
var wordKinds = []string{"change", "pace", "run", "share", "multiple", "extreme"}

// Section is a chapter of the brief. The first one may lack a title: it is the
// front page, and its deck the standfirst.
type Section struct {
	At      diag.Pos `yaml:"-"`
	ID      Scalar   `yaml:"id" jsonschema:"example=trends" jsonschema_description:"A name for links and waivers. No two blocks or sections share one."`
	Title   Prose    `yaml:"title" jsonschema:"example=Trends" jsonschema_description:"The title of the chapter. Every section but the first needs one."`
	Heading Prose    `yaml:"heading" jsonschema:"example=Exports rose by {{exports.mom}} on the month" jsonschema_description:"One sentence that says what the chapter finds."`
	Deck    Prose    `yaml:"deck" jsonschema_description:"A paragraph below the heading; on the front page the standfirst."`
	Blocks  []Block  `yaml:"blocks" jsonschema:"required" jsonschema_description:"What the chapter holds, in reading order."`
}

// JSONSchemaProperty says how the keys of a section are reflected.
func (Section) JSONSchemaProperty(key string) any { return blockLists(key) }
