package search

import (
	"slices"
)

// slots is how many wants of a query are counted, each with four bits of level.
const (
	slots    = 8
	topLevel = 15
)

// tally counts, for every person or text, how well each want is met: four bits
// a want. It is reused from query to query; clear touches only what was marked.
type tally struct {
	met     []uint32
	touched []uint32
}

// ready makes room for n ordinals.
func (t *tally) ready(n uint32) {
	if uint32(len(t.met)) < n {
		t.met = make([]uint32, n)
	}
}

func (t *tally) clear() {
	for _, ord := range t.touched {
		t.met[ord] = 0
	}
	t.touched = t.touched[:0]
}

// mark raises want slot to level for every ordinal of a posting list. With
// known, ordinals nothing has touched yet are passed over.
func (t *tally) mark(slot int, level uint32, list []byte, limit uint32, known bool) error {
	shift := uint(slot * 4)
	return eachOrdinal(list, limit, func(ord uint32) {
		m := t.met[ord]
		if m == 0 {
			if known {
				return
			}
			t.touched = append(t.touched, ord)
		}
		if m>>shift&topLevel < level {
			t.met[ord] = m&^(topLevel<<shift) | level<<shift
		}
	})
}

// worth is what each want at each level is worth, in units of which all wants
// at their best make at most maxWorth.
type worth [slots][topLevel + 1]uint32

const maxWorth = 1 << 13

// set gives want slot its share of the whole, its levels rising from half of it.
func (w *worth) set(slot int, share float64) {
	for l := 1; l <= topLevel; l++ {
		w[slot][l] = uint32(share * maxWorth * (0.5 + 0.5*float64(l)/topLevel))
	}
}

func (w *worth) of(met uint32) uint32 {
	sum := uint32(0)
	for i := range slots {
		sum += w[i][met>>(4*i)&topLevel]
	}
	return min(sum, maxWorth)
}

// scored is an ordinal with its worth.
type scored struct{ ord, worth uint32 }

// best returns the k ordinals of greatest worth, best first, without those
// worth less than half of the best; equal ones by
// descending weight, which is asked for only when a list of equals must be cut,
// then ascending ordinal.
func (t *tally) best(w *worth, k int, weights func() ([]byte, error)) ([]scored, error) {
	var count [maxWorth + 1]uint32
	values := make([]uint16, len(t.touched))
	for i, ord := range t.touched {
		v := w.of(t.met[ord])
		values[i] = uint16(v)
		count[v]++
	}
	bar, above, floor := maxWorth, 0, 0
	for ; bar > floor; bar-- {
		if floor == 0 && count[bar] > 0 {
			floor = bar / 2 // what meets less than half of what the best meets is no answer
		}
		if above+int(count[bar]) >= k {
			break
		}
		above += int(count[bar])
	}
	out := make([]scored, 0, k)
	var level []uint32 // those exactly at the bar
	for i, ord := range t.touched {
		switch v := int(values[i]); {
		case v > bar:
			out = append(out, scored{ord, uint32(v)})
		case v == bar && v > 0:
			level = append(level, ord)
		}
	}
	if len(level) > k-above {
		weight, err := weights()
		if err != nil {
			return nil, err
		}
		level = heaviest(level, k-above, weight)
	}
	for _, ord := range level {
		out = append(out, scored{ord, uint32(bar)})
	}
	slices.SortFunc(out, func(a, b scored) int {
		if a.worth != b.worth {
			return int(b.worth) - int(a.worth)
		}
		return int(a.ord) - int(b.ord)
	})
	return out, nil
}

// heaviest returns the n ordinals of greatest weight, the smaller ordinal
// first among equals. Without weights all are equal.
func heaviest(ords []uint32, n int, weight []byte) []uint32 {
	if weight == nil {
		slices.Sort(ords)
		return ords[:n]
	}
	var count [256]int
	for _, ord := range ords {
		count[weight[ord]]++
	}
	bar, above := 255, 0
	for ; bar > 0; bar-- {
		if above+count[bar] >= n {
			break
		}
		above += count[bar]
	}
	out := make([]uint32, 0, n)
	level := make([]uint32, 0, count[bar])
	for _, ord := range ords {
		switch w := int(weight[ord]); {
		case w > bar:
			out = append(out, ord)
		case w == bar:
			level = append(level, ord)
		}
	}
	slices.Sort(level)
	return append(out, level[:n-len(out)]...)
}
