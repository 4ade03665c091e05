package read

import (
	"strings"

	"byname/evidence/record"
)

// The fields whose type their name does not show. Others: a name that ends in
// "_date" is a date, in "_place" a place; anything else is text.
var fieldTypes = map[string]record.Type{
	"name": record.Name, "surname": record.Name, "given": record.Name, "patronymic": record.Name, "other_name": record.Name,
	"mother_surname": record.Name, "married_surname": record.Name,
	"birth": record.Date, "arrest": record.Date, "sentence_date": record.Date, "execution": record.Date, "death": record.Date,
	"rehabilitation": record.Date, "release": record.Date, "deportation": record.Date, "disappearance": record.Date,
	"discovery": record.Date, "conviction": record.Date, "expulsion": record.Date, "escape": record.Date,
	"residence": record.Place, "burial": record.Place, "detention": record.Place, "origin": record.Place,
	"sex": record.Term, "nationality": record.Term, "citizenship": record.Term, "party": record.Term, "charge": record.Term,
	"sentence": record.Term, "sentence_body": record.Term, "arrest_body": record.Term, "death_cause": record.Term,
	"fate": record.Term, "occupation": record.Term, "education": record.Term, "estate": record.Term, "religion": record.Term,
}

// typeOf is the type of a field or predicate by its name.
func typeOf(name string) record.Type {
	if t, ok := fieldTypes[name]; ok {
		return t
	}
	switch {
	case strings.HasSuffix(name, "_date"):
		return record.Date
	case strings.HasSuffix(name, "_place"):
		return record.Place
	}
	return record.Text
}

func knownType(t record.Type) bool {
	switch t {
	case record.Text, record.Name, record.Date, record.Place, record.Term, EDTF:
		return true
	}
	return false
}
