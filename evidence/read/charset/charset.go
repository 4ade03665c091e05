// Package charset turns the bytes of old lists into UTF-8.
//
// In goes a stream in any of Names, with or without a byte order mark; out
// comes UTF-8. Where the encoding is not told it is found by looking: marks
// first, then whether the bytes form UTF-8, then which single-byte encoding
// makes the most likely pairs of letters of them (see Detect). ASCII is passed
// through until the first byte that is not, so that a list whose first hundred
// pages are plain is not decided too early.
//
// Nothing is replaced here: a byte that has no meaning is passed on as it is,
// and half a UTF-16 pair as its three bytes, neither of which is UTF-8, so that
// the reader of rows can name the place. Decoding costs one look-up a byte and
// keeps 64 KiB. Proof: TestDetect, TestReaderLaws, FuzzReader.
package charset

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The encodings that are not tables.
const (
	UTF8    = "utf-8"
	UTF16LE = "utf-16le"
	UTF16BE = "utf-16be"
)

// single lists the single-byte encodings, in the order in which a tie is decided.
var single = []struct {
	name string
	from *charmap.Charmap
}{
	{"windows-1252", charmap.Windows1252},
	{"windows-1251", charmap.Windows1251},
	{"koi8-r", charmap.KOI8R},
	{"cp866", charmap.CodePage866},
	{"iso-8859-5", charmap.ISO8859_5},
	{"koi8-u", charmap.KOI8U},
	{"mac-cyrillic", charmap.MacintoshCyrillic},
	{"windows-1250", charmap.Windows1250},
	{"iso-8859-2", charmap.ISO8859_2},
	{"cp850", charmap.CodePage850},
	{"cp852", charmap.CodePage852},
	{"iso-8859-1", charmap.ISO8859_1},
	{"iso-8859-15", charmap.ISO8859_15},
	{"windows-1254", charmap.Windows1254},
	{"windows-1257", charmap.Windows1257},
}

// looked is how many of single, from the first, Detect chooses among.
const looked = 11

// other names by which encodings are called.
var aliases = map[string]string{
	"utf8": UTF8, "utf-8-sig": UTF8, "utf16le": UTF16LE, "utf16be": UTF16BE, "utf-16": UTF16LE,
	"cp1251": "windows-1251", "win1251": "windows-1251", "1251": "windows-1251",
	"cp1252": "windows-1252", "cp1250": "windows-1250", "latin1": "iso-8859-1", "latin-1": "iso-8859-1",
	"koi8r": "koi8-r", "koi8u": "koi8-u", "ibm866": "cp866", "866": "cp866", "ascii": UTF8,
}

// Names returns the encodings that are known.
func Names() []string {
	out := []string{UTF8, UTF16LE, UTF16BE}
	for _, s := range single {
		out = append(out, s.name)
	}
	return out
}

// Known reports whether name, or another way to call it, is in Names. Case does not matter.
func Known(name string) bool { return find(name) != "" }

func find(name string) string {
	name = strings.ToLower(name)
	if a, ok := aliases[name]; ok {
		name = a
	}
	for _, n := range Names() {
		if n == name {
			return n
		}
	}
	return ""
}

// table holds what each byte stands for. An entry of length 0 is a byte without meaning.
type table [256]struct {
	text [3]byte
	size uint8
	r    rune
}

func tableOf(name string) *table {
	for _, s := range single {
		if s.name != name {
			continue
		}
		var t table
		for b := range t {
			r := s.from.DecodeByte(byte(b))
			if r == utf8.RuneError {
				t[b].r = utf8.RuneError
				continue
			}
			t[b].size = uint8(utf8.EncodeRune(t[b].text[:], r))
			t[b].r = r
		}
		return &t
	}
	return nil
}

// Reader decodes a stream. It is not safe for use by several goroutines.
type Reader struct {
	in    io.Reader
	name  string // "" while all was ASCII
	table *table
	raw   []byte // read and not yet decoded
	buf   []byte // what raw and fresh bytes live in
	out   []byte // decoded and not yet taken
	spare []byte // what out lives in
	high  rune   // first half of a UTF-16 pair, 0: none
	err   error
}

const chunk = 64 << 10

