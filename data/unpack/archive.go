package unpack

import (
	"bytes"
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

// openZip opens a zip archive, which may be a document of an office program.
func (o *opener) openZip(c content, raw io.Reader, start []byte, member string) (*Text, error) {
	if err := o.hold(&c, raw); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(c.at, c.size)
	switch {
	case o.file.err != nil:
		return nil, o.file.err
	case err != nil && (bytes.Contains(start, []byte("xl/")) || bytes.Contains(start, []byte("[Content_Types].xml"))):
		return nil, &Fault{What: "is a workbook that is cut off or damaged", Hint: again}
	case err != nil:
		return nil, &Fault{What: "is a zip archive that is cut off or damaged", Hint: again}
	case len(z.File) > maxMembers:
		return nil, &Fault{What: "is a zip archive of " + diag.Count(len(z.File), "file") + ", more than is read", Hint: "unpack it"}
	}
	if o.packed == 0 {
		o.packed = max(o.size, o.file.n)
	}
	if fault, yes := office(z); fault != nil {
		return nil, fault
	} else if yes {
		return o.openSheet(z)
	}
	m, err := chosenMember(z, c.name, member)
	if err != nil {
		return nil, err
	}
	r, err := m.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, &Fault{What: "is a zip archive packed in a rare way", Hint: "unpack it, and pack it again or not at all"}
	}
	if err != nil {
		return nil, err
	}
	o.packed = o.share(m)
	text, err := o.inner(path.Base(m.Name), r)
	if err == nil {
		return text, nil
	}
	err = o.unpacking(err)
	var fault *Fault
	if errors.As(err, &fault) && member == "" {
		within := *fault
		within.What = "holds " + diag.Quote(m.Name) + ", which " + fault.What
		err = &within
	}
	return nil, err
}

// share is the bytes of the file in which a member is packed. An archive may lie
// about them.
func (o *opener) share(m *zip.File) int64 {
	return max(1, min(int64(min(m.CompressedSize64, 1<<62)), o.packed))
}

// chosenMember is the file in a zip archive that is named, or the one data file in
// it.
func chosenMember(z *zip.Reader, archive, name string) (*zip.File, error) {
	members := slices.DeleteFunc(z.File, func(m *zip.File) bool { return aside(m.Name) })
	if name == "" && len(members) > 1 {
		// A note or a licence lies beside the data, often as text.
		for _, ends := range [...][]string{{".csv", ".tsv", ".xlsx", ".xlsm", ".parquet"}, {".txt", ".dat"}} {
			tables := slices.DeleteFunc(slices.Clone(members), func(m *zip.File) bool { return !slices.Contains(ends, strings.ToLower(path.Ext(m.Name))) })
			if len(tables) > 0 {
				members = tables
				break
			}
		}
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Name
	}
	i := slices.Index(names, name)
	switch {
	case len(names) == 0:
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
	return m, nil
}

// aside reports whether a name in an archive is of a folder, or of what an
// operating system keeps beside the files.
func aside(name string) bool {
	return strings.HasSuffix(name, "/") || strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(path.Base(name), ".")
}

// IsText reports whether a name is that of a table as text.
func IsText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".txt", ".dat":
		return true
	}
	return false
}
