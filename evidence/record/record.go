// Package record holds what one source says of one person in one entry, as given.
//
// A record keeps every cell verbatim beside the fields a mapping has read out
// of them, and a locator that leads back to the place in the source. Records
// are derived: they are read again from the blobs whenever the index is
// rebuilt, so nothing here is ever edited. What could not be read is a Problem,
// stored like a record and never a reason to stop.
package record

import "strings"

// Type says how the value of a field is to be understood.
type Type string

// The types of fields. Text is the zero value in a mapping.
const (
	Text  Type = "text"
	Name  Type = "name"
	Date  Type = "date"
	Place Type = "place"
	Term  Type = "term" // a coded word: sentence, charge, party, nationality
)

// Cell is one cell of a row, byte for byte after decoding to UTF-8.
type Cell struct {
	Column string `json:"column"`
	Text   string `json:"text"`
}

// Field is one value read out of the cells. Several fields may share a name
// (two birth dates, three aliases): all are kept, in the order of the source.
type Field struct {
	Name   string `json:"name"`             // the vocabulary of doc/glossary.md, or the archivist's own word
	Type   Type   `json:"type"`             //
	Value  string `json:"value"`            // as given, white space trimmed
	EDTF   string `json:"edtf,omitempty"`   // dates only; "" when it could not be read
	Column string `json:"column,omitempty"` // the column it came from; "" for a constant of the mapping
}

// Record is one source's entry on one person.
type Record struct {
	ID      string  `json:"id"`      // list, colon, key: "ruvte:5389"; the same in every version of the list
	List    string  `json:"list"`    // the list it stands in
	Source  string  `json:"source"`  // the source that speaks
	Locator string  `json:"locator"` // where in the source
	Line    int     `json:"line"`    // first line of the entry in the file, from 1
	Fields  []Field `json:"fields"`
	Cells   []Cell  `json:"cells"`
	// Withdrawn is true for an entry an earlier version of the list had and
	// the newest has not. It is shown and searched, and not linked.
	Withdrawn bool `json:"withdrawn,omitempty"`
}

// The fields that make up a personal name. NameField is a whole name in one
// cell; the parts are used by lists that keep them apart.
const (
	NameField       = "name"
	OtherNameField  = "other_name" // alias, birth name, nickname, other spelling
	SurnameField    = "surname"
	GivenField      = "given"
	PatronymicField = "patronymic"
)

// PersonName is a name of a record: whole, or in the parts the list keeps apart.
type PersonName struct {
	Text       string // what to show: the whole as given, or the parts joined surname first
	Surname    string // set with Given or Patronymic when the list has separate columns
	Given      string
	Patronymic string
	Other      bool // from OtherNameField: also known as
}

// Split reports whether the list itself told the parts of the name apart.
func (n PersonName) Split() bool { return n.Surname != "" || n.Given != "" || n.Patronymic != "" }

// Names returns the names of the record in the order of its fields: the main
// name first (whole, or built of its parts), then the others. It is nil for a
// record without any name.
func (r *Record) Names() []PersonName {
	var main []PersonName
	var other []PersonName
	var part PersonName
	for _, f := range r.Fields {
		switch f.Name {
		case NameField:
			main = append(main, PersonName{Text: f.Value})
		case OtherNameField:
			other = append(other, PersonName{Text: f.Value, Other: true})
		case SurnameField:
			part.Surname = join(part.Surname, f.Value)
		case GivenField:
			part.Given = join(part.Given, f.Value)
		case PatronymicField:
			part.Patronymic = join(part.Patronymic, f.Value)
		}
	}
	if part.Split() {
		part.Text = join(join(part.Surname, part.Given), part.Patronymic)
		main = append(main, part)
	}
	return append(main, other...)
}

// Values returns the values of every field called name.
func (r *Record) Values(name string) []Field {
	var out []Field
	for _, f := range r.Fields {
		if f.Name == name {
			out = append(out, f)
		}
	}
	return out
}

func join(a, b string) string { return strings.TrimSpace(a + " " + b) }

// Problem is something in the data that could not be read as it should. The
// value stays where it was; the problem is listed beside it.
type Problem struct {
	Source  string `json:"source"`
	List    string `json:"list,omitempty"`
	File    string `json:"file,omitempty"`
	Locator string `json:"locator"`
	Line    int    `json:"line,omitempty"`   // from 1
	Column  string `json:"column,omitempty"` // name of the column in the file
	Field   string `json:"field"`
	Value   string `json:"value"` // at most 200 bytes of it, cut at a rune
	Reason  string `json:"reason"`
	Lost    bool   `json:"lost,omitempty"` // the whole row could not become a record
}
