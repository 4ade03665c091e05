package when

import "strconv"

// period is what a point comes to: one EDTF term, or its first and last day.
type period struct {
	term           string // "" if the period is no single term
	first, last    string // EDTF terms of its ends
	vague1, vague2 bool   // an end that is only meant roughly
	lo, hi         Days
	quals          uint8
	julian         bool
}

func (r *reader) calendarOf(p *point) Calendar {
	if p.cal != Unstated {
		return p.cal
	}
	return r.hints.Calendar
}

// period checks a completed point and finds the days it covers.
func (r *reader) period(p *point) (period, error) {
	y := p.y.n
	if p.bc {
		y = 1 - y
	}
	if y > 9999 || y < -9999 {
		return period{}, r.fail(p.y.at, "a year has four digits")
	}
	out := period{quals: p.quals}
	var err error
	switch {
	case p.century:
		err = r.years(&out, p, (y-1)*100, 100)
	case p.tens:
		err = r.years(&out, p, y/10*10, 10)
	case p.season > 0:
		code := p.season
		if r.hints.Southern {
			code += 8
		}
		out.term = yearText(y) + "-" + strconv.Itoa(code)
		if p.span != noKind {
			out.quals |= approximate
		}
	case p.m.n == 0 && p.d.n == 0:
		err = r.partOfYear(&out, p, y)
	default:
		err = r.monthOrDay(&out, p, y)
	}
	if err != nil {
		return out, err
	}
	return out, r.measure(&out, p)
}

// measure fills in the bounds and the terms of the ends.
func (r *reader) measure(out *period, p *point) error {
	if out.term != "" {
		out.first, out.last = out.term, out.term
	}
	a, err := Parse(out.first)
	if err != nil {
		return r.fail(p.at, "this is no date")
	}
	b, err := Parse(out.last)
	if err != nil {
		return r.fail(p.at, "this is no date")
	}
	out.lo, out.hi = a.lo, b.hi
	return nil
}

// years covers a decade or century from year y on, or a part of it.
func (r *reader) years(out *period, p *point, y, width int) error {
	if y < 0 {
		return r.fail(p.y.at, "decades and centuries before our era are written in EDTF")
	}
	if p.m.at >= 0 || p.d.at >= 0 {
		return r.fail(p.y.at, "a month of several years")
	}
	var from, to int
	switch {
	case p.span == noKind:
		out.term = yearText(y)[:3] + "X"
		if width == 100 {
			out.term = yearText(y)[:2] + "XX"
		}
		return nil
	case p.span == kPart:
		// Thirds as one speaks of them: of ten years 0-3, 4-6 and 7-9.
		from = []int{0, width/3 + 1, width*2/3 + 1}[p.nth-1]
		to = []int{width / 3, width * 2 / 3, width - 1}[p.nth-1]
		out.vague1, out.vague2 = p.nth > 1, p.nth < 3
	case p.span == kHalf:
		from, to = (p.nth-1)*width/2, p.nth*width/2-1
	case p.span == kQuarter && width == 100:
		from, to = (p.nth-1)*25, p.nth*25-1
	default:
		return r.fail(p.at, "no such part of years")
	}
	out.first, out.last = yearText(y+from), yearText(y+to)
	return nil
}

func (r *reader) partOfYear(out *period, p *point, y int) error {
	year := yearText(y)
	switch p.span {
	case noKind:
		out.term = year
	case kPart:
		out.first = year + "-" + twoDigitText(p.nth*4-3)
		out.last = year + "-" + twoDigitText(p.nth*4)
		out.vague1, out.vague2 = p.nth > 1, p.nth < 3
	case kHalf:
		out.term = year + "-4" + strconv.Itoa(p.nth-1)
	case kQuarter:
		out.term = year + "-3" + strconv.Itoa(p.nth+2)
	default:
		return r.fail(p.at, "a month is expected")
	}
	return nil
}

