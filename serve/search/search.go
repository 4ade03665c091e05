package search

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"byname/ground/name"
	"byname/store/index"
)

// ErrNoTables is returned, wrapped, by Open for an index without search tables.
var ErrNoTables = errors.New("the index has no search tables of this version: build it again")

// tablesFormat is written into the facts; it changes when the layout does.
const tablesFormat = 1

// factsPage is where the facts lie on the shelf of weights.
const factsPage = -1

// facts is what must be known to read the tables.
type facts struct {
	persons, records, claims uint32
	keyBits                  uint8
}

func (f facts) append(dst []byte) []byte {
	for _, v := range [...]uint32{tablesFormat, f.persons, f.records, f.claims, uint32(f.keyBits)} {
		dst = binary.AppendUvarint(dst, uint64(v))
	}
	return dst
}

// Searcher answers queries on one index. It is safe for concurrent use and
// holds one byte a person, once it was needed, and a few thousand read words.
type Searcher struct {
	ix     *index.Index
	facts  facts
	names  termReader
	words  termReader
	tallys sync.Pool

	mu       sync.Mutex
	weights  []byte
	readings map[string]reading
	givens   map[string]*name.Form
}

// maxReadings bounds the words kept read.
const maxReadings = 1 << 14

// Open reads what it needs to begin, a page, and returns ErrNoTables when there is none.
func Open(ix *index.Index) (*Searcher, error) {
	s := &Searcher{
		ix: ix, readings: map[string]reading{}, givens: map[string]*name.Form{},
		names: termReader{ix, index.NameTerms, index.NameLists},
		words: termReader{ix, index.WordTerms, index.WordLists},
	}
	s.tallys.New = func() any { return new(tally) }
	found := false
	err := ix.Pages(context.Background(), index.NameWeights, []int64{factsPage}, func(_ int64, data []byte) error {
		c := cut{data: data}
		format := c.uint()
		s.facts = facts{persons: uint32(c.uint()), records: uint32(c.uint()), claims: uint32(c.uint()), keyBits: uint8(c.uint())}
		found = format == tablesFormat && !c.bad
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoTables, err)
	}
	if !found {
		return nil, ErrNoTables
	}
	return s, nil
}

// reading returns the read word of a word term.
func (s *Searcher) reading(key string) reading {
	s.mu.Lock()
	r, ok := s.readings[key]
	s.mu.Unlock()
	if ok {
		return r
	}
	r = readWord(writtenOf(key))
	s.mu.Lock()
	if len(s.readings) >= maxReadings {
		clear(s.readings)
	}
	s.readings[key] = r
	s.mu.Unlock()
	return r
}

// given returns the word of a word term read as a given name.
func (s *Searcher) given(key string) *name.Form {
	s.mu.Lock()
	f, ok := s.givens[key]
	s.mu.Unlock()
	if ok {
		return f
	}
	f = name.ParseParts("", writtenOf(key), "")
	s.mu.Lock()
	if len(s.givens) >= maxReadings {
		clear(s.givens)
	}
	s.givens[key] = f
	s.mu.Unlock()
	return f
}

// Query asks for persons.
type Query struct {
	Text   string // names in any script and order, initials, years; or words
	Limit  int    // at most; 0 means 20
	Offset int    // results to leave out; only the best 300 can be reached
}

// Results answers a Query.
type Results struct {
	Query   string   `json:"query"`
	Results []Result `json:"results"`         // best first; never nil
	Total   int      `json:"total"`           // persons the query met in any degree
	By      string   `json:"by"`              // "name", "words", or "" for nothing
	Texts   int      `json:"texts,omitempty"` // claims and records that hold the query as words, at least: see Words; counted when no name meets it well
	Near    []string `json:"near,omitempty"`  // words of names that are there, when nothing was found
}

// Result is one person found.
type Result struct {
	Person  string  `json:"person"`
	Name    string  `json:"name"`    // as the index shows the person
	Score   float64 `json:"score"`   // 0 to 1: how well the best attested form, and the year, meet the query
	Why     string  `json:"why"`     // the form that matched and how, in English
	Form    string  `json:"form"`    // the attested form that matched, or the snippet
	Match   string  `json:"match"`   // code of how: written, folded, reading, given, initial, near, prefix, words
	Year    string  `json:"year"`    // the year of the query that is attested; "" for none
	Records int     `json:"records"` // of the person
}

