package person

import (
	"cmp"
	"slices"
	"strings"

	"byname/evidence/claim"
	"byname/ground/name"
	"byname/ground/when"
)

// key is a value made comparable: a date, the reference to a thing, or folded
// words. Equal keys are the same value.
type key struct {
	date  when.Date
	thing claim.Ref
	words string
}

// compareKeys orders keys for the sake of a stable order only.
func compareKeys(a, b key) int {
	return cmp.Or(strings.Compare(a.words, b.words), strings.Compare(string(a.thing), string(b.thing)),
		strings.Compare(a.date.String(), b.date.String()))
}

// read returns the key of the statement's value, and the date that orders it: the
// value itself for predicates whose values are dates, else when it held.
func (s *statement) read() (k key, date when.Date) {
	date = parse(s.EDTF)
	if s.predicate.date {
		if date.IsZero() {
			date = parse(strings.TrimSpace(s.Value))
		}
		if date.IsZero() {
			return key{words: name.Fold(s.Value)}, date
		}
		return key{date: date}, date
	}
	if s.Object != "" {
		return key{thing: s.Object}, date
	}
	return key{words: name.Fold(s.Value)}, date
}

// parse reads EDTF; what is none gives the zero Date.
func parse(edtf string) when.Date {
	if edtf == "" {
		return when.Date{}
	}
	date, err := when.Parse(edtf)
	if err != nil {
		return when.Date{}
	}
	return date
}

// meaning is one distinct value of one predicate with the statements of it.
type meaning struct {
	predicate
	name   string // of the predicate
	key    key
	said   []*statement            // in order
	voices [retracted + 1][]string // lineages by how they count, sorted, each once

	date     when.Date // the value, for dates that could be read
	from, to when.Days
	loose    bool     // approximate or uncertain
	words    []string // stems, sorted, each once
	script   string

	place    int        // among the values of its group
	against  []*meaning // those that exclude it
	broader  []*meaning // less precise ones of the same predicate that contain it
	narrower []*meaning // more precise ones of the same predicate that it contains
}

func newMeaning(s *statement) *meaning {
	m := &meaning{predicate: s.predicate, name: s.Predicate, key: s.key}
	switch {
	case s.predicate.date && !s.date.IsZero():
		m.date = s.date
		m.from, m.to = s.date.Bounds()
		m.loose = strings.ContainsAny(s.date.String(), "~?%")
	case s.key.words != "":
		m.words = stems(s.key.words)
		m.script = name.ScriptOf(s.Value)
	}
	return m
}

func (m *meaning) add(s *statement) {
	m.said = append(m.said, s)
	voices := &m.voices[s.counts]
	if i, there := slices.BinarySearch(*voices, s.Lineage); !there {
		*voices = slices.Insert(*voices, i, s.Lineage)
	}
}