// monthOrDay covers a month, a part of it, or a day, in the calendar of the point.
func (r *reader) monthOrDay(out *period, p *point, y int) error {
	if p.d.n > 31 {
		return r.fail(p.d.at, "there is no day "+strconv.Itoa(p.d.n))
	}
	if p.m.n > 12 || p.m.n < 1 {
		return r.fail(p.m.at, "there is no month "+strconv.Itoa(p.m.n))
	}
	cal := r.calendarOf(p)
	length := monthLength(int64(y), p.m.n)
	if p.m.n == 2 && y%4 == 0 && (cal == JulianCalendar || cal == Unstated && p.d.n == 29 && length == 28 && y < 1923) {
		length, cal = 29, JulianCalendar // 29 February 1900 was a day in the old calendar only
	}
	if p.d.n > length {
		return r.fail(p.d.at, "that month has only "+strconv.Itoa(length)+" days")
	}
	from, to := 1, length
	switch {
	case p.d.n > 0 && p.span != noKind:
		return r.fail(p.at, "part of a day")
	case p.d.n > 0:
		from, to = p.d.n, p.d.n
	case p.span == kPart || p.span == kTen:
		from, to = p.nth*10-9, p.nth*10
		if p.nth == 3 {
			to = length
		}
		out.vague1, out.vague2 = p.span == kPart && p.nth > 1, p.span == kPart && p.nth < 3
	case p.span == kHalf || p.span == kFortnight:
		if p.nth == 1 {
			to = 15
		} else {
			from = 16
		}
	case p.span == kQuarter:
		return r.fail(p.at, "a quarter of a month")
	case cal != JulianCalendar:
		out.term = yearText(y) + "-" + twoDigitText(p.m.n)
		return nil
	}
	day := Gregorian
	if cal == JulianCalendar {
		day, out.julian = Julian, true
	}
	out.first = day(int64(y), p.m.n, from).String()
	out.last = day(int64(y), p.m.n, to).String()
	if from == to {
		out.term = out.first
	}
	return nil
}

func yearText(y int) string { return string(appendYear(nil, int64(y))) }

