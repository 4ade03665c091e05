package search

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"

	"byname/store/index"
)

// A term is what can be looked for: a word of a name, an initial, a year, a
// word of a text. Terms are sorted and stored termsPerPage to a page, each with
// what it does not share with the one before it, the number of its bearers and,
// when that is short, their list; longer lists lie on a shelf of their own.
const (
	termsPerPage = 32
	inlineBytes  = 48
)

// termID is the page of a term times termsPerPage plus its place there.
type termID = uint32

// term is one entry of a term page.
type term struct {
	id   termID
	key  string
	n    uint32 // bearers
	list []byte // nil when it lies on the list shelf
}

// termSet collects terms with their posting lists, in memory until it is written.
type termSet struct {
	ids   map[string]int32
	keys  []string
	lists []posting
}

func newTermSet() *termSet { return &termSet{ids: map[string]int32{}} }

// number returns the number of the term, new or known, for note.
func (t *termSet) number(key []byte) int32 {
	i, ok := t.ids[string(key)]
	if !ok {
		i = int32(len(t.keys))
		s := string(key)
		t.ids[s] = i
		t.keys = append(t.keys, s)
		t.lists = append(t.lists, posting{})
	}
	return i
}

// note adds ord to the bearers of a term. Ordinals of one term never descend.
func (t *termSet) note(number int32, ord uint32) { t.lists[number].add(ord) }

// write puts all terms on the shelves in sorted order and calls each with
// every term as it is numbered. The set is empty afterwards.
func (t *termSet) write(w *index.PageWriter, terms, lists index.Shelf, each func(id termID, key string) error) error {
	order := make([]uint32, len(t.keys))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(t.keys[a], t.keys[b]) })
	var page []byte
	first, last := "", ""
	flush := func(n int) error {
		if len(page) == 0 {
			return nil
		}
		err := w.Put(terms, int64((n-1)/termsPerPage), []byte(first), page)
		page, last = page[:0], ""
		return err
	}
	for n, i := range order {
		if n%termsPerPage == 0 {
			if err := flush(n); err != nil {
				return err
			}
			first = t.keys[i]
		}
		key, p := t.keys[i], &t.lists[i]
		shared := sharedPrefix(last, key)
		page = binary.AppendUvarint(page, uint64(shared))
		page = appendSized(page, []byte(key[shared:]))
		page = binary.AppendUvarint(page, uint64(p.n))
		if len(p.buf) <= inlineBytes {
			page = appendSized(page, p.buf)
		} else {
			page = append(page, 0)
			if err := w.Put(lists, int64(n), nil, p.buf); err != nil {
				return err
			}
		}
		last = key
		if each != nil {
			if err := each(termID(n), key); err != nil {
				return err
			}
		}
	}
	err := flush(len(order))
	*t = *newTermSet()
	return err
}

func sharedPrefix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// readTerms reads a term page and calls visit with every term, or with those
// whose numbers are in only, which is sorted, when it is not nil; visit returns
// false to stop. The list of a term is valid only during the call.
func readTerms(page int64, data []byte, only []termID, visit func(term) bool) error {
	c := cut{data: data}
	var buf [2*maxWordBytes + 8]byte
	key := buf[:0]
	for i := termID(0); len(c.data) > 0; i++ {
		shared := c.uint()
		if shared > uint64(len(key)) {
			return errDamaged
		}
		key = append(key[:shared], c.sized()...)
		id, n, list := termID(page)*termsPerPage+i, uint32(c.uint()), c.sized()
		if c.bad {
			return errDamaged
		}
		if only != nil {
			if _, wanted := slices.BinarySearch(only, id); !wanted {
				continue
			}
		}
		t := term{id: id, key: string(key), n: n}
		if len(list) > 0 {
			t.list = list
		}
		if !visit(t) {
			return nil
		}
	}
	return nil
}

// termReader looks terms up on a pair of shelves.
type termReader struct {
	ix           *index.Index
	terms, lists index.Shelf
}

// from visits the terms from key on, in order, until visit returns false or
// pages pages have been read.
func (r termReader) from(ctx context.Context, key string, pages int, visit func(term) bool) error {
	id, ok, err := r.ix.PageAt(ctx, r.terms, []byte(key))
	if err != nil {
		return err
	}
	if !ok {
		id = 0
	}
	for ; pages > 0; pages-- {
		found, more := false, true
		err := r.ix.Pages(ctx, r.terms, []int64{id}, func(id int64, data []byte) error {
			found = true
			return readTerms(id, data, nil, func(t term) bool {
				if t.key < key {
					return true
				}
				more = visit(t)
				return more
			})
		})
		if err != nil || !found || !more {
			return err
		}
		id++
	}
	return nil
}

// byID visits the terms with the given ids, in ascending order of id.
func (r termReader) byID(ctx context.Context, ids []termID, visit func(term)) error {
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	pages := make([]int64, 0, len(ids))
	for _, id := range ids {
		if p := int64(id / termsPerPage); len(pages) == 0 || pages[len(pages)-1] != p {
			pages = append(pages, p)
		}
	}
	return r.ix.Pages(ctx, r.terms, pages, func(page int64, data []byte) error {
		return readTerms(page, data, ids, func(t term) bool {
			visit(t)
			return true
		})
	})
}

// bearers calls visit for every term of ts with its posting list.
func (r termReader) bearers(ctx context.Context, ids []termID, visit func(id termID, list []byte) error) error {
	pages := make([]int64, len(ids))
	for i, id := range ids {
		pages[i] = int64(id)
	}
	slices.Sort(pages)
	return r.ix.Pages(ctx, r.lists, pages, func(id int64, data []byte) error { return visit(termID(id), data) })
}
