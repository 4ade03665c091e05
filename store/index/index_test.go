package index

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/evidence/source"
)

// Everybody and everything in these tests is synthetic.

var ctx = context.Background()

// content is what a test puts into an index.
type content struct {
	lists    []List
	sources  []source.Source
	records  []*record.Record
	claims   []*claim.Claim
	problems []record.Problem
	persons  []Person
	links    []Link
	meta     Meta
}

func write(t testing.TB, path string, c content) {
	t.Helper()
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, l := range c.lists {
		must(w.AddList(l))
	}
	for _, s := range c.sources {
		must(w.AddSource(s))
	}
	for i, r := range c.records {
		n, err := w.AddRecord(r)
		must(err)
		if n != int64(i) {
			t.Fatalf("record %d has ordinal %d", i, n)
		}
	}
	for _, x := range c.claims {
		must(w.AddClaim(x))
	}
	for _, p := range c.problems {
		must(w.AddProblem(p))
	}
	for _, p := range c.persons {
		must(w.AddPerson(p))
	}
	for _, l := range c.links {
		must(w.AddLink(l))
	}
	must(w.Close(c.meta))
}

func open(t testing.TB, path string) *Index {
	t.Helper()
	ix, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ix.Close() })
	return ix
}

func same(t testing.TB, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func ok[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// synthetic is a small archive with every kind of thing.
func synthetic() content {
	cell := func(column, text string) record.Cell { return record.Cell{Column: column, Text: text} }
	return content{
		lists: []List{{
			ID: "camp", Added: 2, Changed: 1,
			Current:  Version{Act: 3, File: "camp-2.csv", Blob: "b2", Mapping: "m", Size: 7, When: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)},
			Previous: []Version{{Act: 1, File: "camp-1.csv", Blob: "b1", Mapping: "m", Size: 5}},
		}},
		sources: []source.Source{
			{ID: "book", Title: "Книга", Languages: []string{"ru"}, Public: "1990", Extra: []source.Note{{Name: "pages", Value: "12"}}},
			{ID: "press", Lineage: "tass", Kind: "press"},
			{ID: "book", Author: "Составитель", Title: ""},
		},
		records: []*record.Record{
			{
				ID: "camp:1", List: "camp", Source: "book", Locator: "row 1", Line: 2,
				Cells: []record.Cell{cell("ФИО", " Синтетов Иван "), cell("год", "1900"), cell("год", "1901"), cell("пусто", "")},
				Fields: []record.Field{
					{Name: "name", Type: record.Name, Value: "Синтетов Иван", Column: "ФИО"},
					{Name: "birth", Type: record.Date, Value: "1901", EDTF: "1901", Column: "год"},
					{Name: "birth", Type: record.Date, Value: "ок. 1900", EDTF: "1900~", Column: "год"},
					{Name: "fate", Type: record.Term, Value: "constant"},
				},
			},
			{ID: "camp:2", List: "camp", Source: "book", Locator: "row 2", Line: 3, Cells: []record.Cell{cell("\x00\xff", "\xff\x00 bytes")}, Fields: []record.Field{}},
			{ID: "other:1", List: "other", Source: "press", Cells: []record.Cell{}, Fields: []record.Field{}},
			{ID: "camp:0", List: "camp", Source: "unsaid", Withdrawn: true, Cells: []record.Cell{}, Fields: []record.Field{}},
		},
		claims: []*claim.Claim{
			{ID: "c1", Subject: "event:trial", Predicate: "label", Value: "A synthetic trial", Source: "book", List: "events"},
			{ID: "c2", Subject: "event:trial", Predicate: "participant", Value: "Синтетов", Object: "camp:1", Source: "book", List: "events", Locator: "p. 1"},
			{
				ID: "c3", Subject: "camp:1", Predicate: "death", Value: "1937", Type: record.Date, EDTF: "1937", Place: "там", Source: "press", Locator: "col. 2",
				Paraphrase: "p", Circumstance: "torture", Told: "told", Stance: claim.Denies, KnownSince: "1990", KnownBasis: "book", List: "facts", Record: "camp:1",
				Extra: []record.Cell{cell("note", "x"), cell("", "")},
			},
			{ID: "c3", Subject: "series:dead", Predicate: "figure", Value: "1,000,000", Source: "press"},
		},
		problems: []record.Problem{
			{Source: "book", List: "camp", File: "camp-2.csv", Locator: "row 9", Line: 10, Column: "год", Field: "birth", Value: "\u2028 32.13.1937", Reason: "no such day"},
			{Source: "press", List: "other", Locator: "row 1", Reason: "ragged row", Lost: true},
			{Source: "book", List: "camp", Locator: "row 11", Reason: "no such day"},
		},
		persons: []Person{
			{ID: "pzzz", Name: "Синтетов Иван", Members: []int64{0, 2}},
			{ID: "paaa", Name: "?", Members: []int64{1}},
		},
		links: []Link{
			{A: 0, B: 2, Bits: 12.25, Accepted: true, Levels: []byte{1, 0, 2}},
			{A: 0, B: 1, Bits: -3},
			{A: 1, B: 2, Bits: 5},
		},
		meta: Meta{LogSize: 4, LogRoot: "root", Values: map[string][]byte{"model": []byte(`{"m":1}`), "": nil}},
	}
}

func TestRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder?#%", "index.db")
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	c := synthetic()
	write(t, path, c)
	ix := open(t, path)

	meta := ix.Meta()
	if meta.Format != FormatVersion || meta.LogSize != 4 || meta.LogRoot != "root" || string(meta.Values["model"]) != `{"m":1}` {
		t.Errorf("%+v", meta)
	}
	for i, r := range c.records {
		same(t, "record "+r.ID, r, ok[*record.Record](t)(ix.Record(ctx, r.ID)))
		same(t, "record at", []*record.Record{r}, ok[[]*record.Record](t)(ix.RecordsAt(ctx, int64(i))))
	}
	for i, want := range c.claims {
		same(t, "claim", []*claim.Claim{want}, ok[[]*claim.Claim](t)(ix.ClaimsAt(ctx, int64(i))))
	}
	same(t, "claim by id", c.claims[2], ok[*claim.Claim](t)(ix.Claim(ctx, "c3")))
	same(t, "claims on", []*claim.Claim{c.claims[2], c.claims[0], c.claims[1]}, ok[[]*claim.Claim](t)(ix.ClaimsOn(ctx, "camp:1", "none:0", "event:trial")))
	same(t, "claims naming", c.claims[1:2], ok[[]*claim.Claim](t)(ix.ClaimsNaming(ctx, "camp:1", "camp:2")))
	same(t, "records of", []*record.Record{c.records[0], c.records[2]}, ok[[]*record.Record](t)(ix.RecordsOf(ctx, "pzzz")))
	same(t, "person of", "pzzz", ok[string](t)(ix.PersonOf(ctx, "other:1")))
	same(t, "persons at", []string{"paaa", "", "pzzz"}, ok[[]string](t)(ix.PersonsAt(ctx, 1, 3, 0)))
	same(t, "heads", []Head{{"pzzz", "Синтетов Иван", 2, "camp:1"}, {"paaa", "?", 1, "camp:2"}}, ok[[]Head](t)(ix.PersonHeads(ctx, "pzzz", "paaa")))
	var persons []Person
	for p, err := range ix.Persons(ctx) {
		persons = append(persons, ok[Person](t)(p, err))
	}
	same(t, "persons", []Person{
		{ID: "paaa", Name: "?", Members: []int64{1}, Records: []string{"camp:2"}},
		{ID: "pzzz", Name: "Синтетов Иван", Members: []int64{0, 2}, Records: []string{"camp:1", "other:1"}},
	}, persons)
	for _, err := range ix.Persons(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		break // must not hang or panic
	}
	strong := Link{A: 0, B: 2, RecordA: "camp:1", RecordB: "other:1", Bits: 12.25, Accepted: true, Levels: []byte{1, 0, 2}}
	weak := Link{A: 1, B: 2, RecordA: "camp:2", RecordB: "other:1", Bits: 5}
	same(t, "links", []Link{strong, weak}, ok[[]Link](t)(ix.LinksOf(ctx, "other:1")))
	if links := ok[[]Link](t)(ix.LinksOf(ctx, "camp:1", "camp:2", "other:1")); len(links) != 3 {
		t.Errorf("a link between two of them is given %d times in %+v", len(links), links)
	}

	sources := ok[[]SourceHead](t)(ix.Sources(ctx))
	same(t, "sources", []SourceHead{
		{source.Source{ID: "book", Title: "Книга", Author: "Составитель", Languages: []string{"ru"}, Public: "1990", Extra: c.sources[0].Extra}, 2, 2},
		{c.sources[1], 1, 2},
		{source.Source{ID: "unsaid"}, 1, 0},
	}, sources)
	same(t, "source", sources[1], ok[SourceHead](t)(ix.Source(ctx, "press")))

	lists := ix.Lists()
	camp := c.lists[0]
	camp.Records, camp.Problems, camp.Withdrawn = 3, 2, 1
	same(t, "lists", []List{camp, {ID: "other", Records: 1, Problems: 1}, {ID: "events", Claims: 2}, {ID: "facts", Claims: 1}, {ID: "", Claims: 1}}, lists)

	same(t, "subject", Subject{"event:trial", "A synthetic trial", 2}, ok[Subject](t)(ix.Subject(ctx, "event:trial")))
	subjects, more, err := ix.Subjects(ctx, "series", Page{})
	if err != nil || more != 0 {
		t.Error(more, err)
	}
	same(t, "subjects", []Subject{{"series:dead", "dead", 1}}, subjects)
	same(t, "reasons", map[string]int{"no such day": 2, "ragged row": 1}, ok[map[string]int](t)(ix.ProblemCounts(ctx, Filter{})))
	same(t, "reasons of a source", map[string]int{"ragged row": 1}, ok[map[string]int](t)(ix.ProblemCounts(ctx, Filter{Source: "press"})))
}