// stems cuts folded words to what grammar leaves alone: up to three letters of
// the ending go, four stay. Words of one or two letters, mostly abbreviations of
// what sort of place it is, are left out unless there are no others.
func stems(folded string) []string {
	all := strings.Fields(folded)
	words := make([]string, 0, len(all))
	for _, w := range all {
		if letters := []rune(w); len(letters) > 2 {
			words = append(words, string(letters[:min(len(letters), max(4, len(letters)-3))]))
		}
	}
	if len(words) == 0 {
		words = all
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// calendarGap is the most days by which the Julian and the Gregorian calendar
// differed in the centuries lists are about.
const calendarGap = 13

// looseDays is how far a date marked as approximate or uncertain may lie from
// another without excluding it: a year and a day, as far as when.Near reaches.
const looseDays = 366

// excludes reports whether both values cannot be true. Dates exclude each other
// when no day is common to them, unless they may be one day in two calendars
// or, marked as approximate or uncertain, lie near; words when neither has all
// the stems of the other. Words of different scripts are not compared.
func (m *meaning) excludes(o *meaning) bool {
	if m.values == many || o.values == many || m.family != o.family {
		return false
	}
	if !m.date.IsZero() && !o.date.IsZero() {
		gap := max(m.from-o.to, o.from-m.to)
		switch {
		case gap <= 0 || m.values == recurring && gap > recurringDays:
			return false
		case m.loose || o.loose:
			return gap > looseDays
		case gap <= calendarGap:
			return when.Compare(m.date, o.date) != when.CalendarShift
		}
		return true
	}
	if len(m.words) == 0 || len(o.words) == 0 || m.script != o.script || m.predicate.date {
		return false
	}
	return !subset(m.words, o.words) && !subset(o.words, m.words)
}

// contains reports whether o says all that m says and more: 1937 contains
// 1937-10-30, "Smolny" contains "Smolny, Leningrad".
func (m *meaning) contains(o *meaning) bool {
	if m == o || m.name != o.name || m.values == many {
		return false
	}
	if !m.date.IsZero() && !o.date.IsZero() {
		return m.from <= o.from && o.to <= m.to && m.to-m.from > o.to-o.from
	}
	return len(m.words) > 0 && len(m.words) < len(o.words) && m.script == o.script && subset(m.words, o.words)
}

// subset reports whether every one of the sorted words a is among the sorted words b.
func subset(a, b []string) bool {
	if len(a) > len(b) {
		return false
	}
	for _, w := range a {
		i, found := slices.BinarySearch(b, w)
		if !found {
			return false
		}
		b = b[i+1:]
	}
	return true
}

// contradict sorts the statements into meanings by family, in order of life,
// and lists for every claim the claims that contradict it.
func contradict(statements []*statement) [][]*meaning {
	var families [][]*meaning
	place := map[string]int{}
	type value struct {
		predicate string
		key       key
	}
	known := map[value]*meaning{}
	for _, s := range statements {
		if isName(s.Predicate) || s.retracts() != "" {
			continue
		}
		v := value{s.Predicate, s.key}
		m := known[v]
		if m == nil {
			m = newMeaning(s)
			known[v] = m
			family := s.family
			if family == "" {
				family = "\x00" + s.Predicate
			}
			i, ok := place[family]
			if !ok {
				i = len(families)
				place[family] = i
				families = append(families, nil)
			}
			families[i] = append(families[i], m)
		}
		m.add(s)
	}
	for _, family := range families {
		compare(family)
		for _, m := range family {
			m.oppose()
		}
	}
	return families
}

// Bounds for what is no person but a heap: a cluster gone wrong, a hostile
// list. A value is compared with the next maxNeighbours in order of time, and
// lists at most maxRivals that exclude it; a claim lists as many ids.
const (
	maxNeighbours = 1000
	maxRivals     = 100
)

// compare finds which meanings of a family exclude or contain which.
func compare(family []*meaning) {
	for i, m := range family {
		if m.values == many {
			return
		}
		for _, o := range family[i+1 : min(i+1+maxNeighbours, len(family))] {
			switch {
			case m.excludes(o):
				if len(m.against) < maxRivals && len(o.against) < maxRivals {
					m.against = append(m.against, o)
					o.against = append(o.against, m)
				}
			case m.contains(o):
				o.broader, m.narrower = append(o.broader, m), append(m.narrower, o)
			case o.contains(m):
				m.broader, o.narrower = append(m.broader, o), append(o.narrower, m)
			}
		}
	}
}

// oppose lists the claims that speak against those of m: support of a value
// that excludes it and denials of it for those that support it, the supporters
// for those that deny it. The lists are shared between claims.
func (m *meaning) oppose() {
	var against, supported []string
	if n := len(m.against); n > 0 {
		against = make([]string, 0, 4*n)
	}
	for _, o := range m.against {
		against = o.ids(against, affirms)
	}
	against = m.ids(against, denies)
	for _, b := range m.broader {
		against = b.ids(against, denies)
	}
	supported = m.ids(supported, affirms)
	for _, n := range m.narrower {
		supported = n.ids(supported, affirms)
	}
	slices.Sort(against)
	slices.Sort(supported)
	against, supported = against[:min(len(against), maxRivals)], supported[:min(len(supported), maxRivals)]
	for _, s := range m.said {
		switch {
		case affirms(s) && len(against) > 0:
			s.ContradictedBy = against
		case denies(s) && len(supported) > 0:
			s.ContradictedBy = supported
		}
	}
}

// affirms reports whether a statement says that its value is so, under whatever circumstance.
func affirms(s *statement) bool {
	return s.counts == supporting || s.counts == coerced || s.counts == accusing
}

// denies reports whether a statement says that its value is not so.
func denies(s *statement) bool { return s.counts == denying }

// ids appends the ids of the statements of m that are as asked.
func (m *meaning) ids(dst []string, as func(*statement) bool) []string {
	for _, s := range m.said {
		if as(s) {
			dst = append(dst, s.ID)
		}
	}
	return dst
}
