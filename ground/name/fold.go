package name

import (
	"bytes"
	"strings"
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
	if apart(s) {
		s = letters.NFC(s)
	}
	return string(appendFold(make([]byte, 0, len(s)), s))
}

// apart reports hangul in single letters. Of all that composing could join it
// alone matters here, but for й, since marks are dropped.
func apart(s string) bool {
	for i := 0; i+2 < len(s); i++ {
		if s[i] == 0xE1 && s[i+1] >= 0x84 && s[i+1] <= 0x87 {
			return true
		}
	}
	return false
}

// appendFold appends the folding of s, whose hangul is in syllables.
func appendFold(dst []byte, s string) []byte {
	base := len(dst)
	space := false
	for i := 0; i < len(s); {
		n := gapLen(s[i:])
		space = space || n > 0
		i += n
		before := len(dst)
		if space && before > base {
			dst = append(dst, ' ')
		}
		mark := len(dst)
		dst, n = foldWord(dst, s[i:])
		i += n
		if len(dst) > mark {
			space = false
		} else { // a word of marks only: take the space back
			dst = dst[:before]
		}
	}
	return dst
}

// gapLen is the length in bytes of what stands before the first word of s.
func gapLen(s string) int {
	for i, r := range s {
		if inWord(r) {
			return i
		}
	}
	return len(s)
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
	if r >= 0 && r < lowEnd {
		return low[r].word
	}
	return isWordRune(r)
}

func isWordRune(r rune) bool {
	if r < 0x80 {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' || r == '\'' || r == '`'
	}
	return invisible(r) || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || isApostrophe(r))
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
	return r == 0xAD || r >= 0x200B && (r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF)
}

// foldWord appends the folding of the word s begins with and returns its
// length. A word of mixed scripts is folded until it stays the same, at most
// five times: putting letters right can turn the majority.
func foldWord(dst []byte, s string) ([]byte, int) {
	mark := len(dst)
	n, cyr, lat := 0, 0, 0
	for n < len(s) {
		r, k := rune(s[n]), 1
		if r >= utf8.RuneSelf {
			r, k = utf8.DecodeRuneInString(s[n:])
		}
		if r < lowEnd {
			e := &low[r]
			if !e.word {
				break
			}
			cyr += int(e.cyr)
			lat += int(e.lat)
			if r == breve && bytes.HasSuffix(dst[mark:], []byte("и")) && (strings.HasSuffix(s[:n], "и") || strings.HasSuffix(s[:n], "И")) {
				dst = append(dst[:len(dst)-len("и")], "й"...)
			}
			dst = append(dst, e.text[:e.n]...)
			n += k
			continue
		}
		if !isWordRune(r) {
			break
		}
		switch scriptOfRune(r) {
		case scriptCyrl:
			cyr++
		case scriptLatn:
			lat++
		}
		dst = foldRune(dst, r)
		n += k
	}
	if cyr > 0 && lat > 0 {
		dst = foldMixed(dst[:mark], s[:n], cyr >= lat)
		for range 4 {
			w := string(dst[mark:])
			cyr, lat = countScripts(w)
			if cyr == 0 || lat == 0 {
				break
			}
			if dst = foldMixed(dst[:mark], w, cyr >= lat); string(dst[mark:]) == w {
				break
			}
		}
	}
	// the hard sign at the end of a word fell away in 1918
	if cyr > 0 {
		dst = append(dst[:mark], bytes.TrimSuffix(dst[mark:], []byte("ъ"))...)
	}
	return dst, n
}

func countScripts(w string) (cyr, lat int) {
	for _, r := range w {
		switch scriptOfRune(r) {
		case scriptCyrl:
			cyr++
		case scriptLatn:
			lat++
		}
	}
	return cyr, lat
}

// breve makes й of и; no other mark outlives folding.
const breve = 0x306

