// Package report makes a brief out of an outline and its data.
//
// Load reads the outline and the data, computes every figure, judges every
// claim, and numbers exhibits and sources; what it returns is a Brief whose
// Document holds nothing that is still to be computed. Pages lays it out, PDF
// encodes it:
//
//	b, problems := report.Load(report.Project{FS: os.DirFS("."), Outline: "brief.yaml"}, report.Options{})
//	if problems.Failed() { … }
//	pages, problems := b.Pages()
//	…
//	file, problems := b.PDF(pages)
//
// A brief goes through the phases of package diag in order (Outline, Data,
// Claim, Layout). All problems of a phase come at once, and no phase is entered
// when an earlier one has an error. The same inputs give the same bytes: no
// clock, no environment and no order of a map reaches the output.
//
// The parts, in the order in which a brief goes through them: inputs.go hands
// the outline's dates, data and series over; language.go is what expressions may
// say and eval.go computes them; claims.go judges words, by the house table
// in words.go and what phrases.go reads in them, a kind of figure at a time in the
// judging files; writers.go has the functions that write such words; format.go
// prints figures, spelling.go expressions, and typography.go sets the quotation
// marks of print. compose.go and the blocks_ files turn the outline's blocks into the
// document's, with matrix.go for evidence against hypotheses, exhibits.go for the
// numbers of figures, tables and sources, alt.go for what drawings say aloud,
// notes.go and revisions.go for what the figures rest on, freshness.go for their age, currency.go for what is converted; front.go composes the
// rest of the document. checking.go hands each paragraph to package checks,
// dates.go looks whether the dates are in order, and waive.go lets pass what an
// outline waives. facts.go lists every figure, ledger.go every statement with its
// verdict, claimcheck.go prints the sum of them and claimsfile.go hands them to
// other programs, with the lists of content.go. previous.go reads the last issue and
// finds what has changed since, by package changes. draft.go marks statements that do
// not hold, and explain.go walks from any of them back to the data. reactions.go is the register of who said what, and
// sourcing.go looks after sources. parts.go takes sections and exhibits out of a brief,
// sheet.go their figures, plaintext.go their words. roll.go plans the next edition
// of an outline, and reading.go lists what its author then has to read, with
// timemarks.go for the words that date a text. sentences.go finds the sentences
// that rest on anything, and approvals.go compares them with the lock and approves
// them. embed.go makes the files that ride inside the PDF, with digest.go for what
// tells that one was altered, and rebuild.go makes a brief again from them alone.
// conformity.go refuses a file that breaks its standards, and chartdata.go prints the
// figures of charts as tables.
package report

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/lock"
	"tradebrief/report/page"
	"tradebrief/report/pdf"
	"tradebrief/report/pdf/object"
	"tradebrief/templates"
)

// Project is where an outline lives.
type Project struct {
	FS        fs.FS                    // rooted at the project root; nothing outside it is read
	Outline   string                   // slash path of the outline in FS
	Databases data.Databases           // for data entries with sql; the zero value reaches none
	Shown     func(path string) string // how a path in FS is shown to the user; nil: as it is
	Stage     func(name string)        // told each stage of the work as it begins, and "" when it ends; may be nil

	kept *Kept // what the brief is made again from; nil: FS and Databases
}

func (p Project) stage(name string) {
	if p.Stage != nil {
		p.Stage(name)
	}
}

// Options are what the command line may change. The zero value changes nothing.
type Options struct {
	Params   map[string]string // -P name=value
	Period   string            // --period such as 2023-08; "" = the outline's
	AsOf     data.Date         // --as-of; 0 = the outline's revision or issue date
	Created  time.Time         // the date in the PDF; zero = the outline's
	Version  string            // of the tool, named as the PDF's creator
	Strict   bool              // --strict: warnings are errors
	Standard pdf.Standard      // what the PDF claims to be; zero = PDF/UA-1 and PDF/A-3a
	Facts    bool              // every fact will be asked for, not only what the outline names
}

// raised makes errors of warnings where that is asked for.
func (o Options) raised(problems diag.List) diag.List {
	if o.Strict {
		for i := range problems {
			problems[i].Severity = diag.Error
		}
	}
	return problems
}

// Brief is an outline with its data, computed and judged. It is not changed
// after Load and may be used by several goroutines.
type Brief struct {
	Outline  *templates.Outline
	Document page.Document
	Claims   ClaimCount
	Period   data.Period // the reference period
	AsOf     data.Date   // the day as of which the data are read; 0 = newest
	Figures  int         // numbered figures
	Tables   int         // numbered tables

	Approvals Approvals

	project  Project
	opt      Options
	locked   lock.Lock
	lockText []byte    // nil: there is none
	flags    string    // what the command line changed, as a lock knows it
	facts    Facts     // without what nobody named and takes long
	work     *composer // what the brief was composed with

	passed diag.List  // data tests that were waived
	house  houseStyle // the style of the house
	read   *summing   // the project's files, as the data were read from them

	allFacts func() Facts      // made once
	embedded func() []pdf.File // made once
}

