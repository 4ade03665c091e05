package read

import (
	"fmt"
	"strings"
	"unicode"

	"byname/evidence/record"
)

func upper(r rune) bool { return unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r) }

// decide makes the rules of the mapping from what was seen.
func (g *guess) decide() {
	m := g.m
	g.nulls()
	votes := map[string]int{}
	var left []string
	age := -1
	for _, s := range g.columns {
		h, sure, whole := meant(s.name)
		if sure > 0 {
			votes[h.lang] += sure
		}
		switch {
		case sure > 0 && h.field == "id":
			if !g.takeID(s) {
				left = append(left, s.name)
			}
			continue
		case sure > 0 && h.field == "source" && whole:
			m.Source.Column, m.Source.Described.ID = s.name, m.List
			continue
		case sure > 0 && h.field == "locator":
			if m.Locator == "" && s.n > 0 && whole && !strings.ContainsAny(s.name, "{}") {
				m.Locator = "{" + s.name + "}, line {line}"
			}
			left = append(left, s.name)
			continue
		case sure > 0 && !whole && aside(s.name):
			left = append(left, s.name)
			continue
		case sure > 0 && h.field == "age":
			age = len(m.Fields)
			m.Fields = append(m.Fields, Field{Field: "age", Value: Value{Column: s.name}, note: g.why(s, h, whole)})
			continue
		case sure > 0:
			if f, ok := g.field(s, h, whole); ok {
				m.Fields = append(m.Fields, f)
				continue
			}
		}
		left = append(left, s.name)
	}
	g.whole()
	g.nameless(&left)
	if age >= 0 {
		g.ageAt(age)
	}
	m.Lang = mostly(votes)
	g.order()
	if m.Locator == "" {
		m.Locator = "line {line}"
	}
	if len(m.ID) > 0 && !strings.ContainsAny(m.ID[0], "{}") {
		m.Locator += ", " + m.ID[0] + " {" + m.ID[0] + "}"
	}
	m.notes = append(m.notes, fmt.Sprintf("Proposed from the header and %d rows: look it over before it is used.", g.rows))
	m.notes = append(m.notes, "Describe the source (title, kind, public: since when it could be read, lineage).")
	if len(m.ID) == 0 {
		m.notes = append(m.notes, "No column holds a different id in every row: entries are known by a hash of the row, which changes with the row.")
	}
	if len(left) > 0 {
		m.notes = append(m.notes, "Kept in every record, but read by no rule: "+strings.ReplaceAll(strings.Join(left, ", "), "\n", " "))
	}
}

// takeID takes a column for the id if its cells are all there and all different.
func (g *guess) takeID(s *seen) bool {
	if len(g.m.ID) > 0 || s.n < g.rows || len(s.distinct) < s.n {
		return false
	}
	g.m.ID = []string{s.name}
	return true
}

// field proposes a rule for a column whose name is known. A column called after
// a date in which no dates stand is taken for the place of the event if words
// stand there, or left alone.
func (g *guess) field(s *seen, h header, whole bool) (Field, bool) {
	f := Field{Field: h.field, Value: Value{Column: s.name}, note: g.why(s, h, whole)}
	if s.n == 0 {
		f.note = "no value seen"
		return f, whole
	}
	dates := s.share(s.dates + s.years)
	switch typ := typeOf(h.field); {
	case typ == record.Date && dates < 0.5:
		switch {
		case g.nullShare(s)+dates >= 0.5:
		case h.field == "birth" || h.field == "death" || h.field == "arrest":
			if s.share(s.ages) > 0.5 || strings.ContainsAny(s.example, "0123456789") {
				return f, false
			}
			f.Field += "_place"
		default:
			return f, false
		}
	case typ == record.Place && dates > 0.8:
		return f, false
	case typ == record.Name && s.share(s.dates+s.years+s.ages) > 0.5:
		return f, false
	}
	if h.field == record.OtherNameField {
		for _, mark := range parting {
			if s.parted[mark] > 0 {
				f.Split = mark
				break
			}
		}
	}
	return f, true
}

