package search

import (
	"encoding/binary"
	"errors"
	"unicode/utf8"
)

// errDamaged is reported for a page that does not read as it was written.
var errDamaged = errors.New("search tables are damaged: build the index again")

// The packing of a name: ASCII as itself, the Cyrillic block of U+0400 to
// U+047F as one byte with the high bit set, any other rune as escape and UTF-8.
// It halves the names of most archives and costs a table-free loop.
const (
	packEscape = 0x01
	packFirst  = 0x400
	packLast   = 0x47F
)

// appendPacked appends s packed. Invalid UTF-8 becomes U+FFFD.
func appendPacked(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r < 0x80 && r != packEscape:
			dst = append(dst, byte(r))
		case r >= packFirst && r <= packLast:
			dst = append(dst, byte(r-packFirst)|0x80)
		default:
			dst = append(dst, packEscape)
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// appendUnpacked appends what was packed as UTF-8.
func appendUnpacked(dst, packed []byte) []byte {
	for i := 0; i < len(packed); {
		switch c := packed[i]; {
		case c >= 0x80:
			dst = utf8.AppendRune(dst, rune(c&0x7F)+packFirst)
			i++
		case c == packEscape:
			r, n := utf8.DecodeRune(packed[i+1:])
			dst = utf8.AppendRune(dst, r)
			i += 1 + max(n, 1)
		default:
			dst = append(dst, c)
			i++
		}
	}
	return dst
}

// A posting list is the ascending ordinals of what bears a term, as varints of
// the differences less one; the first is taken against -1.
type posting struct {
	buf  []byte
	next uint32 // smallest ordinal that may follow
	n    uint32
}

// add appends ord, which is at least p.next, or the last one again.
func (p *posting) add(ord uint32) {
	if p.n > 0 && ord+1 == p.next {
		return
	}
	p.buf = binary.AppendUvarint(p.buf, uint64(ord-p.next))
	p.next = ord + 1
	p.n++
}

// eachOrdinal calls visit with every ordinal of a list below limit.
func eachOrdinal(list []byte, limit uint32, visit func(uint32)) error {
	next := uint64(0)
	for len(list) > 0 {
		d, n := uint64(list[0]), 1
		if d >= 0x80 {
			d, n = binary.Uvarint(list)
			if n <= 0 {
				return errDamaged
			}
		}
		list = list[n:]
		ord := next + d
		if ord >= uint64(limit) {
			return errDamaged
		}
		visit(uint32(ord))
		next = ord + 1
	}
	return nil
}

// cut reads fields from the front of a page and remembers the first fault.
type cut struct {
	data []byte
	bad  bool
}

func (c *cut) uint() uint64 {
	v, n := binary.Uvarint(c.data)
	if n <= 0 {
		c.bad, c.data = true, nil
		return 0
	}
	c.data = c.data[n:]
	return v
}

func (c *cut) bytes(n uint64) []byte {
	if n > uint64(len(c.data)) {
		c.bad, c.data = true, nil
		return nil
	}
	b := c.data[:n]
	c.data = c.data[n:]
	return b
}

// sized reads bytes preceded by their number.
func (c *cut) sized() []byte { return c.bytes(c.uint()) }

func appendSized(dst, b []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(b)))
	return append(dst, b...)
}
