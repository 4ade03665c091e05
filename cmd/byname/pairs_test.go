package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

func pairsOf(t *testing.T, in io.Reader) (out, errs string, err error) {
	t.Helper()
	var o, e bytes.Buffer
	err = (&settings{out: &o, errs: &e}).pairs(in, "in.tsv")
	return o.String(), e.String(), err
}

// TestPairsStayAligned: a line of answer for a line of input, in order, over
// several batches, whatever stands between.
func TestPairsStayAligned(t *testing.T) {
	t.Parallel()
	var in, want strings.Builder
	for i := range 2*pairsBatch + 5 {
		switch {
		case i%1000 == 7:
			in.WriteString("no tab\n")
			want.WriteString("\tinvalid\n")
		case i%2 == 0:
			fmt.Fprintf(&in, "Иванов%d\tИванов%d\r\n", i, i)
			want.WriteString("same written\n")
		default:
			in.WriteString("Ежов\tТроцкий\n")
			want.WriteString("conflict\n")
		}
	}
	out, errs, err := pairsOf(t, strings.NewReader(in.String()))
	if err == nil {
		t.Error("bad lines are no error")
	}
	got, expected := strings.Split(out, "\n"), strings.Split(want.String(), "\n")
	if len(got) != len(expected) {
		t.Fatalf("%d lines, want %d", len(got), len(expected))
	}
	for i, line := range expected {
		if !strings.HasSuffix(got[i], line) {
			t.Fatalf("line %d: %q, want %q", i+1, got[i], line)
		}
	}
	if !strings.Contains(errs, "in.tsv:8: no tab") || !strings.Contains(errs, "9 lines") {
		t.Errorf("messages %s", errs)
	}
}

// TestPairsHostile: lines of megabytes and without an end, tabs far away, no text.
func TestPairsHostile(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("я", 1<<20)
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"\ufeffЕжов\tЕжов", "same written\n"},
		{long + "\tb\nЕжов\tЕжов\n", "conflict\nsame written\n"},
		{long + "\nЕжов\tЕжов\n", "\tinvalid\nsame written\n"},
		{"\t\n", "unknown\n"},
		{"\xff\xfe\t\x00\n", "\n"},
		{strings.Repeat("\t", 1<<20) + "\nЕжов\tЕжов\n", "unknown\nsame written\n"},
	} {
		out, _, _ := pairsOf(t, strings.NewReader(c.in))
		got, want := strings.SplitAfter(out, "\n"), strings.SplitAfter(c.want, "\n")
		for i := range want {
			if len(got) != len(want) || !strings.HasSuffix(got[i], want[i]) {
				t.Errorf("%.20q: %.200q, want %q", c.in, out, c.want)
				break
			}
		}
	}
}

// TestPairsComplaintsAreBounded: a file of another kind does not flood the screen.
func TestPairsComplaintsAreBounded(t *testing.T) {
	t.Parallel()
	_, errs, _ := pairsOf(t, strings.NewReader(strings.Repeat("x\n", 10*maxComplaints)))
	if n := strings.Count(errs, "\n"); n != maxComplaints+1 {
		t.Errorf("%d messages", n)
	}
}

// TestEachLine: every line once, long ones cut, the last with or without its end.
func TestEachLine(t *testing.T) {
	t.Parallel()
	in := "\ufeffa\r\n\n" + strings.Repeat("x", 3*maxLine) + "\nb"
	var got []string
	err := eachLine(strings.NewReader(in), func(n int, line []byte, cut bool) error {
		got = append(got, fmt.Sprintf("%d %.5s %d %v", n, line, len(line), cut))
		return nil
	})
	want := fmt.Sprintf("[1 a 1 false 2  0 false 3 xxxxx %d true 4 b 1 false]", maxLine)
	if fmt.Sprint(got) != want || err != nil {
		t.Errorf("%v %v, want %s", got, err, want)
	}
}

// BenchmarkPairs is the cost of a line whose names are new.
func BenchmarkPairs(b *testing.B) {
	var in strings.Builder
	const lines = 10000
	for i := range lines {
		fmt.Fprintf(&in, "Вымышлен%d Пётр Иванович\tVymyshlen%d P. I.\n", i, i)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := (&settings{out: io.Discard, errs: io.Discard}).pairs(strings.NewReader(in.String()), "in.tsv"); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/lines, "ns/line")
}
