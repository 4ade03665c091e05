package name

import (
	"math"

	"byname/ground/name/internal/sound"
)

// Compare grades how two written names agree: part against part, the best over
// the alternatives the names themselves give and, where the order of the words
// is not sure, over other orders. It is symmetric and allocates nothing.
func Compare(a, b *Form) Comparison {
	best := compareOne(a, b)
	for _, x := range a.Alternatives {
		best = better(best, compareOne(x, b))
	}
	for _, y := range b.Alternatives {
		best = better(best, compareOne(a, y))
		for _, x := range a.Alternatives {
			best = better(best, compareOne(x, y))
		}
	}
	if best.Level != Unknown {
		best.Similarity = chance(best.Similarity)
	}
	return best
}

// chance turns what the weights below make of a comparison into how often pairs
// like it are of one person, when as many are as are not. The points were
// fitted (rising means, Ayer and others 1955) on half of the pairs of
// `go run ./measure/names -only calibration`; on the other half the Brier score
// fell from .114 to .095. It keeps the order of pairs.
func chance(s float64) float64 {
	for i := 1; i < len(chances); i++ {
		if a, b := chances[i-1], chances[i]; s <= b[0] {
			return a[1] + (s-a[0])/(b[0]-a[0])*(b[1]-a[1])
		}
	}
	return 1
}

var chances = [...][2]float64{
	{0, 0}, {1e-9, 0.02}, {2.4e-5, 0.10}, {0.011, 0.15}, {0.39, 0.33}, {0.88, 0.645}, {0.95, 0.83}, {0.9805, 0.86}, {0.9935, 0.942}, {0.999, 0.983}, {1, 1},
}

func better(a, b Comparison) Comparison {
	if b.Similarity > a.Similarity {
		return b
	}
	return a
}

func compareOne(a, b *Form) Comparison {
	var kept pairs
	c := kept.aligned(a, b, 0, 1)
	if !(a.Sure && b.Sure) && c.Level < Partial && (len(a.Given) > 0 || len(b.Given) > 0) && !a.initials() && !b.initials() {
		d := kept.aligned(a, b, 1, 0)
		d.Similarity *= turnedShare
		c = better(c, d)
	}
	if c.Level < Equivalent && c.Patronymic.Level != Conflict && a.loose() && b.loose() && (!(a.Sure && b.Sure) || misprints(a, b)) {
		c = kept.loose(a, b, c)
	}
	return c
}

// misprints reports that two names of one script other than Cyrillic may be
// held letter against letter even when their parts are sure: spelling misleads
// less often there than endings do.
func misprints(a, b *Form) bool {
	return a.all != nil && b.all != nil && a.all.Script == b.all.Script && a.all.Script != scriptCyrl
}

// initials reports a given name of which only a letter is written.
func (f *Form) initials() bool { return len(f.Given) > 0 && f.Given[0].Initial }

func (f *Form) middleInitial() bool { return len(f.Patronymic) == 1 && f.Patronymic[0].Initial }

func (f *Form) secondGiven() bool { return len(f.Given) == 2 && len(f.Patronymic) == 0 }

// loose reports that the parts of the name are not to be relied on.
func (f *Form) loose() bool {
	return f.Kind != Unclear && f.Kind != Slavic && !(f.Sure && f.initials())
}

// turnedShare is what is left of the similarity when one name had to be read
// in another order than it was parsed.
const turnedShare = 0.98

// aligned compares surname and given name of a with parts s and g of b.
func (k *pairs) aligned(a, b *Form, s, g int) Comparison {
	var c Comparison
	c.Surname = k.part(&a.parts[0], &b.parts[s])
	ga, gb, fa, fb := &a.parts[1], &b.parts[g], &a.parts[2], &b.parts[2]
	switch { // a middle initial stands for a second given name as well
	case g == 1 && a.middleInitial() && b.secondGiven():
		gb, fb = &b.given[0], &b.given[1]
	case g == 1 && b.middleInitial() && a.secondGiven():
		ga, fa = &a.given[0], &a.given[1]
	}
	c.Given = k.part(ga, gb)
	c.Patronymic = k.part(fa, fb)
	c.Patronymic.stretch(fa, fb)
	c.weigh(s != 0)
	return c
}

