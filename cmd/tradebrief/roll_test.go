package main

import "testing"

// TestHanging: on a terminal a line breaks between words, never within a number,
// and goes on under its own text; into a file it goes whole.
func TestHanging(t *testing.T) {
	const s = "sum of 2 220 320 + 1 369 086 + 951 006 and 20 November 2023 besides"
	for _, c := range []struct {
		columns int
		want    string
	}{
		{0, "  " + s},
		{45, "  sum of 2 220 320 + 1 369 086 + 951 006 and\n      20 November 2023 besides"},
		{44, "  sum of 2 220 320 + 1 369 086 + 951 006\n      and 20 November 2023 besides"},
		{42, "  sum of 2 220 320 + 1 369 086 + 951 006\n      and 20 November 2023 besides"},
		{12, "  " + s},
	} {
		if got := hanging(s, 2, 6, c.columns); got != c.want {
			t.Errorf("%d columns: got\n%s\nwant\n%s", c.columns, got, c.want)
		}
	}
}
