package index

import (
	"context"
	"iter"
	"strings"

	"byname/evidence/record"
)

// where builds the condition of a listing from the fields of a filter.
type where struct {
	text strings.Builder
	args []any
}

func (w *where) and(condition string, value any) {
	if w.args != nil {
		w.text.WriteString(" AND ")
	}
	w.text.WriteString(condition)
	w.args = append(w.args, value)
}

// narrow begins a condition with what a page and the filter's list and source ask for.
func (ix *Index) narrow(key string, f Filter, p Page) *where {
	w := new(where)
	w.and(key+" >= ?", p.From)
	if f.List != "" {
		n, ok := ix.listNo[f.List]
		if !ok {
			n = -1
		}
		w.and("list = ?", n)
	}
	if f.Source != "" {
		w.and("source = (SELECT source FROM source WHERE id = ?)", f.Source)
	}
	return w
}

// next cuts a listing that was asked for one row more than its page holds.
func next[T any](found []T, ordinals []int64, p Page) ([]T, int64) {
	if n := p.limit(); len(found) > n {
		return found[:n], ordinals[n]
	}
	return found, 0
}

const recordColumns = "record, id, list, source, withdrawn, body"

func (ix *Index) scanRecord(row scanner) (*record.Record, int64, error) {
	r := new(record.Record)
	var ordinal, list, src int64
	var body []byte
	if err := row.Scan(&ordinal, &r.ID, &list, &src, &r.Withdrawn, &body); err != nil {
		return nil, 0, err
	}
	r.List, r.Source = ix.lists[list].ID, ix.sources[src]
	d := decoder{rest: string(body), words: ix.words}
	d.record(r)
	return r, ordinal, d.fault
}

// Record returns the record of an id, or ErrNotFound.
func (ix *Index) Record(ctx context.Context, id string) (r *record.Record, err error) {
	err = ix.one(ctx, "SELECT "+recordColumns+" FROM record WHERE id = ?", id, func(row scanner) error {
		r, _, err = ix.scanRecord(row)
		return err
	})
	return r, err
}

// RecordsAt returns the records of ordinals, in the order asked for.
func (ix *Index) RecordsAt(ctx context.Context, ordinals ...int64) ([]*record.Record, error) {
	out := make([]*record.Record, len(ordinals))
	for i, n := range ordinals {
		err := ix.one(ctx, "SELECT "+recordColumns+" FROM record WHERE record = ?", n, func(row scanner) (err error) {
			out[i], _, err = ix.scanRecord(row)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// RecordsOf returns the records of a person, the founding record first, or ErrNotFound.
func (ix *Index) RecordsOf(ctx context.Context, person string) ([]*record.Record, error) {
	var packed []byte
	err := ix.one(ctx, "SELECT members FROM person WHERE id = ?", person, func(row scanner) error { return row.Scan(&packed) })
	if err != nil {
		return nil, err
	}
	ordinals, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	return ix.RecordsAt(ctx, ordinals...)
}

// Records lists records in the order they were added.
func (ix *Index) Records(ctx context.Context, f Filter, p Page) (found []*record.Record, from int64, err error) {
	w := ix.narrow("record", f, p)
	query := "SELECT " + recordColumns + " FROM record WHERE " + w.text.String() + " ORDER BY record LIMIT ?"
	var ordinals []int64
	err = ix.each(ctx, query, append(w.args, p.limit()+1), func(row scanner) error {
		r, n, err := ix.scanRecord(row)
		found, ordinals = append(found, r), append(ordinals, n)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	found, from = next(found, ordinals, p)
	return found, from, nil
}

// PersonOf returns the id of the person a record belongs to, or ErrNotFound.
// A withdrawn record belongs to none.
func (ix *Index) PersonOf(ctx context.Context, recordID string) (id string, err error) {
	const query = "SELECT p.id FROM record r JOIN member m ON m.record = r.record JOIN person p ON p.person = m.person WHERE r.id = ?"
	err = ix.one(ctx, query, recordID, func(row scanner) error { return row.Scan(&id) })
	return id, err
}

// PersonsAt returns the ids of the persons the records of these ordinals belong to, "" for none.
func (ix *Index) PersonsAt(ctx context.Context, ordinals ...int64) ([]string, error) {
	out := make([]string, len(ordinals))
	const query = "SELECT p.id FROM member m JOIN person p ON p.person = m.person WHERE m.record = ?"
	for i, n := range ordinals {
		err := ix.each(ctx, query, []any{n}, func(row scanner) error { return row.Scan(&out[i]) })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// PersonHeads returns the heads of persons in the order asked for, or
// ErrNotFound for the first that does not exist.
func (ix *Index) PersonHeads(ctx context.Context, ids ...string) ([]Head, error) {
	out := make([]Head, len(ids))
	for i, id := range ids {
		var packed []byte
		h := &out[i]
		err := ix.one(ctx, "SELECT id, name, records, members FROM person WHERE id = ?", id, func(row scanner) error {
			return row.Scan(&h.ID, &h.Name, &h.Records, &packed)
		})
		if err != nil {
			return nil, err
		}
		ordinals, err := unpack(packed)
		if err != nil {
			return nil, err
		}
		err = ix.one(ctx, "SELECT id FROM record WHERE record = ?", ordinals[0], func(row scanner) error { return row.Scan(&h.First) })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Persons yields every person in the order of their ids. It holds the ids of
// all records in memory meanwhile.
func (ix *Index) Persons(ctx context.Context) iter.Seq2[Person, error] {
	return func(yield func(Person, error) bool) {
		var ids []string // by ordinal
		err := ix.each(ctx, "SELECT record, id FROM record INDEXED BY record_id", nil, func(row scanner) error {
			var n int64
			var id string
			if err := row.Scan(&n, &id); err != nil {
				return err
			}
			if n >= int64(len(ids)) {
				ids = append(ids, make([]string, n+1-int64(len(ids)))...)
			}
			ids[n] = id
			return nil
		})
		if err != nil {
			yield(Person{}, err)
			return
		}
		for after := ""; ; {
			page, err := ix.personsAfter(ctx, after, ids)
			if err != nil {
				yield(Person{}, err)
				return
			}
			for _, p := range page {
				if !yield(p, nil) {
					return
				}
			}
			if len(page) < personsAtOnce {
				return
			}
			after = page[len(page)-1].ID
		}
	}
}

// personsAtOnce is how many persons Persons reads at a time. It holds no
// connection while it yields: a caller asks the index further questions.
const personsAtOnce = 1000

// personsAfter reads the next persons; ids are the record ids by ordinal.
func (ix *Index) personsAfter(ctx context.Context, after string, ids []string) ([]Person, error) {
	page := make([]Person, 0, personsAtOnce)
	const query = "SELECT id, name, members FROM person WHERE id > ? ORDER BY id LIMIT ?"
	err := ix.each(ctx, query, []any{after, personsAtOnce}, func(row scanner) error {
		var p Person
		var packed []byte
		err := row.Scan(&p.ID, &p.Name, &packed)
		if err == nil {
			p.Members, err = unpack(packed)
		}
		if err != nil {
			return err
		}
		p.Records = make([]string, len(p.Members))
		for i, n := range p.Members {
			p.Records[i] = ids[n]
		}
		page = append(page, p)
		return nil
	})
	return page, err
}
