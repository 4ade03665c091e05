package web

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

//go:embed i18n/*.yaml
var messageFiles embed.FS

// tongue is one language of the interface.
type tongue struct {
	code    string // BCP 47, as in the file's name
	tag     language.Tag
	name    string // in the language itself
	plain   map[string]string
	local   *i18n.Localizer
	langs   display.Namer
	scripts display.Namer
}

// tongues are the languages of the interface; English is the first and the fallback.
type tongues struct {
	all     []*tongue
	matcher language.Matcher
}

// loadTongues reads every file of the folder; its name is the language.
func loadTongues(files fs.FS) (*tongues, error) {
	bundle := i18n.NewBundle(language.English)
	names, err := fs.Glob(files, "i18n/*.yaml")
	if err != nil {
		return nil, err
	}
	out := &tongues{}
	for _, name := range names {
		t, err := loadTongue(files, name, bundle)
		if err != nil {
			return nil, err
		}
		if t.tag == language.English {
			out.all = append([]*tongue{t}, out.all...)
		} else {
			out.all = append(out.all, t)
		}
	}
	if len(out.all) == 0 || out.all[0].tag != language.English {
		return nil, fmt.Errorf("i18n: no English file among %v", names)
	}
	tags := make([]language.Tag, len(out.all))
	for i, t := range out.all {
		tags[i] = t.tag
		t.local = i18n.NewLocalizer(bundle, t.code, "en")
		for key, text := range out.all[0].plain { // what a new language lacks is shown in English
			if _, ok := t.plain[key]; !ok {
				t.plain[key] = text
			}
		}
	}
	out.matcher = language.NewMatcher(tags)
	return out, nil
}

func loadTongue(files fs.FS, name string, bundle *i18n.Bundle) (*tongue, error) {
	code := strings.TrimSuffix(path.Base(name), ".yaml")
	tag, err := language.Parse(code)
	if err != nil {
		return nil, fmt.Errorf("%s: file is not named after a language: %w", name, err)
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	messages, err := bundle.ParseMessageBytes(tag, text, yaml.Unmarshal)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	t := &tongue{code: code, tag: tag, name: display.Self.Name(tag), plain: map[string]string{}}
	t.langs, t.scripts = display.Languages(tag), display.Scripts(tag)
	for _, m := range messages {
		if m.Few == "" && m.Many == "" && m.One == "" && !strings.Contains(m.Other, "{{") {
			t.plain[m.ID] = m.Other
		}
	}
	return t, nil
}

// choose picks the language of a request: asked for by ?lang=, else kept in the
// cookie, else the browser's preference, else English. asked tells the first case.
func (ts *tongues) choose(r *http.Request) (t *tongue, asked bool) {
	if t := ts.byCode(r.URL.Query().Get("lang")); t != nil {
		return t, true
	}
	if c, err := r.Cookie(langCookie); err == nil {
		if t := ts.byCode(c.Value); t != nil {
			return t, false
		}
	}
	accept := r.Header.Get("Accept-Language")
	if len(accept) > 1000 {
		accept = ""
	}
	want, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(want) == 0 {
		return ts.all[0], false
	}
	_, i, _ := ts.matcher.Match(want...)
	return ts.all[i], false
}

const langCookie = "lang"

func (ts *tongues) byCode(code string) *tongue {
	for _, t := range ts.all {
		if code != "" && t.code == code {
			return t
		}
	}
	return nil
}

// T returns the text of key. Further arguments are names and values for its
// placeholders, in turn. A key without a text comes back as it is, which TestLanguagesComplete excludes.
func (t *tongue) T(key string, args ...any) string {
	if text, ok := t.plain[key]; ok {
		return text
	}
	return t.localize(key, nil, args)
}

// N returns the text of key in the plural form for n, which the text may show as {{.N}}.
func (t *tongue) N(key string, n int, args ...any) string {
	return t.localize(key, n, append([]any{"N", t.num(n)}, args...))
}

func (t *tongue) localize(key string, count any, args []any) string {
	data := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		data[fmt.Sprint(args[i])] = args[i+1]
	}
	text, err := t.local.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: count})
	if err != nil {
		return key
	}
	return text
}

// has reports whether there is a text for key.
func (t *tongue) has(key string) bool { _, ok := t.plain[key]; return ok }

// word gives a code of the archive's vocabulary in words: its text if the
// interface has one, else the code itself made readable: it is the archive's own word.
func (t *tongue) word(kind, code string) string {
	if text, ok := t.plain[kind+"."+code]; ok {
		return text
	}
	return strings.TrimSpace(strings.ReplaceAll(code, "_", " "))
}

// num groups the digits of n as the language does.
func (t *tongue) num(n int) string {
	s := strconv.Itoa(n)
	group := t.plain["number.group"]
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + group + s[i:]
	}
	return s
}

// language names a language by its BCP 47 code: "German" for "de".
func (t *tongue) language(code string) string {
	tag, err := language.Parse(code)
	if err != nil || code == "" {
		return code
	}
	if name := t.langs.Name(tag); name != "" {
		return name
	}
	return code
}

// script names a script by its ISO 15924 code: "Cyrillic" for "Cyrl".
func (t *tongue) script(code string) string {
	s, err := language.ParseScript(code)
	if err != nil {
		return code
	}
	if name := t.scripts.Name(s); name != "" {
		return name
	}
	return code
}
