package name_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"byname/ground/name"
)

func romanise(t testing.TB, text string, scheme name.Scheme) string {
	t.Helper()
	latin, err := name.Romanise(text, scheme)
	if err != nil {
		t.Fatal(err)
	}
	return latin
}

// TestRomaniseGolden holds well-known names in every standard: Russian in the
// order bgn, iso9, alalc, icao, gost779b, scholarly, german, french, polish.
func TestRomaniseGolden(t *testing.T) {
	t.Parallel()
	standards := []name.Scheme{"bgn", "iso9", "alalc", "icao", "gost779b", "scholarly", "german", "french", "polish"}
	for text, want := range map[string][]string{
		"Хрущёв":       {"Khrushchëv", "Hruŝëv", "Khrushchëv", "Khrushchev", "Xrushhyov", "Chruščëv", "Chruschtschow", "Khrouchtchov", "Chruszczow"},
		"Николай Ежов": {"Nikolay Yezhov", "Nikolaj Ežov", "Nikolaĭ Ezhov", "Nikolai Ezhov", "Nikolaj Ezhov", "Nikolaj Ežov", "Nikolai Jeschow", "Nikolaï Iejov", "Nikołaj Jeżow"},
		"Солженицын":   {"Solzhenitsyn", "Solženicyn", "Solzhenit͡syn", "Solzhenitsyn", "Solzhenicy`n", "Solženicyn", "Solschenizyn", "Soljenitsyne", "Sołżenicyn"},
		"Троцкий":      {"Trotskiy", "Trockij", "Trot͡skiĭ", "Trotskii", "Troczkij", "Trockij", "Trozki", "Trotski", "Trocki"},
		"Васильев":     {"Vasil’yev", "Vasilʹev", "Vasilʹev", "Vasilev", "Vasil`ev", "Vasilʹev", "Wassiljew", "Vassiliev", "Wasiljew"},
		"Юрий Щукин":   {"Yuriy Shchukin", "Ûrij Ŝukin", "I͡Uriĭ Shchukin", "Iurii Shchukin", "Yurij Shhukin", "Jurij Ščukin", "Juri Schtschukin", "Iouri Chtchoukine", "Jurij Szczukin"},
		"ЭЛЬЯ":         {"EL’YA", "ÈLʹÂ", "ĖLʹI͡A", "ELIA", "E`L`YA", "ĖLʹJA", "ELJA", "ELIA", "ELJA"},
	} {
		for i, scheme := range standards {
			if got := romanise(t, text, scheme); got != want[i] {
				t.Errorf("%s in %s: %s, want %s", text, scheme, got, want[i])
			}
		}
	}
}

// TestRomaniseLanguages holds names whose scheme or language matters.
func TestRomaniseLanguages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scheme     name.Scheme
		text, want string
	}{
		{"bgn", "Київ", "Kyiv"}, {"bgn", "Єнакієве", "Yenakiieve"}, {"bgn-uk", "Згорани", "Zghorany"}, // nothing in it tells the language
		{"bgn-uk", "ЗНАМ’ЯНКА Юрій", "ZNAMIANKA Yurii"}, {"bgn-uk", "ТЕР'Я", "TERIA"}, {"bgn-uk-1965", "Овер’янівське", "Over”yanivs’ke"},
		{"bgn", "Володимир Зеленський", "Volodymyr Zelenskyi"},
		{"bgn", "Магілёў", "Mahilyow"}, {"alalc", "Магілёў", "Mahili͡oŭ"}, {"german", "Магілёў", "Mahiljou"}, {"icao-be", "Аляксандр", "Aliaksandr"},
		{"national-be", "Гомель", "Homieĺ"}, {"national-be", "Вераб'ёвічы", "Vierabjovičy"},
		{"bgn", "България", "Bulgaria"}, {"german", "Първанов", "Parwanow"}, {"bgn-bg", "София-Град", "Sofia-Grad"}, {"national-bg", "София", "Sofiya"},
		{"polish-uk", "Львів", "Lwiw"}, {"scholarly-uk", "Знам’янка", "Znam’janka"},
		{"alalc", "Иванъ", "Ivan"}, {"alalc", "Подъездъ", "Podʺezd"}, {"bgn", "Бѣловъ", "Belov"},
		{"bgn-ru-dots", "ЙА Йа шЧ", "Y·A Y·a sh·Ch"}, {"bgn-ru", "ЩУКА Щука Щ.", "SHCHUKA Shchuka Shch."},
		{"bgn", "Ива\u0301н Андре\u0306", "Iva\u0301n Andre\u0306"},
		{"bgn", "Никола\u0438\u0306 Е\u0308лкин", "Nikolay Yëlkin"},
		{"gost779b", "Цивин Царёв", "Civin Czaryov"}, {"gost16876", "Щучье", "Ščučʹe"}, {"un-ru", "Подъячево", "Pod”jačevo"},
		{"BGN/PCGN", "Жуков", "Zhukov"}, {"ISO 9:1995", "Жуков", "Žukov"}, {"ALA-LC", "Цой", "T͡Soĭ"}, {"Duden", "Жуков", "Schukow"}, {"", "Жуков", "Zhukov"},
		{"bgn", "Қазақов", "Ķazaķov"}, // letters BGN for Russian does not have, as in ISO 9
	} {
		if got := romanise(t, c.text, c.scheme); got != c.want {
			t.Errorf("%s in %q: %s, want %s", c.text, c.scheme, got, c.want)
		}
	}
}

