package unpack

import (
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"
)

// bounds are what a file may cost, whatever it says of itself. What goes beyond
// them is refused.
type bounds struct {
	// Unpacked bytes for each packed one, from so many unpacked bytes on. Tables
	// shrink to a tenth, very regular ones to a hundredth; what shrinks to less was
	// made to fill a machine.
	packing, packingFrom int64

	held  int64 // bytes of a workbook or a Parquet file that is packed itself, for it is kept in memory
	part  int64 // bytes of XML in a part of a workbook
	texts int   // bytes of the texts that the cells of a workbook share
}

var usual = bounds{packing: 200, packingFrom: 8 << 20, held: 64 << 20, part: 2 << 30, texts: 64 << 20}

// maxWindow is the bytes that Zstandard may have to look back.
const maxWindow = 32 << 20

// source is the file itself, being read. It counts what is read from its start and
// keeps the error that ended it: a file that was not read looks damaged.
type source struct {
	r   io.Reader
	at  io.ReaderAt // nil: it can be read from its start only
	n   int64
	err error
}

func (s *source) keep(err error) {
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.n += int64(n)
	s.keep(err)
	return n, err
}

func (s *source) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, io.EOF // a place that the file says of itself
	}
	n, err := s.at.ReadAt(p, off)
	s.keep(err)
	return n, err
}

// unpacker hands on what is packed, up to the bound.
type unpacker struct {
	*opener
	r      io.Reader
	packed int64 // bytes that r unpacks; 0 = those of the file that were read
	most   int64 // bytes to hand on; 0 = no bound but that of packing
	n      int64 // that were handed on
}

func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.n += int64(n)
	packed := u.packed
	if packed == 0 {
		packed = u.file.n
	}
	if u.n > u.bounds.packingFrom && u.n/u.bounds.packing > packed {
		return n, &Fault{What: "unpacks to more than 200 times its size, as no table of trade does", Hint: "look at what it holds with another program, and save that unpacked if it is right"}
	}
	if u.most > 0 && u.n > u.most {
		return n, &Fault{What: "is a workbook with a sheet of more than 2 GB once unpacked", Hint: "save the sheet as .csv"}
	}
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	return n, u.unpacking(err)
}

const again = "download it again"

// unpacking says what an error of unpacking means. One of reading comes first.
func (o *opener) unpacking(err error) error {
	var fault *Fault
	switch {
	case o.file.err != nil:
		return o.file.err
	case errors.As(err, &fault):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &Fault{What: "is cut off: its packed content ends in the middle", Hint: again}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return &Fault{What: "needs more than 32 MB of memory to unpack", Hint: "pack it again without --long, or unpack it with unzstd"}
	}
	return &Fault{What: "is damaged: its packed content cannot be unpacked", Hint: again}
}
