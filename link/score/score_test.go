package score

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"byname/evidence/record"
	"byname/link/compare"
	"byname/link/norm"
)

// TestTrainRecovers draws patterns from known m, u and lambda and proves that
// EM finds them again.
func TestTrainRecovers(t *testing.T) {
	graded := []compare.Level{{}, {Class: 1, Guess: -3, Differ: true}, {Class: 1, Guess: 2}, {Class: 1, Guess: 6, Same: true}}
	truth := []struct{ m, u [4]float64 }{
		{[4]float64{0, 0.05, 0.15, 0.80}, [4]float64{0, 0.97, 0.02, 0.01}},
		{[4]float64{0, 0.10, 0.20, 0.70}, [4]float64{0, 0.94, 0.04, 0.02}},
		{[4]float64{0, 0.30, 0.05, 0.65}, [4]float64{0, 0.90, 0.05, 0.05}},
		{[4]float64{0, 0.15, 0.10, 0.75}, [4]float64{0, 0.80, 0.10, 0.10}},
	}
	const pairs, lambda = 2_000_000, 0.002
	r := rand.New(rand.NewPCG(11, 12))
	draw := func(p [4]float64) int {
		if r.Float64() < 0.2 {
			return 0 // missing
		}
		x := r.Float64()
		for l := 1; l < 3; l++ {
			if x -= p[l]; x < 0 {
				return l
			}
		}
		return 3
	}
	h := newHistogram()
	for range pairs {
		match := r.Float64() < lambda
		var p compare.Pattern
		for c, w := range truth {
			if match {
				p |= compare.Pattern(draw(w.m)) << (4 * c)
			} else {
				p |= compare.Pattern(draw(w.u)) << (4 * c)
			}
		}
		h.add(p, 1)
	}
	m := &Model{Records: 2000, AllPairs: true, Comparisons: make([]Weights, len(truth))}
	e := &em{m: m, patterns: h.sorted(), scale: 1, pairs: [2]float64{pairs, 0}, lambda: [2]float64{1.0 / 2000, 1e-4}, total: &shares{}, personal: []bool{true, true, true, true}}
	for c := range truth {
		m.Comparisons[c].Levels = make([]Level, 4)
		e.levels = append(e.levels, graded)
		for _, x := range e.patterns {
			e.total[c][x.pattern.Level(c)] += x.count
		}
		normalise(graded, &e.total[c], 0.5)
		e.uu[c] = e.total[c]
		guess(graded, &e.total[c], &e.mm[c])
	}
	e.run()
	if got := m.Between.Lambda; math.Abs(got-lambda) > 0.1*lambda {
		t.Errorf("lambda %.5f, want %.5f", got, lambda)
	}
	for c, w := range truth {
		for l := 1; l < 4; l++ {
			if got := m.Comparisons[c].Levels[l]; math.Abs(got.M-w.m[l]) > 0.03 || math.Abs(got.U-w.u[l]) > 0.002 {
				t.Errorf("comparison %d level %d: m %.3f u %.4f, want %.3f %.4f", c, l, got.M, got.U, w.m[l], w.u[l])
			}
		}
	}
}

// lists makes synthetic records: n persons, each in two lists, with slips.
func lists(n int) *norm.Table {
	r := rand.New(rand.NewPCG(21, 22))
	word := func(n int) string {
		s := ""
		for range n {
			s += string("bdgklmnprst"[r.IntN(11)]) + string("aeiou"[r.IntN(5)])
		}
		return s
	}
	pool := func(n, long int) []string {
		var p []string
		for range n {
			p = append(p, word(long))
		}
		return p
	}
	surnames, givens, towns := pool(300, 3), pool(40, 2), pool(60, 3)
	b := norm.New(norm.Options{})
	var second []*record.Record
	for i := range n {
		f := []string{surnames[r.IntN(300)], givens[r.IntN(40)], fmt.Sprintf("18%02d-%02d-%02d", 60+r.IntN(40), 1+r.IntN(12), 1+r.IntN(28)), towns[r.IntN(60)]}
		for l := range 2 {
			v := append([]string(nil), f...)
			if r.IntN(8) == 0 {
				v[0] = v[0][:2] + "x" + v[0][3:]
			}
			if r.IntN(6) == 0 {
				v[2] = v[2][:4]
			}
			if r.IntN(5) == 0 {
				v[3] = towns[r.IntN(60)]
			}
			rec := &record.Record{ID: fmt.Sprintf("synthetic%d:%d", l, i), List: fmt.Sprint("synthetic", l), Fields: []record.Field{
				{Name: "surname", Value: v[0]}, {Name: "given", Value: v[1]},
				{Name: "birth", Type: record.Date, Value: v[2], EDTF: v[2]}, {Name: "birth_place", Value: v[3]}}}
			if l == 0 {
				b.Add(rec)
			} else {
				second = append(second, rec)
			}
		}
	}
	for _, rec := range second {
		b.Add(rec)
	}
	return b.Table()
}

