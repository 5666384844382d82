// Package unpack turns a file of data into lines of text, whatever it is kept in:
// packed with gzip, Zstandard or zip, a workbook, a Parquet file. What a file is
// is told by its first bytes, never by its name.
//
//	text, err := unpack.Open(fsys, "downloads.zip/2023/exports.xlsx", unpack.Which{Sheet: "Data"})
//	if err != nil {
//		return err // a *Fault: what the file is, what is wrong with it, what to do
//	}
//	defer text.Close()
//
// A file of text comes as it is, in its own encoding. A table of cells comes as
// UTF-8, a line for each row with commas between the cells, so that everything
// that reads text reads it; the Grid of the text says where its cells stand. What a
// cell cannot say as text stands in it as a sign: Uncomputed, Nested, the name of an
// error.
//
// Nothing is read before it is asked for, and what a file may cost is bounded,
// whatever it says of itself: the memory by that of one row, of the texts that the
// cells of a workbook share, and of what is packed twice; the time by what a packed
// file may unpack to.
package unpack

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"tradebrief/data/diag"
)

// Fault is what is wrong with a file.
type Fault struct {
	What   string   // as it follows the words "the file"
	Hint   string   // what to do; empty = nothing that is known
	Line   int      // of the text, from 1; 0 = not known, or the whole file
	Sheets []string // of the workbook, one of which was meant; nil = it is not about that
}

func (f *Fault) Error() string { return f.What }

// Which says which table of a file is meant. The zero value is the only one, or
// the first.
type Which struct {
	Sheet   string // of a workbook
	Decimal rune   // with which the numbers of a workbook are written; 0 = a point

	// IsTable reports whether the beginning of a text holds a table; whole: it is
	// all of the text. It chooses among the sheets of a workbook. nil = any does.
	IsTable func(head string, whole bool) bool
}

// Text is the text of a file, being read.
type Text struct {
	io.Reader
	Grid    *Grid // where its cells stand; nil for a file of text
	closers []io.Closer
}

// Close ends the reading.
func (t *Text) Close() error {
	var all []error
	for _, c := range t.closers {
		all = append(all, c.Close())
	}
	return errors.Join(all...)
}

// Open opens a regular file. A zip archive stands for the one data file in it;
// to name one of several, its path in the archive follows that of the archive (see
// Archive). What is packed may be packed itself, once more. An error is a *Fault,
// and so is one of reading that comes from what the file holds; its Hint may name a
// key of the outline.
func Open(fsys fs.FS, name string, which Which) (*Text, error) {
	return openWithin(usual, fsys, name, which)
}

func openWithin(b bounds, fsys fs.FS, name string, which Which) (*Text, error) {
	archive, member := Archive(fsys, name)
	f, err := openFile(fsys, archive)
	if err != nil {
		return nil, err
	}
	o := &opener{which: which, bounds: b, file: &source{r: f}}
	c := content{name: path.Base(archive), r: o.file}
	if at, ok := f.(io.ReaderAt); ok {
		if info, err := f.Stat(); err == nil {
			o.file.at = at
			o.size = info.Size()
			c.at, c.size = o.file, o.size
		}
	}
	text, err := o.open(c, member)
	if err != nil {
		f.Close()
		return nil, asFault(o.unpacking(err))
	}
	text.closers = append(text.closers, f)
	return text, nil
}

// asFault is the error of a file that cannot be opened.
func asFault(err error) error {
	var fault *Fault
	if errors.As(err, &fault) {
		return err
	}
	return &Fault{What: "cannot be read: " + diag.Reason(err)}
}

// openFile opens a regular file. It is asked what it is before it is opened:
// opening a pipe waits for its other end.
func openFile(fsys fs.FS, name string) (fs.File, error) {
	switch info, err := fs.Stat(fsys, name); {
	case err != nil:
		return nil, &Fault{What: "cannot be read: " + diag.Reason(err)}
	case info.IsDir():
		return nil, &Fault{What: "is a folder, expected a file"}
	case !info.Mode().IsRegular():
		return nil, &Fault{What: "is a pipe or a device, expected a file"}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, &Fault{What: "cannot be read: " + diag.Reason(err)}
	}
	return f, nil
}

