package name

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden runs do over the first columns of every line of a table, up to the
// first " => ", and compares what follows it.
func golden(t *testing.T, file string, do func(in string) string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			fmt.Fprintln(&out, line)
			continue
		}
		in, want, _ := strings.Cut(line, " => ")
		got := do(in)
		if got != want && !*update {
			t.Errorf("%s:\n got  %s\n want %s", in, got, want)
		}
		fmt.Fprintf(&out, "%s => %s\n", in, got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func describe(f *Form) string {
	s := f.Kind.String()
	if !f.Sure {
		s += "?"
	}
	for i, tag := range [...]string{"S", "G", "P"} {
		if f.parts[i].text != "" {
			s += " " + tag + "[" + f.parts[i].text + "]"
		}
	}
	if len(f.Particles) > 0 {
		s += " particles" + fmt.Sprint(f.Particles)
	}
	if len(f.Titles) > 0 {
		s += " titles" + fmt.Sprint(f.Titles)
	}
	if g := f.Gender(); g != NotTold {
		s += " " + g.String()
	}
	for _, a := range f.Alternatives {
		s += " or {" + describe(a) + "}"
	}
	return s
}

func TestParseGolden(t *testing.T) {
	golden(t, "testdata/parse.txt", func(in string) string { return describe(Parse(in)) })
}

func TestCompareGolden(t *testing.T) {
	golden(t, "testdata/compare.txt", func(in string) string {
		a, b, _ := strings.Cut(in, " | ")
		c := Compare(Parse(a), Parse(b))
		s := fmt.Sprintf("%s %.2f", c.Level, c.Similarity)
		for i, p := range [...]Part{c.Surname, c.Given, c.Patronymic} {
			if p.Level != Unknown {
				s += fmt.Sprintf("; %s %s", [...]string{"surname", "given", "patronymic"}[i], p.Level)
			}
		}
		return s
	})
}
