package when

import "strconv"

// letterYear reads Y, a sign, five digits or more, an exponent and a number of significant digits.
func (p *parser) letterYear() (part, error) {
	at := p.pos
	p.pos++
	negative := p.eat('-')
	first := p.pos
	digits, err := p.digits("the digits of a year are expected")
	if err != nil {
		return part{}, err
	}
	if digits[0] == '0' {
		return part{}, p.fail(first, "a year with Y does not begin with 0")
	}
	level := uint8(1)
	exponent := ""
	if p.eat('E') {
		level = 2
		if exponent, err = p.digits("an exponent is expected"); err != nil {
			return part{}, err
		}
	}
	exp := saturated(exponent, 1000)
	if int64(len(digits))+exp < 5 {
		return part{}, p.fail(first, "a year with Y has five digits or more")
	}
	value := saturated(digits, maxYear+1)
	for i := int64(0); i < exp && value <= maxYear; i++ {
		value *= 10
	}
	significant := int64(0)
	if p.eat('S') {
		level = 2
		sAt := p.pos
		s, err := p.digits("a number of significant digits is expected")
		if err != nil {
			return part{}, err
		}
		significant = saturated(s, 1<<30)
		if significant == 0 || significant > int64(len(digits))+exp {
			return part{}, p.fail(sAt, "the year has not that many digits")
		}
	}
	q, err := p.qualifier()
	if err != nil {
		return part{}, err
	}
	lo, hi := value, value
	if significant > 0 && value <= maxYear {
		lo, hi = spread(value, int64(len(digits))+exp-significant)
	}
	x := years(lo, hi, negative)
	x.prec, x.level, x.alone, x.quals = Year, level, true, 1<<q&^1
	if hi > lo {
		x.prec = Millennium
	}
	p.out = append(p.out, p.s[at:p.pos]...)
	return x, nil
}

// spread returns the numbers that agree with n in all but the last k digits.
func spread(n, k int64) (lo, hi int64) {
	width := int64(1)
	for ; k > 0; k-- {
		width *= 10
	}
	lo = n / width * width
	return lo, lo + width - 1
}

// significant reads S and a number behind a four-digit year: 1950S2 is some
// year of the 1900s, estimated at 1950.
func (p *parser) significant(w *written) (part, error) {
	year := &w.parts[0]
	if w.n > 1 || year.blurred() || year.also != 0 {
		return part{}, p.fail(p.pos, "S follows a plain year only")
	}
	p.pos++
	at := p.pos
	s, err := p.digits("a number of significant digits is expected")
	if err != nil {
		return part{}, err
	}
	n := saturated(s, 1<<30)
	if n == 0 || n > 4 {
		return part{}, p.fail(at, "a year has four digits")
	}
	if year.also, err = p.qualifier(); err != nil {
		return part{}, err
	}
	value := year.fill('0')
	lo, hi := spread(value, 4-n)
	if w.negative && lo == 0 {
		lo = 1
	}
	x := years(lo, hi, w.negative)
	x.prec = [...]Precision{Year, Decade, Century, Millennium}[4-n]
	x.level = 2
	q := w.qualifiers()[0]
	x.quals = 1 << q &^ 1
	if w.negative {
		p.out = append(p.out, '-')
	}
	p.out = append(p.out, year.pattern...)
	p.out = append(p.out, 'S')
	p.out = strconv.AppendInt(p.out, n, 10)
	if q != 0 {
		p.out = append(p.out, qualifierSigns[q])
	}
	return x, nil
}

// digits reads one digit or more.
func (p *parser) digits(reason string) (string, error) {
	at := p.pos
	for p.pos < len(p.s) && p.s[p.pos] >= '0' && p.s[p.pos] <= '9' {
		p.pos++
	}
	if p.pos == at {
		return "", p.fail(at, reason)
	}
	return p.s[at:p.pos], nil
}

// saturated returns the number, or limit if it is greater.
func saturated(digits string, limit int64) int64 {
	n := int64(0)
	for i := 0; i < len(digits) && n < limit; i++ {
		n = n*10 + int64(digits[i]-'0')
	}
	return min(n, limit)
}
