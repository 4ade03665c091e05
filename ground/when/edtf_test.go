package when

import (
	"strings"
	"testing"
)

// table cuts a table into rows and cells: cells end at two blanks or more, # begins a note.
func table(t *testing.T, text string, width int) [][]string {
	t.Helper()
	var rows [][]string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), " # ")
		if line == "" {
			continue
		}
		var cells []string
		for cell := range strings.SplitSeq(line, "  ") {
			if cell = strings.TrimSpace(cell); cell != "" {
				cells = append(cells, cell)
			}
		}
		if len(cells) != width {
			t.Fatalf("table row %q has %d cells, not %d", line, len(cells), width)
		}
		rows = append(rows, cells)
	}
	return rows
}

// Canonical form, bounds, precision and level; = stands for the same as written.
const validTable = `
	1937                     =                     1937-01-01  1937-12-31  year      0
	1937-08                  =                     1937-08-01  1937-08-31  month     0
	1936-02-29               =                     1936-02-29  1936-02-29  day       0
	0000                     =                     0000-01-01  0000-12-31  year      0
	1937-08-05T23:59:59Z     =                     1937-08-05  1937-08-05  second    0
	1937-08-05T24:00:00-0330  1937-08-05T24:00:00-03:30  1937-08-05  1937-08-05  second  0
	1937-08-05T01:02:03.50+14  1937-08-05T01:02:03.50+14:00  1937-08-05  1937-08-05  second  0
	1937/1938-03             =                     1937-01-01  1938-03-31  interval  0
	-0044-03-15              =                     -0044-03-15  -0044-03-15  day     1
	-0044                    =                     -0044-01-01  -0044-12-31  year    1
	1937?                    =                     1937-01-01  1937-12-31  year      1
	1937-08-05%              =                     1937-08-05  1937-08-05  day       1
	193X                     =                     1930-01-01  1939-12-31  decade    1
	19XX~                    =                     1900-01-01  1999-12-31  century   1
	-01XX                    =                     -0199-01-01  -0100-12-31  century  1
	-00XX                    =                     -0099-01-01  -0001-12-31  century  1
	1937-XX                  =                     1937-01-01  1937-12-31  year      1
	1937-02-XX               =                     1937-02-01  1937-02-28  month     1
	1937-XX-XX               =                     1937-01-01  1937-12-31  year      1
	1937-21                  =                     1937-03-01  1937-05-31  season    1
	1937-24                  =                     1937-01-01  1938-02-28  season    1
	1937-23?                 =                     1937-09-01  1937-11-30  season    1
	Y-12345                  =                     -12345-01-01  -12345-12-31  year  1
	1937-08-05/..            =                     1937-08-05  ..          interval  1
	../1937-08               =                     ..          1937-08-31  interval  1
	1937/                    =                     1937-01-01  ..          interval  1
	/1937                    =                     ..          1937-12-31  interval  1
	/                        =                     ..          ..          interval  1
	../..                    =                     ..          ..          interval  1
	1937-08-05~/1937-08-07?  =                     1937-08-05  1937-08-07  interval  1
	?1937-08-05              1937?-08-05           1937-08-05  1937-08-05  day       2
	1937?-?08-?05            1937-08-05?           1937-08-05  1937-08-05  day       1
	1937-08~-05              =                     1937-08-05  1937-08-05  day       2
	~1937-~08-05             1937-08~-05           1937-08-05  1937-08-05  day       2
	1937-?08~-05             1937~-%08-05          1937-08-05  1937-08-05  day       2
	?1937~                   1937%                 1937-01-01  1937-12-31  year      1
	1937-08-?05              =                     1937-08-05  1937-08-05  day       2
	193X-08-05               =                     1930-08-05  1939-08-05  decade    2
	1XX7-12                  =                     1007-12-01  1997-12-31  millennium  2
	XXXX-02-29               =                     0000-02-29  9996-02-29  millennium  2
	1937-X1                  =                     1937-01-01  1937-11-30  year      2
	1937-1X-X0               =                     1937-10-10  1937-12-30  year      2
	19X7-XX-31               =                     1907-01-31  1997-12-31  century   2
	1937-28                  =                     1937-01-01  1938-02-28  season    2
	1976-29                  =                     1976-09-01  1976-11-30  season    2
	1976-32                  =                     1976-06-01  1976-08-31  season    2
	1937-36                  =                     1937-10-01  1937-12-31  season    2
	1937-38                  =                     1937-05-01  1937-08-31  season    2
	1937-41                  =                     1937-07-01  1937-12-31  season    2
	19                       =                     1900-01-01  1999-12-31  century   2
	193~                     =                     1930-01-01  1939-12-31  decade    2
	1937S2                   =                     1900-01-01  1999-12-31  century   2
	1937S4?                  =                     1937-01-01  1937-12-31  year      2
	-1937S3                  =                     -1939-01-01  -1930-12-31  decade  2
	Y17E7                    =                     170000000-01-01  170000000-12-31  year  2
	Y-17E3S1                 =                     -19999-01-01  -10000-12-31  millennium  2
	Y1E40                    =                     ..          ..          year      2
	[1937, 1938-05..1938-07]  [1937,1938-05..1938-07]  1937-01-01  1938-07-31  set    2
	{..1937-08,1938}         =                     ..          1938-12-31  set       2
	[1937,1938..]            =                     1937-01-01  ..          set       2
	[1937?]                  =                     1937-01-01  1937-12-31  set       2
	1937-08-30/1937-09-XX    =                     1937-08-30  1937-09-30  interval  1
`

