package read

import (
	"errors"
	"slices"
	"strings"

	"byname/evidence/record"
	"byname/ground/when"
)

// age is a field whose date follows from an age at another field of the record.
type age struct {
	field int // its place in reading.fields
	at    string
}

// readRecord makes a record of the row, and the claims the mapping adds.
func (x *reading) readRecord() {
	x.id = x.plan.m.List + ":" + x.key()
	x.fields, x.ages = x.fields[:0], x.ages[:0]
	named := false
	for i := range x.plan.fields {
		f := &x.plan.fields[i]
		x.field = f.name
		x.values = x.take(&f.rule, x.values[:0])
		for _, v := range x.values {
			named = x.readField(f, v) || named
		}
	}
	for _, a := range x.ages {
		x.birth(a)
	}
	x.field = record.NameField
	if !named {
		x.add(record.Problem{Field: record.NameField, Reason: kindNoName})
	}
	x.give(Item{Record: &record.Record{
		ID: x.id, List: x.plan.m.List, Source: x.source, Locator: x.locator, Line: x.entry.line,
		Fields: slices.Clone(x.fields), Cells: x.cells(),
	}})
	if len(x.plan.claims) > 0 {
		x.readClaims(x.id, x.id)
	}
}

// readField appends a field and reports whether it names the person.
func (x *reading) readField(f *fieldRule, v taken) bool {
	out := record.Field{Name: f.name, Type: f.typ, Value: v.text, Column: v.column}
	switch {
	case f.age != "":
		if _, err := f.dates.read(v.text, record.Date); errors.Is(err, when.ErrNone) {
			return false
		}
		out.Type = record.Date
		x.ages = append(x.ages, age{len(x.fields), f.age})
	case f.typ == record.Date || f.typ == EDTF:
		out.Type = record.Date
		date, err := f.dates.read(v.text, f.typ)
		if errors.Is(err, when.ErrNone) {
			return false
		}
		if err != nil {
			x.problem(v.column, &f.rule, v.text, kindNoDate+": "+because(err))
		} else {
			out.EDTF = date.String()
		}
	}
	x.fields = append(x.fields, out)
	switch f.name {
	case record.NameField, record.SurnameField, record.GivenField, record.PatronymicField, record.OtherNameField:
		return true
	}
	return false
}

// birth finds the year of birth by an age at an event.
func (x *reading) birth(a age) {
	f := &x.fields[a.field]
	years, ok := yearsOf(f.Value)
	if !ok {
		x.add(record.Problem{Column: f.Column, Field: f.Name, Value: f.Value, Reason: kindNoAge})
		return
	}
	for _, e := range x.fields {
		if e.Name != a.at || e.EDTF == "" {
			continue
		}
		if at, err := when.Parse(e.EDTF); err == nil {
			f.EDTF = when.BirthFromAge(years, at).String()
			return
		}
	}
}

// oldest is the greatest age taken for one; 122 is the oldest ever proven.
const oldest = 122

// yearsOf reads an age: a number, perhaps followed by a word. Months, weeks and
// days make an age of no years; parts of a year are left away.
func yearsOf(s string) (int, bool) {
	from := strings.IndexAny(s, "0123456789")
	if from < 0 {
		return 0, false
	}
	n, i := 0, from
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		n = min(n*10+int(s[i]-'0'), 10000)
	}
	rest := strings.ToLower(strings.TrimSpace(s[i:]))
	if len(rest) > 1 && (rest[0] == '.' || rest[0] == ',') {
		rest = strings.TrimLeft(rest[1:], "0123456789")
	}
	for _, unit := range monthsAndDays {
		if strings.HasPrefix(rest, unit) {
			return 0, n < 1000
		}
	}
	if strings.ContainsAny(rest, "0123456789") {
		return 0, false // "20-25", "20 o 21"
	}
	return n, n <= oldest
}

// monthsAndDays begins the words for less than a year in the languages Guess knows.
var monthsAndDays = []string{
	"mes", "día", "dia", "seman", "month", "day", "week", "mois", "jour", "semaine", "monat", "tag", "woche",
	"мес", "дн", "день", "нед", "міс", "тиж", "mies", "dni", "dzie", "tyg",
}

// because takes the reason out of the error of a date, as the text stands beside it.
func because(err error) string {
	var e *when.Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return err.Error()
}
