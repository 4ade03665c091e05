package rows

import "bytes"

type quoteRole uint8

const (
	quoteCloses quoteRole = iota
	quoteDoubled
	quoteStray
)

// afterQuote says what a quote just taken inside a quoted cell is. A closing
// one takes what ends the cell along, with blanks before it.
func (d *delimited) afterQuote() (ending, quoteRole) {
	if !d.more() {
		return byEOF, quoteCloses
	}
	switch b := d.win[0]; b {
	case d.opt.Delimiter:
		d.win = d.win[1:]
		return byDelimiter, quoteCloses
	case '\n':
		d.win = d.win[1:]
		d.line++
		return byLine, quoteCloses
	case '\r':
		d.win = d.win[1:]
		if d.more() && d.win[0] == '\n' {
			d.win = d.win[1:]
		}
		d.line++
		return byLine, quoteCloses
	case '"':
		d.win = d.win[1:]
		return 0, quoteDoubled
	}
	return 0, quoteStray
}

// runaway decides whether the quote that opened the cell was never closed, so
// that the cell has swallowed rows. It has if the rest of its first line has
// just the cells the row lacks, and at least half the lines after that have as
// many as the header. Then everything behind the quote is put back to be read
// again, and taken with it. What is read twice stays below five times the file.
// At the end of the file a line that fits is enough.
func (d *delimited) runaway(row *Row, line int, taken []byte, atEnd bool) bool {
	cell := row.Data[d.start:]
	if d.reread+int64(len(cell)) > 4*(d.read+int64(d.opt.Cell)) {
		return false
	}
	width := len(d.columns) - 1 // delimiters in a row
	end := lf
	if !d.anyLF {
		end = cr
	}
	first, rest, more := bytes.Cut(cell, end)
	lacking := width - len(row.Ends)
	if !more && !atEnd || width < 1 || d.delimiters(first) != lacking {
		return false
	}
	all, fit := 0, 0
	for more {
		var l []byte
		if l, rest, more = bytes.Cut(rest, end); !more {
			break // not the whole of a line
		}
		all++
		if d.delimiters(l) == width {
			fit++
		}
	}
	if evidence := lacking + fit*width; 2*fit < all || evidence < 1 || evidence < 2 && !atEnd {
		return false
	}
	d.reread += int64(len(cell))
	row.Troubles = append(row.Troubles, Trouble{Column: len(row.Ends), Kind: OpenQuote, Value: Shown(first)})
	d.unread(append(cell, taken...))
	row.Data = row.Data[:d.start]
	d.line = line
	return true
}

func (d *delimited) delimiters(b []byte) int { return bytes.Count(b, []byte{d.opt.Delimiter}) }

// lines counts the ends of lines inside a quoted cell.
func (d *delimited) lines(b []byte) int {
	if d.anyLF {
		return bytes.Count(b, []byte{'\n'})
	}
	return bytes.Count(b, cr)
}

// undouble makes one quote of every two, from start on.
func undouble(data []byte, start int) []byte {
	to := start
	for i := start; i < len(data); i++ {
		data[to] = data[i]
		to++
		if data[i] == '"' && i+1 < len(data) && data[i+1] == '"' {
			i++
		}
	}
	return data[:to]
}

// skipLine passes over a line before the header.
func (d *delimited) skipLine() {
	for d.more() {
		i := bytes.IndexAny(d.win, "\r\n")
		if i < 0 {
			d.win = d.win[len(d.win):]
			continue
		}
		b := d.win[i]
		d.win = d.win[i+1:]
		if b == '\r' && d.more() && d.win[0] == '\n' {
			d.win = d.win[1:]
		}
		d.line++
		return
	}
}
