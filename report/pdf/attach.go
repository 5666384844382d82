package pdf

import (
	"cmp"
	"crypto/md5"
	"fmt"
	"slices"
	"strings"

	"tradebrief/report/pdf/object"
)

// File is a file that rides along: readers list it as an attachment, and PDF/A-3
// as an associated file of the document.
type File struct {
	Name        string // without a folder, once in a document
	MIME        string // text/csv
	Description string // what a reader sees beside the name
	Relation    string // what the file is to the document, as ISO 19005-3 names it: Source, Data, Alternative, Supplement or Unspecified
	Data        []byte
}

var relations = []string{"Source", "Data", "Alternative", "Supplement", "Unspecified"}

// checkFiles finds files that could not be told apart, or not be taken out again.
func checkFiles(files []File) error {
	seen := map[string]bool{}
	for _, f := range files {
		kind, sub, _ := strings.Cut(f.MIME, "/")
		switch {
		case f.Name == "" || strings.ContainsAny(f.Name, "/\\\x00"):
			return fmt.Errorf("an attached file is called %q, expected a name without a folder", f.Name)
		case seen[f.Name]:
			return fmt.Errorf("two attached files are called %q", f.Name)
		case kind == "" || sub == "":
			return fmt.Errorf("the attached file %s has the type %q, expected one such as text/csv", f.Name, f.MIME)
		case !slices.Contains(relations, f.Relation):
			return fmt.Errorf("the attached file %s has the relation %q, expected one of %s", f.Name, f.Relation, strings.Join(relations, ", "))
		}
		seen[f.Name] = true
	}
	return nil
}

// attach puts the files that ride along into the catalog.
func (f *finisher) attach(catalog object.Dict) {
	var names, associated object.Array
	files := slices.Clone(f.doc.Files)
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(textString(a.Name), textString(b.Name)) })
	for _, file := range files {
		spec := f.Add(f.fileSpec(file))
		names = append(names, textString(file.Name), spec)
		associated = append(associated, spec)
	}
	if len(names) > 0 {
		catalog["Names"] = object.Dict{"EmbeddedFiles": object.Dict{"Names": names}}
		catalog["AF"] = associated
	}
}

// fileSpec describes a file and leads to its data. The sum is MD5 by ISO 32000-1;
// it guards against slips, not against malice.
func (f *finisher) fileSpec(file File) object.Dict {
	sum := md5.Sum(file.Data)
	params := object.Dict{"Size": object.Integer(len(file.Data)), "CheckSum": object.String(sum[:])}
	if made := f.doc.Meta.Created; !made.IsZero() {
		params["ModDate"] = date(made)
	}
	data := f.Add(&object.Stream{
		Dict: object.Dict{"Type": object.Name("EmbeddedFile"), "Subtype": object.Name(file.MIME), "Params": params},
		Data: file.Data,
	})
	spec := object.Dict{
		"Type": object.Name("Filespec"), "F": textString(file.Name), "UF": textString(file.Name),
		"AFRelationship": object.Name(file.Relation), "EF": object.Dict{"F": data, "UF": data},
	}
	if file.Description != "" {
		spec["Desc"] = textString(file.Description)
	}
	return spec
}
