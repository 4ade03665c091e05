package when

import "strconv"

// Days counts days of the proleptic Gregorian calendar from 1970-01-01, which is 0.
type Days int64

// MinDays and MaxDays stand for an open or unknown end, and for years beyond
// 10^15, where counting days has no meaning.
const (
	MinDays Days = -1 << 62
	MaxDays Days = 1<<62 - 1
)

const maxYear = 1_000_000_000_000_000 // 10^15

// Both calendars repeat exactly: 400 Gregorian years are 146097 days, 4 Julian
// years 1461. Years are counted from 1 March, so that the leap day is the last.
const (
	daysIn400 = 146097
	daysIn4   = 1461
	epochGreg = 719468 // days from 0000-03-01 Gregorian to 1970-01-01
	epochJul  = 719470 // days from 0000-03-01 Julian to 1970-01-01 Gregorian
	yearZero  = Days(-719528)
)

// Gregorian returns the day of a date of the proleptic Gregorian calendar.
// Year 0 is 1 BC. Months and days are not checked; see Parse for checked input.
// Years beyond 10^15 give MinDays or MaxDays.
func Gregorian(year int64, month, day int) Days {
	if year > maxYear {
		return MaxDays
	}
	if year < -maxYear {
		return MinDays
	}
	y, n := marchYear(year, month, day)
	cycle := floorDiv(y, 400)
	y -= cycle * 400
	return Days(cycle*daysIn400 + y*365 + y/4 - y/100 + n - epochGreg)
}

// Julian returns the day of a date of the Julian calendar, Old Style:
// Julian(1918, 1, 31) is Gregorian(1918, 2, 13). Limits as for Gregorian.
func Julian(year int64, month, day int) Days {
	if year > maxYear {
		return MaxDays
	}
	if year < -maxYear {
		return MinDays
	}
	y, n := marchYear(year, month, day)
	cycle := floorDiv(y, 4)
	y -= cycle * 4
	return Days(cycle*daysIn4 + y*365 + n - epochJul)
}

// marchYear returns the year counted from 1 March and the days since that day.
func marchYear(year int64, month, day int) (y, days int64) {
	if month <= 2 {
		year--
		month += 12
	}
	return year, int64((153*(month-3)+2)/5 + day - 1)
}

// Civil returns the date of the day in the proleptic Gregorian calendar.
func (d Days) Civil() (year int64, month, day int) {
	n := int64(d) + epochGreg
	cycle := floorDiv(n, daysIn400)
	n -= cycle * daysIn400
	y := (n - n/(daysIn4-1) + n/36524 - n/(daysIn400-1)) / 365
	return fromMarch(cycle*400+y, n-(365*y+y/4-y/100))
}

// Julian returns the date of the day in the Julian calendar.
func (d Days) Julian() (year int64, month, day int) {
	n := int64(d) + epochJul
	cycle := floorDiv(n, daysIn4)
	n -= cycle * daysIn4
	y := (n - n/(daysIn4-1)) / 365
	return fromMarch(cycle*4+y, n-365*y)
}

func fromMarch(y, n int64) (year int64, month, day int) {
	m := (5*n + 2) / 153
	day = int(n-(153*m+2)/5) + 1
	month = int(m) + 3
	if month > 12 {
		month -= 12
		y++
	}
	return y, month, day
}

// String returns the day as YYYY-MM-DD; years of more than four digits as
// EDTF writes them do not exist with days, so they are printed plainly with
// their sign. MinDays and MaxDays give "..".
func (d Days) String() string {
	if d <= MinDays || d >= MaxDays {
		return ".."
	}
	y, m, day := d.Civil()
	return string(appendDay(make([]byte, 0, 16), y, m, day))
}

func appendDay(b []byte, y int64, m, d int) []byte {
	b = appendMonth(b, y, m)
	return append(b, '-', byte('0'+d/10), byte('0'+d%10))
}

func appendMonth(b []byte, y int64, m int) []byte {
	b = appendYear(b, y)
	return append(b, '-', byte('0'+m/10), byte('0'+m%10))
}

func appendYear(b []byte, y int64) []byte {
	if y < 0 {
		b = append(b, '-')
		y = -y
	}
	if y > 9999 {
		return strconv.AppendInt(b, y, 10)
	}
	return append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10))
}

func leap(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func monthLength(year int64, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	}
	return 31
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
