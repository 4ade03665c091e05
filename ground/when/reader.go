package when

import "strconv"

// op is what joins two dates of a text.
type op uint8

const (
	opNone  op = iota
	opRange    // from the one to the other
	opOr       // one of the two
	opAnd      // both
	opPair     // the same day in both calendars, else a range
	opAside    // the second in brackets: the same day in both calendars, else an alternative
)

// reader turns tokens into a date.
type reader struct {
	text  string
	hints Hints
	lang  string
}

func (r *reader) fail(at int, reason string) error {
	return &Error{Text: r.text, Offset: min(at, len(r.text)), Reason: reason}
}

// read is the grammar's top: [before | after | between] date {op date}.
func (r *reader) read(all []token) (Date, error) {
	ts, err := r.meaningful(all)
	if err != nil {
		return Date{}, err
	}
	direction := noKind
	if len(ts) > 0 {
		switch ts[0].kind {
		case kBefore, kAfter, kFrom, kBetween:
			direction = ts[0].kind
			ts = ts[1:]
		}
	}
	ts = r.unknownDigits(ts)
	operands, ops, err := r.split(ts, direction)
	if err != nil {
		return Date{}, err
	}
	points := make([]point, 0, 2)
	for _, o := range operands {
		p, err := r.point(o)
		if err != nil {
			return Date{}, err
		}
		points = append(points, p)
	}
	if err := r.complete(points, ops); err != nil {
		return Date{}, err
	}
	return r.combine(points, ops, direction)
}

// meaningful drops what carries no meaning and finds what has none.
func (r *reader) meaningful(all []token) ([]token, error) {
	out := all[:0]
	for i := range all {
		t := all[i]
		switch t.kind {
		case noKind:
			return nil, r.fail(t.at, "the word "+clip(r.text[t.at:t.end])+" is not understood")
		case kAge:
			return nil, r.fail(t.at, "this is an age, not a date")
		case kNone:
			return nil, r.fail(t.at, "a date and a word for none")
		case kFill, kYear:
			// "YEAR/1978": the mark goes with the word.
			if len(out) == 0 || out[len(out)-1].kind != kNumber {
				if i+1 < len(all) && all[i+1].mark == '/' {
					all[i+1].mark = ','
				}
			}
			continue
		}
		out = append(out, t)
	}
	// Commas and full stops at either end, and commas beside other marks, say nothing.
	for len(out) > 0 && idle(out[0]) {
		out = out[1:]
	}
	for len(out) > 0 && idle(out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	if len(out) == 0 {
		return nil, r.fail(len(r.text), "a date is expected")
	}
	return out, nil
}

func idle(t token) bool { return t.mark == ',' || t.mark == '.' }

// unknownDigits reads "193?", "19??" and "??.08.1937".
func (r *reader) unknownDigits(ts []token) []token {
	out := ts[:0]
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		if t.mark != '?' {
			out = append(out, t)
			continue
		}
		n := 1
		for i+1 < len(ts) && ts[i+1].mark == '?' && !ts[i+1].gap {
			i++
			n++
		}
		last := len(out) - 1
		switch {
		case last >= 0 && out[last].kind == kNumber && out[last].digits < 4 && out[last].digits+n == 4 && !t.gap:
			out[last].n *= [...]int{1, 10, 100, 1000}[n]
			out[last].tens = n == 1
			out[last].digits = 4
			if n == 2 {
				out[last].n = out[last].n/100 + 1
				out[last].digits = 2
				out = append(out, token{kind: kCentury, at: t.at, end: ts[i].end})
			}
		case n == 2 && i+1 < len(ts) && (ts[i+1].mark == '.' || ts[i+1].mark == '/' || ts[i+1].mark == '-'):
			out = append(out, token{kind: kNumber, digits: 2, at: t.at, end: ts[i].end, gap: t.gap})
		default:
			out = append(out, t)
		}
	}
	return out
}

