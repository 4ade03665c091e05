package letters

import "math/bits"

// wordLen is a word with its two ends.
const wordLen = MaxWord + 2

// Score is how much worse, per letter of the longer word, the best alignment
// of the Latin word a with b is than what each could reach with its own best
// partner: 0 for a textbook pair, some 100 for words of different names. It is
// in hundredths of a natural logarithm. ok is false for an empty word.
func (t *Table) Score(a, b []rune) (cost float64, ok bool) {
	if len(a) == 0 || len(b) == 0 {
		return 0, false
	}
	var wa, wb [wordLen]rune
	la, lb := wrap(&wa, a), wrap(&wb, b)
	var pos places
	fb := t.mark(&wb, lb, &pos)
	var v [wordLen + 1][wordLen + 1]int32
	var best [wordLen + 1]int32
	for i := 1; i <= lb; i++ {
		v[0][i] = v[0][i-1] + t.insertion(wb[i-1])
	}
	gone := t.b.find(0)
	for i := 1; i <= la; i++ {
		row := &v[i]
		up := int32(-missing)
		best[i] = best[i-1] - missing
		for j := 0; j <= lb; j++ {
			row[j] = v[i-1][j] + up
		}
		for x := 1; x <= maxA && x <= i; x++ {
			id := t.a.find(pack(wa[i-x : i]))
			if id == none {
				continue
			}
			best[i] = max(best[i], best[i-x]+int32(t.bestA[id]))
			from := &v[i-x]
			for _, e := range t.list[t.start[id]:t.start[id+1]] {
				if e.b == gone {
					for j := 0; j <= lb; j++ {
						row[j] = max(row[j], from[j]+int32(e.score))
					}
					continue
				}
				y := int(t.lenB[e.b])
				for m := pos.of(e.b); m != 0; m &= m - 1 {
					j := bits.TrailingZeros32(m) + 1
					row[j] = max(row[j], from[j-y]+int32(e.score))
				}
			}
		}
		for j := 1; j <= lb; j++ {
			row[j] = max(row[j], row[j-1]+t.insertion(wb[j-1]))
		}
	}
	n := float64(max(la, lb) - 1)
	return float64(best[la]+fb-2*v[la][lb]) / n, true
}

// wrap writes the word between ^ and $ and returns the length.
func wrap(dst *[wordLen]rune, w []rune) int {
	dst[0] = '^'
	n := 1 + copy(dst[1:wordLen-1], w)
	dst[n] = '$'
	return n + 1
}

// places says, for the chunks of one word, after which letters they end: a
// small hash table, bit i for letter i.
type places struct {
	chunk [256]uint16 // number of the chunk plus one
	ends  [256]uint32
}

func (p *places) slot(id uint16) uint8 {
	s := uint8(id) ^ uint8(id>>8)*31
	for p.chunk[s] != 0 && p.chunk[s] != id+1 {
		s++
	}
	return s
}

func (p *places) of(id uint16) uint32 { return p.ends[p.slot(id)] }

// mark notes where the chunks of b end and returns the best score b can reach.
func (t *Table) mark(w *[wordLen]rune, n int, pos *places) int32 {
	var best [wordLen + 1]int32
	for j := 1; j <= n; j++ {
		best[j] = best[j-1] - missing
		for y := 1; y <= maxB && y <= j; y++ {
			id := t.b.find(pack(w[j-y : j]))
			if id == none {
				continue
			}
			s := pos.slot(id)
			pos.chunk[s] = id + 1
			pos.ends[s] |= 1 << (j - 1)
			best[j] = max(best[j], best[j-y]+int32(t.bestB[id]))
		}
	}
	return best[n]
}

// insertion is the score of a letter of b that stands for nothing in a.
func (t *Table) insertion(r rune) int32 {
	if id := t.b.find(pack1(r)); id != none && t.alone[id] != 0 {
		return int32(t.alone[id])
	}
	return -missing
}

func pack1(r rune) uint64 { return uint64(uint16(r)) }
