package search

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"byname/ground/name"
)

// maxQueryBytes is how much of a query is read.
const maxQueryBytes = 400

// wantKind says what a part of a query asks for.
type wantKind uint8

const (
	wantWord    wantKind = iota // a word of a name
	wantInitial                 // a letter that stands for one
	wantYear                    // a year, of birth when born is set
)

// want is one thing a query asks for, with the terms that meet it.
type want struct {
	kind    wantKind
	written string
	folded  string
	reading reading // of a word
	prefix  bool    // the word may be unfinished
	year    year
	found   []candidate
	bits    float64 // how much meeting it says: log2 of persons per bearer
}

// candidate is a term that meets a want, and how well.
type candidate struct {
	term
	sim float64
	how how
}

// how is the way a written form met a want; smaller is stronger.
type how uint8

const (
	howWritten how = iota
	howFolded
	howReading
	howGiven
	howInitial
	howNear
	howPrefix
	howWords // in a text, not in a name
	howNone
)

// Codes of the ways, for programs and for pages that speak other languages.
var howCodes = [...]string{"written", "folded", "reading", "given", "initial", "near", "prefix", "words", "none"}

// The ways in words, as they stand in Result.Why.
var howPhrases = [...]string{
	"written the same", "the same but for marks and old letters", "the same reading", "a form of the same given name",
	"initials fit", "a near reading", "begins the same", "in a text", "no name",
}

func (h how) code() string   { return howCodes[min(h, howNone)] }
func (h how) String() string { return howPhrases[min(h, howNone)] }

// bornWords announce a year of birth in the languages lists are written in.
var bornWords = map[string]bool{
	"born": true, "b": true, "род": true, "родился": true, "родилась": true, "р": true, "рожд": true, "рождения": true,
	"geb": true, "geboren": true, "ne": true, "nee": true, "nato": true, "nata": true, "ur": true, "urodzony": true,
	"nacido": true, "nacida": true, "нар": true, "народився": true, "narozen": true,
}

// notWords are written beside years and are no part of a name.
var notWords = map[string]bool{"г": true, "гг": true, "г.р": true, "год": true, "года": true, "in": true, "в": true}

// plan reads a query into wants. Characters that are no part of words only
// part them; nothing in a query is an operator.
func plan(text string) []want {
	text = strings.ToValidUTF8(clip(text, maxQueryBytes), " ")
	unfinished := true
	if r, _ := utf8.DecodeLastRuneInString(text); !wordRune(r) {
		unfinished = false
	}
	var wants []want
	born, years := false, 0
	eachWord([]byte(text), func(w []byte) {
		written := string(w)
		folded := name.Fold(clip(written, maxWordBytes))
		if folded == "" || len(wants) >= slots {
			return
		}
		if n, ok := yearOf(folded); ok {
			wants = append(wants, want{kind: wantYear, written: written, folded: folded, year: year{n, born}})
			years++
			return
		}
		born = bornWords[folded]
		first, n := utf8.DecodeRuneInString(folded)
		switch {
		case !unicode.IsLetter(first):
		case n == len(folded) && !ideograph(first):
			wants = append(wants, want{kind: wantInitial, written: written, folded: folded})
		default:
			wants = append(wants, want{kind: wantWord, written: written, folded: folded})
		}
	})
	if years > 0 {
		wants = dropYearWords(wants)
	}
	if n := len(wants); n > 0 && wants[n-1].kind == wantWord {
		wants[n-1].prefix = unfinished
	}
	for i := range wants {
		if wants[i].kind == wantWord {
			wants[i].reading = readWord(wants[i].written)
		}
	}
	return wants
}

// dropYearWords takes out "г." and the like, which stand beside a year, where
// a name is there without them.
func dropYearWords(wants []want) []want {
	out := wants[:0]
	for i, w := range wants {
		beside := i > 0 && wants[i-1].kind == wantYear || i+1 < len(wants) && wants[i+1].kind == wantYear
		if beside && w.kind != wantYear && (notWords[w.folded] || bornWords[w.folded]) {
			continue
		}
		out = append(out, w)
	}
	return out
}

func yearOf(s string) (int16, bool) {
	if len(s) != 4 || s[0] != '1' && s[0] != '2' {
		return 0, false
	}
	n := int16(0)
	for i := range 4 {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int16(s[i]-'0')
	}
	return n, true
}

// rarity is how many bits a term with n bearers among all says of a person.
func rarity(n, all uint32) float64 {
	return math.Log2(1 + float64(all)/float64(max(n, 1)))
}
