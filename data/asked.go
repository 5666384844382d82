package data

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// asked is what a cube was asked for: each selection with the series of the data
// that it came to. A selection that was made before comes to the same again, also
// in a cube that has nothing but what was asked for (Restore), where to look for a
// total or for the finest level of the codes might find another one.
type asked struct {
	mu        sync.Mutex
	series    map[string][]offer     // by Selector.key
	below     map[string][]offer     // the codes below a series, on every level; see codesBelow
	countries map[string][]namedWord // that can be selected in a series; see countries
	used      map[*entry][]bool      // the series of the data that figures rest on
}

// namedWord is a country by its name and by the word that selects it.
type namedWord struct{ name, word string }

// key tells selections apart, as in flow=export partner=KP; what only messages need
// is left out.
func (s *Selector) key() string {
	var k askedKey
	k.add("data", s.Data.Value)
	k.add("flow", s.Flow.Value)
	k.add("reporter", s.Reporter.Value)
	k.add("partner", s.Partner.Value)
	for _, p := range s.Partners {
		k.add("partners", p.Value)
	}
	for _, c := range s.Codes {
		k.add("codes", c.Value)
	}
	if s.Quantity {
		k.add("measure", "quantity")
	}
	return string(k)
}

// askedKey is made of words, which stand in quotes where they could be taken for
// more than one.
type askedKey string

func (k *askedKey) add(name, value string) {
	if value == "" {
		return
	}
	if strings.ContainsFunc(value, func(r rune) bool { return r == '"' || r == '=' || unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		value = strconv.Quote(value)
	}
	if *k != "" {
		*k += " "
	}
	*k += askedKey(name + "=" + value)
}

// recall is what was kept under a key.
func recall[T any](a *asked, kept *map[string][]T, key string) (list []T, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	list, ok = (*kept)[key]
	return list, ok
}

// keep keeps an answer for recall.
func keep[T any](a *asked, kept *map[string][]T, key string, list []T) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if *kept == nil {
		*kept = map[string][]T{}
	}
	(*kept)[key] = list
}

// use notes series of the data that figures rest on.
func (a *asked) use(e *entry, keys ...int32) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.used == nil {
		a.used = map[*entry][]bool{}
	}
	if a.used[e] == nil {
		a.used[e] = make([]bool, len(e.keys))
	}
	for _, k := range keys {
		a.used[e][k] = true
	}
}
