package search

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"byname/ground/name"
)

// Terms of names begin with what they are.
const (
	wordMark    = 'w' // 'w', folded, NUL, lower-cased as written when that differs
	initialMark = 'i' // 'i', the folded letter a word begins with
	yearMark    = 'y' // 'y' for any year, 'b' for a year of birth, then four bytes
	bornMark    = 'b'
)

// Bounds on what is read of names and queries.
const (
	maxNameBytes = 512
	maxWordBytes = 96
)

// clip cuts s before byte n, at a rune.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// eachWord calls visit with every run of letters, marks, digits, apostrophes
// and characters one does not see.
func eachWord(s []byte, visit func(word []byte)) {
	start := -1
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= 0x80 {
			r, n = utf8.DecodeRune(s[i:])
		}
		switch in := wordRune(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			visit(s[start:i])
			start = -1
		}
		i += n
	}
	if start >= 0 {
		visit(s[start:])
	}
}

func wordRune(r rune) bool {
	switch {
	case r < 0x80:
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' || r == '\'' || r == '`'
	case r >= 0x400 && r < 0x482:
		return true
	case r == utf8.RuneError:
		return false
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) ||
		strings.ContainsRune("’‘ʼʹʺʻʿʾ´′″՚׳״", r) || unicode.Is(unicode.Cf, r)
}

// spell says what terms a written word stands for: a single letter only an
// initial, any other word itself and the initial of its first letter.
func spell(written string) (term, initial []byte) {
	folded := name.Fold(clip(written, maxWordBytes))
	first, n := utf8.DecodeRuneInString(folded)
	if folded == "" || !unicode.IsLetter(first) {
		return nil, nil
	}
	initial = append([]byte{initialMark}, folded[:n]...)
	if n < len(folded) || ideograph(first) {
		term = wordTerm(folded, written)
	}
	return term, initial
}

// ideograph reports a letter that can be a word of its own.
func ideograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
}

func wordTerm(folded, written string) []byte {
	lower := strings.ToLower(clip(written, maxWordBytes))
	t := make([]byte, 0, 2+len(folded)+len(lower))
	t = append(t, wordMark)
	t = append(t, folded...)
	t = append(t, 0)
	if lower != folded {
		t = append(t, lower...)
	}
	return t
}

func isWord(key string) bool { return key != "" && key[0] == wordMark }

// foldedOf returns the folded word of a word term.
func foldedOf(key string) string {
	folded, _, _ := strings.Cut(key[1:], "\x00")
	return folded
}

// writtenOf returns the word of a word term as written, in lower case.
func writtenOf(key string) string {
	folded, lower, _ := strings.Cut(key[1:], "\x00")
	if lower != "" {
		return lower
	}
	return folded
}

// reading is one word read for comparing.
type reading struct {
	form  *name.Form  // the word as a surname
	token *name.Token // its only token; nil when there is nothing to read
}

func readWord(word string) reading {
	r := reading{form: name.ParseParts(word, "", "")}
	if len(r.form.Surname) > 0 {
		r.token = &r.form.Surname[0]
	}
	return r
}

// alike grades how alike two words are, from 0 to 1: by sound and, within one
// script, by the number of letters changed, so that a slip of the pen which
// sounds odd is found as well.
func (r reading) alike(o reading) (float64, how) {
	if r.token == nil || o.token == nil || farApart(r.token.Folded, o.token.Folded) {
		return 0, howNone
	}
	sim := name.TokenSimilarity(r.token, o.token)
	if sim >= readAlike {
		c := name.Compare(r.form, o.form).Surname
		if c.Level >= name.SameReading {
			return max(sim, c.Similarity), howReading
		}
	}
	if sim < soundAlike {
		sim = 0
	}
	if r.token.Script == o.token.Script {
		sim = max(sim, slipAlike(r.token.Folded, o.token.Folded))
	}
	return sim, howNear
}

// readAlike is the similarity from which it is worth asking whether two words
// have a reading in common.
const readAlike = 0.85

// soundAlike is the similarity of readings below which two words only happen to
// sound alike: of pairs of one name in two scripts nine in ten are well above.
const soundAlike = 0.8

// farApart reports words of an alphabet of which one is thrice as long as the other.
func farApart(a, b string) bool {
	x, y := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	if min(x, y) == 0 {
		return true
	}
	first, _ := utf8.DecodeRuneInString(a)
	other, _ := utf8.DecodeRuneInString(b)
	return 3*min(x, y) <= max(x, y) && !ideograph(first) && !ideograph(other)
}

// year is a year in which something in a person's life happened.
type year struct {
	n    int16
	born bool
}

func (y year) packed() uint64 {
	v := uint64(uint16(y.n)) << 1
	if y.born {
		v |= 1
	}
	return v
}

func unpackYear(v uint64) year { return year{int16(v >> 1), v&1 != 0} }

func (y year) term() []byte {
	mark := byte(yearMark)
	if y.born {
		mark = bornMark
	}
	return binary.BigEndian.AppendUint16([]byte{mark}, uint16(y.n))
}

// yearSpan is the longest interval of which every year is noted.
const yearSpan = 12

// appendYears appends the years an EDTF expression speaks of: those written
// out, those between the ends of a short interval, and the years of a decade.
// Years outside 0 to 9999 are left out.
func appendYears(dst []year, edtf string, born bool) []year {
	last, between := 0, false
	for i := 0; i < len(edtf); {
		c := edtf[i]
		start := i == 0 || strings.IndexByte("/[{,.~?%( ", edtf[i-1]) >= 0
		if !start || !isDigit(c) {
			between = between || c == '/' || strings.HasPrefix(edtf[i:], "..")
			i++
			continue
		}
		n, digits := 0, 0
		for i+digits < len(edtf) && digits < 4 && isDigit(edtf[i+digits]) {
			n = n*10 + int(edtf[i+digits]-'0')
			digits++
		}
		switch {
		case digits == 3 && strings.HasPrefix(edtf[i+3:], "X"):
			for k := range 10 {
				dst = append(dst, year{int16(n*10 + k), born})
			}
			digits++
		case digits == 4:
			if between && last > 0 && n > last && n-last <= yearSpan {
				for k := last + 1; k < n; k++ {
					dst = append(dst, year{int16(k), born})
				}
			}
			dst = append(dst, year{int16(n), born})
			last, between = n, false
		}
		i += digits
	}
	return dst
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// bornField reports a field or predicate that dates a birth.
func bornField(field string) bool { return strings.HasPrefix(field, "birth") || field == "born" }

// nameField reports a field or predicate that gives a name.
func nameField(field string) bool {
	switch field {
	case "name", "other_name", "surname", "given", "patronymic":
		return true
	}
	return false
}
