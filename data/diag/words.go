package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Quote quotes a cell or word for a message; a long one is cut, because a cell
// may be a megabyte.
func Quote(s string) string {
	const most = 40
	if r := []rune(s[:min(len(s), 8*most)]); len(r) > most || len(s) > 8*most {
		return fmt.Sprintf("%q…", string(r[:min(len(r), most)]))
	}
	return fmt.Sprintf("%q", s)
}

// Count is a number of things: 1 file, 2 files.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// First joins words for a message, at most n of them.
func First(words []string, n int) string {
	if len(words) <= n {
		return strings.Join(words, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:n], ", "), len(words)-n)
}

// Reason is an error of the file system without the path, which the message or
// its position names already.
func Reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.Is(err, fs.ErrInvalid):
		return "the path is not valid here"
	}
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		err = e.Err
	}
	if s := err.Error(); s != "path escapes from parent" { // os.Root has no error value for it
		return s
	}
	return "a link leads out of the project"
}
