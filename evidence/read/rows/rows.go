// Package rows takes the bytes of a file apart into rows of cells.
//
// In goes a stream and what is known of it; out come rows, one at a time, in
// buffers that are used again, so that the cost of a file is its bytes and the
// memory does not grow with it. Cells are UTF-8: bytes that do not decode are
// replaced by U+FFFD and named in a Trouble. A row is never given up for what
// is wrong with it, and nothing in the input can make a buffer grow beyond the
// limits of Options: see TestHostile and the fuzz targets.
//
// What a cell means is not known here. A further format is a further Reader:
// one file, its bounds, a golden in testdata and a fuzz target.
package rows

import (
	"io"
	"strconv"
	"unicode/utf8"
)

// Reader gives the rows of one file.
type Reader interface {
	// Next reads a row into row. At the end it returns io.EOF; any other error
	// means that the file cannot be read further.
	Next(row *Row) error
	// Columns names the columns. Formats without a header find more as they go.
	Columns() []string
	// Found tells what was found by looking: format, encoding, delimiter.
	Found() Options
}

// Row is one row. Its buffers are overwritten by the next call to Next.
type Row struct {
	Line     int    // first line of the row, from 1
	Data     []byte // the cells, each followed by one byte of no meaning
	Ends     []int  // where each cell ends in Data; the next begins one byte later
	Column   []int  // number of the column of each cell; nil: cell i stands in column i
	Troubles []Trouble

	valid []byte // spare buffer for repairs
}

// Trouble is something in the row that could not be read as it should.
type Trouble struct {
	Column int    // number of the column, -1: the row as a whole
	Line   int    // where, if not on the first line of the row; 0: there
	Kind   string // a few words, the same for all of the kind
	Detail string // what exactly
	Value  string // what stands there, not longer than ShownBytes
	Lost   bool   // the row could not be read at all
}

// ShownBytes bounds what a Trouble shows of a value.
const ShownBytes = 200

// The kinds of trouble.
const (
	TooFew      = "too few cells"
	TooMany     = "too many cells"
	BadBytes    = "undecodable bytes"
	TooLarge    = "cell too large"
	RowTooLarge = "row too large"
	StrayQuote  = "stray quote"
	OpenQuote   = "quote never closed"
	BadJSON     = "not JSON"
	SameColumn  = "two columns of one name"
)

// Options says what is known of a file. Zero values are found by looking, or
// are the defaults named.
type Options struct {
	Format    string // csv, tsv, jsonl, json
	Encoding  string // as package charset names it
	Delimiter byte
	Skip      int      // lines before the header
	Columns   []string // names of the columns of a file without a header
	Cell      int      // most bytes of a cell, 1 MiB
	Row       int      // most bytes of a row, 16 MiB
	Width     int      // most cells of a row, 16384
}

func (o Options) limits() Options {
	if o.Cell <= 0 {
		o.Cell = 1 << 20
	}
	if o.Row <= 0 {
		o.Row = 16 << 20
	}
	if o.Width <= 0 {
		o.Width = 1 << 14
	}
	return o
}

// Cell returns the i-th cell as it lies in Data.
func (r *Row) Cell(i int) []byte {
	from := 0
	if i > 0 {
		from = r.Ends[i-1] + 1
	}
	return r.Data[from:r.Ends[i]]
}

// Len returns the number of cells.
func (r *Row) Len() int { return len(r.Ends) }

func (r *Row) reset() {
	r.Data, r.Ends, r.Troubles = r.Data[:0], r.Ends[:0], r.Troubles[:0]
	if r.Column != nil {
		r.Column = r.Column[:0]
	}
}

// end closes the cell that was appended to Data.
func (r *Row) end() {
	r.Ends = append(r.Ends, len(r.Data))
	r.Data = append(r.Data, 0)
}

func (r *Row) columnOf(i int) int {
	if r.Column != nil {
		return r.Column[i]
	}
	return i
}

// blank reports whether all cells are empty or white space.
func (r *Row) blank() bool {
	for _, b := range r.Data {
		if b > ' ' {
			return false
		}
	}
	return true
}

