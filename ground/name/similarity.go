package name

import (
	"math"

	"byname/ground/name/internal/letters"
	"byname/ground/name/internal/sound"
)

// TokenSimilarity is how alike two words are by the cheapest pair of readings
// and, across scripts, by the learnt table of letters: from 0 to 1. It is 0 for
// words that cannot be compared because one is of a script without a table.
func TokenSimilarity(a, b *Token) float64 {
	if a.sense == nil || b.sense == nil {
		return 0
	}
	s, _ := tokenSimilarity(a, b)
	return max(s, 0)
}

// tokenSimilarity also says whether the two have a reading in common. It is
// negative when the two cannot be compared.
func tokenSimilarity(a, b *Token) (sim float64, same bool) {
	if a.Folded == b.Folded {
		return 1, true
	}
	if len(a.Readings) == 0 || len(b.Readings) == 0 {
		if a.Script == b.Script {
			return spelling(a, b), false
		}
		if cost, ok := learnt(a, b); ok {
			return math.Exp(-cost / costScale), false
		}
		return -1, false
	}
	sim, same = sound.Similarity(&a.Word, &b.Word)
	if a.Script == b.Script {
		return sim, same
	}
	rules := !a.Script.syllabic() && !b.Script.syllabic() && !a.Script.vowelless() && !b.Script.vowelless()
	if rules && same && sim > 0.99 {
		return math.Exp(-sameCost / costScale), true
	}
	if rules && sim == 0 {
		return 0.4, false
	}
	if cost, ok := learnt(a, b); ok {
		if !a.Script.syllabic() && !b.Script.syllabic() {
			// a convention the pairs of the table do not know, German say, is no mark against a name
			cost = min(cost, readCost+(1-sim)*readSlope) + readShare*(1-sim)
		}
		sim = math.Exp(-cost / costScale)
	}
	return sim, same
}

// How a cost of the learnt table becomes a similarity. The costs are such that,
// on pairs left out of learning, nine true pairs in ten stay under 170 and nine
// neighbours in ten above it; `go run ./measure/names` shows what follows.
const (
	costScale = 1000.0
	sameCost  = 20.0   // a pair with a reading in common at no cost
	readCost  = 60.0   // the most a pair with a reading in common can cost
	readSlope = 2000.0 // and how that grows as the readings part
	readShare = 80.0   // what the readings add to the table's own cost
)

// learnt scores two words of different scripts by a table of letters.
func learnt(a, b *Token) (float64, bool) {
	if a.Script == scriptLatn || b.Script != scriptLatn && b.Script > a.Script {
		// the table is that of the less common script
	} else {
		a, b = b, a
	}
	t := letters.For(b.Script.String())
	if t == nil {
		a, b = b, a
		if t = letters.For(b.Script.String()); t == nil {
			return 0, false
		}
	}
	w := a.letters
	if a.Script != scriptLatn {
		w = a.latin
	}
	return t.Score(w, b.letters)
}

// syllabic scripts squeeze foreign names into their own syllables, which the
// table knows better than rules of reading do.
func (s Script) syllabic() bool { return s == scriptHani || s == scriptHang }

// vowelless scripts leave most vowels to the reader.
func (s Script) vowelless() bool { return s == scriptHebr || s == scriptArab }
