// Package score weighs how strongly two records speak of the same person.
package score

import (
	"context"

	"byname/link/norm"
)

// Options steer Train. The zero value is the default.
type Options struct {
	Workers  int                                    // 0: as many as there are processors
	Progress func(stage string, done, total int64) // called from one goroutine at a time; nil: silent
}

// Model is everything needed to weigh a pair; it can be written as JSON.
type Model struct {
	Warnings []string `json:"warnings,omitempty"`
}

// Train estimates the model from the table alone, without labels.
func Train(ctx context.Context, t *norm.Table, o Options) (*Model, error) {
	return &Model{}, ctx.Err()
}

// Step is one line of a waterfall.
type Step struct {
	Comparison string  `json:"comparison"` // "prior", "surname", "birth", ...
	Level      string  `json:"level"`
	A          string  `json:"a"` // the values compared
	B          string  `json:"b"`
	Bits       float64 `json:"bits"` // log2(m/u), adjusted for the frequency of the value
	Reason     string  `json:"reason"`
}

// Waterfall says why two records do or do not speak of one person. Bits is the
// sum of the Bits of the Steps: the log2 odds.
type Waterfall struct {
	A     string  `json:"a"` // record ids
	B     string  `json:"b"`
	Bits  float64 `json:"bits"`
	Steps []Step  `json:"steps"`
}

// Explain weighs two rows and says how the weight comes about.
func Explain(t *norm.Table, m *Model, a, b int32) Waterfall {
	return Waterfall{A: t.ID(a), B: t.ID(b)}
}
