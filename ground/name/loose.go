package name

import "math"

// loose compares two names as bags of words, for names whose order is not
// sure or whose parts lists cut differently, and returns the better of that
// and what the parts gave. Misprints weigh by the letters they touch; a word
// that has no counterpart weighs little, two that clash weigh much.
func (k *pairs) loose(a, b *Form, c Comparison) Comparison {
	if a.all == nil || b.all == nil {
		return c
	}
	m := k.match(a.words, b.words, 0, 0)
	odds := looseBias + looseWeight*looseEvidence(m.mean)
	switch {
	case m.worst < 0.4:
		odds -= 8
	case m.worst < 0.55:
		odds -= 4
	case m.worst < 0.65:
		odds -= 2.5
	}
	odds -= looseExtra * float64(min(m.left+m.right, 3))
	if m.pairs == 1 && m.left+m.right > 0 {
		odds--
	}
	level := m.level
	if m.left+m.right > 0 {
		level = min(level, Partial)
	}
	if level == Conflict && m.worst > 0.6 { // misprints
		level = KeyOnly
	}
	if level == Unknown {
		return c
	}
	// the same letters cut into other words
	if s := spelling(a.all, b.all); s >= farBand && a.all.Script == b.all.Script {
		if o := looseBias + looseWeight*looseEvidence(s) - 0.5; o > odds {
			odds = o
			level = band(s)
		}
	}
	s := turnedShare / (1 + math.Exp(-odds))
	if s > c.Similarity {
		c.Similarity = s
		c.Level = level
	}
	return c
}

const (
	looseBias   = -1.0
	looseWeight = 5.0
	looseExtra  = 0.5
)

// looseEvidence is what the mean similarity of paired words is worth.
func looseEvidence(s float64) float64 {
	if s >= 0.75 {
		return (s - 0.75) * 4
	}
	return (s - 0.75) * 6
}

// match is how the words of two names pair off.
type match struct {
	pairs       int
	left, right int     // words without a partner
	mean, worst float64 // similarity of the pairs; the mean weighs by letters
	level       Level   // of the weakest pair
}

const maxMatch = 8

// match pairs off as many words as the shorter side has, the most alike first
// and, among equals, those in the same place. atA and atB are the places of the
// first words in their names.
func (k *pairs) match(a, b []Token, atA, atB int) match {
	a, b = a[:min(len(a), maxMatch)], b[:min(len(b), maxMatch)]
	var sims [maxMatch][maxMatch]float64
	var levels [maxMatch][maxMatch]Level
	for i := range a {
		for j := range b {
			levels[i][j], sims[i][j] = k.words(&a[i], &b[j], atA+i, atB+j)
			if a[i].Script == b[j].Script && !a[i].Initial && !b[j].Initial && sims[i][j] < mostAlike(&a[i], &b[j]) {
				sims[i][j] = max(sims[i][j], spelling(&a[i], &b[j]))
			}
		}
	}
	m := match{pairs: min(len(a), len(b)), worst: 1, level: SameWritten}
	var usedA, usedB [maxMatch]bool
	sum, letters := 0.0, 0.0
	for range m.pairs {
		best, bi, bk := -2.0, -1, -1
		for i := range a {
			for k := range b {
				if s := sims[i][k] - 0.001*math.Abs(float64(i-k)); !usedA[i] && !usedB[k] && s > best {
					best, bi, bk = s, i, k
				}
			}
		}
		usedA[bi], usedB[bk] = true, true
		w := 2 + math.Min(float64(len(a[bi].letters)), float64(len(b[bk].letters)))
		sum += w * sims[bi][bk]
		letters += w
		m.worst = min(m.worst, sims[bi][bk])
		m.level = min(m.level, levels[bi][bk])
	}
	m.left, m.right = len(a)-m.pairs, len(b)-m.pairs
	if letters > 0 {
		m.mean = sum / letters
	}
	return m
}

// mostAlike is the most spelling can say of two words of these lengths.
func mostAlike(x, y *Token) float64 {
	n, m := min(len(x.letters), maxSpelling), min(len(y.letters), maxSpelling)
	if n == m {
		return 1
	}
	return float64(min(n, m)) / float64(max(n, m))
}

// spelling is one minus the misprints (a letter wrong, missing, added, two
// turned) over the letters of the longer word, of folded words of one script.
func spelling(x, y *Token) float64 {
	if x.Folded == y.Folded {
		return 1
	}
	a, b := x.letters, y.letters
	a, b = a[:min(len(a), maxSpelling)], b[:min(len(b), maxSpelling)]
	n := max(len(a), len(b))
	if n == 0 {
		return 0
	}
	var rows [3][maxSpelling + 1]int16
	before, prev, cur := &rows[0], &rows[1], &rows[2]
	for k := range len(b) + 1 {
		prev[k] = int16(k)
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = int16(i)
		for k := 1; k <= len(b); k++ {
			cost := int16(1)
			if a[i-1] == b[k-1] {
				cost = 0
			}
			d := min(prev[k-1]+cost, prev[k]+1, cur[k-1]+1)
			if i > 1 && k > 1 && a[i-1] == b[k-2] && a[i-2] == b[k-1] {
				d = min(d, before[k-2]+1)
			}
			cur[k] = d
		}
		before, prev, cur = prev, cur, before
	}
	return 1 - float64(prev[len(b)])/float64(n)
}

const maxSpelling = 32
