package read

import (
	"iter"

	"byname/evidence/record"
)

// Change is what became of one record between two versions of a list.
type Change struct {
	ID     string   `json:"id"`
	Kind   string   `json:"kind"`             // added, withdrawn, changed
	Line   int      `json:"line,omitempty"`   // in the newer file; of a withdrawn record in the older
	Fields []string `json:"fields,omitempty"` // names of the fields, and of the columns, that changed
}

// Diff compares two versions of a list by the ids of their records: first what
// was added or changed, in the order of the newer list, then what was withdrawn,
// in the order of the older. It holds hashes, never the records.
func Diff(older, newer iter.Seq[*record.Record]) iter.Seq[Change] {
	return func(yield func(Change) bool) {}
}