// window is how many persons are judged name by name.
const window = 300

func (q Query) limit() int {
	if q.Limit <= 0 {
		return 20
	}
	return min(q.Limit, window)
}

// Search returns the persons whose names meet the query, best first. Equal
// scores are ordered by number of records, then id. A query that meets no name
// well is looked up in claims and records as words. No query is an error; a
// damaged index or a cancelled ctx is.
func (s *Searcher) Search(ctx context.Context, q Query) (Results, error) {
	out := Results{Query: strings.ToValidUTF8(clip(q.Text, maxQueryBytes), "\uFFFD"), Results: []Result{}}
	wants := plan(q.Text)
	if len(wants) == 0 || s.facts.persons == 0 && s.facts.claims == 0 {
		return out, nil
	}
	err := s.search(ctx, q, wants, &out)
	if err != nil {
		return Results{}, fmt.Errorf("search: %w", err)
	}
	return out, nil
}

func (s *Searcher) search(ctx context.Context, q Query, wants []want, out *Results) error {
	if err := s.find(ctx, wants); err != nil {
		return err
	}
	t := s.tallys.Get().(*tally)
	defer func() {
		t.clear()
		s.tallys.Put(t)
	}()
	t.ready(s.facts.persons)
	worths, err := s.count(ctx, t, wants)
	if err != nil {
		return err
	}
	top, err := t.best(&worths, window, func() ([]byte, error) { return s.attested(ctx) })
	if err != nil {
		return err
	}
	found, err := s.judge(ctx, t, wants, top)
	if err != nil {
		return err
	}
	out.Total = len(t.touched)
	out.By = "name"
	if len(found) == 0 || found[0].score < sureName {
		found = found[:min(len(found), poorWindow)]
		if err := s.heads(ctx, found); err != nil {
			return err
		}
		found, err = s.withWords(ctx, q.Text, found, out)
		if err != nil {
			return err
		}
	}
	if len(found) == 0 {
		out.By, out.Total = "", 0
		if out.Texts == 0 {
			out.Near, err = s.near(ctx, wants)
		}
		return err
	}
	return s.show(ctx, q, found, out)
}

// poorWindow is how many persons are kept whose names meet the query poorly.
const poorWindow = 64

// sureName is the score from which a query is surely a name and its words are
// not looked up in texts.
const sureName = 0.75

// hit is a person under judgement.
type hit struct {
	ord     uint32
	score   float64
	records int
	id      string
	name    string
	form    string
	how     how
	why     string // beyond form and how; the whole for a hit of words
	year    string
}

