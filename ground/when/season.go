package when

// group is a part of the year that EDTF writes as a month from 21 on.
type group struct {
	month  int // where it begins
	length int // in months
	winter bool
}

// seasons: 21-24 spring to winter, place unstated, read as northern; 25-28
// northern, 29-32 southern; 33-36 quarters; 37-39 thirds; 40 and 41 halves. The cold
// or hot season about New Year may be meant by either end of the year: its
// bounds run from 1 January of the year to the end of the next February.
var seasons = [100]group{
	21: {3, 3, false}, 22: {6, 3, false}, 23: {9, 3, false}, 24: {12, 3, true},
	25: {3, 3, false}, 26: {6, 3, false}, 27: {9, 3, false}, 28: {12, 3, true},
	29: {9, 3, false}, 30: {12, 3, true}, 31: {3, 3, false}, 32: {6, 3, false},
	33: {1, 3, false}, 34: {4, 3, false}, 35: {7, 3, false}, 36: {10, 3, false},
	37: {1, 4, false}, 38: {5, 4, false}, 39: {9, 4, false},
	40: {1, 6, false}, 41: {7, 6, false},
}

func (p *parser) season(w *written, code int) (part, error) {
	if w.n == 3 {
		return part{}, p.fail(w.parts[2].at, "a season has no days")
	}
	year := w.parts[0].pattern
	lo, hi := year.fill('0'), year.fill('9')
	if w.negative {
		lo, hi = -hi, -lo
		if hi == 0 {
			hi = -1
		}
	}
	g := seasons[code]
	x := part{lo: Gregorian(lo, g.month, 1), order: Gregorian(lo, g.month, 1)}
	end := g.month + g.length - 1
	if g.winter {
		x.lo = Gregorian(lo, 1, 1)
		hi++
		end -= 12
	}
	x.hi = Gregorian(hi, end, monthLength(hi, end))
	return x, nil
}
