package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/quick"
	"unicode/utf8"

	"byname/store/index"
)

func TestWords(t *testing.T) {
	s := build(t, readPersons(t, "invented.txt"))
	for _, c := range []struct{ query, id, person, passage string }{
		{"сельская школа", "petrov-ivan/0", "petrov-ivan", "учитель [сельской] [школы]"},
		{"школа", "petrov-ivan/0", "petrov-ivan", "учитель сельской [школы]"},
		{"schools villages", "vanborn/1", "vanborn", "teacher in a [village] [school] near the river"},
		{"\"teacher\" AND river*", "vanborn/1", "vanborn", "[teacher] in a village school near the [river]"},
	} {
		hits, err := s.Words(context.Background(), Query{Text: c.query})
		must(t, err)
		if len(hits.Results) == 0 {
			t.Errorf("%s: nothing found", c.query)
			continue
		}
		h := hits.Results[0]
		if h.ID != c.id || h.Person != c.person || h.Kind != "claim" || marked(h.Snippet) != c.passage {
			t.Errorf("%s: got %s of %s: %s", c.query, h.ID, h.Person, marked(h.Snippet))
		}
	}
	hits, err := s.Words(context.Background(), Query{Text: "nothing of this kind"})
	must(t, err)
	for _, h := range hits.Results {
		if h.Score > 0.6 {
			t.Errorf("a stray word gives %v", h)
		}
	}
}

func marked(s Snippet) string {
	out := s.Text
	for _, m := range slices.Backward(s.Marks) {
		out = out[:m[0]] + "[" + out[m[0]:m[1]] + "]" + out[m[1]:]
	}
	return out
}

func TestSnippetIsPartOfALongText(t *testing.T) {
	text := strings.Repeat("слово за слово ", 50) + "здесь расстрелян Иван " + strings.Repeat("и дальше ещё ", 50)
	got := snippet([]string{"", text}, []wordWant{{stem: stem("расстрелян")}, {stem: stem("здесь")}})
	if len(got.Text) > snippetBytes+8 || !strings.Contains(text, got.Text) || !strings.Contains(marked(got), "[здесь] [расстрелян]") {
		t.Errorf("%d bytes: %s", len(got.Text), marked(got))
	}
	run := strings.Repeat("ж", 5000)
	if got := snippet([]string{run}, []wordWant{{stem: "нет"}}); !utf8.ValidString(got.Text) || len(got.Text) > snippetBytes+8 {
		t.Errorf("%d bytes of a text without spaces", len(got.Text))
	}
}

func TestStemsMeet(t *testing.T) {
	for _, group := range []string{
		"Москва Москвы Москве Москву Москвой", "расстрел расстрела расстрелом", "область области областью", "тюрьма тюрьмы тюрьме",
		"prison prisons", "execute executed executes", "beating beatings", "body bodies",
	} {
		words := strings.Fields(group)
		for _, w := range words[1:] {
			a, b := stem(strings.ToLower(words[0])), stem(strings.ToLower(w))
			if a != b {
				t.Errorf("%s -> %s, %s -> %s", words[0], a, w, b)
			}
		}
	}
}

