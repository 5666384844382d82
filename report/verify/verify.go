// Package verify tells whether the PDF of a brief is as the tool wrote it, from
// nothing but the file:
//
//	v := verify.File(content, version)
//	if v.Outcome != verify.Holds { … v.Findings … }
//
// A brief carries the outline, the observations and all else that it was made
// from. It is made again from these, with every figure computed and every claim
// judged anew, and the result is held against the file: first the bytes; where
// they differ, each page by its text and drawings, the files inside, the
// description, and then object by object, so that a finding names what was
// altered in plain words. Nothing is taken from the ledger in the file, which is
// itself compared.
//
// A file may come from anybody. Nothing outside memory is touched, and what a
// file may cost is bounded here and in the packages below. What no file can show
// of itself is who made it: somebody who has the tool can make another brief from
// other data. A signature tells that.
package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"tradebrief/data/diag"
	"tradebrief/report"
	"tradebrief/report/pdf/object"
	"tradebrief/report/pdf/readback"
)

// Outcome is what became of a verification.
type Outcome string

// The outcomes.
const (
	Holds   Outcome = "holds"      // the file is as the tool wrote it
	Altered Outcome = "altered"    // something in it differs
	Unknown Outcome = "unverified" // it cannot be told
)

// Verdict is what was found out about a file.
type Verdict struct {
	Outcome Outcome `json:"verdict"`
	Why     string  `json:"why,omitempty"`  // it cannot be told
	Hint    string  `json:"hint,omitempty"` // how to go on then

	Bytes    int               `json:"bytes"`
	SHA256   string            `json:"sha256"`
	Version  string            `json:"version,omitempty"` // of the tool that wrote it
	Title    string            `json:"title,omitempty"`
	Period   string            `json:"period,omitempty"`
	Pages    int               `json:"pages,omitempty"`
	Claims   report.ClaimCount `json:"claims"` // of the brief as it was made again
	Files    []string          `json:"files"`  // inside
	Exact    bool              `json:"exact"`  // the bytes are those that this tool writes
	Findings []Finding         `json:"findings"`

	files   map[string][]byte // inside
	kept    *report.Kept
	foreign bool // another version of the tool wrote it
	sources bool // outline or data inside are not those of the brief: what is made of them differs too
}

// Finding is one thing that was altered. Found is what the file has and Expected
// what it should have, where both can be said in a few words.
type Finding struct {
	Kind     Kind   `json:"kind"`
	Page     int    `json:"page,omitempty"` // of the file, from 1
	File     string `json:"file,omitempty"` // inside
	Line     int    `json:"line,omitempty"` // of that file
	Found    string `json:"found,omitempty"`
	Expected string `json:"expected,omitempty"`
	Message  string `json:"message"`
}

// Kind is what was altered.
type Kind string

// The kinds of findings.
const (
	Figure     Kind = "figure"     // a figure on a page
	Text       Kind = "text"       // other words on a page
	Drawing    Kind = "drawing"    // a chart or anything else that is painted
	Page       Kind = "page"       // a page was added, taken out or moved
	Area       Kind = "area"       // a link or note on a page
	Claim      Kind = "claim"      // a claim is not true of the data inside
	Inside     Kind = "file"       // a file inside
	Update     Kind = "update"     // something was appended later
	Metadata   Kind = "metadata"   // the description of the file
	Action     Kind = "action"     // something that does something by itself
	Structure  Kind = "structure"  // tags, bookmarks, fonts and the like
	Rewritten  Kind = "rewritten"  // the same content in other bytes
	Signature  Kind = "signature"  // the file is not the one that was signed
	Unreadable Kind = "unreadable" // a part that cannot be read
)

func (v *Verdict) find(f Finding) {
	f.Found, f.Expected = clip(f.Found, 400), clip(f.Expected, 400)
	v.Findings = append(v.Findings, f)
}

func (v *Verdict) findf(kind Kind, format string, args ...any) {
	v.find(Finding{Kind: kind, Message: fmt.Sprintf(format, args...)})
}

