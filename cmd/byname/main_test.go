package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"byname": main})
}

// TestStories runs the program as its users do, one story a command.
func TestStories(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:  filepath.Join("testdata", "script"),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"overwrite": overwrite},
	})
}

// demo is the folder of the bundled archive, built once for all tests, which only read it.
var demo = sync.OnceValues(func() (string, error) {
	dir, err := mkdirTemp()
	if err != nil {
		return "", err
	}
	_, err = call("demo", "--no-serve", "--dir", dir)
	return dir, err
})

// answer runs a command on the bundled archive.
func answer(t *testing.T, args ...string) []byte {
	t.Helper()
	dir, err := demo()
	if err != nil {
		t.Fatal(err)
	}
	out, err := call(append([]string{"-C", dir}, args...)...)
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return out
}

// exit is the status of a command that ended badly, with what it said.
type exit struct {
	status int
	said   string
}

func (e *exit) Error() string { return e.said }

func call(args ...string) ([]byte, error) {
	var out, errs bytes.Buffer
	if status := run(args, &out, &errs); status != 0 {
		return out.Bytes(), &exit{status, errs.String()}
	}
	return out.Bytes(), nil
}

type found struct {
	Query   string
	Results []struct {
		Person, Name, Why string
		Score             float64
	}
}

// first returns the person a search gives first.
func first(t *testing.T, query string) string {
	t.Helper()
	var f found
	decode(t, answer(t, "search", query, "--json"), &f)
	if f.Query != query || len(f.Results) == 0 || f.Results[0].Person == "" || f.Results[0].Why == "" {
		t.Fatalf("search %s: %+v", query, f)
	}
	return f.Results[0].Person
}

func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%v in %.300s", err, text)
	}
}

// TestOnePersonInEverySpelling asks for persons as people of many countries would.
func TestOnePersonInEverySpelling(t *testing.T) {
	t.Parallel()
	for _, spellings := range [][]string{
		{"Ежов", "Yezhov", "Jeschow", "Jeżow", "Ezhov", "Николай Ежов", "EZHOV N.I."},
		{"Тухачевский", "Tukhachevsky", "Toukhatchevski", "Tuchatschewski", "圖哈切夫斯基"},
		{"Енукидзе", "Yenukidze", "Enukidze", "Jenukidse"},
	} {
		want := first(t, spellings[0])
		for _, s := range spellings[1:] {
			if got := first(t, s); got != want {
				t.Errorf("%s gives %s, %s gives %s", spellings[0], want, s, got)
			}
		}
	}
}

type shown struct {
	Person string
	Names  []struct {
		Text, Script, Lang string
		Sources            []string
	}
	Claims []struct {
		ID, Predicate, Value, EDTF, Source, Locator string
		KnownSince                                  string   `json:"known_since"`
		ContradictedBy                              []string `json:"contradicted_by"`
	}
}

// deaths returns, by date, the ids of the claims on the execution of a person,
// and by id what contradicts them.
func deaths(t *testing.T, person, asOf string) (ids map[string][]string, against map[string][]string) {
	t.Helper()
	var p shown
	decode(t, answer(t, "show", "person", person, "--as-of", asOf, "--json"), &p)
	ids, against = map[string][]string{}, map[string][]string{}
	for _, c := range p.Claims {
		if c.Predicate == "execution" {
			ids[c.EDTF] = append(ids[c.EDTF], c.ID)
			against[c.ID] = c.ContradictedBy
		}
	}
	return ids, against
}

// TestWhatWasKnownThen: in December 1937 the press gave a date for the shooting
// of Yenukidze that was false; the true one became known long after.
func TestWhatWasKnownThen(t *testing.T) {
	t.Parallel()
	const pressDate, trueDate = "1937-12-16", "1937-10-30"
	person := first(t, "Yenukidze")
	then, _ := deaths(t, person, "1937")
	if len(then[pressDate]) == 0 || len(then[trueDate]) != 0 {
		t.Errorf("as known in 1937: %v", then)
	}
	later, against := deaths(t, person, "1990")
	if len(later[pressDate]) == 0 || len(later[trueDate]) == 0 {
		t.Fatalf("as known in 1990: %v", later)
	}
	for _, id := range later[pressDate] {
		if !strings.Contains(strings.Join(against[id], " "), later[trueDate][0]) {
			t.Errorf("%s is contradicted by %v, want %s among them", id, against[id], later[trueDate])
		}
	}
}

// overwrite FOLDER OLD NEW puts the content of NEW into every file below FOLDER
// that has the content of OLD, as somebody with access to the disk could.
func overwrite(ts *testscript.TestScript, _ bool, args []string) {
	old, instead := ts.ReadFile(args[1]), ts.ReadFile(args[2])
	done := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil || string(text) != old {
			return err
		}
		done++
		return errors.Join(os.Chmod(file, 0o600), os.WriteFile(file, []byte(instead), 0o600))
	}))
	if done == 0 {
		ts.Fatalf("no file below %s holds %s", args[0], args[1])
	}
}
