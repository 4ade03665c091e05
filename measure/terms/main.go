// Command terms measures how package term reads vocabularies counted in memory
// books, which are not part of the project.
//
//	go run ./measure/terms -shared ../shared
//	go run ./measure/terms -shared ../shared -sample 200 -kind charge
//
// It prints for every kind how many texts, and how many mentions, have at least
// one term, a specific one, and nothing left over. With -sample it prints texts
// drawn by mention from a fixed seed, each with what was read, to be checked by hand.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"byname/ground/term"
)

func main() {
	shared := flag.String("shared", "../shared", "folder with the development data")
	only := flag.String("kind", "", "one kind alone")
	sample := flag.Int("sample", 0, "draw so many mentions of each kind and print what was read")
	seed := flag.Uint64("seed", 1937, "seed of the sample")
	worst := flag.Int("worst", 8, "how many unmatched texts to print of each kind")
	flag.Parse()
	if err := run(os.Stdout, *shared, *only, *sample, *seed, *worst); err != nil {
		fmt.Fprintln(os.Stderr, "terms:", err)
		os.Exit(1)
	}
}

// column is one file of texts with counts.
type column struct {
	kind term.Kind
	file string
}

var columns = []column{
	{term.Body, "authority_raw.tsv"}, {term.Charge, "charge_raw.tsv"}, {term.Sentence, "sentence_raw.tsv"},
	{term.Party, "party.tsv"}, {term.Nationality, "nationality.tsv"}, {term.Education, "education.tsv"},
}

// counted is a text with how often it occurs.
type counted struct {
	n    int
	text string
}

func run(w io.Writer, shared, only string, sample int, seed uint64, worst int) error {
	term.BuiltIn()
	for _, c := range columns {
		if only != "" && string(c.kind) != only {
			continue
		}
		list, err := load(filepath.Join(shared, "data", "vocab", c.file))
		if err != nil {
			return err
		}
		if sample > 0 {
			draw(w, c.kind, list, sample, seed)
			continue
		}
		c.measure(w, list, worst)
	}
	return nil
}

// measure prints the figures of one kind.
func (c column) measure(w io.Writer, list []counted, worst int) {
	var texts, some, specific, whole, mentions, someW, specificW, wholeW int
	var unmatched []counted
	start := time.Now()
	for _, t := range list {
		r := term.Classify(c.kind, t.text)
		texts, mentions = texts+1, mentions+t.n
		if len(r.Matches) == 0 {
			unmatched = append(unmatched, t)
			continue
		}
		some, someW = some+1, someW+t.n
		for _, m := range r.Matches {
			if m.Specific {
				specific, specificW = specific+1, specificW+t.n
				break
			}
		}
		if len(r.Rest) == 0 {
			whole, wholeW = whole+1, wholeW+t.n
		}
	}
	each := time.Since(start) / time.Duration(max(texts, 1))
	pct := func(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }
	fmt.Fprintf(w, "%-12s texts %5d: %.1f %% a term, %.1f %% specific, %.1f %% nothing left · mentions %5d: %.2f %%, %.2f %%, %.1f %% · %v a text\n",
		c.kind, texts, pct(some, texts), pct(specific, texts), pct(whole, texts),
		mentions, pct(someW, mentions), pct(specificW, mentions), pct(wholeW, mentions), each)
	for i, t := range unmatched {
		if i == worst {
			fmt.Fprintf(w, "    and %d more\n", len(unmatched)-worst)
			break
		}
		fmt.Fprintf(w, "    %5d  %s\n", t.n, t.text)
	}
}

// draw prints a sample of mentions with what was read of each.
func draw(w io.Writer, kind term.Kind, list []counted, size int, seed uint64) {
	rng := rand.New(rand.NewPCG(seed, uint64(len(kind))))
	total := 0
	for _, t := range list {
		total += t.n
	}
	for range size {
		at := rng.IntN(max(total, 1))
		for _, t := range list {
			if at -= t.n; at < 0 {
				fmt.Fprintf(w, "%s\n    => %s\n", t.text, told(term.Classify(kind, t.text), t.text))
				break
			}
		}
	}
}

// told says in one line what was read.
func told(r term.Reading, text string) string {
	var parts []string
	for _, m := range r.Matches {
		p := m.Code
		if m.Duration != "" {
			p += " " + m.Duration
		}
		parts = append(parts, p)
	}
	for _, s := range r.Rest {
		parts = append(parts, "["+text[s.Start:s.End]+"]")
	}
	return strings.Join(parts, " · ")
}

// load reads a file of counts and texts.
func load(name string) ([]counted, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	var list []counted
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		n, text, ok := strings.Cut(sc.Text(), "\t")
		count, err := strconv.Atoi(n)
		if !ok || err != nil {
			return nil, fmt.Errorf("%s line %d: not a count and a text", name, line)
		}
		list = append(list, counted{count, text})
	}
	return list, sc.Err()
}
