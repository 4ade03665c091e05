package web

import (
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"byname/ground/when"
	"byname/person"
)

// TestContrast: every text colour on every ground it is used on meets WCAG AA
// (4.5 to 1), edges of controls 3 to 1, in the light and in the dark scheme.
func TestContrast(t *testing.T) {
	css, err := fs.ReadFile(assetFiles, "css/10-base.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, found := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("no dark scheme")
	}
	for name, part := range map[string]string{"light": light, "dark": dark} {
		color := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`).FindAllStringSubmatch(part, -1) {
			color[m[1]] = luminance(t, m[2])
		}
		check := func(front, ground string, least float64) {
			a, okA := color[front]
			b, okB := color[ground]
			ratio := (math.Max(a, b) + 0.05) / (math.Min(a, b) + 0.05)
			if !okA || !okB || ratio < least {
				t.Errorf("%s: %s on %s is %.2f to 1, want %.1f", name, front, ground, ratio, least)
			}
		}
		for _, ground := range []string{"paper", "sheet"} {
			for _, text := range []string{"ink", "soft", "link", "accent", "warn", "duress", "for", "against"} {
				check(text, ground, 4.5)
			}
			check("edge", ground, 3)
			check("focus", ground, 3)
		}
		check("warn", "warn-sheet", 4.5)
		check("duress", "duress-sheet", 4.5)
		check("ink", "mark", 4.5)
		check("paper", "ink", 4.5)
		check("paper", "accent", 4.5)
	}
}

// luminance is the relative luminance of a colour, after WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func drawn(t *testing.T, edtf ...string) []dated {
	t.Helper()
	out := make([]dated, len(edtf))
	for i, e := range edtf {
		d, err := when.Parse(e)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = dated{group: person.Group{Predicate: "x", Values: []person.Value{{EDTF: e}}}, date: d}
	}
	return out
}

// TestScale: the line never runs backwards, everything lies on it, and long
// silence is broken while a single run is not.
func TestScale(t *testing.T) {
	for _, c := range []struct {
		edtf   []string
		breaks int
	}{
		{[]string{"1937-08-05"}, 0},
		{[]string{"1936", "1937-08-05", "1938"}, 0},
		{[]string{"1877", "1937-10-30", "1937-12-16", "1956-06-02"}, 2},
		{[]string{"../1900", "1937", "1990/.."}, 2},
		{[]string{"0900", "1937", "19XX"}, 1},
	} {
		s, ok := newScale(drawn(t, c.edtf...))
		if !ok || len(s.breaks()) != c.breaks {
			t.Errorf("%v: %d breaks, want %d", c.edtf, len(s)-1, c.breaks)
			continue
		}
		last := -1.0
		for d := when.Gregorian(800, 1, 1); d < when.Gregorian(2100, 1, 1); d += 37 {
			x := s.at(d)
			if x < last || x < 0 || x > 100 {
				t.Fatalf("%v: %s lies at %.2f after %.2f", c.edtf, d, x, last)
			}
			last = x
		}
	}
	if _, ok := newScale(drawn(t, "../..")); ok {
		t.Error("a date open at both ends was drawn")
	}
}

// TestAnchors: distinct ids of the data stay distinct as ids of the page.
func TestAnchors(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"a b", "a_b", "a-b", "a:b", "а:б", "a_20b", "", "ab", "\x00", "a\"b>"} {
		a := anchor("c", id)
		if other, taken := seen[a]; taken {
			t.Errorf("%q and %q share the anchor %s", id, other, a)
		}
		if !regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9_-]*$`).MatchString(a) {
			t.Errorf("%q gives the anchor %q", id, a)
		}
		seen[a] = id
	}
}