func TestListings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.db")
	c := synthetic()
	write(t, path, c)
	ix := open(t, path)
	for _, f := range []struct {
		filter Filter
		want   string
	}{
		{Filter{}, "camp:1 camp:2 other:1 camp:0"},
		{Filter{List: "camp"}, "camp:1 camp:2 camp:0"},
		{Filter{Source: "book"}, "camp:1 camp:2"},
		{Filter{Source: "unsaid", List: "camp"}, "camp:0"},
		{Filter{Source: "nobody"}, ""},
		{Filter{List: "nothing"}, ""},
	} {
		for _, limit := range []int{0, 1, 2, 3} {
			var got []string
			for page := (Page{Limit: limit}); ; {
				found, from, err := ix.Records(ctx, f.filter, page)
				if err != nil || limit > 0 && len(found) > limit {
					t.Fatal(len(found), err)
				}
				for _, r := range found {
					got = append(got, r.ID)
				}
				if from == 0 {
					break
				}
				page.From = from
			}
			same(t, fmt.Sprintf("%+v by %d", f.filter, limit), f.want, strings.Join(got, " "))
		}
	}
	claims, from, err := ix.Claims(ctx, Filter{Source: "book"}, Page{Limit: 1})
	if err != nil || from != 1 || len(claims) != 1 {
		t.Error(claims, from, err)
	}
	claims, _, err = ix.Claims(ctx, Filter{Predicate: "figure"}, Page{})
	if err != nil || len(claims) != 1 || claims[0].Value != "1,000,000" {
		t.Error(claims, err)
	}
	problems, from, err := ix.Problems(ctx, Filter{List: "camp", Reason: "no such day"}, Page{Limit: 1})
	if err != nil || from != 2 {
		t.Error(from, err)
	}
	same(t, "problem", c.problems[:1], problems)
}

func TestNotFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.db")
	write(t, path, synthetic())
	ix := open(t, path)
	for what, err := range map[string]error{
		"record":  second(ix.Record(ctx, "x")),
		"records": second(ix.RecordsAt(ctx, 99)),
		"of":      second(ix.RecordsOf(ctx, "x")),
		"person":  second(ix.PersonOf(ctx, "camp:0")),
		"heads":   second(ix.PersonHeads(ctx, "pzzz", "x")),
		"claim":   second(ix.Claim(ctx, "x")),
		"source":  second(ix.Source(ctx, "x")),
		"subject": second(ix.Subject(ctx, "x:y")),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	path := filepath.Join(dir, "index.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 1000)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
	write(t, path, content{})
	ix := open(t, path)
	if lists := ix.Lists(); len(lists) != 0 {
		t.Error(lists)
	}
}

// TestKilledBuild leaves the old index standing until Close, and cleans what a kill left.
func TestKilledBuild(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "index.db")
	write(t, path, synthetic())
	old := open(t, path)

	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddRecord(&record.Record{ID: "new:1"}); err != nil {
		t.Fatal(err)
	}
	// Killed here: nothing is called any more. A reader sees the old one.
	if _, err := open(t, path).Record(ctx, "camp:1"); err != nil {
		t.Error(err)
	}
	_ = w.db.Close()
	if left, _ := filepath.Glob(path + "?*"); len(left) != 1 {
		t.Errorf("a killed build leaves %v", left)
	}
	write(t, path, content{records: []*record.Record{{ID: "new:2", Cells: []record.Cell{}, Fields: []record.Field{}}}})
	if _, err := open(t, path).Record(ctx, "new:2"); err != nil {
		t.Error(err)
	}
	if _, err := old.Record(ctx, "camp:1"); err != nil {
		t.Error("the open index lost its file:", err)
	}
	if w, err = Create(path); err != nil {
		t.Fatal(err)
	}
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(path + "?*"); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

func TestWriterRefuses(t *testing.T) {
	w, err := Create(filepath.Join(t.TempDir(), "index.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Abort() }()
	for i := range 3 {
		if _, err := w.AddRecord(&record.Record{ID: fmt.Sprint("a:", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.AddRecord(&record.Record{ID: "a:1"}); !errors.Is(err, ErrDuplicate) || !strings.Contains(err.Error(), "a:1") {
		t.Error(err)
	}
	if n, err := w.AddRecord(&record.Record{ID: "a:3"}); n != 3 || err != nil {
		t.Error("after a duplicate:", n, err)
	}
	if err := w.AddPerson(Person{ID: "p", Members: []int64{1, 2}}); err != nil {
		t.Fatal(err)
	}
	for _, p := range []Person{{ID: "q"}, {ID: "q", Members: []int64{2, 1}}, {ID: "q", Members: []int64{4}}, {ID: "q", Members: []int64{0, 1}}, {ID: "q", Members: []int64{-1}}} {
		if err := w.AddPerson(p); err == nil {
			t.Errorf("taken: %+v", p)
		}
	}
	for _, l := range []Link{{A: 1, B: 1}, {A: 2, B: 1}, {A: 0, B: 4}, {A: -1, B: 0}} {
		if err := w.AddLink(l); err == nil {
			t.Errorf("taken: %+v", l)
		}
	}
}

// TestManyWords writes more different column names than there are numbers for words.
func TestManyWords(t *testing.T) {
	var c content
	for i := range 700 {
		r := &record.Record{ID: fmt.Sprint("a:", i), List: "a", Source: "s", Fields: []record.Field{}}
		for j := range 100 {
			r.Cells = append(r.Cells, record.Cell{Column: fmt.Sprintf("column %d-%d", i, j), Text: "x"})
		}
		c.records = append(c.records, r)
	}
	c.claims = []*claim.Claim{{ID: "late", Predicate: "a predicate after all of them"}}
	path := filepath.Join(t.TempDir(), "index.db")
	write(t, path, c)
	ix := open(t, path)
	if len(ix.words) != maxWords+1 {
		t.Errorf("%d words", len(ix.words))
	}
	same(t, "claim", c.claims[0], ok[*claim.Claim](t)(ix.Claim(ctx, "late")))
	same(t, "last record", c.records[699], ok[*record.Record](t)(ix.Record(ctx, "a:699")))
}

// TestDeterministic builds twice: the files are the same, byte for byte.
func TestDeterministic(t *testing.T) {
	dir := t.TempDir()
	var first []byte
	for i := range 2 {
		path := filepath.Join(dir, fmt.Sprint(i))
		write(t, path, synthetic())
		data := ok[[]byte](t)(os.ReadFile(path))
		if i == 1 && string(data) != string(first) {
			t.Error("two builds of the same content differ")
		}
		first = data
	}
}

// TestConcurrentReaders reads from many goroutines, iterating and asking at once.
func TestConcurrentReaders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.db")
	write(t, path, synthetic())
	ix := open(t, path)
	done := make(chan error)
	for range 16 {
		go func() {
			var err error
			for range 20 {
				for p, e := range ix.Persons(ctx) {
					_, e2 := ix.RecordsOf(ctx, p.ID)
					err = errors.Join(err, e, e2)
				}
			}
			done <- err
		}()
	}
	for range 16 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := ix.Record(stopped, "camp:1"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestLibcVersion holds modernc.org/libc at exactly the version SQLite was
// translated against; another one corrupts memory.
func TestLibcVersion(t *testing.T) {
	ours := requirement(t, "../../go.mod", "modernc.org/libc")
	driver := requirement(t, "../../go.mod", "modernc.org/sqlite")
	cache := os.Getenv("GOMODCACHE")
	if cache == "" {
		cache = filepath.Join(firstOf(filepath.SplitList(os.Getenv("GOPATH")), filepath.Join(ok[string](t)(os.UserHomeDir()), "go")), "pkg", "mod")
	}
	file := filepath.Join(cache, "modernc.org", "sqlite@"+driver, "go.mod")
	if _, err := os.Stat(file); err != nil {
		t.Skip("the module cache is elsewhere:", err)
	}
	if theirs := requirement(t, file, "modernc.org/libc"); ours != theirs {
		t.Errorf("go.mod asks for modernc.org/libc %s, sqlite %s was made with %s", ours, driver, theirs)
	}
}

func firstOf(list []string, otherwise string) string {
	if len(list) > 0 {
		return list[0]
	}
	return otherwise
}

func requirement(t *testing.T, file, module string) string {
	t.Helper()
	for line := range strings.Lines(string(ok[[]byte](t)(os.ReadFile(file)))) {
		if f := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require ")); len(f) >= 2 && f[0] == module {
			return f[1]
		}
	}
	t.Fatalf("%s does not require %s", file, module)
	return ""
}

// TestRandomRoundTrip writes random records and claims and reads them back.
func TestRandomRoundTrip(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		alphabet := []string{"", "a", " ", "Ё", "\x00", "\xff", "\n", "圖", "long " + strings.Repeat("x", rnd.IntN(300))}
		var b strings.Builder
		for range rnd.IntN(5) {
			b.WriteString(alphabet[rnd.IntN(len(alphabet))])
		}
		return b.String()
	}
	cells := func() []record.Cell {
		out := make([]record.Cell, rnd.IntN(6))
		for i := range out {
			out[i] = record.Cell{Column: text(), Text: text()}
		}
		return out
	}
	var c content
	for i := range 500 {
		r := &record.Record{ID: fmt.Sprintf("l%d:%s%d", i%3, text(), i), List: strings.ToValidUTF8(text(), "?"), Source: text(), Locator: text(), Line: rnd.IntN(1 << 40), Cells: cells(), Fields: []record.Field{}, Withdrawn: i%7 == 0}
		for range rnd.IntN(5) {
			f := record.Field{Name: text(), Type: record.Type(text()), Value: text(), EDTF: text(), Column: text()}
			if len(r.Cells) > 0 && rnd.IntN(2) == 0 {
				cell := r.Cells[rnd.IntN(len(r.Cells))]
				f.Column, f.Value = cell.Column, strings.TrimSpace(cell.Text)
			}
			r.Fields = append(r.Fields, f)
		}
		x := &claim.Claim{
			ID: text(), Subject: claim.Ref(text()), Predicate: "p" + text(), Value: text(), Object: claim.Ref(text()), Type: record.Type(text()), EDTF: text(), Place: text(),
			Source: text(), Locator: text(), Paraphrase: text(), Circumstance: text(), Told: text(), Stance: claim.Stance(text()), KnownSince: text(), KnownBasis: text(), List: strings.ToValidUTF8(text(), "?"), Record: text(),
		}
		if extra := cells(); len(extra) > 0 {
			x.Extra = extra
		}
		c.records, c.claims = append(c.records, r), append(c.claims, x)
	}
	path := filepath.Join(t.TempDir(), "index.db")
	write(t, path, c)
	ix := open(t, path)
	records, _, err := ix.Records(ctx, Filter{}, Page{Limit: 1000})
	same(t, "records", c.records, ok[[]*record.Record](t)(records, err))
	claims, _, err := ix.Claims(ctx, Filter{}, Page{Limit: 1000})
	same(t, "claims", c.claims, ok[[]*claim.Claim](t)(claims, err))
	for _, r := range c.records {
		same(t, "record", r, ok[*record.Record](t)(ix.Record(ctx, r.ID)))
	}
}

func FuzzBody(f *testing.F) {
	e := encoder{words: newWords()}
	e.record(synthetic().records[0])
	f.Add(string(e.buf))
	f.Fuzz(func(t *testing.T, body string) {
		d := decoder{rest: body, words: e.words.texts}
		var r record.Record
		d.record(&r)
		d = decoder{rest: body, words: e.words.texts}
		var c claim.Claim
		d.claim(&c)
		if _, err := unpack([]byte(body)); err != nil && !errors.Is(err, ErrFormat) {
			t.Error(err)
		}
	})
}
