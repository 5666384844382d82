package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"tradebrief/data/diag"
	"tradebrief/report"
	"tradebrief/report/checks"
)

func (a *app) explain() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain [OUTLINE] NAME | FIGURE | WORDS | F012 | C05",
		Short: "Walk from a figure or a claim back to its data; explain a check",
		Long: `Prints the formula with its values, the interval, and every input with file,
line and source; then every other place of the brief that prints it or rests on
it.

A figure is taken as printed, with or without its unit: "15.9%", 188.7. Words
are those of a claim. F012 is the id of a statement, as this command prints it.
Sentences need not be true to be explained. C05 is the code of a check, as
problems name it; checks lists all of them.`,
		Example: `  tradebrief explain brief.yaml exports.mom
  tradebrief explain brief.yaml "15.9%"
  tradebrief explain brief.yaml rose
  tradebrief explain brief.yaml "exports - imports" --period 2023-08
  tradebrief explain C05
  tradebrief explain checks`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(_ *cobra.Command, args []string) error { return a.runExplain(args) },
	}
	a.outlineFlags(cmd)
	return cmd
}

// figureArgs keeps a query such as -6.6% from being taken for a flag: no flag
// begins with a digit.
func figureArgs(args []string) []string {
	if !slices.Contains(args, "explain") {
		return args
	}
	out := slices.Clone(args)
	for i, arg := range out {
		if fall.MatchString(arg) {
			out[i] = "−" + arg[1:]
		}
	}
	return out
}

var fall = regexp.MustCompile(`^-(US\$|[€£$])?\d`)

func (a *app) runExplain(args []string) error {
	query := args[len(args)-1]
	if strings.HasSuffix(query, ".yaml") || strings.HasSuffix(query, ".yml") {
		return failure{codeUsage, "explain needs what to explain: a metric, a printed figure, or words of a claim", "for example tradebrief explain " + query + " exports.mom"}
	}
	if len(args) == 1 {
		if check, ok := checks.Find(query); ok {
			return a.explainChecks(check)
		}
		if query == "checks" {
			return a.explainChecks(checks.All()...)
		}
	}
	a.operand = " " + typed(query)
	outline, brief, err := a.loadFacts(args[:len(args)-1])
	if err != nil {
		return err
	}
	found := brief.Explain(query)
	if a.json {
		if err := a.printJSON(struct {
			Period string `json:"period"`
			AsOf   string `json:"as_of,omitempty"`
			report.Explanation
		}{brief.Period.String(), dateText(brief.AsOf), found}); err != nil {
			return err
		}
		if len(found.Matches) == 0 {
			return failure{code: codeUsage}
		}
		return nil
	}
	if len(found.Matches) == 0 {
		command := func(name string) string {
			for _, file := range args[:len(args)-1] {
				name += " " + typedPath(file)
			}
			return "tradebrief " + name
		}
		f := failure{codeUsage, fmt.Sprintf("nothing in %s is called %q or prints it", outline, query), command("facts") + " lists all figures with their names"}
		switch {
		case found.Note != "":
			f.message, f.hint = found.Note, "tradebrief explain checks lists them"
		case found.Nearest != "":
			f.hint = fmt.Sprintf("did you mean %q?", found.Nearest)
		}
		return f
	}
	a.printMatch(&found.Matches[0])
	if rest := found.Matches[1:]; len(rest) > 0 {
		a.say("")
		a.say("also")
		for i := range rest {
			a.printBriefly(&rest[i])
		}
	}
	return nil
}

// checkJSON is a check as explain --json gives it.
type checkJSON struct {
	Code     string `json:"code"`
	Title    string `json:"title"`
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Wrong    string `json:"wrong"`
	Right    string `json:"right"`
	Reads    string `json:"languages,omitempty"`
	Live     bool   `json:"live"`
	Needs    string `json:"needs,omitempty"`
}

// explainChecks prints one check in full, several as a list.
func (a *app) explainChecks(list ...checks.Check) error {
	if a.json {
		out := make([]checkJSON, len(list))
		for i, c := range list {
			out[i] = checkJSON{c.Code, c.Title, c.Severity.String(), c.Rule, c.Wrong, c.Right, c.Reads, c.Live(), c.Needs}
		}
		return a.printJSON(map[string][]checkJSON{"checks": out})
	}
	if len(list) > 1 {
		for _, c := range list {
			severity := c.Severity.String()
			if !c.Live() {
				severity = "later"
			}
			a.say("%s  %-7s  %s", c.Code, severity, c.Title)
		}
		return nil
	}
	c := list[0]
	a.say("%s, %s: %s", c.Code, c.Severity, c.Title)
	a.label("rule", c.Rule)
	a.label("wrong", c.Wrong)
	a.label("right", c.Right)
	a.label("reads", c.Reads)
	switch {
	case c.Code == "C45":
		a.label("waive", "a waiver cannot be waived")
	case c.Live():
		a.label("waive", "waive: [{code: "+c.Code+", at: ID, reason: …, by: …, date: …}]")
		a.label("", "ID is that of a block, section, series or data entry; a waiver ends with its edition and is printed in the brief")
	default:
		a.label("later", "not made yet: it needs "+c.Needs)
	}
	return nil
}