// judge reads the names of the top persons and grades them.
func (s *Searcher) judge(ctx context.Context, t *tally, wants []want, top []scored) ([]hit, error) {
	slices.SortFunc(top, func(a, b scored) int { return cmp.Compare(a.ord, b.ord) })
	j := newJudge(wants, s.given)
	pages := make([]int64, 0, len(top))
	for _, x := range top {
		if p := int64(x.ord / personsPerPage); len(pages) == 0 || pages[len(pages)-1] != p {
			pages = append(pages, p)
		}
	}
	hits := make([]hit, 0, len(top))
	var buf []byte
	err := s.ix.Pages(ctx, index.NamePersons, pages, func(page int64, data []byte) error {
		c := cut{data: data}
		ord := uint32(page) * personsPerPage
		for ; len(c.data) > 0; ord++ {
			records, n := c.uint(), c.uint()
			_, wanted := slices.BinarySearchFunc(top, ord, func(x scored, ord uint32) int { return cmp.Compare(x.ord, ord) })
			h := hit{ord: ord, records: int(records)}
			best := verdict{how: howNone}
			for ; n > 0 && !c.bad; n-- {
				packed := c.sized()
				if !wanted {
					continue
				}
				buf = appendUnpacked(buf[:0], packed)
				if v := j.name(buf); v.score > best.score || v.score == best.score && v.how < best.how {
					best, h.form = v, string(buf)
				}
			}
			if !wanted || best.score == 0 {
				continue
			}
			h.score, h.how = best.score, best.how
			hits = append(hits, h)
		}
		if c.bad {
			return errDamaged
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return settle(t, wants, hits), nil
}

// settle adds years and attestation to the scores and puts the hits in order.
func settle(t *tally, wants []want, hits []hit) []hit {
	for i := range hits {
		h := &hits[i]
		h.score -= oncePenalty / (1 + math.Log2(float64(max(h.records, 1))))
		for k := range wants {
			if wants[k].kind != wantYear {
				continue
			}
			switch l := t.met[h.ord] >> (4 * k) & topLevel; {
			case l == topLevel:
				h.year = wants[k].written
				h.why = "; " + wants[k].written + " is attested"
			case l > 0:
				h.score *= (1 + worthOddYear) / 2
				h.why = "; a year beside " + wants[k].written + " is attested"
			default:
				h.score *= worthOddYear
			}
		}
	}
	hits = slices.DeleteFunc(hits, func(h hit) bool { return h.score < leastScore })
	sortHits(hits)
	return hits
}

// sortHits rounds the scores and orders hits by score, number of records and,
// as far as they are known, ids.
func sortHits(hits []hit) {
	for i := range hits {
		hits[i].score = math.Round(1e4*max(0, min(1, hits[i].score))) / 1e4
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.records, a.records), strings.Compare(a.id, b.id), cmp.Compare(a.ord, b.ord))
	})
}

// show puts the hits from q.Offset on into out. Ids and names are read only for
// these and their equals, whose order depends on the ids.
func (s *Searcher) show(ctx context.Context, q Query, hits []hit, out *Results) error {
	equal := func(i, j int) bool { return hits[i].score == hits[j].score && hits[i].records == hits[j].records }
	from := min(max(q.Offset, 0), len(hits))
	to := from + min(q.limit(), len(hits)-from)
	first, last := from, to
	for first > 0 && first < len(hits) && equal(first-1, first) {
		first--
	}
	for last > first && last < len(hits) && equal(last-1, last) {
		last++
	}
	if err := s.heads(ctx, hits[first:last]); err != nil {
		return err
	}
	sortHits(hits[first:last])
	for _, h := range hits[from:to] {
		out.Results = append(out.Results, h.result())
	}
	return nil
}

func (h *hit) result() Result {
	r := Result{
		Person: h.id, Name: h.name, Score: h.score, Why: h.why,
		Form: h.form, Match: h.how.code(), Year: h.year, Records: h.records,
	}
	if h.how != howWords {
		r.Why = fmt.Sprintf("%q: %s%s", h.form, h.how, h.why)
	}
	return r
}

// heads fills in ids, names and record counts where they are not known.
func (s *Searcher) heads(ctx context.Context, hits []hit) error {
	at := make(map[int64]*hit, len(hits))
	var ordinals []int64
	for i := range hits {
		if hits[i].id == "" {
			ordinals = append(ordinals, int64(hits[i].ord))
			at[int64(hits[i].ord)] = &hits[i]
		}
	}
	return s.ix.HeadsAt(ctx, ordinals, func(ord int64, head index.Head) {
		h := at[ord]
		h.id, h.name, h.records = head.ID, head.Name, head.Records
	})
}

// attested returns how often each person is attested, 255 at most, a byte a
// person. It is read when the first query needs it to cut a long list of equals.
func (s *Searcher) attested(ctx context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.weights != nil {
		return s.weights, nil
	}
	pages := make([]int64, 0, s.facts.persons/weightsPerPage+1)
	for p := range (int64(s.facts.persons) + weightsPerPage - 1) / weightsPerPage {
		pages = append(pages, p)
	}
	all := make([]byte, s.facts.persons)
	err := s.ix.Pages(ctx, index.NameWeights, pages, func(p int64, data []byte) error {
		if at := p * weightsPerPage; at < int64(len(all)) {
			copy(all[at:], data)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.weights = all
	return all, nil
}
