package main

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"tradebrief/data/diag"
)

// The one place that runs another program: git, to learn who is at the keyboard
// and who wrote a line. Where git is missing or the outline is in no repository,
// all that is known is the user of the machine.

// person is somebody as git knows them; either part may be empty.
type person struct{ name, mail string }

// personOf reads a name, or a name with an address: A. Desk <desk@example.org>.
func personOf(s string) person {
	name, rest, ok := strings.Cut(s, "<")
	if mail, _, closed := strings.Cut(rest, ">"); ok && closed {
		return person{strings.TrimSpace(name), strings.TrimSpace(mail)}
	}
	return person{name: strings.TrimSpace(s)}
}

func (p person) String() string { return cmp.Or(p.name, p.mail) }

// is reports whether two are one: by name or by address, whatever the case and
// the blanks, and also where one has an address for a name.
func (p person) is(q person) bool {
	words := func(p person) (list []string) {
		for _, s := range []string{p.name, p.mail} {
			if s = strings.ToLower(strings.Join(strings.Fields(s), " ")); s != "" {
				list = append(list, s)
			}
		}
		return list
	}
	for _, a := range words(p) {
		for _, b := range words(q) {
			if a == b {
				return true
			}
		}
	}
	return false
}

// git is what git prints for a folder; empty where it cannot say. No program that
// a repository names is run by it.
func git(ctx context.Context, dir string, args ...string) string {
	out, err := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.fsmonitor=false"}, args...)...).Output()
	if err != nil {
		return ""
	}
	return strings.TrimRight(string(out), "\r\n")
}

// atKeyboard is who works in a folder, as git would sign a commit; the zero
// person where nobody has told git.
func atKeyboard(ctx context.Context, dir string) person {
	return person{
		cmp.Or(os.Getenv("GIT_AUTHOR_NAME"), git(ctx, dir, "config", "user.name")),
		cmp.Or(os.Getenv("GIT_AUTHOR_EMAIL"), git(ctx, dir, "config", "user.email")),
	}
}

// authors knows who wrote the lines of files.
type authors struct {
	ctx   context.Context
	files map[string]map[int]person
}

// of are the people who wrote a line: who committed it or, where it is not
// committed, whoever is at the keyboard, under the name for git and for the
// machine.
func (a *authors) of(at diag.Pos) []person {
	lines, ok := a.files[at.File]
	dir, name := filepath.Split(at.File)
	dir = cmp.Or(dir, ".")
	if !ok {
		lines = blamed(git(a.ctx, dir, "blame", "-w", "--no-textconv", "--line-porcelain", "--", name))
		a.files[at.File] = lines
	}
	if p, ok := lines[at.Line]; ok {
		return []person{p}
	}
	return []person{atKeyboard(a.ctx, dir), {name: cmp.Or(os.Getenv("USER"), os.Getenv("USERNAME"))}}
}

// named is who wrote the lines at these places, or somebody if they are one of
// them.
func (a *authors) named(places []diag.Pos, somebody person) string {
	first := ""
	for _, at := range places {
		for _, p := range a.of(at) {
			if p.is(somebody) {
				return somebody.String()
			}
			first = cmp.Or(first, p.String())
		}
	}
	return first
}

// blamed reads who wrote which line from git blame; lines that are not committed
// are not in it.
func blamed(porcelain string) map[int]person {
	lines := map[int]person{}
	n, committed := 0, false
	var p person
	for s := range strings.Lines(porcelain) {
		s = strings.TrimRight(s, "\r\n")
		key, value, _ := strings.Cut(s, " ")
		switch {
		case strings.HasPrefix(s, "\t"):
			if committed {
				lines[n] = p
			}
		case key == "author":
			p = person{name: value}
		case key == "author-mail":
			p.mail = strings.Trim(value, "<>")
		case len(key) >= 40:
			if fields := strings.Fields(value); len(fields) >= 2 {
				n, _ = strconv.Atoi(fields[1])
				committed = strings.Trim(key, "0") != ""
			}
		}
	}
	return lines
}
