package conform

import (
	"reflect"
	"strconv"
	"strings"
	"unicode/utf16"

	"tradebrief/report/pdf/object"
)

// whole is a number without a fraction.
func whole(n object.Number) (int, bool) {
	// Most are small and positive.
	v := 0
	for i := 0; i < len(n); i++ {
		if n[i] < '0' || n[i] > '9' || len(n) > 9 {
			v, err := strconv.Atoi(string(n))
			return v, err == nil
		}
		v = v*10 + int(n[i]-'0')
	}
	return v, len(n) > 0
}

func real(n object.Number) (float64, bool) {
	v, err := strconv.ParseFloat(string(n), 64)
	return v, err == nil
}

// textString is text for people to read: UTF-16 or UTF-8 behind their mark, else
// one byte a character, which is as good as Latin-1 for comparing.
func textString(s object.String) string {
	switch {
	case strings.HasPrefix(string(s), "\xFE\xFF"):
		units := make([]uint16, 0, len(s)/2)
		for i := 2; i+1 < len(s); i += 2 {
			units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
		}
		return string(utf16.Decode(units))
	case strings.HasPrefix(string(s), "\xEF\xBB\xBF"):
		return string(s[3:])
	}
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

// isLanguage says whether the text has the form of a language tag: words of up
// to eight letters and digits with hyphens between them, the first of letters.
func isLanguage(s string) bool {
	for i, word := range strings.Split(s, "-") {
		if len(word) < 1 || len(word) > 8 {
			return false
		}
		for _, b := range []byte(word) {
			letter := b|0x20 >= 'a' && b|0x20 <= 'z'
			if !letter && (i == 0 || b < '0' || b > '9') {
				return false
			}
		}
	}
	return true
}

// leaves walks the leaves of a name tree or number tree in the order they stand:
// what is under Kids first to last, and in each leaf the pairs of key and value.
// A node that stands twice is walked once.
func (c *checker) leaves(root object.Object, list object.Name, leaf func(key, value object.Object)) {
	met := map[object.Ref]bool{}
	var walk func(o object.Object, depth int)
	walk = func(o object.Object, depth int) {
		if r, ok := o.(object.Ref); ok {
			if met[r] {
				return
			}
			met[r] = true
		}
		d := c.Dict(o)
		if d == nil || depth > deepest {
			return
		}
		pairs := c.Array(d[list])
		for i := 0; i+1 < len(pairs); i += 2 {
			leaf(pairs[i], pairs[i+1])
		}
		for _, k := range c.Array(d["Kids"]) {
			walk(k, depth+1)
		}
	}
	walk(root, 0)
}

// identity tells dictionaries apart that may say the same.
func identity(d object.Dict) uintptr { return reflect.ValueOf(d).Pointer() }
