package templates

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"tradebrief/data/diag"
)

// readSource checks what every file must be before YAML sees it: not too
// large, UTF-8, no control characters. A byte order mark is taken off.
func readSource(file string, data []byte, problems *diag.List) (*source, bool) {
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		report(problems, diag.Pos{File: file, Line: 1, Col: 1}, "the file is in UTF-16, an outline is in UTF-8").WithHint("save it as UTF-8")
		return nil, false
	}
	if len(data) > maxBytes {
		report(problems, diag.Pos{File: file}, "the file is larger than %d MB", maxBytes>>20)
		return nil, false
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if !utf8.Valid(data) {
		n := 0
		for n < len(data) {
			r, w := utf8.DecodeRune(data[n:])
			if r == utf8.RuneError && w == 1 {
				break
			}
			n += w
		}
		report(problems, newSource(file, string(data[:n])).pos(n), "the byte 0x%02X is not UTF-8", data[n]).WithHint("save the file as UTF-8")
		return nil, false
	}
	src := newSource(file, string(data))
	for i, r := range src.text {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0x7F || r == 0xFFFE || r == 0xFFFF || r >= 0x80 && r < 0xA0 && r != 0x85 {
			report(problems, src.pos(i), "the control character U+%04X cannot stand in an outline", r)
			return src, false
		}
	}
	return src, true
}

// decodeYAML is Decode with the panics of the library as errors: what stands
// in a file must never bring the tool down.
func decodeYAML(dec *yaml.Decoder, n *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	return dec.Decode(n)
}
