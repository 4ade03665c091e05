// Package byname is the tour: how one line of a list becomes a person on a page.
//
// A file comes in. evidence/read turns its bytes into text, its rows into
// records, claims and sources as a mapping says, and what it cannot read into
// problems. The nouns are evidence/source, evidence/record, evidence/claim and
// evidence/judgement; their values are understood by ground/name (personal
// names across scripts), ground/when (uncertain dates), ground/place (places
// and their names through time) and ground/term (the coded words of a period).
//
// What people did (imported this file with that mapping, judged these two
// records the same) is kept for ever by store, as blobs under their SHA-256 and
// acts in the Merkle log of store/seal. Everything after this line is derived
// and may be deleted.
//
// link/norm puts the records into columns, link/block streams the pairs worth
// comparing, link/compare grades each pair, link/score learns without labels
// what the grades weigh, and link/cluster puts the records of one person
// together and says why. person lays the claims of a cluster side by side, as
// known at a date, agreeing and contradicting.
//
// store/index keeps the derived state in one SQLite file; serve/search finds a
// name however it was spelled; serve/dossier gathers what is said of one
// person; serve/web shows the pages. flow runs the stages in order; cmd/byname
// is the command; sample is the archive it ships; measure takes the figures.
//
// The import graph is this order, and TestFlow holds it.
package byname