// split cuts the tokens at the words and marks that join dates.
func (r *reader) split(ts []token, direction kind) (operands [][]token, ops []op, err error) {
	ts, aside, err := r.brackets(ts)
	if err != nil {
		return nil, nil, err
	}
	s := splitter{ts: ts}
	s.look()
	from := 0
	cut := func(i int, o op) {
		operands = append(operands, ts[from:i])
		ops = append(ops, o)
		from = i + 1
	}
	for i := range ts {
		switch t := ts[i]; {
		case t.kind == kTo:
			cut(i, opRange)
		case t.kind == kOr, t.mark == '|', t.mark == ',' && yearIn(ts[from:i]) && yearIn(ts[i:]):
			cut(i, opOr)
		case t.kind == kAnd && (direction == kBetween || direction == kFrom):
			cut(i, opRange)
		case t.kind == kAnd:
			cut(i, opAnd)
		case t.mark == '-' || t.mark == '/':
			if o := s.join(i); o != opNone {
				cut(i, o)
			}
		}
	}
	operands = append(operands, ts[from:])
	if aside != nil {
		if len(operands) > 1 {
			return nil, nil, r.fail(aside[0].at, "brackets and several dates are too much for one date")
		}
		operands = append(operands, aside)
		ops = append(ops, opAside)
	}
	if len(operands) > 1 && direction != noKind && direction != kBetween && direction != kFrom {
		return nil, nil, r.fail(ts[len(operands[0])].at, "before or after two dates")
	}
	for i, o := range operands {
		if len(o) == 0 {
			at := len(r.text)
			if i+1 < len(operands) && len(operands[i+1]) > 0 {
				at = operands[i+1][0].at
			}
			return nil, nil, r.fail(at, "a date is expected")
		}
	}
	return operands, ops, nil
}

// brackets takes the date in brackets out. Brackets about anything else are dropped.
func (r *reader) brackets(ts []token) (outer, aside []token, err error) {
	for i := 0; i < len(ts); i++ {
		if ts[i].mark == ')' {
			return nil, nil, r.fail(ts[i].at, "this bracket was never opened")
		}
		if ts[i].mark != '(' {
			outer = append(outer, ts[i])
			continue
		}
		j := i + 1
		dated := false
		for j < len(ts) && ts[j].mark != ')' {
			if ts[j].mark == '(' {
				return nil, nil, r.fail(ts[j].at, "brackets within brackets")
			}
			switch ts[j].kind {
			case kNumber, kRoman, kMonth, kSeason:
				dated = true
			}
			j++
		}
		if j == len(ts) {
			return nil, nil, r.fail(len(r.text), "the bracket is never closed")
		}
		inner := ts[i+1 : j]
		switch {
		case dated && (aside != nil):
			return nil, nil, r.fail(ts[i].at, "one date in brackets is enough")
		case dated && i == 0 && j == len(ts)-1:
			outer = append(outer, inner...)
		case dated:
			aside = inner
		default:
			outer = append(outer, inner...)
		}
		i = j
	}
	return outer, aside, nil
}

// splitter decides which hyphens and slashes join dates and which stand inside one.
type splitter struct {
	ts       []token
	dots     bool // full stops or slashes stand inside dates
	fullStop bool
	words    bool // months or seasons are written as words
}

func (s *splitter) look() {
	for _, t := range s.ts {
		s.fullStop = s.fullStop || t.mark == '.'
		s.words = s.words || t.kind == kMonth || t.kind == kSeason
	}
	s.dots = s.fullStop
	for i, t := range s.ts {
		s.dots = s.dots || t.mark == '/' && s.join(i) == opNone
	}
}

func (s *splitter) spaced(i int) bool {
	return s.ts[i].gap && i+1 < len(s.ts) && s.ts[i+1].gap
}

// join returns how the mark at i joins what stands on its sides, opNone if it stands inside a date.
func (s *splitter) join(i int) op {
	if i == 0 || i == len(s.ts)-1 {
		return opNone
	}
	a, b := s.before(i), &s.ts[i+1]
	if s.spaced(i) && a.kind != kMark && (b.kind != kMark || b.mark == '?') || a.mark == '?' && i == 1 {
		if s.ts[i].mark == '/' {
			return opPair
		}
		return opRange
	}
	// years changes what it joins, so that a second call finds 1937-1938.
	if a.kind == kNumber && a.digits == 4 && b.kind == kNumber {
		return s.years(i, a, b)
	}
	if s.ts[i].mark == '/' {
		return s.slash(i, a, b)
	}
	switch {
	case a.kind == kNumber && b.kind == kNumber && (s.words || s.dots),
		a.kind == kMonth && b.kind == kMonth,
		a.kind == kRoman && b.kind == kRoman,
		a.kind == kSeason || b.kind == kSeason,
		a.kind == kNumber && a.digits == 4 && s.dots,
		a.kind == kJulian || a.kind == kGregorian:
		return opRange
	}
	return opNone
}

