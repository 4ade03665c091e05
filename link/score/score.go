// Package score weighs how strongly two records speak of the same person.
//
// In go the patterns of agreement of package compare; out comes the log2 odds
// that two records speak of one person, in bits: the log2 odds of two records
// drawn at random, and for each comparison log2(m/u), where m is how often
// records of one person show that level and u how often records of different
// persons do (Fellegi and Sunter 1969). Level 0 adds nothing: a missing birth
// date is no evidence either way. Agreement on a rare value counts for more.
//
// Train learns m, u and lambda without labels by one EM over the union of the
// blocks, from counts per distinct pattern, so memory does not grow with the
// pairs. What is common to all pairs is counted exactly from the frequencies of
// values where the level is equality, and drawn from random pairs else. The
// frequencies of values are freed of the records of one person, so that a
// person many lists name does not make his own name look common. The same
// table gives the same model, whatever the number of workers. Show
// Model.Warnings. Proof: TestTrainRecovers.
package score

import (
	"math"

	"byname/link/block"
	"byname/link/compare"
	"byname/link/norm"
)

// Options steer Train. The zero value is the default.
type Options struct {
	Workers  int                                   // 0: as many as there are processors
	Seed     uint64                                // of the draws of random pairs
	Progress func(stage string, done, total int64) // called from one goroutine at a time; nil: silent
}

// Model is everything needed to weigh a pair; it can be written as JSON.
type Model struct {
	Version     int          `json:"version"`
	Records     int          `json:"records"`
	AllPairs    bool         `json:"all_pairs"` // every pair was compared, no blocking
	Compared    int64        `json:"compared"`  // pairs compared
	Rules       []block.Rule `json:"rules,omitempty"`
	Between     Prior        `json:"between"` // two records of different units
	Within      Prior        `json:"within"`  // two records of one unit
	Comparisons []Weights    `json:"comparisons"`
	Units       []Unit       `json:"units"`
	Iterations  int          `json:"iterations"`
	Warnings    []string     `json:"warnings,omitempty"`

	kernel *compare.Kernel
	plan   *block.Plan
	bits   [norm.MaxColumns][16]float32
	most   [norm.MaxColumns]float32   // the most bits of a level that is not Same
	rarity [norm.MaxColumns][]float32 // by value: bits to add where both records hold it
	edges  []Edge
}

// Prior is how likely two records drawn at random speak of one person.
type Prior struct {
	Pairs   float64 `json:"pairs"`   // pairs that may be linked
	Matches float64 `json:"matches"` // of them expected to be of one person
	Lambda  float64 `json:"lambda"`
	Bits    float64 `json:"bits"` // log2 odds
}

// Weights is what the levels of one comparison are worth.
type Weights struct {
	Name   string  `json:"name"`
	Levels []Level `json:"levels"` // by level; the first is no evidence
}

// Level is what one level is worth.
type Level struct {
	Name    string  `json:"name"`
	M       float64 `json:"m"`       // share among records of one person, within its class of levels
	U       float64 `json:"u"`       // share among records of different persons, likewise
	Bits    float64 `json:"bits"`    // log2(m/u)
	Matches float64 `json:"matches"` // expected pairs of one person seen at it
}

// Unit is what was found of a source inside a list.
type Unit struct {
	List       string  `json:"list"`
	Source     string  `json:"source"`
	Records    int     `json:"records"`
	Duplicates float64 `json:"duplicates"` // expected pairs of one person inside it
	Free       bool    `json:"free"`       // taken to name nobody twice: said so, or no sign of duplicates
}

// Edge is a pair of rows and its log2 odds in bits.
type Edge struct {
	A, B int32 // rows, A < B
	Bits float32
}

// Weigh returns the log2 odds in bits that two rows speak of one person.
func (m *Model) Weigh(t *norm.Table, s *compare.Scratch, a, b int32) float32 {
	return m.sum(t, s, m.kernel.Compare(s, a, b), a, b)
}

// Names is what the names of two rows say.
type Names struct {
	Bar  compare.Bar // what keeps the two apart whatever their weight
	Tell bool        // they, or the day of birth, tell one person from a namesake
}

// Names compares the names of two rows.
func (m *Model) Names(s *compare.Scratch, a, b int32) Names {
	return m.namesOf(m.kernel.Compare(s, a, b))
}

// Judge is Weigh and Names in one.
func (m *Model) Judge(t *norm.Table, s *compare.Scratch, a, b int32) (float32, Names) {
	p := m.kernel.Compare(s, a, b)
	return m.sum(t, s, p, a, b), m.namesOf(p)
}

func (m *Model) namesOf(p compare.Pattern) Names {
	return Names{m.kernel.Bar(p), m.kernel.Telling(p)}
}

// Bridges reports whether row c bears the names of both other rows.
func (m *Model) Bridges(s *compare.Scratch, c, a, b int32) bool { return m.kernel.Bridges(s, c, a, b) }

