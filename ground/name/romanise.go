package name

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scheme names a way to write Cyrillic in Latin letters, such as "bgn-ru". A
// standard without a language, such as "bgn", takes the language from the
// letters of the text: see doc/formats/romanisation.md. Case,
// blanks and marks do not count, and other usual names are known: "ISO 9",
// "BGN/PCGN". The empty Scheme is BGN/PCGN.
type Scheme string

// Schemes lists every scheme by its own name, in alphabetical order. The
// caller may keep and change the slice.
func Schemes() []Scheme { return slices.Clone(romanisations().names) }

// Title is the standard, its year and the language, "" when the scheme is not known.
func (s Scheme) Title() string {
	if r := romanisations().find(s, ""); r != nil {
		return r.title
	}
	return ""
}

// Romanise writes the Cyrillic letters of a text in Latin letters and leaves
// everything else as it is. Capitals stay capitals: Щука is Shchuka, ЩУКА is
// SHCHUKA. A letter the scheme does not know is written as ISO 9 has it. The
// error says that there is no such scheme. Cost is linear in the length of the
// text; what comes out is at most twelve times as long. Text without Cyrillic
// comes back itself.
func Romanise(text string, scheme Scheme) (string, error) {
	r := romanisations().find(scheme, text)
	if r == nil {
		return "", fmt.Errorf("there is no romanisation scheme %.40q", string(scheme))
	}
	if !hasCyrillic(text) {
		return text, nil
	}
	w := romaniser{rules: r, b: make([]byte, 0, len(text)+len(text)/4)}
	w.write(compose(text))
	return string(w.b), nil
}

func isCyrillic(c rune) bool { return c >= 0x400 && c < 0x530 && (c < 0x482 || c > 0x489) }

// hasCyrillic looks for a letter from U+0400 to U+053F by its first byte.
func hasCyrillic(s string) bool {
	for i := range len(s) {
		if s[i] >= 0xd0 && s[i] <= 0xd4 {
			return true
		}
	}
	return false
}

// compose puts together the letters that are a letter and a mark, and no
// others: accents that show stress are no part of a name.
func compose(s string) string {
	if !strings.ContainsAny(s, "\u0306\u0308") {
		return s
	}
	return composed.Replace(s)
}

var composed = strings.NewReplacer(
	"и\u0306", "й", "И\u0306", "Й", "у\u0306", "ў", "У\u0306", "Ў",
	"е\u0308", "ё", "Е\u0308", "Ё", "і\u0308", "ї", "І\u0308", "Ї",
)

// edge stands before the first and behind the last letter of a word.
const edge = '_'

// apostrophe stands for each of the signs written for it between letters.
const apostrophe = '\''

// romaniser writes one text.
type romaniser struct {
	rules *romanisation
	b     []byte
	// before is the letter before, small; edge at the beginning of a word.
	// capital says that it was a capital.
	before  rune
	capital bool
}

func (w *romaniser) write(text string) {
	w.before = edge
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRuneInString(text[i:])
		sign := apostropheSign(c)
		switch {
		case isCyrillic(c) || sign && w.before != edge && isCyrillic(w.before) && isCyrillic(next(text[i+n:])):
			i += w.letter(text[i:], c, n)
			continue
		case isMark(c): // stress; does not end the word
		case isLetter(c):
			w.before, w.capital = smallLetter(c), isCapital(c)
		default:
			w.before, w.capital = edge, false
		}
		w.b = append(w.b, text[i:i+n]...)
		i += n
	}
}

// letter writes the letter c, n bytes long, at the beginning of rest, or several
// that make one, and returns how many bytes were read.
func (w *romaniser) letter(rest string, c rune, n int) int {
	small := smallLetter(c)
	rule, size := w.rules.match(small, rest, n, w.before)
	if rule == nil {
		w.b = append(w.b, rest[:n]...)
		w.before, w.capital = small, isCapital(c)
		return n
	}
	last, _ := utf8.DecodeLastRuneInString(rest[:size])
	after := next(rest[size:])
	w.put(rule.latin, isCapital(c), isCapital(after) || isCapital(last) && (size > n || w.capital && !isLetter(after)))
	if small != apostrophe {
		w.capital = isCapital(last)
	}
	w.before = smallLetter(last)
	return size
}

// put writes latin: in capitals if it is in the middle of capitals, else with one capital, else as it is.
func (w *romaniser) put(latin string, capital, capitals bool) {
	if !capital {
		w.b = append(w.b, latin...)
		return
	}
	for i, c := range latin {
		if up := unicode.ToUpper(c); up != c {
			w.b = utf8.AppendRune(w.b, up)
			if !capitals && !tied(latin[i+utf8.RuneLen(c):]) {
				w.b = append(w.b, latin[i+utf8.RuneLen(c):]...)
				return
			}
			continue
		}
		w.b = utf8.AppendRune(w.b, c)
	}
}

// tied reports whether what follows is bound to the letter before by a ligature:
// the two are one letter, and a capital as one.
func tied(rest string) bool {
	return strings.HasPrefix(rest, "\u0361") || strings.HasPrefix(rest, "\ufe20")
}

// next is the first rune of s that is no mark over a letter. Of a long row of
// marks it looks at the first few.
func next(s string) rune {
	for range 4 {
		c, n := utf8.DecodeRuneInString(s)
		if !isMark(c) || n == 0 {
			return c
		}
		s = s[n:]
	}
	return utf8.RuneError
}

// smallLetter is the letter as the rules have it: small, apostrophes all alike.
func smallLetter(c rune) rune {
	switch {
	case c >= 'а' && c <= 'џ':
		return c
	case c >= 'А' && c <= 'Я':
		return c + 'а' - 'А'
	case c >= 'Ѐ' && c <= 'Џ':
		return c + 'ѐ' - 'Ѐ'
	case apostropheSign(c):
		return apostrophe
	}
	return unicode.ToLower(c)
}

// The three questions below are those of package unicode, answered at once for
// the letters of the Slavic languages.

func isCapital(c rune) bool {
	if c >= 'Ѐ' && c <= 'џ' {
		return c <= 'Я'
	}
	return unicode.IsUpper(c)
}

func isLetter(c rune) bool { return c >= 'Ѐ' && c <= 'џ' || unicode.IsLetter(c) }

func isMark(c rune) bool {
	return c >= 0x300 && (c < 'Ѐ' || c > 'џ') && unicode.Is(unicode.Mn, c)
}

func apostropheSign(c rune) bool {
	switch c {
	case '\'', '’', '‘', 'ʼ', '´', '`', '′':
		return true
	}
	return false
}
