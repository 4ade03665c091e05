package cluster

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"byname/evidence/judgement"
	"byname/link/compare"
	"byname/link/norm"
	"byname/link/score"
)

const (
	// Stop is the mean weight in bits below which groups are not joined.
	Stop = -4
	// MaxComponent is the number of records above which a component is cut at
	// a higher threshold before its pairs are weighed.
	MaxComponent = 1500
	// nearBits is how far from zero an edge is still worth a reviewer's look.
	nearBits = 4
)

type builder struct {
	t    *norm.Table
	m    *score.Model
	o    Options
	said map[[2]int32]judgement.Judgement
	of   []int32 // by row: the row that stands for its cluster
	from []int32 // by row: where its edges begin in the edges of the model
}

func (b *builder) build(ctx context.Context) (*Result, error) {
	b.index()
	comps := b.components()
	b.of = make([]int32, b.t.Len())
	for i := range b.of {
		b.of[i] = int32(i)
	}
	kept := make([][]Edge, len(comps))
	workers := b.o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next, done atomic.Int64
	var wg sync.WaitGroup
	var report sync.Mutex
	for range workers {
		wg.Go(func() {
			s := b.m.NewScratch()
			for {
				i := int(next.Add(1)) - 1
				if i >= len(comps) || ctx.Err() != nil {
					return
				}
				kept[i] = b.component(s, comps[i])
				if d := done.Add(1); b.o.Progress != nil && d&0xfff == 0 {
					report.Lock()
					b.o.Progress("cluster", d, int64(len(comps)))
					report.Unlock()
				}
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	res := &Result{Clusters: b.clusters(), Edges: slices.Concat(kept...)}
	slices.SortFunc(res.Edges, func(x, y Edge) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return res, nil
}

// index notes where the edges of each row begin.
func (b *builder) index() {
	b.from = make([]int32, b.t.Len()+1)
	edges := b.m.Edges()
	for _, e := range edges {
		b.from[e.A+1]++
	}
	for i := range b.t.Len() {
		b.from[i+1] += b.from[i]
	}
}

// known returns the weight of two rows, x < y, if they are an edge.
func (b *builder) known(x, y int32) (float32, bool) {
	mine := b.m.Edges()[b.from[x]:b.from[x+1]]
	i, ok := slices.BinarySearchFunc(mine, y, func(e score.Edge, y int32) int { return cmp.Compare(e.B, y) })
	if !ok {
		return 0, false
	}
	return mine[i].Bits, true
}

// clusters gathers the rows by the row that stands for them.
func (b *builder) clusters() []Cluster {
	var out []Cluster
	place := make([]int32, len(b.of))
	for row, founder := range b.of {
		if int(founder) == row {
			place[row] = int32(len(out))
			out = append(out, Cluster{ID: PersonID(b.t.ID(founder))})
		}
		c := &out[place[founder]]
		c.Records = append(c.Records, int32(row))
	}
	return out
}

// forest is a union-find over rows; the root of a set is its smallest row.
type forest []int32

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = int32(i)
	}
	return f
}

func (f forest) find(x int32) int32 {
	for f[x] != x {
		f[x] = f[f[x]]
		x = f[x]
	}
	return x
}

func (f forest) join(a, b int32) {
	a, b = f.find(a), f.find(b)
	if a > b {
		a, b = b, a
	}
	f[b] = a
}

// components returns the groups of two or more rows joined by edges of at
// least zero bits or by a reviewer, each ascending.
func (b *builder) components() [][]int32 {
	f := newForest(b.t.Len())
	edges := b.m.Edges()
	for _, e := range edges {
		if e.Bits >= 0 {
			f.join(e.A, e.B)
		}
	}
	for pair, j := range b.said {
		if j.Verdict == judgement.Same {
			f.join(pair[0], pair[1])
		}
	}
	all := make([]int32, b.t.Len())
	for i := range all {
		all[i] = int32(i)
	}
	var out [][]int32
	for _, c := range gather(f, all) {
		out = append(out, b.cut(c, edges, 2)...)
	}
	return out
}

// gather groups rows by root, each group ascending, groups of one left out.
func gather(f forest, rows []int32) [][]int32 {
	size := map[int32]int{}
	for _, r := range rows {
		if root := f.find(r); root != r {
			size[root]++
		}
	}
	place := make(map[int32]int, len(size))
	var out [][]int32
	for _, r := range rows {
		root := f.find(r)
		n, several := size[root]
		if !several {
			continue
		}
		i, ok := place[root]
		if !ok {
			i = len(out)
			place[root] = i
			out = append(out, make([]int32, 0, n+1))
		}
		out[i] = append(out[i], r)
	}
	return out
}

// cut divides a component that is too large at rising thresholds.
func (b *builder) cut(comp []int32, edges []score.Edge, threshold float32) [][]int32 {
	if len(comp) <= MaxComponent {
		return [][]int32{comp}
	}
	if threshold > 64 { // all alike: cut by number
		return slices.Collect(slices.Chunk(comp, MaxComponent))
	}
	inside := map[int32]bool{}
	for _, r := range comp {
		inside[r] = true
	}
	var mine []score.Edge
	f := newForest(b.t.Len())
	for _, e := range edges {
		if inside[e.A] && inside[e.B] {
			mine = append(mine, e)
			if e.Bits >= threshold || b.said[[2]int32{e.A, e.B}].Verdict == judgement.Same {
				f.join(e.A, e.B)
			}
		}
	}
	var out [][]int32
	for _, c := range gather(f, comp) {
		out = append(out, b.cut(c, mine, threshold+2)...)
	}
	return out
}

// component clusters one component, sets b.of for its rows and returns the
// edges worth keeping.
func (b *builder) component(s *compare.Scratch, rows []int32) []Edge {
	g := newGroup(b, s, rows)
	g.link()
	g.untie()
	g.settle()
	return g.explain()
}
