package index

import (
	"cmp"
	"context"
	"slices"

	"byname/evidence/claim"
	"byname/evidence/record"
)

const claimColumns = "claim, id, subject, predicate, object, list, source, body"

func (ix *Index) scanClaim(row scanner) (*claim.Claim, int64, error) {
	c := new(claim.Claim)
	var ordinal, predicate, list, src int64
	var object *string
	var body []byte
	if err := row.Scan(&ordinal, &c.ID, &c.Subject, &predicate, &object, &list, &src, &body); err != nil {
		return nil, 0, err
	}
	if object != nil {
		c.Object = claim.Ref(*object)
	}
	c.Predicate, c.List, c.Source = ix.words[predicate], ix.lists[list].ID, ix.sources[src]
	d := decoder{rest: string(body), words: ix.words}
	d.claim(c)
	return c, ordinal, d.fault
}

// claims runs a query over claimColumns.
func (ix *Index) claims(ctx context.Context, query string, args ...any) (found []*claim.Claim, ordinals []int64, err error) {
	err = ix.each(ctx, query, args, func(row scanner) error {
		c, n, err := ix.scanClaim(row)
		found, ordinals = append(found, c), append(ordinals, n)
		return err
	})
	return found, ordinals, err
}

// Claim returns the first claim of an id, or ErrNotFound.
func (ix *Index) Claim(ctx context.Context, id string) (c *claim.Claim, err error) {
	err = ix.one(ctx, "SELECT "+claimColumns+" FROM claim WHERE id = ? ORDER BY claim LIMIT 1", id, func(row scanner) error {
		c, _, err = ix.scanClaim(row)
		return err
	})
	return c, err
}

