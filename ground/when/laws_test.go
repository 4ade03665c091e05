package when

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// expression draws EDTF of every kind, most of it valid.
func expression() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			return rapid.StringMatching(`(\.\.|)/(1[0-9]{3}(-0[1-9])?[?~%]?|)`).Draw(t, "open")
		case 1:
			return term(t) + "/" + term(t)
		case 2:
			return "[" + term(t) + "," + term(t) + ".." + term(t) + "]"
		case 3:
			return "{" + strings.Join([]string{term(t), term(t), term(t)}, ", ") + "}"
		case 4:
			return rapid.StringMatching(`Y-?[1-9][0-9]{2,6}(E[0-9]{1,2})?(S[1-9])?`).Draw(t, "year")
		case 5:
			return rapid.StringMatching(`[12][0-9]{3}-(0[1-9]|1[0-2])-[0-2][1-8]T[01][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,3})?(Z|[+-]0[1-9](:?[0-5][0-9])?)?`).Draw(t, "time")
		}
		return term(t)
	})
}

func term(t *rapid.T) string {
	return rapid.StringMatching(`[?~%]?-?([12][0-9X]{3}|[0-9X]{4}|[0-9]{2,3})[?~%]?(-[?~%]?([0-3X][0-9X]|4[01])[?~%]?(-[?~%]?[0-3X][0-9X][?~%]?)?)?`).Draw(t, "term")
}

// TestLaws: what is printed reads as the same date, canonically; bounds are in order; the level is
// one of three; a date equals itself and every date it bounds is contained.
func TestLaws(t *testing.T) {
	valid := 0
	rapid.Check(t, func(t *rapid.T) {
		s := expression().Draw(t, "edtf")
		d, err := Parse(s)
		if err != nil {
			return
		}
		valid++
		lawful(t, s, d)
	})
	if valid == 0 {
		t.Error("no valid expression drawn")
	}
}

type failer interface {
	Fatalf(format string, args ...any)
}

func lawful(t failer, s string, d Date) {
	printed := d.String()
	again, err := Parse(printed)
	if err != nil || again.In(d.Calendar()) != d {
		t.Fatalf("%q printed as %q and read as %#v, not %#v (%v)", s, printed, again, d, err)
	}
	if again.String() != printed {
		t.Fatalf("%q: %q is not canonical, %q is", s, printed, again.String())
	}
	lo, hi := d.Bounds()
	if lo > hi {
		t.Fatalf("%q: bounds %s, %s", s, lo, hi)
	}
	if d.Level() > 2 || d.IsZero() {
		t.Fatalf("%q: level %d, zero %v", s, d.Level(), d.IsZero())
	}
	if got := Compare(d, d); got != Equal && (lo != MinDays || hi != MaxDays) {
		t.Fatalf("%q compared with itself: %s", s, got)
	}
	text, err := d.MarshalText()
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	var back Date
	if err := back.UnmarshalText(text); err != nil || back != d {
		t.Fatalf("%q marshalled as %s and back as %#v (%v)", s, text, back, err)
	}
}

// TestBounds: the first and last day are the least and greatest of all the days that
// fit the pattern, found by trying every day of some years.
func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`19[0-9X]{2}-[01X][0-9X]-[0-3X][0-9X]`).Draw(t, "pattern")
		first, last := MaxDays, MinDays
		for day := Gregorian(1900, 1, 1); day <= Gregorian(1999, 12, 31); day++ {
			text := day.String()
			fits := true
			for i := range text {
				fits = fits && (s[i] == 'X' || s[i] == text[i])
			}
			if fits {
				first, last = min(first, day), max(last, day)
			}
		}
		d, err := Parse(s)
		if (err == nil) != (first <= last) {
			t.Fatalf("%s: %v, but the first day that fits is %s", s, err, first)
		}
		if lo, hi := d.Bounds(); err == nil && (lo != first || hi != last) {
			t.Fatalf("%s: %s to %s, not %s to %s", s, lo, hi, first, last)
		}
	})
}

func TestDays(t *testing.T) {
	if got := Julian(1918, 1, 31); got != Gregorian(1918, 2, 13) {
		t.Errorf("1918-01-31 O.S. is %s", got)
	}
	if Gregorian(0, 1, 1) != yearZero || Gregorian(1923, 3, 1) != lastSwitch || Gregorian(10000, 1, 1) != lastPlain {
		t.Error("the named days are wrong")
	}
	rapid.Check(t, func(t *rapid.T) {
		d := Days(rapid.Int64Range(-1_000_000, 3_000_000).Draw(t, "day"))
		y, m, day := d.Civil()
		if Gregorian(y, m, day) != d {
			t.Fatalf("%d: %d-%d-%d", d, y, m, day)
		}
		if want := time.Unix(int64(d)*86400, 0).UTC(); int64(want.Year()) != y || int(want.Month()) != m || want.Day() != day {
			t.Fatalf("%d: %d-%d-%d, package time has %s", d, y, m, day, want)
		}
		y, m, day = d.Julian()
		if Julian(y, m, day) != d {
			t.Fatalf("%d: Julian %d-%d-%d", d, y, m, day)
		}
	})
}

// TestCompareLaws: the order of the two does not matter, and widening one date to its year or
// decade never turns agreement into contradiction.
func TestCompareLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Days(rapid.Int64Range(-36500, 0).Draw(t, "a"))
		b := a + Days(rapid.Int64Range(-8000, 8000).Draw(t, "b"))
		da, db := plainDay(a), plainDay(b)
		y, m, _ := b.Civil()
		for _, d := range []Date{db, plainMonth(y, m), plainYear(y)} {
			if Compare(da, d) != Compare(d, da) {
				t.Fatalf("%s and %s: the order matters", da, d)
			}
		}
		if Compare(da, db) <= Overlap && Compare(da, plainYear(y)) == Contradiction {
			t.Fatalf("%s and %s agree, but not with %d", da, db, y)
		}
	})
}

func FuzzParse(f *testing.F) {
	for line := range strings.Lines(validTable + invalidTable) {
		f.Add(strings.TrimSpace(strings.SplitN(strings.TrimSpace(line), "  ", 2)[0]))
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an empty error")
			}
			return
		}
		lawful(t, s, d)
	})
}

func FuzzParseText(f *testing.F) {
	for line := range strings.Lines(textTable + badTextTable) {
		f.Add(strings.TrimSpace(strings.SplitN(strings.TrimSpace(line), "  ", 2)[0]), uint8(0))
	}
	f.Fuzz(func(t *testing.T, s string, choice uint8) {
		h := Hints{
			Lang:     [...]string{"", "ru", "en", "es", "de", "fr", "pl", "uk"}[choice%8],
			Order:    Order(choice / 8 % 4),
			Calendar: Calendar(choice / 32 % 3),
		}
		if choice > 127 {
			h.Century = 1850
		}
		d, err := ParseText(s, h)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an empty error")
			}
			return
		}
		lawful(t, s, d)
	})
}
