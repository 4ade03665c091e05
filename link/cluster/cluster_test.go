package cluster

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"byname/evidence/judgement"
	"byname/evidence/record"
	"byname/link/norm"
	"byname/link/score"
)

var update = flag.Bool("update", false, "rewrite the expected part of testdata/*.txt")

// scenario is one text file: directives and synthetic records, a line "--",
// and what comes out.
//
//	list/key  field=value; field=value   a record; source=x puts it into a unit of its own
//	crowd N                              N further persons, each in two lists, so that there is something to learn from
//	free LIST | dedupe LIST              how a list is treated
//	same A B | different A B             a judgement
type scenario struct {
	records  []*record.Record
	opt      norm.Options
	judged   []judgement.Judgement
	expected string
}

func parse(t *testing.T, text string) scenario {
	t.Helper()
	given, expected, _ := strings.Cut(text, "--\n")
	s := scenario{opt: norm.Options{Lists: map[string]norm.Duplicates{}}, expected: expected}
	for _, line := range strings.Split(given, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		switch f[0] {
		case "crowd":
			n := 0
			if _, err := fmt.Sscan(f[1], &n); err != nil {
				t.Fatal(err)
			}
			s.records = append(s.records, crowd(n)...)
		case "free":
			s.opt.Lists[f[1]] = norm.DuplicateFree
		case "dedupe":
			s.opt.Lists[f[1]] = norm.Dedupe
		case "same", "different":
			s.judged = append(s.judged, judgement.New(f[1], f[2], judgement.Verdict(f[0])))
		default:
			s.records = append(s.records, parseRecord(f[0], strings.TrimSpace(line[len(f[0]):])))
		}
	}
	return s
}

func parseRecord(id, rest string) *record.Record {
	list, _, _ := strings.Cut(id, "/")
	r := &record.Record{ID: id, List: list}
	for _, p := range strings.Split(rest, "; ") {
		name, value, _ := strings.Cut(p, "=")
		f := record.Field{Name: name, Value: value}
		switch name {
		case "source":
			r.Source = value
			continue
		case "birth", "death", "execution", "arrest", "sentence_date":
			f.Type, f.EDTF = record.Date, value
		}
		r.Fields = append(r.Fields, f)
	}
	return r
}

