package object

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"slices"
)

// Data follows references to a stream and gives its data as they were before
// they were packed. The one filter that it knows is FlateDecode, with the
// predictors of PNG and TIFF. What is unpacked for a file in
// all is bounded, by 256 MB.
func (p *File) Data(o Object) ([]byte, error) {
	s, ok := p.Get(o).(*Stream)
	if !ok {
		if p.fault != nil {
			return nil, p.fault
		}
		return nil, fmt.Errorf("expected a stream, found %v", o)
	}
	if s.Dict["F"] != nil {
		return nil, fmt.Errorf("the data of a stream are in another file")
	}
	filters, parms := p.list(s.Dict["Filter"]), p.list(s.Dict["DecodeParms"])
	data := s.Data
	for i, f := range filters {
		if i == 4 {
			return nil, fmt.Errorf("a stream is packed by %d filters, expected at most 4", len(filters))
		}
		f = p.Get(f)
		if f != Name("FlateDecode") && f != Name("Fl") {
			return nil, fmt.Errorf("a stream is packed by %v, expected FlateDecode", f)
		}
		var err error
		if data, err = p.inflate(data); err != nil {
			return nil, err
		}
		if i < len(parms) {
			if data, err = p.unpredict(data, p.Dict(parms[i])); err != nil {
				return nil, err
			}
		}
	}
	return data, nil
}

// list is what may be one value or an array of them.
func (p *File) list(o Object) Array {
	switch o := p.Get(o).(type) {
	case nil:
		return nil
	case Array:
		return o
	default:
		return Array{o}
	}
}

func (p *File) inflate(packed []byte) ([]byte, error) {
	in := bytes.NewReader(packed)
	var err error
	if p.unzip == nil {
		p.unzip, err = zlib.NewReader(in)
	} else {
		err = p.unzip.(zlib.Resetter).Reset(in, nil)
	}
	if err != nil {
		return nil, fmt.Errorf("a stream of %d bytes is damaged: %w", len(packed), err)
	}
	left := max(0, mostInflated-p.inflated)
	var out bytes.Buffer
	// Text packs to a quarter or so; no stream is packed to less than a thousandth.
	out.Grow(min(4*len(packed)+bytes.MinRead, left+bytes.MinRead))
	n, err := out.ReadFrom(io.LimitReader(p.unzip, int64(left)+1))
	p.inflated += int(n)
	if p.inflated > mostInflated {
		return nil, fmt.Errorf("the streams of the file unpack to more than %d MB", mostInflated>>20)
	}
	if err != nil {
		return nil, fmt.Errorf("a stream of %d bytes is damaged: %w", len(packed), err)
	}
	return out.Bytes(), nil
}

// unpredict gives back the bytes that were written as differences from those
// before or above them.
func (p *File) unpredict(data []byte, parms Dict) ([]byte, error) {
	number := func(k Name, otherwise int) int {
		o := p.Get(parms[k])
		if o == nil {
			return otherwise
		}
		n, err := natural(o)
		if err != nil || n > 1<<16 {
			return -1
		}
		return n
	}
	predictor := number("Predictor", 1)
	if predictor == 1 {
		return data, nil
	}
	colors, bits, columns := number("Colors", 1), number("BitsPerComponent", 8), number("Columns", 1)
	if colors < 1 || colors > 32 || bits < 1 || bits > 16 || columns < 1 {
		return nil, fmt.Errorf("a predictor of %d columns of %d colours of %d bits", columns, colors, bits)
	}
	size, row := (colors*bits+7)/8, (columns*colors*bits+7)/8 // bytes of a pixel and of a row
	switch {
	case predictor == 2 && bits == 8:
		for line := range slices.Chunk(data, row) {
			for i := size; i < len(line); i++ {
				line[i] += line[i-size]
			}
		}
		return data, nil
	case predictor < 10 || predictor > 15:
		return nil, fmt.Errorf("a stream with the predictor %d of %d bits, expected one of PNG or that of TIFF for bytes", predictor, bits)
	}
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 1 {
		kind, line := data[0], data[1:min(1+row, len(data))]
		data = data[1+len(line):]
		if err := unfilter(kind, line, above, size); err != nil {
			return nil, err
		}
		out = append(out, line...)
		above = line
		if len(line) < row {
			break
		}
	}
	return out, nil
}

// unfilter undoes one of PNG's filters on a row in place.
func unfilter(kind byte, line, above []byte, size int) error {
	if kind > 4 {
		return fmt.Errorf("a row with the filter %d, expected one of PNG's", kind)
	}
	for i := range line {
		var left, corner byte
		if i >= size {
			left, corner = line[i-size], above[i-size]
		}
		switch kind {
		case 1:
			line[i] += left
		case 2:
			line[i] += above[i]
		case 3:
			line[i] += byte((int(left) + int(above[i])) / 2)
		case 4:
			line[i] += paeth(left, above[i], corner)
		}
	}
	return nil
}

// paeth is the neighbour that is nearest to what the three of them suggest.
func paeth(left, above, corner byte) byte {
	guess := int(left) + int(above) - int(corner)
	distance := func(b byte) int { return max(guess-int(b), int(b)-guess) }
	switch l, a, c := distance(left), distance(above), distance(corner); {
	case l <= a && l <= c:
		return left
	case a <= c:
		return above
	}
	return corner
}
