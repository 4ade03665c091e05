package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"byname/evidence/record"
	"byname/link/norm"
)

// table makes synthetic records, one of each line of "field=value" parts.
func table(lines ...string) *norm.Table {
	b := norm.New(norm.Options{})
	for i, l := range lines {
		r := &record.Record{ID: fmt.Sprint("synthetic:", i), List: "synthetic"}
		for _, p := range strings.Split(l, "; ") {
			name, value, _ := strings.Cut(p, "=")
			f := record.Field{Name: name, Value: value}
			switch name {
			case "birth", "death", "execution", "arrest", "sentence_date":
				f.Type, f.EDTF = record.Date, value
			}
			r.Fields = append(r.Fields, f)
		}
		b.Add(r)
	}
	return b.Table()
}

// level compares two values of one field and names the level.
func level(t *testing.T, field, a, b string) string {
	t.Helper()
	// The third and fourth record make the column one that tells something.
	tab := table(field+"="+a, field+"="+b, field+"=1811-01-03", field+"=1811-01-03", field+"="+a, field+"="+b)
	k := New(tab)
	p := k.Compare(k.NewScratch(), 0, 1)
	for c, cmp := range k.Comparisons() {
		if cmp.Name == field {
			return cmp.Levels[p.Level(c)].Name
		}
	}
	t.Fatalf("no column %s", field)
	return ""
}

func TestLevels(t *testing.T) {
	for _, x := range [][4]string{
		{"birth", "1890-03-02", "1890-03-02", "same day"},
		{"birth", "1890-03-02", "1890-03-20", "one digit or two turned digits differ"},
		{"birth", "1890-03-02", "1890-02-03", "one digit or two turned digits differ"},
		{"birth", "1890-03-02", "1980-03-02", "one digit or two turned digits differ"},
		{"birth", "1889-12-01", "1889-12-13", "same day in two calendars"},
		{"birth", "1905-04-18", "1905-05-01", "same day in two calendars"},
		{"birth", "1890-03-02", "1890-03-15", "days within a month"},
		{"birth", "1890-03-02", "1890-11-15", "days within a year"},
		{"birth", "1890-03-02", "1856-03-02", "same day and month of different years"},
		{"birth", "1890-03-02", "1856-12-14", "different days"},
		{"birth", "1890-03-02", "1890-03", "compatible to the month"},
		{"birth", "1890-03-02", "1890-04", "months next to each other"},
		{"birth", "1890-03-02", "1890", "compatible to the year"},
		{"birth", "1891", "1890", "years next to each other"},
		{"birth", "1880", "1890", "years within ten years"},
		{"birth", "1850", "1890", "different years"},
		{"birth", "1850", "18XX", "no evidence"},
		{"place", "Тверь", "ТВЕРЬ", "same"},
		{"place", "La Plata, Buenos Aires", "LA PLATA. BUENOS AIRES", "same"},
		{"place", "La Plata, Buenos Aires", "La Plata", "similar"},
		{"place", "Petrovskoe", "Petrovskoye", "similar"},
		{"place", "Тверь", "Псков", "different"},
		{"post", "tq13 8df", "tq13 8dg", "similar"},
		{"post", "tq13 8df", "tq13 4aa", "something in common"},
		{"post", "tq13 8df", "ne1 4aa", "different"},
	} {
		for range 2 {
			if got := level(t, x[0], x[1], x[2]); got != x[3] {
				t.Errorf("%s %q / %q: %q, want %q", x[0], x[1], x[2], got, x[3])
			}
			x[1], x[2] = x[2], x[1]
		}
	}
}

