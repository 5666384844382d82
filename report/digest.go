package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"math"
	"strings"
)

// Digest names a file by what it holds.
type Digest struct {
	Name   string      `json:"name"`           // in the PDF; of an input, its path in the project
	Path   string      `json:"path,omitempty"` // in the project, where that is another one
	Bytes  int64       `json:"bytes"`
	SHA256 string      `json:"sha256"`
	Lines  LineDigests `json:"lines,omitzero"`
}

func digest(name string, content []byte) Digest {
	sum := sha256.Sum256(content)
	return Digest{Name: name, Bytes: int64(len(content)), SHA256: hex.EncodeToString(sum[:])}
}

// fileDigest reads a file of the project through.
func fileDigest(fsys fs.FS, name string) (Digest, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return Digest{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return Digest{Name: name, Bytes: n, SHA256: hex.EncodeToString(h.Sum(nil))}, err
}

// LineDigests tell which line of a text was altered. The lines are laid out in rows
// of Width; each row has a digest, and each column of them. A line that was altered
// is where the two that differ meet, so that a text of a thousand lines needs sixty
// digests. The zero value is of no text.
type LineDigests struct {
	Width   int    `json:"width"`
	Rows    string `json:"rows"`    // eight hexadecimal digits each
	Columns string `json:"columns"` // likewise
}

const lineDigest = 8 // hexadecimal digits

func linesOf(content []byte) LineDigests {
	return laidOut(content, int(math.Ceil(math.Sqrt(float64(bytes.Count(content, []byte("\n"))+1)))))
}

func laidOut(content []byte, width int) LineDigests {
	lines := bytes.SplitAfter(content, []byte("\n"))
	var rows, columns strings.Builder
	short := func(h []byte) string { return hex.EncodeToString(h)[:lineDigest] }
	for i := 0; i < len(lines); i += width {
		h := sha256.Sum256(bytes.Join(lines[i:min(i+width, len(lines))], nil))
		rows.WriteString(short(h[:]))
	}
	for c := range min(width, len(lines)) {
		h := sha256.New()
		for i := c; i < len(lines); i += width {
			h.Write(lines[i])
		}
		columns.WriteString(short(h.Sum(nil)))
	}
	return LineDigests{Width: width, Rows: rows.String(), Columns: columns.String()}
}

// Altered lists the lines, from 1, in which a text may differ from the one that
// the digests are of: where one line was altered, that one. Where lines were added
// or taken out it is the first row of lines that differs, and all after it.
func (d LineDigests) Altered(content []byte) []int {
	if d.Width < 1 {
		return nil
	}
	now := laidOut(content, d.Width)
	moved := len(now.Rows) != len(d.Rows) || len(now.Columns) != len(d.Columns)
	differs := func(a, b string, n int) bool {
		at := n * lineDigest
		return at+lineDigest > len(a) || at+lineDigest > len(b) || a[at:at+lineDigest] != b[at:at+lineDigest]
	}
	var out []int
	for i := range bytes.Count(content, []byte("\n")) + 1 {
		if differs(now.Rows, d.Rows, i/d.Width) && (moved || differs(now.Columns, d.Columns, i%d.Width)) {
			out = append(out, i+1)
		}
	}
	return out
}
