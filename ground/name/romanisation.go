package name

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed romanisation/*.txt
var romanisationFiles embed.FS

// romanisation is one scheme, as doc/formats/romanisation.md describes it.
type romanisation struct {
	name, title string
	like        *romanisation
	rules       [alphabet][]romanRule // by first letter, longest first, then in the order of the file
}

// alphabet is how many letters a scheme may have rules for: the Cyrillic ones
// and, as the first, the apostrophe.
const alphabet = 0x530 - 0x400

// letterIndex is the place of a small letter among the rules: it must be
// Cyrillic or the apostrophe. U+0400 is a capital, so 0 is free.
func letterIndex(c rune) int {
	if c == apostrophe {
		return 0
	}
	return int(c - 0x400)
}

// romanRule says how letters are written, and where.
type romanRule struct {
	rest          string // the letters after the first, small
	latin         string
	after, before place
}

// place says which letters may stand next to those of a rule.
type place struct {
	set     bool
	letters string // small; edge for none
}

const (
	vowels     = "аеёиіїоуыэюяєѣѵ" // V in a rule
	consonants = "бвгґджзклмнпрстфхцчшщўѳ"
)

func (p place) holds(c rune) bool {
	if !p.set {
		return true
	}
	if !isLetter(c) && c != apostrophe {
		c = edge
	}
	return strings.ContainsRune(p.letters, smallLetter(c))
}

// match finds the rule for the small letter c, n bytes long, at the beginning
// of rest, and how many bytes it takes. It is nil when no scheme knows the letter.
func (r *romanisation) match(c rune, rest string, n int, before rune) (*romanRule, int) {
	for ; r != nil; r = r.like {
		rules := r.rules[letterIndex(c)]
		for i := range rules {
			rule := &rules[i]
			if size, ok := follows(rest[n:], rule.rest); ok && rule.after.holds(before) && rule.before.holds(next(rest[n+size:])) {
				return rule, n + size
			}
		}
	}
	return nil, 0
}

// follows reports whether text begins with the small letters, in any case, and in how many bytes.
func follows(text, letters string) (int, bool) {
	size := 0
	for _, want := range letters {
		c, n := utf8.DecodeRuneInString(text[size:])
		if smallLetter(c) != want {
			return 0, false
		}
		size += n
	}
	return size, true
}

// schemeTable finds schemes by any of their names.
type schemeTable struct {
	names  []Scheme
	byName map[string]*romanisation // by schemeKey
}

// find returns the scheme, or the one of a standard for the language of the text.
func (t *schemeTable) find(s Scheme, text string) *romanisation {
	key := "bgn"
	if s != "" {
		if len(s) > 80 {
			return nil
		}
		key = string(s)
	}
	r := t.byName[key]
	if r == nil {
		r = t.byName[schemeKey(key)]
	}
	if r == nil || r.name != schemeStandard {
		return r
	}
	if of := t.byName[r.title+cyrillicLanguage(text)]; of != nil {
		return of
	}
	return t.byName[r.title+"ru"]
}

// schemeStandard is the name of entries that stand for a standard in any
// language; their title is its key.
const schemeStandard = "*"

// schemeKey keeps the letters and digits of a name, small.
func schemeKey(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// cyrillicLanguage guesses be, uk or bg from letters only these have, else ru.
// Where a text has letters of several, the first in this order is taken.
func cyrillicLanguage(text string) string {
	if i := strings.IndexAny(text, "ўЎ"); i >= 0 {
		return "be"
	}
	switch russian := strings.ContainsAny(text, "ыЫэЭёЁ"); {
	case strings.ContainsAny(text, "їЇєЄґҐ") || ukrainianEnding(text):
		return "uk"
	case strings.ContainsAny(text, "ѣѢѳѲѵѴ"):
		return "ru"
	case strings.ContainsAny(text, "іІ") && russian:
		return "be"
	case strings.ContainsAny(text, "іІ") && !strings.ContainsAny(text, "ъЪ"):
		return "uk"
	case !russian && hardVowel(text):
		return "bg"
	}
	return "ru"
}

// ukrainianEnding finds -ський and its kin, where Russian has no soft sign.
func ukrainianEnding(text string) bool {
	for _, ending := range []string{"ський", "цький", "зький", "СЬКИЙ", "ЦЬКИЙ", "ЗЬКИЙ"} {
		if strings.Contains(text, ending) {
			return true
		}
	}
	return false
}

// hardVowel finds ъ before a consonant, where Bulgarian alone has it.
func hardVowel(text string) bool {
	var before rune
	for _, c := range text {
		c = unicode.ToLower(c)
		if before == 'ъ' && strings.ContainsRune(consonants, c) {
			return true
		}
		before = c
	}
	return false
}

// romanisations are all schemes. The files are part of the program: a mistake in them is ours.
var romanisations = sync.OnceValue(func() *schemeTable {
	t := &schemeTable{byName: map[string]*romanisation{}}
	entries, err := romanisationFiles.ReadDir("romanisation")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		text, err := romanisationFiles.ReadFile("romanisation/" + e.Name())
		if err == nil {
			err = t.read(string(text), e.Name())
		}
		if err != nil {
			panic(err)
		}
	}
	if err := t.close(); err != nil {
		panic(err)
	}
	slices.Sort(t.names)
	return t
})

// read takes in the schemes of one file. Errors name the file, the line and what is wrong.
func (t *schemeTable) read(text, file string) error {
	var r *romanisation
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, _, _ = strings.Cut(line, "#")
		w := strings.Fields(line)
		if len(w) == 0 {
			continue
		}
		var err error
		switch {
		case w[0] == "scheme" && len(w) == 2:
			r = &romanisation{name: w[1]}
			t.names = append(t.names, Scheme(w[1]))
			err = t.call(r, w[1])
		case r == nil:
			err = fmt.Errorf("%q stands before the first scheme", w[0])
		case w[0] == "title":
			r.title = strings.Join(w[1:], " ")
		case w[0] == "standard" && len(w) == 2:
			err = t.standard(w[1])
		case w[0] == "also":
			for _, a := range w[1:] {
				err = t.call(r, a)
			}
		case w[0] == "like" && len(w) == 2:
			if r.like = t.byName[schemeKey(w[1])]; r.like == nil {
				err = fmt.Errorf("no scheme %q before this line", w[1])
			}
		default:
			err = r.rule(w)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
	}
	return nil
}

func (t *schemeTable) call(r *romanisation, name string) error {
	key := schemeKey(name)
	if t.byName[key] != nil {
		return fmt.Errorf("two schemes are called %q", name)
	}
	t.byName[key] = r
	return nil
}

// standard makes a name stand for the schemes whose names are it and a language.
// Lines of the same standard: "bgn", "bgn=bgnpcgn" for another name of it.
func (t *schemeTable) standard(name string) error {
	alias, of, other := strings.Cut(name, "=")
	if !other {
		of = alias
	}
	return t.call(&romanisation{name: schemeStandard, title: schemeKey(of)}, alias)
}

// rule reads: letters latin [after LETTERS] [before LETTERS].
func (r *romanisation) rule(w []string) error {
	first, n := utf8.DecodeRuneInString(w[0])
	if !isCyrillic(first) && first != apostrophe || len(w) < 2 || len(w)%2 != 0 {
		return fmt.Errorf("%q is no rule: letters, how they are written, after LETTERS, before LETTERS", strings.Join(w, " "))
	}
	rule := romanRule{rest: w[0][n:], latin: w[1]}
	if rule.latin == "-" {
		rule.latin = ""
	}
	for i := 2; i < len(w); i += 2 {
		where := place{true, strings.NewReplacer("V", vowels, "C", consonants).Replace(w[i+1])}
		switch w[i] {
		case "after":
			rule.after = where
		case "before":
			rule.before = where
		default:
			return fmt.Errorf("%q: a rule has after and before", w[i])
		}
	}
	rules := &r.rules[letterIndex(first)]
	at := len(*rules)
	for at > 0 && len((*rules)[at-1].rest) < len(rule.rest) {
		at--
	}
	*rules = slices.Insert(*rules, at, rule)
	return nil
}

// close makes ISO 9 the last resort of every scheme.
func (t *schemeTable) close() error {
	last := t.byName["iso9"]
	if last == nil {
		return fmt.Errorf("romanisation: there is no scheme iso9")
	}
	for _, r := range t.byName {
		if r.name != schemeStandard && r.like == nil && r != last {
			r.like = last
		}
	}
	return nil
}
