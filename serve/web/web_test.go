package web_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"byname/person"
	"byname/serve/web"
)

func TestRoutes(t *testing.T) {
	h := pages(t)
	p := personOf(t, "roll:r1")
	for path, want := range map[string]int{
		"/": 200, "/search": 200, "/search?q=Petrishchev": 200, "/search?q=zzzz": 200, "/persons": 200, "/sources": 200,
		"/sources?kind=press&q=gazette": 200, "/source/GAZETTE": 200, "/events": 200, "/lists": 200, "/list/roll": 200, "/problems": 200,
		"/problems?list=roll&reason=x": 200, "/subjects": 200, "/subjects/series": 200, "/subject/series:losses": 200, "/about": 200,
		"/event/trial%2Fof%20%3Cnobody%3E": 200, "/source/..%2F..%2Fodd%3Fid%23%3Cx%3E": 200,
		"/person/" + p: 200, "/person/" + p + ".json": 200, "/person/" + p + "?as-of=1937": 200, "/person/" + p + "?as-of=nonsense": 200,
		"/person/" + p + ".json?as-of=nonsense": 400, "/record/roll:r1": 302, "/claim/claims:C1": 302, "/subject/roll:r1": 302, "/subject/event:x": 302, "/subjects/roll": 302, "/subjects/event": 302,
		"/health": 200, "/robots.txt": 200,
		"/person/nobody": 404, "/source/nothing": 404, "/event/none": 404, "/list/none": 404, "/subject/none": 404, "/subjects/none": 404, "/record/none": 404, "/claim/none": 404,
		"/static/": 404, "/static/site.css": 404, "/nothing": 404, "/person/": 404, "/.git/config": 404, "/static/..%2Fweb.go": 404,
		"/search?q=x&page=0": 400, "/search?q=x&page=a": 400, "/persons?from=-1": 400, "/persons?from=x": 400, "/source/GAZETTE?claims=x": 400,
		"/search?q=" + strings.Repeat("x", 201): 400, "/search?q=" + strings.Repeat("x", 5000): 414,
	} {
		r := get(t, h, path)
		if r.StatusCode != want {
			t.Errorf("%.60s: status %d, want %d", path, r.StatusCode, want)
		}
		if r.Header.Get("Content-Security-Policy") == "" || r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%.60s: security headers are missing", path)
		}
	}
}

func TestOnlyReading(t *testing.T) {
	h := pages(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"} {
		for _, path := range []string{"/", "/person/x", "/search", "/nothing"} {
			if r := ask(t, h, method, path); r.StatusCode != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: status %d, want 405", method, path, r.StatusCode)
			}
		}
	}
	r := ask(t, h, "HEAD", "/about")
	body, _ := io.ReadAll(r.Body)
	if r.StatusCode != http.StatusOK || len(body) != 0 || r.Header.Get("Content-Length") == "0" {
		t.Errorf("HEAD: status %d, %d bytes, length %s", r.StatusCode, len(body), r.Header.Get("Content-Length"))
	}
	if r := ask(t, h, "POST", "/", "Origin", "https://elsewhere.example", "Sec-Fetch-Site", "cross-site"); r.StatusCode != http.StatusForbidden {
		t.Errorf("POST from another site: status %d, want 403", r.StatusCode)
	}
}

// TestCaching: a page one has is not sent again; the packed form is the same page.
func TestCaching(t *testing.T) {
	h := pages(t)
	plain := get(t, h, "/about")
	body, _ := io.ReadAll(plain.Body)
	again := get(t, h, "/about", "If-None-Match", plain.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("If-None-Match: status %d, want 304", again.StatusCode)
	}
	packed := get(t, h, "/about", "Accept-Encoding", "br, gzip;q=0.8")
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(body, unpacked) {
		t.Errorf("the packed page differs from the plain one (%v)", err)
	}
	if packed.Header.Get("ETag") == plain.Header.Get("ETag") || !strings.Contains(packed.Header.Get("Vary"), "Accept-Encoding") {
		t.Error("the packed and the plain form share a tag, or Vary is missing")
	}
	if r := get(t, h, "/about", "Accept-Encoding", "gzip;q=0"); r.Header.Get("Content-Encoding") != "" {
		t.Error("gzip was refused and sent")
	}
	style := regexp.MustCompile(`/static/site\.[0-9a-f]+\.css`).FindString(string(body))
	if r := get(t, h, style); r.StatusCode != 200 || !strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("style sheet %q: status %d", style, r.StatusCode)
	}
}

