// Package judgement holds what a reviewer decided about two records: that they
// speak of the same person, of different persons, or that it cannot be told.
//
// A judgement is evidence like any other: appended to the log with who, when
// and why, never edited. The newest judgement on a pair holds; an Unsure takes
// an earlier one back.
package judgement

import "time"

// Verdict is what the reviewer decided.
type Verdict string

// The verdicts.
const (
	Same      Verdict = "same"
	Different Verdict = "different"
	Unsure    Verdict = "unsure"
)

// Judgement is one decision on one pair of records.
type Judgement struct {
	A       string    `json:"a"` // record ids, A < B
	B       string    `json:"b"`
	Verdict Verdict   `json:"verdict"`
	Who     string    `json:"who"`
	When    time.Time `json:"when"`
	Why     string    `json:"why"`
}

// New orders the two record ids so that a pair has one form.
func New(a, b string, v Verdict) Judgement {
	if b < a {
		a, b = b, a
	}
	return Judgement{A: a, B: b, Verdict: v}
}

// Standing returns the judgement that holds for each pair: the last given.
func Standing(all []Judgement) map[[2]string]Judgement {
	out := make(map[[2]string]Judgement, len(all))
	for _, j := range all {
		if j.B < j.A {
			j.A, j.B = j.B, j.A
		}
		out[[2]string{j.A, j.B}] = j
	}
	return out
}
