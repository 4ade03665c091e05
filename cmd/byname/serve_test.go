package main

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"byname/store"
)

// TestServe starts the server on a free port, reads a page, and stops it.
func TestServe(t *testing.T) {
	t.Parallel()
	dir, err := demo()
	if err != nil {
		t.Fatal(err)
	}
	a, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	said, out := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- (&settings{dir: dir, out: out, errs: io.Discard}).serve(ctx, a, "127.0.0.1:0")
	}()
	line := make([]byte, 100)
	n, err := said.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(string(line[:n]))
	if !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("it says %q", address)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"search?q=Jeschow", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(string(body), "Yezhov") {
		t.Errorf("status %d, %v: %.300s", answer.StatusCode, err, body)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("stopping: %v", err)
	}
}

// TestListen: the default address gives way when it is taken, one asked for does not.
func TestListen(t *testing.T) {
	t.Parallel()
	one, err := listen(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = one.Close() }()
	two, err := listen(t.Context(), "")
	if err != nil {
		t.Fatalf("with the default taken: %v", err)
	}
	defer func() { _ = two.Close() }()
	if three, err := listen(t.Context(), two.Addr().String()); err == nil {
		_ = three.Close()
		t.Error("an address asked for and taken was given another's place")
	}
}

// TestShelfFollowsBuilds: an index put in place by a build is shown, an index
// that did not change stays open.
func TestShelfFollowsBuilds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir() + "/a"
	for _, args := range [][]string{{"init", "--title", "Synthetic"}, {"build"}} {
		if _, err := call(append([]string{"-C", dir}, args...)...); err != nil {
			t.Fatal(err)
		}
	}
	a, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	sh := &shelf{archive: a, log: (&settings{errs: io.Discard}).log()}
	defer sh.close()
	look := func() any {
		t.Helper()
		if err := sh.look(); err != nil {
			t.Fatal(err)
		}
		return sh.current()
	}
	first := look()
	if again := look(); again != first {
		t.Error("an index that did not change was opened again")
	}
	if _, err := call("-C", dir, "build"); err != nil {
		t.Fatal(err)
	}
	if second := look(); second == first {
		t.Error("a new index is not shown")
	}
}