// stretch takes the ending out of the likeness of two different fathers' names:
// that both are sons says nothing.
func (p *Part) stretch(a, b *part) {
	if p.Level == Unknown || p.Level > Far || !a.tokens[0].ends.patronymic || !b.tokens[0].ends.patronymic {
		return
	}
	n := float64(max(len(a.tokens[0].letters), len(b.tokens[0].letters)))
	p.Similarity = max(0, 1-(1-p.Similarity)*n/max(n-sonLetters, 3))
	p.Level = band(p.Similarity)
}

// sonLetters is the usual length of the ending of a patronymic.
const sonLetters = 4

// pairs keeps how the words of two names compare, by their places in Form.words,
// while the names are held against each other in several ways.
type pairs struct {
	done   [maxMatch][maxMatch]bool
	levels [maxMatch][maxMatch]Level
	sims   [maxMatch][maxMatch]float64
}

// words compares word i of one name, x, with word j of the other.
func (k *pairs) words(x, y *Token, i, j int) (Level, float64) {
	if i >= maxMatch || j >= maxMatch {
		return compareTokens(x, y)
	}
	if !k.done[i][j] {
		k.levels[i][j], k.sims[i][j] = compareTokens(x, y)
		k.done[i][j] = true
	}
	return k.levels[i][j], k.sims[i][j]
}

// part grades one part.
func (k *pairs) part(a, b *part) Part {
	p := Part{A: a.text, B: b.text}
	if len(a.tokens) == 0 || len(b.tokens) == 0 {
		return p
	}
	switch {
	case a.text == b.text:
		p.Level, p.Similarity = SameWritten, 1
	case a.folded == b.folded:
		p.Level, p.Similarity = SameFolded, 1
	case len(a.tokens) == 1 && len(b.tokens) == 1:
		p.Level, p.Similarity = k.words(&a.tokens[0], &b.tokens[0], a.at, b.at)
	default:
		p.Level, p.Similarity = k.several(a, b)
	}
	p.letter = a.tokens[0].Initial || b.tokens[0].Initial
	return p
}

// compareTokens grades two single words.
func compareTokens(x, y *Token) (Level, float64) {
	if x.Folded == y.Folded {
		return SameFolded, 1
	}
	if x.Initial || y.Initial {
		return compareInitial(x, y)
	}
	s, same := tokenSimilarity(x, y)
	if s < 0 {
		return Unknown, 0
	}
	if same && s >= farBand {
		return SameReading, s
	}
	if x.given.meet(y.given) {
		return Equivalent, max(s, equivalentShare)
	}
	if x.base == y.base {
		s = max(s, baseShare)
	}
	return band(s), s
}

// baseShare is the least similarity of two forms (gender, case) of one word.
const baseShare = 0.96

// equivalentShare is the least similarity of two forms of one given name.
const equivalentShare = 0.95

// Bands of similarity that part the levels.
const (
	closeBand = 0.95
	nearBand  = 0.90
	farBand   = 0.85
	keyBand   = 0.75
)

func band(s float64) Level {
	switch {
	case s >= closeBand:
		return Close
	case s >= nearBand:
		return Near
	case s >= farBand:
		return Far
	case s >= keyBand:
		return KeyOnly
	}
	return Conflict
}

// compareInitial holds a letter against a word, or against another letter.
func compareInitial(x, y *Token) (Level, float64) {
	if x.begins(y) {
		return Initial, initialShare
	}
	if !x.Initial || !y.Initial {
		w, l := x, y
		if x.Initial {
			w, l = y, x
		}
		if w.given.known() && givens().begins(w.given, l) {
			return Initial, initialShare
		}
	}
	return Conflict, 0
}

// initialShare is the similarity reported for a letter that agrees.
const initialShare = 0.9

// begins reports that some reading of both begins with the same sound.
func (t *Token) begins(o *Token) bool { return t.first&o.first != 0 }

