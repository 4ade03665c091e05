package sound

import (
	"strings"
	"testing"
	"testing/fstest"
)

// spellings are Cyrillic surnames and how print spells them by convention.
var spellings = []struct{ convention, written, cyrillic string }{
	{"english", "yezhov", "ежов"}, {"english-plain", "ezhov", "ежов"}, {"german-plain", "jeschow", "ежов"}, {"french", "iejov", "ежов"}, {"polish", "jeżow", "ежов"},
	{"czech", "ježov", "ежов"}, {"english", "tukhachevsky", "тухачевский"}, {"german", "tuchatschewski", "тухачевский"}, {"french", "toukhatchevski", "тухачевский"},
	{"polish", "tuchaczewski", "тухачевский"}, {"hungarian", "tuhacsevszkij", "тухачевский"}, {"swedish", "tuchatjevskij", "тухачевский"},
	{"dutch", "toechatsjevski", "тухачевский"}, {"finnish", "tuhatševski", "тухачевский"}, {"croatian", "tuhačevski", "тухачевский"}, {"turkish", "tuhaçevski", "тухачевский"},
	{"romanian", "tuhacevski", "тухачевский"}, {"italian", "chruščev", "хрущев"}, {"spanish", "bujarin", "бухарин"}, {"french", "boukharine", "бухарин"},
	{"english", "khrushchev", "хрущев"}, {"german", "bucharin", "бухарин"}, {"polish", "bucharin", "бухарин"},
}

func TestConventions(t *testing.T) {
	for _, s := range spellings {
		lat, cyr := NewWord(Append(nil, []rune(s.written), "Latn")), NewWord(Append(nil, []rune(s.cyrillic), "Cyrl"))
		sim, _ := Similarity(&lat, &cyr)
		if sim < 0.95 {
			t.Errorf("%s %s / %s: %.3f", s.convention, s.written, s.cyrillic, sim)
		}
	}
}

func TestScripts(t *testing.T) {
	for _, c := range []struct{ script, word, want string }{
		{"Cyrl", "ежов", "jeZov"}, {"Kana", "キーロフ", "kirof"}, {"Geor", "ობამა", "obama"}, {"Armn", "օբամա", "obama"}, {"Grek", "ομπάμα", "obama"},
		{"Hebr", "ברק", "brk"}, {"Hani", "圖哈切夫斯基", "tuhaCevski"}, {"Hang", "\u1107\u1161\u11A8", "bag"},
	} {
		var got []string
		for _, r := range Append(nil, []rune(c.word), c.script) {
			got = append(got, r.String())
		}
		if !strings.Contains(" "+strings.Join(got, " ")+" ", " "+c.want+" ") {
			t.Errorf("%s: %v, want %s among them", c.word, got, c.want)
		}
	}
}

func TestConventionFiles(t *testing.T) {
	if _, err := load(files); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"script Latn\nsh X\n":           `conventions/a.txt line 2: no such sound: 'X' in "X"`,
		"script Latn\nsh S nowhere\n":   `conventions/a.txt line 2: no such place in a word: "nowhere"`,
		"sh S\n":                        "convention a: no script line",
		"script Latn\n":                 "convention a: no rules",
		"script Latn\ncost many\n":      `conventions/a.txt line 2: cost "many": want 0 to 255`,
		"script Latn\nsh S at-end sh\n": "conventions/a.txt line 2: want letters, sounds and perhaps a place, got 4 words",
	} {
		_, err := load(fstest.MapFS{"conventions/a.txt": {Data: []byte(text)}})
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestDistanceIsSymmetric(t *testing.T) {
	words := []string{"ежов", "иванов", "тухачевский", "гитлер", "буденный"}
	for _, a := range words {
		for _, b := range words {
			x, y := Append(nil, []rune(a), "Cyrl"), Append(nil, []rune(b), "Cyrl")
			if d, e := Distance(&x[0], &y[0], far), Distance(&y[0], &x[0], far); d != e || (d == 0) != (a == b) {
				t.Errorf("%s %s: %d and %d", a, b, d, e)
			}
		}
	}
}

func FuzzAppend(f *testing.F) {
	f.Add("тухачевский", "Cyrl")
	f.Add("tuchatschewski", "Latn")
	f.Fuzz(func(t *testing.T, w, script string) {
		rs := Append(nil, []rune(w), script)
		for i := range rs {
			if rs[i].Len() == 0 || rs[i].Len() > MaxLen {
				t.Errorf("%q: %d sounds", w, rs[i].Len())
			}
		}
		AppendKeys(nil, rs)
		word := NewWord(rs)
		Similarity(&word, &word)
	})
}

// TestBounds holds the quick ways out against the whole matrix of costs.
func TestBounds(t *testing.T) {
	var rs []Reading
	for _, s := range spellings {
		rs = Append(rs, []rune(s.written), "Latn")
		rs = Append(rs, []rune(s.cyrillic), "Cyrl")
	}
	for i := range rs {
		for k := range rs {
			x, y := &rs[i], &rs[k]
			d := plainDistance(x, y)
			if b := max(price(excess(x.counts, y.counts)), price(excess(y.counts, x.counts))); b > d {
				t.Fatalf("%s %s: bound %d over distance %d", x, y, b, d)
			}
			for _, limit := range []int32{50, 200, 400, 3000} {
				if got := Distance(x, y, limit); d <= limit && got != d || d > limit && got <= limit {
					t.Fatalf("%s %s within %d: %d, want %d", x, y, limit, got, d)
				}
			}
		}
	}
}

func plainDistance(a, b *Reading) int32 {
	var d [MaxLen + 1][MaxLen + 1]int32
	for i := range int(a.n) + 1 {
		for j := range int(b.n) + 1 {
			best := int32(far)
			if i == 0 && j == 0 {
				best = 0
			}
			if i > 0 {
				best = min(best, d[i-1][j]+table.ins[a.p[i-1]])
			}
			if j > 0 {
				best = min(best, d[i][j-1]+table.ins[b.p[j-1]])
			}
			if i > 0 && j > 0 {
				best = min(best, d[i-1][j-1]+table.sub[a.p[i-1]][b.p[j-1]])
			}
			d[i][j] = best
		}
	}
	return d[a.n][b.n]
}
