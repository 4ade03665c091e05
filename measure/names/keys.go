package main

import (
	"fmt"
	"slices"
	"strings"

	"byname/ground/name"
)

// index maps keys to the words that have them.
type index struct {
	words []string
	by    map[uint64][]int32
	near  *name.Index
}

func newIndex(words []string) *index {
	x := &index{by: map[uint64][]int32{}}
	seen := map[string]bool{}
	var keys []uint64
	for _, w := range words {
		if seen[w] {
			continue
		}
		seen[w] = true
		keys = name.Parse(w).Keys(keys[:0])
		for _, k := range keys {
			x.by[k] = append(x.by[k], int32(len(x.words)))
		}
		x.words = append(x.words, w)
	}
	x.near = name.NewIndex(slices.Values(x.words))
	return x
}

// find returns the words that share a key with q.
func (x *index) find(q string) map[int32]bool {
	out := map[int32]bool{}
	for _, k := range name.Parse(q).Keys(nil) {
		for _, i := range x.by[k] {
			out[i] = true
		}
	}
	return out
}

func (x *index) recall(queries [][2]string, worst int) string {
	hit, cand, nearHit, nearCand := 0, 0, 0, 0
	for _, q := range queries {
		found := x.find(q[0])
		if f := name.ParseParts(q[0], "", ""); len(f.Surname) > 0 {
			near := x.near.Lookup(nil, &f.Surname[0])
			nearCand += len(near)
			if slices.ContainsFunc(near, func(i int32) bool { return x.words[i] == q[1] }) {
				nearHit++
			}
		}
		cand += len(found)
		ok := false
		for i := range found {
			ok = ok || x.words[i] == q[1]
		}
		if ok {
			hit++
		} else if worst > 0 {
			worst--
			fmt.Printf("    missed %s -> %s\n", q[0], q[1])
		}
	}
	n := float64(len(queries))
	return fmt.Sprintf("%d queries over %d words: keys: recall %.3f, %.1f candidates a query; index: recall %.3f, %.1f candidates",
		len(queries), len(x.words), float64(hit)/n, float64(cand)/n, float64(nearHit)/n, float64(nearCand)/n)
}

// keyRecall looks Latin words up among at most so many Russian ones.
func keyRecall(file string, most, worst int) (string, error) {
	pairs, err := readPairs(file)
	if err != nil {
		return "", err
	}
	var words []string
	var queries [][2]string
	for _, p := range pairs {
		if heldOut(p[0]+"\t"+p[1]) && len(queries) < 3000 {
			queries = append(queries, p)
			words = append(words, p[1])
		}
	}
	for _, p := range pairs {
		if len(words) < most {
			words = append(words, p[1])
		}
	}
	return newIndex(words).recall(queries, worst), nil
}

// variantRecall looks the spellings of surnames in the sample up among the
// Russian surnames of a list and of the sample.
func variantRecall(variants, surnames string, worst int) (string, error) {
	rows, err := readCSV(variants)
	if err != nil {
		return "", err
	}
	list, err := readPairs(surnames)
	if err != nil {
		return "", err
	}
	cyr := map[string]string{} // person -> surname in Cyrillic
	for _, r := range rows {
		v := strings.TrimSpace(r["variant"])
		if r["script_iso15924"] == "Cyrl" && r["note"] == "" && len(strings.Fields(v)) == 1 {
			cyr[r["person_id"]] = strings.ToLower(v)
		}
	}
	var words []string
	var queries [][2]string
	for _, r := range rows {
		if w, ok := cyr[r["person_id"]]; ok {
			words = append(words, w)
			if v := strings.TrimSpace(r["variant"]); len(strings.Fields(v)) == 1 && strings.ToLower(v) != w && !strings.ContainsAny(r["note"], "=") {
				queries = append(queries, [2]string{v, w})
			}
		}
	}
	for _, p := range list {
		if p[1] != "жр" && len(words) < 12000 {
			words = append(words, strings.ToLower(p[0]))
		}
	}
	return newIndex(words).recall(queries, worst), nil
}
