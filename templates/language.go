package templates

import (
	"maps"
	"slices"
)

// Kind is the kind of value an expression gives, as far as that can be told
// without data.
type Kind uint8

// The kinds. A series stands for its figure in the reference period wherever a
// number is wanted, and a text that reads as a period for that period.
const (
	Any Kind = iota
	Number
	SeriesKind
	PeriodKind
	TextKind
	TruthKind
	ListKind
)

func (k Kind) String() string {
	switch k {
	case Number:
		return "a number"
	case SeriesKind:
		return "a series"
	case PeriodKind:
		return "a period"
	case TextKind:
		return "a text"
	case TruthKind:
		return "a condition"
	case ListKind:
		return "a list"
	}
	return "any value"
}

// takes reports whether a value of kind got may stand where k is wanted.
func (k Kind) takes(got Kind) bool {
	switch {
	case k == Any || got == Any || k == got:
		return true
	case k == Number:
		return got == SeriesKind
	}
	return false
}

// Language is what expressions may say beyond the outline's own series, params
// and constants. It is handed in by the package that evaluates them. The zero
// value knows no metric, no function and no word.
type Language struct {
	// Metrics are the members of a series: "mom" gives Number, "prev" gives
	// SeriesKind.
	Metrics map[string]Kind
	// Methods are the members of a series that take arguments: at, vs.
	Methods map[string]Func
	// Parts are the members of a figure: base, low, high, status. They may
	// stand behind a series too, for its figure.
	Parts map[string]Kind
	// PeriodParts are the members of a period: prev, next.
	PeriodParts map[string]Kind
	// Functions are called by name: month(period).
	Functions map[string]Func
	// Words are the other names. The word period is a period; any other word
	// may be of any kind.
	Words []string
}

// Func is the signature of a function or method.
type Func struct {
	Args     []Kind
	More     bool // the last argument may repeat or be left out
	Optional bool // the last argument may be left out
	Result   Kind
}

// Arity is the least and the largest number of arguments; -1: any number.
func (f Func) Arity() (least, most int) {
	least, most = len(f.Args), len(f.Args)
	if f.More {
		most = -1
	}
	if f.More || f.Optional {
		least = max(0, least-1)
	}
	return least, most
}

// members lists what may stand behind a series and a dot.
func (l Language) members() []string {
	return slices.Concat(sortedKeys(l.Metrics), sortedKeys(l.Methods), sortedKeys(l.Parts))
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// reserved reports whether a name belongs to the language, so that no series
// and no constant may carry it.
func (l Language) reserved(name string) bool {
	switch name {
	case "true", "false", "nil", "and", "or", "not", "in", "matches", "contains", "startsWith", "endsWith", "let", "if", "else", "params", "constants":
		return true
	}
	if _, ok := l.Functions[name]; ok {
		return true
	}
	return slices.Contains(l.Words, name)
}
