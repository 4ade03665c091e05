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

// PageWriter puts pages on the shelves of a build.
type PageWriter struct {
	shelf [shelves]*inserter
}

// Pages makes the shelves. It is called once a build at most.
func (w *Writer) Pages() (*PageWriter, error) {
	p := new(PageWriter)
	for s := range shelves {
		if err := w.exec("CREATE TABLE " + s.String() + " (page INTEGER PRIMARY KEY, first BLOB, data BLOB NOT NULL)"); err != nil {
			return nil, fmt.Errorf("index: search tables: %w", err)
		}
		p.shelf[s] = w.inserter(s.String(), "page", "first", "data")
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
	return p, nil
}

// Put writes one page. Numbers are given once; first is nil except on the
// sorted shelves, where it ascends with the number. Nothing given is kept.
func (p *PageWriter) Put(s Shelf, number int64, first, data []byte) error {
	var key any
	if s.sorted() {
		key = first
	}
	if err := p.shelf[s].add(number, key, data); err != nil {
		return fmt.Errorf("index: %s %d: %w", s, number, err)
	}
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
	args := numbersFor(numbers)
	var data sql.RawBytes
	query := "SELECT page, data FROM " + s.String() + " WHERE page IN (?" + strings.Repeat(",?", len(args)-1) + ")"
	err := ix.each(ctx, query, args, func(row scanner) error {
		var number int64
		if err := row.Scan(&number, &data); err != nil {
			return err
		}
		return visit(number, data)
	})
	if err != nil {
		return fmt.Errorf("index: %s: %w", s, err)
	}
	return nil
}

// PageAt returns the number of the last page of a sorted shelf whose first key
// is not above key; ok is false when there is none.
func (ix *Index) PageAt(ctx context.Context, s Shelf, key []byte) (number int64, ok bool, err error) {
	query := "SELECT page FROM " + s.String() + " WHERE first <= ? ORDER BY first DESC LIMIT 1"
	err = ix.one(ctx, query, key, func(row scanner) error { return row.Scan(&number) })
	if errors.Is(err, ErrNotFound) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("index: %s: %w", s, err)
	}
	return number, true, nil
}

// HeadsAt calls visit with the head of every person that has one of the
// ordinals, in no promised order; First is left empty.
func (ix *Index) HeadsAt(ctx context.Context, ordinals []int64, visit func(ordinal int64, h Head)) error {
	for len(ordinals) > 0 {
		n := min(len(ordinals), pagesAtOnce)
		args := numbersFor(ordinals[:n])
		query := "SELECT person, id, name, records FROM person WHERE person IN (?" + strings.Repeat(",?", len(args)-1) + ")"
		err := ix.each(ctx, query, args, func(row scanner) error {
			var ordinal int64
			var h Head
			if err := row.Scan(&ordinal, &h.ID, &h.Name, &h.Records); err != nil {
				return err
			}
			visit(ordinal, h)
			return nil
		})
		if err != nil {
			return fmt.Errorf("index: persons: %w", err)
		}
		ordinals = ordinals[n:]
	}
	return nil
}

// numbersFor returns the numbers as arguments, the last repeated so that there
// are only three lengths, and each statement stays prepared: 1, 4 or 32.
func numbersFor(numbers []int64) []any {
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
	return args
}
