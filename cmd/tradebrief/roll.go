package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"tradebrief/data/diag"
	"tradebrief/report"
)

func (a *app) roll() *cobra.Command {
	var plan, list bool
	cmd := &cobra.Command{
		Use:   "roll OUTLINE",
		Short: "Start the next edition of a brief and list what to read",
		Long: `Start the next edition of a brief: in the outline's file the period, the number
and the dates move on, the last edition becomes the previous one, and its
revision and waivers go. Everything else in the file stays as it is.
Then the sentences to read are listed: those that are no longer true, those
whose figures moved, and those that nothing but a reader can check. Where the
new data are not there yet, put them there and list again.`,
		Example: `  tradebrief roll brief.yaml
  tradebrief roll -n brief.yaml        # what would change and what to read
  tradebrief roll --list brief.yaml    # the list again, when the data are there`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failure{codeUsage, fmt.Sprintf("roll takes one outline, got %d", len(args)), "name the outline, such as tradebrief roll brief.yaml"}
			}
			if list {
				return a.runList(args[0])
			}
			return a.runRoll(args[0], plan)
		},
	}
	cmd.Flags().BoolVarP(&plan, "dry-run", "n", false, "print what would change and the list, and write nothing")
	cmd.Flags().BoolVar(&list, "list", false, "list what to read in an outline that was rolled, and change nothing")
	cmd.MarkFlagsMutuallyExclusive("dry-run", "list")
	return cmd
}

// rolled is what roll prints as JSON.
type rolled struct {
	Problems  []problem `json:"problems"`
	From      string    `json:"from"`
	To        string    `json:"to"`
	Written   bool      `json:"written"`
	Diff      string    `json:"diff"`
	Notes     []place   `json:"notes"`
	Awaited   []string  `json:"awaited"`
	Read      []reread  `json:"read"`
	Unchanged int       `json:"unchanged"`
	Waiting   int       `json:"waiting"`
}

type place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`
}

type reread struct {
	Kind     string   `json:"kind"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Section  string   `json:"section"`
	Sentence string   `json:"sentence"`
	Why      []string `json:"why"`
	Moved    []move   `json:"moved"`
}

type move struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

func (a *app) runRoll(outline string, plan bool) error {
	if err := ownFile(outline, "rolled on"); err != nil && !plan {
		return err
	}
	list, _, err := a.projects([]string{outline})
	if err != nil {
		return err
	}
	p := list[0]
	e, problems := report.Roll(p, outputOf(outline))
	if e == nil {
		return a.refuse(problems)
	}
	text, err := fs.ReadFile(p.FS, p.Outline)
	switch {
	case err != nil && a.ctx.Err() != nil:
		return failure{codeInterrupted, "interrupted; nothing was changed", ""}
	case err != nil:
		return failure{codeInternal, fmt.Sprintf("%s was not read: %v", outline, plainError(err)), ""}
	}
	next, err := diag.Apply(text, e.Edits)
	if err != nil {
		return failure{codeInternal, fmt.Sprintf("%s was not changed: %v", outline, err), "change its period, number and dates by hand"}
	}
	// What would be written is read once more before it is.
	after := p
	after.FS = mendedFS{through{p.FS}, map[string][]byte{p.Outline: next}}
	if _, problems := report.Load(after, report.Options{}); problems.Phase() == diag.Outline {
		return a.refuse(problems)
	}
	if !plan {
		writing.Lock()
		err := replaceWhole(outline, text, next, a.ctx.Err)
		writing.Unlock()
		if err != nil {
			return a.notWritten(outline, err, "nothing was changed")
		}
		p = after
	}
	name := filepath.ToSlash(shown(p))
	res := rolled{From: e.From.String(), To: e.To.String(), Written: !plan, Notes: []place{}}
	for i, n := range e.Notes {
		if res.Written && n.At.File == shown(p) {
			n.At = e.Moved(n.At)
			e.Notes[i].At = n.At
		}
		res.Notes = append(res.Notes, place{n.At.File, n.At.Line, n.At.Col, n.Text})
	}
	changes := diff.Diff(name, text, name, next)
	res.Diff = string(changes)
	if !a.json && !a.quiet {
		a.printDiff(changes)
		for _, n := range e.Notes {
			fmt.Fprintln(a.stdout, hanging(diag.Visible(n.At.String()+": "+n.Text), 0, 4, terminalWidth(a.stdout)))
		}
		fmt.Fprintln(a.stdout)
	}
	return a.read(p, res, e.Before, e.After)
}

// outputOf says where build writes the brief of a stem: as a path relative to
// the outline, and whether it is there.
func outputOf(outline string) func(stem string) (string, bool) {
	return func(stem string) (string, bool) {
		name, _ := outputPath("", stem+".pdf")
		_, err := os.Stat(name)
		file, from := name, filepath.Dir(outline)
		if abs, err := filepath.Abs(name); err == nil {
			if from, err = filepath.Abs(from); err == nil {
				if rel, err := filepath.Rel(from, abs); err == nil {
					file = rel
				}
			}
		}
		return filepath.ToSlash(file), err == nil
	}
}

// runList lists what to read in an outline that was rolled before.
func (a *app) runList(outline string) error {
	list, _, err := a.projects([]string{outline})
	if err != nil {
		return err
	}
	p := list[0]
	after, problems := report.Load(p, report.Options{})
	if after == nil {
		return a.refuse(problems)
	}
	from := after.Period.Add(-1)
	res := rolled{From: from.String(), To: after.Period.String(), Notes: []place{}}
	// A day of issue that roll had to leave hides what was released since.
	issued := after.Outline.Brief.Issued
	if all, _ := report.Load(p, report.Options{Period: res.To, AsOf: report.Newest}); all != nil && len(report.ToRead(all, all).Awaited) < len(report.ToRead(after, after).Awaited) {
		at := issued.Pos
		at.File = p.Show(at.File)
		text := "issued: " + issued.Value + " leaves out what was released later: set the new day"
		res.Notes = append(res.Notes, place{at.File, at.Line, at.Col, text})
		if !a.json && !a.quiet {
			fmt.Fprintf(a.stdout, "%s: %s\n\n", at, text)
		}
	}
	return a.read(p, res, report.Options{Period: from.String()}, report.Options{})
}

