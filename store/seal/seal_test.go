package seal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// testKeys returns a fixed pair of keys for an origin.
func testKeys(t testing.TB, origin string) (note.Signer, note.Verifier) {
	t.Helper()
	secret, public, err := note.GenerateKey(rand.NewChaCha8([32]byte{1}), origin)
	if err != nil {
		t.Fatal(err)
	}
	s, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return s, v
}

func entry(n int64) []byte { return fmt.Appendf(nil, "entry %d", n) }

// made returns a log with n entries on a disk in memory.
func made(t testing.TB, d FS, n int64) (*Log, note.Signer) {
	t.Helper()
	key, known := testKeys(t, "example.org/log")
	if err := Create(d, key); err != nil {
		t.Fatal(err)
	}
	l, err := Open(d, known)
	if err != nil {
		t.Fatal(err)
	}
	entries := make([][]byte, n)
	for i := range entries {
		entries[i] = entry(int64(i))
	}
	if first, err := l.Append(key, entries...); err != nil || first != 0 {
		t.Fatal(first, err)
	}
	return l, key
}

func check(t *testing.T, l *Log, size int64) {
	t.Helper()
	if c := l.Checkpoint(); c.Size != size {
		t.Fatalf("size %d, want %d", c.Size, size)
	}
	n := int64(0)
	for e, err := range l.Entries(0, size+5) {
		if err != nil || !bytes.Equal(e, entry(n)) {
			t.Fatalf("entry %d: %q %v", n, e, err)
		}
		n++
	}
	if n != size {
		t.Fatalf("%d entries, want %d", n, size)
	}
	seen := int64(0)
	faults, err := l.Verify(context.Background(), func(int64, []byte) { seen++ })
	if err != nil || faults != nil || seen != size {
		t.Fatalf("verify: %v %v, %d of %d entries seen", faults, err, seen, size)
	}
}

// TestAppendSizes appends in steps of every kind around the edges of tiles.
func TestAppendSizes(t *testing.T) {
	d := newDisk()
	l, key := made(t, d, 0)
	size := int64(0)
	for _, step := range []int64{1, 1, 2, 251, 1, 1, 254, 1, 300, 512, 1, 700} {
		var entries [][]byte
		for i := range step {
			entries = append(entries, entry(size+i))
		}
		first, err := l.Append(key, entries...)
		if err != nil || first != size {
			t.Fatalf("append at %d: first %d, %v", size, first, err)
		}
		size += step
		check(t, l, size)
		again, err := Open(d, l.key)
		if err != nil {
			t.Fatal(err)
		}
		check(t, again, size)
	}
	for name := range d.files {
		if strings.Contains(name, "000.p/") && name != "tile/1/000.p/7" && !strings.HasPrefix(name, "tile/1/") {
			t.Errorf("%s: the tile is full, its parts should be pruned", name)
		}
	}
}

// TestThirdLevel reaches a tree that has a tile of level 2.
func TestThirdLevel(t *testing.T) {
	l, key := made(t, newDisk(), 65530)
	var more [][]byte
	for i := range int64(20) {
		more = append(more, entry(65530+i))
	}
	if _, err := l.Append(key, more...); err != nil {
		t.Fatal(err)
	}
	check(t, l, 65550)
	if _, err := l.fs.ReadFile("tile/2/000.p/1"); err != nil {
		t.Error(err)
	}
	if _, err := l.fs.ReadFile("tile/0/256.p/14"); err != nil {
		t.Error(err)
	}
	proof, c, err := l.ProveEntry(65549)
	if err != nil {
		t.Fatal(err)
	}
	if err := tlog.CheckRecord(proof, c.Size, c.Root, 65549, tlog.RecordHash(entry(65549))); err != nil {
		t.Error(err)
	}
}

func TestProofs(t *testing.T) {
	l, _ := made(t, newDisk(), 600)
	c := l.Checkpoint()
	for _, n := range []int64{0, 1, 255, 256, 511, 512, 599} {
		proof, _, err := l.ProveEntry(n)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, c.Size, c.Root, n, tlog.RecordHash(entry(n))); err != nil {
			t.Errorf("entry %d: %v", n, err)
		}
		if err := tlog.CheckRecord(proof, c.Size, c.Root, n, tlog.RecordHash(entry(n+1))); err == nil {
			t.Errorf("entry %d: the proof proves another entry", n)
		}
	}
	for _, n := range []int64{1, 2, 256, 257, 599, 600} {
		small, _ := made(t, newDisk(), n)
		proof, _, err := l.ProveGrowth(n)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckTree(proof, c.Size, c.Root, n, small.Checkpoint().Root); err != nil {
			t.Errorf("size %d: %v", n, err)
		}
	}
	if _, _, err := l.ProveEntry(600); !errors.Is(err, ErrRange) {
		t.Error(err)
	}
	if _, err := l.Entry(600); !errors.Is(err, ErrRange) {
		t.Error(err)
	}
	if e, err := l.Entry(256); err != nil || string(e) != "entry 256" {
		t.Error(string(e), err)
	}
}

