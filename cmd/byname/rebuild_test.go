package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func mkdirTemp() (string, error) { return os.MkdirTemp("", "archive-test") }

// everything is a digest of all an archive answers: every person with its records, and every page.
func everything(t *testing.T, dir string) (digest [32]byte, persons int) {
	t.Helper()
	out, err := call("-C", dir, "persons", "--json")
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	h.Write(out)
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var p struct{ Person string }
		decode(t, lines.Bytes(), &p)
		page, err := call("-C", dir, "show", "person", p.Person, "--json")
		if err != nil {
			t.Fatal(err)
		}
		h.Write(page)
		persons++
	}
	return [32]byte(h.Sum(nil)), persons
}

// TestIndexIsDerived deletes the index and builds it again: every answer is the same, byte for byte.
func TestIndexIsDerived(t *testing.T) {
	t.Parallel()
	built, err := demo()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, withoutIndex{os.DirFS(built)}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "keys", "log.key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := call("-C", dir, "persons"); err == nil {
		t.Error("without an index the archive answers")
	}
	if _, err := call("-C", dir, "build"); err != nil {
		t.Fatal(err)
	}
	want, n := everything(t, built)
	if got, _ := everything(t, dir); got != want || n < 300 {
		t.Errorf("after building again the answers differ (%d persons)", n)
	}
}

// withoutIndex is a folder that seems to have no index.db.
type withoutIndex struct{ fs.FS }

func (f withoutIndex) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.FS, name)
	kept := entries[:0]
	for _, e := range entries {
		if e.Name() != "index.db" {
			kept = append(kept, e)
		}
	}
	return kept, err
}
