package data

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	textunicode "golang.org/x/text/encoding/unicode"
)

// maxLine is the most that one row may take, in bytes of UTF-8. It bounds the
// memory that a file costs: a line of 300 MB is an error, not a crash.
const maxLine = 1 << 20

// readAhead is what buffers may hold beyond the row that is being read.
const readAhead = 128 << 10

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
	if enc == nil && marked16(mark) {
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
	if t.long = t.long || t.row > maxLine+readAhead; t.long {
		return 0, errLongLine
	}
	n, err := t.r.Read(p)
	t.row += n
	return n, err
}

// badText describes bytes that are no text of the encoding, or nil.
func (t *textReader) badText(field string) error {
	if strings.IndexByte(field, 0) >= 0 {
		return fmt.Errorf("%s holds a zero byte, which no text does", quote(field))
	}
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

// foundEncoding is the encoding that a file was found to have.
type foundEncoding struct {
	Label   string // as the table's key takes it; empty where the reader finds it itself
	Name    string // for people
	Example string // a word in which it shows, decoded
	Line    int    // of the example
	Unsure  bool
}

// encodingOf finds the encoding of a file by what it holds.
func encodingOf(r *bufio.Reader) (foundEncoding, error) {
	const most = 256 << 10 // bytes of lines that are not ASCII
	start, _ := r.Peek(64 << 10)
	switch {
	case bytes.HasPrefix(start, []byte("\xEF\xBB\xBF")):
		return foundEncoding{Name: "UTF-8, by its mark"}, nil
	case marked16(start):
		return foundEncoding{Name: "UTF-16, by its mark"}, nil
	case looksUTF16(start) && start[0] == 0:
		return foundEncoding{Label: "utf-16be", Name: "UTF-16 without a mark"}, nil
	case looksUTF16(start):
		return foundEncoding{Label: "utf-16le", Name: "UTF-16 without a mark"}, nil
	}
	var beyond []byte
	found, valid, line, total := foundEncoding{Name: "UTF-8"}, true, 1, 0
	for total < sampleBytes && len(beyond) < most {
		part, err := r.ReadSlice('\n')
		total += len(part)
		if high := bytes.IndexFunc(part, func(c rune) bool { return c >= utf8.RuneSelf }); high >= 0 {
			if found.Line == 0 {
				found.Line = line
			}
			// A part that the buffer cut off may end within a character.
			if whole := part[:len(part)-brokenEnd(part, err)]; valid && !utf8.Valid(whole) {
				valid = false
				beyond, found.Line = beyond[:0], line
			}
			beyond = append(beyond, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			total = sampleBytes
		case err != nil:
			return found, err
		default:
			line++
		}
	}
	if len(beyond) == 0 {
		found.Name = "plain ASCII"
		return found, nil
	}
	if !valid {
		found.Label = guessEncoding(string(beyond))
		found.Name = scriptOf(found.Label).name
		enc, _ := findEncoding(found.Label) // it is one of ours
		decoded, err := enc.NewDecoder().Bytes(beyond)
		if err != nil {
			return found, err
		}
		found.Unsure = scriptOf(found.Label).score(string(beyond[:min(len(beyond), enoughText)])) < sureScore
		beyond = decoded
	}
	found.Example = exampleWord(string(beyond))
	return found, nil
}

// marked16 reports whether a file begins with the mark of UTF-16.
func marked16(start []byte) bool {
	return bytes.HasPrefix(start, []byte("\xFF\xFE")) || bytes.HasPrefix(start, []byte("\xFE\xFF"))
}

// looksUTF16 reports whether every second byte of text is mostly zero.
func looksUTF16(start []byte) bool {
	even, odd := 0, 0
	for i, b := range start {
		switch {
		case b != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	half := len(start) / 2
	return half > 4 && (even > half*6/10 && odd < half/10 || odd > half*6/10 && even < half/10)
}

// brokenEnd is the number of bytes at the end of a part that begin a character
// which the part does not hold whole.
func brokenEnd(part []byte, err error) int {
	if !errors.Is(err, bufio.ErrBufferFull) {
		return 0
	}
	for n := 1; n < utf8.UTFMax && n <= len(part); n++ {
		if b := part[len(part)-n]; utf8.RuneStart(b) {
			if b >= utf8.RuneSelf && !utf8.FullRune(part[len(part)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// exampleWord is the first cell of text that holds a character beyond ASCII.
func exampleWord(text string) string {
	at := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
	if at < 0 {
		return ""
	}
	sign := func(r rune) bool { return strings.ContainsRune(",;|\t\"\n\r", r) }
	from := strings.LastIndexFunc(text[:at], sign) + 1
	word := text[from:]
	if end := strings.IndexFunc(word, sign); end >= 0 {
		word = word[:end]
	}
	return strings.TrimSpace(word)
}

// reading is a field read in another encoding.
func reading(field, label string) string {
	enc, err := findEncoding(label)
	if err != nil || enc == nil {
		return field
	}
	s, err := enc.NewDecoder().String(field)
	if err != nil {
		return field
	}
	return s
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
