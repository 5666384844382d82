package data

import (
	"slices"
	"strings"
)

// oneLevel leaves the codes of one level of a classification.
func oneLevel(codes []string) []string {
	level, ok := finestLevel(codes)
	if !ok {
		counts := map[int]int{}
		for _, c := range codes {
			counts[len(c)]++
		}
		for _, c := range codes {
			if n := len(c); counts[n] > counts[level] || counts[n] == counts[level] && n < level {
				level = n
			}
		}
	}
	if level == 0 {
		return codes
	}
	return slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return len(c) != level })
}

// levelOf are the codes on the level of one code.
func levelOf(codes []string, code string) []string {
	if level, ok := finestLevel(codes); ok && level == 0 {
		return codes
	}
	return slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return len(c) != len(code) })
}

// finestLevel is the length of the codes on the finest level that holds the
// whole: each coarser code has one below it, and each finer code one above it.
// Codes that are not numbers have one level, 0, if none begins with another.
// The codes are sorted.
func finestLevel(codes []string) (level int, ok bool) {
	lengths := map[int]bool{}
	numbers := true
	for _, c := range codes {
		lengths[len(c)] = true
		numbers = numbers && strings.Trim(c, "0123456789") == ""
	}
	if !numbers {
		for i := range codes[1:] {
			if strings.HasPrefix(codes[i+1], codes[i]) {
				return 0, false
			}
		}
		return 0, true
	}
	sorted := make([]int, 0, len(lengths))
	for n := range lengths {
		sorted = append(sorted, n)
	}
	slices.Sort(sorted)
	slices.Reverse(sorted)
	for _, n := range sorted {
		if coversAll(codes, n) {
			return n, true
		}
	}
	return 0, false
}

func coversAll(codes []string, level int) bool {
	var at []string
	for _, c := range codes {
		if len(c) == level {
			at = append(at, c)
		}
	}
	for _, c := range codes {
		var ok bool
		switch {
		case len(c) == level:
			ok = true
		case len(c) > level:
			_, ok = slices.BinarySearch(at, c[:level])
		default:
			i, _ := slices.BinarySearch(at, c)
			ok = i < len(at) && strings.HasPrefix(at[i], c)
		}
		if !ok {
			return false
		}
	}
	return true
}

// codesBelow are the codes that begin with code and are longer. The codes are sorted.
func codesBelow(codes []string, code string) []string {
	i, found := slices.BinarySearch(codes, code)
	if found {
		i++
	}
	j := i
	for j < len(codes) && strings.HasPrefix(codes[j], code) {
		j++
	}
	return codes[i:j]
}
