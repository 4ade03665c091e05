package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const handWritten = `# A synthetic archive, written by hand.
title: By hand   # a remark
lists:
  # the first list
  - list: first   # with a remark
    file: first.csv
    columns:
      - {name: Имя, as: name}
# a remark at the edge, inside the entry
      - name: "Год: рождения"
        as: birth

    text: |
      # not a comment
        indented
      end

  # the second list
  -   list: second
      file: second.csv
publication:
  living: hidden
# the end`

func TestLists(t *testing.T) {
	s, err := splitLists(handWritten)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.entries) != 2 || s.entries[0].List != "first" || s.entries[0].Line != 5 || s.entries[1].List != "second" || s.entries[1].Line != 19 {
		t.Fatalf("%+v", s.entries)
	}
	want := `list: first   # with a remark
file: first.csv
columns:
  - {name: Имя, as: name}
# a remark at the edge, inside the entry
  - name: "Год: рождения"
    as: birth

text: |
  # not a comment
    indented
  end
`
	if diff := cmp.Diff(want, string(s.entries[0].YAML)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("list: second\nfile: second.csv\n", string(s.entries[1].YAML)); diff != "" {
		t.Error(diff)
	}
}

func TestPutListKeepsTheRest(t *testing.T) {
	for _, c := range []struct{ name, text, entry, want string }{
		{
			"replaced", handWritten, "list: second\nfile: newer.csv\nnote: |\n  two\n\n  lines\n",
			strings.Replace(handWritten, "  -   list: second\n      file: second.csv\n",
				"  - list: second\n    file: newer.csv\n    note: |\n      two\n\n      lines\n", 1) + "\n",
		},
		{
			"behind the last", handWritten, "list: third\n",
			strings.Replace(handWritten, "second.csv\n", "second.csv\n  - list: third\n", 1) + "\n",
		},
		{"no lists", "title: x\n", "list: a\n", "title: x\nlists:\n  - list: a\n"},
		{"empty", "", "list: a\n", "lists:\n  - list: a\n"},
		{"brackets", "lists: [] # none yet\nlog:\n  key: x\n", "list: a\nb: c\n", "lists: # none yet\n  - list: a\n    b: c\nlog:\n  key: x\n"},
		{"nothing", "lists:\n# why\ntitle: x\n", "list: a\n", "lists:\n  - list: a\n# why\ntitle: x\n"},
		{"flush dashes", "lists:\n- list: b\n  x: y\ntitle: t\n", "list: a\n", "lists:\n- list: b\n  x: y\n- list: a\ntitle: t\n"},
		{"windows line ends", "title: x\r\nlists:\r\n  - list: b\r\n", "list: a\r\nc: d\r\n", "title: x\r\nlists:\r\n  - list: b\r\n  - list: a\n    c: d\n"},
	} {
		got, err := putList(c.text, c.entry)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
		again, err := putList(got, c.entry)
		if err != nil || again != got {
			t.Errorf("%s: a second time: %v\n%s", c.name, err, again)
		}
		s, err := splitLists(got)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		found := false
		for _, e := range s.entries {
			if id, _ := entryID([]byte(c.entry)); e.List == id {
				found = true
				if want := strings.ReplaceAll(c.entry, "\r", ""); string(e.YAML) != want {
					t.Errorf("%s: comes back as %q", c.name, e.YAML)
				}
			}
		}
		if !found {
			t.Errorf("%s: not found again", c.name)
		}
	}
}