// NewScratch returns memory for one worker that weighs.
func (m *Model) NewScratch() *compare.Scratch { return m.kernel.NewScratch() }

// Impossible says why two rows cannot be about one life, "" when they can.
func (m *Model) Impossible(a, b int32) string { return m.kernel.Impossible(a, b) }

// reaches weighs two rows if their weight can reach floor; else it gives up
// early, before all parts of the names are compared, with a weight below floor.
func (m *Model) reaches(t *norm.Table, s *compare.Scratch, a, b int32, floor float32) (float32, compare.Pattern) {
	p := m.kernel.CompareRest(s, a, b)
	ca, cb := t.Cells(a), t.Cells(b)
	named := m.mostNames(ca, cb)
	most := m.total(t, s, p, a, b, named)
	if most < floor {
		return most, p
	}
	if x, y := ca[norm.Surname], cb[norm.Surname]; x > 0 && y > 0 && x != y && !compare.Crossed(ca, cb) && !t.Either(a) && !t.Either(b) {
		level := m.kernel.ComparePart(s, norm.Surname, x, y)
		if most += m.bits[norm.Surname][level] - m.most[norm.Surname]; most < floor {
			return most, p
		}
	}
	p |= m.kernel.CompareNames(s, a, b)
	if m.kernel.Bar(p) != compare.Open {
		return float32(math.Inf(-1)), p
	}
	return m.sum(t, s, p, a, b), p
}

// mostNames bounds what the names of two rows can add.
func (m *Model) mostNames(ca, cb []int32) float32 {
	most := float32(0)
	for part := norm.Surname; part <= norm.Patronymic; part++ {
		x, y := ca[part], cb[part]
		switch {
		case x < 0 || y < 0:
			return float32(math.Inf(1))
		case x == 0 || y == 0:
		case x == y:
			most += max(m.bits[part][m.kernel.SameLevel(part)]+m.rarity[part][x], m.most[part])
		default:
			most += m.most[part]
		}
	}
	if compare.Crossed(ca, cb) {
		most += m.bits[norm.Surname][compare.SwappedLevel] + m.bits[norm.Given][compare.SwappedLevel]
	}
	return most
}

// sum is the weight of a pattern of two rows whose shared values are in s.
func (m *Model) sum(t *norm.Table, s *compare.Scratch, p compare.Pattern, a, b int32) float32 {
	named := float32(0)
	for c := norm.Surname; c <= norm.Patronymic; c++ {
		named += m.step(s, p, c)
	}
	return m.total(t, s, p, a, b, named)
}

// step is what comparison c adds.
func (m *Model) step(s *compare.Scratch, p compare.Pattern, c int) float32 {
	l := p.Level(c)
	bits := m.bits[c][l]
	if m.rarity[c] != nil && m.same(c, l) {
		bits += m.rarity[c][s.Matched[c]]
	}
	return bits
}

// total is the weight of two rows whose names weigh named bits. What speaks for
// one person besides names and birth counts for no more than circumstances may.
func (m *Model) total(t *norm.Table, s *compare.Scratch, p compare.Pattern, a, b int32, named float32) float32 {
	w := m.prior(t, a, b) + named
	around := float32(0)
	for c := norm.Patronymic + 1; c < len(m.Comparisons); c++ {
		bits := m.step(s, p, c)
		if bits > 0 && !m.kernel.Personal(c) {
			around += bits
		} else {
			w += bits
		}
	}
	return w + min(around, circumstances(named))
}

// circumstanceBits is what circumstances may weigh beyond what the names weigh, in bits:
// the best of 10, 16 and 100 on the labelled sets of measure/link, by little.
const circumstanceBits = 16

// circumstances is the most that all agreement in circumstances together may
// speak for one person. Days, places and trades agree in company: men of one
// transport share them all, and counting each as if it were alone makes one man of them.
func circumstances(named float32) float32 { return circumstanceBits + max(named, 0) }

// prior is the log2 odds before anything is compared.
func (m *Model) prior(t *norm.Table, a, b int32) float32 {
	if t.Unit(a) == t.Unit(b) {
		return float32(m.Within.Bits)
	}
	return float32(m.Between.Bits)
}

// same reports whether a level means that the values are the same.
func (m *Model) same(c, level int) bool { return level != 0 && level == m.kernel.SameLevel(c) }

// finish derives the tables used in weighing from the shares.
func (m *Model) finish() {
	for c := range m.Comparisons {
		for l := range m.Comparisons[c].Levels {
			m.bits[c][l] = float32(m.Comparisons[c].Levels[l].Bits)
			named := c <= norm.Patronymic
			if l != m.kernel.SameLevel(c) && !(named && l == compare.SwappedLevel) {
				m.most[c] = max(m.most[c], m.bits[c][l])
			}
		}
	}
}

// logOdds is the log2 odds of a chance.
func logOdds(p float64) float64 { return math.Log2(p / (1 - p)) }
