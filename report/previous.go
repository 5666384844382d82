package report

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/changes"
	"tradebrief/report/pdf/object"
	"tradebrief/report/pdf/readback"
	"tradebrief/templates"
)

// The last issue, which brief.previous names, and what has changed since (C43).

// lastIssue is what the last issue says of itself.
type lastIssue struct {
	*changes.Edition
	file   string // its path in the project
	period data.Period
}

// ReadEdition reads what a brief says, and the data that it used, from its PDF, or
// what it says from its claims.json. The error says why the file is no brief that
// can be compared.
func ReadEdition(file []byte) (*changes.Edition, error) {
	e, attached, err := readClaims(file)
	if err != nil {
		return nil, err
	}
	if table := attachedFile(attached, ObservationsFile); table != nil {
		e.Observations, err = changes.ReadObservations(table)
	}
	return e, err
}

// readClaims is ReadEdition without the data, but with all files of the PDF.
func readClaims(file []byte) (*changes.Edition, []readback.Attachment, error) {
	if text := bytes.TrimLeft(file, " \t\r\n\ufeff"); bytes.HasPrefix(text, []byte("{")) {
		e, err := changes.Read(text)
		return e, nil, err
	}
	attached, err := readback.Attachments(file)
	if err != nil {
		return nil, nil, err
	}
	claims := attachedFile(attached, ClaimsFile)
	switch {
	case claims == nil && attachedFile(attached, ManifestFile) != nil:
		return nil, nil, ErrKeptOut
	case claims == nil:
		return nil, nil, ErrNoClaims
	}
	e, err := changes.Read(claims)
	return e, attached, err
}

// attachedFile is what a PDF carries under a name; nil: nothing.
func attachedFile(attached []readback.Attachment, name string) []byte {
	if i := slices.IndexFunc(attached, func(a readback.Attachment) bool { return a.Name == name }); i >= 0 {
		return attached[i].Data
	}
	return nil
}

// ErrNoClaims is that a PDF is no brief of this tool, ErrKeptOut that a brief was
// built with embed: none, so that what it says does not ride along.
var (
	ErrNoClaims = errors.New("it carries no claims.json")
	ErrKeptOut  = errors.New("it carries digests only")
)

// largestIssue is the size in bytes up to which the last issue is read.
const largestIssue = 64 << 20

// readLast reads the last issue. The problem stands at the key.
func (c *composer) readLast(fsys fs.FS, key templates.Scalar) (*lastIssue, *diag.Problem) {
	fault := func(format string, args ...any) *diag.Problem { return breach("C43", key.Pos, format, args...) }
	name, p := key.File(diag.Claim)
	if p != nil {
		p.Code = "C43"
		return nil, p
	}
	file, err := readBounded(fsys, name, largestIssue)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, beside(fsys, name, key, fault("the last issue, %q, is not there", key.Value))
	}
	var e *changes.Edition
	if err == nil {
		e, _, err = readClaims(file)
	}
	switch {
	case errors.Is(err, object.ErrNotPDF):
		return nil, hinted(fault("the last issue, %q, is not a PDF", key.Value), "name the PDF that was issued, or its claims.json")
	case errors.Is(err, ErrNoClaims):
		return nil, hinted(fault("the last issue, %q, carries no claims.json: it is no brief of this tool, or a draft", key.Value),
			"name the PDF that was issued, or its claims.json")
	case errors.Is(err, ErrKeptOut):
		return nil, hinted(fault("the last issue, %q, embeds digests only, so that what it said is not known", key.Value),
			"name its claims.json in its place: tradebrief export claims --to json writes it from the outline of that issue")
	case err != nil:
		return nil, fault("the last issue, %q, cannot be read: %v", key.Value, err)
	}
	last := &lastIssue{Edition: e, file: name}
	if last.period, err = data.ParsePeriod(e.Period); err != nil {
		return nil, fault("the last issue, %q, cannot be read: %v", key.Value, err)
	}
	if other := c.unlike(e); other != "" {
		return nil, hinted(fault("%q is no issue of this brief: %s", key.Value, other), "name the last issue of this brief")
	}
	if last.period.Freq() != c.period.Freq() {
		return nil, fault("the last issue, %q, is of the %s %s, and this one of the %s %s", key.Value, periodWord(last.period), e.Period, periodWord(c.period), c.period)
	}
	return last, nil
}

