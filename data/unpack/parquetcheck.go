package unpack

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

// The library takes a Parquet file at its word: it makes room for as many things as a
// list says that it has, unpacks a page however long it becomes, and repeats a value
// as often as a run says. One wrong byte can ask for all the memory there is. So the
// words are held against what stands behind them first.

// maxListed is the most items that the lists of one description may have together,
// such as the columns of all groups of rows.
const maxListed = 1 << 20

// oldDictionary is how old files name format.RLEDictionary.
const oldDictionary format.Encoding = 2

var errLies = errors.New("it is not as it says")

// description reads a structure of Thrift in which no length is beyond what is left.
func description(into any, r *bufio.Reader, size int64) error {
	var protocol thrift.CompactProtocol
	return thrift.NewDecoder(&honest{protocol.NewReader(r), size, maxListed}).Decode(into)
}

// thriftReader gives the reader that honest embeds a name other than that of a method of it.
type thriftReader interface{ thrift.Reader }

// honest is a reader of Thrift that believes no length.
type honest struct {
	thriftReader
	bytes int64 // that the whole has
	items int   // that its lists may have
}

func (h *honest) list(n int32) error {
	if h.items -= int(n); n < 0 || h.items < 0 {
		return errLies
	}
	return nil
}

func (h *honest) ReadList() (thrift.List, error) {
	l, err := h.thriftReader.ReadList()
	return l, errors.Join(err, h.list(l.Size))
}

func (h *honest) ReadSet() (thrift.Set, error) {
	s, err := h.thriftReader.ReadSet()
	return s, errors.Join(err, h.list(s.Size))
}

func (h *honest) ReadMap() (thrift.Map, error) {
	m, err := h.thriftReader.ReadMap()
	return m, errors.Join(err, h.list(m.Size))
}

func (h *honest) ReadBytes() ([]byte, error) {
	n, err := h.thriftReader.ReadLength()
	if err != nil || int64(n) > h.bytes {
		return nil, errors.Join(err, errLies)
	}
	b := make([]byte, n)
	_, err = io.ReadFull(h.Reader(), b)
	return b, err
}

func (h *honest) ReadString() (string, error) {
	b, err := h.ReadBytes()
	return string(b), err
}

// pageChecker holds the pages of columns against what their heads say.
type pageChecker struct {
	at     io.ReaderAt
	size   int64 // of the file
	packed []byte
	page   []byte
	gzip   *gzip.Reader
	zstd   *zstd.Decoder
}

// column goes through the pages of a column. It gives the bytes of memory that
// reading it takes at a time, and false where a page is not as its head says.
func (k *pageChecker) column(about *format.ColumnMetaData, optional bool) (held int64, ok bool) {
	from := about.DataPageOffset
	if about.DictionaryPageOffset != 0 { // so the library goes about it
		from = about.DictionaryPageOffset
	}
	dictionary, left := int64(0), about.NumValues
	for left > 0 {
		if from < 4 || from >= k.size {
			return 0, false
		}
		// What is looked at is no longer than the longest head.
		size := min(k.size-from, 1<<20)
		head := &source{r: io.NewSectionReader(k.at, from, size)}
		buffered := bufio.NewReaderSize(head, 512)
		var h format.PageHeader
		if description(&h, buffered, size) != nil {
			return 0, false
		}
		from += head.n - int64(buffered.Buffered())
		if h.CompressedPageSize < 0 || h.CompressedPageSize > maxPage || h.UncompressedPageSize < 0 || h.UncompressedPageSize > maxPage || int64(h.CompressedPageSize) > k.size-from {
			return 0, false
		}
		k.packed = sized(k.packed, int(h.CompressedPageSize))
		if _, err := k.at.ReadAt(k.packed, from); err != nil {
			return 0, false
		}
		from += int64(h.CompressedPageSize)
		values, ok := k.sound(&h, about.Codec, optional)
		if !ok {
			return 0, false
		}
		cost := int64(h.UncompressedPageSize) + 5*int64(values) // a level and the number of a word of the dictionary
		if h.Type == format.DictionaryPage {
			dictionary = cost
		} else {
			held = max(held, cost)
			left -= int64(values)
		}
	}
	return held + dictionary, left == 0
}

