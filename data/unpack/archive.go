package unpack

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/klauspost/compress/zip"

	"tradebrief/data/diag"
)

// maxMembers is the most files in one zip archive.
const maxMembers = 10_000

// Archive parts the path of a file in a zip archive from that of the archive:
// downloads.zip/2023/exports.csv. A folder may be called so, too. Of a file that
// is in no archive it gives the path, and no member.
func Archive(fsys fs.FS, name string) (archive, member string) {
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

// openArchive reads the list of files of a zip archive.
func openArchive(f fs.File) (*zip.Reader, error) {
	at, ok := f.(io.ReaderAt)
	info, err := f.Stat()
	if err != nil || !ok {
		return nil, &Fault{What: "is a zip archive that can only be read from its start", Hint: "unpack it"}
	}
	z, err := zip.NewReader(at, info.Size())
	if err != nil {
		return nil, &Fault{What: "is a zip archive that is cut off or damaged", Hint: "download it again"}
	}
	if len(z.File) > maxMembers {
		return nil, &Fault{What: "is a zip archive of " + diag.Count(len(z.File), "file") + ", more than is read", Hint: "unpack it"}
	}
	return z, nil
}

// openMember opens the file in a zip archive that is named, or the one data file
// in it.
func openMember(z *zip.Reader, archive string, packed *countedReader, name string) (io.ReadCloser, error) {
	members := slices.DeleteFunc(z.File, func(m *zip.File) bool { return aside(m.Name) })
	if name == "" && len(members) > 1 {
		// A note or a licence lies beside the data.
		tables := slices.DeleteFunc(slices.Clone(members), func(m *zip.File) bool { return !IsText(m.Name) })
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
		return nil, &Fault{What: "is a zip archive without a file in it"}
	case name != "" && i < 0:
		return nil, &Fault{What: "is a zip archive without " + diag.Quote(name) + "; it has " + diag.First(names, 12)}
	case name == "" && len(names) > 1:
		return nil, &Fault{What: "is a zip archive of several files: " + diag.First(names, 12), Hint: "name one of them after the archive, such as path: " + archive + "/" + names[0]}
	}
	m := members[max(i, 0)]
	if m.Flags&1 != 0 {
		return nil, &Fault{What: "is a zip archive that is locked with a password", Hint: "unpack it"}
	}
	r, err := m.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, &Fault{What: "is a zip archive packed in a rare way", Hint: "unpack it, and pack it again or not at all"}
	}
	packed.n = int64(min(m.CompressedSize64, 1<<62/maxPacking))
	return r, err
}

// aside reports whether a name in an archive is of a folder, or of what an
// operating system keeps beside the files.
func aside(name string) bool {
	return strings.HasSuffix(name, "/") || strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(path.Base(name), ".")
}

// IsText reports whether a name is that of a table as text.
func IsText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".txt":
		return true
	}
	return false
}