// unknown ends a verification that cannot be finished.
func (v *Verdict) unknown(hint, format string, args ...any) {
	v.Outcome, v.Why, v.Hint = Unknown, fmt.Sprintf(format, args...), hint
}

// File judges a file. Version is that of this tool.
func File(content []byte, version string) (v Verdict) {
	sum := sha256.Sum256(content)
	v = Verdict{Bytes: len(content), SHA256: hex.EncodeToString(sum[:]), Files: []string{}, Findings: []Finding{}}
	// Outline and data are somebody's: whatever they do to the tool is their fault.
	defer func() {
		if r := recover(); r != nil {
			v.Findings = []Finding{}
			v.unknown("please report this with the file", "the files inside cannot be worked out: internal error: %v", r)
			if v.kept != nil && len(v.kept.Altered()) > 0 {
				v.Outcome, v.Why, v.Hint = Altered, "", ""
				v.altered(nil)
			}
		}
	}()
	p, err := object.Read(content)
	var attached []readback.Attachment
	if err == nil {
		attached, err = readback.Attachments(content)
	}
	if err != nil {
		v.unreadable(err)
		return v
	}
	v.files = map[string][]byte{}
	for _, f := range attached {
		if _, twice := v.files[f.Name]; twice {
			v.find(Finding{Kind: Inside, File: f.Name, Message: fmt.Sprintf("two files inside are called %s", quoted(f.Name))})
		}
		v.files[f.Name] = f.Data
		v.Files = append(v.Files, f.Name)
	}
	if !v.ours(p) {
		return v
	}
	if v.kept, err = report.ReadKept(v.files); err != nil {
		v.Outcome = Altered
		v.find(Finding{Kind: Inside, File: report.ManifestFile, Message: err.Error() + ": the tool did not write it so"})
		return v
	}
	m := &v.kept.Manifest
	v.Version, v.Title, v.Period, v.foreign = m.Version, m.Title, m.Period, m.Version != version
	if m.Embed == report.EmbedNone {
		v.digestsOnly(content, p)
		return v
	}
	v.makeAgain(content, p, version)
	return v
}

// unreadable says why a file cannot be read, and how to go on.
func (v *Verdict) unreadable(err error) {
	switch {
	case errors.Is(err, object.ErrNotPDF):
		v.unknown("", "it is not a PDF")
	case errors.Is(err, object.ErrTruncated):
		v.unknown("get it again from where it came from", "it is cut off: its end is missing")
	case errors.Is(err, object.ErrEncrypted):
		v.unknown("ask for the file as it was issued; with the password, qpdf --decrypt makes a copy whose content can be compared", "it is encrypted")
	default:
		v.unknown("", "it cannot be read as a PDF: %v", err)
	}
}

// ours says whether the file is a brief with what it takes to judge it.
func (v *Verdict) ours(p *object.File) bool {
	if _, ok := v.files[report.ManifestFile]; ok {
		return true
	}
	if _, ok := v.files[report.ClaimsFile]; ok {
		v.Outcome = Altered
		v.find(Finding{Kind: Inside, File: report.ManifestFile, Message: report.ManifestFile + " was taken out: without it the brief cannot be made again"})
		return false
	}
	if producer, _ := p.Get(p.Dict(p.Trailer["Info"])["Producer"]).(object.String); strings.HasPrefix(producer.Text(), "tradebrief ") {
		v.unknown("ask for the file as it was issued", "it has no files inside: it is a draft, or they were taken out")
	} else {
		v.unknown("", "it is no brief of tradebrief's: it has no %s inside", report.ManifestFile)
	}
	return false
}

// digestsOnly judges what can be judged of a brief that keeps its data to itself.
func (v *Verdict) digestsOnly(content []byte, p *object.File) {
	v.appended(content, nil, p)
	v.altered(nil)
	v.added(p)
	if len(v.Findings) > 0 {
		v.Outcome = Altered
		return
	}
	m := &v.kept.Manifest
	why := "embed: none"
	if report.Confined(m.Marking) {
		why = m.Marking
	}
	var needs []string
	for _, d := range m.Inputs {
		needs = append(needs, d.Name)
	}
	v.unknown("with "+listed(needs, 6)+", tradebrief "+m.Version+" builds it again; the same bytes prove it", "it carries digests only (%s)", why)
}