// ClaimsOn returns the claims whose subject is one of refs, in the order of
// refs and then as added. The claims on a person are those on its record ids.
func (ix *Index) ClaimsOn(ctx context.Context, refs ...claim.Ref) ([]*claim.Claim, error) {
	var out []*claim.Claim
	for _, ref := range refs {
		found, _, err := ix.claims(ctx, "SELECT "+claimColumns+" FROM claim WHERE subject = ? ORDER BY claim", string(ref))
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// ClaimsNaming returns the claims whose object is one of refs: the confessions
// that name a person, the events someone took part in.
func (ix *Index) ClaimsNaming(ctx context.Context, refs ...claim.Ref) ([]*claim.Claim, error) {
	var out []*claim.Claim
	for _, ref := range refs {
		found, _, err := ix.claims(ctx, "SELECT "+claimColumns+" FROM claim WHERE object = ? ORDER BY claim", string(ref))
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// ClaimsAt returns the claims of ordinals, in the order asked for.
func (ix *Index) ClaimsAt(ctx context.Context, ordinals ...int64) ([]*claim.Claim, error) {
	out := make([]*claim.Claim, len(ordinals))
	for i, n := range ordinals {
		err := ix.one(ctx, "SELECT "+claimColumns+" FROM claim WHERE claim = ?", n, func(row scanner) (err error) {
			out[i], _, err = ix.scanClaim(row)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Claims lists claims in the order they were added.
func (ix *Index) Claims(ctx context.Context, f Filter, p Page) ([]*claim.Claim, int64, error) {
	w := ix.narrow("claim", f, p)
	if f.Predicate != "" {
		w.and("predicate = (SELECT word FROM word WHERE text = ?)", f.Predicate)
	}
	query := "SELECT " + claimColumns + " FROM claim WHERE " + w.text.String() + " ORDER BY claim LIMIT ?"
	found, ordinals, err := ix.claims(ctx, query, append(w.args, p.limit()+1)...)
	if err != nil {
		return nil, 0, err
	}
	found, from := next(found, ordinals, p)
	return found, from, nil
}

const subjectColumns = "subject, ref, label, claims"

// Subject returns the subject of a ref, or ErrNotFound when no claim is about it.
func (ix *Index) Subject(ctx context.Context, ref claim.Ref) (s Subject, err error) {
	err = ix.one(ctx, "SELECT "+subjectColumns+" FROM subject WHERE ref = ?", string(ref), func(row scanner) error {
		var n int64
		return row.Scan(&n, &s.Ref, &s.Label, &s.Claims)
	})
	return s, err
}

// Subjects lists what claims of one kind are about (event, series, work, or the
// id of a list for records), in the order of the first claim on each.
func (ix *Index) Subjects(ctx context.Context, kind string, p Page) (found []Subject, from int64, err error) {
	const query = "SELECT " + subjectColumns + " FROM subject WHERE kind = ? AND subject >= ? ORDER BY subject LIMIT ?"
	var ordinals []int64
	err = ix.each(ctx, query, []any{kind, p.From, p.limit() + 1}, func(row scanner) error {
		var s Subject
		var n int64
		err := row.Scan(&n, &s.Ref, &s.Label, &s.Claims)
		found, ordinals = append(found, s), append(ordinals, n)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	found, from = next(found, ordinals, p)
	return found, from, nil
}

// Sources returns all sources with how much they say, in the order they were first named.
func (ix *Index) Sources(ctx context.Context) (found []SourceHead, err error) {
	err = ix.each(ctx, "SELECT body, records, claims FROM source ORDER BY source", nil, func(row scanner) error {
		var s SourceHead
		err := scanJSON(row, &s.Source, &s.Records, &s.Claims)
		found = append(found, s)
		return err
	})
	return found, err
}

// Source returns one source, or ErrNotFound. One that is only named by records
// or claims has nothing but its id.
func (ix *Index) Source(ctx context.Context, id string) (s SourceHead, err error) {
	err = ix.one(ctx, "SELECT body, records, claims FROM source WHERE id = ?", id, func(row scanner) error {
		return scanJSON(row, &s.Source, &s.Records, &s.Claims)
	})
	return s, err
}

// Problems lists what could not be read, in the order it was met.
func (ix *Index) Problems(ctx context.Context, f Filter, p Page) (found []record.Problem, from int64, err error) {
	w := ix.narrow("problem", f, p)
	if f.Reason != "" {
		w.and("reason = ?", f.Reason)
	}
	query := "SELECT body, problem FROM problem WHERE " + w.text.String() + " ORDER BY problem LIMIT ?"
	var ordinals []int64
	err = ix.each(ctx, query, append(w.args, p.limit()+1), func(row scanner) error {
		var one record.Problem
		var n int64
		err := scanJSON(row, &one, &n)
		found, ordinals = append(found, one), append(ordinals, n)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	found, from = next(found, ordinals, p)
	return found, from, nil
}

// ProblemCounts counts the problems by reason, within a filter's list and source.
func (ix *Index) ProblemCounts(ctx context.Context, f Filter) (map[string]int, error) {
	w := ix.narrow("problem", f, Page{})
	counts := make(map[string]int)
	err := ix.each(ctx, "SELECT reason, count(*) FROM problem WHERE "+w.text.String()+" GROUP BY reason", w.args, func(row scanner) error {
		var reason string
		var n int
		err := row.Scan(&reason, &n)
		counts[reason] = n
		return err
	})
	return counts, err
}

// LinksOf returns the links of records, accepted or not, strongest first; a
// link between two of them is given once.
func (ix *Index) LinksOf(ctx context.Context, recordIDs ...string) ([]Link, error) {
	const columns = "SELECT l.link, l.a, l.b, ra.id, rb.id, l.bits, l.accepted, l.levels FROM record r "
	const rest = " JOIN record ra ON ra.record = l.a JOIN record rb ON rb.record = l.b WHERE r.id = ?"
	found := make(map[int64]Link)
	for _, id := range recordIDs {
		for _, query := range []string{columns + "JOIN link l ON l.a = r.record" + rest, columns + "JOIN link l ON l.b = r.record" + rest} {
			err := ix.each(ctx, query, []any{id}, func(row scanner) error {
				var n int64
				var l Link
				err := row.Scan(&n, &l.A, &l.B, &l.RecordA, &l.RecordB, &l.Bits, &l.Accepted, &l.Levels)
				found[n] = l
				return err
			})
			if err != nil {
				return nil, err
			}
		}
	}
	out := make([]Link, 0, len(found))
	for _, l := range found {
		out = append(out, l)
	}
	slices.SortFunc(out, func(x, y Link) int {
		return cmp.Or(cmp.Compare(y.Bits, x.Bits), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return out, nil
}
