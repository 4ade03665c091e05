// Command names prints the figures of package ground/name on development data
// that is not part of the project: recall and precision over tokens in many
// scripts, full names across languages, labelled pairs, blocking keys, speed.
//
//	go run ./measure/names -shared DIR
//
// DIR holds data/names and corpus/great-purge. Every choice of pairs is made
// by hash, so two runs measure the same pairs. A test that lacks its file is
// left out with a line that says so.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	dir := flag.String("shared", "../shared", "folder with data/names and corpus/great-purge")
	only := flag.String("only", "", "run only tests whose name contains this")
	worst := flag.Int("worst", 0, "show so many of the worst errors of each test")
	flag.Parse()
	names := filepath.Join(*dir, "data", "names")
	for _, t := range tests(names, filepath.Join(*dir, "corpus", "great-purge")) {
		if !strings.Contains(t.name, *only) {
			continue
		}
		start := time.Now()
		out, err := t.run(*worst)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: left out: %v\n", t.name, err)
			continue
		}
		fmt.Printf("%-12s %s   [%.1fs]\n", t.name, out, time.Since(start).Seconds())
	}
}

// test is one measurement; run returns its figures in one line.
type test struct {
	name string
	run  func(worst int) (string, error)
}

func tests(names, corpus string) []test {
	var ts []test
	for _, l := range []string{"russian", "hebrew", "armenian", "greek", "arabic", "persian", "korean", "chinese", "japanese"} {
		file := filepath.Join(names, "wd_en-"+l+".train.tsv")
		ts = append(ts, test{l, func(w int) (string, error) { return tokenPairs(file, w) }})
	}
	return append(ts,
		test{"corpus", func(w int) (string, error) { return corpusNames(filepath.Join(corpus, "name_variants.csv"), w) }},
		test{"labelled", func(w int) (string, error) { return labelled(filepath.Join(names, "nomenklatura_name_cases.csv"), w) }},
		test{"calibration", func(int) (string, error) {
			return calibration(filepath.Join(names, "nomenklatura_name_cases.csv"), filepath.Join(corpus, "name_variants.csv"))
		}},
		test{"keys", func(w int) (string, error) {
			return keyRecall(filepath.Join(names, "wd_en-russian.train.tsv"), 31000, w)
		}},
		test{"keys-12000", func(w int) (string, error) {
			return keyRecall(filepath.Join(names, "wd_en-russian.train.tsv"), 12500, w)
		}},
		test{"variants", func(w int) (string, error) {
			return variantRecall(filepath.Join(corpus, "name_variants.csv"), filepath.Join(names, "surnames.gender.tsv"), w)
		}},
	)
}
