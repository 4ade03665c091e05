package score

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"byname/link/block"
	"byname/link/compare"
	"byname/link/norm"
)

// modelVersion is raised when the meaning of the JSON changes.
const modelVersion = 1

// trainPairs is about the number of pairs EM is fed; of larger tables it is
// fed every second, fourth, ... pair.
const trainPairs = 2_000_000

// randomPairs is the number of random pairs the shares common to all pairs are drawn from.
const randomPairs = 150_000

// Train estimates the model from the table alone, without labels. It returns
// ctx.Err() when ctx ends first.
func Train(ctx context.Context, t *norm.Table, o Options) (*Model, error) {
	o.Progress = serial(o.Progress)
	m := &Model{Version: modelVersion, Records: t.Len(), kernel: compare.New(t)}
	m.plan = block.New(t, block.Options{Workers: o.Workers})
	m.AllPairs, m.Rules = m.plan.All, m.plan.Rules
	for _, c := range m.kernel.Comparisons() {
		w := Weights{Name: c.Name}
		for _, l := range c.Levels {
			w.Levels = append(w.Levels, Level{Name: l.Name})
		}
		m.Comparisons = append(m.Comparisons, w)
	}
	m.Between.Pairs, m.Within.Pairs = admissible(t)
	n, err := m.count(ctx, t, o)
	if err != nil {
		return nil, err
	}
	e := newEM(m, n, m.totals(t, n, o.Seed))
	e.atMost = m.repeats(t, n)
	e.run()
	m.finish()
	if err := m.learnRarity(ctx, t, o); err != nil {
		return nil, err
	}
	m.warn()
	return m, nil
}

// admissible counts the pairs of rows that may be linked.
func admissible(t *norm.Table) (between, within float64) {
	n := float64(t.Len())
	between = n * (n - 1) / 2
	for _, u := range t.Units() {
		k := float64(u.Records)
		between -= k * (k - 1) / 2
		if u.Duplicates != norm.DuplicateFree {
			within += k * (k - 1) / 2
		}
	}
	for i, u := range t.Units() {
		for j, v := range t.Units()[:i] {
			if t.Apart(int32(i), int32(j)) {
				between -= float64(u.Records) * float64(v.Records)
			}
		}
	}
	return between, within
}

// withinBit marks patterns of pairs of one unit.
const withinBit = compare.Pattern(1) << 60

// counts is what comparing the pairs of the plan gives.
type counts struct {
	patterns *histogram // of pairs the names do not keep apart
	barred   shares     // of the others, how many show each level
	scale    float64    // every pair stands for so many
}

// count compares the pairs of the plan and counts patterns.
func (m *Model) count(ctx context.Context, t *norm.Table, o Options) (*counts, error) {
	cost := int64(0)
	for _, r := range m.Rules {
		cost += r.Cost
	}
	every := uint32(1)
	for cost/int64(every) > trainPairs {
		every *= 2
	}
	workers := m.plan.Workers()
	ns := make([]counter, workers)
	for w := range ns {
		ns[w].h, ns[w].s = newHistogram(), m.kernel.NewScratch()
	}
	var done atomic.Int64
	err := m.plan.Sample(ctx, every, func(w int, pairs []block.Pair) {
		for _, p := range pairs {
			ns[w].count(m.kernel, t, p)
		}
		m.progress(o, "compare", done.Add(int64(len(pairs))), cost/int64(every))
	})
	if err != nil {
		return nil, err
	}
	n := &counts{patterns: ns[0].h, scale: float64(every)}
	for w := range ns {
		if w > 0 {
			n.patterns.merge(ns[w].h)
		}
		for c := range n.barred {
			for l, k := range ns[w].barred[c] {
				n.barred[c][l] += float64(k) * n.scale
			}
		}
	}
	return n, nil
}

// counter is one worker's share of the counting.
type counter struct {
	h      *histogram
	s      *compare.Scratch
	barred [norm.MaxColumns][16]int64
}

func (n *counter) count(k *compare.Kernel, t *norm.Table, p block.Pair) {
	pattern := k.Compare(n.s, p.A, p.B)
	if k.Bar(pattern) != compare.Open {
		for c := range n.barred {
			n.barred[c][pattern.Level(c)]++
		}
		return
	}
	if t.Unit(p.A) == t.Unit(p.B) {
		pattern |= withinBit
	}
	n.h.add(pattern, 1)
}

// mayRepeat is the share of the records of a list that may be repetitions
// although neither names nor dates say so: our guess.
const mayRepeat = 0.03

// repeats bounds the pairs of one person within units, 0 for no bound. Most
// lists name a person once; what many pairs of entries have in common is then
// that they were taken together. So there are few repetitions, or there are
// many pairs that agree in surname, given name and a date.
func (m *Model) repeats(t *norm.Table, n *counts) float64 {
	records := 0
	for _, u := range t.Units() {
		if u.Duplicates == norm.Dedupe {
			return 0
		}
		records += u.Records
	}
	clear := 0.0
	for _, x := range n.patterns.sorted() {
		if x.pattern&withinBit != 0 && m.kernel.Clear(x.pattern) {
			clear += x.count * n.scale
		}
	}
	return math.Max(mayRepeat*float64(records), 2*clear)
}