func train(t testing.TB, tab *norm.Table, workers int) *Model {
	t.Helper()
	m, err := Train(context.Background(), tab, Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestWorkersGiveSameModel proves that the model and the edges are the same
// bytes for any number of workers, with and without blocking.
func TestWorkersGiveSameModel(t *testing.T) {
	for _, n := range []int{400, 2500} {
		tab := lists(n)
		one, two := train(t, tab, 1), train(t, tab, 2)
		a, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := json.Marshal(two)
		if !bytes.Equal(a, b) {
			t.Errorf("%d persons: models differ:\n%s\n%s", n, a, b)
		}
		if fmt.Sprint(one.Edges()) != fmt.Sprint(two.Edges()) {
			t.Errorf("%d persons: edges differ", n)
		}
	}
}

// TestFindsTheMatches proves that lambda is about the truth with and without blocking.
func TestFindsTheMatches(t *testing.T) {
	for _, n := range []int{400, 2500} {
		m := train(t, lists(n), 0)
		if got := m.Between.Matches; math.Abs(got-float64(n)) > 0.1*float64(n) {
			t.Errorf("%d persons in two lists: %.0f matches expected", n, got)
		}
		if m.Within.Matches > 0.02*float64(n) {
			t.Errorf("%d persons once a list: %.1f duplicates expected", n, m.Within.Matches)
		}
	}
}

// TestExplainSums proves that the steps of a waterfall add up to the weight.
func TestExplainSums(t *testing.T) {
	tab := lists(400)
	m := train(t, tab, 0)
	s := m.NewScratch()
	for _, e := range m.Edges() {
		w := Explain(tab, m, e.A, e.B)
		sum := 0.0
		for _, st := range w.Steps {
			sum += st.Bits
		}
		if sum != w.Bits || math.Abs(w.Bits-float64(e.Bits)) > 1e-3 || e.Bits != m.Weigh(tab, s, e.A, e.B) {
			t.Fatalf("%s / %s: steps %.4f, total %.4f, edge %.4f", w.A, w.B, sum, w.Bits, e.Bits)
		}
	}
}

// TestRareValuesCount proves that agreeing on a rare surname is worth more.
func TestRareValuesCount(t *testing.T) {
	b := norm.New(norm.Options{})
	for i := range 600 {
		surname := "Common"
		switch {
		case i >= 300:
			surname = fmt.Sprintf("Other%c%c", 'a'+i%26, 'a'+i/26)
		case i < 2:
			surname = "Rarest"
		}
		y := fmt.Sprintf("18%02d-0%d-1%d", i%90, 1+i%9, i%7)
		b.Add(&record.Record{ID: fmt.Sprint("synthetic:", i), List: fmt.Sprint(i % 2), Fields: []record.Field{
			{Name: "surname", Value: surname}, {Name: "birth", Type: record.Date, Value: y, EDTF: y}}})
	}
	tab := b.Table()
	m := train(t, tab, 0)
	rare, common := Explain(tab, m, 0, 1).Steps[1], Explain(tab, m, 10, 11).Steps[1]
	if rare.Bits <= common.Bits+3 {
		t.Errorf("rare surname %.1f bits, common one %.1f", rare.Bits, common.Bits)
	}
}

func TestEmptyAndAlone(t *testing.T) {
	for n := range 3 {
		b := norm.New(norm.Options{})
		for i := range n {
			b.Add(&record.Record{ID: fmt.Sprint(i), List: "l", Fields: []record.Field{{Name: "name", Value: "Ivan Orlov"}}})
		}
		m := train(t, b.Table(), 0)
		for _, w := range m.Comparisons {
			for _, l := range w.Levels {
				if math.IsNaN(l.Bits) || math.IsInf(l.Bits, 0) {
					t.Errorf("%d records: %s %s has %v bits", n, w.Name, l.Name, l.Bits)
				}
			}
		}
	}
}

func BenchmarkTrain(b *testing.B) {
	tab := lists(5000)
	for b.Loop() {
		train(b, tab, 1)
	}
}

func BenchmarkExplain(b *testing.B) {
	tab := lists(400)
	m := train(b, tab, 1)
	for b.Loop() {
		Explain(tab, m, 0, 400)
	}
}
