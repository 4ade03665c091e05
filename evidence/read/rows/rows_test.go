package rows

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

var update = flag.Bool("update", false, "write what is read as what is wanted")

// TestGolden reads the files of testdata. In each stands an input, written with
// the escapes of Go where it says so, and the rows it gives: line, cells in
// brackets, then what was wrong with them.
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
			for i := 1; i+1 < len(parts); i += 2 {
				name, in, _ := strings.Cut(parts[i], " --\n")
				in += "\n"
				if strings.HasSuffix(name, "escaped") {
					in = unescape(t, in)
				}
				for _, cut := range []func(io.Reader) io.Reader{whole, iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
					got := show(cut(strings.NewReader(in)), options(name))
					if *update {
						parts[i+1] = "rows --\n" + strings.TrimSuffix(got, "\n")
						continue
					}
					if _, want, _ := strings.Cut(parts[i+1], " --\n"); strings.TrimSuffix(got, "\n") != strings.TrimSuffix(want, "\n") {
						t.Errorf("%s: got\n%swant\n%s", name, got, want)
					}
				}
			}
			if *update {
				if err := os.WriteFile(file, []byte(strings.Join(parts, "\n-- ")+"\n"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func whole(r io.Reader) io.Reader { return r }

// options reads the name of an input: "in skip=1 columns=a,b cell=10".
func options(name string) (o Options) {
	for word := range strings.FieldsSeq(name) {
		key, value, _ := strings.Cut(word, "=")
		n, _ := strconv.Atoi(value)
		switch key {
		case "skip":
			o.Skip = n
		case "cell":
			o.Cell = n
		case "row":
			o.Row = n
		case "width":
			o.Width = n
		case "columns":
			o.Columns = strings.Split(value, ",")
		case "format":
			o.Format = value
		}
	}
	return o
}

func unescape(t *testing.T, in string) string {
	var out []byte
	for line := range strings.Lines(in) {
		s, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.TrimSuffix(line, "\n"), `"`, `\"`) + `"`)
		if err != nil {
			t.Fatal(line, err)
		}
		out = append(out, s...)
	}
	return string(out)
}

func show(in io.Reader, o Options) string {
	var b strings.Builder
	r, err := Open(in, o)
	if err != nil {
		return fmt.Sprintf("error: %v\n", err)
	}
	f := r.Found()
	fmt.Fprintf(&b, "%s %q\n", f.Format, f.Delimiter)
	var row Row
	for {
		if err := r.Next(&row); err == io.EOF {
			fmt.Fprintf(&b, "columns %q\n", r.Columns())
			return b.String()
		} else if err != nil {
			return b.String() + err.Error()
		}
		fmt.Fprintf(&b, "%d:", row.Line)
		for i := range row.Len() {
			if row.Column != nil {
				fmt.Fprintf(&b, " %d", row.Column[i])
			}
			fmt.Fprintf(&b, "[%s]", strings.Trim(strconv.Quote(string(row.Cell(i))), `"`))
		}
		b.WriteString("\n")
		for _, t := range row.Troubles {
			fmt.Fprintf(&b, "\t%s: %s (column %d) %q\n", t.Kind, t.Detail, t.Column, t.Value)
		}
	}
}

// endless gives n bytes of a pattern.
type endless struct { // repeated
	pattern string
	n, at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && n < e.n {
		c := copy(p[n:min(len(p), e.n)], e.pattern[(e.at+n)%len(e.pattern):])
		n += c
	}
	e.at, e.n = e.at+n, e.n-n
	return n, nil
}

// TestHostile reads inputs that are made to make a reader swell, and looks at
// the buffers that stay. Time is bounded by the size of the input: what takes
// its square does not end here.
func TestHostile(t *testing.T) {
	const size = 8 << 20
	for name, c := range map[string]struct{ before, pattern string }{
		"one line":             {"a,b\n1,", strings.Repeat("x", 1000)},
		"one quoted cell":      {"a,b\n1,\"", "x"},
		"one cell of quotes":   {"a,b\n1,\"", `""`},
		"one cell of lines":    {"a,b\n1,\"", "x\n"},
		"only delimiters":      {"a,b\n1,", ","},
		"only quotes":          {"a,b\n", `"`},
		"quote each line":      {"a,b,c\n", "\"\"x,y,z\n"},
		"quotes never closed":  {"a,b,c\n", "\"x,y,z\n"},
		"two quotes each line": {"a,b,c\n", "\"x\",\"y,z\n"},
		"carriage returns":     {"a,b\n", "x\r"},
		"NULs":                 {"a,b\n", "\x00"},
		"one JSON string":      {`{"a":"`, "x"},
		"JSON lists":           {``, "["},
		"nested JSON":          {`{"a":`, "["},
		"JSON names":           {`{`, `"a":1,`},
		"JSON half pairs":      {`{"a":"`, `\ud800`},
		"no JSON":              {`{"a":1}` + "\n", "{x\n"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Open(io.MultiReader(strings.NewReader(c.before), &endless{pattern: c.pattern, n: size}), Options{})
			if err != nil {
				t.Fatal(err)
			}
			var row Row
			n := 0
			for err == nil {
				err = r.Next(&row)
				n++
			}
			if err != io.EOF {
				t.Fatal(err)
			}
			if c := cap(row.Data) + cap(row.valid) + 8*cap(row.Ends) + 8*cap(row.Column); c > 8<<20 {
				t.Errorf("buffers of %d bytes stay behind", c)
			}
		})
	}
}

