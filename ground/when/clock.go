package when

// time reads the time of day behind a complete date: Thh:mm:ss, a fraction, Z or an offset.
func (p *parser) time(x part) (part, error) {
	if !x.plain || x.prec != Day {
		return part{}, p.fail(p.pos, "a time follows a complete date only")
	}
	p.pos++
	at := p.pos
	var hms [3]int
	for i, limit := range [...]int{24, 59, 59} {
		if i > 0 && !p.eat(':') {
			return part{}, p.fail(p.pos, "a colon is expected")
		}
		var err error
		if hms[i], err = p.clockNumber(limit); err != nil {
			return part{}, err
		}
	}
	if hms[0] == 24 && hms[1]+hms[2] > 0 {
		return part{}, p.fail(at, "the day ends at 24:00:00")
	}
	if p.eat('.') {
		fraction, err := p.digits("digits of a second are expected")
		if err != nil {
			return part{}, err
		}
		if hms[0] == 24 && saturated(fraction, 1) > 0 {
			return part{}, p.fail(at, "the day ends at 24:00:00")
		}
	}
	p.out = append(p.out, 'T')
	p.out = append(p.out, p.s[at:p.pos]...)
	if err := p.offset(); err != nil {
		return part{}, err
	}
	x.prec, x.alone, x.plain = Second, true, false
	return x, nil
}

func (p *parser) clockNumber(limit int) (int, error) {
	at := p.pos
	for p.pos < at+2 {
		if c := p.peek(); c < '0' || c > '9' {
			return 0, p.fail(p.pos, "two digits are expected")
		}
		p.pos++
	}
	n := int(saturated(p.s[at:p.pos], 100))
	if n > limit {
		return 0, p.fail(at, "no such time of day")
	}
	return n, nil
}

// offset reads Z or an offset from it between -12:00 and +14:00, the widest in use.
func (p *parser) offset() error {
	if p.eat('Z') {
		p.out = append(p.out, 'Z')
		return nil
	}
	at := p.pos
	sign := p.peek()
	if sign != '+' && sign != '-' {
		return nil
	}
	p.pos++
	h, err := p.clockNumber(14)
	if err != nil {
		return err
	}
	m := 0
	if colon := p.eat(':'); colon || p.pos < len(p.s) {
		if m, err = p.clockNumber(59); err != nil {
			return err
		}
	}
	switch n := h*60 + m; {
	case sign == '+' && n > 14*60, sign == '-' && n > 12*60:
		return p.fail(at, "no such offset is in use")
	case sign == '-' && n == 0:
		return p.fail(at, "there is no offset -00:00")
	}
	p.out = append(p.out, sign, byte('0'+h/10), byte('0'+h%10), ':', byte('0'+m/10), byte('0'+m%10))
	return nil
}
