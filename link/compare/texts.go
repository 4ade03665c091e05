package compare

import (
	"math/bits"

	"byname/link/norm"
)

// text is a value of a text column made ready for comparing.
type text struct {
	letters []uint16
	words   []int32
	bag     uint64 // up to two of each of 32 classes of letters
	code    bool
	script  uint8 // of words: 1 Latin, 2 Cyrillic, 0 other or several
}

func prepare(values []norm.TextValue) []text {
	out := make([]text, len(values))
	for i := range values {
		v := &values[i]
		out[i] = spelt(v.Folded)
		out[i].words, out[i].code = v.Words, v.Code
	}
	return out
}

// spelt takes a folded text letter by letter.
func spelt(folded string) text {
	var t text
	latin, cyrillic, other := false, false, false
	for _, r := range folded {
		t.letters = append(t.letters, uint16(r))
		b := uint64(1) << (r & 31)
		if t.bag&b != 0 {
			b <<= 32
		}
		t.bag |= b
		switch {
		case 'a' <= r && r <= 'z':
			latin = true
		case 0x400 <= r && r < 0x530:
			cyrillic = true
		case r > ' ':
			other = true
		}
	}
	switch {
	case latin && !cyrillic && !other:
		t.script = 1
	case cyrillic && !latin && !other:
		t.script = 2
	}
	return t
}

// compareTexts grades two different texts.
func compareTexts(a, b *text) int {
	if a.code && b.code {
		return compareCodes(a, b)
	}
	n, m := len(a.words), len(b.words)
	shared := common(a.words, b.words)
	if shared > 0 && (shared == min(n, m) || 2*shared >= n+m-shared) {
		return textSimilar
	}
	if within(a, b, allowed(max(len(a.letters), len(b.letters)))) {
		return textSimilar
	}
	if shared > 0 || prefix(a, b) >= 4 {
		return textLoose
	}
	return textOther
}

func compareCodes(a, b *text) int {
	if within(a, b, 1) {
		return textSimilar
	}
	if p := prefix(a, b); p >= 2 && 2*p >= min(len(a.letters), len(b.letters)) {
		return textLoose
	}
	return textOther
}

// allowed is the number of slips of the pen at which texts of n letters still pass for similar.
func allowed(n int) int {
	switch {
	case n < 4:
		return 0
	case n < 8:
		return 1
	case n < 13:
		return 2
	}
	return 3
}

// common counts what two ascending lists share.
func common(a, b []int32) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// prefix counts the letters two texts have in common at the beginning.
func prefix(a, b *text) int {
	n := 0
	for n < len(a.letters) && n < len(b.letters) && a.letters[n] == b.letters[n] {
		n++
	}
	return n
}

// within reports whether k insertions, deletions, changes and turns of
// neighbouring letters, or fewer, make one text of the other.
func within(a, b *text, k int) bool {
	if bits.OnesCount64(a.bag^b.bag) > 2*k {
		return false
	}
	x, y := a.letters, b.letters
	if d := len(x) - len(y); d > k || -d > k {
		return false
	}
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	if len(x) == 0 || len(y) == 0 {
		return max(len(x), len(y)) <= k
	}
	return narrow(x, y, k) <= k
}

// band is the longest text the distance is worked out for; longer rests differ.
const band = 64

// narrow is the optimal string alignment distance of two texts, cut off above k.
func narrow(x, y []uint16, k int) int {
	if len(x) > band || len(y) > band {
		return k + 1
	}
	var rows [3][band + 1]int
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(y) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			d := last[j-1]
			if x[i-1] != y[j-1] {
				d = min(d, last[j], now[j-1]) + 1
			}
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, before[j-2]+1)
			}
			now[j] = d
			least = min(least, d)
		}
		if least > k {
			return k + 1
		}
		before, last, now = last, now, before
	}
	return last[len(y)]
}
