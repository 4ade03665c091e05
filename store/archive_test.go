package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"byname/evidence/claim"
	"byname/evidence/judgement"
	"byname/store/seal"
)

// The persons and lists in these tests are synthetic.

var testTime = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// testOptions gives a clock that stands and random numbers that repeat.
func testOptions() Options {
	return Options{Now: func() time.Time { return testTime }, Rand: rand.NewChaCha8([32]byte{7})}
}

func newArchive(t testing.TB) *Archive {
	t.Helper()
	a, err := Init(filepath.Join(t.TempDir(), "archive"), Config{Title: "Синтетический архив", Languages: []string{"en", "ru"}}, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func put(t testing.TB, a *Archive, text string) Digest {
	t.Helper()
	d, n, err := a.PutBlob(strings.NewReader(text))
	if err != nil || n != int64(len(text)) {
		t.Fatal(n, err)
	}
	return d
}

// someActs returns one act of every kind but an erasure.
func someActs(t testing.TB, a *Archive) []Act {
	t.Helper()
	file, mapping := put(t, a, "id,name\n1,Синтетов Иван\n"), put(t, a, "list: synthetic\nfile: s.csv\n")
	j := judgement.New("a:1", "b:2", judgement.Same)
	j.Who, j.When, j.Why = "historian", testTime, "the same birthplace"
	return []Act{
		{Who: "archivist", Why: "first delivery", Import: &Import{List: "synthetic", File: "s.csv", Blob: file, Size: 36, Mapping: mapping, Reader: 1}},
		{When: testTime.Add(time.Hour), Who: "historian", Claim: &claim.Claim{ID: "c1", Subject: "synthetic:1", Predicate: "birth", Value: "<1900 & later>", Source: "s"}},
		{Who: "historian", Judgement: &j},
		{Withdraw: "synthetic"},
		{Why: "only a note"},
	}
}

func collect(t testing.TB, a *Archive) []Act {
	t.Helper()
	var out []Act
	for act, err := range a.Acts() {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, act)
	}
	return out
}

func verify(t testing.TB, a *Archive) Report {
	t.Helper()
	return a.Verify(context.Background(), nil)
}

func TestArchive(t *testing.T) {
	a := newArchive(t)
	acts := someActs(t, a)
	if first, err := a.Append(acts[0]); err != nil || first != 0 {
		t.Fatal(first, err)
	}
	if first, err := a.Append(acts[1:]...); err != nil || first != 1 {
		t.Fatal(first, err)
	}
	got := collect(t, a)
	types := ""
	for i := range acts {
		want := acts[i]
		want.Position = uint64(i)
		if want.When.IsZero() {
			want.When = testTime
		}
		want.Type, want.Private = got[i].Type, got[i].Private
		if diff := cmp.Diff(want, got[i]); diff != "" {
			t.Errorf("act %d:\n%s", i, diff)
		}
		types += got[i].Type + " "
	}
	if types != "import assert judge withdraw note " {
		t.Error(types)
	}
	if r := verify(t, a); !r.OK || r.Size != 5 || r.Root != a.Root() {
		t.Errorf("%+v", r)
	}

	b, err := Open(a.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	if diff := cmp.Diff(got, collect(t, b)); diff != "" || b.Root() != a.Root() {
		t.Error(diff)
	}
	if c := b.Config(); c.Title != "Синтетический архив" || !strings.HasPrefix(c.Origin, "archive-") || len(c.Languages) != 2 || c.Publication["living"] != "hidden" {
		t.Errorf("%+v", c)
	}
	blob, err := b.Blob(acts[0].Import.Blob)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = blob.Close() }()
	if text, err := io.ReadAll(blob); err != nil || !strings.HasPrefix(string(text), "id,name") {
		t.Error(string(text), err)
	}
}

// TestNothingPrivateInTheLog reads every byte that may be published.
func TestNothingPrivateInTheLog(t *testing.T) {
	a := newArchive(t)
	if _, err := a.Append(someActs(t, a)...); err != nil {
		t.Fatal(err)
	}
	err := fs.WalkDir(os.DirFS(a.Dir()), "log", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(a.Dir(), name))
		for _, secret := range []string{"historian", "archivist", "1900", "a:1", "only a note", "first delivery"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]fs.FileMode{"keys": 0o700, "keys/log.key": 0o600, "private": 0o700} {
		info, err := os.Stat(filepath.Join(a.Dir(), name))
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
}

func TestErase(t *testing.T) {
	a := newArchive(t)
	if _, err := a.Append(someActs(t, a)...); err != nil {
		t.Fatal(err)
	}
	before := collect(t, a)
	orphan := filepath.Join(a.Dir(), "private", "ff", "left-by-a-killed-append.json")
	if err := errors.Join(os.MkdirAll(filepath.Dir(orphan), 0o700), os.WriteFile(orphan, []byte("x"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := a.Erase(1, "officer", "by law"); err != nil {
		t.Fatal(err)
	}
	after := collect(t, a)
	if len(after) != 6 || after[5].Type != "erase" || *after[5].Erases != 1 || after[5].Who != "officer" {
		t.Fatalf("%+v", after[5])
	}
	want := before[1]
	want.Who, want.Claim, want.Erased = "", nil, true
	if diff := cmp.Diff(want, after[1]); diff != "" {
		t.Error(diff)
	}
	for _, gone := range []string{orphan, filepath.Join(a.Dir(), want.Private.path("private", ".json"))} {
		if _, err := os.Stat(gone); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there: %v", gone, err)
		}
	}
	if r := verify(t, a); !r.OK {
		t.Errorf("%+v", r)
	}
	// A killed erasure: the log says so, the file is still there.
	name := filepath.Join(a.Dir(), want.Private.path("private", ".json"))
	if err := os.WriteFile(name, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := verify(t, a); r.OK || !strings.Contains(r.Problems[0].Reason, "erase it again") {
		t.Errorf("%+v", r)
	}
	if collect(t, a)[1].Claim != nil {
		t.Error("an erased claim is read")
	}
	if err := a.Erase(1, "officer", "again"); err != nil || a.Size() != 6 {
		t.Error(err, a.Size())
	}
	if r := verify(t, a); !r.OK {
		t.Errorf("%+v", r)
	}
	for _, bad := range []uint64{3, 6, 1 << 60} {
		if err := a.Erase(bad, "", ""); err == nil {
			t.Errorf("erased act %d", bad)
		}
	}
}

func TestVerifyFindsDamage(t *testing.T) {
	for _, c := range []struct {
		what, glob, want string
		do               func(string) error
	}{
		{"blob changed", "blobs/*/*", "damaged", change},
		{"blob gone", "blobs/*/*", "missing", os.Remove},
		{"private part changed", "private/*/*", "private part", change},
		{"private part gone", "private/*/*", "not erased", os.Remove},
		{"entries changed", "log/tile/entries/000.p/5", "root", change},
		{"tile changed", "log/tile/0/000.p/5", "other hashes", change},
	} {
		a := newArchive(t)
		if _, err := a.Append(someActs(t, a)...); err != nil {
			t.Fatal(err)
		}
		files, _ := filepath.Glob(filepath.Join(a.Dir(), c.glob))
		if len(files) == 0 {
			t.Fatalf("%s: no file", c.what)
		}
		if err := c.do(files[0]); err != nil {
			t.Fatal(err)
		}
		r := verify(t, a)
		text, _ := json.Marshal(r)
		if r.OK || !strings.Contains(string(text), c.want) {
			t.Errorf("%s: %s", c.what, text)
		}
	}
}

// change flips the last letter of a file.
func change(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for i := len(data) - 3; ; i-- {
		if data[i] >= 'a' && data[i] <= 'y' || data[i] >= '0' && data[i] <= '8' || data[i] >= 0x80 {
			data[i] ^= 1
			break
		}
	}
	if err := os.Chmod(name, 0o644); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

func TestReportJSON(t *testing.T) {
	a := newArchive(t)
	text, err := json.Marshal(verify(t, a))
	want := `{"ok":true,"size":0,"root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","problems":[]}`
	if err != nil || string(text) != want {
		t.Errorf("%s %v", text, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := a.Append(someActs(t, a)...); err != nil {
		t.Fatal(err)
	}
	if r := a.Verify(ctx, nil); r.OK {
		t.Error("a verification that was broken off is not ok")
	}
}

func TestInitRefuses(t *testing.T) {
	a := newArchive(t)
	if _, err := Init(a.Dir(), Config{}, testOptions()); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "letter.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Init(dir, Config{}, testOptions()); !errors.Is(err, ErrExists) || !strings.Contains(err.Error(), "letter.txt") {
		t.Error(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrNoArchive) {
		t.Error(err)
	}
	if _, err := Open(filepath.Join(dir, "none"), Options{}); !errors.Is(err, ErrNoArchive) {
		t.Error(err)
	}
	if _, err := Init(filepath.Join(t.TempDir(), "x"), Config{Origin: "a b"}, testOptions()); err == nil {
		t.Error("an origin with a space")
	}
}

// TestKilledInit finishes what a killed Init left: every set of files without archive.yaml.
func TestKilledInit(t *testing.T) {
	a := newArchive(t)
	if err := os.Remove(filepath.Join(a.Dir(), "archive.yaml")); err != nil {
		t.Fatal(err)
	}
	b, err := Init(a.Dir(), Config{Title: "Second try, with a name"}, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	if !strings.HasPrefix(b.Config().Origin, "second-try-with-a-name-") || !verify(t, b).OK {
		t.Errorf("%+v", b.Config())
	}
}

func TestLocked(t *testing.T) {
	a := newArchive(t)
	b, err := Open(a.Dir(), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	unlock, err := a.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Append(Act{Why: "within its own lock"}); err != nil {
		t.Fatal(err)
	}
	_, err = b.Append(Act{Why: "x"})
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "since 2026-11-23T12:00:00Z") {
		t.Error(err)
	}
	unlock()
	unlock() // a second call does nothing
	if first, err := b.Append(Act{Why: "x"}); err != nil || first != 1 {
		t.Error("the other's act was not seen:", first, err)
	}
	if err := a.Reload(); err != nil || a.Size() != 2 {
		t.Error(err, a.Size())
	}
}

func TestRefusedActs(t *testing.T) {
	a := newArchive(t)
	ok := put(t, a, "x")
	zero := uint64(0)
	for _, act := range []Act{
		{Import: &Import{List: "../up", Blob: ok, Mapping: ok}},
		{Import: &Import{List: "", Blob: ok, Mapping: ok}},
		{Import: &Import{List: "a", Blob: ok, Mapping: Digest{1}}},
		{Import: &Import{List: "a", Blob: Digest{1}, Mapping: ok}},
		{Import: &Import{List: "a", Blob: ok, Mapping: ok, Size: 2}},
		{Import: &Import{List: "a", Blob: ok, Mapping: ok, Size: 1}, Withdraw: "a"},
		{Withdraw: "a/b"},
		{Erases: &zero},
		{Import: &Import{List: "a", Blob: ok, Mapping: ok, Size: 1, File: strings.Repeat("x", seal.MaxEntry)}},
	} {
		if _, err := a.Append(Act{Why: "good"}, act); err == nil {
			t.Errorf("taken: %+v", act)
		}
	}
	if a.Size() != 0 || !verify(t, a).OK {
		t.Error("something was appended:", a.Size())
	}
}

// TestWithoutKey opens a copy as it may be given away: readable, not writable.
func TestWithoutKey(t *testing.T) {
	a := newArchive(t)
	if err := os.RemoveAll(filepath.Join(a.Dir(), "keys")); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Append(Act{Why: "x"}); err == nil || !strings.Contains(err.Error(), "without its key") {
		t.Error(err)
	}
	if !verify(t, a).OK {
		t.Error("does not verify")
	}
}

func TestBlobs(t *testing.T) {
	a := newArchive(t)
	d := put(t, a, "same")
	if put(t, a, "same") != d || put(t, a, "") == d {
		t.Error("digests")
	}
	if d.String() != "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5" {
		t.Error(d)
	}
	name := filepath.Join(a.Dir(), d.path("blobs", ""))
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o444 {
		t.Error(info, err)
	}
	// One that a dying disk cut short is replaced by the whole.
	if err := errors.Join(os.Chmod(name, 0o644), os.WriteFile(name, []byte("sa"), 0o644)); err != nil {
		t.Fatal(err)
	}
	put(t, a, "same")
	if text, _ := os.ReadFile(name); string(text) != "same" {
		t.Errorf("%q", text)
	}
	broken := errors.New("broken pipe")
	if _, _, err := a.PutBlob(io.MultiReader(strings.NewReader("half"), failing{broken})); !errors.Is(err, broken) {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(a.Dir(), "blobs", "incoming-9"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	put(t, a, "next")
	if left, _ := filepath.Glob(filepath.Join(a.Dir(), "blobs", "incoming*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
	if _, err := a.Blob(Digest{9}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func FuzzAct(f *testing.F) {
	zero := uint64(0)
	for _, a := range []Act{
		{Why: "note"}, {Withdraw: "a"}, {Erases: &zero}, {Import: &Import{List: "a"}},
		{Claim: &claim.Claim{ID: "c"}, Who: "\u2028<&"},
	} {
		text, file, err := a.split(rand.NewChaCha8([32]byte{}))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, file)
	}
	f.Fuzz(func(t *testing.T, text, file []byte) {
		a, err := parseEntry(text)
		if err != nil {
			if !errors.Is(err, ErrAct) {
				t.Error(err)
			}
			return
		}
		if err := a.join(file); err != nil || a.Private == (Digest{}) {
			return
		}
		// What was read is written to something that reads the same.
		again, file2, err := a.split(rand.NewChaCha8([32]byte{}))
		if err != nil {
			return // more than one kind at once, by a later version
		}
		b, err := parseEntry(again)
		if err != nil {
			t.Fatal(err)
		}
		if file2 != nil {
			if err := b.join(file2); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestEntries pins the bytes of the log: they are a format.
func TestEntries(t *testing.T) {
	a := newArchive(t)
	if _, err := a.Append(someActs(t, a)...); err != nil {
		t.Fatal(err)
	}
	if err := a.Erase(2, "", ""); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for text, err := range a.Seal().Entries(0, 10) {
		if err != nil {
			t.Fatal(err)
		}
		got.Write(append(text, '\n'))
	}
	want, err := os.ReadFile("testdata/entries.jsonl")
	if err != nil || got.String() != string(want) {
		t.Errorf("%v\n%s", err, got.String())
	}
}
