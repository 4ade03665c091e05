package flow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"byname/evidence/read"
	"byname/store"
)

// items reads one version of a list out of its blob, with progress in bytes.
func items(ctx context.Context, a *store.Archive, act *store.Act, o Options) iter.Seq2[read.Item, error] {
	return func(yield func(read.Item, error) bool) {
		m, err := mapping(a, act)
		if err != nil {
			yield(read.Item{}, err)
			return
		}
		in, err := a.Blob(act.Import.Blob)
		if err != nil {
			yield(read.Item{}, fmt.Errorf("list %s: file %s: %w", act.Import.List, act.Import.File, err))
			return
		}
		defer func() { _ = in.Close() }() // only read
		counted := &counter{in: in, total: act.Import.Size, o: o, stage: "reading " + act.Import.List + ", bytes"}
		for item, err := range read.Items(ctx, counted, m, act.Import.File) {
			if err != nil {
				err = fmt.Errorf("list %s: %w", act.Import.List, err)
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// counter reports how many bytes have been read.
type counter struct {
	in    io.Reader
	done  int64
	total int64
	o     Options
	stage string
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.done += int64(n)
	c.o.report(c.stage, c.done, c.total)
	return n, err
}

func joinClose(c io.Closer, err error) error { return errors.Join(err, c.Close()) }
