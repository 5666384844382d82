package report

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"tradebrief/data"
	"tradebrief/report/locale"
	"tradebrief/report/pdf"
	"tradebrief/templates"
)

// The names of the files that every brief embeds; those of its outline and of
// the texts that it takes are their own.
const (
	ObservationsFile = "observations.csv"
	ClaimsFile       = "claims.json"
	PreviousFile     = "previous-claims.json" // where the brief has a last issue
	ManifestFile     = "manifest.json"
)

// What a brief embeds, as the key embed says.
const (
	EmbedNone = "none" // the manifest, with digests of the rest
	EmbedUsed = "used" // what the brief rests on
	EmbedAll  = "all"  // every observation that was read
)

// manifestFormat is the version of the format of manifest.json. It grows when a
// key goes or changes its meaning, not when one is added.
const manifestFormat = 1

// Manifest is manifest.json: what rides inside the PDF of a brief, what that was
// made from, and all that the files do not say which it takes to make the brief
// again.
type Manifest struct {
	Format  int             `json:"format"` // manifestFormat
	Version string          `json:"version,omitempty"`
	Outline string          `json:"outline"` // its path in the project
	Title   string          `json:"title"`
	Period  string          `json:"period"`
	AsOf    string          `json:"as_of,omitempty"`
	Marking string          `json:"marking,omitempty"`
	Embed   string          `json:"embed"`
	Options ManifestOptions `json:"options"`
	Files   []Digest        `json:"files"`            // that ride along; with embed: none, that would
	Inputs  []Digest        `json:"inputs"`           // what they were made from, before anything was blanked
	Passed  []PassedTest    `json:"passed,omitempty"` // data tests that the outline waives
	Data    *data.Reading   `json:"data,omitempty"`   // what was known of the sources of the data
}

// ManifestOptions are those of the command line that change what a brief says.
type ManifestOptions struct {
	Params  map[string]string `json:"params,omitempty"`
	Period  string            `json:"period,omitempty"`
	AsOf    string            `json:"as_of,omitempty"`
	Created string            `json:"created,omitempty"` // RFC 3339; none: the outline's

	Standard pdf.Standard `json:"pdf_standard,omitempty"`
}

