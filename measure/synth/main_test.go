package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byname/evidence/read"
)

var files = []string{"memory-book.csv", "execution-lists.csv", "card-index.csv", "abroad.csv", "truth.csv", "archive.yaml"}

// TestSameSeed: the same n and seed give the same bytes, another seed others.
func TestSameSeed(t *testing.T) {
	dirs := []string{t.TempDir(), t.TempDir(), t.TempDir()}
	for i, dir := range dirs {
		if _, err := generate(dir, 3000, uint64(1+i/2)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range files {
		var got [3][]byte
		for i, dir := range dirs {
			b, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			got[i] = b
		}
		if !bytes.Equal(got[0], got[1]) {
			t.Errorf("%s differs with the same seed", name)
		}
		if name != "archive.yaml" && bytes.Equal(got[0], got[2]) {
			t.Errorf("%s is the same with another seed", name)
		}
	}
}

// TestRead: every record is read by the mapping that is written beside the lists, stands in the
// truth once, has a name and says that it is synthetic; few values cannot be read.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	const n = 8000
	sum, err := generate(dir, n, 1)
	if err != nil {
		t.Fatal(err)
	}
	if sum.records != n || sum.people < n/4 || sum.people > n*3/4 || sum.surnames < 1000 {
		t.Errorf("%+v", sum)
	}
	person := map[string]string{}
	f, err := os.Open(filepath.Join(dir, "truth.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		if person[r[0]] != "" {
			t.Errorf("%s stands in the truth twice", r[0])
		}
		person[r[0]] = r[1]
	}
	mappings, err := read.ParseMappings(archiveYAML, "archive.yaml")
	if err != nil {
		t.Fatal(err)
	}
	records, problems := 0, 0
	for _, m := range mappings {
		if !strings.HasPrefix(m.Source.Described.Title, "SYNTHETIC") {
			t.Errorf("list %s does not say that it is synthetic", m.List)
		}
		in, err := os.Open(filepath.Join(dir, m.File))
		if err != nil {
			t.Fatal(err)
		}
		for item, err := range read.Items(t.Context(), in, m, m.File) {
			switch {
			case err != nil:
				t.Fatal(err)
			case item.Problem != nil:
				if problems++; problems < 5 {
					t.Logf("%+v", item.Problem)
				}
			case item.Record != nil:
				r := item.Record
				records++
				if person[r.ID] == "" {
					t.Errorf("%s is not in the truth", r.ID)
				}
				if len(r.Names()) == 0 {
					t.Errorf("%s has no name: %v", r.ID, r.Cells)
				}
				if last := r.Cells[len(r.Cells)-1].Text; last != markRu && last != markEn {
					t.Errorf("%s is not marked: %v", r.ID, r.Cells)
				}
			}
		}
		if err := in.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if records != n || problems > n/100 {
		t.Errorf("%d records of %d read, %d problems", records, n, problems)
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{"Иванов": "Иванова", "Петровский": "Петровского", "Илья": "Ильи", "Шевченко": "Шевченко", "Андрей": "Андрея", "Мария": "Марии", "Ильич": "Ильича"} {
		if got := genitive(in, 0); got != want {
			t.Errorf("the file of %s: %s, want %s", in, got, want)
		}
	}
	if got := patronymics("Ильи/Ильинич"); got != [2]string{"Ильич", "Ильинична"} {
		t.Error(got)
	}
	if got := patronymics("Никити"); got != [2]string{"Никитич", "Никитична"} {
		t.Error(got)
	}
	for in, want := range map[string]string{"Щукин": "Schtschukin", "Жуков": "Schukow"} {
		if got := romanise(in, 1); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