// read prints what to read in the edition of after, compared with that of before.
func (a *app) read(p report.Project, res rolled, before, after report.Options) error {
	was, problems := report.Load(p, before)
	if was == nil {
		return a.refuse(problems)
	}
	now, problems := report.Load(p, after)
	if now == nil {
		// The outline has moved on all the same; what its data lack is said.
		a.printProblems(problems)
		if a.json {
			res.Problems, res.Awaited, res.Read = jsonProblems(problems), []string{}, []reread{}
			return a.printJSON(res)
		}
		return nil
	}
	r := report.ToRead(was, now)
	if a.json {
		res.Problems, res.Awaited, res.Read = []problem{}, append([]string{}, r.Awaited...), []reread{}
		res.Unchanged, res.Waiting = r.Unchanged, r.Waiting
		for _, i := range r.Items {
			item := reread{i.Kind, i.At.File, i.At.Line, i.At.Col, i.Section, i.Sentence, append([]string{}, i.Why...), []move{}}
			for _, m := range i.Moved {
				item.Moved = append(item.Moved, move{m[0], m[1]})
			}
			res.Read = append(res.Read, item)
		}
		return a.printJSON(res)
	}
	if !a.quiet {
		a.printReading(r, shown(p))
	}
	return nil
}

// readingGroups are the headings of the list, in its order.
var readingGroups = []struct{ kind, title string }{
	{report.False, "No longer true, or without a figure"},
	{report.Moved, "Figures moved"},
	{report.Unchecked, "For you to judge: the tool cannot"},
}

// printReading prints the list, group by group and section by section.
func (a *app) printReading(r report.Reading, outline string) {
	columns := terminalWidth(a.stdout)
	say := func(indent int, format string, args ...any) {
		fmt.Fprintln(a.stdout, hanging(diag.Visible(fmt.Sprintf(format, args...)), indent, indent+4, columns))
	}
	head := func(format string, args ...any) {
		text := fmt.Sprintf(format, args...)
		if a.colored(a.stdout) {
			text = "\x1b[1m" + text + "\x1b[0m"
		}
		fmt.Fprintln(a.stdout, text)
	}
	head("To read for %s, after %s", r.To, r.From)
	if len(r.Awaited) > 0 {
		if r.Empty {
			say(0, "The data have no figure of %s yet: what follows is what can be said without it.", r.To)
		} else {
			say(0, "The data have no figure of %s yet for: %s", r.To, strings.Join(r.Awaited, ", "))
		}
		say(0, "When they are there: tradebrief roll --list %s", outline)
	}
	for _, g := range readingGroups {
		items := slices.DeleteFunc(slices.Clone(r.Items), func(i report.Reread) bool { return i.Kind != g.kind })
		if len(items) == 0 {
			continue
		}
		fmt.Fprintln(a.stdout)
		head("%s (%d)", g.title, len(items))
		section := ""
		for _, i := range items {
			if i.Section != section {
				section = i.Section
				say(2, "%s", section)
			}
			say(4, "%s: %s", i.At, shortened(i.Sentence))
			if len(i.Moved) > 0 {
				moves := make([]string, len(i.Moved))
				for k, m := range i.Moved {
					moves[k] = m[0] + " → " + m[1]
				}
				say(6, "%s", strings.Join(moves, ", "))
			}
			for _, line := range whyLines(i) {
				say(6, "%s", line)
			}
		}
	}
	if r.Waiting > 0 {
		fmt.Fprintln(a.stdout)
		say(0, "Until then cannot be compared: %s.", count(r.Waiting, "sentence"))
	}
	if r.Unchanged > 0 {
		fmt.Fprintln(a.stdout)
		say(0, "As before: %s.", count(r.Unchanged, "sentence"))
	}
}

// thousands are the blanks within a number such as 10 615 095.
var thousands = regexp.MustCompile(`\d( \d{3})+\b`)

// hanging indents a line and, on a terminal, breaks it between words; what goes on
// is indented by deeper.
func hanging(s string, indent, deeper, columns int) string {
	pad := strings.Repeat(" ", indent)
	if columns < deeper+36 {
		return pad + s
	}
	var b strings.Builder
	b.WriteString(pad)
	used := indent
	const together = "\x00" // no terminal gets one: the text is visible
	s = thousands.ReplaceAllStringFunc(s, func(number string) string { return strings.ReplaceAll(number, " ", together) })
	for k, word := range strings.Split(s, " ") {
		word = strings.ReplaceAll(word, together, " ")
		n := utf8.RuneCountInString(word)
		switch {
		case k == 0:
		case used+1+n >= columns:
			b.WriteString("\n" + strings.Repeat(" ", deeper))
			used = deeper
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String()
}

// whyLines are the reasons to read a sentence: a problem a line, remarks on one.
func whyLines(i report.Reread) []string {
	if i.Kind == report.False {
		return i.Why
	}
	if len(i.Why) == 0 {
		return nil
	}
	return []string{strings.Join(i.Why, "; ")}
}

// shortened is a sentence of at most two lines of a terminal.
func shortened(s string) string {
	if r := []rune(s); len(r) > 160 {
		return string(r[:159]) + "…"
	}
	return s
}
