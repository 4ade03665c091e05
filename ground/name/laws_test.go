package name

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

var samples = []string{
	"Ежов Н.И.", "Nikolai Ivanovich Yezhov", "Jeschow", "Пятаков, Юрий (Георгий) Л.", "ABACHIAN JUAN CARLOS", "圖哈切夫斯基", "セルゲイ・キーロフ",
	"Hans Joachim Friedrich", "Abdul Aziz bin Muhammad al-Rawi", "ברק אובמה", "김정은", "", "Мария", "Жуков", "ประยุทธ์", "a b c d e f g h i j k l m n o p q r s t u v w x y z",
}

func TestCompareLaws(t *testing.T) {
	for _, a := range samples {
		for _, b := range samples {
			lawful(t, a, b)
		}
	}
}

// lawful checks what must hold of any two names.
func lawful(t *testing.T, a, b string) {
	t.Helper()
	x, y := Parse(a), Parse(b)
	c, d := Compare(x, y), Compare(y, x)
	if c.Level != d.Level || math.Abs(c.Similarity-d.Similarity) > 1e-9 {
		t.Errorf("not symmetric: %q %q: %v %v and %v %v", a, b, c.Level, c.Similarity, d.Level, d.Similarity)
	}
	if c.Similarity < 0 || c.Similarity > 1 || c.Similarity != c.Similarity {
		t.Errorf("%q %q: similarity %v", a, b, c.Similarity)
	}
	if c.Level == Unknown && c.Similarity != 0 {
		t.Errorf("%q %q: unknown with similarity %v", a, b, c.Similarity)
	}
	if e := Compare(x, Parse(a)); e.Level != Unknown && e.Level != SameWritten {
		t.Errorf("%q with itself: %v", a, e.Level)
	}
	if x.Raw != a {
		t.Errorf("raw form of %q lost", a)
	}
}

func TestKeysMeet(t *testing.T) {
	for _, group := range [][]string{
		{"Ежов", "Yezhov", "Jeschow", "Jeżow", "Ezhov", "Iejov", "ЕЖОВ"},
		{"Тухачевский", "Tukhachevsky", "Tuchatschewski", "Toukhatchevski", "圖哈切夫斯基", "Tuchaczewski"},
		{"Киров", "キーロフ", "Kirow"},
		{"Иванов", "Иванова", "Ivanoff"},
	} {
		for _, a := range group {
			for _, b := range group {
				if !meet(Parse(a).Keys(nil), Parse(b).Keys(nil)) {
					t.Errorf("%s and %s share no key", a, b)
				}
			}
		}
	}
	if meet(Parse("Тухачевский").Keys(nil), Parse("Иванов").Keys(nil)) {
		t.Error("Тухачевский and Иванов share a key")
	}
	if n := len(Parse("Иванов Иван Иванович").Keys(nil)); n == 0 || n > 64 {
		t.Errorf("%d keys", n)
	}
}

func meet(a, b []uint64) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

