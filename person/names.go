package person

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"byname/evidence/record"
	"byname/ground/name"
)

// isName reports whether claims of a predicate assert a form of the name.
func isName(predicate string) bool {
	return predicate == record.NameField || predicate == record.OtherNameField
}

// attested gathers what is known of one written form.
type attested struct {
	Name
	voices map[string]bool
	langs  map[string]int
	main   bool // somewhere the main name
}

// names collects the forms of the name in the records and the claims.
func (a *assembly) names(records []Record, statements []*statement) []Name {
	forms := map[string]*attested{}
	form := func(text, source string) *attested {
		f := forms[text]
		if f == nil {
			f = &attested{Name: Name{Text: text}, voices: map[string]bool{}, langs: map[string]int{}}
			forms[text] = f
		}
		f.Sources = append(f.Sources, source)
		f.voices[a.origin(source).voice] = true
		return f
	}
	for _, r := range records {
		for _, n := range r.Names() {
			text := strings.TrimSpace(n.Text)
			if text == "" {
				continue
			}
			f := form(text, r.Source)
			f.Records = append(f.Records, r.ID)
			f.main = f.main || !n.Other
			f.written(first(r.Values(scriptField)), first(r.Values(languageField)), a.origin(r.Source).lang)
		}
	}
	for _, s := range statements {
		text := strings.TrimSpace(s.Value)
		if !isName(s.Predicate) || text == "" || s.counts == denying {
			continue
		}
		f := form(text, s.Source)
		f.Claims = append(f.Claims, s.ID)
		f.main = f.main || s.Predicate == record.NameField
		f.written(extra(s.Claim, scriptField), extra(s.Claim, languageField), a.origin(s.Source).lang)
		if note := extra(s.Claim, noteField); note != "" {
			f.Notes = append(f.Notes, note)
		}
	}
	out := make([]Name, 0, len(forms))
	for _, f := range forms {
		out = append(out, f.finish())
	}
	slices.SortFunc(out, func(x, y Name) int {
		return cmp.Or(cmp.Compare(x.marked(), y.marked()), cmp.Compare(y.Voices, x.Voices),
			cmp.Compare(y.complete(), x.complete()), strings.Compare(x.Text, y.Text))
	})
	return out
}

// written notes the script and language a source gives for the form; the
// language of the whole source counts where the form is in its usual script.
func (f *attested) written(script, lang, sourceLang string) {
	if f.Script == "" {
		f.Script = script
	}
	if f.Script == "" {
		f.Script = name.ScriptOf(f.Text)
	}
	if lang == "" && sourceLang != "" && sameScript(usualScript(sourceLang), f.Script) {
		lang = sourceLang
	}
	if lang != "" {
		f.langs[lang]++
	}
}

func (f *attested) finish() Name {
	n := f.Name
	n.Other = !f.main
	n.Voices = len(f.voices)
	for _, list := range []*[]string{&n.Sources, &n.Notes, &n.Records, &n.Claims} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	for _, lang := range slices.Sorted(maps.Keys(f.langs)) {
		if n.Lang == "" || f.langs[lang] > f.langs[n.Lang] {
			n.Lang = lang
		}
	}
	return n
}

// marked is 1 for a form that is an alias, or on which somebody had to remark.
func (n *Name) marked() int {
	if n.Other || len(n.Notes) > 0 {
		return 1
	}
	return 0
}

// complete grades how much of a name is written out: twice the words, at most
// three, and once the initials, at most six in all. Words in brackets or
// quotation marks and numbers are no part of it.
func (n *Name) complete() int {
	words, initials := 0, 0
	for _, w := range strings.FieldsFunc(n.Text, func(r rune) bool { return unicode.IsSpace(r) || r == '.' || r == ',' }) {
		switch r, _ := utf8.DecodeRuneInString(w); {
		case !unicode.IsLetter(r):
		case utf8.RuneCountInString(w) == 1 && !sameScript(n.Script, "Hani"):
			initials++
		default:
			words++
		}
	}
	return min(2*min(words, 3)+initials, 6)
}

// title chooses the heading: a form in the script of the language asked for,
// then an unmarked one, then the most complete, then one in that very language,
// the best attested, the one spelt as most forms are, the first by alphabet.
func title(names []Name, lang string) string {
	if len(names) == 0 {
		return ""
	}
	script := usualScript(lang)
	foreign := func(n Name) int {
		switch {
		case lang == "" || sameScript(n.Script, script) && n.Lang == lang:
			return 0
		case sameScript(n.Script, script):
			return 1
		}
		return 2
	}
	better := func(x, y Name) int {
		return cmp.Or(cmp.Compare(foreign(x)/2, foreign(y)/2), cmp.Compare(x.marked(), y.marked()),
			cmp.Compare(y.complete(), x.complete()), cmp.Compare(foreign(x), foreign(y)), cmp.Compare(y.Voices, x.Voices))
	}
	best := []Name{names[0]}
	for _, n := range names[1:] {
		switch by := better(n, best[0]); {
		case by < 0:
			best = append(best[:0], n)
		case by == 0:
			best = append(best, n)
		}
	}
	if len(best) == 1 {
		return best[0].Text
	}
	used := map[string]int{} // words of the forms as near to the language, by how many voices write them
	near := foreign(best[0])
	for _, n := range names {
		if foreign(n) == near {
			for _, w := range strings.Fields(name.Fold(n.Text)) {
				used[w] += n.Voices
			}
		}
	}
	usual := func(n Name) (sum int) {
		for _, w := range strings.Fields(name.Fold(n.Text)) {
			sum += used[w]
		}
		return sum
	}
	return slices.MinFunc(best, func(x, y Name) int {
		return cmp.Or(cmp.Compare(usual(y), usual(x)), strings.Compare(x.Text, y.Text))
	}).Text
}

// usualScript names the script a language is usually written in, by the primary
// subtag; languages not listed are taken for Latin.
func usualScript(lang string) string {
	primary, _, _ := strings.Cut(lang, "-")
	switch primary {
	case "":
		return ""
	case "ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "tt", "ba", "cv", "os", "mn", "bua", "ce", "ab":
		return "Cyrl"
	case "he", "yi":
		return "Hebr"
	case "ar", "fa", "ur", "ug":
		return "Arab"
	case "hy":
		return "Armn"
	case "ka":
		return "Geor"
	case "el":
		return "Grek"
	case "zh", "ja":
		return "Hani"
	case "ko":
		return "Kore"
	case "bn":
		return "Beng"
	}
	return "Latn"
}

// sameScript compares ISO 15924 codes; the codes for Chinese and Japanese
// writing all name Han characters.
func sameScript(a, b string) bool {
	han := func(s string) bool { return s == "Hani" || s == "Hans" || s == "Hant" || s == "Jpan" }
	return a == b || han(a) && han(b)
}

// extra returns the further column of a claim called by that name, or "".
func extra(c *Claim, column string) string {
	for _, cell := range c.Extra {
		if cell.Column == column {
			return strings.TrimSpace(cell.Text)
		}
	}
	return ""
}

// first returns the first value of the fields, or "".
func first(fields []record.Field) string {
	if len(fields) == 0 {
		return ""
	}
	return fields[0].Value
}
