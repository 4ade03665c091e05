package name

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestIndex(t *testing.T) {
	words := []string{"Ежов", "Тухачевский", "Ягода", "Jeschow", "圖哈切夫斯基", "Иванов", "ประยุทธ์", "Ежова"}
	x := NewIndex(slices.Values(words))
	for _, c := range []struct {
		ask  string
		want []int32
	}{
		{"Yezhov", []int32{0, 3, 7}}, {"Toukhatchevski", []int32{1, 4}}, {"Егода", []int32{2}}, {"Iwanow", []int32{5}}, {"ประยุทธ์", []int32{6}}, {"Zzz", nil}, {"", nil},
	} {
		tok := newToken(c.ask, false)
		if got := x.Lookup(nil, &tok); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.ask, got, c.want)
		}
	}
	empty := NewIndex(slices.Values([]string(nil)))
	tok := newToken("Ежов", false)
	if got := empty.Lookup(nil, &tok); got != nil {
		t.Errorf("an empty index finds %v", got)
	}
}

// TestIndexAgrees holds the index against the keys of the words themselves.
func TestIndexAgrees(t *testing.T) {
	words := synthetic(2000)
	x := NewIndex(slices.Values(words))
	var toks []Token
	for _, w := range words {
		toks = append(toks, newToken(w, false))
	}
	for i := range 20 {
		keys := toks[i].nearKeys(nil)
		var want []int32
		for k := range toks {
			if meet(keys, toks[k].nearKeys(nil)) {
				want = append(want, int32(k))
			}
		}
		if got := x.Lookup(nil, &toks[i]); !slices.Equal(got, want) {
			t.Fatalf("%s: %v, want %v", words[i], got, want)
		}
	}
}

// synthetic makes n distinct words that look like surnames.
func synthetic(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	onset := []string{"б", "в", "г", "гр", "д", "ж", "з", "к", "кр", "л", "м", "н", "п", "пр", "р", "с", "ст", "т", "тр", "ф", "х", "ц", "ч", "ш", "щ", ""}
	vowel := []string{"а", "е", "и", "о", "у", "ы", "я", "ю"}
	end := []string{"ов", "ев", "ин", "ский", "енко", "ко", "чук", "ман", "ян", "швили"}
	seen := map[string]bool{}
	var out []string
	for len(out) < n {
		w := ""
		for range 2 + r.IntN(2) {
			w += onset[r.IntN(len(onset))] + vowel[r.IntN(len(vowel))]
		}
		w += onset[r.IntN(len(onset)-1)] + end[r.IntN(len(end))]
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// BenchmarkIndex looks words up among ten thousand and, unless -short, among a
// million. The index is built outside the clock.
func BenchmarkIndex(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		if testing.Short() && n > 10_000 {
			continue
		}
		words := synthetic(n)
		x := NewIndex(slices.Values(words))
		for _, ask := range []string{words[7], "Tukhachevsky"} {
			tok := newToken(ask, false)
			b.Run(fmt.Sprintf("%d/%s", n, tok.Script), func(b *testing.B) {
				var found []int32
				b.ReportAllocs()
				for b.Loop() {
					found = x.Lookup(found[:0], &tok)
				}
				b.ReportMetric(float64(len(found)), "candidates")
				b.ReportMetric(float64(8*(len(x.near.pairs)+len(x.frames.pairs)))/float64(n), "B/word")
			})
		}
	}
}