// ClaimCount says how the figures, claims, sourced words and judgements of a
// brief are backed. Total is the sum of the other five.
type ClaimCount struct {
	Total    int `json:"total"`
	Computed int `json:"computed"` // from the data
	Sourced  int `json:"sourced"`  // from a source, or a judgement with basis or evidence
	Waived   int `json:"waived"`
	Unbound  int `json:"unbound"` // a judgement without basis and evidence
	Failed   int `json:"failed"`  // false, or a figure that is missing
}

// String is the line of the counts: "165 claims: 128 computed, 37 sourced, 0 waived, 0 unbound".
func (c ClaimCount) String() string {
	s := fmt.Sprintf("%s: %d computed, %d sourced, %d waived, %d unbound", plainSpaces(howMany(c.Total, "claim")), c.Computed, c.Sourced, c.Waived, c.Unbound)
	if c.Failed > 0 {
		s += fmt.Sprintf(", %d failed", c.Failed)
	}
	return s
}

// Plus adds the counts of two briefs.
func (c ClaimCount) Plus(d ClaimCount) ClaimCount {
	return ClaimCount{c.Total + d.Total, c.Computed + d.Computed, c.Sourced + d.Sourced, c.Waived + d.Waived, c.Unbound + d.Unbound, c.Failed + d.Failed}
}

// Load parses the outline, reads its data, and computes and judges everything:
// the phases Outline, Data and Claim. The brief is nil if the outline or the
// data have errors; with errors of phase Claim it is returned for its claim
// count, ledger and facts, and must not be laid out unless as its Draft.
func Load(p Project, o Options) (*Brief, diag.List) {
	p.stage("read outline")
	defer p.stage("")
	all := func(problems diag.List) diag.List { return p.located(o.raised(problems)) }
	out, problems := templates.Parse(p.FS, p.Outline, templates.Options{Params: o.Params, Period: o.Period, Lang: language()})
	if problems.Failed() || out == nil {
		return nil, all(problems)
	}
	locked, lockText, bad := p.readLock()
	problems = append(problems, bad...)
	if tr := out.Translation; tr != nil && !tr.Noted && lockText == nil && !out.Approvals.Present() {
		tr.Problems = append(tr.Problems, tr.Unnoted)
	}
	dates := readDates(out, o)
	waivers := newWaivers(out, dates.asOf, o)
	problems = append(problems, waivers.pass(append(dates.problems, datesInOrder(out, o)...))...)
	house, bad := readHouse(p.FS, &out.Theme)
	problems = append(problems, bad...)
	sources, bad := dataSources(out)
	problems = append(problems, bad...)
	if problems.Failed() {
		return nil, all(problems)
	}
	p.stage("read data")
	read := newSumming(p.FS)
	cube, bad := p.read(read, out, sources, o)
	problems = append(problems, waivers.pass(bad)...)
	if problems.Failed() || cube == nil {
		return nil, all(problems)
	}
	p.stage("compute and judge")
	namePublishers(out, cube)
	c, bad := newComposer(p, out, cube, dates)
	if p.kept == nil {
		bad = append(bad, c.dataTests(cube, dates.asOf)...)
	}
	problems = append(problems, waivers.pass(bad)...)
	if problems.Failed() {
		return nil, all(problems)
	}
	passed := waivers.tests()
	c.waivers, c.files = waivers, read
	c.issuedTooEarly(o)
	c.findLast(p.FS)
	doc := c.document(o, dates)
	doc.Theme = house.Theme
	c.awaitsData()
	problems = append(problems, c.problems...)
	if phase := problems.Phase(); phase != 0 && phase < diag.Claim {
		return nil, all(slices.DeleteFunc(problems, func(q diag.Problem) bool { return q.Phase > phase }))
	}
	claims := count(c.ledger)
	c.fillClaimChecks(claims)
	b := &Brief{
		Outline: out, Document: doc, Claims: claims, Period: c.period, AsOf: c.asOf, Figures: c.figures, Tables: c.tables,
		project: p, opt: o, facts: append(c.seriesFactList, c.said...), work: c, flags: c.flags(), passed: passed, house: house, read: read,
	}
	b.allFacts = sync.OnceValue(b.everyFact)
	b.embedded = sync.OnceValue(b.embed)
	return b, append(all(problems), o.raised(b.approve(locked, lockText))...)
}