func TestValid(t *testing.T) {
	for _, row := range table(t, validTable, 6) {
		in, want := row[0], row[1]
		if want == "=" {
			want = in
		}
		d, err := Parse(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		lo, hi := d.Bounds()
		got := []string{d.String(), lo.String(), hi.String(), d.Precision().String(), string(rune('0' + d.Level()))}
		if g, w := strings.Join(got, "  "), want+"  "+strings.Join(row[2:], "  "); g != w {
			t.Errorf("%s:\n got %s\nwant %s", in, g, w)
		}
		again, err := Parse(d.String())
		if err != nil || again != d {
			t.Errorf("%s: printed and read again: %#v, not %#v (%v)", in, again, d, err)
		}
	}
}

// Where each expression goes wrong (in characters from 1) and why.
const invalidTable = `
	1937-13            6   no such month
	1937-20-01         6   no such month
	1937-00            6   no such month
	1937-02-30         9   no such day in that month
	1937-02-29         9   no such day in that month
	1937-08-32         9   no such day
	193X-11-31         9   no such day in that month
	19X1-02-29         9   no such day in that month
	1937-21-05         9   a season has no days
	1937-8             7   a month of two digits is expected
	1937-08-5          10  a day of two digits is expected
	1937-008           8   a month has two digits
	1937-08-05-06      11  nothing may follow the day
	1937-08-05T1:02:03  13  two digits are expected
	1937-08-05T25:00:00  12  no such time of day
	1937-08T12:00:00   8   a time follows a complete date only
	1937-08-05?T12:00:00  12  a time follows a complete date only
	1937-08-05T12:00:00+15  21  no such time of day
	12345              5   a year of more than four digits is written with Y
	Y1234              2   a year with Y has five digits or more
	Y01234             2   a year with Y does not begin with 0
	Y12345S6           8   the year has not that many digits
	-0000              2   there is no year -0000
	1                  2   a year has four digits
	19-08              3   a year has four digits
	1937??             6   one qualifier is enough (% is both ? and ~)
	1937~%             6   one qualifier is enough (% is both ? and ~)
	1937S5             6   a year has four digits
	193XS2             5   S follows a plain year only
	1937/1936          6   the interval ends before it begins
	1937-08-05/1937-08  12  the interval ends before it begins
	1937/38            6   this kind of date cannot bound an interval
	1937/1938/1939     10  nothing may follow an interval
	1937x              5   nothing may follow here
	1937 г.            5   nothing may follow here
	год 1937           1   a year is expected
	[1937              6   a comma or ] is expected
	[1937}             6   a comma or ] is expected
	[1937,]            7   a year is expected
	[]                 2   a year is expected
	[1938..1937]       8   the range ends before it begins
	{..}               4   a year is expected
	[1937]x            7   nothing may follow a set
	[1937,1938, 1939]  11  the blanks about commas are uneven
`

func TestInvalid(t *testing.T) {
	for _, row := range table(t, invalidTable, 3) {
		_, err := Parse(row[0])
		if err == nil {
			t.Errorf("%s: accepted", row[0])
			continue
		}
		if g := err.Error(); !strings.Contains(g, "position "+row[1]) || !strings.Contains(g, row[2]) {
			t.Errorf("%s: %v\nwant %s at position %s", row[0], err, row[2], row[1])
		}
	}
	if _, err := Parse(""); err == nil {
		t.Error("empty text accepted")
	}
}

func TestQualifiers(t *testing.T) {
	for in, want := range map[string]string{
		"1937": "", "1937?": "?", "1937-08~": "~", "1937%": "%", "1937?-~08": "?~", "1937?/1938%": "?%",
		"[1937~,1938]": "~", "1937-?08~-05": "~%", "Y12345?": "?", "193~": "~", "1937S2%": "%",
	} {
		d, err := Parse(in)
		if err != nil || d.Qualifiers() != want {
			t.Errorf("%s: %q, want %q (%v)", in, d.Qualifiers(), want, err)
		}
	}
}

func TestKnownBy(t *testing.T) {
	for _, row := range table(t, `
		1956        1956        true
		1956-02-25  1956        true
		1956        1956-02-25  false  # the year may have been later than the day
		1957        1956        false
		195X        1959        true
		../1956     1956        true
		1956/..     1999        false
		1956?       1956        true   # a doubt is not a delay
		n.d.        1956        false
	`, 3) {
		asOf, err := Parse(row[1])
		if err != nil {
			t.Fatal(err)
		}
		if got := KnownBy(row[0], asOf); got != (row[2] == "true") {
			t.Errorf("KnownBy(%s, %s) = %v", row[0], row[1], got)
		}
	}
	if KnownBy("", plainYear(1956)) || KnownBy("1956", Date{}) {
		t.Error("unknown is known")
	}
}

func TestZero(t *testing.T) {
	var d Date
	lo, hi := d.Bounds()
	if !d.IsZero() || d.String() != "" || lo != MinDays || hi != MaxDays || d.Precision() != NoPrecision {
		t.Errorf("%#v", d)
	}
}
