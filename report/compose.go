package report

import (
	"io/fs"
	"slices"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/changes"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// composer turns an outline into a document: it computes, judges, numbers and
// counts while it goes through the outline once, in reading order.
type composer struct {
	*scope
	problems diag.List
	glyphs   diag.List // characters that no font has; they belong to the layout
	ledger   []Statement
	mentions []Mention          // facts that tiles, cells and charts print
	where    string             // the exhibit or the section being composed, as the ledger names it
	chapter  string             // the title of the section being composed; empty in lists that the tool fills
	part     *templates.Section // the section being composed; nil: none
	passages []passage
	left     map[diag.Pos]string // blocks that are not in this brief, and why
	sources  sourceBook
	notes    noteBook
	said     []Fact // figures of the prose that are no metric of a series
	known    map[string]bool
	figures  int
	tables   int
	organ    string // the organisation, in plain text
	revised  []revision
	events   []string // labels, composed once
	shocks   []string
	waived   []string            // why each waiver of the outline was given
	proof    map[string]proof    // items of evidence, by their ids
	shown    func(string) string // how a path is shown
	noted    bool                // the brief has data notes
	told     string              // the rate whose direction the words of this paragraph have just said
	rated    bool                // a likelihood is printed beside the text being composed
	role     checks.Role         // what the text being composed is for
	source   string              // the key of the source that all of it is from
	column   string              // the title of the column of the cell being composed
	lists    []int               // lengths of the lists of the section being composed
	pieces   []checks.Piece      // of the paragraph being composed
	places   []string            // ids of the section, block and item being composed
	checked  *checks.Brief
	waivers  *waivers

	last         *lastIssue       // the last issue; nil: there is none to compare with
	lastRead     *lastIssue       // the same, or one that is later than this brief
	lastProblem  *diag.Problem    // why it cannot be read
	revisedSince []changes.Change // figures of the last issue that are others now
	changeTables []changeTable    // filled when everything has been composed
	revisedTold  bool             // a block tells which figures were revised

	outlooks     []*templates.Scenarios // blocks of scenarios in this brief
	illustrative bool                   // figures are shown that nobody published
	annexed      bool                   // the brief lists the figures of its charts
	chartTables  []*page.Table          // those figures, a table a chart
	claimChecks  []*page.ClaimCheck     // filled when everything has been judged
	revisedAt    exhibitRef             // the table of revisions; zero: none

	seriesFactList Facts
	named          []checks.Named // the same, where there is a figure

	files    fs.FS                   // of the project
	pictures []*pictureFile          // read so far, in the order of reading
	sheets   map[string]func() Sheet // figures of exhibits, by the names of their places; made where one is asked for
	item     string                  // the judgement, indicator and the like being composed; empty: none
	content  changes.Content         // what the brief lists, gathered as it is composed
	assessed []page.Rated            // judgements and hypotheses with their likelihoods
	judgedAt map[string]diag.Pos     // the likelihoods of judgements, by the ids of content
	imprint  changes.Imprint         // which edition it is
	failures map[diag.Pos]diag.List  // false claims and missing figures, by block; no block: in labels that stand in many
}

func (c *composer) report(p *diag.Problem) {
	if p != nil {
		q := *p
		q.Places = append(q.Places, c.places...)
		c.problems = append(c.problems, q)
	}
}

// within adds the id of what is being composed next to the places of problems;
// what it returns takes it off again.
func (c *composer) within(id string) func() {
	n := len(c.places)
	if id != "" {
		c.places = append(c.places, id)
	}
	return func() { c.places = c.places[:n] }
}

// from composes texts that are of one source, as an entry with src is, until
// what it returns is called.
func (c *composer) from(src templates.Scalar) func() {
	was := c.source
	c.source = src.Value
	return func() { c.source = was }
}

// as composes texts of another role until what it returns is called.
func (c *composer) as(role checks.Role) func() {
	was := c.role
	c.role = role
	return func() { c.role = was }
}

// leave notes a block that is not in this brief.
func (c *composer) leave(b *templates.Base, why string) {
	c.left[b.At] = why
	if b.ID.Present() {
		c.absent[b.ID.Value] = why
	}
}

// keep decides whether a block is in this brief.
func (c *composer) keep(b *templates.Base) bool {
	if b.For.Present() {
		p, err := data.ParsePeriod(b.For.Value)
		if err != nil {
			c.report(problemf(diag.Outline, b.For.Pos, "%q is not a period: expected one such as 2023-09", b.For.Value))
			return false
		}
		if p != c.period {
			c.leave(b, "it is meant for "+p.String())
			return false
		}
	}
	if b.When == nil {
		return true
	}
	v, p := c.eval(b.When.Root)
	switch {
	case p != nil:
		c.report(p)
	case v.kind != kindTruth:
		c.report(problemf(diag.Outline, b.When.At, "when takes a condition, and %s is %s", source(b.When.Root), kindName(v.kind)))
	case v.truth == data.True:
		return true
	case v.truth == data.False:
		c.leave(b, source(b.When.Root)+" is not true")
	case v.truth == data.Unknown:
		c.report(absent(data.Value{}, b.When.At, "%s cannot be judged: %s", source(b.When.Root), v.why))
	case v.truth == data.Undecided:
		w := diag.Errorf(diag.Claim, b.When.At, "%s is not decidable from rounded inputs: the block is left out", source(b.When.Root))
		w.Severity = diag.Warning
		c.problems = append(c.problems, w)
	}
	return false
}

// section composes one section from its planned blocks.
func (c *composer) section(s *templates.Section, blocks []planned, number int) page.Section {
	defer c.within(s.ID.Value)()
	out := page.Section{At: s.At, ID: s.ID.Value}
	c.where, c.chapter = frontPage, frontPage
	c.lists = listLengths(nil, blocks)
	if s.Title.Present() {
		out.Number = number
		first, passage := len(c.ledger), len(c.passages)
		c.role = checks.Headline
		out.Name = c.plainText(s.Title)
		c.where, c.chapter = out.Name, plainSpaces(out.Name)
		for i := first; i < len(c.ledger); i++ {
			c.ledger[i].Where, c.ledger[i].chapter = plainSpaces(c.where), c.chapter
		}
		for i := passage; i < len(c.passages); i++ {
			c.passages[i].chapter = c.chapter
		}
		out.Title = c.text(s.Heading)
		out.Deck = c.text(s.Deck)
		c.role = checks.Prose
		if len(out.Title) == 0 {
			out.Title = page.Text{{S: out.Name}}
		}
	}
	out.Blocks = c.blocks(blocks)
	return out
}

func (c *composer) blocks(planned []planned) []page.Block {
	var out []page.Block
	for _, p := range planned {
		if b := c.block(p); b != nil {
			out = append(out, b)
		}
	}
	return out
}

// block composes a block and keeps what does not hold in it.
func (c *composer) block(p planned) page.Block {
	defer c.within(p.block.Common().ID.Value)()
	before := len(c.problems)
	out := c.newBlock(p)
	c.failed(p.block.Common().At, c.problems[before:])
	return out
}

func (c *composer) failed(at diag.Pos, problems diag.List) {
	for _, q := range problems {
		if q.Severity == diag.Error && q.Phase == diag.Claim {
			c.failures[at] = append(c.failures[at], q)
		}
	}
}

func (c *composer) newBlock(p planned) page.Block {
	common := c.common(p.block.Common())
	if p.label != "" {
		defer func(section string) { c.where = section }(c.where)
		c.where = p.label
	}
	switch b := p.block.(type) {
	case *templates.Text:
		return c.textBlock(common, b)
	case *templates.KeyFigures:
		return c.keyFigures(common, b)
	case *templates.Chart:
		return c.chart(common, b, p)
	case *templates.Table:
		return c.table(common, b, p)
	case *templates.Judgements:
		return c.judgements(common, b)
	case *templates.Hypotheses:
		return c.hypotheses(common, b, p)
	case *templates.TwoSided:
		return c.twoSided(common, b)
	case *templates.Indicators:
		return c.indicators(common, b, p)
	case *templates.Reactions:
		return c.reactions(common, b, p)
	case *templates.Timeline:
		return c.timeline(common, b, p)
	case *templates.Scenarios:
		return c.scenarios(common, b, p)
	case *templates.Callout:
		return &page.Callout{Common: common, Caution: b.Kind.Value == "caution", Title: c.text(b.Title), Paras: c.paras(b.Body)}
	case *templates.Columns:
		out := &page.Columns{Common: common}
		for _, column := range p.columns {
			out.Columns = append(out.Columns, c.blocks(column))
		}
		return out
	case *templates.Image:
		return c.image(common, b, p)
	case *templates.Likelihoods:
		return c.likelihoods(common, b, p)
	case *templates.PageBreak:
		return &page.PageBreak{Common: common}
	case *templates.Contents:
		out := &page.Contents{Common: common, Title: c.plainText(b.Title), Exhibits: b.Exhibits}
		if word := c.lang.Say(locale.Contents); !b.Title.Present() && c.chapter != word { // else the section says it already
			out.Title = word
		}
		return out
	case *templates.DataNotes:
		return c.dataNotes(common, b)
	case *templates.Revisions:
		return c.revisions(common, b, p)
	case *templates.Changes:
		return c.changes(common, b)
	case *templates.ChartData:
		return &page.Annex{Common: common}
	case *templates.ClaimCheck:
		return &page.ClaimCheck{Common: common}
	case *templates.SourceList:
		return &page.Sources{Common: common, Title: c.lang.Say(locale.Sources)}
	}
	return nil
}

func (c *composer) common(b *templates.Base) page.Common {
	widths := []string{"full", "two-thirds", "half", "third"}
	return page.Common{At: b.At, ID: b.ID.Value, Width: page.Width(max(0, slices.Index(widths, b.Width.Value)))}
}
