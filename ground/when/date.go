package when

// Date is an uncertain date: an EDTF expression with the earliest and the
// latest day it can mean. The zero value is no date at all. Dates are small
// immutable values and may be compared with ==: two dates are equal if they
// print the same and were written in the same calendar.
type Date struct {
	text   string // canonical EDTF; "" for a plain day, month or year, which lo and prec give
	lo, hi Days
	prec   Precision
	level  uint8
	cal    Calendar
	quals  uint8 // bits 1<<1 uncertain, 1<<2 approximate, 1<<3 both
}

// Precision says how narrow a date is meant to be, whatever its qualifiers.
type Precision uint8

// The precisions, from none to the widest. Interval and Set are dates given by
// several others.
const (
	NoPrecision Precision = iota
	Second                // a date with a time of day
	Day
	Month
	Season // seasons, quarters, thirds and halves of a year
	Year
	Decade
	Century
	Millennium // three digits of the year unknown, or more
	Interval
	Set
)

var precisionNames = [...]string{"none", "second", "day", "month", "season", "year", "decade", "century", "millennium", "interval", "set"}

// String returns the name in lower case, "none" for the zero value.
func (p Precision) String() string { return precisionNames[p] }

// Calendar is the calendar a date was written in. The days of a Date are
// always Gregorian; a date written in the Julian calendar has been converted.
type Calendar uint8

// The calendars. Unstated means that the source did not say and that both were
// in use: the digits stand as written and are read as Gregorian.
const (
	Unstated Calendar = iota
	GregorianCalendar
	JulianCalendar
)

var calendarNames = [...]string{"unknown", "gregorian", "julian"}

// String returns "unknown", "gregorian" or "julian".
func (c Calendar) String() string { return calendarNames[c] }

// String returns the date in canonical EDTF, the same for every way of writing
// the same expression; "" for the zero Date. The days are Gregorian also when
// Calendar says Julian; MarshalText keeps the calendar too.
func (d Date) String() string {
	if d.text != "" || d.prec == NoPrecision {
		return d.text
	}
	y, m, day := d.lo.Civil()
	b := make([]byte, 0, 16)
	switch d.prec {
	case Year:
		b = appendYear(b, y)
	case Month:
		b = appendMonth(b, y, m)
	default:
		b = appendDay(b, y, m, day)
	}
	return string(b)
}

// Bounds returns the first and the last day the date can mean. An open or
// unknown end is MinDays or MaxDays; the zero Date has both. Qualifiers (? ~ %)
// do not widen the bounds: they say how sure the source is, not how far off.
func (d Date) Bounds() (earliest, latest Days) {
	if d.prec == NoPrecision {
		return MinDays, MaxDays
	}
	return d.lo, d.hi
}

// Earliest returns the first day the date can mean, MinDays if open or unknown.
func (d Date) Earliest() Days { lo, _ := d.Bounds(); return lo }

// Latest returns the last day the date can mean, MaxDays if open or unknown.
func (d Date) Latest() Days { _, hi := d.Bounds(); return hi }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.prec == NoPrecision }

// Precision returns how narrow the date is meant to be.
func (d Date) Precision() Precision { return d.prec }

// Level returns the lowest EDTF level, 0 to 2, that can express the date.
func (d Date) Level() int { return int(d.level) }

// Calendar returns the calendar the date was written in.
func (d Date) Calendar() Calendar { return d.cal }

// In returns the same date as written in calendar c. No day is moved.
func (d Date) In(c Calendar) Date { d.cal = c; return d }

var qualifierNames = [...]string{"", "?", "~", "?~", "%", "?%", "~%", "?~%"}

// Qualifiers returns the signs that qualify the date or any part of it: "" for
// a date given as certain, else "?" uncertain, "~" approximate, "%" both at
// once, or several of them in that order.
func (d Date) Qualifiers() string { return qualifierNames[d.quals>>1] }

// worst returns the qualifier that holds for the date as a whole.
func (d Date) worst() uint8 {
	q := uint8(0)
	for i := uint8(1); i <= uncertain|approximate; i++ {
		if d.quals&(1<<i) != 0 {
			q |= i
		}
	}
	return q
}

// KnownBy reports whether something known since the EDTF date since was
// certainly known by the end of asOf: the latest day of since is not after the
// latest day of asOf. A since that is empty or not valid gives false, and so
// does a zero asOf: unknown is not known.
func KnownBy(since string, asOf Date) bool {
	if since == "" || asOf.IsZero() {
		return false
	}
	d, err := Parse(since)
	return err == nil && d.hi <= asOf.hi
}
