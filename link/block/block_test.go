package block

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"byname/evidence/record"
	"byname/link/norm"
)

// people makes n synthetic records over few values, some with several values.
func people(n int, seed uint64) *norm.Table {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(what string, n int) string { return fmt.Sprintf("%s%c%c", what, 'a'+r.IntN(n), 'a'+r.IntN(3)) }
	b := norm.New(norm.Options{})
	for i := range n {
		rec := &record.Record{ID: fmt.Sprint("synthetic:", i), List: "synthetic"}
		add := func(name, value string) { rec.Fields = append(rec.Fields, record.Field{Name: name, Value: value}) }
		add("surname", pick("Sur", 26))
		if r.IntN(8) > 0 {
			add("given", pick("Giv", 20))
		}
		for range r.IntN(3) {
			add("birth_place", pick("Town", 20))
		}
		if r.IntN(4) > 0 {
			y := fmt.Sprintf("18%02d-0%d-1%d", 60+r.IntN(30), 1+r.IntN(9), r.IntN(10))
			rec.Fields = append(rec.Fields, record.Field{Name: "birth", Type: record.Date, Value: y, EDTF: y})
		}
		b.Add(rec)
	}
	return b.Table()
}

// pairs runs a plan and counts how often each pair comes.
func pairs(t *testing.T, p *Plan) map[Pair]int {
	t.Helper()
	var mu sync.Mutex
	got := map[Pair]int{}
	err := p.Pairs(context.Background(), func(_ int, ps []Pair) {
		mu.Lock()
		defer mu.Unlock()
		for _, x := range ps {
			got[x]++
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestPairsEqualDefinition proves that the pairs streamed are exactly the pairs
// that share all keys of some rule, each once, for any number of workers.
func TestPairsEqualDefinition(t *testing.T) {
	for _, workers := range []int{1, 2, 3} {
		tab := people(700, 7)
		p := New(tab, Options{AllPairs: -1, Workers: workers, PerRow: 12})
		if len(p.Rules) < 3 {
			t.Fatalf("only %d rules", len(p.Rules))
		}
		got := pairs(t, p)
		for a := range int32(tab.Len()) {
			for b := a + 1; b < int32(tab.Len()); b++ {
				want := 0
				agree := p.agree(a, b)
				for _, r := range p.Rules {
					if agree&r.mask == r.mask {
						want = 1
					}
				}
				if got[Pair{a, b}] != want {
					t.Fatalf("%d workers: pair %d %d comes %d times, want %d", workers, a, b, got[Pair{a, b}], want)
				}
			}
		}
	}
}

func TestSmallTablesWhole(t *testing.T) {
	tab := people(100, 3)
	if got := pairs(t, New(tab, Options{})); len(got) != 100*99/2 {
		t.Errorf("%d pairs of 100 rows, want all 4950", len(got))
	}
}

// TestLongRuns proves that a value everybody has is neither dropped nor crossed.
func TestLongRuns(t *testing.T) {
	b := norm.New(norm.Options{})
	const n = 6000
	for i := range n {
		b.Add(&record.Record{ID: fmt.Sprint("synthetic:", i), List: "synthetic", Fields: []record.Field{
			{Name: "surname", Value: "Same"}, {Name: "given", Value: "All"}, {Name: "place", Value: fmt.Sprint("Town", i%3)},
		}})
	}
	p := New(b.Table(), Options{})
	got := pairs(t, p)
	if len(p.Rules) == 0 {
		t.Skip("no rule is narrow enough here")
	}
	if len(got) == 0 || len(got) > 100*n {
		t.Errorf("%d pairs of %d alike records", len(got), n)
	}
}

func TestListsKeptApart(t *testing.T) {
	b := norm.New(norm.Options{Lists: map[string]norm.Duplicates{"a": norm.DuplicateFree}, Apart: [][2]string{{"b", "c"}}})
	for i, list := range []string{"a", "a", "b", "c"} {
		b.Add(&record.Record{ID: fmt.Sprint(i), List: list, Fields: []record.Field{{Name: "surname", Value: "Same"}}})
	}
	got := pairs(t, New(b.Table(), Options{}))
	for _, x := range []Pair{{0, 1}, {2, 3}} {
		if got[x] != 0 {
			t.Errorf("pair %v comes although its lists forbid it", x)
		}
	}
	if len(got) != 4 {
		t.Errorf("%d pairs, want 4", len(got))
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := New(people(50, 1), Options{}).Pairs(ctx, func(int, []Pair) {}); err == nil {
		t.Error("no error from a cancelled run")
	}
}

func BenchmarkPairs(b *testing.B) {
	tab := people(50_000, 9)
	p := New(tab, Options{Workers: 1})
	n := 0
	for b.Loop() {
		n = 0
		_ = p.Pairs(context.Background(), func(_ int, ps []Pair) { n += len(ps) })
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(max(n, 1)), "ns/pair")
}
