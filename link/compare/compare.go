// Package compare grades how two records agree, column by column.
//
// In goes a pair of rows of a norm.Table; out comes a Pattern, one level of
// agreement for each column packed into 64 bits. Level 0 is always "no
// evidence": a value is missing or the two cannot be compared. The other
// levels are ordered from conflict to the same. Where a record has several
// values the best pair of values counts. Nothing is weighed here; what a level
// is worth is learnt by package score. Bar says which patterns never are of one
// person, because identity rests on names.
//
// A pair costs 50 to 300 nanoseconds: equal values are equal numbers, other
// comparisons are remembered per worker. Proof: TestLevels, TestSymmetric.
package compare

import (
	"slices"

	"byname/ground/name"
	"byname/link/norm"
)

// Pattern is the levels of all comparisons of one pair, four bits each, the
// first comparison lowest.
type Pattern uint64

// Level returns the level of comparison c.
func (p Pattern) Level(c int) int { return int(p >> (4 * c) & 15) }

// Level is what one level of a comparison means.
type Level struct {
	Name   string
	Class  int     // levels of one class exclude one another by how well they agree; classes differ by what can be compared
	Order  int     // levels of one class with a greater Order are never worth less; 0 stands outside
	Guess  float64 // log2(m/u) in bits to hold to where the data say nothing: our guess
	Same   bool    // the values are the same: how rare the value is counts
	Differ bool    // the values conflict: never evidence for one person
}

// Comparison is one column and the levels its values are graded in.
type Comparison struct {
	Column int // of the table
	Name   string
	Levels []Level // by level; Levels[0] is no evidence
}

// SwappedLevel is the level of the surname and the given name when they stand
// in each other's place. The levels below it are those of package name.
const SwappedLevel = 11

const (
	swapped    = SwappedLevel
	nameLevels = swapped + 1
)

// The levels of dates. In each class the last is compatible, the first a conflict.
const (
	dayOther = 1 + iota
	dayOfYear
	dayYear
	dayMonth
	daySlip
	dayCalendar
	daySame
	monthOther
	monthYear
	monthNear
	monthSame
	yearOther
	yearDecade
	yearNear
	yearSame
)

// The levels of texts.
const (
	textOther = 1 + iota
	textLoose
	textSimilar
	textSame
)

var dateLevels = [...]Level{
	{Name: "no evidence"},
	{Name: "different days", Class: 1, Order: 1, Guess: -6, Differ: true}, {Name: "same day and month of different years", Class: 1, Guess: 3},
	{Name: "days within a year", Class: 1, Order: 2, Guess: -1}, {Name: "days within a month", Class: 1, Order: 3, Guess: 3},
	{Name: "one digit or two turned digits differ", Class: 1, Guess: 6}, {Name: "same day in two calendars", Class: 1, Guess: 8},
	{Name: "same day", Class: 1, Order: 4, Guess: 11, Same: true},
	{Name: "different months", Class: 2, Order: 1, Guess: -5, Differ: true}, {Name: "months within a year", Class: 2, Order: 2, Guess: -2},
	{Name: "months next to each other", Class: 2, Order: 3, Guess: 1}, {Name: "compatible to the month", Class: 2, Order: 4, Guess: 5},
	{Name: "different years", Class: 3, Order: 1, Guess: -5, Differ: true}, {Name: "years within ten years", Class: 3, Order: 2, Guess: -3, Differ: true},
	{Name: "years next to each other", Class: 3, Order: 3, Guess: 0}, {Name: "compatible to the year", Class: 3, Order: 4, Guess: 3},
}

var textLevels = [...]Level{
	{Name: "no evidence"}, {Name: "different", Class: 1, Order: 1, Guess: -1.5, Differ: true}, {Name: "something in common", Class: 1, Order: 2, Guess: 1},
	{Name: "similar", Class: 1, Order: 3, Guess: 3}, {Name: "same", Class: 1, Order: 4, Guess: 5, Same: true},
}

// nameGuess is the Guess of the levels of surname, given name and patronymic.
var nameGuess = [3][nameLevels]float64{
	{0, -6, -2, 2, 1, 3, 5, 6, 5, 8, 9, 7},
	{0, -3, -1, 1, 2, 3, 3, 4, 5, 6, 7, 6},
	{0, -3, -1, 1, 2, 3, 3, 4, 5, 6, 7, 2},
}

// nameOrder is the Order of the levels of all parts of names.
var nameOrder = [nameLevels]int{name.Conflict: 1, name.KeyOnly: 2, name.Far: 3, name.Near: 4, name.Close: 5, name.SameReading: 6, name.SameFolded: 7}

// levelsOfNames takes over the levels of package name.
func levelsOfNames(part int) []Level {
	ls := make([]Level, nameLevels)
	for l := name.Conflict; l <= name.SameFolded; l++ {
		ls[l] = Level{Name: l.String(), Class: 1, Order: nameOrder[l], Guess: nameGuess[part][l], Same: l == name.SameFolded, Differ: l == name.Conflict}
	}
	ls[0] = Level{Name: "no evidence"}
	ls[name.SameFolded].Name = "same"
	ls[swapped] = Level{Name: "in each other's place", Class: 1, Guess: nameGuess[part][swapped]}
	return ls
}

// Kernel compares the rows of one table. It is safe for concurrent use, each
// worker with a Scratch of its own.
type Kernel struct {
	t           *norm.Table
	comparisons []Comparison
	words       []norm.Word
	initial     []bool // by word: a single letter
	spelling    []text // by word
	given       []bool // by word: in the table of given names
	days        []norm.Date
	texts       [][]text // by column
	life        lifeColumns
	same        []int
	bars        *[namesMask + 1]Bar
	numbers     []int // columns that number persons
}