func TestNames(t *testing.T) {
	for _, x := range []struct{ a, b, want string }{
		{"surname=Орлов; given=Иван", "surname=ОРЛОВ; given=Иван", "same, same, no evidence"},
		{"surname=Орлов; given=Иван", "surname=Орлов; given=И.", "same, initial, no evidence"},
		{"surname=Orlov; given=Ivan", "surname=Ivan; given=Orlov", "in each other's place, in each other's place, no evidence"},
		{"surname=Orlov", "given=Orlov", "no evidence, no evidence, no evidence"},
		{"surname=Hoffmann", "surname=Hoffmsnn", "near, no evidence, no evidence"},
		{"name=Orlov, Ivan; other_name=Petrov, Ivan", "name=Petrov, Ivan", "same, same, no evidence"},
	} {
		k := New(table(x.a, x.b))
		p := k.Compare(k.NewScratch(), 0, 1)
		var got []string
		for c := range 3 {
			got = append(got, k.Comparisons()[c].Levels[p.Level(c)].Name)
		}
		if s := strings.Join(got, ", "); s != x.want {
			t.Errorf("%s / %s: %s, want %s", x.a, x.b, s, x.want)
		}
	}
}

func TestImpossible(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want bool
	}{
		{"death=1937-10-01", "arrest=1940", true},
		{"death=1937-10-01", "arrest=1938-03", false}, // dates of lists are out by months
		{"birth=1920", "arrest=1912-05-01", true},
		{"birth=1920", "arrest=1938-05-01; arrest=1912-05-01", false},
		{"birth=1890", "death=1937", false},
	} {
		tab := table("surname=A; "+x.a, "surname=A; "+x.b, x.a, x.b, "birth=1811; death=1811; arrest=1811")
		k := New(tab)
		if got := k.Impossible(0, 1); (got != "") != x.want {
			t.Errorf("%s / %s: %q", x.a, x.b, got)
		}
		if k.Impossible(0, 1) != k.Impossible(1, 0) {
			t.Errorf("%s / %s: not symmetric", x.a, x.b)
		}
	}
}

// TestSymmetric proves that the order of two records does not matter, nor what was compared before.
func TestSymmetric(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"Орлов", "Орлова", "Orlow", "Petrov", "Петров", "Иван", "Ivan", "И.", "Хоружий"}
	var lines []string
	for range 60 {
		l := "surname=" + names[r.IntN(len(names))] + "; given=" + names[r.IntN(len(names))]
		if r.IntN(3) == 0 {
			l += "; other_name=" + names[r.IntN(len(names))] + " " + names[r.IntN(len(names))]
		}
		lines = append(lines, fmt.Sprintf("%s; birth=18%d; place=Town %d", l, 60+r.IntN(20), r.IntN(4)))
	}
	k := New(table(lines...))
	s := k.NewScratch()
	for a := range int32(60) {
		for b := range a {
			x, y, z := k.Compare(s, a, b), k.Compare(s, b, a), k.Compare(k.NewScratch(), a, b)
			if x != y || x != z {
				t.Fatalf("%s / %s: %x, %x, %x", lines[a], lines[b], x, y, z)
			}
		}
	}
}

// TestWithin proves the bounded distance against the plain definition.
func TestWithin(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		b := make([]byte, r.IntN(9))
		for i := range b {
			b[i] = "abc"[r.IntN(3)]
		}
		return string(b)
	}
	for range 20000 {
		a, b := word(), word()
		x, y := spelt(a), spelt(b)
		d := distance(a, b)
		for k := range 4 {
			if got := within(&x, &y, k); got != (d <= k) {
				t.Fatalf("%q %q: distance %d, within %d is %v", a, b, d, k, got)
			}
		}
	}
}

// distance is the optimal string alignment distance, plainly.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0:
				d[i][j] = j
			case j == 0:
				d[i][j] = i
			default:
				d[i][j] = min(d[i-1][j], d[i][j-1]) + 1
				c := d[i-1][j-1]
				if a[i-1] != b[j-1] {
					c++
				}
				d[i][j] = min(d[i][j], c)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}

func BenchmarkCompare(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	var lines []string
	for range 4000 {
		lines = append(lines, fmt.Sprintf("surname=%c%c%cov; given=%c%cn; birth=18%d-0%d-1%d; place=Town %d", 'A'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26),
			'A'+r.IntN(26), 'a'+r.IntN(26), 60+r.IntN(30), 1+r.IntN(9), r.IntN(10), r.IntN(400)))
	}
	k := New(table(lines...))
	s := k.NewScratch()
	i := int32(0)
	for b.Loop() {
		k.Compare(s, i%4000, (i*7+13)%4000)
		i = (i + 1) & 0xfffff
	}
}
