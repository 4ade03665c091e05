package sound

// Costs in hundredths of a sound.
type costs struct {
	sub [32][32]int32
	ins [32]int32
}

// table holds the costs of changing one sound to another or dropping it. They
// are guesses from how spellings of Russian names vary in print, checked by
// the measuring command, not fitted.
var table = func() *costs {
	t := &costs{}
	for i := range t.sub {
		for j := range t.sub[i] {
			if i != j {
				t.sub[i][j] = 100
			}
		}
		t.ins[i] = 100
	}
	set := func(pairs string, c int32) {
		for i := 0; i+1 < len(pairs); i += 3 {
			a, b := soundOf(pairs[i]), soundOf(pairs[i+1])
			t.sub[a][b], t.sub[b][a] = c, c
		}
	}
	for _, v := range []byte("aeiou") {
		t.ins[soundOf(v)] = 55
		for _, c := range []byte("bpvfgkhdtzsZSCQclmnr") {
			set(string([]byte{v, c}), 140)
		}
	}
	t.ins[soundJ] = 12
	t.ins[soundH] = 55
	set("ji", 20)
	set("ao ei vf", 30)
	set("ae ou gh zs QS", 35)
	set("oe ZS", 40)
	set("bp gk kh dt zZ vu QC", 45)
	set("ui je sS cs cz Cc", 50)
	set("CS", 55)
	set("ai au oi eu CZ ck Ch Zj bv mn", 60)
	set("Ck", 65)
	set("Sh", 70)
	set("lr", 80)
	return t
}()

const far = 1 << 20

// Distance is the least cost, in hundredths of a sound, to turn a into b, or
// more than limit when it is more than limit.
func Distance(a, b *Reading, limit int32) int32 {
	if a.Equal(b) {
		return 0
	}
	if a.n == 0 || b.n == 0 {
		return far
	}
	// sounds that agree at both ends need no looking at
	x, y := a.p[:a.n], b.p[:b.n]
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] && plain[x[0]&31] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] && plain[x[len(x)-1]&31] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	var row [32]int32 // of the matrix: the costs up to each sound of y
	for j, t := range y {
		row[(j+1)&31] = row[j&31] + table.ins[t&31]
	}
	for _, s := range x {
		s &= 31
		sub, ins := &table.sub[s], table.ins[s]
		diagonal := row[0]
		left := diagonal + ins
		row[0] = left
		best := left
		for j, t := range y {
			t &= 31
			up := row[(j+1)&31]
			v := min(diagonal+sub[t], up+ins)
			left = min(v, left+table.ins[t])
			diagonal = up
			row[(j+1)&31] = left
			best = min(best, left)
		}
		if best > limit {
			return far
		}
	}
	return row[len(y)&31]
}

// plain sounds are best left alone where both words have them: no other sound
// is cheaper to add by way of one of these.
var plain = func() (p [32]bool) {
	for x := 1; x <= len(Sounds); x++ {
		p[x] = true
		for y := 1; y <= len(Sounds); y++ {
			p[x] = p[x] && table.ins[y] <= table.sub[x][y]+table.ins[x]
		}
	}
	return p
}()

// Word is the readings of one word and what they have in common.
type Word struct {
	Readings    []Reading
	most, least uint64 // of each class of consonants, in any reading
	longest     uint8
}

// NewWord takes readings that are never changed again.
func NewWord(rs []Reading) Word {
	w := Word{Readings: rs}
	for i := range rs {
		r := &rs[i]
		w.longest = max(w.longest, r.n)
		if i == 0 {
			w.most, w.least = r.counts, r.counts
			continue
		}
		w.most += excess(r.counts, w.most)
		w.least -= excess(w.least, r.counts)
	}
	return w
}

// floor is the similarity below which words are simply different.
const floor = 0.55

// Words that have many readings each and of them no two in the same place that
// are promising are not held against each other across.
const (
	promising    = 0.68
	manyReadings = 4
)

// Similarity is one minus the distance of the cheapest pair of readings over
// the longer length, from 0 to 1, and 0 when it is below floor. same is true
// when both have a reading in common with no ending taken off.
func Similarity(x, y *Word) (sim float64, same bool) {
	if int32((1-floor)*100*float64(max(x.longest, y.longest))) < max(price(excess(x.least, y.most)), price(excess(y.least, x.most))) {
		return 0, false
	}
	a, b := x.Readings, y.Readings
	best := 0.0
	for i := range a {
		for k := range b {
			if a[i].Hash == b[k].Hash && a[i].Equal(&b[k]) {
				s := 1 - float64(a[i].Cost+b[k].Cost)/(100*float64(a[i].n))
				best = max(best, s)
				same = same || a[i].Cost+b[k].Cost < endingCost
			}
		}
	}
	if best > 0 {
		return best, same
	}
	best = floor
	for i := range min(len(a), len(b)) { // readings of one convention are the likeliest to agree
		if i == manyReadings && best == floor {
			return 0, false
		}
		if a[i].Cost+b[i].Cost == 0 {
			best = nearer(&a[i], &b[i], best)
		}
	}
	if best < promising && min(len(a), len(b)) >= manyReadings {
		if best == floor {
			return 0, false
		}
		return best, false
	}
	for _, costly := range [...]bool{false, true} {
		for i := range a {
			for k := range b {
				x, y := &a[i], &b[k]
				if (x.Cost+y.Cost > 0) == costly && (costly || i != k) {
					best = nearer(x, y, best)
				}
			}
		}
		if best == floor { // dearer readings differ from these by a sound or two
			return 0, false
		}
	}
	return best, false
}

// nearer is the similarity of x and y if it is above best, else best.
func nearer(x, y *Reading, best float64) float64 {
	m := 100 * float64(max(x.n, y.n))
	room := int32((1-best)*m) - int32(x.Cost) - int32(y.Cost)
	if room < price(excess(x.counts, y.counts)) || room < price(excess(y.counts, x.counts)) {
		return best
	}
	d := Distance(x, y, room) + int32(x.Cost) + int32(y.Cost)
	return max(best, 1-float64(d)/m)
}

// excess is by how many, class by class in a byte each, a has more than b.
func excess(a, b uint64) uint64 {
	const high = 0x8080808080808080
	d := (a | high) - b
	m := d & high
	return d & (m - m>>7)
}

// price is the least it can cost to be rid of these consonants.
func price(classes uint64) int32 {
	p := int32(0)
	for c := 0; classes != 0; c++ {
		p += int32(classes&0xFF) * ridding[c&7]
		classes >>= 8
	}
	return p
}

// ridding is, for each class of consonants, the least that dropping one of its
// sounds or making it one of another class costs.
var ridding = func() (p [8]int32) {
	for c := range p {
		p[c] = far
		for s := range class {
			if int(class[s]) != c+1 {
				continue
			}
			p[c] = min(p[c], table.ins[s])
			for t := 1; t <= len(Sounds); t++ {
				if class[t] != class[s] {
					p[c] = min(p[c], table.sub[s][t])
				}
			}
		}
	}
	return p
}()
