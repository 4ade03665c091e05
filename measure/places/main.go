// Command places measures how much the gazetteer of package place covers:
// places of the bundled sample, candidates for renamings, and names of places in
// several languages. The development data is not part of the project.
//
//	go run ./measure/places -shared ../shared
package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"byname/ground/place"
	"byname/ground/when"
)

func main() {
	shared := flag.String("shared", "../shared", "folder with the development data")
	sample := flag.String("sample", "sample", "folder of the bundled sample")
	worst := flag.Int("worst", 12, "how many names not found to print")
	flag.Parse()
	if err := run(os.Stdout, *shared, *sample, *worst); err != nil {
		fmt.Fprintln(os.Stderr, "places:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, shared, sample string, worst int) error {
	names, dated := 0, 0
	for _, p := range place.BuiltIn().Places() {
		for _, n := range p.Names {
			names++
			if n.Source != "" {
				dated++
			}
		}
	}
	fmt.Fprintf(w, "gazetteer: %d places, %d names, %d of them from a dated beginning with a source\n", len(place.BuiltIn().Places()), names, dated)
	if err := inSample(w, sample, worst); err != nil {
		return err
	}
	if err := renamings(w, filepath.Join(shared, "data", "names", "rename_candidates.tsv"), worst); err != nil {
		return err
	}
	if err := languages(w, filepath.Join(shared, "data", "names", "places_pairs.tsv")); err != nil {
		return err
	}
	return residences(w, filepath.Join(shared, "data", "vocab", "sentence_raw.tsv"), worst)
}

// inSample resolves the place columns of the sample.
func inSample(w io.Writer, dir string, worst int) error {
	columns := map[string][]string{
		"attestations.csv": {"birth_place", "death_place"}, "register.csv": {"death_place"},
		"claims.csv": {"place"}, "events.csv": {"place"}, "coercion.csv": {"place"},
	}
	count := map[string]int{}
	for _, file := range slices.Sorted(maps.Keys(columns)) {
		f, err := os.Open(filepath.Join(dir, file))
		if err != nil {
			return err
		}
		rows, err := csv.NewReader(f).ReadAll()
		if err := errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, col := range columns[file] {
			at := slices.Index(rows[0], col)
			for _, row := range rows[1:] {
				if at >= 0 && row[at] != "" {
					count[row[at]]++
				}
			}
		}
	}
	report(w, "sample", count, worst, func(s string) bool { return len(place.Resolve(s, when.Date{})) > 0 })
	return nil
}

// renamings counts pairs of old and new names of which one, and of which both as one place, are known.
func renamings(w io.Writer, file string, worst int) error {
	count := map[string]int{}
	both := 0
	err := lines(file, func(f []string) {
		if len(f) < 6 || f[3] != "rus" {
			return
		}
		key := plain(f[4]) + " / " + plain(f[5])
		if count[key]++; count[key] > 1 {
			return
		}
		a, b := place.Resolve(plain(f[4]), when.Date{}), place.Resolve(plain(f[5]), when.Date{})
		if slices.ContainsFunc(a, func(m place.Match) bool {
			return slices.ContainsFunc(b, func(o place.Match) bool { return o.Place == m.Place })
		}) {
			both++
		}
	})
	if err != nil {
		return err
	}
	report(w, "renaming candidates, Russian (one of the names known)", count, worst, func(s string) bool {
		a, b, _ := strings.Cut(s, " / ")
		return len(place.Resolve(a, when.Date{})) > 0 || len(place.Resolve(b, when.Date{})) > 0
	})
	fmt.Fprintf(w, "    both names lead to one place: %d of %d pairs\n", both, len(count))
	return nil
}

// plain drops stress marks.
func plain(s string) string { return strings.ReplaceAll(s, "\u0301", "") }

// languages counts, of the places whose Russian name is known, the names in other languages that find the same place.
func languages(w io.Writer, file string) error {
	all, hit := map[string]int{}, map[string]int{}
	err := lines(file, func(f []string) {
		if len(f) < 4 || f[0] != "rus" {
			return
		}
		a := place.Resolve(plain(f[2]), when.Date{})
		if len(a) == 0 || strings.Contains(a[0].Why, "alike") || strings.Contains(a[0].Why, "declined") {
			return
		}
		all[f[1]]++
		b := place.Resolve(f[3], when.Date{})
		if slices.ContainsFunc(a, func(m place.Match) bool {
			return slices.ContainsFunc(b, func(o place.Match) bool { return o.Place == m.Place })
		}) {
			hit[f[1]]++
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "names in other languages that find the place their Russian name finds:")
	for _, l := range []string{"eng", "deu", "pol", "fra", "spa", "ukr", "bel", "lit", "est"} {
		fmt.Fprintf(w, "    %s %d of %d\n", l, hit[l], all[l])
	}
	return nil
}

// residences resolves the places that texts of sentences name behind a dash or colon.
func residences(w io.Writer, file string, worst int) error {
	count := map[string]int{}
	err := lines(file, func(f []string) {
		if len(f) < 2 || !strings.HasPrefix(f[1], "спецпоселение - ") && !strings.HasPrefix(f[1], "высылка - ") {
			return
		}
		_, where, _ := strings.Cut(f[1], " - ")
		where, _, _ = strings.Cut(where, ", осв")
		where, _, _ = strings.Cut(where, ", снят")
		count[where]++
	})
	if err != nil {
		return err
	}
	report(w, "places of banishment (any part known)", count, worst, func(s string) bool { return len(place.Resolve(s, when.Date{})) > 0 })
	return nil
}

// report prints how many of the texts are known and the most frequent that are not.
func report(w io.Writer, what string, count map[string]int, worst int, known func(string) bool) {
	var missing []string
	hit, hitW, all := 0, 0, 0
	for _, s := range slices.Sorted(maps.Keys(count)) {
		all += count[s]
		if known(s) {
			hit, hitW = hit+1, hitW+count[s]
			continue
		}
		missing = append(missing, s)
	}
	slices.SortStableFunc(missing, func(a, b string) int { return count[b] - count[a] })
	fmt.Fprintf(w, "%s: %d of %d texts, %d of %d mentions\n", what, hit, len(count), hitW, all)
	for _, s := range missing[:min(worst, len(missing))] {
		fmt.Fprintf(w, "    %4d  %s\n", count[s], s)
	}
}

// lines reads a table with tabs.
func lines(file string, each func(fields []string)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		each(strings.Split(sc.Text(), "\t"))
	}
	return sc.Err()
}
