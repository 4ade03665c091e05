package when

// Qualifier bits of one component.
const (
	uncertain   = 1
	approximate = 2
)

var qualifierSigns = [4]byte{0, '?', '~', '%'}

// pattern is a number with unspecified digits: each place a digit or 'X'.
type pattern string

func (x pattern) blurred() bool { return x.unknown() > 0 }

// unknown counts the unspecified digits.
func (x pattern) unknown() int {
	n := 0
	for i := range len(x) {
		if x[i] == 'X' {
			n++
		}
	}
	return n
}

// fill returns the number with every X replaced by the digit c.
func (x pattern) fill(c byte) int64 {
	n := int64(0)
	for i := range len(x) {
		d := x[i]
		if d == 'X' {
			d = c
		}
		n = n*10 + int64(d-'0')
	}
	return n
}

// matches reports whether n can be meant.
func (x pattern) matches(n int64) bool {
	for i := len(x) - 1; i >= 0; i-- {
		if x[i] != 'X' && int64(x[i]-'0') != n%10 {
			return false
		}
		n /= 10
	}
	return n == 0
}

// component is a year, a month or a day as written.
type component struct {
	pattern
	at   int // where it begins
	own  uint8
	also uint8 // a qualifier behind it, for itself and all before it
}

// written is a date taken apart, not yet understood.
type written struct {
	negative bool
	parts    [3]component // year, month, day
	n        int          // how many of them
}

// part reads one date and appends its canonical form to p.out.
func (p *parser) part() (part, error) {
	if p.peek() == 'Y' {
		return p.letterYear()
	}
	var w written
	if err := p.components(&w); err != nil {
		return part{}, err
	}
	year := w.parts[0].pattern
	if len(year) < 4 {
		return p.short(&w)
	}
	if p.peek() == 'S' {
		return p.significant(&w)
	}
	x, err := p.meaning(&w)
	if err != nil {
		return part{}, err
	}
	p.out = w.append(p.out)
	if p.peek() == 'T' {
		return p.time(x)
	}
	return x, nil
}

// components reads year, month and day with their qualifiers.
func (p *parser) components(w *written) error {
	for w.n < 3 {
		c := &w.parts[w.n]
		var err error
		if c.own, err = p.qualifier(); err != nil {
			return err
		}
		if w.n == 0 {
			w.negative = p.eat('-')
		}
		c.at = p.pos
		for p.pos < len(p.s) && (p.s[p.pos] >= '0' && p.s[p.pos] <= '9' || p.s[p.pos] == 'X') {
			p.pos++
		}
		c.pattern = pattern(p.s[c.at:p.pos])
		w.n++
		if err := p.width(w); err != nil {
			return err
		}
		if c.also, err = p.qualifier(); err != nil {
			return err
		}
		if p.peek() != '-' {
			break
		}
		if w.n == 3 {
			return p.fail(p.pos, "nothing may follow the day")
		}
		if len(w.parts[0].pattern) < 4 {
			return p.fail(w.parts[0].at+len(w.parts[0].pattern), "a year has four digits")
		}
		p.pos++
	}
	return nil
}

// width checks the number of digits of the component read last.
func (p *parser) width(w *written) error {
	c := &w.parts[w.n-1]
	if w.n > 1 {
		name := [...]string{"month", "day"}[w.n-2]
		if len(c.pattern) < 2 {
			return p.fail(p.pos, "a "+name+" of two digits is expected")
		}
		if len(c.pattern) > 2 {
			return p.fail(c.at+2, "a "+name+" has two digits")
		}
		return nil
	}
	switch {
	case len(c.pattern) == 0:
		return p.fail(p.pos, "a year is expected")
	case len(c.pattern) == 1:
		return p.fail(p.pos, "a year has four digits")
	case len(c.pattern) < 4 && c.blurred():
		return p.fail(p.pos, "a year has four digits")
	case len(c.pattern) > 4:
		return p.fail(c.at+4, "a year of more than four digits is written with Y")
	case w.negative && c.fill('9') == 0:
		return p.fail(c.at, "there is no year -0000")
	}
	return nil
}

// qualifier reads at most one of ? ~ %.
func (p *parser) qualifier() (uint8, error) {
	q := uint8(0)
	for i, c := range qualifierSigns {
		if i > 0 && p.eat(c) {
			q = uint8(i)
			break
		}
	}
	if c := p.peek(); q > 0 && (c == '?' || c == '~' || c == '%') {
		return 0, p.fail(p.pos, "one qualifier is enough (% is both ? and ~)")
	}
	return q, nil
}

// short reads a century (two digits) or a decade (three digits), as ISO 8601 has them.
func (p *parser) short(w *written) (part, error) {
	c := &w.parts[0]
	if w.n > 1 || p.peek() == 'S' || p.peek() == 'T' {
		return part{}, p.fail(p.pos, "a year has four digits")
	}
	width, prec := int64(10), Decade
	if len(c.pattern) == 2 {
		width, prec = 100, Century
	}
	lo := c.fill('0') * width
	x := years(lo, lo+width-1, w.negative)
	x.prec, x.level, x.alone = prec, 2, true
	q := w.qualifiers()
	x.quals = 1 << q[0] &^ 1
	p.out = w.append(p.out)
	return x, nil
}

// years returns a part that covers the years lo to hi of the era.
func years(lo, hi int64, negative bool) part {
	if negative {
		lo, hi = -hi, -lo
	}
	x := part{lo: Gregorian(lo, 1, 1), hi: Gregorian(hi, 12, 31)}
	x.order = x.lo
	return x
}

