package index

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"byname/evidence/record"
)

// TestShelves: pages come back by number, sorted shelves by first key, heads by ordinal.
func TestShelves(t *testing.T) {
	fail := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "index.db")
	w, err := Create(path)
	fail(err)
	p, err := w.Pages()
	fail(err)
	buf := make([]byte, 0, 100)
	for n := range int64(100) {
		buf = append(buf[:0], fmt.Sprintf("page %d", n)...)
		fail(p.Put(NameTerms, n, fmt.Appendf(nil, "%03d", 10*n), buf))
		fail(p.Put(NameLists, n*n, nil, buf))
		_, err := w.AddRecord(&record.Record{ID: fmt.Sprintf("l:%d", n), List: "l", Source: "s"})
		fail(err)
	}
	for n := range int64(100) {
		fail(w.AddPerson(Person{ID: fmt.Sprintf("p%d", n), Name: "synthetic", Members: []int64{n}}))
	}
	fail(w.Close(Meta{}))
	ix, err := Open(path)
	fail(err)
	defer func() { fail(ix.Close()) }()
	ctx := context.Background()

	for key, want := range map[string]int64{"000": 0, "005": 0, "010": 1, "999": 99, "zzz": 99} {
		if got, ok, err := ix.PageAt(ctx, NameTerms, []byte(key)); err != nil || !ok || got != want {
			t.Errorf("PageAt %s: %d %v %v, want %d", key, got, ok, err, want)
		}
	}
	if _, ok, err := ix.PageAt(ctx, NameTerms, []byte("")); ok || err != nil {
		t.Errorf("a key before all: %v %v", ok, err)
	}
	for _, n := range []int{0, 1, 2, 4, 5, 31, 32, 33, 70} {
		var ask []int64
		want := map[int64]string{}
		for i := range int64(n) {
			ask = append(ask, i*i, 1<<40+i)
			want[i*i] = fmt.Sprintf("page %d", i)
		}
		got := map[int64]string{}
		fail(ix.Pages(ctx, NameLists, ask, func(n int64, data []byte) error { got[n] = string(data); return nil }))
		if !maps.Equal(got, want) {
			t.Errorf("%d pages: got %v", n, got)
		}
	}
	var heads []string
	fail(ix.HeadsAt(ctx, []int64{7, 3, 1000}, func(n int64, h Head) { heads = append(heads, fmt.Sprintf("%d %s %d", n, h.ID, h.Records)) }))
	slices.Sort(heads)
	if want := []string{"3 p3 1", "7 p7 1"}; !slices.Equal(heads, want) {
		t.Errorf("heads %v, want %v", heads, want)
	}
}
