// Package name parses personal names of any script and order into parts,
// compares them in graded levels with a reason, and makes the keys by which
// names worth comparing find each other.
//
// In goes a name as a list writes it ("ЛАБАС Абрам Аркадьевич", "Н. И. Ежов",
// "Pjatakow, J. L.", "尼古拉·卡西林"); out comes a Form, immutable and safe to
// share, that keeps the raw text for ever. Parse once per distinct string and
// keep the Form. Parsing takes some four microseconds and two allocations once
// the words are known, of which the last 32,768 are kept; a new word takes three
// to five more. Comparing two Forms allocates nothing and takes 200 to 500
// nanoseconds when they agree or hold initials, about a microsecond when they
// differ, and up to ten when two Latin names fit in no order. An Index finds
// words among a million in some microseconds.
//
// Names are compared by sound, not by spelling: every token is read under the
// national writing conventions that could have produced it, and the cheapest
// pair of readings counts. Given names that are forms of one another (Иван,
// Johann) are known from a table. What cannot be compared is Unknown, which is
// no evidence either way and never the same as Conflict.
//
// It does not know who a person is: pseudonyms and maiden names are data of
// the archive, except where the written name itself gives them. It looks at the
// first 256 letters and 24 words of a name and keeps the rest only in Raw.
// Conventions: doc/formats/conventions.md. Why words are kept and what a
// similarity means: doc/decisions/2026-11-23-names-second-pass.md. Proof: TestParseGolden,
// TestCompareGolden, and the figures of `go run ./measure/names`.
package name

import "byname/ground/name/internal/sound"

// Kind says how a name is built, and so how it is compared.
type Kind uint8

// The kinds of names. Unclear is a name nothing could be read from.
const (
	Unclear   Kind = iota
	Mononym        // one word, surname or given name
	Slavic         // surname, given name, patronymic, or initials of these
	Western        // given names and surnames
	EastAsian      // family name first, in one breath
	Arabic         // a chain of given names with bin, ibn, al-
)

// String returns the kind in lower case.
func (k Kind) String() string {
	return [...]string{"unclear", "mononym", "slavic", "western", "east-asian", "arabic"}[min(k, Arabic)]
}

// Form is one written name taken apart. It is never changed after it is made.
type Form struct {
	Raw  string
	Kind Kind
	// The parts, in the order written. A part that is missing is empty.
	Surname, Given, Patronymic []Token
	Particles                  []string // von, de, al-, оглы: as written, not compared
	Titles                     []string // Dr., тов., Prince
	Alternatives               []*Form  // the same person's name otherwise, as this text itself says: maiden name, name in brackets
	Sure                       bool     // which part is the surname is certain: told by columns, comma, capitals, endings

	parts [3]part  // what Compare reads: surname, given, patronymic
	given *[2]part // each of two given names, when there are two and no patronymic
	words []Token  // all of them, in that order
	all   *Token   // all as one word in the order written; nil for Slavic names
}

// Token is one word of a name.
type Token struct {
	Written string // as it stands in the raw text
	Folded  string // Fold(Written)
	Script  Script
	Initial bool // a letter that stands for a word: "Н.", "Kh."

	*sense // what is known of the word; shared by all names that have it
}

// sense is what a word tells by itself, found once.
type sense struct {
	base       string // Folded, or its masculine nominative
	letters    []rune // as the tables know them
	latin      []rune // the same in Latin letters; nil when they are
	sound.Word        // its readings
	first      uint64 // set of the sound classes a reading begins with
	given      groups // in the table of given names
	role       role   // as a small word
	ends       ending
}

// ending is what the end of a word says of its part of the name.
type ending struct {
	surname     bool
	patronymic  bool // the base form ends as fathers' names do
	knownFather bool // and is made of a given name
	caps        bool // all in capitals
	upper       bool // begins with a capital
}

// part is one part of a name made ready for comparing.
type part struct {
	text   string // tokens as written, joined by spaces
	folded string
	tokens []Token
	at     int    // place of the first of them in Form.words
	whole  *Token // all tokens read as one word; nil for a part of one token
}

// ParseParts takes a name whose parts the list itself keeps apart. Empty
// strings are missing parts.
func ParseParts(surname, given, patronymic string) *Form {
	f := &Form{Raw: joinNonEmpty(surname, given, patronymic), Sure: true}
	var buf [3 * maxTokens]lexeme
	words := make([]Token, 0, 4)
	var ends [3]int
	for i, s := range [...]string{surname, given, patronymic} {
		words = f.tokens(words, s, buf[:0])
		ends[i] = len(words)
	}
	f.cut(words, ends)
	f.finish()
	return f
}