// Scratch is the memory of one worker.
type Scratch struct {
	// Matched is, after Compare, the value on which the rows agree, for every
	// comparison whose level is Same or that agrees by an initial; else 0.
	Matched [norm.MaxColumns]int32
	memo    [norm.MaxColumns][]remembered
}

// remembered is the level of a pair of values compared before.
type remembered struct {
	a, b  int32
	level uint8
}

// New makes a table ready for comparing.
func New(t *norm.Table) *Kernel {
	k := &Kernel{t: t, words: t.Words(), days: t.Dates(), bars: bars(), numbers: numbersOf(t)}
	k.initial = make([]bool, len(k.words))
	k.spelling = make([]text, len(k.words))
	for i := range k.words {
		k.spelling[i] = spelt(k.words[i].Folded)
		k.initial[i] = initialAlone(&k.words[i])
	}
	k.given = make([]bool, len(k.words))
	for i := range k.words {
		if f := k.words[i].Forms[norm.Given]; f != nil {
			k.given[i] = slices.ContainsFunc(f.Given, func(w name.Token) bool { return w.KnownGiven() })
		}
	}
	for c, col := range t.Columns() {
		cmp := Comparison{Column: c, Name: col.Name}
		var texts []text
		switch col.Kind {
		case norm.Name:
			cmp.Levels = levelsOfNames(c)
		case norm.Dated:
			cmp.Levels = dateLevels[:]
		case norm.Text:
			cmp.Levels = textLevels[:]
			texts = prepare(col.Texts)
		}
		k.comparisons = append(k.comparisons, cmp)
		for l, lv := range cmp.Levels {
			if lv.Same {
				k.same = append(k.same, l)
			}
		}
		k.texts = append(k.texts, texts)
	}
	k.life = lifeOf(t)
	return k
}

// Comparisons returns the comparisons, one a column of the table, in its order.
func (k *Kernel) Comparisons() []Comparison { return k.comparisons }

// SameLevel is the level of comparison c at which the values are the same.
func (k *Kernel) SameLevel(c int) int { return k.same[c] }

// NewScratch returns memory for one worker.
func (k *Kernel) NewScratch() *Scratch {
	s := &Scratch{}
	for c := range k.comparisons {
		if k.t.Columns()[c].Kind != norm.Dated {
			s.memo[c] = make([]remembered, memoLen(k.t.Len(), c))
		}
	}
	return s
}

// memoLen is a power of two that suits column c of a table of n rows. Given
// names are few, and dear to compare.
func memoLen(n, c int) int {
	most := 1 << 16
	if c == norm.Given {
		most = 1 << 18
	}
	size := 1 << 10
	for size < 4*n && size < most {
		size *= 2
	}
	return size
}

// Compare grades two rows.
func (k *Kernel) Compare(s *Scratch, a, b int32) Pattern {
	return k.CompareNames(s, a, b) | k.CompareRest(s, a, b)
}

// CompareNames grades the names of two rows alone.
func (k *Kernel) CompareNames(s *Scratch, a, b int32) Pattern {
	return k.names(s, k.t.Cells(a), k.t.Cells(b), k.t.Either(a) || k.t.Either(b))
}

// CompareRest grades everything but the names of two rows. It is cheaper.
func (k *Kernel) CompareRest(s *Scratch, a, b int32) Pattern {
	ca, cb := k.t.Cells(a), k.t.Cells(b)
	var p Pattern
	for c := norm.Patronymic + 1; c < len(ca); c++ {
		x, y := ca[c], cb[c]
		if x == 0 || y == 0 {
			continue
		}
		var level int
		matched := x
		if x > 0 && y > 0 {
			level = k.value(s, c, x, y)
		} else {
			level, matched = k.several(s, c, x, y)
		}
		s.Matched[c] = matched
		p |= Pattern(level) << (4 * c)
	}
	return p
}

// value grades two values of a column of dates or texts.
func (k *Kernel) value(s *Scratch, c int, x, y int32) int {
	if k.texts[c] == nil {
		return compareDates(&k.days[x], &k.days[y])
	}
	if x == y {
		return textSame
	}
	if x > y {
		x, y = y, x
	}
	at := &s.memo[c][slot(x, y)&(len(s.memo[c])-1)]
	if at.a != x || at.b != y {
		*at = remembered{x, y, uint8(compareTexts(&k.texts[c][x], &k.texts[c][y]))}
	}
	return int(at.level)
}

func slot(x, y int32) int {
	return int((uint64(uint32(x))<<32 | uint64(uint32(y))) * 0x9E3779B97F4A7C15 >> 40)
}

// several grades the best pair of values of two cells.
func (k *Kernel) several(s *Scratch, c int, x, y int32) (level int, matched int32) {
	rank := -1
	k.t.Values(x, func(v int32) {
		k.t.Values(y, func(w int32) {
			l := k.value(s, c, v, w)
			if r := k.rank(c, l); r > rank {
				rank, level, matched = r, l, v
			}
		})
	})
	return level, matched
}

// rank orders the levels of dates and texts by how well they agree, across classes.
func (k *Kernel) rank(c, level int) int {
	if k.texts[c] != nil {
		return level
	}
	return [...]int{0, 1, 8, 5, 9, 12, 13, 15, 3, 6, 10, 14, 4, 2, 7, 11}[level]
}

// Whole reports whether a value of column c can agree at the level Same:
// a full name, a single day, any text.
func (k *Kernel) Whole(c int, v int32) bool {
	if v == 0 {
		return false
	}
	switch k.t.Columns()[c].Kind {
	case norm.Name:
		return !k.initial[v]
	case norm.Dated:
		return k.days[v].Grain == norm.ToDay
	}
	return true
}
