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
// whatever it says of itself: the memory by that of one row and of the texts that
// the cells of a workbook share, the time by what a packed file may unpack to.
package unpack

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"

	"tradebrief/data/diag"
)

// Bounds of what a packed file may unpack to. Tables shrink to a tenth, very
// regular ones to a hundredth; what shrinks to less was made to fill a machine.
const (
	maxPacking  = 200      // unpacked bytes for each packed one
	packingFrom = 8 << 20  // unpacked bytes, from which that is asked
	maxWindow   = 32 << 20 // bytes that Zstandard may have to look back
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
// Archive). An error is a *Fault, and so is one of reading that comes from what
// the file holds; its Hint may name a key of the outline.
func Open(fsys fs.FS, name string, which Which) (*Text, error) {
	archive, member := Archive(fsys, name)
	f, err := openFile(fsys, archive)
	if err != nil {
		return nil, err
	}
	t, err := open(f, path.Base(archive), member, which)
	if err != nil {
		f.Close()
		return nil, err
	}
	t.closers = append(t.closers, f)
	return t, nil
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
	switch string(start[:n]) {
	case "PK\x03\x04", "PAR1", "\x28\xB5\x2F\xFD":
	default:
		if start[0] != 0x1F || start[1] != 0x8B {
			return info.Size()
		}
	}
	return 8 * info.Size()
}

// open opens what a file holds, by its first bytes. Its name is only for people.
func open(f fs.File, name, member string, which Which) (*Text, error) {
	packed := &countedReader{r: f}
	raw := bufio.NewReaderSize(packed, 64<<10)
	start, _ := raw.Peek(raw.Size())
	var text *Text
	var inner io.ReadCloser
	var err error
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")), bytes.HasPrefix(start, []byte("PK\x05\x06")):
		var z *zip.Reader
		if z, err = openArchive(f); err != nil {
			if bytes.Contains(start, []byte("xl/")) || bytes.Contains(start, []byte("[Content_Types].xml")) {
				err = &Fault{What: "is a workbook that is cut off or damaged", Hint: "download it again"}
			}
			break
		}
		if fault, yes := office(z); fault != nil {
			err = fault
		} else if yes {
			text, err = openSheet(z, which)
		} else {
			inner, err = openMember(z, name, packed, member)
		}
	case member != "":
		err = &Fault{What: "is no zip archive"}
	case bytes.HasPrefix(start, []byte("PAR1")):
		text, err = openParquet(f)
	case bytes.HasPrefix(start, []byte("\xD0\xCF\x11\xE0")):
		err = oldWorkbook(start, name)
	case bytes.HasPrefix(start, []byte("\x1F\x8B")):
		var z *gzip.Reader
		if z, err = gzip.NewReader(raw); err == nil {
			inner = z
		}
	case bytes.HasPrefix(start, []byte("\x28\xB5\x2F\xFD")):
		var z *zstd.Decoder
		if z, err = zstd.NewReader(raw, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true)); err == nil {
			inner = z.IOReadCloser()
		}
	default:
		text = &Text{Reader: raw}
	}
	switch {
	case err != nil:
		return nil, asFault(unpacking(err, packed))
	case inner != nil:
		return &Text{Reader: &unpacker{from: packed, r: inner}, closers: []io.Closer{inner}}, nil
	}
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

// countedReader counts what is read and keeps the error that ended it.
type countedReader struct {
	r   io.Reader
	n   int64
	err error
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		c.err = err
	}
	return n, err
}

// unpacker hands on what a packed file holds, up to the bound.
type unpacker struct {
	from *countedReader
	r    io.Reader
	n    int64
}

func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.n += int64(n)
	if u.n > packingFrom && u.n > maxPacking*u.from.n {
		return n, &Fault{What: "unpacks to more than 200 times its size, as no table of trade does", Hint: "look at what it holds with another program, and save that unpacked if it is right"}
	}
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	return n, unpacking(err, u.from)
}

// unpacking says what an error of unpacking means. One of reading comes first:
// a file that was not read to its end looks damaged.
func unpacking(err error, from *countedReader) error {
	const again = "download it again"
	var fault *Fault
	switch {
	case from.err != nil:
		return from.err
	case errors.As(err, &fault):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &Fault{What: "is cut off: its packed content ends in the middle", Hint: again}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return &Fault{What: "needs more than 32 MB of memory to unpack", Hint: "pack it again without --long, or unpack it with unzstd"}
	}
	return &Fault{What: "is damaged: its packed content cannot be unpacked", Hint: again}
}
