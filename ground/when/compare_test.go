package when

import "testing"

const compareTable = `
	1937-08-05             1937-08-05             equal
	1937-08-05?            1937-08-05~            equal           # doubts are not compared
	1937                   1937-01/1937-12        equal
	1937                   1937-08-05             contained
	193X                   1937                   contained
	1937-08-05/1937-08-07  1937-08-06             contained
	1937/..                1937                   contained
	../1938                1937-08-05             contained
	1890-03-15             1890-03-27             calendar shift  # 12 days in the 19th century
	1917-10-25             1917-11-07             calendar shift  # 13 in the 20th
	1900-02-28             1900-03-12             calendar shift  # 12 before, 13 after 29 February 1900 O.S.
	1900-03-01             1900-03-14             calendar shift
	1799-01-01             1799-01-12             calendar shift
	1690-01-01             1690-01-11             calendar shift
	1917-10-25             1917-11-06             near            # 12 days in 1917 are no shift
	1937-08-05             1937-08-18             near            # nobody used the old calendar any more
	1937-08/1937-10        1937-10/1937-12        overlap
	1937-08-05/..          ../1938                overlap
	1937-08-05             1937-03-05             digit slip
	1937-08-05             1937-08-25             digit slip
	1937-08-13             1937-08-31             digit slip      # digits of the day exchanged
	1937-05-08             1937-08-05             digit slip      # day and month exchanged
	1937-08-05             1927-08-05             digit slip
	1895-08-05             1905-08-05             digit slip      # ten years, two digits
	1889                   1898                   digit slip      # digits of the year exchanged
	1890                   1898                   digit slip
	1890-05                1898-05-03             digit slip
	1890                   1870-03-15             digit slip
	1890                   1891                   near
	1890                   1891-12                near
	1937-08-05             1937-08-06             near            # one digit, but one day
	1937-08-05             1938-07-30             near
	1937-08-05             1939-07-30             contradiction
	1890                   1902                   contradiction
	1937-08-05             1929-03-05             contradiction
	1937-08-05/1937-08-07  1947-08-06             contradiction   # slips are looked for in plain dates only
	/                      1937                   unknown
`

func TestCompare(t *testing.T) {
	for _, row := range table(t, compareTable, 3) {
		a, err := Parse(row[0])
		if err != nil {
			t.Fatal(err)
		}
		b, err := Parse(row[1])
		if err != nil {
			t.Fatal(err)
		}
		if got := Compare(a, b).String(); got != row[2] {
			t.Errorf("%s and %s: %s, want %s", row[0], row[1], got, row[2])
		}
		if Compare(a, b) != Compare(b, a) {
			t.Errorf("%s and %s: the order matters", row[0], row[1])
		}
		if got := Compare(a, Date{}); got != Unknown {
			t.Errorf("%s and nothing: %s", row[0], got)
		}
	}
}

func TestBothJulian(t *testing.T) {
	a, b := plainDay(Gregorian(1890, 3, 15)).In(JulianCalendar), plainDay(Gregorian(1890, 3, 27)).In(JulianCalendar)
	if got := Compare(a, b); got != Near {
		t.Errorf("two dates converted from the Julian calendar: %s, want near", got)
	}
}

func TestBirthFromAge(t *testing.T) {
	for _, row := range table(t, `
		47   1937-08-05             1889-08-06/1890-08-05
		0    1937-08-05             1936-08-06/1937-08-05
		47   1937-08                1889-08/1890-08
		47   1937                   1889/1890
		47   1937?                  1889?/1890?
		47   193X                   1882/1892
		47   1937-08-05/1937-08-07  1889-08-06/1890-08-07
		47   1936-02-29             1888-03-01/1889-02-28
		131  1937                   none
		-1   1937                   none
		47   1937/..                none
	`, 3) {
		at, err := Parse(row[1])
		if err != nil {
			t.Fatal(err)
		}
		age := 0
		for i := range row[0] {
			if row[0][i] != '-' {
				age = age*10 + int(row[0][i]-'0')
			}
		}
		if row[0][0] == '-' {
			age = -age
		}
		got := BirthFromAge(age, at).String()
		if got == "" {
			got = "none"
		}
		if got != row[2] {
			t.Errorf("%s years old on %s: %s, want %s", row[0], row[1], got, row[2])
		}
	}
}

func TestMarshal(t *testing.T) {
	for text, hints := range map[string]Hints{
		"1918-02-13@julian":  {Calendar: JulianCalendar},
		"1918-01-31@unknown": {Lang: "ru"},
		"1918-01-31":         {Lang: "fr"},
	} {
		d, err := ParseText("31.01.1918", hints)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := d.MarshalText(); string(got) != text {
			t.Errorf("%+v: %s, want %s", hints, got, text)
		}
		var again Date
		if err := again.UnmarshalText([]byte(text)); err != nil || again != d {
			t.Errorf("%s read again: %#v, want %#v (%v)", text, again, d, err)
		}
	}
	for _, s := range []string{"1937@", "1937@lunar", "@julian", "x"} {
		if err := new(Date).UnmarshalText([]byte(s)); err == nil {
			t.Errorf("%s: accepted", s)
		}
	}
}