// TestEntryWithNull: a key of the reader that YAML takes for no string does no harm.
func TestEntryWithNull(t *testing.T) {
	_, entries, err := ParseConfig([]byte("lists:\n  # first\n  - list: a\n    null: [NA]\n  - list: b\n"))
	if err != nil || len(entries) != 2 || entries[0].List != "a" || entries[1].List != "b" {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestPutListRefuses(t *testing.T) {
	for _, c := range []struct{ text, entry, want string }{
		{"lists: [{list: a}]\n", "list: b\n", "brackets"},
		{"lists: x\n", "list: b\n", "not a sequence"},
		{"lists:\n  - list: a\n  - list: a\n", "list: b\n", "already in line 2"},
		{"lists:\n  - file: a\n", "list: b\n", "line 2"},
		{"- a\n", "list: b\n", "not a mapping"},
		{"a: b\n---\nc: d\n", "list: b\n", "2 documents"},
		{"a: [\n", "list: b\n", "1:"},
		{"", "list: ../b\n", "../b"},
		{"", "file: b\n", "want up to 64"},
		{"", "list: [\n", ""},
		{"", "list: [a]\n", "list"},
	} {
		if got, err := putList(c.text, c.entry); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q + %q: %v, %q", c.text, c.entry, err, got)
		}
	}
}

func TestPutList(t *testing.T) {
	a := newArchive(t)
	name := filepath.Join(a.Dir(), "archive.yaml")
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"one", "two", "one"} {
		if err := a.PutList([]byte("list: " + id + "\nreads: records\n")); err != nil {
			t.Fatal(err)
		}
	}
	lists, err := a.Lists()
	if err != nil || len(lists) != 2 || lists[0].List != "one" || lists[1].List != "two" {
		t.Fatal(lists, err)
	}
	after, err := os.ReadFile(name)
	if err != nil || !strings.HasPrefix(string(after), strings.TrimSuffix(string(before), "lists: []\n")) {
		t.Errorf("%v\n%s", err, after)
	}
	if err := a.PutList([]byte("list: one\n\tx: y")); err == nil {
		t.Error("a tab was taken")
	}
	b, err := Open(a.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	if diff := cmp.Diff(a.Config(), b.Config()); diff != "" {
		t.Error(diff)
	}
}

func TestOpenSaysWhereConfigIsBroken(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"languages: [en, ru]", "languages: [en, ru", ":"},
		{"lists: []", "lists: {a: b}", "line"},
		{"origin: ", "origin: other-", "the origin is"},
		{"key: ", "key: x", "key"},
	} {
		a := newArchive(t)
		name := filepath.Join(a.Dir(), "archive.yaml")
		text, _ := os.ReadFile(name)
		changed := strings.Replace(string(text), c.old, c.new, 1)
		if changed == string(text) {
			t.Fatalf("%s is not in\n%s", c.old, text)
		}
		if err := os.WriteFile(name, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(a.Dir(), Options{}); err == nil || !strings.Contains(err.Error(), "archive.yaml") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.new, err)
		}
	}
}

// TestConfigText reads back titles that YAML could take for something else.
func TestConfigText(t *testing.T) {
	for _, title := range []string{"", "no", "- x", "a: b", "«Список» #1", "two\nlines", `"quoted" \ back`, "1937", "\u2028", "null", "ё"} {
		c := Config{Title: title, Languages: []string{"no", "ru"}, Publication: map[string]string{"living": "hidden", "#x": "y"}, Origin: "o", Key: "k+1+x="}
		got, err := parseConfig([]byte(c.text()))
		if err != nil {
			t.Errorf("%q: %v\n%s", title, err, c.text())
			continue
		}
		if diff := cmp.Diff(c, got); diff != "" {
			t.Errorf("%q: %s", title, diff)
		}
	}
}

func FuzzPutList(f *testing.F) {
	f.Add(handWritten, "list: a\nb: |\n  c\n")
	f.Add("lists: []\n", "list: a")
	f.Add("lists:\n- list: a\n  b: c\n", "list: a\nx: [1,\n 2]\n")
	f.Fuzz(func(t *testing.T, text, entry string) {
		if len(text)+len(entry) > 2000 {
			return
		}
		before, err := splitLists(text)
		if err != nil {
			return
		}
		after, err := putList(text, entry)
		if err != nil {
			return
		}
		// PutList refuses what does not parse; what does must hold every other list as it was.
		now, err := splitLists(after)
		if err != nil {
			return
		}
		id, _ := entryID([]byte(entry))
		have := make(map[string]string)
		for _, e := range now.entries {
			have[e.List] = string(e.YAML)
		}
		for _, e := range before.entries {
			if e.List != id && have[e.List] != string(e.YAML) {
				t.Errorf("list %s was %q, is %q\n%s", e.List, e.YAML, have[e.List], after)
			}
		}
	})
}
