package letters

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Prepare appends the letters of a word in the form in which tables and
// conventions know them: NFC, lower case, hangul in single letters, hiragana
// as katakana, Arabic letters without their seats and dots of style; no marks,
// apostrophes or hyphens.
func Prepare(dst []rune, word string) []rune {
	word = NFC(word)
	for _, r := range word {
		switch {
		case r < 0x80:
			if r >= 'A' && r <= 'Z' {
				r |= 0x20
			} else if r < 'a' || r > 'z' {
				continue
			}
		case r < 0x530:
			r = unicode.ToLower(r)
			if !unicode.IsLetter(r) || r >= 0x2B0 && r < 0x370 {
				continue
			}
		case r >= 0xAC00 && r <= 0xD7A3:
			dst = jamo(dst, r-0xAC00)
			continue
		case r >= 0x3041 && r <= 0x3096:
			r += 0x60
		default:
			r = rare(r)
			if r == 0 {
				continue
			}
		}
		dst = append(dst, r)
	}
	return dst
}

// jamo appends the letters of the hangul syllable with number s.
func jamo(dst []rune, s rune) []rune {
	dst = append(dst, 0x1100+s/588, 0x1161+s%588/28)
	if t := s % 28; t > 0 {
		dst = append(dst, 0x11A7+t)
	}
	return dst
}

func rare(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی', 'ئ':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'ؤ':
		return 'و'
	case 'ة', 'ۀ', 'ە':
		return 'ه'
	case 'ー':
		return r
	}
	if r > 0xFFFF || !unicode.IsLetter(r) || unicode.Is(unicode.Lm, r) {
		return 0
	}
	return unicode.ToLower(r)
}

// NFC composes s. Text without letters that could combine costs one glance.
func NFC(s string) string {
	for _, r := range s {
		if r >= 0x300 && (r < 0x400 || r > 0x482) {
			return norm.NFC.String(s)
		}
	}
	return s
}
