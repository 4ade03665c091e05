package search

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Bounds on the work of one want.
const (
	maxOrdinary  = 32      // the same for a word so common that its variants matter little
	ordinaryBits = 7       // rarity under which a word is so common
	maxByKey     = 128     // terms compared by sound, those sharing most keys first
	maxByPrefix  = 64      // terms that begin like an unfinished word, the commonest first
	prefixPages  = 24      // term pages looked through for them
	maxBearers   = 1 << 20 // persons counted for one want
	commonBits   = 5       // below it a want only adds to what others found
	leastAlike   = 0.75    // similarity below which a word is another word: one slip in four letters
)

// find fills in the terms that meet every want.
func (s *Searcher) find(ctx context.Context, wants []want) error {
	for i := range wants {
		w := &wants[i]
		var err error
		switch w.kind {
		case wantWord:
			err = s.findWord(ctx, w)
		case wantInitial:
			err = s.findInitial(ctx, w, w.folded, 1)
		case wantYear:
			err = s.findYear(ctx, w)
		}
		if err != nil {
			return err
		}
		w.weigh(s.facts.persons)
	}
	return nil
}

// weigh orders the terms of w, drops those beyond maxBearers, and says how much
// meeting w tells: by the bearers of what is all but the same word.
func (w *want) weigh(persons uint32) {
	slices.SortFunc(w.found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.sim, a.sim), cmp.Compare(a.id, b.id))
	})
	same, all := uint32(0), uint32(0)
	for i, c := range w.found {
		if all += c.n; all > maxBearers && i > 0 {
			w.found = w.found[:i]
			break
		}
		if c.sim >= 0.95 || i == 0 {
			same += c.n
		}
	}
	w.bits = rarity(same, persons)
	switch w.kind {
	case wantInitial:
		w.bits = min(w.bits, 3)
	case wantYear:
		w.bits = min(w.bits, 4)
	}
}

func (s *Searcher) findWord(ctx context.Context, w *want) error {
	seen := map[termID]bool{}
	keep := func(t term, sim float64, how how) {
		if !seen[t.id] {
			seen[t.id] = true
			t.list = slices.Clone(t.list)
			w.found = append(w.found, candidate{t, sim, how})
		}
	}
	same := string(wordMark) + w.folded + "\x00"
	lower := strings.ToLower(clip(w.written, maxWordBytes))
	err := s.names.from(ctx, same, 2, func(t term) bool {
		if !strings.HasPrefix(t.key, same) {
			return false
		}
		if writtenOf(t.key) == lower {
			keep(t, 1, howWritten)
		} else {
			keep(t, 1, howFolded)
		}
		return true
	})
	if err != nil {
		return err
	}
	most, bearers := maxByKey, uint32(0)
	for _, c := range w.found {
		bearers += c.n
	}
	if rarity(bearers, s.facts.persons) < ordinaryBits {
		most = maxOrdinary
	}
	err = s.alike(ctx, w, most, func(t term, sim float64, how how) {
		if sim >= leastAlike {
			keep(t, sim, how)
		}
	})
	if err != nil {
		return err
	}
	if w.prefix {
		return s.findPrefix(ctx, w, keep)
	}
	return nil
}

// findPrefix adds the commonest words that begin with w, in its script and,
// for Latin and Cyrillic, in the other.
func (s *Searcher) findPrefix(ctx context.Context, w *want, keep func(term, float64, how)) error {
	var begun []term
	for _, b := range append([]string{w.folded}, beginnings(w.folded)...) {
		key := string(wordMark) + b
		err := s.names.from(ctx, key, prefixPages, func(t term) bool {
			if !strings.HasPrefix(t.key, key) {
				return false
			}
			t.list = slices.Clone(t.list)
			begun = append(begun, t)
			return true
		})
		if err != nil {
			return err
		}
	}
	slices.SortFunc(begun, func(a, b term) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.id, b.id)) })
	for _, t := range begun[:min(len(begun), maxByPrefix)] {
		part := float64(len(w.folded)) / float64(max(len(foldedOf(t.key)), len(w.folded)))
		keep(t, 0.75+0.2*part, howPrefix)
	}
	return nil
}

// findInitial adds the initials that may stand for the letter a word begins with.
func (s *Searcher) findInitial(ctx context.Context, w *want, letter string, sim float64) error {
	letters := []rune(letter)
	letters = append(letters, []rune(likeLetters[letters[0]])...)
	for i, l := range letters {
		key := string(initialMark) + string(l)
		how, sim := howWritten, sim
		if i > 0 {
			how, sim = howInitial, sim*0.97
		}
		err := s.names.from(ctx, key, 1, func(t term) bool {
			if t.key == key {
				t.list = slices.Clone(t.list)
				w.found = append(w.found, candidate{t, sim, how})
			}
			return t.key < key
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// findYear adds the year itself and, weaker, the years beside it.
func (s *Searcher) findYear(ctx context.Context, w *want) error {
	for _, d := range []int16{0, -1, 1} {
		for _, born := range []bool{true, false} {
			if w.year.born && !born {
				continue
			}
			key := string(year{w.year.n + d, born}.term())
			sim := 1.0
			if d != 0 {
				sim = 0.8
			}
			err := s.names.from(ctx, key, 1, func(t term) bool {
				if t.key == key {
					t.list = slices.Clone(t.list)
					w.found = append(w.found, candidate{t, sim, howNear})
				}
				return t.key < key
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// count marks in t every person who meets a want, the rarest want first. Wants
// that say little only add to persons already found, when there are any.
func (s *Searcher) count(ctx context.Context, t *tally, wants []want) (worth, error) {
	var worths worth
	order := make([]int, len(wants))
	total := 0.0
	for i := range wants {
		order[i] = i
		total += wants[i].bits
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(wants[a].kind, wants[b].kind), cmp.Compare(wants[b].bits, wants[a].bits))
	})
	for _, i := range order {
		w := &wants[i]
		worths.set(i, w.bits/total)
		known := len(t.touched) > 0 && (w.kind != wantWord || w.bits < commonBits)
		var long []termID
		level := map[termID]uint32{}
		for _, c := range w.found {
			l := levelOf(c.sim)
			if c.list == nil {
				long = append(long, c.id)
				level[c.id] = l
				continue
			}
			if err := t.mark(i, l, c.list, s.facts.persons, known); err != nil {
				return worths, err
			}
		}
		err := s.names.bearers(ctx, long, func(id termID, list []byte) error {
			return t.mark(i, level[id], list, s.facts.persons, known)
		})
		if err != nil {
			return worths, err
		}
	}
	return worths, nil
}

// levelOf maps a similarity from leastAlike to 1 to the levels of a tally.
func levelOf(sim float64) uint32 {
	return uint32(1 + max(0, min(1, (sim-leastAlike)/(1-leastAlike)))*(topLevel-1))
}