func TestPackedTextComesBack(t *testing.T) {
	for _, s := range []string{"", "Ежов Н.И.", "圖哈切夫斯基", "a\x01b\x00", "Ѳеодоръ", "ҙың", "e\u0301", "💀"} {
		if got := string(appendUnpacked(nil, appendPacked(nil, s))); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
	law := func(s string) bool {
		s = strings.ToValidUTF8(s, "\uFFFD")
		return string(appendUnpacked(nil, appendPacked(nil, s))) == s
	}
	if err := quick.Check(law, nil); err != nil {
		t.Error(err)
	}
}

func TestPostingsComeBack(t *testing.T) {
	law := func(gaps []uint16) bool {
		var p posting
		var want []uint32
		ord := uint32(0)
		for _, g := range gaps {
			ord += uint32(g)
			if len(want) == 0 || want[len(want)-1] != ord {
				want = append(want, ord)
			}
			p.add(ord)
		}
		var got []uint32
		err := eachOrdinal(p.buf, ord+1, func(o uint32) { got = append(got, o) })
		return err == nil && slices.Equal(got, want) && int(p.n) == len(want)
	}
	if err := quick.Check(law, nil); err != nil {
		t.Error(err)
	}
}

// TestDamagedPagesAreErrors: bytes that are no page give an error, never a panic or an ordinal beyond the persons.
func TestDamagedPagesAreErrors(t *testing.T) {
	law := func(data []byte) bool {
		_ = readTerms(0, data, nil, func(term) bool { return true })
		bad := false
		_ = eachOrdinal(data, 100, func(o uint32) { bad = bad || o >= 100 })
		return !bad
	}
	if err := quick.Check(law, &quick.Config{MaxCount: 5000}); err != nil {
		t.Error(err)
	}
	if err := eachOrdinal([]byte{0xFF, 0xFF, 0xFF, 0xFF, 0x0F}, 100, func(uint32) {}); err == nil {
		t.Error("an ordinal beyond the persons is no error")
	}
}

func TestYears(t *testing.T) {
	for edtf, want := range map[string]string{
		"1937": "1937", "1937-10-15": "1937", "1890/1893": "1890 1891 1892 1893", "189X": "1890 1891 1892 1893 1894 1895 1896 1897 1898 1899",
		"../1924": "1924", "1890?": "1890", "[1890,1893]": "1890 1893", "{1890..1892}": "1890 1891 1892", "1800/1900": "1800 1900", "": "", "XXXX-05": "",
	} {
		var got []string
		for _, y := range appendYears(nil, edtf, true) {
			got = append(got, fmt.Sprint(y.n))
		}
		slices.Sort(got)
		if s := strings.Join(slices.Compact(got), " "); s != want {
			t.Errorf("%s: %s, want %s", edtf, s, want)
		}
	}
}

func TestNearSpellingsAreSuggested(t *testing.T) {
	s := build(t, readPersons(t, "invented.txt"))
	res, err := s.Search(context.Background(), Query{Text: "Щерлопуховский "})
	must(t, err)
	if len(res.Results) != 0 || !slices.Contains(res.Near, "Щербаков") {
		t.Errorf("got %v, near %v", res.Results, res.Near)
	}
}

// TestPagesOfResults: pages joined are the whole list.
func TestPagesOfResults(t *testing.T) {
	s := build(t, readPersons(t, "persons.txt"))
	ask := func(offset, limit int) (ids []string) {
		res, err := s.Search(context.Background(), Query{Text: "А", Offset: offset, Limit: limit})
		must(t, err)
		for _, r := range res.Results {
			ids = append(ids, r.Person)
		}
		return ids
	}
	whole := ask(0, 200)
	var joined []string
	for len(joined) < len(whole) {
		page := ask(len(joined), 7)
		if len(page) == 0 {
			break
		}
		joined = append(joined, page...)
	}
	if len(whole) < 20 || !slices.Equal(whole, joined) {
		t.Errorf("%d in one page, %d in many", len(whole), len(joined))
	}
}

func TestEmptyIndex(t *testing.T) {
	s := build(t, nil)
	res, err := s.Search(context.Background(), Query{Text: "Ежов 1937"})
	must(t, err)
	if len(res.Results) != 0 || res.Results == nil {
		t.Errorf("%+v", res)
	}
	_, err = s.Words(context.Background(), Query{Text: "Ежов"})
	must(t, err)
}

func TestCancelled(t *testing.T) {
	s := build(t, readPersons(t, "invented.txt"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Search(ctx, Query{Text: "Иванов"}); err == nil {
		t.Error("a cancelled search gives no error")
	}
}

// TestTablesAreTheSame: two builds of the same persons give the same pages.
func TestTablesAreTheSame(t *testing.T) {
	persons := readPersons(t, "persons.txt")
	a, b := build(t, persons), build(t, persons)
	for _, shelf := range []index.Shelf{index.NameTerms, index.NameLists, index.NameKeys, index.NamePersons, index.NameWeights, index.WordTerms, index.WordLists} {
		pages := func(s *Searcher) map[int64]string {
			out := map[int64]string{}
			numbers := []int64{factsPage}
			for n := range int64(1 << 14) {
				numbers = append(numbers, n)
			}
			must(t, s.ix.Pages(context.Background(), shelf, numbers, func(n int64, data []byte) error { out[n] = string(data); return nil }))
			return out
		}
		x, y := pages(a), pages(b)
		if len(x) != len(y) {
			t.Fatalf("%s: %d pages and %d", shelf, len(x), len(y))
		}
		for n := range x {
			if x[n] != y[n] {
				t.Errorf("%s: page %d differs", shelf, n)
			}
		}
	}
}
