// Package block finds the pairs of records worth comparing.
//
// In goes a norm.Table; out comes every pair of rows that agrees on all keys
// of at least one rule, once. A key is something coarse or fine of one column
// (the sound of the surname, the year of birth); a rule is a conjunction of
// keys of different columns, narrow enough to yield few pairs. Small tables
// are taken whole: every pair.
//
// Rules are chosen from the data (see choose): no person has to name columns.
// Pairs are streamed and never stored; a pair that an earlier rule yields is
// recognised by comparing keys, so no set of pairs is kept. Runs of records
// too long to be crossed are split by further keys. Cost: four bytes a key and
// record, one radix sort of eight bytes a record for each rule and pass, and
// about forty nanoseconds a pair. The set of pairs does not depend on the
// number of workers. Proof: TestPairsEqualDefinition.
package block

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"byname/link/norm"
)

// Options steer New. The zero value is the default.
type Options struct {
	AllPairs int // tables of at most so many rows are taken whole; 0: 3000, negative: never
	PerRow   int // pairs to aim at for each row; 0: 12, and up to 50 for small tables
	Workers  int // 0: as many as there are processors
}

// Pair is two rows, A < B.
type Pair struct{ A, B int32 }

// Rule is a conjunction of keys with what it costs.
type Rule struct {
	Keys []string `json:"keys"`
	Cost int64    `json:"cost"` // pairs that agree on the keys, estimated before any comparison

	mask uint64
	cols []int
}

// Plan is a set of rules made ready for a table. It is safe for concurrent use.
type Plan struct {
	All   bool // every pair of rows, no rules
	Rules []Rule

	t       *norm.Table
	keys    []key
	cells   []uint32 // row-major; several: index into many
	many    [][]uint32
	multi   []bool // rows with several values in some key
	workers int
	checked bool // some pairs of lists must not be compared
}

// several marks a key cell that stands for several keys.
const several = 1 << 31

// New chooses the rules for a table.
func New(t *norm.Table, o Options) *Plan {
	if o.AllPairs == 0 {
		o.AllPairs = 3000
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	p := &Plan{t: t, workers: o.Workers, checked: t.Restricted()}
	if t.Len() <= o.AllPairs {
		p.All = true
		return p
	}
	p.keys = keysOf(t)
	p.derive()
	if o.PerRow == 0 {
		o.PerRow = min(12+2_000_000/t.Len(), 50)
	}
	p.choose(int64(o.PerRow) * int64(t.Len()))
	p.dropKeys()
	return p
}

// batch is the number of pairs handed over at once.
const batch = 512

// Pairs calls visit with every pair of the plan, in batches, from as many
// goroutines as there are workers; worker tells them apart, from 0. The batch
// is reused. Which worker sees which pair, and in which order, is not fixed.
// Where runs had to be split a pair may come twice. It returns ctx.Err() when
// ctx ends first.
func (p *Plan) Pairs(ctx context.Context, visit func(worker int, pairs []Pair)) error {
	return p.Sample(ctx, 1, visit)
}

// Sample is Pairs for one pair in every n, a power of two, chosen by a hash of
// the rows; of a plan of all pairs it yields all.
func (p *Plan) Sample(ctx context.Context, n uint32, visit func(worker int, pairs []Pair)) error {
	if p.All {
		return p.everyPair(ctx, visit)
	}
	over := make([]map[uint32]bool, len(p.Rules))
	var order, spare []uint64
	for r := range p.Rules {
		if err := ctx.Err(); err != nil {
			return err
		}
		order = p.hashes(r, order[:0])
		if cap(spare) < len(order) {
			spare = make([]uint64, len(order))
		}
		sorted, other := sortByHash(order, spare[:len(order)])
		over[r] = p.longRuns(sorted)
		p.crossRuns(ctx, crossing{p: p, rule: r, over: over, visit: visit, skip: n - 1}, sorted)
		order, spare = sorted, other
	}
	return ctx.Err()
}

// Workers returns the number of workers Pairs uses.
func (p *Plan) Workers() int { return p.workers }

func (p *Plan) everyPair(ctx context.Context, visit func(int, []Pair)) error {
	n := int32(p.t.Len())
	p.parallel(int(n), func(w, i int) {
		if ctx.Err() != nil {
			return
		}
		out := make([]Pair, 0, batch)
		a := int32(i)
		for b := a + 1; b < n; b++ {
			if p.checked && !p.t.Comparable(a, b) {
				continue
			}
			if out = append(out, Pair{a, b}); len(out) == batch {
				visit(w, out)
				out = out[:0]
			}
		}
		if len(out) > 0 {
			visit(w, out)
		}
	})
	return ctx.Err()
}

// parallel calls f for 0..n-1, each once, on all workers.
func (p *Plan) parallel(n int, f func(worker, i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range p.workers {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				f(w, i)
			}
		})
	}
	wg.Wait()
}
