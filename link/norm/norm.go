// Package norm turns records into dictionary-encoded columns for linking.
package norm

import "byname/evidence/record"

// Duplicates says whether one list may name a person twice.
type Duplicates uint8

// How a list is treated.
const (
	Auto          Duplicates = iota // let the data say how often the list repeats itself
	Dedupe                          // entries of the list may be about one person
	DuplicateFree                   // two entries of the list are never about one person
	Skip                            // the list is not linked at all
)

// Options say how lists are treated. The zero value links everything with Auto.
type Options struct {
	// Lists gives the treatment by list id; a list not named is Auto.
	// The unit within which a person may not repeat is a source inside a list.
	Lists map[string]Duplicates
	// Apart names pairs of lists that are not compared with each other.
	Apart [][2]string
}

// Builder collects records. It is not safe for concurrent use.
type Builder struct {
	opt Options
	t   *Table
}

// New returns an empty Builder.
func New(o Options) *Builder { return &Builder{opt: o, t: &Table{rows: map[string]int32{}}} }

// Add takes over what can be compared of the record and returns its row, or -1
// when it is not linked (withdrawn, or its list is skipped). The record is not retained.
func (b *Builder) Add(r *record.Record) int32 {
	if r.Withdrawn || b.opt.Lists[r.List] == Skip {
		return -1
	}
	row := int32(len(b.t.ids))
	b.t.ids = append(b.t.ids, r.ID)
	b.t.rows[r.ID] = row
	return row
}

// Table returns the finished columns; the Builder must not be used afterwards.
func (b *Builder) Table() *Table { return b.t }

// Table holds the columns of all records; rows are numbered in the order of Add.
// It is immutable and safe for concurrent use.
type Table struct {
	ids  []string
	rows map[string]int32
}

// Len returns the number of rows.
func (t *Table) Len() int { return len(t.ids) }

// ID returns the record id of a row.
func (t *Table) ID(row int32) string { return t.ids[row] }

// Row finds a record by id.
func (t *Table) Row(id string) (int32, bool) { r, ok := t.rows[id]; return r, ok }
