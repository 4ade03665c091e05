package compare

import (
	"math"

	"byname/ground/name"
	"byname/link/norm"
)

// initialAlone reports a word that is a letter standing for a name.
func initialAlone(w *norm.Word) bool {
	for _, f := range w.Forms {
		if f == nil {
			continue
		}
		for _, ts := range [][]name.Token{f.Surname, f.Given, f.Patronymic} {
			for i := range ts {
				if !ts[i].Initial {
					return false
				}
			}
		}
	}
	return true
}

// names grades the three parts of the names of two rows; either says that the
// order of the words of one of them was not sure.
func (k *Kernel) names(s *Scratch, ca, cb []int32, either bool) Pattern {
	if ca[norm.Surname] >= 0 && cb[norm.Surname] >= 0 && ca[norm.Given] >= 0 && cb[norm.Given] >= 0 {
		x := [3]int32{ca[0], ca[1], ca[2]}
		y := [3]int32{cb[0], cb[1], cb[2]}
		s.Matched[0], s.Matched[1], s.Matched[2] = x[0], x[1], x[2]
		p, _ := k.pairOfNames(s, &x, &y, either)
		return p
	}
	var best Pattern
	top := math.Inf(-1)
	each(k.t, ca, func(x *[3]int32) {
		each(k.t, cb, func(y *[3]int32) {
			if p, w := k.pairOfNames(s, x, y, either); w > top || w == top && p > best {
				best, top = p, w
				s.Matched[0], s.Matched[1], s.Matched[2] = x[0], x[1], x[2]
			}
		})
	})
	return best
}

// each calls f with every name of a row.
func each(t *norm.Table, cells []int32, f func(*[3]int32)) {
	n := 1
	for c := range 3 {
		if cells[c] < 0 {
			n = len(t.Many(cells[c]))
		}
	}
	for i := range n {
		var x [3]int32
		for c := range 3 {
			if x[c] = cells[c]; x[c] < 0 {
				x[c] = t.Many(x[c])[i]
			}
		}
		f(&x)
	}
}

// pairOfNames grades one name against another and guesses in bits what that
// is worth, to choose among several names of two records.
func (k *Kernel) pairOfNames(s *Scratch, x, y *[3]int32, either bool) (Pattern, float64) {
	ls := [3]int{k.ComparePart(s, 0, x[0], y[0]), k.ComparePart(s, 1, x[1], y[1]), k.ComparePart(s, 2, x[2], y[2])}
	if ls[0] <= int(name.KeyOnly) {
		k.turn(s, x, y, &ls, either)
	}
	var p Pattern
	w := 0.0
	for part, l := range ls {
		p |= Pattern(l) << (4 * part)
		w += nameGuess[part][l]
	}
	return p, w
}

// turn tries the surname of each name against the given name of the other.
// Where the order of the words was not sure the levels count as they are;
// where a list says which is which they must be the same, and the level says so.
func (k *Kernel) turn(s *Scratch, x, y *[3]int32, ls *[3]int, either bool) {
	if exact(x[:], y[:]) {
		ls[0], ls[1] = swapped, swapped
		return
	}
	if !either {
		if ls[0] <= int(name.Conflict) && ls[1] <= int(name.Conflict) {
			k.exchanged(x, y, ls)
		}
		return
	}
	best := max(nameGuess[0][ls[0]]+nameGuess[1][ls[1]], 0)
	try := func(surname, given int) {
		w := nameGuess[0][surname] + nameGuess[1][given]
		if w > best || w == best && surname > ls[0] {
			ls[0], ls[1], best = surname, given, w
		}
	}
	if k.alone(x) && y[1] != 0 {
		try(0, k.ComparePart(s, 1, x[0], y[1]))
	}
	if k.alone(y) && x[1] != 0 {
		try(0, k.ComparePart(s, 1, x[1], y[0]))
	}
	if k.turnable(y) {
		try(k.ComparePart(s, 0, x[0], y[1]), k.ComparePart(s, 1, x[1], y[0]))
	}
	if k.turnable(x) {
		try(k.ComparePart(s, 0, x[1], y[0]), k.ComparePart(s, 1, x[0], y[1]))
	}
}