// PassedTest is a data test that fails and that the outline lets pass.
type PassedTest struct {
	Code    string   `json:"code"`
	Places  []string `json:"places"`
	Message string   `json:"message"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Column  int      `json:"column"`
	Cell    string   `json:"cell,omitempty"`
}

// Embeds is what the brief embeds: EmbedNone, EmbedUsed or EmbedAll. Where the
// outline does not say it, a brief whose marking keeps it among few embeds
// nothing but digests.
func (b *Brief) Embeds() string {
	if said := b.Outline.Embed.Value; said != "" {
		return said
	}
	if Confined(b.Outline.Brief.Marking.Value) {
		return EmbedNone
	}
	return EmbedUsed
}

// Confined reports whether a marking keeps a brief within an organisation or among
// few: TLP:AMBER and above.
func Confined(marking string) bool {
	return strings.HasPrefix(marking, "TLP:AMBER") || marking == "TLP:RED"
}

// Embedded are the files that ride inside the PDF; a draft has none. With
// SHA-256 digests of the data files, which are read once more.
func (b *Brief) Embedded() []pdf.File {
	if b.Document.Draft != nil {
		return nil
	}
	return b.embedded()
}

// embed makes the files that ride along.
func (b *Brief) embed() []pdf.File {
	mode := b.Embeds()
	claims := b.ClaimsJSON() // which asks the data for all that it prints
	export := b.work.cube.Export(b.AsOf, mode == EmbedAll)
	m := Manifest{
		Format: manifestFormat, Version: b.opt.Version, Outline: b.project.Outline, Title: unformatted(plain(b.Document.Title)),
		Period: b.Period.String(), Marking: b.Outline.Brief.Marking.Value, Embed: mode, Inputs: b.inputDigests(),
		Options: ManifestOptions{Params: b.opt.Params, Period: b.opt.Period, Standard: b.opt.Standard},
	}
	if b.AsOf != 0 {
		m.AsOf = b.AsOf.String()
	}
	if b.opt.AsOf != 0 {
		m.Options.AsOf = b.opt.AsOf.String()
	}
	if !b.opt.Created.IsZero() {
		m.Options.Created = b.opt.Created.UTC().Format(time.RFC3339)
	}
	say := b.work.lang.Say
	var files []pdf.File
	add := func(name, path, kind, description, relation string, content []byte) {
		files = append(files, pdf.File{Name: name, MIME: kind, Description: description, Relation: relation, Data: content})
		d := digest(name, content)
		if path != name {
			d.Path = path
		}
		if mode != EmbedNone && !strings.HasPrefix(kind, "image/") && !strings.HasPrefix(kind, "font/") {
			d.Lines = linesOf(content)
		}
		m.Files = append(m.Files, d)
	}
	taken := []string{ObservationsFile, ClaimsFile, PreviousFile, ManifestFile}
	// free is the name of a file without its folders, told from others by a number.
	free := func(file string) string {
		name := path.Base(file)
		for n := 2; slices.Contains(taken, name); n++ {
			name = strconv.Itoa(n) + "-" + path.Base(file)
		}
		taken = append(taken, name)
		return name
	}
	for _, f := range b.Outline.Files {
		description := say(locale.FileText)
		if f.Name == b.project.Outline {
			description = say(locale.FileOutline)
		}
		add(free(f.Name), f.Name, "text/plain", description, "Source", f.Blanked(func(key string) bool { return !export.Sources[key] && b.unused(key) }))
	}
	if logo := b.house.logo; logo.name != "" {
		add(free(logo.name), logo.name, logo.kind, say(locale.FileLogo), "Source", logo.content)
	}
	for _, f := range b.house.fonts {
		add(free(f.name), f.name, f.kind, "A font of the house", "Source", f.content)
	}
	for _, f := range b.work.pictures {
		add(free(f.name), f.name, f.kind, say(locale.FilePicture), "Source", f.content)
	}
	add(ObservationsFile, ObservationsFile, "text/csv", say(locale.FileObservations), "Data", export.Observations)
	add(ClaimsFile, ClaimsFile, "application/json", say(locale.FileClaims), "Supplement", claims)
	if file, said := b.Previous(); said != nil {
		add(PreviousFile, file, "application/json", say(locale.FilePrevious), "Data", said)
	}
	if mode == EmbedNone {
		files = nil
	} else {
		m.Data, m.Passed = &export.Reading, b.passedTests()
	}
	return append(files, pdf.File{
		Name: ManifestFile, MIME: "application/json", Description: say(locale.FileManifest), Relation: "Supplement",
		Data: append(unescapedJSON(m), '\n'),
	})
}

// unused reports whether no word of the brief rests on a source.
func (b *Brief) unused(key string) bool {
	c := b.work
	i, ok := c.sources.index[key]
	return !(ok && c.sources.entries[i].number > 0) && !b.Outline.Cites(key) &&
		!slices.ContainsFunc(c.waivers.live, func(w templates.Waiver) bool { return w.At.Value == key })
}

// passedTests are the data tests that were let pass.
func (b *Brief) passedTests() []PassedTest {
	var out []PassedTest
	for _, p := range b.passed {
		out = append(out, PassedTest{p.Code, p.Places, p.Message, p.Pos.File, p.Pos.Line, p.Pos.Col, p.Pos.Cell})
	}
	return out
}

// inputDigests are those of the files that the brief was made from: the texts of
// the outline, then the data, each once, then pictures, then the last issue. A table of a database
// has none.
func (b *Brief) inputDigests() []Digest {
	if b.project.kept != nil {
		return b.project.kept.Manifest.Inputs
	}
	out := []Digest{}
	for _, f := range b.Outline.Files {
		out = append(out, digest(f.Name, f.Text))
	}
	if logo := b.house.logo; logo.name != "" {
		out = append(out, digest(logo.name, logo.content))
	}
	for _, f := range b.house.fonts {
		out = append(out, digest(f.name, f.content))
	}
	names := b.work.cube.Inputs(b.project.FS, b.AsOf)
	for _, f := range b.work.pictures {
		names = append(names, f.name)
	}
	if file, said := b.Previous(); said != nil {
		names = append(names, file)
	}
	for _, name := range names {
		if d, err := b.read.digest(name); err == nil { // it was there when the data were read
			out = append(out, d)
		}
	}
	return out
}
