package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tradebrief/data/diag"
	"tradebrief/report"
	"tradebrief/report/pdf"
)

func (a *app) build() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build [OUTLINE…]",
		Short: "Check an outline against its data and write the brief as a PDF",
		Long: `The brief goes to out/. Without an outline, the one that ships with the tool is
built. With a problem nothing is written, an older brief stays as it was, and
the exit code tells which stage failed.

With --draft it is written all the same while sentences are wrong or figures are
missing, as NAME.draft.pdf: DRAFT stands across each page, and each problem is
marked in its place. The exit code is the same, and the brief stays as it was.

The PDF keeps PDF/UA-1 (anyone can read it) and PDF/A-3a (it can be archived).
--pdf-standard takes ua-1, a-3a, both with a comma between, or none.

--sign writes NAME.pdf.sig beside it, an Ed25519 signature of the SHA-256 digest
of the file, by the private key that TRADEBRIEF_SIGN_KEY holds in PEM. verify
--key checks it, and so does openssl.`,
		Example: `  tradebrief build
  tradebrief build brief.yaml -o issued/
  tradebrief build brief.yaml -o brief.pdf --period 2023-08
  tradebrief build brief.yaml -P partner=VN --as-of 2023-10-20
  tradebrief build brief.yaml --draft
  TRADEBRIEF_SIGN_KEY="$(cat key.pem)" tradebrief build brief.yaml --sign
  tradebrief build brief.yaml --pdf-standard a-3a`,
		RunE: func(_ *cobra.Command, args []string) error { return a.runBuild(args) },
	}
	a.outlineFlags(cmd)
	a.strictFlag(cmd)
	cmd.Flags().BoolVar(&a.draft, "draft", false, "write NAME.draft.pdf with the problems marked")
	cmd.Flags().StringVar(&a.standard, "pdf-standard", pdf.UAAndA.String(), "the `standards` that the PDF keeps: ua-1, a-3a, both, or none")
	cmd.Flags().BoolVar(&a.sign, "sign", false, "write NAME.pdf.sig, by the key in TRADEBRIEF_SIGN_KEY")
	cmd.Flags().StringVarP(&a.output, "output", "o", "", "write to this `file`, or into this folder/")
	return cmd
}

type output struct {
	Path    string `json:"path"`
	Pages   int    `json:"pages"`
	Bytes   int    `json:"bytes"`
	SHA256  string `json:"sha256"`
	Skipped bool   `json:"skipped"`

	Signature string `json:"signature,omitempty"` // its path

	Embed    string         `json:"embed,omitempty"` // none, used or all; empty for a draft
	Embedded []embeddedFile `json:"embedded"`
}

