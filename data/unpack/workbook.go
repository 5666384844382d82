package unpack

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zip"

	"tradebrief/data/diag"
)

// Bounds of a workbook, beyond what spreadsheet programs make.
const (
	maxSheets  = 1000
	maxFormats = 64 << 10
	tableHead  = 256 << 10 // bytes of text in which a table is looked for
)

// workbook is an .xlsx file: what its sheets share.
type workbook struct {
	*opener
	zip      *zip.Reader
	dir      string // in which its main part lies
	sheets   []sheetPart
	strings  []byte // the shared texts, one after the other
	ends     []uint32
	formats  []cellFormat // by the styles of cells
	date1904 bool
	decimal  rune // with which numbers are written out
}

// sheetPart is a sheet of cells, not a chart.
type sheetPart struct {
	name, part string
	hidden     bool
}

// Hints of workbooks.
const (
	saveAsXLSX = "open it in the spreadsheet program and save it as .xlsx"
	saveAgain  = "open it in the spreadsheet program and save it again"
	copyTable  = "copy the table into a spreadsheet and save it as .xlsx"
)

// oldDocument says what a document of the old kind of Microsoft's containers is, by
// its directory. Locked workbooks come in one, too.
func oldDocument(at io.ReaderAt) *Fault {
	var head [512]byte
	dir := make([]byte, 8<<10)
	n := 0
	if _, err := at.ReadAt(head[:], 0); err == nil {
		sector := int64(1) << min(binary.LittleEndian.Uint16(head[30:]), 16)
		n, _ = at.ReadAt(dir, sector*(1+int64(binary.LittleEndian.Uint32(head[48:])))) // what it does not have is not said
	}
	has := func(name string) bool {
		return bytes.Contains(dir[:n], []byte(strings.Join(strings.Split(name, ""), "\x00")))
	}
	switch {
	case has("EncryptedPackage"):
		return &Fault{What: "is a workbook that is locked with a password", Hint: "save a copy of it without the password"}
	case has("Workbook"), has("Book"):
		return &Fault{What: "is an old Excel workbook (.xls)", Hint: saveAsXLSX}
	}
	return &Fault{What: "is a document of an old office program, no workbook", Hint: copyTable}
}

// office says what a zip archive holds if that is a document of an office
// program: a workbook gives nil and true.
func office(z *zip.Reader) (fault *Fault, yes bool) {
	has := func(name string) bool {
		return slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.EqualFold(f.Name, name) })
	}
	switch {
	case has("[Content_Types].xml") && has("xl/workbook.bin"):
		return &Fault{What: "is a binary Excel workbook (.xlsb)", Hint: saveAsXLSX}, true
	case has("[Content_Types].xml") && (has("xl/workbook.xml") || has("_rels/.rels") && !has("word/document.xml") && !has("ppt/presentation.xml")):
		return nil, true
	case has("[Content_Types].xml"):
		return &Fault{What: "is a document or a presentation, no workbook", Hint: copyTable}, true
	case has("mimetype") && has("content.xml"):
		return &Fault{What: "is an OpenDocument file", Hint: saveAsXLSX}, true
	}
	return nil, false
}

