package unpack

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// cellFormat is what the number format of a cell says of its value: that it is a
// date, and how much of it shows; or how many decimals a number has.
type cellFormat struct {
	date     dateForm
	decimals int
}

type dateForm uint8

const (
	noDate dateForm = iota
	yearDate
	monthDate
	dayDate
)

// builtinFormat is the format of a number that no workbook writes out.
func builtinFormat(id int) cellFormat {
	switch id {
	case 2, 4, 7, 8, 39, 40, 43, 44:
		return cellFormat{decimals: 2}
	case 9:
		return cellFormat{decimals: 2} // of the share: 15% is 0.15
	case 10:
		return cellFormat{decimals: 4}
	case 14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58:
		return cellFormat{date: dayDate}
	case 17, 27, 36, 50, 52, 57:
		return cellFormat{date: monthDate}
	}
	return cellFormat{}
}

// parseCellFormat reads a code such as #,##0.00 or mmm-yy, up to the first
// semicolon: what follows is for negative numbers and for text.
func parseCellFormat(code string) cellFormat {
	var year, month, day, clock, scientific, scaled, point bool
	decimals, placeholders, percent := 0, 0, false
	lower := strings.ToLower(code)
loop:
	for i := 0; i < len(lower); i++ {
		c := lower[i]
		switch c {
		case ';':
			break loop
		case '\\', '_', '*':
			i++
			continue
		case '"':
			n := strings.IndexByte(lower[i+1:], '"')
			if n < 0 {
				break loop
			}
			i += n + 1
			continue
		case '[':
			n := strings.IndexByte(lower[i:], ']')
			if n < 0 {
				break loop
			}
			clock = clock || strings.Trim(lower[i+1:i+n], "hms") == ""
			i += n
			continue
		}
		switch {
		case strings.HasPrefix(lower[i:], "general"):
			i += len("general") - 1
		case strings.HasPrefix(lower[i:], "am/pm"):
			i += len("am/pm") - 1
		case c == 'y' || c == 'e' && placeholders == 0:
			year = true
		case c == 'e':
			scientific = true
		case c == 'm':
			month = true
		case c == 'd':
			day = true
		case c == 'h' || c == 's':
			clock = true
		case c == '%':
			percent = true
		case c == '.':
			point = true
		case c == ',':
			scaled = true // unless a digit follows
		case c == '0' || c == '#' || c == '?':
			placeholders++
			if scaled = false; point && c == '0' {
				decimals++
			}
		}
	}
	switch {
	case day:
		return cellFormat{date: dayDate}
	case year && month, month && !clock:
		return cellFormat{date: monthDate}
	case year:
		return cellFormat{date: yearDate}
	case scientific || scaled || clock:
		return cellFormat{}
	case percent:
		decimals += 2
	}
	return cellFormat{decimals: min(decimals, maxSheetDigits)}
}

// maxSheetDigits is the digits to which a spreadsheet knows a number.
const maxSheetDigits = 15

// appendNumber writes the number of a cell as it is stored, in plain digits.
// Programs store the nearest binary fraction, in 17 digits; of these a
// spreadsheet shows and compares 15, so that is the number: 0.30000000000000004,
// which is what adding 0.1 and 0.2 leaves, is 0.3. Whole numbers that are
// written out keep all their digits. A format with more decimals adds noughts:
// 162.9 that shows as 162.90 is known to two decimals.
func (f cellFormat) appendNumber(to []byte, stored string, decimal rune) []byte {
	stored = strings.TrimSpace(stored)
	digits := strings.TrimLeft(stored, "-")
	if len(stored)-len(digits) > 1 || digits == "" {
		return append(to, stored...)
	}
	whole := strings.Trim(digits, "0123456789") == ""
	if !whole && !isShortest(digits) {
		x, err := strconv.ParseFloat(stored, 64)
		if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
			return append(to, stored...)
		}
		x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', maxSheetDigits, 64), 64)
		if x == 0 {
			x = 0 // without a sign
		}
		form := byte('f')
		if a := math.Abs(x); a != 0 && (a >= 1e21 || a < 1e-20) {
			form = 'e'
		}
		stored = strconv.FormatFloat(x, form, -1, 64)
		if stored == "-0" {
			stored = "0"
		}
		if form == 'e' {
			return append(to, strings.Replace(stored, ".", string(decimal), 1)...)
		}
	}
	before, after, _ := strings.Cut(stored, ".")
	to = append(to, before...)
	pad := f.decimals - len(after)
	if len(before)+len(after) > maxSheetDigits {
		pad = 0
	}
	if after != "" || pad > 0 {
		to = append(to, string(decimal)...)
		to = append(to, after...)
		for ; pad > 0; pad-- {
			to = append(to, '0')
		}
	}
	return to
}

// isShortest reports whether a fraction is written as it would be written out
// again: few enough digits, none of them for nothing.
func isShortest(digits string) bool {
	before, after, _ := strings.Cut(digits, ".")
	return len(before)+len(after) <= maxSheetDigits && before != "" && after != "" &&
		(before == "0" || before[0] != '0') && after[len(after)-1] != '0' &&
		strings.Trim(before, "0123456789") == "" && strings.Trim(after, "0123456789") == ""
}

// Days of spreadsheets are counted from the one before 1900, in which the 60th
// is a 29 February that never was; or from 1904.
const (
	lastSheetDay = 2958465 // 9999-12-31
	days1904     = 1462
	noSuchDay    = 60
)

// appendDate writes a day that is stored as a number as far as its format shows
// it: 2023, 2023-09, 2023-09-01, with the time where it is not midnight.
func (f cellFormat) appendDate(to []byte, stored string, from1904 bool, decimal rune) []byte {
	x, err := strconv.ParseFloat(strings.TrimSpace(stored), 64)
	if err != nil || !(x >= 0 && x <= lastSheetDay+1) {
		return cellFormat{}.appendNumber(to, stored, decimal)
	}
	seconds := int64(math.Round(x * 86400))
	day := seconds / 86400
	if from1904 {
		day += days1904
	} else if day == noSuchDay {
		return append(to, "1900-02-29"...)
	} else if day < noSuchDay {
		day++
	}
	at := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(day))
	return f.appendDay(to, at.Add(time.Duration(seconds%86400)*time.Second))
}

func (f cellFormat) appendDay(to []byte, at time.Time) []byte {
	switch {
	case f.date == yearDate:
		return at.AppendFormat(to, "2006")
	case f.date == monthDate:
		return at.AppendFormat(to, "2006-01")
	case at.Equal(at.Truncate(24 * time.Hour)):
		return at.AppendFormat(to, "2006-01-02")
	}
	return at.AppendFormat(to, "2006-01-02 15:04:05")
}
