package index

import (
	"encoding/binary"
	"fmt"
	"strings"

	"byname/evidence/claim"
	"byname/evidence/record"
)

// maxWords bounds the table word. Hostile or ragged data may use a new column
// name in every row; what does not fit is written out in the body.
const maxWords = 1 << 16

// words numbers the strings that recur in bodies: names of columns, fields,
// types, predicates. Number 0 stands for a string written out.
type words struct {
	numbers map[string]uint64
	texts   []string // by number; texts[0] is not used
}

func newWords() *words {
	return &words{numbers: make(map[string]uint64), texts: []string{""}}
}

// number returns the number of s, giving out a new one while there is room; 0 when there is none.
func (w *words) number(s string) uint64 {
	if n, ok := w.numbers[s]; ok {
		return n
	}
	if len(w.texts) >= maxWords || len(s) > 200 {
		return 0
	}
	return w.always(s)
}

// always returns the number of s, giving out a new one in any case: for
// columns, which cannot write a string out.
func (w *words) always(s string) uint64 {
	if n, ok := w.numbers[s]; ok {
		return n
	}
	n := uint64(len(w.texts))
	s = strings.Clone(s)
	w.numbers[s] = n
	w.texts = append(w.texts, s)
	return n
}

// encoder appends values to a body.
type encoder struct {
	buf   []byte
	words *words
}

func (e *encoder) uint(n uint64) { e.buf = binary.AppendUvarint(e.buf, n) }

func (e *encoder) text(s string) {
	e.uint(uint64(len(s)))
	e.buf = append(e.buf, s...)
}

func (e *encoder) word(s string) {
	n := e.words.number(s)
	e.uint(n)
	if n == 0 {
		e.text(s)
	}
}

func (e *encoder) cells(cells []record.Cell) {
	e.uint(uint64(len(cells)))
	for i := range cells {
		e.word(cells[i].Column)
		e.text(cells[i].Text)
	}
}

// record appends the parts of r that have no column of their own. The value
// of a field that repeats a cell, white space trimmed, is written as the
// position of that cell counted from 1; 0 means the value follows.
func (e *encoder) record(r *record.Record) {
	e.uint(uint64(r.Line))
	e.text(r.Locator)
	e.cells(r.Cells)
	e.uint(uint64(len(r.Fields)))
	for i := range r.Fields {
		f := &r.Fields[i]
		e.word(f.Name)
		e.word(string(f.Type))
		e.word(f.Column)
		cell := repeated(r.Cells, f)
		e.uint(uint64(cell))
		if cell == 0 {
			e.text(f.Value)
		}
		e.text(f.EDTF)
	}
}

// repeated returns the position from 1 of the cell f repeats, or 0.
func repeated(cells []record.Cell, f *record.Field) int {
	for i := range cells {
		if cells[i].Column == f.Column && strings.TrimSpace(cells[i].Text) == f.Value {
			return i + 1
		}
	}
	return 0
}

// claim appends the parts of c that have no column of their own.
func (e *encoder) claim(c *claim.Claim) {
	e.text(c.Value)
	e.word(string(c.Type))
	e.text(c.EDTF)
	e.text(c.Place)
	e.text(c.Locator)
	e.text(c.Paraphrase)
	e.word(c.Circumstance)
	e.text(c.Told)
	e.word(string(c.Stance))
	e.text(c.KnownSince)
	e.text(c.KnownBasis)
	e.text(c.Record)
	e.cells(c.Extra)
}

// decoder reads a body. The first fault is kept and everything after it reads
// as zero, so that callers check once.
type decoder struct {
	rest  string
	words []string
	fault error
}

func (d *decoder) fail(what string) {
	if d.fault == nil {
		d.fault = fmt.Errorf("%w: body broken: %s", ErrFormat, what)
	}
	d.rest = ""
}

func (d *decoder) uint() uint64 {
	var n uint64
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		b := d.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			d.rest = d.rest[i+1:]
			return n
		}
	}
	d.fail("number cut short")
	return 0
}

// count reads a number of things that take at least least bytes each, so
// that a broken body cannot ask for memory it does not have.
func (d *decoder) count(least int) int {
	n := d.uint()
	if n > uint64(len(d.rest)/least) {
		d.fail("more things than bytes")
		return 0
	}
	return int(n)
}

func (d *decoder) text() string {
	n := d.uint()
	if n > uint64(len(d.rest)) {
		d.fail("text cut short")
		return ""
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *decoder) word() string {
	n := d.uint()
	if n == 0 {
		return d.text()
	}
	if n >= uint64(len(d.words)) {
		d.fail("word without an entry")
		return ""
	}
	return d.words[n]
}

func (d *decoder) cells() []record.Cell {
	n := d.count(2)
	cells := make([]record.Cell, n)
	for i := range cells {
		cells[i].Column = d.word()
		cells[i].Text = d.text()
	}
	return cells
}

func (d *decoder) record(r *record.Record) {
	r.Line = int(d.uint())
	r.Locator = d.text()
	r.Cells = d.cells()
	r.Fields = make([]record.Field, d.count(5))
	for i := range r.Fields {
		f := &r.Fields[i]
		f.Name = d.word()
		f.Type = record.Type(d.word())
		f.Column = d.word()
		switch cell := d.uint(); {
		case cell == 0:
			f.Value = d.text()
		case cell <= uint64(len(r.Cells)):
			f.Value = strings.TrimSpace(r.Cells[cell-1].Text)
		default:
			d.fail("field repeats a cell that is not there")
		}
		f.EDTF = d.text()
	}
}

func (d *decoder) claim(c *claim.Claim) {
	c.Value = d.text()
	c.Type = record.Type(d.word())
	c.EDTF = d.text()
	c.Place = d.text()
	c.Locator = d.text()
	c.Paraphrase = d.text()
	c.Circumstance = d.word()
	c.Told = d.text()
	c.Stance = claim.Stance(d.word())
	c.KnownSince = d.text()
	c.KnownBasis = d.text()
	c.Record = d.text()
	if c.Extra = d.cells(); len(c.Extra) == 0 {
		c.Extra = nil
	}
}

// members packs ascending ordinals as differences.
func members(ordinals []int64) []byte {
	buf := make([]byte, 0, 4*len(ordinals))
	last := int64(0)
	for _, n := range ordinals {
		buf = binary.AppendUvarint(buf, uint64(n-last))
		last = n
	}
	return buf
}

// unpack is the inverse of members.
func unpack(packed []byte) ([]int64, error) {
	d := decoder{rest: string(packed)}
	var out []int64
	last := int64(0)
	for d.rest != "" {
		last += int64(d.uint())
		out = append(out, last)
	}
	return out, d.fault
}
