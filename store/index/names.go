package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Shelf is one of the tables in which search keeps its pages: a number, for
// sorted shelves the first key on the page, and bytes that search alone reads
// (their layout is in doc/theory/search.md).
type Shelf uint8

// The shelves. NameTerms and WordTerms are sorted by first key.
const (
	NameTerms   Shelf = iota // words of names, initials and years, with short posting lists
	NameLists                // posting lists of common ones, by number of the term
	NameKeys                 // keys of name words, by the upper bits of the key
	NamePersons              // the names of persons, many persons to a page
	NameWeights              // how often persons are attested, a byte a person
	WordTerms                // words of claims and records
	WordLists                // posting lists of common ones
	shelves
)

var shelfNames = [shelves]string{"name_term", "name_list", "name_key", "name_person", "name_weight", "word_term", "word_list"}

// sorted reports whether pages of the shelf have first keys.
func (s Shelf) sorted() bool { return s == NameTerms || s == WordTerms }

// String is the name of the shelf's table.
func (s Shelf) String() string { return shelfNames[min(s, shelves-1)] }

// PutPage writes one page. Numbers are given once; first is nil except on the
// sorted shelves, where it ascends with the number. Nothing given is kept.
func (w *Writer) PutPage(s Shelf, number int64, first, data []byte) error {
	if w.shelf == nil {
		if err := w.makeShelves(); err != nil {
			return fmt.Errorf("index: search tables: %w", err)
		}
	}
	var key any
	if s.sorted() {
		key = first
	}
	if err := w.shelf[s].add(number, key, data); err != nil {
		return fmt.Errorf("index: %s %d: %w", s, number, err)
	}
	return nil
}

func (w *Writer) makeShelves() error {
	for s := range shelves {
		if err := w.exec("CREATE TABLE " + s.String() + " (page INTEGER PRIMARY KEY, first BLOB, data BLOB NOT NULL)"); err != nil {
			return err
		}
		w.shelf = append(w.shelf, w.inserter(s.String(), "page", "first", "data"))
	}
	w.atClose(func() error {
		for s := range shelves {
			if !s.sorted() {
				continue
			}
			if err := w.exec("CREATE UNIQUE INDEX " + s.String() + "_first ON " + s.String() + "(first)"); err != nil {
				return err
			}
		}
		return nil
	})
	return nil
}

// pagesAtOnce is how many pages one statement asks for.
const pagesAtOnce = 32

// Pages calls visit with every page of the shelf that has one of the numbers,
// in no promised order; numbers that are not there are passed over. The bytes
// are valid only during the call. An error of visit ends the reading and is returned.
func (ix *Index) Pages(ctx context.Context, s Shelf, numbers []int64, visit func(number int64, data []byte) error) error {
	for len(numbers) > 0 {
		n := min(len(numbers), pagesAtOnce)
		if err := ix.somePages(ctx, s, numbers[:n], visit); err != nil {
			return err
		}
		numbers = numbers[n:]
	}
	return nil
}

func (ix *Index) somePages(ctx context.Context, s Shelf, numbers []int64, visit func(int64, []byte) error) error {
	// Few distinct statements, so that each stays prepared: 1, 4 or 32 numbers, the last repeated.
	want := pagesAtOnce
	switch {
	case len(numbers) == 1:
		want = 1
	case len(numbers) <= 4:
		want = 4
	}
	args := make([]any, want)
	for i := range args {
		args[i] = numbers[min(i, len(numbers)-1)]
	}
	rows, err := ix.query(ctx, "SELECT page, data FROM "+s.String()+" WHERE page IN (?"+strings.Repeat(",?", want-1)+")", args...)
	if err != nil {
		return fmt.Errorf("index: %s: %w", s, err)
	}
	defer rows.Close()
	var data sql.RawBytes
	for rows.Next() {
		var number int64
		if err := rows.Scan(&number, &data); err != nil {
			return fmt.Errorf("index: %s: %w", s, err)
		}
		if err := visit(number, data); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("index: %s: %w", s, err)
	}
	return nil
}

// PageAt returns the number of the last page of a sorted shelf whose first key
// is not above key; ok is false when there is none.
func (ix *Index) PageAt(ctx context.Context, s Shelf, key []byte) (number int64, ok bool, err error) {
	rows, err := ix.query(ctx, "SELECT page FROM "+s.String()+" WHERE first <= ? ORDER BY first DESC LIMIT 1", key)
	if err != nil {
		return 0, false, fmt.Errorf("index: %s: %w", s, err)
	}
	defer rows.Close()
	if rows.Next() {
		if err := rows.Scan(&number); err != nil {
			return 0, false, fmt.Errorf("index: %s: %w", s, err)
		}
		ok = true
	}
	return number, ok, errors.Join(rows.Err())
}
