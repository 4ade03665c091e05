package search

import (
	"context"
	"testing"
)

func BenchmarkSearch(b *testing.B) {
	s := build(b, readPersons(b, "persons.txt"))
	for _, q := range []string{"Ежов", "Tuchatschewski", "Бухарин Н. И.", "тух"} {
		b.Run(q, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Search(context.Background(), Query{Text: q}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
