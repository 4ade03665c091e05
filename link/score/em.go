package score

import (
	"cmp"
	"math"
	"slices"

	"byname/link/compare"
	"byname/link/norm"
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
	seen     shares    // expected matches at each level
	unlike   shares    // other pairs at each level
	active   []counted // patterns worth looking at in every round
	miss     shares    // what the other patterns add to unlike
	barred   shares    // pairs the names keep apart, at each level
	personal []bool    // by comparison: of the person alone
	atMost   float64   // bound of the matches within units
}

func newEM(m *Model, n *counts, total *shares) *em {
	e := &em{m: m, patterns: n.patterns.sorted(), scale: n.scale, total: total, barred: n.barred, pairs: [2]float64{m.Between.Pairs, m.Within.Pairs}}
	for c, cmp := range m.kernel.Comparisons() {
		e.levels = append(e.levels, cmp.Levels)
		e.personal = append(e.personal, m.kernel.Personal(c))
	}
	for c, ls := range e.levels {
		e.uu[c] = total[c]
		guess(ls, &total[c], &e.mm[c])
	}
	start := 1 / math.Max(float64(m.Records), 2)
	e.lambda = [2]float64{start, start / 4}
	return e
}

// guess fills in where m starts and what it is drawn to: u times the guessed
// ratio of each level.
func guess(ls []compare.Level, u, m *[16]float64) {
	for l := 1; l < len(ls); l++ {
		m[l] = u[l] * math.Exp2(ls[l].Guess)
	}
	normalise(ls, m, 0)
}

const (
	maxIterations = 300
	priorWeight   = 2.0 // pseudo-pairs of one person behind the guess of m, for each class
	holdWeight    = 3.0 // pairs seen at a level that weigh as much as the guess of its ratio
	leastShare    = 1e-7
	quiet         = 1e-7 // odds below which a pattern is left alone between reviews
	review        = 15   // rounds between reviews of all patterns
)

func (e *em) run() {
	for e.m.Iterations = 1; e.m.Iterations < maxIterations; e.m.Iterations++ {
		if e.step(e.m.Iterations%review == 1) < 1e-4 && e.m.Iterations > review {
			break
		}
	}
	e.step(true)
	e.store()
}

// ratios are m/u of each level: drawn to the guess where a level was hardly
// seen, and never falling from a level to a better one.
func (e *em) ratios() *shares {
	var r shares
	for c := range e.levels {
		r[c][0] = 1
		for l, b := range e.bits(c) {
			if l > 0 {
				r[c][l] = math.Exp2(b)
			}
		}
	}
	return &r
}

// bits are log2(m/u) of the levels of a comparison.
func (e *em) bits(c int) []float64 {
	ls := e.levels[c]
	bits, weight := make([]float64, len(ls)), make([]float64, len(ls))
	for l := 1; l < len(ls); l++ {
		seen := e.seen[c][l] + math.Min(e.unlike[c][l], 1000)*0.1
		weight[l] = seen + holdWeight
		bits[l] = (seen*math.Log2(e.mm[c][l]/e.uu[c][l]) + holdWeight*ls[l].Guess) / weight[l]
	}
	rise(ls, bits, weight)
	for l := 1; l < len(ls); l++ {
		switch {
		case ls[l].Differ:
			bits[l] = math.Min(bits[l], 0)
		case ls[l].Same:
			bits[l] = math.Max(bits[l], 0)
		}
	}
	return bits
}

// rise makes the bits of each class rise with the order of its levels, by
// pooling neighbours that fall (Ayer and others 1955).
func rise(ls []compare.Level, bits, weight []float64) {
	type pool struct {
		bits, weight float64
		levels       []int
	}
	for class := 1; class < 4; class++ {
		var pools []pool
		for order := 1; order <= len(ls); order++ {
			for l := range ls {
				if ls[l].Class != class || ls[l].Order != order {
					continue
				}
				pools = append(pools, pool{bits[l], weight[l], []int{l}})
				for n := len(pools) - 1; n > 0 && pools[n-1].bits > pools[n].bits; n-- {
					a, b := pools[n-1], pools[n]
					w := a.weight + b.weight
					pools[n-1] = pool{(a.bits*a.weight + b.bits*b.weight) / w, w, append(a.levels, b.levels...)}
					pools = pools[:n]
				}
			}
		}
		for _, p := range pools {
			for _, l := range p.levels {
				bits[l] = p.bits
			}
		}
	}
}

// step does one round and returns the largest relative change of lambda or
// absolute change of m. Patterns far from being matches are looked at only in
// a review; in between they count as what they were then: no matches.
func (e *em) step(all bool) float64 {
	ratio := e.ratios()
	var matches [2]float64
	var hit shares
	if all {
		e.active = e.active[:0]
		e.miss = e.barred
	}
	miss := e.miss
	k := len(e.levels)
	look := func(x *counted) float64 {
		w := int(x.pattern >> 60 & 1)
		odds := e.lambda[w] / (1 - e.lambda[w])
		odds *= e.weigh(ratio, x.pattern)
		y := odds / (1 + odds) * x.count * e.scale
		n := x.count*e.scale - y
		matches[w] += y
		for c, p := 0, x.pattern; c < k; c, p = c+1, p>>4 {
			hit[c][p&15] += y
			miss[c][p&15] += n
		}
		return odds
	}
	if !all {
		for i := range e.active {
			look(&e.active[i])
		}
		return e.update(matches, &hit, &miss)
	}
	for i := range e.patterns {
		x := &e.patterns[i]
		if look(x) > quiet {
			e.active = append(e.active, *x)
		} else {
			for c, p := 0, x.pattern; c < k; c, p = c+1, p>>4 {
				e.miss[c][p&15] += x.count * e.scale
			}
		}
	}
	return e.update(matches, &hit, &miss)
}

// weigh multiplies the ratios of a pattern, those of circumstances together
// bounded as Model.total bounds them.
func (e *em) weigh(ratio *shares, p compare.Pattern) float64 {
	odds, around, named := 1.0, 1.0, 1.0
	for c := range e.levels {
		r := ratio[c][p&15]
		p >>= 4
		if r > 1 && !e.personal[c] {
			around *= r
		} else {
			odds *= r
		}
		if c == norm.Patronymic {
			named = math.Max(odds, 1)
		}
	}
	return odds * math.Min(around, named*math.Exp2(circumstanceBits))
}

func (e *em) update(matches [2]float64, hit, miss *shares) float64 {
	change := 0.0
	for w := range matches {
		l := (matches[w] + 0.1) / (e.pairs[w] + 1)
		l = math.Min(l, 0.5)
		if w == 1 && e.atMost > 0 {
			l = math.Min(l, (e.atMost+0.1)/(e.pairs[w]+1))
		}
		if matches[w] > 0.5 {
			change = math.Max(change, math.Abs(l-e.lambda[w])/l)
		}
		e.lambda[w] = l
	}
	e.matches, e.seen, e.unlike = matches, *hit, *miss
	lambda := (matches[0] + matches[1]) / math.Max(e.pairs[0]+e.pairs[1], 1)
	for c, ls := range e.levels {
		next, prior := hit[c], [16]float64{}
		guess(ls, &e.uu[c], &prior)
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
		bits := e.bits(c)
		for l := 1; l < len(ls); l++ {
			lv := &e.m.Comparisons[c].Levels[l]
			lv.M, lv.U, lv.Bits, lv.Matches = e.mm[c][l], e.uu[c][l], bits[l], e.seen[c][l]
		}
	}
}
