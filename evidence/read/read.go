// Package read turns a list as it was received into sources, records, claims and problems.
//
// In go the bytes of a file and a Mapping, which says what each column is
// (doc/formats/mapping.md); out come Items, one at a time. Every cell stays
// verbatim with its record. What cannot be understood becomes a problem with
// its line, column and value, and the reading goes on; a file ends with Counts.
// The same bytes, mapping and Version give the same items, as all that bears on
// them, limits too, stands in the mapping.
//
// A row costs its bytes and about ten allocations: a million rows of 20 columns
// (276 MB) take 9 s of one core, records, dates and ids made (BenchmarkItems on
// a shared machine, November 2026). Memory does not grow with the file but for
// 8 to 16 bytes a row, by which ids given twice are found. No cell, row or header can
// make it grow beyond Limits.
//
// Files are taken apart by the packages below: charset makes UTF-8 of bytes,
// rows makes rows of UTF-8. A further format is a further rows.Reader; nothing
// here changes. The package judges nothing: contradictions, double entries and
// names in any script are passed on as they stand. Proof: TestGolden, TestLaws,
// TestHugeCell, TestExamples and the fuzz targets.
package read

import (
	"context"
	"io"
	"iter"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/evidence/source"
)

// Version of the reader. It is stored with each import: the same bytes, mapping
// and version give the same items.
const Version = 1

// Item is one thing read. Exactly one of its pointers is set. The last item of
// a file holds the Counts.
type Item struct {
	Source  *source.Source
	Record  *record.Record
	Claim   *claim.Claim
	Problem *record.Problem
	Counts  *Counts
}

// Counts says what became of the rows of one file.
type Counts struct {
	Rows     int            `json:"rows"`     // not counting header and empty rows
	LeftOut  int            `json:"left_out"` // by "where"
	Sources  int            `json:"sources"`
	Records  int            `json:"records"`
	Claims   int            `json:"claims"`
	Problems map[string]int `json:"problems"` // by kind: the reason up to its colon
	Lost     int            `json:"lost"`     // rows that became nothing
}

// Items reads a file. Sources come before what cites them, problems right
// behind the row they arose in, Counts last. The error ends the sequence; it is
// given only when the file as a whole cannot be read, or ctx is done.
func Items(ctx context.Context, in io.Reader, m *Mapping, file string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		run(ctx, in, m, file, yield)
	}
}
