package read

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"byname/evidence/record"
)

var update = flag.Bool("update", false, "write what is read as what is wanted")

// TestGolden reads the stories of testdata: a mapping, an input and the items
// it gives, in the notation of show.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := strings.Split(string(text), "\n-- ")
			for i := 1; i+2 < len(parts); i += 3 {
				_, mapping, _ := strings.Cut(parts[i], " --\n")
				name, in, _ := strings.Cut(parts[i+1], " --\n")
				m, err := ParseMapping([]byte(mapping), "mapping")
				if err != nil {
					t.Fatal(err)
				}
				got := show(m, strings.NewReader(in+"\n"), name)
				if *update {
					parts[i+2] = "items --\n" + got
					continue
				}
				if _, want, _ := strings.Cut(parts[i+2], " --\n"); strings.TrimSpace(got) != strings.TrimSpace(want) {
					t.Errorf("%s: got\n%swant\n%s", name, got, want)
				}
			}
			if *update {
				if err := os.WriteFile(file, []byte(strings.TrimRight(strings.Join(parts, "\n-- "), "\n")+"\n"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// show writes items as a person reads them. Cells are shown for the first record only.
func show(m *Mapping, in io.Reader, file string) string {
	var b strings.Builder
	records := 0
	for item, err := range Items(context.Background(), in, m, file) {
		switch {
		case err != nil:
			fmt.Fprintf(&b, "error: %v\n", err)
		case item.Source != nil:
			s := item.Source
			fmt.Fprintf(&b, "source %s %q", s.ID, s.Title)
			for _, x := range []string{s.Author, s.Year, s.Kind, strings.Join(s.Languages, "+"), s.Public, s.Lineage} {
				fmt.Fprintf(&b, " | %s", x)
			}
			fmt.Fprintf(&b, " %v\n", s.Extra)
		case item.Record != nil:
			r := item.Record
			fmt.Fprintf(&b, "record %s <%s> %s (line %d)\n", r.ID, r.Source, r.Locator, r.Line)
			for _, f := range r.Fields {
				fmt.Fprintf(&b, "\t%s %s %q %s [%s]\n", f.Name, f.Type, f.Value, f.EDTF, f.Column)
			}
			if records++; records == 1 {
				fmt.Fprintf(&b, "\tcells %q\n", r.Cells)
			}
		case item.Claim != nil:
			c := *item.Claim
			c.List = ""
			text, _ := json.Marshal(c)
			fmt.Fprintf(&b, "claim %s\n", text)
		case item.Problem != nil:
			p := item.Problem
			fmt.Fprintf(&b, "\tproblem at %s, column %s, field %s: %q %s", p.Locator, p.Column, p.Field, p.Value, p.Reason)
			if p.Lost {
				b.WriteString(" (lost)")
			}
			b.WriteByte('\n')
		case item.Counts != nil:
			text, _ := json.Marshal(item.Counts)
			fmt.Fprintf(&b, "counts %s\n", text)
		}
	}
	return b.String()
}

func ids(t *testing.T, m *Mapping, in string) []string {
	t.Helper()
	var out []string
	for item, err := range Items(context.Background(), strings.NewReader(in), m, "f.csv") {
		if err != nil {
			t.Fatal(err)
		}
		if item.Record != nil {
			out = append(out, item.Record.ID)
		}
	}
	return out
}

// TestLaws: reading twice gives the same; the order of the rows changes nothing
// but the lines, with ids and without; no two records have one id.
func TestLaws(t *testing.T) {
	rows := []string{"1,Anna,1900", "2,Boris,1901", "3,Boris,1901", "4,Vera,", "2,Grigori,1880", ",Dmitri,1870", ",Dmitri,1870", "2~2,Elena,1860"}
	for _, id := range [][]string{{"id"}, nil, {"id", "name"}} {
		m := &Mapping{List: "l", ID: id, Fields: []Field{{Field: "name", Value: Value{Column: "name"}}, {Field: "birth", Value: Value{Column: "born"}}}}
		file := "id,name,born\n" + strings.Join(rows, "\n")
		first := ids(t, m, file)
		if again := ids(t, m, file); !slices.Equal(first, again) {
			t.Errorf("ids %v: %v, then %v", id, first, again)
		}
		seen := map[string]bool{}
		for _, i := range first {
			if seen[i] {
				t.Errorf("ids %v: %s is given twice", id, i)
			}
			seen[i] = true
		}
		turned := slices.Clone(rows)
		slices.Reverse(turned)
		second := ids(t, m, "id,name,born\n"+strings.Join(turned, "\n"))
		if id == nil { // rows that are the same have ids that are the same
			slices.Sort(first)
			slices.Sort(second)
			if !slices.Equal(first, second) {
				t.Errorf("turned round: %v, %v", first, second)
			}
		}
	}
}

// TestPermuted: with ids that differ, the records are the same in any order of rows.
func TestPermuted(t *testing.T) {
	m := tableMapping()
	lines := strings.SplitAfter(strings.TrimSpace(string(table(300)))+"\n", "\n")
	header, body := lines[0], lines[1:len(lines)-1]
	get := func(body []string) map[string]string {
		out := map[string]string{}
		for item, err := range Items(context.Background(), strings.NewReader(header+strings.Join(body, "")), m, "f") {
			if err != nil {
				t.Fatal(err)
			}
			if r := item.Record; r != nil {
				r.Line, r.Locator = 0, ""
				text, _ := json.Marshal(r)
				out[r.ID] = string(text)
			}
		}
		return out
	}
	a := get(body)
	slices.Sort(body)
	if b := get(body); len(a) != 300 || !maps.Equal(a, b) {
		t.Errorf("%d records, then %d, or they differ", len(a), len(b))
	}
}

// TestMappingErrors: every error names the place.
func TestMappingErrors(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"list: a\nfeilds: []", `m line 2 column 1: unknown key "feilds"; known here: list, file`},
		{"list: A B", `m line 1 column 7: list: "A B" is not an id`},
		{"list: a\nfile: ../x.csv", `m line 2 column 7: file: "../x.csv" leads out of the archive's folder`},
		{"list: a\nfile: /etc/passwd", "leads out"},
		{"list: a\nfile: 'c:\\x'", "leads out"},
		{"list: a\nfields:\n  - {field: name, colum: x}", `m line 3 column 19: unknown key "colum"`},
		{"list: a\nfields:\n  - {field: name}", "m line 3 column 5: fields.0: one of column, const, join, text and first is needed"},
		{"list: a\nfields:\n  - {field: name, column: x, match: '('}", "m line 3 column 37: fields.0.match: error parsing regexp"},
		{"list: a\nfields:\n  - {field: birth, column: x, age_at: arrest}", "no field \"arrest\" is read"},
		{"list: a\nlist: b", "line 2 column 1"},
		{"list: a\nencoding: klingon", `m line 2 column 11: encoding: "klingon" is not known`},
		{"list: a\nskip: many", "is not a number"},
		{"list: a\nreads: claims", "needs claims:"},
		{"list: a\nreads: claims\nclaims:\n  - {subject: x}", "claims.0: predicate: is missing"},
		{"list: a\nreads: claims\nclaims:\n  - {subject: {column: x, split: ;}, predicate: y, value: {column: z, split: ;}}", "only one of"},
		{"list: a\nlocator: '{line'", "m line 2 column 10: locator: a { without"},
		{"list: a\nid: &x [b]\nnull: *x", "m line 2 column 5"},
		{"list: a\nfields: {a: b}", "fields: a list is expected"},
		{"list: [a]", "m line 1 column 7: one value is expected"},
		{"", "m: empty"},
		{"list: a\n---\nlist: b", "more than one document"},
		{"a: " + strings.Repeat("[", 50000), "nested deeper"},
		{strings.Repeat("- ", 30000), "nested deeper"},
		{strings.Repeat("#", 2<<20), "at most"},
	} {
		_, err := ParseMapping([]byte(c.yaml), "m")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.80q: %v, want %q", c.yaml, err, c.want)
		}
	}
}

