package index

import (
	"errors"
	"time"

	"byname/evidence/claim"
	"byname/evidence/source"
)

var (
	// ErrNotFound is returned, wrapped with the id asked for, when the index has no such thing.
	ErrNotFound = errors.New("not in the index")
	// ErrDuplicate is returned, wrapped with the id, by Writer.AddRecord for a
	// record id it already has; the record is not added and writing may go on.
	ErrDuplicate = errors.New("record id is already taken")
	// ErrFormat is returned, wrapped with what was found, by Open for a file
	// that is no index or one of another format version: build it again.
	ErrFormat = errors.New("not an index of this version")
)

// Meta says of what an index was made. LogSize and LogRoot are those of the
// archive's log; Values holds whatever else the builder wants to keep, such as
// the model of the linkage as JSON.
type Meta struct {
	Format  int // set by the Writer
	LogSize uint64
	LogRoot string
	Values  map[string][]byte
}

// List is one list of the archive with its current version and what changed in it.
type List struct {
	ID        string    `json:"id"`
	Current   Version   `json:"current"`
	Previous  []Version `json:"previous,omitempty"` // older imports, newest first
	Records   int       `json:"records"`            // counted by the Writer, withdrawn ones included
	Claims    int       `json:"claims"`             // counted by the Writer
	Problems  int       `json:"problems"`           // counted by the Writer
	Withdrawn int       `json:"withdrawn"`          // counted by the Writer: records with Withdrawn set
	Added     int       `json:"added"`              // against the version before; 0 for the first
	Changed   int       `json:"changed"`            // against the version before: same id, other cells
}

// Version is one import of a list.
type Version struct {
	Act     uint64    `json:"act"` // position in the log
	File    string    `json:"file"`
	Blob    string    `json:"blob"`    // SHA-256 of the file
	Mapping string    `json:"mapping"` // SHA-256 of the mapping
	Size    int64     `json:"size"`    // bytes
	When    time.Time `json:"when"`
}

// SourceHead is a source with how much it says.
type SourceHead struct {
	source.Source
	Records int `json:"records"`
	Claims  int `json:"claims"`
}

// Person is one cluster: its id, the name shown, and its records.
type Person struct {
	ID      string
	Name    string
	Members []int64  // ordinals of its records, ascending; the first is the founding record
	Records []string // ids of the same records; set by the Index, not needed by the Writer
}

// Head is what a line about a person needs.
type Head struct {
	ID      string `json:"person"`
	Name    string `json:"name"`
	Records int    `json:"records"`
	First   string `json:"first"` // id of the founding record
}

// Link is one scored pair of records: accepted into a person, or near the threshold.
type Link struct {
	A, B             int64 // ordinals, A < B
	RecordA, RecordB string
	Bits             float64 // match weight, log2
	Accepted         bool
	Levels           []byte // the levels behind Bits, in the linker's own encoding
}

// Subject is something other than a person that claims are about.
type Subject struct {
	Ref    claim.Ref `json:"ref"`
	Label  string    `json:"label"` // value of its first label claim; its key where there is none
	Claims int       `json:"claims"`
}

// Filter narrows a listing; empty fields do not narrow.
type Filter struct {
	List      string
	Source    string
	Reason    string // problems only: exactly this reason
	Predicate string // claims only
}

// Page asks for up to Limit things beginning with ordinal From. A listing
// returns the From of the next page, or 0 at the end. A Limit of 0 means 100.
type Page struct {
	From  int64
	Limit int
}

func (p Page) limit() int {
	if p.Limit <= 0 {
		return 100
	}
	return p.Limit
}
