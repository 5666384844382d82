package templates

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	periodForm = regexp.MustCompile(`^([12][0-9]{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$`)
	numberForm = regexp.MustCompile(`^[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?$`)
	sizeForm   = regexp.MustCompile(`^[0-9]{1,6}(?:\.[0-9]{1,3})? ?(?:B|kB|KB|MB)$`)
	langForm   = regexp.MustCompile(`^(?:` + strings.Join(languages, "|") + `)(?:-[A-Za-z0-9]{2,8}){0,4}$`)
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

// languages are those that a brief is written in, as tags.
var languages = []string{"en", "zh", "ko", "fr", "de", "es", "ja", "ru"}

// languageNames are what their tags are taken for.
var languageNames = map[string]string{"english": "en", "chinese": "zh", "korean": "ko", "french": "fr", "german": "de", "spanish": "es", "japanese": "ja", "russian": "ru",
	"cn": "zh", "kr": "ko", "jp": "ja", "eng": "en", "zho": "zh", "chi": "zh", "kor": "ko", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "jpn": "ja", "rus": "ru",
	"中文": "zh", "한국어": "ko", "français": "fr", "deutsch": "de", "español": "es", "日本語": "ja", "русский": "ru", "uk": "en-GB", "us": "en-US"}

// languageOf reads a language by its name, or as operating systems name it:
// en_GB.UTF-8.
func languageOf(s string) string {
	s, _, _ = strings.Cut(s, ".")
	if tag, ok := languageNames[strings.ToLower(s)]; ok {
		return tag
	}
	tag, region, regional := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	if tag = strings.ToLower(tag); languageNames[tag] != "" && !regional {
		tag = languageNames[tag]
	}
	if regional {
		tag += "-" + region
	}
	return tag
}

// validLanguage takes the tags of the languages, with a region: zh-CN. Chinese is
// that in simplified characters.
func validLanguage(s string) bool { return langForm.MatchString(s) && !traditional.MatchString(s) }

var traditional = regexp.MustCompile(`(?i)^zh.*-(?:Hant|TW|HK|MO)\b`)

// validNumber takes a decimal number of at most 30 digits on either side and
// an exponent of at most two, so that it can be held exactly.
func validNumber(s string) bool { return numberForm.MatchString(s) }

// wholeNumber reads a count from 0 to 9,999,999.
func wholeNumber(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && len(s) <= 7 && s[0] != '+'
}

// Other ways to write a date or a period, in which the order of the numbers is
// certain: a year has four digits, a month may have its name.
var (
	yearFirst  = regexp.MustCompile(`^([12][0-9]{3})(?:[-/. ]|年)([0-9]{1,2})(?:(?:[-/. ]|月)([0-9]{1,2})日?|月)?$`)
	yearLast   = regexp.MustCompile(`^(?:([0-9]{1,2})([-/.] ?))?([0-9]{1,2})[-/.] ?([12][0-9]{3})$`)
	dayNamed   = regexp.MustCompile(`^([0-9]{1,2})(?:st|nd|rd|th|\.)?[- ]([A-Za-z]{3,9})\.?,?[- ]([12][0-9]{3})$`)
	monthNamed = regexp.MustCompile(`^([A-Za-z]{3,9})\.?[- ](?:([0-9]{1,2})(?:st|nd|rd|th)?,? )?([12][0-9]{3})$`)
	namedLast  = regexp.MustCompile(`^([12][0-9]{3})[- ]([A-Za-z]{3,9})\.?$`)
	eightDigit = regexp.MustCompile(`^([12][0-9]{3})([01][0-9])([0-3][0-9])?$`)
	grouped    = regexp.MustCompile(`^[0-9]{1,3}(?:[ '\x{a0}][0-9]{3})+$|^[0-9]{1,3}(?:,[0-9]{3}){2,}$`)
	quarter    = regexp.MustCompile(`^(?:([12][0-9]{3})[-/ ]?[Qq]([1-4])|[Qq]([1-4])[-/ ]?([12][0-9]{3}))$`)
)

// dateOf reads a date that is written in another way, and gives it as 2023-11-20.
// Where day and month might change places, as in 03/04/2023, it gives nothing.
func dateOf(s string) string {
	year, month, day := calendarParts(strings.TrimSpace(s))
	if date := fmt.Sprintf("%s-%02d-%02d", year, month, day); day > 0 && validDate(date) {
		return date
	}
	return ""
}

// periodOf reads a month or a quarter that is written in another way, and gives
// it as 2023-09 or 2023-Q3; nothing where it is none.
func periodOf(s string) string {
	s = strings.TrimSpace(s)
	if m := quarter.FindStringSubmatch(s); m != nil {
		return m[1] + m[4] + "-Q" + m[2] + m[3]
	}
	year, month, day := calendarParts(s)
	if period := fmt.Sprintf("%s-%02d", year, month); day == 0 && validPeriod(period) {
		return period
	}
	return ""
}

func momentOf(s string) string {
	if date := dateOf(s); date != "" {
		return date
	}
	return periodOf(s)
}

// scaleWords are powers of ten as authors write them.
var scaleWords = map[string]string{
	"thousand": "1e3", "thousands": "1e3", "million": "1e6", "millions": "1e6", "mn": "1e6", "billion": "1e9", "billions": "1e9", "bn": "1e9",
}

// numberOf reads a number in words, or with signs between groups of three that
// cannot be a decimal sign: 1 000 000 and 1,000,000.
func numberOf(s string) string {
	if n, ok := scaleWords[strings.ToLower(s)]; ok {
		return n
	}
	if grouped.MatchString(s) {
		return strings.NewReplacer(",", "", " ", "", "'", "", "\u00a0", "").Replace(s)
	}
	return ""
}

// calendarParts takes a date or a month apart; day is 0 for a month.
func calendarParts(s string) (year string, month, day int) {
	// Word processors set their own dashes and blanks.
	s = strings.NewReplacer("–", "-", "—", "-", "−", "-", "\u00a0", " ").Replace(s)
	number := func(s string) int {
		n, _ := strconv.Atoi(s) // digits, or nothing
		return n
	}
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return m[1], number(m[2]), number(m[3])
	}
	if m := eightDigit.FindStringSubmatch(s); m != nil {
		return m[1], number(m[2]), number(m[3])
	}
	if m := yearLast.FindStringSubmatch(s); m != nil {
		day, month = number(m[1]), number(m[3])
		// Points stand between day and month, in this order; strokes between
		// month and day too.
		if day > 0 && !strings.HasPrefix(m[2], ".") && day != month {
			switch {
			case day <= 12 && month <= 12:
				return "", 0, 0
			case month > 12:
				day, month = month, day
			}
		}
		return m[4], month, day
	}
	if m := dayNamed.FindStringSubmatch(s); m != nil {
		return m[3], monthNamedBy(m[2]), number(m[1])
	}
	if m := monthNamed.FindStringSubmatch(s); m != nil {
		return m[3], monthNamedBy(m[1]), number(m[2])
	}
	if m := namedLast.FindStringSubmatch(s); m != nil {
		return m[1], monthNamedBy(m[2]), 0
	}
	return "", 0, 0
}

// monthNamedBy reads September, Sept and Sep; 0 is no month.
func monthNamedBy(name string) int {
	for m := time.January; m <= time.December; m++ {
		if full := strings.ToLower(m.String()); len(name) >= 3 && strings.HasPrefix(full, strings.ToLower(name)) {
			return int(m)
		}
	}
	return 0
}