func TestRomaniseUnknownScheme(t *testing.T) {
	t.Parallel()
	for _, scheme := range []name.Scheme{"nosuch", "*", "bgn-xx", name.Scheme(strings.Repeat("x", 1<<20))} {
		_, err := name.Romanise("Ежов", scheme)
		if err == nil || len(err.Error()) > 200 {
			t.Errorf("%.20s: error %.200v", scheme, err)
		}
		if scheme.Title() != "" {
			t.Errorf("%.20s has a title", scheme)
		}
	}
}

// TestSchemes: every scheme has a title, a name that finds it, and no letter of
// its alphabet is left Cyrillic.
func TestSchemes(t *testing.T) {
	t.Parallel()
	schemes := name.Schemes()
	if len(schemes) < 30 || !slices.IsSorted(schemes) {
		t.Fatalf("schemes %v", schemes)
	}
	schemes[0] = "changed"
	if name.Schemes()[0] == "changed" {
		t.Error("Schemes gives its own slice away")
	}
	for _, scheme := range name.Schemes() {
		if scheme.Title() == "" {
			t.Errorf("%s has no title", scheme)
		}
		for _, c := range "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяѣѳѵ" {
			for _, text := range []string{string(c), strings.ToUpper(string(c)), "а" + string(c) + "б", "м'" + string(c) + "а"} {
				if got := romanise(t, text, scheme); strings.ContainsFunc(got, cyrillic) {
					t.Errorf("%s leaves %s as %s", scheme, text, got)
				}
			}
		}
	}
}

func cyrillic(c rune) bool { return unicode.Is(unicode.Cyrillic, c) }

// TestISO9LeadsBack: every letter is one letter, with or without a mark, and no other's.
func TestISO9LeadsBack(t *testing.T) {
	t.Parallel()
	from := map[string]rune{}
	for c := rune(0x400); c < 0x530; c++ {
		got := romanise(t, string(c), "iso9")
		if got == string(c) || strings.ContainsRune("ѐѝЀЍӀ", c) { // not in the standard, or has no capital
			continue
		}
		letters := 0
		for _, l := range norm.NFD.String(got) {
			if !unicode.Is(unicode.Mn, l) {
				letters++
			}
		}
		if other, ok := from[got]; ok && unicode.ToLower(other) != unicode.ToLower(c) || ok && !strings.ContainsRune("ъьЪЬ", c) {
			t.Errorf("%c and %c are both %s", other, c, got)
		}
		if letters != 1 {
			t.Errorf("%c is %s, %d letters", c, got, letters)
		}
		from[got] = c
	}
	if len(from) < 120 {
		t.Errorf("only %d letters", len(from))
	}
}

// romaniseLaws holds what is true of any text.
func romaniseLaws(t *testing.T, text string) {
	for _, scheme := range []name.Scheme{"bgn", "iso9", "alalc", "german", "polish", "national-be", "gost779b-uk"} {
		latin := romanise(t, text, scheme)
		if len(latin) > 12*len(text) {
			t.Errorf("%q in %s grew from %d to %d bytes", text, scheme, len(text), len(latin))
		}
		if again := romanise(t, latin, scheme); !strings.ContainsFunc(latin, cyrillic) && again != latin {
			t.Errorf("%q in %s: %q, then %q", text, scheme, latin, again)
		}
		if utf8.ValidString(text) && !utf8.ValidString(latin) {
			t.Errorf("%q in %s: not UTF-8", text, scheme)
		}
		if !strings.ContainsFunc(text, cyrillic) && latin != text {
			t.Errorf("%q has no Cyrillic, and is %q in %s", text, latin, scheme)
		}
	}
}

var hostileTexts = []string{
	"", "'", "О'", "'О", "О’Коннор O’Connor Ж'ё", "\xff\xd0", "Ж\xd0", "е\u0308\u0308\u0308", "\u0306и", "ʹЪ", "ЪЪЪЪ", "\u202eжук", "ж\u200bук", "ЎЇЫ", "ᲀꙀ’Ꙁ",
}

func TestRomaniseLaws(t *testing.T) {
	t.Parallel()
	for _, text := range hostileTexts {
		romaniseLaws(t, text)
	}
	// Capitals and small letters give the same letters.
	for _, scheme := range name.Schemes() {
		const words = "щука льющийся объём яшин юность эльян михайлович цыган"
		small, capital := romanise(t, words, scheme), romanise(t, strings.ToUpper(words), scheme)
		if strings.ToUpper(small) != capital {
			t.Errorf("%s: %s and %s", scheme, small, capital)
		}
	}
}

// TestRomaniseIsLinear: rows of a quarter of a million marks, apostrophes or
// letters come out bounded; with work that grows with the square this would not end.
func TestRomaniseIsLinear(t *testing.T) {
	t.Parallel()
	const n = 1 << 18
	for _, unit := range []string{"ж", "'", "ж'", "и\u0306", "ш\u0301\u0301", "\u0301", "зь", "българия", "\xd0"} {
		long := strings.Repeat(unit, n)
		got := romanise(t, long, "polish-be")
		if len(got) > 12*len(long) {
			t.Errorf("%q: %d bytes from %d", unit, len(got), len(long))
		}
	}
}

func FuzzRomanise(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	f.Add("Хрущёв Никита ЩУКА Львів Магілёў")
	f.Fuzz(romaniseLaws)
}

func BenchmarkRomanise(b *testing.B) {
	for _, scheme := range []name.Scheme{"bgn-ru", "iso9", "polish"} {
		b.Run(string(scheme), func(b *testing.B) {
			const text = "Тухачевский Михаил Николаевич"
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				_, _ = name.Romanise(text, scheme)
			}
		})
	}
}
