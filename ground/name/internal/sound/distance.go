package sound

import "math/bits"

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
	var rows [2][MaxLen + 1]int32
	prev, cur := &rows[0], &rows[1]
	for j := 1; j <= int(b.n); j++ {
		prev[j] = prev[j-1] + table.ins[b.p[j-1]&31]
	}
	for i := 1; i <= int(a.n); i++ {
		s := a.p[i-1] & 31
		row, ins := &table.sub[s], table.ins[s]
		cur[0] = prev[0] + ins
		best := cur[0]
		left := cur[0]
		for j := 1; j <= int(b.n) && j < len(prev); j++ {
			t := b.p[j-1] & 31
			v := min(prev[j-1]+row[t], prev[j]+ins, left+table.ins[t])
			cur[j], left = v, v
			best = min(best, v)
		}
		if best > limit {
			return far
		}
		prev, cur = cur, prev
	}
	return prev[b.n]
}

// floor is the similarity below which readings are simply different.
const floor = 0.55

// Similarity is one minus the distance of the cheapest pair of readings over
// the longer length, from 0 to 1, and 0 when it is below floor. same is true
// when both have a reading in common with no ending taken off.
func Similarity(a, b []Reading) (sim float64, same bool) {
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
	for _, costly := range [...]bool{false, true} {
		for i := range a {
			for k := range b {
				x, y := &a[i], &b[k]
				if (x.Cost+y.Cost > 0) == costly {
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
	if room < bound(x, y) {
		return best
	}
	d := Distance(x, y, room) + int32(x.Cost) + int32(y.Cost)
	return max(best, 1-float64(d)/m)
}

// leastChange is the cheapest way to be rid of a consonant class.
const leastChange = 45

// bound is less than the distance of x and y can be: every class of consonants
// one has and the other lacks costs something, and so does a longer word.
func bound(x, y *Reading) int32 {
	n := max(bits.OnesCount16(x.mask&^y.mask), bits.OnesCount16(y.mask&^x.mask))
	return int32(n) * leastChange
}
