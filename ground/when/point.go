package when

import "strconv"

// number is a day, month or year as a text gives it; at is -1 where it does not.
type number struct{ n, at int }

// point is one date of a text, perhaps without the month and year that its neighbour names.
type point struct {
	d, m, y number
	season  int  // 21-24, or 0
	span    kind // kPart, kHalf, kQuarter, kTen or kFortnight of the period
	nth     int
	tens    bool // the ten years from y on
	century bool // y is the number of a century
	bc      bool
	named   bool // the month is a word
	unknown bool // nothing but a question mark: one end of a range
	filled  bool // the year came from the neighbour
	quals   uint8
	cal     Calendar
	at      int
}

// point reads the tokens between two joints.
func (r *reader) point(ts []token) (point, error) {
	p := point{d: number{at: -1}, m: number{at: -1}, y: number{at: -1}, at: ts[0].at}
	if last := ts[len(ts)-1]; last.mark == '-' || last.mark == '/' {
		return p, r.fail(last.end, "a date is expected")
	}
	ts, err := r.clock(ts)
	if err != nil {
		return p, err
	}
	var items [4]token
	n := 0
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		used, err := r.modifier(&p, ts[i:])
		if err != nil {
			return p, err
		}
		if used > 0 {
			i += used - 1
			continue
		}
		switch t.kind {
		case kMark:
			if t.mark == ':' || t.mark == ')' {
				return p, r.fail(t.at, "this mark has no meaning here")
			}
		case kNumber, kMonth, kRoman:
			if n == 3 {
				return p, r.fail(t.at, "one number too many for a date")
			}
			items[n] = t
			n++
		default:
			return p, r.fail(t.at, "the word "+clip(r.text[t.at:t.end])+" has no meaning here")
		}
	}
	return p, r.arrange(&p, items[:n])
}

// clock drops a time of day: a date of a list is a day.
func (r *reader) clock(ts []token) ([]token, error) {
	for i := range ts {
		if ts[i].mark != ':' {
			continue
		}
		if i == 0 || ts[i-1].kind != kNumber {
			return ts[i+1:], nil // "date: 5.8.1937"
		}
		for j, limit := i-1, 24; j < len(ts); j, limit = j+2, 59 {
			if ts[j].kind != kNumber || ts[j].n > limit {
				return nil, r.fail(ts[j].at, "no such time of day")
			}
			if j+1 < len(ts) && ts[j+1].mark != ':' && ts[j+1].mark != '.' {
				return nil, r.fail(ts[j+1].at, "nothing may follow the time of day")
			}
			if j+1 == len(ts)-1 {
				return nil, r.fail(ts[j+1].end, "two digits are expected")
			}
		}
		return ts[:i-1], nil
	}
	return ts, nil
}

// modifier reads what qualifies a date and returns how many tokens that took.
func (r *reader) modifier(p *point, ts []token) (int, error) {
	t := ts[0]
	next := token{}
	if len(ts) > 1 {
		next = ts[1]
	}
	switch {
	case t.kind == kCirca || t.mark == '~':
		p.quals |= approximate
	case t.kind == kMaybe || t.mark == '?':
		p.quals |= uncertain
	case t.kind == kJulian:
		p.cal = JulianCalendar
	case t.kind == kGregorian:
		p.cal = GregorianCalendar
	case t.kind == kBC:
		p.bc = true
	case t.kind == kSeason:
		p.season = t.n
	case t.kind == kPart:
		p.span, p.nth = kPart, t.n
	case t.kind == kHalf:
		p.span, p.nth = kPart, 2
	case t.kind == kTensBefore && next.kind == kNumber:
		p.y = number{next.n, next.at}
		if next.digits == 2 {
			y, err := r.century(next)
			if err != nil {
				return 0, err
			}
			p.y.n = y
		}
		p.tens = next.n%10 == 0
		return 2, nil
	case t.kind == kTensBefore: // "years 1976-77"
	case t.kind == kCenturyBefore && next.kind == kRoman:
		p.y, p.century = number{next.n, next.at}, true
		return 2, nil
	case (t.kind == kOrdinal || t.kind == kNumber || t.kind == kRoman) && countable(next.kind):
		return 2, r.count(p, t, next)
	case t.kind == kOrdinal && next.kind == kMonth: // "first March"
		p.d = number{t.n, t.at}
	default:
		return 0, nil
	}
	return 1, nil
}

func countable(k kind) bool {
	switch k {
	case kHalf, kQuarter, kTen, kFortnight, kCentury:
		return true
	}
	return false
}

