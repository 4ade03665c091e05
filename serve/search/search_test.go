package search

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/store/index"
)

// testPerson is a person of an index built for a test: every form of the name
// stands in a record of its own.
type testPerson struct {
	id    string
	born  string
	forms []string
	said  []string // claims on the first record, as predicate=value
}

// build makes an index of persons and opens it.
func build(t testing.TB, persons []testPerson) *Searcher {
	t.Helper()
	path := filepath.Join(t.TempDir(), "index.db")
	w, err := index.Create(path)
	must(t, err)
	b, err := NewBuilder(w)
	must(t, err)
	var members [][]int64
	for _, p := range persons {
		var ords []int64
		for i, form := range p.forms {
			r := &record.Record{ID: fmt.Sprintf("test:%s-%d", p.id, i), List: "test", Source: "src", Locator: "line"}
			r.Fields = append(r.Fields, record.Field{Name: "name", Type: record.Name, Value: form})
			if i == 0 && p.born != "" {
				r.Fields = append(r.Fields, record.Field{Name: "birth", Type: record.Date, Value: p.born, EDTF: p.born})
			}
			ord, err := w.AddRecord(r)
			must(t, err)
			b.Record(r)
			ords = append(ords, ord)
		}
		members = append(members, ords)
		for i, s := range p.said {
			predicate, value, _ := strings.Cut(s, "=")
			c := &claim.Claim{
				ID: fmt.Sprintf("%s/%d", p.id, i), Subject: claim.Ref("test:" + p.id + "-0"),
				Predicate: predicate, Value: value, Source: "src", List: "claims",
			}
			must(t, w.AddClaim(c))
			b.Claim(c)
		}
	}
	for i, p := range persons {
		ip := index.Person{ID: p.id, Name: p.forms[0], Members: members[i]}
		must(t, w.AddPerson(ip))
		must(t, b.Person(ip))
	}
	must(t, b.Close())
	must(t, w.Close(index.Meta{}))
	ix, err := index.Open(path)
	must(t, err)
	t.Cleanup(func() { must(t, ix.Close()) })
	s, err := Open(ix)
	must(t, err)
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// readPersons reads testdata/NAME; the format is told at its head.
func readPersons(t testing.TB, file string) []testPerson {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	must(t, err)
	var out []testPerson
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '+':
			out[len(out)-1].said = append(out[len(out)-1].said, strings.TrimSpace(line[1:]))
		default:
			head, forms, ok := strings.Cut(line, ": ")
			if !ok {
				t.Fatalf("%s: %q: no colon", file, line)
			}
			id, born, _ := strings.Cut(strings.TrimSuffix(head, "]"), " [")
			out = append(out, testPerson{id: id, born: born, forms: strings.Split(forms, " | ")})
		}
	}
	return out
}

// TestScripts asks the queries of testdata/*.script and compares the persons
// found. A line is "query => persons": the best must be those, in that order;
// "a ~ b" lets a and b come in either order; "-" expects nothing; "..." at the
// end allows more, which the whole list otherwise excludes. "corpus NAME"
// chooses the persons.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.script")
	must(t, err)
	if len(scripts) == 0 {
		t.Fatal("no scripts")
	}
	for _, file := range scripts {
		t.Run(filepath.Base(file), func(t *testing.T) { runScript(t, file) })
	}
}

func runScript(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	must(t, err)
	var s *Searcher
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if corpus, ok := strings.CutPrefix(line, "corpus "); ok {
			s = build(t, readPersons(t, corpus))
			continue
		}
		query, want, ok := strings.Cut(line, "=>")
		if !ok {
			t.Fatalf("%s:%d: no =>", file, n)
		}
		query = strings.TrimPrefix(query, "\"")
		if trimmed := strings.TrimSuffix(query, " "); trimmed != query {
			query = trimmed
		}
		res, err := s.Search(context.Background(), Query{Text: query})
		must(t, err)
		if got, ok := meets(res, strings.Fields(want)); !ok {
			t.Errorf("%s:%d: %s\n got %s\nwant %s", file, n, query, got, want)
		}
	}
}

// meets compares results with the expectation of a script.
func meets(res Results, want []string) (got string, ok bool) {
	var ids, shown []string
	for i, r := range res.Results {
		ids = append(ids, r.Person)
		if i < 6 {
			shown = append(shown, fmt.Sprintf("%s(%.3f %s)", r.Person, r.Score, r.Why))
		}
	}
	got = strings.Join(shown, " ")
	if len(want) == 1 && want[0] == "-" {
		return got, len(ids) == 0
	}
	open := len(want) > 0 && want[len(want)-1] == "..."
	if open {
		want = want[:len(want)-1]
	}
	at := 0
	for i := 0; i < len(want); {
		group := []string{want[i]}
		i++
		for i+1 < len(want) && want[i] == "~" {
			group = append(group, want[i+1])
			i += 2
		}
		if at+len(group) > len(ids) {
			return got, false
		}
		have := slices.Clone(ids[at : at+len(group)])
		at += len(group)
		slices.Sort(have)
		slices.Sort(group)
		if !slices.Equal(have, group) {
			return got, false
		}
	}
	return got, open || at == len(ids)
}

