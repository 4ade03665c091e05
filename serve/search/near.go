package search

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"byname/ground/name"
)

// maxNear is how many words are suggested for a query that found nothing, and
// suggestAlike the similarity of readings from which one is worth suggesting.
const (
	maxNear      = 5
	suggestAlike = 0.55
)

// near returns words of names that are attested and resemble those of a query
// nothing met: by sound, then by the beginning they share. The likest come first.
func (s *Searcher) near(ctx context.Context, wants []want) ([]string, error) {
	type near struct {
		word string
		sim  float64
		n    uint32
	}
	var all []near
	keep := func(t term, sim float64) {
		word := display(writtenOf(t.key))
		if !slices.ContainsFunc(all, func(n near) bool { return n.word == word }) {
			all = append(all, near{word, sim, t.n})
		}
	}
	for i := range wants {
		w := &wants[i]
		if w.kind != wantWord {
			continue
		}
		err := s.alike(ctx, w, maxByKey, func(t term, sim float64, _ how) {
			if o := s.reading(t.key).token; sim == 0 && o != nil {
				sim = name.TokenSimilarity(w.reading.token, o)
			}
			if sim >= suggestAlike {
				keep(t, sim)
			}
		})
		if err != nil {
			return nil, err
		}
		if len(all) == 0 {
			if err := s.begunLike(ctx, w.folded, func(t term) { keep(t, 0) }); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(b.sim, a.sim), cmp.Compare(b.n, a.n), strings.Compare(a.word, b.word))
	})
	var out []string
	for _, n := range all[:min(len(all), maxNear)] {
		out = append(out, n.word)
	}
	return out, nil
}

// begunLike visits the words that share the longest beginning with folded, of
// at least three letters.
func (s *Searcher) begunLike(ctx context.Context, folded string, visit func(term)) error {
	for utf8.RuneCountInString(folded) > 3 {
		_, n := utf8.DecodeLastRuneInString(folded)
		folded = folded[:len(folded)-n]
		key := string(wordMark) + folded
		any := false
		err := s.names.from(ctx, key, 2, func(t term) bool {
			if !strings.HasPrefix(t.key, key) {
				return false
			}
			any = true
			visit(t)
			return true
		})
		if err != nil || any {
			return err
		}
	}
	return nil
}

// alike visits the words that share a key with w, with their likeness in
// sound: most of them those that share most keys.
func (s *Searcher) alike(ctx context.Context, w *want, most int, visit func(t term, sim float64, how how)) error {
	if w.reading.token == nil {
		return nil
	}
	shared := map[termID]int{}
	if err := termsOf(ctx, s.ix, s.facts.keyBits, w.reading.token.Keys(nil), func(id termID) { shared[id]++ }); err != nil {
		return err
	}
	ids := make([]termID, 0, len(shared))
	for id := range shared {
		ids = append(ids, id)
	}
	if len(ids) > most {
		slices.SortFunc(ids, func(a, b termID) int { return cmp.Or(shared[b]-shared[a], cmp.Compare(a, b)) })
		ids = ids[:most]
	}
	return s.names.byID(ctx, ids, func(t term) {
		sim, how := w.reading.alike(s.reading(t.key))
		visit(t, sim, how)
	})
}

// display writes a word as names are written: with a capital.
func display(word string) string {
	r, n := utf8.DecodeRuneInString(word)
	return strings.ToUpper(string(r)) + word[n:]
}
