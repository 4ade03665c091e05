package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"byname/ground/name"
)

// Bounds on the words of texts.
const (
	maxStemRunes = 24
	maxTextBytes = 1 << 16 // read of one text
	cachedWords  = 1 << 18 // distinct words remembered while building
)

// stemmer turns texts into numbers of word terms and remembers words it met.
type stemmer struct {
	known map[string][]int32 // by kind and word as written
	key   []byte
}

func newStemmer() stemmer { return stemmer{known: map[string][]int32{}} }

// each calls visit with the number of every term of s.
func (m *stemmer) each(kind byte, s string, set *termSet, visit func(number int32)) {
	eachWord([]byte(clip(s, maxTextBytes)), func(word []byte) {
		m.key = append(append(m.key[:0], kind), word...)
		numbers, ok := m.known[string(m.key)]
		if !ok {
			written := string(m.key)
			eachStem(written[1:], func(stem, _ string) {
				m.key = append(append(m.key[:0], kind), stem...)
				numbers = append(numbers, set.number(m.key))
			})
			if len(m.known) < cachedWords && len(written) <= maxWordBytes {
				m.known[written] = numbers
			}
		}
		for _, n := range numbers {
			visit(n)
		}
	})
}

// eachStem calls visit with the stem of every word of a text and the folded
// word itself. Runs of ideographs, which have no spaces, are given as pairs.
func eachStem(text string, visit func(stem, word string)) {
	for word := range strings.FieldsSeq(name.Fold(clip(text, maxTextBytes))) {
		first, n := utf8.DecodeRuneInString(word)
		if !ideograph(first) {
			visit(stem(word), word)
			continue
		}
		if n == len(word) {
			visit(word, word)
		}
		for i := 0; n < len(word); {
			_, k := utf8.DecodeRuneInString(word[n:])
			visit(word[i:n+k], word[i:n+k])
			i, n = n, n+k
		}
	}
}

// russianEndings are taken off the end of a Cyrillic word, the longest that
// leaves three letters. They are the endings of nouns and adjectives; verbs
// keep theirs, which costs little in lists and spares false meetings.
var russianEndings = []string{
	"иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "иях", "иям", "ией",
	"ах", "ях", "ам", "ям", "ом", "ем", "ов", "ев", "ей", "ой", "ий", "ый", "ая", "яя", "ое", "ее", "ые", "ие",
	"ую", "юю", "ых", "их", "ым", "им", "ою", "ею", "ья", "ье", "ью", "ия", "ию", "ии",
	"а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й",
}

// stem takes inflection off a folded word, lightly: words that share a stem
// are offered for one another, never counted as the same.
func stem(word string) string {
	if len(word) > 4*maxStemRunes {
		word = clip(word, 4*maxStemRunes)
	}
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case unicode.Is(unicode.Cyrillic, r):
		for _, e := range russianEndings {
			if s, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(s) >= 3 {
				return s
			}
		}
	case r >= 'a' && r <= 'z':
		return stemLatin(word)
	}
	return word
}

func stemLatin(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		w = w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us"):
		w = w[:len(w)-1]
	}
	switch {
	case len(w) > 6 && strings.HasSuffix(w, "ing"):
		w = w[:len(w)-3]
	case len(w) > 5 && strings.HasSuffix(w, "ed"):
		w = w[:len(w)-2]
	}
	if len(w) > 4 && strings.HasSuffix(w, "e") {
		w = w[:len(w)-1]
	}
	return w
}
