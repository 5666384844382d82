package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tradebrief/data/diag"
	"tradebrief/report"
	"tradebrief/report/lock"
)

func (a *app) approve() *cobra.Command {
	var section, by string
	var plan bool
	cmd := &cobra.Command{
		Use:   "approve OUTLINE",
		Short: "Approve the sentences of a brief with the figures they have now",
		Long: `Writes NAME.lock beside NAME.yaml: a line for each sentence with figures,
claims, sources or judgements, with the values it rests on, who approved it and
when. From then on check and build name the sentences whose values have moved,
old and new side by side, and those that were written anew. Without a lock
nothing is stale. A brief with a false sentence cannot be approved.

Keep the lock in git with the outline. Approvals of different sections merge;
where git leaves its marks, the lines of both sides hold, and check --fix takes
the marks out. With *.lock merge=union in .gitattributes there are none.

The brief of another partner (-P), or of another period than the outline's own
(--period), has approvals of its own.

With approvals: required in the outline, or in tradebrief.yaml for all of them,
build and check end with exit code 9 until every sentence is approved, and an
approval by its own author does not count. The author is who committed the line
(git blame) or, while it is not committed, who is at the keyboard.

The name after --by is taken at its word, and a lock can be edited. What holds
people to it is its history: who committed each line, signed where that matters,
and a rule that changes of *.lock have a reviewer.`,
		Example: `  tradebrief approve -n brief.yaml                  # what would be approved
  tradebrief approve brief.yaml
  tradebrief approve brief.yaml --section Trends --by "B. Head"
  tradebrief approve brief.yaml -P partner=VN`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failure{codeUsage, fmt.Sprintf("approve takes one outline, got %d", len(args)), "name the outline, such as tradebrief approve brief.yaml"}
			}
			return a.runApprove(args[0], section, by, plan)
		},
	}
	a.outlineFlags(cmd)
	cmd.Flags().StringVar(&section, "section", "", "approve only this section: its `id or title`")
	cmd.Flags().StringVar(&by, "by", "", "who approves: a `name`, else the one that git knows")
	cmd.Flags().BoolVarP(&plan, "dry-run", "n", false, "print what would be approved, and write nothing")
	return cmd
}

// approved is what approve prints as JSON.
type approved struct {
	Problems []problem          `json:"problems"` // sentences that were left, with the reason
	Lock     string             `json:"lock"`
	By       string             `json:"by"`
	Date     string             `json:"date"`
	Written  bool               `json:"written"`
	Approved []approvedSentence `json:"approved"`
	Kept     int                `json:"kept"`
	Gone     []string           `json:"gone"`
}

type approvedSentence struct {
	File     string  `json:"file"`
	Line     int     `json:"line"`
	Column   int     `json:"column"`
	Section  string  `json:"section"`
	Sentence string  `json:"sentence"`
	Values   []value `json:"values"`
}

// value is something that a sentence rests on; before is empty where it was not
// approved with it.
type value struct {
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
}

