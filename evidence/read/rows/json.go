package rows

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	deepest    = 32  // objects and lists within one another; a guess
	longestKey = 512 // bytes of the name of a column
)

// objects reads JSON Lines, and the objects of one JSON list. A member becomes
// a column; what lies in an object is named by its way ("birth.place"), and each
// element of a list is a cell of its own in the same column. Numbers are kept as
// they are written. An entry that is not JSON is told and passed over up to the
// end of its line.
type objects struct {
	window
	opt     Options
	line    int
	columns []string
	number  map[string]int
	path    []byte
	err     string // why the entry being read is not JSON
	start   int    // where the cell being read begins in Data
	cut     string // kind of trouble the cell is cut out for
	many    int    // cells beyond Width
}

func newObjects(in io.Reader, o Options) *objects {
	j := &objects{window: window{in: in}, opt: o, line: 1, number: map[string]int{}}
	for range o.Skip {
		j.skipLine()
	}
	return j
}

func (j *objects) Columns() []string { return j.columns }
func (j *objects) Found() Options    { return j.opt }

func (j *objects) Next(row *Row) error {
	row.reset()
	if row.Column == nil {
		row.Column = []int{}
	}
	for {
		b, ok := j.gap()
		if !ok {
			if j.window.err != io.EOF {
				return j.window.err
			}
			return io.EOF
		}
		if b == '[' || b == ']' || b == ',' { // of the list around the entries
			j.win = j.win[1:]
			continue
		}
		break
	}
	row.Line, j.err, j.many = j.line, "", 0
	shown, _, _ := bytes.Cut(j.win[:min(len(j.win), ShownBytes)], []byte{'\n'})
	seen := Shown(shown)
	j.path = j.path[:0]
	if j.win[0] == '{' {
		j.value(row, 0)
	} else {
		j.err = "an object is expected"
	}
	if j.window.err != nil && j.window.err != io.EOF {
		return j.window.err
	}
	if j.err != "" {
		row.reset()
		row.Troubles = append(row.Troubles, Trouble{Column: -1, Kind: BadJSON, Detail: j.err, Value: seen, Lost: true})
		j.skipLine()
		return nil
	}
	if j.many > 0 {
		row.Troubles = append(row.Troubles, Trouble{Column: -1, Kind: TooMany, Detail: fmt.Sprintf("%d more than %d", j.many, j.opt.Width)})
	}
	row.repair()
	return nil
}

// gap passes over white space and gives the byte behind it.
func (j *objects) gap() (byte, bool) {
	for j.more() {
		switch b := j.win[0]; b {
		case '\n':
			j.line++
			fallthrough
		case ' ', '\t', '\r', 0:
			j.win = j.win[1:]
		default:
			return b, true
		}
	}
	return 0, false
}

func (j *objects) skipLine() {
	for j.more() {
		i := bytes.IndexByte(j.win, '\n')
		if i >= 0 {
			j.win = j.win[i+1:]
			j.line++
			return
		}
		j.win = j.win[len(j.win):]
	}
}

func (j *objects) fail(why string) {
	if j.err == "" {
		j.err = why
	}
}

// value reads one value into the column named by path.
func (j *objects) value(row *Row, depth int) {
	b, ok := j.gap()
	switch {
	case !ok:
		j.fail("it ends within an entry")
	case depth > deepest:
		j.fail("nested deeper than " + strconv.Itoa(deepest))
	case b == '{':
		j.members(row, depth)
	case b == '[':
		j.win = j.win[1:]
		for first := true; j.err == ""; first = false {
			if b, ok = j.gap(); ok && b == ']' {
				j.win = j.win[1:]
				return
			}
			if !first && !j.eat(',') {
				return
			}
			j.value(row, depth+1)
		}
	case b == '"':
		j.win = j.win[1:]
		j.begin(row)
		j.text(row)
		j.end(row)
	default:
		j.literal(row, b)
	}
}

// members reads an object.
func (j *objects) members(row *Row, depth int) {
	j.win = j.win[1:]
	for first := true; j.err == ""; first = false {
		b, ok := j.gap()
		if ok && b == '}' {
			j.win = j.win[1:]
			return
		}
		if !first && !j.eat(',') {
			return
		}
		if b, ok = j.gap(); !ok || b != '"' {
			j.fail("a name in quotes is expected")
			return
		}
		j.win = j.win[1:]
		above := len(j.path)
		if above > 0 {
			j.path = append(j.path, '.')
		}
		j.name(row)
		if !j.eat(':') {
			return
		}
		j.value(row, depth+1)
		j.path = j.path[:above]
	}
}

// name reads the name of a member onto the path, by way of Data.
func (j *objects) name(row *Row) {
	at := len(row.Data)
	j.begin(row)
	j.text(row)
	row.Data = row.Data[:max(at, min(len(row.Data), at+longestKey-min(longestKey, len(j.path))))]
	j.path = append(j.path, bytes.ToValidUTF8(row.Data[at:], []byte("\ufffd"))...)
	row.Data = row.Data[:at]
}

func (j *objects) eat(c byte) bool {
	if b, ok := j.gap(); !ok || b != c {
		j.fail(strconv.QuoteRune(rune(c)) + " is expected")
		return false
	}
	j.win = j.win[1:]
	return true
}

