package unpack

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"tradebrief/data/diag"
)

// Bounds of a Parquet file, far beyond what its writers take.
const (
	maxFooter = 32 << 20  // bytes that say what the file holds
	maxPage   = 64 << 20  // bytes of one page, unpacked
	maxHeld   = 512 << 20 // bytes of the pages that are read at a time, one of each column
	maxScale  = 40        // decimals
)

var parquetFault = &Fault{What: "is damaged, or no Parquet file", Hint: "download it again"}

// parquetText is a Parquet file as text: the names of the columns, then a line
// for each row.
type parquetText struct {
	opener  *opener
	check   pageChecker
	columns []parquetColumn
	groups  []parquet.RowGroup
	about   []format.RowGroup
	rows    int64 // of the group that are still to come
	row     int   // that was written last
	out     []byte
	from    int
	err     error
}

// parquetColumn is a column with the values of it that were read ahead.
type parquetColumn struct {
	name     string
	leaf     int    // its number among the columns of the file; -1: it is not read
	sign     string // what its cells hold then
	optional bool
	codec    format.CompressionCodec
	write    func([]byte, parquet.Value) []byte
	pages    parquet.Pages
	page     parquet.Page
	values   parquet.ValueReader
	ahead    []parquet.Value
	buffer   [256]parquet.Value
}

// guarded turns a panic of the library into an error: some damage it does not see.
func guarded(do func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = parquetFault
		}
	}()
	return do()
}

