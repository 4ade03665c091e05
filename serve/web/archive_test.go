package web_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"byname/flow"
	"byname/serve/search"
	"byname/serve/web"
	"byname/store"
	"byname/store/index"
)

// build makes the archive of testdata/archive through the real stages, once for all tests.
var build = sync.OnceValues(func() (*web.Archive, error) {
	dir, err := os.MkdirTemp("", "web-test")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // the index stays open: its file lives until the tests end
	const from = "testdata/archive"
	text, err := os.ReadFile(filepath.Join(from, "archive.yaml"))
	if err != nil {
		return nil, err
	}
	config, lists, err := store.ParseConfig(text)
	if err != nil {
		return nil, err
	}
	a, err := store.Init(filepath.Join(dir, "archive"), config, store.Options{})
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	for _, l := range lists {
		name := l.List + ".csv"
		_, err := flow.Import(ctx, a, flow.File{Name: name, Mapping: l.YAML,
			Open: func() (io.ReadCloser, error) { return os.Open(filepath.Join(from, name)) }}, flow.Options{})
		if err != nil {
			return nil, err
		}
	}
	if _, err := flow.Build(ctx, a, flow.Options{}); err != nil {
		return nil, err
	}
	ix, err := index.Open(a.IndexPath())
	if err != nil {
		return nil, err
	}
	engine, err := search.Open(ix)
	if err != nil {
		return nil, err
	}
	explain, err := flow.Explain(ix)
	if err != nil {
		return nil, err
	}
	return &web.Archive{Index: ix, Search: engine, Explain: func(ctx context.Context, x, y string) ([]web.Step, error) {
		w, err := explain(ctx, x, y)
		var steps []web.Step
		for _, s := range w.Steps {
			steps = append(steps, web.Step{Comparison: s.Comparison, Level: s.Level, A: s.A, B: s.B, Bits: s.Bits, Reason: s.Reason})
		}
		return steps, err
	}}, a.Close()
})

const title = `Invented archive <of> "trial & error"`

// pages is a handler over the test archive.
func pages(t testing.TB) http.Handler {
	t.Helper()
	a, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return web.New(web.Options{Title: title, Version: "test", Moments: []string{"1937", "1956", "1990"}, Archive: func() *web.Archive { return a }})
}

// get asks for a path with further headers in pairs.
func get(t testing.TB, h http.Handler, path string, headers ...string) *http.Response {
	t.Helper()
	return ask(t, h, http.MethodGet, path, headers...)
}

func ask(t testing.TB, h http.Handler, method, path string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, path, http.NoBody)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// text returns the body of a page.
func text(t testing.TB, h http.Handler, path string) string {
	t.Helper()
	r := get(t, h, path)
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d", path, r.StatusCode)
	}
	return string(body)
}

// personOf is the id of the person a record belongs to.
func personOf(t testing.TB, record string) string {
	t.Helper()
	a, err := build()
	if err != nil {
		t.Fatal(err)
	}
	id, err := a.Index.PersonOf(context.Background(), record)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
