package place

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"byname/ground/when"
)

var update = flag.Bool("update", false, "rewrite the expected answers in testdata")

func date(t testing.TB, s string) when.Date {
	t.Helper()
	if s == "-" {
		return when.Date{}
	}
	d, err := when.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestGolden reads testdata/resolve.txt.
func TestGolden(t *testing.T) {
	const file = "testdata/resolve.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "\t") {
			continue
		}
		got.WriteString(line)
		at, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " | ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, m := range Resolve(name, date(t, at)) {
			fmt.Fprintf(&got, "\t%s | %s | %s | %s\n", m.Place.ID, m.NameThen, m.NameNow, m.Why)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got.String() != string(text) {
		g, w := strings.Split(got.String(), "\n"), strings.Split(string(text), "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("%s line %d\n got %q\nwant %q", file, i+1, g[i], w[i])
			}
		}
		t.Fatalf("%s: %d lines, want %d", file, len(g), len(w))
	}
}

// TestData checks the gazetteer: names of one language follow one another
// without a day on which there are two, parents have no circles, renamings name a source.
func TestData(t *testing.T) {
	g := BuiltIn()
	if len(g.Places()) < 400 {
		t.Errorf("only %d places", len(g.Places()))
	}
	for _, p := range g.Places() {
		var last when.Date
		for _, n := range p.Names {
			if n.Other || n.Lang != "ru" || n.Valid.IsZero() {
				continue
			}
			if from, _ := n.Valid.Bounds(); !last.IsZero() {
				_, to := last.Bounds()
				if year(from) < year(to) {
					t.Errorf("%s: %s begins %s, before the name before it ends (%s)", p.ID, n.Text, n.Valid, last)
				}
			}
			if from, _ := n.Valid.Bounds(); from != when.MinDays && n.Source == "" {
				t.Errorf("%s: the renaming to %s names no source", p.ID, n.Text)
			}
			last = n.Valid
		}
		for _, up := range g.Above(p, date(t, "1937")) {
			if up == p {
				t.Errorf("%s lies in itself", p.ID)
			}
		}
	}
}

// TestLaws: every name finds its place at its time, as its name then; the names do not depend on the case.
func TestLaws(t *testing.T) {
	g := BuiltIn()
	for _, p := range g.Places() {
		for _, n := range p.Names {
			if !found(g.Resolve(n.Text, n.Valid), p) {
				t.Errorf("%s is not found by its name %q", p.ID, n.Text)
			}
			if !found(g.Resolve(strings.ToUpper(n.Text), when.Date{}), p) {
				t.Errorf("%s is not found by its name %q in capitals", p.ID, n.Text)
			}
			for _, m := range g.Resolve(n.Text, n.Valid) {
				if m.Place == p && !m.InTime {
					t.Errorf("%s: its name %q is said not to be of its time %s", p.ID, n.Text, n.Valid)
				}
			}
		}
	}
}

func found(ms []Match, p *Place) bool {
	for _, m := range ms {
		if m.Place == p {
			return true
		}
	}
	return false
}

