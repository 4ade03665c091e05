// Command dates measures how package when reads dates against development data
// that is not part of the project: EDTF test strings, date patterns counted in
// memory books, and the date columns of published lists.
//
//	go run ./measure/dates -shared ../shared
//
// It prints for every file how many strings were read, how many say that there
// is no date, and the strings that were not understood, most frequent first.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"byname/ground/when"
)

func main() {
	shared := flag.String("shared", "../shared", "folder with the development data")
	worst := flag.Int("worst", 8, "how many strings not understood to print for each column")
	flag.Parse()
	if err := run(os.Stdout, *shared, *worst); err != nil {
		fmt.Fprintln(os.Stderr, "dates:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, shared string, worst int) error {
	names := filepath.Join(shared, "data", "names")
	if err := validity(w, filepath.Join(names, "edtf_validity.tsv")); err != nil {
		return err
	}
	if err := qualifiers(w, filepath.Join(names, "edtf_qualifiers_python-edtf.tsv")); err != nil {
		return err
	}
	vocab := filepath.Join(shared, "data", "vocab")
	for _, name := range []string{"date_patterns.tsv", "birth_date_forms.tsv"} {
		if err := patterns(w, filepath.Join(vocab, name), worst); err != nil {
			return err
		}
	}
	if err := memoryBooks(w, filepath.Join(shared, "data", "lists", "memory-book-texts", "texts.txt"), worst); err != nil {
		return err
	}
	for _, c := range columns {
		if err := c.measure(w, shared, worst); err != nil {
			return err
		}
	}
	return nil
}

// lines calls f with the tab-separated fields of every line.
func lines(file string, f func(fields []string)) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<22)
	for s.Scan() {
		f(strings.Split(s.Text(), "\t"))
	}
	return s.Err()
}

// validity judges strings of three EDTF test suites: source, group, verdict, string.
func validity(w io.Writer, file string) error {
	right, total := 0, 0
	var wrong []string
	err := lines(file, func(f []string) {
		total++
		_, err := when.Parse(f[3])
		if (err == nil) == (f[2] == "valid") {
			right++
			return
		}
		wrong = append(wrong, fmt.Sprintf("  %s, %s says %s: %q", f[0], f[1], f[2], f[3]))
	})
	fmt.Fprintf(w, "%s: %d of %d judged right\n", filepath.Base(file), right, total)
	for _, s := range wrong {
		fmt.Fprintln(w, s)
	}
	return err
}

// qualifiers compares the signs found with string, uncertain, approximate, both.
func qualifiers(w io.Writer, file string) error {
	right, total := 0, 0
	err := lines(file, func(f []string) {
		total++
		d, err := when.Parse(f[0])
		q := d.Qualifiers()
		ok := err == nil
		for i, sign := range []string{"?", "~", "%"} {
			ok = ok && strings.Contains(q, sign) == (f[i+1] == "true")
		}
		if ok {
			right++
		} else {
			fmt.Fprintf(w, "  %q has %q\n", f[0], q)
		}
	})
	fmt.Fprintf(w, "%s: %d of %d right\n", filepath.Base(file), right, total)
	return err
}

// tally counts what became of the strings of one column.
type tally struct {
	read, none, failed int
	errors             map[string]int
}

func (t *tally) add(s string, n int, h when.Hints) {
	_, err := when.ParseText(s, h)
	switch {
	case err == nil:
		t.read += n
	case errors.Is(err, when.ErrNone):
		t.none += n
	default:
		t.failed += n
		if t.errors == nil {
			t.errors = map[string]int{}
		}
		t.errors[err.Error()] += n
	}
}

func (t *tally) print(w io.Writer, name string, worst int) {
	dated := t.read + t.failed
	fmt.Fprintf(w, "%s: %d read, %d not (%.3f %%), %d none\n", name, t.read, t.failed, 100*float64(t.failed)/float64(max(dated, 1)), t.none)
	keys := make([]string, 0, len(t.errors))
	for k := range t.errors {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if d := t.errors[b] - t.errors[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for _, k := range keys[:min(worst, len(keys))] {
		fmt.Fprintf(w, "  %6d %s\n", t.errors[k], k)
	}
}

var (
	genitive      = []string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
	prepositional = []string{"январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре", "октябре", "ноябре", "декабре"}
)

// patterns reads counts of date shapes: 9 stands for a digit, MMMM for a month in
// the genitive, PPPP in the prepositional case. Shapes without digits are no dates.
func patterns(w io.Writer, file string, worst int) error {
	var t tally
	places := 0
	err := lines(file, func(f []string) {
		n, err := strconv.Atoi(f[0])
		if err != nil || len(f) < 2 {
			return
		}
		if !strings.Contains(f[1], "9") {
			places += n
			return
		}
		s := strings.NewReplacer("9999", "1907", "99", "12", "9", "5").Replace(f[1])
		s = strings.ReplaceAll(s, "MMMM", genitive[n%12])
		s = strings.ReplaceAll(s, "PPPP", prepositional[n%12])
		t.add(s, n, when.Hints{Lang: "ru"})
	})
	t.print(w, filepath.Base(file), worst)
	fmt.Fprintf(w, "  %d without a digit left out\n", places)
	return err
}
