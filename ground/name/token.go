package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"byname/ground/name/internal/sound"
)

// Bounds on what is read of one name; the rest stays in Raw.
const (
	maxLetters = 256
	maxTokens  = 24
)

// sign is what stands between words and means something.
type sign uint8

const (
	word sign = iota
	comma
	open
	shut
	hyphen // joins the words on both sides
)

// lexeme is a word or a sign of a raw name.
type lexeme struct {
	sign sign
	text string
	dot  bool // a full stop follows
}

// lex cuts a raw name into words and signs.
func lex(dst []lexeme, s string) []lexeme {
	s = clip(s)
	for len(s) > 0 && len(dst) < 3*maxTokens {
		if n := wordLen(s); n > 0 {
			w := s[:n]
			s = s[n:]
			dot := strings.HasPrefix(s, ".")
			if blank(w) {
				continue
			}
			dst = append(dst, lexeme{text: w, dot: dot})
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		switch r {
		case ',', '،', '、', ';', '/', '=':
			dst = append(dst, lexeme{sign: comma})
		case '(', '[', '（', '"', '«', '„', '“':
			dst = append(dst, lexeme{sign: open})
		case ')', ']', '）', '»', '”':
			dst = append(dst, lexeme{sign: shut})
		case '-', '‐', '‑', '–', '゠':
			if len(dst) > 0 && dst[len(dst)-1].sign == word && wordLen(s) > 0 {
				dst = append(dst, lexeme{sign: hyphen})
			}
		}
	}
	return dst
}

// clip cuts s after maxLetters characters.
func clip(s string) string {
	if len(s) <= maxLetters {
		return s
	}
	n := 0
	for i := range s {
		if n == maxLetters {
			return s[:i]
		}
		n++
	}
	return s
}

// blank reports that w has no letter or digit.
func blank(w string) bool {
	for _, r := range w {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// newToken reads one word.
func newToken(written string, dot bool) Token {
	t := Token{Written: written, Folded: Fold(written)}
	var buf [maxLetters]rune
	letters := lowerLetters(buf[:0], written)
	t.Script = scriptOf(string(letters))
	t.Initial = isInitial(letters, dot, t.Script)
	t.readings = sound.Append(nil, letters, t.Script.String())
	if len(t.readings) > 0 {
		t.letter = t.readings[0].First()
	}
	return t
}

// lowerLetters appends the letters of w in NFC and lower case, without stress
// marks, apostrophes and characters one does not see, look-alikes put right.
func lowerLetters(dst []rune, w string) []rune {
	if !norm.NFC.IsNormalString(w) {
		w = norm.NFC.String(w)
	}
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
		if unicode.IsMark(r) || isApostrophe(r) || invisible(r) {
			continue
		}
		if len(dst) == cap(dst) && len(dst) >= maxLetters {
			break
		}
		dst = append(dst, unicode.ToLower(r))
	}
	return dst
}

// isInitial reports a single letter, or a short digraph before a full stop.
func isInitial(letters []rune, dot bool, s Script) bool {
	switch s {
	case scriptHani, scriptHang, scriptKana:
		return false
	}
	return len(letters) == 1 || dot && len(letters) == 2 && !vowelRune(letters[0]) && !vowelRune(letters[1])
}

func vowelRune(r rune) bool { return strings.ContainsRune("aeiouyаеёиоуыэюяіїє", r) }

// Keys appends the search keys of the token: equal keys mean worth comparing.
// Tokens of any script read alike share one. It is at most some dozens of keys.
func (t *Token) Keys(dst []uint64) []uint64 {
	if len(t.readings) == 0 {
		return append(dst, sound.TextKey(t.Folded))
	}
	return sound.AppendKeys(dst, t.readings)
}

// Keys appends the blocking keys of the name: those of its surname, or of all
// its words when it is not sure which part is the surname. No key twice.
func (f *Form) Keys(dst []uint64) []uint64 {
	base := len(dst)
	dst = f.ownKeys(dst)
	for _, a := range f.Alternatives {
		dst = a.ownKeys(dst)
	}
	return dedup(dst, base)
}

func (f *Form) ownKeys(dst []uint64) []uint64 {
	for p := range f.parts {
		if p > 0 && f.Sure && len(f.Surname) > 0 {
			break
		}
		for i := range f.parts[p].tokens {
			if t := &f.parts[p].tokens[i]; !t.Initial {
				dst = t.Keys(dst)
			}
		}
		if w := f.parts[p].whole; w != nil {
			dst = w.Keys(dst)
		}
	}
	return dst
}

func dedup(dst []uint64, base int) []uint64 {
	n := base
	for _, k := range dst[base:] {
		seen := false
		for _, x := range dst[base:n] {
			if x == k {
				seen = true
				break
			}
		}
		if !seen {
			dst[n] = k
			n++
		}
	}
	return dst[:n]
}

// TokenSimilarity is how alike two words are by the cheapest pair of readings,
// from 0 to 1. Words without a common way of reading are compared as folded:
// 1 when equal, else 0.
func TokenSimilarity(a, b *Token) float64 {
	if a.Folded == b.Folded {
		return 1
	}
	s, _ := sound.Similarity(a.readings, b.readings)
	return s
}
