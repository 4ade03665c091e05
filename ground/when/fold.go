package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// accents lists accented Latin letters behind the plain letters that stand for them.
const accents = "aáàâäãåąāă cçćčĉ dďđ eéèêëęēě gğ iíìîïī lłľ nñńň oóòôöõőøō rřŕ sśšş tťţ uúùûüűůū yýÿ zźżž"

// appendFold appends a letter in lower case, Latin letters without accents and ё as е.
func appendFold(b []byte, r rune) []byte {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	}
	r = unicode.ToLower(r)
	switch r {
	case 'ё':
		r = 'е'
	case 'ґ':
		r = 'г'
	case 'ß':
		return append(b, "ss"...)
	case 'œ':
		return append(b, "oe"...)
	}
	if r < 0x180 {
		if i := strings.IndexRune(accents, r); i > 0 {
			return append(b, accents[strings.LastIndexByte(accents[:i], ' ')+1])
		}
	}
	if unicode.Is(unicode.Mn, r) {
		return b
	}
	return utf8.AppendRune(b, r)
}

// roman returns the value of a Roman numeral up to 39, or 0. Cyrillic letters
// that look the same will do, as typists used them.
func roman(word string) int {
	n, prev := 0, 0
	count := 0
	for _, r := range word {
		var v int
		switch r {
		case 'I', 'i', 'І', 'і':
			v = 1
		case 'V', 'v':
			v = 5
		case 'X', 'x', 'Х', 'х':
			v = 10
		default:
			return 0
		}
		if v > prev && prev > 0 {
			n += v - 2*prev
		} else {
			n += v
		}
		prev = v
		if count++; count > 7 {
			return 0
		}
	}
	if n < 1 || n > 39 {
		return 0
	}
	return n
}
