package block

import (
	"math/bits"
	"slices"
)

// maxRules bounds the rules of a plan.
const maxRules = 32

// imagined is the number of imagined pairs of records of one person on which
// rules are judged.
const imagined = 2048

// cover is a set of imagined pairs.
type cover [imagined / 64]uint64

// candidate is a rule that might be taken.
type candidate struct {
	mask     uint64
	cols     []int
	estimate float64
	exact    bool
	covers   cover
}

// choose takes the rules that find the most, by a guess of how records of one
// person differ, for the fewest pairs; budget is in pairs. For each of 2,048
// imagined pairs of one person every column is missing as often as in the
// table and agrees finely, coarsely or not at all, by chance; a candidate rule
// is worth the imagined pairs only it finds. The candidates are all sets of
// one, two or three keys that are narrow enough and no wider than needed.
func (p *Plan) choose(budget int64) {
	found := p.imagine()
	cands := p.candidates(float64(budget), found)
	var taken cover
	spent := 0.0
	for len(p.Rules) < maxRules {
		best, gain := -1, 0.0
		for i := range cands {
			c := &cands[i]
			fresh := 0
			for w := range c.covers {
				fresh += bits.OnesCount64(c.covers[w] &^ taken[w])
			}
			if fresh < 2 || spent+c.estimate > float64(budget) {
				continue
			}
			if g := float64(fresh) / (c.estimate + float64(budget)/64); g > gain {
				best, gain = i, g
			}
		}
		if best < 0 {
			break
		}
		c := &cands[best]
		if !c.exact {
			c.estimate, c.exact = p.cost(c.cols), true
			continue
		}
		spent += c.estimate
		for w := range taken {
			taken[w] |= c.covers[w]
		}
		rule := Rule{Cost: int64(c.estimate), mask: c.mask, cols: c.cols}
		for _, k := range c.cols {
			rule.Keys = append(rule.Keys, p.keys[k].name)
		}
		p.Rules = append(p.Rules, rule)
	}
	slices.SortStableFunc(p.Rules, func(a, b Rule) int { return int(min(max(a.Cost-b.Cost, -1), 1)) })
}

// imagine draws, for every imagined pair, the set of keys it agrees on. The
// draws are a fixed sequence: the plan depends on the table alone.
func (p *Plan) imagine() [imagined]uint64 {
	var found [imagined]uint64
	state := uint64(1)
	draw := func() float64 {
		state += 0x9E3779B97F4A7C15
		z := (state ^ state>>30) * 0xBF58476D1CE4E5B9
		z = (z ^ z>>27) * 0x94D049BB133111EB
		return float64((z^z>>31)>>11) / (1 << 53)
	}
	n, k := p.t.Len(), len(p.keys)
	for i := range found {
		a := int(draw() * float64(n))
		b := int(draw() * float64(n))
		column, luck, foreign := -1, 0.0, false
		for j := range p.keys {
			if p.keys[j].column != column { // one draw a column: coarse keys agree where fine ones do
				column, luck = p.keys[j].column, draw()
				foreign = p.scriptOf(column, a) != p.scriptOf(column, b)
			}
			if p.cells[a*k+j] != 0 && p.cells[b*k+j] != 0 && luck < p.keys[j].keep && !(foreign && p.keys[j].bound) {
				found[i] |= 1 << j
			}
		}
	}
	return found
}

// candidates lists the sets of keys of different columns whose cost is likely
// within a share of the budget and of which no smaller part, and no coarser
// form, is.
func (p *Plan) candidates(budget float64, found [imagined]uint64) []candidate {
	n := float64(p.t.Len())
	limit := budget / 16
	cost := func(cols ...int) float64 {
		c := n * n / 2
		for _, k := range cols {
			c *= p.keys[k].same * p.keys[k].held * p.keys[k].held
		}
		return c
	}
	var out []candidate
	add := func(cols ...int) {
		c := candidate{cols: cols, estimate: cost(cols...)}
		for _, k := range cols {
			c.mask |= 1 << k
		}
		for i, f := range found {
			if f&c.mask == c.mask {
				c.covers[i/64] |= 1 << (i % 64)
			}
		}
		out = append(out, c)
	}
	k := len(p.keys)
	for a := range k {
		if p.keys[a].held == 0 {
			continue
		}
		if cost(a) <= limit {
			add(a)
			continue
		}
		for b := a + 1; b < k; b++ {
			if p.keys[b].column == p.keys[a].column || p.keys[b].held == 0 || cost(b) <= limit {
				continue
			}
			if cost(a, b) <= limit {
				add(a, b)
				continue
			}
			for c := b + 1; c < k; c++ {
				if p.keys[c].column == p.keys[b].column || p.keys[c].held == 0 || cost(c) <= limit ||
					cost(a, c) <= limit || cost(b, c) <= limit || cost(a, b, c) > limit {
					continue
				}
				add(a, b, c)
			}
		}
	}
	return out
}

// cost counts the pairs that agree on the keys, on an eighth of the
// combinations when the table is large.
func (p *Plan) cost(cols []int) float64 {
	q := Plan{t: p.t, keys: p.keys, cells: p.cells, many: p.many, Rules: []Rule{{cols: cols}}}
	a := q.hashes(0, nil)
	scale := 1.0
	if len(a) > 1<<17 {
		scale = 8
		n := 0
		for _, e := range a {
			if e>>61 == 0 {
				a[n] = e
				n++
			}
		}
		a = a[:n]
	}
	a, _ = sortByHash(a, make([]uint64, len(a)))
	pairs := 0.0
	for i := 0; i < len(a); {
		j := i + 1
		for j < len(a) && a[j]>>32 == a[i]>>32 {
			j++
		}
		if l := float64(j - i); l <= longRun {
			pairs += l * (l - 1) / 2
		} else {
			pairs += l * window
		}
		i = j
	}
	return pairs * scale
}