// NewReader decodes in from the encoding called name; "" is found by looking.
// It fails if name is not known or if the beginning of in cannot be read.
func NewReader(in io.Reader, name string) (*Reader, error) {
	r := &Reader{in: in, buf: make([]byte, chunk)}
	if name != "" {
		if r.name = find(name); r.name == "" {
			return nil, fmt.Errorf("encoding %q is not known", name)
		}
	}
	n, err := io.ReadFull(in, r.buf[:4096])
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	if err != nil && err != io.EOF {
		return nil, err
	}
	r.raw, r.err = r.buf[:n], err
	mark, size := byteOrderMark(r.raw)
	switch {
	case r.name == "" && mark != "":
		r.name, r.raw = mark, r.raw[size:]
	case r.name == mark:
		r.raw = r.raw[size:]
	case r.name == "":
		r.name = utf16ByLook(r.raw)
	}
	r.table = tableOf(r.name)
	return r, nil
}

// Encoding names the encoding found so far. A file of nothing but ASCII is UTF-8.
func (r *Reader) Encoding() string {
	if r.name == "" {
		return UTF8
	}
	return r.name
}

func byteOrderMark(b []byte) (name string, size int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return UTF8, 3
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return UTF16LE, 2
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return UTF16BE, 2
	}
	return "", 0
}

// Read gives UTF-8, except for bytes without meaning: see the package comment.
func (r *Reader) Read(p []byte) (int, error) {
	for len(r.out) == 0 {
		if len(r.raw) == 0 {
			if r.err != nil {
				return 0, r.err
			}
			if r.name == UTF8 {
				return r.in.Read(p)
			}
			var n int
			n, r.err = r.in.Read(r.buf)
			r.raw = r.buf[:n]
		}
		r.decode()
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	return n, nil
}

// decode moves raw to out.
func (r *Reader) decode() {
	if r.name == "" {
		i := ascii(r.raw)
		if i > 0 {
			r.out, r.raw = r.raw[:i], r.raw[i:]
			return
		}
		if len(r.raw) == 0 {
			return
		}
		r.decide()
	}
	switch r.name {
	case UTF8:
		r.out, r.raw = r.raw, nil
	case UTF16LE, UTF16BE:
		r.decode16()
	default:
		out := r.spare[:0]
		for _, b := range r.raw {
			if b < utf8.RuneSelf {
				out = append(out, b)
				continue
			}
			e := &r.table[b]
			if e.size == 0 {
				out = append(out, b)
				continue
			}
			out = append(out, e.text[:e.size]...)
		}
		r.out, r.spare, r.raw = out, out, nil
	}
}

// decide chooses the encoding by a sample that begins with the first byte that is not ASCII.
func (r *Reader) decide() {
	sample := make([]byte, chunk)
	n := copy(sample, r.raw)
	for n < len(sample) && r.err == nil {
		var m int
		m, r.err = r.in.Read(sample[n:])
		n += m
	}
	r.raw = sample[:n]
	r.name = Detect(r.raw)
	r.table = tableOf(r.name)
}

// ascii returns the length of the beginning of b that is ASCII.
func ascii(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}

func (r *Reader) decode16() {
	out := r.spare[:0]
	b := r.raw
	if len(b) == 1 && r.err == nil { // half a unit: get the other
		two := []byte{b[0], 0}
		var n int
		for n == 0 && r.err == nil {
			n, r.err = r.in.Read(two[1:])
		}
		b = two[:1+n]
	}
	for ; len(b) >= 2; b = b[2:] {
		u := rune(b[0]) | rune(b[1])<<8
		if r.name == UTF16BE {
			u = rune(b[1]) | rune(b[0])<<8
		}
		if r.high != 0 {
			if full := utf16.DecodeRune(r.high, u); full != utf8.RuneError {
				out = utf8.AppendRune(out, full)
				r.high = 0
				continue
			}
			out = appendHalf(out, r.high)
			r.high = 0
		}
		switch {
		case u >= 0xD800 && u < 0xDC00:
			r.high = u
		case utf16.IsSurrogate(u):
			out = appendHalf(out, u)
		default:
			out = utf8.AppendRune(out, u)
		}
	}
	r.raw = b
	if len(b) == 1 {
		if len(r.buf) > 1 && r.err == nil { // carry it to the next round
			r.raw = append(make([]byte, 0, 2), b[0])
		} else {
			out = append(out, 0xFF) // half a unit at the end: no UTF-8
			r.raw = nil
		}
	}
	if r.err != nil && len(r.raw) == 0 && r.high != 0 {
		out = appendHalf(out, r.high)
		r.high = 0
	}
	r.out, r.spare = out, out
}

// appendHalf writes a surrogate as if it were a character, which is not UTF-8.
func appendHalf(dst []byte, u rune) []byte {
	return append(dst, 0xE0|byte(u>>12), 0x80|byte(u>>6)&0x3F, 0x80|byte(u)&0x3F)
}
