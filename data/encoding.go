package data

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	textunicode "golang.org/x/text/encoding/unicode"
)

// maxLine is the most that one row may take, in bytes of UTF-8. It bounds the
// memory that a file costs: a line of 300 MB is an error, not a crash.
const maxLine = 1 << 20

var errLongLine = errors.New("is longer than 1 MB")

// findEncoding gives the encoding of a label; nil stands for UTF-8.
func findEncoding(label string) (encoding.Encoding, error) {
	switch strings.ToLower(strings.TrimSpace(label)) {
	case "", "utf-8", "utf8":
		return nil, nil
	case "utf-16", "utf16":
		return textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM), nil
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("unknown encoding %s, expected a name such as utf-8, utf-16, gb18030, windows-1252 or shift_jis", quote(label))
	}
	return enc, nil
}

// textReader reads a file as UTF-8 without byte order mark and refuses to read
// on when one row grows beyond maxLine.
type textReader struct {
	r       io.Reader
	row     int // bytes handed on since the last row began
	decoded bool
	long    bool // a row was too long: nothing more is read
}

// decodeText starts reading a file in an encoding (nil: UTF-8, or what a byte
// order mark says).
func decodeText(file io.Reader, enc encoding.Encoding) *textReader {
	raw := bufio.NewReaderSize(file, 64<<10)
	mark, _ := raw.Peek(3)
	utf16 := bytes.HasPrefix(mark, []byte{0xFF, 0xFE}) || bytes.HasPrefix(mark, []byte{0xFE, 0xFF})
	if enc == nil && utf16 {
		enc = textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)
	}
	if enc == nil {
		if bytes.Equal(mark, []byte("\xEF\xBB\xBF")) {
			_, _ = raw.Discard(len(mark)) // it was peeked
		}
		return &textReader{r: raw}
	}
	return &textReader{r: enc.NewDecoder().Reader(raw), decoded: true}
}

func (t *textReader) Read(p []byte) (int, error) {
	if t.long = t.long || t.row > maxLine; t.long {
		return 0, errLongLine
	}
	n, err := t.r.Read(p)
	t.row += n
	return n, err
}

// badText describes bytes that are no text of the encoding, or nil.
func (t *textReader) badText(field string) error {
	if t.decoded {
		if strings.ContainsRune(field, utf8.RuneError) {
			return fmt.Errorf("%s holds bytes that are not text of the encoding", quote(field))
		}
		return nil
	}
	if utf8.ValidString(field) {
		return nil
	}
	return fmt.Errorf("%s is not UTF-8", quote(field))
}

// guessEncoding names the encoding that a field which is not UTF-8 most likely
// has: Chinese if its bytes beyond ASCII come in pairs that read as Chinese,
// else Western European.
func guessEncoding(field string) string {
	const western, chinese = "windows-1252", "gb18030"
	run := 0
	for i := range len(field) {
		if field[i] >= utf8.RuneSelf {
			run++
		} else if run%2 != 0 {
			return western
		}
	}
	s, err := simplifiedchinese.GB18030.NewDecoder().String(field)
	if err != nil || run%2 != 0 {
		return western
	}
	for _, r := range s {
		if r >= utf8.RuneSelf && !unicode.Is(unicode.Han, r) && (r < 0x3000 || r > 0x303F) && (r < 0xFF00 || r > 0xFF60) {
			return western
		}
	}
	return chinese
}

// findDelimiter is the sign among comma, semicolon, tab and stroke that the
// first line holds most often outside quotes; a comma where it holds none.
func findDelimiter(r *bufio.Reader) rune {
	start, _ := r.Peek(r.Size())
	var counts [256]int
	quoted, content := false, false
loop:
	for _, c := range start {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n' && content:
			break loop
		default:
			counts[c]++
		}
		content = content || c != '\n' && c != '\r'
	}
	best := ','
	for _, c := range ";\t|" {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}
