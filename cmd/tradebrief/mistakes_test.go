package main

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

const mistakesFile = "testdata/mistakes.cases"

// TestMistakes holds every message that a novice is likely to see to two
// promises: it stands in mistakes.cases, where it was read by eye, and its mend,
// typed as the hint says or made by check --fix, gives a brief that builds.
func TestMistakes(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	raw, err := os.ReadFile(mistakesFile)
	if err != nil {
		t.Fatal(err)
	}
	update := os.Getenv("UPDATE_SCRIPTS") != ""
	file, err := filepath.Abs(mistakesFile)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(raw), "\n==== ")
	_, files, _ := strings.Cut(parts[0], "\n....\n")
	base := project{}
	if err := base.change(files); err != nil {
		t.Fatal(err)
	}
	if len(parts) < 41 {
		t.Errorf("%d cases were read, at least 40 were expected", len(parts)-1)
	}
	for i, part := range parts[1:] {
		name, body, _ := strings.Cut(part, "\n")
		c := strings.Split(body, "....\n")
		if len(c) != 3 {
			t.Fatalf("%s: a case has a mistake, a message and a mend, found %d parts", name, len(c))
		}
		t.Run(name, func(t *testing.T) {
			p := base.clone()
			if err := p.change(c[0]); err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			p.write(t, dir)
			args := arguments(c[0], "check brief.yaml")
			code, _, got := runIn(t, t.Context(), dir, args...)
			if code == codeDone || code == codeInternal {
				t.Errorf("exit code %d after a mistake", code)
			}
			if got != c[1] {
				t.Errorf("%s says:\n%s\nwant:\n%s", strings.Join(args, " "), got, c[1])
			}
			if update {
				parts[i+1] = name + "\n" + c[0] + "....\n" + got + "....\n" + c[2]
			}
			if strings.HasPrefix(c[2], "check --fix\n") {
				if code, _, left := runIn(t, t.Context(), dir, "check", "--fix", "brief.yaml"); code != codeDone {
					t.Fatalf("check --fix ends with %d and leaves:\n%s", code, left)
				}
			} else {
				if err := p.change(c[2]); err != nil {
					t.Fatal(err)
				}
				p.write(t, dir)
			}
			args = arguments(c[2], "build brief.yaml")
			if code, out, left := runIn(t, t.Context(), dir, args...); code != codeDone {
				t.Errorf("after the mend, %s ends with %d:\n%s%s", strings.Join(args, " "), code, out, left)
			}
		})
	}
	if update {
		if err := os.WriteFile(file, []byte(strings.Join(parts, "\n==== ")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// project is the files of a small brief by name.
type project map[string]string

func (p project) clone() project {
	q := project{}
	for name, text := range p {
		q[name] = text
	}
	return q
}

// arguments are the tool's arguments from a line "$ tradebrief …".
func arguments(text, otherwise string) []string {
	for line := range strings.Lines(text) {
		if args, ok := strings.CutPrefix(line, "$ tradebrief"); ok {
			return strings.Fields(args)
		}
	}
	return strings.Fields(otherwise)
}

var hexByte = regexp.MustCompile(`\\x[0-9a-f]{2}`)

// change makes the changes of a case: see the head of mistakes.cases.
func (p project) change(text string) error {
	name := ""
	var old, put strings.Builder
	flush := func() error {
		from, to := old.String(), put.String()
		old.Reset()
		put.Reset()
		switch {
		case from == "" && to == "":
			return nil
		case from == "":
			p[name] = to
			return nil
		case strings.Count(p[name], from) != 1:
			return errors.New(name + " does not hold once:\n" + from)
		}
		p[name] = strings.Replace(p[name], from, to, 1)
		return nil
	}
	for line := range strings.Lines(text) {
		line = hexByte.ReplaceAllStringFunc(strings.ReplaceAll(line, "→", "\t"), func(s string) string {
			n, _ := strconv.ParseUint(s[2:], 16, 8)
			return string([]byte{byte(n)})
		})
		if rest, ok := strings.CutPrefix(line, "@ "); ok {
			if err := flush(); err != nil {
				return err
			}
			words := strings.Fields(rest)
			name = words[0]
			if len(words) == 3 {
				switch text := p[name]; words[1] {
				case "renamed":
					p[words[2]] = text
					delete(p, name)
				case "as":
					p[name] = encoded(text, words[2])
				}
			}
			continue
		}
		if rest, ok := strings.CutPrefix(line, "- "); ok {
			if put.Len() > 0 {
				if err := flush(); err != nil {
					return err
				}
			}
			old.WriteString(rest)
		} else if rest, ok := strings.CutPrefix(line, "+ "); ok {
			put.WriteString(rest)
		}
	}
	return flush()
}

func encoded(text, form string) string {
	switch form {
	case "utf-16":
		b := []byte{0xFF, 0xFE}
		for _, u := range utf16.Encode([]rune(text)) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return string(b)
	case "windows": // line ends, and a byte order mark
		return "\uFEFF" + strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// write makes the folder hold these files and no other.
func (p project) write(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range p {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