// TestExamples: the mappings of doc/examples and of the documentation are read,
// and written out so that they are read as the same.
func TestExamples(t *testing.T) {
	texts := map[string][]byte{}
	files, _ := filepath.Glob("../../doc/examples/*/archive.yaml")
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts[f] = text
	}
	doc, err := os.ReadFile("../../doc/formats/mapping.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, block := range regexp.MustCompile("(?s)```yaml\n(lists:.*?)```").FindAllSubmatch(doc, -1) {
		texts[fmt.Sprintf("mapping.md block %d", i+1)] = block[1]
	}
	if len(texts) < 4 {
		t.Fatalf("only %d examples found", len(texts))
	}
	for name, text := range texts {
		all, err := ParseMappings(text, name)
		if err != nil {
			t.Error(err)
		}
		for _, m := range all {
			sameAgain(t, m)
		}
	}
}

// sameAgain holds the law of YAML: what is written is read as equal.
func sameAgain(t *testing.T, m *Mapping) {
	t.Helper()
	text, err := m.YAML()
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseMapping(text, "again")
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	again.notes = m.notes
	for i := range again.Fields {
		again.Fields[i].note = m.Fields[i].note
	}
	second, err := again.YAML()
	if err != nil || !bytes.Equal(text, second) {
		t.Errorf("%v: written\n%sthen\n%s", err, text, second)
	}
}

