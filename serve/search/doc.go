// Package search finds persons by name, in any script and spelling, and claims
// and records by their words.
//
// In goes a query as a person types it: names in any order, initials, years
// ("Иванов 1897", "born 1890"), an unfinished last word. Out come persons, best
// first, each with a score from 0 to 1, the attested form that matched and how:
// written the same, read the same, near. A query that meets no name well is
// looked for as words in claims and records. Nothing in a query is an operator,
// and no query is an error.
//
// The tables lie as pages in the index file (store/index, names.go) and are
// made while it is built: Builder hears every record, claim and person. A page
// is fetched when it is needed, so there is no warm-up: what costs is the
// number of pages a query touches, not the size of the archive. Distinct words
// of names are terms with posting lists of persons; words that sound alike meet
// by the keys of ground/name, are compared as sounds, and lend their persons.
// The best few hundred persons by rarity of what they meet are then judged name
// by name. Layout, weights and their reasons: doc/theory/search.md. Cost, at a
// million persons: go run ./measure/search, figures in the same place.
//
// The score says how well a name meets the query, a little less for a person
// attested once; it is not the chance that this is the person meant. Search
// does not read dates as evidence (a year only ranks), and knows of no as-of date:
// what was not yet known at a date is left out by whoever shows the results.
// Proof: TestScripts (queries and the order expected), TestHostileQueries, FuzzSearch.
package search
