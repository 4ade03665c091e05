package when

import "strings"

// Parse reads an EDTF expression of any level. It keeps the meaning and prints
// it canonically: no blanks in sets, one place for each qualifier, offsets as
// +hh:mm. The calendar is Gregorian, as ISO 8601 has it. The error is an
// *Error that names the offending character and its position.
func Parse(edtf string) (Date, error) {
	if d, ok := parsePlain(edtf); ok {
		return d, nil
	}
	p := parser{s: edtf}
	var d Date
	var err error
	switch {
	case edtf == "":
		err = p.fail(0, "a date is expected")
	case edtf[0] == '[' || edtf[0] == '{':
		d, err = p.set()
	case strings.IndexByte(edtf, '/') >= 0:
		d, err = p.interval()
	default:
		d, err = p.single()
	}
	if err != nil {
		return Date{}, err
	}
	d.cal = GregorianCalendar
	return d, nil
}

// parsePlain reads YYYY, YYYY-MM and YYYY-MM-DD without allocating.
func parsePlain(s string) (Date, bool) {
	d := Date{cal: GregorianCalendar}
	if len(s) != 4 && len(s) != 7 && len(s) != 10 {
		return d, false
	}
	y := int64(0)
	for i := 0; i < 4; i++ {
		c := s[i] - '0'
		if c > 9 {
			return d, false
		}
		y = y*10 + int64(c)
	}
	if len(s) == 4 {
		return plainYear(y), true
	}
	m, ok := twoDigits(s, 4)
	if !ok || m < 1 || m > 12 {
		return d, false
	}
	if len(s) == 7 {
		return plainMonth(y, m), true
	}
	day, ok := twoDigits(s, 7)
	if !ok || day < 1 || day > 28 && day > monthLength(y, m) {
		return d, false
	}
	return plainDay(Gregorian(y, m, day)), true
}

// twoDigits reads a hyphen and two digits.
func twoDigits(s string, at int) (int, bool) {
	a, b := s[at+1]-'0', s[at+2]-'0'
	return int(a)*10 + int(b), s[at] == '-' && a <= 9 && b <= 9
}

func plainYear(y int64) Date {
	return Date{lo: Gregorian(y, 1, 1), hi: Gregorian(y, 12, 31), prec: Year, level: signLevel(y), cal: GregorianCalendar}
}

func plainMonth(y int64, m int) Date {
	lo := Gregorian(y, m, 1)
	return Date{lo: lo, hi: lo + Days(monthLength(y, m)-1), prec: Month, level: signLevel(y), cal: GregorianCalendar}
}

func plainDay(day Days) Date {
	return Date{lo: day, hi: day, prec: Day, level: signLevel(int64(day - yearZero)), cal: GregorianCalendar}
}

func signLevel(n int64) uint8 {
	if n < 0 {
		return 1
	}
	return 0
}

// part is one date of an expression, read.
type part struct {
	lo, hi  Days
	order   Days // the first day as far as the order of intervals is concerned
	prec    Precision
	level   uint8
	quals   uint8
	blurred bool // has unspecified digits
	alone   bool // may not stand in an interval or a set: years with Y, decades, centuries, times
	plain   bool // can be printed from lo and prec
}

type parser struct {
	s   string
	pos int
	out []byte
}

func (p *parser) peek() byte {
	if p.pos < len(p.s) {
		return p.s[p.pos]
	}
	return 0
}

