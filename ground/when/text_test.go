package when

import (
	"errors"
	"strings"
	"testing"
)

// A text, the EDTF it comes to and the calendar. A line in brackets sets the hints.
const textTable = `
	1937-08-05                              1937-08-05                gregorian
	1937?                                   1937?                     gregorian
	1890                                    1890                      unknown    # both calendars were in use
	в 1937 г.                               1937                      gregorian
	1890 г.р.                               1890                      unknown
	5 августа 1937 г.                       1937-08-05                gregorian
	«5» августа 1937 года                   1937-08-05                gregorian
	05.08.1937г.                            1937-08-05                gregorian
	5.VIII.1937                             1937-08-05                gregorian
	5/ХІ-1937 г.                            1937-11-05                gregorian  # Roman number typed in Cyrillic
	в августе 1937 г.                       1937-08                   gregorian
	09.1937                                 1937-09                   gregorian
	1937.08.05                              1937-08-05                gregorian
	19370805                                1937-08-05                gregorian
	1937 г., 5 августа                      1937-08-05                gregorian
	1937-08-05 00:00:00                     1937-08-05                gregorian
	не позднее марта 1938                   ../1938-03                gregorian
	до 1938 г.                              ../1938                   gregorian
	после 5 августа 1937                    1937-08-05/..             gregorian
	не ранее 1937                           1937/..                   gregorian
	с 1937 по 1938 г.                       1937/1938                 gregorian
	между 5 и 7 августа 1937                1937-08-05/1937-08-07     gregorian
	5-7 августа 1937                        1937-08-05/1937-08-07     gregorian
	август - сентябрь 1937                  1937-08/1937-09           gregorian
	28 декабря - 3 января 1938              1937-12-28/1938-01-03     gregorian
	1937 - ?                                1937/                     gregorian
	ок. 1890                                1890~                     unknown
	о. 1890                                 1890~                     unknown
	1890 (?)                                1890?                     unknown
	возможно, около 1937                    1937%                     gregorian
	1890 или 1891                           [1890,1891]               unknown
	1890 (1891)                             [1890,1891]               unknown
	1890 | 1890-03-15                       [1890,1890-03-15]         unknown
	5 и 7 августа 1937                      {1937-08-05,1937-08-07}   gregorian
	1937 (август)                           1937-08                   gregorian
	??.08.1937                              1937-08                   gregorian
	00.00.1937                              1937                      gregorian
	193?                                    193X                      gregorian
	19??                                    19XX                      unknown
	1930-е                                  193X                      gregorian
	1930-х гг.                              193X                      gregorian
	начало 1930-х                           1930/1933~                gregorian
	вторая половина 1930-х гг.              1935/1939                 gregorian
	конец XIX в.                            1867~/1899                unknown
	весна 1930                              1930-21                   gregorian
	зима 1937/38                            1937-24                   gregorian
	лето 1937 - осень 1938                  1937-22/1938-23           gregorian
	начало 1938                             1938-01/1938-04~          gregorian
	конец 1937                              1937-09~/1937-12          gregorian
	первая половина 1937                    1937-40                   gregorian
	2-я половина августа 1937               1937-08-16/1937-08-31     gregorian
	2-я декада августа 1937 г.              1937-08-11/1937-08-20     gregorian
	в I квартале 1938                       1938-33                   gregorian
	1937-8                                  1937/1938                 gregorian
	1937/38                                 1937/1938                 gregorian
	1937–1938 гг.                           1937/1938                 gregorian
	15.03.1890 ст. ст.                      1890-03-27                julian
	31 января 1918 (ст. ст.)                1918-02-13                julian
	в марте 1917 ст. ст.                    1917-03-14/1917-04-13     julian
	29.02.1900                              1900-03-13                julian     # the new calendar had no such day
	25 октября (7 ноября) 1917              1917-11-07                gregorian
	13 (25) апреля 1890 г.                  1890-04-25                gregorian
	1/13 мая 1890                           1890-05-13                gregorian
	27 декабря 1899 (8 января 1900)         1900-01-08                gregorian

	[en]
	between 27 July and 1 August 1938       1938-07-27/1938-08-01     gregorian
	19 April O.S. / 1 May N.S. 1890         1890-05-01                gregorian
	19 April 1890 (O.S.)                    1890-05-01                julian
	circa 1890                              1890~                     gregorian
	c. 1890                                 1890~                     gregorian
	ca. 1890                                1890~                     gregorian
	August 5, 1937                          1937-08-05                gregorian
	Aug. 5-7, 1937                          1937-08-05/1937-08-07     gregorian
	5th of August, 1937                     1937-08-05                gregorian
	08/15/1937                              1937-08-15                gregorian  # no month 15
	05-AUG-1937                             1937-08-05                gregorian
	no later than March 1938                ../1938-03                gregorian
	the early 1930s                         1930/1933~                gregorian
	mid-August 1937                         1937-08-11~/1937-08-20~   gregorian
	19th century                            18XX                      gregorian
	44 BC                                   -0043                     unknown
	[en MDY]
	08/05/1937                              1937-08-05                gregorian

	[es]
	NOV/1976                                1976-11                   gregorian
	NOV/1976-ABR/1977                       1976-11/1977-04           gregorian
	ABR-MAY/1977                            1977-04/1977-05           gregorian
	21-27/05/1977                           1977-05-21/1977-05-27     gregorian
	28/07-02/08/1976                        1976-07-28/1976-08-02     gregorian
	28/07/1976-02/08/1976                   1976-07-28/1976-08-02     gregorian
	1º/05/1977                              1977-05-01                gregorian
	1ª quinc/03/1977                        1977-03-01/1977-03-15     gregorian
	fines/10/1978                           1978-10-21~/1978-10-31    gregorian
	princ/05/1976                           1976-05-01/1976-05-10~    gregorian
	med/06/1976                             1976-06-11~/1976-06-20~   gregorian
	fines/1976                              1976-09~/1976-12          gregorian
	AÑO/1976                                1976                      gregorian
	AÑOS/1976-77                            1976/1977                 gregorian
	DIC/1977-AÑO/1978                       1977-12/1978              gregorian
	a principios de mayo de 1978            1978-05-01/1978-05-10~    gregorian
	entre el 5 y el 7 de agosto de 1977     1977-08-05/1977-08-07     gregorian
	del 5 al 7 de agosto de 1977            1977-08-05/1977-08-07     gregorian
	siglo XIX                               18XX                      gregorian
	[es south]
	otoño de 1976                           1976-31                   gregorian

	[de]
	am 5. Aug. 1937                         1937-08-05                gregorian
	1.–5. August 1937                       1937-08-01/1937-08-05     gregorian
	zwischen dem 5. und dem 7. August 1937  1937-08-05/1937-08-07     gregorian
	vor 1938                                ../1938                   gregorian
	um 1890                                 1890~                     gregorian
	Anfang August 1937                      1937-08-01/1937-08-10~    gregorian
	die 1930er Jahre                        193X                      gregorian
	[fr]
	1er mai 1937                            1937-05-01                gregorian
	du 5 au 7 août 1937                     1937-08-05/1937-08-07     gregorian
	vers 1890                               1890~                     gregorian
	avant 1938                              ../1938                   gregorian
	mi-août 1944                            1944-08-11~/1944-08-20~   gregorian
	années 1930                             193X                      gregorian
	[pl]
	5 sierpnia 1937 r.                      1937-08-05                gregorian
	między 5 a 7 sierpnia 1937              1937-08-05/1937-08-07     gregorian
	około 1890                              1890~                     gregorian
	przed 1938                              ../1938                   gregorian
	w połowie sierpnia 1937                 1937-08-11~/1937-08-20~   gregorian
	lata 1930                               193X                      gregorian
	[uk]
	5 серпня 1937 року                      1937-08-05                gregorian
	не пізніше березня 1938 р.              ../1938-03                gregorian
	бл. 1890                                1890~                     unknown
	між 5 і 7 серпня 1937                   1937-08-05/1937-08-07     gregorian
	наприкінці 1937                         1937-09~/1937-12          gregorian

	[ru 1850]
	05.08.37                                1937-08-05                gregorian
	5.VIII-37 г.                            1937-08-05                gregorian
	90                                      1890                      unknown
	30-е годы                               193X                      gregorian
	[ru julian]
	15.03.1890                              1890-03-27                julian
	1890                                    1890                      julian
	1890-03-15                              1890-03-27                julian
	[ru gregorian]
	15.03.1890                              1890-03-15                gregorian
`

