package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tradebrief/report"
	"tradebrief/report/changes"
)

// codeDiffer is that two briefs say different things, as diff has it.
const codeDiffer = 1

func (a *app) diff() *cobra.Command {
	return &cobra.Command{
		Use:   "diff OLD.pdf NEW.pdf",
		Short: "Tell what changed between two briefs, by meaning",
		Long: `What two briefs say is compared, not how they look: judgements, figures,
indicators, sentences, reactions, sources and the data, as they ride along in
each PDF. A figure of the same period with another value was revised; the figure
of the next period in its place moved on. Long lists are cut; -v prints all of
them. The claims.json of a brief can stand in place of its PDF.

--json prints {"old", "new", "same", "identical", "remarks", "changes"}; changes
has a list for each kind of thing: imprint, judgements, scenarios, hypotheses,
indicators, figures, statements, reactions, sources and data, of entries
{"kind", "name", "label", "where", "period", "changes": [{"key", "old", "new",
"old_value", "new_value"}]}, and "figured", the number of sentences that say the
same of other figures. A kind is new, gone, changed, revised, refined or moved.

Exit codes: 0 they say the same, 1 they differ, 2 they cannot be compared.`,
		Example: `  tradebrief diff out/brief-2023-08.pdf out/brief-2023-09.pdf
  tradebrief diff -v issued.pdf out/brief-2023-09.pdf
  tradebrief diff --json issued.pdf out/brief-2023-09.pdf`,
		RunE: func(_ *cobra.Command, args []string) error { return a.runDiff(args) },
	}
}

// differences is what diff prints as JSON. Its names are a contract.
type differences struct {
	Old       edition         `json:"old"`
	New       edition         `json:"new"`
	Same      bool            `json:"same"`      // they say the same
	Identical bool            `json:"identical"` // byte by byte
	Remarks   []string        `json:"remarks"`
	Changes   changes.Changes `json:"changes"`
}

// edition is one of the two briefs.
type edition struct {
	File    string `json:"file"`
	SHA256  string `json:"sha256"`
	Outline string `json:"outline"`
	changes.Imprint
}

func (a *app) runDiff(args []string) error {
	if len(args) != 2 {
		return failure{codeUsage, fmt.Sprintf("diff takes two briefs, the older one first, got %d", len(args)), "for example tradebrief diff out/brief-2023-08.pdf out/brief-2023-09.pdf"}
	}
	var files [2][]byte
	var read [2]*changes.Edition
	var res differences
	for i, name := range args {
		var err error
		if files[i], err = readPDF(name); err != nil {
			return err
		}
		if read[i], err = report.ReadEdition(files[i]); err != nil {
			return notCompared(name, err)
		}
		*[]*edition{&res.Old, &res.New}[i] = edition{name, digest(files[i]), read[i].Outline, read[i].Imprint}
	}
	res.Changes = changes.Between(read[0], read[1])
	res.Same, res.Identical = res.Changes.Same(), bytes.Equal(files[0], files[1])
	res.Remarks = remarksOn(read[0], read[1], res.Same, res.Identical)
	switch {
	case a.json:
		if err := a.printJSON(res); err != nil {
			return err
		}
	case !a.quiet:
		a.printDifferences(&res)
	}
	if !res.Same {
		return failure{code: codeDiffer}
	}
	return nil
}

// remarksOn says what a reader of a comparison has to know of it.
func remarksOn(old, now *changes.Edition, same, identical bool) []string {
	out := []string{}
	if old.Outline != now.Outline && old.Title != now.Title {
		out = append(out, "These are editions of two outlines: "+old.Outline+" and "+now.Outline+".")
	}
	if now.Period < old.Period && len(now.Period) == len(old.Period) {
		out = append(out, "The second brief is of an earlier period than the first.")
	}
	if old.Observations == nil || now.Observations == nil {
		out = append(out, "The data are not compared: not both files carry them.")
	}
	if same && !identical {
		out = append(out, "The files differ in their bytes and say the same: another version of the tool, another layout, or words that rest on nothing.")
	}
	return out
}

// notCompared is why a file cannot be compared.
func notCompared(name string, err error) failure {
	switch {
	case errors.Is(err, report.ErrNoClaims):
		return failure{codeUsage, name + " carries no claims.json: it is no brief of this tool, or a draft", ""}
	case errors.Is(err, report.ErrKeptOut):
		return failure{codeUsage, name + " carries digests only, so that what it says cannot be compared", "tradebrief export claims --to json writes what it says from its outline; that file can stand in its place"}
	}
	return unreadable(name, err)
}
