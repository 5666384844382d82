package main

import (
	"maps"
	"testing"

	"tradebrief/data/diag"
)

func TestPerson(t *testing.T) {
	desk := person{"A. Desk", "desk@example.org"}
	for _, c := range []struct {
		text string
		want person
		same bool // as A. Desk
	}{
		{"A. Desk", person{name: "A. Desk"}, true},
		{" a.  DESK ", person{name: "a.  DESK"}, true},
		{"Desk@Example.org", person{name: "Desk@Example.org"}, true},
		{"Another <desk@example.org>", person{"Another", "desk@example.org"}, true},
		{"<desk@example.org>", person{mail: "desk@example.org"}, true},
		{"B. Head <head@example.org>", person{"B. Head", "head@example.org"}, false},
		{"A. Desker", person{name: "A. Desker"}, false},
		{"A < B", person{name: "A < B"}, false},
		{"", person{}, false},
	} {
		got := personOf(c.text)
		if got != c.want || got.is(desk) != c.same || desk.is(got) != c.same {
			t.Errorf("%q is %+v, the same as A. Desk: %v", c.text, got, got.is(desk))
		}
	}
	if (person{}).is(person{}) {
		t.Error("nobody is somebody")
	}
}

// TestBlamed reads what git prints, line by line.
func TestBlamed(t *testing.T) {
	const porcelain = `1234567890123456789012345678901234567890 7 1 1
author A. Desk
author-mail <desk@example.org>
author-time 1681948800
summary author of the outline
filename brief.yaml
	author: in the text
0000000000000000000000000000000000000000 2 2 1
author Not Committed Yet
author-mail <not.committed.yet>
filename brief.yaml
	a line
abcdef7890123456789012345678901234567890 9 3
author B. Head
author-mail <head@example.org>
filename brief.yaml
	
`
	want := map[int]person{1: {"A. Desk", "desk@example.org"}, 3: {"B. Head", "head@example.org"}}
	if got := blamed(porcelain); !maps.Equal(got, want) {
		t.Errorf("the lines are by %v, want %v", got, want)
	}
	if got := blamed(""); len(got) > 0 {
		t.Errorf("of no text %v", got)
	}
}

// TestAuthors: where git knows nothing, a line is by whoever is at the keyboard;
// of several lines, somebody who wrote one of them counts.
func TestAuthors(t *testing.T) {
	t.Setenv("GIT_AUTHOR_NAME", "A. Desk")
	t.Setenv("GIT_AUTHOR_EMAIL", "desk@example.org")
	t.Setenv("USER", "login")
	head := person{name: "B. Head"}
	a := authors{ctx: t.Context(), files: map[string]map[int]person{"brief.yaml": {1: head}}}
	places := []diag.Pos{{File: "brief.yaml", Line: 1}, {File: "brief.yaml", Line: 2}}
	for _, c := range []struct {
		places []diag.Pos
		asked  string
		want   string
	}{
		{places, "B. Head", "B. Head"},
		{places, "LOGIN", "LOGIN"},
		{places, "C. Head", "B. Head"},
		{places[1:], "C. Head", "A. Desk"},
		{places[1:], "Desk@example.org", "Desk@example.org"},
		{[]diag.Pos{{File: t.TempDir() + "/gone.yaml", Line: 1}}, "C. Head", "A. Desk"},
		{nil, "C. Head", ""},
	} {
		if got := a.named(c.places, personOf(c.asked)); got != c.want {
			t.Errorf("for %s the lines %v are by %q, want %q", c.asked, c.places, got, c.want)
		}
	}
}
