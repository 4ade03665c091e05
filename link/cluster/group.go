package cluster

import (
	"cmp"
	"math"
	"slices"

	"byname/evidence/judgement"
	"byname/link/compare"
	"byname/link/norm"
	"byname/link/score"
)

// clamp bounds the weight of one pair in a mean, in bits.
const clamp = 25

// group is the rows of one component while they are being clustered.
type group struct {
	b     *builder
	rows  []int32
	k     int
	bits  []float32 // k by k: weight of each pair, bounded
	tells []bool    // k by k: more than a bare surname was compared
	bound []bool    // k by k: the two may never stand together
	parts map[[2]int]parting
	named []int32 // rows of several names
	label []int   // by place in rows: the least place in its cluster
	fit   []standing
	doubt []bool // rows taken out of a cluster because they fit another about as well
}

var never = float32(math.Inf(-1))

// barredBits is what a pair counts at most whose names keep the two apart.
// Such a pair does not forbid a cluster outright: names are misread.
// Chosen of six values from -12 to -1 on the labelled sets of measure/link.
const barredBits = -1

// parting is why two rows stand apart, and their weight as it would be.
type parting struct {
	why  string
	bits float32
}

func newGroup(b *builder, s *compare.Scratch, rows []int32) *group {
	k := len(rows)
	g := &group{b: b, rows: rows, k: k, bits: make([]float32, k*k), tells: make([]bool, k*k), bound: make([]bool, k*k), parts: map[[2]int]parting{}, label: make([]int, k), fit: make([]standing, k)}
	for _, r := range rows {
		if slices.ContainsFunc(b.t.Cells(r)[:norm.Patronymic+1], func(cell int32) bool { return cell < 0 }) {
			g.named = append(g.named, r)
		}
	}
	for i := range k {
		g.label[i] = i
		for j := i + 1; j < k; j++ {
			w := g.weigh(s, i, j)
			g.bits[i*k+j], g.bits[j*k+i] = w, w
		}
	}
	return g
}

// weigh gives the weight of two rows and notes why they stand apart.
func (g *group) weigh(s *compare.Scratch, i, j int) float32 {
	b := g.b
	x, y := g.rows[i], g.rows[j]
	var names score.Names
	w, known := b.known(x, y)
	switch {
	case !known:
		w, names = b.m.Judge(b.t, s, x, y)
	case g.k > 2: // two rows of an edge are never barred, and a component of two needs no ties
		names = b.m.Names(s, x, y)
	}
	w = max(min(w, clamp), -clamp)
	if why := g.parted(i, j); why != "" {
		g.parts[[2]int{i, j}] = parting{why, w}
		g.bound[i*g.k+j], g.bound[j*g.k+i] = true, true
	}
	g.tells[i*g.k+j] = names.Tell
	if names.Bar > compare.NoName && !g.bound[i*g.k+j] && b.said[[2]int32{x, y}].Verdict != judgement.Same && !g.bridged(s, x, y) {
		g.parts[[2]int{i, j}] = parting{names.Bar.String(), w}
		w = min(w, barredBits)
	}
	return w
}

// parted says why two rows may never stand together, "" when they may.
func (g *group) parted(i, j int) string {
	b := g.b
	x, y := g.rows[i], g.rows[j]
	switch said := b.said[[2]int32{x, y}]; said.Verdict {
	case judgement.Same:
		return ""
	case judgement.Different:
		return "a reviewer judged them different"
	}
	if u := b.t.Unit(x); u == b.t.Unit(y) && b.m.Free(u) {
		return "one list names both, and it names nobody twice"
	}
	if !b.t.Comparable(x, y) {
		return "their lists are not linked with each other"
	}
	return b.m.Impossible(x, y)
}

// bridged reports whether a record of the component bears the names of both rows.
func (g *group) bridged(s *compare.Scratch, x, y int32) bool {
	return slices.ContainsFunc(g.named, func(z int32) bool { return z != x && z != y && g.b.m.Bridges(s, z, x, y) })
}

