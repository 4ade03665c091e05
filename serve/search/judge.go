package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"byname/ground/name"
)

// Worth of the ways a word of a query can be met by a word of a name, from 0
// to 1. Guesses, checked by the scripts of testdata and measure/search.
const (
	worthReading = 0.985 // same reading, otherwise spelled
	worthGiven   = 0.93  // a form of the same given name
	worthInitial = 0.95  // an initial of the query fits the word
	worthLetter  = 0.75  // a word of the query fits an initial of the name
	worthMissing = 0.35  // the name has no word that could be meant: no evidence either way
	worthOddYear = 0.90  // the whole, when the year asked for is not attested
	nearSlope    = 1.5   // how fast worth falls with likeness below the same reading
	oncePenalty  = 0.03  // of a person attested in a single record; falls with more
	middleWorth  = 0.95  // of a lone word between other words: no surname stands there
	leastScore   = 0.4   // below it a person is no result
)

// judge grades names against the wants of one query.
type judge struct {
	wants []want
	words []int // indexes of the wants that are words or initials, the most telling first
	total float64
	known map[string][slots]met // by word term
	seen  map[string]*nameWord  // words of names met so far, as written
	given func(key string) *name.Form
	asked [slots]*name.Form // the wants as given names
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

// newJudge prepares the wants; given reads the word of a term as a given name.
func newJudge(wants []want, given func(key string) *name.Form) *judge {
	whole := asName(wants)
	j := &judge{wants: wants, known: map[string][slots]met{}, seen: map[string]*nameWord{}, given: given}
	bits, n := 0.0, 0
	for i := range wants {
		w := &wants[i]
		if w.kind == wantYear {
			continue
		}
		j.words = append(j.words, i)
		if len(w.found) > 0 {
			bits += w.bits
			n++
		}
		if w.kind != wantWord {
			continue
		}
		if maybeGiven(whole, w.folded) {
			j.asked[i] = name.ParseParts("", w.written, "")
		}
		for _, c := range w.found {
			all := j.known[c.key]
			all[i] = met{worthOf(c.sim, c.how), c.how}
			j.known[c.key] = all
		}
	}
	for _, i := range j.words { // a word no name has is as telling as the average of the others
		w := &wants[i]
		if len(w.found) == 0 && n > 0 {
			w.bits = bits / float64(n)
		}
		j.total += w.bits
	}
	slices.SortStableFunc(j.words, func(a, b int) int { return cmp.Compare(wants[b].bits, wants[a].bits) })
	return j
}

// asName parses the wants that are words or initials as one name.
func asName(wants []want) *name.Form {
	var text []string
	for i := range wants {
		switch wants[i].kind {
		case wantWord:
			text = append(text, wants[i].written)
		case wantInitial:
			text = append(text, wants[i].written+".")
		}
	}
	return name.Parse(strings.Join(text, " "))
}

// maybeGiven reports whether a word of the query may be a given name.
func maybeGiven(whole *name.Form, folded string) bool {
	if !whole.Sure || len(whole.Given) == 0 {
		return true
	}
	return slices.ContainsFunc(whole.Given, func(t name.Token) bool { return t.Folded == folded })
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

// nameWord is a word of a name, read once a query.
type nameWord struct {
	term   string // "" for an initial
	folded string
	met    [slots]met // of a word, how it meets each want that is a word
}

// word reads a word of a name; nil for one that is neither word nor initial.
func (j *judge) word(written []byte) *nameWord {
	if w, ok := j.seen[string(written)]; ok {
		return w
	}
	text := string(written)
	var w *nameWord
	if term, initial := spell(text); initial != nil {
		w = &nameWord{term: string(term), folded: string(initial[1:])}
		if term != nil {
			w.folded = foldedOf(w.term)
			w.met = j.known[w.term]
			j.asGiven(w)
		}
	}
	j.seen[text] = w
	return w
}

// asGiven notes which wants that a word does not meet by sound it meets as a
// form of the same given name.
func (j *judge) asGiven(w *nameWord) {
	var own *name.Form
	for _, i := range j.words {
		if j.asked[i] == nil || w.met[i].worth >= worthGiven {
			continue
		}
		if own == nil {
			own = j.given(w.term)
		}
		if name.Compare(j.asked[i], own).Given.Level == name.Equivalent {
			w.met[i] = met{worthGiven, howGiven}
		}
	}
}

// name grades one written name.
func (j *judge) name(text []byte) verdict {
	if j.total == 0 {
		return verdict{}
	}
	var buf [16]*nameWord
	words := buf[:0]
	eachWord(text, func(w []byte) {
		if x := j.word(w); x != nil && len(words) < 64 {
			words = append(words, x)
		}
	})
	v, used, at := verdict{}, uint64(0), 0
	for _, i := range j.words {
		var m met
		m, at = j.meet(i, words, used)
		if at >= 0 {
			used |= 1 << at
		}
		v.score += m.worth * j.wants[i].bits
		if m.how < howNone {
			v.how = max(v.how, m.how)
		}
	}
	v.score /= j.total
	if len(j.words) == 1 && at > 0 && at < len(words)-1 && words[at].term != "" {
		v.score *= middleWorth
	}
	return v
}

// meet finds the unused word of a name that meets want i best; at is -1 when
// there is none.
func (j *judge) meet(i int, words []*nameWord, used uint64) (best met, at int) {
	w := &j.wants[i]
	best, at = met{0, howNone}, -1
	spare := false
	for k, x := range words {
		if used>>k&1 != 0 {
			continue
		}
		m := met{0, howNone}
		switch {
		case w.kind == wantInitial:
			m = initialMeets(w.folded, x)
		case x.term == "":
			if initialFits(w.folded, x.folded) {
				m = met{worthLetter, howInitial}
			}
		default:
			spare = true
			m = x.met[i]
		}
		if m.worth > best.worth {
			best, at = m, k
		}
	}
	if at < 0 && !spare {
		best.worth = worthMissing
	}
	return best, at
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
	return met{worthInitial, howInitial}
}

// initialFits reports whether two folded words or letters may begin alike.
func initialFits(a, b string) bool {
	x, _ := utf8.DecodeRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return x == y || strings.ContainsRune(likeLetters[x], y)
}
