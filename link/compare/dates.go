package compare

import (
	"math/bits"

	"byname/ground/when"
	"byname/link/norm"
)

// compareDates grades two dates within the class that the wider of them allows.
func compareDates(a, b *norm.Date) int {
	gap := max(a.From-b.To, b.From-a.To, 0)
	switch max(a.Grain, b.Grain) {
	case norm.ToDay:
		return compareDays(a, b)
	case norm.ToMonth:
		switch {
		case gap == 0:
			return monthSame
		case gap <= 31:
			return monthNear
		case gap <= 366:
			return monthYear
		}
		return monthOther
	case norm.ToYear:
		switch {
		case gap == 0:
			return yearSame
		case gap <= 366:
			return yearNear
		case gap <= 3653:
			return yearDecade
		}
		return yearOther
	}
	// A date wider than two years can contradict, and cannot agree to any purpose.
	switch {
	case gap == 0:
		return 0
	case gap <= 366:
		return yearNear
	case gap <= 3653:
		return yearDecade
	}
	return yearOther
}

func compareDays(a, b *norm.Date) int {
	gap := a.From - b.From
	if gap < 0 {
		gap = -gap
	}
	switch {
	case gap == 0:
		return daySame
	case gap >= 10 && gap <= 13 && shifted(a.From, b.From, gap):
		return dayCalendar
	case a.Packed != 0 && b.Packed != 0 && slip(a.Packed, b.Packed):
		return daySlip
	case gap <= 31:
		return dayMonth
	case a.Packed != 0 && a.Packed&0xffff == b.Packed&0xffff && a.Packed&0xffff != 0x101:
		return dayOfYear
	case gap <= 366:
		return dayYear
	}
	return dayOther
}

// shifted reports that the earlier day is the later one in the Julian calendar.
func shifted(a, b, gap when.Days) bool {
	late := max(a, b)
	if late < -25509 || late > -14400 { // only where lists mix the calendars: 1900-02 to 1930-07
		return late < -25509 && gap == julianLag(late)
	}
	return gap == 13
}

// julianLag is the number of days the Julian calendar lagged behind before 1900-03-13.
func julianLag(d when.Days) when.Days {
	switch {
	case d >= -62081: // 1800-03-01 Julian
		return 12
	case d >= -98606: // 1700-03-01 Julian
		return 11
	}
	return 10
}

// slip reports that two packed days differ in one digit, in two neighbouring
// digits turned round, or in day and month turned round.
func slip(x, y uint32) bool {
	d := x ^ y
	low := bits.TrailingZeros32(d) &^ 3
	high := (31 - bits.LeadingZeros32(d)) &^ 3
	if low == high {
		return true
	}
	if high == low+4 && x>>low&15 == y>>high&15 && x>>high&15 == y>>low&15 && low != 4 && low != 12 {
		return true
	}
	return x>>16 == y>>16 && x>>8&255 == y&255 && y>>8&255 == x&255
}

// lifeColumns are the columns that bear on whether two records can be one life; -1 where there is none.
type lifeColumns struct{ birth, death, arrest, sentence int }

func lifeOf(t *norm.Table) lifeColumns {
	l := lifeColumns{-1, -1, -1, -1}
	for i, c := range t.Columns() {
		if c.Kind != norm.Dated {
			continue
		}
		switch c.Name {
		case "birth":
			l.birth = i
		case "death":
			l.death = i
		case "arrest":
			l.arrest = i
		case "sentence_date":
			l.sentence = i
		}
	}
	return l
}

// slack is what dates in lists are out by, in days, before a life is called impossible.
const slack = 366

// Impossible says why two rows cannot be about one life as far as the order of
// events goes: arrested more than a year after death, or before birth. It is
// "" when nothing speaks against it.
func (k *Kernel) Impossible(a, b int32) string {
	if why := k.impossible(a, b); why != "" {
		return why
	}
	return k.impossible(b, a)
}

func (k *Kernel) impossible(a, b int32) string {
	l := k.life
	switch {
	case k.after(a, l.arrest, b, l.death):
		return "one was arrested more than a year after the other died"
	case k.after(a, l.sentence, b, l.death):
		return "one was sentenced more than a year after the other died"
	case k.after(a, l.birth, b, l.arrest):
		return "one was born after the other was arrested"
	case k.after(a, l.birth, b, l.death):
		return "one was born after the other died"
	}
	return ""
}

// after reports whether every date of row a in column ca lies more than slack
// after every date of row b in column cb.
func (k *Kernel) after(a int32, ca int, b int32, cb int) bool {
	if ca < 0 || cb < 0 {
		return false
	}
	x, y := k.t.Cells(a)[ca], k.t.Cells(b)[cb]
	if x == 0 || y == 0 {
		return false
	}
	first, last := when.Days(1<<62), when.Days(-1<<62)
	k.t.Values(x, func(v int32) { first = min(first, k.days[v].From) })
	k.t.Values(y, func(v int32) { last = max(last, k.days[v].To) })
	return last < first-slack
}
