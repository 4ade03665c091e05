package block

import (
	"context"
	"slices"
)

// hashes appends the hash and row of every record that has all keys of rule r;
// a record with several keys comes once for each combination.
func (p *Plan) hashes(r int, dst []uint64) []uint64 {
	cols := p.Rules[r].cols
	n, k := p.t.Len(), len(p.keys)
	if cap(dst) < n {
		dst = make([]uint64, 0, n)
	}
	for row := range n {
		cells := p.cells[row*k : row*k+k]
		h, ok := uint64(0), true
		for _, c := range cols {
			v := cells[c]
			if v == 0 || v&several != 0 {
				ok = v != 0
				h = 0
				break
			}
			h = mix(h, v)
		}
		switch {
		case !ok:
		case h != 0:
			dst = append(dst, h>>32<<32|uint64(row))
		default:
			dst = p.combinations(dst, cells, cols, 0, uint64(row))
		}
	}
	return dst
}

func (p *Plan) combinations(dst []uint64, cells []uint32, cols []int, h, row uint64) []uint64 {
	if len(cols) == 0 {
		return append(dst, h>>32<<32|row)
	}
	v := cells[cols[0]]
	if v&several == 0 {
		if v == 0 {
			return dst
		}
		return p.combinations(dst, cells, cols[1:], mix(h, v), row)
	}
	for _, x := range p.many[v&^several] {
		dst = p.combinations(dst, cells, cols[1:], mix(h, x), row)
	}
	return dst
}

// mix folds a key into a hash; it is never 0.
func mix(h uint64, v uint32) uint64 {
	h = (h ^ uint64(v)) * 0x9E3779B97F4A7C15
	h ^= h >> 29
	return h*0xBF58476D1CE4E5B9 | 1
}

// sortByHash sorts by the upper 32 bits and keeps the order of equals. It
// returns the sorted slice and the other one.
func sortByHash(a, tmp []uint64) (sorted, other []uint64) {
	var count [3][2048]uint32
	for _, x := range a {
		k := uint32(x >> 32)
		count[0][k&2047]++
		count[1][k>>11&2047]++
		count[2][k>>22]++
	}
	for pass := range count {
		sum := uint32(0)
		for i, c := range count[pass] {
			count[pass][i] = sum
			sum += c
		}
		at := &count[pass]
		shift := 32 + 11*pass
		for _, x := range a {
			d := x >> shift & 2047
			tmp[at[d]] = x
			at[d]++
		}
		a, tmp = tmp, a
	}
	return a, tmp
}

// longRun is the length above which a run is split by further keys.
const longRun = 1500

// longRuns returns the hashes of the runs that are too long to be crossed.
func (p *Plan) longRuns(a []uint64) map[uint32]bool {
	var long map[uint32]bool
	for i := 0; i+longRun < len(a); {
		if a[i]>>32 != a[i+longRun]>>32 {
			// No run longer than longRun begins before the run that ends the window.
			j := i + longRun
			for j > i && a[j-1]>>32 == a[j]>>32 {
				j--
			}
			i = max(j, i+1)
			continue
		}
		if long == nil {
			long = map[uint32]bool{}
		}
		long[uint32(a[i]>>32)] = true
		j := i + longRun
		for j < len(a) && a[j]>>32 == a[i]>>32 {
			j++
		}
		i = j
	}
	return long
}

// chunkLen is the number of sorted entries a worker takes at a time.
const chunkLen = 1 << 14

// crossRuns yields the pairs of a rule from its sorted entries.
func (p *Plan) crossRuns(ctx context.Context, way crossing, a []uint64) {
	starts := []int{0}
	for at := chunkLen; at < len(a); at += chunkLen {
		j := at
		for j < len(a) && a[j]>>32 == a[j-1]>>32 {
			j++
		}
		if j > starts[len(starts)-1] && j < len(a) {
			starts = append(starts, j)
		}
	}
	starts = append(starts, len(a))
	p.parallel(len(starts)-1, func(w, c int) {
		if ctx.Err() != nil {
			return
		}
		x := way
		x.worker, x.out = w, make([]Pair, 0, batch)
		for i := starts[c]; i < starts[c+1]; {
			j := i + 1
			for j < starts[c+1] && a[j]>>32 == a[i]>>32 {
				j++
			}
			if j-i > longRun {
				x.split(a[i:j], 0)
			} else {
				x.cross(a[i:j])
			}
			i = j
		}
		x.flush()
	})
}

// crossing is one worker's way through some runs of one rule.
type crossing struct {
	p      *Plan
	rule   int
	over   []map[uint32]bool
	worker int
	visit  func(int, []Pair)
	skip   uint32 // pairs whose hash has one of these bits are left out
	out    []Pair
}

func (x *crossing) flush() {
	if len(x.out) > 0 {
		x.visit(x.worker, x.out)
		x.out = x.out[:0]
	}
}

