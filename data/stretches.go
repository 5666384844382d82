package data

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
	"unicode/utf8"
)

// parcel is a part of a file of text, whole rows of it, on its way through a
// worker.
type parcel struct {
	text    []byte // scanPad more bytes lie behind it
	line    int    // of its first row
	added   int    // bytes at its end that are not of the file: a line end
	number  int
	ended   chan struct{} // closed when the worker is done
	harvest *harvest
	odd     int // where encoding/csv has to go on, and the line of it; -1: nowhere
	oddLine int
}

// chunks reads the rest of a file in stretches, which workers turn into harvests
// while the next ones are read. A row that is not well formed ends it: from there
// encoding/csv goes on, which says what is wrong.
func (t *rows) chunks(buffer *bufio.Reader, lines *csvTable, all *gathered) {
	lines.text.row = math.MinInt / 2 // the bound on a row is kept here
	line := lines.line() + 1
	var jobs chan *parcel
	defer func() {
		if jobs != nil {
			close(jobs)
		}
	}()
	var ahead []*parcel // handed to workers, in order
	var free [][]byte
	var carry []byte
	var part *rows // of this goroutine
	// settle adds the oldest stretch. It reports whether to go on.
	settle := func() bool {
		s := ahead[0]
		<-s.ended
		all.add(s.harvest)
		if all.sum.dead {
			return false
		}
		if s.odd >= 0 {
			var rest []io.Reader
			for i, s := range ahead {
				<-s.ended
				from := 0
				if i == 0 {
					from = s.odd
				}
				rest = append(rest, bytes.NewReader(s.text[from:len(s.text)-s.added]))
			}
			rest = append(rest, bytes.NewReader(carry), buffer)
			t.resume(io.MultiReader(rest...), lines, s.oddLine-1, s.number+1, all)
			return false
		}
		free = append(free, s.text[:0])
		ahead = ahead[1:]
		return true
	}
	defer func() {
		for _, s := range ahead {
			<-s.ended
		}
	}()
	for number := 2; ; number++ {
		for len(ahead) > t.workers+1 {
			if !settle() {
				return
			}
		}
		var room []byte
		if n := len(free); n > 0 {
			room, free = free[n-1], free[:n-1]
		} else {
			room = make([]byte, 0, t.stretchSize+scanPad+1)
		}
		text, rest, added, err := fill(room, carry, buffer, t.stretchSize)
		carry = append(carry[:0], rest...)
		tooLong := errors.Is(err, errLongLine)
		if len(text) > 0 {
			s := &parcel{text: text, line: line, added: added, number: number, ended: make(chan struct{}), odd: -1}
			line += bytes.Count(text, []byte("\n"))
			ahead = append(ahead, s)
			switch {
			case t.workers == 1, err != nil && jobs == nil:
				if part == nil {
					part = t.part(all)
				}
				part.stretchOf(s)
			default:
				if jobs == nil {
					jobs = make(chan *parcel, t.workers+2)
					for range t.workers {
						go work(t.part(all), jobs)
					}
				}
				jobs <- s
			}
		}
		if err == nil {
			continue
		}
		for len(ahead) > 0 {
			if !settle() {
				return
			}
		}
		switch {
		case tooLong:
			t.resume(io.MultiReader(bytes.NewReader(carry), buffer), lines, line-1, number+1, all)
		case !errors.Is(err, io.EOF):
			t.fileProblem(line, err)
		}
		return
	}
}

// fill reads the next stretch: what was carried over, and on up to about size
// bytes, then back to the end of a row. rest is what lies behind it. The error is
// io.EOF at the end, where a line end is added if there is none, and errLongLine where no row ends within the bound.
func fill(room, carry []byte, from io.Reader, size int) (text, rest []byte, added int, err error) {
	text = append(room, carry...)
	quotes := bytes.Count(text, []byte{'"'})
	for want := max(size, len(text)+1); ; want = 2 * len(text) {
		text = slices.Grow(text, want-len(text)+scanPad+1)
		before := len(text)
		for len(text) < want && err == nil {
			var n int
			n, err = from.Read(text[len(text):want])
			text = text[:len(text)+n]
		}
		quotes += bytes.Count(text[before:], []byte{'"'})
		if errors.Is(err, io.EOF) {
			if n := len(text); n > 0 && text[n-1] != '\n' {
				text, added = append(text, '\n'), 1
			}
			return text, nil, added, err
		}
		// A row ends at a line end with as many quotation marks opened as closed
		// before it, if all rows are well formed.
		open := quotes
		for end := len(text); ; {
			at := bytes.LastIndexByte(text[:end], '\n')
			if at < 0 {
				break
			}
			open -= bytes.Count(text[at:end], []byte{'"'})
			if open%2 == 0 {
				return text[:at+1], text[at+1:], 0, err
			}
			end = at
		}
		switch {
		case err != nil:
			return text[:0], nil, 0, err
		case len(text) > maxLine+readAhead:
			return text[:0], text, 0, errLongLine
		}
	}
}

// part is t for a worker of its own.
func (t *rows) part(all *gathered) *rows {
	p := *t
	all.parts = append(all.parts, &p)
	p.cols = t.cols.own()
	p.own()
	p.scan = newScanner(byte(t.delim), len(t.header), t.cols.lead)
	p.table = p.scan
	return &p
}

func work(part *rows, jobs <-chan *parcel) {
	for s := range jobs {
		part.stretchOf(s)
	}
}

// stretchOf reads one stretch.
func (t *rows) stretchOf(s *parcel) {
	defer close(s.ended)
	t.harvest = t.stretch(s.number)
	s.harvest = t.harvest
	t.settled.ok = false
	scan := t.scan
	scan.text, scan.pos, scan.row, scan.line, scan.odd, scan.lead = s.text, 0, 0, s.line, false, 0
	scan.ascii = asciiBytes(s.text)
	if bytes.IndexByte(s.text, 0) >= 0 || !scan.ascii && (!utf8.Valid(s.text) || t.decoded && bytes.Contains(s.text, []byte("\uFFFD"))) {
		scan.odd = true
	}
	for !scan.odd && t.take() {
	}
	if scan.odd {
		s.odd, s.oddLine = scan.row, scan.line
	}
}

// resume goes on with encoding/csv.
func (t *rows) resume(from io.Reader, before *csvTable, line, number int, all *gathered) {
	text := &textReader{r: from, decoded: before.text.decoded}
	t.table, t.scan, t.settled.ok = newCSVTable(bufio.NewReaderSize(text, 64<<10), text, t.delim, line), nil, false
	t.harvest = t.stretch(number)
	for t.take() {
	}
}
