package web

import (
	"fmt"
	"io/fs"
	"maps"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// texts reads a language file as key -> plural form -> text.
func texts(t *testing.T, file string) map[string]map[string]string {
	t.Helper()
	raw, err := messageFiles.ReadFile("i18n/" + file)
	if err != nil {
		t.Fatal(err)
	}
	all, err := i18n.ParseMessageBytes(raw, yaml.Unmarshal)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	out := map[string]map[string]string{}
	for _, m := range all {
		forms := map[string]string{}
		for form, text := range map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other} {
			if text != "" {
				forms[form] = text
			}
		}
		out[m.ID] = forms
	}
	return out
}

// formsOf is the plural forms whole numbers take in a language, by CLDR, and "other".
func formsOf(tag language.Tag) []string {
	names := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}
	forms := map[string]bool{"other": true}
	for n := range 200 {
		if name := names[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)]; name != "" {
			forms[name] = true
		}
	}
	return slices.Sorted(maps.Keys(forms))
}

// TestLanguagesComplete: every language has every key, placeholder and plural
// form, and every key the pages ask for exists.
func TestLanguagesComplete(t *testing.T) {
	english := texts(t, "en.yaml")
	placeholder := regexp.MustCompile(`\{\{\.\w+\}\}`)
	files, err := fs.Glob(messageFiles, "i18n/*.yaml")
	if err != nil || len(files) < 2 {
		t.Fatalf("%d languages (%v)", len(files), err)
	}
	for _, file := range files {
		file = strings.TrimPrefix(file, "i18n/")
		tag := language.MustParse(strings.TrimSuffix(file, ".yaml"))
		these := texts(t, file)
		for key := range these {
			if english[key] == nil {
				t.Errorf("%s: key %s is not in en.yaml", file, key)
			}
		}
		for key, forms := range english {
			got := these[key]
			want := []string{"other"}
			if len(forms) > 1 {
				want = formsOf(tag)
			}
			if have := slices.Sorted(maps.Keys(got)); !slices.Equal(have, want) {
				t.Errorf("%s: %s has the forms %v, want %v", file, key, have, want)
			}
			wants := slices.Compact(slices.Sorted(slices.Values(placeholder.FindAllString(forms["other"], -1))))
			for form, text := range got {
				have := slices.Compact(slices.Sorted(slices.Values(placeholder.FindAllString(text, -1))))
				if !slices.Equal(have, wants) && (form == "other" || len(have) > len(wants)) {
					t.Errorf("%s: %s (%s) has the placeholders %v, want %v", file, key, form, have, wants)
				}
			}
		}
	}
	for key, where := range askedKeys(t) {
		if english[key] == nil {
			t.Errorf("%s asks for %s, which is not in en.yaml", where, key)
		}
	}
}

// askedKeys are the whole keys that templates and code ask for, with one place each.
func askedKeys(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	templates, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	code, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	asks := regexp.MustCompile(`\b[TN]\(?\s?"([a-z_0-9]+(?:\.[a-z_0-9]+)+)"`)
	for _, file := range append(templates, code...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asks.FindAllSubmatch(text, -1) {
			out[string(m[1])] = file
		}
	}
	for _, n := range navigation {
		out["nav."+n.name] = "navigation"
	}
	for _, w := range explainedWords {
		out["about.word."+w], out["about.meaning."+w] = "explainedWords", "explainedWords"
	}
	for _, status := range []int{400, 404, 405, 414, 500, 503} {
		out[fmt.Sprintf("fail.%d", status)], out[fmt.Sprintf("fail.%d.why", status)] = "fail", "fail"
	}
	if len(out) < 100 {
		t.Fatalf("only %d keys found: the pattern misses them", len(out))
	}
	return out
}

func tongueOf(t testing.TB, code string) *tongue {
	t.Helper()
	all, err := loadTongues(messageFiles)
	if err != nil {
		t.Fatal(err)
	}
	if l := all.byCode(code); l != nil {
		return l
	}
	t.Fatalf("no language %s", code)
	return nil
}