// link joins groups by average linkage. It follows chains of nearest
// neighbours, which finds the same joins as looking for the closest two each
// time, in the square of the number of rows (Murtagh 1983).
func (g *group) link() {
	k := g.k
	sim := slices.Clone(g.bits)
	for i, never_ := range g.bound {
		if never_ {
			sim[i] = never
		}
	}
	size := make([]float32, k)
	alive := make([]bool, k)
	for i := range size {
		size[i], alive[i] = 1, true
	}
	join := func(i, j int) { // i < j
		for x := range k {
			if alive[x] && x != i && x != j {
				v := (sim[i*k+x]*size[i] + sim[j*k+x]*size[j]) / (size[i] + size[j])
				sim[i*k+x], sim[x*k+i] = v, v
			}
		}
		size[i] += size[j]
		alive[j] = false
		for x := range g.label {
			if g.label[x] == j {
				g.label[x] = i
			}
		}
	}
	g.together(func(i, j int) {
		if i, j = g.label[i], g.label[j]; i != j {
			join(min(i, j), max(i, j))
		}
	})
	var chain []int
	start := 0
	for {
		if len(chain) == 0 {
			for start < k && !alive[start] {
				start++
			}
			if start == k {
				return
			}
			chain = append(chain, start)
		}
		at := chain[len(chain)-1]
		back := -1
		if len(chain) > 1 {
			back = chain[len(chain)-2]
		}
		best, top := -1, float32(Stop)
		if back >= 0 && sim[at*k+back] >= top {
			best, top = back, sim[at*k+back]
		}
		for x := range k {
			if alive[x] && x != at && (sim[at*k+x] > top || best < 0 && sim[at*k+x] >= top) {
				best, top = x, sim[at*k+x]
			}
		}
		switch {
		case best < 0: // nothing is near enough: this group is done
			alive[at] = false
			chain = chain[:len(chain)-1]
		case best == back:
			chain = chain[:len(chain)-2]
			join(min(at, back), max(at, back))
		default:
			chain = append(chain, best)
		}
	}
}

// together calls f with the pairs a reviewer called the same, in order.
func (g *group) together(f func(i, j int)) {
	if len(g.b.said) == 0 {
		return
	}
	for i := range g.k {
		for j := i + 1; j < g.k; j++ {
			if g.b.said[[2]int32{g.rows[i], g.rows[j]}].Verdict == judgement.Same {
				f(i, j)
			}
		}
	}
}

// tieBits is the weight at which even a bare surname ties records,
// chosen of 8, 12 and none on the labelled sets of measure/link and the scenarios.
const tieBits = 12

// untie divides clusters that hold records whose names keep them apart when no
// chain of agreeing full names leads from one to the other: a bare surname that
// would go with either of two namesakes makes no one man of them.
func (g *group) untie() {
	tied := newForest(g.k)
	for i := range g.k {
		for j := i + 1; j < g.k; j++ {
			if g.label[i] != g.label[j] {
				continue
			}
			_, apart := g.parts[[2]int{i, j}]
			if !apart && (g.tells[i*g.k+j] && g.bits[i*g.k+j] >= 0 || g.bits[i*g.k+j] >= tieBits) || g.b.said[[2]int32{g.rows[i], g.rows[j]}].Verdict == judgement.Same {
				tied.join(int32(i), int32(j))
			}
		}
	}
	divided := map[int]bool{} // labels
	core := make([]bool, g.k) // roots of what is kept apart
	for pair := range g.parts {
		i, j := pair[0], pair[1]
		if a, b := tied.find(int32(i)), tied.find(int32(j)); g.label[i] == g.label[j] && a != b {
			divided[g.label[i]] = true
			core[a], core[b] = true, true
		}
	}
	if len(divided) == 0 {
		return
	}
	label := slices.Clone(g.label)
	for i, l := range g.label {
		if !divided[l] {
			continue
		}
		root := int(tied.find(int32(i)))
		if label[i] = root; !core[root] {
			label[i] = g.nearest(i, func(j int) bool { return g.label[j] == l && core[tied.find(int32(j))] }, tied)
		}
	}
	least := map[int]int{}
	for i, l := range label {
		if _, ok := least[l]; !ok {
			least[l] = i
		}
		label[i] = least[l]
	}
	g.label = label
}

// nearest returns the root of the tied rows, of those meant, that row i fits best.
func (g *group) nearest(i int, meant func(j int) bool, tied forest) int {
	sums := make([]standing, g.k)
	for j := range g.k {
		if j != i && meant(j) {
			f := &sums[tied.find(int32(j))]
			f.bits += float64(g.bits[i*g.k+j])
			f.size++
		}
	}
	best, top := i, math.Inf(-1)
	for root, f := range sums {
		if f.size > 0 && f.bits/f.size > top {
			best, top = root, f.bits/f.size
		}
	}
	return best
}