// beside hints at the file that was probably meant by the name of one that is not
// there. One that differs in its figures alone is another edition, not a slip.
func beside(fsys fs.FS, name string, key templates.Scalar, p *diag.Problem) *diag.Problem {
	files := slices.DeleteFunc(filesBeside(fsys, name, key.Value, ".pdf", ".json"), func(f string) bool {
		return figureless(path.Base(f)) == figureless(path.Base(name))
	})
	if meant, ok := p.Meaning(key.Pos, key.Value, files); ok {
		return &meant
	}
	return hinted(p, "put the file there that was issued, or take the key previous out if there was none")
}

// filesBeside are the files in the folder of a file that have one of the endings,
// named as the key names it.
func filesBeside(fsys fs.FS, name, written string, endings ...string) []string {
	var out []string
	entries, _ := fs.ReadDir(fsys, path.Dir(name)) // without the folder nothing is beside
	for _, e := range entries {
		if !e.IsDir() && slices.Contains(endings, strings.ToLower(path.Ext(e.Name()))) {
			out = append(out, path.Join(path.Dir(written), e.Name()))
		}
	}
	return out
}

// figureless is a name with one sign for each of its digits.
func figureless(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '#'
		}
		return r
	}, name)
}

// unlike says why an edition is not of the same brief: neither the outline's name
// nor its title is the same, or it is of another partner.
func (c *composer) unlike(e *changes.Edition) string {
	if path.Base(e.Outline) != path.Base(c.outline.File) && !c.titled(e.Title, c.outline.Brief.Title) {
		return fmt.Sprintf("it is “%s”, of %s", e.Title, path.Base(e.Outline))
	}
	for _, name := range sortedKeys(c.outline.Params) {
		if was, now := e.Params[name], c.outline.Params[name].Value; was != now {
			return fmt.Sprintf("its %s is %q, and %q here", name, was, now)
		}
	}
	return ""
}

// titled reports whether a title as printed is the author's, whatever its figures
// were then.
func (c *composer) titled(printed string, p templates.Prose) bool {
	var walk func(nodes []templates.Node) bool
	walk = func(nodes []templates.Node) bool {
		for _, n := range nodes {
			ok := true
			switch n := n.(type) {
			case *templates.Words:
				var found bool
				_, printed, found = strings.Cut(printed, strings.TrimSpace(unformatted(typeset(c.lang, n.S, ""))))
				ok = found
			case *templates.Emph:
				ok = walk(n.Nodes)
			case *templates.Claimed:
				ok = walk(n.Nodes)
			case *templates.Sourced:
				ok = walk(n.Nodes)
			}
			if !ok {
				return false
			}
		}
		return true
	}
	for _, para := range p.Paras {
		if !walk(para.Nodes) {
			return false
		}
	}
	return true
}

func readBounded(fsys fs.FS, name string, most int64) ([]byte, error) {
	// What a name is, is asked before it is opened: a pipe would wait for a writer.
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no file")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(content)) > most {
		return nil, fmt.Errorf("it has more than %d MB", most>>20)
	}
	return content, err
}

// Previous is what the brief took from its last issue, and the path of that in the
// project: to make the brief again, these bytes can stand in place of the PDF. They
// are nil where no last issue was read.
func (b *Brief) Previous() (file string, claims []byte) {
	if b.work.lastRead == nil {
		return "", nil
	}
	return b.work.lastRead.file, append(unescapedJSON(b.work.lastRead.Edition), '\n')
}

// mostAsked bounds the figures of the last issue that are worked out again.
const mostAsked = 1000

// findLast reads the last issue where the outline names one. One that is later
// than this brief, which looks at an earlier period, is none to compare with.
func (c *composer) findLast(fsys fs.FS) {
	key := c.outline.Brief.Previous
	if !key.Present() {
		return
	}
	last, problem := c.readLast(fsys, key)
	c.lastRead, c.lastProblem = last, problem
	if last != nil && Confined(last.Marking) && !Confined(c.outline.Brief.Marking.Value) && c.outline.Embed.Value != EmbedNone {
		p := soft(breach("C44", key.Pos, "the last issue is marked %s, and what it said rides along in this one, which is not", last.Marking))
		p.Phase, p.Places = diag.Claim, []string{"brief"}
		c.report(hinted(p, "embed: none keeps it out of the PDF"))
	}
	if last != nil && last.period.Compare(c.period) > 0 {
		return
	}
	c.last = last
}

