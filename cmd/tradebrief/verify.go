package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tradebrief/report"
	"tradebrief/report/verify"
)

func (a *app) verify() *cobra.Command {
	key := ""
	cmd := &cobra.Command{
		Use:   "verify FILE.pdf",
		Short: "Tell whether the PDF of a brief is as it was written",
		Long: `Nothing but the file is needed. The brief is made again from the outline and
the data inside, with every figure computed and every claim judged anew, and
held against the file: its bytes, the text and drawings of each page, and the
files inside. What was altered is named.

The exit code is 0 where the file is what the tool wrote, 1 where anything
differs, and 2 where it cannot be told. Who wrote a brief, no file can show of
itself: with --key the signature in FILE.pdf.sig is checked, which build --sign
writes. openssl checks it too:
  openssl dgst -sha256 -binary FILE.pdf > digest
  openssl pkeyutl -verify -pubin -inkey PUB.pem -rawin -in digest \
    -sigfile FILE.pdf.sig`,
		Example: `  tradebrief verify brief.pdf
  tradebrief verify brief.pdf --key desk.pem
  tradebrief verify brief.pdf --json`,
		RunE: func(_ *cobra.Command, args []string) error { return a.runVerify(args, key) },
	}
	cmd.Flags().StringVar(&key, "key", "", "check the signature with the public key in this PEM `file`")
	return cmd
}

// signed is what became of a signature.
type signed struct {
	File  string `json:"file"`
	Holds bool   `json:"holds"`
}

// What of many findings is printed: the rest is in the JSON.
const mostPrinted = 20

func (a *app) runVerify(args []string, key string) error {
	if len(args) != 1 {
		return failure{codeUsage, fmt.Sprintf("verify takes one PDF, found %s", count(len(args), "argument")), "for example tradebrief verify brief.pdf"}
	}
	name := args[0]
	content, err := readPDF(name)
	if err != nil {
		return err
	}
	var signature *signed
	v := verify.Verdict{}
	if key == "" {
		v = verify.File(content, version)
	} else {
		public, err := publicKey(key)
		if err != nil {
			return err
		}
		v = verify.File(content, version)
		signature = checkSignature(&v, public, name, content)
	}
	if a.json {
		if err := a.printJSON(struct {
			File string `json:"file"`
			verify.Verdict
			Signature *signed `json:"signature,omitempty"`
		}{name, v, signature}); err != nil {
			return err
		}
	} else if !a.quiet || v.Outcome != verify.Holds {
		a.printVerdict(name, v, signature)
	}
	switch v.Outcome {
	case verify.Holds:
		return nil
	case verify.Altered:
		return failure{code: codeAltered}
	}
	return failure{code: codeUnverified}
}

// printVerdict says in a few lines what holds and what does not.
func (a *app) printVerdict(name string, v verify.Verdict, signature *signed) {
	line := func(format string, args ...any) {
		fmt.Fprintln(a.stdout, harmless(fmt.Sprintf(format, args...)))
	}
	switch v.Outcome {
	case verify.Holds:
		line("%s: holds", name)
	case verify.Altered:
		line("%s: altered", name)
	default:
		line("%s: cannot be verified: %s", name, v.Why)
	}
	for _, f := range v.Findings[:min(len(v.Findings), mostPrinted)] {
		line("  %s", f.Message)
	}
	if more := len(v.Findings) - mostPrinted; more > 0 {
		line("  and %d more, which --json lists", more)
	}
	if v.Outcome == verify.Holds {
		line("  claims     %s", judgedAgain(v.Claims, v.Pages))
		line("  files      %s", strings.Join(v.Files, ", "))
		if v.Exact {
			line("  bytes      %d, those that tradebrief %s writes", v.Bytes, v.Version)
		} else {
			line("  bytes      %d, by tradebrief %s; drawings were not compared, this is %s", v.Bytes, v.Version, version)
		}
	}
	if signature != nil && signature.Holds {
		line("  signature  %s holds", signature.File)
	}
	line("  sha256     %s", v.SHA256)
	if v.Outcome == verify.Unknown && v.Hint != "" {
		line("  hint: %s", v.Hint)
	}
}

// judgedAgain says what of the claims the data inside bear out, and what they
// cannot: a source is quoted, not computed.
func judgedAgain(c report.ClaimCount, pages int) string {
	s := fmt.Sprintf("%d on %s: %d computed again from the data inside and true, %d sourced", c.Total, count(pages, "page"), c.Computed, c.Sourced)
	if c.Waived > 0 {
		s += fmt.Sprintf(", %d waived", c.Waived)
	}
	if c.Unbound > 0 {
		s += fmt.Sprintf(", %d unbound", c.Unbound)
	}
	return s
}
