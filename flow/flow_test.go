package flow

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"byname/evidence/claim"
	"byname/evidence/judgement"
	"byname/store"
	"byname/store/index"
)

const mappingText = `list: made-up
file: made-up.csv
source: {id: made-up, title: Synthetic list, public: "1990"}
id: [id]
fields:
  - {field: name, column: name}
  - {field: birth, column: born}
`

func archive(t *testing.T) *store.Archive {
	t.Helper()
	a, err := store.Init(filepath.Join(t.TempDir(), "a"), store.Config{Title: "Synthetic"}, store.Options{
		Now: func() time.Time { return time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func file(name, text string) File {
	return File{Name: name, Mapping: []byte(mappingText), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

func put(t *testing.T, a *store.Archive, text string) Imported {
	t.Helper()
	got, err := Import(context.Background(), a, file("made-up.csv", text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func built(t *testing.T, a *store.Archive) (Built, *index.Index) {
	t.Helper()
	b, err := Build(context.Background(), a, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(a.IndexPath())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ix.Close() })
	return b, ix
}

// TestImportTwice: the same bytes read the same way add nothing; other bytes add a version.
func TestImportTwice(t *testing.T) {
	a := archive(t)
	const one, two = "id,name,born\n1,Synthetic One,1890\n2,Synthetic Two,1891\n", "id,name,born\n1,Synthetic One,1892\n3,Synthetic Three,1893\n"
	if got := put(t, a, one); got.Status != StatusImported || got.Counts.Records != 2 {
		t.Errorf("first: %+v", got)
	}
	if got := put(t, a, one); got.Status != StatusUnchanged || a.Size() != 1 {
		t.Errorf("the same again: %+v, %d acts", got, a.Size())
	}
	if got := put(t, a, two); got.Status != StatusVersion || a.Size() != 2 || *got.Diff != (Diff{1, 1, 1}) {
		t.Errorf("newer: %+v, %d acts", got, a.Size())
	}
	_, ix := built(t, a)
	l := ix.Lists()[0]
	if l.Added != 1 || l.Changed != 1 || l.Withdrawn != 1 || l.Records != 3 || len(l.Previous) != 1 {
		t.Errorf("diff: %+v", l)
	}
	r, err := ix.Record(context.Background(), "made-up:2")
	if err != nil || !r.Withdrawn {
		t.Errorf("the withdrawn entry: %+v, %v", r, err)
	}
	if _, err := ix.PersonOf(context.Background(), "made-up:2"); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("a withdrawn entry is linked: %v", err)
	}
}

// TestDamagedActIsListed: an act whose private part was changed is left out and
// listed as a problem; everything else is built.
func TestDamagedActIsListed(t *testing.T) {
	a := archive(t)
	put(t, a, "id,name,born\n1,Synthetic One,1890\n")
	for _, act := range []store.Act{
		{Claim: &claim.Claim{Subject: "made-up:1", Predicate: "occupation", Value: "turner", Source: "made-up"}},
		{Who: "synthetic reviewer", Why: "test", Judgement: &judgement.Judgement{A: "made-up:1", B: "made-up:9", Verdict: judgement.Different}},
	} {
		if _, err := a.Append(act); err != nil {
			t.Fatal(err)
		}
	}
	whole, ix := built(t, a)
	if c, err := ix.Claim(context.Background(), "act-1"); err != nil || c.Value != "turner" || whole.Problems != 0 {
		t.Fatalf("the asserted claim: %+v, %v; %d problems", c, err, whole.Problems)
	}
	damaged := 0
	err := filepath.WalkDir(filepath.Join(a.Dir(), "private"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(text), "turner") {
			return err
		}
		damaged++
		return errors.Join(os.Chmod(name, 0o600), os.WriteFile(name, []byte(strings.ReplaceAll(string(text), "turner", "priest")), 0o600))
	})
	if err != nil || damaged != 1 {
		t.Fatalf("%d files damaged, %v", damaged, err)
	}
	after, ix := built(t, a)
	if after.Problems != 1 || after.Records != 1 || after.Persons != 1 {
		t.Errorf("with a damaged act: %+v", after)
	}
	found, _, err := ix.Problems(context.Background(), index.Filter{}, index.Page{})
	if err != nil || len(found) != 1 || found[0].Locator != "act 1" {
		t.Errorf("listed: %+v, %v", found, err)
	}
	if c, err := ix.Claim(context.Background(), "act-1"); err == nil {
		t.Errorf("the changed claim is believed: %+v", c)
	}
}

// TestStoppedBuildKeepsTheIndex: a build that is stopped leaves the old index as it was.
func TestStoppedBuildKeepsTheIndex(t *testing.T) {
	a := archive(t)
	put(t, a, "id,name,born\n1,Synthetic One,1890\n")
	_, before := built(t, a)
	put(t, a, "id,name,born\n1,Synthetic One,1890\n2,Synthetic Two,1891\n")
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Build(ctx, a, Options{Progress: func(string, int64, int64) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped build: %v", err)
	}
	ix, err := index.Open(a.IndexPath())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ix.Close() }()
	if ix.Meta().LogSize != before.Meta().LogSize || ix.Lists()[0].Records != 1 {
		t.Errorf("the old index is gone: %+v", ix.Lists())
	}
	left, err := filepath.Glob(a.IndexPath() + "?*")
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
