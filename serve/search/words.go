package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"byname/evidence/record"
	"byname/store/index"
)

// Hits are the claims and records a query of words meets.
type Hits struct {
	Query   string `json:"query"`
	Results []Hit  `json:"results"` // best first; never nil
	Total   int    `json:"total"`   // texts with any of the words
}

// Hit is one claim or record.
type Hit struct {
	Kind    string  `json:"kind"` // "claim" or "record"
	ID      string  `json:"id"`
	About   string  `json:"about"`            // a claim's subject; a record's own id
	Person  string  `json:"person,omitempty"` // the person it speaks of, if any
	Snippet Snippet `json:"snippet"`
	Score   float64 `json:"score"` // 0 to 1: how much of the query it holds, by rarity of the words
}

// wordWant is a word of a query with its terms.
type wordWant struct {
	word  string
	stem  string
	bits  float64
	found []candidate
}

// wordWindow is how many texts are read to be graded by their wording.
const wordWindow = 32

// Words returns the claims and records that hold the words of q, best first:
// all words before some, rare before common, together before apart, claims
// before records. A word finds its inflected forms. It returns an error only
// for a damaged index or a cancelled ctx.
func (s *Searcher) Words(ctx context.Context, q Query) (Hits, error) {
	out := Hits{Query: strings.ToValidUTF8(clip(q.Text, maxQueryBytes), "\uFFFD"), Results: []Hit{}}
	var claims, records []Hit
	for _, kind := range []byte{'c', 'r'} {
		found, total, err := s.wordsOf(ctx, kind, q.Text)
		if err != nil {
			return Hits{}, fmt.Errorf("search: %w", err)
		}
		out.Total += total
		if kind == 'c' {
			claims = found
		} else {
			records = found
		}
	}
	all := slices.Concat(claims, records)
	slices.SortStableFunc(all, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	all = all[min(max(q.Offset, 0), len(all)):]
	for _, h := range all[:min(q.limit(), len(all))] {
		var err error
		if h.Person, err = s.personOf(ctx, h.About); err != nil {
			return Hits{}, fmt.Errorf("search: %w", err)
		}
		out.Results = append(out.Results, h)
	}
	return out, nil
}

// wordsOf looks for the words of text in claims or records.
func (s *Searcher) wordsOf(ctx context.Context, kind byte, text string) ([]Hit, int, error) {
	limit := s.facts.claims
	if kind == 'r' {
		limit = s.facts.records
	}
	wants, err := s.wordWants(ctx, kind, text, limit)
	if err != nil || len(wants) == 0 {
		return nil, 0, err
	}
	t := s.tallys.Get().(*tally)
	defer func() {
		t.clear()
		s.tallys.Put(t)
	}()
	t.ready(limit)
	worths, err := s.countWords(ctx, t, wants, limit)
	if err != nil {
		return nil, 0, err
	}
	top, err := t.best(&worths, wordWindow, func() ([]byte, error) { return nil, nil })
	if err != nil {
		return nil, 0, err
	}
	hits, err := s.read(ctx, kind, top, wants)
	return hits, len(t.touched), err
}

// wordWants reads a query as words and finds their terms.
func (s *Searcher) wordWants(ctx context.Context, kind byte, text string, limit uint32) ([]wordWant, error) {
	var wants []wordWant
	eachStem(clip(text, maxQueryBytes), func(stem, word string) {
		if len(wants) < slots && !slices.ContainsFunc(wants, func(w wordWant) bool { return w.stem == stem }) {
			wants = append(wants, wordWant{word: word, stem: stem})
		}
	})
	for i := range wants {
		w := &wants[i]
		key := string(kind) + w.stem
		err := s.words.from(ctx, key, 1, func(t term) bool {
			if t.key == key {
				t.list = slices.Clone(t.list)
				w.found = append(w.found, candidate{term: t, sim: 1})
			}
			return t.key < key
		})
		if err != nil {
			return nil, err
		}
		n := uint32(0)
		for _, c := range w.found {
			n += c.n
		}
		w.bits = rarity(n, limit)
	}
	return wants, nil
}

func (s *Searcher) countWords(ctx context.Context, t *tally, wants []wordWant, limit uint32) (worth, error) {
	var worths worth
	total := 0.0
	for _, w := range wants {
		total += w.bits
	}
	slices.SortStableFunc(wants, func(a, b wordWant) int { return cmp.Compare(b.bits, a.bits) })
	for i, w := range wants {
		if total > 0 {
			worths.set(i, w.bits/total)
		}
		known := len(t.touched) > 0 && w.bits < commonBits
		for _, c := range w.found {
			if c.list != nil {
				if err := t.mark(i, topLevel, c.list, limit, known); err != nil {
					return worths, err
				}
				continue
			}
			err := s.words.bearers(ctx, []termID{c.id}, func(_ termID, list []byte) error {
				return t.mark(i, topLevel, list, limit, known)
			})
			if err != nil {
				return worths, err
			}
		}
	}
	return worths, nil
}

// read fetches the texts of the best and grades them by wording.
func (s *Searcher) read(ctx context.Context, kind byte, top []scored, wants []wordWant) ([]Hit, error) {
	ordinals := make([]int64, len(top))
	for i, x := range top {
		ordinals[i] = int64(x.ord)
	}
	hits := make([]Hit, 0, len(top))
	add := func(i int, h Hit, texts []string) {
		h.Snippet = snippet(texts, wants)
		h.Score = float64(top[i].worth) / maxWorth * (0.9 + 0.1*h.Snippet.held)
		hits = append(hits, h)
	}
	if kind == 'c' {
		claims, err := s.ix.ClaimsAt(ctx, ordinals...)
		if err != nil {
			return nil, err
		}
		for i, c := range claims {
			add(i, Hit{Kind: "claim", ID: c.ID, About: string(c.Subject)}, []string{c.Value, c.Paraphrase, c.Told, c.Place})
		}
		return hits, nil
	}
	records, err := s.ix.RecordsAt(ctx, ordinals...)
	if err != nil {
		return nil, err
	}
	for i, r := range records {
		var texts []string
		for _, f := range r.Fields {
			if f.Type != record.Date && f.EDTF == "" && !nameField(f.Name) {
				texts = append(texts, f.Value)
			}
		}
		add(i, Hit{Kind: "record", ID: r.ID, About: r.ID}, texts)
	}
	return hits, nil
}

// personOf returns the person a record id stands for, "" when it is none.
func (s *Searcher) personOf(ctx context.Context, ref string) (string, error) {
	id, err := s.ix.PersonOf(ctx, ref)
	if errors.Is(err, index.ErrNotFound) {
		return "", nil
	}
	return id, err
}

// sureWords is the score from which a text answers a query that is no name.
const sureWords = 0.85

// withWords adds to found the persons of whom the query's words are said.
func (s *Searcher) withWords(ctx context.Context, text string, found []hit, out *Results) ([]hit, error) {
	hits, err := s.Words(ctx, Query{Text: text})
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, h := range found {
		known[h.id] = true
	}
	before := len(found)
	var ids []string
	for _, w := range hits.Results {
		if w.Score < sureWords {
			continue
		}
		out.Texts++
		if w.Person == "" || known[w.Person] {
			continue
		}
		known[w.Person] = true
		ids = append(ids, w.Person)
		found = append(found, hit{
			id: w.Person, score: w.Score * sureName, form: w.Snippet.Text, how: howWords,
			why: fmt.Sprintf("in %s %s: %q", w.Kind, w.ID, w.Snippet.Text),
		})
	}
	heads, err := s.ix.PersonHeads(ctx, ids...)
	if err != nil {
		return nil, err
	}
	for i, h := range heads {
		found[before+i].name, found[before+i].records = h.Name, h.Records
	}
	if len(ids) > 0 {
		out.Total += len(ids)
		sortHits(found)
		if found[0].how == howWords {
			out.By = "words"
		}
	}
	return found, nil
}