// crowd makes n synthetic persons, each in the lists x and y.
func crowd(n int) []*record.Record {
	r := rand.New(rand.NewPCG(31, 32))
	var stems []string
	for range 90 {
		s := ""
		for range 2 {
			s += string([]rune("бвгдзклмнпрст")[r.IntN(13)]) + string([]rune("аеиоу")[r.IntN(5)])
		}
		stems = append(stems, strings.ToUpper(s[:2])+s[2:])
	}
	given := strings.Fields("Иван Пётр Анна Мария Сергей Фёдор Ольга Павел Яков Лев Борис Семён Зинаида Николай Андрей")
	town := strings.Fields("Тверь Псков Тула Орёл Калуга Рязань Самара Пермь Вятка Уфа")
	var out []*record.Record
	for i := range n {
		surname, first := stems[r.IntN(90)]+[]string{"в", "нский", "ненко", "рин"}[r.IntN(4)], given[r.IntN(15)]
		birth := fmt.Sprintf("18%02d-%02d-%02d", 60+r.IntN(40), 1+r.IntN(12), 1+r.IntN(28))
		arrest := fmt.Sprintf("1937-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28))
		place := town[r.IntN(10)]
		for l, list := range []string{"x", "y"} {
			b := birth
			if (i+l)%5 == 0 {
				b = birth[:4]
			}
			out = append(out, parseRecord(fmt.Sprintf("%s/%d", list, i), fmt.Sprintf("surname=%s; given=%s; birth=%s; arrest=%s; birth_place=%s", surname, first, b, arrest, place)))
		}
	}
	return out
}

func (s *scenario) run(t testing.TB, workers int) (*norm.Table, *score.Model, *Result) {
	t.Helper()
	b := norm.New(s.opt)
	for _, r := range s.records {
		b.Add(r)
	}
	tab := b.Table()
	m, err := score.Train(context.Background(), tab, score.Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	res, err := Build(context.Background(), tab, m, s.judged, Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return tab, m, res
}

// crowded reports a record of the crowd.
func crowded(id string) bool { return strings.HasPrefix(id, "x/") || strings.HasPrefix(id, "y/") }

// show writes the clusters and the edges of the records that are not crowd.
func show(tab *norm.Table, res *Result) string {
	var out strings.Builder
	right := 0
	for _, c := range res.Clusters {
		var ids []string
		for _, r := range c.Records {
			ids = append(ids, tab.ID(r))
		}
		if crowded(ids[0]) && len(ids) == 2 && ids[0][2:] == ids[1][2:] {
			right++
		} else if !crowded(ids[0]) || len(ids) > 2 {
			fmt.Fprintln(&out, strings.Join(ids, " "))
		}
	}
	for _, e := range res.Edges {
		if a, b := tab.ID(e.A), tab.ID(e.B); !crowded(a) && e.Kind != Near {
			fmt.Fprintf(&out, "%s %s %s", e.Kind, a, b)
			if e.Why != "" {
				fmt.Fprintf(&out, ": %s", e.Why)
			}
			fmt.Fprintln(&out)
		}
	}
	return out.String()
}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := parse(t, string(text))
			tab, _, res := s.run(t, 0)
			got := show(tab, res)
			if *update {
				given, _, _ := strings.Cut(string(text), "--\n")
				if err := os.WriteFile(file, []byte(given+"--\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != s.expected {
				t.Errorf("got\n%s\nwant\n%s", got, s.expected)
			}
		})
	}
}

// partition writes the clusters by ids, in an order of its own.
func partition(tab *norm.Table, res *Result) string {
	var all []string
	for _, c := range res.Clusters {
		var ids []string
		for _, r := range c.Records {
			ids = append(ids, tab.ID(r))
		}
		slices.Sort(ids)
		all = append(all, strings.Join(ids, " "))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// TestLaws proves that neither the order of records and lists nor the number
// of workers changes who is who.
func TestLaws(t *testing.T) {
	s := scenario{records: crowd(500)}
	tab, _, res := s.run(t, 1)
	want := partition(tab, res)
	tab2, _, res2 := s.run(t, 2)
	if partition(tab2, res2) != want || fmt.Sprint(res.Edges) != fmt.Sprint(res2.Edges) {
		t.Error("two workers give another result than one")
	}
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(s.records), func(i, j int) { s.records[i], s.records[j] = s.records[j], s.records[i] })
		tab, _, res := s.run(t, 2)
		if got := partition(tab, res); got != want {
			t.Errorf("another order of records gives another partition")
		}
	}
}

func TestPersonID(t *testing.T) {
	if got := PersonID("register:kirov"); len(got) != 13 || got[0] != 'p' || strings.ToLower(got) != got {
		t.Errorf("person id %q", got)
	}
	s := scenario{records: crowd(60)}
	tab, _, res := s.run(t, 0)
	for _, c := range res.Clusters {
		if c.ID != PersonID(tab.ID(c.Records[0])) || !slices.IsSorted(c.Records) {
			t.Errorf("cluster %s of %v", c.ID, c.Records)
		}
	}
}

// TestEveryMemberIsExplained proves that every record but the founding one has a link to an earlier record of its cluster.
func TestEveryMemberIsExplained(t *testing.T) {
	s := scenario{records: crowd(400)}
	_, _, res := s.run(t, 0)
	linked := map[int32]bool{}
	for _, e := range res.Edges {
		if e.Kind == Link {
			linked[e.B] = true
		}
	}
	for _, c := range res.Clusters {
		for _, r := range c.Records[1:] {
			if !linked[r] {
				t.Errorf("row %d of cluster %s has no link", r, c.ID)
			}
		}
	}
}

func TestModelMustFit(t *testing.T) {
	small, big := scenario{records: crowd(20)}, scenario{records: crowd(30)}
	_, m, _ := small.run(t, 0)
	tab, _, _ := big.run(t, 0)
	if _, err := Build(context.Background(), tab, m, nil, Options{}); err == nil {
		t.Error("a model of another table was taken")
	}
}

// TestAverageLinkage proves the chain of nearest neighbours against the plain
// way: join the closest two groups again and again.
func TestAverageLinkage(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	for range 300 {
		k := 2 + r.IntN(12)
		g := &group{b: &builder{}, k: k, rows: make([]int32, k), bits: make([]float32, k*k), bound: make([]bool, k*k), label: make([]int, k)}
		for i := range k {
			g.label[i] = i
			for j := range i {
				w := float32(r.Float64()*30 - 15)
				g.bits[i*k+j], g.bits[j*k+i] = w, w
				bound := r.IntN(12) == 0
				g.bound[i*k+j], g.bound[j*k+i] = bound, bound
			}
		}
		want := plain(g)
		g.link()
		if !slices.Equal(g.label, want) {
			t.Fatalf("%v, want %v", g.label, want)
		}
	}
}

// plain clusters by definition: the mean over all pairs of two groups.
func plain(g *group) []int {
	label := make([]int, g.k)
	for i := range label {
		label[i] = i
	}
	for {
		bi, bj, best := -1, -1, Stop-1e-9
		for i := range g.k {
			for j := i + 1; j < g.k; j++ {
				if label[i] != i || label[j] != j {
					continue
				}
				sum, n, ok := 0.0, 0.0, true
				for x := range g.k {
					for y := range g.k {
						if label[x] == i && label[y] == j {
							sum += float64(g.bits[x*g.k+y])
							n++
							ok = ok && !g.bound[x*g.k+y]
						}
					}
				}
				if ok && sum/n > best {
					bi, bj, best = i, j, sum/n
				}
			}
		}
		if bi < 0 {
			return label
		}
		for x := range label {
			if label[x] == bj {
				label[x] = bi
			}
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	s := scenario{records: crowd(2000)}
	tab, m, _ := s.run(b, 1)
	for b.Loop() {
		if _, err := Build(context.Background(), tab, m, nil, Options{Workers: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
