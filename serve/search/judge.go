package search

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"byname/ground/name"
)

// Worth of the ways a word of a query can be met by a word of a name, from 0
// to 1. Guesses, checked by the scripts of testdata and measure/search.
const (
	worthReading = 0.985 // same reading, otherwise spelled
	worthGiven   = 0.93  // a form of the same given name
	worthInitial = 0.90  // an initial of the query fits the word, or the other way
	worthMissing = 0.35  // the name has no word that could be meant: no evidence either way
	worthOddYear = 0.90  // the whole, when the year asked for is not attested
	nearSlope    = 1.5   // how fast worth falls with likeness below the same reading
	oncePenalty  = 0.03  // of a person attested in a single record; falls with more
	roleWorth    = 0.95  // a lone word that is surely not the surname
	leastScore   = 0.4   // below it a person is no result
)

// judge grades names against the wants of one query.
type judge struct {
	wants []want
	words []int // indexes of the wants that are words or initials, the most telling first
	total float64
	known map[string][slots]met // by word term
	given map[[2]string]bool
	lone  bool
}

// met is how a word of a name meets a want.
type met struct {
	worth float64
	how   how
}

// verdict is how a whole name meets the query.
type verdict struct {
	score float64
	how   how // the weakest way that was needed
}

func newJudge(wants []want) *judge {
	j := &judge{wants: wants, known: map[string][slots]met{}, given: map[[2]string]bool{}}
	unmet, n := 0.0, 0
	for i := range wants {
		w := &wants[i]
		if w.kind == wantYear {
			continue
		}
		j.words = append(j.words, i)
		if len(w.found) > 0 {
			unmet += w.bits
			n++
		}
		for _, c := range w.found {
			if w.kind != wantWord {
				continue
			}
			all := j.known[c.key]
			all[i] = met{worthOf(c.sim, c.how), c.how}
			j.known[c.key] = all
		}
	}
	for _, i := range j.words { // a word no name has is as telling as the average of the others
		w := &wants[i]
		if len(w.found) == 0 && n > 0 {
			w.bits = unmet / float64(n)
		}
		j.total += w.bits
	}
	for a := range j.words {
		for b := a; b > 0 && wants[j.words[b]].bits > wants[j.words[b-1]].bits; b-- {
			j.words[b], j.words[b-1] = j.words[b-1], j.words[b]
		}
	}
	j.lone = len(j.words) == 1 && wants[j.words[0]].kind == wantWord
	return j
}

// worthOf turns a similarity into worth: equal readings all but full, then
// falling faster than likeness does.
func worthOf(sim float64, h how) float64 {
	switch h {
	case howWritten, howFolded:
		return 1
	case howPrefix:
		return sim - 0.05
	case howReading:
		return worthReading - (1-sim)/2
	}
	return max(0, worthReading-nearSlope*(1-sim))
}

// nameWord is a word of a name on trial.
type nameWord struct {
	term   string // "" for an initial
	folded string
	used   bool
}

// name grades one written name.
func (j *judge) name(text string) verdict {
	if j.total == 0 {
		return verdict{}
	}
	var buf [12]nameWord
	words := buf[:0]
	eachWord([]byte(text), func(w []byte) {
		term, initial := spell(string(w))
		if initial != nil {
			folded := string(initial[1:])
			if term != nil {
				folded = foldedOf(string(term))
			}
			words = append(words, nameWord{term: string(term), folded: folded})
		}
	})
	v := verdict{}
	for _, i := range j.words {
		m := j.meet(i, words)
		v.score += m.worth * j.wants[i].bits
		if m.how < howNone {
			v.how = max(v.how, m.how)
		}
	}
	v.score /= j.total
	if j.lone && len(words) > 1 && j.wants[j.words[0]].bits > 0 && !j.surname(text) {
		v.score *= roleWorth
	}
	return v
}

// meet finds the unused word of a name that meets want i best, and uses it.
func (j *judge) meet(i int, words []nameWord) met {
	w := &j.wants[i]
	best, at := met{0, howNone}, -1
	spare := false
	for k := range words {
		x := &words[k]
		if x.used {
			continue
		}
		m := met{0, howNone}
		switch {
		case w.kind == wantInitial:
			m = initialMeets(w.folded, x)
		case x.term == "":
			if initialFits(w.folded, x.folded) {
				m = met{worthInitial - 0.15, howInitial}
			}
		default:
			spare = true
			if all, ok := j.known[x.term]; ok && all[i].worth > 0 {
				m = all[i]
			} else if j.sameGiven(w.written, writtenOf(x.term)) {
				m = met{worthGiven, howGiven}
			}
		}
		if m.worth > best.worth {
			best, at = m, k
		}
	}
	if at >= 0 {
		words[at].used = true
		return best
	}
	if !spare {
		best.worth = worthMissing
	}
	return best
}

// initialMeets grades a letter of the query against a word of the name.
func initialMeets(letter string, x *nameWord) met {
	first, n := utf8.DecodeRuneInString(x.folded)
	switch {
	case !initialFits(letter, string(first)):
		return met{0, howNone}
	case x.term == "" && x.folded[:n] == letter:
		return met{1, howWritten}
	}
	return met{worthInitial + 0.05, howInitial}
}

// initialFits reports whether two folded words or letters may begin alike.
func initialFits(a, b string) bool {
	x, _ := utf8.DecodeRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return x == y || strings.ContainsRune(likeLetters[x], y)
}

// sameGiven reports whether two words are forms of one given name.
func (j *judge) sameGiven(a, b string) bool {
	pair := [2]string{a, b}
	same, ok := j.given[pair]
	if !ok {
		c := name.Compare(name.ParseParts("", a, ""), name.ParseParts("", b, ""))
		same = c.Given.Level >= name.Equivalent
		j.given[pair] = same
	}
	return same
}

// surname reports whether the lone word of the query meets the surname of the
// name, or its parts are not sure.
func (j *judge) surname(text string) bool {
	f := name.Parse(text)
	if !f.Sure || len(f.Surname) == 0 {
		return true
	}
	for i := range f.Surname {
		if term, _ := spell(f.Surname[i].Written); term != nil && j.known[string(term)][j.words[0]].worth > 0 {
			return true
		}
	}
	return false
}

// why says how a name met the query.
func (v verdict) why(form string) string { return fmt.Sprintf("%q: %s", form, v.how) }
