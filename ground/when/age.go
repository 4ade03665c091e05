package when

const oldest = 130 // years; nobody was known to reach it

// BirthFromAge returns when somebody was born who was age years old at a date:
// of 47 on 1937-08-05, 1889-08-06/1890-08-05; of 47 in 1937, 1889/1890. The ends are as
// precise as the date. It returns the zero Date for an age below 0 or above 130 and for an
// open or missing date.
func BirthFromAge(age int, at Date) Date {
	if age < 0 || age > oldest || at.prec == NoPrecision || at.lo <= MinDays || at.hi >= MaxDays {
		return Date{}
	}
	y1, m1, d1 := at.lo.Civil()
	y2, m2, d2 := at.hi.Civil()
	y1 -= int64(age) + 1
	y2 -= int64(age)
	var a, b []byte
	switch {
	case at.prec >= Season && at.prec <= Millennium:
		a, b = appendYear(a, y1), appendYear(b, y2)
	case at.prec == Month:
		a, b = appendMonth(a, y1, m1), appendMonth(b, y2, m2)
	default:
		first := Gregorian(y1, m1, min(d1, monthLength(y1, m1))) + 1
		last := Gregorian(y2, m2, min(d2, monthLength(y2, m2)))
		a, b = append(a, first.String()...), append(b, last.String()...)
	}
	if q := sign(at.worst()); q != "" {
		a, b = append(a, q...), append(b, q...)
	}
	d, err := Parse(string(a) + "/" + string(b))
	if err != nil {
		return Date{}
	}
	return d.In(at.cal)
}
