package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

// shared are the files every page is parsed with; each further file is one page.
var shared = [...]string{"layout.html", "parts.html", "tables.html", "lifeline.html"}

// sheets are the parsed pages of one language.
type sheets map[string]*template.Template

// loadSheets parses every page for one language; the functions T and N speak it.
func loadSheets(t *tongue) (sheets, error) {
	base := template.New("page").Funcs(template.FuncMap{"T": t.T, "N": t.N})
	for _, file := range shared {
		if _, err := base.ParseFS(templateFiles, "templates/"+file); err != nil {
			return nil, err
		}
	}
	entries, err := templateFiles.ReadDir("templates")
	if err != nil {
		return nil, err
	}
	out := sheets{}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".html")
		if strings.Contains(strings.Join(shared[:], " "), e.Name()) {
			continue
		}
		page, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if out[name], err = page.ParseFS(templateFiles, "templates/"+e.Name()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// page is what a handler hands to the layout.
type page struct {
	sheet  string // name of the template file
	title  string // "" on the home page
	nav    string // which entry of the navigation it belongs to
	query  string // what the search box holds
	json   string // address of the same as JSON
	raw    []byte // JSON to send instead of a page
	status int    // 0 is 200
	body   any
}

// frame is what layout.html lays out.
type frame struct {
	Lang, Title, Site, Query, JSON string
	Style, Script, Icon            string
	Version, Notice                string
	Home                           bool // the page has a search box of its own
	Nav, Tongues                   []choice
	Body                           any
}

// choice is one of several links of which one may be the current.
type choice struct {
	Text, URL, Lang string
	Current         bool
}

// navigation is the entries of the head of every page, in order.
var navigation = [...]struct{ name, url string }{
	{"persons", "/persons"}, {"sources", "/sources"}, {"events", "/events"},
	{"lists", "/lists"}, {"subjects", "/subjects"}, {"problems", "/problems"}, {"about", "/about"},
}

// show renders a page in the language of the request and sends it.
func (s *site) show(w http.ResponseWriter, r *http.Request, p page) {
	t, asked := s.tongues.choose(r)
	if asked {
		http.SetCookie(w, &http.Cookie{Name: langCookie, Value: t.code, Path: "/", MaxAge: 365 * 24 * 3600,
			SameSite: http.SameSiteLaxMode, HttpOnly: true, Secure: r.TLS != nil})
	}
	f := frame{
		Lang: t.code, Title: p.title, Site: s.title, Query: p.query, JSON: p.json, Version: s.version,
		Style: s.assets.style.path, Script: s.assets.script.path, Icon: s.assets.icon.path,
		Home: p.sheet == "home" || p.sheet == "search", Body: p.body,
	}
	for _, n := range navigation {
		f.Nav = append(f.Nav, choice{Text: t.T("nav." + n.name), URL: n.url, Current: n.name == p.nav})
	}
	for _, other := range s.tongues.all {
		f.Tongues = append(f.Tongues, choice{Text: other.name, URL: inLanguage(r.URL, other.code), Lang: other.code, Current: other == t})
	}
	if a := s.archive(); a != nil && a.Pending > 0 {
		f.Notice = t.N("notice.stale", a.Pending)
	}
	var out bytes.Buffer
	if err := s.sheets[t.code][p.sheet].ExecuteTemplate(&out, "page", f); err != nil {
		panic(fmt.Errorf("template %s: %w", p.sheet, err)) // ours: guard answers with an error page
	}
	s.send(w, r, answer{status: p.status, kind: kindHTML, cache: revalidate, vary: "Accept-Language, Cookie", body: out.Bytes()})
}

// inLanguage is the address of the same page in another language.
func inLanguage(u *url.URL, code string) string {
	q := u.Query()
	q.Set("lang", code)
	return (&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: q.Encode()}).String()
}