// TestDocumented: every key has its line in doc/formats/mapping.md.
func TestDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../doc/formats/mapping.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []keyed{&Mapping{}, &SourceOf{}, &Field{}, &Where{}, &Template{}, &Limits{}} {
		for _, k := range part.keys() {
			if !bytes.Contains(doc, []byte("`"+k.name+"`")) {
				t.Errorf("key %s of %T is not documented", k.name, part)
			}
		}
	}
	for _, kind := range []string{kindNoName, kindNoID, kindSameID, kindLongID, kindNoDate, kindNoAge, kindNoMatch, kindNoColumn, kindNoClaim, kindNoSource, kindStance, kindControl, kindMany} {
		if !bytes.Contains(doc, []byte(kind)) {
			t.Errorf("problem %q is not documented", kind)
		}
	}
}

// huge gives a row with a cell of n bytes among rows that are sound.
func huge(n int) io.Reader {
	return io.MultiReader(strings.NewReader("id,name,note\n1,Anna,\""), io.LimitReader(xs{}, int64(n)), strings.NewReader("\"\n2,Boris,x\n"))
}

type xs struct{}

func (xs) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// TestHugeCell: a cell of 100 MB costs about as much memory as the limit of a cell.
func TestHugeCell(t *testing.T) {
	m := &Mapping{List: "l", ID: []string{"id"}, Fields: []Field{{Field: "name", Value: Value{Column: "name"}}}}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := show(m, huge(100<<20), "f")
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 16<<20 {
		t.Errorf("%d bytes were allocated in all", grown)
	}
	for _, want := range []string{"record l:1", "\"Anna\"", "cell too large", "record l:2", `"records":2`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

// TestStopped: a caller that has enough, or a context that is done, ends the reading.
func TestStopped(t *testing.T) {
	in := table(5000)
	n := 0
	for _, err := range Items(context.Background(), bytes.NewReader(in), tableMapping(), "f") {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 10 {
			break
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range Items(ctx, bytes.NewReader(in), tableMapping(), "f") {
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
}

// TestDiff: added, withdrawn and changed, with what changed; a version against
// itself, and rows in another order, give nothing.
func TestDiff(t *testing.T) {
	m := &Mapping{List: "l", ID: []string{"id"}, Fields: []Field{{Field: "name", Value: Value{Column: "name"}}, {Field: "birth", Value: Value{Column: "born"}}}}
	version := func(in string) func(func(*record.Record) bool) {
		return func(yield func(*record.Record) bool) {
			for item, err := range Items(context.Background(), strings.NewReader(in), m, "f") {
				if err != nil {
					t.Fatal(err)
				}
				if item.Record != nil && !yield(item.Record) {
					return
				}
			}
		}
	}
	older := "id,name,born,note\n1,Anna,1900,a\n2,Boris,1901,b\n3,Vera,1902,c\n4,Gleb,1903,d\n"
	newer := "id,name,born,note\n4,Gleb,1903,d\n5,Daria,1904,e\n2,Boris,1911,b\n1,Anna,1900,A\n"
	var got []string
	for c := range Diff(version(older), version(newer)) {
		got = append(got, fmt.Sprintf("%s %s %d %v", c.Kind, c.ID, c.Line, c.Fields))
	}
	want := []string{"added l:5 3 []", "changed l:1 5 [note]", "changed l:2 4 [birth born]", "withdrawn l:3 4 []"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	for c := range Diff(version(older), version("id,name,born,note\n4,Gleb,1903,d\n3,Vera,1902,c\n1,Anna,1900,a\n2,Boris,1901,b\n")) {
		t.Errorf("the order of rows is taken for a change: %v", c)
	}
}