// TestKilledAtEveryStep kills an append at each of its operations, with and
// without power failing, cleanly and within a write. The log then opens with
// none or all of the new entries, verifies, and takes other entries.
func TestKilledAtEveryStep(t *testing.T) {
	for _, sizes := range [][2]int64{{0, 1}, {5, 2}, {250, 6}, {250, 20}, {255, 1}, {256, 1}, {300, 260}} {
		old, add := sizes[0], sizes[1]
		base := newDisk()
		made(t, base, old)
		var entries [][]byte
		for i := range add {
			entries = append(entries, entry(old+i))
		}
		for kill := 0; ; kill++ {
			finished := false
			for _, how := range []struct{ power, torn bool }{{false, false}, {false, true}, {true, false}, {true, true}} {
				d := base.after(false)
				key, known := testKeys(t, "example.org/log")
				l, err := Open(d, known)
				if err != nil {
					t.Fatal(err)
				}
				d.left, d.torn = kill, how.torn
				_, err = l.Append(key, entries...)
				acknowledged := err == nil
				finished = d.ops <= kill
				place := fmt.Sprintf("%d+%d killed at %d, %+v", old, add, kill, how)

				d = d.after(how.power)
				if l, err = Open(d, known); err != nil {
					t.Fatalf("%s: %v", place, err)
				}
				size := l.Checkpoint().Size
				if size != old && size != old+add || acknowledged && size == old {
					t.Fatalf("%s: size %d, acknowledged %v", place, size, acknowledged)
				}
				check(t, l, size)
				// Other entries than those the killed append may have left behind.
				n := size
				for range 2 {
					if first, err := l.Append(key, entry(n), entry(n+1)); err != nil || first != n {
						t.Fatalf("%s: append after it: %d %v", place, first, err)
					}
					n += 2
				}
				check(t, l, n)
			}
			if finished {
				break
			}
		}
	}
}

// TestFailedAppendIsRefusedUntilReload keeps a log from growing on a guess.
func TestFailedAppendIsRefusedUntilReload(t *testing.T) {
	d := newDisk()
	l, key := made(t, d, 3)
	for kill := 0; kill < 12; kill++ {
		d.left = kill
		if _, err := l.Append(key, entry(l.Checkpoint().Size)); err == nil {
			d.left = -1
			continue
		}
		d.left = -1
		if err := l.Reload(); err != nil {
			t.Fatal(err)
		}
		check(t, l, l.Checkpoint().Size)
	}
}

func TestTampering(t *testing.T) {
	for _, c := range []struct{ file, what string }{
		{"tile/entries/000", "entry"},
		{"tile/entries/001.p/44", "last bundle"},
		{"tile/0/000", "tile"},
		{"tile/0/001.p/44", "part of a tile"},
		{"tile/1/000.p/1", "tile above"},
	} {
		d := newDisk()
		l, _ := made(t, d, 300)
		data := bytes.Clone(d.files[c.file])
		data[len(data)-1] ^= 1
		d.files[c.file] = data
		if faults, err := l.Verify(context.Background(), nil); err != nil || len(faults) == 0 {
			t.Errorf("%s (%s) changed: nobody noticed", c.what, c.file)
		}
		delete(d.files, c.file)
		if faults, err := l.Verify(context.Background(), nil); err != nil || len(faults) == 0 {
			t.Errorf("%s (%s) removed: nobody noticed", c.what, c.file)
		}
	}
	// A checkpoint made up with another key.
	d := newDisk()
	l, _ := made(t, d, 3)
	secret, _, _ := note.GenerateKey(rand.NewChaCha8([32]byte{2}), "example.org/log")
	other, _ := note.NewSigner(secret)
	signed, err := Checkpoint{Origin: "example.org/log", Size: 2, Root: l.Checkpoint().Root}.sign(other)
	if err != nil {
		t.Fatal(err)
	}
	d.files[checkpointName] = signed
	if _, err := Open(d, l.key); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("open with a stranger's checkpoint: %v", err)
	}
	if _, err := l.Append(other, entry(3)); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("append with a stranger's key: %v", err)
	}
}