// several grades parts of which one has several words: read as one word,
// and word by word with the rest left over.
func (k *pairs) several(a, b *part) (Level, float64) {
	x, y := a.whole, b.whole
	if x == nil {
		x = &a.tokens[0]
	}
	if y == nil {
		y = &b.tokens[0]
	}
	level := Conflict
	sim := 0.0
	if x.Script != y.Script && (len(x.Readings) == 0 || len(y.Readings) == 0) {
		if s, _ := tokenSimilarity(x, y); s < 0 {
			return Unknown, 0
		}
	}
	if !x.Initial && !y.Initial && len(x.letters) < sound.MaxLen && len(y.letters) < sound.MaxLen {
		s, same := tokenSimilarity(x, y)
		level, sim = band(s), s
		if same {
			level = SameReading
		}
	}
	if level >= Close {
		return level, sim
	}
	m := k.match(a.tokens, b.tokens, a.at, b.at)
	if m.left == 0 && m.right == 0 && m.worst < min(sim, keyBand) {
		// word by word one of them is another: what the rest agree in does not hide it
		return min(level, band(m.worst)), m.worst
	}
	if m.worst < farBand {
		return level, sim
	}
	l := m.level
	s := m.worst
	if m.left > 0 || m.right > 0 {
		if m.left > 0 && m.right > 0 {
			return level, sim
		}
		l = min(l, Partial)
		s = min(s, partialShare-extraShare*float64(m.left+m.right-1))
	}
	if s > sim {
		return l, s
	}
	return level, sim
}

// partialShare is the most two parts can agree when one has a word left over,
// extraShare what every further one takes off.
const (
	partialShare = 0.94
	extraShare   = 0.03
)

// weigh makes level and similarity of the whole from those of the parts. The
// weights are in natural log-odds; they were set by hand and are checked by
// the measuring command on names no rule here was made for.
func (c *Comparison) weigh(turned bool) {
	var odds [3]float64
	c.Level = Unknown
	for i, p := range [...]*Part{&c.Surname, &c.Given, &c.Patronymic} {
		if p.Level == Unknown {
			continue
		}
		w := weights[i]
		if turned && i < 2 {
			w = turnedWeight
		}
		odds[i] = w.of(p)
		if c.Level == Unknown || p.Level < c.Level {
			c.Level = p.Level
		}
	}
	if c.Level != Unknown {
		c.Similarity = 1 / (1 + math.Exp(-(odds[0] + odds[1] + odds[2] + partBias)))
	}
}

// weight is what a part is worth in natural log-odds: when it agrees, and when
// it is clearly another.
type weight struct{ agree, conflict float64 }

var (
	weights      = [3]weight{{5, -11}, {3.2, -9}, {2.6, -7}} // surname, given name, patronymic
	turnedWeight = weight{4.1, -10}                          // surname held against given name
)

// partBias is the log-odds before any part is looked at.
const partBias = -0.5

// initialOdds is what an initial that agrees is worth, in natural log-odds.
const initialOdds = 1.0

func (w weight) of(p *Part) float64 {
	switch {
	case p.letter && p.Level > Conflict:
		return initialOdds
	case p.Level == Conflict:
		if p.Similarity < 0.5 {
			return w.conflict
		}
		return w.agree*evidence(p.Similarity) + (w.conflict-w.agree*evidence(0.5))*(farBand-p.Similarity)/(farBand-0.5)
	case p.Level == Partial:
		return w.agree * (0.6 - 0.3*min(max(partialShare-p.Similarity, 0)/extraShare, 3))
	}
	return w.agree * evidence(p.Similarity)
}

// evidence is what a similarity is worth, from 1 down to -2, zero at .84.
func evidence(s float64) float64 {
	for i := 1; i < len(curve); i++ {
		if a, b := curve[i-1], curve[i]; s >= b[0] {
			return b[1] + (s-b[0])/(a[0]-b[0])*(a[1]-b[1])
		}
	}
	return curve[len(curve)-1][1]
}

var curve = [...][2]float64{{1, 1}, {0.95, 0.8}, {0.90, 0.45}, {0.85, 0.05}, {0.80, -0.4}, {0.70, -1.1}, {0.5, -2}}
