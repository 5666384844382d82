package database

import (
	"slices"
	"strings"
	"testing"
)

// TestNames holds the names of statements against the rules of both servers.
func TestNames(t *testing.T) {
	for _, c := range []struct {
		parts           []string
		postgres, mysql string
	}{
		{[]string{"trade", "flows"}, `"trade"."flows"`, "`trade`.`flows`"},
		{[]string{`x"; DROP TABLE t; --`}, `"x""; DROP TABLE t; --"`, "`x\"; DROP TABLE t; --`"},
		{[]string{"a`b.c"}, "\"a`b.c\"", "`a``b.c`"},
	} {
		if got := Postgres.Name(c.parts...); got != c.postgres {
			t.Errorf("%s, want %s", got, c.postgres)
		}
		if got := MySQL.Name(c.parts...); got != c.mysql {
			t.Errorf("%s, want %s", got, c.mysql)
		}
	}
	for _, bad := range []string{"", ".", "trade.", ".flows", `"`, `"a`, `"a"b`, `""`, "a\x00b"} {
		if parts, ok := SplitName(bad); ok {
			t.Errorf("%q is taken for %q", bad, parts)
		}
	}
}

// FuzzNames checks that a name written as in a statement is read back as the same
// parts, so that no name ends its quotes.
func FuzzNames(f *testing.F) {
	f.Add("trade", "flows")
	f.Add(`a"b`, "c.d`")
	f.Fuzz(func(t *testing.T, a, b string) {
		if a == "" || b == "" || strings.Contains(a+b, "\x00") {
			return
		}
		for _, d := range []Dialect{Postgres, MySQL} {
			if parts, ok := SplitName(d.Name(a, b)); !ok || !slices.Equal(parts, []string{a, b}) {
				t.Errorf("%s: %q and %q come back as %q", d, a, b, parts)
			}
		}
	})
}
