package person

import (
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"
)

// predicates.csv says how the values of each predicate are compared. A row is
//
//	predicate,values,compare,with,meaning
//
// in the order of a life. values is "one" (a single true value), "recurring"
// (may happen again: dates more than recurringDays apart are two events) or
// "many" (values never exclude one another); compare is "date" or "text";
// predicates with the same word in with are compared with each other. A
// predicate without a row is "many" and "text" and comes last.
//
//go:embed predicates.csv
var predicatesCSV string

// recurringDays is how far apart two dates of a recurring event may lie and
// still be two accounts of one event. A guess: half a year, longer than the gaps
// between rival dates of one arrest in the bundled sample (at most 15 days) and
// shorter than the usual time between release and the next arrest.
const recurringDays = 183

// Values says how many true values a predicate can have.
type multiplicity uint8

const (
	many multiplicity = iota
	one
	recurring
)

// predicate is one row of the table.
type predicate struct {
	rank   int // order of a life, from 0
	values multiplicity
	date   bool   // values are dates
	family string // predicates of one family are compared; "" for many
}

// predicates returns the table by name. It is read once; a fault in it is our own bug.
var predicates = sync.OnceValue(func() map[string]predicate {
	rows, err := csv.NewReader(strings.NewReader(predicatesCSV)).ReadAll()
	if err != nil {
		panic("person: predicates.csv: " + err.Error())
	}
	multiplicities := map[string]multiplicity{"many": many, "one": one, "recurring": recurring}
	table := make(map[string]predicate, len(rows))
	for i, row := range rows[1:] {
		values, ok := multiplicities[row[1]]
		if !ok || (row[2] != "date" && row[2] != "text") || (values == many) != (row[3] == "") {
			panic("person: predicates.csv: row of " + row[0])
		}
		table[row[0]] = predicate{rank: i, values: values, date: row[2] == "date", family: row[3]}
	}
	return table
})

// lookup returns the row of a predicate, or the one for predicates without a row.
func lookup(name string) predicate {
	if p, ok := predicates()[name]; ok {
		return p
	}
	return predicate{rank: len(predicates())}
}
