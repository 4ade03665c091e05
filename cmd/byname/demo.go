package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"byname/flow"
	"byname/sample"
	"byname/store"
)

func newDemo(s *settings) *cobra.Command {
	var dir, addr string
	var noServe bool
	c := &cobra.Command{
		Use:   "demo",
		Short: "Build the bundled archive of the Great Purge and serve it on this machine",
		Long: `demo makes an archive of the sample the program carries (sources, records, claims
and figures on the Great Purge), in a temporary folder unless one is given, and
serves it. It opens no browser and sends nothing anywhere.`,
		Example: `  byname demo
  byname demo --dir purge --no-serve`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if s.dir = dir; dir == "" {
				tmp, err := os.MkdirTemp("", "demo-archive")
				if err != nil {
					return err
				}
				s.dir = tmp
				defer func() { _ = os.RemoveAll(tmp) }()
				if noServe {
					return &usageError{c.CommandPath(), errors.New("--no-serve without --dir would leave nothing")}
				}
			}
			a, err := s.sample(c.Context())
			if err != nil {
				return err
			}
			if !noServe {
				err = s.serve(c.Context(), a, addr)
			}
			return errors.Join(err, a.Close())
		},
	}
	c.Flags().StringVar(&dir, "dir", "", "folder to build it in, and keep; a temporary one when left out")
	c.Flags().StringVar(&addr, "addr", "", addrUsage)
	c.Flags().BoolVar(&noServe, "no-serve", false, "build and stop")
	return c
}

// sample builds the bundled archive in the folder of -C, or opens it if it is there already.
func (s *settings) sample(ctx context.Context) (*store.Archive, error) {
	text, err := fs.ReadFile(sample.Files, "archive.yaml")
	if err != nil {
		return nil, err
	}
	config, lists, err := store.ParseConfig(text)
	if err != nil {
		return nil, err
	}
	a, err := store.Init(s.dir, config, store.Options{Log: s.log()})
	if errors.Is(err, store.ErrExists) {
		if a, err = store.Open(s.dir, store.Options{Log: s.log()}); err == nil && a.Config().Title != config.Title {
			err = errors.Join(fmt.Errorf("%s holds another archive, %q", s.dir, a.Config().Title), a.Close())
		}
	}
	if err != nil {
		return nil, err
	}
	if err := s.fill(ctx, a, lists); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// fill imports the files of the sample and builds the index.
func (s *settings) fill(ctx context.Context, a *store.Archive, lists []store.ListEntry) error {
	for _, e := range lists {
		if err := a.PutList(e.YAML); err != nil {
			return err
		}
	}
	entries, err := s.entries(a, "")
	if err != nil {
		return err
	}
	news := !hasIndex(a)
	for _, e := range entries {
		done, err := flow.Import(ctx, a, flow.File{
			Name: e.file, Mapping: e.text,
			Open: func() (io.ReadCloser, error) { return sample.Files.Open(e.file) },
		}, flow.Options{})
		if err != nil {
			return err
		}
		news = news || done.Status != flow.StatusUnchanged
	}
	if !news {
		return nil
	}
	return s.build(ctx, a)
}
