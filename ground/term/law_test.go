package term

import (
	"io"
	"strings"
	"testing"
	"unicode"
)

// texts are strings for the laws: usual, odd and broken.
var texts = []string{
	"", " ", "58-10 ч.1, 11 УК РСФСР", "тройка при УНКВД по Саратовской обл.", "к 10 годам ИТЛ. Прибыл в Карлаг 12.03.1938 г.",
	"\xff\xfe58\xc0-10", "ВМН\u200b, \u202eрасстрел", "и\u0306е\u0308", "ст ст ст", "58-58-58-58", "N лет ИТЛ", "((((", "58 п. п. п.", "тройка\x00НКВД", "NNNN", "№ 58-10",
}

// TestLaws checks what holds of every reading.
func TestLaws(t *testing.T) {
	for _, k := range BuiltIn().Kinds() {
		for _, text := range texts {
			obeys(t, k, text)
		}
	}
}

// obeys: spans lie in the text, in order, apart from one another, on the borders of
// words; every match has a code and labels; small and capital letters, ё and blanks about the text change nothing.
func obeys(t *testing.T, k Kind, text string) {
	t.Helper()
	r := Classify(k, text)
	end := 0
	for _, m := range r.Matches {
		if m.Start < end || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("%s %q: match %s at %d to %d after %d", k, text, m.Code, m.Start, m.End, end)
		}
		end = m.End
		if m.Code == "" || m.Label("ru") == "" || m.Label("en") == "" || m.Kind != k {
			t.Errorf("%s %q: match without code or label: %+v", k, text, m.Term)
		}
		for _, s := range r.Rest {
			if s.Start < m.End && m.Start < s.End {
				t.Errorf("%s %q: %v is both known and left over", k, text, s)
			}
		}
	}
	padded := Classify(k, "  "+text+"  ")
	if codes(padded) != codes(r) {
		t.Errorf("%s %q: blanks about the text change %s into %s", k, text, codes(r), codes(padded))
	}
	if strings.ContainsRune(text, 'N') || strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxLatin1 && r < 0x400 || r > 0x4ff }) >= 0 {
		return // a capital N is a number; beyond Russian, capitals are not one to one
	}
	if lower := Classify(k, strings.ToLower(text)); codes(lower) != codes(r) {
		t.Errorf("%s %q: small letters change %s into %s", k, text, codes(r), codes(lower))
	}
}

func codes(r Reading) string {
	var out []string
	for _, m := range r.Matches {
		out = append(out, m.Code+m.Duration)
	}
	return strings.Join(out, " ")
}

// TestTerms checks the data: codes are unique in a kind by construction; every
// term can be found by a pattern or is an article, and its broader terms end.
func TestTerms(t *testing.T) {
	v := BuiltIn()
	for _, k := range v.Kinds() {
		for _, term := range v.Terms(k) {
			steps := 0
			for up := term; up != nil && up.Under != ""; up = v.Lookup(k, up.Under) {
				if steps++; steps > 8 {
					t.Errorf("%s %s: broader terms run in a circle", k, term.Code)
					break
				}
			}
		}
	}
	for _, k := range []Kind{Body, Charge, Sentence, Party, Nationality, Education, Fate, Burial} {
		if len(v.Terms(k)) < 8 {
			t.Errorf("%s has %d terms", k, len(v.Terms(k)))
		}
	}
}

// TestHostile reads a quarter of a megabyte of this and that. Anything quadratic would
// take minutes; BenchmarkClassify shows the cost.
func TestHostile(t *testing.T) {
	for name, unit := range map[string]string{
		"one word": "а", "troikas": "тройка ", "citations": "ст. ", "articles": "58-10, ", "chain": "58-", "gaps": "тройка при по на ", "numbers": "5 лет ",
		"marks": "\u0301", "broken": "\xff", "brackets": "((", "digits": "5", "N": "N ", "points": "58 п. ", "and": "и 58 ", "years": "лишение свободы сроком на ",
	} {
		text := strings.Repeat(unit, 1<<18/len(unit))
		for _, k := range []Kind{Body, Charge, Sentence} {
			r := Classify(k, text)
			if n := len(r.Matches); n > 0 && r.Matches[n-1].End > len(text) {
				t.Errorf("%s: a match ends beyond the text", name)
			}
		}
	}
}

