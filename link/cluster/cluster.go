// Package cluster decides which records speak of one person.
//
// In go the table, the trained model and the reviewers' judgements; out come
// clusters and the edges that explain them. Records joined by edges of at
// least zero bits form loose components; inside each, every pair is weighed,
// also those no blocking rule found, and the closest groups are joined as long
// as the mean weight between them is at least Stop (average linkage). Some
// pairs can never stand in one cluster: two entries of a list that names
// nobody twice, two records a reviewer called different, two lives that cannot
// be one. Two records a reviewer called the same always do. A record that fits
// two groups about equally well joins neither. Names that conflict are tied only
// by records that bear full names, or both names.
//
// Cost: the square of the size of each component in time and memory; larger
// components than MaxComponent are first cut at higher thresholds. The result
// depends neither on the order of the lists in time nor on the number of
// workers; ids of clusters do depend on which record came first.
// Proof: TestScenarios, TestLaws.
package cluster

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"

	"byname/evidence/judgement"
	"byname/link/norm"
	"byname/link/score"
)

// Options steer Build. The zero value is the default.
type Options struct {
	Workers  int                                   // 0: as many as there are processors
	Progress func(stage string, done, total int64) // called from one goroutine at a time; nil: silent
}

// Cluster is the records of one person, in order of import; the first is the founding record.
type Cluster struct {
	ID      string  `json:"id"`
	Records []int32 `json:"records"` // rows of the table
}

// EdgeKind says what an edge is kept for.
type EdgeKind uint8

// The kinds of edges.
const (
	Link EdgeKind = iota // inside a cluster: the best reason why a record stands with another
	Near                 // near the threshold: worth a reviewer's look
	Cut                  // speaks for one person, but a constraint or other records keep the two apart
)

// String returns "link", "near" or "cut".
func (k EdgeKind) String() string { return [...]string{"link", "near", "cut"}[min(k, Cut)] }

// Edge is a weighed pair worth keeping. score.Explain tells how its weight comes about.
type Edge struct {
	A, B int32   // rows, A < B
	Bits float32 // log2 odds that both speak of one person
	Kind EdgeKind
	Why  string // what binds or parts the two beyond their weight, in words; or ""
}

// Result is a partition of the rows.
type Result struct {
	Clusters []Cluster // ordered by founding record; every row is in exactly one
	Edges    []Edge    // ordered by A, B
}

// PersonID names a cluster by its founding record: "p" and 60 bits of the
// SHA-256 of the record's id in lower-case base32.
func PersonID(record string) string {
	h := sha256.Sum256([]byte(record))
	return "p" + strings.ToLower(base32.StdEncoding.EncodeToString(h[:8]))[:12]
}

// Build partitions the records. The newest judgement on a pair binds. It
// returns ctx.Err() when ctx ends first, and an error when two judgements
// contradict one another through others: a same as b, b same as c, a different from c.
func Build(ctx context.Context, t *norm.Table, m *score.Model, js []judgement.Judgement, o Options) (*Result, error) {
	if m.Records != t.Len() {
		return nil, fmt.Errorf("model of %d records does not fit a table of %d", m.Records, t.Len())
	}
	b := &builder{t: t, m: m, o: o, said: judged(t, js)}
	return b.build(ctx)
}

// judged maps the standing judgements to rows. Judgements on records that are
// not in the table wait for their record.
func judged(t *norm.Table, js []judgement.Judgement) map[[2]int32]judgement.Judgement {
	said := map[[2]int32]judgement.Judgement{}
	for pair, j := range judgement.Standing(js) {
		a, okA := t.Row(pair[0])
		b, okB := t.Row(pair[1])
		if okA && okB && a != b && j.Verdict != judgement.Unsure {
			said[[2]int32{min(a, b), max(a, b)}] = j
		}
	}
	return said
}
