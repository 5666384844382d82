package report

import (
	"tradebrief/data/diag"
	"tradebrief/report/pdf/conform"
)

// conforms checks that the finished file keeps the standards that it claims. A
// fault stands at the block of the element that it is about.
//
// What an author can get wrong is said before, in the words of the outline. What
// is found here is what nobody thought of, and then no file is better than one
// that claims what it does not keep.
func (b *Brief) conforms(pages Pages, file []byte) diag.List {
	faults := conform.Check(file, conform.Standards{UA1: pages.Standard.UA(), A3a: pages.Standard.A()})
	if len(faults) == 0 {
		return nil
	}
	order := pages.ReadingOrder()
	var problems diag.List
	for _, f := range faults {
		at := diag.Pos{File: b.Outline.File}
		if n := f.Element; n > 0 && n <= len(order) && pages.Elements[order[n-1]].At.File != "" {
			at = pages.Elements[order[n-1]].At
		}
		if f.Page > 0 {
			problems = append(problems, diag.Errorf(diag.Layout, at, "on page %d of the PDF %s, which breaks %s", f.Page, f.Message, f.Rule))
		} else {
			problems = append(problems, diag.Errorf(diag.Layout, at, "in the PDF %s, which breaks %s", f.Message, f.Rule))
		}
	}
	return b.project.located(problems)
}