func (p *parser) eat(c byte) bool {
	if p.pos < len(p.s) && p.s[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

func (p *parser) single() (Date, error) {
	x, err := p.part()
	if err != nil {
		return Date{}, err
	}
	if p.pos < len(p.s) {
		return Date{}, p.fail(p.pos, "nothing may follow here")
	}
	d := Date{lo: x.lo, hi: x.hi, prec: x.prec, level: x.level, quals: x.quals}
	if !x.plain {
		d.text = string(p.out)
	}
	return d, nil
}

func (p *parser) interval() (Date, error) {
	start, open1, err := p.side('/')
	if err != nil {
		return Date{}, err
	}
	if !p.eat('/') {
		return Date{}, p.fail(p.pos, "the end of a date or / is expected")
	}
	p.out = append(p.out, '/')
	at := p.pos
	end, open2, err := p.side(0)
	if err != nil {
		return Date{}, err
	}
	if p.pos < len(p.s) {
		return Date{}, p.fail(p.pos, "nothing may follow an interval")
	}
	d := Date{lo: start.lo, hi: end.hi, prec: Interval, level: max(start.level, end.level), quals: start.quals | end.quals}
	if open1 || open2 {
		d.level = max(d.level, 1)
	} else if !inOrder(start, end) {
		return Date{}, p.fail(at, "the interval ends before it begins")
	}
	d.text = string(p.out)
	return d, nil
}

// inOrder reports whether an interval may run from a to b. An end with
// unspecified digits is given the benefit of the doubt.
func inOrder(a, b part) bool {
	if b.blurred {
		return a.lo <= b.hi
	}
	return a.order <= b.order
}

// side reads one side of an interval; stop is what ends it.
func (p *parser) side(stop byte) (x part, open bool, err error) {
	if p.pos == len(p.s) || stop != 0 && p.peek() == stop {
		return part{lo: MinDays, hi: MaxDays}, true, nil
	}
	if strings.HasPrefix(p.s[p.pos:], "..") {
		p.pos += 2
		p.out = append(p.out, ".."...)
		return part{lo: MinDays, hi: MaxDays}, true, nil
	}
	at := p.pos
	x, err = p.part()
	if err == nil && x.alone {
		err = p.fail(at, "this kind of date cannot bound an interval")
	}
	return x, false, err
}

func (p *parser) set() (Date, error) {
	closing := byte(']')
	if p.s[0] == '{' {
		closing = '}'
	}
	d := Date{lo: MaxDays, hi: MinDays, prec: Set, level: 2}
	p.pos = 1
	p.out = append(p.out, p.s[0])
	gap := -1
	for n := 0; ; n++ {
		x, err := p.element(closing)
		if err != nil {
			return Date{}, err
		}
		d.lo, d.hi, d.quals = min(d.lo, x.lo), max(d.hi, x.hi), d.quals|x.quals
		if p.eat(closing) {
			break
		}
		at := p.pos
		for p.eat(' ') {
		}
		if !p.eat(',') {
			return Date{}, p.fail(p.pos, "a comma or "+string(closing)+" is expected")
		}
		for p.eat(' ') {
		}
		// Blanks are not in the standard but in many of its examples. Uneven
		// ones are more likely the trace of a slip than a habit.
		if gap >= 0 && gap != p.pos-at {
			return Date{}, p.fail(at, "the blanks about commas are uneven")
		}
		gap = p.pos - at
		p.out = append(p.out, ',')
	}
	if p.pos < len(p.s) {
		return Date{}, p.fail(p.pos, "nothing may follow a set")
	}
	p.out = append(p.out, closing)
	d.text = string(p.out)
	return d, nil
}

// element reads one element of a set: a date, a..b, ..b or a.. .
func (p *parser) element(closing byte) (part, error) {
	at := p.pos
	var a part
	first := strings.HasPrefix(p.s[p.pos:], "..")
	if first {
		a.lo = MinDays
	} else {
		var err error
		if a, err = p.part(); err != nil {
			return part{}, err
		}
		if a.alone {
			return part{}, p.fail(at, "this kind of date cannot stand in a set")
		}
	}
	if !strings.HasPrefix(p.s[p.pos:], "..") {
		return a, nil
	}
	p.pos += 2
	p.out = append(p.out, ".."...)
	if c := p.peek(); !first && (c == closing || c == ',' || c == ' ') {
		a.hi = MaxDays
		return a, nil
	}
	at = p.pos
	b, err := p.part()
	if err != nil {
		return part{}, err
	}
	if b.alone {
		return part{}, p.fail(at, "this kind of date cannot stand in a set")
	}
	if !first && !inOrder(a, b) {
		return part{}, p.fail(at, "the range ends before it begins")
	}
	return part{lo: a.lo, hi: b.hi, quals: a.quals | b.quals}, nil
}
