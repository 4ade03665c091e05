// Command romanise measures the romanisation of package name against the tests
// of the interscript project, which are not part of this one.
//
//	go run ./measure/romanise -shared ../shared
//
// It prints for every standard shipped how many of its tests come out exactly,
// how many more once known mistakes of the list are put right, and the rest.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"byname/ground/name"
)

// result is what came of the tests of one standard.
type result struct {
	total, exact, mended int
	failed               []string
}

func main() {
	shared := flag.String("shared", "../shared", "folder with the measuring data")
	worst := flag.Int("worst", 5, "how many failures to print for each standard")
	flag.Parse()
	if err := run(filepath.Join(*shared, "data", "names", "interscript_tests.tsv"), *worst); err != nil {
		fmt.Fprintln(os.Stderr, "romanise:", err)
		os.Exit(1)
	}
}

func run(file string, worst int) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	results := map[string]*result{}
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		f := strings.Split(s.Text(), "\t")
		if len(f) != 3 || name.Scheme(f[0]).Title() == "" {
			continue
		}
		r := results[f[0]]
		if r == nil {
			r = &result{}
			results[f[0]] = r
		}
		if err := r.judge(f[0], f[1], f[2]); err != nil {
			return err
		}
	}
	show(results, worst)
	return s.Err()
}

func (r *result) judge(scheme, text, want string) error {
	got, err := name.Romanise(text, name.Scheme(scheme))
	if err != nil {
		return err
	}
	r.total++
	mended, known := mend(want, got)
	switch {
	case got == want:
		r.exact++
	case known && got == mended:
		r.mended++
	default:
		r.failed = append(r.failed, fmt.Sprintf("%s: %s, the list has %s", text, got, want))
	}
	return nil
}

// mend puts right what is wrong in the list throughout: й with a caron where
// the tables have a breve, an acute accent for the prime, letters and accents
// that are not put together, half a tied letter in capitals (which the list
// itself has whole elsewhere), and answers cut off at a double quote (which
// leaves a backslash): of these what there is counts.
func mend(want, got string) (string, bool) {
	mended := strings.NewReplacer("ǐ", "ĭ", "Ǐ", "Ĭ", "´", "ʹ", "I͡e", "I͡E").Replace(norm.NFC.String(want))
	if cut, ok := strings.CutSuffix(mended, `\`); ok && strings.HasPrefix(got, cut) {
		mended = got
	}
	return mended, mended != want
}

func show(results map[string]*result, worst int) {
	var all result
	var schemes []string
	for scheme := range results {
		schemes = append(schemes, scheme)
	}
	slices.Sort(schemes)
	for _, scheme := range schemes {
		r := results[scheme]
		figure(scheme, r)
		for _, f := range r.failed[:min(worst, len(r.failed))] {
			fmt.Println("   ", f)
		}
		all.total, all.exact, all.mended = all.total+r.total, all.exact+r.exact, all.mended+r.mended
	}
	figure("all", &all)
}

func figure(scheme string, r *result) {
	right := r.exact + r.mended
	fmt.Printf("%-40s %3d of %3d right, %5.1f %% (%d only with the list put right)\n", scheme, right, r.total, 100*float64(right)/float64(r.total), r.mended)
}
