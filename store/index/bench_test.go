package index

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"byname/evidence/record"
)

// rows makes records of about 400 bytes in 20 columns, as a memory book has them.
func rows(n int) func(i int) *record.Record {
	r := &record.Record{List: "book", Source: "book", Cells: make([]record.Cell, 20)}
	for j := range r.Cells {
		r.Cells[j].Column = fmt.Sprintf("column %d", j)
	}
	for j, name := range []string{"surname", "given", "patronymic", "birth", "birthplace", "arrest", "sentence"} {
		r.Fields = append(r.Fields, record.Field{Name: name, Type: record.Text, Column: r.Cells[j].Column})
	}
	rnd := rand.New(rand.NewPCG(3, uint64(n)))
	return func(i int) *record.Record {
		r.ID, r.Locator, r.Line = fmt.Sprintf("book:%d", i), fmt.Sprintf("row %d", i+1), i+2
		for j := range r.Cells {
			r.Cells[j].Text = fmt.Sprintf("слово%d", rnd.IntN(100000))
		}
		for j := range r.Fields {
			r.Fields[j].Value = r.Cells[j].Text
		}
		return r
	}
}

// build writes n records, four fifths as many persons, and a link for every tenth.
func build(b *testing.B, path string, n int) {
	w, err := Create(path)
	if err != nil {
		b.Fatal(err)
	}
	row := rows(n)
	for i := range n {
		if _, err := w.AddRecord(row(i)); err != nil {
			b.Fatal(err)
		}
	}
	for i := 0; i < n; i++ {
		p := Person{ID: fmt.Sprintf("p%012x", uint64(i)*0x9e3779b97f4a7c15>>16), Name: "Синтетов Иван", Members: []int64{int64(i)}}
		if i%4 == 0 && i+1 < n {
			p.Members = append(p.Members, int64(i+1))
			if err := w.AddLink(Link{A: int64(i), B: int64(i + 1), Bits: 10, Accepted: true, Levels: make([]byte, 8)}); err != nil {
				b.Fatal(err)
			}
			i++
		}
		if err := w.AddPerson(p); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(Meta{}); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkBuild(b *testing.B) {
	const n = 100_000
	path := filepath.Join(b.TempDir(), "index.db")
	for b.Loop() {
		build(b, path, n)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(info.Size())/n, "B/record")
}

func BenchmarkRead(b *testing.B) {
	const n = 100_000
	path := filepath.Join(b.TempDir(), "index.db")
	build(b, path, n)
	ix := open(b, path)
	rnd := rand.New(rand.NewPCG(1, 1))
	b.Run("record", func(b *testing.B) {
		for b.Loop() {
			if _, err := ix.Record(ctx, fmt.Sprintf("book:%d", rnd.IntN(n))); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("at", func(b *testing.B) {
		for b.Loop() {
			if _, err := ix.RecordsAt(ctx, int64(rnd.IntN(n))); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("person", func(b *testing.B) {
		for b.Loop() {
			if _, err := ix.PersonOf(ctx, fmt.Sprintf("book:%d", rnd.IntN(n))); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("persons", func(b *testing.B) {
		for b.Loop() {
			for _, err := range ix.Persons(ctx) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
