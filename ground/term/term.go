// Package term gives the coded words of a period a common code: sentencing
// bodies, charges and articles of law, sentences, party membership, nationality,
// education, fate and burial.
//
// In goes the text of one field as a list has it; out come Matches, each with
// the code of a Term, its labels, and the bytes of the text it covers, and the
// stretches of the text that no pattern knows. One text may hold several terms. The text itself
// is never changed, and what is unknown stays as written: counting it is
// the caller's part.
//
// The patterns are plain text, embedded from data/*.txt and laid down in
// doc/formats/terms.md; With adds files of one's own. A pattern is a row of words,
// not a regular expression, and the longest one wins at each word of the text. Articles of criminal
// codes ("58-10 ч.1, 11 УК РСФСР") are read by a small grammar; which articles
// there are is data too.
//
// Reading a text takes time proportional to its length whatever it holds: 1 to 2
// microseconds a word, a tenth of a second a megabyte (CPU time on a busy machine; go test
// -bench .). The vocabulary is made in some 15 ms, once. Vocabularies are never changed once
// made and may be shared. Keep what came of distinct strings.
//
// Not done: places, persons and dates inside a text (they are part of what is
// left over); judging whether a charge was true: a charge is what was said.
//
// Sources are named per file and term in the data, as far as known. Proof: TestGolden, TestLaws,
// TestHostile; go run ./measure/terms; hand-checked samples in doc/theory/terms-sample.md.
package term

import (
	"slices"
	"strings"
)

// Kind is a field of a record that has a vocabulary of its own, such as
// "charge". Each data file states its kind, so there may be more than those named here.
type Kind string

// The kinds of the built-in vocabulary.
const (
	Body        Kind = "body"        // who sentenced or decided
	Charge      Kind = "charge"      // what was said against a person: articles, letter codes, words
	Sentence    Kind = "sentence"    // the measure decided on
	Party       Kind = "party"       // party membership
	Nationality Kind = "nationality" // nationality as lists state it, religion where they mix the two
	Education   Kind = "education"   // schooling and literacy
	Fate        Kind = "fate"        // what became of the person
	Burial      Kind = "burial"      // the manner and kind of place of burial
)

// Term is one entry of a vocabulary. Terms are shared: do not change them.
type Term struct {
	Kind    Kind
	Code    string            // canonical and lasting, such as "troika.nkvd"
	Under   string            // code of the broader term, "" if none
	Labels  map[string]string // by language, "ru" and "en" at least
	Years   string            // when the thing existed, EDTF interval; "" if unstated
	Source  string            // where the term is explained; "" if the file's source holds
	General bool              // the words leave open which of several narrower terms is meant
}

// Label returns the label in language lang, else the English one, else the code.
func (t *Term) Label(lang string) string {
	if l := t.Labels[lang]; l != "" {
		return l
	}
	if l := t.Labels["en"]; l != "" {
		return l
	}
	return t.Code
}

// Match is a term found in a text.
type Match struct {
	*Term
	Span
	Specific bool   // false if only a general term, or an article not in the data, was recognised
	Duration string // ISO 8601, such as "P10Y", if the words state one
}

// Span is a stretch of a text in bytes, Start included and End not.
type Span struct{ Start, End int }

// Reading is what Classify made of a text.
type Reading struct {
	Matches []Match // in the order of the text; they do not overlap
	Rest    []Span  // what no pattern knows, without punctuation and small words; nil if nothing is left
}

// Classify finds the terms of kind k in text. An unknown kind finds nothing.
func (v *Vocabulary) Classify(k Kind, text string) Reading {
	b := v.books[k]
	if b == nil {
		if text = strings.TrimSpace(text); text == "" {
			return Reading{}
		}
		return Reading{Rest: []Span{{0, len(text)}}}
	}
	return b.read(text)
}

// Classify finds the terms of kind k in text by the built-in vocabulary.
func Classify(k Kind, text string) Reading { return BuiltIn().Classify(k, text) }

// Kinds returns the kinds the vocabulary has, sorted.
func (v *Vocabulary) Kinds() []Kind {
	kinds := make([]Kind, 0, len(v.books))
	for k := range v.books {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	return kinds
}

// Terms returns the terms of kind k in the order of the files, articles last.
func (v *Vocabulary) Terms(k Kind) []*Term {
	b := v.books[k]
	if b == nil {
		return nil
	}
	return slices.Clone(b.terms)
}

// Lookup returns the term with the code, nil if there is none.
func (v *Vocabulary) Lookup(k Kind, code string) *Term {
	if b := v.books[k]; b != nil {
		return b.byCode[code]
	}
	return nil
}
