package flow

import (
	"context"
	"encoding/json"
	"fmt"

	"byname/link/score"
	"byname/store/index"
)

// Explain reads the model of an index and returns a function that tells why two
// of its records were, or were not, put together. Only pairs the linkage kept
// can be explained; for another the answer is index.ErrNotFound.
func Explain(ix *index.Index) (func(ctx context.Context, a, b string) (score.Waterfall, error), error) {
	var m score.Model
	if raw := ix.Meta().Values[ModelValue]; len(raw) > 0 {
		if err := json.Unmarshal(raw, &m); err != nil {
			return nil, fmt.Errorf("linkage model: %w", err)
		}
	}
	return func(ctx context.Context, a, b string) (score.Waterfall, error) {
		links, err := ix.LinksOf(ctx, a)
		if err != nil {
			return score.Waterfall{}, err
		}
		for _, l := range links {
			if l.RecordA == a && l.RecordB == b || l.RecordA == b && l.RecordB == a {
				left, err := ix.Record(ctx, a)
				if err != nil {
					return score.Waterfall{}, err
				}
				right, err := ix.Record(ctx, b)
				if err != nil {
					return score.Waterfall{}, err
				}
				return m.Unpack(l.Levels, left, right)
			}
		}
		return score.Waterfall{}, fmt.Errorf("link %s - %s: %w", a, b, index.ErrNotFound)
	}, nil
}
