package when

import "strings"

// calendarMark stands between EDTF and the name of a calendar in MarshalText.
const calendarMark = "@"

// MarshalText writes canonical EDTF, with "@julian" or "@unknown" behind it
// unless the date was written in the Gregorian calendar: "1918-02-13@julian" is
// the day that a source called 31 January 1918. The zero Date gives "".
func (d Date) MarshalText() ([]byte, error) {
	s := d.String()
	if d.prec != NoPrecision && d.cal != GregorianCalendar {
		s += calendarMark + d.cal.String()
	}
	return []byte(s), nil
}

// UnmarshalText reads what MarshalText wrote, and any EDTF. Its errors are those of Parse.
func (d *Date) UnmarshalText(text []byte) error {
	*d = Date{}
	if len(text) == 0 {
		return nil
	}
	edtf, name, marked := strings.Cut(string(text), calendarMark)
	x, err := Parse(edtf)
	if err != nil {
		return err
	}
	if marked {
		c, ok := calendarNamed(name)
		if !ok {
			return &Error{Text: string(text), Offset: len(edtf) + len(calendarMark), Reason: "gregorian, julian or unknown is expected"}
		}
		x.cal = c
	}
	*d = x
	return nil
}

func calendarNamed(name string) (Calendar, bool) {
	for c, s := range calendarNames {
		if s == name {
			return Calendar(c), true
		}
	}
	return 0, false
}