// doubtBits is how much better a record must fit its cluster than any other
// cluster of the component to stay in it.
const doubtBits = 1

// settle takes out of their clusters the records that fit another cluster
// about as well or came in only through others, each to stand alone, and sets the clusters of the rows. How
// well a record fits a cluster is its mean weight with the records there, plus
// log2 of their number: who is named often is more likely to be named again.
func (g *group) settle() {
	out := make([]bool, g.k)
	g.doubt = out
	if !g.divided() {
		for _, r := range g.rows {
			g.b.of[r] = g.rows[0]
		}
		return
	}
	for i := range g.k {
		own, mean, other := g.fits(i)
		out[i] = (mean < Stop || other > 0 && own-other < doubtBits) && !g.judgedSame(i)
	}
	label := slices.Clone(g.label)
	least := map[int]int{}
	for i, l := range g.label {
		if out[i] {
			label[i] = i
			continue
		}
		if _, ok := least[l]; !ok {
			least[l] = i
		}
		label[i] = least[l]
	}
	g.label = label
	for i := range g.label {
		g.b.of[g.rows[i]] = g.rows[g.label[i]]
	}
}

// divided reports whether the component came out as more than one cluster.
func (g *group) divided() bool {
	for _, l := range g.label {
		if l != 0 {
			return true
		}
	}
	return false
}

// fits returns how well row i fits its own cluster and the best other one, and
// the mean weight with its own, in bits; infinite where it is alone, or no other would do.
func (g *group) fits(i int) (own, mean, other float64) {
	fit := g.fit
	for l := range fit {
		fit[l] = standing{}
	}
	for j := range g.k {
		if j != i {
			f := &fit[g.label[j]]
			f.bits += float64(g.bits[i*g.k+j])
			f.size++
			f.barred = f.barred || g.bound[i*g.k+j]
		}
	}
	own, mean, other = math.Inf(1), math.Inf(1), math.Inf(-1)
	for l, f := range fit {
		if f.size == 0 {
			continue
		}
		w := f.bits/f.size + math.Log2(f.size)
		switch {
		case l == g.label[i]:
			own, mean = w, f.bits/f.size
		case !f.barred:
			other = math.Max(other, w)
		}
	}
	return own, mean, other
}

// standing is how one record stands to one cluster.
type standing struct {
	bits, size float64
	barred     bool
}

func (g *group) judgedSame(i int) bool {
	same := false
	g.together(func(a, b int) { same = same || a == i || b == i })
	return same
}

// explain returns the edges worth keeping: for every row but the first of each
// cluster its best link to an earlier row, and pairs in different clusters
// whose weight speaks for one person or nearly so.
func (g *group) explain() []Edge {
	k := g.k
	var out []Edge
	for j := 1; j < k; j++ {
		best := -1
		for i := range j {
			if g.label[i] == g.label[j] && (best < 0 || g.bits[i*k+j] > g.bits[best*k+j]) {
				best = i
			}
		}
		if best >= 0 {
			e := Edge{A: g.rows[best], B: g.rows[j], Bits: g.bits[best*k+j], Kind: Link}
			if g.b.said[[2]int32{e.A, e.B}].Verdict == judgement.Same {
				e.Why = "a reviewer judged them the same"
			}
			out = append(out, e)
		}
	}
	for i := range k {
		for j := i + 1; j < k; j++ {
			w := g.bits[i*k+j]
			part, apart := g.parts[[2]int{i, j}]
			if apart {
				w = part.bits
			}
			if g.label[i] == g.label[j] || w < -nearBits {
				continue
			}
			e := Edge{A: g.rows[i], B: g.rows[j], Bits: w, Kind: Near}
			switch {
			case apart:
				e.Kind, e.Why = Cut, part.why
			case w >= 0 && (g.doubt[i] || g.doubt[j]):
				e.Kind, e.Why = Cut, "one of them fits another person about as well"
			case w >= 0:
				e.Kind, e.Why = Cut, "the other records of the two persons speak against it"
			}
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(x, y Edge) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return out
}
