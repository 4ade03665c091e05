// Package place holds places that keep their identity while names, borders and
// states change about them.
//
// In goes the name of a place as a source has it ("г. Сталино", "Leningrad",
// "Ленинградская обл., д. Рыбское") and, if known, the time it speaks of. Out
// come Matches: the places that bear or bore the name, each with its name then
// and now and why it was taken. A name used outside its time still finds its place, with a
// remark. A name of several places gives all of them: nothing is guessed. The text
// of the source is never changed, and a wrong place in a source stays what the source says.
//
// The gazetteer is plain text, embedded from data/*.txt and laid down in
// doc/formats/places.md; With adds files of one's own. Names are found as
// written (case, ё, diacritics, hyphens and apostrophes do not matter), then as
// declined Russian forms, then as other romanisations.
//
// Resolving a name takes 5 to 50 microseconds (CPU time on a busy machine; go test
// -bench .), so keep what came of distinct texts. Of a text beyond 4 KiB only the beginning is
// read. A Gazetteer is never changed once made and may be shared.
//
// Not done: villages, streets, borders as shapes; the gazetteer is a beginning of
// several hundred places of Soviet lists. Dates of renamings come from general knowledge, each with the
// decree or work in which to check it; doc/formats/places.md says what was checked.
//
// Proof: TestGolden, TestLaws, TestHostile, FuzzResolve; go run ./measure/places.
package place

import (
	"slices"
	"strings"

	"byname/ground/when"
)

// Place is a place with all its names. Places are shared: do not change them.
type Place struct {
	ID     string
	Kind   string // "city", "oblast", "camp", "site"...: the words of the gazetteer
	Point  *Point // nil if not known
	Names  []Name
	In     []Parent
	Remark string
}

// Point is a place on the globe in degrees, north and east positive.
type Point struct{ Lat, Lon float64 }

// Name is a name of a place in one language and the time it was the name.
type Name struct {
	Text   string
	Lang   string    // ISO 639
	Valid  when.Date // an interval; zero if it always was
	Source string    // where the beginning of the name can be checked; "" if it is not a renaming
	Other  bool      // another spelling or a name never official
}

// Parent says that a place lay in another.
type Parent struct {
	ID     string
	Valid  when.Date // an interval; zero if always
	Source string
}

// Match is a place that a name may mean.
type Match struct {
	Place    *Place
	Name     Name   // the name that was found
	Part     Part   // the part of the text that was read
	InTime   bool   // the name was in use at the time asked about, or no time was asked about
	NameThen string // in the language of the name found
	NameNow  string
	Why      string // in English
}

// Name returns the official name in language lang at a time, the one now if at
// is the zero Date. Several names that held within the time are joined by " / ". Outside the
// time of all its names the nearest answers. If there is no name in that language, Russian and
// English answer, in the order that suits the script, then any.
func (p *Place) Name(lang string, at when.Date) string {
	order := [...]string{lang, "en", "ru", ""}
	if cyrillic[lang] {
		order = [...]string{lang, "ru", "en", ""}
	}
	for _, l := range order {
		var found []string
		nearest := ""
		for _, n := range p.Names {
			if n.Other || n.Lang != l && l != "" {
				continue
			}
			if n.held(at) && !slices.Contains(found, n.Text) {
				found = append(found, n.Text)
			}
			if nearest == "" || at.IsZero() || n.Valid.Earliest() <= at.Latest() {
				nearest = n.Text
			}
		}
		switch {
		case len(found) > 0 && l == "":
			return found[0]
		case len(found) > 0:
			return strings.Join(found, " / ")
		case nearest != "":
			return nearest
		}
	}
	if len(p.Names) > 0 {
		return p.Names[0].Text
	}
	return p.ID
}

// cyrillic are the languages whose readers are better served by Russian than by English.
var cyrillic = map[string]bool{"ru": true, "uk": true, "be": true, "kk": true, "ky": true, "tt": true, "bg": true, "sr": true, "mn": true, "tg": true}

// named reports whether any official name is known at a time.
func (p *Place) named(at when.Date) bool {
	return slices.ContainsFunc(p.Names, func(n Name) bool { return !n.Other && n.held(at) })
}

// held reports whether the name was in use at some day of at; a zero at asks for now.
func (n Name) held(at when.Date) bool { return holds(n.Valid, at) }

func holds(valid, at when.Date) bool {
	if valid.IsZero() {
		return true
	}
	from, to := valid.Bounds()
	if at.IsZero() {
		return to == when.MaxDays
	}
	lo, hi := at.Bounds()
	return from <= hi && lo <= to
}

// Gazetteer is a set of places.
type Gazetteer struct {
	places  []*Place
	byID    map[string]*Place
	exact   map[string][]entry
	stems   map[string][]entry
	sounds  map[string][]entry
	sources map[string]string
}

// entry is one name in an index.
type entry struct {
	place *Place
	name  int
}

// Place returns the place with the id, nil if there is none.
func (g *Gazetteer) Place(id string) *Place { return g.byID[id] }

// Places returns all places in the order of the files.
func (g *Gazetteer) Places() []*Place { return slices.Clone(g.places) }

// Above returns the places in which p lay at a time, the nearest first. A zero
// at asks for now. Of several parents at one time all are named.
func (g *Gazetteer) Above(p *Place, at when.Date) []*Place {
	var out []*Place
	next := []*Place{p}
	for len(next) > 0 {
		var up []*Place
		for _, q := range next {
			for _, in := range q.In {
				if above := g.byID[in.ID]; holds(in.Valid, at) && !slices.Contains(out, above) && above != p {
					out = append(out, above)
					up = append(up, above)
				}
			}
		}
		next = up
	}
	return out
}
