package readback

import (
	"fmt"

	"tradebrief/report/pdf/object"
)

// Attachments reads the files inside a file, and nothing else of it.
func Attachments(file []byte) ([]Attachment, error) {
	p, err := object.Read(file)
	if err != nil {
		return nil, err
	}
	all, err := attachments(p)
	if err == nil {
		err = p.Err()
	}
	return all, err
}

// mostFiles bounds how many files are read out of one.
const mostFiles = 1000

// attachments are the files that the list of names leads to, and then those that
// only the document itself refers to.
func attachments(p *object.File) ([]Attachment, error) {
	root := p.Dict(p.Trailer["Root"])
	specs, err := names(p, p.Dict(root["Names"])["EmbeddedFiles"])
	if err != nil {
		return nil, err
	}
	var all []Attachment
	seen := map[object.Ref]bool{}
	for _, o := range append(specs, p.Array(root["AF"])...) {
		if len(all) == mostFiles {
			return nil, fmt.Errorf("there are more than %d files inside", mostFiles)
		}
		if r, ok := o.(object.Ref); ok {
			if seen[r] {
				continue
			}
			seen[r] = true
		}
		d := p.Dict(o)
		a := Attachment{Name: text(p, d["UF"]), Description: text(p, d["Desc"]), Relation: text(p, d["AFRelationship"])}
		if a.Name == "" {
			a.Name = text(p, d["F"])
		}
		kept := p.Dict(d["EF"])
		if kept == nil {
			continue // a file that lies elsewhere
		}
		at := kept["F"]
		if at == nil {
			at = kept["UF"]
		}
		a.MIME = text(p, p.Dict(at)["Subtype"])
		if a.Data, err = p.Data(at); err != nil {
			return nil, fmt.Errorf("the embedded file %q: %w", a.Name, err)
		}
		all = append(all, a)
	}
	return all, nil
}

// names are the values of a tree of names in its order.
func names(p *object.File, tree object.Object) (object.Array, error) {
	var all object.Array
	seen := map[object.Ref]bool{}
	open := object.Array{tree}
	for len(open) > 0 {
		o := open[len(open)-1]
		open = open[:len(open)-1]
		if r, ok := o.(object.Ref); ok {
			if seen[r] {
				return nil, fmt.Errorf("the list of embedded files leads to object %d twice", r)
			}
			seen[r] = true
		}
		d := p.Dict(o)
		list := p.Array(d["Names"])
		for ; len(list) >= 2; list = list[2:] {
			all = append(all, list[1])
		}
		kids := p.Array(d["Kids"])
		for i := len(kids) - 1; i >= 0; i-- {
			open = append(open, kids[i])
		}
	}
	return all, nil
}
