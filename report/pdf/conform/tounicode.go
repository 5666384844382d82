package conform

import (
	"cmp"
	"slices"
	"sort"
	"unicode/utf16"

	"tradebrief/report/pdf/object"
)

// spans are runs of codes that have something in common, in order.
type spans[T any] []span[T]

type span[T any] struct {
	first, last int
	value       T
}

// sort puts spans in order, so that they can be searched.
func (s spans[T]) sort() {
	slices.SortStableFunc(s, func(a, b span[T]) int { return cmp.Compare(a.first, b.first) })
}

// find is the span that a code is in.
func (s spans[T]) find(code int) (span[T], bool) {
	i := sort.Search(len(s), func(i int) bool { return s[i].first > code }) - 1
	if i < 0 || code > s[i].last {
		return span[T]{}, false
	}
	return s[i], true
}

// toUnicode is what the codes of a font mean. The last character of a span goes
// up by one with each code.
type toUnicode struct {
	single map[int]string
	ranges spans[string]
}

// lookup is the text of a code.
func (u *toUnicode) lookup(code int) (string, bool) {
	if s, ok := u.single[code]; ok {
		return s, true
	}
	r, ok := u.ranges.find(code)
	runes := []rune(r.value)
	if n := len(runes); n > 0 {
		runes[n-1] += rune(code - r.first)
	}
	return string(runes), ok
}

// readToUnicode reads a character map: what stands between beginbfchar and
// endbfchar, beginbfrange and endbfrange. The rest of it is the same in all.
func readToUnicode(data []byte) (*toUnicode, error) {
	u := &toUnicode{single: map[int]string{}}
	c := object.NewContents(data)
	for c.Next() {
		a := c.Args
		switch c.Op {
		case "endbfchar":
			for i := 0; i+1 < len(a); i += 2 {
				u.single[codeOf(a[i])] = utf16Text(a[i+1])
			}
		case "endbfrange":
			for i := 0; i+2 < len(a); i += 3 {
				first, last := codeOf(a[i]), codeOf(a[i+1])
				if list, ok := a[i+2].(object.Array); ok {
					for k, text := range list {
						if first+k <= last {
							u.single[first+k] = utf16Text(text)
						}
					}
				} else {
					u.ranges = append(u.ranges, span[string]{first, last, utf16Text(a[i+2])})
				}
			}
		}
	}
	u.ranges.sort()
	return u, c.Err()
}

// codeOf is a code written as a string of one to four bytes.
func codeOf(o object.Object) int {
	s, _ := o.(object.String)
	n := 0
	for i := 0; i < len(s) && i < 4; i++ {
		n = n<<8 | int(s[i])
	}
	return n
}

func utf16Text(o object.Object) string {
	s, _ := o.(object.String)
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units))
}