// serial lets one goroutine at a time report.
func serial(f func(string, int64, int64)) func(string, int64, int64) {
	if f == nil {
		return nil
	}
	var mu sync.Mutex
	return func(stage string, done, total int64) {
		mu.Lock()
		defer mu.Unlock()
		f(stage, done, total)
	}
}

// progress reports once in a while.
func (m *Model) progress(o Options, stage string, done, total int64) {
	if o.Progress != nil && (done&(1<<20-1) < 512 || done == total) {
		o.Progress(stage, done, total)
	}
}

// shares holds, for every comparison, how often each level occurs.
type shares [norm.MaxColumns][16]float64

// totals returns how the levels are shared out over all pairs, within each
// class of levels: counted when every pair was compared, else from random
// pairs, with the level of equality counted from the frequencies of values.
func (m *Model) totals(t *norm.Table, n *counts, seed uint64) *shares {
	var s shares
	if m.AllPairs {
		s = n.barred
		for _, e := range n.patterns.sorted() {
			for c := range m.Comparisons {
				s[c][e.pattern.Level(c)] += e.count
			}
		}
	} else {
		m.drawTotals(t, seed, &s)
	}
	for c, cmp := range m.kernel.Comparisons() {
		normalise(cmp.Levels, &s[c], 0.5)
		if m.AllPairs {
			continue
		}
		for l, lv := range cmp.Levels {
			if lv.Same {
				fix(cmp.Levels, &s[c], l, m.equal(t, c))
			}
		}
	}
	return &s
}

func (m *Model) drawTotals(t *norm.Table, seed uint64, s *shares) {
	scratch := m.kernel.NewScratch()
	draw := splitmix(seed)
	n := uint64(t.Len())
	for range randomPairs {
		a, b := int32(draw.next()%n), int32(draw.next()%n)
		if a == b {
			continue
		}
		p := m.kernel.Compare(scratch, a, b)
		for c := range m.Comparisons {
			s[c][p.Level(c)]++
		}
	}
}

// splitmix is a small sequence of draws (Steele, Lea and Flood 2014).
type splitmix uint64

func (s *splitmix) next() uint64 {
	*s += 0x9E3779B97F4A7C15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// normalise makes the levels of each class sum to one, adding floor to each count.
func normalise(levels []compare.Level, s *[16]float64, floor float64) {
	var sum [4]float64
	for l := 1; l < len(levels); l++ {
		s[l] += floor
		sum[levels[l].Class] += s[l]
	}
	for l := 1; l < len(levels); l++ {
		s[l] /= sum[levels[l].Class]
	}
}

// fix sets the share of one level and lets the others of its class make room.
func fix(levels []compare.Level, s *[16]float64, level int, share float64) {
	room := (1 - share) / (1 - s[level])
	for l := 1; l < len(levels); l++ {
		if levels[l].Class == levels[level].Class && l != level {
			s[l] *= room
		}
	}
	s[level] = share
}

// equal is the chance that two random records that can be compared at the
// finest class hold the same value.
func (m *Model) equal(t *norm.Table, c int) float64 {
	col := &t.Columns()[c]
	rows, same := 0.0, 0.0
	for v, n := range col.Freq {
		if !m.kernel.Whole(c, int32(v)) {
			if col.Kind == norm.Name {
				rows += float64(n)
			}
			continue
		}
		rows += float64(n)
		same += float64(n) * float64(n-1)
	}
	if rows < 2 {
		return 0.5
	}
	return math.Min(math.Max(same, 1)/(rows*(rows-1)), 0.99)
}

// warn says what the data could not tell.
func (m *Model) warn() {
	if found := m.Between.Matches + m.Within.Matches; found < 20 {
		m.Warnings = append(m.Warnings, fmt.Sprintf("only about %.0f pairs of records seem to be of one person: the weights lean on guesses", found))
	}
	for _, w := range m.Comparisons {
		seen, thin := 0.0, 0
		for _, l := range w.Levels[1:] {
			seen += l.Matches
			if l.Matches > 0 && l.Matches < 20 {
				thin++
			}
		}
		if seen > 0 && seen < 20 {
			m.Warnings = append(m.Warnings, fmt.Sprintf("%s: compared in about %.0f pairs of one person: its weights are guesses", w.Name, seen))
		} else if thin > 0 {
			m.Warnings = append(m.Warnings, fmt.Sprintf("%s: %d of %d levels rest on fewer than 20 pairs of one person", w.Name, thin, len(w.Levels)-1))
		}
	}
	slices.Sort(m.Warnings)
}