// exchanged looks for surnames and given names that a list has put into each
// other's column: one is the other's exactly, and the second one is so but for
// two slips of the pen, or is missing.
func (k *Kernel) exchanged(x, y *[3]int32, ls *[3]int) {
	alike := func(v, w int32) bool {
		a, b := &k.spelling[v], &k.spelling[w]
		n := min(len(a.letters), len(b.letters))
		return n >= 3 && within(a, b, 1) || n >= 5 && within(a, b, 2)
	}
	one, two := x[0] != 0 && x[0] == y[1], x[1] != 0 && x[1] == y[0]
	switch {
	case one && (x[1] == 0) != (y[0] == 0), two && (x[0] == 0) != (y[1] == 0):
		ls[0], ls[1] = swapped, 0
	case one && alike(x[1], y[0]), two && alike(x[0], y[1]):
		ls[0], ls[1] = swapped, swapped
	}
}

// Crossed reports whether the surname of one of two rows is the given name of
// the other; x and y are their cells.
func Crossed(x, y []int32) bool {
	return x[0] > 0 && x[0] == y[1] || x[1] > 0 && x[1] == y[0]
}

// exact reports whether both are in each other's place.
func exact(x, y []int32) bool {
	return x[0] == y[1] && x[1] == y[0] && x[0] > 0 && x[1] > 0
}

// alone reports a name of one word that may be a given name.
func (k *Kernel) alone(x *[3]int32) bool {
	return x[0] != 0 && x[1] == 0 && x[2] == 0 && k.words[x[0]].Forms[1] != nil
}

// turnable reports a name of two words of which either may be the surname.
func (k *Kernel) turnable(x *[3]int32) bool {
	return x[0] != 0 && x[1] != 0 && k.words[x[0]].Forms[1] != nil && k.words[x[1]].Forms[0] != nil
}

// ComparePart grades one part of two names, by the numbers of the words.
func (k *Kernel) ComparePart(s *Scratch, part int, x, y int32) int {
	if x == 0 || y == 0 {
		return 0
	}
	if x == y {
		if k.initial[x] {
			return int(name.Initial)
		}
		return int(name.SameFolded)
	}
	if x > y {
		x, y = y, x
	}
	at := &s.memo[part][slot(x, y)&(len(s.memo[part])-1)]
	if at.a != x || at.b != y {
		*at = remembered{x, y, k.compareWords(part, x, y)}
	}
	return int(at.level)
}

func (k *Kernel) compareWords(part int, x, y int32) uint8 {
	f, g := k.words[x].Forms[part], k.words[y].Forms[part]
	if f == nil || g == nil {
		return 0
	}
	a, b := &k.spelling[x], &k.spelling[y]
	if a.script != 0 && a.script == b.script && k.apart(part, x, y) {
		return uint8(name.Conflict)
	}
	c := name.Compare(f, g)
	l := [...]name.Level{c.Surname.Level, c.Given.Level, c.Patronymic.Level}[part]
	if l != name.Unknown && l < name.Near && l != name.Initial && l != name.Partial {
		// A slip of the pen need not sound alike.
		switch n := min(len(a.letters), len(b.letters)); {
		case n >= 6 && a.letters[0] == b.letters[0] && within(a, b, 1):
			l = name.Near
		case n >= 5 && within(a, b, 1), n >= 8 && within(a, b, 2):
			l = max(l, name.Far)
		case k.given[x] && k.given[y] && part == norm.Given: // two known names are two names
		case n >= 3 && within(a, b, 1), n >= 6 && within(a, b, 2), part == norm.Given && n >= 3 && prefix(a, b) >= 3:
			l = max(l, name.KeyOnly)
		}
	}
	return uint8(min(l, name.SameFolded))
}

// apart reports words of one script that neither share a search key nor are
// a slip of the pen apart, which spares most comparisons. Words of the table
// of given names may be forms of one another and are never judged so.
func (k *Kernel) apart(part int, x, y int32) bool {
	if part == norm.Given && k.given[x] && k.given[y] {
		return false
	}
	a, b := k.words[x].Keys, k.words[y].Keys
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			return false
		}
	}
	return !within(&k.spelling[x], &k.spelling[y], 2)
}
