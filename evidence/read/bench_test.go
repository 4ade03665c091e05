package read

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"byname/evidence/read/rows"
)

// table makes n rows of 20 columns about invented people.
func table(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	surnames := []string{"Иванов", "Петрова", "Сидоренко", "Кузнецов", "Соколова", "Вяземский"}
	var b bytes.Buffer
	b.WriteString("id,surname,given,patronymic,birth,birth_place,arrest,sentence,sentence_date,execution,note1,note2,note3,note4,note5,note6,note7,note8,note9,note10\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,%s,Иван,Петрович,%d,\"Ленинград, ул. %d\",%02d.%02d.1937,ВМН,1937-11-%02d,%d,", i, surnames[r.IntN(len(surnames))],
			1860+r.IntN(60), r.IntN(1000), 1+r.IntN(28), 1+r.IntN(12), 1+r.IntN(30), 1937+r.IntN(2))
		for range 9 {
			fmt.Fprintf(&b, "пометка %d,", r.IntN(1000))
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

func tableMapping() *Mapping {
	m := &Mapping{List: "bench", ID: []string{"id"}, Lang: "ru", Order: "dmy", Locator: "row {line}, id {id}"}
	for _, f := range []string{"surname", "given", "patronymic", "birth", "birth_place", "arrest", "sentence", "sentence_date", "execution"} {
		m.Fields = append(m.Fields, Field{Field: f, Value: Value{Column: f}})
	}
	return m
}

func BenchmarkRows(b *testing.B) {
	data := table(100_000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		in, err := rows.Open(bytes.NewReader(data), rows.Options{})
		if err != nil {
			b.Fatal(err)
		}
		var row rows.Row
		for err == nil {
			err = in.Next(&row)
		}
		if err != io.EOF {
			b.Fatal(err)
		}
	}
}

func BenchmarkItems(b *testing.B) {
	data := table(100_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Items(context.Background(), bytes.NewReader(data), tableMapping(), "bench.csv") {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
