package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"byname/flow"
	"byname/store"
	"byname/store/index"
)

// open opens the archive of -C.
func (s *settings) open() (*store.Archive, error) {
	a, err := store.Open(s.dir, store.Options{Log: s.log()})
	if errors.Is(err, store.ErrNoArchive) {
		return nil, fmt.Errorf("%w\nMake one with 'byname -C FOLDER init', or try 'byname demo'", err)
	}
	return a, err
}

// withIndex runs do on the index of the archive. It says so when the index is
// older than the log.
func (s *settings) withIndex(do func(a *store.Archive, ix *index.Index) error) error {
	a, err := s.open()
	if err != nil {
		return err
	}
	ix, err := index.Open(a.IndexPath())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = fmt.Errorf("archive %s has no index yet: run 'byname -C %s build'", s.dir, s.dir)
	case errors.Is(err, index.ErrFormat):
		err = fmt.Errorf("%w: run 'byname -C %s build'", err, s.dir)
	}
	if err != nil {
		return errors.Join(err, a.Close())
	}
	if behind := a.Size() - ix.Meta().LogSize; behind != 0 {
		_, _ = fmt.Fprintf(s.errs, "the index does not have the newest acts: run 'byname -C %s build'\n", s.dir)
	}
	return errors.Join(do(a, ix), ix.Close(), a.Close())
}

// build makes the index with progress, and says what it holds.
func (s *settings) build(ctx context.Context, a *store.Archive) error {
	p := newProgress(s.errs)
	built, err := flow.Build(ctx, a, flow.Options{Progress: p.report})
	p.done()
	if err != nil {
		return err
	}
	if s.json {
		return json.NewEncoder(s.out).Encode(built)
	}
	_, err = fmt.Fprintf(s.out, "%s, %s from %s: %s; %s listed\n",
		plural(built.Records, "record"), plural(built.Claims, "claim"), plural(built.Lists, "list"), plural(built.Persons, "person"), plural(built.Problems, "problem"))
	if n := len(built.Warnings); n > 0 {
		_, _ = fmt.Fprintf(s.errs, "the linkage has %s, the first: %s (all with 'build --json')\n", plural(n, "warning"), built.Warnings[0])
	}
	return err
}

// jsonLines returns an encoder of one value a line that leaves < and > as they are.
func jsonLines(out io.Writer) *json.Encoder {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc
}
