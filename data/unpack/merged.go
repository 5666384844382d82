package unpack

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
)

const (
	maxMerged   = 100_000
	headingRows = 50 // in which the names of columns may stand one above the other
)

// mergedCells is a rectangle of cells that show the content of the first one.
// Rows and columns count from 1.
type mergedCells struct{ top, left, bottom, right int }

// covering is the word of a merged cell for the rows below its first.
type covering struct {
	column, bottom int
	word           string
}

// merge puts the words of merged cells where they count. One that covers several
// rows stands in each of them; a figure does not, it would be counted twice. One
// that covers several columns heads them: its words come before the names below
// it, unless it stands alone in its row, as titles do.
func (t *sheetText) merge() {
	t.down = slices.DeleteFunc(t.down, func(f covering) bool { return f.bottom < t.row })
	for _, f := range t.down {
		if t.cell(f.column) == "" {
			t.set(f.column, f.word)
		}
	}
	under := t.above
	t.above = nil
	if len(under) > 0 && t.isHeading() {
		for c, words := range under {
			if below := t.cell(c); below != "" && below != words {
				t.set(c, words+" "+below)
			}
		}
		under = nil
	}
	filled := 0
	for _, c := range t.cells {
		if c.to > c.from {
			filled++
		}
	}
	if filled == 0 {
		t.above = under
	}
	for len(t.merged) > 0 && t.merged[0].top < t.row {
		t.merged = t.merged[1:]
	}
	for len(t.merged) > 0 && t.merged[0].top == t.row {
		m := t.merged[0]
		t.merged = t.merged[1:]
		word := t.cell(m.left)
		if word == "" {
			continue
		}
		names := !t.cells[m.left-1].number || isPeriod(word)
		switch {
		case !names:
		case m.right == m.left && m.bottom > m.top:
			t.down = append(t.down, covering{m.left, m.bottom, word})
		case m.bottom == m.top && filled > 1 && t.row <= headingRows:
			if t.above == nil {
				t.above = map[int]string{}
			}
			for c := m.left; c <= min(m.right, maxColumns); c++ {
				t.above[c] = strings.TrimSpace(word)
			}
		}
	}
}

// isHeading reports whether a row may name columns: it has no figure but years
// and months.
func (t *sheetText) isHeading() bool {
	filled := false
	for i, c := range t.cells {
		if c.to > c.from {
			filled = true
			if c.number && !isPeriod(t.cell(i+1)) {
				return false
			}
		}
	}
	return filled
}

// isPeriod reports whether a number is a year or was written as a date.
func isPeriod(word string) bool {
	year, err := strconv.Atoi(word[:min(4, len(word))])
	return err == nil && year >= 1900 && year <= 2100 && (len(word) == 4 || word[4] == '-')
}

// merged reads which cells of a sheet are merged. That stands behind the rows,
// which are passed over without a look.
func (w *workbook) merged(s sheetPart) ([]mergedCells, error) {
	r, err := w.open(s.part)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	rest := behindRows(r)
	if rest == nil {
		return nil, nil
	}
	var list []mergedCells
	for p := newPieces(rest); len(list) < maxMerged; {
		// What is wrong here is said where the rows are read.
		piece, err := p.next()
		if err != nil {
			break
		}
		e, ok := piece.(xml.StartElement)
		if !ok || e.Name.Local != "mergeCell" {
			continue
		}
		from, to, ok := strings.Cut(attr(e, "ref"), ":")
		m := mergedCells{rowOf(from), columnOf(from), rowOf(to), columnOf(to)}
		if ok && m.top > 0 && m.left > 0 && m.bottom >= m.top && m.right >= m.left {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b mergedCells) int { return a.top - b.top })
	return list, nil
}

// behindRows is the rest of a sheet after its rows, within an element of its own;
// nil where there is none.
func behindRows(r io.Reader) io.Reader {
	const end = "sheetData>"
	buffer := make([]byte, 0, 64<<10)
	for {
		n, err := r.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		for from := 0; ; {
			at := bytes.Index(buffer[from:], []byte(end))
			if at < 0 {
				break
			}
			at += from
			// With a prefix or without, behind the sign of a closing tag.
			if open := bytes.LastIndexByte(buffer[:at], '<'); open >= 0 && bytes.HasPrefix(buffer[open:], []byte("</")) {
				return io.MultiReader(strings.NewReader("<rest>"), bytes.NewReader(buffer[at+len(end):]), r)
			}
			from = at + len(end)
		}
		if err != nil {
			return nil
		}
		const keep = 200
		if n := len(buffer); n > keep {
			buffer = buffer[:copy(buffer, buffer[n-keep:])]
		}
	}
}
