// Package index is the derived database of an archive: everything the pages,
// the search and the command line read, in one SQLite file.
//
// In go sources, records, claims, problems, links and persons through a
// Writer; out come the same values, exactly as they went in, through an Index.
// Nothing here is evidence. The file can be deleted and built again from the
// archive's log and blobs, with the same answers, and it is never changed once
// it is in place: a build writes a new file beside it and renames it over the
// old one, so that a killed build leaves the old index standing and a running
// reader keeps the file it opened.
//
// Layout: one row per thing, addressed by its ordinal (the order in which it
// was added, from 0). Bodies are compact binary (see doc/formats/index.md):
// column and field names are numbers from the table word, and a field that
// only repeats a cell refers to it. Texts come back byte for byte.
//
// Cost, measured with BenchmarkBuild on one core: see doc/formats/index.md.
//
// It does not search names or texts by itself (those tables are written and
// read by the file names.go), does not link, and knows no log: who
// builds it says in Meta of which log it was made. Proof: TestRoundTrip,
// TestRandomRoundTrip, TestKilledBuild.
package index