// before returns what stands before the mark at i, a full stop aside: "1.-5. August".
func (s *splitter) before(i int) *token {
	if i > 1 && s.ts[i-1].mark == '.' {
		return &s.ts[i-2]
	}
	return &s.ts[i-1]
}

// years joins 1937-1938, 1937-38 and 1937/8; a number that is not later is a month.
func (s *splitter) years(i int, a, b *token) op {
	base := [...]int{0, 10, 100, 1000, 1}[min(b.digits, 4)]
	next := token{}
	if i+2 < len(s.ts) {
		next = s.ts[i+2]
	}
	followed := next.mark == s.ts[i].mark || next.kind == kMonth
	switch {
	case b.digits == 4, next.mark == '.' && s.ts[i].mark != '.', next.mark == '/' && s.ts[i].mark == '-':
		return opRange
	case b.digits > 2 || followed || b.n <= a.n%base:
		return opNone
	}
	b.n += a.n / base * base
	b.digits = 4
	return opRange
}

func (s *splitter) slash(i int, a, b *token) op {
	next := token{}
	if i+2 < len(s.ts) {
		next = s.ts[i+2]
	}
	switch {
	case a.kind == kMonth && b.kind == kMonth:
		return opRange
	case b.digits == 4 && next.mark == '-' && yearIn(s.ts[:i]), s.fullStop, a.kind == kJulian, a.kind == kGregorian,
		a.kind == kMonth && b.kind == kNumber && next.kind == kMonth,
		a.kind == kNumber && b.kind == kNumber && a.digits < 3 && b.digits < 3 && next.kind == kMonth:
		return opPair
	}
	return opNone
}

// yearIn reports whether a year of four digits is among the tokens.
func yearIn(ts []token) bool {
	for _, t := range ts {
		if t.digits == 4 {
			return true
		}
	}
	return false
}

// complete gives each date the month and year that only its neighbour names:
// "5 and 7 August 1937", "28 December 1937 to 3 January".
func (r *reader) complete(ps []point, ops []op) error {
	for i := 1; i < len(ps); i++ {
		// "Aug. 5-7, 1937": the 7 is no month.
		if a, b := &ps[i-1], &ps[i]; a.named && a.d.at >= 0 && a.y.at < 0 && !b.named && b.d.at < 0 {
			b.d, b.m = b.m, number{at: -1}
		}
	}
	for i := len(ps) - 2; i >= 0; i-- {
		ps[i].fillFrom(&ps[i+1], ops[i])
	}
	for i := 1; i < len(ps); i++ {
		ps[i].fillFrom(&ps[i-1], ops[i-1])
	}
	for i := range ps {
		p := &ps[i]
		if i > 0 && ops[i-1] == opRange && p.cal != Unstated && ps[i-1].cal == Unstated {
			ps[i-1].cal = p.cal
		}
		if p.unknown {
			continue
		}
		if p.d.n > 0 && p.m.n == 0 {
			return r.fail(p.d.at, "a day without a month")
		}
		if p.y.at < 0 {
			return r.fail(len(r.text), "a year is expected")
		}
	}
	return nil
}

// century turns a year of two digits into one of four.
func (r *reader) century(t token) (int, error) {
	switch {
	case t.digits == 4 || t.digits > 4 && t.n < 10000:
		return t.n, nil
	case t.digits == 2 && r.hints.Century > 0:
		y := r.hints.Century/100*100 + t.n
		if y < r.hints.Century {
			y += 100
		}
		return y, nil
	case t.digits == 2:
		return 0, r.fail(t.at, "the century of the year "+strconv.Itoa(t.n)+" is not known")
	}
	return 0, r.fail(t.at, "a year of "+strconv.Itoa(t.digits)+" digits")
}