// TestOnePlace: the names of all times are one place.
func TestOnePlace(t *testing.T) {
	for _, names := range [][2]string{
		{"Ленинград", "St Petersburg"}, {"Сталино", "Донецк"}, {"Свердловск", "Yekaterinburg"}, {"Горький", "Nizhny Novgorod"}, {"Тифлис", "Tbilisi"},
		{"Фрунзе", "Bishkek"}, {"Верный", "Almaty"}, {"Акмолинск", "Astana"}, {"Lemberg", "Львов"}, {"Wilno", "Vilnius"}, {"Ковно", "Kaunas"}, {"Никольск-Уссурийский", "Ussuriysk"},
	} {
		a, b := Resolve(names[0], date(t, "1937")), Resolve(names[1], when.Date{})
		if len(a) == 0 || len(b) == 0 || a[0].Place != b[0].Place {
			t.Errorf("%s and %s: %v, %v", names[0], names[1], a, b)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"Ленинградская обл., д. Рыбское": "[Ленинградская область:oblast] [Рыбское:village]",
		"г.Ленинград":                    "[Ленинград:city]",
		"с. Покровское Тамбовской губ.":  "[Покровское:village] [Тамбовской губерния:guberniya]",
		"Абатский р-н Тюменской обл.":    "[Абатский район:district] [Тюменской область:oblast]",
		"Акмолинская обл. Казахстана":    "[Акмолинская область:oblast] [Казахстана:]",
		"Псковский р-н":                  "[Псковский район:district]",
		"Москва":                         "[Москва:]",
		"":                               "",
		"Х.Беленкович; Ставропольский край": "[Беленкович:village] [Ставропольский край:krai]",
	} {
		var got []string
		for _, p := range Parse(text) {
			got = append(got, fmt.Sprintf("[%s:%s]", p.Name, p.Kind))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %s, want %s", text, s, want)
		}
	}
}

func TestWith(t *testing.T) {
	g, err := With(map[string]io.Reader{"more.txt": strings.NewReader("place rybskoye village 58.4 33.1\nin leningrad-oblast 1927/1944\nname ru Рыбское | en Rybskoye\nplace moscow\nalso en Muscovia\n")})
	if err != nil {
		t.Fatal(err)
	}
	ms := g.Resolve("Ленинградская обл., д. Рыбское", date(t, "1937"))
	if len(ms) != 1 || ms[0].Place.ID != "rybskoye" {
		t.Errorf("a new place: %v", ms)
	}
	if ms := g.Resolve("Muscovia", when.Date{}); len(ms) != 1 || ms[0].Place.ID != "moscow" {
		t.Errorf("a new name: %v", ms)
	}
	if Resolve("Muscovia", when.Date{}) != nil {
		t.Error("the built-in gazetteer was changed")
	}
	for bad, want := range map[string]string{
		"name ru X\n":                           "bad.txt line 1: \"name\" before any place",
		"place A city\n":                        "line 1",
		"place a town 91 0\n":                   "no point of the globe",
		"place a planet\n":                      "unknown kind",
		"place a city\nname 1937-13/.. ru A\n":  "line 2",
		"place a city\nname A\n":                "a language",
		"place a city\n":                        "has no name",
		"place a city\nname ru A\nin nowhere\n": "not there",
		"place moscow city\n":                   "there already",
		"source x\n":                            "no text",
		"place a city\nfoo x\n":                 "unknown word",
		"place a city\nin moscow 1937 1938\n":   "perhaps an interval",
	} {
		if _, err := With(map[string]io.Reader{"bad.txt": strings.NewReader(bad)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", bad, err, want)
		}
	}
}

// TestHostile resolves long and broken texts; anything quadratic would take minutes.
func TestHostile(t *testing.T) {
	for _, unit := range []string{"а", "г. ", "Москва, ", ",", "\xff", "обл. ", "и\u0306", "\u202e", "Киров ", "(", "shch"} {
		Resolve(strings.Repeat(unit, 1<<20/len(unit)), when.Date{})
	}
}

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"Ленинград", "г. Киров, Калужская обл.", "\xff", "St. Petersburg", "и\u0306", ",,,", "р-н"} {
		f.Add(s)
	}
	at := date(f, "1937")
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range Resolve(s, at) {
			if m.Place == nil || m.NameNow == "" || m.NameThen == "" || m.Why == "" {
				t.Fatalf("%q: %+v", s, m)
			}
		}
		Parse(s)
	})
}

func FuzzWith(f *testing.F) {
	f.Add("source s a book\nplace x city 1 2\nin moscow 1937/..\nname 1937/.. ru А | en A ; s\nalso pl A\nremark b\n")
	f.Fuzz(func(t *testing.T, text string) {
		if g, err := With(map[string]io.Reader{"fuzz.txt": strings.NewReader(text)}); err == nil {
			g.Resolve("А", when.Date{})
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	BuiltIn()
	at := date(b, "1937")
	for _, s := range []string{"Ленинград", "Ленинградская обл., г. Луга", "Dnjepropetrowsk", "Нигдеград"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Resolve(s, at)
			}
		})
	}
}

func year(d when.Days) int64 { y, _, _ := d.Civil(); return y }