func twoDigitText(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

// text writes the period as one side of an interval, an element of a set or alone.
func (x *period) text(between string) string {
	if x.term != "" {
		return x.term + sign(x.quals)
	}
	a, b := x.ends()
	return a + between + b
}

func (x *period) ends() (first, last string) {
	q1, q2 := x.quals, x.quals
	if x.vague1 {
		q1 |= approximate
	}
	if x.vague2 {
		q2 |= approximate
	}
	return x.first + sign(q1), x.last + sign(q2)
}

func sign(q uint8) string {
	if q == 0 {
		return ""
	}
	return string(qualifierSigns[q])
}

// combine joins the points into one date.
func (r *reader) combine(ps []point, ops []op, direction kind) (Date, error) {
	if len(ps) == 2 && (ops[0] == opPair || ops[0] == opAside) {
		if d, ok, err := r.bothCalendars(ps); ok || err != nil {
			return d, err
		}
	}
	if len(ps) == 2 && ps[0].season%4 == 0 && ps[0].season > 0 && ps[1].season == 0 &&
		ps[1].m.at < 0 && ps[1].y.n == ps[0].y.n+1 {
		ps, ops = ps[:1], nil // the winter of 1937/38
	}
	if len(ps) == 2 && ops[0] == opAside && ps[1].filled && ps[0].m.at < 0 {
		ps, ops = ps[1:], nil // 1937 (August)
	}
	if len(ps) == 1 && direction == noKind {
		if d, ok := r.simple(&ps[0]); ok {
			return d, nil
		}
	}
	periods := make([]period, len(ps))
	for i := range ps {
		if ps[i].unknown {
			if len(ps) != 2 || ops[0] != opRange || ps[1-i].unknown {
				return Date{}, r.fail(ps[i].at, "a date is expected")
			}
			continue
		}
		var err error
		if periods[i], err = r.period(&ps[i]); err != nil {
			return Date{}, err
		}
	}
	if len(ps) == 2 && ps[0].filled && periods[0].lo > periods[1].hi && ops[0] == opRange {
		ps[0].y.n-- // 28 December to 3 January 1938
		if earlier, err := r.period(&ps[0]); err == nil && periods[1].hi-earlier.lo < 183 {
			periods[0] = earlier
		}
	}
	edtf, err := r.expression(ps, periods, ops, direction)
	if err != nil {
		return Date{}, err
	}
	d, err := Parse(edtf)
	if err != nil {
		return Date{}, r.fail(ps[0].at, "this is no date")
	}
	return d.In(r.calendarFor(ps, periods, d)), nil
}

// simple returns what most texts come to, a plain day, month or year, without
// going through EDTF. It leaves every difficulty and every error to the others.
func (r *reader) simple(p *point) (d Date, ok bool) {
	if p.quals != 0 || p.span != noKind || p.season != 0 || p.tens || p.century || p.bc ||
		r.calendarOf(p) == JulianCalendar || p.y.n > 9999 {
		return Date{}, false
	}
	y := int64(p.y.n)
	switch {
	case p.m.n <= 0 && p.d.n <= 0:
		d = plainYear(y)
	case p.m.n < 1 || p.m.n > 12 || p.d.n > monthLength(y, p.m.n):
		return Date{}, false
	case p.d.n <= 0:
		d = plainMonth(y, p.m.n)
	default:
		d = plainDay(Gregorian(y, p.m.n, p.d.n))
	}
	if d.cal = r.calendarOf(p); d.cal == Unstated {
		d.cal = unstated(d, r.lang)
	}
	return d, true
}

// calendarFor names the calendar the text was written in.
func (r *reader) calendarFor(ps []point, periods []period, d Date) Calendar {
	for i := range ps {
		if ps[i].cal == JulianCalendar || periods[i].julian {
			return JulianCalendar
		}
	}
	for i := range ps {
		if ps[i].cal != Unstated {
			return ps[i].cal
		}
	}
	if r.hints.Calendar != Unstated {
		return r.hints.Calendar
	}
	return unstated(d, r.lang)
}

func (r *reader) expression(ps []point, periods []period, ops []op, direction kind) (string, error) {
	if len(periods) == 1 {
		x := &periods[0]
		switch direction {
		case kBefore:
			_, last := x.ends()
			return "../" + last, nil
		case kAfter, kFrom:
			first, _ := x.ends()
			return first + "/..", nil
		case kBetween:
			return "", r.fail(len(r.text), "between needs two dates")
		}
		return x.text("/"), nil
	}
	for _, o := range ops[1:] {
		if o != ops[0] {
			return "", r.fail(ps[2].at, "too many dates joined in different ways")
		}
	}
	if ops[0] == opOr || ops[0] == opAnd || ops[0] == opAside {
		return r.setText(periods, ops[0]), nil
	}
	if len(periods) > 2 {
		return "", r.fail(ps[2].at, "a range has two ends")
	}
	a, b := &periods[0], &periods[1]
	switch {
	case ps[0].unknown:
		_, last := b.ends()
		return "/" + last, nil
	case ps[1].unknown:
		first, _ := a.ends()
		return first + "/", nil
	case a.lo > b.hi:
		return "", r.fail(ps[1].at, "the range ends before it begins")
	}
	first, _ := a.ends()
	_, last := b.ends()
	if _, err := Parse(first + "/" + last); err != nil {
		last = b.hi.String() + sign(b.quals)
	}
	return first + "/" + last, nil
}

func (r *reader) setText(periods []period, o op) string {
	out := "["
	if o == opAnd {
		out = "{"
	}
	for i := range periods {
		if i > 0 {
			out += ","
		}
		out += periods[i].text("..")
	}
	if o == opAnd {
		return out + "}"
	}
	return out + "]"
}

// bothCalendars reads one day given in both calendars, the older first: "19
// April O.S. / 1 May N.S.", "25 October (7 November) 1917". ok is false if the
// two are different days and nobody said otherwise.
func (r *reader) bothCalendars(ps []point) (d Date, ok bool, err error) {
	a, b := ps[0], ps[1]
	if a.cal == GregorianCalendar || b.cal == JulianCalendar {
		a, b = b, a
	}
	stated := a.cal == JulianCalendar || b.cal == GregorianCalendar
	if a.d.n == 0 || b.d.n == 0 || a.m.n == 0 || b.m.n == 0 {
		if stated && a.cal != b.cal {
			return Date{}, false, r.fail(b.at, "a date in both calendars needs the day and the month twice")
		}
		return Date{}, false, nil
	}
	a.cal, b.cal = JulianCalendar, GregorianCalendar
	x, err := r.period(&a)
	if err != nil {
		return Date{}, false, err
	}
	for _, shift := range [...]int{0, 1, -1} {
		c := b
		c.y.n += shift
		if shift != 0 && !b.filled {
			if !a.filled {
				break
			}
			c = b
			a2 := a
			a2.y.n -= shift
			if x, err = r.period(&a2); err != nil {
				return Date{}, false, err
			}
		}
		y, err := r.period(&c)
		if err != nil {
			return Date{}, false, err
		}
		if x.lo == y.lo {
			d, err := Parse(y.first + sign(a.quals|b.quals))
			return d.In(GregorianCalendar), true, err
		}
	}
	if stated {
		x, _ = r.period(&a)
		return Date{}, false, r.fail(b.at, "the old date is "+x.lo.String()+" in the new calendar, not this")
	}
	return Date{}, false, nil
}