// openWorkbook reads what the sheets of a workbook share.
func (o *opener) openWorkbook(z *zip.Reader) (*workbook, error) {
	w := &workbook{opener: o, zip: z}
	main := "xl/workbook.xml"
	if rels, err := w.relations("_rels/.rels", ""); err == nil {
		for _, r := range rels {
			if r.kind == "officeDocument" {
				main = r.target
			}
		}
	}
	w.dir = path.Dir(main)
	ids := map[string]relation{}
	rels, err := w.relations(path.Join(w.dir, "_rels", path.Base(main)+".rels"), w.dir)
	if err != nil {
		return nil, err
	}
	var texts, styles string
	for _, r := range rels {
		ids[r.id] = r
		switch r.kind {
		case "sharedStrings":
			texts = r.target
		case "styles":
			styles = r.target
		}
	}
	err = w.part(main, func(piece xml.Token) error {
		e, _ := piece.(xml.StartElement)
		switch e.Name.Local {
		case "workbookPr":
			w.date1904 = truth(attr(e, "date1904"))
		case "sheet":
			if r := ids[attr(e, "id")]; r.kind == "worksheet" && len(w.sheets) < maxSheets {
				w.sheets = append(w.sheets, sheetPart{attr(e, "name"), r.target, cmp.Or(attr(e, "state"), "visible") != "visible"})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(w.sheets) == 0 {
		return nil, &Fault{What: "is a workbook without a sheet of cells"}
	}
	if err := w.readStyles(styles); err != nil {
		return nil, err
	}
	return w, w.readStrings(texts)
}

func truth(value string) bool { return value == "1" || value == "true" }

// relation is a part of the workbook that another part names.
type relation struct{ id, kind, target string }

func (w *workbook) relations(part, dir string) (list []relation, err error) {
	err = w.part(part, func(piece xml.Token) error {
		if e, _ := piece.(xml.StartElement); e.Name.Local == "Relationship" && len(list) < 10*maxSheets {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(dir, target)
			}
			list = append(list, relation{attr(e, "Id"), path.Base(attr(e, "Type")), strings.TrimPrefix(target, "/")})
		}
		return nil
	})
	return list, err
}

// open opens a part of the archive. What it may unpack to is bounded.
func (w *workbook) open(name string) (io.ReadCloser, error) {
	i := slices.IndexFunc(w.zip.File, func(f *zip.File) bool { return f.Name == name })
	if i < 0 {
		i = slices.IndexFunc(w.zip.File, func(f *zip.File) bool { return strings.EqualFold(f.Name, name) })
	}
	if i < 0 {
		return nil, &Fault{What: "is a workbook without its part " + diag.Quote(name), Hint: saveAgain}
	}
	f := w.zip.File[i]
	r, err := f.Open()
	if err != nil {
		return nil, &Fault{What: "is a workbook whose part " + diag.Quote(name) + " cannot be unpacked", Hint: "download it again"}
	}
	return &Text{Reader: &unpacker{opener: w.opener, r: r, packed: w.share(f), most: w.bounds.part}, closers: []io.Closer{r}}, nil
}

// part reads a part of XML, piece by piece.
func (w *workbook) part(name string, do func(piece xml.Token) error) error {
	r, err := w.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	for p := newPieces(r); ; {
		piece, err := p.next()
		if err == nil {
			err = do(piece)
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return partFault(name, err)
		}
	}
}

// partFault is what is wrong within a part of a workbook.
func partFault(name string, err error) error {
	var fault *Fault
	if errors.As(err, &fault) {
		return err
	}
	return &Fault{What: "is a workbook whose part " + diag.Quote(name) + " " + err.Error(), Hint: saveAgain}
}

// readStrings reads the texts that cells share. How a text is set, and how its
// characters are spoken, does not count.
func (w *workbook) readStrings(part string) error {
	if part == "" {
		return nil
	}
	spoken, inText := 0, false
	return w.part(part, func(piece xml.Token) error {
		switch piece := piece.(type) {
		case xml.CharData:
			if inText && spoken == 0 {
				if w.strings = append(w.strings, piece...); len(w.strings) > w.bounds.texts {
					return &Fault{What: "is a workbook with more than 64 MB of texts", Hint: "save the sheet as .csv"}
				}
			}
		case xml.StartElement:
			if inText = piece.Name.Local == "t"; piece.Name.Local == "rPh" {
				spoken++
			}
		case xml.EndElement:
			switch inText = false; piece.Name.Local {
			case "rPh":
				spoken--
			case "si":
				if len(w.ends) >= w.bounds.texts/4 {
					return &Fault{What: "is a workbook with more than 16 million texts", Hint: "save the sheet as .csv"}
				}
				w.ends = append(w.ends, uint32(len(w.strings)))
			}
		}
		return nil
	})
}

// shared is a text that cells share.
func (w *workbook) shared(i int) ([]byte, bool) {
	if i < 0 || i >= len(w.ends) {
		return nil, false
	}
	from := uint32(0)
	if i > 0 {
		from = w.ends[i-1]
	}
	return w.strings[from:w.ends[i]], true
}

func (w *workbook) readStyles(part string) error {
	if part == "" {
		return nil
	}
	codes, cells := map[int]cellFormat{}, false
	return w.part(part, func(piece xml.Token) error {
		if end, ok := piece.(xml.EndElement); ok && end.Name.Local == "cellXfs" {
			cells = false
		}
		e, _ := piece.(xml.StartElement)
		switch name := e.Name.Local; {
		case name == "cellXfs":
			cells = true
		case name == "numFmt":
			if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil && len(codes) < maxFormats {
				codes[id] = parseCellFormat(attr(e, "formatCode"))
			}
		case name == "xf" && cells && len(w.formats) < maxFormats:
			id, _ := strconv.Atoi(attr(e, "numFmtId"))
			f, ok := codes[id]
			if !ok {
				f = builtinFormat(id)
			}
			w.formats = append(w.formats, f)
		}
		return nil
	})
}

// choose finds the sheet that is meant: the one of that name; without a name the
// only one, or the first that holds a table, hidden ones last.
func (w *workbook) choose() (sheetPart, error) {
	name, names := w.which.Sheet, make([]string, len(w.sheets))
	for i, s := range w.sheets {
		names[i] = s.name
	}
	if name != "" {
		i := slices.IndexFunc(names, func(n string) bool { return n == name })
		if i < 0 {
			i = slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(strings.TrimSpace(n), strings.TrimSpace(name)) })
		}
		if i < 0 {
			return sheetPart{}, &Fault{What: "has no sheet " + diag.Quote(name) + "; it has " + diag.First(names, 12), Sheets: names}
		}
		return w.sheets[i], nil
	}
	if len(w.sheets) == 1 || w.which.IsTable == nil {
		return w.sheets[0], nil
	}
	for _, hidden := range [...]bool{false, true} {
		for _, s := range w.sheets {
			if s.hidden != hidden {
				continue
			}
			text, err := w.text(s)
			if err != nil {
				return s, err
			}
			head, err := bufio.NewReaderSize(text, tableHead).Peek(tableHead)
			text.Close()
			if err != nil && !errors.Is(err, io.EOF) {
				return s, nil // what is wrong with it is said where it is read
			}
			if w.which.IsTable(string(head), err != nil) {
				return s, nil
			}
		}
	}
	return sheetPart{}, &Fault{What: "has no sheet with a table that is found without being told; its sheets are " + diag.First(names, 12), Hint: "say which: sheet: under table:"}
}

// openSheet opens a sheet of a workbook as text.
func (o *opener) openSheet(z *zip.Reader) (*Text, error) {
	w, err := o.openWorkbook(z)
	if err != nil {
		return nil, err
	}
	w.decimal = cmp.Or(o.which.Decimal, '.')
	s, err := w.choose()
	if err != nil {
		return nil, err
	}
	return w.text(s)
}

// text opens a sheet as text: a line for each row, commas between the cells.
func (w *workbook) text(s sheetPart) (*Text, error) {
	merged, err := w.merged(s)
	if err != nil {
		return nil, err
	}
	r, err := w.open(s.part)
	if err != nil {
		return nil, err
	}
	g := &Grid{Sheet: s.name, Sheets: len(w.sheets), Hidden: s.hidden}
	t := &sheetText{book: w, xml: newPieces(r), grid: g, merged: merged}
	return &Text{t, g, []io.Closer{r}}, nil
}
