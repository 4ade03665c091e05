package read

import (
	"bytes"
	"context"
	"testing"
	"unicode/utf8"
)

func FuzzParseMapping(f *testing.F) {
	f.Add("list: a\nfields:\n  - {field: name, column: x, map: {a: b}, first: [{column: y}]}\n")
	f.Add("list: b\nreads: claims\nclaims:\n  - subject: {column: a, prefix: \"p:\"}\n    predicate: {const: c}\n    object: {column: d, split: \";\"}\nlimits: {cell: 5}\n")
	f.Add("lists:\n  - list: a\n    where: {column: x, is: [1]}\n    null: [NA, \"\"]\n")
	f.Add("list: a\nsource: {column: s, id: x, languages: [en, ru]}\nlocator: \"p. {page} {{x}}\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		if m, err := ParseMapping([]byte(text), "f"); err == nil {
			sameAgain(t, m)
		}
		_, _ = ParseMappings([]byte(text), "f")
	})
}

// FuzzItems: whatever the file, items are sound: valid UTF-8, ids that differ,
// problems that are short, and counts that add up.
func FuzzItems(f *testing.F) {
	f.Add([]byte("id,name,birth,x\n1,\"A, B\",1900,a;b\n1,C,32.13.1937,\xff\n"), byte(0))
	f.Add([]byte("{\"id\":1,\"name\":[\"A\",\"B\"]}\n{\n"), byte(1))
	f.Add([]byte("\xff\xfei\x00d\x00\n\x001\x00"), byte(2))
	f.Fuzz(func(t *testing.T, in []byte, which byte) {
		m := &Mapping{List: "l", Null: []string{"-"}, Locator: "{line} {id}", Limits: Limits{Cell: 64, Row: 256, Columns: 16}, Fields: []Field{
			{Field: "name", Value: Value{Join: []string{"name", "x"}, Sep: ", "}},
			{Field: "birth", Value: Value{Column: "birth", Split: ";"}},
			{Field: "birth", AgeAt: "arrest", Value: Value{Column: "x"}},
			{Field: "arrest", Value: Value{First: []Value{{Column: "arrest", Match: `\d+`}, {Column: "birth"}}}},
		}, Claims: []Template{{Predicate: &Value{Const: "p"}, Object: &Value{Column: "x", Split: ";", Prefix: "l:"}}}}
		if which&1 == 0 {
			m.ID = []string{"id"}
		}
		ids := map[string]bool{}
		records, problems, last := 0, 0, false
		for item, err := range Items(context.Background(), bytes.NewReader(in), m, "f") {
			if err != nil {
				return
			}
			switch {
			case item.Record != nil:
				records++
				if r := item.Record; ids[r.ID] || !utf8.ValidString(r.ID+r.Locator) {
					t.Errorf("id %q", r.ID)
				}
				ids[item.Record.ID] = true
				for _, x := range item.Record.Fields {
					if x.Value == "" || !utf8.ValidString(x.Value) {
						t.Errorf("field %s: %q", x.Name, x.Value)
					}
				}
				for _, c := range item.Record.Cells {
					if c.Text == "" || c.Column == "" || !utf8.ValidString(c.Text+c.Column) {
						t.Errorf("cell %q: %q", c.Column, c.Text)
					}
				}
			case item.Problem != nil:
				problems++
				if p := item.Problem; len(p.Value) > 200 || p.Reason == "" || p.Locator == "" {
					t.Errorf("problem %+v", p)
				}
			case item.Counts != nil:
				last = true
				sum := 0
				for _, n := range item.Counts.Problems {
					sum += n
				}
				if item.Counts.Records != records || sum != problems || item.Counts.Rows != records+item.Counts.Lost {
					t.Errorf("counts %+v, seen %d records and %d problems", item.Counts, records, problems)
				}
			}
		}
		if !last {
			t.Error("no counts at the end")
		}
	})
}

func FuzzGuess(f *testing.F) {
	f.Add([]byte("№;ФИО;Дата рождения\n1;Синтетов Иван;1900\n"), "список.csv")
	f.Add([]byte("{\"id\":1,\"name\":\"A B\"}"), "../x.json")
	f.Fuzz(func(t *testing.T, in []byte, file string) {
		if m, _, err := Guess(bytes.NewReader(in), file); err == nil {
			sameAgain(t, m)
		}
	})
}