// qualifiers returns the qualifier of each component: its own and those
// standing behind it or behind a later one.
func (w *written) qualifiers() (q [3]uint8) {
	group := uint8(0)
	for i := w.n - 1; i >= 0; i-- {
		group |= w.parts[i].also
		q[i] = group | w.parts[i].own
	}
	return q
}

// append prints the date canonically: what qualifies the year and all up to
// some component stands behind that component, anything else before its own.
func (w *written) append(b []byte) []byte {
	q := w.qualifiers()
	last := 0 // the last component with the qualifier of the year
	for last+1 < w.n && q[last+1] == q[0] {
		last++
	}
	for i := 0; i < w.n; i++ {
		if i > 0 {
			b = append(b, '-')
		}
		if i > last && q[i] != 0 {
			b = append(b, qualifierSigns[q[i]])
		}
		if i == 0 && w.negative {
			b = append(b, '-')
		}
		b = append(b, w.parts[i].pattern...)
		if i == last && q[0] != 0 {
			b = append(b, qualifierSigns[q[0]])
		}
	}
	return b
}

// meaning finds the bounds of a date of four-digit year.
func (p *parser) meaning(w *written) (part, error) {
	var x part
	var err error
	year, month := w.parts[0].pattern, w.parts[1].pattern
	q := w.qualifiers()
	mixed := false
	for i := 0; i < w.n; i++ {
		x.quals |= 1 << q[i] &^ 1
		x.blurred = x.blurred || w.parts[i].blurred()
		mixed = mixed || q[i] != q[0]
	}
	quals, blurred := x.quals, x.blurred
	code := 0
	if w.n > 1 && !month.blurred() {
		code = int(month.fill('0'))
	}
	switch {
	case w.n == 1:
		x = years(year.fill('0'), year.fill('9'), w.negative)
		if w.negative && year.fill('0') == 0 {
			x.hi = Gregorian(-1, 12, 31)
		}
	case code > 12 && seasons[code].length > 0:
		x, err = p.season(w, code)
	default:
		x, err = p.days(w)
	}
	if err != nil {
		return part{}, err
	}
	x.quals, x.blurred = quals, blurred
	x.prec = w.precision(code)
	x.level = w.level(code, mixed)
	x.plain = quals == 0 && !blurred && code <= 12
	return x, nil
}

// precision names the narrowest period that is wholly specified.
func (w *written) precision(code int) Precision {
	year := w.parts[0].pattern
	switch {
	case year[0] == 'X' || year[1] == 'X':
		return Millennium
	case year[2] == 'X':
		return Century
	case year[3] == 'X':
		return Decade
	case w.n == 1 || w.parts[1].blurred():
		return Year
	case code > 12:
		return Season
	case w.n == 2 || w.parts[2].blurred():
		return Month
	}
	return Day
}

// level returns the lowest EDTF level that has the form.
func (w *written) level(code int, mixed bool) uint8 {
	level := uint8(0)
	if w.negative || code > 12 || w.qualifiers() != [3]uint8{} {
		level = 1
	}
	if mixed || code > 24 {
		return 2
	}
	whole := -1 // the first component with an X; all behind it must be XX
	for i := 0; i < w.n; i++ {
		c := w.parts[i].pattern
		n := c.unknown()
		if n == 0 && whole < 0 {
			continue
		}
		if whole < 0 {
			whole = i
		}
		level = 1
		trailing := c[len(c)-1] == 'X' && (n == 1 || c[len(c)-2] == 'X')
		if !trailing || n > 2 || i == 0 && w.n > 1 || i > 0 && n != 2 {
			return 2
		}
	}
	return level
}

// days finds the first and last day that a year and month, or year, month and day, can mean.
func (p *parser) days(w *written) (part, error) {
	if err := p.monthAndDay(w); err != nil {
		return part{}, err
	}
	year := w.parts[0].pattern
	from, to := year.fill('0'), year.fill('9')
	if w.negative {
		from, to = -to, -from
	}
	var x part
	found := false
	for y := from; y <= to && !found; y++ {
		x.lo, found = w.inYear(y, 1, 1)
	}
	if !found {
		if w.n == 3 {
			return part{}, p.fail(w.parts[2].at, "no such day in that month")
		}
		return part{}, p.fail(w.parts[1].at, "no such month")
	}
	found = false
	for y := to; !found; y-- {
		x.hi, found = w.inYear(y, 12, -1)
	}
	x.order = x.lo
	return x, nil
}

// monthAndDay says which of month and day cannot be, whatever the year.
func (p *parser) monthAndDay(w *written) error {
	month := w.parts[1].pattern
	possible := false
	for m := int64(1); m <= 12; m++ {
		possible = possible || month.matches(m)
	}
	if !possible {
		return p.fail(w.parts[1].at, "no such month")
	}
	if w.n < 3 {
		return nil
	}
	possible = false
	for d := int64(1); d <= 31; d++ {
		possible = possible || w.parts[2].matches(d)
	}
	if !possible {
		return p.fail(w.parts[2].at, "no such day")
	}
	return nil
}

// inYear returns the first day in the year y that the date can mean, or with
// step -1 the last one; month is where to begin.
func (w *written) inYear(y int64, month, step int) (Days, bool) {
	abs := y
	if w.negative {
		abs = -y
		if y == 0 {
			return 0, false
		}
	}
	if !w.parts[0].matches(abs) {
		return 0, false
	}
	for m := month; m >= 1 && m <= 12; m += step {
		if !w.parts[1].matches(int64(m)) {
			continue
		}
		n := monthLength(y, m)
		for i := 0; i < n; i++ {
			d := i + 1
			if step < 0 {
				d = n - i
			}
			if w.n < 3 || w.parts[2].matches(int64(d)) {
				return Gregorian(y, m, d), true
			}
		}
	}
	return 0, false
}