func TestWith(t *testing.T) {
	more := "kind charge\nterm weather\nru Разговоры о погоде\nen Talk of the weather\nmatch разговор* .. погод*\nterm agitation\nmatch листовка\nkind rank\nterm private\nru Рядовой\nen Private\nmatch рядов*\n"
	v, err := With(map[string]io.Reader{"more.txt": strings.NewReader(more)})
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(v.Classify(Charge, "вёл разговоры о погоде")); got != "weather" {
		t.Errorf("a new term: %q", got)
	}
	if got := codes(v.Classify("rank", "рядовой")); got != "private" {
		t.Errorf("a new kind: %q", got)
	}
	if got := codes(Classify(Charge, "вёл разговоры о погоде")); strings.Contains(got, "weather") {
		t.Error("the built-in vocabulary was changed")
	}
	for bad, want := range map[string]string{
		"term x\n":                                              "bad.txt line 1: \"term\" before",
		"kind x\nmatch a\n":                                     "line 2: \"match\" stands under no term",
		"kind x\nterm A B\n":                                    "line 2",
		"kind x\nterm a\nmatch *\n":                             "line 3",
		"kind x\nterm a\nmatch .. b\n":                          "begins with a gap",
		"kind x\nterm a\nmatch [b]\n":                           "no word that must be there",
		"kind x\nterm a\nmatch %nothing\n":                      "no class",
		"kind x\nterm a\nru А\n":                                "label in ru and in en",
		"kind x\nterm a under b\nru А\nen A\n":                  "no broader term",
		"kind x\narticle 5\n":                                   "stands under no law",
		"kind body\nterm new\nmatch нквд\n":                     "belongs to nkvd already",
		"kind x\nterm a 1937\n":                                 "neither years",
		"kind x\nterm a\nfoo bar\n":                             "unknown word",
		"kind *\nnumber x y\n":                                  "not positive",
		"kind x\nterm a\nmatch [b] [c] [d] [e] [f] [g] [h] i\n": "too many optional",
	} {
		if _, err := With(map[string]io.Reader{"bad.txt": strings.NewReader(bad)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", bad, err, want)
		}
	}
}

func FuzzClassify(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		for _, k := range []Kind{Charge, Sentence, Body} {
			obeys(t, k, text)
		}
	})
}

func FuzzWith(f *testing.F) {
	f.Add("kind charge\nlaw x\nru А\nen A\nname а б\nfamily 5\narticle 5-1\nru б\nen b\nmatch а .. [б] # ## ^ $\n")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := With(map[string]io.Reader{"fuzz.txt": strings.NewReader(text)})
		if err == nil {
			v.Classify(Charge, "5-1 а б")
		}
	})
}

func BenchmarkClassify(b *testing.B) {
	BuiltIn()
	for name, in := range map[string]struct {
		kind Kind
		text string
	}{
		"body":     {Body, "Особая тройка при ПП ОГПУ по Западно-Сибирскому краю"},
		"charge":   {Charge, "по ст. 58-10 ч.1, 58-11 УК РСФСР за антисоветскую агитацию"},
		"sentence": {Sentence, "к 10 годам ИТЛ с поражением в правах на 5 лет"},
		"megabyte": {Charge, strings.Repeat("антисоветская агитация ", 1<<20/44)},
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(in.text)))
			b.ReportAllocs()
			for b.Loop() {
				Classify(in.kind, in.text)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := With(nil); err != nil {
			b.Fatal(err)
		}
	}
}
