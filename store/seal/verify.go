package seal

import (
	"bytes"
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Fault is one thing Verify found wrong.
type Fault struct {
	Place  string // file within the log, or entry
	Reason string
}

// Verify computes the whole tree anew from the entries and compares every
// stored tile and the checkpoint with it. It returns what is wrong, nil when
// nothing is; the error is only ctx's. Visit, which may be nil, is called with
// every entry in order.
func (l *Log) Verify(ctx context.Context, visit func(position int64, entry []byte)) ([]Fault, error) {
	c := l.Checkpoint()
	v := verifier{log: l}
	for n := int64(0); n*width < c.Size; n++ {
		if err := ctx.Err(); err != nil {
			return v.faults, err
		}
		w := int(min(width, c.Size-n*width))
		entries, err := l.bundle(n, w)
		if err != nil {
			v.fault(tilePath("entries", n, w), err.Error())
			return v.faults, nil // without the entries nothing further can be computed
		}
		for i, e := range entries {
			if visit != nil {
				visit(n*width+int64(i), e)
			}
			v.add(0, tlog.RecordHash(e))
		}
	}
	if root := v.root(); root != c.Root {
		v.fault(checkpointName, fmt.Sprintf("root %s, the entries give %s", c.Root, root))
	}
	return v.faults, nil
}

// verifier holds the hashes of the tile being filled in each row, lowest first.
type verifier struct {
	log    *Log
	rows   [][]tlog.Hash
	full   []int64 // full tiles of each row so far
	faults []Fault
}

func (v *verifier) fault(place, reason string) {
	v.faults = append(v.faults, Fault{place, reason})
}

// add puts a hash into a row; a full tile is compared and handed to the row above.
func (v *verifier) add(level int, h tlog.Hash) {
	if level == len(v.rows) {
		v.rows = append(v.rows, nil)
		v.full = append(v.full, 0)
	}
	v.rows[level] = append(v.rows[level], h)
	if len(v.rows[level]) < width {
		return
	}
	v.compare(level)
	above := fold(v.rows[level])
	v.rows[level] = v.rows[level][:0]
	v.full[level]++
	v.add(level+1, above)
}

// compare compares the tile being filled in a row with the stored one.
func (v *verifier) compare(level int) {
	w := len(v.rows[level])
	row := fmt.Sprint(level)
	place := tilePath(row, v.full[level], w)
	data, err := v.log.readTile(row, v.full[level], w)
	if err != nil {
		v.fault(place, err.Error())
		return
	}
	var want []byte
	for _, h := range v.rows[level] {
		want = append(want, h[:]...)
	}
	if len(data) < len(want) || !bytes.Equal(data[:len(want)], want) {
		v.fault(place, "other hashes than the entries give")
	}
}

// root compares what is left of every row and returns the hash of the tree.
func (v *verifier) root() tlog.Hash {
	var root tlog.Hash
	have := false
	for level, hashes := range v.rows {
		if len(hashes) == 0 {
			continue
		}
		v.compare(level)
		if have {
			hashes = append(hashes, root)
		}
		root, have = fold(hashes), true
	}
	if !have {
		return emptyRoot()
	}
	return root
}

// fold returns the RFC 6962 hash over hashes of subtrees that are complete and
// equally large, but for the last, which may be smaller.
func fold(hashes []tlog.Hash) tlog.Hash {
	if len(hashes) == 1 {
		return hashes[0]
	}
	k := 1
	for 2*k < len(hashes) {
		k *= 2
	}
	return tlog.NodeHash(fold(hashes[:k]), fold(hashes[k:]))
}
