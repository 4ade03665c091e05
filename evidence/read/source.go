package read

import (
	"errors"
	"slices"
	"strings"

	"byname/evidence/source"
	"byname/ground/when"
)

// readSource makes a source of the row.
func (x *reading) readSource() {
	s := &source.Source{ID: x.key()}
	x.id, x.source = s.ID, s.ID
	for i := range x.plan.fields {
		f := &x.plan.fields[i]
		x.field = f.name
		x.values = x.take(&f.rule, x.values[:0])
		for _, v := range x.values {
			x.attribute(s, f, v)
		}
	}
	for i, c := range x.entry.cells {
		if c == "" || x.isUsed(i) {
			continue
		}
		s.Extra = append(s.Extra, source.Note{Name: x.columnName(i), Value: c})
	}
	x.give(Item{Source: s})
}

// isUsed reports whether a rule reads the column of the i-th cell.
func (x *reading) isUsed(i int) bool {
	if x.entry.column != nil {
		i = x.entry.column[i]
	}
	return i < len(x.plan.used) && x.plan.used[i]
}

// attribute puts a value where it belongs; a second value of an attribute that
// has one goes to Extra.
func (x *reading) attribute(s *source.Source, f *fieldRule, v taken) {
	var to *string
	switch f.name {
	case "title":
		to = &s.Title
	case "author":
		to = &s.Author
	case "publisher":
		to = &s.Publisher
	case "year":
		to = &s.Year
	case "kind":
		to = &s.Kind
	case "url":
		to = &s.URL
	case "public":
		to = &s.Public
	case "lineage":
		to = &s.Lineage
	case "reliability":
		to = &s.Reliability
	case "languages":
		for _, l := range strings.FieldsFunc(v.text, func(c rune) bool { return strings.ContainsRune(",;/ \t", c) }) {
			if !slices.Contains(s.Languages, l) {
				s.Languages = append(s.Languages, l)
			}
		}
		return
	}
	text := v.text
	if f.name == "year" || f.name == "public" {
		date, err := f.dates.read(v.text, f.typ)
		switch {
		case errors.Is(err, when.ErrNone):
			return
		case err != nil:
			x.problem(v.column, &f.rule, v.text, kindNoDate+": "+because(err))
			to = nil
		default:
			text = date.String()
		}
	}
	if to == nil || *to != "" {
		s.Extra = append(s.Extra, source.Note{Name: f.name, Value: v.text})
		return
	}
	*to = text
}