func (a *app) runApprove(outline, section, by string, plan bool) error {
	if err := ownFile(outline, "approved"); err != nil && !plan {
		return err
	}
	list, opt, err := a.projects([]string{outline})
	if err != nil {
		return err
	}
	p := list[0]
	dir := filepath.Dir(outline)
	who := personOf(by)
	if who == (person{}) {
		if who = atKeyboard(a.ctx, dir); who.String() == "" {
			return failure{codeUsage, "who approves is not known: git has no user.name here", `name yourself: tradebrief approve ` + typedPath(outline) + ` --by "A. Name"`}
		}
	}
	brief, problems := report.Load(p, opt)
	if problems.Failed() {
		return a.refuse(problems)
	}
	day := time.Now()
	if !opt.Created.IsZero() {
		day = opt.Created
	}
	wrote := authors{ctx: a.ctx, files: map[string]map[int]person{}}
	e, ok := brief.Approve(section, who.String(), day.Format(time.DateOnly), func(s report.Sentence) string {
		return wrote.named(s.Places, who)
	})
	if !ok {
		names := brief.SectionNames()
		f := failure{codeUsage, fmt.Sprintf("%s has no section %q", outline, section), "its sections are " + strings.Join(names, ", ")}
		if near := diag.Nearest(section, names); near != "" {
			f.hint = fmt.Sprintf("did you mean %q?", near)
		}
		return f
	}
	res := approved{Problems: jsonProblems(e.Left), Lock: e.Lock, By: who.String(), Date: day.Format(time.DateOnly), Approved: []approvedSentence{}, Kept: e.Kept, Gone: []string{}}
	if res.Written = !plan && len(e.Now)+e.Kept+len(e.Gone) > 0 && !bytes.Equal(e.Old, e.New); res.Written {
		if err := a.writeLock(e); err != nil {
			return err
		}
	}
	if a.json {
		for _, s := range e.Now {
			one := approvedSentence{s.At.File, s.At.Line, s.At.Col, s.Section, s.Text, []value{}}
			for _, m := range s.Values {
				one.Values = append(one.Values, value{m.Name, m.Was, m.Now})
			}
			res.Approved = append(res.Approved, one)
		}
		for _, g := range e.Gone {
			res.Gone = append(res.Gone, g.Sentence)
		}
		if err := a.printJSON(res); err != nil {
			return err
		}
	} else {
		if !a.quiet {
			a.printApproved(e, res, plan)
		}
		a.printProblems(e.Left)
	}
	if len(e.Left) > 0 {
		return failure{code: codeAwaiting}
	}
	return nil
}

// writeLock writes the lock, unless somebody has changed it meanwhile.
func (a *app) writeLock(e report.Approving) error {
	if e.Old == nil {
		return a.write(e.Lock, e.New)
	}
	writing.Lock()
	defer writing.Unlock()
	if err := replaceWhole(e.Lock, e.Old, e.New, a.ctx.Err); err != nil {
		return a.notWritten(e.Lock, err, "nothing was approved")
	}
	return nil
}

// printApproved prints the sentences section by section with their values, and
// what the lock then is.
func (a *app) printApproved(e report.Approving, res approved, plan bool) {
	section := ""
	for _, s := range e.Now {
		if s.Section != section {
			section = s.Section
			a.say("%s", section)
		}
		a.say("  %s: %s", s.At, shortened(s.Text))
		values := s.Values
		if s.State == lock.Moved {
			values = s.Moved()
		}
		texts := make([]string, len(values))
		for i, m := range values {
			texts[i] = m.String()
		}
		if len(texts) > 0 {
			a.say("      %s", strings.Join(texts, ", "))
		}
	}
	if len(e.Now) > 0 {
		a.say("")
	}
	verb := "approved"
	if plan {
		verb = "to approve"
	}
	said := fmt.Sprintf("%s: %s %s by %s, %s", e.Lock, count(len(e.Now), "sentence"), verb, res.By, res.Date)
	if len(e.Now) == 0 {
		said = fmt.Sprintf("%s: no sentence %s", e.Lock, verb)
	}
	if e.Kept > 0 {
		said += fmt.Sprintf("; %s approved before", count(e.Kept, "sentence"))
	}
	if n := len(e.Gone); n > 0 {
		said += fmt.Sprintf("; %s of the brief no longer, taken out", count(n, "sentence"))
	}
	a.say("%s", said)
}

// awaiting says in which way a brief that is right still waits for approval, and
// returns the exit code for it.
func (a *app) awaiting(p report.Project, b *report.Brief) int {
	n := b.Approvals.Awaited()
	if n == 0 {
		return codeDone
	}
	if a.diagnostics == diagnosticsText && !a.json && !a.quiet {
		flags := ""
		for _, param := range a.params {
			flags += " -P " + typed(param)
		}
		for _, f := range [][2]string{{"period", a.period}, {"as-of", a.asOf}} {
			if f[1] != "" {
				flags += " --" + f[0] + " " + typed(f[1])
			}
		}
		total := b.Approvals.Approved + n
		fmt.Fprintln(a.stderr, hanging(fmt.Sprintf("%s: %d of %s to approve; when they are read: tradebrief approve %s%s", shown(p), n, count(total, "sentence"), typedPath(shown(p)), flags), 0, 4, terminalWidth(a.stderr)))
	}
	if b.Approvals.Required {
		return codeAwaiting
	}
	return codeDone
}