// sound reports whether a page unpacks to its size, and whether what it holds has
// as many values as its head says.
func (k *pageChecker) sound(h *format.PageHeader, codec format.CompressionCodec, optional bool) (values int32, ok bool) {
	v1, v2, levels := h.DataPageHeader, h.DataPageHeaderV2, 0
	var encoding format.Encoding
	switch {
	case h.Type == format.DataPage && v1 != nil:
		values, encoding = v1.NumValues, v1.Encoding
	case h.Type == format.DataPageV2 && v2 != nil:
		values, encoding = v2.NumValues, v2.Encoding
		levels = int(v2.RepetitionLevelsByteLength) + int(v2.DefinitionLevelsByteLength)
		if v2.RepetitionLevelsByteLength < 0 || v2.DefinitionLevelsByteLength < 0 || levels > len(k.packed) || levels > int(h.UncompressedPageSize) || v2.NumNulls < 0 || v2.NumNulls > values {
			return 0, false
		}
		if v2.IsCompressed != nil && !*v2.IsCompressed {
			codec = format.Uncompressed
		}
	case h.Type == format.DictionaryPage && h.DictionaryPageHeader != nil:
		values = h.DictionaryPageHeader.NumValues
	default:
		return 0, false
	}
	if values < 0 || values > maxPage {
		return 0, false
	}
	k.page = sized(k.page, int(h.UncompressedPageSize)-levels)
	if !k.unpack(codec, k.packed[levels:]) {
		return 0, false
	}
	data := k.page
	switch {
	case h.Type == format.DictionaryPage:
		return values, true
	case h.Type == format.DataPageV2:
		if optional && !runs(k.packed[v2.RepetitionLevelsByteLength:levels], 1, values) {
			return 0, false
		}
	case optional:
		var before []byte
		if before, data = cutRuns(data); !runs(before, 1, values) {
			return 0, false
		}
	}
	switch encoding {
	case format.RLEDictionary, oldDictionary:
		return values, len(data) == 0 || runs(data[1:], int(data[0]), values)
	case format.RLE:
		before, _ := cutRuns(data)
		return values, runs(before, 1, values)
	case format.DeltaBinaryPacked, format.DeltaLengthByteArray, format.DeltaByteArray:
		var words [3]uint64 // the size of a block, its parts, the values
		for i := range words {
			n := 0
			if words[i], n = binary.Uvarint(data); n <= 0 {
				return values, values == 0
			}
			data = data[n:]
		}
		return values, words[2] <= uint64(values)
	}
	return values, true
}

// unpack unpacks what a page holds into the room for it, and reports whether that
// is what it takes.
func (k *pageChecker) unpack(codec format.CompressionCodec, packed []byte) bool {
	if len(packed) == 0 && len(k.page) == 0 {
		return true
	}
	var r io.Reader
	switch codec {
	case format.Uncompressed:
		return copy(k.page, packed) == len(k.page) && len(packed) == len(k.page)
	case format.Snappy:
		n, err := snappy.DecodedLen(packed)
		if err != nil || n != len(k.page) {
			return false
		}
		_, err = snappy.Decode(k.page, packed)
		return err == nil
	case format.Lz4Raw:
		n, err := lz4.UncompressBlock(packed, k.page)
		return err == nil && n == len(k.page)
	case format.Gzip:
		if k.gzip == nil {
			k.gzip = new(gzip.Reader)
		}
		if k.gzip.Reset(bytes.NewReader(packed)) != nil {
			return false
		}
		r = k.gzip
	case format.Zstd:
		var err error
		if k.zstd == nil {
			k.zstd, err = zstd.NewReader(nil, zstd.WithDecoderMaxWindow(maxPage), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
		}
		if err != nil || k.zstd.Reset(bytes.NewReader(packed)) != nil {
			return false
		}
		r = k.zstd
	case format.Brotli:
		r = brotli.NewReader(bytes.NewReader(packed))
	default:
		return false
	}
	if _, err := io.ReadFull(r, k.page); err != nil {
		return false
	}
	n, err := r.Read(make([]byte, 1))
	return n == 0 && errors.Is(err, io.EOF)
}

func (k *pageChecker) close() {
	if k.zstd != nil {
		k.zstd.Close()
	}
}

// runs reports whether runs of values of so many bits have no more than so many
// values, but for those that fill up the last run: DuckDB writes 256 at a time.
func runs(data []byte, bits int, values int32) bool {
	const filling = 1024
	if bits > 32 {
		return false
	}
	for left := int64(values) + filling; len(data) > 0; {
		u, n := binary.Uvarint(data)
		if n <= 0 || u>>1 > maxPage {
			return false
		}
		data = data[n:]
		take, count := (bits+7)/8, int64(u>>1)
		if u&1 != 0 {
			take, count = int(u>>1)*bits, count*8
		}
		if left -= count; left < 0 || take > len(data) {
			return false
		}
		data = data[take:]
	}
	return true
}

// cutRuns parts runs that say their length from what follows them.
func cutRuns(data []byte) (runs, rest []byte) {
	if len(data) < 4 {
		return data, nil
	}
	n := min(int64(binary.LittleEndian.Uint32(data)), int64(len(data)-4))
	return data[4 : 4+n], data[4+n:]
}

// sized is room for so many bytes.
func sized(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}
