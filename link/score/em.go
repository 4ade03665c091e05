package score

import (
	"cmp"
	"math"
	"slices"

	"byname/link/compare"
)

// histogram counts patterns in an open hash table.
type histogram struct {
	keys   []compare.Pattern // pattern + 1; 0 is free
	counts []int64
	n      int
}

func newHistogram() *histogram {
	return &histogram{keys: make([]compare.Pattern, 1<<12), counts: make([]int64, 1<<12)}
}

func (h *histogram) add(p compare.Pattern, n int64) {
	mask := len(h.keys) - 1
	i := int(uint64(p+1)*0x9E3779B97F4A7C15>>32) & mask
	for h.keys[i] != p+1 {
		if h.keys[i] == 0 {
			if 2*h.n >= len(h.keys) {
				h.grow()
				h.add(p, n)
				return
			}
			h.keys[i] = p + 1
			h.n++
			break
		}
		i = (i + 1) & mask
	}
	h.counts[i] += n
}

func (h *histogram) grow() {
	old := *h
	*h = histogram{keys: make([]compare.Pattern, 2*len(old.keys)), counts: make([]int64, 2*len(old.keys))}
	for i, k := range old.keys {
		if k != 0 {
			h.add(k-1, old.counts[i])
		}
	}
}

func (h *histogram) merge(o *histogram) {
	for i, k := range o.keys {
		if k != 0 {
			h.add(k-1, o.counts[i])
		}
	}
}

// counted is a pattern and how many pairs show it.
type counted struct {
	pattern compare.Pattern
	count   float64
}

// sorted lists the patterns in ascending order.
func (h *histogram) sorted() []counted {
	out := make([]counted, 0, h.n)
	for i, k := range h.keys {
		if k != 0 {
			out = append(out, counted{k - 1, float64(h.counts[i])})
		}
	}
	slices.SortFunc(out, func(a, b counted) int { return cmp.Compare(a.pattern, b.pattern) })
	return out
}

// em fits m, u and lambda to counted patterns.
type em struct {
	m        *Model
	levels   [][]compare.Level
	patterns []counted
	scale    float64
	total    *shares // over all pairs
	mm, uu   shares
	lambda   [2]float64 // between, within
	pairs    [2]float64
	matches  [2]float64
	seen     shares // expected matches at each level
}

func newEM(m *Model, h *histogram, scale float64, total *shares) *em {
	e := &em{m: m, patterns: h.sorted(), scale: scale, total: total, pairs: [2]float64{m.Between.Pairs, m.Within.Pairs}}
	for _, c := range m.kernel.Comparisons() {
		e.levels = append(e.levels, c.Levels)
	}
	for c, ls := range e.levels {
		guess(ls, &e.mm[c])
		e.uu[c] = total[c]
	}
	start := 1 / math.Max(float64(m.Records), 2)
	e.lambda = [2]float64{start, start / 4}
	return e
}

// guess fills in where EM starts, which is also its prior: in each class the
// best level takes most, the rest less and less.
func guess(ls []compare.Level, m *[16]float64) {
	var best [4]int
	for l := 1; l < len(ls); l++ {
		if ls[l].Same || best[ls[l].Class] == 0 || !ls[best[ls[l].Class]].Same {
			best[ls[l].Class] = l
		}
	}
	for l := 1; l < len(ls); l++ {
		switch b := best[ls[l].Class]; {
		case l == b:
			m[l] = 8
		case ls[l].Differ:
			m[l] = 0.4
		case l > b:
			m[l] = 0.1
		default:
			m[l] = 0.6
		}
	}
	normalise(ls, m, 0)
}

const (
	maxIterations = 300
	priorWeight   = 2.0 // pseudo-pairs of one person behind the guess of m, for each class
	leastShare    = 1e-5
)

func (e *em) run() {
	for e.m.Iterations = 1; e.m.Iterations < maxIterations; e.m.Iterations++ {
		if e.step() < 1e-5 {
			break
		}
	}
	e.store()
}

// step does one round and returns the largest relative change of lambda or
// absolute change of m.
func (e *em) step() float64 {
	var ratio shares
	for c, ls := range e.levels {
		ratio[c][0] = 1
		for l := 1; l < len(ls); l++ {
			ratio[c][l] = e.mm[c][l] / e.uu[c][l]
		}
	}
	var matches [2]float64
	var hit, miss shares
	k := len(e.levels)
	for _, x := range e.patterns {
		w := int(x.pattern >> 60 & 1)
		odds := e.lambda[w] / (1 - e.lambda[w])
		for c, p := 0, x.pattern; c < k; c, p = c+1, p>>4 {
			odds *= ratio[c][p&15]
		}
		y := odds / (1 + odds) * x.count * e.scale
		n := x.count*e.scale - y
		matches[w] += y
		for c, p := 0, x.pattern; c < k; c, p = c+1, p>>4 {
			hit[c][p&15] += y
			miss[c][p&15] += n
		}
	}
	return e.update(matches, &hit, &miss)
}

func (e *em) update(matches [2]float64, hit, miss *shares) float64 {
	change := 0.0
	for w := range matches {
		l := (matches[w] + 0.1) / (e.pairs[w] + 1)
		l = math.Min(l, 0.5)
		if matches[w] > 0.5 {
			change = math.Max(change, math.Abs(l-e.lambda[w])/l)
		}
		e.lambda[w] = l
	}
	e.matches, e.seen = matches, *hit
	lambda := (matches[0] + matches[1]) / math.Max(e.pairs[0]+e.pairs[1], 1)
	for c, ls := range e.levels {
		next, prior := hit[c], [16]float64{}
		guess(ls, &prior)
		for l := 1; l < len(ls); l++ {
			next[l] += priorWeight * prior[l]
		}
		normalise(ls, &next, 0)
		for l := 1; l < len(ls); l++ {
			next[l] = math.Max(next[l], leastShare)
			change = math.Max(change, math.Abs(next[l]-e.mm[c][l]))
		}
		e.mm[c] = next
		e.updateU(c, lambda, &miss[c])
	}
	return change
}

// updateU frees the shares of all pairs from the pairs of one person.
func (e *em) updateU(c int, lambda float64, miss *[16]float64) {
	ls := e.levels[c]
	var u [16]float64
	if e.m.AllPairs {
		u = *miss
		for l := 1; l < len(ls); l++ {
			u[l] += e.total[c][l]
		}
	} else {
		for l := 1; l < len(ls); l++ {
			u[l] = math.Max(e.total[c][l]-lambda*e.mm[c][l], 0.05*e.total[c][l])
		}
	}
	normalise(ls, &u, 0)
	e.uu[c] = u
}

// store writes the estimates into the model.
func (e *em) store() {
	for w, p := range []*Prior{&e.m.Between, &e.m.Within} {
		p.Matches, p.Lambda = e.matches[w], e.lambda[w]
		p.Bits = logOdds(e.lambda[w])
	}
	for c, ls := range e.levels {
		for l := 1; l < len(ls); l++ {
			bits := math.Log2(e.mm[c][l] / e.uu[c][l])
			if ls[l].Differ {
				bits = math.Min(bits, 0)
			}
			if ls[l].Same {
				bits = math.Max(bits, 0)
			}
			lv := &e.m.Comparisons[c].Levels[l]
			lv.M, lv.U, lv.Bits, lv.Matches = e.mm[c][l], e.uu[c][l], bits, e.seen[c][l]
		}
	}
}
