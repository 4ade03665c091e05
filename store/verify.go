package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
)

// Report is the result of Verify. Its JSON is a contract.
type Report struct {
	OK       bool      `json:"ok"`
	Size     uint64    `json:"size"` // acts
	Root     string    `json:"root"` // base64
	Problems []Problem `json:"problems"`
}

// Problem is one thing Verify found wrong.
type Problem struct {
	Place  string `json:"place"` // file below the archive, or act
	Reason string `json:"reason"`
}

// Verify reads the whole archive: it computes the log anew from its entries and
// compares it with its tiles and its signed checkpoint, reads every blob an act
// speaks of, and every private part. Progress, which may be nil, is told the
// bytes of blobs read so far and in all. A ctx that ends is reported as a problem.
func (a *Archive) Verify(ctx context.Context, progress func(done, all int64)) Report {
	v := &verifier{archive: a, blobs: make(map[Digest]int64), problems: []Problem{}}
	if progress == nil {
		progress = func(int64, int64) {}
	}
	erased, err := a.erased(a.log.Checkpoint().Size)
	if err != nil {
		v.problem(logFolder, err)
	}
	faults, err := a.log.Verify(ctx, func(position int64, text []byte) { v.act(uint64(position), text, erased) })
	for _, f := range faults {
		v.problem(logFolder+"/"+f.Place, errors.New(f.Reason))
	}
	if err == nil {
		err = v.readBlobs(ctx, progress)
	}
	if err != nil {
		v.problem(".", fmt.Errorf("broken off: %w", err))
	}
	return Report{OK: len(v.problems) == 0, Size: a.Size(), Root: a.Root(), Problems: v.problems}
}

type verifier struct {
	archive  *Archive
	blobs    map[Digest]int64 // size, -1 when no act states it
	problems []Problem
}

func (v *verifier) problem(place string, err error) {
	v.problems = append(v.problems, Problem{place, err.Error()})
}

// act checks one act and notes the blobs it needs.
func (v *verifier) act(position uint64, text []byte, erased map[uint64]bool) {
	place := fmt.Sprintf("act %d", position)
	act, err := v.archive.act(position, text, erased)
	if err != nil {
		v.problem(place, err)
	}
	if act.Erased {
		if _, err := v.archive.root.Stat(act.Private.path(privateFolder, ".json")); err == nil {
			v.problem(place, errors.New("its private part is erased in the log and still there: erase it again"))
		}
	}
	if i := act.Import; i != nil {
		if old, ok := v.blobs[i.Blob]; ok && old >= 0 && old != i.Size {
			v.problem(place, fmt.Errorf("blob %s: %d bytes here, %d in an act before", i.Blob, i.Size, old))
		}
		v.blobs[i.Blob] = i.Size
		if _, ok := v.blobs[i.Mapping]; !ok {
			v.blobs[i.Mapping] = -1
		}
	}
}

// readBlobs reads every blob that acts speak of.
func (v *verifier) readBlobs(ctx context.Context, progress func(done, all int64)) error {
	var digests []Digest
	var all, done int64
	for d, size := range v.blobs {
		digests = append(digests, d)
		all += max(size, 0)
	}
	slices.SortFunc(digests, func(x, y Digest) int { return cmp.Compare(x.String(), y.String()) })
	buf := make([]byte, 1<<20)
	for _, d := range digests {
		n, err := v.readBlob(ctx, d, buf, func(n int64) { progress(done+n, max(all, done+n)) })
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if want := v.blobs[d]; err == nil && want >= 0 && n != want {
			err = fmt.Errorf("%d bytes, the act says %d", n, want)
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = errors.New("missing")
		}
		if err != nil {
			v.problem(d.path(blobsFolder, ""), err)
		}
		if v.blobs[d] >= 0 {
			done += v.blobs[d]
		}
	}
	return nil
}

func (v *verifier) readBlob(ctx context.Context, d Digest, buf []byte, read func(n int64)) (n int64, err error) {
	b, err := v.archive.Blob(d)
	if err != nil {
		return 0, err
	}
	defer b.Close()
	for ctx.Err() == nil {
		k, err := b.Read(buf)
		n += int64(k)
		read(n)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
	return n, ctx.Err()
}
