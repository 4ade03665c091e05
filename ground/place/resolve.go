package place

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"byname/ground/when"
)

// Resolve finds the places a text may mean at a time by the built-in gazetteer.
func Resolve(text string, at when.Date) []Match { return BuiltIn().Resolve(text, at) }

// Resolve finds the places a text may mean at a time; the zero Date asks for no
// time. Of a text with several parts ("Ленинградская обл., г. Луга") the narrowest
// part that is known answers, and the others decide between places of one name
// where they can. Those whose name was in use at the time come first. It returns nil
// if nothing is known by the name.
func (g *Gazetteer) Resolve(text string, at when.Date) []Match {
	parts := Parse(text)
	if len(parts) == 1 || len(parts) > 8 {
		parts = append([]Part{whole(text)}, parts[:min(len(parts), 8)]...)
	}
	var sets [][]Match
	if w := whole(text); len(parts) > 1 && len(g.exact[fold(w.Name)]) > 0 {
		parts = []Part{w} // a name may hold a comma
	}
	for _, p := range parts {
		if m := g.part(p, at); len(m) > 0 {
			sets = append(sets, m)
		}
	}
	if len(sets) == 0 {
		return nil
	}
	best := 0
	for i, s := range sets {
		if narrowness(s) > narrowness(sets[best]) {
			best = i
		}
	}
	found := g.narrow(sets[best], sets, best, at)
	if n := missed(parts, found); n != "" {
		for i := range found {
			found[i].Why += "; " + n + " is not in the gazetteer"
		}
	}
	return found
}

// whole is a text as one part.
func whole(text string) Part {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	return Part{Text: strings.TrimSpace(text), Name: text}
}

// rank orders kinds of places from wide to narrow.
var rank = map[string]int{
	"state": 1, "republic": 2, "area": 3, "krai": 4, "guberniya": 4, "oblast": 5, "assr": 5, "autonomous-oblast": 5, "district": 6,
	"city": 7, "town": 7, "settlement": 8, "village": 8, "station": 8, "island": 8, "camp": 8, "prison": 9, "site": 9, "building": 9, "part": 9,
}

func narrowness(ms []Match) int {
	n := 0
	for _, m := range ms {
		n = max(n, rank[m.Place.Kind])
	}
	return n
}

// part finds the places one part may mean.
func (g *Gazetteer) part(p Part, at when.Date) []Match {
	key := fold(p.Name)
	if key == "" {
		return nil
	}
	entries, how := g.exact[key], ""
	if len(entries) == 0 {
		entries, how = g.stems[stem(key)], "declined form; "
	}
	if len(entries) == 0 {
		if s := sound(key); s != "" {
			entries, how = g.sounds[s], "spelled alike; "
		}
	}
	var out []Match
	for _, e := range entries {
		m := g.match(e, p, at, how)
		if i := slices.IndexFunc(out, func(o Match) bool { return o.Place == m.Place }); i < 0 {
			out = append(out, m)
		} else if better(m, out[i]) {
			out[i] = m
		}
	}
	if p.Kind != "" && slices.ContainsFunc(out, func(m Match) bool { return fits(p.Kind, m.Place.Kind) }) {
		out = slices.DeleteFunc(out, func(m Match) bool { return !fits(p.Kind, m.Place.Kind) })
	} else if p.Kind != "" {
		for i := range out {
			out[i].Why += fmt.Sprintf("; the source says %s, the gazetteer %s", p.Kind, out[i].Place.Kind)
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int {
		if a.InTime != b.InTime {
			if a.InTime {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Place.ID, b.Place.ID)
	})
	return out
}

// better reports whether m says more of its place than o: a name in its time, an official one.
func better(m, o Match) bool {
	if m.InTime != o.InTime {
		return m.InTime
	}
	return !m.Name.Other && o.Name.Other
}

// fits reports whether what a source calls a place agrees with its kind.
func fits(said, kind string) bool {
	r, k := rank[said], rank[kind]
	if r == 0 || k == 0 || said == kind {
		return true
	}
	if r <= 6 || k <= 6 {
		return r <= 6 && k <= 6 && said != "district" && kind != "district" && !(said == "republic" && kind == "oblast")
	}
	return k <= 8 && !(said == "village" && kind == "city")
}

// match tells what a name found says at a time.
func (g *Gazetteer) match(e entry, p Part, at when.Date, how string) Match {
	n := e.place.Names[e.name]
	m := Match{Place: e.place, Name: n, Part: p, InTime: at.IsZero() || n.held(at)}
	m.NameNow = e.place.Name(n.Lang, when.Date{})
	m.NameThen = n.Text
	if !at.IsZero() {
		m.NameThen = e.place.Name(n.Lang, at)
	}
	switch {
	case n.Other && n.Valid.IsZero():
		m.Why = how + "another name or spelling"
	case n.Valid.IsZero():
		m.Why = how + "its name"
	case at.IsZero():
		m.Why = how + "its name " + e.spans()
	case m.InTime:
		m.Why = how + "its name at the time (" + e.spans() + ")"
	case !e.place.named(at):
		m.Why = how + "its name " + e.spans() + ", not at the time, for which no name is known"
	default:
		m.Why = fmt.Sprintf("%sits name %s, not at the time: then %s", how, e.spans(), m.NameThen)
	}
	return m
}

// spans writes in words all times at which the place bore the name.
func (e entry) spans() string {
	own := e.place.Names[e.name]
	var out []string
	for _, n := range e.place.Names {
		if n.Text == own.Text && n.Lang == own.Lang && !n.Valid.IsZero() {
			out = append(out, span(n.Valid))
		}
	}
	return strings.Join(out, " and ")
}

// span writes the time of a name in words.
func span(d when.Date) string {
	from, to, ok := strings.Cut(d.String(), "/")
	switch {
	case !ok:
		return "in " + from
	case from == ".." || from == "":
		return "until " + to
	case to == ".." || to == "":
		return "since " + from
	}
	return from + " to " + to
}

// narrow keeps of several places of one name those that lie in what other parts name.
func (g *Gazetteer) narrow(found []Match, sets [][]Match, own int, at when.Date) []Match {
	for i, other := range sets {
		if i == own || len(found) < 2 {
			continue
		}
		kept := slices.DeleteFunc(slices.Clone(found), func(m Match) bool {
			above := slices.Concat(g.Above(m.Place, at), g.Above(m.Place, when.Date{}))
			return !slices.ContainsFunc(other, func(o Match) bool { return o.Place == m.Place || slices.Contains(above, o.Place) })
		})
		if len(kept) > 0 {
			found = kept
		}
	}
	return found
}

// missed names a part narrower than what was found, if the text has one.
func missed(parts []Part, found []Match) string {
	for _, p := range parts {
		if k := rank[p.Kind]; k > narrowness(found) && k > 6 && p.Name != found[0].Part.Name {
			return p.Text
		}
	}
	return ""
}