// makeAgain makes the brief again and holds the file against it.
func (v *Verdict) makeAgain(content []byte, p *object.File, version string) {
	brief, problems := v.kept.Load()
	var pages report.Pages
	var made []byte
	if brief != nil && (!problems.Failed() || problems.Phase() == diag.Claim) {
		v.Claims = brief.Claims
		var more diag.List
		if pages, more = brief.Pages(); !more.Failed() {
			made, more = brief.PDF(pages)
		}
		problems = append(problems, more...)
	}
	v.Pages = len(pages.Document.Pages)
	v.Exact = bytes.Equal(made, content)
	if v.Exact && !problems.Failed() {
		v.Outcome = Holds
		return
	}
	v.appended(content, made, p)
	v.altered(brief)
	v.problems(problems)
	switch {
	case v.Exact:
	case made == nil:
		v.added(p)
		// Another version may read an outline otherwise than the one that wrote it.
		if v.foreign && !v.sources {
			v.unknown("use that version", "tradebrief %s wrote it, and this is version %s, which cannot make it again: %s", v.Version, version, v.first(problems))
			return
		}
	default:
		v.compare(content, made, brief, pages)
	}
	v.Outcome = Altered
	if len(v.Findings) == 0 {
		v.Outcome = Holds // by another version of the tool
	}
}

func (v *Verdict) has(kind Kind) bool {
	for _, f := range v.Findings {
		if f.Kind == kind {
			return true
		}
	}
	return false
}

// appended finds what was written behind the end of the brief.
func (v *Verdict) appended(content, made []byte, p *object.File) {
	updates := len(p.Revisions) - 1
	end := p.Revisions[0]
	if len(made) > 0 && bytes.HasPrefix(content, made) {
		end = len(made)
	}
	switch rest := len(content) - end; {
	case updates == 1:
		v.findf(Update, "an update of %s was appended after the brief was written", bytesText(rest))
	case updates > 1:
		v.findf(Update, "%d updates, %s together, were appended after the brief was written", updates, bytesText(rest))
	case rest > 0:
		v.findf(Update, "something was appended behind the end of the file: %s", bytesText(rest))
	}
}

// problems are claims that the data inside do not bear out, and whatever else the
// tool would have refused to write.
func (v *Verdict) problems(problems diag.List) {
	for _, p := range problems {
		if p.Severity != diag.Error {
			continue
		}
		kind := Claim
		if p.Phase != diag.Claim {
			kind = Inside
		}
		file := v.inside(p.Pos.File)
		// Whether it still fits its pages does not matter with other words in it, and
		// that a file is gone has been said.
		if _, ok := v.files[file]; v.sources && (p.Phase == diag.Layout || !ok) {
			continue
		}
		v.find(Finding{Kind: kind, File: file, Line: p.Pos.Line, Message: fmt.Sprintf("%s: %s", placeText(file, p.Pos.Line), p.Message)})
	}
}

func (v *Verdict) first(problems diag.List) string {
	for _, p := range problems {
		if p.Severity == diag.Error {
			return placeText(v.inside(p.Pos.File), p.Pos.Line) + ": " + p.Message
		}
	}
	return "no reason was given"
}

// inside is what a file of the project is called inside the PDF.
func (v *Verdict) inside(path string) string {
	for _, d := range v.kept.Manifest.Files {
		if d.Path == path {
			return d.Name
		}
	}
	return path
}

// placeText is a line of a file inside.
func placeText(file string, line int) string {
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s, line %d", file, line)
}

func bytesText(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return fmt.Sprintf("%d bytes", n)
}

// listed is a list in words, at most so many of it.
func listed(list []string, most int) string {
	if len(list) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
	}
	return strings.Join(list, ", ")
}

// clip keeps the start of a text that may be of any length.
func clip(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// quoted is text of the file in a message.
func quoted(s string) string { return `"` + clip(s, 80) + `"` }
