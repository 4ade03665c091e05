package rows

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// delimited reads CSV and its kin. It takes what spreadsheets and hands have
// made of RFC 4180: lines ended by LF, CR LF or CR in one file, quotes that
// stand inside a cell, quotes never closed, rows too short or too long.
type delimited struct {
	window
	opt     Options
	columns []string
	line    int // of the next byte
	anyLF   bool
	special [256]bool // delimiter, CR, LF

	start    int    // where the cell being read begins in Data
	over     bool   // the cell being read is cut out
	why      string // kind of trouble it is cut out for
	shown    []byte // what is shown of it
	lost     int    // cells beyond Width
	reread   int64  // bytes read again after an open quote
	troubles []Trouble
}

// What keep is given besides what stands in the window. Never written to.
var (
	lf        = []byte{'\n'}
	cr        = []byte{'\r'}
	quote     = []byte{'"'}
	twoQuotes = []byte{'"', '"'}
)

type ending uint8

const (
	byDelimiter ending = iota
	byLine
	byEOF
)

// newDelimited begins to read; head is the beginning of the file, already in in.
func newDelimited(in io.Reader, o Options, head []byte) (*delimited, error) {
	d := &delimited{window: window{in: in}, opt: o, line: 1, anyLF: bytes.IndexByte(head, '\n') >= 0}
	d.special[o.Delimiter], d.special['\n'], d.special['\r'] = true, true, true
	for range o.Skip {
		d.skipLine()
	}
	if o.Columns != nil {
		d.columns = o.Columns
		return d, nil
	}
	var row Row
	if err := d.next(&row); err != nil && err != io.EOF {
		return nil, err
	}
	d.troubles = append(d.troubles, row.Troubles...)
	names := make([]string, 0, row.Len())
	for i := range row.Len() {
		names = append(names, string(row.Cell(i)))
	}
	var same []string
	d.columns, same = columnNames(names)
	for _, name := range same {
		d.troubles = append(d.troubles, Trouble{Column: -1, Line: row.Line, Kind: SameColumn, Value: name})
	}
	return d, nil
}

// columnNames trims the cells of a header, names those that are empty by their
// place, and tells apart those that are the same.
func columnNames(header []string) (names, same []string) {
	seen := map[string]bool{}
	for len(header) > 0 && strings.TrimSpace(header[len(header)-1]) == "" {
		header = header[:len(header)-1]
	}
	for i, h := range header {
		name := strings.Join(strings.Fields(strings.Trim(h, "\ufeff\x00")), " ")
		if name == "" {
			name = Unnamed(i)
		}
		if seen[name] {
			same = append(same, name)
		}
		for n, base := 2, name; seen[name]; n++ {
			name = base + "~" + strconv.Itoa(n)
		}
		seen[name] = true
		names = append(names, name)
	}
	return names, same
}

// Unnamed is the name of the i-th column, from 0, if it has none of its own.
func Unnamed(i int) string { return "column " + strconv.Itoa(i+1) }

func (d *delimited) Columns() []string { return d.columns }
func (d *delimited) Found() Options    { return d.opt }

func (d *delimited) Next(row *Row) error {
	if err := d.next(row); err != nil {
		return err
	}
	if d.troubles != nil { // of the header: told with the first row
		row.Troubles = append(row.Troubles, d.troubles...)
		d.troubles = nil
	}
	width := len(d.columns)
	n := row.Len()
	for n > max(width, 1) && len(bytes.TrimSpace(row.Cell(n-1))) == 0 {
		n--
	}
	row.Ends = row.Ends[:n]
	row.Data = row.Data[:row.Ends[n-1]+1]
	if d.lost > 0 {
		n += d.lost
	}
	switch {
	case n < width:
		row.Troubles = append(row.Troubles, Trouble{Column: -1, Kind: TooFew, Detail: fmt.Sprintf("%d of %d", n, width)})
	case n > width:
		row.Troubles = append(row.Troubles, Trouble{Column: -1, Kind: TooMany, Detail: fmt.Sprintf("%d for %d columns", n, width)})
	}
	return nil
}

// next reads a row that is not blank.
func (d *delimited) next(row *Row) error {
	for {
		row.reset()
		if !d.more() {
			return d.err
		}
		row.Line, d.lost = d.line, 0
		for d.cell(row) == byDelimiter {
		}
		if d.err != nil && d.err != io.EOF {
			return d.err
		}
		if !row.blank() || len(row.Troubles) > 0 {
			break
		}
	}
	row.repair()
	return nil
}