// aside reports a header that names something beside the person, or a code.
func aside(column string) bool {
	for _, w := range headerWords(column) {
		switch w {
		case "id", "code", "codigo", "perpetrator", "mother", "father", "spouse", "relative", "отца", "матери", "жены", "мужа",
			"lat", "lon", "latitude", "longitude", "note", "notes", "примечание":
			return true
		}
	}
	return false
}

func (g *guess) nullShare(s *seen) float64 {
	n := 0
	for _, w := range g.m.Null {
		n += s.distinct[w]
	}
	return s.share(n)
}

// why says in a comment what a rule was guessed from.
func (g *guess) why(s *seen, h header, whole bool) string {
	text := fmt.Sprintf("%d of %d rows filled", s.n, g.rows)
	if typeOf(h.field) == record.Date {
		text += fmt.Sprintf(", %d read as dates", s.dates+s.years)
		if s.bad != "" {
			text += ", not " + quoted(oneLine(s.bad))
		}
	} else if s.example != "" {
		text += ", such as " + quoted(oneLine(shorten(s.example)))
	}
	if !whole {
		text += "; the header says more than " + strings.Join(h.words, " ")
	}
	return text
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}

// whole settles whether "name" and "surname" columns stand for one name or for
// its parts: beside a surname, "имя" or "name" is the given name.
func (g *guess) whole() {
	has := map[string]bool{}
	for _, f := range g.m.Fields {
		has[f.Field] = true
	}
	for i := range g.m.Fields {
		f := &g.m.Fields[i]
		switch {
		case f.Field == "name" && has["surname"] && !has["given"]:
			f.Field = "given"
		case f.Field == "surname" && !has["given"] && !has["name"] && g.column(f.Column).share(g.column(f.Column).names) > 0.6:
			f.Field = "name"
		}
	}
}

func (g *guess) column(name string) *seen {
	for _, s := range g.columns {
		if s.name == name {
			return s
		}
	}
	return &seen{}
}

// nameless looks for names by what stands in the columns, if no header told.
func (g *guess) nameless(left *[]string) {
	for _, f := range g.m.Fields {
		switch f.Field {
		case "name", "surname", "given":
			return
		}
	}
	best := -1
	for i, name := range *left {
		s := g.column(name)
		if s.share(s.names) > 0.6 && (best < 0 || len(s.distinct) > len(g.column((*left)[best]).distinct)) {
			best = i
		}
	}
	if best < 0 {
		g.m.notes = append(g.m.notes, "No column of names was found: add a rule for one.")
		return
	}
	s := g.column((*left)[best])
	g.m.Fields = append([]Field{{Field: "name", Value: Value{Column: s.name}, note: fmt.Sprintf("%d of %d look like names, such as %s", s.names, s.n, quoted(oneLine(shorten(s.example))))}}, g.m.Fields...)
	*left = append((*left)[:best], (*left)[best+1:]...)
}

// ageAt lets an age give a date of birth, if there is one event it can be meant at.
func (g *guess) ageAt(i int) {
	for _, event := range []string{"arrest", "sentence_date", "execution", "death"} {
		for _, f := range g.m.Fields {
			if f.Field == event {
				g.m.Fields[i].Field, g.m.Fields[i].AgeAt = "birth", event
				g.m.Fields[i].note += "; an age is taken to be meant at the " + strings.TrimSuffix(event, "_date")
				return
			}
		}
	}
}

// order finds whether days or months come first in dates of numbers.
func (g *guess) order() {
	first, second := 0, 0
	for _, s := range g.columns {
		first, second = first+s.first, second+s.second
	}
	switch {
	case first > 0 && first >= 9*second:
		g.m.Order = "dmy"
	case second > 0 && second >= 9*first:
		g.m.Order = "mdy"
	case first+second > 0:
		g.m.Order = "dmy"
		g.m.notes = append(g.m.notes, fmt.Sprintf("Days and months stand in both orders: %d dates can only be day first, %d only month first.", first, second))
	}
}
