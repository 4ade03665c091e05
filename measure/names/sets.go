package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"

	"byname/ground/name"
)

// maxHeld bounds the held-out pairs measured of one language.
const maxHeld = 6000

func similarity(a, b string) float64 {
	return name.Compare(name.Parse(a), name.Parse(b)).Similarity
}

// tokenPairs measures the held-out tenth of a file of token pairs: against five
// random words for each, and against words one or two letters away.
func tokenPairs(file string, worst int) (string, error) {
	pairs, err := readPairs(file)
	if err != nil {
		return "", err
	}
	truth := map[string]bool{}
	var held [][2]string
	vocab := make([]string, 0, len(pairs))
	for _, p := range pairs {
		truth[p[0]+"\t"+p[1]] = true
		vocab = append(vocab, p[1])
		if heldOut(p[0]+"\t"+p[1]) && len(held) < maxHeld {
			held = append(held, p)
		}
	}
	near := newNeighbours(vocab)
	var random, near2 []judged
	for _, p := range held {
		j := judged{a: p[0], b: p[1], same: true, sim: similarity(p[0], p[1])}
		random = append(random, j)
		for k := range 5 {
			w := vocab[int(hashOf(fmt.Sprint(p, k)))%len(vocab)]
			if !truth[p[0]+"\t"+w] {
				random = append(random, judged{a: p[0], b: w, sim: similarity(p[0], w)})
			}
		}
		n := 0
		for _, w := range near.of(p[1]) {
			if !truth[p[0]+"\t"+w] && n < 3 {
				near2 = append(near2, judged{a: p[0], b: w, sim: similarity(p[0], w)})
				n++
			}
		}
		if n > 0 {
			near2 = append(near2, j)
		}
	}
	r, _ := recallAt(random, .99)
	a := auc(near2)
	if worst > 0 {
		showWorst(near2, worst)
	}
	return fmt.Sprintf("%d pairs: recall %.3f at precision .99 (random), AUC %.3f (neighbours), %.3f (random)", len(held), r, a, auc(random)), nil
}

// neighbours finds the words of a vocabulary within two letters of a word.
type neighbours struct{ by map[string][]string }

func newNeighbours(vocab []string) *neighbours {
	n := &neighbours{by: map[string][]string{}}
	seen := map[string]bool{}
	for _, w := range vocab {
		if seen[w] {
			continue
		}
		seen[w] = true
		for _, d := range deletions(w) {
			if len(n.by[d]) < 40 {
				n.by[d] = append(n.by[d], w)
			}
		}
	}
	return n
}

// of returns the neighbours of w in a fixed order that favours none.
func (n *neighbours) of(w string) []string {
	var out []string
	seen := map[string]bool{w: true}
	for _, d := range deletions(w) {
		for _, x := range n.by[d] {
			if !seen[x] {
				seen[x] = true
				out = append(out, x)
			}
		}
	}
	for i := range out { // order by hash
		for k := i; k > 0 && hashOf(w+out[k]) < hashOf(w+out[k-1]); k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

// deletions are w and w without each letter: two words share one when they
// are a letter apart, or two of different kinds.
func deletions(w string) []string {
	r := []rune(w)
	out := []string{w}
	for i := range r {
		out = append(out, string(r[:i])+string(r[i+1:]))
	}
	return out
}

func readCSV(file string) ([]map[string]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[h] = r[i]
		}
		out = append(out, m)
	}
	return out, nil
}

// corpusPairs are all pairs of names of two words and more in the sample.
func corpusPairs(file string) ([]judged, error) {
	rows, err := readCSV(file)
	if err != nil {
		return nil, err
	}
	var fs []*name.Form
	var who []string
	seen := map[string]bool{}
	for _, r := range rows {
		v := r["variant"]
		if k := r["person_id"] + "|" + v; len(strings.Fields(v)) >= 2 && !seen[k] {
			seen[k] = true
			fs = append(fs, name.Parse(v))
			who = append(who, r["person_id"])
		}
	}
	var js []judged
	for i := range fs {
		for k := range i {
			js = append(js, judged{a: fs[i].Raw, b: fs[k].Raw, same: who[i] == who[k], sim: name.Compare(fs[i], fs[k]).Similarity})
		}
	}
	return js, nil
}

// corpusNames measures them: the same person or not.
func corpusNames(file string, worst int) (string, error) {
	js, err := corpusPairs(file)
	if err != nil {
		return "", err
	}
	r95, t := recallAt(js, .95)
	r94, _ := recallAt(js, .94)
	f1, _ := bestF1(js)
	if worst > 0 {
		showWorst(js, worst)
	}
	return fmt.Sprintf("%d pairs: recall %.3f at precision .95 (similarity >= %.3f), %.3f at .94, best F1 %.3f", len(js), r95, t, r94, f1), nil
}

// labelledPairs are the person cases of the labelled pairs.
func labelledPairs(file string) ([]judged, error) {
	rows, err := readCSV(file)
	if err != nil {
		return nil, err
	}
	var js []judged
	for _, r := range rows {
		if r["schema"] == "Person" {
			js = append(js, judged{r["name1"], r["name2"], strings.EqualFold(r["is_match"], "true"), similarity(r["name1"], r["name2"]), r["case_group"]})
		}
	}
	return js, nil
}

// labelled measures them.
func labelled(file string, worst int) (string, error) {
	js, err := labelledPairs(file)
	if err != nil {
		return "", err
	}
	by := map[string][]judged{}
	for _, j := range js {
		by[j.group] = append(by[j.group], j)
	}
	f1, t := bestF1(js)
	if worst > 0 {
		showWorst(js, worst)
	}
	out := fmt.Sprintf("%d pairs: best F1 %.3f (similarity >= %.3f), AUC %.3f, Brier %.3f", len(js), f1, t, auc(js), brier(js))
	for _, g := range []string{"nk_checks", "nk_unit_tests", "synth_people", "cust_cases"} {
		f, _ := bestF1(by[g])
		out += fmt.Sprintf("; %s %.3f", g, f)
	}
	return out, nil
}