// hints reads "[es south]".
func hints(t *testing.T, line string) Hints {
	var h Hints
	for i, word := range strings.Fields(strings.Trim(line, "[]")) {
		switch {
		case i == 0:
			h.Lang = word
		case word == "MDY":
			h.Order = MDY
		case word == "south":
			h.Southern = true
		case word == "1850":
			h.Century = 1850
		case word == "julian":
			h.Calendar = JulianCalendar
		case word == "gregorian":
			h.Calendar = GregorianCalendar
		default:
			t.Fatalf("no such hint: %s", word)
		}
	}
	return h
}

func TestText(t *testing.T) {
	var h Hints
	for block := range strings.SplitAfterSeq(textTable, "\n") {
		if line := strings.TrimSpace(block); strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			h = hints(t, line)
			continue
		}
		for _, row := range table(t, block, 3) {
			for _, in := range []string{row[0], strings.ToUpper(row[0]), " " + row[0] + "\u00a0"} {
				d, err := ParseText(in, h)
				if err != nil {
					t.Errorf("%s: %v", in, err)
				} else if d.String() != row[1] || d.Calendar().String() != row[2] {
					t.Errorf("%s: %s %s, want %s %s", in, d, d.Calendar(), row[1], row[2])
				}
			}
		}
	}
}

