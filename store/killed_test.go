package store

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestKilledWriter kills processes that append and receive blobs, each after
// some acts more were acknowledged. Every acknowledged act is there afterwards,
// the archive verifies, and the next process goes on.
func TestKilledWriter(t *testing.T) {
	if dir := os.Getenv("KILLED_WRITER"); dir != "" {
		writeUntilKilled(t, dir)
		return
	}
	dir := newArchive(t).Dir()
	acknowledged := uint64(0)
	for round := range 6 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledWriter$")
		cmd.Env = append(os.Environ(), "KILLED_WRITER="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range 1 + 2*round {
			if lines.Scan() {
				if _, err := fmt.Sscanf(lines.Text(), "have %d", &acknowledged); err != nil {
					t.Fatalf("%q: %v", lines.Text(), err)
				}
			}
		}
		time.Sleep(time.Duration(round*700) * time.Microsecond) // into the next act, wherever that is
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		a, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r := verify(t, a); !r.OK || r.Size < acknowledged {
			t.Fatalf("round %d, %d acknowledged: %+v", round, acknowledged, r)
		}
		if _, err := a.Append(Act{Why: "after the kill"}); err != nil {
			t.Fatal(err)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "blobs", "incoming*")); left != nil {
			t.Errorf("left behind: %v", left)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func writeUntilKilled(t *testing.T, dir string) {
	a, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	mapping := put(t, a, "list: killed\n")
	for n := range 1000 {
		text := strings.Repeat(fmt.Sprintf("line %d of a synthetic list\n", n), 1000)
		act := Act{Why: "reason", Import: &Import{List: "killed", Blob: put(t, a, text), Size: int64(len(text)), Mapping: mapping}}
		if _, err := a.Append(act); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("have %d\n", a.Size())
	}
}