// repair replaces bytes that are not UTF-8 and tells of them.
func (r *Row) repair() {
	if utf8.Valid(r.Data) {
		return
	}
	out := r.valid[:0]
	from := 0
	for i, end := range r.Ends {
		cell := r.Data[from:end]
		from = end + 1
		if utf8.Valid(cell) {
			out = append(out, cell...)
		} else {
			detail := badBytes(cell)
			r.Troubles = append(r.Troubles, Trouble{Column: r.columnOf(i), Kind: BadBytes, Detail: detail, Value: Shown(cell)})
			out = appendValid(out, cell)
		}
		r.Ends[i] = len(out)
		out = append(out, 0)
	}
	r.valid, r.Data = r.Data, out
}

func appendValid(dst, src []byte) []byte {
	for len(src) > 0 {
		c, n := utf8.DecodeRune(src)
		if c == utf8.RuneError && n == 1 {
			dst = utf8.AppendRune(dst, utf8.RuneError)
			if loneSurrogate(src) {
				n = 3
			}
		} else {
			dst = append(dst, src[:n]...)
		}
		src = src[n:]
	}
	return dst
}

// loneSurrogate reports half a UTF-16 pair in the three bytes package charset leaves for it.
func loneSurrogate(b []byte) bool {
	return len(b) >= 3 && b[0] == 0xED && b[1] >= 0xA0 && b[1] < 0xC0 && b[2] >= 0x80 && b[2] < 0xC0
}

// badBytes names the first few bytes that do not decode, and says how many there are.
func badBytes(b []byte) string {
	var out []byte
	total := 0
	for i := 0; i < len(b); {
		c, n := utf8.DecodeRune(b[i:])
		if c == utf8.RuneError && n == 1 {
			total++
			if total <= 4 {
				out = append(out, " 0x"...)
				out = append(out, "0123456789ABCDEF"[b[i]>>4], "0123456789ABCDEF"[b[i]&15])
			}
		}
		i += n
	}
	if total > 4 {
		out = append(out, " and "...)
		out = strconv.AppendInt(out, int64(total-4), 10)
		out = append(out, " more"...)
	}
	return string(out[min(1, len(out)):])
}

// Shown cuts b for a Trouble: not longer than ShownBytes, at the end of a rune.
// Bytes that do not decode are shown as U+FFFD.
func Shown(b []byte) string {
	if len(b) > ShownBytes {
		n := ShownBytes
		for n > ShownBytes-utf8.UTFMax && !utf8.RuneStart(b[n]) {
			n--
		}
		b = b[:n]
	}
	if utf8.Valid(b) {
		return string(b)
	}
	s := appendValid(nil, b)
	for len(s) > ShownBytes {
		_, n := utf8.DecodeLastRune(s)
		s = s[:len(s)-n]
	}
	return string(s)
}

// window is a stream with the bytes read and not yet taken.
type window struct {
	in   io.Reader
	base []byte // the buffer to read into
	buf  []byte // what win is the end of
	win  []byte
	read int64 // bytes read from in
	err  error // io.EOF or what went wrong
}

// more makes sure that the window is not empty; false is the end.
func (w *window) more() bool {
	for len(w.win) == 0 {
		if w.err != nil {
			return false
		}
		if w.base == nil {
			w.base = make([]byte, 64<<10)
		}
		n, err := w.in.Read(w.base)
		w.buf, w.err, w.read = w.base[:n], err, w.read+int64(n)
		w.win = w.buf
	}
	return true
}

// unread puts b, the bytes taken last, back before what is in the window. It
// copies only what the buffer no longer has.
func (w *window) unread(b []byte) {
	if at := len(w.buf) - len(w.win); at >= len(b) && cap(w.buf)-cap(w.win) == at {
		w.win = w.buf[at-len(b):]
		return
	}
	w.buf = append(append(make([]byte, 0, len(b)+len(w.win)), b...), w.win...)
	w.win = w.buf
}
