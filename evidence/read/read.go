// Package read turns a list as it was received into sources, records, claims and problems.
//
// It eats the bytes of a file and a Mapping. Every row becomes one item or
// more; what cannot be understood stays verbatim in the cells of its record
// and is listed as a problem beside it, and the reading goes on.
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
