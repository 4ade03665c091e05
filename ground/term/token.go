package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is a word or a number of a text, folded.
type token struct {
	word       string // lower case, ё as е, look-alikes and diacritics resolved; "#" for an unstated number
	start, end int
	number     bool
	raised     bool // superscript digits: 58¹⁰
	dated      bool // a number that goes on a date: 12.03.1938, or is a year
	spaced     bool // white space stands before it
	hard       bool // a comma, semicolon, bracket or line end stands before it
}

// maxWord bounds the bytes of a folded word: no word of a pattern is as long.
const maxWord = 96

// tokens splits a text into words and numbers. A border between letters and
// digits ends a token: "1937г" is two. A lone capital N among Cyrillic letters or marks
// stands for a number that was left out.
func tokens(text string, into []token) []token {
	hard, spaced := false, false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsDigit(r):
			j := i + n
			for j < len(text) {
				d, dn := utf8.DecodeRuneInString(text[j:])
				if !unicode.IsDigit(d) {
					break
				}
				j += dn
			}
			into = append(into, token{word: digits(text[i:j]), start: i, end: j, number: true, dated: j-i == 4 || goesOn(text, into, i), hard: hard, spaced: spaced})
			hard, spaced, i = false, false, j
		case raised(r) >= 0:
			word, j := "", i
			for j < len(text) && len(word) < maxWord {
				d, dn := utf8.DecodeRuneInString(text[j:])
				if raised(d) < 0 {
					break
				}
				word, j = word+string(rune('0'+raised(d))), j+dn
			}
			into = append(into, token{word: word, start: i, end: j, number: true, raised: true, dated: true, hard: hard, spaced: spaced})
			hard, spaced, i = false, false, j
		case r == 'N' && lone(text, i):
			into = append(into, token{word: "#", start: i, end: i + 1, number: true, dated: goesOn(text, into, i), hard: hard, spaced: spaced})
			hard, spaced, i = false, false, i+1
		case unicode.IsLetter(r):
			j := wordEnd(text, i)
			into = append(into, token{word: fold(text[i:j]), start: i, end: j, hard: hard, spaced: spaced})
			hard, spaced, i = false, false, j
		default:
			spaced = spaced || unicode.IsSpace(r)
			hard = hard || strings.ContainsRune(",;()[]\n|", r)
			i += n
		}
	}
	return into
}

// raised returns the value of a superscript digit, -1 for any other character.
func raised(r rune) int {
	switch {
	case r == '¹':
		return 1
	case r == '²' || r == '³':
		return int(r-'²') + 2
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return int(r - '⁰')
	}
	return -1
}

// goesOn reports whether the number at i follows another number and a dot or slash.
func goesOn(text string, before []token, i int) bool {
	if len(before) == 0 || i == 0 || text[i-1] != '.' && text[i-1] != '/' {
		return false
	}
	last := before[len(before)-1]
	return last.number && last.end == i-1
}

// wordEnd returns where the word that begins at i ends.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r) || r == 'N' && lone(text, i) {
			break
		}
		i += n
	}
	return i
}

// lone reports whether the capital N at i has no Latin letter beside it.
func lone(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	return !unicode.Is(unicode.Latin, before) && !unicode.Is(unicode.Latin, after)
}

func digits(s string) string {
	if len(s) > maxWord {
		s = s[:maxWord]
	}
	return s
}

// twins are Latin letters that look like Cyrillic ones, lower case.
var twins = map[rune]rune{
	'a': 'а', 'b': 'в', 'c': 'с', 'e': 'е', 'h': 'н', 'i': 'і', 'k': 'к', 'm': 'м', 'o': 'о', 'p': 'р', 't': 'т', 'x': 'х', 'y': 'у',
}

// plain are letters without a decomposition whose stroke a list may leave out.
var plain = map[rune]rune{'ł': 'l', 'ø': 'o', 'đ': 'd', 'ё': 'е', 'ı': 'i', 'ѣ': 'е'}

// fold brings a word to the form in which patterns are compared.
func fold(word string) string {
	var b strings.Builder
	cyrillic := strings.IndexFunc(word, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) >= 0
	last := rune(0)
	for _, r := range word {
		if b.Len() >= maxWord {
			break
		}
		r = unicode.ToLower(r)
		if cyrillic && r < 0x80 {
			if t, ok := twins[r]; ok {
				r = t
			}
		}
		switch p, ok := plain[r]; {
		case ok:
			r = p
		case r == 0x306 && last == 'и': // a short i in two characters
			s := b.String()
			b.Reset()
			b.WriteString(s[:len(s)-len("и")])
			r = 'й'
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError:
			continue
		case r >= 0xC0 && r < 0x370 || r >= 0x1E00 && r < 0x1F00: // Latin with marks
			var buf [utf8.UTFMax]byte
			if d := norm.NFKD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition(); len(d) > 0 {
				r, _ = utf8.DecodeRune(d)
			}
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