// TestQuoteSpoilsItsRowOnly is the promise behind runaway: whichever row an open
// quote stands in, all others are read as they would be without it.
func TestQuoteSpoilsItsRowOnly(t *testing.T) {
	const n = 60
	for bad := range n {
		var b strings.Builder
		b.WriteString("id,name,born,place\n")
		for i := range n {
			switch {
			case i == bad:
				fmt.Fprintf(&b, "%d,\"Synthetic %d,1900,Here\n", i, i)
			case i%7 == 0:
				fmt.Fprintf(&b, "%d,\"Person, %d\",1900,\"A \"\"B\"\" C\"\n", i, i)
			default:
				fmt.Fprintf(&b, "%d,Person %d,1900,Here\n", i, i)
			}
		}
		r, err := Open(strings.NewReader(b.String()), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var row Row
		got := 0
		for ; r.Next(&row) == nil; got++ {
			if row.Len() != 4 || string(row.Cell(0)) != strconv.Itoa(got) || row.Line != got+2 {
				t.Fatalf("bad row %d: row %d is %d cells in line %d, %q", bad, got, row.Len(), row.Line, row.Data)
			}
			if (len(row.Troubles) > 0) != (got == bad) {
				t.Fatalf("bad row %d: row %d has troubles %v", bad, got, row.Troubles)
			}
		}
		if got != n {
			t.Fatalf("bad row %d: %d rows", bad, got)
		}
	}
}

func FuzzOpen(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\r\n\"x\"\"y\";2", `{"a":[1,{"b":null}]}`, "[{\"a\":\"\\ud800\"}]", "\"a\nb,c\n", "\xff\xfe,\x00"} {
		f.Add([]byte(s), 20, byte(0))
	}
	f.Fuzz(func(t *testing.T, in []byte, limit int, format byte) {
		o := Options{Cell: limit, Row: 4 * limit, Width: 50, Format: []string{"", "csv", "tsv", "jsonl", "json"}[format%5]}
		a, b := show(bytes.NewReader(in), o), show(iotest.OneByteReader(bytes.NewReader(in)), o)
		if a != b {
			t.Errorf("it matters how the input comes:\n%s\n%s", a, b)
		}
	})
}

func BenchmarkDelimited(b *testing.B) {
	for name, cell := range map[string]string{"ascii": "a short cell", "cyrillic": "Ленинград", "quoted": `"Leningrad, Nevsky 1"`} {
		b.Run(name, func(b *testing.B) {
			line := strings.Repeat(cell+",", 19) + cell + "\n"
			data := []byte(strings.Repeat(line, 20_000))
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				drain(b, data)
			}
		})
	}
}

func BenchmarkObjects(b *testing.B) {
	data := []byte(strings.Repeat(`{"name":"Ленинград","birth":{"date":"1900-01-01","place":"a \"b\" c"},"n":12345}`+"\n", 50_000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		drain(b, data)
	}
}

func drain(b *testing.B, data []byte) {
	r, err := Open(bytes.NewReader(data), Options{})
	if err != nil {
		b.Fatal(err)
	}
	var row Row
	for err == nil {
		err = r.Next(&row)
	}
	if err != io.EOF {
		b.Fatal(err)
	}
}
