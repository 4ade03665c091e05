package term

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the expected answers in testdata")

// TestGolden reads testdata/classify.txt: a line "kind: text", then what was read, indented.
func TestGolden(t *testing.T) {
	const file = "testdata/classify.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want, got strings.Builder
	for line := range strings.Lines(string(text)) {
		want.WriteString(line)
		kind, in, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if strings.HasPrefix(line, "#") {
			got.WriteString(line)
		}
		if !ok || strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "#") {
			continue
		}
		got.WriteString(line)
		got.WriteString(told(Classify(Kind(kind), in), in))
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got.String() != want.String() {
		t.Errorf("%s differs; read the difference, then run go test -update:\n%s", file, firstDifference(got.String(), want.String()))
	}
}

// told writes a reading in lines.
func told(r Reading, text string) string {
	var b strings.Builder
	for _, m := range r.Matches {
		fmt.Fprintf(&b, "\t%s | %s | %s", m.Code, m.Label("en"), text[m.Start:m.End])
		if m.Duration != "" {
			fmt.Fprintf(&b, " | %s", m.Duration)
		}
		if !m.Specific {
			b.WriteString(" | general")
		}
		b.WriteByte('\n')
	}
	for _, s := range r.Rest {
		fmt.Fprintf(&b, "\tleft: %s\n", text[s.Start:s.End])
	}
	return b.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %q\nwant %q", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