// cell reads one cell and says what ended it.
func (d *delimited) cell(row *Row) ending {
	d.start, d.over = len(row.Data), false
	var end ending
	closed := false
	if d.more() && d.win[0] == '"' {
		if end, closed = d.quoted(row); !closed {
			d.keep(row, quote)
		}
	}
	if !closed {
		end = d.bare(row)
	}
	if d.over {
		row.Data = row.Data[:d.start]
		row.Troubles = append(row.Troubles, Trouble{Column: len(row.Ends), Kind: d.why, Value: Shown(d.shown)})
	}
	if len(row.Ends) >= d.opt.Width {
		row.Data = row.Data[:d.start]
		d.lost++
		return end
	}
	row.end()
	return end
}

// bare reads up to a delimiter or the end of the line.
func (d *delimited) bare(row *Row) ending {
	for d.more() {
		w, i := d.win, 0
		for i < len(w) && !d.special[w[i]] {
			i++
		}
		if i > 0 {
			d.keep(row, w[:i])
		}
		if i == len(w) {
			d.win = w[len(w):]
			continue
		}
		b := w[i]
		d.win = w[i+1:]
		switch b {
		case d.opt.Delimiter:
			return byDelimiter
		case '\n':
			d.line++
			return byLine
		default:
			if d.afterCR(row) {
				return byLine
			}
			d.keep(row, cr)
		}
	}
	return byEOF
}

// afterCR says whether the CR just taken ends the row: before an LF it does, and
// alone if the row has all its cells, or if the file knows no other end of line.
func (d *delimited) afterCR(row *Row) bool {
	if d.more() && d.win[0] == '\n' {
		d.win = d.win[1:]
		d.line++
		return true
	}
	if !d.anyLF || d.columns != nil && len(row.Ends)+1 >= len(d.columns) {
		d.line++
		return true
	}
	return false
}

// keep appends to the cell, unless that makes it too large.
func (d *delimited) keep(row *Row, b []byte) {
	switch {
	case d.over:
	case len(row.Data)-d.start+len(b) > d.opt.Cell:
		d.cut(row, b, TooLarge)
	case len(row.Data)+len(b) > d.opt.Row:
		d.cut(row, b, RowTooLarge)
	default:
		row.Data = append(row.Data, b...)
	}
}

func (d *delimited) cut(row *Row, b []byte, why string) {
	d.over, d.why = true, why
	d.shown = append(d.shown[:0], row.Data[d.start:min(len(row.Data), d.start+ShownBytes)]...)
	d.shown = append(d.shown, b[:min(len(b), ShownBytes-len(d.shown))]...)
	row.Data = row.Data[:d.start]
}

// quoted reads a cell that begins with a quote. It gives false, with the input
// as it was, if the quote turns out never to be closed: see runaway.
func (d *delimited) quoted(row *Row) (ending, bool) {
	d.win = d.win[1:]
	line, looked, stray, doubled := d.line, 0, false, false
	column := len(row.Ends)
	for d.more() {
		i := bytes.IndexByte(d.win, '"')
		span := d.win
		if i >= 0 {
			span = span[:i]
		}
		if !d.over && len(row.Data)-d.start+len(span) > d.opt.Cell && d.runaway(row, line, nil, false) {
			return 0, false
		}
		d.line += d.lines(span)
		d.keep(row, span)
		d.win = d.win[len(span):]
		if i < 0 {
			continue
		}
		d.win = d.win[1:]
		end, what := d.afterQuote()
		switch what {
		case quoteCloses:
			if doubled && !d.over {
				row.Data = undouble(row.Data, d.start)
			}
			if stray {
				row.Troubles = append(row.Troubles, Trouble{Column: column, Kind: StrayQuote, Value: Shown(row.Data[d.start:])})
			}
			return end, true
		case quoteDoubled:
			doubled = true
			d.keep(row, twoQuotes)
		case quoteStray:
			if size := len(row.Data) - d.start; !d.over && d.line > line && size >= 2*looked {
				looked = size
				if d.runaway(row, line, quote, false) {
					return 0, false
				}
			}
			stray = true
			d.keep(row, quote)
		}
	}
	if !d.over && d.runaway(row, line, nil, true) {
		return 0, false
	}
	if doubled && !d.over {
		row.Data = undouble(row.Data, d.start)
	}
	row.Troubles = append(row.Troubles, Trouble{Column: column, Kind: OpenQuote, Value: Shown(row.Data[d.start:])})
	return byEOF, true
}
