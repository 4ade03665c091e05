package charset

import (
	"bytes"
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bigrams holds, for each pair of the letters of Russian, how likely the second
// is behind the first: a digit d stands for 2^(d-9) of the likeliest. Counted on
// 131,713 Russian words of names from Wikidata labels (CC0) with sentences of
// our own: go test -run TestBigrams -update.
//
//go:embed bigrams.txt
var bigrams string

// neighbours are the letters of Ukrainian and Belarusian that Russian has not.
const neighbours = "іїєґў"

const alphabet = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"

// sampleBytes bounds what Detect looks at.
const sampleBytes = 16 << 10

// An encoding seldom met in lists has to be better by rare, about two unlikely
// pairs of letters. A guess.
const rare = 6

// Detect names the encoding of a sample without a byte order mark. ASCII is UTF-8.
//
// UTF-8 it is if nine in ten of what is not ASCII forms characters of it: bad
// bytes in a file do not change what the rest is. Else each single-byte
// encoding is tried. A pair of letters counts for what it is worth in Russian, a
// letter with a mark for what it is worth in the languages of Europe; a capital
// behind a small letter, two alphabets in a word, or a sign inside a word count
// against it.
func Detect(sample []byte) string {
	if len(sample) > sampleBytes {
		sample = sample[:sampleBytes]
	}
	if good, bad := utf8Share(sample); bad == 0 || good >= 9*bad {
		return UTF8
	}
	l := newLetters()
	best, bestScore := single[0].name, 0.0
	for i, s := range single[:looked] {
		score := l.score(sample, tableOf(s.name))
		switch s.name {
		case "mac-cyrillic", "koi8-u", "cp850", "cp852":
			score -= rare
		}
		if i == 0 || score > bestScore {
			best, bestScore = s.name, score
		}
	}
	return best
}

// utf8Share counts characters of several bytes, and bytes that form none. A
// character cut off by the end of the sample counts as neither.
func utf8Share(b []byte) (good, bad int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		c, n := utf8.DecodeRune(b)
		switch {
		case c != utf8.RuneError || n > 1:
			good++
		case !utf8.FullRune(b):
			return good, bad
		default:
			bad++
		}
		b = b[n:]
	}
	return good, bad
}

// utf16ByLook recognises UTF-16 without a mark: it has NULs, and its units in
// one order of bytes are nearly all of the scripts lists are written in.
func utf16ByLook(b []byte) string {
	if len(b) < 4 || bytes.IndexByte(b, 0) < 0 {
		return ""
	}
	units := len(b) / 2
	var little, big int
	for i := 0; i+1 < len(b); i += 2 {
		if common16(uint16(b[i]) | uint16(b[i+1])<<8) {
			little++
		}
		if common16(uint16(b[i+1]) | uint16(b[i])<<8) {
			big++
		}
	}
	switch {
	case little*10 >= units*9 && little > big:
		return UTF16LE
	case big*10 >= units*9 && big > little:
		return UTF16BE
	}
	return ""
}

func common16(u uint16) bool {
	return u == '\t' || u == '\n' || u == '\r' || u >= ' ' && u < 0x7F || u >= 0xA0 && u < 0x250 || u >= 0x400 && u < 0x530 || u >= 0x2010 && u < 0x2040 || u == 0x2116
}

// letters knows what letters are worth beside one another.
type letters struct {
	pair   [64][64]int8
	number map[rune]int // of a letter of alphabet
	worth  map[rune]float64
}

func newLetters() *letters {
	l := &letters{number: map[rune]int{}, worth: map[rune]float64{}}
	n := 0
	for _, r := range alphabet {
		l.number[r] = n
		n++
	}
	row := 0
	for line := range strings.Lines(bigrams) {
		if len(line) < n || line[0] == '#' {
			continue
		}
		for col := range n {
			l.pair[row][col] = int8(line[col] - '0')
		}
		row++
	}
	yo, ye := l.number['ё'], l.number['е'] // mostly written without its dots
	for k := range n {
		l.pair[yo][k] = max(l.pair[yo][k], l.pair[ye][k]-1)
		l.pair[k][yo] = max(l.pair[k][yo], l.pair[k][ye]-1)
	}
	for _, w := range []struct {
		letters string
		worth   float64
	}{ // guesses; the likelier first
		{"áéíóúñüöäß", 3}, {"ąęłśżźćńóçèêàãõčšžřě", 2.5}, {"âîôëåøæùûïìòýůďťňőűăşţđœŕĺľ", 1.5},
	} {
		for _, r := range w.letters {
			l.worth[r] = w.worth
		}
	}
	return l
}

// score weighs the sample read through t. Only pairs with a byte beyond ASCII count.
func (l *letters) score(sample []byte, t *table) float64 {
	total := 0.0
	before, was := ' ', byte(' ')
	for _, b := range sample {
		r := rune(b)
		if b >= utf8.RuneSelf {
			r = t[b].r
		}
		if b >= utf8.RuneSelf || was >= utf8.RuneSelf {
			total += l.step(before, r)
		}
		before, was = r, b
	}
	return total
}

// step weighs one character behind another.
func (l *letters) step(a, b rune) float64 {
	score := 0.0
	if b == utf8.RuneError || b >= 0x80 && b < 0xA0 {
		return -8
	}
	letterA, letterB := unicode.IsLetter(a), unicode.IsLetter(b)
	if !letterA || !letterB {
		if b >= 0x80 && !letterB {
			score = sign(b)
		}
		if letterA && b >= 0x80 && !letterB || letterB && a >= 0x80 && !letterA {
			if !quotes(a) && !quotes(b) {
				score -= 3
			}
		}
		if letterB && b >= 0x80 && !cyrillic(b) {
			score += l.latin(b) - 1
		}
		return score
	}
	if cyrillic(a) != cyrillic(b) {
		return -5
	}
	if unicode.IsLower(a) && unicode.IsUpper(b) {
		score -= 4
	}
	if !cyrillic(b) {
		if a >= 0x80 && b >= 0x80 {
			score -= 3
		}
		if b >= 0x80 {
			score += l.latin(b)
		}
		return score
	}
	i, okA := l.number[unicode.ToLower(a)]
	j, okB := l.number[unicode.ToLower(b)]
	if !okA || !okB { // a letter of another Cyrillic alphabet
		if !okB && !strings.ContainsRune(neighbours, unicode.ToLower(b)) || !okA && !strings.ContainsRune(neighbours, unicode.ToLower(a)) {
			return score - 5
		}
		return score - 0.5
	}
	return score + float64(l.pair[i][j]) - 4
}

func (l *letters) latin(r rune) float64 {
	if w, ok := l.worth[unicode.ToLower(r)]; ok {
		return w
	}
	return -2
}

// sign weighs a character beyond ASCII that is no letter.
func sign(r rune) float64 {
	switch {
	case quotes(r) || r == '\u00a0' || r == '№' || r == '§' || r == '°' || r == 'º' || r == 'ª' || r == '·':
		return 0
	case r >= 0x2500 && r < 0x2600: // frames of tables
		return -3
	}
	return -2
}

func quotes(r rune) bool {
	return strings.ContainsRune("«»„“”‘’–—…¿¡\u00a0", r)
}

func cyrillic(r rune) bool { return r >= 0x400 && r < 0x530 }