// hostile is what a query must never trip over.
func hostile() []string {
	return []string{
		"", " ", "\x00", "\x00\x00Ежов", "'", "\"", "\"\"", "';DROP TABLE person;--", "a' OR '1'='1", "NEAR(a b)", "a AND NOT b", "* OR *", "col:val",
		"(((((", "))))", "^", "-", "--", "%", "_", "[a-z]", "\\", "/", "?", "...", "!!!!", "\u202e\u202d\u200f", "\u200b", "\ufeff", "\xff\xfe\xfd", "\xc3(",
		"\U0010FFFF", "💀💀", "́̂̃", strings.Repeat("a", 1<<20), strings.Repeat("а ", 1<<19), strings.Repeat("Ежов", 1<<17), strings.Repeat("\"", 1<<20),
		strings.Repeat("́", 1<<18), "a" + strings.Repeat("́", 4096), "1937", "born", "0000", "9999 9999 9999", "a b c d e f g h i j k l m n o p", "И.И.И.И.И.И.И.И.И.И.",
		"Ежов\x00Ягода", "\u05d9\u05d5\u05e1\u05e3", "يوسف", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "Ж", "ж.", "圖", "ｅｚｈｏｖ", "Ⅷ", "ﬀ",
	}
}

func TestHostileQueries(t *testing.T) {
	s := build(t, readPersons(t, "persons.txt"))
	for _, q := range hostile() {
		for _, offset := range []int{0, -5, 1 << 40} {
			res, err := s.Search(context.Background(), Query{Text: q, Offset: offset, Limit: -1})
			if err != nil {
				t.Fatalf("%.40q: %v", q, err)
			}
			checkResults(t, q, res)
		}
		hits, err := s.Words(context.Background(), Query{Text: q})
		if err != nil || hits.Results == nil {
			t.Fatalf("%.40q: words: %v", q, err)
		}
	}
}

// checkResults holds what is true of any answer.
func checkResults(t testing.TB, q string, res Results) {
	t.Helper()
	if res.Results == nil || !utf8.ValidString(res.Query) {
		t.Fatalf("%.40q: results %v query %q", q, res.Results, res.Query)
	}
	seen := map[string]bool{}
	for i, r := range res.Results {
		if r.Score < 0 || r.Score > 1 || r.Person == "" || r.Why == "" || seen[r.Person] {
			t.Fatalf("%.40q: result %d is %+v", q, i, r)
		}
		if i > 0 && r.Score > res.Results[i-1].Score {
			t.Fatalf("%.40q: result %d has a better score than the one before", q, i)
		}
		seen[r.Person] = true
	}
}

func FuzzSearch(f *testing.F) {
	for _, q := range hostile() {
		if len(q) < 1000 {
			f.Add(q)
		}
	}
	for _, p := range readPersons(f, "persons.txt")[:40] {
		f.Add(p.forms[0])
	}
	s := build(f, readPersons(f, "persons.txt"))
	f.Fuzz(func(t *testing.T, q string) {
		res, err := s.Search(context.Background(), Query{Text: q})
		must(t, err)
		checkResults(t, q, res)
		_, err = s.Words(context.Background(), Query{Text: q})
		must(t, err)
	})
}

// TestConcurrent asks from many goroutines and expects what one gets.
func TestConcurrent(t *testing.T) {
	persons := readPersons(t, "persons.txt")
	s := build(t, persons)
	ask := func(q string) string {
		res, err := s.Search(context.Background(), Query{Text: q})
		if err != nil {
			return err.Error()
		}
		return fmt.Sprint(res)
	}
	var want []string
	for _, p := range persons[:60] {
		want = append(want, ask(p.forms[0]))
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, p := range persons[:60] {
				if got := ask(p.forms[0]); got != want[i] {
					t.Errorf("%s: got %s, want %s", p.forms[0], got, want[i])
				}
			}
		})
	}
	wg.Wait()
}

// TestOwnFormsFindThePerson: every attested form finds the person who bears it, near the top.
func TestOwnFormsFindThePerson(t *testing.T) {
	persons := readPersons(t, "persons.txt")
	s := build(t, persons)
	asked, first := 0, 0
	for _, p := range persons {
		for _, form := range p.forms {
			res, err := s.Search(context.Background(), Query{Text: form})
			must(t, err)
			at := slices.IndexFunc(res.Results, func(r Result) bool { return r.Person == p.id })
			asked++
			if at == 0 {
				first++
			}
			if at < 0 {
				t.Errorf("%s: %s is not found by an own form", form, p.id)
			} else if res.Results[0].Score > res.Results[at].Score+oncePenalty {
				t.Errorf("%s: %s has %.4f, but %s %.4f", form, p.id, res.Results[at].Score, res.Results[0].Person, res.Results[0].Score)
			}
		}
	}
	if first*100 < asked*95 {
		t.Errorf("first for %d of %d own forms, want 95 %%", first, asked)
	}
}
