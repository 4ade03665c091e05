package compare

import (
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

// worth guesses, in bits, what a level of a part of a name tells; it decides
// only which of several names of two records are compared with each other.
var worth = [3][nameLevels]int8{
	{0, -6, -3, 0, 1, 3, 3, 5, 5, 8, 9, 7},
	{0, -5, -3, -1, 2, 3, 2, 4, 4, 6, 7, 6},
	{0, -4, -3, -1, 2, 3, 2, 4, 4, 6, 7, 2},
}

// names grades the three parts of the names of two rows.
func (k *Kernel) names(s *Scratch, ca, cb []int32) Pattern {
	if ca[norm.Surname] >= 0 && cb[norm.Surname] >= 0 && ca[norm.Given] >= 0 && cb[norm.Given] >= 0 {
		x := [3]int32{ca[0], ca[1], ca[2]}
		y := [3]int32{cb[0], cb[1], cb[2]}
		s.Matched[0], s.Matched[1], s.Matched[2] = x[0], x[1], x[2]
		p, _ := k.pairOfNames(s, &x, &y)
		return p
	}
	var best Pattern
	top := -128
	each(k.t, ca, func(x *[3]int32) {
		each(k.t, cb, func(y *[3]int32) {
			if p, w := k.pairOfNames(s, x, y); w > top {
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

// pairOfNames grades one name against another and says what that is worth.
func (k *Kernel) pairOfNames(s *Scratch, x, y *[3]int32) (Pattern, int) {
	var p Pattern
	w := 0
	for part := range 3 {
		l := k.part(s, part, x[part], y[part])
		p |= Pattern(l) << (4 * part)
		w += int(worth[part][l])
	}
	if x[0] == y[1] && x[1] == y[0] && x[0] != 0 && x[1] != 0 && x[0] != x[1] {
		p = p&^0xff | swapped | swapped<<4
		w = int(worth[0][swapped] + worth[1][swapped])
	}
	return p, w
}

// part grades one part of two names.
func (k *Kernel) part(s *Scratch, part int, x, y int32) int {
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
	c := name.Compare(f, g)
	l := [...]name.Level{c.Surname.Level, c.Given.Level, c.Patronymic.Level}[part]
	return uint8(min(l, name.SameFolded))
}