// TestReloadRefusesAnotherPast sees a log cut short and one rewritten by its own key.
func TestReloadRefusesAnotherPast(t *testing.T) {
	d := newDisk()
	l, key := made(t, d, 5)
	short := newDisk()
	made(t, short, 3)
	d.files[checkpointName] = short.files[checkpointName]
	if err := l.Reload(); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("cut short: %v", err)
	}
	other := newDisk()
	m, _ := made(t, other, 0)
	for i := range int64(7) {
		if _, err := m.Append(key, fmt.Appendf(nil, "other %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	d.files = other.files
	if err := l.Reload(); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("rewritten: %v", err)
	}
}

func TestLimits(t *testing.T) {
	l, key := made(t, newDisk(), 1)
	if _, err := l.Append(key, make([]byte, MaxEntry+1)); err == nil || !strings.Contains(err.Error(), "65536 bytes") {
		t.Error(err)
	}
	if _, err := l.Append(key, make([]byte, MaxEntry), nil); err != nil {
		t.Error(err)
	}
	if e, err := l.Entry(1); err != nil || len(e) != MaxEntry {
		t.Error(len(e), err)
	}
	if e, err := l.Entry(2); err != nil || len(e) != 0 {
		t.Error(len(e), err)
	}
	if c, err := l.Append(key); err != nil || c != 3 {
		t.Error(c, err)
	}
}

// TestDir runs the same on a real folder, and cannot be led out of it.
func TestDir(t *testing.T) {
	folder := t.TempDir()
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	l, key := made(t, Dir(root), 255)
	if _, err := l.Append(key, entry(255), entry(256)); err != nil {
		t.Fatal(err)
	}
	check(t, l, 257)
	if _, err := os.Stat(folder + "/tile/entries/000.p"); !os.IsNotExist(err) {
		t.Errorf("parts of a full bundle: %v", err)
	}
	if err := os.Symlink(t.TempDir(), folder+"/out"); err == nil {
		if err := Dir(root).WriteFile("out/x", nil); err == nil {
			t.Error("wrote through a symbolic link out of the folder")
		}
	}
}

func TestCheckpointText(t *testing.T) {
	c := Checkpoint{Origin: "example.org/log", Size: 0, Root: emptyRoot()}
	want := "example.org/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
	if c.String() != want {
		t.Errorf("%q", c.String())
	}
	if got, err := ParseCheckpoint(want + "extension\n"); err != nil || got != c {
		t.Error(got, err)
	}
	for _, bad := range []string{
		"", "a\n", "a\n1\n", "a\n01\n" + strings.Repeat("A", 43) + "=\n", "a\n-1\n" + strings.Repeat("A", 43) + "=\n",
		"\n1\n" + strings.Repeat("A", 43) + "=\n", "a b\n1\n" + strings.Repeat("A", 43) + "=\n",
		"a\n1\nAAAA\n", "a\n0\n" + strings.Repeat("A", 43) + "=\n", want + "no end", want + "\n", want + "x\n\n",
	} {
		if _, err := ParseCheckpoint(bad); !errors.Is(err, ErrCheckpoint) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzCheckpoint(f *testing.F) {
	d := newDisk()
	l, _ := made(f, d, 3)
	f.Add(d.files[checkpointName])
	f.Add([]byte(l.Checkpoint().String()))
	f.Add([]byte("a\n1\n\n\n— a b\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := ParseCheckpoint(string(data)); err == nil {
			if again, err := ParseCheckpoint(c.String()); err != nil || again != c {
				t.Errorf("%q: %v %v", data, again, err)
			}
		}
		if c, err := openCheckpoint(data, l.key); err == nil && c.Size > 3 {
			t.Errorf("%q: signed by nobody, accepted", data)
		}
	})
}

func FuzzBundle(f *testing.F) {
	f.Add([]byte{0, 1, 'a', 0, 0}, 2)
	f.Fuzz(func(t *testing.T, data []byte, n int) {
		if n < 0 || n > width {
			return
		}
		entries, err := splitBundle(data, n)
		if err != nil {
			return
		}
		var again []byte
		for _, e := range entries {
			again = appendEntry(again, e)
		}
		if !bytes.HasPrefix(data, again) || len(entries) != n {
			t.Errorf("%q in %d entries gives %q", data, n, again)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	l, key := made(b, newDisk(), 0)
	batch := make([][]byte, 1000)
	for i := range batch {
		batch[i] = bytes.Repeat([]byte("x"), 300)
	}
	for b.Loop() {
		if _, err := l.Append(key, batch...); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleLog() {
	folder, _ := os.MkdirTemp("", "")
	defer func() { _ = os.RemoveAll(folder) }()
	root, _ := os.OpenRoot(folder)
	secret, public, _ := note.GenerateKey(nil, "example.org/log")
	signer, _ := note.NewSigner(secret)
	verifier, _ := note.NewVerifier(public)

	_ = Create(Dir(root), signer)
	log, _ := Open(Dir(root), verifier)
	_, _ = log.Append(signer, []byte("one"), []byte("two"))

	two, _ := log.Entry(1)
	proof, now, _ := log.ProveEntry(1)
	fmt.Println(string(two), now.Size, tlog.CheckRecord(proof, now.Size, now.Root, 1, tlog.RecordHash(two)))
	// Output: two 2 <nil>
}
