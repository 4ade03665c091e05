package name

import (
	"math"

	"byname/ground/name/internal/sound"
)

// Compare grades how two written names agree: part against part, the best over
// the alternatives the names themselves give and, where the order of the words
// is not sure, over both orders. It is symmetric and allocates nothing.
func Compare(a, b *Form) Comparison {
	best := compareOne(a, b)
	for _, x := range a.Alternatives {
		best = better(best, compareOne(x, b))
	}
	for _, y := range b.Alternatives {
		best = better(best, compareOne(a, y))
	}
	return best
}

func better(a, b Comparison) Comparison {
	if b.Similarity > a.Similarity {
		return b
	}
	return a
}

func compareOne(a, b *Form) Comparison {
	c := aligned(&a.parts, &b.parts)
	if !a.Sure || !b.Sure {
		if len(a.Given) > 0 || len(b.Given) > 0 {
			turned := [3]part{b.parts[1], b.parts[0], b.parts[2]}
			d := aligned(&a.parts, &turned)
			d.Similarity *= 0.95
			c = better(c, d)
		}
	}
	return c
}

func aligned(a, b *[3]part) Comparison {
	var c Comparison
	c.Surname = comparePart(&a[0], &b[0])
	c.Given = comparePart(&a[1], &b[1])
	c.Patronymic = comparePart(&a[2], &b[2])
	c.weigh()
	return c
}

// comparePart grades one part.
func comparePart(a, b *part) Part {
	p := Part{A: a.text, B: b.text}
	if len(a.tokens) == 0 || len(b.tokens) == 0 {
		return p
	}
	switch {
	case a.text == b.text:
		p.Level, p.Similarity = SameWritten, 1
		return p
	case a.folded == b.folded:
		p.Level, p.Similarity = SameFolded, 1
		return p
	}
	x, y := &a.tokens[0], &b.tokens[0]
	if x.Initial || y.Initial {
		p.Level = Conflict
		if x.letter != 0 && x.letter == y.letter {
			p.Level = Initial
			p.Similarity = 0.5
		}
		return p
	}
	if a.whole != nil {
		x = a.whole
	}
	if b.whole != nil {
		y = b.whole
	}
	s, same := sound.Similarity(x.readings, y.readings)
	p.Similarity = s
	switch {
	case same:
		p.Level = SameReading
	case s >= 0.95:
		p.Level = Close
	case s >= 0.90:
		p.Level = Near
	case s >= 0.85:
		p.Level = Far
	default:
		p.Level = Conflict
	}
	return p
}

// weigh makes level and similarity of the whole from those of the parts.
func (c *Comparison) weigh() {
	odds := -1.0
	c.Level = Unknown
	for i, p := range [...]*Part{&c.Surname, &c.Given, &c.Patronymic} {
		if p.Level == Unknown {
			continue
		}
		w := [...]float64{24, 14, 10}[i]
		if p.Level == Initial {
			odds += 0.5
		} else {
			odds += w * (p.Similarity - 0.8)
		}
		if c.Level == Unknown || p.Level < c.Level {
			c.Level = p.Level
		}
	}
	if c.Level != Unknown {
		c.Similarity = 1 / (1 + math.Exp(-odds))
	}
}