// Size is about how many bytes of text a file holds: packed ones count for eight
// times their size. It is 0 for a file that cannot be opened.
func Size(fsys fs.FS, name string) int64 {
	archive, _ := Archive(fsys, name)
	f, err := openFile(fsys, archive)
	if err != nil {
		return 0
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	var start [4]byte
	n, _ := io.ReadFull(f, start[:]) // a shorter file is text
	if kindOf(start[:n]) != textKind {
		return 8 * info.Size()
	}
	return info.Size()
}

// kind is what a file is by its first bytes.
type kind uint8

const (
	textKind kind = iota // text, or nothing that is known
	zipKind              // or a document of an office program, which is a zip archive
	gzipKind
	zstdKind
	parquetKind
	compoundKind // an old document of an office program, or one with a password
)

func kindOf(start []byte) kind {
	for _, k := range [...]struct {
		begins string
		kind   kind
	}{
		{"PK\x03\x04", zipKind}, {"PK\x05\x06", zipKind}, {"\x1F\x8B", gzipKind}, {"\x28\xB5\x2F\xFD", zstdKind},
		{"PAR1", parquetKind}, {"\xD0\xCF\x11\xE0", compoundKind},
	} {
		if bytes.HasPrefix(start, []byte(k.begins)) {
			return k.kind
		}
	}
	return textKind
}

// opener opens one file.
type opener struct {
	which  Which
	bounds bounds
	file   *source
	size   int64 // of the file; 0 = not known
	packed int64 // bytes of the file that hold what is looked for; 0 = all that are read
	deep   int   // how often it is packed
}

// content is what a file holds, or what is packed in it.
type content struct {
	name string      // for people
	r    io.Reader   // from its start
	at   io.ReaderAt // nil: it can be read from its start only
	size int64       // with at
}

// maxPacked is how often something may be packed: a workbook in an archive is
// packed twice.
const maxPacked = 2

// open opens what a content holds, or the member of it that is named.
func (o *opener) open(c content, member string) (*Text, error) {
	raw := bufio.NewReaderSize(c.r, 64<<10)
	start, _ := raw.Peek(raw.Size())
	what := kindOf(start)
	if member != "" && what != zipKind {
		return nil, &Fault{What: "is no zip archive"}
	}
	if what == textKind {
		return &Text{Reader: raw}, nil
	}
	if o.deep++; o.deep > maxPacked {
		return nil, &Fault{What: "is packed more than twice", Hint: "unpack it"}
	}
	switch what {
	case zipKind:
		return o.openZip(c, raw, start, member)
	case parquetKind:
		if err := o.hold(&c, raw); err != nil {
			return nil, err
		}
		return o.openParquet(c.at, c.size)
	case compoundKind:
		if err := o.hold(&c, raw); err != nil {
			return nil, err
		}
		return nil, oldDocument(c.at)
	case zstdKind:
		z, err := zstd.NewReader(raw, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, err
		}
		return o.inner(c.name, z.IOReadCloser())
	default:
		z, err := gzip.NewReader(raw)
		if err != nil {
			return nil, err
		}
		return o.inner(c.name, z)
	}
}

// inner opens what was packed.
func (o *opener) inner(name string, r io.ReadCloser) (*Text, error) {
	text, err := o.open(content{name: name, r: &unpacker{opener: o, r: r, packed: o.packed}}, "")
	if err != nil {
		r.Close()
		return nil, err
	}
	text.closers = append(text.closers, r)
	return text, nil
}

// hold makes a content readable from anywhere.
func (o *opener) hold(c *content, raw io.Reader) error {
	if c.at != nil {
		return nil
	}
	all, err := io.ReadAll(io.LimitReader(raw, o.bounds.held+1))
	switch {
	case err != nil:
		return err
	case int64(len(all)) > o.bounds.held:
		return &Fault{What: "holds more than 64 MB that would have to be unpacked at once", Hint: "unpack it, and name the file in it"}
	}
	c.at, c.size = bytes.NewReader(all), int64(len(all))
	return nil
}
