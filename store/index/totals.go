package index

import "context"

// Totals counts what the index holds.
type Totals struct {
	Persons, Records, Claims, Sources, Problems int
	Kinds                                       map[string]int // subjects by kind, the ids of lists among them
}

// Totals counts everything. It reads whole lookups, so callers keep the answer:
// an index does not change.
func (ix *Index) Totals(ctx context.Context) (Totals, error) {
	t := Totals{Kinds: map[string]int{}}
	for _, l := range ix.lists {
		t.Records += l.Records
		t.Claims += l.Claims
		t.Problems += l.Problems
	}
	const query = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM source)"
	err := ix.each(ctx, query, nil, func(row scanner) error { return row.Scan(&t.Persons, &t.Sources) })
	if err != nil {
		return t, err
	}
	err = ix.each(ctx, "SELECT kind, count(*) FROM subject GROUP BY kind", nil, func(row scanner) error {
		var kind string
		var n int
		err := row.Scan(&kind, &n)
		t.Kinds[kind] = n
		return err
	})
	return t, err
}

// Heads lists persons in the order of their founding records.
func (ix *Index) Heads(ctx context.Context, p Page) (found []Head, from int64, err error) {
	const query = "SELECT person, id FROM person WHERE person >= ? ORDER BY person LIMIT ?"
	return ix.heads(ctx, p, query, p.From, p.limit()+1)
}

// MostAttested returns the n persons with the most records, as Totals reading the whole table.
func (ix *Index) MostAttested(ctx context.Context, n int) ([]Head, error) {
	found, _, err := ix.heads(ctx, Page{Limit: n}, "SELECT person, id FROM person ORDER BY records DESC, person LIMIT ?", n)
	return found, err
}

func (ix *Index) heads(ctx context.Context, p Page, query string, args ...any) ([]Head, int64, error) {
	var ids []string
	var ordinals []int64
	err := ix.each(ctx, query, args, func(row scanner) error {
		var n int64
		var id string
		err := row.Scan(&n, &id)
		ids, ordinals = append(ids, id), append(ordinals, n)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	ids, from := next(ids, ordinals, p)
	found, err := ix.PersonHeads(ctx, ids...)
	return found, from, err
}
