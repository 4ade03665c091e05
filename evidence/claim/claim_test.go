package claim

import (
	"testing"

	"byname/ground/when"
)

func TestRef(t *testing.T) {
	for ref, want := range map[Ref][2]string{
		"register:kirov": {"register", "kirov"},
		"event:a:b":      {"event", "a:b"},
		"bare":           {"bare", ""},
	} {
		if ref.Kind() != want[0] || ref.Key() != want[1] {
			t.Errorf("%q is %q and %q, want %v", ref, ref.Kind(), ref.Key(), want)
		}
	}
}

func TestDuressIsNotAnOrdinaryCircumstance(t *testing.T) {
	for code, want := range map[string][2]bool{
		"torture": {true, false}, "show-trial": {true, false},
		"official-announcement": {false, true}, "archival": {false, false}, "": {false, false},
	} {
		c := Claim{Circumstance: code}
		if c.Coerced() != want[0] || c.Accuser() != want[1] {
			t.Errorf("%q: coerced %v, accuser %v; want %v", code, c.Coerced(), c.Accuser(), want)
		}
	}
}

func TestKnownBy(t *testing.T) {
	at := func(s string) when.Date {
		d, err := when.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		known, public, asOf string
		want                bool
	}{
		{"1937-12-20", "1990", "1937", true}, // its own date goes before the book's
		{"", "1990", "1937", false},
		{"", "1990", "1990", true},
		{"", "", "2020", false}, // unknown is not known
		{"1937", "", "1937-06", false},
	} {
		got := (&Claim{KnownSince: c.known}).KnownBy(at(c.asOf), c.public)
		if got != c.want {
			t.Errorf("known %q, source public %q, as of %s: %v, want %v", c.known, c.public, c.asOf, got, c.want)
		}
	}
}
