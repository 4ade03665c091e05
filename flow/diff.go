package flow

import (
	"context"
	"fmt"
	"iter"

	"byname/evidence/read"
	"byname/evidence/record"
	"byname/store"
)

// Diff counts what a newer version of a list did to its records.
type Diff struct {
	Added     int `json:"added"`
	Withdrawn int `json:"withdrawn"` // kept, marked, and no longer linked
	Changed   int `json:"changed"`   // same id, other cells
}

// Changes tells, record by record, what the newest version of a list changed
// against the one before. A list with one version has no changes.
func Changes(ctx context.Context, a *store.Archive, id string, o Options) iter.Seq2[read.Change, error] {
	return func(yield func(read.Change, error) bool) {
		s, err := readState(a)
		if err != nil {
			yield(read.Change{}, err)
			return
		}
		l := s.byID[id]
		if l == nil {
			yield(read.Change{}, fmt.Errorf("there is no list %q in the archive", id))
			return
		}
		if n := len(l.versions); n > 1 {
			changes(ctx, a, &l.versions[n-2], &l.versions[n-1], o)(yield)
		}
	}
}

// changes compares two versions. Either is read from its blob.
func changes(ctx context.Context, a *store.Archive, older, newer *store.Act, o Options) iter.Seq2[read.Change, error] {
	return func(yield func(read.Change, error) bool) {
		var fault error
		records := func(act *store.Act) iter.Seq[*record.Record] {
			return func(yield func(*record.Record) bool) {
				for item, err := range items(ctx, a, act, o) {
					if err != nil {
						fault = err
						return
					}
					if item.Record != nil && !yield(item.Record) {
						return
					}
				}
			}
		}
		for c := range read.Diff(records(older), records(newer)) {
			if fault != nil || !yield(c, nil) {
				break
			}
		}
		if fault != nil {
			yield(read.Change{}, fault)
		}
	}
}

func count(all iter.Seq2[read.Change, error]) (d Diff, err error) {
	for c, err := range all {
		switch {
		case err != nil:
			return d, err
		case c.Kind == read.Added:
			d.Added++
		case c.Kind == read.Withdrawn:
			d.Withdrawn++
		default:
			d.Changed++
		}
	}
	return d, nil
}