// say prints a line, on a terminal broken between words; what comes from files
// cannot drive it.
func (a *app) say(format string, args ...any) {
	line := diag.Visible(fmt.Sprintf(format, args...))
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	fmt.Fprintln(a.stdout, hanging(text, indent, indent+4, terminalWidth(a.stdout)))
}

// label prints a line with a word before it, if there is anything to print.
func (a *app) label(word, text string) {
	if text == "" {
		return
	}
	const indent = 11
	plain := strings.TrimLeft(text, " ")
	from := indent + len(text) - len(plain)
	lines := hanging(diag.Visible(plain), from, from, terminalWidth(a.stdout))
	fmt.Fprintf(a.stdout, "  %-8s %s\n", word, lines[indent:])
}

// printMatch prints all that is known of a match.
func (a *app) printMatch(m *report.Match) {
	if ofWords(m) {
		a.say("%q, %s: %s", m.Name, m.Kind, m.Verdict)
		a.label("approved", m.Approved)
		a.label("why", m.Why)
		a.label("claim", m.Expr)
		a.label("source", m.Source)
	} else {
		a.say("%s = %s", m.Name, m.Text)
	}
	for i := range m.Figures {
		if f := &m.Figures[i]; i > 0 || f.Name != m.Name {
			a.say("")
			a.say("%s = %s", f.Name, f.Text)
		}
		// What an expression was computed from stands with the facts that follow.
		a.printFigure(&m.Figures[i], i > 0 || len(m.Figures) == 1 || ofWords(m))
	}
	a.printMentions("printed", m.Printed)
	a.printMentions("used by", m.Used)
}

// ofWords reports whether a match is words, and no figure.
func ofWords(m *report.Match) bool { return m.Kind != "metric" && m.Kind != "expression" }

// printFigure prints how a figure comes about.
func (a *app) printFigure(f *report.Figure, inputs bool) {
	a.label("what", f.Definition)
	a.label("formula", f.Formula)
	if figures, unit, _ := strings.Cut(f.Filled, ", in "); figures != "" {
		if unit != "" {
			unit = " (in " + unit + ")"
		}
		a.label("", "= "+figures+" = "+f.Text+unit)
	}
	a.label("missing", f.Why)
	a.label("interval", f.Range)
	a.label("status", f.Status)
	a.label("vintage", f.Vintage)
	if f.First != nil && f.First.Text != f.Text {
		a.label("first", f.First.Text+" on first releases")
	}
	a.label("note", f.Caution)
	if !inputs {
		return
	}
	periods, texts := 0, 0
	for _, in := range f.Inputs {
		periods, texts = max(periods, len(in.Period)), max(texts, utf8.RuneCountInString(in.Text))
	}
	for i, in := range f.Inputs {
		word := ""
		if i == 0 {
			word = "inputs"
		}
		a.label(word, fmt.Sprintf("%-*s  %-*s  %s", periods, in.Period, texts, in.Text, diag.Pos{File: in.File, Line: in.Line, Cell: in.Cell}))
		about := in.Status
		if in.Vintage != "" {
			about += ", released " + in.Vintage
		}
		if from := strings.Trim(in.Source+": "+in.Publisher, ": "); from != "" {
			about += "; " + from
		}
		a.label("", strings.Repeat(" ", periods+2)+about)
		if in.Rate != "" {
			a.label("", strings.Repeat(" ", periods+2)+"from "+in.Rate)
		}
	}
}

// printMentions prints places, each with the sentence around it.
func (a *app) printMentions(word string, list []report.Mention) {
	if len(list) == 0 {
		return
	}
	a.say("")
	a.say("%s", word)
	for _, m := range list {
		a.say("  %s:%d:%d  %s", m.File, m.Line, m.Column, strings.TrimSpace(m.Where+"  "+m.ID))
		a.say("      %s", around(m))
	}
}

// around is the sentence of a mention, shortened around its text.
func around(m report.Mention) string {
	const most = 70 // with two ellipses it fits into 80 columns, as it is indented
	if m.Sentence == "" {
		return m.Text
	}
	s := []rune(m.Sentence)
	if len(s) <= most {
		return m.Sentence
	}
	at := 0
	if i := strings.Index(m.Sentence, m.Text); i >= 0 {
		at = utf8.RuneCountInString(m.Sentence[:i])
	}
	from := max(0, min(at-most/3, len(s)-most))
	out := string(s[from:min(len(s), from+most)])
	if from > 0 {
		out = "…" + out
	}
	if from+most < len(s) {
		out += "…"
	}
	return out
}

// printBriefly prints a further match.
func (a *app) printBriefly(m *report.Match) {
	name := m.Name + " = " + m.Text
	if ofWords(m) {
		name = fmt.Sprintf("%q, %s: %s", m.Name, m.Kind, m.Verdict)
	}
	a.say("  %s", name)
	if len(m.Figures) > 0 && m.Figures[0].Filled != "" && !ofWords(m) {
		a.say("      = %s", m.Figures[0].Filled)
	}
	switch n := len(m.Printed); n {
	case 0:
		a.say("      printed nowhere")
	default:
		more := ""
		if n > 1 {
			more = fmt.Sprintf(", and %d more", n-1)
		}
		p := m.Printed[0]
		a.say("      %s:%d:%d  %s%s", p.File, p.Line, p.Column, p.Where, more)
	}
}
