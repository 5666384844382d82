package data

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"
)

// Bounds of what a packed file may unpack to. Tables shrink to a tenth, very
// regular ones to a hundredth; what shrinks to less was made to fill a machine.
const (
	maxPacking  = 200      // unpacked bytes for each packed one
	packingFrom = 8 << 20  // unpacked bytes, from which that is asked
	maxWindow   = 32 << 20 // bytes that Zstandard may have to look back
	maxMembers  = 10_000   // files in one zip archive
)

// packFault is what is wrong with a packed file, as it follows the words "the
// file".
type packFault struct {
	what, hint string
	line       int      // of the table in it; 0 = not known
	sheets     []string // one of which was meant
}

func (f *packFault) Error() string { return f.what }

// Open opens a data file as Read sees it: what is packed with gzip, Zstandard or
// zip, told by its first bytes, comes unpacked, before any change of encoding. A
// zip archive stands for the one data file in it; to name one of several, its
// path in the archive follows that of the archive: downloads.zip/2023/exports.csv.
// A workbook comes as the text of its first table.
func Open(fsys fs.FS, name string) (io.ReadCloser, error) {
	r, _, err := openTable(fsys, name, "", plainNotation.decimal)
	return r, err
}

// openTable is Open for a sheet of a workbook ("": the first with a table), whose
// numbers are written with a decimal sign. The grid says where the cells of the
// text stand; it is nil for a file of text.
func openTable(fsys fs.FS, name, sheet string, decimal rune) (io.ReadCloser, *grid, error) {
	archive, member := cutArchive(fsys, name)
	f, err := openFile(fsys, archive)
	if err != nil {
		return nil, nil, err
	}
	packed := &countedReader{r: f}
	raw := bufio.NewReaderSize(packed, 64<<10)
	start, _ := raw.Peek(raw.Size())
	var inner io.ReadCloser
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")), bytes.HasPrefix(start, []byte("PK\x05\x06")):
		var z *zip.Reader
		if z, err = openArchive(f); err != nil {
			if bytes.Contains(start, []byte("xl/")) || bytes.Contains(start, []byte("[Content_Types].xml")) {
				err = &packFault{what: "is a workbook that is cut off or damaged", hint: "download it again"}
			}
			break
		}
		if fault, yes := office(z); fault != nil {
			err = fault
			break
		} else if yes {
			text, g, err := openSheet(z, sheet, decimal)
			if err != nil {
				f.Close()
				return nil, nil, unpacking(err, packed)
			}
			return &opened{text, []io.Closer{text, f}}, g, nil
		}
		inner, err = openMember(z, path.Base(archive), packed, member)
	case member != "":
		err = &packFault{what: "is no zip archive"}
	case bytes.HasPrefix(start, []byte("PAR1")):
		text, g, err := openParquet(f)
		if err != nil {
			f.Close()
			return nil, nil, unpacking(err, packed)
		}
		return &opened{text, []io.Closer{text, f}}, g, nil
	case bytes.HasPrefix(start, []byte("\xD0\xCF\x11\xE0")):
		err = oldWorkbook(start, archive)
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
		return &opened{raw, []io.Closer{f}}, nil, nil
	}
	if err != nil {
		f.Close()
		return nil, nil, unpacking(err, packed)
	}
	return &opened{&unpacker{from: packed, r: inner}, []io.Closer{inner, f}}, nil, nil
}

// cutArchive parts the path of a file in a zip archive from that of the archive.
func cutArchive(fsys fs.FS, name string) (archive, member string) {
	const end = ".zip"
	i := strings.Index(strings.ToLower(name), end+"/")
	if i < 0 {
		return name, ""
	}
	archive = name[:i+len(end)]
	if info, err := fs.Stat(fsys, archive); err == nil && info.IsDir() {
		return name, ""
	}
	return archive, name[len(archive)+1:]
}

// opened is a file being read, with what has to be closed after it.
type opened struct {
	io.Reader
	closers []io.Closer
}

func (o *opened) Close() error {
	var all []error
	for _, c := range o.closers {
		all = append(all, c.Close())
	}
	return errors.Join(all...)
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
		return n, &packFault{what: "unpacks to more than 200 times its size, as no table of trade does", hint: "look at what it holds with another program, and save that unpacked if it is right"}
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
	var fault *packFault
	switch {
	case from.err != nil:
		return from.err
	case errors.As(err, &fault):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &packFault{what: "is cut off: its packed content ends in the middle", hint: again}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return &packFault{what: "needs more than 32 MB of memory to unpack", hint: "pack it again without --long, or unpack it with unzstd"}
	}
	return &packFault{what: "is damaged: its packed content cannot be unpacked", hint: again}
}

// openArchive reads the list of files of a zip archive.
func openArchive(f fs.File) (*zip.Reader, error) {
	at, ok := f.(io.ReaderAt)
	info, err := f.Stat()
	if err != nil || !ok {
		return nil, &packFault{what: "is a zip archive that can only be read from its start", hint: "unpack it"}
	}
	z, err := zip.NewReader(at, info.Size())
	if err != nil {
		return nil, &packFault{what: "is a zip archive that is cut off or damaged", hint: "download it again"}
	}
	if len(z.File) > maxMembers {
		return nil, &packFault{what: "is a zip archive of " + count(len(z.File), "file") + ", more than is read", hint: "unpack it"}
	}
	return z, nil
}

// openMember opens the file in a zip archive that is named, or the one data file
// in it.
func openMember(z *zip.Reader, archive string, packed *countedReader, name string) (io.ReadCloser, error) {
	members := slices.DeleteFunc(z.File, func(m *zip.File) bool { return aside(m.Name) })
	if name == "" && len(members) > 1 {
		// A note or a licence lies beside the data.
		tables := slices.DeleteFunc(slices.Clone(members), func(m *zip.File) bool { return !isTable(m.Name) })
		if len(tables) == 1 {
			members = tables
		}
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Name
	}
	i := slices.Index(names, name)
	switch {
	case name != "" && i < 0 && len(names) == 0, len(names) == 0:
		return nil, &packFault{what: "is a zip archive without a file in it"}
	case name != "" && i < 0:
		return nil, &packFault{what: "is a zip archive without " + quote(name) + "; it has " + list(names, 12)}
	case name == "" && len(names) > 1:
		return nil, &packFault{what: "is a zip archive of several files: " + list(names, 12), hint: "name one of them after the archive, such as path: " + archive + "/" + names[0]}
	}
	m := members[max(i, 0)]
	if m.Flags&1 != 0 {
		return nil, &packFault{what: "is a zip archive that is locked with a password", hint: "unpack it"}
	}
	r, err := m.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, &packFault{what: "is a zip archive packed in a rare way", hint: "unpack it, and pack it again or not at all"}
	}
	packed.n = int64(min(m.CompressedSize64, 1<<62/maxPacking))
	return r, err
}

// aside reports whether a name in an archive is of a folder, or of what an
// operating system keeps beside the files.
func aside(name string) bool {
	return strings.HasSuffix(name, "/") || strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(path.Base(name), ".")
}

// isTable reports whether a name is that of a table as text.
func isTable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".txt":
		return true
	}
	return false
}
