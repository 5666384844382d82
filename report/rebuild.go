package report

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"testing/fstest"
	"time"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/templates"
)

// Kept is what rode inside the PDF of a brief.
type Kept struct {
	Manifest Manifest
	files    map[string][]byte // by their names
	cube     *data.Cube
}

// ReadKept reads the manifest among the files that a PDF embeds, by their names.
// The error says what is wrong with it.
func ReadKept(files map[string][]byte) (*Kept, error) {
	text, ok := files[ManifestFile]
	if !ok {
		return nil, fmt.Errorf("there is no %s among the embedded files", ManifestFile)
	}
	k := &Kept{files: files}
	switch err := json.Unmarshal(text, &k.Manifest); {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", ManifestFile, err)
	case k.Manifest.Format != manifestFormat:
		return nil, fmt.Errorf("%s is of format %d, this tool reads format %d", ManifestFile, k.Manifest.Format, manifestFormat)
	}
	return k, nil
}

// Altered is an embedded file that is not the one that the manifest lists.
type Altered struct {
	Name  string
	Gone  bool  // it is not there
	Added bool  // the manifest does not list it
	Lines []int // in which it may differ, from 1; see LineDigests
}

// Altered compares the embedded files with the manifest, in its order.
func (k *Kept) Altered() []Altered {
	var out []Altered
	if k.Manifest.Embed != EmbedNone {
		for _, d := range k.Manifest.Files {
			content, ok := k.files[d.Name]
			if !ok {
				out = append(out, Altered{Name: d.Name, Gone: true})
			} else if digest(d.Name, content).SHA256 != d.SHA256 {
				out = append(out, Altered{Name: d.Name, Lines: d.Lines.Altered(content)})
			}
		}
	}
	for _, name := range sortedKeys(k.files) {
		if name != ManifestFile && !slices.ContainsFunc(k.Manifest.Files, func(d Digest) bool { return d.Name == name && k.Manifest.Embed != EmbedNone }) {
			out = append(out, Altered{Name: name, Added: true})
		}
	}
	return out
}

// Load makes the brief again from the embedded files alone: no other file, no
// database and no network is asked. What Load does with the problems of a brief it
// does here. A brief that embeds nothing but digests cannot be made again.
func (k *Kept) Load() (*Brief, diag.List) {
	m := &k.Manifest
	fail := func(format string, args ...any) (*Brief, diag.List) {
		return nil, diag.List{diag.Errorf(diag.Outline, diag.Pos{File: ManifestFile}, format, args...)}
	}
	if m.Data == nil {
		return fail("the brief embeds digests only")
	}
	o := Options{Params: m.Options.Params, Period: m.Options.Period, Version: m.Version, Standard: m.Options.Standard}
	if s := m.Options.AsOf; s != "" {
		day, err := data.ParseDate(s)
		if err != nil {
			return fail("as_of: %v", err)
		}
		o.AsOf = day
	}
	if s := m.Options.Created; s != "" {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return fail("created: %v", err)
		}
		o.Created = at.UTC()
	}
	texts := fstest.MapFS{}
	for _, d := range m.Files {
		name := d.Path
		if name == "" {
			name = d.Name
		}
		if content, ok := k.files[d.Name]; ok && fs.ValidPath(name) {
			texts[name] = &fstest.MapFile{Data: content}
		}
	}
	cube, problems := data.Restore(ObservationsFile, k.files[ObservationsFile], *m.Data)
	if problems.Failed() {
		return nil, problems
	}
	k.cube = cube
	return Load(Project{FS: texts, Outline: m.Outline, kept: k}, o)
}

// read is the cube of the outline's data, in place of reading them, with the data
// tests that had been let pass.
func (k *Kept) read(o *templates.Outline) (*data.Cube, diag.List) {
	read := k.cube.Coverage(0)
	if !slices.EqualFunc(read, o.Data, func(c data.Coverage, d templates.DataEntry) bool { return c.ID == d.ID.Value }) {
		return nil, diag.List{diag.Errorf(diag.Data, diag.Pos{File: ManifestFile}, "the data are not those of the outline")}
	}
	var passed diag.List
	for _, t := range k.Manifest.Passed {
		p := diag.Errorf(diag.Data, diag.Pos{File: t.File, Line: t.Line, Col: t.Column, Cell: t.Cell}, "%s", t.Message)
		p.Code, p.Places = t.Code, t.Places
		passed = append(passed, p)
	}
	return k.cube, passed
}
