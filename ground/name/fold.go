package name

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"byname/ground/name/internal/letters"
)

// Fold makes texts that a searcher would type for one another equal: lower
// case, no diacritics, ё as е, letters from before 1918 as today's, look-alike
// letters of another script inside a word put right, no apostrophes or hard
// and soft signs' typewriter marks, hyphens and other marks as one space.
// й stays apart from и. Invalid UTF-8 is dropped. It is idempotent and linear
// in the length of s, and serves whole texts as well as names.
func Fold(s string) string {
	if asciiFolded(s) {
		return s
	}
	s = letters.NFC(s)
	return string(appendFold(make([]byte, 0, len(s)), s))
}

// appendFold appends the folding of s, which is in NFC.
func appendFold(dst []byte, s string) []byte {
	base := len(dst)
	space := false
	for len(s) > 0 {
		n := wordLen(s)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s)
			space = true
			s = s[n:]
			continue
		}
		before := len(dst)
		if space && before > base {
			dst = append(dst, ' ')
		}
		mark := len(dst)
		var mixed bool
		if dst, mixed = foldWord(dst, s[:n]); mixed {
			dst = settle(dst, mark)
		}
		if len(dst) > mark {
			space = false
		} else { // a word of marks only: take the space back
			dst = dst[:before]
		}
		s = s[n:]
	}
	return dst
}

// asciiFolded reports that s is plain lower-case words with single spaces.
func asciiFolded(s string) bool {
	last := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == ' ' && last != ' ') {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// wordLen is the length in bytes of the word s begins with: letters, digits,
// marks, apostrophes and characters one does not see.
func wordLen(s string) int {
	for i, r := range s {
		if !inWord(r) {
			return i
		}
	}
	return len(s)
}

func inWord(r rune) bool {
	if r < 0x80 {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' || r == '\'' || r == '`'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || isApostrophe(r)) || invisible(r)
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '’', '‘', 'ʼ', 'ʹ', 'ʺ', 'ʻ', 'ʿ', 'ʾ', '´', '′', '″', '՚', '׳', '״':
		return true
	}
	return false
}

// invisible characters and direction marks are dropped without parting words.
func invisible(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF
}

// settle folds a word of mixed scripts, which begins at mark, until it stays
// the same: putting letters right can turn the majority.
func settle(dst []byte, mark int) []byte {
	for range 4 {
		w := string(dst[mark:])
		if dst, _ = foldWord(dst[:mark], w); string(dst[mark:]) == w {
			break
		}
	}
	return dst
}

// foldWord appends the folding of one word; mixed reports Latin and Cyrillic
// letters side by side.
func foldWord(dst []byte, w string) (_ []byte, mixed bool) {
	cyr, lat := 0, 0
	for _, r := range w {
		switch scriptOfRune(r) {
		case scriptCyrl:
			cyr++
		case scriptLatn:
			lat++
		}
	}
	for _, r := range w {
		if cyr > 0 && lat > 0 {
			r = unmix(r, cyr >= lat)
		}
		dst = foldRune(dst, r)
	}
	// the hard sign at the end of a word fell away in 1918
	if cyr > 0 {
		dst = bytes.TrimSuffix(dst, []byte("ъ"))
	}
	return dst, cyr > 0 && lat > 0
}

// Letters of one script that look like letters of the other, pairwise.
const (
	looksLatin    = "aceopxyiBMHTKACEOPXYIJSsjhkmt"
	looksCyrillic = "асеорхуіВМНТКАСЕОРХУІЈЅѕјһкмт"
)

// unmix turns a look-alike into the letter of the script its word is in.
func unmix(r rune, cyrillic bool) rune {
	switch {
	case cyrillic && r < 0x80:
		if c, ok := toCyrillic[r]; ok {
			return c
		}
	case !cyrillic && scriptOfRune(r) == scriptCyrl:
		if c, ok := toLatin[r]; ok {
			return c
		}
	}
	return r
}

var toCyrillic, toLatin = func() (c, l map[rune]rune) {
	c, l = map[rune]rune{}, map[rune]rune{}
	lat, cyr := []rune(looksLatin), []rune(looksCyrillic)
	for i := range lat {
		if _, ok := c[lat[i]]; !ok {
			c[lat[i]] = cyr[i]
		}
		if _, ok := l[cyr[i]]; !ok {
			l[cyr[i]] = lat[i]
		}
	}
	return c, l
}()

// plain are the letters whose folding is not their lower case without marks.
var plain = map[rune]string{
	'ё': "е", 'ѣ': "е", 'є': "е", 'і': "и", 'ї': "и", 'ѵ': "и", 'ѳ': "ф", 'ґ': "г", 'ѫ': "у", 'ѧ': "я", 'ў': "у", 'й': "й",
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ħ': "h", 'ŋ': "n", 'ə': "a", 'ĸ': "k",
	'ς': "σ", 'և': "եւ", 'ך': "כ", 'ם': "מ", 'ן': "נ", 'ף': "פ", 'ץ': "צ",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ک': "ك", 'ة': "ه", 'ۀ': "ه", 'ؤ': "و", 'ئ': "ي", 'ـ': "",
}

func foldRune(dst []byte, r rune) []byte {
	if r < 0x80 {
		switch {
		case r >= 'A' && r <= 'Z':
			return append(dst, byte(r)|0x20)
		case r == '\'' || r == '`':
			return dst
		}
		return append(dst, byte(r))
	}
	r = unicode.ToLower(r)
	if r >= 'а' && r <= 'я' {
		return utf8.AppendRune(dst, r)
	}
	if p, ok := plain[r]; ok {
		return append(dst, p...)
	}
	if unicode.IsMark(r) || isApostrophe(r) || invisible(r) {
		return dst
	}
	if r >= 0xAC00 && r <= 0xD7A3 { // hangul syllables stay whole
		return utf8.AppendRune(dst, r)
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	d := norm.NFKD.Properties(buf[:n]).Decomposition()
	if d == nil {
		return utf8.AppendRune(dst, r)
	}
	for len(d) > 0 {
		c, k := utf8.DecodeRune(d)
		d = d[k:]
		if unicode.IsMark(c) || !inWord(c) || isApostrophe(c) {
			continue
		}
		c = unicode.ToLower(c)
		if p, ok := plain[c]; ok {
			dst = append(dst, p...)
			continue
		}
		dst = utf8.AppendRune(dst, c)
	}
	return dst
}