// findRevisedSince works the figures out again that the last issue printed, for
// their periods, and keeps those that are others now, in its order. One that this
// brief has no series for, or that takes long, is left out.
func (c *composer) findRevisedSince() {
	var old, now changes.Edition
	s := c.scope.aside()
	for _, f := range c.last.Facts[:min(len(c.last.Facts), mostAsked)] {
		p, err := data.ParsePeriod(f.Period)
		if err != nil || p.Freq() != c.period.Freq() {
			continue
		}
		x, problem := c.outline.ParseExpr(f.Of, language())
		if problem != nil || takesLong(x.Root) {
			continue
		}
		s.depth = 0
		v, problem := s.at(p).eval(x.Root)
		if problem != nil || !isNumber(v) || v.bare {
			continue
		}
		known := newFact(c.lang, f.Of, v.number(), v.rate, func(path string) string { return path })
		f.Name = f.Of // whatever the last issue called it
		old.Facts = append(old.Facts, f)
		f.Value, f.Low, f.High, f.Unit, f.Text, f.Status = known.Value, known.Low, known.High, known.Unit, plainSpaces(known.Text), known.Status
		f.Label = c.figureName(x.Root)
		now.Facts = append(now.Facts, f)
	}
	for _, f := range changes.Between(&old, &now).Figures {
		if f.Kind == changes.Revised {
			c.revisedSince = append(c.revisedSince, f)
		}
	}
}

// takesLong reports whether an expression has a metric that is not to be computed
// unasked: the data may have been read without what it needs.
func takesLong(n templates.ExprNode) bool {
	if m, ok := n.(*templates.Member); ok {
		if info, ok := metricInfo(m.S); ok && info.Costly() {
			return true
		}
	}
	return slices.ContainsFunc(templates.Children(n), takesLong)
}

// tellChanges fills the blocks that tell what has changed since the last issue, and
// looks whether a brief without one says so (C43).
func (c *composer) tellChanges() {
	if c.last == nil {
		for _, t := range c.changeTables {
			c.nothingToCompare(t)
		}
		return
	}
	now := changes.Edition{Imprint: c.imprint, Content: c.content}
	for i := range c.ledger {
		if s := &c.ledger[i]; s.item != "" {
			now.Statements = append(now.Statements, changes.Statement{Kind: s.Kind, Text: s.Text, Sentence: s.Sentence, Item: s.item})
		}
	}
	since := changes.Between(c.last.Edition, &now)
	since.Figures = c.revisedSince
	for _, t := range c.changeTables {
		c.fillChanges(t, &since)
	}
	if len(c.changeTables) == 0 {
		c.untold(&since)
	}
}

// untold refuses a judgement that went to another likelihood or confidence without
// a word, and a figure of the last front page that was revised without one.
func (c *composer) untold(since *changes.Changes) {
	const hint = "add the block changes: true, which tells it"
	for _, j := range since.Judgements {
		at, ok := c.judgedAt[j.Name]
		if !ok || j.Kind != changes.Changed || slices.ContainsFunc(j.Fields, func(f changes.Field) bool { return f.Key == "statement" }) {
			continue
		}
		i := slices.IndexFunc(c.content.Judgements, func(x changes.Judgement) bool { return x.ID == j.Name })
		for _, f := range j.Fields {
			if f.Key != "likelihood" && f.Key != "confidence" || f.Old == "" || f.New == "" {
				continue
			}
			// Its own words may say what it was.
			if strings.Contains(strings.ToLower(c.content.Judgements[i].Basis), f.Old) {
				continue
			}
			p := breach("C43", at, "the %s of %s was %s in the last issue and is %s now, and nothing in the brief says so", f.Key, j.Name, f.Old, f.New)
			p.Places = []string{j.Name}
			c.report(hinted(p, hint))
		}
	}
	if c.revisedTold {
		return
	}
	front := map[string]bool{}
	for _, s := range c.last.Statements {
		if s.Where == frontPage && s.Kind == Computed {
			front[s.Expr] = true
		}
	}
	for _, f := range since.Figures {
		if i := slices.IndexFunc(c.last.Facts, func(x changes.Fact) bool { return x.Of == f.Name && x.Period == f.Period && front[x.Name] }); i >= 0 {
			p := breach("C43", c.outline.Brief.Previous.Pos, "the front page of the last issue had %s for %s of %s, which is %s now, and nothing in the brief says so",
				f.Fields[0].Old, lowerFirst(cmp.Or(f.Label, f.Name)), f.Period, f.Fields[0].New)
			p.Places = []string{"brief"}
			c.report(hinted(p, hint))
			return
		}
	}
}