// cross yields every pair of a run.
func (x *crossing) cross(run []uint64) {
	for i := range run {
		a := int32(uint32(run[i]))
		for _, e := range run[i+1:] {
			x.pair(a, int32(uint32(e)), run[i])
		}
	}
}

// window is the number of following records each record is paired with in a
// run that no key can split.
const window = 30

// split cuts a run that is too long by the next key; records without that key
// stay together.
func (x *crossing) split(run []uint64, next int) {
	p := x.p
	used := p.Rules[x.rule].mask
	for next < len(p.keys) && used>>next&1 != 0 {
		next++
	}
	if next == len(p.keys) {
		for i := range run {
			for _, e := range run[i+1 : min(i+1+window, len(run))] {
				x.pair(int32(uint32(run[i])), int32(uint32(e)), run[i])
			}
		}
		return
	}
	k := len(p.keys)
	byKey := func(e uint64) uint32 { return p.cells[int(uint32(e))*k+next] }
	run = slices.Clone(run)
	slices.SortFunc(run, func(a, b uint64) int {
		if ka, kb := byKey(a), byKey(b); ka != kb {
			if ka < kb {
				return -1
			}
			return 1
		}
		return int(int32(uint32(a)) - int32(uint32(b)))
	})
	for i := 0; i < len(run); {
		j := i + 1
		for j < len(run) && byKey(run[j]) == byKey(run[i]) {
			j++
		}
		if j-i > longRun {
			x.split(run[i:j], next+1)
		} else {
			x.cross(run[i:j])
		}
		i = j
	}
}

// pair yields a pair unless the hash deceived, an earlier rule yields it, or
// the lists forbid it. e is the entry of the run.
func (x *crossing) pair(a, b int32, e uint64) {
	p := x.p
	if a > b {
		a, b = b, a
	}
	if a == b || x.skip != 0 && (uint32(a)*0x9E3779B1^uint32(b)*0x85EBCA6B)>>12&x.skip != 0 {
		return
	}
	rule := &p.Rules[x.rule]
	agree := p.agree(a, b)
	if agree&rule.mask != rule.mask {
		return
	}
	for q := range x.rule {
		if m := p.Rules[q].mask; agree&m == m && (x.over[q] == nil || !p.inLong(q, a, b, x.over[q])) {
			return
		}
	}
	if (p.multi[a] || p.multi[b]) && !p.first(x.rule, a, b, uint32(e>>32)) {
		return
	}
	if p.checked && !p.t.Comparable(a, b) {
		return
	}
	x.out = append(x.out, Pair{a, b})
	if len(x.out) == batch {
		x.flush()
	}
}

// agree returns the set of keys two rows share.
func (p *Plan) agree(a, b int32) uint64 {
	k := len(p.keys)
	ka := p.cells[int(a)*k : int(a)*k+k]
	kb := p.cells[int(b)*k : int(b)*k+k]
	if p.multi[a] || p.multi[b] {
		return p.agreeSeveral(ka, kb)
	}
	set := uint64(0)
	for i, v := range ka {
		if v == kb[i] && v != 0 {
			set |= 1 << i
		}
	}
	return set
}

func (p *Plan) agreeSeveral(ka, kb []uint32) uint64 {
	set := uint64(0)
	var one, other [1]uint32
	for i := range ka {
		if ka[i] == 0 || kb[i] == 0 {
			continue
		}
		for _, v := range p.list(ka[i], &one) {
			if slices.Contains(p.list(kb[i], &other), v) {
				set |= 1 << i
				break
			}
		}
	}
	return set
}

// list returns the keys behind a cell that is not 0.
func (p *Plan) list(cell uint32, one *[1]uint32) []uint32 {
	if cell&several != 0 {
		return p.many[cell&^several]
	}
	one[0] = cell
	return one[:]
}

// first reports whether hash is that of the first combination of keys the two
// rows share under a rule, so that rows sharing several are paired once.
func (p *Plan) first(rule int, a, b int32, hash uint32) bool {
	return uint32(p.shared(rule, a, b)>>32) == hash
}

// shared hashes the first combination of keys two rows share under a rule.
func (p *Plan) shared(rule int, a, b int32) uint64 {
	if a > b {
		a, b = b, a
	}
	k := len(p.keys)
	h := uint64(0)
	var one, other [1]uint32
	for _, c := range p.Rules[rule].cols {
		kb := p.list(p.cells[int(b)*k+c], &other)
		for _, v := range p.list(p.cells[int(a)*k+c], &one) {
			if slices.Contains(kb, v) {
				h = mix(h, v)
				break
			}
		}
	}
	return h
}

// inLong reports whether the pair stood in a run of rule q that was split.
func (p *Plan) inLong(q int, a, b int32, long map[uint32]bool) bool {
	return long[uint32(p.shared(q, a, b)>>32)]
}
