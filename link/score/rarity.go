package score

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync/atomic"

	"byname/link/block"
	"byname/link/compare"
	"byname/link/norm"
)

// Floor is the log2 odds below which an edge is not kept.
const Floor = -5

// learnRarity sets what agreement on each value is worth beyond agreement on
// an average one. A first weighing takes the frequencies of records, scaled to
// what EM found to be agreement of different persons; from the pairs it finds
// the frequencies are freed of records of one person, and the edges weighed again.
func (m *Model) learnRarity(ctx context.Context, t *norm.Table, o Options) error {
	for c, col := range t.Columns() {
		same := m.sameLevel(c)
		total := m.equal(t, c)
		share := math.Min(same.U/total, 1)
		m.rarity[c] = make([]float32, len(col.Freq))
		for v, n := range col.Freq {
			if n > 0 && m.kernel.Whole(c, int32(v)) {
				f := float64(n) / float64(col.Rows) * share
				m.rarity[c][v] = bounded(math.Log2(same.U / f))
			}
		}
	}
	edges, err := m.findEdges(ctx, t, o)
	if err != nil {
		return err
	}
	m.freeFrequencies(t, edges)
	m.judgeUnits(t)
	return nil
}

// bounded keeps one value from deciding alone.
func bounded(bits float64) float32 { return float32(math.Max(math.Min(bits, 10), -10)) }

func (m *Model) sameLevel(c int) *Level {
	return &m.Comparisons[c].Levels[m.kernel.SameLevel(c)]
}

// found is an edge with the pattern its weight comes from.
type found struct {
	Edge
	pattern compare.Pattern
}

// findEdges weighs every pair of the plan and returns what nearly reaches Floor.
func (m *Model) findEdges(ctx context.Context, t *norm.Table, o Options) ([]found, error) {
	workers := m.plan.Workers()
	by := make([][]found, workers)
	ss := make([]*compare.Scratch, workers)
	for w := range ss {
		ss[w] = m.kernel.NewScratch()
	}
	var done atomic.Int64
	err := m.plan.Pairs(ctx, func(w int, pairs []block.Pair) {
		for _, p := range pairs {
			if bits, pattern := m.reaches(t, ss[w], p.A, p.B, Floor-1); bits >= Floor-1 {
				by[w] = append(by[w], found{Edge{p.A, p.B, bits}, pattern})
			}
		}
		m.progress(o, "weigh", done.Add(int64(len(pairs))), m.Compared)
	})
	if err != nil {
		return nil, err
	}
	m.Compared = done.Load()
	edges := slices.Concat(by...)
	slices.SortFunc(edges, func(x, y found) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.CompactFunc(edges, func(x, y found) bool { return x.A == y.A && x.B == y.B }), nil
}

// freeFrequencies counts for each value the pairs of one person that share it,
// takes them out of its frequency and weighs the edges again.
func (m *Model) freeFrequencies(t *norm.Table, edges []found) {
	cols := t.Columns()
	var expected [norm.MaxColumns][]float64
	for c := range cols {
		expected[c] = make([]float64, len(cols[c].Freq))
	}
	s := m.NewScratch()
	for i := range edges {
		e := &edges[i]
		p := chanceOf(e.Bits)
		if p < 0.01 {
			continue
		}
		m.matched(t, s, e)
		for c := range cols {
			if m.same(c, e.pattern.Level(c)) {
				expected[c][s.Matched[c]] += p
			}
		}
	}
	for c := range cols {
		m.setRarity(t, c, expected[c])
	}
	m.edges = make([]Edge, 0, len(edges))
	for i := range edges {
		e := &edges[i]
		m.matched(t, s, e)
		if e.Bits = m.sum(t, s, e.pattern, e.A, e.B); e.Bits >= Floor {
			m.edges = append(m.edges, e.Edge)
		}
	}
}

// matched sets the values on which the rows of an edge agree.
func (m *Model) matched(t *norm.Table, s *compare.Scratch, e *found) {
	cells := t.Cells(e.A)
	for c, v := range cells {
		if v < 0 || t.Cells(e.B)[c] < 0 || c <= norm.Given && t.Either(e.A) {
			m.kernel.Compare(s, e.A, e.B)
			return
		}
		s.Matched[c] = v
	}
}

func chanceOf(bits float32) float64 { return 1 / (1 + math.Exp2(-float64(bits))) }

// setRarity sets what sharing each value of a column is worth: U over the
// chance that a record of another person holds the value too. That chance is
// how many records of other persons a record with the value finds, over the
// records. Where few hold the value it is drawn to what the column as a whole
// says: of all records that agree, the share that is of different persons.
func (m *Model) setRarity(t *norm.Table, c int, expected []float64) {
	col := &t.Columns()[c]
	same := m.sameLevel(c)
	rows := math.Max(float64(col.Rows), 2)
	share := math.Min(same.U/m.equal(t, c), 1)
	mean := same.U * (rows - 1)
	for v, n := range col.Freq {
		if n == 0 || !m.kernel.Whole(c, int32(v)) {
			continue
		}
		k := float64(n) - 1
		rest := (others(n, expected[v])*k + k*share*holdRarity) / (k + holdRarity)
		m.rarity[c][v] = bounded(math.Log2(mean / math.Max(rest, leastOthers)))
	}
}

const (
	holdRarity  = 1    // further records with a value that weigh as much as the column as a whole
	leastOthers = 0.02 // nobody's name is known to be borne by nobody else
)

// others is how many records of other persons a record finds that holds a value
// of n records, of which expected pairs are of one person.
func others(n int32, expected float64) float64 {
	return math.Max(float64(n)-1-2*expected/float64(n), 0)
}

// fewDuplicates is the share of expected duplicates in a list below which it
// is taken to name nobody twice.
const fewDuplicates = 0.01

// judgeUnits decides which units name nobody twice. Units of one list are
// judged together: most are too small to tell.
func (m *Model) judgeUnits(t *norm.Table) {
	m.Units = m.Units[:0]
	for _, u := range t.Units() {
		m.Units = append(m.Units, Unit{List: u.List, Source: u.Source, Records: u.Records})
	}
	for _, e := range m.edges {
		if u := t.Unit(e.A); u == t.Unit(e.B) {
			m.Units[u].Duplicates += chanceOf(e.Bits)
		}
	}
	records, duplicates := map[string]float64{}, map[string]float64{}
	for _, u := range m.Units {
		records[u.List] += float64(u.Records)
		duplicates[u.List] += u.Duplicates
	}
	for i, u := range t.Units() {
		switch u.Duplicates {
		case norm.DuplicateFree:
			m.Units[i].Free = true
		case norm.Auto:
			m.Units[i].Free = duplicates[u.List] < math.Max(fewDuplicates*records[u.List], 1.5)
		}
	}
}

// Free reports whether the unit is taken to name nobody twice.
func (m *Model) Free(unit int32) bool { return m.Units[unit].Free }

// Edges returns the weighed pairs of at least Floor bits, ordered by rows. The
// slice is shared: do not change it.
func (m *Model) Edges() []Edge { return m.edges }
