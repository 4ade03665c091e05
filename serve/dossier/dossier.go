// Package dossier gathers from an index everything that is said of one person
// or other subject, ready for person.Assemble: the records put together, the
// claims made on any of them, the claims that take those back, and the sources
// that speak. Whoever shows a person gathers it here, so that no two ways of
// showing differ.
//
// It decides nothing and keeps nothing. Cost: a handful of point reads, and one
// for each record and source of the person.
package dossier

import (
	"context"
	"errors"

	"byname/evidence/claim"
	"byname/evidence/source"
	"byname/person"
	"byname/store/index"
)

// Gather returns what the index has on a person, or index.ErrNotFound. The
// sources are looked up by the returned Input as they are asked for, with ctx;
// one that is only named, never described, is not found.
func Gather(ctx context.Context, ix *index.Index, id string) (person.Input, error) {
	records, err := ix.RecordsOf(ctx, id)
	if err != nil {
		return person.Input{}, err
	}
	refs := make([]claim.Ref, len(records))
	for i, r := range records {
		refs[i] = claim.Ref(r.ID)
	}
	claims, err := claimsOn(ctx, ix, refs...)
	return person.Input{ID: id, Records: records, Claims: claims, Source: sources(ctx, ix)}, err
}

// About returns what the index has on a subject that is no person, as an Input
// without records: an event, a series, a question. It has no claims when nothing is said of it.
func About(ctx context.Context, ix *index.Index, ref claim.Ref) (person.Input, error) {
	claims, err := claimsOn(ctx, ix, ref)
	return person.Input{ID: string(ref), Claims: claims, Source: sources(ctx, ix)}, err
}

// claimsOn returns the claims on subjects and the claims that take those back.
func claimsOn(ctx context.Context, ix *index.Index, refs ...claim.Ref) ([]*claim.Claim, error) {
	claims, err := ix.ClaimsOn(ctx, refs...)
	if err != nil {
		return nil, err
	}
	taken, err := retractions(ctx, ix, claims)
	return append(claims, taken...), err
}

// retractions returns the claims that take back any of these and are not among them.
func retractions(ctx context.Context, ix *index.Index, claims []*claim.Claim) ([]*claim.Claim, error) {
	if len(claims) == 0 {
		return nil, nil
	}
	have := make(map[string]bool, len(claims))
	refs := make([]claim.Ref, len(claims))
	for i, c := range claims {
		have[c.ID] = true
		refs[i] = claim.Ref("claim:" + c.ID)
	}
	naming, err := ix.ClaimsNaming(ctx, refs...)
	if err != nil {
		return nil, err
	}
	var out []*claim.Claim
	for _, c := range naming {
		if c.Predicate == claim.RetractsPredicate && !have[c.ID] {
			out = append(out, c)
		}
	}
	return out, nil
}

// sources looks each source up once.
func sources(ctx context.Context, ix *index.Index) func(string) (source.Source, bool) {
	type answer struct {
		source source.Source
		known  bool
	}
	seen := map[string]answer{}
	return func(id string) (source.Source, bool) {
		a, ok := seen[id]
		if !ok {
			head, err := ix.Source(ctx, id)
			a = answer{head.Source, err == nil || !errors.Is(err, index.ErrNotFound) && head.ID != ""}
			seen[id] = a
		}
		return a.source, a.known
	}
}