// openParquet opens a file of a size as text.
func (o *opener) openParquet(at io.ReaderAt, size int64) (*Text, error) {
	var end [8]byte
	if size < 12 {
		return nil, parquetFault
	}
	if _, err := at.ReadAt(end[:], size-8); err != nil {
		return nil, err
	}
	footer := int64(binary.LittleEndian.Uint32(end[:4]))
	switch {
	case string(end[4:]) == "PARE":
		return nil, &Fault{What: "is a Parquet file that is encrypted", Hint: "save a copy of it that is not"}
	case string(end[4:]) != "PAR1":
		return nil, &Fault{What: "is a Parquet file that is cut off", Hint: "download it again"}
	case footer > size-12 || footer > maxFooter:
		return nil, parquetFault
	}
	t, g := &parquetText{opener: o, check: pageChecker{at: at, size: size}}, &Grid{}
	err := guarded(func() error {
		foot := io.NewSectionReader(at, size-8-footer, footer)
		if description(new(format.FileMetaData), bufio.NewReader(foot), footer) != nil {
			return parquetFault
		}
		file, err := parquet.OpenFile(at, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.FileReadMode(parquet.ReadModeSync))
		if err != nil {
			return parquetFault
		}
		t.groups, t.about = file.RowGroups(), file.Metadata().RowGroups
		for _, c := range file.Root().Columns() {
			column := parquetColumn{name: c.Name(), leaf: -1, sign: Nested}
			if about := c.Type().LogicalType(); c.Leaf() && about != nil && about.Unknown != nil {
				column.sign = "" // it has no value at all
			} else if c.Leaf() && !c.Repeated() && c.Type().Kind() >= 0 {
				column.leaf, column.optional = c.Index(), c.Optional()
				column.write = parquetWriter(c)
			}
			if column.leaf >= 0 && len(t.about) > 0 && column.leaf < len(t.about[0].Columns) {
				column.codec = t.about[0].Columns[column.leaf].MetaData.Codec
				if name, unread := unreadCodec(column.codec); unread {
					return &Fault{What: "is a Parquet file packed with " + name + ", which is not read", Hint: "write it again with snappy or zstd"}
				}
			}
			t.columns = append(t.columns, column)
			g.columns = append(g.columns, column.name)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(t.columns) == 0 || len(t.columns) > maxColumns:
		return nil, &Fault{What: "is a Parquet file of " + diag.Count(len(t.columns), "column")}
	}
	for i := range t.columns {
		if i > 0 {
			t.out = append(t.out, ',')
		}
		t.out = appendCSV(t.out, []byte(t.columns[i].name))
	}
	t.out = append(t.out, '\n')
	return &Text{t, g, []io.Closer{t}}, nil
}

func (t *parquetText) Read(p []byte) (int, error) {
	for t.from == len(t.out) {
		if t.err != nil {
			return 0, t.err
		}
		t.out, t.from = t.out[:0], 0
		if t.err = guarded(t.next); t.err != nil && !errors.Is(t.err, io.EOF) {
			t.out = t.out[:0]
			fault := *parquetFault
			if err := (*Fault)(nil); errors.As(t.err, &err) {
				fault = *err
			}
			fault.Line = t.row + 2
			if t.err = t.opener.file.err; t.err == nil {
				t.err = &fault
			}
		}
	}
	n := copy(p, t.out[t.from:])
	t.from += n
	return n, nil
}

func (t *parquetText) Close() error {
	return guarded(func() error {
		t.shut()
		t.check.close()
		return nil
	})
}

// unreadCodec names a way of packing that is not read.
func unreadCodec(c format.CompressionCodec) (name string, unread bool) {
	switch c {
	case format.Uncompressed, format.Snappy, format.Gzip, format.Brotli, format.Zstd, format.Lz4Raw:
		return "", false
	case format.Lz4:
		return "LZ4 of the old kind", true
	}
	return c.String(), true
}

// shut ends the reading of a group.
func (t *parquetText) shut() {
	for i := range t.columns {
		c := &t.columns[i]
		parquet.Release(c.page)
		if c.pages != nil {
			_ = c.pages.Close()
		}
		c.pages, c.page, c.values, c.ahead = nil, nil, nil, nil
	}
}

// next writes some rows.
func (t *parquetText) next() error {
	for t.rows == 0 {
		t.shut()
		if len(t.groups) == 0 {
			return io.EOF
		}
		group, about := t.groups[0], t.about[0]
		t.groups, t.about = t.groups[1:], t.about[1:]
		chunks := group.ColumnChunks()
		held := int64(0)
		for i := range t.columns {
			c := &t.columns[i]
			if c.leaf < 0 {
				continue
			}
			if c.leaf >= len(about.Columns) {
				return parquetFault
			}
			column := &about.Columns[c.leaf].MetaData
			n, ok := t.check.column(column, c.optional)
			// The library goes by the codec of the first group.
			if held += n; !ok || column.Codec != c.codec || column.NumValues != about.NumRows {
				return c.fault()
			}
			if held > maxHeld {
				return &Fault{What: "needs more than 512 MB of memory at a time", Hint: "write it again with smaller pages, as most programs do by themselves"}
			}
			c.pages = chunks[c.leaf].Pages()
		}
		if t.rows = group.NumRows(); t.rows < 0 {
			return parquetFault
		}
	}
	for n := 0; n < 64 && t.rows > 0 && len(t.out) < maxPiece; n++ {
		before := len(t.out)
		for i := range t.columns {
			if i > 0 {
				t.out = append(t.out, ',')
			}
			c := &t.columns[i]
			if c.leaf < 0 {
				t.out = append(t.out, c.sign...)
				continue
			}
			v, err := c.next()
			if err != nil {
				t.out = t.out[:before]
				return c.fault()
			}
			if !v.IsNull() {
				t.out = c.write(t.out, v)
			}
		}
		t.out = append(t.out, '\n')
		t.row++
		t.rows--
	}
	return nil
}

// next is the next value of a column.
func (c *parquetColumn) next() (parquet.Value, error) {
	for len(c.ahead) == 0 {
		if err := guarded(c.read); err != nil {
			return parquet.Value{}, err
		}
	}
	v := c.ahead[0]
	c.ahead = c.ahead[1:]
	return v, nil
}

// read reads some values ahead.
func (c *parquetColumn) read() error {
	if c.values == nil {
		parquet.Release(c.page)
		page, err := c.pages.ReadPage()
		if c.page = page; err != nil {
			return err
		}
		c.values = page.Values()
	}
	n, err := c.values.ReadValues(c.buffer[:])
	c.ahead = c.buffer[:n]
	switch {
	case errors.Is(err, io.EOF):
		c.values = nil
		return nil
	case err == nil && n == 0:
		return io.ErrNoProgress
	}
	return err
}

// fault says that the column is not read.
func (c *parquetColumn) fault() *Fault {
	return &Fault{What: "is damaged, or written in a way that is not read, in column " + diag.Quote(c.name), Hint: "download it again, or write it again without that column"}
}

// parquetWriter gives how the values of a column are written: exactly, a figure
// in the fewest digits that give it back, a day as 2023-09-01.
func parquetWriter(c *parquet.Column) func([]byte, parquet.Value) []byte {
	kind := c.Type().Kind()
	logical := c.Type().LogicalType()
	if logical == nil {
		logical = &format.LogicalType{}
	}
	whole := func(v parquet.Value) int64 {
		if v.Kind() == parquet.Int32 {
			return int64(v.Int32())
		}
		return v.Int64()
	}
	switch {
	case logical.Decimal != nil:
		scale := int(logical.Decimal.Scale)
		return func(to []byte, v parquet.Value) []byte {
			x := new(big.Int)
			if v.Kind() == parquet.Int32 || v.Kind() == parquet.Int64 {
				x.SetInt64(whole(v))
			} else if b := v.ByteArray(); len(b) > 0 {
				if x.SetBytes(b); b[0] >= 0x80 {
					x.Sub(x, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
				}
			}
			return appendDecimal(to, x, scale)
		}
	case logical.Date != nil:
		return func(to []byte, v parquet.Value) []byte {
			return cellFormat{date: dayDate}.appendDay(to, time.Unix(86400*int64(v.Int32()), 0).UTC())
		}
	case logical.Timestamp != nil:
		unit := logical.Timestamp.Unit
		return func(to []byte, v parquet.Value) []byte {
			n := v.Int64()
			var at time.Time
			switch {
			case unit.Millis != nil:
				at = time.UnixMilli(n)
			case unit.Micros != nil:
				at = time.UnixMicro(n)
			default:
				at = time.Unix(0, n)
			}
			return cellFormat{date: dayDate}.appendDay(to, at.UTC())
		}
	case logical.Integer != nil && !logical.Integer.IsSigned:
		return func(to []byte, v parquet.Value) []byte {
			if v.Kind() == parquet.Int32 {
				return strconv.AppendUint(to, uint64(v.Uint32()), 10)
			}
			return strconv.AppendUint(to, v.Uint64(), 10)
		}
	}
	switch kind {
	case parquet.Boolean:
		return func(to []byte, v parquet.Value) []byte { return strconv.AppendBool(to, v.Boolean()) }
	case parquet.Int32, parquet.Int64:
		return func(to []byte, v parquet.Value) []byte { return strconv.AppendInt(to, whole(v), 10) }
	case parquet.Int96:
		return func(to []byte, v parquet.Value) []byte {
			x := v.Int96()
			const julian1970 = 2440588
			at := time.Unix(86400*(int64(x[2])-julian1970), int64(uint64(x[1])<<32|uint64(x[0]))%(24*int64(time.Hour))).UTC()
			return cellFormat{date: dayDate}.appendDay(to, at)
		}
	case parquet.Float:
		return func(to []byte, v parquet.Value) []byte { return appendFloat(to, float64(v.Float()), 32) }
	case parquet.Double:
		return func(to []byte, v parquet.Value) []byte { return appendFloat(to, v.Double(), 64) }
	}
	return func(to []byte, v parquet.Value) []byte { return appendCSV(to, v.ByteArray()) }
}

// appendFloat writes a figure; NaN, which stands where programs know none, is nothing.
func appendFloat(to []byte, x float64, bits int) []byte {
	if math.IsNaN(x) {
		return to
	}
	form := byte('f')
	if a := math.Abs(x); a != 0 && (a >= 1e21 || a < 1e-20) {
		form = 'e'
	}
	return strconv.AppendFloat(to, x, form, -1, bits)
}

func appendDecimal(to []byte, x *big.Int, scale int) []byte {
	if scale < 0 || scale > maxScale {
		return fmt.Appendf(to, "%se%d", x, -scale)
	}
	digits := x.String()
	if x.Sign() < 0 {
		to, digits = append(to, '-'), digits[1:]
	}
	if len(digits) <= scale {
		digits = strings.Repeat("0", scale+1-len(digits)) + digits
	}
	to = append(to, digits[:len(digits)-scale]...)
	if scale > 0 {
		to = append(append(to, '.'), digits[len(digits)-scale:]...)
	}
	return to
}
