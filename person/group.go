package person

import (
	"cmp"
	"slices"
	"strings"

	"byname/ground/when"
)

// groups makes what a page shows of the families: one group a predicate, in
// order of life, its values with the best supported first.
func groups(families [][]*meaning) []Group {
	byPredicate := map[string][]*meaning{}
	var order []*meaning // the first of each predicate
	for _, family := range families {
		for _, m := range family {
			if byPredicate[m.name] == nil {
				order = append(order, m)
			}
			byPredicate[m.name] = append(byPredicate[m.name], m)
		}
	}
	slices.SortFunc(order, func(a, b *meaning) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.name, b.name))
	})
	out := make([]Group, 0, len(order))
	for _, first := range order {
		out = append(out, group(byPredicate[first.name]))
	}
	return out
}

// group makes one group of the meanings of one predicate.
func group(meanings []*meaning) Group {
	g := Group{Predicate: meanings[0].name, Single: meanings[0].values != many, Values: make([]Value, 0, len(meanings))}
	rows := make([]ranked, len(meanings))
	for i, m := range meanings {
		rows[i] = ranked{m, m.value()}
	}
	slices.SortFunc(rows, better)
	for i, r := range rows {
		r.place = i
	}
	for _, r := range rows {
		for _, o := range r.against {
			if o.name == r.name {
				r.Contradicts = append(r.Contradicts, o.place)
			}
		}
		slices.Sort(r.Contradicts)
		for _, s := range r.said {
			g.Disputed = g.Disputed || len(s.ContradictedBy) > 0
		}
		g.Values = append(g.Values, r.Value)
	}
	return g
}

// ranked is a value with the meaning it was made of.
type ranked struct {
	*meaning
	Value
}

// better orders values: more independent lineages first, then any that somebody
// affirms, then the more precise, the more often stated, the earlier.
func better(a, b ranked) int {
	return cmp.Or(
		cmp.Compare(b.support(), a.support()),
		cmp.Compare(b.affirmed(), a.affirmed()),
		cmp.Compare(a.span(), b.span()),
		cmp.Compare(len(b.said), len(a.said)),
		cmp.Compare(a.from, b.from),
		compareKeys(a.key, b.key))
}

// support counts the lineages that state the value or a less precise one. A
// value no lineage states has none: that others do not exclude it is no support.
func (v *Value) support() int {
	if v.Lineages == 0 {
		return 0
	}
	return v.Lineages + v.Compatible
}

// affirmed is 1 when somebody says that the value is so, as accuser, under
// duress or in doubt though it be; 0 when it is only denied, taken back or imagined.
func (v *Value) affirmed() int {
	if v.Lineages+v.Coerced+v.Accuser+v.Uncertain > 0 {
		return 1
	}
	return 0
}

// span is the days a date may mean; words and unreadable dates are less precise than any.
func (m *meaning) span() when.Days {
	if m.date.IsZero() {
		return when.MaxDays
	}
	if m.from == when.MinDays || m.to == when.MaxDays {
		return when.MaxDays - 1
	}
	return m.to - m.from
}

// value counts the voices of a meaning.
func (m *meaning) value() Value {
	v := Value{
		Text:      m.said[0].Value,
		Lineages:  len(m.voices[supporting]),
		Coerced:   len(m.voices[coerced]),
		Accuser:   len(m.voices[accusing]),
		Fiction:   len(m.voices[fictional]),
		Uncertain: len(m.voices[uncertain]),
		Denied:    len(m.voices[denying]),
		Retracted: len(m.voices[retracted]),
	}
	var further []string
	for _, b := range m.broader {
		for _, voice := range b.voices[supporting] {
			if _, there := slices.BinarySearch(m.voices[supporting], voice); !there {
				further = append(further, voice)
			}
		}
	}
	slices.Sort(further)
	v.Compatible = len(slices.Compact(further))
	v.IDs, v.Claims = make([]string, 0, len(m.said)), make([]*Claim, 0, len(m.said))
	if !m.date.IsZero() {
		v.EDTF = m.date.String()
	} else if held := m.said[0].date; !m.predicate.date && !held.IsZero() {
		v.EDTF = held.String()
	}
	for _, s := range m.said {
		v.IDs = append(v.IDs, s.ID)
		v.Claims = append(v.Claims, s.Claim)
		if !m.predicate.date && s.date != m.said[0].date {
			v.EDTF = "" // said of several times
		}
	}
	return v
}

// life summarises birth and death by the best supported values.
func life(groups []Group) Life {
	var l Life
	var end *Value
	for i := range groups {
		g := &groups[i]
		best := &g.Values[0]
		if best.affirmed() == 0 || best.EDTF == "" {
			continue
		}
		switch g.Predicate {
		case "birth", "birth_year":
			if l.Birth == "" || best.support() > l.BirthLineages {
				l.Birth, l.BirthLineages, l.BirthDisputed = best.EDTF, best.support(), best.disputed()
			}
		case "execution", "death":
			if end == nil || best.support() > end.support() {
				end, l.Fate = best, g.Predicate
			}
		}
	}
	if end != nil {
		l.Death, l.DeathLineages, l.DeathDisputed = end.EDTF, end.support(), end.disputed()
	}
	return l
}

// disputed reports whether any claim for the value is contradicted.
func (v *Value) disputed() bool {
	return slices.ContainsFunc(v.Claims, func(c *Claim) bool { return len(c.ContradictedBy) > 0 })
}