// foldMixed appends the folding of a word that has Latin and Cyrillic letters.
func foldMixed(dst []byte, w string, cyrillic bool) []byte {
	mark := len(dst)
	prev := rune(0)
	for _, r := range w {
		if r == breve && (prev == 'и' || prev == 'И') {
			dst = append(dst[:len(dst)-len("и")], "й"...)
		}
		prev = r
		dst = foldRune(dst, unmix(r, cyrillic))
	}
	return append(dst[:mark], bytes.TrimSuffix(dst[mark:], []byte("ъ"))...)
}

// lowEnd is the end of the characters most names are written with.
const lowEnd = 0x530

// low says of each of these characters how it folds.
var low = func() *[lowEnd]lowRune {
	var t [lowEnd]lowRune
	for r := range rune(lowEnd) {
		e := &t[r]
		if !isWordRune(r) {
			continue
		}
		e.word = true
		e.n = uint8(copy(e.text[:], foldSlowly(nil, r)))
		switch scriptOfRune(r) {
		case scriptCyrl:
			e.cyr = 1
		case scriptLatn:
			e.lat = 1
		}
	}
	return &t
}()

type lowRune struct {
	text     [5]byte
	n        uint8 // bytes of text
	word     bool  // part of a word
	cyr, lat uint8 // 1 for a letter of the script
}

// Letters of one script that look like letters of the other, pairwise.
const (
	looksLatin    = "aceopxyiBMHTKACEOPXYIJSsjhkmt"
	looksCyrillic = "асеорхуіВМНТКАСЕОРХУІЈЅѕјһкмт"
)

// unmix turns a look-alike into the letter of the script its word is in.
func unmix(r rune, cyrillic bool) rune {
	if r < 0 || r >= lowEnd || cyrillic != (r < 0x80) {
		return r
	}
	if l := lookAlike[r]; l != 0 {
		return rune(l)
	}
	return r
}

var lookAlike = func() (t [lowEnd]uint16) {
	lat, cyr := []rune(looksLatin), []rune(looksCyrillic)
	for i := range lat {
		if t[lat[i]] == 0 {
			t[lat[i]] = uint16(cyr[i])
		}
		if t[cyr[i]] == 0 {
			t[cyr[i]] = uint16(lat[i])
		}
	}
	return t
}()

// plain are the letters whose folding is not their lower case without marks.
var plain = map[rune]string{
	'ё': "е", 'ѣ': "е", 'є': "е", 'і': "и", 'ї': "и", 'ѵ': "и", 'ѳ': "ф", 'ґ': "г", 'ѫ': "у", 'ѧ': "я", 'ў': "у", 'й': "й",
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ħ': "h", 'ŋ': "n", 'ə': "a", 'ĸ': "k",
	'ς': "σ", 'և': "եւ", 'ך': "כ", 'ם': "מ", 'ן': "נ", 'ף': "פ", 'ץ': "צ",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ک': "ك", 'ة': "ه", 'ۀ': "ه", 'ە': "ه", 'ؤ': "و", 'ئ': "ي", 'ـ': "",
}

func foldRune(dst []byte, r rune) []byte {
	if r < lowEnd {
		return append(dst, low[r].text[:low[r].n]...)
	}
	return foldSlowly(dst, r)
}

func foldSlowly(dst []byte, r rune) []byte {
	if r < 0x80 {
		switch {
		case r >= 'A' && r <= 'Z':
			return append(dst, byte(r)|0x20)
		case r == '\'' || r == '`':
			return dst
		}
		return append(dst, byte(r))
	}
	if unicode.IsMark(r) || isApostrophe(r) || invisible(r) {
		return dst
	}
	r = unicode.ToLower(r)
	if r >= 'а' && r <= 'я' {
		return utf8.AppendRune(dst, r)
	}
	if p, ok := plain[r]; ok {
		return append(dst, p...)
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
		if unicode.IsMark(c) || !isWordRune(c) || isApostrophe(c) {
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