// literal reads a number, true, false or null.
func (j *objects) literal(row *Row, b byte) {
	if b != '-' && (b < '0' || b > '9') && b != 't' && b != 'f' && b != 'n' {
		j.fail("a value is expected, not " + strconv.QuoteRune(rune(b)))
		return
	}
	j.begin(row)
	for j.more() {
		i := 0
		for i < len(j.win) && (j.win[i] >= '0' && j.win[i] <= '9' || j.win[i] >= 'a' && j.win[i] <= 'z' || bytes.IndexByte([]byte("+-.E"), j.win[i]) >= 0) {
			i++
		}
		j.keep(row, j.win[:i])
		if j.win = j.win[i:]; len(j.win) > 0 {
			break
		}
	}
	switch word := row.Data[j.start:]; {
	case j.cut != "":
	case string(word) == "null":
		row.Data = row.Data[:j.start]
		return
	case b >= 'a' && string(word) != "true" && string(word) != "false":
		j.fail("a value is expected, not " + strconv.Quote(Shown(word)))
	}
	j.end(row)
}

func (j *objects) begin(row *Row) { j.start, j.cut = len(row.Data), "" }

// end closes a cell and gives it its column.
func (j *objects) end(row *Row) {
	col, ok := j.number[string(j.path)]
	if !ok && len(j.columns) < j.opt.Width {
		name := string(j.path)
		if name == "" {
			name = Unnamed(len(j.columns))
		}
		col, ok = len(j.columns), true
		j.number[string(j.path)] = col
		j.columns = append(j.columns, name)
	}
	if !ok || len(row.Ends) >= j.opt.Width {
		row.Data = row.Data[:j.start]
		j.many++
		return
	}
	if j.cut != "" {
		row.Troubles = append(row.Troubles, Trouble{Column: col, Kind: j.cut, Value: Shown(row.Data[j.start:])})
		row.Data = row.Data[:j.start]
	}
	row.Column = append(row.Column, col)
	row.end()
}

// keep appends to the cell. Of a cell too large no more is kept than is shown.
func (j *objects) keep(row *Row, b []byte) {
	switch {
	case j.cut != "":
		return
	case len(row.Data)-j.start+len(b) > j.opt.Cell:
		j.cut = TooLarge
	case len(row.Data)+len(b) > j.opt.Row:
		j.cut = RowTooLarge
	default:
		row.Data = append(row.Data, b...)
		return
	}
	have := min(ShownBytes, len(row.Data)-j.start)
	row.Data = append(row.Data[:j.start+have], b[:min(len(b), ShownBytes-have)]...)
}

// text reads a string up to its closing quote.
func (j *objects) text(row *Row) {
	for j.more() {
		i := 0
		for i < len(j.win) && j.win[i] != '"' && j.win[i] != '\\' && j.win[i] != '\n' {
			i++
		}
		j.keep(row, j.win[:i])
		j.win = j.win[i:]
		if len(j.win) == 0 {
			continue
		}
		switch j.win[0] {
		case '"':
			j.win = j.win[1:]
			return
		case '\n':
			j.fail("a string is not closed on its line")
			return
		}
		j.win = j.win[1:]
		if !j.more() {
			break
		}
		c := j.win[0]
		j.win = j.win[1:]
		var spare [4]byte
		switch i := bytes.IndexByte([]byte(`"\/bfnrt`), c); {
		case i >= 0:
			spare[0] = "\"\\/\b\f\n\r\t"[i]
			j.keep(row, spare[:1])
		case c == 'u':
			j.unicode(row)
		default:
			j.fail("an escape that is none: " + strconv.QuoteRune(rune(c)))
			return
		}
	}
	j.fail("it ends within a string")
}

// unicode reads what follows \u. Half a pair is left as three bytes that are
// not UTF-8, so that repair tells of it.
func (j *objects) unicode(row *Row) {
	u, ok := j.hex()
	if !ok {
		return
	}
	if utf16.IsSurrogate(u) && u < 0xDC00 && j.more() && j.win[0] == '\\' && (len(j.win) < 2 || j.win[1] == 'u') {
		j.win = j.win[1:]
		if !j.more() || j.win[0] != 'u' {
			j.unread([]byte{'\\'})
			j.half(row, u)
			return
		}
		j.win = j.win[1:]
		low, ok := j.hex()
		if !ok {
			return
		}
		if full := utf16.DecodeRune(u, low); full != utf8.RuneError {
			j.keep(row, utf8.AppendRune(nil, full))
			return
		}
		j.half(row, u)
		u = low
	}
	if utf16.IsSurrogate(u) {
		j.half(row, u)
		return
	}
	j.keep(row, utf8.AppendRune(nil, u))
}

func (j *objects) half(row *Row, u rune) {
	j.keep(row, []byte{0xE0 | byte(u>>12), 0x80 | byte(u>>6)&0x3F, 0x80 | byte(u)&0x3F})
}

func (j *objects) hex() (rune, bool) {
	var u rune
	for range 4 {
		if !j.more() {
			j.fail("it ends within a string")
			return 0, false
		}
		c := j.win[0]
		switch {
		case c >= '0' && c <= '9':
			u = u<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			u = u<<4 | rune(c|0x20-'a'+10)
		default:
			j.fail(`four hexadecimal digits are expected behind \u`)
			return 0, false
		}
		j.win = j.win[1:]
	}
	return u, true
}
