package main

import (
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

//go:embed data/given.txt
var givenFile string

//go:embed data/surnames.txt
var surnamesFile string

//go:embed data/words.txt
var wordsFile string

//go:embed archive.yaml
var archiveYAML []byte

// draw is a list of things to draw from by weight.
type draw[T any] struct {
	items []T
	sums  []float64 // of the weights up to each item
}

func (d *draw[T]) add(item T, weight float64) {
	sum := weight
	if n := len(d.sums); n > 0 {
		sum += d.sums[n-1]
	}
	d.items = append(d.items, item)
	d.sums = append(d.sums, sum)
}

func (d *draw[T]) pick(r *rand.Rand) T {
	x := r.Float64() * d.sums[len(d.sums)-1]
	i, _ := slices.BinarySearch(d.sums, x)
	return d.items[min(i, len(d.items)-1)]
}

// entries calls f with the text before "=" and each "words weight" behind it.
func entries(file string, f func(key []string, words string, weight float64) error) error {
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		left, right, ok := strings.Cut(line, " = ")
		if !ok {
			return fmt.Errorf("data line %q: no =", line)
		}
		key := strings.Fields(left)
		for e := range strings.SplitSeq(right, ";") {
			e = strings.TrimSpace(e)
			weight := 1.0
			if i := strings.LastIndexByte(e, ' '); i >= 0 {
				if w, err := strconv.ParseFloat(e[i+1:], 64); err == nil {
					e, weight = e[:i], w
				}
			}
			if err := f(key, e, weight); err != nil {
				return err
			}
		}
	}
	return nil
}

// given is a given name with what its bearer's children are called.
type given struct {
	name       string
	patronymic [2]string // of a son, of a daughter
}

// group is a people with its names.
type group struct {
	id          string
	nationality [2]string // of a man, of a woman
	given       [2]draw[given]
	surnames    draw[string] // in the masculine
}

// shares of the groups, in per cent: a guess at the make-up of such lists.
var shares = map[string]float64{"ru": 48, "uk": 15, "pl": 9, "de": 8, "jw": 6, "lv": 4, "tt": 5, "fi": 2, "am": 1.5, "ge": 1.5}

// groupOrder makes iteration the same each time.
var groupOrder = []string{"ru", "uk", "pl", "de", "jw", "lv", "tt", "fi", "am", "ge"}

func readGroups(r *rand.Rand) (map[string]*group, error) {
	groups := map[string]*group{}
	for _, id := range groupOrder {
		groups[id] = &group{id: id}
	}
	err := entries(givenFile, func(key []string, words string, weight float64) error {
		g := groups[key[0]]
		if g == nil || len(key) != 2 {
			return fmt.Errorf("given names: no group %v", key)
		}
		sex := strings.Index("mf", key[1])
		if sex == 1 {
			name, _, _ := strings.Cut(words, " ")
			g.given[1].add(given{name: name}, weight)
			return nil
		}
		// name, weight and stem: the weight stands in the middle.
		f := strings.Fields(words)
		if len(f) != 3 {
			return fmt.Errorf("given names: %q is not name, weight, stem", words)
		}
		w, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return fmt.Errorf("given names: %q: %w", words, err)
		}
		g.given[0].add(given{f[0], patronymics(f[2])}, w)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return groups, readSurnames(groups, r)
}

// patronymics of a stem: Иванов gives Иванович, Ивановна; Ильи/Ильинич is told apart.
func patronymics(stem string) [2]string {
	if stem, son, ok := strings.Cut(stem, "/"); ok {
		return [2]string{stem + "ч", son + "на"}
	}
	switch {
	case strings.HasSuffix(stem, "ти"), strings.HasSuffix(stem, "ми"), strings.HasSuffix(stem, "ки"):
		return [2]string{stem + "ч", stem + "чна"} // Никитич, Никитична
	}
	return [2]string{stem + "ич", stem + "на"}
}

// zipfExponent and zipfShift give the weight 1/(rank+shift)^exponent. They were chosen so that a
// million records have about 25,000 surnames.
const (
	zipfExponent = 1.75
	zipfShift    = 40
)

// readSurnames builds every stem, infix and ending, in an order drawn once, the known frequent ones first.
func readSurnames(groups map[string]*group, r *rand.Rand) error {
	type parts struct {
		head, stems, infixes []string
		endings              draw[string]
	}
	all := map[string]*parts{}
	err := entries(surnamesFile, func(key []string, words string, weight float64) error {
		if len(key) != 2 || groups[key[0]] == nil {
			return fmt.Errorf("surnames: no group %v", key)
		}
		p := all[key[0]]
		if p == nil {
			p = &parts{}
			all[key[0]] = p
		}
		switch key[1] {
		case "head":
			p.head = append(p.head, words)
		case "stems":
			p.stems = append(p.stems, words)
		case "infixes":
			p.infixes = append(p.infixes, words)
		case "endings":
			p.endings.add(words, weight)
		default:
			return fmt.Errorf("surnames: no part %q", key[1])
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range groupOrder {
		p := all[id]
		if p == nil || len(p.endings.items) == 0 || len(p.stems) == 0 || len(p.infixes) == 0 {
			return fmt.Errorf("surnames: group %s is not complete", id)
		}
		seen := map[string]bool{}
		names := slices.Clone(p.head)
		for _, n := range names {
			seen[n] = true
		}
		// The frequent endings come first by chance: each draw takes one, until
		// nothing new has come for long.
		for misses := 0; misses < 300; {
			stem := p.stems[r.IntN(len(p.stems))]
			infix := ""
			if r.IntN(3) == 0 {
				infix = p.infixes[r.IntN(len(p.infixes))]
			}
			n := join(stem, infix+p.endings.pick(r))
			if seen[n] {
				misses++
				continue
			}
			misses = 0
			seen[n] = true
			names = append(names, n)
		}
		g := groups[id]
		for rank, n := range names {
			g.surnames.add(n, 1/math.Pow(float64(rank+zipfShift), zipfExponent))
		}
	}
	return nil
}

// join puts an ending to a stem, without doubling a letter at the joint or
// leaving a soft sign before a vowel.
func join(stem, ending string) string {
	s, e := []rune(stem), []rune(ending)
	if len(e) == 0 {
		return stem
	}
	last := s[len(s)-1]
	switch {
	case isVowel(last) && isVowel(e[0]), last == 'ь' && isVowel(e[0]), last == 'й' && isVowel(e[0]):
		s = s[:len(s)-1]
	case last == e[0]:
		e = e[1:]
	}
	return string(s) + string(e)
}

func isVowel(r rune) bool { return strings.ContainsRune("аеёиоуыэюя", r) }