func TestNone(t *testing.T) {
	for _, s := range []string{"", "  ", "-", "—", "?", "...", "0000", "00.00.0000", "неизв.", "н/д", "б/д", "нет данных",
		"Не установлено", "sin datos", "Sin datos fecha", "dato resguardado", "NA", "n/a", "null", "unknown", "unbekannt",
		"o.D.", "inconnue", "s.d.", "brak danych", "невідомо", "дата неизвестна"} {
		if d, err := ParseText(s, Hints{}); !errors.Is(err, ErrNone) {
			t.Errorf("%q: %v, %v", s, d, err)
		}
	}
}

const badTextTable = `
	32.13.1937                  1   there is no day 32
	30.13.1937                  4   there is no month 13
	30 февраля 1937             1   that month has only 28 days
	31.06.1937                  1   that month has only 30 days
	05.08.37                    7   the century of the year 37 is not known
	5 августа                   10  a year is expected
	в 1890 г. русский           11  the word "русский" is not understood
	99 ЛЕТ                      4   this is an age
	193                         1   a year of 3 digits
	12345                       1   a year of 5 digits
	1937-                       6   a date is expected
	1937)                       5   this bracket was never opened
	(1937                       6   the bracket is never closed
	августа августа 1937        9   one month is enough
	5 5 5 1937                  7   one number too many
	между 1937                  11  between needs two dates
	до 1937 или 1938            9   before or after two dates
	5 сентября - 7 августа 1937  14  the range ends before it begins
	19 April O.S. / 5 May N.S. 1890  17  the old date is 1890-05-01 in the new calendar
	1937 € 1938                 6   this character has no meaning
	5-я декада августа 1937     1   there are only 3
	неизв., 1937                1   a date and a word for none
	1937-08-05 12:61            15  no such time of day
`

func TestBadText(t *testing.T) {
	for _, row := range table(t, badTextTable, 3) {
		d, err := ParseText(row[0], Hints{})
		if err == nil {
			t.Errorf("%s: read as %s", row[0], d)
			continue
		}
		if g := err.Error(); !strings.Contains(g, "position "+row[1]) || !strings.Contains(g, row[2]) {
			t.Errorf("%s: %v\nwant %s at position %s", row[0], err, row[2], row[1])
		}
	}
	for _, s := range []string{strings.Repeat("5", 1<<20), strings.Repeat("в ", 1<<19), "\xff1937", "1937\x00", strings.Repeat("(", 300)} {
		if d, err := ParseText(s, Hints{}); err == nil {
			t.Errorf("%.20q: read as %s", s, d)
		} else if len(err.Error()) > 1000 {
			t.Errorf("%.20q: an error of %d bytes", s, len(err.Error()))
		}
	}
}

// TestWords reads every phrase of every language where dates are written with it.
func TestWords(t *testing.T) {
	w := lexicon()
	if len(w.switched) != 7 {
		t.Errorf("%d languages have a calendar line, not 7", len(w.switched))
	}
	forms := map[kind]string{
		kMonth: "5 %s 1937", kSeason: "%s 1937", kPart: "%s 1937", kBefore: "%s 1937", kAfter: "%s 1937",
		kCirca: "%s 1937", kMaybe: "%s 1937", kOr: "1937 %s 1938", kAnd: "1937 %s 1938", kTo: "1937 %s 1938",
		kYear: "1937 %s", kTens: "1930%s", kCentury: "XIX %s", kCenturyBefore: "%s XIX", kTensBefore: "%s 1930",
		kJulian: "5 VIII 1937 %s", kGregorian: "5 VIII 1937 %s", kBC: "44 %s", kFill: "%s 1937", kSuffix: "5%s VIII 1937",
		kHalf: "1 %s 1937", kQuarter: "1 %s 1937", kFortnight: "1 %s 08.1937", kTen: "1 %s 08.1937",
	}
	for phrase, meanings := range w.phrases {
		for _, m := range meanings {
			form, ok := forms[m.kind]
			if !ok {
				continue
			}
			in := strings.Replace(form, "%s", phrase, 1)
			d, err := ParseText(in, Hints{Lang: m.lang})
			if err != nil {
				t.Errorf("%s: %s: %v", m.lang, in, err)
				continue
			}
			if _, month, _ := d.Earliest().Civil(); m.kind == kMonth && month != m.n {
				t.Errorf("%s: %s: %s", m.lang, in, d)
			}
		}
	}
}