// TestCrawl follows every link of every page and holds each page to what all
// must have: well-formed, one h1, unique ids, anchors that exist, texts for all keys.
func TestCrawl(t *testing.T) {
	h := pages(t)
	seen := map[string]bool{"/": true}
	queue := []string{"/"}
	missing := regexp.MustCompile(`>\s*[a-z]+\.[a-z_0-9]+\s*<`)
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		r := get(t, h, path)
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case r.StatusCode == http.StatusFound:
			to, _, _ := strings.Cut(r.Header.Get("Location"), "#")
			if !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
			continue
		case r.StatusCode != http.StatusOK:
			t.Errorf("%s: status %d", path, r.StatusCode)
			continue
		case !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html"):
			continue
		}
		doc := readPage(t, path, body)
		if doc.h1 != 1 {
			t.Errorf("%s: %d h1 elements", path, doc.h1)
		}
		if m := missing.Find(body); m != nil && !bytes.Contains(m, []byte(".csv")) {
			t.Errorf("%s: no text for key %s", path, m)
		}
		for _, to := range doc.links {
			u, err := url.Parse(to)
			if err != nil || u.IsAbs() || u.Host != "" {
				continue
			}
			if strings.HasPrefix(to, "#") {
				if !doc.ids[to[1:]] {
					t.Errorf("%s: link to %s leads nowhere", path, to)
				}
				continue
			}
			u.Fragment = ""
			if to = u.String(); !seen[to] && len(seen) < 2000 {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d pages are within reach", len(seen))
	}
	for _, want := range []string{"/subject/series:losses", "/source/NOVEL", "/person/" + personOf(t, "roll:r5")} {
		if !seen[want] {
			t.Errorf("%s is not within reach of the first page", want)
		}
	}
}

// document is what TestCrawl needs of a page.
type document struct {
	h1     int
	level  int // of the last heading
	ids    map[string]bool
	labels map[string]bool
	fields []string // ids of what a reader fills in
	links  []string
}

// readPage parses a page as strictly as XML allows for HTML and refuses what no page may have.
func readPage(t *testing.T, path string, body []byte) document {
	t.Helper()
	doc := document{ids: map[string]bool{}, labels: map[string]bool{}}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var open []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		switch el := token.(type) {
		case xml.StartElement:
			open = append(open, el.Name.Local)
			doc.element(t, path, el)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != el.Name.Local {
				t.Fatalf("%s: </%s> closes %v", path, el.Name.Local, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%s: %v left open", path, open)
	}
	for _, id := range doc.fields {
		if !doc.labels[id] {
			t.Errorf("%s: field %q has no label", path, id)
		}
	}
	return doc
}

func (doc *document) element(t *testing.T, path string, el xml.StartElement) {
	t.Helper()
	if el.Name.Local == "h1" {
		doc.h1++
	}
	if el.Name.Local == "style" {
		t.Errorf("%s: inline style element", path)
	}
	doc.forReaders(t, path, el)
	source := false
	for _, a := range el.Attr {
		switch name := strings.ToLower(a.Name.Local); {
		case name == "id":
			if doc.ids[a.Value] {
				t.Errorf("%s: id %q twice", path, a.Value)
			}
			doc.ids[a.Value] = true
		case name == "href":
			doc.links = append(doc.links, a.Value)
			if u, err := url.Parse(a.Value); err != nil || u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http" {
				t.Errorf("%s: href %q", path, a.Value)
			}
		case name == "style" || strings.HasPrefix(name, "on"):
			t.Errorf("%s: inline %s=%q on %s", path, name, a.Value, el.Name.Local)
		case name == "src":
			source = strings.HasPrefix(a.Value, "/static/")
		}
	}
	if el.Name.Local == "script" && !source {
		t.Errorf("%s: a script that is not ours", path)
	}
	if el.Name.Local == "img" || el.Name.Local == "iframe" || el.Name.Local == "object" {
		t.Errorf("%s: element %s", path, el.Name.Local)
	}
}

// forReaders holds an element to what screen readers go by: headings without a
// skipped level, labels, headers of tables that say what they head, one name a landmark.
func (doc *document) forReaders(t *testing.T, path string, el xml.StartElement) {
	t.Helper()
	attr := map[string]string{}
	for _, a := range el.Attr {
		attr[a.Name.Local] = a.Value
	}
	switch name := el.Name.Local; name {
	case "h1", "h2", "h3", "h4":
		level := int(name[1] - '0')
		if level > doc.level+1 {
			t.Errorf("%s: %s comes after h%d", path, name, doc.level)
		}
		doc.level = level
	case "label":
		doc.labels[attr["for"]] = true
	case "input", "select", "textarea":
		if attr["type"] != "hidden" {
			doc.fields = append(doc.fields, attr["id"])
		}
	case "th":
		if attr["scope"] == "" {
			t.Errorf("%s: a th without scope", path)
		}
	case "nav":
		if attr["aria-label"]+attr["aria-labelledby"] == "" {
			t.Errorf("%s: a nav without a name", path)
		}
	case "svg":
		if attr["role"] != "img" && attr["aria-hidden"] != "true" && attr["focusable"] != "false" && attr["overflow"] == "" {
			t.Errorf("%s: a picture neither named nor hidden", path)
		}
	}
}

// TestHostileNames: names that are markup arrive as text, on every page that shows them.
func TestHostileNames(t *testing.T) {
	h := pages(t)
	for _, path := range []string{
		"/person/" + personOf(t, "roll:r5"), "/person/" + personOf(t, "roll:r6"), "/persons", "/list/roll", "/list/claims", "/sources",
		"/source/..%2F..%2Fodd%3Fid%23%3Cx%3E", "/search?q=alert", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/search?q=%22%3E%3Cimg%20src=x%3E",
	} {
		body := text(t, h, path)
		readPage(t, path, []byte(body))
		for _, bad := range []string{"<script>alert", "<img", "<svg onload", "<b onclick", "<u>", "<place>", "javascript:alert(1)\""} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: holds %s", path, bad)
			}
		}
	}
	body := text(t, h, "/person/"+personOf(t, "roll:r5"))
	if !strings.Contains(html.UnescapeString(body), "<script>alert('value')</script>") {
		t.Error("the hostile value is not shown as text")
	}
	// A text that turns the direction of writing stands in an element that isolates it.
	body = text(t, h, "/persons")
	if !regexp.MustCompile(`<bdi>\x{202e}`).MatchString(body) {
		t.Error("a name with a right-to-left override is not isolated")
	}
}

