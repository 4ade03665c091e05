package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"byname/store"
)

func newInit(s *settings) *cobra.Command {
	var c store.Config
	var from string
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Make a new archive in the folder of -C",
		Long: `init makes a folder with archive.yaml, an empty log and the key that signs it. The
folder must be empty or not exist. --from takes title, languages and the ways to
read lists over from an archive.yaml of yours or from doc/examples.`,
		Example: `  byname -C archive init --title "Memorial society of N." --lang ru --lang en
  byname -C argentina init --from doc/examples/argentina/archive.yaml`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var lists []store.ListEntry
			if from != "" {
				text, err := os.ReadFile(from)
				if err != nil {
					return err
				}
				given, entries, err := store.ParseConfig(text)
				if err != nil {
					return fmt.Errorf("%s: %w", from, err)
				}
				lists = entries
				if c.Title == "" {
					c.Title = given.Title
				}
				if len(c.Languages) == 0 {
					c.Languages = given.Languages
				}
				c.Publication, c.Moments = given.Publication, given.Moments
			}
			a, err := s.create(c, lists)
			if err != nil {
				return err
			}
			if s.json {
				err = jsonLines(s.out).Encode(map[string]any{"dir": s.dir, "origin": a.Config().Origin, "key": a.Config().Key, "lists": len(lists)})
			} else {
				_, err = fmt.Fprintf(s.out, "New archive in %s, log %s.\nNext: byname -C %s import --guess FILE\n", s.dir, a.Config().Origin, s.dir)
			}
			return errors.Join(err, a.Close())
		},
	}
	cmd.Flags().StringVar(&c.Title, "title", "", "what the archive is called")
	cmd.Flags().StringSliceVar(&c.Languages, "lang", nil, "language of the pages (BCP 47), the default first")
	cmd.Flags().StringVar(&c.Origin, "origin", "", "name of the log; made of the title when left out")
	cmd.Flags().StringVar(&from, "from", "", "archive.yaml to take title, languages and mappings from")
	return cmd
}

// create makes the archive of -C with these ways to read lists.
func (s *settings) create(c store.Config, lists []store.ListEntry) (*store.Archive, error) {
	if c.Title == "" {
		c.Title = "Archive"
	}
	a, err := store.Init(s.dir, c, store.Options{Log: s.log()})
	if err != nil {
		return nil, err
	}
	for _, e := range lists {
		if err := a.PutList(e.YAML); err != nil {
			return nil, errors.Join(err, a.Close())
		}
	}
	return a, nil
}
