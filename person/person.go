// Package person puts together what is said of one person: the records a
// cluster holds and the claims made on them, as known at a given time.
//
// In go the member records, the asserted claims whose subject is one of those
// records, and a way to look up sources (Input); out comes a Person, whose JSON
// is what programs outside rely on and whose Groups are what a page shows. Nothing is
// chosen, merged or averaged: contradicting values stand side by side, each with
// its claims, the best supported first. Support is counted by lineage
// (source.Source.Voice), so copies of one another are one voice, and what was
// said under duress, by the accusers, in fiction, in doubt or taken back is
// shown and counted apart, never as support.
//
// Every field of a record that is not a name also speaks as a claim (see
// derive.go); it is dropped where an asserted claim of the same source says the
// same. Which predicates can have only one true value is data: predicates.csv,
// explained in doc/glossary.md.
//
// As known at a date: records, names and claims not certainly public by then
// are left out before anything else happens, so later knowledge cannot leak
// into counts, order, names or contradictions. Proof: TestLaterKnowledgeNeverLeaks.
//
// Cost: linear in fields and claims, quadratic only in the distinct values of
// one predicate, and bounded there (TestHeap); 200 claims take about half a
// millisecond, ten some twenty microseconds (BenchmarkAssemble). Assemble keeps no state and changes
// nothing it is given; the same input in any order of claims gives the same
// Person. The package does not decide which records belong together (link/cluster),
// and does not weigh evidence into a verdict.
package person

import (
	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/evidence/source"
	"byname/ground/when"
)

// Input is everything known of one person.
type Input struct {
	ID      string                                // the person's id, as link/cluster made it
	Records []*record.Record                      // the member records, in the order of import
	Claims  []*claim.Claim                        // claims whose subject is one of the records, and retractions of them; in any order
	Source  func(id string) (source.Source, bool) // nil knows no source
	AsOf    when.Date                             // what was known by the end of it; the zero Date asks for everything
	Lang    string                                // BCP 47: language in which to choose the Title; "" prefers none
}

// Person is all that is said of one person, as known at AsOf.
type Person struct {
	ID      string   `json:"person"`
	Title   string   `json:"name"`            // the most complete name known at AsOf, in the language asked for: a heading, not a finding; "" when no name was public
	AsOf    string   `json:"as_of,omitempty"` // EDTF; "" means everything known today
	Life    Life     `json:"life"`
	Names   []Name   `json:"names"`   // as attested, the best attested first
	Records []Record `json:"records"` // in the order given
	Claims  []*Claim `json:"claims"`  // in order of life, then date, then id; a retraction follows what it takes back
	Groups  []Group  `json:"groups"`  // the same claims by predicate, names and retractions left out
}

// Name is one written form of the person's name, with everyone who uses it.
type Name struct {
	Text    string   `json:"text"`
	Script  string   `json:"script"`            // ISO 15924
	Lang    string   `json:"lang"`              // BCP 47; "" when no source tells
	Sources []string `json:"sources"`           // ids, each once, sorted
	Voices  int      `json:"lineages"`          // independent lineages among Sources
	Other   bool     `json:"other,omitempty"`   // only ever given as an alias, birth name or other spelling
	Notes   []string `json:"notes,omitempty"`   // what sources or compilers remark on the form
	Records []string `json:"records,omitempty"` // records that bear it
	Claims  []string `json:"claims,omitempty"`  // claims that assert it
}

// Record is one member record as known at the time asked for.
type Record struct {
	*record.Record
	Public string `json:"public,omitempty"` // EDTF: since when its source could be read
}

// Claim is one statement of the person, asserted or read from a record's field.
type Claim struct {
	ID             string        `json:"id"`
	Predicate      string        `json:"predicate"`
	Value          string        `json:"value"`
	EDTF           string        `json:"edtf"`
	Place          string        `json:"place"`
	Source         string        `json:"source"`
	Lineage        string        `json:"lineage"` // the voice it is counted by
	Locator        string        `json:"locator"`
	KnownSince     string        `json:"known_since"` // its own, else its source's date of publication; "" unknown
	KnownBasis     string        `json:"known_basis,omitempty"`
	Circumstance   string        `json:"circumstance"`
	Told           string        `json:"told,omitempty"`
	Stance         claim.Stance  `json:"stance"` // never empty
	Paraphrase     string        `json:"paraphrase,omitempty"`
	Type           record.Type   `json:"type,omitempty"`
	Object         claim.Ref     `json:"object,omitempty"`
	Subject        claim.Ref     `json:"subject"` // the record it was made on
	Record         string        `json:"record,omitempty"`
	List           string        `json:"list,omitempty"`
	Derived        bool          `json:"derived,omitempty"`   // read from a field of Record, not asserted
	Withdrawn      bool          `json:"withdrawn,omitempty"` // from an entry the newest version of its list no longer has
	Coerced        bool          `json:"coerced,omitempty"`
	Accuser        bool          `json:"accuser,omitempty"`
	Fiction        bool          `json:"fiction,omitempty"`
	ContradictedBy []string      `json:"contradicted_by"` // ids, sorted, at most 100; never nil
	RetractedBy    []string      `json:"retracted_by,omitempty"`
	Extra          []record.Cell `json:"extra,omitempty"`
}

// Group is everything said under one predicate.
type Group struct {
	Predicate string  `json:"predicate"`
	Single    bool    `json:"single"`   // can have only one true value
	Disputed  bool    `json:"disputed"` // some of its claims contradict one another, or those of a related predicate
	Values    []Value `json:"values"`   // best supported first
}

// Value is one distinct value of a predicate with the claims that state it.
// The counts are of independent lineages. Only Lineages and Compatible support
// the value; the others were said, and prove no more than that.
type Value struct {
	Text        string   `json:"value"`
	EDTF        string   `json:"edtf,omitempty"`
	IDs         []string `json:"claims"` // ids of Claims, in their order
	Claims      []*Claim `json:"-"`
	Lineages    int      `json:"lineages"`              // state exactly this value
	Compatible  int      `json:"compatible,omitempty"`  // further ones that state a less precise value containing it
	Coerced     int      `json:"coerced,omitempty"`     // under duress
	Accuser     int      `json:"accuser,omitempty"`     // the accusing authority itself
	Fiction     int      `json:"fiction,omitempty"`     // works of imagination
	Uncertain   int      `json:"uncertain,omitempty"`   // report it with doubt
	Denied      int      `json:"denied,omitempty"`      // deny it
	Retracted   int      `json:"retracted,omitempty"`   // took it back, or withdrew the entry
	Contradicts []int    `json:"contradicts,omitempty"` // indexes into the group's Values that exclude this one
}

// Life is the shortest summary: when the person was born and died by the best
// supported values, how many independent lineages support them, and whether
// others contradict them. With no lineage at all the value is only what was
// said by accusers, under duress or in doubt.
type Life struct {
	Birth         string `json:"birth"` // EDTF; "" unknown
	BirthLineages int    `json:"birth_lineages"`
	BirthDisputed bool   `json:"birth_disputed"`
	Death         string `json:"death"` // EDTF; "" unknown
	DeathLineages int    `json:"death_lineages"`
	DeathDisputed bool   `json:"death_disputed"`
	Fate          string `json:"fate"` // the predicate Death comes from, execution or death; "" unknown
}