func TestFold(t *testing.T) {
	for _, c := range [][2]string{
		{"Ёжиков", "ежиков"}, {"Hиколай", "николай"}, {"Cергей", "сергей"}, {"Ивановъ", "иванов"}, {"Сѣровъ Ѳедоръ", "серов федор"},
		{"Łódź", "lodz"}, {"Straße", "strasse"}, {"O’Neill", "oneill"}, {"  a -- b  ", "a b"}, {"Васи́лий", "василий"},
		{"Ку\u200bй\u200fбышев", "куйбышев"}, {"й", "й"}, {"и\u0306", "й"}, {"Вікторія", "виктория"}, {"\xff\xfe", ""},
		{"Ｉｖａｎ", "ivan"}, {"ﬁ", "fi"}, {"آصف", "اصف"}, {"'", ""}, {"Москва, 1937 г.", "москва 1937 г"},
	} {
		if got := Fold(c[0]); got != c[1] {
			t.Errorf("Fold(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

func TestHostile(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("Иванов ", 1<<17), strings.Repeat("(", 1<<20), strings.Repeat("-", 1<<20), strings.Repeat("a", 1<<20),
		"\xed\xa0\x80Иванов\xed\xb0\x80", "\u202eвонавИ\u202c", strings.Repeat("\u0301", 1<<19), "а\u0301\u0301\u0301", "(((", ")))", ",,,", "née", "оглы", "von", "(", "-", "Иванов (урожд.", "al-", "bin",
		strings.Repeat("Ж", 300), "\x00", "Иванов\x00Иван",
	} {
		f := Parse(s)
		Compare(f, f)
		f.Keys(nil)
		if !utf8.ValidString(Fold(s)) {
			t.Errorf("Fold of %.20q is not UTF-8", s)
		}
		ParseParts(s, s, s)
	}
}

func TestReasonOnRequest(t *testing.T) {
	c := Compare(Parse("Ежов Н."), Parse("Jeschow, Nikolai"))
	if got := c.Surname.Reason(); got != "Ежов / Jeschow: they can be read the same" {
		t.Error(got)
	}
	if c.Patronymic.Level != Unknown {
		t.Error(c.Patronymic.Reason())
	}
}

func TestParseParts(t *testing.T) {
	f := ParseParts("Юсуф", "Иван (Ян)", "Петрович")
	if !f.Sure || f.Surname[0].Written != "Юсуф" || len(f.Given) != 1 || f.Patronymic[0].Written != "Петрович" {
		t.Error(describe(f))
	}
	if c := Compare(f, Parse("Юсуф Иван Петрович")); c.Level < SameFolded {
		t.Error(c.Level)
	}
}

func TestScriptOf(t *testing.T) {
	for s, want := range map[string]string{"Ежов": "Cyrl", "Yezhov": "Latn", "習近平": "Hani", "キーロフ": "Kana", "김": "Hang", "ברק": "Hebr", "بارك": "Arab", "ობამა": "Geor", "Օ": "Armn", "Ω": "Grek", "ไทย": "Zzzz", "12": "Zyyy", "": "Zyyy"} {
		if got := ScriptOf(s); got != want {
			t.Errorf("ScriptOf(%q) = %s, want %s", s, got, want)
		}
	}
}

func TestCompareDoesNotAllocate(t *testing.T) {
	a, b := Parse("Ежов Николай Иванович"), Parse("Jeschow, Nikolaus")
	if n := testing.AllocsPerRun(100, func() { Compare(a, b) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestKnownWordDoesNotAllocate(t *testing.T) {
	newToken("Тухачевский", false)
	var keys []uint64
	if n := testing.AllocsPerRun(100, func() {
		tok := newToken("Тухачевский", false)
		keys = tok.Keys(keys[:0])
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestKeptWords parses more names than words are kept, side by side: what is
// kept must not change what is found.
func TestKeptWords(t *testing.T) {
	words := synthetic(3 * wordPlaces / 2)
	var wait sync.WaitGroup
	for n := range 2 {
		wait.Go(func() {
			for i := range words {
				w := words[(i*7919+n)%len(words)]
				if got := newToken(w, false); got.Written != w || len(got.Readings) == 0 {
					t.Errorf("%s: read %s", w, got.Written)
				}
			}
		})
	}
	wait.Wait()
	for _, w := range words[:500] {
		a, b := newToken(w, false), read(w, false)
		if a.base != b.base || a.given != b.given || a.ends != b.ends || !slices.Equal(a.Readings, b.Readings) {
			t.Errorf("%s is kept otherwise than read", w)
		}
	}
	for _, w := range []string{"Кх", "Kh"} { // a full stop makes an initial of it
		if with, without := newToken(w, true), newToken(w, false); !with.Initial || without.Initial {
			t.Errorf("%s: initial %v with a full stop, %v without", w, with.Initial, without.Initial)
		}
	}
}

func FuzzCompare(f *testing.F) {
	for i := range samples {
		f.Add(samples[i], samples[len(samples)-1-i])
	}
	f.Fuzz(func(t *testing.T, a, b string) { lawful(t, a, b) })
}

func FuzzFold(f *testing.F) {
	for _, s := range samples {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, again %q", s, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Errorf("Fold(%q) is not UTF-8", s)
		}
	})
}
