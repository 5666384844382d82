package templates

import (
	"regexp"
	"strconv"
	"time"
)

var (
	periodForm = regexp.MustCompile(`^([12][0-9]{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$`)
	numberForm = regexp.MustCompile(`^[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?$`)
	sizeForm   = regexp.MustCompile(`^[0-9]{1,6}(?:\.[0-9]{1,3})? ?(?:B|kB|KB|MB)$`)
	idForm     = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

// validPeriod takes 2023, 2023-Q3 and 2023-09, in the years 1000 to 2999, which
// are those that package data reads.
func validPeriod(s string) bool { return periodForm.MatchString(s) }

// validDate takes 2023-11-20, if there is such a day, in the same years.
func validDate(s string) bool {
	if len(s) != len("2006-01-02") || s[0] != '1' && s[0] != '2' {
		return false
	}
	_, err := time.Parse("2006-01-02", s)
	return err == nil
}

// validNumber takes a decimal number of at most 30 digits on either side and
// an exponent of at most two, so that it can be held exactly.
func validNumber(s string) bool { return numberForm.MatchString(s) }

// wholeNumber reads a count from 0 to 9,999,999.
func wholeNumber(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && len(s) <= 7 && s[0] != '+'
}
