package when

// Level is how well two uncertain dates of one event agree.
type Level uint8

// The levels, by falling agreement. They are tried in this order, and the
// first that fits holds.
const (
	// Unknown: one date is missing or open at both ends. It is no evidence.
	Unknown Level = iota
	// Equal: the same first and the same last day, however written.
	Equal
	// Contained: one lies wholly within the other: 1937 and 1937-08-05.
	Contained
	// CalendarShift: two days before March 1923 that are one day if one of
	// them is read in the Julian calendar: 10 to 13 days apart by their century.
	CalendarShift
	// Overlap: some days in common.
	Overlap
	// DigitSlip: a year, month or day that differs as a slip of the pen would: one
	// digit of all, two neighbouring digits of the year or of the day exchanged, day and month
	// exchanged, or the year off by just 10 or 20. Dates one year or up to three days apart are Near instead.
	DigitSlip
	// Near: at most 366 days between them.
	Near
	// Contradiction: none of these.
	Contradiction
)

var levelNames = [...]string{"unknown", "equal", "contained", "calendar shift", "overlap", "digit slip", "near", "contradiction"}

// String returns the name of the level in lower case.
func (l Level) String() string { return levelNames[l] }

const (
	nearDays  = 366
	closeDays = 3
)

// Compare grades the agreement of two dates. It does not matter which comes
// first. Qualifiers are not looked at. Cost: some tens of nanoseconds, no allocation.
func Compare(a, b Date) Level {
	if b.lo < a.lo {
		a, b = b, a
	}
	switch {
	case nowhere(a) || nowhere(b):
		return Unknown
	case a.lo == b.lo && a.hi == b.hi:
		return Equal
	case a.hi >= b.hi || a.lo == b.lo:
		return Contained
	case shifted(a, b):
		return CalendarShift
	case a.hi >= b.lo:
		return Overlap
	}
	gap := b.lo - a.hi
	if gap > closeDays && slipped(a, b) {
		return DigitSlip
	}
	if gap <= nearDays {
		return Near
	}
	return Contradiction
}

func nowhere(d Date) bool { return d.prec == NoPrecision || d.lo == MinDays && d.hi == MaxDays }

// shifted reports whether b, the later day, is a read in the Julian calendar.
func shifted(a, b Date) bool {
	const apart = 14
	if a.lo != a.hi || b.lo != b.hi || b.lo-a.lo > apart || a.lo >= lastSwitch ||
		a.cal == JulianCalendar && b.cal == JulianCalendar {
		return false
	}
	y, m, d := a.lo.Civil()
	return Julian(y, m, d) == b.lo
}

// slipped reports whether two plain dates differ as by one slip of the pen.
// What only one of them gives is not compared.
func slipped(a, b Date) bool {
	if !plain(a) || !plain(b) {
		return false
	}
	ya, ma, da := a.lo.Civil()
	yb, mb, db := b.lo.Civil()
	prec := max(a.prec, b.prec)
	if prec >= Month {
		da, db = 0, 0
	}
	if prec >= Year {
		ma, mb = 0, 0
		if yb-ya == 1 {
			return false
		}
	}
	if ya == yb && da == mb && db == ma {
		return true // 05.08 and 08.05
	}
	if ma == mb && da == db && (yb-ya == 10 || yb-ya == 20) {
		return true // 1895 and 1905
	}
	wrong := digitsWrong(int(ya), int(yb))
	swaps := 0
	if wrong == 2 && swapped(int(ya), int(yb)) {
		swaps++
		wrong = 0
	}
	wrong += digitsWrong(ma, mb)
	if n := digitsWrong(da, db); n == 2 && swapped(da, db) {
		swaps++
	} else {
		wrong += n
	}
	return wrong+swaps == 1
}

// plain reports whether the date is a single year, month or day of four-digit year.
func plain(d Date) bool {
	return (d.prec == Day || d.prec == Month || d.prec == Year) && d.lo >= yearZero && d.lo < lastPlain && d.hi-d.lo < nearDays
}

const lastPlain = Days(2932897) // 10000-01-01

// digitsWrong counts the decimal places in which two numbers differ.
func digitsWrong(a, b int) int {
	n := 0
	for a > 0 || b > 0 {
		if a%10 != b%10 {
			n++
		}
		a /= 10
		b /= 10
	}
	return n
}

// swapped reports whether exchanging two neighbouring digits of a somewhere
// gives b. The numbers differ in two places.
func swapped(a, b int) bool {
	for unit := 1; unit <= 100; unit *= 10 {
		low, high := a/unit%10, a/unit/10%10
		if a+(low-high)*unit*9 == b {
			return true
		}
	}
	return false
}