// TestPerson: contradictions are said in words, counted by lineage, and what was said under duress is marked.
func TestPerson(t *testing.T) {
	h := pages(t)
	body := html.UnescapeString(text(t, h, "/person/"+personOf(t, "roll:r1")))
	for _, want := range []string{
		"30 October 1937", "16 December 1937", "Excluded by", "Under duress (torture): said, not proof",
		"The accusers speaking (official announcement)", "after four nights without sleep", "Known since 20 December 1937",
		"The trial that never sat", "Kornilov-Zarubin Osip", "Петрищев Аким Саввич", "Roll of the invented prison", "sheet 4",
		"1 independent lineage states it", "As known at", "The record as given",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	then := html.UnescapeString(text(t, h, "/person/"+personOf(t, "roll:r1")+"?as-of=1937"))
	if !strings.Contains(then, "16 December 1937") || strings.Contains(then, "30 October 1937") || strings.Contains(then, "A memoir nobody wrote") {
		t.Error("as known in 1937: the announced date alone should be there")
	}
	if !regexp.MustCompile(`\d+ statements are hidden: they were not certainly public by 1937`).MatchString(then) {
		t.Error("the page does not say what it hides")
	}
}

// TestProblems: what could not be read is listed with its place, and the reason is a filter.
func TestProblems(t *testing.T) {
	body := html.UnescapeString(text(t, pages(t), "/problems?list=roll"))
	for _, want := range []string{"32.13.1937", "line 9", "/list/roll", "roll.csv"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestJSON(t *testing.T) {
	h := pages(t)
	id := personOf(t, "roll:r1")
	r := get(t, h, "/person/"+id+".json?as-of=1938")
	var p person.Person
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		t.Fatal(err)
	}
	if p.ID != id || p.AsOf != "1938" || len(p.Claims) == 0 {
		t.Errorf("person %q as of %q with %d claims", p.ID, p.AsOf, len(p.Claims))
	}
	if got := r.Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Errorf("content type %q", got)
	}
}

// TestStates: an archive that is not built, one that is empty, one that is behind its log, and a handler that fails.
func TestStates(t *testing.T) {
	none := web.New(web.Options{Archive: func() *web.Archive { return nil }})
	r := get(t, none, "/")
	body, _ := io.ReadAll(r.Body)
	if r.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(body), "byname build") {
		t.Errorf("not built: status %d", r.StatusCode)
	}
	if r := get(t, none, "/health"); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("health of an unbuilt archive: status %d", r.StatusCode)
	}
	if r := get(t, none, "/about"); r.StatusCode != 200 {
		t.Errorf("about without an archive: status %d", r.StatusCode)
	}
	a, err := build()
	if err != nil {
		t.Fatal(err)
	}
	behind := &web.Archive{Index: a.Index, Search: a.Search, Pending: 3}
	h := web.New(web.Options{Archive: func() *web.Archive { return behind }})
	if !strings.Contains(text(t, h, "/"), "3 entries were added") {
		t.Error("a stale index is not announced")
	}
	broken := web.New(web.Options{Archive: func() *web.Archive { return &web.Archive{Index: a.Index} }})
	if r := get(t, broken, "/search?q=x"); r.StatusCode != http.StatusInternalServerError {
		t.Errorf("our own fault: status %d, want 500", r.StatusCode)
	}
}