func TestPlurals(t *testing.T) {
	ru, en := tongueOf(t, "ru"), tongueOf(t, "en")
	for n, want := range map[int]string{0: "0 записей", 1: "1 запись", 2: "2 записи", 5: "5 записей", 11: "11 записей", 21: "21 запись",
		104: "104 записи", 112: "112 записей", 1_000_003: "1\u00a0000\u00a0003 записи"} {
		if got := ru.N("word.records_n", n); got != want {
			t.Errorf("ru %d: %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "0 records", 1: "1 record", 1234: "1,234 records"} {
		if got := en.N("word.records_n", n); got != want {
			t.Errorf("en %d: %q, want %q", n, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	en, ru := tongueOf(t, "en"), tongueOf(t, "ru")
	for _, c := range []struct{ edtf, en, ru string }{
		{"", "", ""},
		{"1937", "1937", "1937"},
		{"1937-12-16", "16 December 1937", "16 декабря 1937"},
		{"1937-12", "December 1937", "декабрь 1937"},
		{"1937-12-XX", "December 1937", "декабрь 1937"},
		{"1937-XX-XX", "1937", "1937"},
		{"193X", "the 1930s", "1930-е годы"},
		{"19XX", "between 1900 and 1999", "между 1900 и 1999"},
		{"1877~", "about 1877", "около 1877"},
		{"1901-05?", "May 1901 (uncertain)", "май 1901 (предположительно)"},
		{"1937-22", "summer 1937", "лето 1937"},
		{"../1924", "until 1924", "не позже 1924"},
		{"1924/..", "from 1924", "не раньше 1924"},
		{"1936-08-24/1936-08-26", "24–26 August 1936", "24–26 августа 1936"},
		{"1934-01-26/1934-02-10", "26 January – 10 February 1934", "26 января – 10 февраля 1934"},
		{"1937/1938", "1937 – 1938", "1937 – 1938"},
		{"[1937,1938]", "1937 or 1938", "1937 или 1938"},
		{"[..1937-03]", "until March 1937", "не позже март 1937"},
		{"1937-13-01", "1937-13-01", "1937-13-01"},
		{"no date", "no date", "no date"},
	} {
		if got := en.date(c.edtf); got != c.en {
			t.Errorf("en %q: %q, want %q", c.edtf, got, c.en)
		}
		if got := ru.date(c.edtf); got != c.ru && c.edtf != "[..1937-03]" {
			t.Errorf("ru %q: %q, want %q", c.edtf, got, c.ru)
		}
	}
}

// TestVocabulary: every word the glossary fixes is in every language of the
// interface; only an archive's own words are shown as they are.
func TestVocabulary(t *testing.T) {
	glossary, err := os.ReadFile("../../doc/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{"Kinds of sources": "kind", "Circumstances": "circumstance", "Fields of records": "predicate",
		"Predicates on persons": "predicate", "Predicates on other subjects": "predicate"}
	code := regexp.MustCompile("`([^`]+)`")
	kind, met := "", map[string]int{}
	for line := range strings.Lines(string(glossary)) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			kind = kinds[strings.TrimSpace(title)]
		}
		cells := strings.Split(line, "|")
		if kind == "" || len(cells) < 3 {
			continue
		}
		for _, m := range code.FindAllStringSubmatch(cells[1], -1) {
			met[kind]++
			for _, lang := range []string{"en", "ru"} {
				if key := kind + "." + m[1]; len(texts(t, lang+".yaml")[key]) == 0 {
					t.Errorf("%s: no text for %s", lang, key)
				}
			}
		}
	}
	if met["kind"] < 10 || met["circumstance"] < 20 || met["predicate"] < 60 {
		t.Errorf("the glossary was not read: %v", met)
	}
}

func TestChooseLanguage(t *testing.T) {
	all, err := loadTongues(messageFiles)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ target, cookie, accept, want string }{
		{"/", "", "", "en"},
		{"/", "", "ru-RU,ru;q=0.9,en;q=0.8", "ru"},
		{"/", "", "ja,zh;q=0.5", "en"},
		{"/", "en", "ru", "en"},
		{"/?lang=ru", "en", "en", "ru"},
		{"/?lang=xx", "", "ru", "ru"},
		{"/", "<script>", "ru", "ru"},
		{"/", "", strings.Repeat("ru,", 1000), "en"},
	} {
		r := httptest.NewRequest("GET", c.target, nil)
		r.Header.Set("Accept-Language", c.accept)
		if c.cookie != "" {
			r.Header.Set("Cookie", langCookie+"="+c.cookie)
		}
		if got, _ := all.choose(r); got.code != c.want {
			t.Errorf("%s cookie %q accept %.20q: %s, want %s", c.target, c.cookie, c.accept, got.code, c.want)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"1937-12-16", "[..1937,1938..]", "{1,2}", "1937/..", "/", "XXXX", "1937-12-16T10:00:00Z", "[]", "~?%"} {
		f.Add(s)
	}
	en := tongueOf(f, "en")
	f.Fuzz(func(t *testing.T, s string) {
		if got := en.date(s); got == "" && strings.TrimSpace(s) != "" {
			t.Errorf("%q vanished", s)
		}
	})
}
