package person

import (
	"iter"
	"strconv"

	"byname/evidence/claim"
	"byname/evidence/record"
)

// scriptField and languageField say in which script and language the names of a
// record are written. They speak of the writing, not of the person.
const (
	scriptField   = "script"
	languageField = "language"
	noteField     = "note"
)

// derived yields one claim for every field of a record that is not a name. Its
// id is the record's id, "#", the field's name and its ordinal among the fields
// of that name, from 1; it is known since the source was public.
func derived(r *record.Record, from origin) iter.Seq[Claim] {
	return func(yield func(Claim) bool) {
		ordinals := make(map[string]int, len(r.Fields))
		for _, f := range r.Fields {
			if ofName(f.Name) || f.Value == "" {
				continue
			}
			ordinals[f.Name]++
			c := Claim{
				ID:        r.ID + "#" + f.Name + strconv.Itoa(ordinals[f.Name]),
				Predicate: f.Name, Value: f.Value, EDTF: f.EDTF, Type: f.Type,
				Source: r.Source, Lineage: from.voice, Locator: r.Locator, KnownSince: from.public,
				Stance: claim.Supports, Subject: claim.Ref(r.ID), Record: r.ID, List: r.List,
				Derived: true, Withdrawn: r.Withdrawn, Fiction: from.fiction, ContradictedBy: []string{},
			}
			if f.Type == record.Place {
				c.Place = f.Value
			}
			if !yield(c) {
				return
			}
		}
	}
}

// ofName reports whether a field belongs to the name of a record.
func ofName(field string) bool {
	switch field {
	case record.NameField, record.OtherNameField, record.SurnameField, record.GivenField,
		record.PatronymicField, scriptField, languageField:
		return true
	}
	return false
}