// read reads the data of the outline. Facts are not written to a file that would
// name what they were read from.
func (p Project) read(files *summing, out *templates.Outline, sources []data.Source, o Options) (*data.Cube, diag.List) {
	switch {
	case p.kept != nil:
		return p.kept.read(out)
	case o.Facts:
		return p.Databases.Read(p.FS, sources, needs(out, true))
	}
	return p.Databases.Read(files, sources, needs(out, false))
}

// LoadFacts is Load without judging the prose: a false claim or a missing
// figure in the text is no problem.
func LoadFacts(p Project, o Options) (*Brief, diag.List) {
	o.Facts = true
	b, problems := Load(p, o)
	return b, slices.DeleteFunc(problems, func(q diag.Problem) bool { return q.Phase == diag.Claim })
}

// located sorts the problems, cuts their excerpts and shows paths as the user
// knows them.
func (p Project) located(problems diag.List) diag.List {
	problems = problems.Sort()
	problems.Excerpts(func(file string) (io.ReadCloser, error) { return data.Open(p.FS, file) })
	for i := range problems {
		problems[i].Pos.File = p.Show(problems[i].Pos.File)
	}
	return problems
}

// Show is a path in FS as it is shown to the user.
func (p Project) Show(file string) string {
	if p.Shown == nil || file == "" || data.IsQuery(file) {
		return file
	}
	return p.Shown(file)
}

// Pages are the pages of a brief, and where on them its blocks and statements
// stand.
type Pages struct {
	pdf.Document
	Places []page.Place // page by page; At is a path of the project's FS
}

// Pages lays the brief out (phase Layout).
func (b *Brief) Pages() (Pages, diag.List) {
	if len(b.work.glyphs) > 0 {
		return Pages{}, b.project.located(slices.Clone(b.work.glyphs))
	}
	b.project.stage("lay out")
	defer b.project.stage("")
	doc, places, problems := page.Layout(b.Document)
	doc.Standard = b.opt.Standard
	return Pages{doc, b.placed(places)}, b.project.located(b.opt.raised(problems))
}

// PDF encodes the pages of Pages, and checks that the file keeps the standards that
// it claims (phase Layout). The bytes are nil with problems.
func (b *Brief) PDF(pages Pages) ([]byte, diag.List) {
	b.project.stage("encode")
	defer b.project.stage("")
	pages.Files = b.Embedded()
	file, err := pdf.Encode(pages.Document)
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.Layout, diag.Pos{File: b.project.Show(b.Outline.File)}, "%v", err)}
	}
	if faults := b.conforms(pages, file); faults != nil {
		return nil, faults
	}
	if p, over := b.tooLarge(len(file)); over {
		return nil, b.project.located(diag.List{p})
	}
	return file, nil
}

// tooLarge compares the file with brief.limits.size.
func (b *Brief) tooLarge(size int) (diag.Problem, bool) {
	limit := b.Outline.Brief.Limits.Size
	for _, unit := range []struct {
		name  string
		bytes float64
	}{{"MB", 1e6}, {"kB", 1e3}, {"KB", 1e3}, {"B", 1}} {
		number, ok := strings.CutSuffix(limit.Value, unit.name)
		if !ok {
			continue
		}
		most, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || float64(size) <= most*unit.bytes {
			break
		}
		p := diag.Errorf(diag.Layout, limit.Pos, "the file has %.1f %s, more than its limit of %s", float64(size)/unit.bytes, unit.name, limit.Value)
		name, bytes := b.heaviest()
		return p.WithHint("%s is the heaviest part, with %.1f %s", name, float64(bytes)/unit.bytes, unit.name), true
	}
	return diag.Problem{}, false
}

// heaviest names what takes most room in the file: a picture, which is shown and rides
// along, or the packed texts and data that ride along.
func (b *Brief) heaviest() (name string, bytes int) {
	press := object.Compressor{}
	for _, f := range b.Embedded() {
		packed, err := press.Deflate(f.Data)
		if err != nil {
			continue
		}
		n, of := len(packed), f.Name+", which rides along,"
		if strings.HasPrefix(f.MIME, "image/") {
			n, of = 2*n, "the picture "+f.Name
		}
		if n > bytes {
			name, bytes = of, n
		}
	}
	return name, bytes
}

// Stem is the name of the brief's file without folder and ending:
// STEM[-PARAM…]-PERIOD, such as china-dprk-2023-09. Params count only where
// they were given with -P.
func (b *Brief) Stem() string { return b.stem(b.Period) }

// stem is Stem for another period.
func (b *Brief) stem(p data.Period) string {
	stem := strings.TrimSuffix(path.Base(b.project.Outline), path.Ext(b.project.Outline))
	for _, name := range sortedKeys(b.opt.Params) {
		stem += "-" + fileName(b.opt.Params[name])
	}
	return stem + "-" + p.String()
}

// fileName keeps of a parameter what is safe in a file's name.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, s)
}
