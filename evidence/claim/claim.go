// Package claim holds assertions: what a source says, of whom, when, where,
// how the statement came about, and since when it could be known.
//
// A claim is never overwritten. Contradicting claims stand side by side, and a
// retraction is itself a claim (predicate "retracts", Object the id of what it
// takes back), so that both can be seen. A claim got by coercion is evidence
// that something was said, never that it is true; see Circumstance.
package claim

import (
	"strings"

	"byname/evidence/record"
	"byname/ground/when"
)

// Ref names what a claim is about: kind, colon, key. A person is named by a
// record ("register:kirov", "ruvte:5389"): whoever that record turns out to be
// about, the claim is about. Other kinds: event, series, question, work, reading, organisation, place.
type Ref string

// Kind returns what stands before the colon.
func (r Ref) Kind() string { k, _, _ := strings.Cut(string(r), ":"); return k }

// Key returns what stands behind the colon.
func (r Ref) Key() string { _, k, _ := strings.Cut(string(r), ":"); return k }

// Stance is how the source stands to what it reports.
type Stance string

// The stances. The zero value is read as Supports.
const (
	Supports  Stance = "supports"
	Denies    Stance = "denies"
	Uncertain Stance = "uncertain"
)

// Claim is one assertion by one source.
type Claim struct {
	ID           string        `json:"id"`
	Subject      Ref           `json:"subject"`
	Predicate    string        `json:"predicate"`
	Value        string        `json:"value"`            // as given
	Object       Ref           `json:"object,omitempty"` // set when the value is itself a subject: whom a confession named
	Type         record.Type   `json:"type,omitempty"`
	EDTF         string        `json:"edtf,omitempty"`  // when it held or happened
	Place        string        `json:"place,omitempty"` // as the source names it
	Source       string        `json:"source"`
	Locator      string        `json:"locator"`
	Paraphrase   string        `json:"paraphrase,omitempty"`
	Circumstance string        `json:"circumstance,omitempty"` // code: see Coerced and doc/glossary.md; "" means not stated
	Told         string        `json:"told,omitempty"`         // how the statement came about, in the compiler's words
	Stance       Stance        `json:"stance,omitempty"`
	KnownSince   string        `json:"known_since,omitempty"` // EDTF; "" means as the source's date of publication
	KnownBasis   string        `json:"known_basis,omitempty"` // how KnownSince is known
	List         string        `json:"list,omitempty"`        // the list or record it was read from
	Record       string        `json:"record,omitempty"`      // set when the claim is a field of that record
	Extra        []record.Cell `json:"extra,omitempty"`       // further columns, kept as given
}

// RetractsPredicate marks a claim that takes another back; its Object is "claim:" and the id.
const RetractsPredicate = "retracts"

// Coerced reports whether the statement was obtained under duress, or published
// by those who held the speaker. Such a claim is shown, and proves only that it was said.
func (c *Claim) Coerced() bool {
	switch c.Circumstance {
	case "coerced", "torture", "threat", "show-trial", "closed-trial", "custody", "inducement":
		return true
	}
	return false
}

// Accuser reports whether the accusing authority itself is speaking.
func (c *Claim) Accuser() bool {
	switch c.Circumstance {
	case "official-announcement", "prosecution", "accuser-press":
		return true
	}
	return false
}

// KnownBy reports whether the claim could certainly be known by the end of
// asOf. public is the date its source became public, used when the claim has no
// date of its own. Where neither is known the answer is false: unknown is not known.
func (c *Claim) KnownBy(asOf when.Date, public string) bool {
	if c.KnownSince != "" {
		return when.KnownBy(c.KnownSince, asOf)
	}
	return when.KnownBy(public, asOf)
}
