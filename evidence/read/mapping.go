package read

import (
	"byname/evidence/record"
	"byname/evidence/source"
)

// What a list is read as.
const (
	Records = "records" // one row speaks of one person
	Claims  = "claims"  // a row makes one or more claims on things named by reference
	Sources = "sources" // a row describes a source
)

// What Mapping.Repeats may say: two entries are never about one person (an
// authority list), may be, or the list is not to be linked with others at all.
const (
	RepeatsNever    = "never"
	RepeatsMaybe    = "maybe"
	RepeatsUnlinked = "unlinked"
)

// Mapping says how one list is read: an entry under "lists" in archive.yaml.
// The keys are those of doc/formats/mapping.md. Make one with ParseMapping,
// ParseMappings or Guess; one made by hand is checked when Items begins.
type Mapping struct {
	List      string // id of the list, [a-z0-9-]+
	File      string // where the newest file was; informative, inside the archive's folder
	Reads     string // Records, Claims or Sources
	Format    string // csv, tsv, jsonl, json; "" is found by looking
	Encoding  string // name as package charset knows it; "" is found by looking
	Delimiter string // one ASCII character; "" is found by looking
	Skip      int    // lines to pass over before the header
	Columns   []string
	Source    SourceOf
	ID        []string // columns that make up the key; none: a hash of the row
	Locator   string   // template: "row {line}, id {id_unico}"
	Null      []string // cells that mean nothing is known
	Lang      string   // BCP 47, for dates in words
	Order     string   // dmy, mdy or ymd
	Calendar  string   // julian or gregorian
	Century   int      // first year of the hundred that years of two digits fall into; 0: such a date is a problem
	Southern  bool     // seasons are those of the southern hemisphere
	Where     *Where   // rows to read; nil is all
	Fields    []Field
	Claims    []Template
	Repeats   string // may the list name a person twice: RepeatsNever, RepeatsMaybe, RepeatsUnlinked; "" lets the linkage find out
	Limits    Limits

	notes []string // what Guess has to say of the whole
}

// SourceOf names the source that speaks in each row: the one described, or the
// one whose id stands in a column (the description then serves where the cell is empty).
type SourceOf struct {
	Column    string
	Described source.Source
}

// Field is one rule that reads a field of a record, or an attribute of a source.
type Field struct {
	Field string
	AgeAt string // the cell is an age at the event with this field name; the field is a birth date
	Value
	note string // what Guess has to say of it
}

// Value says where one value comes from and what is done to it, in this order:
// take (Column, Const, Join, Text or First), Null, Split, Match, Map, Prefix.
type Value struct {
	Column string   // the cell of this column
	Const  string   // the same for every row
	Join   []string // cells of these columns, those that are empty left out
	Sep    string   // between joined cells; "" is one space
	Text   string   // template over columns
	First  []Value  // the first of these that gives anything

	Null        []string // more cells that mean nothing is known
	Split       string   // several values in a cell, parted by this
	SplitRegexp string   // or by what this matches
	Match       string   // regexp; its first group, or the whole match, is taken
	Optional    bool     // what does not match is left out without a problem
	Map         []Pair   // value -> value; others pass as they are
	Prefix      string   // put before, to make a reference of a key
	Lang        string
	Order       string
	Calendar    string
	Type        record.Type // "" is by the name of the field; EDTF is a date not written in words
	Where       *Where      // rows this holds for
}

// EDTF is the type of a value that is a date in the notation of ISO 8601-2. The
// field itself then has type record.Date.
const EDTF record.Type = "edtf"

// Pair is one line of a map.
type Pair struct{ From, To string }

// Where picks rows by what stands in a column. Is and Not hold whole cells; an
// empty string stands for an empty cell.
type Where struct {
	Column string
	Is     []string
	Not    []string
}

// Template makes claims of a row. Parts that are nil are left out or have the
// default of doc/formats/mapping.md. Subject, Value and Object may be split:
// each part then makes its own claim.
type Template struct {
	ID, Subject, Predicate, Value, Object, Type, Date, Place,
	Source, Locator, Paraphrase, Circumstance, Told, Stance,
	KnownSince, KnownBasis, Retracts *Value
	Where *Where
}

// Limits bound what one row may cost. The zero value is the default.
type Limits struct {
	Cell    int // bytes of a cell, 1 MiB; a larger cell is cut out with a problem
	Row     int // bytes of a row, 16 MiB; cells beyond are cut out
	Columns int // cells of a row, 16384; cells beyond are cut out
}