func (r *reader) count(p *point, t, unit token) error {
	if unit.kind == kCentury {
		if t.n < 1 || t.n > 30 {
			return r.fail(t.at, "no such century")
		}
		p.y, p.century = number{t.n, t.at}, true
		return nil
	}
	limit := map[kind]int{kHalf: 2, kFortnight: 2, kTen: 3, kQuarter: 4}[unit.kind]
	if t.n < 1 || t.n > limit {
		return r.fail(t.at, "there are only "+strconv.Itoa(limit)+" of these")
	}
	p.span, p.nth = unit.kind, t.n
	return nil
}

// arrange decides which number is day, month and year.
func (r *reader) arrange(p *point, ts []token) error {
	if p.y.at >= 0 && len(ts) > 0 && (p.century || p.tens) {
		return r.fail(ts[0].at, "one number too many for a date")
	}
	month := -1
	for i, t := range ts {
		if t.kind == kMonth || t.kind == kRoman {
			if month >= 0 {
				return r.fail(t.at, "one month is enough")
			}
			month = i
			p.m, p.named = number{t.n, t.at}, true
		}
	}
	switch {
	case len(ts) == 0:
		p.unknown = p.y.at < 0 && p.quals != 0 && p.season == 0 && p.d.at < 0
		return nil
	case len(ts) == 1 && month == 0:
		return nil
	case len(ts) == 1:
		return r.alone(p, ts[0])
	case len(ts) == 2 && month < 0:
		return r.two(p, ts[0], ts[1])
	case len(ts) == 2:
		other := ts[1-month]
		if other.digits > 2 || other.n > 31 || p.d.at >= 0 {
			return r.setYear(p, other)
		}
		p.d = number{other.n, other.at}
		return nil
	}
	d, m, y := ts[0], ts[1], ts[2]
	switch {
	case month == 0:
		d, m = m, d
	case month == 2 && d.digits >= 4: // "1937, 5 August"
		d, m, y = m, y, d
	case month == 2:
		return r.fail(y.at, "a month behind two numbers")
	case d.digits >= 4:
		d, y = y, d
	case month == 1:
	case y.digits < 3 && r.hints.Order == YMD:
		d, y = y, d
	case r.hints.Order == MDY,
		r.hints.Order == AnyOrder && m.n > 12 && d.n <= 12 && d.n > 0:
		d, m = m, d
	}
	if d.digits > 2 {
		return r.fail(d.at, "a day has two digits")
	}
	if p.d.at >= 0 {
		return r.fail(d.at, "one day is enough")
	}
	p.d, p.m = number{d.n, d.at}, number{m.n, m.at}
	return r.setYear(p, y)
}

func (r *reader) setYear(p *point, t token) error {
	if p.y.at >= 0 {
		return r.fail(t.at, "one year is enough")
	}
	if p.bc {
		p.y = number{t.n, t.at}
		return nil
	}
	y, err := r.century(t)
	p.y, p.tens = number{y, t.at}, p.tens || t.tens
	return err
}

// alone reads a single number: a year, eight digits, or a day or short year
// that the neighbour completes.
func (r *reader) alone(p *point, t token) error {
	switch {
	case p.century || p.tens:
		return nil
	case t.digits == 8:
		p.y, p.m, p.d = number{t.n / 10000, t.at}, number{t.n / 100 % 100, t.at + 4}, number{t.n % 100, t.at + 6}
		return nil
	case t.digits > 2 || t.tens || p.bc || p.season > 0 || p.span != noKind || t.n > 31:
		return r.setYear(p, t)
	case p.m.at >= 0:
		return nil
	}
	p.d = number{t.n, t.at}
	return nil
}

func (r *reader) two(p *point, a, b token) error {
	switch {
	case a.digits >= 4:
		p.m = number{b.n, b.at}
		return r.setYear(p, a)
	case b.digits >= 4 || b.tens:
		p.m = number{a.n, a.at}
		return r.setYear(p, b)
	case b.digits > 2 || a.digits > 2:
		return r.setYear(p, b)
	case r.hints.Order == MDY:
		a, b = b, a
	}
	p.d, p.m = number{a.n, a.at}, number{b.n, b.at}
	return nil
}

// fillFrom takes from a neighbour what p does not name itself.
func (p *point) fillFrom(q *point, o op) {
	if p.unknown {
		return
	}
	if p.m.at < 0 && p.d.at >= 0 && q.m.at >= 0 {
		p.m = q.m
	}
	if p.y.at < 0 && q.y.at >= 0 {
		p.y, p.bc, p.filled = q.y, q.bc, true
		p.tens, p.century = q.tens, q.century
		if o == opOr || o == opRange || o == opAnd {
			p.quals |= q.quals
		}
	}
}
