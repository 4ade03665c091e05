package main

import (
	"bufio"
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byname/serve/search"
	"byname/serve/web"
	"byname/store/index"
)

// broken writes a synthetic list as strangers send them: ragged rows, bytes
// that are no text, dates that do not exist, a cell of cellSize bytes, markup and formulas in
// names. It returns the folder, with a mapping beside the list.
func broken(t *testing.T, cellSize int) string {
	t.Helper()
	dir := t.TempDir()
	var b bytes.Buffer
	b.WriteString("id,name,born,shot,note\n")
	b.WriteString("1,Sound Synthetic,1890,1937-08-05,\n")
	b.WriteString("2,Short Row\n")
	b.WriteString("3,Long Row,1891,1937-09-01,x,y,z\n")
	b.WriteString("4,Impossible Date,1892,32.13.1937,\n")
	b.WriteString("5,Bad \xff\xfe Bytes,1893,1938,\n")
	b.WriteString("6,<script>document.title='owned'</script>,1894,1938,<img src=x onerror=alert(1)>\n")
	b.WriteString("7,\"=HYPERLINK(\"\"http://example.org\"\",\"\"Formula\"\")\",1895,1938,@SUM(A1)\n")
	b.WriteString("8,Right\u202eot Left\u202c,1896,1938,\n")
	b.WriteString("9,Huge Cell,1897,1938," + strings.Repeat("x", cellSize) + "\n")
	b.WriteString("9,Same Id,1898,1938,\n")
	b.WriteString("10,,1899,1938,\n")
	b.WriteString("11,Nul\x00Byte,1900,1938,\n")
	b.WriteString("12,\"Never closed,1901,1938,\n")
	mapping := `list: broken
file: broken.csv
reads: records
encoding: utf-8
source: {id: broken, title: "<b>Synthetic</b> broken list", public: "2001"}
id: [id]
locator: "line {line}"
order: dmy
fields:
  - {field: name, column: name}
  - {field: birth, column: born}
  - {field: execution, column: shot}
  - {field: note, column: note, type: text}
`
	for name, text := range map[string]string{"broken.csv": b.String(), "broken.yaml": mapping} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestBrokenList: what is sound is imported, the rest is listed with its place,
// and no page lets what stands in a cell act.
func TestBrokenList(t *testing.T) {
	t.Parallel()
	lists := broken(t, 3<<20)
	dir := filepath.Join(t.TempDir(), "a")
	for _, args := range [][]string{
		{"init", "--title", "Synthetic <i>broken</i> lists"},
		{"import", "--mapping", filepath.Join(lists, "broken.yaml"), filepath.Join(lists, "broken.csv")},
		{"verify"},
	} {
		if _, err := call(append([]string{"-C", dir}, args...)...); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
	}
	if out, err := call("-C", dir, "search", "Sound Synthetic", "--json"); err != nil {
		t.Errorf("the sound row is not found: %v, %s", err, out)
	}
	out, err := call("-C", dir, "problems", "--json")
	if err != nil {
		t.Fatal(err)
	}
	at := map[int]string{} // by line
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var p struct {
			Source, Locator, Field, Value, Reason, File string
			Line                                        int
		}
		decode(t, lines.Bytes(), &p)
		if p.Reason == "" || p.File != "broken.csv" || len(p.Value) > 200 {
			t.Errorf("a problem does not say what and where: %+v", p)
		}
		at[p.Line] += p.Reason + "; "
	}
	for _, line := range []int{3, 4, 5, 6, 10, 11, 12} {
		if at[line] == "" {
			t.Errorf("nothing is said of line %d", line)
		}
	}
	pagesAreInert(t, dir)
}

// pagesAreInert opens every page that can show the hostile values.
func pagesAreInert(t *testing.T, dir string) {
	t.Helper()
	ix, err := index.Open(filepath.Join(dir, "index.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ix.Close() }()
	engine, err := search.Open(ix)
	if err != nil {
		t.Fatal(err)
	}
	pages := web.New(web.Options{Title: "Synthetic <i>broken</i> lists", Archive: func() *web.Archive {
		return &web.Archive{Index: ix, Search: engine}
	}})
	paths := []string{"/", "/persons", "/problems", "/sources", "/source/broken", "/lists", "/list/broken", "/search?q=%3Cscript%3E", "/search?q=owned"}
	for p, err := range ix.Persons(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, "/person/"+p.ID)
	}
	for _, path := range paths {
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		body := w.Body.String()
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d", path, w.Code)
		}
		for _, bad := range []string{"<script>document", "<img src=x", "<b>Synthetic", "<i>broken"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %s as it was given", path, bad)
			}
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") && !strings.Contains(policy, "default-src 'self'") {
			t.Errorf("%s: content security policy %q", path, policy)
		}
	}
	if len(paths) < 15 {
		t.Errorf("only %d pages were opened", len(paths))
	}
}