// embeddedFile is a file that rides inside the PDF.
type embeddedFile struct {
	Name   string `json:"name"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (a *app) runBuild(args []string) error {
	standard, err := parseStandard(a.standard)
	if err != nil {
		return err
	}
	var key ed25519.PrivateKey
	if a.sign {
		if a.draft {
			return failure{codeUsage, "--sign is for a brief, and --draft writes a draft", "sign it once it is built"}
		}
		if key, err = privateKey(); err != nil {
			return err
		}
	}
	list, opt, err := a.projects(args)
	if err != nil {
		return err
	}
	opt.Standard = standard
	if len(list) > 1 && a.output != "" && !isFolder(a.output) {
		return failure{codeUsage, fmt.Sprintf("-o %s is one file for %d outlines", a.output, len(list)), "name a folder: -o " + a.output + "/"}
	}
	var res result
	writtenFor := map[string]string{} // output to outline
	code := 0
	for i, p := range list {
		a.progress.begin(i, len(list))
		start := time.Now()
		brief, content, pages, problems := a.buildOne(p, opt)
		if brief != nil {
			res.add(brief)
		}
		code = worst(code, a.report(&res, problems))
		a.sumUp(p, problems, len(list))
		if content == nil {
			a.accountOf(i).print(a.stderr)
			continue
		}
		name, err := outputPath(a.output, brief.Stem()+".pdf")
		if err != nil {
			return err
		}
		if a.draft {
			name = draftPath(name)
		}
		if other, taken := writtenFor[name]; taken {
			return failure{codeUsage, fmt.Sprintf("%s and %s would both be written to %s", other, shown(p), name), "build them one by one, each with its own -o"}
		}
		writtenFor[name] = shown(p)
		if err := a.write(name, content); err != nil {
			return err
		}
		out := output{Path: name, Pages: pages, Bytes: len(content), SHA256: digest(content), Embedded: []embeddedFile{}}
		if key != nil {
			out.Signature = signaturePath(name)
			if err := a.write(out.Signature, sign(key, content)); err != nil {
				return err
			}
		}
		for _, f := range brief.Embedded() {
			out.Embed, out.Embedded = brief.Embeds(), append(out.Embedded, embeddedFile{f.Name, len(f.Data), digest(f.Data)})
		}
		res.Outputs = append(res.Outputs, out)
		if !a.quiet && !a.json {
			a.describe(out, brief, time.Since(start))
		}
		code = worst(code, a.awaiting(p, brief))
		a.accountOf(i).print(a.stderr)
	}
	return a.finish(res, code)
}

// The words of --pdf-standard.
var pdfStandards = []string{"ua-1", "a-3a", "none"}

func parseStandard(value string) (s pdf.Standard, err error) {
	for word := range strings.SplitSeq(value, ",") {
		if err := oneOf("--pdf-standard", strings.TrimSpace(word), pdfStandards...); err != nil {
			return s, err
		}
	}
	if err := s.UnmarshalText([]byte(value)); err != nil {
		return s, failure{codeUsage, fmt.Sprintf("--pdf-standard %s: %v", value, err), ""}
	}
	return s, nil
}

// buildOne is the whole pipeline for one outline. The bytes are nil if nothing
// may be written.
func (a *app) buildOne(p report.Project, opt report.Options) (*report.Brief, []byte, int, diag.List) {
	brief, problems := report.Load(p, opt)
	if a.draft && brief != nil {
		brief = brief.Draft()
	}
	if problems.Failed() && !(a.draft && problems.Phase() == diag.Claim) {
		return brief, nil, 0, problems
	}
	content, pages, more := finished(brief)
	return brief, content, pages, append(problems, more...)
}

// finished is the end of the pipeline: the brief as a file and its number of
// pages. Phase Layout has no problem that only one half of it would find.
func finished(b *report.Brief) ([]byte, int, diag.List) {
	doc, problems := b.Pages()
	if problems.Failed() {
		return nil, 0, problems
	}
	content, more := b.PDF(doc)
	return content, len(doc.Pages), append(problems, more...)
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func (a *app) describe(o output, b *report.Brief, took time.Duration) {
	fmt.Fprintf(a.stdout, "%s\n", o.Path)
	fmt.Fprintf(a.stdout, "  %s, %s, %s, %s\n", count(o.Pages, "page"), count(b.Figures, "figure"), count(b.Tables, "table"), kilobytes(o.Bytes))
	fmt.Fprintf(a.stdout, "  %s\n", b.Claims)
	if len(o.Embedded) > 0 {
		fmt.Fprintf(a.stdout, "  rides along: %s\n", ridesAlong(o, b.Outline.Brief.Marking.Value, b.Outline.Embed.Value))
	}
	if o.Signature != "" {
		fmt.Fprintf(a.stdout, "  signature: %s\n", o.Signature)
	}
	fmt.Fprintf(a.stdout, "  %.2f s\n", took.Seconds())
}

// ridesAlong says what is inside the PDF, and why where that is not what most
// briefs have.
func ridesAlong(o output, marking, said string) string {
	files := make([]string, len(o.Embedded))
	for i, f := range o.Embedded {
		files[i] = f.Name + " " + kilobytes(f.Bytes)
	}
	list := strings.Join(files, ", ")
	switch {
	case o.Embed == report.EmbedNone && said == "":
		return list + " (digests only: " + marking + ")"
	case o.Embed == report.EmbedNone:
		return list + " (digests only: embed: none)"
	case o.Embed == report.EmbedAll:
		return list + " (every observation: embed: all)"
	case said != "" && report.Confined(marking):
		return list + " (" + marking + ", and the outline says embed: " + said + ")"
	}
	return list
}

func kilobytes(n int) string { return fmt.Sprintf("%d kB", (n+500)/1000) }
